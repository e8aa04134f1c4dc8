"""Meetings: every report that two leaders met, will meet or did not, with its day, place, occasion, mode and status."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summitry.meetings.circumstances import find_day, find_occasion, find_place
from summitry.meetings.encounters import Encounter, find_encounters, find_expected_visits
from summitry.meetings.likelihood import find_likely_encounters
from summitry.meetings.modes import settle_modes
from summitry.meetings.record import (
    Facts,
    Interval,
    allowed_intervals,
    find_record,
    participants_of,
    read_day,
    with_interval,
)
from summitry.meetings.scene import Scene, read_scene
from summitry.meetings.status import read_status
from summitry.reference import RecordedMeeting, Reference
from summitry.schema import Meetings
from summitry.text import Document, Published

INFERRED_DAY = 0.85
"""How much less sure a report is whose day was not read in its sentence: its probability times this."""
CERTAIN = 0.9
"""How likely the report of no rule must be that tells neither day nor place nor occasion, below the lede."""
LEDE_PARAGRAPHS = 4


def find_meetings(doc: Document) -> list[Meetings]:
    """Return one row per report of a meeting between people of the roster.

    A row's words are its sentence. The day is the one named nearest to the reporting words; else, in the lede, the days
    up to publication; else that of the one recorded meeting that fits, and then confidence is lower. A later report of
    the same meeting is a row of its own only when it adds a day, place, country or occasion.
    """
    scene, published, reference = read_scene(doc), doc.published, doc.reference
    encounters = settle_modes(scene, find_likely_encounters(scene, find_encounters(scene))) if scene.has_two else []
    reports = [_read_report(scene, encounter, published, reference) for encounter in encounters]
    ahead = {e.people for e, r in zip(encounters, reports, strict=True) if r and r.row.status == "planned"}
    visits = [visit for people in sorted(ahead) for visit in find_expected_visits(scene, people)]
    reports += [_read_report(scene, visit, published, reference) for visit in visits]
    return fold(call_off(sorted((report for report in reports if report), key=lambda report: report.row.start)))


# --- one report -----------------------------------------------------------------------------------------------------


class Report(NamedTuple):
    """A row, whether its day was read in its own sentence, and whether that is a caption."""

    row: Meetings
    dated: bool
    in_caption: bool


def _read_report(scene: Scene, encounter: Encounter, published: Published, reference: Reference) -> Report | None:
    status = read_status(scene, encounter, published.day or published.high)
    mode = encounter.mode or "in-person"
    place, country = find_place(scene, encounter) if mode == "in-person" else (None, None)
    occasion = find_occasion(scene, encounter, place)
    named = find_day(scene, encounter, published, status)
    vague = encounter.basis in ("bare", "their") or (encounter.basis == "likely" and encounter.probability < CERTAIN)
    if vague and not (named or place or country or occasion or _in_lede(encounter)):
        return None
    if _is_count(scene.article.text, encounter) or _precedes(CONDITION, scene, encounter):
        return None
    facts = Facts(named or Interval(), named is not None, place, country, occasion, mode, status)
    row = _row(scene, encounter, facts, published, reference)
    return Report(row, facts.dated, encounter.sentence.zone == "caption")


def _in_lede(encounter: Encounter) -> bool:
    """Tell whether a report that only the model reads stands in the lede, whose meeting is the article's own."""
    return encounter.basis == "likely" and encounter.sentence.paragraph <= LEDE_PARAGRAPHS


def _row(scene: Scene, encounter: Encounter, facts: Facts, published: Published, reference: Reference) -> Meetings:
    """Match *facts* to the record and make the row."""
    participants = participants_of(encounter.people)
    interval, recorded = _find_days(scene, encounter, facts, published, reference)
    confidence = encounter.probability * (1 if facts.dated else INFERRED_DAY)
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


