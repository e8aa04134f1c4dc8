"""Kernels for notebooks: forked from a process that has imported what they use (multiprocessing's forkserver), or
ordinary ones, which need their time for importing.  Where a fork fails, it is logged, and an ordinary kernel is used.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import multiprocessing.forkserver
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from ipykernel.kernelspec import make_ipkernel_cmd
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner
from jupyter_core.utils import ensure_event_loop

from summitry.display.browser import STATIC

LOG = logging.getLogger(__name__)
LONGEST_START = 60  # seconds that a forked kernel may take to be ready
OPTIONS = ("--HistoryManager.enabled=False", "--log-level=ERROR")
"""Of every kernel: nothing is kept of what was run, and only errors are said."""
ENVIRONMENT = {"PYTHONSAFEPATH": "1", "PYDEVD_DISABLE_FILE_VALIDATION": "1"}
"""Of every process: what lies in the current folder is not imported, and its debugger does not warn."""
LONGEST_NAME, PLACES = 80, ("/tmp", "/dev/shm", "/var/tmp")
"""Bytes that the name of a folder may have in which folders of sockets are made, and others where it has more."""
PRELOADED = [
    "ipykernel.debugger", "ipykernel.kernelapp", "matplotlib.backends.backend_svg", "pyarrow.dataset",
    "summitry.figures", "summitry.report.kernels", "summitry.study",
    *(f"summitry.summaries.{file.stem}" for file in sorted(Path(__file__).parents[1].glob("summaries/[a-z]*.py"))),
]  # fmt: skip
"""Modules that the notebooks use.  Never the inline backend, which hooks into the kernel that first imports it."""


@contextlib.contextmanager
def lend_folder() -> Iterator[str]:
    """Lend a folder that is ours alone, locked, and removed in the end; one that a killed run left is removed too."""
    from summitry.corpus import CorpusError, alone  # here, since what is forked may begin before

    usual = tempfile.gettempdir()
    fitting = (place for place in (usual, *PLACES) if len(os.fsencode(place)) <= LONGEST_NAME and os.access(place, 7))
    with tempfile.TemporaryDirectory("", "smy-", next(fitting, usual), ignore_cleanup_errors=True) as folder:
        for left in Path(folder).parent.glob("smy-*"):
            with contextlib.suppress(CorpusError, OSError):
                seen, mine = left.lstat(), Path(folder).stat().st_uid
                old = time.time() - seen.st_mtime > 60  # seconds: whoever made it has locked it by now
                if old and stat.S_ISDIR(seen.st_mode) and seen.st_uid == mine:
                    with alone(left):
                        shutil.rmtree(left, ignore_errors=True)
        with alone(Path(folder)):
            yield folder


class Kernels:
    """Makes the managers of kernels, and ends in the end every kernel that is still there; a context manager.

    With *forked*, kernels are forked from a process that begins to import at once.  That is for a program whose main
    module may be imported again, as multiprocessing does in each kernel: an unguarded script would run again.
    """

    def __init__(self, forked: bool = False) -> None:
        self.forked = forked
        self.managers: set[Manager] = set()
        if forked:
            os.environ.update(ENVIRONMENT)
            try:
                multiprocessing.set_forkserver_preload(PRELOADED)
                multiprocessing.forkserver.ensure_running()
            except Exception as error:  # a system without it, such as Windows
                self.give_up(error)
        self._lent = contextlib.ExitStack()
        self.folder = self._lent.enter_context(lend_folder())

    def give_up(self, error: Exception) -> None:
        LOG.warning("kernels cannot be forked, ordinary ones are used: %s: %s", type(error).__name__, error)
        self.forked = False

    def __enter__(self) -> Kernels:
        return self

    def __exit__(self, *_: object) -> None:
        for manager in [*self.managers]:  # those of notebooks that were interrupted too
            self.end(manager)
        self._lent.close()

    def end(self, manager: Manager) -> None:
        """End the kernel of *manager*, if it is still there."""
        self.managers.discard(manager)
        if (process := manager.provisioner.process) and process.poll() is None:
            process.kill()
            process.wait()

    def manager(self) -> Manager:
        """Return a manager for one kernel, which papermill starts; ``end`` ends it."""
        argv, env = make_ipkernel_cmd(extra_arguments=list(OPTIONS)), {"IPYTHONDIR": self.folder, STATIC: "1"}
        manager = Manager()  # of a kernel of this very Python, whichever others are installed
        manager._kernel_spec = KernelSpec(argv=argv, language="python", env={**ENVIRONMENT, **env})
        name = f"{self.folder}/{os.urandom(4).hex()}"
        manager.connection_file = f"{name}.json"
        if hasattr(os, "fork") and len(os.fsencode(self.folder)) <= LONGEST_NAME + 16:  # a folder that is ours alone
            manager.transport, manager.ip = "ipc", name
        manager.provisioner = Provisioner(parent=manager, kernel_id=name, kernel_spec=manager.kernel_spec)
        manager.provisioner.kernels = self
        self.managers.add(manager)
        return manager

    @staticmethod
    def explain(manager: Manager) -> str:
        """Return one sentence on how the kernel of *manager* ended by itself; empty where it did not."""
        process = manager.provisioner.process
        code = process.poll() if process else None
        return "" if code is None else f"its kernel ended early, with exit code {code}"


class Manager(AsyncKernelManager):
    """Knows its client, so that threads and open files of both can be given back."""

    talking: Any = None

    def client(self, **choices: Any) -> Any:
        self.talking = super().client(**choices)
        return self.talking

    def give_back(self) -> None:
        """Close all that was opened to talk to the kernel; for the thread that did so."""
        if self.talking:
            self.talking.stop_channels()
        self.context.destroy(linger=0)
        ensure_event_loop().close()


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
        self.kill, self.wait = self._process.kill, self._process.join

    def poll(self) -> int | None:
        """Return None while the kernel lives, then its exit code."""
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)


def become_kernel(connection_file: str, environment: dict[str, str], telling: Connection) -> None:
    """Turn this process, just forked, into the kernel that listens on *connection_file*, until its parent ends."""
    import matplotlib
    from ipykernel.kernelapp import IPKernelApp

    from summitry.corpus.workers import follow_parent

    follow_parent()
    os.environ.update(environment)
    matplotlib.rcParams["backend"] = "module://matplotlib_inline.backend_inline"  # it was imported too soon to know
    app = IPKernelApp.instance()
    app.initialize(["-f", connection_file, f"--IPKernelApp.parent_handle={os.getppid()}", *OPTIONS])
    telling.send("ready")
    telling.close()
    app.start()
