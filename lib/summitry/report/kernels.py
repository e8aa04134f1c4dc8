"""Kernels for the notebooks of one report: forked from a process that has imported what they use, or ordinary ones.

An ordinary kernel spends most of a short notebook's time importing pandas and matplotlib.  The forkserver of Python's
multiprocessing imports them once, while the articles are parsed, and forks a kernel whenever one is wanted.  Whatever
goes wrong with that is logged, and an ordinary kernel takes its place.
"""

from __future__ import annotations

import logging
import multiprocessing
import multiprocessing.forkserver
import os
import tempfile
import threading
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import make_ipkernel_cmd
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

from summitry.display.explorer import STATIC

LOG = logging.getLogger(__name__)
LONGEST_START = 60
"""Seconds that a forked kernel may take to be ready."""
INLINE = "module://matplotlib_inline.backend_inline"
OPTIONS = ("--HistoryManager.enabled=False", "--log-level=ERROR")
"""Of every kernel: nothing is kept of what was run, and only errors are said."""
SUMMARIES = Path(__file__).parents[1] / "summaries"
PRELOADED = [
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "IPython.core.completerlib",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "matplotlib.dates",
    "summitry.figures",
    "summitry.report.kernels",
    "summitry.study",
    *(f"summitry.summaries.{file.stem}" for file in sorted(SUMMARIES.glob("[a-z]*.py"))),
]
"""Modules that the notebooks use.  Never the inline backend, which hooks into the kernel that first imports it."""


class Kernels:
    """Makes the managers of kernels, and ends in the end every kernel that is still there; a context manager.

    With *forked*, kernels are forked from a preloaded process, which begins to import at once.  That is for programs
    whose main module may be imported again, since multiprocessing does so in each kernel: a script that does not guard
    its code with ``if __name__ == "__main__"`` would run again.
    """

    def __init__(self, forked: bool = False) -> None:
        self.forked = forked
        self.folder = tempfile.TemporaryDirectory(prefix="smy-")  # short: a socket's path has at most 107 bytes
        self.managers: list[AsyncKernelManager] = []
        if forked:
            os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # or each kernel warns of its debugger
            try:
                multiprocessing.set_forkserver_preload(PRELOADED)
                multiprocessing.forkserver.ensure_running()
            except Exception as error:  # a system without it, such as Windows
                self._give_up(error)

    def _give_up(self, error: Exception) -> None:
        LOG.warning("kernels cannot be forked, ordinary ones are used: %s: %s", type(error).__name__, error)
        self.forked = False

    def __enter__(self) -> Kernels:
        return self

    def __exit__(self, *_: object) -> None:
        for manager in self.managers:  # those of notebooks that were interrupted
            process = manager.provisioner and manager.provisioner.process
            if process and process.poll() is None:
                process.kill()
        self.folder.cleanup()

    def manager(self) -> AsyncKernelManager:
        """Return a manager for one kernel, which papermill starts and ends."""
        environment = {"IPYTHONDIR": self.folder.name, STATIC: "1"}
        manager = AsyncKernelManager(kernel_spec_manager=OwnKernel(environment))
        name = f"{self.folder.name}/{len(self.managers)}-{os.urandom(4).hex()}"
        manager.connection_file = f"{name}.json"
        if hasattr(os, "fork"):  # sockets in a folder that is ours alone
            manager.transport, manager.ip = "ipc", name
        spec = manager.kernel_spec_manager.get_kernel_spec("python3")
        manager.provisioner = ForkProvisioner(self, parent=manager, kernel_id=manager.kernel_id, kernel_spec=spec)
        self.managers.append(manager)
        return manager

    @staticmethod
    def explain(manager: AsyncKernelManager) -> str:
        """Return one sentence on how the kernel of *manager* ended by itself; empty where it did not."""
        process = manager.provisioner and manager.provisioner.process
        code = process.poll() if process else None
        return "" if code is None else f"its kernel ended early, with exit code {code}"

    def fork(self, connection_file: str, environment: dict[str, str]) -> ForkedKernel | None:
        """Return a forked kernel that listens on *connection_file*, or None where that fails, once and for all."""
        if not self.forked:
            return None
        try:
            context = multiprocessing.get_context("forkserver")
            ready, telling = context.Pipe(duplex=False)
            with ready, telling:
                process = context.Process(target=become_kernel, args=(connection_file, environment, telling))
                process.start()
                telling.close()
                if not ready.poll(LONGEST_START):
                    process.kill()
                    raise TimeoutError(f"it was not ready after {LONGEST_START} seconds")
                ready.recv()
        except Exception as error:  # an ordinary kernel can do the same, only later
            self._give_up(error)
            return None
        return ForkedKernel(process)


class OwnKernel(KernelSpecManager):
    """Knows the kernel of this very Python, whichever others are installed; *environment* is added to it."""

    def __init__(self, environment: dict[str, str]) -> None:
        super().__init__()
        self.environment = environment

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        argv = make_ipkernel_cmd(extra_arguments=list(OPTIONS))
        return KernelSpec(argv=argv, env=self.environment, display_name=kernel_name, language="python")


class ForkProvisioner(LocalProvisioner):
    """Starts a forked kernel, or where that fails an ordinary one."""

    def __init__(self, kernels: Kernels, **choices: Any) -> None:
        super().__init__(**choices)
        self.kernels = kernels

    async def launch_kernel(self, cmd: list[str], **choices: Any) -> Any:
        self.process = self.kernels.fork(self.parent.connection_file, dict(choices["env"]))
        if self.process is None:
            return await super().launch_kernel(cmd, **choices)
        self.pid = self.pgid = self.process.pid
        return self.connection_info


class ForkedKernel:
    """A forked kernel, with the part of subprocess.Popen that jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, process: Any) -> None:
        self._process, self.pid = process, process.pid
        self.kill, self.terminate = process.kill, process.terminate

    def poll(self) -> int | None:
        """Return None while the kernel lives, then its exit code."""
        code: int | None = self._process.exitcode
        return code

    def wait(self) -> int | None:
        """Wait until the kernel has ended; return its exit code."""
        self._process.join()
        return self.poll()

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


def become_kernel(connection_file: str, environment: dict[str, str], telling: Connection) -> None:
    """Turn this process, which was just forked, into the kernel that listens on *connection_file*; say when it is ready.

    It ends when the process that asked for it does.
    """
    import matplotlib
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()  # what interrupts a run at the terminal is for that process to answer
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.update(environment)
    matplotlib.rcParams["backend"] = INLINE  # which a kernel tells matplotlib before that is imported
    app = IPKernelApp.instance()
    app.initialize(["-f", connection_file, f"--IPKernelApp.parent_handle={os.getppid()}", *OPTIONS])
    telling.send("ready")
    telling.close()
    app.start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    assert parent is not None
    parent.join()
    os._exit(1)
