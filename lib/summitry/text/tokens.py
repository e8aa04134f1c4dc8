"""Tokens: the one way in which a text is cut into words and marks; and the word lists that are searched for in them.

A token is a word as a reader sees it (Xi’s, so-called, U.S., 2,500, 9:30, 2019/6/5), a run of dots or dashes, or any
other mark by itself. Instruments that want smaller pieces split a token's spelling (``split_word``); those that count
words leave the marks out (``Tokens.only_words``). The word lists are the CSV files in summitry/words, each row with its
source; they are read, spelled as a pattern, or searched for by key.
"""

from __future__ import annotations

import csv
import functools
import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from itertools import compress
from typing import Any, Generic, NamedTuple, TypeVar

import numpy as np

from summitry.schema import Span

Payload = TypeVar("Payload")

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


def tokenize(text: str, spans: Iterable[Span] | None = None, cuts: Iterable[int] = ()) -> Tokens:
    """Return the tokens in *spans* of *text* (None: all of it), in order; none reaches across an offset of *cuts*.

    >>> tokenize("Xi’s so-called U.S. guest left.").spellings
    ['Xi’s', 'so-called', 'U.S.', 'guest', 'left', '.']
    """
    found, sentences = list[re.Match[str]](), list[int]()
    edges = sorted(set(cuts))
    for number, (start, end) in enumerate([(0, len(text))] if spans is None else spans):
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


# --- word lists ------------------------------------------------------------------------------------------------------


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
def word_set(name: str, role: str | None = None) -> frozenset[str]:
    """Return the words of the list *name* (its column word), where *role* is given those of that role alone.

    >>> "the" in word_set("titlecase")
    True
    """
    return frozenset(row["word"] for row in read_words(name) if role in (None, row.get("role")))


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

    >>> words = tokenize("A so-called peace deal.").only_words()
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
        alone, openings, keys, taken = self.words, self.openings, words.keys, first
        stop = len(keys) if end is None else min(end, len(keys))
        for place in compress(range(first, stop), map(self.first_words.__contains__, keys[first:stop])):
            opens = keys[place] in alone or (place + 1 < len(keys) and keys[place + 1] in openings[keys[place]])
            for hit in self.find_at(words, place) if opens and place >= taken else ():  # most openings lead nowhere
                taken = hit.end
                yield hit

    def find_in(self, phrase: str) -> Iterator[Hit[Payload]]:
        """Yield the listed phrases in a phrase by itself."""
        return self.find(tokenize(phrase).only_words())

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
