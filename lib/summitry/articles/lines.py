"""Lines: the paragraphs of a page, and what can be told from the shape of one: prose, title, name, date, credit."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from summitry.text import read_words

# 'Xi’s', 'U.S', 'so-called': no word is given back once taken, which spares the matcher its bookkeeping
WORD = re.compile(r"[^\W_]++(?:[’'.\-][^\W_]++)*+")
# 'he said.”'  'What next?'  'in Beijing.)'  'it is over.' (AFP)  'it is over.—AFP'
STOP = re.compile(r"[.!?…。！？][\"”’»')\]]*(?:[ \xa0]?\([^()]{2,40}\)\.?|[ \xa0]?[–—-]{1,2} ?[A-Z][A-Za-z/ ]{1,25})?$")
CLOSES_SPEECH = ("”", '"', "»", "’’", "''")
OPENS_SPEECH = ("“", '"', "«", "„", "‘", "''", "``")
SPACES = re.compile(r"\s+")
BULLETS = " \t\xa0»›>•▪■►▶→←↑↓*|·–—-#※✦★☆◆"

MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]{0,6}\.?"
# '04 July 2024'  'July 4th, 2024'  '2024-07-04'  '4/7/2024'  '2024年7月4日'
CALENDAR_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?[ \-.]?(?:of )?{MONTHS},?[ \-]?\d{{2,4}}\b"
    rf"|\b{MONTHS} ?\d{{1,2}}(?:st|nd|rd|th)?,? ?\d{{4}}\b"
    r"|\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b|\d{4}年\d{1,2}月\d{1,2}日",
    re.IGNORECASE,
)
WEEKDAY = re.compile(r"\b(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE)
# what may stand beside a date without making the line prose: '1:29 PM', 'GMT+6', 'Published on', 'Last updated'
BESIDE_DATE = re.compile(
    r"\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?|\d{1,2} ?[ap]\.?m\b|[ap]\.?m\b\.?"
    r"|\b(?:gmt|utc|est|edt|et|ist|bst|bdt|cst|cet|msk|jst|kst|pkt|hkt|sgt|z)\b"
    r"|[+-]\d{1,4}|\b(?:hours?|hrs|local|time|at|on|the|first|last|date|updated?|published|publish|posted|modified|created|release|time)\b",
    re.IGNORECASE,
)
# '6 years ago'  'Published 3 hours ago'  'an hour ago'
PAGE_AGE = re.compile(
    r"^(?:(?:first |last )?(?:published|updated|posted|modified|added|edited)[ :]{0,3})?(?:about |over |almost )?(?:\d{1,3}|an?|one)\+? ?"
    r"(?:seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w|months?|mos?|years?|yrs?|y) ?ago\.?$",
    re.IGNORECASE,
)


@functools.cache
def _small_words() -> frozenset[str]:
    return frozenset(row["word"] for row in read_words("titlecase"))


class Line(NamedTuple):
    """One paragraph of a page: offsets without the white space around it, its words, and its shape."""

    start: int
    end: int
    text: str  # white space squeezed, bullets off
    words: int
    stops: bool  # ends as a sentence does
    prose: bool  # reads as a paragraph of an article


def read_line(text: str, start: int, end: int) -> Line:
    """Return the shape of the paragraph ``text[start:end]``. The words of a long one are counted by its spaces."""
    words = " ".join(text[start:end].split()).strip(BULLETS)
    if len(words) > 160:
        return Line(start, end, words, words.count(" ") + 1, STOP.search(words[-50:]) is not None, True)
    count = len(WORD.findall(words))
    speech = words.startswith(OPENS_SPEECH)
    stops = STOP.search(words[-50:]) is not None or (speech and words.endswith(CLOSES_SPEECH))
    prose = count >= 25 or (stops and (count >= 6 or (speech and count >= 3)))
    return Line(start, end, words, count, stops, prose)


def is_title_case(text: str) -> bool:
    """Tell whether *text* is capitalised as English headlines are: nearly all words but the small ones.

    >>> is_title_case("Putin and Xi to Strengthen Ties in Upcoming Meet"), is_title_case("Putin met Xi again today")
    (True, False)
    """
    words = [word for word in WORD.findall(text) if word.lower() not in _small_words()]
    capitals = sum(not word[0].islower() for word in words)
    return len(words) >= 3 and capitals >= 0.8 * len(words)


def is_date_line(text: str) -> bool:
    """Tell whether *text* is a date and hardly anything else ("Published: 04 July 2024, 1:29 PM | Dhaka")."""
    if len(text) > 120 or not (found := CALENDAR_DAY.search(text)):
        return False
    rest = text[: found.start()] + " " + text[found.end() :]
    rest = CALENDAR_DAY.sub(" ", WEEKDAY.sub(" ", rest))
    return len(WORD.findall(BESIDE_DATE.sub(" ", rest))) <= 3


# 'Published - October 22, 2024'  'Published in Dawn, June 9th, 2018'  'Updated: …'
DATE_LABEL = re.compile(r"(?:first |last )?(?:published|updated?|posted|modified|created|date)\b", re.IGNORECASE)


def is_labelled_date(text: str) -> bool:
    """Tell whether *text* is a date line that says what happened then: published, updated."""
    return DATE_LABEL.match(text) is not None and is_date_line(text)


def _is_name(words: list[str]) -> bool:
    return 2 <= len(words) <= 4 and all(word[0].isupper() for word in words)


# 'By John Smith and Li Wei, Beijing'   'by  |  VIEW 532' is none
BY = re.compile(r"^(?:by|written by|story by|words by)[: ]\s*(?=[A-Z])", re.IGNORECASE)


# 'Ann Example in Beijing'  'Ann Example and Li Wei in Moscow'
NAME_IN_PLACE = re.compile(
    r"[A-Z][\w’'.\-]{1,20}(?: [A-Z][\w’'.\-]{0,20}){1,2}(?:(?:,| and) [A-Z][\w’'.\-]{1,20} [A-Z][\w’'.\-]{1,20}){0,2}"
    r" in [A-Z][\w’'.\-]{1,20}(?: [A-Z][\w’'.\-]{1,20})?"
)


# 'By STAFF • Published: Oct. 23, 2024'  'By Ann Lee | Updated 5 May 2023'
BEFORE_DATE = re.compile(r" ?[•|·–—-] ?(?:first |last )?(?:published|updated|posted)\b", re.IGNORECASE)


def is_byline(text: str) -> bool:
    """Tell whether *text* names an author: "By John Smith", "John Smith in Beijing", "John Smith, Reporter".

    >>> [is_byline(t) for t in ("By John Smith", "Li Wei in Moscow", "By the river he met Xi Jinping again.")]
    [True, True, False]
    """
    found = BY.match(text)
    if len(text) > 140 or text.endswith("."):
        return False
    if found and (dated := BEFORE_DATE.search(text)):
        text = text[: dated.start()]
    if not found:
        return NAME_IN_PLACE.fullmatch(text) is not None
    words = WORD.findall(text[found.end() :])
    return 0 < len(words) <= 16 and words[0][0].isupper() and sum(w[0].islower() for w in words) <= 0.5 * len(words)


def is_name_beside(text: str) -> bool:
    """Tell whether *text* is a person's name with an employer or a counter: "Ann Lee, Anywire", "Ann Lee · 5 min read".

    >>> is_name_beside("Ann Lee · 5 min read"), is_name_beside("Gas, Trains and Pandas")
    (True, False)
    """
    name, mark, rest = NAME_END.split(text, maxsplit=1) if NAME_END.search(text) else (text, "", "")
    if not mark or len(text) > 70 or not is_person_name(name):
        return False
    words = WORD.findall(rest)
    return len(words) <= 4 and (any(word[0].isdigit() for word in words) if "," not in mark else _all_capital(words))


NAME_END = re.compile(r"( ?[·•|] |, )")


def _all_capital(words: list[str]) -> bool:
    return all(word[0].isupper() or word in ("of", "the", "for") for word in words)


def is_person_name(text: str) -> bool:
    """Tell whether *text* could be a person's name alone: two to four capitalised words, nothing else."""
    words = WORD.findall(text)
    return (
        len(text) <= 45
        and not text.endswith(".")
        and not any(word in ("The", "News", "Your") for word in words)
        and text.replace(" ", "").replace(".", "").replace("-", "").isalpha()
        and _is_name(WORD.findall(text))
    )
