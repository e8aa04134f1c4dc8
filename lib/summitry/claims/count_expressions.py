"""How often, and over which time: "nearly 30 times", "the fifth face-to-face meeting", "since the invasion", "this year"."""

from __future__ import annotations

import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import NamedTuple, cast

from summitry.meetings.context import Context
from summitry.meetings.record import read_day
from summitry.reference import Event
from summitry.text import Sentence, read_words, spell_phrases
from summitry.timexes.calendar import shift

Bounds = tuple[int, int | None]


class Count(NamedTuple):
    """A counting expression: offsets of its words, its bounds in meetings, and which form it has.

    ``form`` is times ("30 times"), meetings ("30 meetings"), ordinal ("30th meeting"), bare ordinal ("the third this
    year") or never ("had never met").
    """

    start: int
    end: int
    low: int
    high: int | None
    form: str
    qualifier: str


@functools.cache
def number_words(kind: str) -> dict[str, int]:
    """Return the number words of one kind (cardinal, ordinal, adverb) with their numbers."""
    return {row["word"]: int(row["number"]) for row in read_words("number_words") if row["kind"] == kind}


HEDGES = {row["phrase"]: row["kind"] for row in read_words("hedges")}


QUALIFIER = (
    r"(?P<qualifier>(?:(?:ever|structured|substantive|proper|in\s+person|in-person|face-to-face|face to face|bilateral|formal|informal|official|personal|"
    r"virtual|video|online|one-on-one|separate|top-level|high-level|such|full|consecutive|presidential|phone|telephone|"
    r"[A-Z][a-z]{1,15}[-–][A-Z][a-z]{1,15}|annual|working|private|direct|joint|major|public|known|leaders[’'])\s{1,3}){0,3})"
)
COUNTED = (
    r"(?:meetings|summits|encounters|get-togethers|face-to-faces|rounds\s+of\s+talks|video\s+conferences|"
    r"conversations|calls|talks)"
)
COUNTED_ONE = (
    r"(?:meeting|summit|encounter|bilateral|sit-down|meet-up|get-together|face-to-face|round\s+of\s+talks|talks|time|conversation|call|"
    r"video\s+conference|video\s+call|one-on-one|tête-à-tête)"
)
WINDOW_OPENS = (
    r"(?=(?:\s{1,3}(?:by\s+video|in\s+person|face\s+to\s+face))?,?\s{1,3}(?:since|this\s+(?:year|month|week)|so\s+far|(?:in|for)\s+(?:less|over|more|nearly|almost|as\s+many|just|under|about|the\s+(?:past|last))|"
    r"in\s+\w{1,12}\s+(?:years|months|weeks|days)|of\s+(?:the|this)\s+year|within)\b)"
)


@functools.cache
def count_pattern() -> re.Pattern[str]:
    """Return the pattern of counting expressions, compiled once from the word lists.

    Written for 'we have met nearly 30 times', 'their 37th meeting', 'at least two in-person meetings', 'the second
    since March', 'had never met'.
    """
    hedge = spell_phrases(list(HEDGES))
    cardinal = rf"(?:\d{{1,4}}|{spell_phrases(list(number_words('cardinal')))})"
    ordinal = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{spell_phrases(list(number_words('ordinal')))})"
    adverb = spell_phrases(list(number_words("adverb")))
    return re.compile(
        rf"(?<![\w.,$€£-])(?:(?P<hedge>{hedge})\s{{1,3}}(?:the\s{{1,3}})?)?(?:"
        rf"(?P<ordinal>{ordinal})(?:[\s-]{{1,3}}{QUALIFIER}{COUNTED_ONE}\b(?!\s*[-–]\s*\w)|{WINDOW_OPENS})"
        rf"|(?P<number>{cardinal})(?P<upper>(?:\s+(?:to|or)\s+|\s?[-–]\s?){cardinal})?"
        rf"(?P<suffix>\+|-odd|\s+or\s+so|-plus|\s+plus|\s+or\s+more)?"
        rf"(?:\s{{1,3}}(?:times|occasions)\b|\s{{1,3}}{QUALIFIER.replace('qualifier', 'qualities')}{COUNTED}\b)"
        rf"|(?P<dozens>dozens)\s{{1,3}}of\s{{1,3}}(?:times|occasions|meetings)\b"
        rf"|(?P<adverb>{adverb})\b(?!\s+(?:again|as|the|more)\b)"
        rf"|(?P<never>never)\s{{1,3}}(?:(?:before|yet|previously|actually|once)\s{{1,3}})?(?=met\b|meet\b|held\b|spoken\b)"
        rf")",
        re.IGNORECASE,
    )


