"""Kernels that start at once: forked from one process that has already imported what the notebooks use.

A Jupyter kernel spends most of a short notebook's time importing pandas and matplotlib. ``python -m
summitry.report.kernels`` imports them once; every kernel is then a fork of it. It speaks over its own two pipes alone, and
takes its kernels with it when they close. Where a system cannot fork, the ordinary kernel is used.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NoReturn

from summitry.display.explorer import STATIC
from summitry.imports import import_scipy

CAN_FORK = hasattr(os, "fork")
COLLECT_AFTER = (50_000, 20, 50)
"""Thresholds of the garbage collector: Python's own have it look through all that was imported, a tenth of a run."""
LONGEST_START = 60.0
"""Seconds that a kernel may take to answer."""
INLINE_BACKEND = "module://matplotlib_inline.backend_inline"
PRELOADED = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.debugger",
    "IPython.core.completerlib",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "pandas",
    "pyarrow.parquet",
    "matplotlib.figure",
    "matplotlib.backends.backend_agg",
    "matplotlib.backends.backend_svg",
    "summitry.display",
    "summitry.corpus",
    "summitry.study",
    "summitry.figures",
    "summitry.summaries.accuracy",
    "summitry.summaries.claimed",
    "summitry.summaries.framing",
    "summitry.summaries.reading",
    "summitry.summaries.record",
    "summitry.summaries.record_prose",
    "summitry.summaries.reported",
    "summitry.summaries.voices",
    "summitry.sentiment.scorers",
    "summitry.framing.contrasts",
    "summitry.sentiment.polarity",
    "matplotlib.dates",
    "matplotlib.ticker",
    "PIL.PngImagePlugin",
)
SCIPY = ("special", "sparse")


# --- the process that is forked ---------------------------------------------------------------------------------------


def _preload() -> None:
    """Import what notebooks use, and draw once, so that fonts are loaded. Never the inline backend: it would not show
    figures in a fork, because it hooks into the kernel that first imports it."""
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # a debugger nobody asks for: 0.2 s in every kernel
    for name in PRELOADED:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for part in SCIPY:
        import_scipy(part)
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    figure = Figure()
    figure.add_subplot().set_title("0", fontweight="bold")
    FigureCanvasAgg(figure).draw()


def _load_tables(tables: str, articles: str) -> None:
    """Read what every kernel is about to open. A kernel that finds nothing read reads for itself, and says what is wrong."""
    from summitry.study import load_tables

    with contextlib.suppress(Exception):
        load_tables(tables, articles, keep=True)


def _become_kernel(connection_file: str, folder: str) -> None:
    """Turn this fork into the kernel that listens on *connection_file*, working in *folder*."""
    os.setsid()
    gc.enable()
    gc.set_threshold(*COLLECT_AFTER)
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    with Path(os.devnull).open("r+b") as nothing:
        os.dup2(nothing.fileno(), 0)
        os.dup2(nothing.fileno(), 1)
    os.chdir(folder)
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    app.initialize(["-f", connection_file, "--HistoryManager.enabled=False", "--log-level=ERROR"])
    app.start()


def serve() -> None:
    """Fork one kernel for each line of standard input that asks for one, print its process id, and end them all when
    input ends; a line that names tables has them read first."""
    gc.disable()  # imports leave nothing to collect, and looking takes a tenth of their time
    os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # a kernel whose parent is gone ends itself
    _preload()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended kernels leave no zombies
    started: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: _end(started))
    for line in iter(sys.stdin.readline, ""):
        wanted = json.loads(line)
        if "tables" in wanted:
            _load_tables(**wanted)
            continue
        gc.freeze()
        process = os.fork()
        if process == 0:
            _become_kernel(wanted["connection_file"], wanted["folder"])
            os._exit(0)
        started.append(process)
        print(process, flush=True)
    _end(started)


def _end(started: list[int]) -> NoReturn:
    """End all kernels and this process, without taking down one by one the modules that it imported."""
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
    os._exit(0)


# --- the process that asks --------------------------------------------------------------------------------------------


