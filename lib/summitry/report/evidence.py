"""Evidence pages: one per article, on which all that was read from it is marked in its place.

What may be shared shows excerpts around the evidence; the whole text is for one's own desk.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

from summitry.display import evidence_page
from summitry.report.excerpts import Chunk, choose_excerpts, cut_lines
from summitry.report.notes import NOTES, Row, group_rows, list_rows
from summitry.report.render import Site, fill_template, read_css, write_beside
from summitry.schema import Span

MAIN = frozenset({"quotes", "meetings", "claims"})
MOST_COLOURS = 7


MARKED = tuple(NOTES)
CSS = {"quotes": "q", "meetings": "m", "claims": "c", "dates": "d", "labels": "l", "reuse": "r"}
LEGEND = (
    ("m", "meeting"),
    ("c", "claim of how often they met"),
    ("d", "date"),
    ("l", "label"),
    ("w", "loaded word, reporting verb or cue of a frame"),
    ("r", "where copy shared with another article begins"),
)

BEGINNING = re.compile(r"\s{0,9}(?:\S+\s{1,9}){0,5}\S+")  # "Presidents met in Moscow on Wednesday"

Backlinks = Mapping[str, Sequence[tuple[str, str]]]


class Mark(NamedTuple):
    """One row of a table, as marked on the page: a frame by its cue. A row without a note is an anchor alone."""

    start: int
    end: int
    table: str
    css: str
    note: str
    anchor: str


# --- reading the tables -----------------------------------------------------------------------------------------------


def choose_colours(corpus: Any, first: Sequence[str] = ()) -> dict[str, int]:
    """Return the number of the colour of each speaker that has one: *first*, then the most quoted."""
    said: Counter[str] = Counter(corpus.quotes["speaker"].dropna())
    ranked = sorted((name for name in said if name not in first), key=lambda name: (-said[name], name))
    return {name: number for number, name in enumerate([*first, *ranked][:MOST_COLOURS])}


def _merge_reuse(rows: Sequence[Row]) -> list[Row]:
    """Return one row per beginning of a shared passage, however many articles share it."""
    others: dict[int, list[Row]] = {}
    for row in rows:
        others.setdefault(row["start"], []).append(row)
    return [
        {**sharing[0], "other_id": sharing[0]["other_id"] + (f" and {len(sharing) - 1} more" if sharing[1:] else "")}
        for sharing in others.values()
    ]


def _place(table: str, row: Row, text: str) -> Span:
    """Return what is marked of a row: a frame's cue, the beginning of a passage that another article has too."""
    if table == "frames":
        return row["cue_start"], row["cue_end"]
    if table == "reuse":
        beginning = BEGINNING.match(text, row["start"], row["end"])
        return row["start"], beginning.end() if beginning else row["end"]
    return row["start"], row["end"]


def _read_marks(rows: Mapping[str, Sequence[Row]], colours: Mapping[str, int], text: str) -> list[Mark]:
    marks = []
    for table, found in rows.items():
        seen = set()
        for row in found:
            css = CSS.get(table, "w")
            if table == "quotes" and row["speaker"] in colours:
                css = f"q s{colours[row['speaker']]}"
            start, end = _place(table, row, text)
            note = NOTES[table](row)
            if table != "frames" or (row["start"], note) not in seen:  # a sentence has a frame once
                marks.append(Mark(start, end, table, css, note, f"{table}-{row['start']}"))
            seen.add((row["start"], note))
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, MARKED.index(mark.table)))


