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
        self.entries: dict[str, list[tuple[tuple[str, ...], Payload]]] = {}
        """The phrases by their first word, the longest first, in the list's order where they are as long."""
        for phrase, says in phrases:
            keys = read_keys(phrase)
            if keys:
                self.entries.setdefault(keys[0], []).append((keys, says))
        for options in self.entries.values():
            options.sort(key=lambda option: -len(option[0]))

    def find(self, words: Tokens, first: int = 0, end: int | None = None) -> Iterator[Hit[Payload]]:
        """Yield the listed phrases that begin among the words first … end: at each place the longest, no overlap.

        A phrase never crosses a sentence's end. A phrase listed twice yields one hit for each entry.
        """
        keys = words.keys[first:end]
        taken = first
        for place in compress(range(first, first + len(keys)), map(self.entries.__contains__, keys)):
            if place >= taken:
                for hit in self.find_at(words, place):
                    taken = hit.end
                    yield hit

    def find_in(self, phrase: str) -> Iterator[Hit[Payload]]:
        """Yield the listed phrases in a phrase by itself."""
        return self.find(tokenize(phrase, [(0, len(phrase))]).only_words())

    def find_at(self, words: Tokens, index: int) -> list[Hit[Payload]]:
        """Return the longest listed phrase that begins with word *index*, a hit for each of its entries."""
        hits: list[Hit[Payload]] = []
        for keys, says in self.entries.get(words.keys[index], ()):
            end = index + len(keys)
            if hits and end < hits[0].end:
                break
            same_sentence = end <= len(words) and words.sentences[index] == words.sentences[end - 1]
            if same_sentence and tuple(words.keys[index:end]) == keys:
                hits.append(Hit(index, end, says))
        return hits
