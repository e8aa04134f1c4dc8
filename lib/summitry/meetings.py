"""Meetings: every report that two leaders met, will meet or did not, with its day, place, occasion, mode and status."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summitry.articles import Article
from summitry.counts import (
    compare_rates,
    count_meetings,
    counting_rules,
    cumulative,
    gaps,
    host_balance,
    longest_gap,
    median_gap,
    meetings_per_year,
    occasions_ranked,
    places_ranked,
    rates_by_year,
)
from summitry.merging import merge_meetings
from summitry.numerals import alternatives
from summitry.people import Roster, read_roster
from summitry.recorded import Facts, Interval, allowed_interval, find_record, participants_of, read_day, with_interval
from summitry.reference import DEFAULT_REFERENCE, Reference
from summitry.schema import Dates, Meetings, Mentions
from summitry.triggers import Encounter, Scene, find_encounters, place_pattern, places, trigger_pattern
from summitry.words import read_words

__all__ = [
    "compare_rates",
    "count_meetings",
    "counting_rules",
    "cumulative",
    "find_meetings",
    "gaps",
    "host_balance",
    "longest_gap",
    "median_gap",
    "meetings_per_year",
    "merge_meetings",
    "occasions_ranked",
    "places_ranked",
    "rates_by_year",
]

Published = tuple[str | None, str | None, str | None]

CONFIDENCE = {"explicit": 0.9, "pair": 0.85, "bare": 0.7}
INFERRED_DAY = 0.15
"""How much less sure a report is whose day was not read in its sentence."""
LEDE_PARAGRAPHS = 4


@functools.cache
def default_roster() -> Roster:
    """Return the project's own roster."""
    return read_roster(DEFAULT_REFERENCE / "people.csv")


def find_meetings(
    article: Article,
    mentions: Sequence[Mentions],
    dates: Sequence[Dates],
    published: Published,
    reference: Reference,
    roster: Roster | None = None,
) -> list[Meetings]:
    """Return one row per report of a meeting between people of *roster* (the project's own without one).

    *published* is the article's best, earliest and latest day. A row's words are its sentence. The day is the one named
    nearest to the reporting words; else, in the lede, the days up to publication; else that of the one recorded meeting
    that fits, and then confidence is lower. A later report of the same meeting is a row of its own only when it adds a
    day, place, country or occasion.
    """
    if not trigger_pattern().search(article.text):
        return []
    scene = Scene(article, mentions, dates, roster or default_roster())
    reports = [_read_report(scene, encounter, published, reference) for encounter in find_encounters(scene)]
    return fold([report for report in reports if report is not None])


# --- one report -----------------------------------------------------------------------------------------------------


class Report(NamedTuple):
    """A row, and whether its day was read in its own sentence."""

    row: Meetings
    dated: bool


def _read_report(scene: Scene, encounter: Encounter, published: Published, reference: Reference) -> Report | None:
    status = read_status(encounter)
    mode = read_mode(scene.article.text, encounter)
    place, country = find_place(scene, encounter) if mode == "in-person" else (None, None)
    occasion = find_occasion(scene.article.text, encounter)
    named = find_day(scene, encounter, published, status)
    if encounter.basis == "bare" and not (named or place or country or occasion):
        return None
    if _is_count(encounter):
        return None
    facts = Facts(named or Interval(), named is not None, place, country, occasion, mode, status)
    return Report(_row(scene, encounter, facts, published, reference), facts.dated)


def _row(scene: Scene, encounter: Encounter, facts: Facts, published: Published, reference: Reference) -> Meetings:
    """Match *facts* to the record and make the row."""
    participants = participants_of(encounter.people)
    confidence = CONFIDENCE[encounter.basis]
    interval, recorded = facts.interval, None
    if facts.dated:
        recorded = find_record(facts, participants, reference)
    else:
        confidence -= INFERRED_DAY
        in_lede = encounter.sentence.paragraph <= LEDE_PARAGRAPHS
        best, low, high = (read_day(day) for day in published)
        allowed = allowed_interval(
            facts.status,
            in_lede,
            bool(facts.place or facts.country or facts.occasion),
            Interval(low or best, high or best),
        )
        recorded = find_record(with_interval(facts, allowed), participants, reference) if allowed else None
        if recorded:
            interval = Interval(recorded.date_start, recorded.date_end)
        elif in_lede and facts.status == "held" and best:
            interval = Interval(best - dt.timedelta(days=2), high or best)
    return Meetings(
        article_id=scene.article.article_id,
        start=encounter.sentence.start,
        end=encounter.sentence.end,
        date=interval.low.isoformat() if interval.low else None,
        date_high=interval.high.isoformat() if interval.high else None,
        precision=_precision(interval),  # type: ignore[arg-type]
        place=facts.place,
        country=facts.country,
        occasion=facts.occasion,
        mode=facts.mode,  # type: ignore[arg-type]
        status=facts.status,  # type: ignore[arg-type]
        participants=participants,
        meeting_id=recorded.meeting_id if recorded else None,
        confidence=round(confidence, 2),
    )


