"""The grammar of temporal expressions: text → tokens → classes → timexes whose values are not yet anchored.

Each token has a class (words/timex_words.csv), each class a letter, so that a stretch of text becomes a string of
letters and a rule of the grammar an ordinary regular expression over them, written here with the classes' names.
The idea of rules over token classes is SUTime's (Chang & Manning, LREC 2012); kinds and values follow TimeML.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from summitry.words import read_words


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


# "Friday, 22.03.2013 at 9:30 a.m., the '80s, 21st, $1990, Xi's": lower-cased.
TOKEN = re.compile(
    r"(?P<word>(?![ap]\.\s?m\b)[^\W\d_]+)"
    r"|(?P<ampm>[ap]\.\s?m\b\.?)"
    r"|(?P<numeric>(?<![\d.,/-])\d{1,4}(?P<sep>[/.-])\d{1,2}(?P=sep)\d{2,4}(?![\d/-]|\.\d))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d))"
    r"|(?P<tens>['’‘]?\d\d(?:\d\d)?['’]?s\b)"
    r"|(?P<dayord>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<digits>\d+(?:[.,]\d+)*)"
    r"|(?P<apyear>['’‘]\d\d\b)"
    r"|(?P<poss>['’]s\b)"
    r"|(?P<money>[$£€¥]\s?\d[\d.,]*)"
    r"|(?P<gap>\n\s*\n)"
    r"|(?P<mark>[^\w\s])"
)
MARKS = {",": "comma", "-": "dash", "–": "dash", "—": "dash", ".": "dot", "(": "open", ")": "close", "/": "slash"}
TOKEN_CLASSES = [
    *("numeric", "clock", "tens", "dayord", "daynum", "year", "num", "apyear", "poss", "holiday", "ampm"),
    *sorted(set(MARKS.values())),
]


@functools.cache
def word_classes() -> dict[str, tuple[str, str, str]]:
    """Return class, value and capital rule ("": any, yes: capital letter first, upper: capitals) by word."""
    return {row["word"]: (row["class"], row["value"], row["capital"]) for row in read_words("timex_words")}


@functools.cache
def _letters() -> dict[str, str]:
    names = sorted({name for name, _, _ in word_classes().values()} | set(TOKEN_CLASSES))
    return {name: chr(0x4E00 + number) for number, name in enumerate(names)}


OTHER, MARK = "×", "¶"  # a word and a mark that mean nothing to the grammar

# --- rules: (kind, type, pattern over class names, the words it was written for) ------------------------------------

FRAGMENTS = {
    "MONTH": "(?:month|maymonth|shortmonth dot?)",
    "DAY": "(?:daynum|dayord)",
    "YEAR": "(?:comma? year|apyear|of year|comma of year)",
    "WEEKDAY": "(?:weekday|shortday dot?)",
    "EDGE": "(?:edge dash? of? the?|(?:earlier|later) (?:in the?)?)",
    "LAST": "(?:last|next|this|that)",
    "COUNT": "(?:half a|number dash? number|number|a some of?|some of?|daynum|num|a)",
    "QUARTERHEAD": "(?:the? (?:LAST? unit poss?|year poss?|unit dash AWAY))",
    "NUMBERYEAR": "(?:number dash? number(?: dash? number)?)",
    "HOLIDAY": "(?:unit|dayname)",
    "AWAY": "(?:ago|earlier|later|before (?=[comma dot close]|$))",
    "CLOCK": "(?:(?:clock|daynum) ampm|clock|noon)(?: zone)?(?:(?:local|x)? time)? INZONE?",
    "INZONE": "(?: open (?:num|year|clock) zone close)",
}
FRAGMENTS["DAYMONTH"] = (
    f"(?:{FRAGMENTS['MONTH']} the? {FRAGMENTS['DAY']}|the? {FRAGMENTS['DAY']} of? {FRAGMENTS['MONTH']})"
)
FRAGMENTS["DATE"] = f"(?:{FRAGMENTS['WEEKDAY']} comma?)? {FRAGMENTS['DAYMONTH']} {FRAGMENTS['YEAR']}?"

RULES = [
    # clock times with their day: "10 p.m. Wednesday", "Nov. 6 at 5 p.m. EST", "04 July 2024, 1:29 PM"
    ("clock", "TIME", "CLOCK comma? in? (?:LAST? weekday|DATE|day)"),
    ("clock", "TIME", "(?:LAST? weekday|DATE|day|numeric) comma? (?:in|prep)? CLOCK"),
    ("clock", "TIME", "(?:(?:clock|daynum) ampm|noon)(?: zone)?"),
    # ranges: "June 5 to 7", "5–7 June 2019", "between May 16 and 17", "June 30-July 2"
    ("range", "DATE", "MONTH DAY (?:dash|to|and) DAY (?! units|month|ampm|num) YEAR?"),
    ("range", "DATE", "the? DAY (?:dash|to|and) the? DAY of? MONTH YEAR?"),
    ("range", "DATE", "MONTH DAY dash MONTH DAY YEAR?"),
    ("range", "DATE", "DAY MONTH dash DAY MONTH YEAR?"),
    # calendar days: "Friday, June 8, 2018", "21st of June", "last Oct. 23", "22.03.2013"
    ("calendar", "DATE", "LAST? DATE (?: comma? LAST unit)?(?: daypart)?"),
    ("calendar", "DATE", "WEEKDAY open DAYMONTH YEAR? close"),
    ("calendar", "DATE", "daynum dash MONTH dash year"),
    ("numeric", "DATE", "numeric"),
    # "the third quarter of 1989", "this year's first half", "1988 fourth-quarter", "year-earlier quarter"
    (
        "quarter",
        "DATE",
        "QUARTERHEAD? (?:fiscal dash?)? (?:ordinal|dayord) dash? (?:quarter|half)"
        "(?: of (?:the? fiscal? year|LAST unit))?",
    ),
    ("quarter", "DATE", "the? (?:edge|last) (?:quarter|half) of (?:the? fiscal? year|LAST unit)"),
    ("quarter", "DATE", "(?:QUARTERHEAD|the|LAST) LAST? (?:quarter|half)"),
    ("quarter", "DATE", "(?:qletter daynum|daynum qletter) year?"),
    ("latest", "DATE", "the LAST period"),
    ("ago", "DATE", "(?:the|a)? unit dash? AWAY (?:period|quarter)?"),
    ("yearend", "DATE", "(?:the|EDGE)? (?:unit dash? edge|yearend)"),
    # "earlier this month", "the following year", "late last week", "the same day", "that year"
    ("relative", "DATE", "(?:EDGE|the)? the? LAST unit daypart?"),
    ("relative", "DATE", "the x? period LAST unit"),
    # months: "mid-November 1995", "last May", "June of last year", "this coming September"
    ("month", "DATE", "EDGE? the? MONTH YEAR"),
    ("month", "DATE", "EDGE? the? MONTH comma? of? LAST unit"),
    ("month", "DATE", "EDGE? LAST{1,2} MONTH"),
    ("month", "DATE", "EDGE MONTH"),
    ("month", "DATE", "month|shortmonth dot"),
    ("month", "DATE", "(?:(?<=in)|(?<=of)|(?<=to)|(?<=prep)) (?:maymonth|shortmonth)"),
    # weekdays: "late last Friday", "Wednesday of this week", "Saturday night"
    ("weekdays", "SET", "every (?:weekday|month|season|weekend) daypart?"),
    ("weekdays", "SET", "weekdays"),
    ("weekday", "DATE", "(?:EDGE|the)? LAST{0,2} weekday (?:(?:of|in)? LAST unit)?(?: dash? daypart)?"),
    (
        "holiday",
        "DATE",
        "LAST? (?:holiday HOLIDAY?|dayprefix poss? HOLIDAY|new unit poss HOLIDAY)(?: comma? year)?",
    ),
    # "the day after tomorrow", "a year ago", "two weeks earlier", "the day before", "year-earlier", "days later"
    ("dayafter", "DATE", "the unit before day"),
    ("ago", "DATE", "COUNT dash? (?:unit|units)(?: and a half)? dash? AWAY"),
    ("ago", "DATE", "(?:unit|units) AWAY"),
    # days: "earlier today", "yesterday morning", "the 21st"
    ("day", "DATE", "(?:edge|earlier|later)? day daypart?"),
    ("daypart", "TIME", "(?:tonight|overnight|LAST dash? edge? dash? daypart)"),
    ("monthday", "DATE", "the dayord (?! unit|units|quarter|half|century|x|month|of)"),
    # seasons: "last fall", "the summer of 1996", "this past spring"
    ("season", "DATE", "EDGE? the? LAST{0,2} season (?:of? (?:year|NUMBERYEAR))?"),
    ("season", "DATE", "EDGE? (?:LAST{1,2} fall (?:of year)?|the? fall of? year)"),
    ("weekend", "DATE", "(?:the|EDGE? LAST{1,2}) weekend"),
    # "the past two years", "three days", "recent months", "66-year-old"
    ("vague", "DATE", "the LAST (?:a? some) (?:units|quarters)"),
    ("duration", "DURATION", "(?:the? (?:last|next|ordinal))? COUNT dash? (?:units|unit|century) (?: dash old)?"),
    ("vague", "DATE", "recent (?:units|quarters)"),
    ("vague", "DATE", "(?:the? last|these|next|future) (?:units|quarters)"),
    # "nineteen ninety-six", "the year two thousand"
    ("numberyear", "DATE", "(?:the unit)? NUMBERYEAR"),
    # years and longer: "early 1990", "the late 1970s", "fiscal 1989", "the 20th century"
    ("tens", "DATE", "the? EDGE? the? (?:tens|nineties)"),
    ("century", "DATE", "the? EDGE? the? (?:ordinal|dayord) dash? century"),
    ("relative", "DATE", "LAST century"),
    ("set", "SET", "every (?:number|ordinal)? (?:unit|units|quarter)"),
    ("year", "DATE", "(?:the? EDGE the?|the? fiscal|fiscal) unit? year"),
    ("year", "DATE", "the unit year"),
    ("year", "DATE", "(?<!numbered) year"),
    ("fiscal", "DATE", "the LAST? fiscal unit"),
    ("set", "SET", "set"),
    ("anaphor", "DATE", "the full? unit (?! of)"),
    ("vague", "DATE", "now|recent|soon (?!as|before)|(?:the future(?! of))"),
]


NEVER_FIRST = [
    "comma",
    "dot",
    "of",
    "to",
    "and",
    "in",
    "prep",
    "as",
    "dash",
    "open",
    "close",
    "poss",
    "slash",
    "time",
    "ampm",
    "zone",
    "period",
    "before",
    "old",
]


class Rule(NamedTuple):
    kind: str
    type: str


@functools.cache
def _grammar() -> tuple[re.Pattern[str], dict[str, Rule]]:
    letters = _letters() | {"x": OTHER}
    branches, rules = [], {}
    for number, (kind, type_, pattern) in enumerate(RULES):
        for _ in range(3):
            pattern = re.sub(r"[A-Z]{2,}", lambda found: FRAGMENTS[found.group()], pattern)
        letters_of = re.sub(r"[a-z]+", lambda found: letters[found.group()], pattern).replace(" ", "")
        branches.append(f"(?P<r{number}>{letters_of})")
        rules[f"r{number}"] = Rule(kind, type_)
    never = OTHER + MARK + "".join(letters[name] for name in NEVER_FIRST)
    the, a, period = letters["the"], letters["a"], letters["period"]
    # looking at the first letters spares the trial of every rule at every word
    first = f"(?=[^{never}])(?!{the}(?:{MARK}|{OTHER}(?!{period})))(?!{a}[{OTHER}{MARK}])"
    return re.compile(first + "(?:" + "|".join(branches) + ")"), rules


# --- text → tokens --------------------------------------------------------------------------------------------------


def _number_class(digits: str) -> str:
    if not digits.isdecimal():
        return "num"
    if len(digits) == 4 and "1500" <= digits <= "2100":
        return "year"
    if len(digits) <= 2 and 1 <= int(digits) <= 31:
        return "daynum"
    return "num"


def _class_of(found: re.Match[str], text: str) -> tuple[str, str]:
    """Return the class and value of a token that is not an unknown word; an empty class where it means nothing."""
    group, words = str(found.lastgroup), found.group()
    if group == "word":
        name, value, capital = word_classes().get(words, ("", "", ""))
        original = text[found.start() : found.end()]
        wrong_case = (capital == "yes" and not original[0].isupper()) or (capital == "upper" and not original.isupper())
        return ("", "") if wrong_case else (name, value)
    if group == "digits":
        return _number_class(words), words
    if group == "mark":
        return MARKS.get(words, ""), words
    return ("", "") if group in ("money", "gap", "sep") else (group, words)


def _lower(text: str) -> str:
    lowered = text.lower()
    return lowered if len(lowered) == len(text) else "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


# "2000 soldiers", "some 1990 of them", but "In 2014 protesters …"
BEFORE_YEAR = re.compile(r"(?:\b(?i:in|since|by|until|and|from)|[,(])\s+$")
AFTER_NUMBER = re.compile(r"\s+(?:[a-z]+s|people|men|women|children|of|percent|million|km|kg)\b(?!['’])|%")


def _counts_things(text: str, token: re.Match[str]) -> bool:
    """Tell whether a number that could be a year counts what follows it."""
    if BEFORE_YEAR.search(text, max(0, token.start() - 8), token.start()):
        return False
    return bool(AFTER_NUMBER.match(text, token.end()))


# "the Arab Spring", "the Winter Olympics", "Summer Palace"
NAME_BEFORE = re.compile(r"\b[A-Z][\w’'-]+\s$")
NAME_AFTER = re.compile(r"\s(?:[A-Z]|olympi|games)")


def _is_name(text: str, first: re.Match[str], last: re.Match[str]) -> bool:
    """Tell whether a season is part of a name."""
    if not text[last.start()].isupper():
        return bool(NAME_AFTER.match(text, last.end()) and text[last.end() + 1].islower())
    before = NAME_BEFORE.search(text, max(0, last.start() - 20), last.start())
    return bool(before or NAME_AFTER.match(text, last.end()))


def find_timexes_in(text: str, start: int, end: int) -> Iterator[Timex]:
    """Yield the timexes of ``text[start:end]``, in order, without overlap."""
    known, letters_by_class = word_classes(), _letters()
    letters: list[str] = []
    tokens: list[re.Match[str]] = []
    names: list[tuple[str, str]] = []
    lowered = _lower(text[start:end])
    original = text[start:end]
    for found in TOKEN.finditer(lowered):
        if found.lastgroup == "word" and found.group() not in known:
            letters.append(OTHER)
            names.append(("", ""))
        else:
            name = _class_of(found, original)
            names.append(name)
            letters.append(letters_by_class.get(name[0], OTHER if found.lastgroup == "word" else MARK))
        tokens.append(found)
    pattern, rules = _grammar()
    for match in pattern.finditer("".join(letters)):
        first, last = match.start(), match.end() - 1
        parts = [Token(tokens[i].start(), tokens[i].end(), *names[i]) for i in range(first, last + 1)]
        timex = read_timex(parts, rules[str(match.lastgroup)])
        if timex and timex.kind == "season" and _is_name(original, tokens[first], tokens[last]):
            continue
        if timex and timex.kind == "year" and first == last and _counts_things(original, tokens[first]):
            continue
        if timex:
            yield timex._replace(start=start + tokens[first].start(), end=start + tokens[last].end())


# --- tokens → meaning -----------------------------------------------------------------------------------------------


def _number_year(parts: list[Token]) -> int | None:
    """Return the year that number words spell: nineteen ninety-six, two thousand (and) eight; else None."""
    numbers = [int(p.value) for p in parts if p.name == "number"]
    if numbers[:2] == [2, 1000]:
        return 2000 + sum(numbers[2:]) if sum(numbers[2:]) < 100 else None
    if numbers[0] in range(17, 21) and 10 <= numbers[1] < 100:
        return numbers[0] * 100 + sum(numbers[1:]) if sum(numbers[1:]) < 100 else None
    return None


RELATIONS = {"last", "next", "this", "that"}


def _year(value: str) -> int:
    digits = value.strip("'’‘s")
    return int(digits) if len(digits) == 4 else 1900 + int(digits) + (100 if int(digits) < 40 else 0)


def _count(parts: list[Token]) -> int | None:
    """Return the number that the words name, -1 for an unknown one, None for none."""
    values = [p.value for p in parts if p.name in ("number", "some", "daynum", "num", "year")]
    if not values:
        return 1 if any(p.name == "a" for p in parts) else None
    if "X" in values:
        return -1
    return sum(
        int(float(value.replace(",", ""))) for value in values if value.replace(",", "").replace(".", "").isdigit()
    )


def _unit(parts: list[Token]) -> str | None:
    return next((p.value for p in parts if p.name in ("unit", "units", "century")), None)


def _relation(parts: list[Token]) -> int | str | None:
    found = [p.value for p in parts if p.name in RELATIONS]
    if not found:
        return (
            -1 if any(p.name in ("ago", "earlier") for p in parts) and parts[-1].name in ("quarter", "half") else None
        )
    spoken_of = [value for value in found if value.startswith("R")]
    return spoken_of[0] if spoken_of else max((int(value) for value in found), key=abs)


def _direction(parts: list[Token]) -> str:
    """Return ago (from the day of publication), earlier or later (from the day that is spoken of)."""
    away = next(p for p in reversed(parts) if p.name in ("ago", "earlier", "later", "before"))
    return away.name if away.name != "before" else "later" if away.value == "1" else "earlier"


def _part(parts: list[Token]) -> str | None:
    named = [p for p in parts if p.name in ("season", "fall", "daypart", "tonight", "overnight", "noon")]
    if named:
        return named[-1].value
    number = next((p.value for p in parts if p.name in ("ordinal", "dayord")), None)
    span = next((p.value for p in parts if p.name in ("quarter", "half", "qletter")), None)
    if any(p.name == "qletter" for p in parts):
        number = next(p.value for p in parts if p.name == "daynum")
    if span is None:
        return None
    if number is None:
        number = (
            next(({"last": "2", "early": "1"}.get(p.name) for p in parts if p.name == "last"), "")
            if span == "H"
            else ""
        )
    return span + (number or "").rstrip("stndrh")


def _clock(parts: list[Token]) -> str | None:
    """Return the time of day as T19:15."""
    for at, part in enumerate(parts):
        if part.name == "noon":
            return part.value
        after = parts[at + 1] if at + 1 < len(parts) else None
        half = after.value[0] if after and after.name == "ampm" else ""
        if part.name == "clock" or (part.name == "daynum" and half):
            hour, _, minute = part.value.partition(":")
            hours = int(hour) % 12 + (12 if half in ("p", "1") else 0) if half else int(hour)
            return f"T{hours:02d}:{minute[:2] or '00'}" if hours < 25 else None
    return None


def read_timex(parts: list[Token], rule: Rule) -> Timex | None:
    """Return what the words of one expression say, or None when they cannot be a date ("June 45")."""
    kind, type_ = rule
    clock = _clock(parts) if kind == "clock" else None
    if kind == "clock":
        parts = [
            p
            for i, p in enumerate(parts)
            if not (p.name == "daynum" and i + 1 < len(parts) and parts[i + 1].name == "ampm")
        ]
    if kind == "weekday" and parts[-1].name == "daypart":
        type_ = "TIME"
    if kind == "ago" and parts[0].name == "half" and _unit(parts) == "Y":
        parts = [Token(parts[0].start, parts[0].end, "num", "6"), *parts[2:]]
        parts[1] = parts[1]._replace(value="M")
    if kind == "anaphor" and parts[-1].value == "D":
        return None
    if kind == "tens" and re.fullmatch(r"\d\ds", parts[-1].value) and parts[0].name != "the":
        return None  # "in his 30s"
    months = tuple(int(p.value) for p in parts if p.name in ("month", "maymonth", "shortmonth"))
    if kind == "numberyear" or (kind == "season" and any(p.name == "number" for p in parts)):
        spelled = _number_year(parts)
        if spelled is None:
            return None
        parts = [*parts, Token(parts[-1].end, parts[-1].end, "year", str(spelled))]
    days = tuple(int(p.value.rstrip("stndrh")) for p in parts if p.name in ("daynum", "dayord"))
    years = [_year(p.value) for p in parts if p.name in ("year", "apyear")]
    weekdays = [int(p.value) for p in parts if p.name in ("weekday", "shortday", "weekdays")]
    count = _count(parts) if kind in ("ago", "duration") else None
    if kind == "ago":
        count = count if count is not None else 1 if any(p.name == "unit" for p in parts) else -1
    return Timex(
        parts[0].start,
        parts[-1].end,
        type_,
        kind,
        year=years[0] if years and kind != "duration" else None,
        months=months,
        days=days,
        weekday=weekdays[0] if weekdays else None,
        unit=_unit(parts),
        amount=count,
        relation=_direction(parts) if kind == "ago" else _relation(parts),
        part=clock or _part(parts),
        value=_literal(kind, parts),
    )


def _literal(kind: str, parts: list[Token]) -> str | None:
    """Return the words that the resolver needs as they stand."""
    if kind == "numeric":
        return next(p.value for p in parts if p.name == "numeric")
    if kind == "holiday":
        return _holiday_name(parts)
    if kind == "tens":
        return next(p.value for p in parts if p.name in ("tens", "nineties"))
    wanted = {"set": "set"}
    if kind == "vague":
        return next(
            (p.value for p in parts if p.value.endswith("_REF")),
            "FUTURE_REF"
            if any(p.name == "next" for p in parts)
            else "PRESENT_REF"
            if any(p.name == "these" for p in parts)
            else "PAST_REF",
        )
    if kind == "day":
        return next(p.value for p in parts if p.name == "day")
    if kind == "dayafter":
        return str(sum(int(p.value) for p in parts if p.name in ("day", "before")))
    if kind == "century":
        return next(p.value.rstrip("stndrh") for p in parts if p.name in ("ordinal", "dayord"))
    name = wanted.get(kind)
    return next((p.value for p in parts if p.name == name), None) if name else None


def _holiday_name(parts: list[Token]) -> str:
    """Return a holiday's name as in words/holidays.csv."""
    first = next(p for p in parts if p.name in ("holiday", "dayprefix", "new"))
    eve = any(p.name == "dayname" for p in parts)
    if first.name == "new":
        return "new year's eve" if eve else "new year's day"
    return f"{first.value} {'eve' if eve else 'day'}" if first.name == "dayprefix" or eve else first.value
