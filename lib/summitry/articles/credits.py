"""Credits: whose picture, whose copy. Captions, the datelines that open a story and the agency tags that close it."""

from __future__ import annotations

import functools
import re

from summitry.articles.lines import MONTHS, WORD, Line
from summitry.text import read_words


@functools.cache
def agencies() -> frozenset[str]:
    """Return the names and tags of news agencies, in lower case."""
    return frozenset(row["word"].lower() for row in read_words("agencies"))


@functools.cache
def list_of(name: str) -> frozenset[str]:
    """Return the words of the list *name* as a set."""
    return frozenset(row["word"] for row in read_words(name))


def _names_agency(tag: str) -> bool:
    """Tell whether *tag* is an agency or several ("AP", "AFP-Yonhap", "Reuters/AFP")."""
    parts = re.split(r"[/,;–-]| and ", tag)
    return any(part.strip().lower() in agencies() for part in (tag, *parts))


# --- captions -------------------------------------------------------------------------------------------------------

# '… in Beijing. Photo: Li Wei'  '… hands | Photo Credit: AP'  '… on Monday. Courtesy of the Kremlin'
WORDED_CREDIT = re.compile(
    r"(?:^|[.!?”\")\]|/,;–—-] ?|\s\|\s)(?:file )?(?:"
    r"(?:photos?|images?|pictures?|photograph|photographer|pic|screenshot)"
    r"(?: ?credits?| by| courtesy| source| via)? ?[:|/] ?"
    r"|(?:photos?|photograph|images?) (?:by|credit|courtesy) |credits? ?: ?|(?:pool|handout)(?: photo)? (?:via|/) "
    r"|(?:^|(?<=[.!?”\")\]|/])|(?<=[.!?”\")\]|/] ))courtesy(?: of|:) ?)[^.!?]{2,60}[.)\]]?$",
    re.IGNORECASE,
)
# '© Getty Images'  '(© AFP)'
COPYRIGHT_CREDIT = re.compile(r"[©Ⓒ] ?[^.!?]{2,60}[.)\]]?$")
# '(Photo by Li Wei/AFP)'  '[Photo/Agencies]'  '(AP Photo/Ann Example)'  '(File photo)'
BRACKETED_CREDIT = re.compile(
    r"[(\[][^()\[\]]{0,60}\b(?:photos?|images?|pictures?|pic|pool|handout|via|courtesy|screengrab|getty)\b"
    r"[^()\[\]]{0,60}[)\]]\.?$",
    re.IGNORECASE,
)
# '(AFP-Yonhap)'
BRACKETED_TAG = re.compile(r"\(([^()\[\]]{2,40})\)\.?$")
# 'Pool via Reuters'  'AFP via Getty Images'  'EPA-EFE/ANN EXAMPLE'  'TPX IMAGES OF THE DAY'
BARE_CREDIT = re.compile(
    r"(?:\bvia (?:reuters|ap|afp|getty|getty images|epa|xinhua|tass|sputnik)|\bgetty images"
    r"|[/-]? ?file (?:photo|image|picture)|\b(?:pool|reuters) (?:photo|pool)|/pool|/handout|\bhandout"
    r"|images of the day|\bshutterstock|/sipa|\balamy)[.)\]]?$",
    re.IGNORECASE,
)
SLASHED_CREDIT = re.compile(r"([^\s/()\[\]|][^/()\[\]|]{0,40})/\s?([^\s/()\[\]|][^/()\[\]|.]{0,40})[.)\]]*$")
# 'FILE PHOTO: …'  'In this photo released by …'  'This combination of pictures …'
CAPTION_OPENS = re.compile(
    r"(?:\(?file[ -](?:photo|image|picture|pic)\b|file ?[–—-]"
    r"|\(?(?:photo|image|picture|pic|caption|photo caption) ?[:|]"
    r"|in this (?:[a-z]{3,10} ){0,3}(?:photo|image|picture|photograph|handout|pool)\b"
    r"|in this [^,.]{0,40} (?:file )?photo\b"
    r"|this (?:combination|combo|handout|pool|undated|video grab|screengrab|file|aerial)"
    r" (?:of|photo|picture|image|shows)\b"
    r"|a combination (?:picture|photo|of)\b)",
    re.IGNORECASE,
)
SIDES = re.compile(r"\((?:L|C|2nd L|3rd L|front L|L-R)\)|\((?:from left|left to right|L to R)\)")
# without one of these in its last words a line carries no credit: looked for first, because most carry none
CREDIT_HINTS = (
    "©", "/", ")", "]", "|", "photo", "image", "picture", "pic:", "courtesy", "credit", "handout", "via ", "alamy", "pool",
    "shutterstock", "screenshot", "getty",
)  # fmt: skip


def is_caption(line: Line) -> bool:
    """Tell whether *line* is a picture's caption or credit, by its credit, its opening, or who stands where."""
    text = line.text
    if line.words > 90 or len(text) > 900:
        return False
    if CAPTION_OPENS.match(text) or (line.words <= 60 and "(" in text and SIDES.search(text)):
        return True
    tail = text[-100:]
    lower = tail.lower()
    return any(map(lower.__contains__, CREDIT_HINTS)) and _ends_in_credit(line, tail)


def _ends_in_credit(line: Line, tail: str) -> bool:
    if COPYRIGHT_CREDIT.search(tail) or BRACKETED_CREDIT.search(tail) or WORDED_CREDIT.search(tail):
        return True
    if BARE_CREDIT.search(tail):
        return not line.stops or line.words > 4 or not line.prose
    slash = SLASHED_CREDIT.search(tail) if "/" in tail else None
    return slash is not None and _is_slash_credit(slash.group(1), slash.group(2))