def _find_days(
    scene: Scene, encounter: Encounter, facts: Facts, published: Published, reference: Reference
) -> tuple[Interval, RecordedMeeting | None]:
    """Return the days of the meeting and the recorded meeting that it is, if exactly one fits."""
    participants = participants_of(encounter.people)
    if facts.dated:
        return facts.interval, find_record(facts, participants, reference)
    in_lede = encounter.sentence.paragraph <= LEDE_PARAGRAPHS and not _precedes(SINCE_THEN, scene, encounter)
    best, low, high = (read_day(day) for day in published)
    for allowed in allowed_intervals(facts, in_lede, Interval(low or best, high or best)):
        recorded = find_record(with_interval(facts, allowed), participants, reference)
        if recorded:
            return Interval(recorded.date_start, recorded.date_end), recorded
    if in_lede and facts.status == "held" and best:
        return Interval(best - dt.timedelta(days=2), high or best), None
    return Interval(), None


def _precision(interval: Interval) -> str:
    """Return how closely an interval dates: a visit of up to four days counts as a day."""
    if interval.low is None or interval.high is None:
        return "none"
    days = (interval.high - interval.low).days + 1
    return "day" if days <= 4 else "month" if days <= 31 else "year" if days <= 366 else "none"


# 'have met more than 40 times', 'has met more often than any other': a claim, not the report of a meeting
COUNTED = re.compile(
    r"[^.;,]{0,40}\b(?:\w+\s{1,3}times|twice|often|regularly|frequently|repeatedly|(?:every|each)\s{1,3}year)\b",
    re.IGNORECASE,
)
# 'if Trump meets Kim again', 'two years since Biden and Xi met'
CONDITION = re.compile(r"\b(?:if|unless)\s[^,.;]{0,40}$", re.IGNORECASE)
SINCE_THEN = re.compile(r"\bsince\s[^,.;]{0,60}$", re.IGNORECASE)


def _precedes(pattern: re.Pattern[str], scene: Scene, encounter: Encounter) -> bool:
    """Tell whether the words left of the verb group end in *pattern*."""
    start = max(encounter.sentence.start, encounter.start - 90)
    return pattern.search(scene.article.text, start, encounter.start) is not None


def _is_count(text: str, encounter: Encounter) -> bool:
    return encounter.phrase in ("met", "meet") and bool(COUNTED.match(text, encounter.end, encounter.sentence.end))


def call_off(reports: Sequence[Report]) -> list[Report]:
    """Return *reports*, those of a plan that another one cancels as cancelled.

    "Trump scrapped the summit" speaks of the summit that "the two agreed to hold in Budapest".
    """
    off = [report.row for report in reports if report.row.status == "cancelled"]
    for report in reports:
        row = report.row
        if row.status in ("planned", "unconfirmed") and any(_may_be_same(row, other) for other in off):
            row.status, row.meeting_id = "cancelled", None
    return list(reports)


def _may_be_same(a: Meetings, b: Meetings) -> bool:
    """Tell whether neither people, mode, country, place nor stated days of two rows contradict."""
    return a.participants == b.participants and a.mode == b.mode and not _contradict(a, b)


def _contradict(a: Meetings, b: Meetings) -> bool:
    if a.country and b.country and a.country != b.country:
        return True
    if not (a.date and a.date_high and b.date and b.date_high):
        return False
    return a.date > b.date_high or b.date > a.date_high


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
        if known and not row.meeting_id and row.country in (None, known.country):
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
    return not _contradict(a, b)


def _told_in_text(caption: Report, reports: Sequence[Report]) -> bool:
    def kind(report: Report) -> tuple[str, str, str]:
        return (report.row.participants, report.row.mode, report.row.status)

    return any(not other.in_caption and kind(other) == kind(caption) for other in reports)


def fold(reports: Sequence[Report]) -> list[Meetings]:
    """Return the rows of *reports* without those that repeat another one of the same meeting and tell nothing new.

    Reports are of the same meeting when participants, status and mode are equal and neither record, country nor days
    contradict. A report that has all the facts of an earlier one, and more, takes its place. A caption whose day the
    record does not know makes no meeting of its own beside one that the text reports.
    """
    events: list[_Event] = []
    for report in reports:
        if report.in_caption and not report.row.meeting_id and _told_in_text(report, reports):
            continue
        event = next((event for event in events if event.takes(report)), None)
        if event is None:
            events.append(_Event([report]))
        else:
            event.add(report)
    kept = [report.row for event in events for report in event.reports]
    return sorted(kept, key=lambda row: (row.start, row.end, row.participants, row.status))
