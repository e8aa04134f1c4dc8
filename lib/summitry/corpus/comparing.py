"""What needs the whole corpus: duplicates, shared copy, contrasts, coverage; in memory that does not grow with it."""

from __future__ import annotations

import functools
import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitry import framing
from summitry.articles import duplicates
from summitry.corpus.catalogue import Catalogue
from summitry.corpus.chunks import SAMPLE
from summitry.corpus.spill import Spill
from summitry.schema import Contrasts, Problems, Span
from summitry.storage import as_frame, to_arrow

if TYPE_CHECKING:
    import pyarrow as pa

AT_ONCE = 8192
"""Articles whose word sequences are compared in memory at one time; of more, bucket by bucket."""
SEEDS_AT_ONCE = 1_000_000
"""Word sequences that are compared at one time."""
SEEDS_BESIDE = 250_000
"""Of so many word sequences all that other articles share is held at one time: each may lead to CROWD others."""
CONTRASTED = 3_000
"""Articles that are contrasted at most: of more, so many drawn by chance tell the same, in memory that does not grow."""
MOST_GROUPS = 24
"""Of many articles, the outlets with most are contrasted one by one; the others as one."""
OTHERS = "other outlets"


def count_buckets(articles: int) -> int:
    """Return how many buckets the word sequences of so many articles are put into."""
    return 1 + articles // AT_ONCE


# --- duplicates -----------------------------------------------------------------------------------------------------


