"""Evidence pages: one per article, on which all that was read from it is marked in its place, with a note beside it.

What may be shared shows excerpts around the evidence; the whole text is for one's own desk.
"""

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
from markupsafe import Markup

from summitry.display import evidence_page, show_value
from summitry.report.html import ALONE, Site, fill_template, write_beside
from summitry.schema import Span
from summitry.statistics import count_of
from summitry.summaries import most_first
from summitry.text import merge_spans, read_words

Row = dict[str, Any]
Backlinks = Mapping[str, Sequence[tuple[str, str]]]


def list_rows(frame: Any) -> list[Row]:
    """Return *frame*'s rows as dicts with None for null."""
    stated: pd.DataFrame = frame.astype(object).where(frame.notna(), None)
    return [dict(zip(stated.columns, values, strict=True)) for values in stated.itertuples(index=False, name=None)]


def _group_rows(corpus: Any, table: str) -> Mapping[str, list[Row]]:
    """Return the rows of a corpus's table by article."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in list_rows(getattr(corpus, table)):
        grouped[row["article_id"]].append(row)
    return grouped


def _note(kind: str, row: Row, *facts: Any) -> str:
    """Return *kind* with what is said of *row*: those *facts* that are stated, and whether somebody is quoted there."""
    said = ", ".join(str(fact) for fact in (*facts, row.get("in_quote") and "in a quotation") if fact)
    return f"<b>{escape(kind)}</b> {escape(said, quote=False)}"


def _with(words: str, value: Any) -> str:
    """Return *words* with *value* after them, or nothing where *value* is null or empty."""
    return "" if value is None or value == "" else f"{words} {show_value(value)}"


def _note_quote(row: Row) -> str:
    heading = row["speaker"] or "speaker not decided"
    if row["kind"] in ("title", "scare"):
        heading = row["kind"].capitalize()
    cue = _with("cue", row["cue"] and f"“{row['cue']}”")
    people = _with("through", row["conduit"]), _with("to", row["addressee"])
    sure = f"confidence {row['confidence']:.2f} ({row['basis']})"
    return _note(heading, row, f"{row['kind']} quotation", cue, *people, sure, _with("sentiment", row["sentiment"]))


def _note_meeting(row: Row) -> str:
    days = row["date"] if row["date_high"] in (None, row["date"]) else f"{row['date']} to {row['date_high']}"
    people = row["participants"].replace(";", " and ")
    country = row["country"] if row["country"] != row["place"] else ""
    record = f"in the record as {row['meeting_id']}" if row["meeting_id"] else "not in the record"
    facts = days or "date not stated", row["place"], country, row["occasion"], row["mode"], row["status"], record
    return _note("Meeting", row, people, *facts, f"confidence {row['confidence']:.2f}")


def _note_claim(row: Row) -> str:
    count = str(row["count_low"])
    if row["count_high"] != row["count_low"]:
        count += " or more" if row["count_high"] is None else f" to {row['count_high']}"
    return _note("Claim", row, f"{count} meetings", _with("by", row["speaker"]), f"{row['answer']}: {row['why']}")


def _note_verb(row: Row) -> str:
    note = _note("Reporting verb", row, f"{row['lemma']}: {row['class']}", _with("by", row["speaker"]))
    return note if row["class"] != "neutral" else ""  # the quotation that it introduces names it as its cue


NOTES: dict[str, Callable[[Row], str]] = {
    "quotes": _note_quote,
    "meetings": _note_meeting,
    "claims": _note_claim,
    "dates": lambda row: _note("Date", row, row["value"], row["basis"]),
    "labels": lambda r: _note("Label", r, f"{r['label_type']} of {r['target']}", _with("polarity", r["polarity"])),
    "loaded": lambda r: _note("Loaded word", r, r["category"], _with("of", r["target"]), _with("weight", r["weight"])),
    "verbs": _note_verb,
    "frames": lambda row: _note("Frame", row, row["frame"]),
    "reuse": lambda row: _note("Shared copy", row, f"what begins here stands in {row['other_id']} too"),
}
"""By table that is marked: what to say of a row."""
TABLES = tuple(NOTES)


MAIN = frozenset({"quotes", "meetings", "claims"})
MOST_COLOURS = 7
CSS = {"quotes": "q", "meetings": "m", "claims": "c", "dates": "d", "labels": "l", "reuse": "r"}
"""By table: the class of its marks; those of the others are w."""
LEGEND = [(row["css"], row["words"]) for row in read_words("legend")]
BEGINNING = re.compile(r"\s{0,9}(?:\S+\s{1,9}){0,5}\S+")  # "Presidents met in Moscow on Wednesday"


class Mark(NamedTuple):
    """One row of a table, as marked on the page: a frame by its cue. A row without a note is an anchor alone."""

    start: int
    end: int
    table: str
    css: str
    note: str
    anchor: str


def choose_colours(corpus: Any, first: Sequence[str] = ()) -> dict[str, int]:
    """Return the number of the colour of each speaker that has one: *first*, then the most quoted."""
    ranked = dict.fromkeys([*first, *most_first(corpus.quotes["speaker"].value_counts())])
    return {name: number for number, name in enumerate([*ranked][:MOST_COLOURS])}


def _merge_reuse(rows: Sequence[Row]) -> list[Row]:
    """Return one row per beginning of a shared passage, however many articles share it."""
    sharing = Counter(row["start"] for row in rows)
    more = {start: f" and {n - 1} more" if n > 1 else "" for start, n in sharing.items()}
    firsts = {row["start"]: row for row in reversed(rows)}
    return [{**row, "other_id": row["other_id"] + more[start]} for start, row in firsts.items()]


def _read_marks(rows: Mapping[str, Sequence[Row]], colours: Mapping[str, int], text: str) -> list[Mark]:
    marks = []
    for table, found in rows.items():
        seen = set()
        for row in found:
            coloured = table == "quotes" and row["speaker"] in colours
            css = f"q s{colours[row['speaker']]}" if coloured else CSS.get(table, "w")
            start, end = row["start"], row["end"]
            if table == "frames":
                start, end = row["cue_start"], row["cue_end"]
            elif table == "reuse" and (beginning := BEGINNING.match(text, start, end)):
                end = beginning.end()
            note = NOTES[table](row)
            if table != "frames" or (row["start"], note) not in seen:  # a sentence has a frame once
                marks.append(Mark(start, end, table, css, note, f"{table}-{row['start']}"))
            seen.add((row["start"], note))
    return sorted(marks, key=lambda mark: (mark.start, -mark.end, TABLES.index(mark.table)))


FAIR_SHARE = 0.4
"""Share of an article's words that its excerpts may show, unless what was read from it is longer by itself."""
CONTEXTS = ((40, 15), (25, 10), (15, 6), (10, 4), (6, 2), (3, 1), (2, 0), (0, 0))
"""Words on each side of a main mark and of any other, from the most to none; the first that is fair is taken."""
WORD = re.compile(r"\S+")
LINE = re.compile(r"[^\r\n]+")


