"""Meetings: every report that two leaders met, will meet or did not, with its day, place, occasion, mode and status."""

import datetime as dt
import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from summitry.meetings.attributes import find_occasion, find_place, place_in, settle_modes
from summitry.meetings.context import Context, read_context
from summitry.meetings.features import MeetingMention, find_mentions_of_meetings
from summitry.meetings.record import Facts, Interval, allowed_intervals, find_record, participants_of, read_day
from summitry.meetings.timing import Timing, further_dates, read_timing
from summitry.reference import RecordedMeeting
from summitry.schema import Meetings
from summitry.text import Document, LogLinear, read_templates

EXPECTED = 0.75
"""How likely it is that two meet where one of them is expected in the country of the other, and a meeting announced."""


def find_meetings(doc: Document) -> list[Meetings]:
    """Return one row per report of a meeting between people of the roster.

    A row's words are its sentence. The day is the one named nearest to the reporting words; else, in the lede, the days
    up to publication; else that of the one recorded meeting that fits. ``confidence`` is how often such a row is right in
    people, day, place, status and mode. A later report of
    the same meeting is a row of its own only when it adds a day, place, country or occasion.
    """
    context = read_context(doc)
    mentions = settle_modes(context, find_mentions_of_meetings(context)) if context.has_two else []
    reports = [report for mention in mentions for report in read_reports(context, mention)]
    ahead = {report.row.participants for report in reports if report.row.status == "planned"}
    visits = [visit for people in sorted(ahead) for visit in _find_expected_visits(context, tuple(people.split(";")))]
    reports += [report for visit in visits for report in read_reports(context, visit)]
    return fold(call_off(sorted(reports, key=lambda report: report.row.start)))


# 'unconfirmed reports that Putin might grace the forum in China': the modal and the verb that goes somewhere
EXPECTED_VISIT = re.compile(
    r"\b(?:might|may|could|would|will|(?:is|are)\s(?:expected|due|set|likely|invited)\sto|plans?\sto)\s(?:\w{1,12}\s){0,2}?"
    r"(?P<verb>visit|travel|attend|grace|go|fly|head|come|take\spart|join|arrive)\b"
)


def _find_expected_visits(context: Context, people: tuple[str, ...]) -> Iterator[MeetingMention]:
    """Yield where the article expects one of two *people*, whose meeting it announces, in the other's country."""
    for sentence in context.doc.sentences if len(people) == 2 else ():
        here = context.leaders_in(*sentence[:2])
        found = EXPECTED_VISIT.search(context.text, *sentence[:2]) if len(here) == 1 and here[0] in people else None
        host = next(name for name in people if name != here[0]) if found else ""
        if found and context.goes_to(host, found.end(), sentence.end):
            yield MeetingMention(
                sentence=sentence, start=found.start("verb"), end=found.end("verb"), people=people, basis="visit",
                cue="visit", mode="", group=found.start(), finite=False, probability=EXPECTED,
            )  # fmt: skip


CONFIDENCE_FEATURES = read_templates("meeting confidence")
"""The templates of what tells that a row is right: people, day, place, status and mode together."""


@functools.cache
def confidence_model() -> LogLinear:
    """Return the model of how often a row is right; words/meeting_confidence.csv is fitted by ``tests/fit.py confidence``."""
    return LogLinear("meeting_confidence", CONFIDENCE_FEATURES)


class Report(NamedTuple):
    """A row, whether its day was read in its own sentence, whether that is a caption, and what its confidence goes by."""

    row: Meetings
    dated: bool
    in_caption: bool
    features: list[str]


def read_reports(context: Context, mention: MeetingMention) -> Iterator[Report]:
    """Yield what *mention* reports: a meeting, and one more for each date that is lined up behind its own."""
    timing = read_timing(context, mention)
    mode = mention.mode or "in-person"
    place, country = find_place(context, mention) if mode == "in-person" else (None, None)
    occasion = find_occasion(context, mention, place)
    if mention.basis == "talks" and not (timing.days or place or country or occasion):
        return
    counted = mention.cue in ("met", "meet") and COUNTED.match(context.text, mention.end, mention.sentence.end)
    if counted or _precedes(CONDITION, context, mention):
        return
    facts = Facts(timing.days or Interval(), timing.days is not None, place, country, occasion, mode, timing.status)
    settings = [facts]
    if timing.days and timing.end > mention.end:
        for days, low, high in further_dates(context, mention, timing.end):
            place, country = place_in(context.text, low, high)
            settings.append(replace(facts, interval=days, place=place or country, country=country, occasion=None))
    for setting in settings:
        row = _row(context, mention, setting, timing)
        features = _confidence_features(mention, timing, row)
        row.confidence = round(confidence_model().calibrated(confidence_model().probability(features)), 2)
        yield Report(row, facts.dated, mention.sentence.zone == "caption", features)


