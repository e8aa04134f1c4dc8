"""The library's word lists: CSV files beside this module, each row with its source, and the one way to read them."""

from __future__ import annotations

import csv
import functools
from importlib import resources


@functools.cache
def read_words(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the word list *name* (without .csv) as dicts, in the file's order.

    Raises FileNotFoundError when there is no such list.

    >>> read_words("abbreviations")[0]["word"]
    'adm'
    """
    text = resources.files("summitry.words").joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))
