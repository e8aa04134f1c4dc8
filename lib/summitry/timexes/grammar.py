"""The grammar of temporal expressions: tokens → classes → timexes, not yet anchored; and the tense of the words around.

Each word of a text has a class (words/timex_words.csv), each class a letter, so that a sentence becomes a string of
letters and a rule of the grammar (words/timex_rules.csv, with words/timex_fragments.csv) an ordinary regular
expression over them, written there with the classes' names.  The idea of rules over token classes is SUTime's (Chang &
Manning, LREC 2012); kinds and values follow TimeML.
"""

import functools
import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from summitry.schema import Span
from summitry.text import Document, Tokens, read_words, spell_out, spell_phrases, tokenize


class Timex(NamedTuple):
    """A temporal expression and what its words say, before anybody knows the day on which they were written.

    ``kind`` names the rule's family; the fields that it does not use are None. ``amount`` -1 means an unknown number
    ("several"). ``relation`` is -1 for last, 0 this, 1 next, "R" that or same, "R1" the following, "R-1" the previous.
    ``unit`` is D, W, M, Y, E (decade), C (century), Q, TH, TM, TS; ``part`` a TIMEX3 part: TMO … of a day, SP … of a
    year, Q1, H1, WE, or a time of day (T12:00).  Of an expression that counts from or in another ("the last Monday of
    May", "a year before June 5") ``whole`` is that other one.
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
    whole: "Timex | None" = None


class Piece(NamedTuple):
    """A token or a part of one (mid · - · 2018): its offsets, its class and the class's value for it."""

    start: int
    end: int
    name: str
    value: str


def find_timexes(doc: Document) -> list[Timex]:
    """Return the temporal expressions of headline, captions, body, byline and dateline, in order, not yet anchored.

    >>> [timex.kind for timex in find_timexes(Document("a", "Xi left on Friday, a week before June 8, 2018."))]
    ['weekday', 'counted']
    """
    found = [*_read_tokens(doc.text, doc.tokens), *find_timexes_in(doc.text, doc.spans("byline", "dateline"))]
    return sorted(found, key=lambda timex: timex.start)


def find_timexes_in(text: str, spans: Iterable[Span]) -> list[Timex]:
    """Return the temporal expressions in *spans* of *text*, each of which is read as one sentence."""
    return list(_read_tokens(text, tokenize(text, spans)))


def _read_tokens(text: str, tokens: Tokens) -> Iterator[Timex]:
    """Yield the timexes among *tokens*, in order, without overlap; none reaches beyond its sentence."""
    pattern, rules = _grammar()
    starts, spellings = _join_signs(text, tokens)
    letters = list(map(_letters, spellings))
    for i, (sentence, following) in enumerate(itertools.pairwise(tokens.sentences)):
        if sentence != following:
            letters[i] += NOTHING
    ends = list(itertools.accumulate(map(len, letters)))
    for found in pattern.finditer("".join(letters)):
        first, last = bisect_right(ends, found.start()), bisect_left(ends, found.end())
        pieces = [
            piece._replace(start=starts[i] + piece.start, end=starts[i] + piece.end)
            for i in range(first, last + 1)
            for piece in _pieces(spellings[i])
        ]
        skipped = found.start() - ends[first] + len(letters[first])
        parts = pieces[skipped : skipped + len(found.group())]
        timex = _read_timex(parts, *rules[str(found.lastgroup)])
        if timex and timex.kind == "duration" and _lies_ahead(text, timex):
            timex = timex._replace(kind="ago", type="DATE", relation="hence")
        if timex and not _is_false_friend(text, timex, parts):
            yield timex


