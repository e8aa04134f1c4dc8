"""Imports without what they drag along: libraries that import far more than we use of them."""

from __future__ import annotations

import contextlib
import importlib
import sys
import types
from collections.abc import Iterator
from typing import Any


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


def import_scipy(part: str) -> Any:
    """Import and return the *part* of SciPy, such as "sparse", without numpy.f2py: SciPy copies all names of NumPy, and
    that one is imported where it is asked for, a compiler's front end that takes as long as all the rest.

    >>> import_scipy("special").betaincinv(1, 1, 0.5).round(3)
    np.float64(0.5)
    """
    import numpy as np

    absent = "f2py" not in vars(np)
    if absent:
        vars(np)["f2py"] = types.ModuleType("numpy.f2py")
    try:
        return importlib.import_module(f"scipy.{part}")
    finally:
        if absent:
            del vars(np)["f2py"]
