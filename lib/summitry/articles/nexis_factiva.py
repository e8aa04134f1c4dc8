"""Exports: files of Nexis Uni, LexisNexis Academic and Factiva, split into their articles, with each one's head."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from summitry.schema import Span, ZoneName
from summitry.text import read_words, strip


class Export(NamedTuple):
    """One article of an export: its stretch of the file, what its head states, and where its body stands.

    ``zones`` are the parts that the layout itself names, as offsets into the file; what lies between is furniture.
    """

    start: int
    end: int
    stated: dict[str, str]
    zones: list[tuple[int, int, ZoneName]]


ZONES: dict[str, ZoneName] = {
    "title": "headline", "author": "byline", "outlet": "masthead", "published": "dateline", "place": "dateline",
    "body": "body",
}  # fmt: skip
"""The parts of an article that a layout names, and the zone that each is."""
Parts = dict[str, Span]
"""Where such parts stand."""

# 'Length: 532 words' (Nexis), '532 words' (Factiva), 'WC 532 words' (Factiva with codes)
LENGTH = re.compile(
    r"^[ \t]{0,80}(?:(?:length ?:|wc)[ \t]{0,20})?[\d,]{1,7} words?[ \t\r]{0,80}$", re.IGNORECASE | re.MULTILINE
)
NEXIS_END = re.compile(r"^[ \t]{0,80}End of Document[ \t\r]{0,80}$\n?", re.MULTILINE)
NEXIS_COUNT = re.compile(r"^[ \t]{0,80}\d{1,5} of \d{1,5} DOCUMENTS[ \t\r]{0,80}$\n?", re.MULTILINE)
FACTIVA_END = re.compile(
    r"^(?:Document|AN[ \t]{1,20}Document)[ \t]{1,20}[A-Z]{2,12}[A-Za-z0-9]{10,36}[ \t\r]{0,20}$\n?", re.MULTILINE
)
FACTIVA_CODE = re.compile(r"^([A-Z]{2,3})(?: {2,20}|[ \xa0]{0,20}\t|[ \t\xa0\r]{0,20}$)", re.MULTILINE)
BODY_LINE = re.compile(r"^[ \t]{0,80}body ?:?[ \t\r]{0,80}$", re.IGNORECASE | re.MULTILINE)
LABEL = re.compile(r"^[ \t]{0,80}([A-Za-z][A-Za-z \-/]{2,24}):(.*)$", re.MULTILINE)
LINE = re.compile(r"[^\r\n]+")
VALUE_END = re.compile(r"\r?\n[ \t\r]{0,80}\n|\r?\n[ \t]{0,80}[A-Z][A-Z\-]{3,20}:")
# 'June 8, 2018 Friday'  '8 June 2018'
DAY = re.compile(
    r"^(?:[a-z]{3,9}day,? )?(?:[a-z]{3,9}\.? \d{1,2},? \d{4}|\d{1,2} [a-z]{3,9}\.? \d{4})"
    r"(?:,? [a-z]{3,9}day)?(?: \d{1,2}:\d{2}.{0,12})?$",
    re.IGNORECASE,
)
# 'Page 1 of 2'  '2 of 2 DOCUMENTS'
PAGE_NUMBER = re.compile(r"(?:Page )?\d{1,4} of \d{1,5}(?: DOCUMENTS)?|\d{1,4}")
NEXIS_FOOT = re.compile(
    r"^[ \t]*(?:Classification|Notes|Graphic|End of Document"
    r"|(?:Load-Date|Graphic|Language|Publication-Type|Subject|Organization|Country|Journal-Code|URL|Type|Acc-No"
    r"|Document-Type|Correction-Date):.*)[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
FACTIVA_COPYRIGHT = re.compile(r"^[ \t]*(?:\(c\)|©|copyright\b).*$", re.IGNORECASE | re.MULTILINE)
CLOCK = re.compile(r"\d{1,2}:\d{2}(?: ?[ap]m)?(?: [A-Z]{2,4})?", re.IGNORECASE)


def split_exports(text: str) -> list[Export]:
    """Return the articles of an export of Nexis or Factiva in *text*; an empty list when it is none."""
    if not any(mark in text for mark in ("End of Document", " DOCUMENTS", "Document ")):
        return []
    for mark, read in ((NEXIS_END, read_nexis), (FACTIVA_END, read_factiva), (NEXIS_COUNT, read_nexis)):
        if mark.search(text) and LENGTH.search(text):
            found = (read(text, start, stop) for start, stop in _split(text, mark))
            return [export for export in found if export is not None]
    return []


def _split(text: str, mark: re.Pattern[str]) -> Iterator[Span]:
    """Yield the stretches between the marks: marks end an article, but counts ("1 of 9 DOCUMENTS") begin one."""
    begins = mark is NEXIS_COUNT
    cuts = [found.start() if begins else found.end() for found in mark.finditer(text)]
    edges = [*cuts, len(text)] if begins else [0, *cuts, len(text)]
    return (span for span in pairwise(edges) if text[slice(*span)].strip())


def _make_export(text: str, start: int, end: int, parts: Iterable[tuple[str, Span]]) -> Export:
    """Return the article whose *parts* those are: of those named twice, the first is stated."""
    stated: dict[str, str] = {}
    zones: list[tuple[int, int, ZoneName]] = []
    for name, span in sorted(parts, key=lambda part: part[1]):
        if name != "body" and (words := " ".join(text[slice(*span)].split())):
            stated.setdefault(name, words)
        first, last = strip(text, max(span[0], zones[-1][1] if zones else 0), span[1])
        if first < last:
            zones.append((first, last, ZONES[name]))
    return Export(start, end, stated, zones)


def _lines(text: str, start: int, end: int) -> list[Span]:
    """Return the lines of ``text[start:end]`` that are not blank, without the white space around them."""
    found = LINE.finditer(text, start, end)
    return [strip(text, line.start(), line.end()) for line in found if not line.group().isspace()]


# --- Nexis ----------------------------------------------------------------------------------------------------------


def read_nexis(text: str, start: int, end: int) -> Export | None:
    """Read one article of a Nexis export; None where no length is marked, so it is only a list."""
    length = LENGTH.search(text, start, end)
    if length is None:
        return None
    parts = _read_labels(text, start, end)
    body = BODY_LINE.search(text, start, end)
    first = body.end() if body else length.end()
    if not body:  # it follows the labels at the length
        first = max([first, *(last for _, last in parts.values() if last < first + 400)])
    foot = NEXIS_FOOT.search(text, first, end)
    head = _read_nexis_head(text, start, body.start() if body else length.start())
    parts = {**head, **parts, "body": (first, foot.start() if foot else end)}
    return _make_export(text, start, end, parts.items())


@functools.cache
def _labels() -> dict[str, str]:
    return {row["label"]: row["field"] for row in read_words("exportlabels")}


def _read_labels(text: str, start: int, end: int) -> Parts:
    """Return where the values of the labelled lines stand ("Byline: …", "HEADLINE: …")."""
    found: Parts = {}
    for label in LABEL.finditer(text, start, end):
        field = _labels().get(label.group(1).strip().lower())
        if field and label.group(2).strip():
            first, last = strip(text, label.start(2), label.end(2))
            found.setdefault(field, (first, _value_end(text, last, end) if field == "title" else last))
    return found


def _value_end(text: str, stop: int, end: int) -> int:
    """Return where a value ends that may run on over lines until a blank one."""
    blank = VALUE_END.search(text, stop, min(end, stop + 400))
    return blank.start() if blank and blank.start() - stop < 300 else stop


def _read_nexis_head(text: str, start: int, end: int) -> Parts:
    """Read the lines before the length: title, outlet, day. The day is the anchor, for the outlet stands above it."""
    lines = [line for line in _lines(text, start, end) if not PAGE_NUMBER.fullmatch(text[slice(*line)])]
    days = [at for at, line in enumerate(lines) if DAY.match(text[slice(*line)])]
    if not days:
        return {}
    above = [line for line in lines[: days[-1]] if not text[slice(*line)].lower().startswith("copyright")]
    parts = {"published": lines[days[-1]]}
    if above:
        parts["outlet"] = above[-1]
    if len(above) > 1:
        first = len(above) - 2
        while first > 0 and first > len(above) - 4 and text.count("\n", above[first - 1][1], above[first][0]) == 1:
            first -= 1
        parts["title"] = (above[first][0], above[-2][1])
    return parts


# --- Factiva --------------------------------------------------------------------------------------------------------


def read_factiva(text: str, start: int, end: int) -> Export | None:
    """Read one article of a Factiva export, with two-letter codes or without; None where there is no article."""
    codes = _in_order(FACTIVA_CODE.finditer(text, start, end))
    if len({code.group(1) for code in codes} & {"HD", "WC", "PD", "SN", "LP"}) < 3:
        return _read_plain(text, start, end)
    edges = [*codes[1:], None]
    fields = [(c.group(1), (c.end(), after.start() if after else end)) for c, after in zip(codes, edges, strict=True)]
    return _make_export(text, start, end, [(part, span) for name, span in fields if (part := _codes()[name])])


@functools.cache
def _codes() -> dict[str, str]:
    """Return Factiva's codes in their order, and the part that each stands before."""
    return {row["code"]: row["part"] for row in read_words("factiva_codes")}


