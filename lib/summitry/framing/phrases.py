"""Phrases: an article's words with their offsets, and the fast search for the words and phrases of a list."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Generic, NamedTuple, TypeVar

from summitry.articles import WORD, Article
from summitry.schema import Quotes, Span
from summitry.words import read_words

Payload = TypeVar("Payload")

# "the president’s", "Xi's": the possessive ending is no part of the word
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)


def read_key(word: str) -> str:
    """Return the form under which a word is looked up: lower case, straight apostrophes, no possessive ending.

    >>> read_key("Putin’s")
    'putin'
    """
    return POSSESSIVE.sub("", word).replace("’", "'").lower()


def read_keys(phrase: str) -> tuple[str, ...]:
    """Return the keys of a phrase's words.

    >>> read_keys("far-right Thugs")
    ('far-right', 'thugs')
    """
    return tuple(read_key(found.group()) for found in WORD.finditer(phrase))


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
    _places: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of_words(cls, phrase: str) -> WordRow:
        """Return the row of a phrase by itself, whose words stand nowhere."""
        keys = list(read_keys(phrase))
        return cls([], [], keys, [0] * len(keys))

    def places(self, words: frozenset[str]) -> list[int]:
        """Return the indices of the words whose key is one of *words*, in order."""
        if not self._places:
            for index, key in enumerate(self.keys):
                self._places[key].append(index)
        return sorted(chain.from_iterable(map(self._places.__getitem__, words.intersection(self._places))))

    def at(self, offset: int) -> int:
        """Return the index of the first word that ends after *offset*."""
        return bisect_right(self.ends, offset)


def read_word_row(article: Article) -> WordRow:
    """Return the words of *article*'s sentences (headline, captions, body), furniture left out."""
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[int] = []
    for number, sentence in enumerate(article.sentences):
        for found in WORD.finditer(article.text, sentence.start, sentence.end):
            starts.append(found.start())
            ends.append(found.end())
        sentences += [number] * (len(starts) - len(sentences))
    lowered = article.lowered.replace("’", "'")
    keys = [lowered[start:end] for start, end in zip(starts, ends, strict=True)]
    if "'s" in lowered:
        keys = [key[:-2] if key.endswith("'s") else key for key in keys]  # as read_key does
    return WordRow(starts, ends, keys, sentences)


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
        self._words: dict[str, list[Payload]] = {}
        self._phrases: dict[str, dict[str, list[tuple[tuple[str, ...], Payload]]]] = {}
        for phrase, says in phrases:
            keys = read_keys(phrase)
            if len(keys) == 1:
                self._words.setdefault(keys[0], []).append(says)
            elif keys:
                self._phrases.setdefault(keys[0], {}).setdefault(keys[1], []).append((keys, says))
        self._starts = frozenset((*self._words, *self._phrases))
        for seconds in self._phrases.values():
            for options in seconds.values():
                options.sort(key=lambda option: -len(option[0]))

    def find(self, row: WordRow, first: int = 0, end: int | None = None) -> Iterator[Hit[Payload]]:
        """Yield the listed phrases that begin among the words first … end: at each place the longest, no overlap.

        A phrase never crosses a sentence's end. A phrase listed twice yields one hit for each entry.
        """
        keys, words, phrases, taken = row.keys, self._words, self._phrases, first
        last = len(keys) - 1
        places: Sequence[int] = row.places(self._starts) if end is None else range(first, end)
        for index in places:
            key = keys[index]
            fits = key in words or (key in phrases and index < last and keys[index + 1] in phrases[key])
            if fits and index >= taken and (hits := self.find_at(row, index)):
                yield from hits
                taken = hits[0].end

    def find_at(self, row: WordRow, index: int) -> list[Hit[Payload]]:
        """Return the longest listed phrase that begins with word *index*, a hit for each of its entries."""
        key, hits = row.keys[index], []
        if key in self._phrases and index + 1 < len(row.keys):
            hits = self._longest(row, index, self._phrases[key].get(row.keys[index + 1], ()))
        return hits or [Hit(index, index + 1, says) for says in self._words.get(key, ())]

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


class Spans:
    """A set of spans that answers fast whether a place lies inside one of them.

    >>> marked = Spans([(3, 9), (20, 30)])
    >>> marked.hold(4, 8), marked.hold(8, 12)
    (True, False)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        merged: list[Span] = []
        for start, end in sorted(spans):
            if merged and start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def hold(self, start: int, end: int) -> bool:
        """Tell whether start … end lies wholly inside one span."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and end <= self._ends[index]


MARKED_KINDS = ("direct", "fragment", "scare", "title")


def marked_spans(quotes: Iterable[Quotes]) -> Spans:
    """Return the spans that stand inside quotation marks: there the words are the speaker's, not the outlet's."""
    return Spans((quote.start, quote.end) for quote in quotes if quote.kind in MARKED_KINDS)
