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

from summitry.display import evidence_page
from summitry.notes import NOTES, Row
from summitry.render import Site, fill_template, read_css
from summitry.schema import Span

MOST_CONTEXT = 40
"""Words shown on each side of what was read from an article, at most."""
FAIR_SHARE = 0.4
"""Share of an article's words that its excerpts may show, unless what was read from it is longer by itself."""
CONTEXTS = ((MOST_CONTEXT, 15), (25, 10), (15, 6), (10, 4), (6, 2), (3, 1), (2, 0), (0, 0))
"""Words on each side of a main mark and of any other, from the most to none; the first that is fair is taken."""
MAIN = frozenset({"quotes", "meetings", "claims"})
MOST_COLOURS = 7
MOST_LINKS = 8

WORD = re.compile(r"\S+")
LINE = re.compile(r"[^\r\n]+")

MARKED = tuple(NOTES)
CSS = {"quotes": "q", "meetings": "m", "claims": "c", "dates": "d", "labels": "l"}
LEGEND = (
    ("m", "meeting"),
    ("c", "claim of how often they met"),
    ("d", "date"),
    ("l", "label"),
    ("w", "loaded word, reporting verb or cue of a frame"),
)

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
        seen = set()
        for row in found:
            css = CSS.get(table, "w")
            if table == "quotes" and row["speaker"] in colours:
                css = f"q s{colours[row['speaker']]}"
            start, end = (row["cue_start"], row["cue_end"]) if table == "frames" else (row["start"], row["end"])
            note = NOTES[table](row)
            if table != "frames" or (row["start"], note) not in seen:  # a sentence has a frame once
                marks.append(Mark(start, end, table, css, note, f"{table}-{row['start']}"))
            seen.add((row["start"], note))
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


def _widen(ranges: Sequence[Span], context: int, lines: Sequence[int]) -> list[Span]:
    """Return *ranges* of words with *context* words more on each side, as far as the line goes that they stand in."""
    return [
        (max(lines[bisect_right(lines, low) - 1], low - context), min(lines[bisect_left(lines, high)], high + context))
        for low, high in ranges
        if high > low
    ]


def choose_excerpts(
    text: str, main: Sequence[Span], other: Sequence[Span] = (), quoted: Sequence[Span] = ()
) -> list[Span]:
    """Return the stretches of *text* to show: each span with words around it, as many as a fair share allows.

    The spans of *main* (quotations, meetings, claims) get more words than those of *other* (dates, labels). Words
    inside *quoted* spans are a speaker's, not the outlet's, and are not counted. Words of another line are never added.

    >>> choose_excerpts("one two three four five six seven eight nine ten", [(4, 7)])
    [(0, 18)]
    """
    words = [match.span() for match in WORD.finditer(text)]
    starts, ends = [start for start, _ in words], [end for _, end in words]

    def find_words(spans: Sequence[Span]) -> list[Span]:
        return [(bisect_right(ends, start), bisect_left(starts, end)) for start, end in spans if end > start]

    counted = [1] * len(words)
    for low, high in find_words(quoted):
        counted[low:high] = [0] * max(0, high - low)
    total = [0, *itertools.accumulate(counted)]
    lines = sorted({bisect_left(starts, line.start()) for line in LINE.finditer(text)} | {0, len(words)})
    ranges, others = find_words(main), find_words(other)
    chosen: list[Span] = []
    for context, less in CONTEXTS:
        chosen = _join(_widen(ranges, context, lines) + _widen(others, less, lines))
        if sum(total[high] - total[low] for low, high in chosen) <= FAIR_SHARE * total[-1]:
            break
    return [(words[low][0], words[high - 1][1]) for low, high in chosen if high > low]


def _excerpts(text: str, marks: Sequence[Mark], quotes: Sequence[Row]) -> list[Span]:
    main = [(mark.start, mark.end) for mark in marks if mark.table in MAIN]
    other = [(mark.start, mark.end) for mark in marks if mark.table not in MAIN]
    said = [(row["start"], row["end"]) for row in quotes if row["kind"] in ("direct", "fragment")]
    return choose_excerpts(text, main, other, said)


class Chunk(NamedTuple):
    """One line of the text and the pieces of it that are shown."""

    start: int
    end: int
    zone: str
    pieces: tuple[Span, ...]


def _cut(text: str, excerpts: Sequence[Span], zones: Sequence[Row]) -> list[Chunk]:
    """Return the lines of *text*, cut at the borders of zones, that hold a piece of *excerpts*."""
    borders = sorted({border for zone in zones for border in (zone["start"], zone["end"])})
    starts = [zone["start"] for zone in zones]
    finishes = [end for _, end in excerpts]
    chunks = []
    for line in LINE.finditer(text):
        inside = borders[bisect_right(borders, line.start()) : bisect_left(borders, line.end())]
        for start, end in itertools.pairwise([line.start(), *inside, line.end()]):
            near = itertools.takewhile(lambda span: span[0] < end, excerpts[bisect_right(finishes, start) :])  # noqa: B023
            pieces = tuple((max(start, low), min(end, high)) for low, high in near)
            if pieces and text[start:end].strip():
                position = bisect_right(starts, start) - 1
                within = position >= 0 and start < zones[position]["end"]
                chunks.append(Chunk(start, end, zones[position]["zone"] if within else "body", pieces))
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
        excerpts = [(0, len(text))] if full_text else _excerpts(text, marks, rows["quotes"])
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


def _more(rows: Sequence[Any], most: int) -> list[dict[str, Any]]:
    return [{"href": "", "words": f"and {len(rows) - most} more", "note": ""}] if len(rows) > most else []


def _list_people(corpus: Any, page: Mapping[str, str]) -> list[dict[str, Any]]:
    said: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in _rows(corpus.quotes):
        if row["speaker"] and row["kind"] not in ("title", "scare"):
            said[row["speaker"]][row["article_id"]].append(row["start"])
    ranked = sorted(said.items(), key=lambda item: (-sum(map(len, item[1].values())), item[0]))
    return [
        {
            "words": name,
            "note": f"{_count(sum(map(len, places.values())), 'quotation')} in {_count(len(places), 'article')}:",
            "links": [
                (f"{page[article]}#quotes-{starts[0]}", f"{article} ({len(starts)})")
                for article, starts in sorted(places.items())[:MOST_LINKS]
            ],
        }
        for name, places in ranked
    ]


def _list_dates(corpus: Any, page: Mapping[str, str]) -> list[dict[str, Any]]:
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