def _number(words: str) -> int:
    words = re.sub(r"\s+", " ", words.strip().upper().lower())  # a pattern's s and i match "ſ" and "ı" too
    digits = re.match(r"\d+", words)
    if digits:
        return int(digits.group())
    known = number_words("cardinal") | number_words("ordinal") | number_words("adverb") | {"a": 1, "an": 1}
    return known[words]


def bound(number: int, hedge: str) -> Bounds:
    """Return the least and the most that *number* under a *hedge* (its kind in words/hedges.csv) can mean.

    >>> bound(30, "nearly"), bound(40, "about"), bound(40, "above")
    ((27, 29), (38, 42), (41, None))
    """
    bounds: dict[str, Bounds] = {
        "nearly": (-(-9 * number // 10), number - 1),
        "about": (95 * number // 100, -(-105 * number // 100)),
        "below": (0, number - 1),
        "above": (number + 1, None),
        "at least": (number, None),
        "at most": (0, number),
    }
    return bounds.get(hedge, (number, number))


def _bounds(found: re.Match[str]) -> Bounds:
    groups = found.groupdict()
    if groups["never"]:
        return 0, 0
    if groups["dozens"]:
        return 24, None
    hedge = HEDGES.get(re.sub(r"\s+", " ", (groups["hedge"] or "").lower()), "")
    number = _number(groups["ordinal"] or groups["number"] or groups["adverb"])
    if groups["upper"]:
        return number, max(number, _number(re.sub(r"^(?:to|or)\s|^[-–]\s?", "", groups["upper"].strip().lower())))
    if groups["suffix"]:
        hedge = "at least" if re.search(r"\+|plus|more", groups["suffix"], re.IGNORECASE) else "about"
    return bound(number, hedge)


def _form(found: re.Match[str]) -> str:
    if found["never"]:
        return "never"
    if found["ordinal"]:
        return "bare ordinal" if found.end() == found.end("ordinal") else "ordinal"
    return "times" if found["adverb"] or found.group().lower().endswith(("times", "occasions")) else "meetings"


def find_counts(text: str, start: int = 0, end: int | None = None) -> list[Count]:
    """Return the counting expressions in ``text[start:end]``, in reading order; offsets are into *text*.

    >>> [(c.low, c.high, c.form) for c in find_counts("their 37th meeting, not a dozen meetings")]
    [(37, 37, 'ordinal'), (12, 12, 'meetings')]
    """
    return [
        Count(found.start(), found.end(), *_bounds(found), _form(found), found["qualifier"] or found["qualities"] or "")
        for found in count_pattern().finditer(text, start, len(text) if end is None else end)
    ]


def read_count(text: str) -> Bounds | None:
    """Read the bounds that a hedged count claims.

    Returns ``(low, high)`` in meetings, ``high`` None when the claim has no ceiling, or None when *text* makes no count
    claim. "nearly n" is read as [0.9 n, n - 1], a claim *below* n (codebook, claims.count_low); "about n" as [0.95 n,
    1.05 n], rounded outward.

    >>> read_count("we have met nearly 30 times")
    (27, 29)
    >>> read_count("they met more than 40 times")
    (41, None)
    >>> read_count("in the past six years") is None
    True
    """
    counts = find_counts(text)
    return (counts[0].low, counts[0].high) if counts else None


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
UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "E"}
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
    number = rf"\d{{1,3}}|{spell_phrases(list(number_words('cardinal')))}|a|an|as\s+many"
    units = "|".join(UNITS)
    hedge = (
        r"past|last|previous|less\s+than|under|just|about|nearly|almost|over|more\s+than|little\s+more\s+than|just\s+over|"
        r"a\s+little\s+over|around"
    )
    return re.compile(
        rf"(?:(?:in|over|during|within|for|across)\s+)?(?:(?:the|these|those)\s+)?(?:(?:{hedge})\s+){{1,3}}"
        rf"(?P<n>{number})?\s*(?P<unit>{units})s?\b"
        rf"|(?:in|over|within|during)\s+(?P<n2>{number})\s+(?P<unit2>{units})s?\b",
        re.IGNORECASE,
    )


def find_window(context: Context, sentence: Sentence, count: Count) -> tuple[Window, int]:
    """Return the days that a claim counts over, and the end of its words (through "since 2013")."""
    text, published = context.text, context.doc.published
    end = read_day(published.day or published.high)
    stop = min(sentence.end, count.end + 160)
    another = AND_ANOTHER.search(text, count.end, stop)
    stop = another.start() if another else stop
    since = SINCE.match(text, count.end, stop)
    anchor = _anchor(context, since, end) if since else None
    if anchor:
        return Window(anchor[0], end), anchor[1]
    after = _stated_window(text, count.end, stop, end, count)
    if after:
        return after
    opening = SINCE_BEFORE.search(text, sentence.start, count.start)
    opened = _anchor(context, opening, end) if opening and not since else None
    if opened:
        return Window(opened[0], end), count.end
    before = _stated_window(text, max(sentence.start, count.start - 70), count.start, end, count)
    return (before[0] if before else Window(None, end)), count.end


def _anchor(context: Context, since: re.Match[str], end: dt.date | None) -> tuple[dt.date, int] | None:
    """Return the day after "since" (a date, else a known event) and where its words end."""
    text, (start, stop) = context.text, since.span("anchor")
    inside = [d for d in context.doc.dates.within(start, stop) if d.date_low]
    event = _anchor_event(context, start, stop, end)
    dated = read_day(inside[0].date_low) if inside else None
    yearless = bool(inside) and not re.search(r"\d{4}", inside[0].text)  # 'since Putin was re-elected in March'
    same_month = event is not None and dated is not None and yearless and event.date_start.month == dated.month
    if event and (dated is None or same_month or abs((event.date_start - dated).days) < 62):
        return event.date_start, inside[-1].end if inside else start + len(text[start:stop].rstrip())
    if dated:
        return dated, inside[0].end
    year = re.search(r"\b(?:19|20)\d\d\b", text[start:stop])
    return (dt.date(int(year.group()), 1, 1), start + year.end()) if year else None


def _anchor_event(context: Context, start: int, stop: int, end: dt.date | None) -> Event | None:
    """Return the latest event before the claim that the words after "since" name, as words/anchor_events.csv knows it."""
    words, events = context.doc.lowered[start:stop], cast("list[Event]", context.doc.reference.events)
    people = {m.person for m in context.mentions.starting_in(start, stop)}
    for row in read_words("anchor_events"):
        if row["phrase"] in words and (not row["person"] or row["person"] in people):
            dated = [e for e in events if e.name == row["event"] and (end is None or e.date_start <= end)]
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
    words = found["n"] or found["n2"] or "a"
    number = max(1, count.low) if words.lower().startswith("as") else _number(words)
    start = shift(end, UNITS[unit], -number)
    if LONGER.search(found.group()):
        start -= (end - start) * 15 // 100
    years = number * {"year": 1, "decade": 10}.get(unit, 0)
    return Window(start, end, shift(end, "Y", -years - 1) + dt.timedelta(days=1) if years > 1 else None)
