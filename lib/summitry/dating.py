"""When was this article published? The evidence, ordered by trust, combined; and a sentence that names it.

A wrong date is worse than none: where the evidence does not decide, ``published`` is None and the interval is wide.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from summitry.articles import Article
from summitry.people import Roster
from summitry.reference import Event
from summitry.schema import Mentions, Problems
from summitry.timex_values import read_numeric, safe_day
from summitry.timexes import Timex, tell_day_first

HEAD = 600  # characters from the article's first word in which a printed date is its own


class Dating(NamedTuple):
    """When an article was published: ISO days or None, the kind of evidence, a sentence of why, 0-1 how sure."""

    published: str | None
    low: str | None
    high: str | None
    basis: str | None
    why: str
    confidence: float

    @property
    def anchor(self) -> dt.date | None:
        """The day against which relative dates are read, None where it is not known."""
        return dt.date.fromisoformat(self.published) if self.published else None


def date_article(
    article: Article,
    timexes: list[Timex],
    mentions: list[Mentions],
    roster: Roster,
    events: tuple[Event, ...],
    stated: tuple[str | None, str | None],
) -> tuple[Dating, list[Problems]]:
    """Return when *article* was published, and the contradictions met on the way.

    *stated* is the ISO date that was handed over and by what ("manifest", "metadata"), or (None, None).
    """
    day, basis = stated
    if day:
        return Dating(day, day, day, basis or "metadata", f"The {basis} says {day}.", 0.99), []
    printed = _printed_day(article.text, timexes)
    if printed:
        timex, found = printed
        words = article.text[timex.start : timex.end]
        return _exactly(found, "printed", f"The head of the page prints “{words}”.", 0.9), []
    return Dating(None, None, None, None, "Nothing in the article says when it was published.", 0.0), []


def _exactly(day: dt.date, basis: str, why: str, confidence: float) -> Dating:
    return Dating(day.isoformat(), day.isoformat(), day.isoformat(), basis, why, confidence)


def _printed_day(text: str, timexes: list[Timex]) -> tuple[Timex, dt.date] | None:
    """Return the one full date that stands near the head with a time of day, or alone on its line."""
    day_first = tell_day_first(timexes)
    for timex in timexes:
        if timex.start > HEAD:
            break
        found = full_day(timex, day_first)
        if found and timex.kind == "clock":
            return timex, found
    return None


def full_day(timex: Timex, day_first: bool | None) -> dt.date | None:
    """Return the day that *timex* names in full, None where year, month or day is missing or open."""
    if timex.value and timex.kind in ("numeric", "clock"):
        days = read_numeric(timex.value, day_first)
        return days[0] if len(days) == 1 else None
    if timex.year and len(timex.months) == 1 and len(timex.days) == 1:
        return safe_day(timex.year, timex.months[0], timex.days[0])
    return None
