"""Days, weeks, months, quarters and years as TIMEX3 values, and the arithmetic between them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

Day = dt.date
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}


class Value(NamedTuple):
    """A TIMEX3 value, the first and last day it means (None: no calendar days), and how it was reached."""

    value: str
    low: Day | None
    high: Day | None
    basis: str


def days_of(year: int, month: int) -> int:
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
    return dt.date(year, month + 1, min(day.day, days_of(year, month + 1)))


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
    return Value(f"{year:04d}-{month:02d}", dt.date(year, month, 1), dt.date(year, month, days_of(year, month)), basis)


def year_value(year: int, basis: str) -> Value:
    return Value(f"{year:04d}", dt.date(year, 1, 1), dt.date(year, 12, 31), basis)


def months_value(year: int, first: int, last: int, name: str, basis: str) -> Value:
    """Return a stretch of months under its TIMEX3 name (Q3, H1, SU)."""
    end_year = year + (last < first)
    high = dt.date(end_year, last, days_of(end_year, last))
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


def read_digits(digits: str, day_first: bool | None) -> list[Day]:
    """Return the days that a numeric date can be: one, two where day and month cannot be told apart, or none.

    >>> read_digits("22.03.2013", None), len(read_digits("05/06/2018", None))
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


PLACEHOLDERS = {
    "D": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "W2": "XXXX-WXX",
    "M": "XXXX-XX",
    "Y": "XXXX",
    "E": "XXX",
    "C": "XX",
}
