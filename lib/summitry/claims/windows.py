"""The time that a claim counts over: "since the invasion", "in the past six years", "this year"."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from dataclasses import dataclass

from summitry.meetings.circumstances import Published
from summitry.meetings.numerals import Count, alternatives, number_words
from summitry.meetings.recorded import read_day
from summitry.meetings.scene import Scene
from summitry.reference import Event, Reference
from summitry.text import Sentence, read_words


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a claim counts over; None: not stated.

    ``loose_start`` is the first day that a rounded duration can mean: "in the past ten years", said after ten and a half.
    """

    start: dt.date | None
    end: dt.date | None
    loose_start: dt.date | None = None


SINCE = re.compile(r"[^;]{0,60}?\bsince\b(?P<anchor>[^.;,)\"”]{0,110})", re.IGNORECASE)
# 'Since 2013, they have met | more than 20 times'
SINCE_BEFORE = re.compile(r"\bsince\b(?P<anchor>[^;,.]{2,60}),?\s[^;.]{0,60}$", re.IGNORECASE)
UNITS = {"day": 0, "week": 0, "month": 1, "year": 12, "decade": 120}
UNIT = r"day|week|month|year|decade"
LONGER = re.compile(r"just\s+over|more\s+than|little\s+over", re.IGNORECASE)
# '… since the invasion in February 2022 and the second since March': the second count has its own window
AND_ANOTHER = re.compile(
    r"\band\s{1,3}(?:the|their|his)\s{1,3}(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth)\b",
    re.IGNORECASE,
)
THIS = re.compile(
    r"\b(?:(?:so\s+far\s+)?(?P<unit>this\s+year|this\s+month|this\s+week|the\s+year)|(?P<last>last\s+year)|"
    r"(?:in|of|during)\s+(?P<year>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)


@functools.cache
def duration_pattern() -> re.Pattern[str]:
    """Return the pattern of 'in the past six years', 'in less than two months', 'over a decade'."""
    number = rf"\d{{1,3}}|{alternatives(list(number_words('cardinal')))}|a|an|as\s+many"
    hedge = (
        r"past|last|previous|less\s+than|under|just|about|nearly|almost|over|more\s+than|little\s+more\s+than|just\s+over|"
        r"a\s+little\s+over|around"
    )
    return re.compile(
        rf"(?:(?:in|over|during|within|for|across)\s+)?(?:(?:the|these|those)\s+)?(?:(?:{hedge})\s+){{1,3}}"
        rf"(?P<n>{number})?\s*(?P<unit>{UNIT})s?\b"
        rf"|(?:in|over|within|during)\s+(?P<n2>{number})\s+(?P<unit2>{UNIT})s?\b",
        re.IGNORECASE,
    )


def find_window(
    scene: Scene, sentence: Sentence, count: Count, published: Published, reference: Reference
) -> tuple[Window, int]:
    """Return the days that a claim counts over, and the end of its words (through "since 2013")."""
    text = scene.article.text
    end = read_day(published[0] or published[2])
    stop = min(sentence.end, count.end + 160)
    another = AND_ANOTHER.search(text, count.end, stop)
    stop = another.start() if another else stop
    since = SINCE.match(text, count.end, stop)
    anchor = _anchor(scene, since, end, reference) if since else None
    if anchor:
        return Window(anchor[0], end), anchor[1]
    after = _stated_window(text, count.end, stop, end, count)
    if after:
        return after
    opening = SINCE_BEFORE.search(text, sentence.start, count.start)
    opened = _anchor(scene, opening, end, reference) if opening and not since else None
    if opened:
        return Window(opened[0], end), count.end
    before = _stated_window(text, max(sentence.start, count.start - 70), count.start, end, count)
    return (before[0] if before else Window(None, end)), count.end


def _anchor(
    scene: Scene, since: re.Match[str], end: dt.date | None, reference: Reference
) -> tuple[dt.date, int] | None:
    """Return the day after "since" (a date, else a known event) and where its words end."""
    text, (start, stop) = scene.article.text, since.span("anchor")
    inside = [d for d in scene.dates_in(start, stop) if d.end <= stop and d.date_low]
    event = _anchor_event(scene, start, stop, end, reference)
    dated = read_day(inside[0].date_low) if inside else None
    yearless = bool(inside) and not re.search(r"\d{4}", inside[0].text)  # 'since Putin was re-elected in March'
    same_month = event is not None and dated is not None and yearless and event.date_start.month == dated.month
    if event and (dated is None or same_month or abs((event.date_start - dated).days) < 62):
        return event.date_start, inside[-1].end if inside else start + len(text[start:stop].rstrip())
    if dated:
        return dated, inside[0].end
    year = re.search(r"\b(?:19|20)\d\d\b", text[start:stop])
    return (dt.date(int(year.group()), 1, 1), start + year.end()) if year else None


def _anchor_event(scene: Scene, start: int, stop: int, end: dt.date | None, reference: Reference) -> Event | None:
    """Return the latest event before the claim that the words after "since" name, as words/anchor_events.csv knows it."""
    words = scene.article.text[start:stop].lower()
    people = {m.person for m in scene.mentions_in(start, stop)}
    for row in read_words("anchor_events"):
        if row["phrase"] in words and (not row["person"] or row["person"] in people):
            dated = [e for e in reference.events if e.name == row["event"] and (end is None or e.date_start <= end)]
            if dated:
                return max(dated, key=lambda e: e.date_start)
    return None


def _stated_window(text: str, start: int, stop: int, end: dt.date | None, count: Count) -> tuple[Window, int] | None:
    """Return the window that "this year", "in 2024" or "in the past six years" states, and the end of those words."""
    this = THIS.search(text, start, stop)
    lasting = duration_pattern().search(text, start, stop)
    if lasting and end and (not this or lasting.start() < this.start()):
        return _lasting(lasting, end, count), lasting.end()
    return (_calendar(this, end), this.end()) if this and (end or this["year"]) else None


def _calendar(this: re.Match[str], end: dt.date | None) -> Window:
    """Return the window of "in 2024", "last year", "this year", "this month"."""
    if this["year"] or end is None:
        year = int(this["year"])
        last = dt.date(year, 12, 31)
        return Window(dt.date(year, 1, 1), min(last, end) if end and end >= dt.date(year, 1, 1) else last)
    if this["last"]:
        return Window(dt.date(end.year - 1, 1, 1), dt.date(end.year - 1, 12, 31))
    if "week" in this.group().lower():
        return Window(end - dt.timedelta(days=end.weekday()), end)
    return Window(dt.date(end.year, end.month if "month" in this.group().lower() else 1, 1), end)


def _lasting(found: re.Match[str], end: dt.date, count: Count) -> Window:
    """Return the window of "in the past six years"; whole years may be rounded down by up to one."""
    unit = (found["unit"] or found["unit2"]).lower()
    number = _how_many(found["n"] or found["n2"] or "1", count)
    start = back(end, number, unit)
    if LONGER.search(found.group()):
        start -= (end - start) * 15 // 100
    if unit not in ("year", "decade") or number * UNITS[unit] < 24:
        return Window(start, end)
    return Window(start, end, back(end, number * UNITS[unit] // 12 + 1, "year") + dt.timedelta(days=1))


def _how_many(words: str, count: Count) -> int:
    words = re.sub(r"\s+", " ", words.lower())
    if words == "as many":
        return max(1, count.low)
    return int(words) if words.isdigit() else number_words("cardinal").get(words, 1)


def back(end: dt.date, number: int, unit: str) -> dt.date:
    """Return the day *number* units (day, week, month, year, decade) before *end*, by the calendar.

    >>> back(dt.date(2024, 7, 4), 2, "month")
    datetime.date(2024, 5, 4)
    """
    if not UNITS[unit]:
        return end - dt.timedelta(days=number * (7 if unit == "week" else 1))
    months = end.year * 12 + end.month - 1 - number * UNITS[unit]
    year, month = max(1, months // 12), months % 12 + 1
    return dt.date(year, month, min(end.day, calendar.monthrange(year, month)[1]))