# Easter Monday · Mother’s Day
HOLIDAY = re.compile(
    rf"(?=[A-Z])(?i:{spell_phrases(row['name'] for row in read_words('holidays'))})\b".replace("'", "['’]?")
)
# a.m. · 22.03.2013 · 2019/6/5 · 9:30 · 1970s · ’80s · 21st · 2,500 · ’98 · Xi’s · $1990 · any other mark
PIECE = re.compile(
    rf"(?P<holiday>{HOLIDAY.pattern})|"
    r"(?P<ampm>[apAP]\.[mM]\b\.?)|(?P<word>[^\W\d_]+)"
    r"|(?P<numeric>(?<![\d.,/-])(?:\d{1,2}(?:/\d{1,2}/|\.\d{1,2}\.|-\d{1,2}-)\d{2,4}|\d{4}(?:/\d{1,2}/|\.\d{1,2}\.|-\d{1,2}-)\d{1,2})(?![\d/-]|\.\d))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d))|(?P<tens>['’‘]?\d\d(?:\d\d)?['’]?[sS]\b)"
    r"|(?P<dayord>\d{1,2}(?i:st|nd|rd|th)\b)|(?P<digits>\d+(?:,\d{3}(?!\d)|\.\d+)*)|(?P<apyear>['’‘]\d\d\b)"
    r"|(?P<poss>['’][sS]\b)|(?P<money>[$£€¥]\s?\d[\d.,]*)|(?P<mark>[^\w\s])"
)
WIDEST_GAP = dict.fromkeys("'’‘", 0) | dict.fromkeys("$£€¥", 1)
"""Signs that are read as one with the number after them, and how many characters may stand between."""
JOINED = {*WIDEST_GAP, *(row["name"].split()[0].replace("'", "’").capitalize() for row in read_words("holidays"))}
JOINED |= {word.replace("’", "'") for word in JOINED}
MARKS = {",": "comma", "-": "dash", "–": "dash", "—": "dash", ".": "dot", "(": "open", ")": "close", "/": "slash"}
NUMBERS = ("numeric", "clock", "tens", "dayord", "daynum", "year", "num", "apyear", "poss", "holiday", "ampm")
UNKNOWN, NOTHING = "×", "¶"  # a word and a mark (or a sentence's end) that mean nothing to the grammar
NEVER_FIRST = (
    *("comma", "dot", "dash", "open", "close", "poss", "slash", "of", "to", "and", "in", "from", "prep", "as"),
    *("time", "ampm", "zone", "period", "before", "old", "spanning"),
)
WORD_CLASSES = {row["word"]: (row["class"], row["value"], row["capital"]) for row in read_words("timex_words")}
"""Class, value and capital rule ("": any, yes: capital letter first, upper: capitals) by word."""
CLASSES = sorted({name for name, _, _ in WORD_CLASSES.values()} | {*NUMBERS, *MARKS.values()})
ALPHABET = {"x": UNKNOWN, "": NOTHING} | {name: chr(0x4E00 + number) for number, name in enumerate(CLASSES)}


def _join_signs(text: str, tokens: Tokens) -> tuple[list[int], list[str]]:
    """Return the starts and spellings of *tokens*, ’98, ’80s, $1990 and a holiday as one each (and empty ones)."""
    starts, spellings = list(tokens.starts), list(tokens.spellings)
    for i, sign in enumerate(tokens.spellings[:-1]):
        if sign in JOINED and spellings[i]:
            near = sign in WIDEST_GAP and starts[i + 1] - tokens.ends[i] <= WIDEST_GAP[sign]
            found = HOLIDAY.match(text, starts[i])
            last = bisect_left(tokens.ends, found.end()) if found else i + (near and spellings[i + 1][0].isdigit())
            starts[last], spellings[i:last] = starts[i], [""] * (last - i)
            spellings[last] = text[starts[i] : tokens.ends[last]]
    return starts, spellings


@functools.lru_cache(maxsize=1 << 16)
def _letters(spelling: str) -> str:
    return "".join([ALPHABET[piece.name] for piece in _pieces(spelling)])


@functools.lru_cache(maxsize=1 << 12)
def _pieces(spelling: str) -> tuple[Piece, ...]:
    """Return what a token is cut into, with offsets in it."""
    return tuple([Piece(*found.span(), *_read_class(found)) for found in PIECE.finditer(spelling)])


def _read_class(found: re.Match[str]) -> tuple[str, str]:
    group, words = str(found.lastgroup), found.group().lower()
    if group == "word":
        name, value, capital = WORD_CLASSES.get(words, ("x", "", ""))
        original = found.group()
        wrong_case = (capital == "yes" and not original[0].isupper()) or (capital == "upper" and not original.isupper())
        return ("x", "") if wrong_case else (name, value)
    if group == "digits":
        year, day = len(words) == 4 and "1500" <= words <= "2100", len(words) <= 2 and 1 <= int(words) <= 31
        return "year" if year and words.isdecimal() else "daynum" if day else "num", words.replace(",", "")
    if group == "mark":
        return MARKS.get(words, ""), words
    if group == "holiday":
        return group, " ".join(words.replace("’", "'").split())
    return ("" if group == "money" else group), words.rstrip("stndrh") if group == "dayord" else words


