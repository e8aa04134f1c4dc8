"""Reuse: the passages that two articles share, so that two copies of one wire report count as one voice."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from summitry.schema import Reuse, Span
from summitry.text import Tokens, words_in
from summitry.text.codes import code_words, hash_sequences

SEED_WORDS = 6
"""Length of the word sequences that articles are compared by (shingles: Broder 1997)."""
SHORTEST_PASSAGE = 12
"""Words that a shared passage has at least: shorter ones are phrases of the trade."""
TOO_COMMON = 100
"""A word sequence that stands in more articles than this is boilerplate, and no seed."""
CROWD = 20
"""A word sequence that stands in many places leads from each of them to the first so many alone, so that a thousand
copies of one report take a thousand times twenty comparisons rather than half a million. As the first copies are
compared with all later ones, and each later one with the first, no article's shared words go unnoticed."""
CELLS_AT_ONCE = 500_000
"""Places that two articles share which are looked at together."""
LARGEST_GAP = 3
"""Words that may differ inside one passage (an outlet's small edits)."""
PAD = LARGEST_GAP + 1

SEED = [("hash", "u8"), ("owner", "u4"), ("place", "u4")]
"""One word sequence: its hash, the number of its article, the number of its first word there (a numpy dtype)."""
CELL = [("a", "u4"), ("b", "u4"), ("shift", "i4"), ("place", "u4")]
"""One sequence that articles a < b share: how much later it stands in b, and where it stands in a."""


@dataclass(frozen=True)
class Shingled:
    """Where one article's words start and end, the hashes of its word sequences, and which of these are valid.

    Each readable part of the article is set apart from the one before by PAD places that no word stands at, which
    keeps runs from joining across parts; ``parts`` numbers the part of each place, from 0.
    """

    article_id: str
    starts: Any
    ends: Any
    parts: Any
    hashes: Any
    valid: Any

    @functools.cached_property
    def distinct(self) -> Any:
        """The distinct hashes, sorted."""
        import numpy as np

        return np.unique(self.hashes[self.valid])

    def span(self, place: int, words: int) -> Span:
        """Return the offsets of so many *words* from *place* on."""
        first, last = (int(at - PAD * self.parts[at]) for at in (place, place + words - 1))
        return int(self.starts[first]), int(self.ends[last])

    def seeds(self, owner: int) -> Any:
        """Return the article's word sequences as an array of SEED."""
        import numpy as np

        places = np.flatnonzero(self.valid)
        seeds = np.empty(len(places), SEED)
        seeds["hash"], seeds["owner"], seeds["place"] = self.hashes[places], owner, places
        return seeds


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
    articles = _shingle_all(texts, spans)
    rows: list[tuple[int, int, Reuse]] = []
    for a, b, runs in _find_runs(articles, shortest, too_common):
        rows += [(a, b, row) for row in describe_runs(articles[a], articles[b], runs)]
        rows += [(b, a, row) for row in describe_runs(articles[b], articles[a], [(j, i, n) for i, j, n in runs])]
    rows.sort(key=lambda entry: (entry[0], entry[1], entry[2].start, entry[2].other_start))
    return [row for _, _, row in rows]


def find_passages(
    texts: Mapping[str, str], spans: Mapping[str, Sequence[Span]]
) -> Iterator[tuple[str, list[Span], str, list[Span]]]:
    """Yield each two of *texts* that share passages, with the passages' places in the one and in the other.

    The one comes before the other in *texts*. What find_reuse lists, pair by pair, so that it need not all be held.
    """
    articles = _shingle_all(texts, spans)
    for a, b, runs in _find_runs(articles, SHORTEST_PASSAGE, TOO_COMMON):
        one, other = articles[a], articles[b]
        ours, theirs = [one.span(i, n) for i, _, n in runs], [other.span(j, n) for _, j, n in runs]
        yield one.article_id, ours, other.article_id, theirs


def _shingle_all(texts: Mapping[str, str], spans: Mapping[str, Sequence[Span]] | None) -> list[Shingled]:
    return [
        shingle_text(name, text, [(0, len(text))] if spans is None else spans.get(name, []))
        for name, text in texts.items()
    ]


