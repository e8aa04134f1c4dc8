"""Zones: the article told apart from the page around it. Nothing is deleted; every stretch gets a name.

The evidence is general: a line's shape, place, length and repetition, and the cues of words/furniture.csv. Prose is
furniture only where a cue says so: with a paragraph of the article its quotations would be lost.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from summitry.articles import lines
from summitry.articles.exports import split_exports
from summitry.articles.furniture import PageLines, is_breadcrumb, is_cut, name_tail
from summitry.schema import ZoneName, Zones
from summitry.text import Document, find_words, outside, strip, word_set

ZoneSpan = tuple[int, int, ZoneName]


@dataclass(eq=False)
class Article(Document):
    """One article: its text exactly as decoded, its zones, and the layers that instruments add.

    >>> Article("a", "Xi met Putin.").spans("body")
    [(0, 13)]
    """

    @cached_property
    def zones(self) -> tuple[Zones, ...]:
        """The parts of the page, in order, without overlap."""
        found = find_zones(self)
        return tuple(Zones(article_id=self.article_id, start=start, end=end, zone=zone) for start, end, zone in found)


def find_zones(doc: Document) -> list[ZoneSpan]:
    """Return the zones of a page as (start, end, zone): in order, without overlap, over all that is not blank.

    >>> find_zones(Document("a", "6 years ago\\n\\nTwo leaders meet\\n\\nBEIJING, June 8 (Reuters) - They met on Friday."))
    [(0, 11, 'furniture'), (13, 29, 'headline'), (31, 59, 'dateline'), (59, 78, 'body')]
    """
    exports = split_exports(doc.text)
    if len(exports) == 1:
        named = exports[0].zones  # and everything between them is furniture
        gaps = [strip(doc.text, *gap) for gap in outside(len(doc.text), [(start, end) for start, end, _ in named])]
        return sorted([*named, *((start, end, "furniture") for start, end in gaps if start < end)])
    page = PageLines(doc)
    name_head(page)
    name_repeats(page)
    name_tail(page)
    return _join_neighbours(split(page))


def _join_neighbours(spans: list[ZoneSpan]) -> list[ZoneSpan]:
    joined: list[ZoneSpan] = []
    for start, end, zone in spans:
        if joined and joined[-1][2] == zone and zone in ("body", "furniture"):
            start = joined.pop()[0]
        joined.append((start, end, zone))
    return joined


HEAD_LINES = 60  # how many paragraphs at most may stand before the first prose
# 'Moscow correspondent'  'Deputy world news editor'
ROLE = re.compile(r"\b(?:correspondent|reporter|editor|writer|columnist|analyst|bureau chief)s?$", re.IGNORECASE)


def name_head(page: PageLines) -> None:
    """Name the lines before the first prose: headline, byline, date line, masthead, navigation."""
    stop = _find_first_prose(page)
    page.headline = _find_headline(page, stop)
    below: list[lines.Line] = []
    if page.headline is not None:
        page.names[page.headline] = "headline"
        below = page.lines[page.headline + 1 : stop]
    elif not any([*page.cues[:stop], *(lines.is_dateline(e) or lines.is_byline(e.text) for e in page.lines[:stop])]):
        stop = 0
    crowd = sum(line.words >= 5 and not line.stops and not is_untitled(line) for line in below) > 3
    for at in range(stop):
        cue = page.cues[at]
        if at != page.headline and (cue is None or cue.kind in ("tags", "credit")):
            page.names[at] = _name_head_line(page, at, crowd)


def _find_first_prose(page: PageLines) -> int:
    for at, line in enumerate(page.lines[:HEAD_LINES]):
        title = (at == 0 and line.words <= 20 and lines.is_title_case(line.text)) or _is_title(page, line)
        # a headline cut short ("... will give...") among others: no paragraph follows it
        cut = is_cut(line) and line.words <= 25 and at + 1 < len(page.lines) and not page.lines[at + 1].prose
        named = page.cues[at] or title or cut or lines.is_date_line(line.text) or lines.is_byline(line.text)
        if line.prose and not named:
            return at
    prose = any(line.prose and not cue for line, cue in zip(page.lines, page.cues, strict=True))
    return 0 if prose else min(len(page.lines), HEAD_LINES)


def _is_title(page: PageLines, line: lines.Line) -> bool:
    return bool(page.title) and line.text.lower().rstrip(".") == page.title.rstrip(".")


def _find_headline(page: PageLines, stop: int) -> int | None:
    """Return the index of the headline: the stated title, or the first line of some length that is nothing else."""
    stated = next((at for at in range(stop) if _is_title(page, page.lines[at])), None)
    if stated is not None:
        return stated
    last = min(stop, len(page.lines) - 1)
    free = [at for at in range(last) if not page.cues[at] and not is_untitled(page.lines[at])]
    for least in (4, 3, 2):
        long = [at for at in free if page.lines[at].words >= least]
        if long and (least > 2 or len(free) == 1):
            # one that the page says twice, as it does with headlines, or the first
            texts = [line.text.lower() for line in page.lines[: HEAD_LINES * 2]]
            return next((at for at in long[:5] if texts.count(page.lines[at].text.lower()) > 1), long[0])
    return None


def _name_head_line(page: PageLines, at: int, crowd: bool) -> ZoneName:
    """Name a line of the head that is not the headline itself. *crowd*: it lists other articles' headlines."""
    line, text, name = page.lines[at], page.lines[at].text, page.names[at]
    above = page.headline is not None and at < page.headline
    if lines.is_byline(text):
        return "byline"
    if lines.is_dateline(line):
        return "dateline"
    if lines.is_date_line(text):
        return "masthead" if above and lines.WEEKDAY.search(text) else "dateline"
    if name != "body":
        return name
    if lines.DOMAIN.fullmatch(text.rpartition("://")[2].strip("/")) or (above and _is_masthead(page, at)):
        return "masthead"
    if above or is_breadcrumb(line) or (crowd and (not line.stops or is_cut(line))):
        return "furniture"
    if lines.is_name(text) or (at and page.names[at - 1] == "byline" and line.words <= 6 and ROLE.search(text)):
        return "byline"
    if at and page.names[at - 1] == "caption" and page.lines[at - 1].words <= 4 and not line.stops and line.words >= 4:
        return "caption"  # the credit stands above its caption: "Getty Images", "Mr Xi left late on Tuesday"
    return "headline" if at - 1 == page.headline and line.words >= 5 else "body"


