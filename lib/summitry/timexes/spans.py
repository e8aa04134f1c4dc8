"""The meaning of words for quarters, seasons, years and decades, of lengths of time, and of "a year ago"."""

from __future__ import annotations

import datetime as dt
import re

from summitry.timexes.calendar import (
    PLACEHOLDERS,
    Value,
    century_value,
    day_value,
    decade_value,
    part_value,
    shift,
    shift_days,
    shift_months,
    unit_value,
    weekend_value,
    year_value,
)
from summitry.timexes.context import Context, nearest, points_ahead, step_of
from summitry.timexes.readings import Timex


def _base_year(timex: Timex, context: Context) -> tuple[int, str] | None:
    """Return the year that "last year's", "year-ago" or a number names, or None."""
    if timex.year:
        return timex.year, "explicit"
    if timex.unit == "Y" and context.anchor and timex.relation in (-1, 0, 1):
        return context.anchor.year + int(timex.relation), "anchor"
    return None


def read_quarter(timex: Timex, context: Context) -> Value:
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


def read_season(timex: Timex, context: Context) -> Value:
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


def read_weekend(timex: Timex, context: Context) -> Value:
    anchor = context.anchor
    if anchor is None:
        return Value("XXXX-WXX-WE", None, None, "no anchor")
    if timex.relation == 1:
        return weekend_value(shift_days(anchor, 7 if anchor.isoweekday() > 5 else 0), "anchor: after")
    if timex.relation == 0 or points_ahead(context.text, timex.start):
        return weekend_value(anchor, "anchor")
    return weekend_value(shift_days(anchor, 0 if anchor.isoweekday() > 5 else -7), "anchor: most recent")


def read_ago(timex: Timex, context: Context) -> Value:
    unit, count = timex.unit or "Y", timex.amount or 1
    from_anchor = timex.relation == "ago"
    base = context.anchor
    spoken_of = context.spoken_of(unit)
    if not from_anchor and spoken_of and spoken_of.low:
        base = spoken_of.low
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


def _same_a_year_away(value: Value, sign: int) -> Value:
    """Return the same quarter or year, a year before or after ("from $2 million a year earlier")."""
    if not value.low:
        return value
    if re.fullmatch(r"\d{4}-[QH]\d", value.value):
        return part_value(value.low.year + sign, value.value[-2:], "previous timex")
    return year_value(value.low.year + sign, "previous timex")


def read_relative(timex: Timex, context: Context) -> Value:
    unit, anchor, relation = timex.unit or "Y", context.anchor, timex.relation
    if unit.startswith("T"):
        return Value("PRESENT_REF", None, None, "vague")
    step = step_of(relation)
    from_text = isinstance(relation, str) or (unit == "D" and step == 1)
    spoken_of = context.spoken_of(unit) if from_text else None
    if spoken_of and spoken_of.low:
        return unit_value(shift(spoken_of.low, unit, step), unit, "previous timex")
    if anchor is None and context.year and unit == "Y":
        return year_value(context.year + step, "year of publication")
    if anchor is None:
        return Value(PLACEHOLDERS.get(unit, "XXXX"), None, None, "no anchor")
    return unit_value(shift(anchor, unit, step), unit, "anchor")


def read_latest(timex: Timex, context: Context) -> Value:
    """Read "the latest period": the quarter that is spoken of, or else the latest full one."""
    return read_quarter(timex._replace(part="Q", relation=None), context)


def read_yearend(timex: Timex, context: Context) -> Value:
    if context.anchor is None:
        return Value("XXXX-12-31", None, None, "no anchor")
    return day_value(dt.date(context.anchor.year, 12, 31), "anchor")


def read_anaphor(timex: Timex, context: Context) -> Value:
    """Read "the year", "the week": the one that is spoken of, or else the current one."""
    return read_relative(timex._replace(relation=0), context)


def read_year(timex: Timex, context: Context) -> Value:
    return year_value(timex.year or 1, "explicit")


def read_fiscal(timex: Timex, context: Context) -> Value:
    return year_value(context.anchor.year, "anchor") if context.anchor else Value("XXXX", None, None, "no anchor")


def read_tens(timex: Timex, context: Context) -> Value:
    digits = (timex.value or "").strip("'’‘s")
    if len(digits) == 3:  # the nineties
        return decade_value(int(digits) * 10, "explicit")
    year = int(digits) if len(digits) == 4 else 1900 + int(digits)
    return decade_value(year // 10 * 10, "explicit") if year % 10 == 0 else year_value(year, "explicit")


def read_century(timex: Timex, context: Context) -> Value:
    number = int(timex.value or 0)
    return century_value(number - 1, "explicit") if 1 <= number <= 30 else Value("XX", None, None, "no such century")


def read_duration(timex: Timex, context: Context) -> Value:
    unit, count = timex.unit or "D", timex.amount
    amount = "X" if count is None or count < 0 else str(count * (10 if unit == "E" else 1))
    letters = {"E": "Y", "W2": "W"}.get(unit, unit)
    return Value(f"PT{amount}{letters[1]}" if letters[0] == "T" else f"P{amount}{letters}", None, None, "duration")


def read_set(timex: Timex, context: Context) -> Value:
    if timex.value:
        return Value(timex.value, None, None, "set")
    if timex.weekday:
        return Value(f"XXXX-WXX-{timex.weekday}", None, None, "set")
    if timex.months:
        return Value(f"XXXX-{timex.months[0]:02d}", None, None, "set")
    return Value(f"P1{timex.unit or 'D'}", None, None, "set")
