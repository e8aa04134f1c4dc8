"""Words as numbers: codes and hashes of word sequences, by which articles are compared."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from typing import Any

import numpy as np

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
