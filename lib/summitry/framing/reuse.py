"""Reuse: the passages that two articles share, so that two copies of one wire report count as one voice."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count, pairwise
from typing import Any

from summitry.articles import WORD, lower
from summitry.schema import Reuse, Span

SEED_WORDS = 6
"""Length of the word sequences that articles are compared by (shingles: Broder 1997)."""
SHORTEST_PASSAGE = 12
"""Words that a shared passage has at least: shorter ones are phrases of the trade."""
TOO_COMMON = 100
"""A word sequence that stands in more articles than this is boilerplate, and no seed."""
LARGEST_GAP = 3
"""Words that may differ inside one passage (an outlet's small edits)."""


CROWD = 20
"""A word sequence that stands in many places leads from each of them to the first so many alone, so that a thousand
copies of one report take a thousand times twenty comparisons rather than half a million. As the first copies are
compared with all later ones, and each later one with the first, no article's shared words go unnoticed."""


@dataclass(frozen=True)
class Shingled:
    """One article's words as offsets, the hashes of its word sequences, which of them are valid, and these once each."""

    article_id: str
    starts: Any
    ends: Any
    hashes: Any
    valid: Any
    distinct: Any


def find_reuse(
    texts: Mapping[str, str],
    spans: Mapping[str, Sequence[Span]] | None = None,
    shortest: int = SHORTEST_PASSAGE,
    too_common: int = TOO_COMMON,
) -> list[Reuse]:
    """Return the passages of at least *shortest* words that two of *texts* share, both ways round.

    *spans* limits each text to its readable parts (a passage never crosses from one into another). Passages are found
    by an inverted index of hashed word sequences, so that only articles that share one are ever compared;
    sequences that more than *too_common* articles have are left out of the index, and those of a crowd (CROWD) lead to
    its first articles only, so that the time grows with the words, not with the pairs of articles. ``containment`` is the share of
    the article's six-word sequences that stand anywhere in the other. Rows are in the order of *texts*.
    """
    vocabulary = defaultdict[str, int](count(1).__next__)
    articles = [
        _shingle(name, text, (spans or {}).get(name, [(0, len(text))] if spans is None else []), vocabulary)
        for name, text in texts.items()
    ]
    share = functools.cache(lambda a, b: _share(articles[a], articles[b]))
    rows: list[tuple[int, int, Reuse]] = []
    for a, b, i, j, n in _shared_runs(articles, too_common):
        if n >= shortest:
            rows.append((a, b, _row(articles[a], articles[b], (i, j, n), share(a, b))))
            rows.append((b, a, _row(articles[b], articles[a], (j, i, n), share(b, a))))
    rows.sort(key=lambda entry: (entry[0], entry[1], entry[2].start, entry[2].other_start))
    return [row for _, _, row in rows]


def _shingle(name: str, text: str, spans: Sequence[Span], vocabulary: Mapping[str, int]) -> Shingled:
    """Number the words of the spans and hash every sequence of SEED_WORDS; a sequence across spans is not valid."""
    import numpy as np

    lowered = lower(text)
    starts: list[int] = []
    ends: list[int] = []
    numbers: list[int] = []
    parts: list[int] = []
    for part, (low, high) in enumerate(spans):
        pad = LARGEST_GAP + 1 if part else 0  # keeps runs from joining across parts
        for column in (starts, ends, numbers):
            column += [0] * pad
        parts += [-1] * pad
        for found in WORD.finditer(text, low, high):
            starts.append(found.start())
            ends.append(found.end())
        first = len(numbers)
        numbers += [vocabulary[lowered[start:end]] for start, end in zip(starts[first:], ends[first:], strict=True)]
        parts += [part] * (len(starts) - first)
    hashes = _hash_sequences(np.array(numbers, np.uint64))
    n, part_numbers = len(hashes), np.array(parts, np.int64)
    valid = (part_numbers[:n] == part_numbers[SEED_WORDS - 1 :][:n]) & (part_numbers[:n] >= 0)
    return Shingled(name, np.array(starts), np.array(ends), hashes, valid, np.unique(hashes[valid]))


def _hash_sequences(words: Any) -> Any:
    """Return a hash of each sequence of SEED_WORDS numbers."""
    import numpy as np

    n = max(0, len(words) - SEED_WORDS + 1)
    hashes = np.zeros(n, np.uint64)
    for k in range(SEED_WORDS):
        hashes = hashes * np.uint64(0x9E3779B97F4A7C15) + words[k : k + n]
    return hashes ^ (hashes >> np.uint64(29))


def _shared_runs(articles: Sequence[Shingled], too_common: int) -> Iterator[tuple[int, int, int, int, int]]:
    """Yield the runs that two articles share, by article: their numbers, first words, and the number of words."""
    import numpy as np

    first, second, shift, place = _pair_up(articles, too_common)
    order = np.lexsort((place, shift, second, first))
    first, second, shift, place = first[order], second[order], shift[order], place[order]
    same = (np.diff(first) == 0) & (np.diff(second) == 0) & (np.diff(shift) == 0)
    begins = np.flatnonzero(np.r_[True, ~(same & (np.diff(place) <= SEED_WORDS + LARGEST_GAP))][: len(place)])
    ends = np.r_[begins[1:], len(place)][: len(begins)] - 1
    lengths = place[ends] + SEED_WORDS - place[begins]
    runs = (first[begins], second[begins], place[begins], place[begins] + shift[begins], lengths)
    yield from zip(*(column.tolist() for column in runs), strict=True)


def _pair_up(articles: Sequence[Shingled], too_common: int) -> tuple[Any, Any, Any, Any]:
    """Return where two articles have the same sequence: the two, the difference of places, the place in the first."""
    import numpy as np

    owner = np.repeat(np.arange(len(articles)), [len(a.hashes) for a in articles])
    place = np.concatenate([np.arange(len(a.hashes)) for a in articles] or [np.empty(0, np.int64)])
    keep = np.concatenate([a.valid for a in articles] or [np.empty(0, bool)])
    hashes = np.concatenate([a.hashes for a in articles] or [np.empty(0, np.uint64)])[keep]
    order = np.argsort(hashes, kind="stable")  # within a sequence by article and place
    hashes, owner, place = hashes[order], owner[keep][order], place[keep][order]
    begins = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]][: len(hashes)])
    sizes = np.diff(np.r_[begins, len(hashes)])
    owners = np.add.reduceat(np.r_[True, np.diff(owner) != 0], begins) if len(begins) else sizes
    low = np.repeat(begins, sizes)
    seeds = np.repeat((owners <= too_common) & (sizes <= 2 * too_common), sizes)
    cells = []
    for rank in range(CROWD):
        later = np.flatnonzero(seeds & (np.arange(len(low)) - low > rank))
        earlier = low[later] + rank
        later, earlier = later[owner[earlier] != owner[later]], earlier[owner[earlier] != owner[later]]
        cells.append((owner[earlier], owner[later], place[later] - place[earlier], place[earlier]))
    first, second, shift, at = (np.concatenate(column) for column in zip(*cells, strict=True))
    return first, second, shift, at


def _share(one: Shingled, other: Shingled) -> float:
    """Return the share of the sequences of *one* that stand in *other*."""
    import numpy as np

    return round(len(np.intersect1d(one.distinct, other.distinct, assume_unique=True)) / len(one.distinct), 4)


def _row(article: Shingled, other: Shingled, run: tuple[int, int, int], containment: float) -> Reuse:
    i, j, n = run
    return Reuse(
        article_id=article.article_id,
        other_id=other.article_id,
        start=int(article.starts[i]),
        end=int(article.ends[i + n - 1]),
        other_start=int(other.starts[j]),
        other_end=int(other.ends[j + n - 1]),
        containment=containment,
    )


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
