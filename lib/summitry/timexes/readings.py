"""From the tokens of one temporal expression to what its words say, before anybody knows the day of publication."""

from __future__ import annotations

import itertools
import re
from typing import NamedTuple


class Timex(NamedTuple):
    """A temporal expression and what its words say, before anybody knows the day on which they were written.

    ``kind`` names the rule's family; the fields that it does not use are None. ``amount`` -1 means an unknown number
    ("several"). ``relation`` is -1 for last, 0 this, 1 next, "R" that or same, "R1" the following, "R-1" the previous.
    ``unit`` is D, W, M, Y, E (decade), C (century), Q, TH, TM, TS; ``part`` a TIMEX3 part: TMO … of a day, SP … of a
    year, Q1, H1, WE, or a time of day (T12:00).
    """

    start: int
    end: int
    type: str
    kind: str
    year: int | None = None
    months: tuple[int, ...] = ()
    days: tuple[int, ...] = ()
    weekday: int | None = None
    unit: str | None = None
    amount: int | None = None
    relation: int | str | None = None
    part: str | None = None
    value: str | None = None


class Token(NamedTuple):
    """A token's offsets, its class and the class's value for it (words/timex_words.csv)."""

    start: int
    end: int
    name: str
    value: str


class Rule(NamedTuple):
    """What a rule of the grammar finds: its kind and TIMEX3 type."""

    kind: str
    type: str


def read_timex(parts: list[Token], rule: Rule) -> Timex | None:
    """Return what the words of one expression say, or None when they mean no date after all ("in his 30s")."""
    kind, type_ = rule
    if (kind == "anaphor" and parts[-1].value == "D") or (kind == "tens" and _is_age(parts)):
        return None
    clock = _clock(parts) if kind == "clock" else None
    parts = _rewrite(parts, kind)
    if not parts:
        return None
    year = _year(_first(parts, "year", "apyear"))
    weekday = _first(parts, "weekday", "shortday", "weekdays")
    return Timex(
        parts[0].start,
        parts[-1].end,
        "TIME" if kind == "weekday" and parts[-1].name == "daypart" else type_,
        kind,
        year=year if kind != "duration" else None,
        months=tuple(int(part.value) for part in parts if part.name in MONTHS),
        days=tuple(_ordinal(part.value) for part in parts if part.name in ("daynum", "dayord")),
        weekday=int(weekday) if weekday else None,
        unit=_first(parts, *UNITS),
        amount=_amount(parts, kind),
        relation=_direction(parts) if kind == "ago" else _relation(parts),
        part=clock or _part(parts),
        value=_literal(kind, parts),
    )


MONTHS = ("month", "maymonth", "shortmonth")
UNITS = ("unit", "units", "century")
RELATIONS = ("last", "next", "this", "that")
DAY_PARTS = ("season", "fall", "daypart", "tonight", "overnight", "noon")


def _first(parts: list[Token], *names: str) -> str | None:
    """Return the value of the first token of one of the classes."""
    return next((part.value for part in parts if part.name in names), None)


def _has(parts: list[Token], *names: str) -> bool:
    return any(part.name in names for part in parts)


def _ordinal(value: str) -> int:
    return int(value.rstrip("stndrh"))


def _year(value: str | None) -> int | None:
    """Return the year of "1998" and "’98"; two digits below 40 are of this century."""
    if value is None:
        return None
    digits = value.strip("'’‘s")
    return int(digits) if len(digits) == 4 else 1900 + int(digits) + (100 if int(digits) < 40 else 0)


def _is_age(parts: list[Token]) -> bool:
    """Tell "in his 30s" from "the 30s" and "the ’30s"."""
    return bool(re.fullmatch(r"\d\ds", parts[-1].value)) and parts[0].name != "the"


def _rewrite(parts: list[Token], kind: str) -> list[Token]:
    """Return *parts* without the hour of a clock time, spelled years as numbers, half a year as six months."""
    if kind == "clock":
        hours = [one for one, after in itertools.pairwise(parts) if after.name == "ampm"]
        return [part for part in parts if part not in hours or part.name != "daynum"]
    if kind == "numberyear" or (kind == "season" and _has(parts, "number")):
        spelled = _spelled_year([int(part.value) for part in parts if part.name == "number"])
        return [*parts, Token(parts[-1].end, parts[-1].end, "year", str(spelled))] if spelled else []
    if kind == "ago" and parts[0].name == "half" and parts[2].value == "Y":
        return [parts[0]._replace(name="num", value="6"), parts[2]._replace(value="M"), *parts[3:]]
    return parts