def _find_runs(
    articles: Sequence[Shingled], shortest: int, too_common: int
) -> Iterator[tuple[int, int, list[tuple[int, int, int]]]]:
    """Yield each two of *articles*, by number, that share runs of words, and the runs (join_cells says how)."""
    import numpy as np

    seeds = np.concatenate([np.empty(0, SEED), *(article.seeds(n) for n, article in enumerate(articles))])
    for cells in find_cells(seeds, too_common):
        yield from join_cells(cells, shortest)


def shingle_text(name: str, text: str, spans: Sequence[Span]) -> Shingled:
    """Return what *spans* of a text are compared by (shingle), as small as it can be: thousands are held at a time."""
    import numpy as np

    words = words_in(text, spans)
    starts, ends = np.array(words.starts, np.int32), np.array(words.ends, np.int32)
    return replace(shingle(name, words, code_words(words.keys), spans), starts=starts, ends=ends)


def shingle(name: str, words: Tokens, codes: Any, spans: Sequence[Span]) -> Shingled:
    """Hash every sequence of SEED_WORDS words of an article, given with their *codes* (articles.code_words).

    *spans* are its readable parts; a sequence across two of them is not valid.
    """
    import numpy as np

    opens = [bisect_left(words.starts, start) for start, _ in spans]  # the first word of each part
    sizes = np.diff([*opens, len(words.starts)]) if opens else np.zeros(0, np.int64)
    parts = np.arange(len(opens), dtype=np.int32).repeat(sizes)
    if len(opens) > 1:
        pads = np.repeat(opens[1:], PAD)
        codes, parts = np.insert(codes, pads, 0), np.insert(parts, pads, -1)
    hashes = hash_sequences(codes, SEED_WORDS)
    last = parts[SEED_WORDS - 1 :]
    return Shingled(name, words.starts, words.ends, parts, hashes, (parts[: len(last)] == last) & (last >= 0))


def find_cells(seeds: Any, too_common: int = TOO_COMMON) -> Iterator[Any]:
    """Yield where two articles have the same word sequence: arrays of CELL, unsorted, each with all cells of some articles a.

    *seeds* is an array of SEED, all with some hash or none. Sequences of more than *too_common* articles are left out,
    and those of a crowd (CROWD) lead to its first articles only, so that time grows with the words and not with the pairs.
    An array has some CELLS_AT_ONCE cells, or those of one article.
    """
    import numpy as np

    seeds = _sort_repeated(seeds)
    first, sizes = _find_fit(seeds, too_common)
    ranks = np.minimum(sizes - 1, CROWD)
    earlier = np.repeat(first, ranks) + _count_up(ranks)
    later = np.repeat(first + sizes, ranks) - earlier - 1  # so many stand behind each of them
    order = np.argsort(seeds["owner"][earlier], kind="stable")
    earlier, later = earlier[order], later[order]
    for start, stop in _cut_between(seeds["owner"][earlier], later):
        yield _pair_up(seeds, earlier[start:stop], later[start:stop])


def _sort_repeated(seeds: Any) -> Any:
    """Return the *seeds* whose hash another has too, by hash, article and place."""
    import numpy as np

    seeds = _repeated(seeds)
    return seeds[np.lexsort((seeds["place"], seeds["owner"], seeds["hash"]))]


def _find_fit(seeds: Any, too_common: int) -> tuple[Any, Any]:
    """Return where the sequences begin that several articles have, and not too many; and how many seeds each has."""
    import numpy as np

    hashes, owners = seeds["hash"], seeds["owner"]
    first = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(seeds) else np.zeros(0, np.int64)
    sizes = np.diff(np.r_[first, len(seeds)])
    changes = np.r_[0, np.cumsum(owners[1:] != owners[:-1])] if len(seeds) else np.zeros(0, np.int64)
    several = changes[first + sizes - 1] - changes[first] + 1
    fit = (sizes > 1) & (several > 1) & (several <= too_common) & (sizes <= 2 * too_common)
    return first[fit], sizes[fit]


def _count_up(sizes: Any) -> Any:
    """Return 0, 1, 2 … for each of *sizes*, one after the other."""
    import numpy as np

    return np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)


