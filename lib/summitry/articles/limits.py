"""Limits: how much of anything is read. What has more is refused or cut, with a row in ``problems``; the run goes on."""

import ctypes
import functools
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

Result = TypeVar("Result")


class LimitError(ValueError):
    """A limit was set that there is not, or that is below 1."""


class OutOfTime(BaseException):
    """What was run took too long. No Exception: nothing on its way may take it for a fault of its own."""


@dataclass(frozen=True)
class Limits:
    """What a file and an article may have. README.md explains each, with its default."""

    bytes: int = 20_000_000  # or characters, of a file that is one text, and of a row of a table; packed and unpacked
    whole: int = 50_000_000  # those of a .json or .parquet.gz, which cannot be read row by row
    characters: int = 2_000_000  # characters of one article: news has no more
    elements: int = 30_000  # tags in an HTML page
    attributes: int = 500  # attributes of one of them
    depth: int = 200  # elements within elements, in HTML and Word documents
    metadata: int = 2_000  # characters of a stated title, author, outlet, day, address or id; what is longer is cut
    seconds: float = 30.0  # processor time of reading one file's text, and of one article in the chain of instruments


DEFAULTS = Limits()


def set_limits(given: Mapping[str, float] | None) -> Limits:
    """Return the limits, with those *given* by name in place of the defaults. Raises LimitError.

    >>> set_limits({"seconds": 5}).seconds
    5.0
    """
    kinds = {name: type(value) for name, value in vars(DEFAULTS).items()}
    for name, value in (given or {}).items():
        if name not in kinds:
            raise LimitError(f"there is no limit {name!r}; there are: {', '.join(kinds)}")
        if not 1 <= value < 1e15:
            raise LimitError(f"the limit {name} must be 1 or more, not {value:g}")
    return Limits(**{name: kinds[name](value) for name, value in (given or {}).items()})


def run_within(seconds: float, run: Callable[..., Result], *given: Any) -> Result:
    """Return ``run(*given)``. Raises OutOfTime in it when it takes more than *seconds* of processor time. Another
    thread keeps watch: this works in any thread (Dask's) and on any system. A call into C cannot be stopped."""
    thread, going = threading.get_ident(), threading.Lock()
    clock, stop = time.monotonic, ctypes.pythonapi.PyThreadState_SetAsyncExc
    if hasattr(time, "pthread_getcpuclockid"):  # or the time of day must do
        clock = functools.partial(time.clock_gettime, time.pthread_getcpuclockid(thread))
    end = clock() + seconds

    def watch() -> None:
        wait = seconds
        while not going.acquire(timeout=min(wait, 3600)):
            wait = end - clock()
            if wait <= 0:
                stop(ctypes.c_ulong(thread), ctypes.py_object(OutOfTime))
                wait = 1  # then again: Python drops what is raised within a finaliser

    going.acquire()
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        return run(*given)
    finally:
        going.release()
        watcher.join()  # what comes too late comes here at the latest
