"""The document: a text with what is known of it, carried through the chain, each instrument adding a layer.

A document begins with its text and what was stated of it. Sentences, tokens and quotation marks are found once, when
they are first asked for; the layers (mentions, dates, quotes, …) are set by ``summitry.corpus.chain``, one after the
other, and an instrument reads those that stand before it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any, NamedTuple, TypeVar

from summitry import schema
from summitry.schema import Span, ZoneName, Zones
from summitry.text.sentences import Marked, Sentence, cut_paragraphs, find_marked, find_paragraphs, find_sentences
from summitry.text.tokens import Tokens, lower, tokenize

Row = TypeVar("Row", bound=Any)  # anything with ``start`` and ``end``: half-open offsets into the text


class Layer(tuple[Row, ...]):
    """Rows in the order of their starts, found by place in logarithmic time.

    >>> from summitry.text import Sentence
    >>> layer = Layer([Sentence(0, 9, "body", 1), Sentence(10, 30, "body", 1)])
    >>> layer.at(12).start, len(layer.within(0, 30)), len(layer.starting_in(0, 10))
    (10, 2, 1)
    """

    def __new__(cls, rows: Iterable[Row] = ()) -> Layer[Row]:
        return super().__new__(cls, sorted(rows, key=lambda row: row.start))

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.starts: list[int] = [row.start for row in self]
        self._reach = list(accumulate((row.end for row in self), max))

    def starting_in(self, start: int, end: int) -> list[Row]:
        """Return the rows that begin in ``text[start:end]``."""
        return list(self[bisect_left(self.starts, start) : bisect_left(self.starts, end)])

    def within(self, start: int, end: int) -> list[Row]:
        """Return the rows that lie wholly in ``text[start:end]``."""
        return [row for row in self.starting_in(start, end) if row.end <= end]

    def covering(self, start: int, end: int) -> list[Row]:
        """Return the rows that hold all of ``text[start:end]``, in order."""
        found, i = [], bisect_right(self.starts, start) - 1
        while i >= 0 and self._reach[i] >= end:
            if self[i].end >= end:
                found.append(self[i])
            i -= 1
        return found[::-1]

    def at(self, offset: int) -> Row | None:
        """Return the row that holds the character at *offset*, the last to begin where several do; None: no row."""
        found = self.covering(offset, offset + 1)
        return found[-1] if found else None

    def nearest(self, start: int, end: int, low: int, high: int) -> Row | None:
        """Return the row of ``text[low:high]`` that is nearest to ``text[start:end]`` by characters between them.

        Of two as near, the one before. None where that stretch has no row.
        """
        inside = self.within(low, high)
        return min(inside, key=lambda row: max(row.start - end, start - row.end), default=None)


class Spans:
    """A set of spans, overlapping ones joined, that tells whether a place lies inside one of them.

    >>> marked = Spans([(3, 9), (20, 30)])
    >>> marked.hold(4, 8), marked.hold(8, 12)
    (True, False)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = merge_spans(spans)
        self._starts = [start for start, _ in self.spans]

    def hold(self, start: int, end: int) -> bool:
        """Tell whether ``text[start:end]`` lies wholly inside one span."""
        i = bisect_right(self._starts, start) - 1
        return i >= 0 and end <= self.spans[i][1]


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Return overlapping or touching spans joined, in order.

    >>> merge_spans([(5, 9), (0, 6), (20, 21)])
    [(0, 9), (20, 21)]
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def outside(length: int, spans: Iterable[Span]) -> list[Span]:
    """Return what *spans* leave of 0 … length.

    >>> outside(10, [(2, 4), (9, 10)])
    [(0, 2), (4, 9)]
    """
    edges = [(0, 0), *merge_spans(spans), (length, length)]
    return [(end, start) for (_, end), (start, _) in pairwise(edges) if start > end]


class Stated(NamedTuple):
    """A fact that was handed over with an article, and by what: the manifest (articles.csv) or the file's metadata."""

    value: str
    basis: str