def choose_excerpts(
    text: str, main: Sequence[Span], other: Sequence[Span] = (), quoted: Sequence[Span] = ()
) -> list[Span]:
    """Return the stretches of *text* to show: each span with words of its line around it, as many as a fair share allows,
    more around *main* (quotations, meetings, claims) than *other* (dates, labels). Words in *quoted* spans are not counted.

    >>> choose_excerpts("one two three four five six seven eight nine ten", [(4, 7)])
    [(0, 18)]
    """
    words = [match.span() for match in WORD.finditer(text)]
    starts, ends = [start for start, _ in words], [end for _, end in words]

    def find_words(spans: Sequence[Span]) -> list[Span]:
        found = [(bisect_right(ends, start), bisect_left(starts, end)) for start, end in spans]
        return [(low, high) for low, high in found if high > low]

    counted = [1] * len(words)
    for low, high in find_words(quoted):
        counted[low:high] = [0] * (high - low)
    total = [0, *itertools.accumulate(counted)]
    lines = sorted({bisect_left(starts, line.start()) for line in LINE.finditer(text)} | {0, len(words)})
    ranges, others = find_words(main), find_words(other)
    chosen: list[Span] = []
    for context, less in CONTEXTS:
        chosen = merge_spans(_widen(ranges, context, lines) + _widen(others, less, lines))
        if sum(total[high] - total[low] for low, high in chosen) <= FAIR_SHARE * total[-1]:
            break
    return [(words[low][0], words[high - 1][1]) for low, high in chosen]


