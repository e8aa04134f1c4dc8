"""Zones: the article told apart from the page around it. Nothing is deleted; every stretch gets a name.

The evidence is general: a line's shape, place, length and repetition, and the cues of words/furniture.csv.
Losing a paragraph of the article is the worst error, since its quotations would be lost with it, so prose is
furniture only where a cue says so.
"""

from __future__ import annotations

import functools
import re

from summitry.exports import split_exports
from summitry.lines import (
    MONTHS,
    WEEKDAY,
    WORDS,
    Cue,
    Line,
    find_cue,
    find_paragraphs,
    is_byline,
    is_date_line,
    is_person_name,
    is_title_case,
    read_line,
)
from summitry.schema import ZoneName
from summitry.words import read_words

ZoneSpan = tuple[int, int, ZoneName]
HEAD_LINES = 25
"""How many paragraphs at most may stand before the first prose."""


def find_zones(text: str) -> list[ZoneSpan]:
    """Return the zones of *text* as (start, end, zone): in order, without overlap, over all that is not blank.

    >>> find_zones("6 years ago\\n\\nTwo leaders meet\\n\\nBEIJING, June 8 (Reuters) - They met again on Friday.")
    [(0, 11, 'furniture'), (13, 29, 'headline'), (31, 59, 'dateline'), (59, 84, 'body')]
    """
    exports = split_exports(text)
    if len(exports) == 1:
        return _fill_gaps(text, exports[0].zones)
    lines = [read_line(text, start, end) for start, end in find_paragraphs(text)]
    cues = [_cue_of(line) for line in lines]
    names: list[ZoneName] = [cue.zone if cue else "body" for cue in cues]
    _name_head(lines, cues, names)
    _name_tail(lines, cues, names)
    return _split_openings(text, lines, names)


def _fill_gaps(text: str, zones: list[ZoneSpan]) -> list[ZoneSpan]:
    """Return *zones* with everything between them, paragraph by paragraph, as furniture."""
    filled: list[ZoneSpan] = []
    last = 0
    for start, end, zone in [*zones, (len(text), len(text), "furniture")]:
        gap = text[last:start]
        if gap.strip():
            first = last + len(gap) - len(gap.lstrip())
            filled.append((first, first + len(gap.strip()), "furniture"))
        if start < end:
            filled.append((start, end, zone))  # type: ignore[arg-type]
        last = end
    return filled


def _cue_of(line: Line) -> Cue | None:
    """Return what *line* is by itself, wherever it stands: furniture, a caption, a byline, or None."""
    cue = find_cue(line)
    if cue and not (cue.zone == "byline" and line.words > 25):
        return cue
    return Cue("caption", "credit") if is_caption(line) else None


# --- captions -------------------------------------------------------------------------------------------------------

# '… in Beijing. Photo: Li Wei/Xinhua'  '(Photo by …'  '[Photo/Agencies]'  '/Courtesy of the Kremlin'  '© Getty Images'
CREDIT = re.compile(
    r"©|[(\[|/] ?(?:file |ap |afp |epa |reuters |pool |handout )?(?:photos?|images?|pictures?|pic)\b[ :/]"
    r"|\b(?:photo|image|picture|photograph|pic|video|screenshot)s?(?: ?credits?| ?by| courtesy| source| via)?\s?[:|]"
    r"|\b(?:photo|photograph|image|picture)s? (?:credit|by|courtesy|via)\b|/ ?courtesy\b|\bcourtesy of\b|\bap photo\b"
    r"|\bfile (?:photo|image|picture|pic)\b"
    r"|\bcredit ?:|\bhandout\b|\bpool photo\b|\bphoto/|/pool\b|/handout\b"
    r"|\bvia (?:reuters|ap|afp|getty)\b|\bgetty images\b",
    re.IGNORECASE,
)
SLASHED = re.compile(r"([^\s/()\[\]|][^/()\[\]|]{0,40})/\s?([^\s/()\[\]|][^/()\[\]|.]{0,40})[.)\]]*$")


@functools.cache
def _agencies() -> frozenset[str]:
    return frozenset(row["word"].lower() for row in read_words("agencies"))


def is_caption(line: Line) -> bool:
    """Tell whether *line* ends or begins with the credit of a picture."""
    text = line.text
    if line.words > 90:
        return False
    tail = text[-70:]
    if "/" in tail and (slash := SLASHED.search(tail)) and _is_agency(slash.group(1), slash.group(2)):
        return True
    found = CREDIT.search(tail)
    if found is None:
        return CREDIT.match(text) is not None and line.words <= 60
    before = tail[: found.start()].rstrip()
    starts = len(tail) - found.start() == len(text)
    if starts or not before or found.group()[0] in "©([|/" or before[-1] in '.!?”")]|/,:;-–—':
        return True
    return line.words <= 12 and not line.stops


def _is_agency(left: str, right: str) -> bool:
    words = left.split()
    last = words[-1].lower() if words else ""
    return right.strip().lower() in _agencies() or (last in _agencies() and right.strip()[:1].isupper())


# --- the head of the page -------------------------------------------------------------------------------------------


