"""Lines: what the shape and the words of one paragraph tell: prose, title, name, date, caption, dateline, credit."""

import functools
import re
from typing import NamedTuple

from summitry.text import find_words, read_words, word_set

# 'he said.”'  'What next?'  'in Beijing.)'  'it is over.' (AFP)  'it is over.—AFP'
STOP = re.compile(r"[.!?…。！？][\"”’»')\]]*(?:[ \xa0]?\([^()]{2,40}\)\.?|[ \xa0]?[–—-]{1,2} ?[A-Z][A-Za-z/ ]{1,25})?$")
CLOSES_SPEECH = ("”", '"', "»", "’’", "''")
OPENS_SPEECH = ("“", '"', "«", "„", "‘", "''", "``")
BULLETS = " \t\xa0»›>•▪■►▶→←↑↓*|·–—-#※✦★☆◆"

MONTHS = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|mär|mai|okt|dez|f[ée]v|avr|jui|ao[uû]|d[ée]c)[a-zûéä]{0,6}\.?"
# '04 July 2024'  'July 4th, 2024'  '2024-07-04'  '4/7/2024'  '2024年7月4日'
CALENDAR_DAY = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th|er)?\.?[ \-.]?(?:of )?{MONTHS},?[ \-]?\d{{2,4}}\b"
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
    long = len(words) > 160
    count = words.count(" ") + 1 if long else len(find_words(words))
    speech = words.startswith(OPENS_SPEECH)
    stops = STOP.search(words[-50:]) is not None or (speech and words.endswith(CLOSES_SPEECH))
    prose = long or count >= 25 or (stops and (count >= 6 or (speech and count >= 3)))
    return Line(start, end, words, count, stops, prose)


def is_title_case(text: str) -> bool:
    """Tell whether *text* is capitalised as English headlines are: nearly all words but the small ones.

    >>> is_title_case("Putin and Xi to Strengthen Ties in Upcoming Meet"), is_title_case("Putin met Xi again today")
    (True, False)
    """
    words = [word for word in find_words(text) if word.lower() not in word_set("titlecase")]
    capitals = sum(not word[0].islower() for word in words)
    return len(words) >= 3 and capitals >= 0.8 * len(words)


def is_date_line(text: str) -> bool:
    """Tell whether *text* is a date and hardly anything else ("Published: 04 July 2024, 1:29 PM | Dhaka")."""
    if len(text) > 120 or not (found := CALENDAR_DAY.search(text)):
        return False
    rest = text[: found.start()] + " " + text[found.end() :]
    rest = CALENDAR_DAY.sub(" ", WEEKDAY.sub(" ", rest))
    return len(find_words(BESIDE_DATE.sub(" ", rest))) <= 3


# 'Published - October 22, 2024'  'Published in Dawn, June 9th, 2018'  'Updated: …'
# 'By STAFF • Published: Oct. 23, 2024'  'By Ann Lee | Updated 5 May 2023'
DATE_LABEL = re.compile(r"\b(?:first |last )?(?:published|updated?|posted|modified|created|date)\b", re.IGNORECASE)
# 'bangladeshglobal.com' in 'www.…', 'https://…/path' or 'editor@…'
DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9\-]{0,40}[a-z0-9])?\.){1,4}[a-z]{2,12}\b", re.IGNORECASE)
# 'By John Smith and Li Wei, Beijing'  'Reported by Ann Lee'   'by  |  VIEW 532' is none
BY = re.compile(
    r"^\(?(?:(?:reporting|reported|written|posted|published|story|words) by|by|authors? ?:)[: ]\s*(?=[^\W\d_])",
    re.IGNORECASE,
)
# 'Ann Example in Beijing'  'Ann Example and Li Wei in Moscow'
NAME_IN_PLACE = re.compile(
    r"[A-Z][\w’'.\-]{1,20}(?: [A-Z][\w’'.\-]{0,20}){1,2}(?:(?:,| and) [A-Z][\w’'.\-]{1,20} [A-Z][\w’'.\-]{1,20}){0,2}"
    r" in [A-Z][\w’'.\-]{1,20}(?: [A-Z][\w’'.\-]{1,20})?"
)
NAME_END = re.compile(r"( ?[·•|] |, )")


def is_byline(text: str) -> bool:
    """Tell whether *text* names an author: "By John Smith", "John Smith in Beijing", "John Smith, Reporter".

    >>> [is_byline(t) for t in ("By John Smith", "Li Wei in Moscow", "By the river he met Xi Jinping again.")]
    [True, True, False]
    """
    if len(text) > 140 or text.endswith("."):
        return False
    found = BY.match(text)
    if not found:
        return NAME_IN_PLACE.fullmatch(text) is not None
    words = find_words(DATE_LABEL.split(text[found.end() :])[0])
    return 0 < len(words) <= 16 and words[0][0].isupper() and sum(w[0].islower() for w in words) <= 0.5 * len(words)


