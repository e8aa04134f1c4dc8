"""The evidence browser: the rows of any table that fit some filters, each with the words around it.

In JupyterLab controls stand above the rows, one for a column; a report's page shows the rows alone.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from typing import Any

import pandas as pd

from summitry.display.outputs import Bundle, Column, Table
from summitry.display.prose import is_null, show_value
from summitry.statistics import count_of

CONTEXT = 60  # characters shown on each side of a row's words
PREFERRED = {
    "quotes": ("speaker", "addressee", "conduit", "sentiment", "about", "confidence"),
    "meetings": ("date", "place", "occasion", "mode", "status", "meeting_id"),
    "claims": ("speaker", "count_low", "count_high", "rule", "answer", "why"),
    "dates": ("value", "type", "basis"),
    "labels": ("target", "label_type", "polarity"),
    "mentions": ("person", "form"),
    "frames": ("frame", "in_quote"),
    "loaded": ("category", "target", "polarity", "weight"),
    "verbs": ("lemma", "class", "speaker"),
}
ALSO = ("kind", "outlet", "participants")  # columns that have a control beside those that are shown
STATIC = "SUMMITRY_STATIC"  # set in a process that only makes pages: there, browsers show themselves as tables

Filters = Mapping[str, Any]


class BrowseError(ValueError):
    """A filter cannot be applied; the message says what to write instead."""

    def _render_traceback_(self) -> list[str]:
        """Show the sentence alone in a notebook, without a traceback."""
        return [f"Browse error: {self}"]


@dataclass(frozen=True)
class Is:
    """A filter of a control: this value whole, or nothing stated where it is None."""

    value: Any


def browse(run: Any, table: str = "quotes", limit: int = 15, **filters: Any) -> Browser:
    """Return the rows of a *table* of *run* (a study or a corpus) that fit all *filters*, with the words around them.

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

    def __init__(self, run: Any, table: str, limit: int, filters: Filters) -> None:
        self.texts: Mapping[str, str] = getattr(run, "corpus", run).texts
        rows = getattr(run, table)
        places = zip(rows.article_id, rows.start, rows.end, strict=True)
        self.rows = rows.assign(words=[self.texts.get(a, "")[start:end] for a, start, end in places])
        self.table, self.filters = table, filters
        super().__init__(*self._describe(filters), table, limit)

    def _describe(self, filters: Filters) -> tuple[str, pd.DataFrame, str, dict[str, str | Column]]:
        """Return name, rows, caption and columns of the table of what fits *filters*: columns that tell rows apart."""
        rows, columns = self.rows, list(self.rows.columns)
        for column, wanted in filters.items():
            if column not in columns:
                near = difflib.get_close_matches(column, columns, n=1)
                meant = f"did you mean {near[0]!r}? " if near else ""
                raise BrowseError(f"there is no column {column!r}; {meant}there are {', '.join(map(str, columns))}")
            rows = rows.loc[[_holds(value, wanted) for value in rows[column]]]
        around = [_in_context(self.texts.get(r.article_id, ""), r.start, r.end) for r in rows.itertuples()]
        found = rows.assign(context=around).reset_index(drop=True)
        known = [name for name in PREFERRED[self.table] if name in found.columns and len(found[name].unique()) > 1]
        named = {"context": "words in their place", **{name: name.replace("_", " ") for name in known[:4]}}
        asked = ", ".join(f"{name.replace('_', ' ')} {_say_wanted(wanted)}" for name, wanted in filters.items())
        caption = f"Table {self.table}, {count_of(len(found), 'row')}" + (f": {asked}" if asked else "")
        return f"browse-{self.table}", found, caption, {**named, "article_id": "article"}

    def find(self, filters: Filters) -> Table:
        """Return the table of the rows that fit other *filters*."""
        return Table(*self._describe(filters), self.table, self.limit)

    def controls(self) -> BrowserWidget:
        """Return the rows under their controls."""
        return BrowserWidget(self)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        data, metadata = super()._repr_mimebundle_(include, exclude)
        if is_interactive():  # the table remains for whoever cannot show a widget
            data = {**self.controls().box._repr_mimebundle_(), **data, "text/plain": escape(data["text/plain"])}
        return data, metadata


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
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    cut = before.partition(" ")[2] if start > CONTEXT else before
    rest = after.rpartition(" ")[0] if end + CONTEXT < len(text) else after
    return " ".join(f"…{cut}⟦{text[start:end]}⟧{rest}…".split())


