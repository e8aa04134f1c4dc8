"""Imports without what they drag along: libraries that import far more than we use of them."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def leave_out(*names: str) -> Iterator[None]:
    """Let what is imported in this context find the modules *names* missing, unless they were imported before.

    For optional imports alone: a library that does not catch ImportError stops with it. Not for several threads that
    import at once.

    >>> with leave_out("sunau"):
    ...     try:
    ...         import sunau
    ...     except ImportError:
    ...         print("left out")
    left out
    """
    absent = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type]  # None: "not to be found"
    try:
        yield
    finally:
        for name in absent:
            sys.modules.pop(name, None)
