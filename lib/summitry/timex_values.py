"""What temporal expressions mean: TIMEX3 values and calendar days, given the day on which the words were published.

The rules of direction were measured on TimeBank and AQUAINT: a bare weekday is the most recent one counting today, a
month or a day of a month without a year is the nearest one.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import NamedTuple

from summitry.timex_grammar import Timex
from summitry.words import read_words

Day = dt.date
ONE_DAY = dt.timedelta(days=1)
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


class Value(NamedTuple):
    """A TIMEX3 value, the first and last day it means (None: no calendar days), and how it was reached."""

    value: str
    low: Day | None
    high: Day | None
    basis: str


@dataclass
class Context:
    """What is known while reading on: the anchor, the last value and the last quarter named, the order of 5/6/2018."""

    text: str
    anchor: Day | None
    day_first: bool | None = None
    previous: Value | None = None
    quarter: Value | None = None


# --- calendar arithmetic --------------------------------------------------------------------------------------------


def _days_of(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]


def safe_day(year: int, month: int, day: int) -> Day | None:
    """Return the day, or None when the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def shift_months(day: Day, months: int) -> Day:
    """Return *day* moved by whole months, at the month's last day where the day is missing; kept within years 1-9999.

    >>> shift_months(dt.date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    at = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(at, 12)
    return dt.date(year, month + 1, min(day.day, _days_of(year, month + 1)))


def shift_days(day: Day, days: int) -> Day:
    """Return *day* moved by *days*; kept within years 1-9999."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


def day_value(day: Day, basis: str) -> Value:
    return Value(day.isoformat(), day, day, basis)


def week_value(day: Day, basis: str) -> Value:
    """Return the ISO week that holds *day*."""
    year, week, weekday = day.isocalendar()
    monday = shift_days(day, 1 - weekday)
    return Value(f"{year}-W{week:02d}", monday, shift_days(monday, 6), basis)


def weekend_value(day: Day, basis: str) -> Value:
    """Return the weekend of the ISO week that holds *day*."""
    week = week_value(day, basis)
    saturday = shift_days(week.low or day, 5)
    return Value(f"{week.value}-WE", saturday, shift_days(saturday, 1), basis)


def month_value(year: int, month: int, basis: str) -> Value:
    return Value(f"{year:04d}-{month:02d}", dt.date(year, month, 1), dt.date(year, month, _days_of(year, month)), basis)


def year_value(year: int, basis: str) -> Value:
    return Value(f"{year:04d}", dt.date(year, 1, 1), dt.date(year, 12, 31), basis)


def months_value(year: int, first: int, last: int, name: str, basis: str) -> Value:
    """Return a stretch of months under its TIMEX3 name (Q3, H1, SU)."""
    end_year = year + (last < first)
    high = dt.date(end_year, last, _days_of(end_year, last))
    return Value(f"{year:04d}-{name}", dt.date(year, first, 1), high, basis)


def part_value(year: int, part: str, basis: str) -> Value:
    """Return a quarter (Q1), half (H2) or season (SU) of *year*."""
    if part in SEASONS:
        return months_value(year, *SEASONS[part], part, basis)
    number, length = int(part[1:] or 0), 3 if part[0] == "Q" else 6
    if not 1 <= number <= 12 // length:
        return Value(f"{year:04d}-{part[0]}X", None, None, basis)
    return months_value(year, (number - 1) * length + 1, number * length, part, basis)