def is_name(text: str) -> bool:
    """Tell whether *text* is a person's name, alone or with an employer or a counter behind it ("Ann Lee, Anywire").

    >>> [is_name(t) for t in ("Ann Lee", "Ann Lee · 5 min read", "Gas, Trains and Pandas")]
    [True, True, False]
    """
    mark = NAME_END.search(text)
    if not mark:
        return _is_person(text)
    beside = find_words(text[mark.end() :])
    if len(text) > 70 or len(beside) > 4 or not _is_person(text[: mark.start()]):
        return False
    if "," in mark.group():
        return all(word[0].isupper() or word in ("of", "the", "for") for word in beside)
    return any(word[0].isdigit() for word in beside)


def _is_person(text: str) -> bool:
    """Tell whether *text* could be a person's name: two to four capitalised words, nothing else."""
    words = find_words(text)
    if len(text) > 45 or text.endswith(".") or not re.sub(r"[ .-]", "", text).isalpha():
        return False
    return 2 <= len(words) <= 4 and all(word[0].isupper() and word not in ("The", "News", "Your") for word in words)


@functools.cache
def agencies() -> dict[str, str]:
    """Return the news agency that each name or tag means, in lower case."""
    return {row["word"].lower(): row["agency"] for row in read_words("agencies")}


# what stands between names: 'AFP-Yonhap'  'Reuters/AFP'  'Ann Lee and AP from Moscow'
BETWEEN_AGENCIES = re.compile(r"[/,;|:()\[\]–—]|(?:^|\s)-|-(?=[A-Z])|(?i: and | from | by |news agency)")


def name_agency(words: str) -> str | None:
    """Return the first news agency that *words* name, as a whole or between marks ("AP", "AFP-Yonhap"), or None."""
    names = agencies()
    parts = (" ".join(part.split()).strip(" .").lower() for part in (words, *BETWEEN_AGENCIES.split(words)))
    return next((names[part] for part in parts if part in names), None)


# 'Ann Example/AFP'  'REUTERS/Ann Example'
SLASHED_CREDIT = re.compile(r"([^\s/()\[\]|][^/()\[\]|]{0,40})/\s?([^\s/()\[\]|][^/()\[\]|.]{0,40})[.)\]]*$")
CAPTIONS = {
    kind: re.compile("|".join(row["pattern"] for row in read_words("captions") if row["kind"] == kind), re.IGNORECASE)
    for kind in ("credit", "bare credit", "opening")
}
"""How captions open, and the credits that end them, those too that are sure of no sentence alone."""
SIDES = re.compile(r"\((?:L|C|2nd L|3rd L|front L|L-R)\)|\((?:from left|left to right|L to R)\)")


def is_caption(line: Line) -> bool:
    """Tell whether *line* is a picture's caption or credit, by its credit, its opening, or who stands where."""
    text = line.text
    if line.words > 90 or len(text) > 900:
        return False
    if CAPTIONS["opening"].match(text) or (line.words <= 60 and "(" in text and SIDES.search(text)):
        return True
    tail = text[-100:]
    return any(map(tail.lower().__contains__, word_set("credit_hints"))) and _ends_in_credit(line, tail)


def _ends_in_credit(line: Line, tail: str) -> bool:
    if CAPTIONS["credit"].search(tail):
        return True
    if CAPTIONS["bare credit"].search(tail):
        return not line.stops or line.words > 4 or not line.prose
    slash = SLASHED_CREDIT.search(tail) if "/" in tail else None
    if slash is None:
        return False
    last, names = slash.group(1).split()[-1], slash.group(2).strip()
    if names.lower() in agencies() or names.lower() in ("pool", "handout", "file", "file photo"):
        return True
    return last.lower() in agencies() and len(names.split()) <= 5 and all(w[0].isupper() for w in find_words(names))


