"""Words: those of a text, cut once, with their offsets, for every step that counts or compares them."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from summitry.articles.lines import WORD
from summitry.kept import Kept
from summitry.schema import Span

if TYPE_CHECKING:
    import numpy as np

    Codes = np.ndarray[Any, np.dtype[np.uint64]]

# splits a text into what is between words and the words, by turns: the fast way to many words with their offsets
WORDS_AND_BETWEEN = re.compile(f"({WORD.pattern})")
# "the president’s", "Xi's": the possessive ending is no part of the word
POSSESSIVE = re.compile(r"['’]s$", re.IGNORECASE)
POSSESSIVE_IN_TEXT = re.compile(r"'s")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some spans of a text, in order, as parallel lists: offsets, keys, and which span each stands in."""

    starts: list[int]
    ends: list[int]
    keys: list[str]
    spans: list[int]


def cut_words(lowered: str, spans: Iterable[Span]) -> Words:
    """Return the words in *spans* of a text in lower case (article.lower). None crosses from one span into the next."""
    words = Words([], [], [], [])
    lowered = lowered.replace("’", "'")
    for number, (start, end) in enumerate(spans):
        pieces = WORDS_AND_BETWEEN.split(lowered[start:end])
        edges = list(accumulate(map(len, pieces), initial=start))
        words.starts.extend(edges[1:-1:2])
        words.ends.extend(edges[2::2])
        words.keys.extend(pieces[1::2])
        words.spans.extend([number] * (len(pieces) // 2))
    for found in POSSESSIVE_IN_TEXT.finditer(lowered):  # as read_key does, but far fewer than there are words
        place = bisect_left(words.ends, found.end())
        if place < len(words.ends) and words.starts[place] < found.start() and words.ends[place] == found.end():
            words.keys[place] = words.keys[place][:-2]
    return words


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


def _code(key: str) -> int:
    return int.from_bytes(hashlib.blake2b(key.encode("utf-8", "replace"), digest_size=8).digest(), "little")


_codes = Kept(_code)


def code_words(keys: Sequence[str]) -> Codes:
    """Return a number for each of *keys* that is the same in every process (64 bits: two words never meet)."""
    import numpy as np

    return np.fromiter(map(_codes.__getitem__, keys), np.uint64, len(keys))


def hash_sequences(codes: Codes, length: int) -> Codes:
    """Return a hash of each sequence of so many words, in order (shingles: Broder 1997); none where there are fewer."""
    import numpy as np

    hashes = np.zeros(max(0, len(codes) - length + 1), np.uint64)
    for at in range(length):  # Horner's rule, modulo 2**64
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + codes[at : at + len(hashes)]
    return hashes ^ hashes >> np.uint64(29)
