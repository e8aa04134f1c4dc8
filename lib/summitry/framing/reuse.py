"""Reuse: the passages that two articles share, so that two copies of one wire report count as one voice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from summitry.articles import WORD
from summitry.schema import Reuse, Span

SEED_WORDS = 6
"""Length of the word sequences that articles are compared by (shingles: Broder 1997)."""
SHORTEST_PASSAGE = 12
"""Words that a shared passage has at least: shorter ones are phrases of the trade."""
TOO_COMMON = 100
"""A word sequence that stands in more articles than this is boilerplate, and no seed."""
LARGEST_GAP = 3
"""Words that may differ inside one passage (an outlet's small edits)."""


@dataclass(frozen=True)
class Shingled:
    """One article's words as numbers with their offsets, and the hashes of its word sequences."""

    article_id: str
    starts: list[int]
    ends: list[int]
    hashes: Any
    valid: Any


def find_reuse(
    texts: Mapping[str, str],
    spans: Mapping[str, Sequence[Span]] | None = None,
    shortest: int = SHORTEST_PASSAGE,
    too_common: int = TOO_COMMON,
) -> list[Reuse]:
    """Return the passages of at least *shortest* words that two of *texts* share, both ways round.

    *spans* limits each text to its readable parts (a passage never crosses from one into another). Passages are found
    by an inverted index of hashed word sequences, so that only articles that share one are ever compared;
    sequences that more than *too_common* articles have are left out of the index. ``containment`` is the share of
    the article's six-word sequences that stand anywhere in the other. Rows are in the order of *texts*.
    """
    vocabulary: dict[str, int] = {}
    articles = [
        _shingle(name, text, (spans or {}).get(name, [(0, len(text))] if spans is None else []), vocabulary)
        for name, text in texts.items()
    ]
    rows: list[tuple[int, int, Reuse]] = []
    for (a, b), runs in _shared_runs(articles, too_common).items():
        long_runs = [run for run in runs if run[2] >= shortest]
        if long_runs:
            rows += [(a, b, row) for row in _rows(articles[a], articles[b], long_runs)]
            rows += [(b, a, row) for row in _rows(articles[b], articles[a], [(j, i, n) for i, j, n in long_runs])]
    rows.sort(key=lambda entry: (entry[0], entry[1], entry[2].start, entry[2].other_start))
    return [row for _, _, row in rows]


def _shingle(name: str, text: str, spans: Sequence[Span], vocabulary: dict[str, int]) -> Shingled:
    """Number the words of the spans and hash every sequence of SEED_WORDS; a sequence across spans is not valid."""
    import numpy as np

    starts: list[int] = []
    ends: list[int] = []
    numbers: list[int] = []
    parts: list[int] = []
    for part, (low, high) in enumerate(spans):
        pad = LARGEST_GAP + 1 if part else 0  # keeps runs from joining across parts
        starts, ends, numbers, parts = starts + [0] * pad, ends + [0] * pad, numbers + [0] * pad, parts + [-1] * pad
        for found in WORD.finditer(text, low, high):
            starts.append(found.start())
            ends.append(found.end())
            numbers.append(vocabulary.setdefault(found.group().lower(), len(vocabulary) + 1))
            parts.append(part)
    n = len(numbers) - SEED_WORDS + 1
    if n <= 0:
        return Shingled(name, starts, ends, np.empty(0, np.uint64), np.empty(0, bool))
    words = np.array(numbers, np.uint64)
    hashes = np.zeros(n, np.uint64)
    for k in range(SEED_WORDS):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + words[k : k + n]
    hashes ^= hashes >> np.uint64(29)
    part_numbers = np.array(parts)
    return Shingled(
        name, starts, ends, hashes, (part_numbers[:n] == part_numbers[SEED_WORDS - 1 :]) & (part_numbers[:n] >= 0)
    )


def _shared_runs(articles: Sequence[Shingled], too_common: int) -> dict[tuple[int, int], list[tuple[int, int, int]]]:
    """Return for each pair of articles its shared runs: (word in the first, word in the second, number of words)."""
    import numpy as np

    owner = np.repeat(np.arange(len(articles)), [len(a.hashes) for a in articles])
    if not len(owner):
        return {}
    hashes = np.concatenate([a.hashes for a in articles])
    positions = np.concatenate([np.arange(len(a.hashes)) for a in articles])
    keep = np.concatenate([a.valid for a in articles])
    hashes, owner, positions = hashes[keep], owner[keep], positions[keep]
    order = np.lexsort((positions, owner, hashes))
    hashes, owner, positions = hashes[order], owner[order], positions[order]
    edges = np.flatnonzero(np.diff(hashes)) + 1
    bounds = np.concatenate(([0], edges, [len(hashes)]))
    sizes = np.diff(bounds)
    diagonals: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for group in np.flatnonzero(sizes > 1):
        low, high = int(bounds[group]), int(bounds[group + 1])
        _pair_up(owner[low:high].tolist(), positions[low:high].tolist(), too_common, diagonals)
    return {pair: _merge(cells) for pair, cells in sorted(diagonals.items())}


def _pair_up(
    owners: list[int], places: list[int], too_common: int, diagonals: dict[tuple[int, int], list[tuple[int, int]]]
) -> None:
    """Note where two articles have the same sequence: (difference of places, place in the first)."""
    if len(set(owners)) > too_common or len(owners) > 2 * too_common:
        return
    for x, a in enumerate(owners):
        for y in range(x + 1, len(owners)):
            if owners[y] != a:
                diagonals.setdefault((a, owners[y]), []).append((places[y] - places[x], places[x]))


def _merge(cells: list[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Join neighbouring sequences on one diagonal into runs, small gaps allowed."""
    runs: list[list[int]] = []
    for shift, place in sorted(set(cells)):
        if runs and runs[-1][0] == shift and place <= runs[-1][2] + LARGEST_GAP:
            runs[-1][2] = place + SEED_WORDS
        else:
            runs.append([shift, place, place + SEED_WORDS])
    return [(first, first + shift, end - first) for shift, first, end in runs]


def _rows(article: Shingled, other: Shingled, runs: Sequence[tuple[int, int, int]]) -> list[Reuse]:
    import numpy as np

    own = np.unique(article.hashes[article.valid])
    containment = float(np.isin(own, other.hashes[other.valid]).mean())
    return [
        Reuse(
            article_id=article.article_id,
            other_id=other.article_id,
            start=article.starts[i],
            end=article.ends[i + n - 1],
            other_start=other.starts[j],
            other_end=other.ends[j + n - 1],
            containment=round(containment, 4),
        )
        for i, j, n in runs
    ]


def merge_spans(spans: Sequence[Span]) -> list[Span]:
    """Return overlapping or touching spans joined, in order.

    >>> merge_spans([(5, 9), (0, 6), (20, 21)])
    [(0, 9), (20, 21)]
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def outside(length: int, spans: Sequence[Span]) -> list[Span]:
    """Return what *spans* leave of 0 … length.

    >>> outside(10, [(2, 4), (9, 10)])
    [(0, 2), (4, 9)]
    """
    edges = [(0, 0), *merge_spans(spans), (length, length)]
    return [(end, start) for (_, end), (start, _) in pairwise(edges) if start > end]