def _excerpts(text: str, marks: Sequence[Mark], quotes: Sequence[Row]) -> list[Span]:
    main = [(mark.start, mark.end) for mark in marks if mark.table in MAIN]
    other = [(mark.start, mark.end) for mark in marks if mark.table not in MAIN]
    said = [(row["start"], row["end"]) for row in quotes if row["kind"] in ("direct", "fragment")]
    return choose_excerpts(text, main, other, said)


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
            left_out = self._gap(shown, chunk.start)
            parts.append(f'<p class="gap">{left_out}</p>\n' if left_out else "")
            parts.append(self._chunk(chunk))
            shown = chunk.end
        left_out = self._gap(shown, len(self.text))
        parts.append(f'<p class="gap">{left_out}</p>\n' if left_out else "")
        return "".join(parts)

    def _gap(self, start: int, end: int) -> str:
        words = len(self.text[start:end].split())
        return f"[{words} word{'' if words == 1 else 's'} not shown]" if words else ""

    def _chunk(self, chunk: Chunk) -> str:
        here = [(i, mark) for i, mark in enumerate(self.marks) if mark.start < chunk.end and mark.end > chunk.start]
        new = [(i, mark) for i, mark in here if mark.note and i not in self.numbers]
        for i, _ in new:
            self.numbers[i] = len(self.numbers) + 1
        notes = "".join(self._note(self.numbers[i], mark) for i, mark in new)
        aside = f'<ol class="notes">{notes}</ol>' if notes else ""
        return f'<div class="chunk {chunk.zone}"><p>{"".join(self._pieces(chunk, here))}</p>{aside}</div>\n'

    def _pieces(self, chunk: Chunk, here: Sequence[tuple[int, Mark]]) -> Iterator[str]:
        shown = chunk.start
        for start, end in chunk.pieces:
            words = len(self.text[shown:start].split())
            yield f' <span class="gap" title="{words} words not shown">[…]</span> ' if words else ""
            yield self._segments(start, end, here)
            shown = end
        yield ' <span class="gap">[…]</span>' if self.text[shown : chunk.end].strip() else ""

    def _segments(self, begin: int, finish: int, here: Sequence[tuple[int, Mark]]) -> str:
        """Return the words, cut wherever a mark begins or ends, each piece under all marks that cover it."""
        borders = {begin, finish}
        for _, mark in here:
            borders.update(border for border in (mark.start, mark.end) if begin < border < finish)
        parts: list[str] = []
        for start, end in itertools.pairwise(sorted(borders)):
            parts.extend(
                self._anchor(mark) for _, mark in here if start <= mark.start < end or mark.start < start == begin
            )
            over = [mark.css for _, mark in here if mark.note and mark.start < end and mark.end > start]
            words = escape(self.text[start:end], quote=False)
            parts.append("".join(f'<span class="{css}">' for css in over) + words + "</span>" * len(over))
            ended = [self._number(self.numbers[i]) for i, mark in here if mark.note and mark.end == end]
            parts.append(f"<sup>{' '.join(ended)}</sup>" if ended else "")
        return "".join(parts)

    def _anchor(self, mark: Mark) -> str:
        if mark.anchor in self.anchors or not mark.end > mark.start:
            return ""
        self.anchors.add(mark.anchor)
        return f'<span class="at" id="{mark.anchor}"></span>'

    def _number(self, number: int) -> str:
        return f'<a href="#note-{number}">{number}</a>'

    def _note(self, number: int, mark: Mark) -> str:
        links = self.back.get(f"evidence/{self.page}.html#{mark.anchor}") or self.back.get(f"#{mark.table}", ())
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

    *back* leads from a row's address (evidence/…#quotes-12), an article's (evidence/…) or a table's (#quotes: where its
    rows are counted) to the pages that use it. *first* are the people who get
    the first colours. Without *full_text* a page shows excerpts: at most 40 words on each side of the evidence.
    """
    from markupsafe import Markup

    folder.mkdir(parents=True, exist_ok=True)
    tables = {table: group_rows(corpus, table) for table in MARKED}
    zones = group_rows(corpus, "zones")
    colours = choose_colours(corpus, first)
    css = read_css("summitry.css", "evidence.css")
    names = []
    for article in list_rows(corpus.articles):
        article_id = article["article_id"]
        text = corpus.texts[article_id]
        rows = {table: grouped.get(article_id, []) for table, grouped in tables.items()}
        rows["reuse"] = _merge_reuse(rows["reuse"])
        marks = _read_marks(rows, colours, text)
        excerpts = [(0, len(text))] if full_text else _excerpts(text, marks, rows["quotes"])
        chunks = cut_lines(text, excerpts, sorted(zones.get(article_id, []), key=lambda zone: zone["start"]))
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
            used=[
                (f"../{href}", label)
                for href, label in (back or {}).get(f"evidence/{evidence_page(article_id)}.html", ())
            ],
            scope="The whole text." if full_text else "Excerpts around what was read from it.",
            legend=_legend(rows, colours),
            body=Markup(_ArticlePage(article_id, text, marks, back or {}).write(chunks)),
        )
        name = f"{evidence_page(article_id)}.html"
        write_beside(folder / name, html)
        names.append(name)
    return names
