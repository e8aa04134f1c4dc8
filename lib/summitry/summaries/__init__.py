"""What the notebooks show, computed from the tables: one module per notebook, pure functions, no drawing."""

from typing import Any

import pandas as pd

from summitry.study import Study


def count_by(frame: pd.DataFrame, by: list[str], order: list[str], **counted: tuple[str, Any]) -> pd.DataFrame:
    """Return a row per group of *by* (null is a group too) with the columns *counted*, in the *order* of sort_rows.
    *counted* are named aggregations of pandas, such as ``articles=("article_id", "nunique")``."""
    return sort_rows(frame.groupby(by, dropna=False).agg(**counted).reset_index(), order)


def sort_rows(frame: pd.DataFrame, order: list[str]) -> pd.DataFrame:
    """Return *frame* in the order of some columns, falling where a minus stands before the name; null comes last.

    >>> rows = pd.DataFrame({"outlet": ["B", "A", "C"], "articles": [2, 2, 3]})
    >>> list(sort_rows(rows, ["-articles", "outlet"]).outlet)
    ['C', 'A', 'B']
    """
    rising = [not name.startswith("-") for name in order]
    return frame.sort_values([name.lstrip("-") for name in order], ascending=rising, kind="stable", ignore_index=True)


def with_outlet(run: Study, frame: pd.DataFrame) -> pd.DataFrame:
    """Return *frame* with the outlet of each row's article (string), as Study.outlet_of names it."""
    return frame.assign(outlet=frame.article_id.map(run.outlet_of).astype("string"))


def most_first(counts: pd.Series) -> list[str]:
    """Return what is counted, the most frequent first, equals in alphabetical order."""
    return sorted(counts.index, key=lambda name: (-counts[name], name))
