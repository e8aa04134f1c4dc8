"""When was this article published? The evidence, ordered by trust, combined; and a sentence that names it.

A wrong date is worse than none: where the evidence does not decide, ``published`` is None and the interval is wide.
The evidence is searched as htmldate does (Barbaresi, JOSS 2020): what was handed over, then what is printed, then what
the words imply; here the last is a vote of weighted constraints over all days.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summitry.dating.calendar import find_bounds, find_day_months, find_ordinals, find_weekday_dates
from summitry.dating.events import find_events, find_terms, masthead_bound
from summitry.dating.evidence import (
    MAX,
    MIN,
    Evidence,
    Reading,
    find_ages,
    find_birthdays,
)
from summitry.dating.meetings import find_meetings_of_two, known_events, record_events
from summitry.dating.printed import Printed, find_datelines, find_open_print, find_page_age, find_printed
from summitry.people import Roster
from summitry.reference import Event
from summitry.schema import Mentions, Problems
from summitry.text import Document
from summitry.timexes import Timex, find_timexes_in, points_ahead, read_stated_day, tell_day_first

__all__ = ["Dating", "date_article", "known_events", "record_events"]

NARROW = 10  # days: the widest best interval from which a single day is given
FAR = 30  # days: what lies farther from the best interval rivals it
MARGIN = 0.75  # weight by which the best interval must beat its rivals
ENOUGH = 2.5  # weight that inferred evidence must have together
FEW = 6  # stretches of days: evidence that allows more is too vague to bound a date
RECURRING = {"dateline", "weekday", "ordinal", "day", "caption"}
NO_EVIDENCE = "Nothing in the article says when it was published."


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

    @property
    def year(self) -> int | None:
        """The year of publication, None where the evidence leaves more than one."""
        low, high = self.low or "", self.high or ""
        return int(low[:4]) if low and low[:4] == high[:4] else None


NOT_DATED = Dating(None, None, None, None, NO_EVIDENCE, 0.0)


def date_article(
    article: Document,
    timexes: list[Timex],
    mentions: list[Mentions],
    roster: Roster,
    events: tuple[Event, ...],
    stated: tuple[str | None, str | None],
) -> tuple[Dating, list[Problems]]:
    """Return when *article* was published, and the contradictions met on the way.

    *stated* is the ISO date that was handed over and by what ("manifest", "metadata"), or (None, None).  *events* are
    dated public events; those of ``known_events(reference)`` have the recorded meetings too.
    """
    told, basis = stated
    day = read_stated_day(told or "")
    if day:
        return _exactly(day, basis or "metadata", f"The {basis or 'metadata'} says {told}.", 0.99), []
    everywhere = _with_page(article, timexes)
    page = Reading(article, everywhere, mentions, roster, events, tell_day_first(everywhere))
    printed = list(find_printed(page))
    in_sentences = [timex for timex in timexes if page.is_readable(timex.start)]
    reading = dataclasses.replace(page, timexes=in_sentences, printed=frozenset(one.timex.start for one in printed))
    evidence = [
        *find_open_print(page),
        *find_datelines(page),
        *find_page_age(page, printed),
        *_find_evidence(reading, printed),
    ]
    best = _best_printed(printed)
    if best:
        return _date_by_print(article, best, evidence)
    return _infer(reading, evidence)


def _with_page(article: Document, timexes: list[Timex]) -> list[Timex]:
    """Return *timexes* and those of the page around the article."""
    page = find_timexes_in(article.text, article.spans("masthead", "byline", "dateline", "furniture"))
    known = {timex.start for timex in timexes}
    return sorted([*timexes, *(timex for timex in page if timex.start not in known)], key=lambda timex: timex.start)


def _exactly(day: dt.date, basis: str, why: str, confidence: float) -> Dating:
    return Dating(day.isoformat(), day.isoformat(), day.isoformat(), basis, why, confidence)


def _words(article: Document, start: int, end: int) -> str:
    return " ".join(article.text[start:end].split())


# --- printed --------------------------------------------------------------------------------------------------------


def _best_printed(printed: list[Printed]) -> Printed | None:
    """Return the most trusted printed date; a day of update only where no day of publication is printed."""
    for role in ("published", "printed", "dateline", "updated"):
        found = [one for one in printed if one.role == role]
        days = {one.day for one in found}
        if days and (max(days) - min(days)).days > NARROW:  # a timeline, a list of other articles
            found = [one for one in found if one.timex.kind == "clock"]
        if found:
            return found[0]
    return None


def _date_by_print(article: Document, best: Printed, evidence: list[Evidence]) -> tuple[Dating, list[Problems]]:
    day = best.day.toordinal()
    words = _words(article, best.timex.start, best.timex.end)
    against = [one for one in evidence if not _allows(one, day, slack=1) and not _same_place(one, best)]
    weight = sum(one.weight for one in against)
    sure = {"published": 0.97, "printed": 0.93, "dateline": 0.95, "updated": 0.7}[best.role]
    dating = _exactly(
        best.day, "printed", f"The page prints “{words}” ({best.role}).", round(max(0.3, sure - 0.1 * weight), 2)
    )
    return dating, [_contradiction(article, one, f"“{words}”", dating) for one in against if one.exact]


def _same_place(evidence: Evidence, printed: Printed) -> bool:
    return evidence.start < printed.timex.end and printed.timex.start < evidence.end


def _contradiction(article: Document, evidence: Evidence, other: str, dating: Dating) -> Problems:
    words = _words(article, evidence.start, evidence.end)
    return Problems(
        article_id=article.article_id,
        path=article.path or None,
        severity="warning",
        what="contradictory dates",
        why=f"“{words}” does not fit {dating.published or dating.low}, which rests on {other}.",
        start=evidence.start,
        end=evidence.end,
    )


# --- inferred -------------------------------------------------------------------------------------------------------


def _find_evidence(reading: Reading, printed: Iterable[Printed]) -> list[Evidence]:
    mastheads = [masthead_bound(one.day, one.timex.start, one.timex.end) for one in printed if one.role == "masthead"]
    finders = (
        find_birthdays,
        find_events,
        find_meetings_of_two,
        find_weekday_dates,
        find_ordinals,
        find_day_months,
        find_ages,
        find_terms,
        find_bounds,
    )
    return mastheads + [one for finder in finders for one in finder(reading) if one.days]


def _allows(evidence: Evidence, day: int, slack: int = 0) -> bool:
    return any(low - slack <= day <= high + slack for low, high in evidence.days)


class Stretch(NamedTuple):
    """Days in a row on which the same evidence holds."""

    low: int
    high: int
    weight: float


def weigh_days(evidence: Sequence[Evidence]) -> list[Stretch]:
    """Return the stretches of days with the total weight of the evidence that allows them, in order."""
    turns: dict[int, float] = {MIN: 0.0, MAX + 1: 0.0}
    for one in evidence:
        for low, high in _merge(one.days):
            turns[low] = turns.get(low, 0.0) + one.weight
            turns[high + 1] = turns.get(high + 1, 0.0) - one.weight
    days = sorted(turns)
    stretches, weight = [], 0.0
    for low, after in itertools.pairwise(days):
        weight += turns[low]
        stretches.append(Stretch(low, after - 1, round(weight, 6)))
    return stretches


def _merge(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the days of *ranges* as ranges that do not overlap."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted((max(low, MIN), min(high, MAX)) for low, high in ranges):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = merged[-1][0], max(high, merged[-1][1])
        elif low <= high:
            merged.append((low, high))
    return merged


def _infer(reading: Reading, evidence: list[Evidence]) -> tuple[Dating, list[Problems]]:
    if not evidence:
        return NOT_DATED, []
    stretches = weigh_days(evidence)
    best = _best(stretches)
    top, low, high = best[0].weight, best[0].low, best[-1].high
    rivals = [s.weight for s in stretches if s.high < low - FAR or s.low > high + FAR]
    margin = top - max(rivals, default=0.0)
    agreeing = [one for one in evidence if _allows(one, low)]
    against = [one for one in evidence if one not in agreeing]
    decided = high - low < NARROW and margin >= MARGIN and top >= ENOUGH and any(one.exact for one in agreeing)
    if decided and sum(one.weight for one in against) < top / 2:
        return _decide(reading, low, high, margin, agreeing, against)
    return _bound(reading, evidence), []


def _decide(
    reading: Reading,
    low: int,
    high: int,
    margin: float,
    agreeing: list[Evidence],
    against: list[Evidence],
) -> tuple[Dating, list[Problems]]:
    likely, article = _likely_day(reading, low, high), reading.article
    high = max(high, likely.toordinal() + 1)  # many outlets run the news of a day on the next
    first, day, last = (one.isoformat() for one in (dt.date.fromordinal(low), likely, dt.date.fromordinal(high)))
    why = _explain(article, agreeing)
    sure = min(0.95, 0.5 + 0.1 * min(margin, 3.0) + 0.03 * len(agreeing)) - 0.01 * (high - low)
    dating = Dating(day, first, last, "inferred", why, round(max(0.3, sure - 0.05 * len(against)), 2))
    rest = " and ".join(f"“{_words(article, one.start, one.end)}”" for one in agreeing[:2])
    return dating, [_contradiction(article, one, rest, dating) for one in against if one.exact or one.kind == "caption"]


def _likely_day(reading: Reading, low: int, high: int) -> dt.date:
    """Return the first day of an interval that is the weekday of the news, or else its first day."""
    bare = [t for t in reading.timexes if t.kind == "weekday" and t.relation is None]
    weekdays = [t.weekday for t in bare if not points_ahead(reading.text, t.start)]
    days = [dt.date.fromordinal(day) for day in range(low, high + 1)]
    fitting = [day for day in days if weekdays and day.isoweekday() == weekdays[0]]
    return (fitting or days)[0]


def _bound(reading: Reading, evidence: list[Evidence]) -> Dating:
    """Return the interval that the evidence allows where no day is decided; what recurs every year cannot bound it."""
    bounding = [one for one in evidence if one.kind not in RECURRING and len(one.days) <= FEW]
    if not bounding:
        why = "What the article says of days fits several years." if evidence else NO_EVIDENCE
        return Dating(None, None, None, None, why, 0.0)
    best = _best(weigh_days(bounding))
    low, high = best[0].low, best[-1].high
    agreeing = [one for one in bounding if _allows(one, low) or _allows(one, high)]
    first = dt.date.fromordinal(low).isoformat() if low > MIN else None
    last = dt.date.fromordinal(high).isoformat() if high < MAX else None
    basis = "masthead" if all(one.kind == "masthead" for one in agreeing) else "inferred"
    sure = 0.5 * (1 - min(high - low, 3650) / 3650)
    return Dating(None, first, last, basis, _explain(reading.article, agreeing), round(sure, 2))


def _best(stretches: list[Stretch]) -> list[Stretch]:
    top = max(stretch.weight for stretch in stretches)
    return [stretch for stretch in stretches if stretch.weight >= top - 1e-6]


def _explain(article: Document, evidence: list[Evidence]) -> str:
    """Return one sentence that names the evidence, the weightiest first."""
    ordered = sorted(evidence, key=lambda one: -one.weight)[:4]
    return "; ".join(f"“{_words(article, one.start, one.end)}”: {one.says}" for one in ordered) + "."