def _precision(interval: Interval) -> str:
    """Return how closely an interval dates: a visit of up to four days counts as a day."""
    if interval.low is None or interval.high is None:
        return "none"
    days = (interval.high - interval.low).days + 1
    return "day" if days <= 4 else "month" if days <= 31 else "year" if days <= 366 else "none"


# 'have met more than 40 times': the claim is not the report of a meeting
COUNTED = re.compile(r"[^.;,]{0,40}\b(?:\w+\s{1,3}times|twice)\b", re.IGNORECASE)


def _is_count(encounter: Encounter) -> bool:
    return encounter.phrase in ("met", "meet") and bool(COUNTED.match(encounter.after))


# --- status and mode ------------------------------------------------------------------------------------------------


@functools.cache
def _status_pattern(status: str) -> re.Pattern[str]:
    phrases = [row["phrase"] for row in read_words("meeting_status") if row["status"] == status]
    return re.compile(rf"(?<!\w){alternatives(phrases)}(?!\w)")


AFTER_NOUN = re.compile(r"[^.;:]{0,80}")


def read_status(encounter: Encounter) -> str:
    """Return what the words around the trigger say of the meeting: held, planned, unconfirmed, cancelled or denied."""
    around = encounter.before
    finite = encounter.phrase in ("met", "hosted", "received", "welcomed", "greeted", "meets", "convened")
    if not finite:
        around += " " + encounter.after
    for status in ("cancelled", "denied", "unconfirmed", "planned"):
        if _status_pattern(status).search(around):
            return status
    return "held"


VIDEO = re.compile(
    r"\b(?:by|via|through|over)\s+(?:a\s+)?(?:secure\s+)?video|\bvirtual(?:ly)?\b|\bvideo[- ]?(?:link|conference|call)",
    re.IGNORECASE,
)
PHONE = re.compile(r"\b(?:by|over the|on the|via)\s+(?:tele)?phone\b", re.IGNORECASE)


def read_mode(text: str, encounter: Encounter) -> str:
    """Return how they met: the trigger's own mode, or by video or phone where the words around it say so."""
    if encounter.mode:
        return encounter.mode
    around = text[max(encounter.sentence.start, encounter.start - 40) : min(encounter.sentence.end, encounter.end + 60)]
    return "video" if VIDEO.search(around) else "phone" if PHONE.search(around) else "in-person"


# --- place, occasion, day -------------------------------------------------------------------------------------------

LOCATIVE = re.compile(
    r"\b(in|at|to|by|via|through|near|outside|of|visit(?:ing|ed)?|from|reached|left)\s+(?:the\s+)?(?:[a-z]+\s+){0,3}(?:city\s+of\s+|port\s+of\s+)?$",
    re.IGNORECASE,
)
INSTITUTIONS = frozenset({"Kremlin", "White House"})


def _distance(encounter: Encounter, start: int, end: int) -> int:
    """Return characters between the trigger and a span; what stands before it counts double."""
    if start >= encounter.end:
        return start - encounter.end
    return 2 * max(0, encounter.start - end)


def find_place(scene: Scene, encounter: Encounter) -> tuple[str | None, str | None]:
    """Return (place, country) named nearest to the trigger in its sentence; a city before a country."""
    text, (start, end) = scene.article.text, encounter.sentence[:2]
    found: list[tuple[bool, int, str, str]] = []
    for name in place_pattern().finditer(text, start, end):
        before = text[max(start, name.start() - 40) : name.start()]
        locative = LOCATIVE.search(before)
        if not locative or text[name.end() : name.end() + 2] in ("'s", "’s"):
            continue
        if name.group() in INSTITUTIONS and locative[1].lower() not in ("in", "at"):
            continue
        city, country = places()[re.sub(r"\s+", " ", name.group())]
        if not city and locative[1].lower() in ("of", "from"):
            continue
        found.append((not city, _distance(encounter, name.start(), name.end()), city, country))
    if not found:
        return None, None
    _, _, city, country = min(found)
    return city or country, country


@functools.cache
def _occasions() -> tuple[re.Pattern[str], dict[str, str]]:
    known = {row["phrase"].lower(): row["occasion"] for row in read_words("occasions")}
    return re.compile(rf"(?<!\w){alternatives(list(known))}(?!\w)", re.IGNORECASE), known


