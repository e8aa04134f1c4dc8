"""Tokens: the one way in which a text is cut into words and marks, with the offsets of each.

A token is a word as a reader sees it (Xi’s, so-called, U.S., 2,500, 9:30, 2019/6/5), a run of dots or dashes, or any
other mark by itself. Instruments that want smaller pieces split a token's spelling (``split_word``); those that count
words leave the marks out (``Tokens.only_words``).
"""

from __future__ import annotations

import functools
import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from summitry.schema import Span

# U.S. · a.m. · Mr. · J. in J. Smith · state-run · Kremlin's · 2,500 · 9:30 · 2019/6/5 · a dash · any other mark;
# the bounds keep a text without a blank from becoming one token
TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,9}"
    r"|(?=[A-Z][a-z]{0,3}\.)(?:(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Adm|Col|Maj|Capt|Cmdr|Lt|Sgt|Jr|Sr|St|Prof|Rev|No)\."
    r"|[A-Z]\.(?= [A-Z]))|vs\."
    r"|\w{1,64}(?:(?:[-’'‘.&]|(?<=\d)[,:/](?=\d))\w{1,64}){0,9}"
    r"|\.{2,99}|-{2,99}|[^\w\s]"
)
# far-right → far · right; 21st → 21 · st; don’t stays
PIECE = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|\d+|[^\w\s]|_")
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)


@dataclass(frozen=True)
class Tokens:
    """The tokens of some stretches of a text, in order, as parallel lists.

    ``starts`` and ``ends`` are offsets into the text, ``spellings`` the characters between them, ``sentences`` the
    number of the stretch (the sentence) that each stands in.
    """

    starts: list[int]
    ends: list[int]
    spellings: list[str]
    sentences: list[int]

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def keys(self) -> list[str]:
        """The form under which each token is looked up in a word list (``read_key``)."""
        return list(map(read_key, self.spellings))

    def only_words(self) -> Tokens:
        """Return the tokens that are words or numbers, without the marks."""
        wanted = [i for i, spelling in enumerate(self.spellings) if spelling[0].isalnum()]
        columns = (self.starts, self.ends, self.spellings, self.sentences)
        return Tokens(*([column[i] for i in wanted] for column in columns))  # type: ignore[arg-type]

    def part(self, first: int, end: int) -> Tokens:
        """Return the tokens number *first* to *end*, half-open."""
        part = slice(first, end)
        return Tokens(self.starts[part], self.ends[part], self.spellings[part], self.sentences[part])

    def between(self, start: int, end: int) -> range:
        """Return the numbers of the tokens that begin in ``text[start:end]``."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def at(self, offset: int) -> int:
        """Return the number of the first token that ends after *offset*."""
        return bisect_right(self.ends, offset)


def tokenize(text: str, spans: Iterable[Span], cuts: Iterable[int] = ()) -> Tokens:
    """Return the tokens in *spans* of *text*, which are in order; none reaches across one of the offsets *cuts*.

    >>> tokenize("Xi’s so-called U.S. guest left.", [(0, 31)]).spellings
    ['Xi’s', 'so-called', 'U.S.', 'guest', 'left', '.']
    """
    found, sentences = list[re.Match[str]](), list[int]()
    edges = sorted(set(cuts))
    for number, (start, end) in enumerate(spans):
        inside = edges[bisect_right(edges, start) : bisect_left(edges, end)]
        for low, high in zip([start, *inside], [*inside, end], strict=True):
            found += TOKEN.finditer(text, low, high)
        sentences += [number] * (len(found) - len(sentences))
    starts, ends = [token.start() for token in found], [token.end() for token in found]
    return Tokens(starts, ends, [token.group() for token in found], sentences)


def lower(text: str) -> str:
    """Return *text* in lower case, except characters of which lower case would make two.

    >>> lower("\u0130stanbul, TURKEY")
    '\u0130stanbul, turkey'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(character.lower() if len(character.lower()) == 1 else character for character in text)


@functools.lru_cache(maxsize=1 << 16)
def read_key(word: str) -> str:
    """Return the form under which a word is looked up: lower case, straight apostrophes, no possessive, no final stop.

    >>> read_key("Putin’s"), read_key("U.S.")
    ('putin', 'u.s')
    """
    return lower(POSSESSIVE.sub("", word.rstrip(".") or word).replace("’", "'"))


def find_words(text: str) -> list[str]:
    """Return the words of *text* as they are spelled, without marks.

    >>> find_words("Xi’s 66th birthday, in U.S. papers")
    ['Xi’s', '66th', 'birthday', 'in', 'U.S.', 'papers']
    """
    return [spelling for spelling in TOKEN.findall(text) if spelling[0].isalnum()]


def count_words(text: str) -> int:
    """Return the number of words in *text*.

    >>> count_words("Xi’s 66th birthday, in U.S. papers")
    6
    """
    return len(find_words(text))


def read_keys(phrase: str) -> tuple[str, ...]:
    """Return the keys of a phrase's words.

    >>> read_keys("far-right Thugs")
    ('far-right', 'thugs')
    """
    return tuple(map(read_key, find_words(phrase)))


@functools.lru_cache(maxsize=1 << 16)
def split_word(spelling: str) -> tuple[tuple[int, str], ...]:
    """Return the pieces of a token, each with its offset in it: at hyphens, and between letters and digits.

    >>> split_word("mid-2018")
    ((0, 'mid'), (3, '-'), (4, '2018'))
    """
    return tuple((found.start(), found.group()) for found in PIECE.finditer(spelling))


# --- words as numbers: codes and hashes of word sequences, by which articles are compared ---------------------------

Codes = np.ndarray[Any, np.dtype[np.uint64]]


@functools.lru_cache(maxsize=1 << 16)
def _code(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "little")


def code_words(keys: Sequence[str]) -> Codes:
    """Return a number for each of *keys* that is the same in every process (64 bits: two words never meet)."""
    return np.fromiter(map(_code, keys), np.uint64, len(keys))


def hash_sequences(codes: Codes, length: int) -> Codes:
    """Return a hash of each sequence of so many words, in order (shingles: Broder 1997); none where there are fewer."""
    hashes = np.zeros(max(0, len(codes) - length + 1), np.uint64)
    for at in range(length):  # Horner's rule, modulo 2**64
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + codes[at : at + len(hashes)]
    return hashes ^ hashes >> np.uint64(29)
