"""Garbage: when Python's collector looks for objects that only each other hold."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

COLLECT_AFTER = (50_000, 20, 50)
"""Thresholds of the garbage collector: Python's own have it look through all that was imported, a tenth of a run."""


@contextlib.contextmanager
def collected_rarely() -> Iterator[None]:
    """Let the collector look rarely in this context, for work that keeps most of what it makes.

    >>> with collected_rarely():
    ...     gc.get_threshold()
    (50000, 20, 50)
    """
    before = gc.get_threshold()
    gc.set_threshold(*COLLECT_AFTER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