def _name_head(lines: list[Line], cues: list[Cue | None], names: list[ZoneName]) -> None:
    """Name the lines before the first prose: headline, byline, date line, masthead, navigation."""
    stop = _find_first_prose(lines, cues)
    headline = _find_headline(lines, cues, stop)
    if headline is None:
        stop = stop if any(cues[:stop]) else 0
    for at in range(stop):
        line = lines[at]
        if at == headline:
            names[at] = "headline"
        elif cues[at] is None or cues[at].kind in ("tags", "credit"):  # type: ignore[union-attr]
            names[at] = _name_head_line(line, at, headline, names[at])
    if headline is not None:
        _name_repeats(lines, names, headline)


def _find_first_prose(lines: list[Line], cues: list[Cue | None]) -> int:
    for at, line in enumerate(lines[:HEAD_LINES]):
        title = at == 0 and line.words <= 20 and is_title_case(line.text)
        if line.prose and not cues[at] and not title and not is_date_line(line.text) and not is_byline(line.text):
            return at
    return min(len(lines), HEAD_LINES) if not any(line.prose for line in lines) else 0


def _find_headline(lines: list[Line], cues: list[Cue | None], stop: int) -> int | None:
    """Return the index of the headline: the first line of some length that is nothing else."""
    free = [at for at in range(min(stop, len(lines) - 1)) if not cues[at] and _may_be_headline(lines[at])]
    for least in (4, 3, 2):
        long = [at for at in free if lines[at].words >= least]
        if long and (least > 2 or len(free) == 1):
            return long[0]
    return None


def _may_be_headline(line: Line) -> bool:
    text = line.text
    if (text.endswith(".") and not is_title_case(text)) or is_breadcrumb(line):
        return False
    return not is_date_line(text) and not is_byline(text)


DOMAIN = re.compile(r"^(?:https?://)?(?:www\.)?[a-z0-9\-]{2,40}(?:\.[a-z]{2,12}){1,3}/?$", re.IGNORECASE)


@functools.cache
def _list_of(name: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_words(name))


def _names_paper(text: str) -> bool:
    return "/" not in text and any(word.lower() in _list_of("mastheads") for word in WORDS.findall(text))


def _name_head_line(line: Line, at: int, headline: int | None, name: ZoneName) -> ZoneName:
    """Name a line of the head that is not the headline itself."""
    text = line.text
    above = headline is not None and at < headline
    if is_date_line(text):
        return "masthead" if above and WEEKDAY.search(text) else "dateline"
    if is_byline(text):
        return "byline"
    if name != "body":
        return name
    if DOMAIN.match(text) or (above and line.words <= 6 and _names_paper(text)):
        return "masthead"
    if above or is_breadcrumb(line):
        return "furniture"
    if is_person_name(text):
        return "byline"
    return "headline" if headline is not None and at == headline + 1 and line.words >= 5 else "body"


# 'World > Asia'  'Asia/South Asia'
BREADCRUMB = re.compile(r"[^/>»›|.!?]{2,30}(?: ?[/>»›|] ?[^/>»›|.!?]{2,30}){1,4}")


def is_breadcrumb(line: Line) -> bool:
    """Tell whether *line* is a path through the site's sections."""
    return line.words <= 8 and BREADCRUMB.fullmatch(line.text) is not None


def _name_repeats(lines: list[Line], names: list[ZoneName], headline: int) -> None:
    """Name later copies of the headline: a picture's caption where a credit follows it, furniture where not."""
    title = lines[headline].text.lower()
    for at, line in enumerate(lines):
        if at == headline or line.words > lines[headline].words + 12:
            continue
        words = line.text.lower()
        if words == title:
            names[at] = "furniture"
        elif words.startswith(title) and names[at] == "body" and "©" in words:
            names[at] = "caption"


# --- the tail of the page -------------------------------------------------------------------------------------------


def _name_tail(lines: list[Line], cues: list[Cue | None], names: list[ZoneName]) -> None:
    """Name what follows the article's last paragraph: tags, related headlines, whatever comes after a marker."""
    last = _find_last_prose(lines, cues, names)
    if last is None:
        return
    tail = list(range(last + 1, len(lines)))
    if _is_list_of_headlines(lines, cues, tail, last):
        for at in tail:
            if names[at] == "body":
                names[at] = "furniture"


def _find_last_prose(lines: list[Line], cues: list[Cue | None], names: list[ZoneName]) -> int | None:
    """Return the index of the article's last paragraph."""
    for at in range(len(lines) - 1, -1, -1):
        line = lines[at]
        if names[at] == "body" and line.prose and not _is_exclaimed_title(lines, at):
            return at
    return None


def _is_exclaimed_title(lines: list[Line], at: int) -> bool:
    """Tell whether a short line with ! or ? stands among titles, as a headline among headlines does."""
    line = lines[at]
    if line.text[-1] not in "!?" or line.words > 20:
        return False
    beside = [lines[other] for other in (at - 1, at + 1) if 0 <= other < len(lines)]
    return is_title_case(line.text) or not any(other.prose for other in beside)


