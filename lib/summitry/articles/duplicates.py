"""Duplicates: articles that repeat an earlier one, word for word or nearly."""

from __future__ import annotations

import functools
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np

    Hashes = np.ndarray[Any, np.dtype[np.uint64]]

WORD = re.compile(r"[^\W_]+")
SHINGLE = 5
"""Words in a sequence: Broder (1997) calls such sequences shingles."""
CONTAINED = 0.8
"""Share of the shorter article's sequences that must stand in the longer one."""
ALIKE = 0.55
"""Share that both have, of the sequences that either has: an article inside a far longer one is no copy of it."""
SAMPLED = 16
"""One sequence in so many is looked up; the four with the smallest hashes always are, so that copies never slip by."""
CROWD = 8
"""A sequence that many articles have is their page's, not theirs: it only leads to the first so many of them."""


def find_duplicates(texts: Mapping[str, str], published: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Return, by article_id, the earlier article that it repeats; articles that repeat none are left out.

    Earlier is by day where *published* tells both days, then by id, whatever the order of *texts*. The article
    named is never itself a copy. Two articles are copies of each other when most of the shorter one's sequences of
    five words stand in the longer one, and the longer one has not much else.

    >>> words = "the two presidents met in the old palace on monday and spoke for an hour"
    >>> find_duplicates({"b": words.title(), "a": words + ".", "c": "something else"})
    {'b': 'a'}
    """
    days = published or {}
    order = sorted(texts, key=lambda article_id: (days.get(article_id) or "9999", article_id))
    repeats: dict[str, str] = {}
    for later, candidates in _find_candidates([texts[article_id] for article_id in order]):
        own = hash_shingles(texts[order[later]])
        for earlier in candidates:
            original = repeats.get(order[earlier], order[earlier])
            if is_copy(own, hash_shingles(texts[order[earlier]])):
                repeats[order[later]] = original
                break
    return repeats


@functools.lru_cache(maxsize=100_000)
def _code(word: str) -> int:
    return zlib.crc32(word.encode())


@functools.lru_cache(maxsize=1024)  # the first copies of a text are compared with all later ones
def hash_shingles(text: str) -> Hashes:
    """Return the distinct hashes of *text*'s sequences of five words, sorted; of all its words where it has fewer."""
    import numpy as np

    codes = np.array([*map(_code, WORD.findall(text.lower()))], dtype=np.uint64)
    width = min(SHINGLE, len(codes))
    hashes = np.zeros(len(codes) - width + 1 if width else 0, dtype=np.uint64)
    for at in range(width):  # Horner's rule, modulo 2**64
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + codes[at : len(codes) - width + 1 + at]
    hashes ^= hashes >> np.uint64(29)
    return np.unique(hashes * np.uint64(0xBF58476D1CE4E5B9) >> np.uint64(8))


def is_copy(one: Hashes, other: Hashes) -> bool:
    """Tell whether two articles, as hashes of their sequences, are copies of each other, or nearly.

    >>> is_copy(hash_shingles("one two three four five six"), hash_shingles("One two; three four five six."))
    True
    """
    import numpy as np

    shared = len(np.intersect1d(one, other, assume_unique=True))
    shorter, either = min(len(one), len(other)), len(one) + len(other) - shared
    return shorter > 0 and shared >= CONTAINED * shorter and shared >= ALIKE * either


def _sample(hashes: Hashes) -> Hashes:
    """Return the few hashes of an article that others are looked up by: the same ones for the same words."""
    import numpy as np

    return np.union1d(hashes[:4], hashes[hashes % np.uint64(SAMPLED) == 0])


def _find_candidates(texts: Sequence[str]) -> Iterator[tuple[int, list[int]]]:
    """Yield each article that shares sampled sequences with earlier ones, and those, the earliest first."""
    import numpy as np

    samples = [_sample(hash_shingles(text)) for text in texts]
    hashes = np.concatenate([*samples, np.zeros(0, dtype=np.uint64)])
    if not len(hashes):
        return
    owners = np.repeat(np.arange(len(samples)), [len(sample) for sample in samples])
    by_hash = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[by_hash], owners[by_hash]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]])
    shared: dict[int, Counter[int]] = {}
    for start, stop in zip(starts, np.r_[starts[1:], len(hashes)], strict=True):
        group = owners[start:stop].tolist() if stop - start > 1 else ()
        for at, later in enumerate(group):
            for earlier in group[: min(at, CROWD)]:
                shared.setdefault(later, Counter())[earlier] += 1
    for later in sorted(shared):
        least = 0.3 * min(len(samples[later]), SAMPLED)
        yield later, sorted(earlier for earlier, count in shared[later].items() if count >= least)
