"""A report of a meeting against the record: which recorded meeting is it, if exactly one fits?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from summitry.reference import RecordedMeeting, Reference

DAY = dt.timedelta(days=1)
PLANNED_AHEAD = 120 * DAY
"""How far ahead of publication an undated planned meeting is looked for."""
LOOKED_BACK = 10 * DAY
"""How far before publication the undated meeting of a lede is looked for."""


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day that something allows; None: no bound."""

    low: dt.date | None = None
    high: dt.date | None = None

    def overlaps(self, low: dt.date, high: dt.date, slack: dt.timedelta = DAY) -> bool:
        """Tell whether any day of this interval is within *slack* of low … high (time zones: a day)."""
        return (self.low is None or self.low - slack <= high) and (self.high is None or low <= self.high + slack)


@dataclass(frozen=True, slots=True)
class Facts:
    """What one report says of a meeting."""

    interval: Interval
    dated: bool
    place: str | None
    country: str | None
    occasion: str | None
    mode: str
    status: str


def find_record(facts: Facts, participants: str, reference: Reference) -> RecordedMeeting | None:
    """Return the one recorded meeting that *facts* fit, or None where none or several do.

    Mode must agree and no named place may contradict. Of several, those that count win over mere co-presence, then
    those whose city, whose occasion is the one named; a tie is no match.
    """
    if facts.status in ("cancelled", "denied"):
        return None
    fitting = [m for m in reference.record_of(participants) if _fits(m, facts)]
    for prefer in (_exact_day, _counts, _same_city, _same_occasion):
        if len(fitting) > 1:
            fitting = [m for m in fitting if prefer(m, facts)] or fitting
    return fitting[0] if len(fitting) == 1 else None


def _fits(meeting: RecordedMeeting, facts: Facts) -> bool:
    if meeting.mode != facts.mode or not facts.interval.overlaps(meeting.date_start, meeting.date_end):
        return False
    if facts.mode == "in-person" and facts.country and meeting.country and facts.country != meeting.country:
        return False
    if facts.place and facts.place != facts.country and facts.place != meeting.city:
        return facts.dated and facts.mode == "in-person" and facts.country == meeting.country
    return True


def _exact_day(meeting: RecordedMeeting, facts: Facts) -> bool:
    return facts.dated and facts.interval.overlaps(meeting.date_start, meeting.date_end, 0 * DAY)


def _counts(meeting: RecordedMeeting, facts: Facts) -> bool:
    return meeting.counts_as_meeting != "no"


def _same_city(meeting: RecordedMeeting, facts: Facts) -> bool:
    return facts.place == meeting.city


def _same_occasion(meeting: RecordedMeeting, facts: Facts) -> bool:
    return facts.occasion is not None and facts.occasion == meeting.occasion


def allowed_intervals(facts: Facts, in_lede: bool, published: Interval) -> list[Interval]:
    """Return the days on which an undated report's meeting can have been, the likeliest first; none: anybody's guess.

    Planned: within four months after publication. Held: up to ten days before it, in the lede or with a place or an
    occasion; with these also at any time before.
    """
    has_setting = bool(facts.place or facts.country or facts.occasion)
    low, high = published.low or published.high, published.high or published.low
    if low is None or high is None:
        return [Interval()] if has_setting else []
    if facts.status in ("planned", "unconfirmed"):
        return [Interval(low, high + PLANNED_AHEAD)]
    recent = [Interval(low - LOOKED_BACK, high)] if in_lede or has_setting else []
    return recent if in_lede or not has_setting else [*recent, Interval(None, high)]


def with_interval(facts: Facts, interval: Interval) -> Facts:
    """Return *facts* as undated ones that allow *interval*."""
    return replace(facts, interval=interval, dated=False)


def read_day(value: str | None) -> dt.date | None:
    """Return an ISO date as a date, None for None."""
    return dt.date.fromisoformat(value) if value else None


def participants_of(names: Iterable[str]) -> str:
    """Return names sorted and joined, as the tables have them.

    >>> participants_of(["Xi Jinping", "Vladimir Putin"])
    'Vladimir Putin;Xi Jinping'
    """
    return ";".join(sorted(set(names)))