# 'BEIJING (Reuters) - '  'MOSCOW, December 15. /TASS/. '  '(Xinhua) -- '
AGENCY_TAG = re.compile(r"[(\[/]([^()\[\]/\n]{2,45})[)\]/][ \xa0]?\.?[ \xa0]{0,2}(?:[-–—_:|]{1,3})?[ \xa0]*")
# 'NEW YORK — '  'WASHINGTON, June 8 – '
PLACE = r"[A-Z][A-Z.’'\-]{2,20}(?: [A-Z][A-Z.’']{1,20}){0,2}(?:, [A-Z][A-Za-z. ]{1,25})?"
PLACE_DASH = re.compile(rf"{PLACE}(?:, (?i:{MONTHS}) \d{{1,2}}(?:, \d{{4}})?)?[ \xa0]{{0,2}}(?:--|[-–—_])[ \xa0]+")
PLACE_COLON = re.compile(rf"{PLACE}: (?=[A-Z“\"])")
# 'KAZAN, Russia, Oct 22 ' and '(Anywire) —': a place with a day before a tag makes it an agency, known or not
DAY = rf"(?:(?i:{MONTHS}) \d{{1,2}}|\d{{1,2}} (?i:{MONTHS}))"
DATED_PLACE = re.compile(rf"{PLACE}, {DAY}[,.]?(?: \d{{4}})?[,.]? ?$")
UNKNOWN_TAG = re.compile(
    r"\([A-Z][\w .&-]{1,30}\) ?[-–—]{1,2}[ \xa0]*|/[A-Z][\w .&-]{1,30}/\.?[ \xa0]*(?:[-–—]{1,2}[ \xa0]*)?"
)
# 'XI: Many times.'  'Q: How often?'
CAPITALS_COLON = re.compile(r"[A-Z][A-Z.’' \-]{0,30}(?:, [A-Z][A-Za-z. ]{1,25})?: ")
DATED_COLON = re.compile(rf"(?:[A-Z][\w’'.]{{1,20}}+ ?){{1,3}}, {DAY}(?:,? \d{{4}})?\s?[:–—-] ?")
DESK = re.compile(
    r"[^\n:“\"]{0,60}\b(?:desk|bureau|correspondent|reporter|agency|agencies|staff)\b[^\n:“\"]{0,40}:\s+", re.IGNORECASE
)
CLOSING_TAG = re.compile(
    r"(?:[ \xa0]{1,9}|(?<=[.!?”\"]))(?:[(\[]([^()\[\]]{2,40})[)\]]|[–—-]{1,2} ?([A-Z][A-Za-z/ ]{1,25}))\.?$"
)


def find_dateline(text: str, start: int, end: int, alone: bool = False) -> int:
    """Return where the dateline at the beginning of a paragraph ends, or *start* when it has none.

    A place with a colon ("BEIJING: …") counts only where it stands *alone*, or it may be a transcript's speaker.

    >>> find_dateline("BEIJING, Dec. 15. /TASS/. They met.", 0, 35)
    26
    """
    opening = text[start : min(end, start + 110)]
    for tag in AGENCY_TAG.finditer(opening):
        before = opening[: tag.start()]
        if not _is_place_and_date(before):
            break
        known = name_agency(tag.group(1).replace("-", "/"))  # "(AP-style)" too
        if known or (DATED_PLACE.match(before) and UNKNOWN_TAG.fullmatch(tag.group())):
            return start + tag.end()
    found = PLACE_DASH.match(opening) or DATED_COLON.match(opening) or (PLACE_COLON.match(opening) if alone else None)
    if found and found.group().split()[0].strip("-–—:,") not in word_set("shouts"):
        return start + found.end()
    return start


def is_dateline(line: Line) -> bool:
    """Tell whether *line* is a dateline and nothing else ("NAIROBI, Kenya (AP) --")."""
    return line.text[-1:] in ")/._-–—" and find_dateline(line.text, 0, len(line.text)) == len(line.text) > 0


def _is_place_and_date(words: str) -> bool:
    """Tell whether *words* are a place, a date, or nothing: capitalised words and numbers only."""
    if len(words) > 70:
        return False
    found = [word for word in find_words(words) if word.lower() not in ("of", "the", "and", "de", "el", "la")]
    return len(found) <= 9 and all(not word[0].islower() for word in found)


def find_desk(text: str, start: int, end: int) -> int:
    """Return where a desk's credit at the beginning of a paragraph ends ("Foreign Desk, Daily Bugle: ")."""
    found = DESK.match(text, start, min(end, start + 110))
    words = find_words(found.group()) if found else []
    named = len(words) <= 7 and all(not word[0].islower() or word in ("of", "the") for word in words)
    return found.end() if found and named else start


def find_closing_tag(text: str, start: int, end: int) -> int:
    """Return where the agency tag at the end of a story's last paragraph begins, or *end* when it has none.

    >>> find_closing_tag("They met. (Xinhua)", 0, 18)
    10
    """
    first = max(start, end - 50)
    found = CLOSING_TAG.search(text[first:end])
    if found and name_agency(found.group(1) or found.group(2)) and first + found.start() > start:
        return first + found.end() - len(found.group().lstrip())
    return end
