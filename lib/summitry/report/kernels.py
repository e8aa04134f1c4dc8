"""Kernels for notebooks: forked from a process that has imported what they use (multiprocessing's forkserver), or
ordinary ones, which need their time for importing.  Where a fork fails, it is logged, and an ordinary kernel is used.
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

from summitry.display.browser import STATIC

LOG = logging.getLogger(__name__)
LONGEST_START = 60
"""Seconds that a forked kernel may take to be ready."""
OPTIONS = ("--HistoryManager.enabled=False", "--log-level=ERROR")
"""Of every kernel: nothing is kept of what was run, and only errors are said."""
PRELOADED = [
    "ipykernel.debugger",
    "ipykernel.kernelapp",
    "matplotlib.backends.backend_svg",
    "pyarrow.dataset",
    "summitry.figures",
    "summitry.report.kernels",
    "summitry.study",
    *(f"summitry.summaries.{file.stem}" for file in sorted(Path(__file__).parents[1].glob("summaries/[a-z]*.py"))),
]
"""Modules that the notebooks use.  Never the inline backend, which hooks into the kernel that first imports it."""


class Kernels:
    """Makes the managers of kernels, and ends in the end every kernel that is still there; a context manager.

    With *forked*, kernels are forked from a process that begins to import at once.  That is for a program whose main
    module may be imported again, as multiprocessing does in each kernel: an unguarded script would run again.
    """

    def __init__(self, forked: bool = False) -> None:
        self.forked = forked
        self.folder = tempfile.TemporaryDirectory(prefix="smy-", ignore_cleanup_errors=True)  # short: it holds sockets
        self.managers: list[AsyncKernelManager] = []
        if forked:
            os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")  # or each kernel warns of its debugger
            try:
                multiprocessing.set_forkserver_preload(PRELOADED)
                multiprocessing.forkserver.ensure_running()
            except Exception as error:  # a system without it, such as Windows
                self.give_up(error)

    def give_up(self, error: Exception) -> None:
        LOG.warning("kernels cannot be forked, ordinary ones are used: %s: %s", type(error).__name__, error)
        self.forked = False

    def __enter__(self) -> Kernels:
        return self

    def __exit__(self, *_: object) -> None:
        for manager in self.managers:  # those of notebooks that were interrupted
            if (process := manager.provisioner.process) and process.poll() is None:
                process.kill()
        self.folder.cleanup()

    def manager(self) -> AsyncKernelManager:
        """Return a manager for one kernel, which papermill starts and ends."""
        manager = AsyncKernelManager(kernel_spec_manager=OwnKernel())
        manager.kernel_spec.env.update(IPYTHONDIR=self.folder.name, **{STATIC: "1"})
        name = f"{self.folder.name}/{len(self.managers)}-{os.urandom(4).hex()}"
        manager.connection_file = f"{name}.json"
        if hasattr(os, "fork"):  # sockets in a folder that is ours alone
            manager.transport, manager.ip = "ipc", name
        manager.provisioner = Provisioner(parent=manager, kernel_id=name, kernel_spec=manager.kernel_spec)
        manager.provisioner.kernels = self
        self.managers.append(manager)
        return manager

    @staticmethod
    def explain(manager: AsyncKernelManager) -> str:
        """Return one sentence on how the kernel of *manager* ended by itself; empty where it did not."""
        process = manager.provisioner.process
        code = process.poll() if process else None
        return "" if code is None else f"its kernel ended early, with exit code {code}"


class OwnKernel(KernelSpecManager):
    """Knows the kernel of this very Python, whichever others are installed."""

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        argv = make_ipkernel_cmd(extra_arguments=list(OPTIONS))
        return KernelSpec(argv=argv, display_name=kernel_name, language="python")


class Provisioner(LocalProvisioner):
    """Starts a forked kernel, or where that fails an ordinary one."""

    kernels: Kernels

    async def launch_kernel(self, cmd: list[str], **choices: Any) -> Any:
        if self.kernels.forked:
            try:
                self.process = ForkedKernel(self.parent.connection_file, dict(choices["env"]))
                self.pid = self.pgid = self.process.pid
                return self.connection_info
            except Exception as error:  # an ordinary kernel can do the same, only later
                self.kernels.give_up(error)
        return await super().launch_kernel(cmd, **choices)


class ForkedKernel:
    """A forked kernel that is ready, with the part of subprocess.Popen that jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, connection_file: str, environment: dict[str, str]) -> None:
        context = multiprocessing.get_context("forkserver")
        ready, telling = context.Pipe(duplex=False)
        self._process = context.Process(target=become_kernel, args=(connection_file, environment, telling))
        with ready, telling:
            self._process.start()
            telling.close()
            if not ready.poll(LONGEST_START):
                self._process.kill()
                raise TimeoutError(f"not ready after {LONGEST_START} seconds")
            ready.recv()
        self.pid: Any = self._process.pid
        self.kill = self._process.kill

    def poll(self) -> int | None:
        """Return None while the kernel lives, then its exit code."""
        return self._process.exitcode

    def wait(self) -> int | None:
        self._process.join()
        return self.poll()

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


def become_kernel(connection_file: str, environment: dict[str, str], telling: Connection) -> None:
    """Turn this process, just forked, into the kernel that listens on *connection_file*, until its parent ends."""
    import matplotlib
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()  # what interrupts a run at the terminal is for the parent to answer
    threading.Thread(target=_end_with_parent, daemon=True).start()
    os.environ.update(environment)
    matplotlib.rcParams["backend"] = "module://matplotlib_inline.backend_inline"  # it was imported too soon to know
    app = IPKernelApp.instance()
    app.initialize(["-f", connection_file, f"--IPKernelApp.parent_handle={os.getppid()}", *OPTIONS])
    telling.send("ready")
    telling.close()
    app.start()


def _end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
    os._exit(1)