def _cut_between(owners: Any, weights: Any) -> Iterator[Span]:
    """Yield ranges of *owners* (sorted) that weigh some CELLS_AT_ONCE, each owner in one of them."""
    import numpy as np

    begins = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]]) if len(owners) else np.zeros(0, np.int64)
    before = (np.cumsum(weights) - weights)[begins] // CELLS_AT_ONCE
    cuts = begins[np.flatnonzero(np.r_[True, before[1:] != before[:-1]])] if len(begins) else begins
    yield from pairwise([*cuts.tolist(), len(owners)])


def _pair_up(seeds: Any, earlier: Any, later: Any) -> Any:
    """Return the cells of each seed *earlier* with so many of those behind it."""
    import numpy as np

    one = np.repeat(earlier, later)
    other = one + 1 + _count_up(later)
    apart = seeds["owner"][one] != seeds["owner"][other]
    one, other = one[apart], other[apart]
    cells = np.empty(len(one), CELL)
    cells["a"], cells["b"], cells["place"] = seeds["owner"][one], seeds["owner"][other], seeds["place"][one]
    cells["shift"] = seeds["place"][other].astype(np.int32) - cells["place"].astype(np.int32)
    return cells


def cut_cells(cells: Any) -> Iterator[Any]:
    """Yield *cells* some CELLS_AT_ONCE at a time, all of an article a together."""
    import numpy as np

    if len(cells) <= CELLS_AT_ONCE:
        yield cells
        return
    order = np.argsort(cells["a"], kind="stable")
    owners = cells["a"][order]
    for start, stop in _cut_between(owners, np.ones(len(owners), np.int64)):
        yield cells[order[start:stop]]


def _repeated(seeds: Any) -> Any:
    """Return the seeds whose hash another one has too; most have none, and need no order."""
    import numpy as np

    hashes = np.ascontiguousarray(seeds["hash"])
    order = np.argsort(hashes)
    hashes = hashes[order]
    same = hashes[1:] == hashes[:-1]
    return seeds[order[np.r_[False, same] | np.r_[same, False]]] if len(seeds) else seeds


def join_cells(cells: Any, shortest: int = SHORTEST_PASSAGE) -> list[tuple[int, int, list[tuple[int, int, int]]]]:
    """Join neighbouring sequences of two articles into runs, small gaps allowed, in the order of the articles.

    Returns for each pair (a, b) that shares a run of at least *shortest* words its runs: (word in a, word in b, words).
    """
    import numpy as np

    if not len(cells):
        return []
    cells = cells[np.lexsort((cells["place"], cells["shift"], cells["b"], cells["a"]))]
    same = [cells[name][1:] == cells[name][:-1] for name in ("a", "b", "shift")]
    near = np.diff(cells["place"].astype(np.int64)) <= SEED_WORDS + LARGEST_GAP
    starts = np.flatnonzero(np.r_[True, ~(np.logical_and.reduce(same) & near)])
    ends = np.r_[starts[1:], len(cells)] - 1
    words = cells["place"][ends].astype(np.int64) + SEED_WORDS - cells["place"][starts]
    pairs: dict[tuple[int, int], list[tuple[int, int, int]]] = {}
    for cell, n in zip(cells[starts[words >= shortest]].tolist(), words[words >= shortest].tolist(), strict=True):
        a, b, shift, place = cell
        pairs.setdefault((a, b), []).append((place, place + shift, n))
    return [(a, b, runs) for (a, b), runs in pairs.items()]


def describe_runs(article: Shingled, other: Shingled, runs: Sequence[tuple[int, int, int]]) -> list[Reuse]:
    """Return the rows of the passages that *article* shares with *other*."""
    import numpy as np

    containment = float(np.isin(article.distinct, other.distinct, assume_unique=True).mean())
    return [
        Reuse(
            article_id=article.article_id,
            other_id=other.article_id,
            start=start,
            end=end,
            other_start=other_start,
            other_end=other_end,
            containment=round(containment, 4),
        )
        for (start, end), (other_start, other_end) in ((article.span(i, n), other.span(j, n)) for i, j, n in runs)
    ]