def full_year(year: int) -> int:
    """Return a year of two digits in full: below 40 it is of this century."""
    return year + (2000 if year < 40 else 1900 if year < 100 else 0)


@functools.cache
def _grammar() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """Return one pattern over letters of all rules, its groups named r0, r1 …, and each rule's kind and TIMEX3 type."""
    fragments = {row["name"]: row["pattern"] for row in read_words("timex_fragments")}
    branches, rules = [], {}
    for number, row in enumerate(read_words("timex_rules")):
        pattern = row["pattern"]
        for _ in range(3):  # fragments hold fragments, at most three deep
            pattern = re.sub(r"[A-Z]{2,}", lambda found: fragments[found.group()], pattern)
        in_letters = re.sub(r"[a-z]+", lambda found: ALPHABET[found.group()], pattern).replace(" ", "")
        branches.append(f"(?P<r{number}>{in_letters})")
        rules[f"r{number}"] = row["kind"], row["type"]
    never = UNKNOWN + NOTHING + "".join(ALPHABET[name] for name in NEVER_FIRST)
    return re.compile(f"(?=[^{never}])(?:{'|'.join(branches)})"), rules


# "2000 soldiers", "some 1990 of them", but "In 2014 protesters …"
BEFORE_YEAR = re.compile(r"(?:\b(?i:in|since|by|until|and|from)|[,(])\s+$")
AFTER_NUMBER = re.compile(r"\s{1,9}(?:[a-z]+s|people|men|women|children|of|percent|million|km|kg)\b(?!['’])|%")
# "the Arab Spring", "the Winter Olympics", "Summer Palace"
NAME_BEFORE = re.compile(r"\b[A-Z][\w’'-]+\s$")
NAME_AFTER = re.compile(r"\s(?:[A-Z]|olympi|games)")


# "it will be their third meeting in two years": a length of time after all
COUNTED = re.compile(r"\b(?:first|second|third|\w+th|times?|only|most|\w+est)\b[^.;:]*$")


def _lies_ahead(text: str, timex: Timex) -> bool:
    """Tell whether a length of time is when something will be: "they will meet in two weeks"."""
    if not text.endswith(" in ", 0, timex.start) or text.startswith(" of ", timex.end):
        return False
    return points_ahead(text, timex.start) and not COUNTED.search(text, max(0, timex.start - 60), timex.start)


def _is_false_friend(text: str, timex: Timex, parts: list[Piece]) -> bool:
    """Tell whether a season is part of a name, or a bare year a count."""
    if timex.kind == "season":
        start, end = parts[-1].start, parts[-1].end
        following = NAME_AFTER.match(text, end)
        if not text[start].isupper():
            return bool(following and text[end + 1].islower())
        return bool(following or NAME_BEFORE.search(text, max(0, start - 20), start))
    if timex.kind != "year" or len(parts) > 1 or BEFORE_YEAR.search(text, max(0, timex.start - 8), timex.start):
        return False
    return bool(AFTER_NUMBER.match(text, timex.end))


def _read_timex(parts: list[Piece], kind: str, type_: str) -> Timex | None:
    """Return what the words of one expression say, or None when they mean no date after all ("in his 30s")."""
    age = kind == "tens" and re.fullmatch(r"\d\ds", parts[-1].value) and parts[0].name != "the"
    if age or (kind == "anaphor" and parts[-1].value == "D"):
        return None
    start, end = parts[0].start, parts[-1].end
    if kind in PARTED:
        return _read_parted(parts, kind, type_)
    clock = _clock(parts) if kind == "clock" else None
    parts = _rewrite(parts, kind)
    if not parts:
        return None
    year, weekday = _first(parts, "year", "apyear"), _first(parts, "weekday", "shortday", "weekdays")
    return Timex(
        start,
        end,
        "TIME" if kind == "weekday" and parts[-1].name == "daypart" else type_,
        kind,
        year=full_year(int(year.strip("'’‘"))) if year and kind != "duration" else None,
        months=tuple(int(part.value) for part in parts if part.name in ("month", "maymonth", "shortmonth")),
        days=tuple(int(part.value) for part in parts if part.name in ("daynum", "dayord")),
        weekday=int(weekday) if weekday else None,
        unit=_first(parts, "unit", "units", "century"),
        amount=_amount(parts, kind),
        relation=_relation(parts, kind),
        part=clock or _part(parts),
        value=_literal(kind, parts),
    )


