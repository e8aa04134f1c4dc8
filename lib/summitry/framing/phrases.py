"""Phrases: an article's words with their offsets, and the fast search for the words and phrases of a list."""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import compress, pairwise
from typing import Any, Generic, NamedTuple, TypeVar

from summitry.framing.spans import Spans
from summitry.schema import Quotes
from summitry.text import Document, read_keys, read_words

Payload = TypeVar("Payload")
Lists = tuple["PhraseList[Any]", ...]


@functools.cache
def grammar(role: str) -> frozenset[str]:
    """Return the words of one role in words/framing_grammar.csv: determiner, copula, naming verb, negation …"""
    return frozenset(row["word"] for row in read_words("framing_grammar") if row["role"] == role)


@dataclass(frozen=True, slots=True)
class WordRow:
    """An article's readable words in order, as parallel lists: offsets, keys, and the sentence each stands in."""

    starts: list[int]
    ends: list[int]
    keys: list[str]
    sentences: list[int]
    marked: Spans
    """What stands inside quotation marks: there the words are the speaker's, not the outlet's."""
    _looked_up: dict[PhraseList[Any], list[int]] = field(default_factory=dict)

    @classmethod
    def of_words(cls, phrase: str) -> WordRow:
        """Return the row of a phrase by itself, whose words stand nowhere."""
        keys = list(read_keys(phrase))
        return cls([], [], keys, [0] * len(keys), Spans(()))

    def look_up(self, lists: Lists) -> None:
        """Walk the words once for all of *lists*, and remember where each of them has something to find."""
        self._looked_up.update(_find_places(self.keys, lists))

    def places_of(self, listed: PhraseList[Any]) -> list[int]:
        """Return the indices of the words at which a phrase of *listed* may begin, in order."""
        if listed not in self._looked_up:
            self.look_up((listed,))
        return self._looked_up[listed]

    def count(self, sentences: Sequence[bool]) -> int:
        """Return how many words stand in *sentences*, which says of each of the article's whether it counts."""
        return sum(map(sentences.__getitem__, self.sentences))

    def at(self, offset: int) -> int:
        """Return the index of the first word that ends after *offset*."""
        return bisect_right(self.ends, offset)


def read_word_row(article: Document, quotes: Iterable[Quotes] = ()) -> WordRow:
    """Return the words of *article*'s sentences (headline, captions, body), furniture left out, some inside *quotes*."""
    words = article.words
    return WordRow(words.starts, words.ends, words.keys, words.sentences, marked_spans(quotes))


class Hit(NamedTuple, Generic[Payload]):
    """A listed phrase found in the word row: the indices of its words (half-open) and what the list says of it."""

    first: int
    end: int
    says: Payload


class PhraseList(Generic[Payload]):
    """A list of words and phrases, each with what is to be said of it, that is searched in one pass.

    >>> from summitry.articles import Article
    >>> row = read_word_row(Article("a", "A so-called peace deal."))
    >>> [(h.first, h.end, h.says) for h in PhraseList([("so-called", 1), ("peace", 2), ("peace deal", 3)]).find(row)]
    [(1, 2, 1), (2, 4, 3)]
    """

    def __init__(self, phrases: Iterable[tuple[str, Payload]]) -> None:
        self.words: dict[str, list[Payload]] = {}
        self.phrases: dict[tuple[str, ...], list[tuple[tuple[str, ...], Payload]]] = {}
        """The phrases of several words by their first two, the longest first."""
        self._openers: set[str] = set()
        for phrase, says in phrases:
            keys = read_keys(phrase)
            if len(keys) == 1:
                self.words.setdefault(keys[0], []).append(says)
            elif keys:
                self.phrases.setdefault(keys[:2], []).append((keys, says))
                self._openers.add(keys[0])
        for options in self.phrases.values():
            options.sort(key=lambda option: -len(option[0]))

    def find(self, row: WordRow, first: int = 0, end: int | None = None) -> Iterator[Hit[Payload]]:
        """Yield the listed phrases that begin among the words first … end: at each place the longest, no overlap.

        A phrase never crosses a sentence's end. A phrase listed twice yields one hit for each entry.
        """
        places, taken = row.places_of(self), first
        if end is not None:
            places = places[bisect_left(places, first) : bisect_left(places, end)]
        for place in places:
            if place >= taken:
                for hit in self.find_at(row, place):
                    taken = hit.end
                    yield hit

    def find_in(self, phrase: str) -> Iterator[Hit[Payload]]:
        """Yield the listed phrases in a phrase by itself."""
        row = WordRow.of_words(phrase)
        return self.find(row) if any(key in self._openers or key in self.words for key in row.keys) else iter(())

    def find_at(self, row: WordRow, index: int) -> list[Hit[Payload]]:
        """Return the longest listed phrase that begins with word *index*, a hit for each of its entries."""
        key, hits = row.keys[index], []
        if key in self._openers and (options := self.phrases.get(tuple(row.keys[index : index + 2]))):
            hits = self._longest(row, index, options)
        return hits or [Hit(index, index + 1, says) for says in self.words.get(key, ())]

    @staticmethod
    def _longest(row: WordRow, index: int, options: Iterable[tuple[tuple[str, ...], Payload]]) -> list[Hit[Payload]]:
        hits: list[Hit[Payload]] = []
        for keys, says in options:
            end = index + len(keys)
            if hits and end < hits[0].end:
                break
            if tuple(row.keys[index:end]) == keys and row.sentences[index] == row.sentences[end - 1]:
                hits.append(Hit(index, end, says))
        return hits


def _find_places(keys: Sequence[str], lists: Lists) -> dict[PhraseList[Any], list[int]]:
    """Return for each of *lists* where one of its words stands, or the first two words of a phrase, in order."""
    words, phrases = _index(lists)
    found: dict[PhraseList[Any], list[int]] = {listed: [] for listed in lists}
    for place in compress(range(len(keys)), map(words.__contains__, keys)):
        for listed in words[keys[place]]:
            found[listed].append(place)
    for place in compress(range(len(keys)), map(phrases.__contains__, pairwise(keys))):
        for listed in phrases[keys[place], keys[place + 1]]:
            found[listed].append(place)
    return {listed: sorted(places) for listed, places in found.items()}


@functools.lru_cache(maxsize=64)
def _index(lists: Lists) -> tuple[Mapping[str, Lists], Mapping[tuple[str, ...], Lists]]:
    """Return for each listed word, and for the first two words of each listed phrase, the lists that have it."""
    words: dict[str, Lists] = {}
    phrases: dict[tuple[str, ...], Lists] = {}
    for listed in lists:
        for word in listed.words:
            words[word] = (*words.get(word, ()), listed)
        for opening in listed.phrases:
            phrases[opening] = (*phrases.get(opening, ()), listed)
    return words, phrases


MARKED_KINDS = ("direct", "fragment", "scare", "title")


def marked_spans(quotes: Iterable[Quotes]) -> Spans:
    """Return the spans that stand inside quotation marks: there the words are the speaker's, not the outlet's."""
    return Spans((quote.start, quote.end) for quote in quotes if quote.kind in MARKED_KINDS)
