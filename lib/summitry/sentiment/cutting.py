"""A text cut into words as VADER's methods want them, those of a phrase joined into one."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from typing import NamedTuple, TypeVar

from summitry.kept import Kept
from summitry.schema import Span

# one word of "don't ask non-members of the U.S.' 5th Fleet": parts of a hyphenated word are words of their own
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
WORD_OR_END = re.compile(rf"{WORD.pattern}|[.!?;:]")
SENTENCE_ENDS = frozenset(".!?;:")
REACH = 3  # words before a word in which VADER looks for negations and boosters
Item = TypeVar("Item")


class Joined(NamedTuple):
    """A phrase found in a text: its first and last words by number, and the one word that it counts as."""

    first: int
    last: int
    word: str


@dataclass(slots=True)
class Words:
    """A text cut into words, as VADER's methods want it (their names), and the phrases that became one word each."""

    words_and_emoticons: list[str]
    joined: list[Joined]
    is_cap_diff: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Several words that count as one. ``named``: only where its first and last words are capitalised."""

    words: tuple[str, ...]
    named: bool

    def stands_at(self, words: list[str], i: int) -> bool:
        """Tell whether *words* go on with the phrase from the one with number *i*."""
        return tuple(words[i : i + len(self.words)]) == self.words

    def is_capital(self, text: str, spans: list[Span]) -> bool:
        """Tell whether its first and last words are capitalised; *spans* are those of its words in the text."""
        last = len(self.words) - 1
        return text[spans[0][0]].isupper() and text[spans[last][0]].isupper()


Phrases = dict[str, dict[str, list[Phrase]]]
"""Phrases by their first two words, longest first."""


def cut_words(text: str, phrases: Phrases) -> Words:
    """Return the words of *text*, those of a phrase joined into one; a named institution becomes a silent word."""
    words = _split(text)
    joined = list(_find_phrases(words, text, phrases))
    return Words(join(words, joined, [phrase.word for phrase in joined]), joined)


def _find_phrases(words: list[str], text: str, known: Phrases) -> Iterator[Joined]:
    """Yield the phrases among the words of *text*, without overlap."""
    spans, at = list[Span](), 0
    for i in find_listed(words[:-1], known):
        if words[i + 1] not in known[words[i]]:
            continue
        fitting = [phrase for phrase in known[words[i]][words[i + 1]] if i >= at and phrase.stands_at(words, i)]
        spans = spans or (place_words(text) if fitting else [])
        phrase = next((p for p in fitting if not p.named or p.is_capital(text, spans[i : i + len(p.words)])), None)
        if phrase is not None:
            at = i + len(phrase.words)
            yield Joined(i, at - 1, "institution" if phrase.named else " ".join(phrase.words))


def _split(text: str) -> list[str]:
    """Return the words of two letters or more, as the lexicon spells them.

    At the end of a sentence stand as many empty words as VADER looks back, so that a negation stays in its sentence.
    """
    return list(chain.from_iterable(map(_chunks.__getitem__, text.split())))


def _split_chunk(chunk: str) -> tuple[str, ...]:
    """Return the words of what stands between two blanks, which texts repeat."""
    return tuple(chain.from_iterable(map(_spell, WORD_OR_END.findall(chunk))))


_chunks = Kept(_split_chunk)


def _spell(token: str) -> tuple[str, ...]:
    """Return the words that a token stands for."""
    if len(token) > 1:
        word = token.lower()
        return (word if word.isalnum() else word.replace("’", "'").removesuffix("'s"),)
    return ("",) * REACH if token in SENTENCE_ENDS else ()


def place_words(text: str) -> list[Span]:
    """Return the offsets of the words of _split."""
    return [found.span() for found in WORD_OR_END.finditer(text) for _ in _spell(found[0])]


def find_listed(words: Sequence[str], listed: Container[str]) -> Iterator[int]:
    """Yield the numbers of the words that are *listed*."""
    return compress(range(len(words)), map(listed.__contains__, words))


def join(items: list[Item], joined: list[Joined], whole: list[Item]) -> list[Item]:
    """Return what the words have one each, with one of *whole* for those of each phrase."""
    if not joined:
        return items
    found: list[Item] = []
    at = 0
    for phrase, item in zip(joined, whole, strict=True):
        found += [*items[at : phrase.first], item]
        at = phrase.last + 1
    return found + items[at:]


def index_phrases(expressions: list[str], names: list[str]) -> Phrases:
    """Return the phrases by their first two words, longest first. Parts shorter than two letters are no words to VADER."""
    index: Phrases = {}
    for text, named in [*((name, True) for name in names), *((expression, False) for expression in expressions)]:
        words = tuple(m[0].lower() for m in WORD.finditer(text) if len(m[0]) > 1)
        if len(words) > 1:
            index.setdefault(words[0], {}).setdefault(words[1], []).append(Phrase(words, named))
    for phrases in (phrases for by_second in index.values() for phrases in by_second.values()):
        phrases.sort(key=lambda phrase: -len(phrase.words))
    return index