def _spelled_year(numbers: list[int]) -> int | None:
    """Return the year that number words spell: nineteen ninety-six, two thousand eight; None for other numbers.

    >>> _spelled_year([19, 90, 6]), _spelled_year([2, 1000]), _spelled_year([20, 4])
    (1996, 2000, None)
    """
    if numbers[:2] == [2, 1000]:
        return 2000 + sum(numbers[2:]) if sum(numbers[2:]) < 100 else None
    if numbers[0] in range(17, 21) and 10 <= numbers[1] < 100:
        return numbers[0] * 100 + sum(numbers[1:]) if sum(numbers[1:]) < 100 else None
    return None


def _amount(parts: list[Token], kind: str) -> int | None:
    """Return the number that a length of time names, -1 for an unknown one."""
    if kind not in ("ago", "duration"):
        return None
    values = [part.value for part in parts if part.name in ("number", "some", "daynum", "num", "year")]
    if values:
        return -1 if "X" in values else sum(int(float(value.replace(",", ""))) for value in values if _is_number(value))
    return 1 if _has(parts, "a", "unit") else -1


def _is_number(value: str) -> bool:
    return value.replace(",", "").replace(".", "", 1).isdecimal()


def _relation(parts: list[Token]) -> int | str | None:
    found = [part.value for part in parts if part.name in RELATIONS]
    spoken_of = [value for value in found if value.startswith("R")]
    if found:
        return spoken_of[0] if spoken_of else max((int(value) for value in found), key=abs)
    return -1 if _has(parts, "ago", "earlier") and parts[-1].name in ("quarter", "half") else None


def _direction(parts: list[Token]) -> str:
    """Return ago (from the day of publication), earlier or later (from the day that is spoken of)."""
    away = next(part for part in reversed(parts) if part.name in ("ago", "earlier", "later", "before"))
    if away.name == "before":
        return "later" if away.value == "1" else "earlier"
    return away.name


def _part(parts: list[Token]) -> str | None:
    """Return the TIMEX3 part of a day or year that is named: TNI, SP, Q3, H1; Q alone for "the quarter"."""
    named = [part.value for part in parts if part.name in DAY_PARTS]
    span = _first(parts, "quarter", "half", "qletter")
    if named or span is None:
        return named[-1] if named else None
    if _has(parts, "qletter"):
        return f"{span}{_first(parts, 'daynum')}"
    number = _first(parts, "ordinal", "dayord")
    if number is None and span == "H" and _has(parts, "last"):
        number = "2"
    return span + (number or "").rstrip("stndrh")


def _clock(parts: list[Token]) -> str | None:
    """Return the time of day as T19:15, None where the words name no such time ("35:10")."""
    for at, part in enumerate(parts):
        if part.name == "noon":
            return part.value
        half = parts[at + 1].value[0] if parts[at + 1 : at + 2] and parts[at + 1].name == "ampm" else ""
        if part.name == "clock" or (part.name == "daynum" and half):
            hour, _, minute = part.value.partition(":")
            hours = int(hour) % 12 + (12 if half in ("p", "1") else 0) if half else int(hour)
            return f"T{hours:02d}:{minute[:2] or '00'}" if hours < 25 and (minute or "0")[:2] < "60" else None
    return None


def _literal(kind: str, parts: list[Token]) -> str | None:
    """Return the words that the resolver needs as they stand."""
    match kind:
        case "numeric" | "clock":
            return _first(parts, "numeric")
        case "holiday":
            return _holiday_name(parts)
        case "tens":
            return _first(parts, "tens", "nineties")
        case "vague":
            return _vague(parts)
        case "day":
            return _first(parts, "day")
        case "dayafter":
            return str(sum(int(part.value) for part in parts if part.name in ("day", "before")))
        case "century":
            return (_first(parts, "ordinal", "dayord") or "").rstrip("stndrh")
        case "set":
            return _first(parts, "set")
    return None


def _vague(parts: list[Token]) -> str:
    named = next((part.value for part in parts if part.value.endswith("_REF")), None)
    return named or ("FUTURE_REF" if _has(parts, "next") else "PRESENT_REF" if _has(parts, "these") else "PAST_REF")


def _holiday_name(parts: list[Token]) -> str:
    """Return a holiday's name as in words/holidays.csv."""
    first = next(part for part in parts if part.name in ("holiday", "dayprefix", "new"))
    eve = "eve" if _has(parts, "dayname") else "day"
    if first.name == "new":
        return f"new year's {eve}"
    return f"{first.value} {eve}" if first.name == "dayprefix" or eve == "eve" else first.value