PARTED = {"nth": ("of", "in"), "counted": ("ago", "before", "from"), "weekof": ("edge", "spanning", "of", "from")}
"""The words after which another expression begins, by the kinds of expressions that have one in them."""
KINDS_OF_WHOLE = {"day": "day", "holiday": "holiday", "daynum": "calendar", "dayord": "calendar", "weekday": "weekday"}


def _read_parted(parts: list[Piece], kind: str, type_: str) -> Timex | None:
    """Return an expression that counts from or in another: "the last Monday of May", "a year before June 5"."""
    at = next(i for i, part in enumerate(parts) if i and part.name in PARTED[kind])
    head, tail = parts[:at], parts[at + 1 :]
    named = next((KINDS_OF_WHOLE[part.name] for part in tail if part.name in KINDS_OF_WHOLE), None)
    month = "month" if _has(tail, "month", "maymonth", "shortmonth") else None
    whole = _read_timex(tail, named or month or ("relative" if _has(tail, "unit") else "year"), "DATE")
    timex = _read_timex(head, "duration", type_)
    if not whole or not timex:
        return None
    number = _first(head, "ordinal", "dayord")
    sign = -1 if parts[at].name == "ago" or parts[at].value == "-1" else 1
    amount = sign * (timex.amount or 1) if kind == "counted" else int(number or -1)
    return timex._replace(
        end=parts[-1].end, kind=kind, amount=amount, part=_first(head, "half", "quarter", "weekend"), whole=whole
    )


def _first(parts: list[Piece], *names: str) -> str | None:
    return next((part.value for part in parts if part.name in names), None)


def _has(parts: list[Piece], *names: str) -> bool:
    return any(part.name in names for part in parts)


def _rewrite(parts: list[Piece], kind: str) -> list[Piece]:
    """Return *parts* without the hour of a clock time, spelled years as numbers, half a year as six months."""
    if kind == "clock":
        following = [*(part.name for part in parts[1:]), ""]
        return [part for part, after in zip(parts, following, strict=True) if part.name != "daynum" or after != "ampm"]
    if kind == "numberyear" or (kind == "season" and _has(parts, "number")):
        spelled = _spelled_year([int(part.value) for part in parts if part.name == "number"])
        return [*parts, Piece(parts[-1].end, parts[-1].end, "year", str(spelled))] if spelled else []
    if kind == "ago" and parts[0].name == "half" and parts[2].value == "Y":
        return [parts[0]._replace(name="num", value="6"), parts[2]._replace(value="M"), *parts[3:]]
    if kind == "calendar" and len(parts) == 5 and parts[-2].name == "dash" and parts[-1].name != "year":  # 19-Nov-12
        return [*parts[:-1], parts[-1]._replace(name="apyear")]
    return parts


def _spelled_year(numbers: list[int]) -> int | None:
    """Return the year that number words spell: nineteen ninety-six, two thousand eight; None for other numbers."""
    if numbers[:2] == [2, 1000]:
        return 2000 + sum(numbers[2:]) if sum(numbers[2:]) < 100 else None
    if numbers[0] in range(17, 21) and 10 <= numbers[1] < 100:
        return numbers[0] * 100 + sum(numbers[1:]) if sum(numbers[1:]) < 100 else None
    return None


def _amount(parts: list[Piece], kind: str) -> int | None:
    """Return the number that a length of time names, -1 for an unknown one."""
    if kind not in ("ago", "duration"):
        return None
    values = [part.value for part in parts if part.name in ("number", "some", "daynum", "num", "year")]
    if not values:
        return 1 if _has(parts, "a", "unit") else -1
    numbers = [int(float(value)) for value in values if value.replace(".", "", 1).isdecimal()]
    return -1 if "X" in values else sum(numbers)


