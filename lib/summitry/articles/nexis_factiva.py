"""Exports: files of Nexis Uni, LexisNexis Academic and Factiva, split into their articles, with each one's head."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from summitry.schema import Span, ZoneName
from summitry.text import read_words


class Export(NamedTuple):
    """One article of an export: its stretch of the file, what its head states, and where its body stands.

    ``zones`` are the parts that the layout itself names, as offsets into the file; what lies between is furniture.
    """

    start: int
    end: int
    stated: dict[str, str]
    zones: list[tuple[int, int, ZoneName]]


# 'Length: 532 words' (Nexis), '532 words' (Factiva), 'WC 532 words' (Factiva with codes)
LENGTH = re.compile(
    r"^[ \t]{0,80}(?:(?:length ?:|wc)[ \t]{0,20})?[\d,]{1,7} words?[ \t\r]{0,80}$", re.IGNORECASE | re.MULTILINE
)
NEXIS_END = re.compile(r"^[ \t]{0,80}End of Document[ \t\r]{0,80}$\n?", re.MULTILINE)
NEXIS_COUNT = re.compile(r"^[ \t]{0,80}\d{1,5} of \d{1,5} DOCUMENTS[ \t\r]{0,80}$\n?", re.MULTILINE)
FACTIVA_END = re.compile(
    r"^(?:Document|AN[ \t]{1,20}Document)[ \t]{1,20}[A-Z]{2,12}[A-Za-z0-9]{10,36}[ \t\r]{0,20}$\n?", re.MULTILINE
)
FACTIVA_CODE = re.compile(
    r"^(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPC|IPD|PUB|AN)"
    r"(?: {2,20}|[ \xa0]{0,20}\t|[ \t\xa0\r]{0,20}$)",
    re.MULTILINE,
)
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


@functools.cache
def _labels() -> dict[str, str]:
    return {row["label"]: row["field"] for row in read_words("exportlabels")}


def split_exports(text: str) -> list[Export]:
    """Return the articles of an export of Nexis or Factiva in *text*; an empty list when it is none."""
    if not any(mark in text for mark in ("End of Document", " DOCUMENTS", "Document ")) or "ord" not in text.lower():
        return []
    for end, read in ((NEXIS_END, read_nexis), (FACTIVA_END, read_factiva), (NEXIS_COUNT, read_nexis)):
        if end.search(text) and LENGTH.search(text):
            found = [read(text, start, stop) for start, stop in _split(text, end)]
            return [export for export in found if export is not None]
    return []


def _split(text: str, mark: re.Pattern[str]) -> Iterator[Span]:
    """Yield the stretches between the marks: marks end an article, but counts ("1 of 9 DOCUMENTS") begin one."""
    marks = list(mark.finditer(text))
    begins = mark is NEXIS_COUNT
    starts = [found.start() for found in marks] if begins else [0, *(found.end() for found in marks)]
    stops = (
        [*(found.start() for found in marks[1:]), len(text)]
        if begins
        else [*(found.end() for found in marks), len(text)]
    )
    for start, stop in zip(starts, stops, strict=True):
        if text[start:stop].strip():
            yield start, stop


# --- Nexis ----------------------------------------------------------------------------------------------------------


def read_nexis(text: str, start: int, end: int) -> Export | None:
    """Read one article of a Nexis export; None where no length and no body are marked, so it is only a list."""
    fields = _labelled(text, start, end)
    body = BODY_LINE.search(text, start, end)
    length = LENGTH.search(text, start, end)
    if length is None:
        return None
    head_end = body.start() if body else length.start()
    first = (
        body.end()
        if body
        else max([length.end(), *(b for key, (_, b) in fields.items() if key != "load" and b < length.end() + 400)])
    )
    last = _body_end(text, first, end)
    zones: list[tuple[int, int, ZoneName]] = []
    stated: dict[str, str] = {}
    _read_nexis_head(text, start, head_end, fields, stated, zones)
    for key, zone in (("title", "headline"), ("author", "byline"), ("dateline", "dateline")):
        if key in fields:
            zones.append((*fields[key], zone))  # type: ignore[arg-type]
            stated[key] = " ".join(text[slice(*fields[key])].split())
    if "load" in fields:
        stated["load_date"] = text[slice(*fields["load"])]
    stated["length"] = "".join(re.findall(r"\d", length.group()))
    return Export(start, end, stated, _tidy(text, [*zones, (first, last, "body")]))


def _labelled(text: str, start: int, end: int) -> dict[str, Span]:
    """Return where the values of the labelled lines stand ("Byline: …", "LOAD-DATE: …"), by field."""
    found: dict[str, Span] = {}
    for label in LABEL.finditer(text, start, end):
        field = _labels().get(label.group(1).strip().lower())
        if field and label.group(2).strip():
            first, last = _strip(text, label.start(2), label.end(2))
            found.setdefault(field, (first, _value_end(text, last, end) if field == "title" else last))
    return found


def _strip(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


def _lines(text: str, start: int, end: int) -> list[Span]:
    """Return the lines of ``text[start:end]`` that are not blank, without the white space around them."""
    found = LINE.finditer(text, start, end)
    return [_strip(text, line.start(), line.end()) for line in found if not line.group().isspace()]


def _value_end(text: str, stop: int, end: int) -> int:
    """Return where a value ends that may run on over lines until a blank one."""
    blank = VALUE_END.search(text, stop, min(end, stop + 400))
    return blank.start() if blank and blank.start() - stop < 300 else stop


def _read_nexis_head(
    text: str,
    start: int,
    end: int,
    fields: dict[str, Span],
    stated: dict[str, str],
    zones: list[tuple[int, int, ZoneName]],
) -> None:
    """Read the lines before the length: title, outlet, day. The day is the anchor, for the outlet stands above it."""
    lines = [line for line in _lines(text, start, end) if not _is_page_number(text[slice(*line)])]
    days = [at for at, line in enumerate(lines) if DAY.match(text[slice(*line)])]
    if not days:
        return
    day = days[-1]
    stated["published"] = text[slice(*lines[day])]
    zones.append((*lines[day], "dateline"))
    above = [line for line in lines[:day] if not text[slice(*line)].lower().startswith("copyright")]
    if above:
        stated["outlet"] = text[slice(*above[-1])]
        zones.append((*above[-1], "masthead"))
    if len(above) > 1 and "title" not in fields:
        first = len(above) - 2
        while first > 0 and first > len(above) - 4 and text.count("\n", above[first - 1][1], above[first][0]) == 1:
            first -= 1
        stated["title"] = " ".join(text[above[first][0] : above[-2][1]].split())
        zones.append((above[first][0], above[-2][1], "headline"))


def _is_page_number(line: str) -> bool:
    return re.fullmatch(r"(?:Page )?\d{1,4} of \d{1,5}(?: DOCUMENTS)?|\d{1,4}", line) is not None


NEXIS_FOOT = re.compile(
    r"^[ \t]*(?:Classification|Notes|Graphic|End of Document"
    r"|(?:Load-Date|Graphic|Language|Publication-Type|Subject|Organization|Country|Journal-Code|URL|Type|Acc-No"
    r"|Document-Type|Correction-Date):.*)[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)


def _body_end(text: str, first: int, end: int) -> int:
    found = NEXIS_FOOT.search(text, first, end)
    return found.start() if found else end


# --- Factiva --------------------------------------------------------------------------------------------------------


def read_factiva(text: str, start: int, end: int) -> Export | None:
    """Read one article of a Factiva export, with two-letter codes or without; None where there is no article."""
    codes = _in_order(FACTIVA_CODE.finditer(text, start, end))
    if len({code.group(1) for code in codes} & {"HD", "WC", "PD", "SN", "LP"}) >= 3:
        return _read_coded(text, start, end, codes)
    return _read_plain(text, start, end)


FACTIVA_ZONES: dict[str, ZoneName] = {
    "HD": "headline", "BY": "byline", "SN": "masthead", "PD": "dateline", "LP": "body", "TD": "body",
}  # fmt: skip
FACTIVA_STATED = {"HD": "title", "BY": "author", "SN": "outlet", "PD": "published", "WC": "length"}


def _in_order(codes: Iterable[re.Match[str]]) -> list[re.Match[str]]:
    """Return the codes that come in Factiva's order: a line of the body may begin with IN or RE too."""
    order = FACTIVA_CODE.pattern[2:].split(")", 1)[0].split("|")
    kept: list[re.Match[str]] = []
    reached = -1
    for code in codes:
        if (at := order.index(code.group(1))) > reached:
            kept.append(code)
            reached = at
    return kept


