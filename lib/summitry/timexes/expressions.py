"""Temporal expressions: every "Friday", "last June" and "third quarter of 1989", and the days that they mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from summitry.schema import Dates, Span
from summitry.timexes.calendar import Value, read_digits
from summitry.timexes.context import Context
from summitry.timexes.grammar import find_timexes_in
from summitry.timexes.readings import Timex
from summitry.timexes.values import read_value

__all__ = ["Timex", "find_timexes", "resolve"]

LONGEST_REFERENCE = 366  # days: "two months earlier" is not counted from a decade


def find_timexes(text: str, spans: Iterable[Span]) -> list[Timex]:
    """Return the temporal expressions in *spans* of *text*, in order, without overlap, not yet anchored.

    >>> [t.kind for t in find_timexes("Xi left on Friday, a week before June 8, 2018.", [(0, 46)])]
    ['weekday', 'duration', 'calendar']
    """
    return [timex for start, end in spans for timex in find_timexes_in(text, start, end)]


def resolve(
    text: str, article_id: str, timexes: Iterable[Timex], anchor: dt.date | None, year: int | None = None
) -> list[Dates]:
    """Return *timexes* with their TIMEX3 values, read against *anchor*, the day of publication.

    Without an anchor what is relative keeps X placeholders (XXXX-WXX-5) and has no days, except what the *year* of
    publication alone decides ("this October").

    >>> [d.value for d in resolve("on Friday", "a", find_timexes("on Friday", [(0, 9)]), dt.date(2018, 6, 10))]
    ['2018-06-08']
    """
    listed = list(timexes)
    context = Context(text, anchor, day_first=tell_day_first(listed), year=year)
    rows = []
    for timex in listed:
        value = read_value(timex, context)
        rows.append(_row(text, article_id, timex, value))
        if value.low and value.high and timex.type in ("DATE", "TIME"):
            if (value.high - value.low).days <= LONGEST_REFERENCE:
                context.previous = value
            if timex.kind in ("calendar", "range", "month"):
                context.dated, context.end = value, timex.end
            if value.low == value.high:
                context.last_day = value
            if timex.kind in ("quarter", "latest") and "Q" in value.value and timex.relation != -1:
                context.quarter = value
    return rows


def tell_day_first(timexes: Iterable[Timex]) -> bool | None:
    """Tell whether numeric dates put the day first, from those that can be read in one way only; None: cannot tell."""
    orders = set()
    for timex in timexes:
        if timex.kind in ("numeric", "clock") and timex.value and "/" in timex.value:
            first, second, _ = (int(part) for part in timex.value.split("/"))
            if (first > 12) != (second > 12) and len(read_digits(timex.value, None)) == 1:
                orders.add(first > 12)
    return orders.pop() if len(orders) == 1 else None


def _row(text: str, article_id: str, timex: Timex, value: Value) -> Dates:
    return Dates(
        article_id=article_id,
        start=timex.start,
        end=timex.end,
        text=text[timex.start : timex.end],
        value=value.value,
        date_low=value.low.isoformat() if value.low else None,
        date_high=value.high.isoformat() if value.high else None,
        type=timex.type,  # type: ignore[arg-type]
        basis=value.basis,
    )