def find_occasion(text: str, encounter: Encounter) -> str | None:
    """Return the occasion named nearest to the trigger in its sentence, or None."""
    pattern, known = _occasions()
    found = [
        (_distance(encounter, m.start(), m.end()), known[re.sub(r"\s+", " ", m.group()).lower()])
        for m in pattern.finditer(text, *encounter.sentence[:2])
    ]
    return min(found)[1] if found else None


SINCE = re.compile(
    r"\b(?:since|signed in|elected in|invasion of \w+ in|until|dating (?:back )?(?:to|from))\s[^,.;]{0,60}$",
    re.IGNORECASE,
)
DAYS_AFTER = re.compile(r"\b(?:(days)|(weeks)|(months))\s+after\b[^.;]{0,90}$", re.IGNORECASE)


def find_day(scene: Scene, encounter: Encounter, published: Published, status: str) -> Interval | None:
    """Return the days that the sentence names for the meeting, or None where it names none."""
    text, (start, end) = scene.article.text, encounter.sentence[:2]
    near: list[tuple[int, Interval]] = []
    for date in scene.dates:
        if not (start <= date.start and date.end <= end) or date.type not in ("DATE", "TIME") or not date.date_low:
            continue
        if SINCE.search(text, max(start, date.start - 80), date.start) or date.value.endswith("_REF"):
            continue
        near.append(
            (_distance(encounter, date.start, date.end), Interval(read_day(date.date_low), read_day(date.date_high)))
        )
    if near:
        return min(near, key=lambda pair: pair[0])[1]
    return _days_after(text, encounter, published)


def _days_after(text: str, encounter: Encounter, published: Published) -> Interval | None:
    """Read "came days after Xi travelled to Russia for a meeting with Putin": within two weeks before publication."""
    found = DAYS_AFTER.search(text, max(encounter.sentence.start, encounter.start - 120), encounter.start)
    best = read_day(published[0] or published[2])
    if not found or not best:
        return None
    days = 14 if found[1] else 70 if found[2] else 300
    return Interval(best - dt.timedelta(days=days), best - dt.timedelta(days=1))


# --- folding --------------------------------------------------------------------------------------------------------


@dataclass
class _Event:
    """The reports of one meeting in one article that are kept so far."""

    reports: list[Report]

    def takes(self, report: Report) -> bool:
        return all(_same_event(report.row, other.row) for other in self.reports)

    def add(self, report: Report) -> None:
        self._share_record(report.row)
        if _new_facts(report, self.reports):
            self.reports = [old for old in self.reports if _new_facts(old, [report])]
            self.reports.append(report)

    def _share_record(self, row: Meetings) -> None:
        """Let an undated report be of the recorded meeting that the others are of."""
        known = next((other.row for other in self.reports if other.row.meeting_id), None)
        if known and not row.meeting_id:
            row.meeting_id = known.meeting_id
            if row.precision == "none":
                row.date, row.date_high, row.precision = known.date, known.date_high, known.precision


def _facts(report: Report) -> set[tuple[str, str]]:
    row = report.row
    facts = {("place", row.place), ("country", row.country), ("occasion", row.occasion)}
    if report.dated:
        facts.add(("date", f"{row.date}/{row.date_high}"))
    return {(kind, value) for kind, value in facts if value}


def _new_facts(report: Report, others: Sequence[Report]) -> bool:
    return bool(_facts(report) - set().union(*(_facts(other) for other in others)))


def _same_event(a: Meetings, b: Meetings) -> bool:
    if (a.participants, a.status, a.mode) != (b.participants, b.status, b.mode):
        return False
    if a.meeting_id and b.meeting_id:
        return a.meeting_id == b.meeting_id
    if a.country and b.country and a.country != b.country:
        return False
    return not (a.date and a.date_high and b.date and b.date_high) or (a.date <= b.date_high and b.date <= a.date_high)


def fold(reports: Sequence[Report]) -> list[Meetings]:
    """Return the rows of *reports* without those that repeat another one of the same meeting and tell nothing new.

    Reports are of the same meeting when participants, status and mode are equal and neither record, country nor days
    contradict. A report that has all the facts of an earlier one, and more, takes its place.
    """
    events: list[_Event] = []
    for report in reports:
        event = next((event for event in events if event.takes(report)), None)
        if event is None:
            events.append(_Event([report]))
        else:
            event.add(report)
    kept = [report.row for event in events for report in event.reports]
    return sorted(kept, key=lambda row: (row.start, row.end, row.participants, row.status))
