"""Dates printed on the page: the line under the headline, the agency's dateline, the masthead."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from summitry.articles.lines import PAGE_AGE
from summitry.dating.evidence import DatingContext, Evidence, around, in_years, line_at
from summitry.text import Spans, find_lines
from summitry.timexes import Timex, cues, full_day, read_digits

Role = Literal["published", "printed", "dateline", "updated", "masthead"]

LONG_LINE = 20  # words from which a line is the body's, not the head's
SHORT_LINE = 14  # words up to which a line can be a line of print around a date
LABELLED_LINE = 30  # words up to which it can be one if the date follows "Published:"
LABEL = re.compile(r"\b(?:published|posted|updated|modified):\s?$", re.IGNORECASE)
PUBLISHED = re.compile(r"\b(?:first )?(?:published|posted|publication date|release date|date|issued)\b", re.IGNORECASE)
UPDATED = re.compile(r"\b(?:updated|modified|last edited|revised)\b", re.IGNORECASE)
NOT_PRINT = re.compile(cues("not print"), re.IGNORECASE)
# "BEIJING, Dec. 15. /TASS/.", "SAMARKAND, Uzbekistan, Sept 15 (Reuters) -", "MOSCOW (AP) — June 5"
DATELINE = re.compile(
    r"^\W*[A-Z][A-Z.’'/ -]{2,30}(?:,\s?[A-Z][\w. ]{1,25})?(?:\s?\([A-Za-z ]{2,20}\))?,?\s?[—–-]{0,2}\s?$"
)


class Printed(NamedTuple):
    """A full date that is printed on the page, and in which role."""

    timex: Timex
    day: dt.date
    role: Role


def find_printed(page: DatingContext) -> Iterator[Printed]:
    """Yield the full dates that are printed on the page rather than told in its sentences."""
    head = _body_start(page.text)
    mastheads = Spans(page.doc.spans("masthead"))
    headline = next((start for start, _ in page.doc.spans("headline")), 0)
    for timex in page.timexes:
        day = full_day(timex, page.day_first)
        if day and not page.is_caption(timex.start):
            role = _role(page.text, timex, head)
            above = timex.end <= headline and timex.weekday and timex.kind != "clock"
            if role != "published" and (mastheads.hold(timex.start, timex.start + 1) or (above and role)):
                role = "masthead"
            if role:
                yield Printed(timex, day, role)


def find_open_print(page: DatingContext) -> Iterator[Evidence]:
    """Yield the two days of a printed date that is 5 June to some and May 6 to others."""
    head = _body_start(page.text)
    for timex in page.timexes:
        days = read_digits(timex.value, page.day_first) if timex.kind in ("numeric", "clock") and timex.value else []
        if len(days) == 2 and _role(page.text, timex, head) in ("published", "printed"):
            ranges = tuple(sorted(around(day, 0, 0) for day in days))
            says = "day and month cannot be told apart"
            yield Evidence("open print", timex.start, timex.end, ranges, 4.0, says, True)
            return


def _body_start(text: str) -> int:
    """Return where the first line begins that is long enough to be a paragraph of the body."""
    lines = find_lines(text, 0, len(text))
    return next((line.start() for line in lines if len(line.group().split()) >= LONG_LINE), len(text))


# "6 years ago", "Published 3 months ago": how old the page said it was on the day it was viewed
AGE = re.compile(r"\b(\d{1,2}|an?) (year|month|week|day)s? ago\b", re.IGNORECASE)
DAYS_OF = {"year": 365.25, "month": 30.44, "week": 7.0, "day": 1.0}


def find_page_age(page: DatingContext, printed: list[Printed]) -> Iterator[Evidence]:
    """Yield what "6 years ago" at the head says where a masthead tells the day of viewing.

    Sites round such ages differently, so that half a unit less and a whole one more are allowed.
    """
    viewed = next((one.day for one in printed if one.role == "masthead"), None)
    if viewed is None:
        return
    for start, end in page.doc.spans("furniture", "masthead", "dateline", "byline"):
        for line in find_lines(page.text, start, end):
            found = AGE.search(line.group()) if PAGE_AGE.match(line.group().strip()) else None
            if found:
                number, unit = int(found[1]) if found[1].isdigit() else 1, DAYS_OF[found[2].lower()]
                low, high = viewed.toordinal() - (number + 1) * unit, viewed.toordinal() - (number - 0.5) * unit
                says, at = f"the page's age on {viewed.isoformat()}, the day on its masthead", line.start()
                yield Evidence("page age", at + found.start(), at + found.end(), ((int(low), int(high)),), 2.0, says)
                return


def _role(text: str, timex: Timex, head: int) -> Role | None:
    start, end = line_at(text, timex.start)
    before, words = text[start : timex.start], len(text[start:end].split(maxsplit=SHORT_LINE + 1))
    if DATELINE.match(before) and timex.start - start < 80:
        return "dateline"
    most = LABELLED_LINE if LABEL.search(before[-20:]) else SHORT_LINE
    if words > most or NOT_PRINT.search(text, start, end):
        return None
    if UPDATED.search(before):
        return "updated"
    if PUBLISHED.search(before):
        return "published"
    if timex.start >= head or words - len(text[timex.start : timex.end].split()) > 6:
        return None
    if text[timex.end : timex.end + 1] == ":":
        return None
    first = not text[:start].strip()
    return "masthead" if first and timex.weekday and timex.kind != "clock" and text[end:head].strip() else "printed"


def find_datelines(page: DatingContext, years: range) -> Iterator[Evidence]:
    """Yield the day and month of an agency's dateline: copy is moved on that day or the next."""
    for timex in page.timexes:
        if timex.kind != "calendar" or timex.year or not timex.months:
            continue
        start, _ = line_at(page.text, timex.start)
        if timex.start - start < 80 and DATELINE.match(page.text[start : timex.start]):
            days = in_years(timex.months[0], timex.days[0], years)
            ranges = tuple(around(day, 0, 1) for day in days)
            yield Evidence("dateline", timex.start, timex.end, ranges, 3.0, "the agency's dateline", True)
            yield from _weekday_of(page, timex, days)
            return


def _weekday_of(page: DatingContext, dateline: Timex, days: list[dt.date]) -> Iterator[Evidence]:
    """Yield the years in which the lead's weekday is the dateline's day or, less likely, the day before."""
    lead = page.timexes.starting_in(dateline.end + 1, line_at(page.text, dateline.end)[1])
    weekday = next((timex for timex in lead if timex.kind == "weekday" and timex.relation is None), None)
    if weekday is None:
        return
    for shift, weight, says in ((0, 1.0, "the weekday of the dateline"), (1, 0.5, "the weekday before the dateline")):
        fitting = [day for day in days if (day - dt.timedelta(days=shift)).isoweekday() == weekday.weekday]
        ranges = tuple(around(day, 0, 1) for day in fitting)
        yield Evidence("dateline", weekday.start, weekday.end, ranges, weight, says)
