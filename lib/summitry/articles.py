"""Articles: the text untouched, its zones and its sentences as offsets."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from summitry.schema import Span, ZoneName, Zones
from summitry.words import read_words
from summitry.zones import find_zones

READABLE: tuple[ZoneName, ...] = ("headline", "caption", "body")
"""The zones whose words feed the later steps."""

WORD = re.compile(r"[^\W_]+(?:[’'.\-][^\W_]+)*")


class Stated(NamedTuple):
    """A fact that was handed over with an article, and by what: the manifest (articles.csv) or the file's metadata."""

    value: str
    basis: str


class Sentence(NamedTuple):
    """A sentence's offsets, its zone, and the number of its paragraph (a line or block of text) in the article."""

    start: int
    end: int
    zone: ZoneName
    paragraph: int


@dataclass(frozen=True)
class Article:
    """One article: its text exactly as decoded, and what is known of it before any reading.

    ``stated`` holds what was handed over (keys: outlet, title, published, url, author).
    """

    article_id: str
    text: str
    path: str = ""
    sha256: str = ""
    format: str = "txt"
    encoding: str = "utf-8"
    stated: Mapping[str, Stated] = field(default_factory=dict)

    @cached_property
    def zones(self) -> tuple[Zones, ...]:
        """The parts of the page, in order, without overlap."""
        return tuple(
            Zones(article_id=self.article_id, start=start, end=end, zone=zone)
            for start, end, zone in find_zones(self.text)
        )

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of headline, captions and body, in reading order."""
        return tuple(find_sentences(self.text, self.zones))

    def spans(self, *zones: ZoneName) -> list[Span]:
        """Return the offsets of the named zones, in order.

        >>> Article("a", "Xi met Putin.").spans("body")
        [(0, 13)]
        """
        return [(zone.start, zone.end) for zone in self.zones if zone.zone in zones]


def count_words(text: str) -> int:
    """Return the number of words in *text*.

    >>> count_words("Xi’s 66th birthday, in U.S. papers")
    6
    """
    return sum(1 for _ in WORD.finditer(text))


# --- sentences ------------------------------------------------------------------------------------------------------

# A full stop, question or exclamation mark, its closing marks, white space, then something that can open a sentence:
# 'He said: "No." Then he left.'
SENTENCE_END = re.compile(r"[.!?…]+[\"”’»)\]]*(?=\s+[\"“‘'«(\[]*[^\W_a-z])")
BLOCK = re.compile(r"[^\r\n]+")
LAST_TOKEN = re.compile(r"[^\s\"“”‘’()\[\]]+$")


@functools.cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["word"] for row in read_words("abbreviations"))


def _is_abbreviation(before: str) -> bool:
    """Tell whether a full stop after *before* belongs to an abbreviation or an initial ("Gen.", "J.", "U.S.")."""
    found = LAST_TOKEN.search(before)
    if not found:
        return False
    token = found.group().rstrip(".")
    return token.lower() in _abbreviations() or (len(token) == 1 and token.isupper() and token != "I")


def find_sentences(text: str, zones: Iterable[Zones]) -> Iterator[Sentence]:
    """Yield the sentences of the readable zones; a sentence never crosses a line break."""
    paragraph = 0
    for zone in zones:
        if zone.zone not in READABLE:
            continue
        for block in BLOCK.finditer(text, zone.start, zone.end):
            paragraph += 1
            start = block.start()
            for stop in SENTENCE_END.finditer(text, block.start(), block.end()):
                if stop.group()[0] == "." and _is_abbreviation(text[max(start, stop.start() - 15) : stop.start()]):
                    continue
                yield _sentence(text, start, stop.end(), zone.zone, paragraph)
                start = stop.end()
            if text[start : block.end()].strip():
                yield _sentence(text, start, block.end(), zone.zone, paragraph)


def _sentence(text: str, start: int, end: int, zone: ZoneName, paragraph: int) -> Sentence:
    words = text[start:end]
    return Sentence(start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip()), zone, paragraph)
