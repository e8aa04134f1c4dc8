"""Evidence pages: one per article, on which all that was read from it is marked in its place.

What may be shared shows excerpts around the evidence; the whole text is for one's own desk.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from summitry.display import evidence_page, show_value
from summitry.render import Site, fill_template, read_css
from summitry.schema import Span

MOST_CONTEXT = 40
"""Words shown on each side of what was read from an article, at most."""
FAIR_SHARE = 0.4
"""Share of an article's words that its excerpts may show, unless what was read from it is longer by itself."""
CONTEXTS = (MOST_CONTEXT, 25, 15, 8, 4, 2, 0)
MOST_COLOURS = 7

WORD = re.compile(r"\S+")
LINE = re.compile(r"[^\r\n]+")

MARKED = ("quotes", "meetings", "claims", "dates", "labels", "loaded", "verbs", "frames")
CSS = {"quotes": "q", "meetings": "m", "claims": "c", "dates": "d", "labels": "l"}
LEGEND = (
    ("m", "meeting"),
    ("c", "claim of how often they met"),
    ("d", "date"),
    ("l", "label"),
    ("w", "loaded word, reporting verb or cue of a frame"),
)

Backlinks = Mapping[str, Sequence[tuple[str, str]]]
Row = dict[str, Any]


class Mark(NamedTuple):
    """One row of a table, as marked on the page."""

    start: int
    end: int
    table: str
    css: str
    note: str

    @property
    def anchor(self) -> str:
        return f"{self.table}-{self.start}"


# --- what a note says -------------------------------------------------------------------------------------------------


def _sentence(kind: str, *facts: Any) -> str:
    said = ", ".join(str(fact) for fact in facts if fact)
    return f"<b>{kind}</b> {escape(said, quote=False)}"


def _with(words: str, value: Any, digits: int | None = None) -> str:
    """Return *words* with *value* after them, or nothing where *value* is null or empty."""
    return "" if value is None or value == "" else f"{words} {show_value(value, digits)}".strip()


def _note_quote(row: Row) -> str:
    who = row["speaker"] or "speaker not decided"
    return _sentence(
        f"{escape(who)}" if row["kind"] not in ("title", "scare") else escape(row["kind"].capitalize()),
        f"{row['kind']} quotation",
        _with("cue", row["cue"] and f"“{row['cue']}”"),
        _with("through", row["conduit"]),
        _with("to", row["addressee"]),
        f"confidence {row['confidence']:.2f} ({row['basis']})",
        _with("sentiment", row["sentiment"]),
    )


def _note_meeting(row: Row) -> str:
    days = row["date"] if row["date_high"] in (None, row["date"]) else f"{row['date']} to {row['date_high']}"
    return _sentence(
        "Meeting",
        row["participants"].replace(";", " and "),
        days or "date not stated",
        row["place"],
        row["country"] if row["country"] != row["place"] else "",
        row["occasion"],
        row["mode"],
        row["status"],
        f"in the record as {row['meeting_id']}" if row["meeting_id"] else "not in the record",
        f"confidence {row['confidence']:.2f}",
    )


def _note_claim(row: Row) -> str:
    count = f"{row['count_low']} or more" if row["count_high"] is None else f"{row['count_low']} to {row['count_high']}"
    if row["count_low"] == row["count_high"]:
        count = str(row["count_low"])
    return _sentence("Claim", f"{count} meetings", _with("by", row["speaker"]), f"{row['verdict']}: {row['why']}")


def _note_date(row: Row) -> str:
    return _sentence("Date", row["value"], row["basis"])


def _note_label(row: Row) -> str:
    return _sentence(
        "Label", f"{row['label_type']} of {row['target']}", _with("polarity", row["polarity"]), _quoted(row)
    )


def _note_loaded(row: Row) -> str:
    return _sentence(
        "Loaded word", row["category"], _with("of", row["target"]), _with("weight", row["weight"]), _quoted(row)
    )


def _note_verb(row: Row) -> str:
    return _sentence("Reporting verb", f"{row['lemma']}: {row['class']}", _with("by", row["speaker"]))


