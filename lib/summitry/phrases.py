"""Phrases: an article's words with their offsets, and the fast search for the words and phrases of a list."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
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

    def at(self, offset: int) -> int:
        """Return the index of the first word that ends after *offset*."""
        return bisect_right(self.ends, offset)


def read_word_row(article: Article) -> WordRow:
    """Return the words of *article*'s sentences (headline, captions, body), furniture left out."""
    starts: list[int] = []
    ends: list[int] = []
    keys: list[str] = []
    sentences: list[int] = []
    text = article.text
    for number, sentence in enumerate(article.sentences):
        for found in WORD.finditer(text, sentence.start, sentence.end):
            word = found.group()
            starts.append(found.start())
            ends.append(found.end())
            keys.append(read_key(word) if "'" in word or "’" in word else word.lower())
            sentences.append(number)
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
        self._by_first: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        for phrase, says in phrases:
            keys = read_keys(phrase)
            if keys:
                self._by_first.setdefault(keys[0], []).append((keys, says))
        for options in self._by_first.values():
            options.sort(key=lambda option: -len(option[0]))

    def find(self, row: WordRow, first: int = 0, end: int | None = None) -> Iterator[Hit[Payload]]:
        """Yield the listed phrases among the words first … end, in order: at each place the longest, no overlap.

        A phrase never crosses a sentence's end. A phrase listed twice yields one hit for each entry.
        """
        keys, by_first, taken = row.keys, self._by_first, first
        for index in range(first, len(keys) if end is None else end):
            options = by_first.get(keys[index])
            if options is None or index < taken:
                continue
            for length, says in self._longest(row, index, options):
                yield Hit(index, index + length, says)
                taken = index + length

    @staticmethod
    def _longest(
        row: WordRow, index: int, options: Sequence[tuple[tuple[str, ...], Payload]]
    ) -> Iterator[tuple[int, Payload]]:
        best = 0
        for keys, says in options:
            length = len(keys)
            if best and length < best:
                return
            if length == 1 or (
                tuple(row.keys[index : index + length]) == keys
                and row.sentences[index] == row.sentences[index + length - 1]
            ):
                best = length
                yield length, says


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
