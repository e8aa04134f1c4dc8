"""The head of a page: navigation, masthead, headline, byline and date line, before the first prose."""

from __future__ import annotations

import re

from summitry.articles.credits import is_dateline, list_of
from summitry.articles.lines import (
    WEEKDAY,
    WORD,
    Line,
    is_byline,
    is_date_line,
    is_name_beside,
    is_person_name,
    is_title_case,
)
from summitry.articles.page import Page, is_breadcrumb, is_cut, is_untitled
from summitry.schema import ZoneName

HEAD_LINES = 60
"""How many paragraphs at most may stand before the first prose."""
DOMAIN = re.compile(r"(?:https?://)?(?:www\.)?[a-z0-9\-]{2,40}(?:\.[a-z]{2,12}){1,3}/?", re.IGNORECASE)


# 'Moscow correspondent'  'Deputy world news editor'
ROLE = re.compile(r"\b(?:correspondent|reporter|editor|writer|columnist|analyst|bureau chief)s?$", re.IGNORECASE)


def name_head(page: Page) -> None:
    """Name the lines before the first prose: headline, byline, date line, masthead, navigation."""
    stop = _find_first_prose(page)
    page.headline = _find_headline(page, stop)
    if page.headline is None:
        stop = stop if any(page.cues[:stop]) or any(map(_is_print, page.lines[:stop])) else 0
    else:
        page.names[page.headline] = "headline"
    crowd = _count_titles(page, stop) > 3
    for at in range(stop):
        cue = page.cues[at]
        if at != page.headline and (cue is None or cue.kind in ("tags", "credit")):
            page.names[at] = _name_head_line(page, at, crowd)


def _find_first_prose(page: Page) -> int:
    for at, line in enumerate(page.lines[:HEAD_LINES]):
        title = (at == 0 and line.words <= 20 and is_title_case(line.text)) or _is_title(page, line)
        if (
            line.prose
            and not page.cues[at]
            and not title
            and not _is_cut_title(page, at)
            and not _is_byline_or_day(line)
        ):
            return at
    prose = any(line.prose and not cue for line, cue in zip(page.lines, page.cues, strict=True))
    return 0 if prose else min(len(page.lines), HEAD_LINES)


def _is_cut_title(page: Page, at: int) -> bool:
    """Tell whether a line is a headline cut short ("... will give...") among others: no paragraph follows it."""
    line = page.lines[at]
    return is_cut(line) and line.words <= 25 and at + 1 < len(page.lines) and not page.lines[at + 1].prose


def _is_title(page: Page, line: Line) -> bool:
    return bool(page.title) and line.text.lower().rstrip(".") == page.title.rstrip(".")


def _find_headline(page: Page, stop: int) -> int | None:
    """Return the index of the headline: the stated title, or the first line of some length that is nothing else."""
    stated = next((at for at in range(stop) if _is_title(page, page.lines[at])), None)
    if stated is not None:
        return stated
    last = min(stop, len(page.lines) - 1)
    free = [at for at in range(last) if not page.cues[at] and not is_untitled(page.lines[at])]
    for least in (4, 3, 2):
        long = [at for at in free if page.lines[at].words >= least]
        if long and (least > 2 or len(free) == 1):
            return _prefer_repeated(page, long)
    return None


def _prefer_repeated(page: Page, found: list[int]) -> int:
    """Return the first of the lines *found* that the page says twice, as it does with headlines; else the first."""
    texts = [line.text.lower() for line in page.lines[: HEAD_LINES * 2]]
    return next((at for at in found[:5] if texts.count(page.lines[at].text.lower()) > 1), found[0])


def _count_titles(page: Page, stop: int) -> int:
    """Return how many lines of a headline's length stand between the headline and the first prose."""
    if page.headline is None:
        return 0
    below = page.lines[page.headline + 1 : stop]
    return sum(line.words >= 5 and not line.stops and not is_untitled(line) for line in below)


def _name_head_line(page: Page, at: int, crowd: bool) -> ZoneName:
    """Name a line of the head that is not the headline itpage. *crowd*: it lists other articles' headlines."""
    line, text, name = page.lines[at], page.lines[at].text, page.names[at]
    above = page.headline is not None and at < page.headline
    if is_byline(text):
        return "byline"
    if is_dateline(line):
        return "dateline"
    if is_date_line(text):
        return "masthead" if above and WEEKDAY.search(text) else "dateline"
    if name != "body":
        return name
    if DOMAIN.fullmatch(text) or (above and _is_masthead(page, at)):
        return "masthead"
    if above or is_breadcrumb(line) or (crowd and (not line.stops or is_cut(line))):
        return "furniture"
    if is_person_name(text) or is_name_beside(text):
        return "byline"
    if at and page.names[at - 1] == "byline" and line.words <= 6 and ROLE.search(text):
        return "byline"
    if at and page.names[at - 1] == "caption" and page.lines[at - 1].words <= 4 and not line.stops and line.words >= 4:
        return "caption"  # the credit stands above its caption: "Getty Images", "Mr Xi left late on Tuesday"
    return "headline" if at - 1 == page.headline and line.words >= 5 else "body"


def _is_masthead(page: Page, at: int) -> bool:
    """Tell whether a line above the headline is the paper's name: by its words, or by the day below it."""
    line = page.lines[at]
    if line.words > 6 or is_breadcrumb(line):
        return False
    below = page.lines[at + 1].text
    return _names_paper(line.text) or (is_date_line(below) and WEEKDAY.search(below) is not None)


def _is_print(line: Line) -> bool:
    return is_dateline(line) or is_byline(line.text)


def _is_byline_or_day(line: Line) -> bool:
    return is_date_line(line.text) or is_byline(line.text)


def _names_paper(text: str) -> bool:
    return "/" not in text and any(word.lower() in list_of("mastheads") for word in WORD.findall(text))