def _is_masthead(page: PageLines, at: int) -> bool:
    """Tell whether a line above the headline is the paper's name: by its words, or by the day below it."""
    line, below = page.lines[at], page.lines[at + 1].text
    if line.words > 6 or is_breadcrumb(line):
        return False
    named = "/" not in line.text and any(word.lower() in word_set("mastheads") for word in find_words(line.text))
    return named or (lines.is_date_line(below) and lines.WEEKDAY.search(below) is not None)


def is_untitled(line: lines.Line) -> bool:
    """Tell whether *line* cannot be a headline: a sentence, a path, a date, a byline."""
    text = line.text
    if (text.endswith(".") and not lines.is_title_case(text)) or is_breadcrumb(line):
        return True
    return lines.is_date_line(text) or lines.is_byline(text) or lines.is_dateline(line)


def name_repeats(page: PageLines) -> None:
    """Name later copies of a line: furniture, or a caption where a credit follows the headline's words."""
    title = page.lines[page.headline].text.lower() if page.headline is not None else ""
    seen: set[str] = set()
    for at, line in enumerate(page.lines):
        words = line.text.lower()
        if line.words >= 4 and not line.prose and words in seen and page.names[at] == "body":
            page.names[at] = "furniture"
        seen.add(words)
        if title and at != page.headline and line.words <= len(title) and words.startswith(title):
            rest = words[len(title) :].strip()
            if not rest:
                page.names[at] = "furniture"
            elif len(rest) < 60 and page.names[at] == "body" and "©" in rest:
                page.names[at] = "caption"


BRACKETED_TAG = re.compile(r"\(([^()\[\]]{2,40})\)\.?$")  # '(AFP-Yonhap)'


def split(page: PageLines) -> list[ZoneSpan]:
    """Return the zones, with datelines, desks and closing tags cut off the paragraphs that carry them."""
    prose = [at for at, line in enumerate(page.lines) if page.names[at] == "body" and line.prose]
    _name_tagged_captions(page, prose)
    alone = sum(lines.CAPITALS_COLON.match(line.text) is not None for line in page.lines) == 1
    spans: list[ZoneSpan] = []
    for at, line in enumerate(page.lines):
        first, last = line.start, line.end
        closing: list[ZoneSpan] = []
        if page.names[at] == "byline" and (day := lines.CALENDAR_DAY.search(page.text, first, last)):
            first = _cut_byline(page, spans, first, day.start())
            page.names[at] = "dateline"
        if at in prose[:4]:
            first = _cut_opening(page, spans, first, last, alone and at == prose[0] and line.words > 11)
        if prose and at == prose[-1]:
            last = lines.find_closing_tag(page.text, first, line.end)
            closing = [(last, line.end, "byline")] if last < line.end else []
        words = page.text[first:last].rstrip()
        if words:
            spans.append((first, first + len(words), page.names[at]))
        spans += closing
    return spans


def _name_tagged_captions(page: PageLines, prose: list[int]) -> None:
    """Name the captions that only an agency in brackets marks; at the story's end that marks the story."""
    for at in prose[:-1]:
        line = page.lines[at]
        speech = "“" in line.text or '"' in line.text
        tag = BRACKETED_TAG.search(line.text[-50:]) if line.words <= 60 and not speech else None
        if tag and lines.name_agency(tag.group(1)):
            page.names[at] = "caption"


def _cut_byline(page: PageLines, spans: list[ZoneSpan], first: int, day: int) -> int:
    """Add the names that stand before a date in the same line to *spans*; return where the date begins."""
    names = page.text[first:day]
    if weekday := lines.WEEKDAY.search(names):
        day = first + weekday.start()
    if label := lines.DATE_LABEL.search(page.text, first, day):
        day = label.start()
    words = page.text[first:day].rstrip()
    if words:
        spans.append((first, first + len(words), "byline"))
    return day if words else first


def _cut_opening(page: PageLines, spans: list[ZoneSpan], first: int, last: int, alone: bool) -> int:
    """Add the desk's credit and the dateline that open a paragraph to *spans*; return where the rest begins."""
    desk = lines.find_desk(page.text, first, last)
    if desk > first:
        spans.append((first, first + len(page.text[first:desk].rstrip()), "byline"))
    dateline = lines.find_dateline(page.text, desk, last, alone)
    if dateline > desk:
        spans.append((desk, dateline, "dateline"))
    return dateline
