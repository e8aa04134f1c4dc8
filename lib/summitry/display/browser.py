"""The evidence browser: the rows of any table that fit some filters, each with the words around it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from summitry.display.explorer import Explorer, Is, show_explorer
from summitry.display.outputs import Column, Table
from summitry.display.prose import is_null, show_value

if TYPE_CHECKING:
    import pandas as pd

MOST_BESIDE = 4
"""Columns shown between the words and their article."""
AROUND = 60
"""Characters shown on each side of a row's words."""
PREFERRED = {
    "quotes": ("speaker", "addressee", "conduit", "sentiment", "about", "confidence"),
    "meetings": ("date", "place", "occasion", "mode", "status", "meeting_id"),
    "claims": ("speaker", "count_low", "count_high", "rule", "verdict", "why"),
    "dates": ("value", "type", "basis"),
    "labels": ("target", "label_type", "polarity"),
    "mentions": ("person", "form"),
    "frames": ("frame", "in_quote"),
    "loaded": ("category", "target", "polarity", "weight"),
    "verbs": ("lemma", "class", "speaker"),
}
ALSO = ("kind", "outlet", "participants")
"""Columns that have a control beside those that are shown."""


class BrowseError(ValueError):
    """A filter cannot be applied; the message says what to write instead."""

    def _render_traceback_(self) -> list[str]:
        """Show the sentence alone in a notebook, without a traceback."""
        return [f"Browse error: {self}"]


def browse(run: Any, table: str = "quotes", limit: int = 15, **filters: Any) -> Browser:
    """Return the rows of a *table* of *run* (a study or a corpus) that fit all *filters*, with the words around them.

    In JupyterLab a control for each column stands above the rows, set as asked; the exported page shows the rows alone.

    A filter is a column and what it must hold: a text is looked for anywhere in the cell, whatever its case; a list
    holds alternatives; a pair of bounds ``(low, high)`` is a range, ``None`` leaving a side open; ``None`` asks for
    rows where nothing is stated. ``words`` looks in the row's own words. Each row of the result links to its words in
    the report. Raises BrowseError for a table or column that does not exist.

    >>> browse(run, speaker="Xi", words="friend")              # doctest: +SKIP
    >>> browse(run, "meetings", date=("2019", "2020"))         # doctest: +SKIP
    >>> browse(run, "quotes", speaker=None, kind=["direct"])   # doctest: +SKIP
    """
    if table not in PREFERRED:
        raise BrowseError(f"there is no evidence in a table {table!r}; browse one of {', '.join(PREFERRED)}")
    return Browser(run, table, limit, filters)


class Browser(Table):
    """The rows found, as a table; in JupyterLab with a control for each column, to find others."""

    def __init__(self, run: Any, table: str, limit: int, filters: Mapping[str, Any]) -> None:
        self.texts: Mapping[str, str] = getattr(run, "corpus", run).texts
        rows = getattr(run, table)
        places = zip(rows.article_id, rows.start, rows.end, strict=True)
        self.rows = rows.assign(words=[self.texts.get(a, "")[start:end] for a, start, end in places])
        self.table, self.filters = table, filters
        super().__init__(*self._describe(filters), table, limit)

    def _find(self, filters: Mapping[str, Any]) -> pd.DataFrame:
        rows = self.rows
        for column, wanted in filters.items():
            rows = rows[_fits(rows, column, wanted)]
        around = [_in_context(self.texts.get(r.article_id, ""), r.start, r.end) for r in rows.itertuples()]
        return rows.assign(context=around).reset_index(drop=True)

    def _describe(self, filters: Mapping[str, Any]) -> tuple[str, pd.DataFrame, str, dict[str, str | Column]]:
        """Return name, rows, caption and columns of the table of what fits *filters*: columns that tell rows apart."""
        found = self._find(filters)
        known = [name for name in PREFERRED[self.table] if name in found.columns and len(found[name].unique()) > 1]
        named = {"context": "words in their place", **{name: name.replace("_", " ") for name in known[:MOST_BESIDE]}}
        return (
            f"browse-{self.table}",
            found,
            _caption(self.table, len(found), filters),
            {**named, "article_id": "article"},
        )

    def _explore(self) -> Explorer:
        columns = ["words", *dict.fromkeys([*PREFERRED[self.table], *ALSO, "article_id"])]
        known = [name for name in columns if name in self.rows.columns]
        return Explorer(self.rows, known, self.filters, self._again)

    def _again(self, filters: Mapping[str, Any]) -> Table:
        return Table(*self._describe(filters), self.table, self.limit)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Any:
        return show_explorer(self._explore, super()._repr_mimebundle_(include, exclude))


def _fits(rows: pd.DataFrame, column: str, wanted: Any) -> pd.Series:
    if column not in rows.columns:
        near = difflib.get_close_matches(column, list(rows.columns), n=1)
        raise BrowseError(
            f"there is no column {column!r}; {f'did you mean {near[0]!r}? ' if near else ''}there are {', '.join(map(str, rows.columns))}"
        )
    values = rows[column]
    return values.map(lambda value: _holds(value, wanted)).astype(bool)


def _holds(value: Any, wanted: Any) -> bool:
    """Tell whether a cell holds what a filter wants.

    >>> _holds("Xi Jinping", "xi"), _holds("2019-06-05", ("2019", "2020")), _holds(None, None), _holds(3, (4, None))
    (True, True, True, False)
    """
    if isinstance(wanted, Is):
        return is_null(value) if wanted.value is None else not is_null(value) and bool(value == wanted.value)
    if wanted is None or is_null(value):
        return wanted is None and is_null(value)
    if isinstance(wanted, tuple) and len(wanted) == 2:
        low, high = wanted
        return (low is None or value >= low) and (high is None or value <= high or str(value).startswith(str(high)))
    if isinstance(wanted, (list, set, tuple)):
        return any(_holds(value, one) for one in wanted)
    return wanted.casefold() in str(value).casefold() if isinstance(wanted, str) else bool(value == wanted)


def _in_context(text: str, start: int, end: int) -> str:
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    cut = before.partition(" ")[2] if start > AROUND else before
    rest = after.rpartition(" ")[0] if end + AROUND < len(text) else after
    return " ".join(f"…{cut}⟦{text[start:end]}⟧{rest}…".split())


def _caption(table: str, n: int, filters: Mapping[str, Any]) -> str:
    """Return a caption in words.

    >>> _caption("quotes", 3, {"speaker": "Xi Jinping", "kind": ["direct", "fragment"], "date": ("2019", None)})
    'Table quotes, 3 rows: speaker “Xi Jinping”, kind “direct” or “fragment”, date from 2019'
    """
    asked = ", ".join(f"{name.replace('_', ' ')} {_say_wanted(wanted)}" for name, wanted in filters.items())
    return f"Table {table}, {n:,} row{'' if n == 1 else 's'}" + (f": {asked}" if asked else "")


def _say_wanted(wanted: Any) -> str:
    if isinstance(wanted, Is):
        return _say_wanted(wanted.value)
    if isinstance(wanted, tuple) and len(wanted) == 2:
        bounds = zip(("from", "to"), wanted, strict=True)
        return " ".join(f"{word} {show_value(bound)}" for word, bound in bounds if bound is not None) or "any"
    if isinstance(wanted, (list, set, tuple)):
        return " or ".join(map(_say_wanted, sorted(wanted, key=str)))
    return f"“{wanted}”" if isinstance(wanted, str) else show_value(wanted)
