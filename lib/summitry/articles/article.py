"""Articles: the text untouched, its zones and its sentences as offsets."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from summitry.articles.lines import WORD, find_paragraphs
from summitry.articles.marks import Marked, find_marked
from summitry.articles.words import Words, cut_words
from summitry.articles.zones import find_zones
from summitry.schema import Span, ZoneName, Zones
from summitry.words import read_words

READABLE: tuple[ZoneName, ...] = ("headline", "caption", "body")
"""The zones whose words feed the later steps."""


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
            for start, end, zone in find_zones(self.text, self.stated["title"].value if "title" in self.stated else "")
        )

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, of the same length, so that its offsets are the text's."""
        return lower(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of headline, captions and body, in reading order."""
        return tuple(find_sentences(self.text, self.zones))

    @cached_property
    def words(self) -> Words:
        """The words of the sentences; ``spans`` says which sentence each stands in."""
        return cut_words(self.lowered, [(sentence.start, sentence.end) for sentence in self.sentences])

    @cached_property
    def marked(self) -> list[Marked]:
        """What stands between quotation marks in headline, captions and body (marks.find_marked)."""
        return find_marked(self.text, self.spans(*READABLE))

    def spans(self, *zones: ZoneName) -> list[Span]:
        """Return the offsets of the named zones, in order.

        >>> Article("a", "Xi met Putin.").spans("body")
        [(0, 13)]
        """
        return [(zone.start, zone.end) for zone in self.zones if zone.zone in zones]


def lower(text: str) -> str:
    """Return *text* in lower case, except characters of which lower case would make two.

    >>> lower("\u0130stanbul, TURKEY")
    '\u0130stanbul, turkey'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(character.lower() if len(character.lower()) == 1 else character for character in text)


def count_words(text: str) -> int:
    """Return the number of words in *text*.

    >>> count_words("Xi’s 66th birthday, in U.S. papers")
    6
    """
    return len(WORD.findall(text))


# --- sentences ------------------------------------------------------------------------------------------------------

# A stop with its closing marks, white space, then something that can open a sentence: 'He said: "No." Then he left.'
# or a stop and a capital glued to it, as bad scrapers leave them: 'He left.Then it rained.'
# (a pattern that begins with one set of characters is searched for far faster than one that begins with a choice)
SENTENCE_END = re.compile(
    r"[.!?…。！？](?:"
    r"(?<=[.!?…])[.!?…]{0,5}(?:''|[\"”’»)\]]){0,4}(?=\s{1,9}[\"“‘'«„(\[`–—\-]{0,4}[^\W_a-z])"
    r"|(?<=[a-z]{3}[.!?])[”\"]?(?=[“\"]?[A-Z][a-z])"
    r"|(?<=[。！？])[。！？]*[”」』]*)"
)
NEXT_WORD = re.compile(r"[\s\"“‘'«„(\[`–—\-]{0,12}([^\W\d_]+|\d)")


@functools.cache
def _abbreviations() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in read_words("abbreviations")}


@functools.cache
def _openers() -> frozenset[str]:
    return frozenset(row["word"] for row in read_words("openers"))


def _continues(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Tell whether the sentence that began at *start* goes on after *stop*: an abbreviation, initial or ellipsis."""
    at = stop.start()
    mark = text[at]
    if mark == "…" or text.startswith("...", at):
        return at == start or text[at - 1].isspace()
    if mark != "." or stop.end() - at > 1:
        return False
    token = text[max(text.rfind(" ", start, at) + 1, text.rfind("\xa0", start, at) + 1, start) : at].lstrip(
        "\"“”‘’'([-–—/"
    )
    if len(token) > 9 or not token:
        return False
    if token.isdigit():
        return at - start <= 3  # '1. Trade', the number of a list's item
    return _is_abbreviation(token, text, stop.end(), end)


def _is_abbreviation(token: str, text: str, after: int, end: int) -> bool:
    """Tell whether the full stop after *token* belongs to it, by what kind of abbreviation it is and what follows."""
    kind = _abbreviations().get(token) or _abbreviations().get(token.lower())
    if kind is None or (kind != "title" and token.islower() and token in ("no", "art", "ill", "mass", "miss")):
        initials = len(token) == 1 or all(len(part) == 1 for part in token.split("."))
        if not (initials and token[0].isupper() and token != "I"):
            return False
        kind = "other"
    if kind == "title":
        return True
    found = NEXT_WORD.match(text, after, end)
    word = found.group(1) if found else ""
    return word.isdigit() if kind == "number" else word not in _openers()


def find_sentences(text: str, zones: Iterable[Zones]) -> Iterator[Sentence]:
    """Yield the sentences of the readable zones; a sentence never crosses the end of its paragraph."""
    paragraphs = iter(find_paragraphs(text))
    number = 0
    first, last = next(paragraphs, (len(text), len(text)))
    for zone in zones:
        if zone.zone not in READABLE:
            continue
        while first < zone.end:
            start, end = max(first, zone.start), min(last, zone.end)
            if start < end:
                number += 1
                for begins, stops in _split(text, start, end):
                    yield Sentence(begins, stops, zone.zone, number)
            if last > zone.end:
                break
            first, last = next(paragraphs, (len(text), len(text)))


def words_in(text: str, spans: Iterable[Span]) -> Words:
    """Return the words of *spans* of a text: an article's own (Article.words), where these are its readable zones."""
    zones = [Zones(article_id="", start=start, end=end, zone="body") for start, end in spans]
    return cut_words(lower(text), [(found.start, found.end) for found in find_sentences(text, zones)])


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of the paragraph ``text[start:end]``, without white space around them."""
    for stop in SENTENCE_END.finditer(text, start, end):
        if _continues(text, start, stop, end):
            continue
        yield _strip(text, start, stop.end())
        start = stop.end()
    if not text[start:end].isspace() and start < end:
        yield _strip(text, start, end)


def _strip(text: str, start: int, end: int) -> Span:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