def _widen(ranges: Sequence[Span], context: int, lines: Sequence[int]) -> list[Span]:
    """Return *ranges* of words with *context* words more on each side, as far as the line goes that they stand in."""
    return [
        (max(lines[bisect_right(lines, low) - 1], low - context), min(lines[bisect_left(lines, high)], high + context))
        for low, high in ranges
    ]


class Excerpt(NamedTuple):
    """One line of the text and the pieces of it that are shown."""

    start: int
    end: int
    zone: str
    pieces: tuple[Span, ...]


def cut_lines(text: str, shown: Sequence[Span], zones: Sequence[Row]) -> list[Excerpt]:
    """Return the lines of *text*, cut at the borders of zones, that hold a piece of what is *shown*."""
    borders = sorted({border for zone in zones for border in (zone["start"], zone["end"])})
    starts, finishes = [zone["start"] for zone in zones], [end for _, end in shown]
    excerpts = []
    for line in LINE.finditer(text):
        inside = borders[bisect_right(borders, line.start()) : bisect_left(borders, line.end())]
        for start, end in itertools.pairwise([line.start(), *inside, line.end()]):
            near = shown[bisect_right(finishes, start) : bisect_left(shown, (end, 0))]
            pieces = tuple((max(start, low), min(end, high)) for low, high in near)
            if pieces and text[start:end].strip():
                position = bisect_right(starts, start) - 1
                within = position >= 0 and start < zones[position]["end"]
                excerpts.append(Excerpt(start, end, zones[position]["zone"] if within else "body", pieces))
    return excerpts


def _begun(waiting: deque[tuple[int, Mark]], end: int) -> list[tuple[int, Mark]]:
    """Take the marks that begin before *end* from those *waiting* in order."""
    begun = []
    while waiting and waiting[0][1].start < end:
        begun.append(waiting.popleft())
    return begun


class _ArticlePage:
    """Writes one article's marked text."""

    def __init__(self, article_id: str, text: str, marks: Sequence[Mark], back: Backlinks) -> None:
        self.text, self.back, self.page = text, back, evidence_page(article_id)
        self.waiting, self.here = deque(enumerate(marks)), list[tuple[int, Mark]]()
        self.numbers: dict[int, int] = {}
        self.anchors: set[str] = set()

    def write(self, excerpts: Sequence[Excerpt]) -> str:
        """Return the excerpts as HTML, with a word on what is left out between them."""
        ends = [0, *(excerpt.end for excerpt in excerpts)]
        parts = [
            self._gap(end, excerpt.start) + self._excerpt(excerpt) for end, excerpt in zip(ends, excerpts, strict=False)
        ]
        return "".join([*parts, self._gap(ends[-1], len(self.text))])

    def _gap(self, start: int, end: int) -> str:
        words = len(self.text[start:end].split())
        return f'<p class="gap">[{count_of(words, "word")} not shown]</p>\n' if words else ""

    def _excerpt(self, excerpt: Excerpt) -> str:
        self.here = [(i, m) for i, m in (*self.here, *_begun(self.waiting, excerpt.end)) if m.end > excerpt.start]
        new = [(i, mark) for i, mark in self.here if mark.note and i not in self.numbers]
        for i, _ in new:
            self.numbers[i] = len(self.numbers) + 1
        notes = "".join(self._line(self.numbers[i], mark) for i, mark in new)
        aside = f'<ol class="notes">{notes}</ol>' if notes else ""
        return f'<div class="chunk {excerpt.zone}"><p>{"".join(self._pieces(excerpt))}</p>{aside}</div>\n'

    def _pieces(self, excerpt: Excerpt) -> Iterator[str]:
        """Yield the words, cut wherever a mark begins or ends, each segment under all marks that cover it."""
        shown, waiting, over = excerpt.start, deque(self.here), list[tuple[int, Mark]]()
        borders = sorted({border for _, mark in self.here for border in (mark.start, mark.end)})
        for begin, finish in excerpt.pieces:
            words = len(self.text[shown:begin].split())
            yield f' <span class="gap" title="{words} words not shown">[…]</span> ' if words else ""
            inside = borders[bisect_right(borders, begin) : bisect_left(borders, finish)]
            for start, end in itertools.pairwise([begin, *inside, finish]):
                begun = _begun(waiting, end)
                over = [(i, mark) for i, mark in (*over, *begun) if mark.note and mark.end > start]
                yield from (self._anchor(mark) for _, mark in begun)
                yield self._segment(start, end, over)
            shown = finish
        yield ' <span class="gap">[…]</span>' if self.text[shown : excerpt.end].strip() else ""

    def _segment(self, start: int, end: int, over: Sequence[tuple[int, Mark]]) -> str:
        numbers = [self.numbers[i] for i, mark in over if mark.end == end]
        ended = " ".join(f'<a href="#note-{number}">{number}</a>' for number in numbers)
        spans = "".join(f'<span class="{mark.css}">' for _, mark in over)
        words = escape(self.text[start:end], quote=False) + "</span>" * len(over)
        return spans + words + (f"<sup>{ended}</sup>" if ended else "")

    def _anchor(self, mark: Mark) -> str:
        if mark.anchor in self.anchors or not mark.end > mark.start:
            return ""
        self.anchors.add(mark.anchor)
        return f'<span class="at" id="{mark.anchor}"></span>'

    def _line(self, number: int, mark: Mark) -> str:
        links = self.back.get(f"evidence/{self.page}.html#{mark.anchor}") or self.back.get(f"#{mark.table}", ())
        back = "".join(f' · <a href="../{escape(href)}">{escape(label)}</a>' for href, label in links)
        return f'<li id="note-{number}"><a href="#{mark.anchor}">{number}</a> {mark.note}{back}</li>'


