"""Contrasts: the words and phrases that one group of articles uses more than the rest, and whether that is chance."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
from scipy import stats

from summitry.framing.reuse import find_passages
from summitry.framing.terms import Counts, Text, count_terms
from summitry.schema import Contrasts, Span
from summitry.text import merge_spans, outside

PRIOR_SHARE, LARGEST_PRIOR = 0.1, 1000.0
"""Weight of the prior: the corpus as a whole is believed as a text of a tenth of its length, of 1,000 words at most."""
PERMUTATIONS = 2000
EXTRA_PERMUTATIONS = 100_000
CELLS_AT_ONCE = 500_000
"""Numbers held in memory by one block of permutations."""
MOST_SPANS = 256
"""Stretches of one article that are kept as they were found."""
WORK = 1_000_000_000
"""Multiplications that the extra permutations may take."""
RARE = 10
"""A term whose |z| fewer permutations than this reach has too coarse a p."""
FINDING = 0.05
"""The false discovery rate at which a term counts as a finding: where it is reached there is no need to go on."""
MOST_TERMS = 5000
"""Terms that are compared: those that stand in most articles, as the others could not be told from chance."""


def contrast_terms(
    texts: Mapping[str, Text],
    groups: Mapping[str, str],
    seed: int,
    permutations: int = PERMUTATIONS,
    leave_out: Mapping[str, Sequence[Span]] | None = None,
    longest: int = 2,
    fewest_articles: int = 2,
    fewest_uses: int = 3,
    most_terms: int = MOST_TERMS,
    collapse: bool = True,
) -> list[Contrasts]:
    """Return the terms that tell the groups apart, by group and falling z; of two groups once, the first against
    the second, of more each against the rest.

    *texts* holds each article's text or its words, *groups* its group; articles without a group are left out.
    *leave_out* holds the spans that do not count (quotations, furniture). A term has up to *longest* words; it must
    stand in *fewest_articles* articles of the side that uses it more, *fewest_uses* times in all, and be among the
    *most_terms* that stand in most articles.
    Passages that articles share (wire copy, duplicates) count once where one group has them, and not at all where
    several have (*collapse*; needs texts, not words).

    The measure is the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), z being its
    ratio to its standard deviation. As words come in bursts, z is no normal deviate: ``p_perm`` is the share of
    permutations of *whole articles* between groups with as large a |z|, (1 + b) / (1 + n) (Phipson & Smyth 2010),
    and ``q`` follows Benjamini & Hochberg (1995) over the terms of one comparison. Terms that few permutations reach
    are permuted on, up to 100,000 times, until they are findings or are none. Raises ValueError when there are fewer than two groups.
    """
    names = [name for name in texts if name in groups]
    labels = sorted({groups[name] for name in names})
    if len(labels) < 2:
        raise ValueError(f"a contrast needs articles of two groups, not {len(labels)}: give groups for more articles")
    spans = {name: list((leave_out or {}).get(name, ())) for name in names}
    if collapse:
        _leave_out_copies(texts, groups, spans)

    pieces = ((texts[name], spans[name]) for name in names)
    counts = count_terms(pieces, longest, max(2, fewest_articles), fewest_uses, most_terms)
    rows: list[Contrasts] = []
    for number, label in enumerate(labels[:1] if len(labels) == 2 else labels):
        other = labels[1] if len(labels) == 2 else "the rest"
        ours = [groups[name] == label for name in names]
        rows += _contrast(counts, ours, (label, other), seed + number, permutations, fewest_articles)
    return rows


def _leave_out_copies(texts: Mapping[str, Text], groups: Mapping[str, Hashable], spans: dict[str, list[Span]]) -> None:
    """Add to *spans* the shared passages: all of them where groups share them, all but the first in one group."""
    whole = {name: text for name, text in texts.items() if name in spans and isinstance(text, str)}
    readable = {name: outside(len(text), spans[name]) for name, text in whole.items()}
    for first, ours, later, theirs in find_passages(whole, readable):
        spans[later] += theirs
        if groups[first] != groups[later]:
            spans[first] += ours
        for name in (first, later):
            if len(spans[name]) > MOST_SPANS:  # many copies share the same passages
                spans[name] = merge_spans(spans[name])


def _log_odds(count_a: Any, total: Any, words_a: Any, words: float) -> tuple[Any, Any]:
    """Return the log-odds ratio of a against the rest, and its standard deviation, term by term."""
    prior_words = min(LARGEST_PRIOR, PRIOR_SHARE * words)
    prior = prior_words * total / words
    count_b, words_b = total - count_a, words - words_a
    a, b = count_a + prior, count_b + prior
    ratio = np.log(a / (words_a + prior_words - a)) - np.log(b / (words_b + prior_words - b))
    return ratio, np.sqrt(1 / a + 1 / b)


def _contrast(
    counts: Counts, ours: Sequence[bool], sides: tuple[str, str], seed: int, permutations: int, fewest_articles: int
) -> list[Contrasts]:
    if not counts.terms:
        return []
    inside = np.array(ours, float)
    total, words = np.asarray(counts.matrix.sum(axis=0)).ravel(), float(counts.words.sum())
    count_a = inside @ counts.matrix
    ratio, deviation = _log_odds(count_a, total, inside @ counts.words, words)
    z = ratio / deviation
    used = counts.matrix.astype(bool).astype(float)
    docs_a = inside @ used
    docs_b = np.asarray(used.sum(axis=0)).ravel() - docs_a
    told = np.where(z >= 0, docs_a, docs_b) >= fewest_articles
    p = _permute(counts, inside, np.abs(z), told, seed, permutations)
    rows = [
        Contrasts(
            term=counts.terms[t],
            source_a=sides[0],
            source_b=sides[1],
            count_a=int(count_a[t]),
            count_b=int(total[t] - count_a[t]),
            docs_a=int(docs_a[t]),
            docs_b=int(docs_b[t]),
            logodds=float(ratio[t]),
            z=float(z[t]),
            low=float(ratio[t] - 1.96 * deviation[t]),
            high=float(ratio[t] + 1.96 * deviation[t]),
            p_perm=float(p[t]),
            q=float(q),
        )
        for t, q in zip(np.flatnonzero(told), stats.false_discovery_control(p[told]), strict=True)
    ]
    return sorted(rows, key=lambda r: (-r.z, r.term))


def _permute(counts: Counts, inside: Any, observed: Any, told: Any, seed: int, n: int) -> Any:
    """Return for each term the share of permutations of articles whose |z| reaches the observed one.

    All terms are permuted *n* times; those that few permutations reach, and that are no findings yet, four times as
    often in each further round, as far as WORK allows.
    """
    rng = np.random.default_rng(seed)
    p, reached = np.ones(len(observed)), np.full(len(observed), RARE)
    columns, work = np.flatnonzero(told), 0
    while len(columns) and n <= EXTRA_PERMUTATIONS and work <= WORK:
        reached[columns] = _count_reached(counts, inside, observed, columns, rng, n)
        p[columns] = (1 + reached[columns]) / (1 + n)
        q = np.ones(len(observed))
        q[told] = stats.false_discovery_control(p[told])
        columns = np.flatnonzero((reached < RARE) & (q >= FINDING))
        n *= 4
        work += len(inside) * len(columns) * n
    return p


def _count_reached(counts: Counts, inside: Any, observed: Any, columns: Any, rng: Any, n: int) -> Any:
    matrix = counts.matrix[:, columns]
    total, words = np.asarray(matrix.sum(axis=0)).ravel(), float(counts.words.sum())
    reached = np.zeros(len(columns), np.int64)
    limit = observed[columns] - 1e-9
    block = max(1, CELLS_AT_ONCE // max(1, len(columns), len(inside)))
    for done in range(0, n, block):
        shuffled = rng.permuted(np.tile(inside, (min(block, n - done), 1)), axis=1)
        count_a = np.asarray(shuffled @ matrix)
        ratio, deviation = _log_odds(count_a, total, (shuffled @ counts.words)[:, None], words)
        reached += (np.abs(ratio / deviation) >= limit).sum(axis=0)
    return reached