def _confidence_features(mention: MeetingMention, timing: Timing, row: Meetings) -> list[str]:
    day = "stated" if timing.days else "recent" if timing.recent else "open"
    return [
        "always",
        f"report {int(10 * mention.probability)}",
        f"timing {int(10 * timing.probability)}",
        f"day {day} {row.status}",
        f"day {day} known {row.meeting_id is not None}",
        f"precision {row.precision} {row.status}",
        f"basis {mention.basis}",
        f"tells place {row.place is not None} {row.mode}",
        f"zone {mention.sentence.zone}",
    ]


def _row(context: Context, mention: MeetingMention, facts: Facts, timing: Timing) -> Meetings:
    """Match *facts* to the record and make the row."""
    participants = participants_of(mention.people)
    interval, recorded = _find_days(context, mention, facts, timing.recent)
    return Meetings(
        article_id=context.doc.article_id, start=mention.sentence.start, end=mention.sentence.end,
        date=interval.low.isoformat() if interval.low else None,
        date_high=interval.high.isoformat() if interval.high else None, place=facts.place, country=facts.country,
        occasion=facts.occasion, participants=participants, meeting_id=recorded.meeting_id if recorded else None,
        confidence=0.0,
        precision=_precision(interval), mode=facts.mode, status=facts.status,  # type: ignore[arg-type]
    )  # fmt: skip


def _find_days(
    context: Context, mention: MeetingMention, facts: Facts, recent: bool
) -> tuple[Interval, RecordedMeeting | None]:
    """Return the days of the meeting and the recorded meeting that it is, if exactly one fits."""
    participants = participants_of(mention.people)
    if facts.dated:
        return facts.interval, find_record(facts, participants, context.doc.reference)
    best, low, high = (read_day(day) for day in context.doc.published)
    for allowed in allowed_intervals(facts, recent, Interval(low or best, high or best)):
        recorded = find_record(replace(facts, interval=allowed), participants, context.doc.reference)
        if recorded:
            return Interval(recorded.date_start, recorded.date_end), recorded
    if recent and facts.status == "held" and best:
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
# 'if Trump meets Kim again'
CONDITION = re.compile(r"\b(?:if|unless)\s[^,.;]{0,40}$", re.IGNORECASE)


def _precedes(pattern: re.Pattern[str], context: Context, mention: MeetingMention) -> bool:
    """Tell whether the words left of the verb group end in *pattern*."""
    start = max(mention.sentence.start, mention.start - 90)
    return pattern.search(context.text, start, mention.start) is not None


def call_off(reports: Sequence[Report]) -> list[Report]:
    """Return *reports*, those of a plan that another one cancels as cancelled.

    "Trump scrapped the summit" speaks of the summit that "the two agreed to hold in Budapest".
    """
    off = [report.row for report in reports if report.row.status == "cancelled"][:MOST_EVENTS]
    for report in reports:
        row = report.row
        if row.status in ("planned", "unconfirmed") and not all(_contradict(row, other) for other in off):
            row.status, row.meeting_id = "cancelled", None
    return list(reports)


MOST_EVENTS = 50
"""Meetings of one kind that a report is compared with, the last ones told; cancelled plans that are looked for."""


def _contradict(a: Meetings, b: Meetings) -> bool:
    """Tell whether people, mode, country or stated days of two rows differ."""
    if (a.participants, a.mode) != (b.participants, b.mode):
        return True
    if a.country and b.country and a.country != b.country:
        return True
    if not (a.date and a.date_high and b.date and b.date_high):
        return False
    return a.date > b.date_high or b.date > a.date_high


def _share_record(row: Meetings, event: Sequence[Report]) -> None:
    """Let an undated report be of the recorded meeting that the others of its *event* are of."""
    known = next((other.row for other in event if other.row.meeting_id), None)
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


def _kind(row: Meetings) -> tuple[str, str, str]:
    return (row.participants, row.mode, row.status)


def _same_event(a: Meetings, b: Meetings) -> bool:
    """Tell whether two reports of one kind can be of one meeting."""
    if a.meeting_id and b.meeting_id:
        return a.meeting_id == b.meeting_id
    return not _contradict(a, b)


def fold(reports: Sequence[Report]) -> list[Meetings]:
    """Return the rows of *reports* without those that repeat another one of the same meeting and tell nothing new.

    Reports are of the same meeting when participants, status and mode are equal and neither record, country nor days
    contradict. A report that has all the facts of an earlier one, and more, takes its place. A caption whose day the
    record does not know makes no meeting of its own beside one that the text reports.
    """
    events: dict[tuple[str, str, str], list[list[Report]]] = {}
    told_in_text = {_kind(report.row) for report in reports if not report.in_caption}
    for report in reports:
        if report.in_caption and not report.row.meeting_id and _kind(report.row) in told_in_text:
            continue
        alike = events.setdefault(_kind(report.row), [])
        recent = alike[-MOST_EVENTS:]
        event = next((event for event in recent if all(_same_event(report.row, other.row) for other in event)), None)
        if event is None:
            alike.append([report])
            continue
        _share_record(report.row, event)
        if _new_facts(report, event):
            event[:] = [*(old for old in event if _new_facts(old, [report])), report]
    kept = [report.row for alike in events.values() for event in alike for report in event]
    return sorted(kept, key=lambda row: (row.start, row.end, row.participants, row.status))