def _read_coded(text: str, start: int, end: int, codes: list[re.Match[str]]) -> Export:
    """Read the layout where each field begins with its code: "HD  Leaders meet"."""
    zones: list[tuple[int, int, ZoneName]] = []
    stated: dict[str, str] = {}
    for code, stop in zip(codes, [*(code.start() for code in codes[1:]), end], strict=True):
        name, value = code.group(1), text[code.end() : stop]
        if name in FACTIVA_STATED and value.strip():
            stated.setdefault(FACTIVA_STATED[name], " ".join(value.split()))
        if name in FACTIVA_ZONES:
            zones.append((code.end(), stop, FACTIVA_ZONES[name]))
    return Export(start, end, _bare_length(stated), _tidy(text, zones))


def _bare_length(stated: dict[str, str]) -> dict[str, str]:
    if "length" in stated:
        stated["length"] = re.sub(r"\D", "", stated["length"])
    return stated


FACTIVA_COPYRIGHT = re.compile(r"^[ \t]*(?:\(c\)|©|copyright\b).*$", re.IGNORECASE | re.MULTILINE)
CLOCK = re.compile(r"\d{1,2}:\d{2}(?: ?[ap]m)?(?: [A-Z]{2,4})?", re.IGNORECASE)


def _read_plain(text: str, start: int, end: int) -> Export | None:
    """Read the layout without codes: headline, byline, "532 words", day, time, outlet, code, language, copyright."""
    length = LENGTH.search(text, start, end)
    if length is None:
        return None
    above = _lines(text, start, length.start())
    below = _lines(text, length.end(), min(end, length.end() + 1500))
    day = next((at for at, line in enumerate(below[:4]) if DAY.match(text[slice(*line)])), None)
    if day is None or not above:
        return None
    stated = {"length": re.sub(r"\D", "", length.group()), "published": text[slice(*below[day])]}
    zones: list[tuple[int, int, ZoneName]] = [(*below[day], "dateline")]
    named = next((line for line in below[day + 1 : day + 4] if not CLOCK.fullmatch(text[slice(*line)])), None)
    if named:
        stated["outlet"] = text[slice(*named)]
        zones.append((*named, "masthead"))
    _read_titles(text, above, stated, zones)
    notice = FACTIVA_COPYRIGHT.search(text, length.end(), min(end, length.end() + 1500))
    first = notice.end() if notice else below[min(day + 4, len(below) - 1)][1]
    return Export(start, end, stated, _tidy(text, [*zones, (first, _factiva_end(text, first, end), "body")]))


def _read_titles(text: str, above: list[Span], stated: dict[str, str], zones: list[tuple[int, int, ZoneName]]) -> None:
    """Read the lines above the length: section, headline, byline; the last is the byline where it begins with By."""
    last = text[slice(*above[-1])]
    if len(above) > 1 and re.match(r"by\b", last, re.IGNORECASE):
        stated["author"] = last
        zones.append((*above.pop(), "byline"))
    title = above[-1]
    stated["title"] = text[slice(*title)]
    zones.append((*title, "headline"))


def _factiva_end(text: str, first: int, end: int) -> int:
    found = FACTIVA_END.search(text, first, end)
    return found.start() if found else end


def _tidy(text: str, zones: list[tuple[int, int, ZoneName]]) -> list[tuple[int, int, ZoneName]]:
    """Return *zones* in order, without white space around them, without blank or overlapping ones."""
    tidy: list[tuple[int, int, ZoneName]] = []
    for start, end, zone in sorted(zones):
        start = max(start, tidy[-1][1] if tidy else 0)
        words = text[start:end]
        if words.strip():
            tidy.append((start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()), zone))
    return tidy