def _is_slash_credit(left: str, right: str) -> bool:
    """Tell whether "left/right" at a line's end is "Ann Example/AFP" or "REUTERS/Ann Example"."""
    words = left.split()
    last = words[-1].lower() if words else ""
    names = right.strip()
    if names.lower() in agencies() or names.lower() in ("pool", "handout", "file", "file photo"):
        return True
    return last in agencies() and len(names.split()) <= 5 and all(name[0].isupper() for name in WORD.findall(names))


def has_agency_tag(line: Line) -> bool:
    """Tell whether *line* ends with an agency in brackets: a caption's credit, or the end of the story."""
    found = BRACKETED_TAG.search(line.text[-50:])
    return found is not None and _names_agency(found.group(1))


# --- what opens and closes a story ----------------------------------------------------------------------------------

# 'BEIJING (Reuters) - '  'MOSCOW, December 15. /TASS/. '  '(Xinhua) -- '
AGENCY_TAG = re.compile(r"[(\[/]([^()\[\]/\n]{2,45})[)\]/][ \xa0]?\.?[ \xa0]{0,2}(?:[-–—_:|]{1,3})?[ \xa0]*")
# 'NEW YORK — '  'WASHINGTON, June 8 – '
CAPITALS = r"[A-Z][A-Z.’'\-]{2,20}(?: [A-Z][A-Z.’']{1,20}){0,2}"
PLACE_DASH = re.compile(
    rf"{CAPITALS}(?:, [A-Z][A-Za-z. ]{{1,25}})?(?:, (?i:{MONTHS}) \d{{1,2}}(?:, \d{{4}})?)?"
    r"[ \xa0]{0,2}(?:--|[-–—_])[ \xa0]+",
)
PLACE_COLON = re.compile(rf"{CAPITALS}(?:, [A-Z][A-Za-z. ]{{1,25}})?: (?=[A-Z“\"])")
# 'XI: Many times.'  'Q: How often?'
# 'KAZAN, Russia, Oct 22 ' and '(Anywire) —': a place with a day before a tag makes it an agency, known or not
DATED_PLACE = re.compile(
    rf"{CAPITALS}(?:, [A-Z][A-Za-z. ]{{1,25}})?, (?:(?i:{MONTHS}) \d{{1,2}}|\d{{1,2}} (?i:{MONTHS}))[,.]?(?: \d{{4}})?[,.]? ?$"
)
UNKNOWN_TAG = re.compile(
    r"\([A-Z][\w .&-]{1,30}\) ?[-–—]{1,2}[ \xa0]*|/[A-Z][\w .&-]{1,30}/\.?[ \xa0]*(?:[-–—]{1,2}[ \xa0]*)?"
)
CAPITALS_COLON = re.compile(r"[A-Z][A-Z.’' \-]{0,30}(?:, [A-Z][A-Za-z. ]{1,25})?: ")
DATED_COLON = re.compile(
    rf"(?:[A-Z][\w’'.]{{1,20}}+ ?){{1,3}}, (?:(?i:{MONTHS}) \d{{1,2}}|\d{{1,2}} (?i:{MONTHS}))(?:,? \d{{4}})?\s?[:–—-] ?"
)
DESK = re.compile(
    r"[^\n:“\"]{0,60}\b(?:desk|bureau|correspondent|reporter|agency|agencies|staff)\b[^\n:“\"]{0,40}:\s+",
    re.IGNORECASE,
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
        if _names_agency(tag.group(1)) or (DATED_PLACE.match(before) and UNKNOWN_TAG.fullmatch(tag.group())):
            return start + tag.end()
    found = PLACE_DASH.match(opening) or DATED_COLON.match(opening) or (PLACE_COLON.match(opening) if alone else None)
    if found and found.group().split()[0].strip("-–—:,") not in list_of("shouts"):
        return start + found.end()
    return start


def is_dateline(line: Line) -> bool:
    """Tell whether *line* is a dateline and nothing else ("NAIROBI, Kenya (AP) --")."""
    return line.text[-1:] in ")/._-–—" and find_dateline(line.text, 0, len(line.text)) == len(line.text) > 0


def opens_with_colon(line: Line) -> bool:
    """Tell whether *line* opens with capitals and a colon, as a dateline or a transcript's speaker does."""
    return CAPITALS_COLON.match(line.text) is not None


def _is_place_and_date(words: str) -> bool:
    """Tell whether *words* are a place, a date, or nothing: capitalised words and numbers only."""
    if len(words) > 70:
        return False
    found = [word for word in WORD.findall(words) if word.lower() not in ("of", "the", "and", "de", "el", "la")]
    return len(found) <= 9 and all(not word[0].islower() for word in found)


def find_desk(text: str, start: int, end: int) -> int:
    """Return where a desk's credit at the beginning of a paragraph ends ("Foreign Desk, Daily Bugle: ")."""
    found = DESK.match(text, start, min(end, start + 110))
    if not found or len(WORD.findall(found.group())) > 7:
        return start
    words = WORD.findall(found.group())
    return found.end() if all(not word[0].islower() or word in ("of", "the") for word in words) else start


def find_closing_tag(text: str, start: int, end: int) -> int:
    """Return where the agency tag at the end of a story's last paragraph begins, or *end* when it has none.

    >>> find_closing_tag("They met. (Xinhua)", 0, 18)
    10
    """
    first = max(start, end - 50)
    found = CLOSING_TAG.search(text[first:end])
    if found and _names_agency(found.group(1) or found.group(2)) and first + found.start() > start:
        return first + len(text[first:end][: found.start()]) + len(found.group()) - len(found.group().lstrip())
    return end
