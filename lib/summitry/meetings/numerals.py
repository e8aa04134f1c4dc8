"""Numbers as the press writes them: "nearly 30 times", "the fifth face-to-face meeting", "about a dozen meetings"."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from summitry.text import read_words, spell_out

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


def alternatives(phrases: list[str], never_after: str = "") -> str:
    """Return spell_out of *phrases* with any white space in them."""
    return spell_out(phrases, never_after).replace(r"\ ", r"\s{1,3}")


@functools.cache
def number_words(kind: str) -> dict[str, int]:
    """Return the number words of one kind (cardinal, ordinal, adverb) with their numbers."""
    return {row["word"]: int(row["number"]) for row in read_words("number_words") if row["kind"] == kind}


@functools.cache
def _hedges() -> dict[str, str]:
    return {row["phrase"]: row["kind"] for row in read_words("hedges")}


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
    hedge = alternatives(list(_hedges()))
    cardinal = rf"(?:\d{{1,4}}|{alternatives(list(number_words('cardinal')))})"
    ordinal = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{alternatives(list(number_words('ordinal')))})"
    adverb = alternatives(list(number_words("adverb")))
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
    words = re.sub(r"\s+", " ", words.strip().lower())
    digits = re.match(r"\d+", words)
    if digits:
        return int(digits.group())
    known = number_words("cardinal") | number_words("ordinal") | number_words("adverb")
    return known[words]


def bound(number: int, hedge: str) -> Bounds:
    """Return the least and the most that *number* under a *hedge* (its kind in words/hedges.csv) can mean.

    >>> bound(30, "nearly"), bound(40, "about"), bound(40, "above")
    ((27, 29), (38, 42), (41, None))
    """
    if hedge == "nearly":
        return -(-9 * number // 10), number - 1
    if hedge == "about":
        return 95 * number // 100, -(-105 * number // 100)
    bounds: dict[str, Bounds] = {
        "below": (0, number - 1),
        "above": (number + 1, None),
        "at least": (number, None),
        "at most": (0, number),
    }
    return bounds.get(hedge, (number, number))


SUFFIX_HEDGE = {"+": "at least", "-plus": "at least", "plus": "at least", "or more": "at least"}


def _bounds(found: re.Match[str]) -> Bounds:
    groups = found.groupdict()
    if groups["never"]:
        return 0, 0
    if groups["dozens"]:
        return 24, None
    hedge = _hedges().get(re.sub(r"\s+", " ", (groups["hedge"] or "").lower()), "")
    number = _number(groups["ordinal"] or groups["number"] or groups["adverb"])
    if groups["upper"]:
        return number, max(number, _number(re.sub(r"^(?:to|or)\s|^[-–]\s?", "", groups["upper"].strip().lower())))
    if groups["suffix"]:
        hedge = SUFFIX_HEDGE.get(re.sub(r"\s+", " ", groups["suffix"].strip().lower()), "about")
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