def _note_frame(row: Row) -> str:
    return _sentence("Frame", row["frame"], _quoted(row))


def _quoted(row: Row) -> str:
    return "in a quotation" if row["in_quote"] else ""


NOTES = {
    "quotes": _note_quote,
    "meetings": _note_meeting,
    "claims": _note_claim,
    "dates": _note_date,
    "labels": _note_label,
    "loaded": _note_loaded,
    "verbs": _note_verb,
    "frames": _note_frame,
}


# --- reading the tables -----------------------------------------------------------------------------------------------


def _rows(frame: Any) -> Iterator[Row]:
    """Yield *frame*'s rows as dicts with None for null."""
    columns = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame.columns]
    names = list(frame.columns)
    return (dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))


def _group(corpus: Any, table: str) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    frame = getattr(corpus, table, None)
    if frame is not None:
        for row in _rows(frame):
            grouped[row["article_id"]].append(row)
    return grouped


def choose_colours(corpus: Any, first: Sequence[str] = ()) -> dict[str, int]:
    """Return the number of the colour of each speaker that has one: *first*, then the most quoted."""
    said: Counter[str] = Counter(corpus.quotes["speaker"].dropna())
    ranked = sorted((name for name in said if name not in first), key=lambda name: (-said[name], name))
    return {name: number for number, name in enumerate([*first, *ranked][:MOST_COLOURS])}


def _read_marks(rows: Mapping[str, Sequence[Row]], colours: Mapping[str, int]) -> list[Mark]:
    marks = []
    for table, found in rows.items():
        for row in found:
            css = CSS.get(table, "w")
            if table == "quotes" and row["speaker"] in colours:
                css = f"q s{colours[row['speaker']]}"
            marks.append(Mark(row["start"], row["end"], table, css, NOTES[table](row)))
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, MARKED.index(mark.table)))


# --- excerpts ---------------------------------------------------------------------------------------------------------