def _say_wanted(wanted: Any) -> str:
    """Return what a filter wants in words.

    >>> _say_wanted("Xi Jinping"), _say_wanted(["direct", "fragment"]), _say_wanted(("2019", None))
    ('“Xi Jinping”', '“direct” or “fragment”', 'from 2019')
    """
    if isinstance(wanted, Is):
        return _say_wanted(wanted.value)
    if isinstance(wanted, tuple) and len(wanted) == 2:
        bounds = zip(("from", "to"), wanted, strict=True)
        return " ".join(f"{word} {show_value(bound)}" for word, bound in bounds if bound is not None) or "any"
    if isinstance(wanted, (list, set, tuple)):
        return " or ".join(map(_say_wanted, sorted(wanted, key=str)))
    return f"“{wanted}”" if isinstance(wanted, str) else show_value(wanted)


MOST_CHOICES = 40
ANY: tuple[None, None] = (None, None)  # a range without bounds: everything


def is_interactive() -> bool:
    """Tell whether widgets can be used: in a Jupyter kernel that does not run for a report."""
    if os.environ.get(STATIC) or find_spec("ipywidgets") is None:
        return False
    from IPython import get_ipython  # type: ignore[attr-defined]

    return hasattr(get_ipython(), "kernel")


class BrowserWidget:
    """A *browser*'s rows under a control for each column, set to its filters where they can be. ``box`` is the widget."""

    def __init__(self, browser: Browser) -> None:
        import ipywidgets

        self.find, columns = browser.find, ["words", *PREFERRED[browser.table], *ALSO, "article_id"]
        made = {name: _make_control(browser.rows, name) for name in columns if name in browser.rows.columns}
        self.controls = {name: control for name, control in made.items() if control is not None}
        self.ranges = {name: c.value for name, c in self.controls.items() if hasattr(c, "min")}
        self.fixed = {name: wanted for name, wanted in browser.filters.items() if not self._preset(name, wanted)}
        self.shown, self.place = ipywidgets.HTML(), ipywidgets.Label()
        self.back, self.on = (ipywidgets.Button(description=words) for words in ("◀ Earlier", "Later ▶"))
        self.back.on_click(lambda _: self._show(self.first - self.table.limit))
        self.on.on_click(lambda _: self._show(self.first + self.table.limit))
        for control in self.controls.values():
            control.observe(lambda _: self._begin(), "value")
        wrap = ipywidgets.Layout(flex_flow="row wrap", grid_gap="2px 12px")
        pages = ipywidgets.HBox([self.back, self.on, self.place])
        self.box = ipywidgets.VBox([ipywidgets.Box(list(self.controls.values()), layout=wrap), self.shown, pages])
        self._begin()

    def _preset(self, name: str, wanted: Any) -> bool:
        """Set the control of *name* to *wanted*; return whether it can say that."""
        control = self.controls.get(name)
        options = [value for _, value in getattr(control, "options", ())]
        asked = Is(wanted) if options else wanted
        if control is None or not (asked in options if options else isinstance(wanted, str)):
            return False
        control.value = asked
        return True

    def filters(self) -> dict[str, Any]:
        """Return what the controls ask for, column → what it must hold, with what the call asked beyond them."""
        asked = {name: control.value for name, control in self.controls.items()}
        moved = {name: v for name, v in asked.items() if v not in ("", ANY) and v != self.ranges.get(name)}
        return {**self.fixed, **moved}

    def _begin(self) -> None:
        self.table = self.find(self.filters())
        self._show(0)

    def _show(self, first: int) -> None:
        n, limit = len(self.table.frame), self.table.limit
        self.first = max(0, min(first, (n - 1) // limit * limit))
        end = self.first + limit
        self.shown.value = self.table.html(self.first)
        self.place.value = f"{self.first + 1 if n else 0}–{min(end, n)} of {n:,}"
        self.back.disabled, self.on.disabled = self.first == 0, end >= n


def _make_control(rows: pd.DataFrame, name: str) -> Any:
    """Return the control that fits a column: a range of numbers, a choice of values, or words to look for; None where
    there is nothing to choose."""
    import ipywidgets

    look: Any = {"description": name.replace("_", " "), "style": {"description_width": "initial"}}
    stated = rows[name].dropna()
    values = [] if name == "words" else sorted(set(stated), key=str)
    if name == "words" or (len(values) > MOST_CHOICES and stated.dtype.kind not in "fiu"):
        words = "words to look for" if name == "words" else "any"
        return ipywidgets.Text(placeholder=words, continuous_update=False, **look)
    if stated.dtype.kind in "fiu" and len(values) > 1:
        low, high = float(stated.min()), float(stated.max())
        look |= {"min": low, "max": high, "step": 0.01, "continuous_update": False}
        return ipywidgets.FloatRangeSlider(value=(low, high), **look)
    values += [None] if len(stated) < len(rows) else []
    if len(values) < 2 or stated.dtype.kind in "fiu":
        return None
    choices = [("any", ANY), *((show_value(value), Is(value)) for value in values)]
    return ipywidgets.Dropdown(options=choices, value=ANY, **look)
