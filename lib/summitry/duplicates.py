"""Duplicates: articles that repeat an earlier one, word for word or nearly."""

from __future__ import annotations

import re
from collections.abc import Mapping

WORD = re.compile(r"[^\W_]+")
SHINGLE = 5
NEAR = 0.8
"""Share of the shorter article's word sequences that must stand in the other."""


def find_shingles(text: str) -> frozenset[int]:
    """Return the hashes of *text*'s sequences of five words, as Broder (1997) compares documents."""
    import zlib

    words = WORD.findall(text.lower())
    return frozenset(
        zlib.crc32(" ".join(words[at : at + SHINGLE]).encode()) for at in range(max(1, len(words) - SHINGLE + 1))
    )


def find_duplicates(texts: Mapping[str, str]) -> dict[str, str]:
    """Return, by article_id, the earlier article (by id) that it repeats; articles that repeat none are left out."""
    owners: dict[int, list[str]] = {}
    shingles: dict[str, frozenset[int]] = {}
    repeats: dict[str, str] = {}
    for article_id in sorted(texts):
        own = find_shingles(texts[article_id])
        shared: dict[str, int] = {}
        for shingle in own:
            for other in owners.get(shingle, ()):
                shared[other] = shared.get(other, 0) + 1
        for other in sorted(shared):
            if shared[other] >= NEAR * max(len(own), len(shingles[other])):
                repeats[article_id] = other
                break
        else:
            shingles[article_id] = own
            for shingle in own:
                owners.setdefault(shingle, []).append(article_id)
    return repeats