def _legend(rows: Mapping[str, Sequence[Row]], colours: Mapping[str, int]) -> list[tuple[str, str]]:
    speakers = {row["speaker"] for row in rows["quotes"]}
    named = [(f"q s{number}", name) for name, number in colours.items() if name in speakers]
    others = [("q", "other or undecided speaker")] if speakers - set(colours) else []
    shown = {CSS.get(table, "w") for table, found in rows.items() if found}
    return named + others + [(css, words) for css, words in LEGEND if css in shown]


def write_evidence(
    corpus: Any, folder: Path, full_text: bool = False, site: Site = ALONE, back: Backlinks | None = None
) -> list[str]:
    """Write one page per article of *corpus* into *folder*, of excerpts unless *full_text*; return the files' names.
    *back* leads from a row's address (evidence/…#quotes-12), an article's (evidence/…) or a table's (#quotes: where its
    rows are counted) to the pages that use it."""
    tables = {table: _group_rows(corpus, table) for table in TABLES}
    zones = _group_rows(corpus, "zones")
    colours, back = choose_colours(corpus, site.pair), back or {}
    names = []
    for article in list_rows(corpus.articles):
        article_id = article["article_id"]
        text = corpus.texts[article_id]
        rows = {table: grouped.get(article_id, []) for table, grouped in tables.items()}
        rows["reuse"] = _merge_reuse(rows["reuse"])
        marks = _read_marks(rows, colours, text)
        shown = [(0, len(text))]
        if not full_text:
            main, other = ([m[:2] for m in marks if (m.table in MAIN) is is_main] for is_main in (True, False))
            said = [(row["start"], row["end"]) for row in rows["quotes"] if row["kind"] in ("direct", "fragment")]
            shown = choose_excerpts(text, main, other, said)
        excerpts = cut_lines(text, shown, sorted(zones.get(article_id, []), key=lambda zone: zone["start"]))
        heading, name = article["title"] or article_id, f"{evidence_page(article_id)}.html"
        html = fill_template(
            "evidence.html.j2", site, "evidence",
            title=f"{heading} · evidence · Summitry", description=f"What was read from {article_id}", up="../",
            heading=heading, article=article, legend=_legend(rows, colours),
            used=[(f"../{href}", label) for href, label in back.get(f"evidence/{name}", ())],
            scope="The whole text." if full_text else "Excerpts around what was read from it.",
            body=Markup(_ArticlePage(article_id, text, marks, back).write(excerpts)),
        )  # fmt: skip
        write_beside(folder / name, html)
        names.append(name)
    return names
