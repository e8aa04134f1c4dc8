"""The document: a text with what is known of it, carried through the chain, each instrument adding a layer.

A document begins with its text and what was stated of it. Sentences, tokens and quotation marks are found once, when
they are first asked for; the layers (mentions, dates, quotes, …) are set by ``summitry.corpus.chain``, one after the
other, and an instrument reads those that stand before it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from summitry.schema import (
    Claims,
    Dates,
    Frames,
    Labels,
    Loaded,
    Meetings,
    Mentions,
    Portrayals,
    Quotes,
    Sources,
    Span,
    Verbs,
    ZoneName,
    Zones,
)
from summitry.text.layers import Layer
from summitry.text.marks import Marked, find_marked
from summitry.text.sentences import READABLE, Sentence, find_sentences
from summitry.text.tokens import Tokens, tokenize


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
    scene: Any = None
    published: Published = Published()
    mentions: Layer[Mentions] = field(default_factory=Layer)
    timexes: Layer[Any] = field(default_factory=Layer)
    dates: Layer[Dates] = field(default_factory=Layer)
    quotes: Layer[Quotes] = field(default_factory=Layer)
    meetings: Layer[Meetings] = field(default_factory=Layer)
    claims: Layer[Claims] = field(default_factory=Layer)
    labels: Layer[Labels] = field(default_factory=Layer)
    loaded: Layer[Loaded] = field(default_factory=Layer)
    verbs: Layer[Verbs] = field(default_factory=Layer)
    frames: Layer[Frames] = field(default_factory=Layer)
    sources: Sequence[Sources] = ()
    portrayals: Sequence[Portrayals] = ()

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
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of headline, captions and body, in reading order."""
        return tuple(find_sentences(self.text, self.zones))

    @cached_property
    def marked(self) -> list[Marked]:
        """What stands between quotation marks in headline, captions and body."""
        return find_marked(self.text, self.spans(*READABLE))

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
    def layer_of_sentences(self) -> Layer[Sentence]:
        """The sentences, to be asked for by place."""
        return Layer(self.sentences)


def lower(text: str) -> str:
    """Return *text* in lower case, except characters of which lower case would make two.

    >>> lower("\u0130stanbul, TURKEY")
    '\u0130stanbul, turkey'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(character.lower() if len(character.lower()) == 1 else character for character in text)


def words_in(text: str, spans: Iterable[Span]) -> Tokens:
    """Return the words of the sentences in *spans* of *text*."""
    zones = [Zones(article_id="", start=start, end=end, zone="body") for start, end in spans]
    return tokenize(text, [(found.start, found.end) for found in find_sentences(text, zones)]).only_words()
