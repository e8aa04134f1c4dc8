"""Lexicons: lists of words and phrases, each with what is said of it, and the search for them among a text's words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import compress
from typing import Generic, NamedTuple, TypeVar

from summitry.text.tokens import Tokens, read_keys, tokenize

Payload = TypeVar("Payload")


class Hit(NamedTuple, Generic[Payload]):
    """A listed phrase found among words: the numbers of its words (half-open) and what the list says of it."""

    first: int
    end: int
    says: Payload


class PhraseList(Generic[Payload]):
    """A list of words and phrases, each with what is to be said of it, searched for in one pass over the words.

    >>> words = tokenize("A so-called peace deal.", [(0, 23)]).only_words()
    >>> [(h.first, h.end, h.says) for h in PhraseList([("so-called", 1), ("peace", 2), ("peace deal", 3)]).find(words)]
    [(1, 2, 1), (2, 4, 3)]
    """

    def __init__(self, phrases: Iterable[tuple[str, Payload]]) -> None:
        self.words: dict[str, list[Payload]] = {}
        self.openings: dict[str, dict[str, list[tuple[list[str], Payload]]]] = {}
        """The phrases of several words by their first and second, the longest first."""
        for phrase, says in phrases:
            keys = list(read_keys(phrase))
            if len(keys) == 1:
                self.words.setdefault(keys[0], []).append(says)
            elif keys:
                self.openings.setdefault(keys[0], {}).setdefault(keys[1], []).append((keys, says))
        for options in (options for seconds in self.openings.values() for options in seconds.values()):
            options.sort(key=lambda option: -len(option[0]))
        self.first_words = self.words.keys() | self.openings.keys()

    def find(self, words: Tokens, first: int = 0, end: int | None = None) -> Iterator[Hit[Payload]]:
        """Yield the listed phrases that begin among the words first … end: at each place the longest, no overlap.

        A phrase never crosses a sentence's end. A phrase listed twice yields one hit for each entry.
        """
        keys = words.keys[first:end]
        taken = first
        for place in compress(range(first, first + len(keys)), map(self.first_words.__contains__, keys)):
            if place >= taken:
                for hit in self.find_at(words, place):
                    taken = hit.end
                    yield hit

    def find_in(self, phrase: str) -> Iterator[Hit[Payload]]:
        """Yield the listed phrases in a phrase by itself."""
        return self.find(tokenize(phrase, [(0, len(phrase))]).only_words())

    def find_at(self, words: Tokens, index: int) -> list[Hit[Payload]]:
        """Return the longest listed phrase that begins with word *index*, a hit for each of its entries."""
        keys, sentences = words.keys, words.sentences
        hits: list[Hit[Payload]] = []
        seconds = self.openings.get(keys[index])
        for phrase, says in seconds.get(keys[index + 1], ()) if seconds and index + 1 < len(keys) else ():
            end = index + len(phrase)
            if hits and end < hits[0].end:
                break
            if keys[index:end] == phrase and sentences[index] == sentences[end - 1]:
                hits.append(Hit(index, end, says))
        return hits or [Hit(index, index + 1, says) for says in self.words.get(keys[index], ())]