class Published(NamedTuple):
    """When an article was published: the day or None, and the first and last possible day, as ISO dates."""

    day: str | None = None
    low: str | None = None
    high: str | None = None


@dataclass(eq=False)
class Document:
    """One text, exactly as decoded, and its layers.

    ``stated`` holds what was handed over with it (keys: outlet, title, published, url, author); ``roster`` and
    ``reference`` are the people and the record that instruments look things up in. A document by itself is body from
    beginning to end; of a page, ``summitry.articles.Article`` finds the zones.

    >>> doc = Document("a", "Xi met Putin. It rained.")
    >>> [doc.text[s.start : s.end] for s in doc.sentences], len(doc.words)
    (['Xi met Putin.', 'It rained.'], 5)
    """

    article_id: str
    text: str
    path: str = ""
    sha256: str = ""
    format: str = "txt"
    encoding: str = "utf-8"
    stated: Mapping[str, Stated] = field(default_factory=dict)
    roster: Any = None
    reference: Any = None
    metadata: Any = None
    dating: Any = None
    context: Any = None
    published: Published = Published()
    mentions: Layer[schema.Mentions] = field(default_factory=Layer)
    timexes: Layer[Any] = field(default_factory=Layer)
    dates: Layer[schema.Dates] = field(default_factory=Layer)
    quotes: Layer[schema.Quotes] = field(default_factory=Layer)
    meetings: Layer[schema.Meetings] = field(default_factory=Layer)
    claims: Layer[schema.Claims] = field(default_factory=Layer)
    labels: Layer[schema.Labels] = field(default_factory=Layer)
    loaded: Layer[schema.Loaded] = field(default_factory=Layer)
    verbs: Layer[schema.Verbs] = field(default_factory=Layer)
    frames: Layer[schema.Frames] = field(default_factory=Layer)
    sources: Sequence[schema.Sources] = ()
    portrayals: Sequence[schema.Portrayals] = ()

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The lines or blocks of the text that are not blank."""
        return find_paragraphs(self.text)

    @cached_property
    def zones(self) -> tuple[Zones, ...]:
        """The parts of the page, in order, without overlap."""
        return (Zones(article_id=self.article_id, start=0, end=len(self.text), zone="body"),)

    def spans(self, *zones: ZoneName) -> list[Span]:
        """Return the offsets of the named zones, in order."""
        return [(zone.start, zone.end) for zone in self.zones if zone.zone in zones]

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, of the same length, so that its offsets are the text's."""
        return lower(self.text)

    @cached_property
    def sentences(self) -> Layer[Sentence]:
        """The sentences of headline, captions and body, in reading order."""
        return Layer(find_sentences(self.text, self.zones, self.paragraphs))

    @cached_property
    def marked(self) -> list[Marked]:
        """What stands between quotation marks in headline, captions and body."""
        return find_marked(self.text, ((start, end) for start, end, _ in cut_paragraphs(self.zones, self.paragraphs)))

    @cached_property
    def tokens(self) -> Tokens:
        """The words and marks of the sentences; none reaches across the edge of a marked stretch."""
        edges = [edge for marked in self.marked for edge in (marked.start, marked.end)]
        return tokenize(self.text, [(sentence.start, sentence.end) for sentence in self.sentences], edges)

    @cached_property
    def words(self) -> Tokens:
        """The tokens that are words or numbers."""
        return self.tokens.only_words()

    @cached_property
    def quoted(self) -> Spans:
        """What the document's quotes have inside quotation marks."""
        return Spans((quote.start, quote.end) for quote in self.quotes if quote.kind != "indirect")


def words_in(text: str, spans: Iterable[Span]) -> Tokens:
    """Return the words of the sentences in *spans* of *text*."""
    doc = Document("", text)
    doc.zones = tuple(Zones(article_id="", start=start, end=end, zone="body") for start, end in spans)
    return doc.words
