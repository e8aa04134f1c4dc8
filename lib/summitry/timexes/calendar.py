"""Days, weeks, months, quarters and years as TIMEX3 values, the arithmetic between them, and days named in full.

Measured on TimeBank and AQUAINT: a bare weekday is the most recent one counting today, a month or a day of a month
without a year is the nearest one, farther back before past verbs.
"""

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Iterable
from typing import NamedTuple

from summitry.text import read_words
from summitry.timexes.grammar import Timex, find_timexes_in, full_year

Day = dt.date
MONTHS_OF = {
    **{"": (1, 12), "SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2), "H1": (1, 6), "H2": (7, 12)},
    **{f"Q{number}": (3 * number - 2, 3 * number) for number in range(1, 5)},
    **{f"{month:02d}": (month, month) for month in range(1, 13)},
}
"""The first and last month of a part of a year."""


class Value(NamedTuple):
    """A TIMEX3 value, the first and last day it means (None: no calendar days), and how it was reached."""

    value: str
    low: Day | None
    high: Day | None
    basis: str


def period(value: str, basis: str) -> Value:
    """Return a TIMEX3 value with its days. Raises ValueError where the calendar has none.

    Values: 2018-06-08, 2018-06, 2018, 2018-W23, 2018-W23-WE, 2018-Q2, 2018-H1, 2018-SU, 201 (a decade), 20 (a century).

    >>> [f"{day:%d %b %Y}" for day in period("2018-W23-WE", "anchor")[1:3]]
    ['09 Jun 2018', '10 Jun 2018']
    """
    year, _, part = value.partition("-")
    if len(part) > 2 and part[0] != "W":
        low = high = dt.date.fromisoformat(value)
    elif len(part) > 2:
        monday = dt.date.fromisocalendar(int(year), int(part[1:3]), 1)
        low, high = shift_days(monday, 5 if part.endswith("-WE") else 0), shift_days(monday, 6)
    else:
        first, last = MONTHS_OF[part]
        low, end_year = dt.date(max(int(year.ljust(4, "0")), 1), first, 1), int(year.ljust(4, "9")) + (last < first)
        high = dt.date(end_year, last, monthrange(end_year, last)[1])
    return Value(value, low, high, basis)


def day_value(day: Day, basis: str) -> Value:
    return Value(day.isoformat(), day, day, basis)


def part_value(year: int, part: str, basis: str) -> Value:
    """Return a month (06), quarter (Q1), half (H2) or season (SU) of *year*, or all of it (an empty part)."""
    if part in MONTHS_OF:
        return period(f"{year:04d}-{part}".rstrip("-"), basis)
    return Value(f"{year:04d}-{part[0]}X", None, None, basis)


def unit_value(day: Day, unit: str, basis: str) -> Value:
    """Return the day, week, weekend (WE), month, quarter, year, decade (E) or century that holds *day*."""
    if unit[0] == "W":
        year, week, _ = day.isocalendar()
        return period(f"{year:04d}-W{week:02d}{'-WE' if unit == 'WE' else ''}", basis)
    if unit == "Q":
        return part_value(day.year, f"Q{(day.month + 2) // 3}", basis)
    return period(day.isoformat()[: {"D": 10, "M": 7, "E": 3, "C": 2}.get(unit, 4)], basis)


def safe_day(year: int, month: int, day: int) -> Day | None:
    """Return the day, or None when the calendar has no such day."""
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def in_years(month: int, day: int, years: Iterable[int]) -> list[Day]:
    """Return the day of a month in each of *years* that has it."""
    return [found for year in years if (found := safe_day(year, month, day))]


def shift_months(day: Day, months: int) -> Day:
    """Return *day* moved by whole months, at the month's last day where the day is missing; kept within years 1-9999.

    >>> shift_months(dt.date(2024, 1, 31), 1)
    datetime.date(2024, 2, 29)
    """
    at = min(max(day.year * 12 + day.month - 1 + months, 12), 9999 * 12 + 11)
    year, month = divmod(at, 12)
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def shift_days(day: Day, days: int) -> Day:
    """Return *day* moved by *days*; kept within years 1-9999."""
    return dt.date.fromordinal(min(max(day.toordinal() + days, 1), dt.date.max.toordinal()))


def shift(day: Day, unit: str, count: int) -> Day:
    """Return *day* moved by *count* units."""
    if unit in ("D", "W", "W2"):
        return shift_days(day, count * {"W": 7, "W2": 14}.get(unit, 1))
    return shift_months(day, count * {"M": 1, "Q": 3, "E": 120, "C": 1200}.get(unit, 12))


def read_digits(digits: str, day_first: bool | None) -> list[Day]:
    """Return the days that a numeric date can be: one, two where day and month cannot be told apart, or none.

    >>> read_digits("22.03.2013", None), len(read_digits("05/06/2018", None))
    ([datetime.date(2013, 3, 22)], 2)
    """
    parts = re.split(r"[/.-]", digits)
    if len(parts) != 3:
        return []
    first, second, year = map(int, parts)
    if len(parts[0]) == 4:
        found = safe_day(first, second, year) if first >= 1000 else None
        return [found] if found else []
    year = full_year(year)
    british, american = safe_day(year, second, first), safe_day(year, first, second)
    if british and american and british != american:
        if "." in digits or day_first:
            return [british]
        return [american] if day_first is False else [british, american]
    return [day for day in (british or american,) if day]


def tell_day_first(timexes: Iterable[Timex]) -> bool | None:
    """Tell whether numeric dates put the day first, from those that can be read in one way only; None: cannot tell."""
    orders = set()
    for timex in timexes:
        if timex.kind in ("numeric", "clock") and timex.value and "/" in timex.value:
            first, second, _ = (int(part) for part in timex.value.split("/"))
            if (first > 12) != (second > 12) and len(read_digits(timex.value, None)) == 1:
                orders.add(first > 12)
    return orders.pop() if len(orders) == 1 else None


ISO_DAY = re.compile(r"(?<!\d)(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})(?!\d)")
SECONDS = re.compile(r"\d{9,13}(?:\.\d{1,9})?")
YEARS = range(1600, 3000)
"""Years in which a newspaper can have been published: others stand for "unknown", and break sums of days."""


def read_stated_day(stated: str) -> dt.date | None:
    """Return the day that a manifest or a file's metadata states; None where it names none, or could name two.

    >>> [str(read_stated_day(day)) for day in ("2018-06-08T10:00:00Z", "June 8, 2018 Friday", "6/8/2018", "13/8/2018")]
    ['2018-06-08', '2018-06-08', 'None', '2018-08-13']
    """
    if SECONDS.fullmatch(stated.strip()):  # or milliseconds, since 1970
        seconds = float(stated) / (1000 if float(stated) > 1e11 else 1)
        day: dt.date | None = shift_days(dt.date(1970, 1, 1), int(seconds // 86400))
    elif found := {safe_day(*map(int, parts)) for parts in ISO_DAY.findall(stated)}:
        day = found.pop() if len(found) == 1 else None
    else:
        timexes = find_timexes_in(stated.title(), [(0, len(stated))])
        day = next((day for timex in timexes if (day := full_day(timex, None))), None)
    return day if day and day.year in YEARS else None


def full_days(timex: Timex, day_first: bool | None) -> list[dt.date]:
    """Return the day that *timex* names in full; two, where day and month cannot be told apart."""
    if timex.value and timex.kind in ("numeric", "clock"):
        return read_digits(timex.value, day_first)
    named = timex.year and len(timex.months) == 1 and len(timex.days) == 1
    return in_years(timex.months[0], timex.days[0], [timex.year]) if named and timex.year else []


def full_day(timex: Timex, day_first: bool | None) -> dt.date | None:
    """Return the day that *timex* names in full, None where year, month or day is missing or open."""
    days = full_days(timex, day_first)
    return days[0] if len(days) == 1 else None


def holiday_in(name: str, year: int) -> Day | None:
    """Return the day of a holiday in *year*: "11-4-4" is the fourth Thursday of November, 9 the last one."""
    if name.endswith(" eve") and (day := holiday_in(name.removesuffix(" eve"), year)):
        return shift_days(day, -1)
    rule = next((row["rule"] for row in read_words("holidays") if row["name"] == name), "")
    if len(rule) > 8 or not rule:  # the days of all years
        return next((dt.date.fromisoformat(day) for day in rule.split() if day.startswith(f"{year}-")), None)
    month, *nth = (int(part) for part in rule.rstrip("+").split("-"))
    if len(nth) == 1:
        return dt.date(year, month, nth[0])
    weekday, count = nth
    month_days = [dt.date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
    days = [day for day in month_days if day.isoweekday() == weekday]
    if rule.endswith("+"):  # Election Day: the Tuesday after the first Monday
        return days[1] if days[0].day == 1 else days[0]
    return days[min(count, len(days)) - 1]


def step_of(relation: int | str | None) -> int:
    """Return the number of units that a relation goes ahead: last -1, this and that 0, the following 1."""
    return int(relation.lstrip("R") or 0) if isinstance(relation, str) else relation or 0


def beyond(candidates: list[Value], anchor: Day, relation: int | str | None) -> list[Value]:
    """Return the last candidate before *anchor* for "last" (-2: the one before), the first after it for "next", or all."""
    if relation in (-1, -2):
        return [value for value in candidates if value.high and value.high < anchor][relation:][:1]
    ahead = [value for value in candidates if value.low and value.low > anchor]
    return ahead[relation - 1 : relation] if relation in (1, 2) else candidates


def nearest(candidates: list[Value], anchor: Day, penalty: float = 1.0, now: Day | None = None) -> Value:
    """Return the candidate whose middle lies nearest to *anchor*, ahead of which a day counts *penalty* times.

    Where *now* is another day than *anchor* (a date of the same sentence) it is what lies ahead of *now* that counts so,
    and a candidate of another year than the anchor's is twice as far: "in March in Moscow and in September in Sochi".
    """

    def distance(value: Value) -> float:
        low, high = value.low or anchor, value.high or anchor
        middle = (low.toordinal() + high.toordinal()) / 2
        far = abs(middle - anchor.toordinal()) * (1 if now in (None, anchor) or low.year == anchor.year else 2)
        return far * penalty if middle > (now or anchor).toordinal() else far

    return min(candidates, key=distance)