def find_duplicates(catalogue: Catalogue, work: Path | None) -> Any:
    """Return for each article the number of the one it repeats, or -1 (duplicates.find_duplicates says when)."""
    import numpy as np

    n = len(catalogue)
    when = np.empty(n, np.uint32)
    when[catalogue.by_day] = np.arange(n)
    sizes = np.zeros(n, np.uint32)
    samples = Spill(work, "samples", SAMPLE, count_buckets(n))
    for part, numbers in zip(catalogue.parts, catalogue.numbers, strict=True):
        own = part.numbered("samples")
        own["owner"] = when[numbers[own["owner"]]]
        np.add.at(sizes, own["owner"], 1)
        samples.add(own, own["hash"] // np.uint64(duplicates.SAMPLED) % np.uint64(samples.buckets))
    pairs = Spill(work, "pairs", duplicates.PAIR, samples.buckets)
    for own in samples.take():
        found = duplicates.find_pairs(own["hash"], own["owner"])
        pairs.add(found, found["later"].astype(np.int64) * pairs.buckets // max(1, n))

    @functools.lru_cache(maxsize=4096)
    def hashes_of(place: int) -> Any:
        kept = catalogue.get(int(catalogue.by_day[place]))
        return duplicates.hash_shingles(duplicates.code_text(kept.text, kept.readable))

    copies: dict[int, int] = {}
    for found in pairs.take():
        candidates = duplicates.choose_candidates(duplicates.add_up(found), sizes)
        duplicates.find_copies(candidates, hashes_of, copies)
    originals = np.full(n, -1, np.int64)
    for later, earlier in copies.items():
        originals[catalogue.by_day[later]] = catalogue.by_day[earlier]
    return originals


# --- shared copy ----------------------------------------------------------------------------------------------------


def find_reuse(catalogue: Catalogue, own: Any, work: Path | None) -> Iterator[pa.Table]:
    """Yield the rows of the passages that the articles *own* (bool by number) share (framing.find_reuse says which)."""
    import numpy as np

    sizes = [part.count("seeds") for part in catalogue.parts]
    seeds = Spill(work, "seeds", framing.SEED, 1 + sum(sizes) // SEEDS_AT_ONCE)
    for part, numbers in zip(catalogue.parts, catalogue.numbers, strict=True):
        found = part.numbered("seeds")
        found["owner"] = numbers[found["owner"]]
        found = found[own[found["owner"]]]
        seeds.add(found, found["hash"] % np.uint64(seeds.buckets))
    cells = Spill(work, "cells", framing.CELL, 1 + sum(sizes) // SEEDS_BESIDE)
    for found in seeds.take():
        for shared in framing.find_cells(found):
            cells.add(shared, shared["a"].astype(np.int64) * cells.buckets // max(1, len(catalogue)))

    @functools.lru_cache(maxsize=1024)
    def shingled(number: int) -> framing.Shingled:
        kept = catalogue.get(number)
        return framing.shingle_text(kept.article_id, kept.text, kept.readable)

    rows: list[Any] = []
    for shared in (some for found in cells.take() for some in framing.cut_cells(found)):
        for a, b, runs in framing.join_cells(shared):
            rows += framing.describe_runs(shingled(a), shingled(b), runs)
            rows += framing.describe_runs(shingled(b), shingled(a), [(j, i, words) for i, j, words in runs])
            if len(rows) >= AT_ONCE:
                yield to_arrow("reuse", rows)
                rows = []
    yield to_arrow("reuse", rows)


# --- contrasts ------------------------------------------------------------------------------------------------------


def contrast_articles(
    texts: Mapping[str, str], groups: Mapping[str, str], zones: Iterable[Any], quotes_: Iterable[Any], seed: int
) -> list[Contrasts]:
    """Return the terms that set the *groups* (article_id → group) apart, in the outlets' own words.

    *zones* and *quotes_* are rows of these tables; what lies outside the readable zones or inside quotation marks does
    not count. Without two groups there is nothing to compare, and no row. Of more than CONTRASTED articles,
    choose_articles takes so many.
    """
    groups = choose_articles(groups, seed)
    if len(set(groups.values())) < 2:
        return []
    marked = _spans_by_article(quotes_, "kind", ("direct", "fragment", "title", "scare"), groups)
    aside = _spans_by_article(zones, "zone", ("masthead", "byline", "dateline", "furniture"), groups)
    left_out = {name: [*aside.get(name, []), *marked.get(name, [])] for name in groups}
    return framing.contrast_terms({name: texts[name] for name in groups}, groups, seed, leave_out=left_out)


def choose_articles(
    groups: Mapping[str, str], seed: int, most: int = CONTRASTED, apart: int = MOST_GROUPS
) -> Mapping[str, str]:
    """Return *groups* of at most *most* articles; of a draw all but the *apart* largest groups are one, so that each
    further outlet costs nothing."""
    if len(groups) <= most:
        return groups
    return _join_smallest({name: groups[name] for name in draw_articles(groups, seed, most)}, apart)


def draw_articles(names: Iterable[str], seed: int, most: int = CONTRASTED) -> list[str]:
    """Return *most* of *names*, drawn by digests of *seed* and name, and so the same ones whatever the order."""

    def lot(name: str) -> bytes:
        return hashlib.blake2b(f"{seed} {name}".encode("utf-8", "replace"), digest_size=8).digest()

    return sorted(heapq.nsmallest(most, names, key=lambda name: (lot(name), name)))


def _join_smallest(groups: Mapping[str, str], apart: int = MOST_GROUPS) -> dict[str, str]:
    sizes = Counter(groups.values())
    named = set(sorted(sizes, key=lambda group: (-sizes[group], group))[:apart])
    return {name: group if group in named else OTHERS for name, group in groups.items()}


def _spans_by_article(
    rows: Iterable[Any], column: str, wanted: Iterable[str], articles: Mapping[str, str]
) -> dict[str, list[Span]]:
    """Return the spans of the rows of *articles* whose *column* is one of *wanted*, by article."""
    spans: dict[str, list[Span]] = {}
    kinds = frozenset(wanted)
    for row in rows:
        if getattr(row, column) in kinds and row.article_id in articles:
            spans.setdefault(row.article_id, []).append((row.start, row.end))
    return spans


class _Texts(Mapping[str, str]):
    """Texts by id, out of a catalogue."""

    def __init__(self, catalogue: Catalogue, numbers: Mapping[str, int]) -> None:
        self._catalogue, self._numbers = catalogue, numbers

    def __getitem__(self, article_id: str) -> str:
        return self._catalogue.get(self._numbers[article_id]).text

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)


def contrast_outlets(catalogue: Catalogue, own: Any, seed: int) -> list[Contrasts]:
    """Return the terms that set the outlets of the articles *own* apart."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    told = np.flatnonzero(own & pc.fill_null(pc.not_equal(catalogue.outlets, ""), False).to_numpy())
    if many := len(told) > CONTRASTED:
        slices = (catalogue.ids.take(told[at : at + AT_ONCE]) for at in range(0, len(told), AT_ONCE))
        drawn = draw_articles((name for names in slices for name in names.to_pylist()), seed)
        told = pc.index_in(pa.array(drawn, pa.string()), value_set=catalogue.ids.combine_chunks()).to_numpy()
    names = catalogue.ids.take(told).to_pylist()
    groups = dict(zip(names, catalogue.outlets.take(told).to_pylist(), strict=True))
    groups = _join_smallest(groups) if many else groups
    texts = _Texts(catalogue, dict(zip(names, told.tolist(), strict=True)))
    return contrast_articles(texts, groups, _rows(catalogue, "zones", groups), _rows(catalogue, "quotes", groups), seed)


def _rows(catalogue: Catalogue, table: str, articles: Iterable[str]) -> Iterator[Any]:
    """Yield the rows of a table that belong to *articles*."""
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pa.array(list(articles), pa.string())
    for part in catalogue.parts:
        rows = part.table(table)
        yield from as_frame(table, rows.filter(pc.is_in(rows["article_id"], value_set=wanted))).itertuples()


# --- coverage -------------------------------------------------------------------------------------------------------


def cover_events(catalogue: Catalogue, originals: Any) -> Iterator[pa.Table]:
    """Yield the rows of coverage; of an article that repeats another, the facts that its tables alone tell.

    The words of a copy are those of the article it repeats: they are counted there.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    for part, numbers in zip(catalogue.parts, catalogue.numbers, strict=True):
        covered = part.table("coverage")
        copies = part.ids().filter(pa.array(originals[numbers] >= 0))
        again = pc.is_in(covered["article_id"], value_set=copies.combine_chunks())
        yield covered.filter(pc.invert(again))
        if pc.any(again).as_py():
            tables = {name: part.table(name) for name in ("meetings", "claims", "quotes", "sources")}
            own = {n: t.filter(pc.is_in(t["article_id"], value_set=copies.combine_chunks())) for n, t in tables.items()}
            meetings, claims, quotes_, sources = (as_frame(name, found) for name, found in own.items())
            rows = framing.cover_events(meetings, claims, quotes_, sources, [])
            yield to_arrow("coverage", rows)


# --- what was bounded -----------------------------------------------------------------------------------------------


def describe_bounds(contrasted: int) -> list[Problems]:
    """Return a note where so many articles could be contrasted that not all were."""
    if contrasted <= CONTRASTED:
        return []
    why = (
        f"The words that set outlets apart were compared in {CONTRASTED:,} of {contrasted:,} articles, drawn by chance; "
        f"of more than {MOST_GROUPS} outlets, those with fewest articles as one."
    )
    what = "contrasts drawn from a sample"
    return [Problems(article_id=None, path=None, severity="note", what=what, why=why)]