def unit_value(day: Day, unit: str, basis: str) -> Value:
    """Return the day, week, month, quarter, year, decade or century that holds *day*."""
    match unit:
        case "D":
            return day_value(day, basis)
        case "W" | "W2":
            return week_value(day, basis)
        case "M":
            return month_value(day.year, day.month, basis)
        case "Q":
            return part_value(day.year, f"Q{(day.month + 2) // 3}", basis)
        case "E":
            return decade_value(day.year // 10 * 10, basis)
        case "C":
            return century_value(day.year // 100, basis)
    return year_value(day.year, basis)


def decade_value(year: int, basis: str) -> Value:
    return Value(f"{year // 10:03d}", dt.date(year, 1, 1), dt.date(year + 9, 12, 31), basis)


def century_value(number: int, basis: str) -> Value:
    """Return the years whose first two digits are *number* (19: the 20th century)."""
    return Value(f"{number:02d}", dt.date(max(number * 100, 1), 1, 1), dt.date(number * 100 + 99, 12, 31), basis)


def shift(day: Day, unit: str, count: int) -> Day:
    """Return *day* moved by *count* units."""
    months = {"M": 1, "Q": 3, "Y": 12, "E": 120, "C": 1200}.get(unit)
    if months:
        return shift_months(day, months * count)
    return shift_days(day, count * {"W": 7, "W2": 14}.get(unit, 1))


def nearest(candidates: list[Value], anchor: Day, penalty: float = 1.0) -> Value:
    """Return the candidate whose middle lies nearest to *anchor*, days ahead counting *penalty* times."""

    def distance(value: Value) -> float:
        low, high = value.low or anchor, value.high or anchor
        ahead = (low.toordinal() + high.toordinal()) / 2 - anchor.toordinal()
        return ahead * penalty if ahead > 0 else -ahead

    return min(candidates, key=distance)


# --- direction ------------------------------------------------------------------------------------------------------

# "will meet on Friday", "is scheduled for Monday", "on Tuesday, when he is to": a cue just before a weekday
FUTURE_CUE = re.compile(
    r"\b(?:will|shall|would|could|'ll|to (?:be|meet|hold|visit|begin|start|open|take|arrive|leave|vote|attend|discuss|"
    r"speak|decide|announce|return|resume|release|complete|conclude)|scheduled|expects?|expected|due|plan|plans|planned|"
    r"planning|slated|set for|upcoming|(?:as )?(?:early|soon) as|begins|starts|opens|expires|deadline)\b"
    r"[^.;:!?”\"]{0,40}$|\bby (?:late |early |mid-|the end of )?$"
)
# "he said Friday", "it was not until Tuesday that", "by Monday they had"
PAST_CUE = re.compile(r"\b(?:said|told|announced|reported|was|were|not until|up until)\b[^.;:!?,]{0,12}$")


def points_ahead(text: str, start: int) -> bool:
    """Tell whether the words just before *start* put the weekday there into the future."""
    before = text[max(0, start - 60) : start].lower()
    return bool(FUTURE_CUE.search(before)) and not PAST_CUE.search(before)


# "stepped down in March", "In March, the company received": a past verb close before or after
PAST_TENSE = re.compile(
    r"\b(?:\w{2,12}ed|was|were|had|did|made|took|met|won|lost|bought|sold|rose|fell|began|came|went|brought)\b"
)


def tells_past(text: str, timex: Timex) -> bool:
    """Tell whether a past verb stands in the words around *timex*, in its clause."""
    before = re.split(r"[.;:!?]\s", text[max(0, timex.start - 70) : timex.start])[-1]
    after = re.split(r"[.;:!?]\s|,\s(?=(?:and|but|while)\b)", text[timex.end : timex.end + 60])[0]
    return bool(PAST_TENSE.search(before.lower() + " " + after.lower()))


def _penalty(timex: Timex, context: Context) -> float:
    """Return how much farther a day ahead counts than one behind, by the tense of the words around."""
    if points_ahead(context.text, timex.start):
        return 1.0
    return 6.0 if tells_past(context.text, timex) else 2.0


# --- one timex ------------------------------------------------------------------------------------------------------


def read_value(timex: Timex, context: Context) -> Value:
    """Return the meaning of *timex* in *context*; with X placeholders where no anchor decides."""
    value = READERS.get(timex.kind, _read_vague)(timex, context)
    if timex.part and timex.part.startswith("T") and timex.type == "TIME" and value.low and value.low == value.high:
        value = value._replace(value=f"{value.low.isoformat()}{timex.part}")
    return value


def _read_vague(timex: Timex, context: Context) -> Value:
    return Value(timex.value or "PRESENT_REF", None, None, "vague")


def _read_calendar(timex: Timex, context: Context) -> Value:
    month, day = timex.months[0], timex.days[0]
    if timex.year:
        found = safe_day(timex.year, month, day)
        return day_value(found, "explicit") if found else Value("XXXX-XX-XX", None, None, "no such day")
    if context.anchor is None:
        return Value(f"XXXX-{month:02d}-{day:02d}", None, None, "no anchor")
    years = [context.anchor.year + step for step in (-1, 0, 1)]
    if timex.unit == "Y" and timex.relation in (-1, 0, 1):
        years = [context.anchor.year + int(timex.relation)]
    days = [found for year in years if (found := safe_day(year, month, day))]
    if timex.relation == -1 and timex.unit is None:
        days = [found for found in days if found < context.anchor][-1:] or days
    days = [found for found in days if found.isoweekday() == timex.weekday] or days
    if not days:
        return Value(f"XXXX-{month:02d}-{day:02d}", None, None, "no such day")
    candidates = [day_value(found, "anchor: nearest year") for found in days]
    return nearest(candidates, context.anchor, _penalty(timex, context))


def _read_range(timex: Timex, context: Context) -> Value:
    months = timex.months * 2 if len(timex.months) == 1 else timex.months
    first = _read_calendar(timex._replace(months=months[:1], days=timex.days[:1]), context)
    last = _read_calendar(timex._replace(months=months[1:2], days=timex.days[1:2]), context)
    return Value(f"{first.value}/{last.value}", first.low, last.high, first.basis)


def _read_numeric(timex: Timex, context: Context) -> Value:
    found = read_numeric(timex.value or "", context.day_first)
    if not found:
        return Value("XXXX-XX-XX", None, None, "no such day")
    if len(found) == 1:
        return day_value(found[0], "explicit")
    low, high = min(found), max(found)
    return Value(f"{low.year:04d}-XX-XX", low, high, "explicit: day and month cannot be told apart")


def read_numeric(digits: str, day_first: bool | None) -> list[Day]:
    """Return the days that a numeric date can be: one, two where day and month cannot be told apart, or none.

    >>> read_numeric("22.03.2013", None), len(read_numeric("05/06/2018", None))
    ([datetime.date(2013, 3, 22)], 2)
    """
    parts = [int(part) for part in re.split(r"[/.-]", digits)]
    if len(parts) != 3:
        return []
    if len(re.split(r"[/.-]", digits)[0]) == 4:
        found = safe_day(*parts) if parts[0] >= 1000 else None
        return [found] if found else []
    first, second, year = parts
    if year < 100:
        year += 1900 if year >= 40 else 2000
    british, american = safe_day(year, second, first), safe_day(year, first, second)
    if british and american and british != american:
        if "." in digits or day_first:
            return [british]
        return [american] if day_first is False else [british, american]
    return [day for day in (british or american,) if day]


def _read_month(timex: Timex, context: Context) -> Value:
    month, anchor = timex.months[0], context.anchor
    if timex.year:
        return month_value(timex.year, month, "explicit")
    if anchor is None:
        return Value(f"XXXX-{month:02d}", None, None, "no anchor")
    if timex.unit == "Y" and timex.relation in (-1, 0, 1):
        return month_value(anchor.year + int(timex.relation), month, "anchor")
    if timex.relation == "R" and context.previous and context.previous.low:
        return month_value(context.previous.low.year, month, "previous timex")
    if timex.relation == 0:
        return month_value(anchor.year, month, "anchor: this year")
    if timex.relation == -1:
        return month_value(anchor.year - (month >= anchor.month), month, "anchor: before")
    if timex.relation == 1:
        return month_value(anchor.year + (month <= anchor.month), month, "anchor: after")
    candidates = [month_value(anchor.year + step, month, "anchor: nearest year") for step in (-1, 0, 1)]
    return nearest(candidates, anchor, _penalty(timex, context))


def _read_weekday(timex: Timex, context: Context) -> Value:
    weekday, anchor = timex.weekday or 1, context.anchor
    if timex.relation in ("R1", "R-1") and timex.unit is None:
        anchor = context.previous.low if context.previous else anchor
        timex = timex._replace(relation=step_of(timex.relation))
    if anchor is None:
        return Value(f"XXXX-WXX-{weekday}", None, None, "no anchor")
    if timex.unit == "W":
        monday = shift_days(anchor, 1 - anchor.isoweekday() + 7 * step_of(timex.relation))
        return day_value(shift_days(monday, weekday - 1), "anchor: week")
    back = (anchor.isoweekday() - weekday) % 7
    ahead = (weekday - anchor.isoweekday()) % 7
    if timex.relation == -1:
        return day_value(shift_days(anchor, -(back or 7)), "anchor: before")
    if timex.relation == 1:
        return day_value(shift_days(anchor, ahead or 7), "anchor: after")
    if points_ahead(context.text, timex.start):
        return day_value(shift_days(anchor, ahead or 7), "anchor: after, by the verb")
    return day_value(shift_days(anchor, -back), "anchor: most recent")


def _read_day(timex: Timex, context: Context) -> Value:
    if context.anchor is None:
        return Value("XXXX-XX-XX", None, None, "no anchor")
    return day_value(shift_days(context.anchor, int(timex.value or 0)), "anchor")


def _read_daypart(timex: Timex, context: Context) -> Value:
    step = step_of(timex.relation)
    from_text = step == 1 or isinstance(timex.relation, str)
    base = context.previous.low if from_text and context.previous else context.anchor
    if base is None:
        return Value(f"XXXX-XX-XX{timex.part or ''}", None, None, "no anchor")
    return day_value(shift_days(base, step), "previous timex" if from_text and context.previous else "anchor")


def _read_clock(timex: Timex, context: Context) -> Value:
    if timex.value:
        day = _read_numeric(timex, context)
    elif timex.months and timex.days:
        day = _read_calendar(timex, context)
    elif timex.weekday:
        day = _read_weekday(timex, context)
    elif context.anchor:
        day = day_value(context.anchor, "anchor")
    else:
        return Value(f"XXXX-XX-XX{timex.part or ''}", None, None, "no anchor")
    return day if day.low else day._replace(value=f"{day.value}{timex.part or ''}")


def _read_monthday(timex: Timex, context: Context) -> Value:
    day, anchor = timex.days[0], context.anchor
    if anchor is None or not 1 <= day <= 31:
        return Value(f"XXXX-XX-{day:02d}", None, None, "no anchor")
    near = [shift_months(anchor, step) for step in (-1, 0, 1)]
    days = [found for at in near if (found := safe_day(at.year, at.month, day))]
    past = [found for found in days if found <= anchor]
    if past and not points_ahead(context.text, timex.start):
        return day_value(past[-1], "anchor: most recent")
    return nearest([day_value(found, "anchor: nearest") for found in days], anchor)


def _base_year(timex: Timex, context: Context) -> tuple[int, str] | None:
    """Return the year that "last year's", "year-ago" or a number names, or None."""
    if timex.year:
        return timex.year, "explicit"
    if timex.unit == "Y" and context.anchor and timex.relation in (-1, 0, 1):
        return context.anchor.year + int(timex.relation), "anchor"
    return None


def _read_quarter(timex: Timex, context: Context) -> Value:
    anchor, part = context.anchor, timex.part or "Q"
    base = _base_year(timex, context)
    if base and len(part) == 2:
        return part_value(base[0], part, base[1])
    if anchor is None:
        return Value(f"XXXX-{part if len(part) == 2 else part + 'X'}", None, None, "no anchor")
    before = shift_months(anchor, -3)
    latest = context.quarter or unit_value(before, "Q", "anchor: latest full quarter")
    if len(part) == 2:
        years = (anchor.year - 1, anchor.year)
        return nearest([part_value(year, part, "anchor: nearest") for year in years], anchor)
    if base and latest.low:
        year = latest.low.year - 1 if timex.relation == -1 or not base else base[0]
        return part_value(year, latest.value[-2:], "previous timex")
    if timex.relation in (-1, 0, 1) and timex.relation is not None:
        return unit_value(shift_months(anchor, 3 * int(timex.relation)), "Q", "anchor")
    return latest


def _read_season(timex: Timex, context: Context) -> Value:
    part, anchor = timex.part or "SU", context.anchor
    if timex.year:
        return part_value(timex.year, part, "explicit")
    if anchor is None:
        return Value(f"XXXX-{part}", None, None, "no anchor")
    candidates = [part_value(anchor.year + step, part, "anchor: nearest") for step in (-1, 0, 1)]
    if timex.relation == -1:
        return [value for value in candidates if value.high and value.high < anchor][-1]
    if timex.relation == 1:
        return next(value for value in candidates if value.low and value.low > anchor)
    return nearest(candidates, anchor)


def _read_weekend(timex: Timex, context: Context) -> Value:
    anchor = context.anchor
    if anchor is None:
        return Value("XXXX-WXX-WE", None, None, "no anchor")
    if timex.relation == 1:
        return weekend_value(shift_days(anchor, 7 if anchor.isoweekday() > 5 else 0), "anchor: after")
    if timex.relation == 0 or points_ahead(context.text, timex.start):
        return weekend_value(anchor, "anchor")
    return weekend_value(shift_days(anchor, 0 if anchor.isoweekday() > 5 else -7), "anchor: most recent")


def _read_ago(timex: Timex, context: Context) -> Value:
    unit, count = timex.unit or "Y", timex.amount or 1
    from_anchor = timex.relation == "ago"
    base = context.anchor
    if not from_anchor and context.previous and context.previous.low:
        base = context.previous.low
    if count < 0 or unit.startswith("T"):
        return Value("FUTURE_REF" if timex.relation == "later" else "PAST_REF", None, None, "vague")
    if base is None:
        return Value(PLACEHOLDERS.get(unit, "XXXX"), None, None, "no anchor")
    sign = 1 if timex.relation == "later" else -1
    compared = context.quarter and unit == "Y" and count == 1 and timex.relation != "later"
    if compared and context.quarter and compares_results(context.text, timex.start):
        return _same_a_year_away(context.quarter, -1)
    if unit == "E":
        unit, count = "Y", count * 10
    if unit == "Y" and count == 1 and not from_anchor and context.previous:
        return _same_a_year_away(context.previous, sign)
    if count * {"C": 100}.get(unit, 1) > 1500:
        return Value("PAST_REF", None, None, "vague")
    basis = "anchor" if from_anchor or base is context.anchor else "previous timex"
    return unit_value(shift(base, unit, sign * count), unit, basis)


# "from $66.8 million, or 81 cents a share, a year ago": a quarter's results beside those of the year before
RESULTS = re.compile(
    r"(?:million|billion|cents|shares?|percent|%|[$£€#]\s?\d|\b(?:profit|loss|income|earnings|revenue|sales)\b)"
)


def compares_results(text: str, start: int) -> bool:
    """Tell whether money or shares stand close before *start*."""
    return bool(RESULTS.search(text, max(0, start - 90), start))


PLACEHOLDERS = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "W2": "XXXX-WXX",
    "M": "XXXX-XX",
    "Y": "XXXX",
    "E": "XXX",
    "C": "XX",
}


def _same_a_year_away(value: Value, sign: int) -> Value:
    """Return the same quarter or year, a year before or after ("from $2 million a year earlier")."""
    if not value.low:
        return value
    if re.fullmatch(r"\d{4}-[QH]\d", value.value):
        return part_value(value.low.year + sign, value.value[-2:], "previous timex")
    return year_value(value.low.year + sign, "previous timex")


def step_of(relation: int | str | None) -> int:
    """Return the number of units that a relation goes ahead: last -1, this and that 0, the following 1."""
    return int(relation.lstrip("R") or 0) if isinstance(relation, str) else relation or 0


def _read_relative(timex: Timex, context: Context) -> Value:
    unit, anchor, relation = timex.unit or "Y", context.anchor, timex.relation
    if unit.startswith("T"):
        return Value("PRESENT_REF", None, None, "vague")
    step = step_of(relation)
    from_text = isinstance(relation, str) or (unit == "D" and step == 1)
    if from_text and context.previous and context.previous.low:
        return unit_value(shift(context.previous.low, unit, step), unit, "previous timex")
    if anchor is None:
        return Value(PLACEHOLDERS.get(unit, "XXXX"), None, None, "no anchor")
    return unit_value(shift(anchor, unit, step), unit, "anchor")


def _read_latest(timex: Timex, context: Context) -> Value:
    """Read "the latest period": the quarter that is spoken of, or else the latest full one."""
    return _read_quarter(timex._replace(part="Q", relation=None), context)


def _read_yearend(timex: Timex, context: Context) -> Value:
    if context.anchor is None:
        return Value("XXXX-12-31", None, None, "no anchor")
    return day_value(dt.date(context.anchor.year, 12, 31), "anchor")


def _read_anaphor(timex: Timex, context: Context) -> Value:
    """Read "the year", "the week": the one that is spoken of, or else the current one."""
    return _read_relative(timex._replace(relation=0), context)


def _read_year(timex: Timex, context: Context) -> Value:
    return year_value(timex.year or 1, "explicit")


def _read_fiscal(timex: Timex, context: Context) -> Value:
    return year_value(context.anchor.year, "anchor") if context.anchor else Value("XXXX", None, None, "no anchor")


def _read_tens(timex: Timex, context: Context) -> Value:
    digits = (timex.value or "").strip("'’‘s")
    if len(digits) == 3:  # the nineties
        return decade_value(int(digits) * 10, "explicit")
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return decade_value(year // 10 * 10, "explicit") if year % 10 == 0 else year_value(year, "explicit")


def _read_century(timex: Timex, context: Context) -> Value:
    number = int(timex.value or 0)
    return century_value(number - 1, "explicit") if 1 <= number <= 30 else Value("XX", None, None, "no such century")


def _read_duration(timex: Timex, context: Context) -> Value:
    unit, count = timex.unit or "D", timex.amount
    amount = "X" if count is None or count < 0 else str(count * (10 if unit == "E" else 1))
    letters = {"E": "Y", "W2": "W"}.get(unit, unit)
    return Value(f"PT{amount}{letters[1]}" if letters[0] == "T" else f"P{amount}{letters}", None, None, "duration")


def _read_set(timex: Timex, context: Context) -> Value:
    if timex.value:
        return Value(timex.value, None, None, "set")
    if timex.weekday:
        return Value(f"XXXX-WXX-{timex.weekday}", None, None, "set")
    if timex.months:
        return Value(f"XXXX-{timex.months[0]:02d}", None, None, "set")
    return Value(f"P1{timex.unit or 'D'}", None, None, "set")


@functools.cache
def _holidays() -> dict[str, tuple[str, str]]:
    return {row["name"]: (row["rule"], row["kind"]) for row in read_words("holidays")}


def holiday_in(name: str, year: int) -> Day | None:
    """Return the day of a holiday in *year*: "11-4-4" is the fourth Thursday of November, 9 the last one."""
    rule, kind = _holidays().get(name, ("", ""))
    if kind == "fixed":
        return dt.date.fromisoformat(f"{year:04d}-{rule}")
    if kind != "nth":
        return None
    month, weekday, count = (int(part) for part in rule.rstrip("+").split("-"))
    first = 1 + (weekday - dt.date(year, month, 1).isoweekday()) % 7
    if rule.endswith("+"):  # Election Day: the Tuesday after the first Monday
        return dt.date(year, month, first + 7 * (first == 1))
    days = [first + 7 * step for step in range(5) if first + 7 * step <= _days_of(year, month)]
    return dt.date(year, month, days[min(count, len(days)) - 1])


def _read_holiday(timex: Timex, context: Context) -> Value:
    name, anchor = timex.value or "", context.anchor
    if timex.year:
        found = holiday_in(name, timex.year)
        return day_value(found, "explicit") if found else year_value(timex.year, "explicit")
    if anchor is None:
        return Value("XXXX-XX-XX", None, None, "no anchor")
    days = [day for step in (-1, 0, 1) if (day := holiday_in(name, anchor.year + step))]
    if timex.relation == -1:
        days = [day for day in days if day < anchor][-1:]
    if timex.relation == 1:
        days = [day for day in days if day > anchor][:1]
    return nearest([day_value(day, "anchor: nearest year") for day in days], anchor)


READERS = {
    "calendar": _read_calendar,
    "range": _read_range,
    "numeric": _read_numeric,
    "clock": _read_clock,
    "quarter": _read_quarter,
    "relative": _read_relative,
    "latest": _read_latest,
    "yearend": _read_yearend,
    "numberyear": _read_year,
    "month": _read_month,
    "weekday": _read_weekday,
    "weekdays": _read_set,
    "holiday": _read_holiday,
    "ago": _read_ago,
    "day": _read_day,
    "dayafter": _read_day,
    "daypart": _read_daypart,
    "monthday": _read_monthday,
    "season": _read_season,
    "weekend": _read_weekend,
    "duration": _read_duration,
    "tens": _read_tens,
    "century": _read_century,
    "set": _read_set,
    "year": _read_year,
    "fiscal": _read_fiscal,
    "anaphor": _read_anaphor,
}
