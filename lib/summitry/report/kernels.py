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
import queue
import select
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from summitry.display.explorer import STATIC
from summitry.garbage import COLLECT_AFTER
from summitry.imports import import_scipy

if TYPE_CHECKING:
    from summitry.report.execution import Job

CAN_FORK = hasattr(os, "fork")
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
    "summitry.summaries.count_claims",
    "summitry.summaries.framing",
    "summitry.summaries.reading",
    "summitry.summaries.voices",
    "summitry.sentiment.scorers",
    "summitry.framing.contrasts",
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


def _become(what: Callable[..., None], *given: Any, folder: str, **named: Any) -> NoReturn:
    """Turn this fork into *what*, working in *folder*, and never into a second server."""
    try:
        os.setsid()
        gc.enable()
        gc.set_threshold(*COLLECT_AFTER)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, signal.SIG_DFL)
        with Path(os.devnull).open("rb") as nothing:
            os.dup2(nothing.fileno(), 0)
        os.chdir(folder)
        what(*given, **named)
    finally:
        os._exit(0)


def _become_kernel(connection_file: str) -> None:
    """Turn this fork into the kernel that listens on *connection_file*."""
    with Path(os.devnull).open("wb") as nothing:  # what the server says is for whoever asked it
        os.dup2(nothing.fileno(), 1)
    from ipykernel.kernelapp import IPKernelApp

    app = IPKernelApp.instance()
    app.initialize(["-f", connection_file, "--HistoryManager.enabled=False", "--log-level=ERROR"])
    app.start()


def _become_runner(asking: socket.socket, jobs: list[Mapping[str, Any]]) -> None:
    """Turn this fork into the process that runs notebooks, and tells of it in lines of standard output: each cell that
    was run, each notebook that is done. It gets its kernels through *asking*."""
    from summitry.report.execution import Job, run_all
    from summitry.report.forks import Forks

    said: queue.SimpleQueue[Mapping[str, Any] | None] = queue.SimpleQueue()  # no notebook waits until it is heard

    def speak() -> None:
        for words in iter(said.get, None):
            print(json.dumps(words), flush=True)

    speaking = threading.Thread(target=speak, daemon=True)
    speaking.start()
    forks = Forks(asking, os.environ["IPYTHONDIR"])
    for name, executed in run_all([Job(**job) for job in jobs], forks, lambda: said.put({"ticks": 1})):
        said.put({"done": name, "notebook": executed})
    said.put(None)
    speaking.join()


def serve() -> None:
    """Run the notebooks that each line of standard input asks for; end with all kernels when input ends."""
    gc.disable()  # imports leave nothing to collect, and looking takes a tenth of their time
    os.environ.setdefault("MPLBACKEND", INLINE_BACKEND)
    os.environ["JPY_PARENT_PID"] = str(os.getpid())  # a kernel whose parent is gone ends itself
    _preload()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # ended kernels leave no zombies
    started: list[int] = []
    signal.signal(signal.SIGTERM, lambda *_: _end(started))
    for line in iter(sys.stdin.readline, ""):
        _serve_run(started, **json.loads(line))
    _end(started)


def _serve_run(started: list[int], jobs: list[Mapping[str, Any]], tables: str, articles: str, folder: str) -> None:
    """Fork a process that runs notebooks; read the tables while it imports what it needs; fork a kernel whenever it asks
    for one; say when it has ended."""
    ours, theirs = socket.socketpair()
    if _fork(started) == 0:
        os.close(ours.detach())
        _become(_become_runner, theirs, jobs, folder=folder)
    theirs.close()
    _load_tables(tables, articles)
    asked = ours.makefile("rw", encoding="utf-8")
    while True:
        ready, _, _ = select.select([ours, sys.stdin], [], [])
        if sys.stdin in ready:  # nobody asks for anything during a run: whoever did is gone
            _end(started)
        line = asked.readline()
        if not line:
            break
        process = _fork(started)
        if process == 0:
            os.close(ours.detach())
            _become(_become_kernel, **json.loads(line))
        print(process, file=asked, flush=True)
    asked.close()
    ours.close()
    print(json.dumps({"end": True}), flush=True)


def _fork(started: list[int]) -> int:
    """Return 0 in the new process, and its id here, after taking note of it."""
    gc.freeze()
    process = os.fork()
    if process:
        started.append(process)
    return process


def _end(started: list[int]) -> NoReturn:
    """End all kernels and this process, without taking down one by one the modules that it imported."""
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process, signal.SIGKILL)
    os._exit(0)


# --- the process that asks --------------------------------------------------------------------------------------------


class KernelServer:
    """The preloaded process; a context manager. It begins to import when it is made, not when it is first asked."""

    @classmethod
    def or_none(cls) -> contextlib.AbstractContextManager[KernelServer | None]:
        """Return a server to enter, or what gives None where this system cannot fork."""
        return cls() if CAN_FORK else contextlib.nullcontext()

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="smy-")  # short: a socket's path has at most 107 bytes
        environment = {**os.environ, "IPYTHONDIR": self.folder.name, "PYTHONWARNINGS": "ignore", STATIC: "1"}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "summitry.report.kernels"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            start_new_session=True,  # what interrupts a run at the terminal is for us to answer
        )

    def _ask(self, wanted: Mapping[str, Any]) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # a server that has ended does not answer either
            self._process.stdin.write(json.dumps(wanted).encode() + b"\n")
            self._process.stdin.flush()

    def run(
        self, jobs: Sequence[Job], tables: str, articles: str, tick: Callable[[int], Any]
    ) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield each notebook's name and the notebook as run, in the order in which they finish; *tick* hears of cells.
        The *tables* of *articles* are read once for all kernels. What was not run to its end because the server died is
        not among them."""
        assert self._process.stdout is not None
        self._ask(
            {
                "jobs": [job._asdict() for job in jobs],
                "tables": tables,
                "articles": articles,
                "folder": str(Path.cwd()),
            }
        )
        for line in iter(self._process.stdout.readline, b""):
            said = json.loads(line)
            if "ticks" in said:
                tick(said["ticks"])
            elif "done" in said:
                yield said["done"], said["notebook"]
            else:
                return

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
