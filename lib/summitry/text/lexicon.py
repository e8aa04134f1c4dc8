"""Word lists: the CSV files in summitry/words, each row with its source; read, spelled as a pattern, searched for."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Iterator
from importlib import resources
from itertools import compress
from typing import Generic, NamedTuple, TypeVar

from summitry.text.tokens import Tokens, read_keys, tokenize

Payload = TypeVar("Payload")


@functools.cache
def read_words(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the word list *name* (without .csv) as dicts, in the file's order.

    Raises FileNotFoundError when there is no such list.

    >>> read_words("abbreviations")[0]["word"]
    'adm'
    """
    text = resources.files("summitry").joinpath("words", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@functools.cache
def word_set(name: str) -> frozenset[str]:
    """Return the words of the list *name* (its column word).

    >>> "the" in word_set("titlecase")
    True
    """
    return frozenset(row["word"] for row in read_words(name))


def spell_out(words: Iterable[str], never_after: str = "") -> str:
    """Return a pattern of any of *words*, the longest that fits, which shares their beginnings letter by letter.

    A list of alternatives is tried word by word at every place of a text; this is done after one letter. The words do
    not follow a character that fits *never_after*: said so, and not by a ``\\b`` before them, capital letters are
    searched for twice as fast, as the pattern begins with few letters.

    >>> spell_out(["an", "and", "of"])
    '(?:an(?:d)?|of)'
    >>> spell_out(["Xi", "Putin"], never_after=r"\\w")
    '(?:P(?<!\\\\wP)utin|X(?<!\\\\wX)i)'
    """
    return f"(?:{'|'.join(_spell_branches(words, never_after))})"


def spell_phrases(phrases: Iterable[str], never_after: str = "") -> str:
    """Return ``spell_out`` of *phrases*, up to three characters of white space standing for each blank in them."""
    return spell_out(phrases, never_after).replace(r"\ ", r"\s{1,3}")


def _spell_branches(words: Iterable[str], never_after: str = "") -> Iterator[str]:
    """Yield a pattern for each letter that *words* begin with; a beginning without other words needs no group."""
    tails: dict[str, list[str]] = {}
    for word in sorted(filter(None, words)):
        tails.setdefault(word[0], []).append(word[1:])
    for letter, rest in tails.items():
        branches = list(_spell_branches(rest))
        tail = "|".join(branches)
        if branches and "" in rest:
            tail = f"(?:{tail})?"
        elif len(branches) > 1:
            tail = f"(?:{tail})"
        alone = f"(?<!{never_after}{re.escape(letter)})" if never_after else ""
        yield re.escape(letter) + alone + tail


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
        keys, taken = words.keys[first:end], first
        for place in compress(range(first, first + len(keys)), map(self.first_words.__contains__, keys)):
            if place >= taken and self._opens(words.keys, place):
                for hit in self.find_at(words, place):
                    taken = hit.end
                    yield hit

    def _opens(self, keys: list[str], place: int) -> bool:
        """Tell whether a listed word stands at *place*, or the first two words of a listed phrase."""
        if keys[place] in self.words:
            return True
        return place + 1 < len(keys) and keys[place + 1] in self.openings[keys[place]]

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
