"""What temporal expressions mean: TIMEX3 values and calendar days, given the day on which the words were published."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass

from summitry.schema import Dates
from summitry.text import Document
from summitry.timexes.calendar import (
    Day,
    Value,
    beyond,
    day_value,
    holiday_in,
    nearest,
    part_value,
    period,
    read_digits,
    safe_day,
    shift,
    shift_days,
    shift_months,
    step_of,
    tell_day_first,
    unit_value,
)
from summitry.timexes.grammar import Timex, cues, points_ahead, tells_past

PLACEHOLDERS = {"D": "XXXX-XX-XX", "W": "XXXX-WXX", "W2": "XXXX-WXX", "M": "XXXX-XX", "E": "XXX", "C": "XX"}
"""What stands for an unknown day, week, month, decade or century; XXXX for all else."""
LONGEST_REFERENCE = 366  # days: "two months earlier" is not counted from a decade
SENTENCE_STOP = re.compile(r"[.!?;:]\s|\n")
# "from $66.8 million, or 81 cents a share, a year ago": a quarter's results beside those of the year before
RESULTS = re.compile(rf"{cues('results')}|%|[$£€#]\s?\d|\b{cues('results word')}\b")


def resolve_dates(doc: Document) -> list[Dates]:
    """Return the timexes of *doc* with their TIMEX3 values, read against the day of publication.

    Without such a day what is relative keeps X placeholders (XXXX-WXX-5) and has no days, except what the year of
    publication alone decides ("this October").
    """
    day, low, high = doc.published
    anchor = dt.date.fromisoformat(day) if day else None
    year = int(low[:4]) if low and high and low[:4] == high[:4] else None
    resolver = Resolver(doc.text, anchor, tell_day_first(doc.timexes), year)
    return [
        Dates(
            article_id=doc.article_id,
            start=timex.start,
            end=timex.end,
            text=doc.text[timex.start : timex.end],
            value=read.value,
            date_low=read.low.isoformat() if read.low else None,
            date_high=read.high.isoformat() if read.high else None,
            type=timex.type,  # type: ignore[arg-type]
            basis=read.basis,
        )
        for timex in doc.timexes
        for read in [resolver.resolve(timex)]
    ]


class UnanchoredError(Exception):
    """A date means no days without a day of publication; the message is its placeholder (XXXX-WXX-5)."""


@dataclass
class Resolver:
    """Reads timexes one after the other, with what it remembers; for each kind of the grammar's it has a method."""

    text: str
    anchor: Day | None
    day_first: bool | None = None
    year: int | None = None  # of publication, where the day is not known
    previous: Value | None = None
    quarter: Value | None = None
    last_day: Day | None = None
    dated: Day | None = None  # the first day of the last date with a month
    end: int = 0  # of the last date with a month

    def resolve(self, timex: Timex) -> Value:
        """Return the meaning of *timex* after all that came before; with X placeholders where no anchor decides."""
        value = self._read(timex.kind, timex)
        if timex.part and timex.part.startswith("T") and timex.type == "TIME" and value.low and value.low == value.high:
            value = value._replace(value=f"{value.low.isoformat()}{timex.part}")
        self.note(timex, value)
        return value

    def _read(self, kind: str, timex: Timex) -> Value:
        try:
            value: Value = getattr(self, f"read_{kind}")(timex)
        except UnanchoredError as placeholder:
            return Value(str(placeholder), None, None, "no anchor")
        except (ValueError, OverflowError):  # before the year 1 or after 9999: "ten centuries earlier", said twice
            return Value("PAST_REF", None, None, "outside the calendar")
        return value

    def anchor_or(self, placeholder: str) -> Day:
        """Return the day of publication. Raises UnanchoredError, with what stands for the date, where it is not known."""
        if self.anchor is None:
            raise UnanchoredError(placeholder)
        return self.anchor

    def note(self, timex: Timex, value: Value) -> None:
        """Remember what later expressions may be counted from."""
        if not (value.low and value.high and timex.type in ("DATE", "TIME")):
            return
        if (value.high - value.low).days <= LONGEST_REFERENCE:
            self.previous = value
        if timex.kind in ("calendar", "range", "month"):
            self.dated, self.end = value.low, timex.end
        if value.low == value.high:
            self.last_day = value.low
        if timex.kind in ("quarter", "latest") and "Q" in value.value and timex.relation != -1:
            self.quarter = value

    def spoken_of(self, unit: str) -> Day | None:
        """Return the first day of what "that day" or "that year" can point to."""
        return (self.last_day if unit == "D" else None) or (self.previous.low if self.previous else None)

    def nearest_by_tense(self, timex: Timex, candidates: list[Value], anchor: Day) -> Value:
        """Return the candidate nearest to a date in the same sentence, else to *anchor*, by the tense of the words around."""
        if points_ahead(self.text, timex.start):
            return nearest(candidates, anchor, 0.5)
        now, between = anchor, self.text[self.end : timex.start]
        if self.dated and len(between) < 60 and not SENTENCE_STOP.search(between):
            # "the fifth since the war began in February 2022 and the second since he was re-elected in March": too far
            anchor = self.dated if abs((self.dated - anchor).days) <= LONGEST_REFERENCE else anchor
        past = (
            50.0 if timex.kind == "month" else 6.0
        )  # "declared a dividend payable Jan. 2": days ahead are told so too
        return nearest(candidates, anchor, past if tells_past(self.text, timex) else 2.0, now)

    def in_year(
        self, timex: Timex, part: str, find: Callable[[int], Day | None] | None = None, reach: int = 1
    ) -> Value:
        """Return a *part* (a month, a season, what *find* finds) of the year that is named, that "last year" means, or
        of the one that is nearest by the tense, up to *reach* years away. Raises UnanchoredError."""

        def read_in(year: int, basis: str) -> Value | None:
            day = find(year) if find else None
            return part_value(year, part, basis) if not find else day_value(day, basis) if day else None

        none = Value(f"XXXX-{part}", None, None, "no such day")
        if timex.year:
            return read_in(timex.year, "explicit") or none._replace(value="XXXX-XX-XX")
        anchor, years = self.anchor_or(none.value), [*range(-reach, reach + 1)]
        if timex.unit == "Y" and isinstance(timex.relation, int):
            years = [timex.relation]
        candidates = [value for step in years if (value := read_in(anchor.year + step, "anchor: nearest year"))]
        fitting = candidates if timex.unit else beyond(candidates, anchor, timex.relation) or candidates
        weekdays = [value for value in fitting if value.low and value.low.isoweekday() == timex.weekday] or fitting
        return self.nearest_by_tense(timex, weekdays, anchor) if weekdays else none

    def read_calendar(self, timex: Timex) -> Value:
        month, day = timex.months[0], timex.days[0]
        return self.in_year(timex, f"{month:02d}-{day:02d}", lambda year: safe_day(year, month, day))

    def read_range(self, timex: Timex) -> Value:
        months = timex.months * 2 if len(timex.months) == 1 else timex.months
        first = self._read("calendar", timex._replace(months=months[:1], days=timex.days[:1]))
        last = self._read("calendar", timex._replace(months=months[1:2], days=timex.days[1:2]))
        return Value(f"{first.value}/{last.value}", first.low, last.high, first.basis)

    def read_numeric(self, timex: Timex) -> Value:
        found = read_digits(timex.value or "", self.day_first)
        if not found:
            return Value("XXXX-XX-XX", None, None, "no such day")
        if len(found) == 1:
            return day_value(found[0], "explicit")
        low, high = min(found), max(found)
        return Value(f"{low.year:04d}-XX-XX", low, high, "explicit: day and month cannot be told apart")

    def read_month(self, timex: Timex) -> Value:
        part = f"{timex.months[0]:02d}"
        known = self.anchor.year if self.anchor else self.year
        if timex.relation == "R" and self.anchor and (spoken_of := self.spoken_of("M")):
            return part_value(spoken_of.year, part, "previous timex")
        if timex.relation == 0 and known and not timex.year:
            return part_value(known, part, "anchor: this year" if self.anchor else "year of publication")
        return self.in_year(timex, part)

    def read_weekday(self, timex: Timex) -> Value:
        weekday, anchor = timex.weekday or 1, None
        if timex.relation in ("R1", "R-1") and timex.unit is None:
            anchor = self.spoken_of("W")
            timex = timex._replace(relation=step_of(timex.relation))
        anchor = anchor or self.anchor_or(f"XXXX-WXX-{weekday}")
        if timex.unit == "W" or timex.relation == 0:
            monday = shift_days(anchor, 1 - anchor.isoweekday() + 7 * step_of(timex.relation))
            return day_value(shift_days(monday, weekday - 1), "anchor: week")
        back = (anchor.isoweekday() - weekday) % 7
        if isinstance(timex.relation, int):
            weeks = timex.relation if timex.relation > 0 else timex.relation + (back > 0)
            return day_value(shift_days(anchor, 7 * weeks - back), f"anchor: {'after' if weeks > 0 else 'before'}")
        if points_ahead(self.text, timex.start, timex.end):
            return day_value(shift_days(anchor, -back % 7), "anchor: after, by the verb")
        return day_value(shift_days(anchor, -back), "anchor: most recent")

    def read_day(self, timex: Timex) -> Value:
        return day_value(shift_days(self.anchor_or("XXXX-XX-XX"), int(timex.value or 0)), "anchor")

    def read_daypart(self, timex: Timex) -> Value:
        day = self._read("relative", timex._replace(unit="D"))
        return day if day.low else day._replace(value=f"{day.value}{timex.part or ''}")

    def read_clock(self, timex: Timex) -> Value:
        kind = "calendar" if timex.months and timex.days else "weekday" if timex.weekday else "day"
        day = self._read("numeric" if timex.value and len(timex.value) > 2 else kind, timex)
        return day if day.low else day._replace(value=f"{day.value}{timex.part or ''}")

    def read_monthday(self, timex: Timex) -> Value:
        day = timex.days[0]
        if not 1 <= day <= 31:
            return Value(f"XXXX-XX-{day:02d}", None, None, "no such day")
        anchor = self.anchor_or(f"XXXX-XX-{day:02d}")
        steps = [step_of(timex.relation)] if timex.unit == "M" else range(-7, 8) if timex.weekday else (-1, 0, 1)
        near = [shift_months(anchor, step) for step in steps]
        days = [found for at in near if (found := safe_day(at.year, at.month, day))]
        days = [found for found in days if timex.weekday in (None, found.isoweekday())] or days
        past = [found for found in days if found <= anchor]
        if past and not points_ahead(self.text, timex.start):
            return day_value(past[-1], "anchor: most recent")
        return nearest([day_value(found, "anchor: nearest") for found in days], anchor)

    def read_holiday(self, timex: Timex) -> Value:
        return self.in_year(timex, "XX-XX", lambda year: holiday_in(timex.value or "", year))

    def read_quarter(self, timex: Timex) -> Value:
        part = timex.part or "Q"
        year = timex.year  # or "last year's", "year-ago"
        if timex.unit == "Y" and self.anchor and isinstance(timex.relation, int):
            year = year or self.anchor.year + timex.relation
        if len(part) == 2:
            return self.in_year(timex._replace(year=year), part)
        anchor = self.anchor_or(f"XXXX-{part}X")
        latest = self.quarter or unit_value(shift_months(anchor, -3), "Q", "anchor: latest full quarter")
        if year and latest.low:
            of = latest.low.year - 1 if timex.relation == -1 else year
            return part_value(of, latest.value[-2:], "previous timex")
        if isinstance(timex.relation, int):
            return unit_value(shift_months(anchor, 3 * timex.relation), "Q", "anchor")
        return latest

    def read_season(self, timex: Timex) -> Value:
        part = timex.part or "SU"  # in January the last winter that is over began two years before
        return self.in_year(timex, part, reach=3)

    def read_weekend(self, timex: Timex) -> Value:
        saturday = self.read_weekday(timex._replace(weekday=6))
        return unit_value(saturday.low, "WE", saturday.basis) if saturday.low else saturday

    def read_ago(self, timex: Timex) -> Value:
        unit, count = timex.unit or "Y", timex.amount or 1
        from_anchor = timex.relation in ("ago", "from", "hence")
        sign = 1 if timex.relation in ("later", "from", "hence") else -1
        if count < 0 or unit.startswith("T"):
            return Value("FUTURE_REF" if sign > 0 else "PAST_REF", None, None, "vague")
        spoken_of = None if from_anchor else self.spoken_of(unit)
        base = spoken_of or self.anchor_or(PLACEHOLDERS.get(unit, "XXXX"))
        if unit == "Y" and count == 1:
            results = sign < 0 and RESULTS.search(self.text, max(0, timex.start - 90), timex.start)
            same = (self.quarter if results else None) or (None if from_anchor else self.previous)
            if same and same.low:
                part = same.value[-2:] if re.fullmatch(r"\d{4}-[QH]\d", same.value) else ""
                return part_value(same.low.year + sign, part, "previous timex")
        if unit == "E":
            unit, count = "Y", count * 10
        if count * {"C": 100}.get(unit, 1) > 1500:
            return Value("PAST_REF", None, None, "vague")
        return unit_value(shift(base, unit, sign * count), unit, "previous timex" if spoken_of else "anchor")

    def read_relative(self, timex: Timex) -> Value:
        unit, step = timex.unit or "Y", step_of(timex.relation)
        if unit.startswith("T"):
            return Value("PRESENT_REF", None, None, "vague")
        from_text = isinstance(timex.relation, str) or (unit == "D" and step == 1)
        spoken_of = self.spoken_of(unit) if from_text else None
        if spoken_of:
            return unit_value(shift(spoken_of, unit, step), unit, "previous timex")
        if self.anchor is None and self.year and unit == "Y":
            return part_value(self.year + step, "", "year of publication")
        return unit_value(shift(self.anchor_or(PLACEHOLDERS.get(unit, "XXXX")), unit, step), unit, "anchor")

    def read_latest(self, timex: Timex) -> Value:  # "the latest period"
        return self.read_quarter(timex._replace(part="Q", relation=None))

    def read_yearend(self, timex: Timex) -> Value:  # or "month-end", "the quarter-end"
        whole = unit_value(self.anchor_or("XXXX-12-31"), timex.unit or timex.part or "Y", "anchor")
        return day_value(whole.high, "anchor") if whole.high else whole

    def read_nth(self, timex: Timex) -> Value:
        """Read a part of what is named after it: "the last Monday of August", "the first half of the month"."""
        whole, number = self._read_whole(timex), timex.amount or 1
        if not (whole.low and whole.high) or whole.low == whole.high:
            return whole
        if timex.part == "H" and len(whole.value) == 4:
            return part_value(whole.low.year, "H1" if number == 1 else "H2", whole.basis)
        days = [shift_days(whole.low, at) for at in range((whole.high - whole.low).days + 1)]
        if timex.part == "H":
            half = days[: len(days) // 2] if number == 1 else days[len(days) // 2 :]
            return whole._replace(low=half[0], high=half[-1])
        weekday = 6 if timex.part == "WE" else timex.weekday
        fitting = [day for day in days if weekday in (None, day.isoweekday())]
        parts = list(dict.fromkeys(unit_value(day, timex.part or timex.unit or "D", whole.basis) for day in fitting))
        part = parts[number - (number > 0) :][:1]
        return part[0] if part else Value("XXXX-XX-XX", None, None, "no such day")

    def _read_whole(self, timex: Timex) -> Value:
        whole = timex.whole or timex
        return self._read(whole.kind, whole)

    def read_counted(self, timex: Timex) -> Value:  # "a year ago today", "two weeks from Monday"
        base, unit = self._read_whole(timex), timex.unit or "D"
        if not base.low or unit.startswith("T"):
            return base
        return day_value(shift(base.low, unit, timex.amount or 1), base.basis)

    def read_weekof(self, timex: Timex) -> Value:  # "the week beginning Sept. 22"
        base = self._read_whole(timex)
        return unit_value(base.low, "W", base.basis) if base.low and timex.unit == "W" else base

    def read_year(self, timex: Timex) -> Value:
        return part_value(timex.year or 1, "", "explicit")

    def read_tens(self, timex: Timex) -> Value:
        digits = (timex.value or "").strip("'’‘s")
        year = f"19{digits}" if len(digits) == 2 else digits  # or 199, the nineties
        return period(year[:3] if year.endswith("0") else year, "explicit")

    def read_century(self, timex: Timex) -> Value:
        number = int(timex.value or 0)
        if not 1 <= number <= 30:
            return Value("XX", None, None, "no such century")
        return period(f"{number - 1:02d}", "explicit")

    def read_duration(self, timex: Timex) -> Value:
        unit, count = timex.unit or "D", timex.amount
        amount = "X" if count is None or count < 0 else str(count * {"E": 10, "W2": 2}.get(unit, 1))
        letters = {"E": "Y", "W2": "W"}.get(unit, unit)
        return Value(f"PT{amount}{letters[1]}" if letters[0] == "T" else f"P{amount}{letters}", None, None, "duration")

    def read_set(self, timex: Timex) -> Value:
        weekday = f"XXXX-WXX-{timex.weekday}" if timex.weekday else ""
        month = f"XXXX-{timex.months[0]:02d}" if timex.months else ""
        return Value(timex.value or weekday or month or f"P1{timex.unit or 'D'}", None, None, "set")

    def read_vague(self, timex: Timex) -> Value:
        return Value(timex.value or "PRESENT_REF", None, None, "vague")

    read_numberyear, read_weekdays = read_year, read_set
    read_anaphor = read_fiscal = read_relative