def _is_list_of_headlines(lines: list[Line], cues: list[Cue | None], tail: list[int], last: int) -> bool:
    """Tell whether the short lines after the last paragraph are other articles' headlines, not the article's own."""
    free = [lines[at] for at in tail if not cues[at]]
    if not free:
        return False
    marked = [at for at in tail if (cue := cues[at]) and cue.kind in ("related", "tags", "share", "more", "comments")]
    if marked and marked[0] <= next(at for at in tail if not cues[at]):
        return True
    titled = sum(is_title_case(line.text) for line in free)
    if len(free) >= 2 and titled >= 2 and titled >= 0.6 * len(free):
        return True
    paragraphs = [line for line in lines[: last + 1] if line.words >= 12]
    stopped = len(paragraphs) >= 4 and sum(line.stops for line in paragraphs) >= 0.9 * len(paragraphs)
    return stopped and len(free) >= 3 and all(not line.stops and line.words >= 4 for line in free)


# --- what opens a paragraph -----------------------------------------------------------------------------------------

# 'BEIJING (Reuters) - '  'MOSCOW, December 15. /TASS/. '  '(Xinhua) -- '
AGENCY_TAG = re.compile(r"[(\[/]([^()\[\]/\n]{2,45})[)\]/][ \xa0]?\.?[ \xa0]{0,2}(?:[-–—_:|]{1,3})?[ \xa0]*")
# 'NEW YORK — '  'WASHINGTON, June 8 – '
PLACE_DASH = re.compile(
    rf"[A-Z][A-Z.’'\-]{{2,20}}(?: [A-Z][A-Z.’']{{1,20}}){{0,2}}(?:, [A-Z][A-Za-z. ]{{1,25}})?"
    rf"(?:, {MONTHS} \d{{1,2}}(?:, \d{{4}})?)?[ \xa0]{{0,2}}(?:--|[-–—_])[ \xa0]+",
)
DATED_COLON = re.compile(
    rf"[A-Z][A-Za-z.’' ]{{2,30}}, (?:{MONTHS} \d{{1,2}}|\d{{1,2}} {MONTHS})(?:,? \d{{4}})?\s?[:.–—-] ?", re.IGNORECASE
)
DESK = re.compile(
    r"[^\n:“\"]{0,60}\b(?:desk|bureau|correspondent|reporter|agency|agencies|report|staff)\b[^\n:“\"]{0,40}:\s+",
    re.IGNORECASE,
)


def find_dateline(text: str, start: int, end: int) -> int:
    """Return where the dateline at the beginning of a paragraph ends, or *start* when it has none.

    >>> find_dateline("BEIJING, Dec. 15. /TASS/. They met.", 0, 35)
    26
    """
    opening = text[start : min(end, start + 110)]
    for tag in AGENCY_TAG.finditer(opening):
        if _names_agency(tag.group(1)) and _is_place_and_date(opening[: tag.start()]):
            return start + tag.end()
    found = PLACE_DASH.match(opening) or DATED_COLON.match(opening)
    if found and found.group().split()[0].strip("-–—:,") not in _list_of("shouts"):
        return start + found.end()
    return start


def _names_agency(tag: str) -> bool:
    parts = re.split(r"[/,;–-]| and ", tag)
    return any(part.strip().lower() in _agencies() for part in (tag, *parts))


def _is_place_and_date(words: str) -> bool:
    """Tell whether *words* are a place, a date, or nothing: capitalised words and numbers only."""
    if len(words) > 70:
        return False
    found = [word for word in WORDS.findall(words) if word.lower() not in ("of", "the", "and", "de", "el", "la")]
    return len(found) <= 9 and all(not word[0].islower() for word in found)


def _find_desk(text: str, start: int, end: int) -> int:
    """Return where a desk's credit at the beginning of a paragraph ends ("Foreign Desk, Daily Bugle: ")."""
    found = DESK.match(text, start, min(end, start + 110))
    if not found or len(WORDS.findall(found.group())) > 7:
        return start
    words = WORDS.findall(found.group())
    return found.end() if all(not word[0].islower() or word in ("of", "the") for word in words) else start


def _split_openings(text: str, lines: list[Line], names: list[ZoneName]) -> list[ZoneSpan]:
    """Return the zones, with datelines and desk credits cut off the first paragraphs and neighbours joined."""
    spans: list[ZoneSpan] = []
    paragraphs = 0
    for line, name in zip(lines, names, strict=True):
        start = line.start
        if name == "body" and paragraphs < 4:
            paragraphs += line.prose
            for find, zone in ((_find_desk, "byline"), (find_dateline, "dateline")):
                after = find(text, start, line.end)
                if after > start:
                    spans.append((start, after, zone))  # type: ignore[arg-type]
                    start = after
        if start < line.end:
            spans.append((start, line.end, name))
    return _join_neighbours(spans)


def _join_neighbours(spans: list[ZoneSpan]) -> list[ZoneSpan]:
    joined: list[ZoneSpan] = []
    for start, end, zone in spans:
        if joined and joined[-1][2] == zone and zone in ("body", "furniture"):
            joined[-1] = (joined[-1][0], end, zone)
        else:
            joined.append((start, end, zone))
    return joined