class ForkedProcess:
    """A kernel process that is not our child, with the part of subprocess.Popen that jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def poll(self) -> int | None:
        """Return None while the process lives, then 0: its exit status is its parent's to know."""
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return 0
        return None

    def wait(self) -> int:
        """Return 0; jupyter_client calls this once poll() has told that the process is gone."""
        return 0

    def send_signal(self, signum: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signum)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        self.send_signal(signal.SIGTERM)


class KernelServer:
    """The preloaded process; a context manager. It begins to import when it is made, not when it is first asked."""

    @classmethod
    def or_none(cls) -> contextlib.AbstractContextManager[KernelServer | None]:
        """Return a server to enter, or what gives None where this system cannot fork."""
        return cls() if CAN_FORK else contextlib.nullcontext()

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="smy-")  # short: a socket's path has at most 107 bytes
        self._asking = threading.Lock()
        environment = {**os.environ, "IPYTHONDIR": self.folder.name, "PYTHONWARNINGS": "ignore", STATIC: "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "summitry.report.kernels"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # what interrupts a run at the terminal is for us to answer
        )

    def fork(self, connection_file: str) -> ForkedProcess:
        """Return a new kernel that listens on *connection_file*. Raises RuntimeError when the server has died."""
        assert self._process.stdout is not None
        with self._asking:
            self._ask({"connection_file": connection_file, "folder": str(Path.cwd())})
            answer = self._process.stdout.readline()
        if not answer:
            raise RuntimeError("the kernels' server ended early: run `python -m summitry.report.kernels` to see why")
        return ForkedProcess(int(answer))

    def _ask(self, wanted: Mapping[str, str]) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # a server that has ended does not answer either
            self._process.stdin.write(json.dumps(wanted).encode() + b"\n")
            self._process.stdin.flush()

    def load(self, tables: str, articles: str) -> None:
        """Have the tables read once, for all kernels forked from now on; return without waiting for it."""
        self._ask({"tables": tables, "articles": articles})

    def manager(self) -> Any:
        """Return a jupyter_client manager whose one kernel will be forked from this server."""
        from queue import Empty

        from jupyter_client.asynchronous import AsyncKernelClient
        from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
        from jupyter_client.manager import AsyncKernelManager
        from jupyter_client.provisioning import LocalProvisioner

        server = self

        class PromptClient(AsyncKernelClient):
            """Takes a kernel for ready once it has answered on both channels. Its own class then waits a fifth of a
            second for what else may come; who runs the cells knows each message by the request that it answers."""

            async def wait_for_ready(self, timeout: float | None = None) -> None:
                end = time.monotonic() + (timeout or LONGEST_START)
                while time.monotonic() < end and await self.is_alive():
                    self.kernel_info()
                    with contextlib.suppress(Empty):
                        await self.get_shell_msg(timeout=1)
                        await self.get_iopub_msg(timeout=0.2)
                        return
                raise RuntimeError("a kernel did not start")

        class OneSpec(KernelSpecManager):
            """Knows the forked kernel without looking for others through every package that is installed."""

            def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
                return KernelSpec(display_name=kernel_name, language="python")

        class ForkProvisioner(LocalProvisioner):
            async def launch_kernel(self, cmd: list[str], **_: Any) -> Any:
                self.process = server.fork(self.parent.connection_file)
                self.pid = self.pgid = self.process.pid
                return self.connection_info

        manager = AsyncKernelManager(kernel_name="python3", transport="ipc", kernel_spec_manager=OneSpec())
        manager.client_factory = PromptClient
        name = f"{self.folder.name}/{os.urandom(4).hex()}"
        manager.connection_file, manager.ip = f"{name}.json", name
        manager.provisioner = ForkProvisioner(
            parent=manager, kernel_id=manager.kernel_id, kernel_spec=manager.kernel_spec
        )
        return manager

    def __enter__(self) -> KernelServer:
        return self

    def __exit__(self, *_: object) -> None:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.terminate()
        with contextlib.suppress(OSError):
            self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()
        self.folder.cleanup()


if __name__ == "__main__":
    serve()