def _join(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def choose_excerpts(text: str, spans: Sequence[Span]) -> list[Span]:
    """Return the stretches of *text* to show: each span with words around it, as many as a fair share allows.

    >>> choose_excerpts("one two three four five six seven eight nine ten", [(4, 7)])
    [(0, 18)]
    """
    words = [match.span() for match in WORD.finditer(text)]
    starts, ends = [start for start, _ in words], [end for _, end in words]
    ranges = [(bisect_right(ends, start), bisect_left(starts, end)) for start, end in spans if end > start]
    chosen: list[Span] = []
    for context in CONTEXTS:
        chosen = _join([(max(0, low - context), min(len(words), high + context)) for low, high in ranges])
        if sum(high - low for low, high in chosen) <= FAIR_SHARE * len(words):
            break
    return [(words[low][0], words[high - 1][1]) for low, high in chosen if high > low]


class Chunk(NamedTuple):
    """One line of the text, or the part of it that is shown."""

    start: int
    end: int
    zone: str


def _cut(text: str, excerpts: Sequence[Span], zones: Sequence[Row]) -> list[Chunk]:
    """Return *excerpts* cut at line breaks and at the borders of zones."""
    borders = sorted({border for zone in zones for border in (zone["start"], zone["end"])})
    starts = [zone["start"] for zone in zones]
    chunks = []
    for begin, finish in excerpts:
        for line in LINE.finditer(text, begin, finish):
            inside = borders[bisect_right(borders, line.start()) : bisect_left(borders, line.end())]
            for start, end in zip([line.start(), *inside], [*inside, line.end()], strict=True):
                position = bisect_right(starts, start) - 1
                within = position >= 0 and start < zones[position]["end"]
                if text[start:end].strip():
                    chunks.append(Chunk(start, end, zones[position]["zone"] if within else "body"))
    return chunks


# --- the page ---------------------------------------------------------------------------------------------------------


class _ArticlePage:
    """Writes one article's marked text."""

    def __init__(self, article_id: str, text: str, marks: Sequence[Mark], back: Backlinks) -> None:
        self.text, self.marks, self.back = text, marks, back
        self.page = evidence_page(article_id)
        self.numbers: dict[int, int] = {}
        self.anchors: set[str] = set()

    def write(self, chunks: Sequence[Chunk]) -> str:
        """Return the chunks as HTML, with a word on what is left out between them."""
        parts = []
        shown = 0
        for chunk in chunks:
            parts.append(self._gap(shown, chunk.start))
            parts.append(self._chunk(chunk))
            shown = chunk.end
        parts.append(self._gap(shown, len(self.text)))
        return "".join(parts)

    def _gap(self, start: int, end: int) -> str:
        words = len(self.text[start:end].split())
        return f'<p class="gap">[{words} word{"" if words == 1 else "s"} not shown]</p>\n' if words else ""

    def _chunk(self, chunk: Chunk) -> str:
        here = [(i, mark) for i, mark in enumerate(self.marks) if mark.start < chunk.end and mark.end > chunk.start]
        new = [(i, mark) for i, mark in here if i not in self.numbers]
        for i, _ in new:
            self.numbers[i] = len(self.numbers) + 1
        notes = "".join(self._note(self.numbers[i], mark) for i, mark in new)
        words = self._segments(chunk, here)
        aside = f'<ol class="notes">{notes}</ol>' if notes else ""
        return f'<div class="chunk {chunk.zone}"><p>{words}</p>{aside}</div>\n'

    def _segments(self, chunk: Chunk, here: Sequence[tuple[int, Mark]]) -> str:
        """Return the chunk's words, cut wherever a mark begins or ends, each piece under all marks that cover it."""
        borders = {chunk.start, chunk.end}
        for _, mark in here:
            borders.update((max(mark.start, chunk.start), min(mark.end, chunk.end)))
        ordered = sorted(borders)
        parts: list[str] = []
        for start, end in itertools.pairwise(ordered):
            parts.extend(self._anchor(mark) for i, mark in here if max(mark.start, chunk.start) == start)
            over = [mark.css for _, mark in here if mark.start < end and mark.end > start]
            words = escape(self.text[start:end], quote=False)
            parts.append("".join(f'<span class="{css}">' for css in over) + words + "</span>" * len(over))
            parts.extend(self._number(self.numbers[i]) for i, mark in here if mark.end == end)
        return "".join(parts)

    def _anchor(self, mark: Mark) -> str:
        if mark.anchor in self.anchors:
            return ""
        self.anchors.add(mark.anchor)
        return f'<span class="at" id="{mark.anchor}"></span>'

    def _number(self, number: int) -> str:
        return f'<sup><a href="#note-{number}">{number}</a></sup>'

    def _note(self, number: int, mark: Mark) -> str:
        links = self.back.get(f"evidence/{self.page}.html#{mark.anchor}", ())
        back = "".join(f' · <a href="../{escape(href)}">{escape(label)}</a>' for href, label in links)
        return f'<li id="note-{number}"><a href="#{mark.anchor}">{number}</a> {mark.note}{back}</li>'


def _about(article: Row) -> str:
    published = article["published"] or "an unknown day"
    facts = (article["outlet"] or "unknown outlet", f"published {published}", f"{article['words']:,} words")
    return f"{', '.join(facts)}. {article['published_why']}"


def _legend(rows: Mapping[str, Sequence[Row]], colours: Mapping[str, int]) -> list[tuple[str, str]]:
    speakers = Counter(row["speaker"] for row in rows["quotes"])
    named = [(f"q s{colours[name]}", str(name)) for name in sorted(colours, key=colours.__getitem__) if speakers[name]]
    others = [("q", "other or undecided speaker")] if any(name not in colours for name in speakers) else []
    shown = {CSS.get(table, "w") for table, found in rows.items() if found}
    return named + others + [(css, words) for css, words in LEGEND if css in shown]


def write_evidence(
    corpus: Any,
    folder: Path,
    full_text: bool = False,
    site: Site | None = None,
    back: Backlinks | None = None,
    first: Sequence[str] = (),
) -> list[str]:
    """Write one page per article of *corpus* into *folder*; return the files' names.

    *back* leads from a row's address (evidence/…#quotes-12) to the pages that use it. *first* are the people who get
    the first colours. Without *full_text* a page shows excerpts: at most 40 words on each side of the evidence.
    """
    from markupsafe import Markup

    folder.mkdir(parents=True, exist_ok=True)
    tables = {table: _group(corpus, table) for table in MARKED}
    zones = _group(corpus, "zones")
    colours = choose_colours(corpus, first)
    css = read_css("summitry.css", "evidence.css")
    names = []
    for article in _rows(corpus.articles):
        article_id = article["article_id"]
        text = corpus.texts[article_id]
        rows = {table: grouped.get(article_id, []) for table, grouped in tables.items()}
        marks = _read_marks(rows, colours)
        excerpts = [(0, len(text))] if full_text else choose_excerpts(text, [(m.start, m.end) for m in marks])
        chunks = _cut(text, excerpts, sorted(zones.get(article_id, []), key=lambda zone: zone["start"]))
        heading = article["title"] or article_id
        html = fill_template(
            "evidence.html.j2",
            site or Site(),
            "evidence",
            f"{heading} · evidence · Summitry",
            f"What was read from {article_id}",
            up="../",
            css=css,
            heading=heading,
            about=_about(article),
            scope="The whole text." if full_text else "Excerpts around what was read from it.",
            legend=_legend(rows, colours),
            body=Markup(_ArticlePage(article_id, text, marks, back or {}).write(chunks)),
        )
        name = f"{evidence_page(article_id)}.html"
        _replace(folder / name, html)
        names.append(name)
    return names


def _replace(path: Path, html: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    beside.write_text(html, encoding="utf-8")
    beside.replace(path)


# --- the index --------------------------------------------------------------------------------------------------------


def list_evidence(corpus: Any, most: int = 60) -> list[dict[str, Any]]:
    """Return the evidence by article, by person and by date, at most *most* lines each, for the report's index."""
    articles = sorted(_rows(corpus.articles), key=lambda row: (row["published"] or "9999", row["article_id"]))
    page = {row["article_id"]: f"evidence/{evidence_page(row['article_id'])}.html" for row in articles}
    by_article = [
        {
            "href": page[row["article_id"]],
            "words": row["title"] or row["article_id"],
            "note": ", ".join(part for part in (row["outlet"], row["published"]) if part),
        }
        for row in articles
    ]
    parts = [("by-article", "By article", by_article)]
    parts.append(("by-person", "By person", _list_people(corpus, page)))
    parts.append(("by-date", "By date of meeting", _list_dates(corpus, page)))
    return [
        {"anchor": f"evidence-{anchor}", "heading": heading, "rows": rows[:most] + _more(rows, most)}
        for anchor, heading, rows in parts
    ]


def _more(rows: Sequence[Any], most: int) -> list[dict[str, str]]:
    return [{"href": "", "words": f"and {len(rows) - most} more", "note": ""}] if len(rows) > most else []


def _list_people(corpus: Any, page: Mapping[str, str]) -> list[dict[str, str]]:
    quotes = [row for row in _rows(corpus.quotes) if row["speaker"] and row["kind"] not in ("title", "scare")]
    said = Counter(row["speaker"] for row in quotes)
    first: dict[str, str] = {}
    for row in quotes:
        first.setdefault(row["speaker"], f"{page[row['article_id']]}#quotes-{row['start']}")
    articles = Counter(speaker for speaker, _ in {(row["speaker"], row["article_id"]) for row in quotes})
    return [
        {"href": first[name], "words": name, "note": f"{_count(n, 'quotation')} in {_count(articles[name], 'article')}"}
        for name, n in sorted(said.items(), key=lambda item: (-item[1], item[0]))
    ]


def _list_dates(corpus: Any, page: Mapping[str, str]) -> list[dict[str, str]]:
    dated = sorted(
        (row for row in _rows(corpus.meetings) if row["date"]), key=lambda r: (r["date"], r["article_id"], r["start"])
    )
    return [
        {
            "href": f"{page[row['article_id']]}#meetings-{row['start']}",
            "words": f"{row['date']}, {row['place'] or 'place not stated'}",
            "note": row["article_id"],
        }
        for row in dated
    ]


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
