"""Reports merged into events: one row per meeting, whoever reported it, with the contradictions between reports."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from summitry.meetings.record import read_day
from summitry.meetings.timing import STATUSES
from summitry.reference import RecordedMeeting, Reference
from summitry.schema import Meetings

if TYPE_CHECKING:
    import pandas as pd

COLUMNS = dict.fromkeys(["event_id", "participants", "date", "date_high"], "string")
COLUMNS |= dict.fromkeys(["place", "country", "occasion", "mode", "status"], "string")
COLUMNS |= {"reports": "int64", "articles": "int64", "outlets": "int64", "article_ids": "object"}
COLUMNS |= {"in_record": "bool", "conflict": "string", "confidence": "float64"}

SURE_ENOUGH = 0.5  # how sure an event that the record lacks must be to be counted and drawn as a meeting
MISDATED = dt.timedelta(days=7)
"""Two reports of a meeting at one place and occasion whose days lie no further apart contradict each other."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two reports of one event that contradict each other, and what each says."""

    event: str
    first: Meetings
    first_says: str
    second: Meetings
    second_says: str

    @property
    def sentence(self) -> str:
        a, b = self.first, self.second
        here, there = f"{a.article_id}:{a.start}-{a.end}", f"{b.article_id}:{b.start}-{b.end}"
        return f"{here} says {self.first_says}, {there} says {self.second_says}."


def merge_meetings(meetings: pd.DataFrame, articles: pd.DataFrame, reference: Reference) -> pd.DataFrame:
    """Return the events that *meetings* (the table) reports: one row per event, keyed event_id, by date.

    event_id: the record's meeting_id, or candidate-… for what the record lacks; date, date_high, place, country,
    occasion, mode: the record's, else what most reports say; status: the surest that a report gives; reports, articles,
    outlets: int64 counts, articles that repeat another left out; article_ids: a tuple; in_record: bool; conflict: a
    sentence with both spans (article_id:start-end), or <NA>; confidence: that of its surest report. A report without a
    day (`is_vague`) is in no event but the record's. The order of rows does not matter.
    """
    import pandas as pd

    outlets = {row.article_id: row.outlet for row in articles.dropna(subset=["outlet"]).itertuples()}
    recorded = {meeting.meeting_id: meeting for meeting in reference.record}
    events = [_event(group, recorded, outlets) for group in _grouped(meetings, articles)]
    events.sort(key=lambda event: (event["date"] or "9999", event["event_id"], ";".join(event["article_ids"])))
    seen: Counter[str] = Counter()
    for event in events:
        name = event["event_id"]
        seen[name] += 1
        event["event_id"] = name if seen[name] == 1 else f"{name}-{seen[name]}"
    return pd.DataFrame({name: pd.array([e[name] for e in events], dtype=kind) for name, kind in COLUMNS.items()})


def list_conflicts(meetings: pd.DataFrame, articles: pd.DataFrame, reference: Reference) -> list[Conflict]:
    """Return the first contradiction within each event that *meetings* (the table) reports, by event."""
    recorded = {meeting.meeting_id: meeting for meeting in reference.record}
    found = []
    for group in _grouped(meetings, articles):
        record = recorded.get(group[0].meeting_id or "")
        name = record.meeting_id if record else _candidate_id(_reported_facts(group))
        found.append(find_conflict(group, name))
    return sorted((conflict for conflict in found if conflict), key=lambda conflict: conflict.event)


def _grouped(meetings: pd.DataFrame, articles: pd.DataFrame) -> list[list[Meetings]]:
    """Return the reports of articles that repeat no other, grouped by event."""
    copies = set(articles.loc[articles["duplicate_of"].notna(), "article_id"])
    stated = meetings[~meetings["article_id"].isin(copies) & ~is_vague(meetings)].astype(object)
    reports = [Meetings(**row) for row in stated.where(stated.notna(), None).to_dict("records")]
    reports.sort(key=lambda r: (r.participants, r.mode, r.date or "9999", r.article_id, r.start, r.end))
    return _groups(reports)


def is_vague(meetings: pd.DataFrame) -> pd.Series[bool]:
    """Tell which rows tell of a meeting that the record does not know without a day or month: too little for an event."""
    return meetings["meeting_id"].isna() & meetings["precision"].isin(["year", "none"])


def _groups(reports: Sequence[Meetings]) -> list[list[Meetings]]:
    """Return *reports* grouped by event: by the record's id; others where days, places and status allow it."""
    groups: dict[str, list[Meetings]] = {}
    loose: list[list[Meetings]] = []
    told: list[dict[tuple[Any, ...], Meetings]] = []  # of each loose group a report for each thing that its reports say
    for report in reports:
        if report.meeting_id:
            groups.setdefault(report.meeting_id, []).append(report)
        else:
            recent = range(len(loose) - 1, max(-1, len(loose) - 51), -1)
            at = next((at for at in recent if all(_one_event(report, other) for other in told[at].values())), None)
            if at is None:
                at = len(loose)
                loose.append([])
                told.append({})
            loose[at].append(report)
            told[at].setdefault(_facts(report), report)
    return [*groups.values(), *loose]