def _in_order(codes: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Return the codes that come in Factiva's order: a line of the body may begin with IN or RE too."""
    order = list(_codes())
    found: list[re.Match[str]] = []
    for code in codes:
        if code.group(1) in order[order.index(found[-1].group(1)) + 1 if found else 0 :]:
            found.append(code)
    return found


def _read_plain(text: str, start: int, end: int) -> Export | None:
    """Read the layout without codes: headline, byline, "532 words", day, time, outlet, code, language, copyright."""
    length = LENGTH.search(text, start, end)
    if length is None:
        return None
    above = _lines(text, start, length.start())
    reach = min(end, length.end() + 1500)
    below = _lines(text, length.end(), reach)
    day = next((at for at, line in enumerate(below[:4]) if DAY.match(text[slice(*line)])), None)
    if day is None or not above:
        return None
    parts = {"published": below[day]}
    named = next((line for line in below[day + 1 : day + 4] if not CLOCK.fullmatch(text[slice(*line)])), None)
    if named:
        parts["outlet"] = named
    if len(above) > 1 and re.match(r"by\b", text[slice(*above[-1])], re.IGNORECASE):
        parts["author"] = above.pop()
    parts["title"] = above[-1]
    notice = FACTIVA_COPYRIGHT.search(text, length.end(), reach)
    first = notice.end() if notice else below[min(day + 4, len(below) - 1)][1]
    foot = FACTIVA_END.search(text, first, end)
    parts["body"] = (first, foot.start() if foot else end)
    return _make_export(text, start, end, parts.items())