def _relation(parts: list[Piece], kind: str) -> int | str | None:
    if kind == "ago":  # from the day of publication; earlier or later: from the day that is spoken of
        away = next(part for part in reversed(parts) if part.name in ("ago", "earlier", "later", "before", "from"))
        return {"1": "later", "-1": "earlier"}.get(away.value) if away.name == "before" else away.name
    if _has(parts, "before") and parts[-1].value in ("-1", "1"):  # the week before last, the week after next
        return 2 * int(parts[-1].value)
    found = [part.value for part in parts if part.name in ("last", "next", "this", "that")]
    spoken_of = [value for value in found if value.startswith("R")]
    if found:
        return spoken_of[0] if spoken_of else max((int(value) for value in found), key=abs)
    return -1 if _has(parts, "ago", "earlier") and parts[-1].name in ("quarter", "half") else None


def _part(parts: list[Piece]) -> str | None:
    """Return the TIMEX3 part of a day or year that is named: TNI, SP, Q3, H1; Q alone for "the quarter"."""
    named = [part.value for part in parts if part.name in ("season", "fall", "daypart", "tonight", "overnight", "noon")]
    span = _first(parts, "quarter", "half", "qletter")
    if named or span is None:
        return named[-1] if named else None
    if _has(parts, "qletter"):
        return f"{span}{_first(parts, 'daynum')}"
    number = _first(parts, "ordinal", "dayord")
    if number is None and span == "H" and _has(parts, "last"):
        number = "2"
    return span + (number or "")


def _clock(parts: list[Piece]) -> str | None:
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


LITERALS = {
    **{"numeric": ("numeric", "day"), "clock": ("numeric", "day"), "tens": ("tens", "nineties")},  # "10 p.m. yesterday"
    **{"day": ("day",), "set": ("set",), "century": ("ordinal", "dayord"), "holiday": ("holiday",)},
}
"""The classes of the words that the resolver needs as they stand, by kind."""


def _literal(kind: str, parts: list[Piece]) -> str | None:
    """Return the words that the resolver needs as they stand; the name of a holiday, with its eve."""
    if kind == "vague":
        named = next((part.value for part in parts if part.value.endswith("_REF")), None)
        return named or ("FUTURE_REF" if _has(parts, "next") else "PRESENT_REF" if _has(parts, "these") else "PAST_REF")
    words = _first(parts, *LITERALS.get(kind, ()))
    return f"{words} eve" if kind == "holiday" and _has(parts, "eve") else words


@functools.cache
def cues(kind: str) -> str:
    """Return a pattern of the words of one *kind* in words/time_cues.csv."""
    return spell_out(row["cue"] for row in read_words("time_cues") if row["kind"] == kind)


# "will meet on Friday", "is scheduled for Monday", "on Tuesday, when he is to": a cue just before a weekday
FUTURE_CUE = re.compile(rf"\b{cues('future')}\b[^.;:!?”\"]{{0,50}}$|\b(?:by|until) (?:late |early |mid-|the end of )?$")
# "he said Friday", "it was not until Tuesday that", "by Monday they had"
PAST_CUE = re.compile(rf"\b{cues('past')}\b[^.;:!?,]{{0,12}}$")
# "stepped down in March", "In March, the company received": a past verb close before or after
PAST_TENSE = re.compile(rf"\b(?:\w{{2,12}}ed|{cues('past tense')})\b")


def points_ahead(text: str, start: int, end: int = 0) -> bool:
    """Tell whether the words just before *start* put the date there into the future; "Friday's ruling" is past."""
    if end and text[end : end + 2] in ("’s", "'s"):
        return False
    before = text[max(0, start - 75) : start].lower()
    return bool(FUTURE_CUE.search(before)) and not PAST_CUE.search(before)


def tells_past(text: str, timex: Timex) -> bool:
    """Tell whether a past verb stands in the words around *timex*, in its clause."""
    before = re.split(r"[.;:!?]\s", text[max(0, timex.start - 70) : timex.start])[-1]
    after = re.split(r"[.;:!?]\s|,\s(?=(?:and|but|while)\b)", text[timex.end : timex.end + 60])[0]
    return bool(PAST_TENSE.search(before.lower() + " " + after.lower()))