def _facts(report: Meetings) -> tuple[Any, ...]:
    """Return all of a report that decides whether another is of the same event."""
    where = report.country, report.place, report.occasion
    return (report.participants, report.mode, _outcome(report), *where, report.date, report.date_high)


def _one_event(a: Meetings, b: Meetings) -> bool:
    if (a.participants, a.mode, _outcome(a)) != (b.participants, b.mode, _outcome(b)):
        return False
    if a.country and b.country and a.country != b.country:
        return False
    a_low, a_high, b_low, b_high = map(read_day, (a.date, a.date_high, b.date, b.date_high))
    if a_low is None or a_high is None or b_low is None or b_high is None:
        return not (a_low or b_low) and (a.country, a.occasion) == (b.country, b.occasion)
    slack = MISDATED if a.place and a.place == b.place and a.occasion == b.occasion else dt.timedelta(days=1)
    return a_low <= b_high + slack and b_low <= a_high + slack


def _outcome(report: Meetings) -> str:
    return report.status if report.status in ("cancelled", "denied") else "meeting"


def _event(
    reports: Sequence[Meetings], recorded: dict[str, RecordedMeeting], outlets: dict[str, str]
) -> dict[str, Any]:
    """Return the event's row: the record's facts where it has the meeting, else what most reports say."""
    record = recorded.get(reports[0].meeting_id or "")
    articles = sorted({report.article_id for report in reports})
    facts = _recorded_facts(record) if record else _reported_facts(reports)
    conflict = find_conflict(reports)
    return {
        **facts,
        "event_id": record.meeting_id if record else _candidate_id(facts),
        "participants": reports[0].participants,
        "mode": reports[0].mode,
        "status": min((report.status for report in reports), key=STATUSES.index),
        "reports": len(reports),
        "articles": len(articles),
        "outlets": len({outlets[article] for article in articles if article in outlets}),
        "article_ids": tuple(articles),
        "in_record": record is not None,
        "conflict": conflict.sentence if conflict else None,
        "confidence": max(report.confidence for report in reports),
    }


def _recorded_facts(record: RecordedMeeting) -> dict[str, Any]:
    return {
        "date": record.date_start.isoformat(),
        "date_high": record.date_end.isoformat(),
        "place": record.city if record.mode == "in-person" else None,
        "country": record.country or None,
        "occasion": record.occasion or None,
    }


def _reported_facts(reports: Sequence[Meetings]) -> dict[str, Any]:
    spans = Counter((r.date, r.date_high) for r in reports if r.date and r.date_high)
    lengths = {(low, high): dt.date.fromisoformat(high) - dt.date.fromisoformat(low) for low, high in spans}
    best = min(spans, key=lambda span: (lengths[span], -spans[span], span), default=(None, None))
    cities = [r.place for r in reports if r.place and r.place != r.country]
    country = _commonest(r.country for r in reports)
    return {
        "date": best[0],
        "date_high": best[1],
        "place": _commonest(cities) or country,
        "country": country,
        "occasion": _commonest(r.occasion for r in reports),
    }


def _commonest(values: Iterable[str | None]) -> str | None:
    found = Counter(value for value in values if value)
    return min(found, key=lambda value: (-found[value], value)) if found else None


def _candidate_id(facts: dict[str, Any]) -> str:
    where = re.sub(r"\W+", "-", str(facts["place"] or facts["country"] or "").lower()).strip("-")
    return "-".join(part for part in ("candidate", facts["date"] or "undated", where) if part)


def find_conflict(reports: Sequence[Meetings], event: str = "") -> Conflict | None:
    """Return the first contradiction between two reports of one *event*, about its day or its city, or None."""
    for a, b in itertools.combinations(reports[:40], 2):
        if a.precision == b.precision == "day" and _apart(a, b):
            return Conflict(event, a, _days(a), b, _days(b))
        if _city(a) and _city(b) and a.place != b.place:
            return Conflict(event, a, str(a.place), b, str(b.place))
    return None


def _apart(a: Meetings, b: Meetings) -> bool:
    if not (a.date and b.date and a.date_high and b.date_high):
        return False
    return a.date > b.date_high or b.date > a.date_high


def _city(report: Meetings) -> str | None:
    return report.place if report.place != report.country else None


def _days(report: Meetings) -> str:
    return f"{report.date}" if report.date == report.date_high else f"{report.date} to {report.date_high}"
