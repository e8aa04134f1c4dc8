"""The report: notebooks run by papermill on tables that were parsed once, and the folder of pages made of them."""

from __future__ import annotations

from typing import Any

__all__ = ["Result", "read_line", "read_pairs", "write_pairs", "write_report"]


def __getattr__(name: str) -> Any:
    """Import what is asked for: the kernels' server is a module of this package, and must not load all of it."""
    if name not in __all__:
        raise AttributeError(f"module 'summitry.report' has no attribute {name!r}")
    from summitry.report import pairs

    return getattr(pairs, name)
