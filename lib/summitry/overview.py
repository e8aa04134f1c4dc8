"""Overviews: what a table, a corpus or a study shows of itself in a notebook. Words of articles are escaped.

Import this module only when a table is made: it needs pandas.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from summitry.schema import TABLES, columns

FIRST_ROWS = 5
LONGEST_CELL = 90
LEFT = "text-align:left;vertical-align:top"


class TableFrame(pd.DataFrame):
    """A table of a corpus: a DataFrame that says in a notebook what it is and what its columns mean.

    What is made of it (a selection, a sum) is a plain DataFrame.
    """

    _metadata = ["table"]  # noqa: RUF012  (pandas reads this name)

    def _repr_html_(self) -> str:
        name = getattr(self, "table", "")
        if name not in TABLES or not set(self.columns) <= {c.name for c in columns(name)}:
            return str(super()._repr_html_())
        return _show_table(name, self)


def make_table(name: str, frame: pd.DataFrame) -> TableFrame:
    """Return *frame* as the table *name*, which explains itself."""
    table = TableFrame(frame)
    table.table = name
    return table


def count(number: int, what: str) -> str:
    """Return a number with its noun.

    >>> count(1, "row"), count(12000, "row")
    ('1 row', '12,000 rows')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def explain(name: str) -> str:
    """Return what one row of the table *name* is: the first line of its schema."""
    return (TABLES[name].__doc__ or "").strip().split("\n")[0]


def show_rows(heads: Sequence[str], rows: Iterable[Sequence[Any]], caption: str = "") -> str:
    """Return an HTML table; every cell is escaped and cut where it is long."""
    head = "".join(f"<th scope='col' style='{LEFT}'>{escape(words)}</th>" for words in heads)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    title = f"<caption style='caption-side:top;text-align:left'>{escape(caption)}</caption>" if caption else ""
    return f'<table class="dataframe">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _cell(value: Any) -> str:
    if value is None or (pd.api.types.is_scalar(value) and pd.isna(value)):
        return f"<td style='{LEFT};opacity:.7'>not stated</td>"
    if isinstance(value, float):
        return f"<td style='text-align:right;vertical-align:top'>{value:.2f}</td>"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"<td style='text-align:right;vertical-align:top'>{value}</td>"
    words = str(value)
    return f"<td style='{LEFT}'>{escape(words if len(words) <= LONGEST_CELL else words[: LONGEST_CELL - 1] + '…')}</td>"


def _show_table(name: str, frame: pd.DataFrame) -> str:
    shown = frame.head(FIRST_ROWS).astype(object)
    known = {c.name: c for c in columns(name)}
    meanings = [
        (c.name, c.meaning + (f": {', '.join(c.allowed)}" if c.allowed else ""), c.unit or "–", c.null or "never null")
        for c in (known[column] for column in frame.columns)
    ]
    rest = f" The first {FIRST_ROWS}:" if len(frame) > FIRST_ROWS else ""
    return (
        f"<div><p><strong>{name}</strong>: {count(len(frame), 'row')}, {count(len(frame.columns), 'column')}. "
        f"{escape(explain(name))}{rest}</p>"
        f"{show_rows(list(frame.columns), shown.itertuples(index=False, name=None)) if len(frame) else '<p>No rows.</p>'}"
        f"<details><summary>What the columns of {name} mean</summary>"
        f"{show_rows(('column', 'meaning', 'unit', 'null means'), meanings)}</details></div>"
    )


def show_tables(heading: str, facts: Mapping[str, str], tables: Mapping[str, pd.DataFrame], access: str) -> str:
    """Return an overview of *tables*: a heading, facts about them, and each table's rows and meaning.

    *access* is what to write before a table's name, such as ``corpus``.
    """
    said = "".join(f"<li><strong>{escape(name)}</strong>: {escape(value)}</li>" for name, value in facts.items())
    rows = [(f"{access}.{name}", len(frame), explain(name)) for name, frame in tables.items()]
    return (
        f"<div><p><strong>{escape(heading)}</strong></p><ul>{said}</ul>"
        f"{show_rows(('table', 'rows', 'what it holds'), rows)}"
        f"<p>Each is a pandas DataFrame; in a cell, {escape(access)}.quotes explains its columns.</p></div>"
    )
