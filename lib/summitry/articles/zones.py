"""Zones: the article told apart from the page around it. Nothing is deleted; every stretch gets a name.

The evidence is general: a line's shape, place, length and repetition, and the cues of words/furniture.csv.
Losing a paragraph of the article is the worst error, since its quotations would be lost with it, so prose is
furniture only where a cue says so.
"""

from __future__ import annotations

import re

from summitry.articles.credits import find_closing_tag, find_dateline, find_desk, has_agency_tag, opens_with_colon
from summitry.articles.exports import split_exports
from summitry.articles.lines import CALENDAR_DAY, WEEKDAY
from summitry.articles.page import Page
from summitry.articles.page_head import name_head
from summitry.articles.page_tail import name_tail
from summitry.schema import ZoneName

ZoneSpan = tuple[int, int, ZoneName]
# 'By Ann Lee Published: June 8, 2018'
PUBLISHED = re.compile(r"\b(?:published|updated|posted)\b", re.IGNORECASE)


def find_zones(text: str, title: str = "") -> list[ZoneSpan]:
    """Return the zones of *text* as (start, end, zone): in order, without overlap, over all that is not blank.

    *title*, where it is known beforehand, tells the headline.

    >>> find_zones("6 years ago\\n\\nTwo leaders meet\\n\\nBEIJING, June 8 (Reuters) - They met again on Friday.")
    [(0, 11, 'furniture'), (13, 29, 'headline'), (31, 59, 'dateline'), (59, 84, 'body')]
    """
    exports = split_exports(text)
    if len(exports) == 1:
        return _fill_gaps(text, exports[0].zones)
    page = Page(text, title)
    name_head(page)
    name_repeats(page)
    name_tail(page)
    return _join_neighbours(split(page))


def _fill_gaps(text: str, zones: list[ZoneSpan]) -> list[ZoneSpan]:
    """Return *zones* with everything between them as furniture."""
    filled: list[ZoneSpan] = []
    last = 0
    ends: list[ZoneSpan] = [(len(text), len(text), "furniture")]
    for start, end, zone in zones + ends:
        gap = text[last:start]
        if gap.strip():
            first = last + len(gap) - len(gap.lstrip())
            filled.append((first, first + len(gap.strip()), "furniture"))
        if start < end:
            filled.append((start, end, zone))
        last = end
    return filled


def _join_neighbours(spans: list[ZoneSpan]) -> list[ZoneSpan]:
    joined: list[ZoneSpan] = []
    for start, end, zone in spans:
        if joined and joined[-1][2] == zone and zone in ("body", "furniture"):
            joined[-1] = (joined[-1][0], end, zone)
        else:
            joined.append((start, end, zone))
    return joined


def name_repeats(page: Page) -> None:
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


def split(page: Page) -> list[ZoneSpan]:
    """Return the zones, with datelines, desks and closing tags cut off the paragraphs that carry them."""
    prose = [at for at, line in enumerate(page.lines) if page.names[at] == "body" and line.prose]
    _name_tagged_captions(page, prose)
    alone = sum(opens_with_colon(line) for line in page.lines) == 1
    spans: list[ZoneSpan] = []
    for at, line in enumerate(page.lines):
        first, last = line.start, line.end
        closing: list[ZoneSpan] = []
        if page.names[at] == "byline" and (day := CALENDAR_DAY.search(page.text, first, last)):
            first = _cut_byline(page, spans, first, day.start())
            page.names[at] = "dateline"
        if at in prose[:4]:
            first = _cut_opening(page, spans, first, last, alone and at == prose[0] and line.words > 11)
        if prose and at == prose[-1]:
            last = find_closing_tag(page.text, first, line.end)
            closing = [(last, line.end, "byline")] if last < line.end else []
        words = page.text[first:last].rstrip()
        if words:
            spans.append((first, first + len(words), page.names[at]))
        spans += closing
    return spans


def _name_tagged_captions(page: Page, prose: list[int]) -> None:
    """Name the captions that only an agency in brackets marks; at the story's end that marks the story."""
    for at in prose[:-1]:
        line = page.lines[at]
        if (
            line.text[-1] in ")]"
            and line.words <= 60
            and has_agency_tag(line)
            and "“" not in line.text
            and '"' not in line.text
        ):
            page.names[at] = "caption"


def _cut_byline(page: Page, spans: list[ZoneSpan], first: int, day: int) -> int:
    """Add the names that stand before a date in the same line to *spans*; return where the date begins."""
    names = page.text[first:day]
    if weekday := WEEKDAY.search(names):
        day = first + weekday.start()
    if label := PUBLISHED.search(page.text, first, day):
        day = label.start()
    words = page.text[first:day].rstrip()
    if words:
        spans.append((first, first + len(words), "byline"))
    return day if words else first


def _cut_opening(page: Page, spans: list[ZoneSpan], first: int, last: int, alone: bool) -> int:
    """Add the desk's credit and the dateline that open a paragraph to *spans*; return where the rest begins."""
    desk = find_desk(page.text, first, last)
    if desk > first:
        spans.append((first, first + len(page.text[first:desk].rstrip()), "byline"))
    dateline = find_dateline(page.text, desk, last, alone)
    if dateline > desk:
        spans.append((desk, dateline, "dateline"))
    return dateline
