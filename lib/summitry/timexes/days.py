"""The meaning of words for days, weekdays, months and holidays."""

from __future__ import annotations

import datetime as dt
import functools

from summitry.text import read_words
from summitry.timexes.calendar import (
    Day,
    Value,
    day_value,
    days_of,
    month_value,
    read_digits,
    safe_day,
    shift_days,
    shift_months,
    year_value,
)
from summitry.timexes.context import Context, nearest, penalty_of, points_ahead, step_of
from summitry.timexes.readings import Timex


def read_calendar(timex: Timex, context: Context) -> Value:
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
    return nearest(candidates, context.pivot(timex) or context.anchor, penalty_of(timex, context))


def read_range(timex: Timex, context: Context) -> Value:
    months = timex.months * 2 if len(timex.months) == 1 else timex.months
    first = read_calendar(timex._replace(months=months[:1], days=timex.days[:1]), context)
    last = read_calendar(timex._replace(months=months[1:2], days=timex.days[1:2]), context)
    return Value(f"{first.value}/{last.value}", first.low, last.high, first.basis)


def read_numeric(timex: Timex, context: Context) -> Value:
    found = read_digits(timex.value or "", context.day_first)
    if not found:
        return Value("XXXX-XX-XX", None, None, "no such day")
    if len(found) == 1:
        return day_value(found[0], "explicit")
    low, high = min(found), max(found)
    return Value(f"{low.year:04d}-XX-XX", low, high, "explicit: day and month cannot be told apart")


def read_month(timex: Timex, context: Context) -> Value:
    month, anchor = timex.months[0], context.anchor
    if timex.year:
        return month_value(timex.year, month, "explicit")
    if anchor is None and context.year and timex.relation == 0:
        return month_value(context.year, month, "year of publication")
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
    return nearest(candidates, context.pivot(timex) or anchor, penalty_of(timex, context))


def read_weekday(timex: Timex, context: Context) -> Value:
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
    if points_ahead(context.text, timex.start, timex.end):
        return day_value(shift_days(anchor, ahead or 7), "anchor: after, by the verb")
    return day_value(shift_days(anchor, -back), "anchor: most recent")


def read_day(timex: Timex, context: Context) -> Value:
    if context.anchor is None:
        return Value("XXXX-XX-XX", None, None, "no anchor")
    return day_value(shift_days(context.anchor, int(timex.value or 0)), "anchor")


def read_daypart(timex: Timex, context: Context) -> Value:
    step = step_of(timex.relation)
    from_text = step == 1 or isinstance(timex.relation, str)
    spoken_of = context.spoken_of("D") if from_text else None
    base = spoken_of.low if spoken_of else context.anchor
    if base is None:
        return Value(f"XXXX-XX-XX{timex.part or ''}", None, None, "no anchor")
    return day_value(shift_days(base, step), "previous timex" if spoken_of else "anchor")


def read_clock(timex: Timex, context: Context) -> Value:
    if timex.value:
        day = read_numeric(timex, context)
    elif timex.months and timex.days:
        day = read_calendar(timex, context)
    elif timex.weekday:
        day = read_weekday(timex, context)
    elif context.anchor:
        day = day_value(context.anchor, "anchor")
    else:
        return Value(f"XXXX-XX-XX{timex.part or ''}", None, None, "no anchor")
    return day if day.low else day._replace(value=f"{day.value}{timex.part or ''}")


def read_monthday(timex: Timex, context: Context) -> Value:
    day, anchor = timex.days[0], context.anchor
    if anchor is None or not 1 <= day <= 31:
        return Value(f"XXXX-XX-{day:02d}", None, None, "no anchor")
    near = [shift_months(anchor, step) for step in (-1, 0, 1)]
    days = [found for at in near if (found := safe_day(at.year, at.month, day))]
    past = [found for found in days if found <= anchor]
    if past and not points_ahead(context.text, timex.start):
        return day_value(past[-1], "anchor: most recent")
    return nearest([day_value(found, "anchor: nearest") for found in days], anchor)


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
    days = [first + 7 * step for step in range(5) if first + 7 * step <= days_of(year, month)]
    return dt.date(year, month, days[min(count, len(days)) - 1])


def read_holiday(timex: Timex, context: Context) -> Value:
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
