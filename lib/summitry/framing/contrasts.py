"""Contrasts: the words and phrases that one group of articles uses more than the rest, and whether that is chance."""

import re
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy import sparse, stats

from summitry.schema import Contrasts, Span
from summitry.text import outside, tokenize

LONGEST, FEWEST_ARTICLES, FEWEST_USES = 2, 2, 3
"""Words of a term at most; articles of the side that uses it more, and uses in all, at least."""
MOST_TERMS = 5000
"""Terms that are compared: those that stand in most articles, as the others could not be told from chance."""
PRIOR_SHARE, LARGEST_PRIOR = 0.1, 1000.0
"""Weight of the prior: the corpus as a whole is believed as a text of a tenth of its length, of 1,000 words at most."""
PERMUTATIONS, EXTRA_PERMUTATIONS = 2000, 100_000
CELLS_AT_ONCE = 500_000  # numbers held in memory by one block of permutations
WORK = 1_000_000_000  # multiplications that the extra permutations may take
RARE = 10  # A term whose |z| fewer permutations than this reach has too coarse a p
FINDING = 0.05
"""The false discovery rate at which a term counts as a finding: where it is reached there is no need to go on."""


def contrast_terms(
    texts: Mapping[str, str],
    groups: Mapping[str, str],
    seed: int,
    leave_out: Mapping[str, Sequence[Span]] | None = None,
) -> list[Contrasts]:
    """Return the terms that tell the groups apart, by group and falling z; of two groups once, the first against
    the second, of more each against the rest.

    *texts* holds each article's text, *groups* its group; articles without a group are left out. *leave_out* holds the
    spans that do not count (quotations, furniture, shared passages). A term has up to LONGEST words; it must stand in
    FEWEST_ARTICLES articles of the side that uses it more, FEWEST_USES times in all, and be among the MOST_TERMS that
    stand in most articles.

    The measure is the log-odds ratio with an informative Dirichlet prior (Monroe, Colaresi & Quinn 2008), z being its
    ratio to its standard deviation. As words come in bursts, z is no normal deviate: ``p_perm`` is the share of
    permutations of *whole articles* between groups with as large a |z|, (1 + b) / (1 + n) (Phipson & Smyth 2010),
    and ``q`` follows Benjamini & Hochberg (1995) over the terms of one comparison. Terms that few permutations reach
    are permuted on, up to 100,000 times, until they are findings or are none. Raises ValueError when there are fewer
    than two groups.
    """
    names = [name for name in texts if name in groups]
    labels = sorted({groups[name] for name in names})
    if len(labels) < 2:
        raise ValueError(f"a contrast needs articles of two groups, not {len(labels)}: give groups for more articles")
    counts = count_terms((texts[name], (leave_out or {}).get(name, ())) for name in names)
    rows: list[Contrasts] = []
    for number, label in enumerate(labels[:1] if len(labels) == 2 else labels):
        other = labels[1] if len(labels) == 2 else "the rest"
        inside = np.array([groups[name] == label for name in names], float)
        rows += _contrast(counts, inside, (label, other), seed + number)
    return rows


BREAK = re.compile(r"[.,;:!?()\[\]“”\"\n–—…]")  # what ends a phrase: "trade. Talks" is no phrase "trade talks"


@dataclass(frozen=True)
class Counts:
    """How often each article uses each term: a sparse matrix, articles by terms; and each article's length in words."""

    terms: list[str]
    matrix: Any
    words: Any


def count_terms(texts: Iterable[tuple[str, Sequence[Span]]]) -> Counts:
    """Count the words, and the phrases of up to LONGEST words, of *texts* (each with the spans that do not count).
    Counted are the terms that stand in FEWEST_ARTICLES articles, FEWEST_USES times in all, and of these the MOST_TERMS
    that stand in most articles (then those used most, then alphabetically). ``terms`` are in alphabetical order."""
    words, codes, article = _number_words(texts)
    begins = np.flatnonzero(codes >= 0)
    lengths = np.bincount(article[begins], minlength=int(article.max(initial=-1)) + 1)
    phrases, matrices = codes[begins].astype(np.int64), [sparse.csc_matrix((len(lengths), 0))]
    found: list[tuple[Any, ...]] = []
    for length in range(1, LONGEST + 1):
        if length > 1:
            last = codes[begins + length - 1]
            begins, phrases = begins[last >= 0], (phrases * len(words) + last)[last >= 0]
        _, first, phrases = np.unique(phrases, return_index=True, return_inverse=True)
        cells = (np.ones(len(phrases)), (article[begins], phrases))
        matrix = sparse.csc_matrix(cells, shape=(len(lengths), len(first)))
        articles, uses = matrix.getnnz(axis=0), np.asarray(matrix.sum(axis=0)).ravel()
        fit = np.flatnonzero((articles >= FEWEST_ARTICLES) & (uses >= FEWEST_USES))
        spelled = codes[begins[first[fit]][:, None] + np.arange(length)].tolist()
        terms = [" ".join(words[code] for code in term) for term in spelled]
        found += zip(-articles[fit], -uses[fit], terms, range(len(found), len(found) + len(fit)), strict=True)
        matrices.append(matrix[:, fit])
    chosen = sorted((term, column) for _, _, term, column in sorted(found)[:MOST_TERMS])
    matrix = sparse.hstack(matrices, "csc")[:, [column for _, column in chosen]].tocsr()
    return Counts([term for term, _ in chosen], matrix, lengths.astype(float))


def _number_words(texts: Iterable[tuple[str, Sequence[Span]]]) -> tuple[list[str], Any, Any]:
    """Return the distinct words in lower case, all words outside the spans as their numbers, and the number of each
    one's text. -1 stands wherever a phrase ends, and at the end of each text."""
    numbers: dict[str, int] = {}
    codes, lengths = array("i"), []
    for text, spans in texts:
        words = tokenize(text, outside(len(text), spans)).only_words()
        last, stretch, before = 0, 0, len(codes)
        for start, end, word, number in zip(words.starts, words.ends, words.spellings, words.sentences, strict=True):
            if number != stretch or BREAK.search(text, last, start):
                codes.append(-1)
            spelled = word.rstrip(".").lower().replace("’", "'")
            codes.append(numbers.setdefault(spelled, len(numbers)))
            last, stretch = end, number
        codes.append(-1)
        lengths.append(len(codes) - before)
    return list(numbers), np.array(codes, np.int32), np.repeat(np.arange(len(lengths)), lengths)


def _log_odds(count_a: Any, total: Any, words_a: Any, words: float) -> tuple[Any, Any]:
    """Return the log-odds ratio of a against the rest, and its standard deviation, term by term."""
    prior_words = min(LARGEST_PRIOR, PRIOR_SHARE * words)
    prior = prior_words * total / words
    count_b, words_b = total - count_a, words - words_a
    a, b = count_a + prior, count_b + prior
    ratio = np.log(a / (words_a + prior_words - a)) - np.log(b / (words_b + prior_words - b))
    return ratio, np.sqrt(1 / a + 1 / b)


def _contrast(counts: Counts, inside: Any, sides: tuple[str, str], seed: int) -> list[Contrasts]:
    """Return the terms that set the articles *inside* (1 or 0 for each) apart, sides[0], from the others, sides[1]."""
    total, words = np.asarray(counts.matrix.sum(axis=0)).ravel(), float(counts.words.sum())
    count_a = inside @ counts.matrix
    ratio, deviation = _log_odds(count_a, total, inside @ counts.words, words)
    z = ratio / deviation
    used = counts.matrix.astype(bool).astype(float)
    docs_a = inside @ used
    docs_b = np.asarray(used.sum(axis=0)).ravel() - docs_a
    told = np.flatnonzero(np.where(z >= 0, docs_a, docs_b) >= FEWEST_ARTICLES)
    if not len(told):
        return []
    p = _permute(replace(counts, matrix=counts.matrix[:, told]), inside, np.abs(z[told]), seed)
    rows = [
        Contrasts(
            term=counts.terms[t], source_a=sides[0], source_b=sides[1], count_a=int(count_a[t]),
            count_b=int(total[t] - count_a[t]), docs_a=int(docs_a[t]), docs_b=int(docs_b[t]), logodds=float(ratio[t]),
            z=float(z[t]), low=float(ratio[t] - 1.96 * deviation[t]), high=float(ratio[t] + 1.96 * deviation[t]),
            p_perm=float(p_perm), q=float(q),
        )
        for t, p_perm, q in zip(told, p, stats.false_discovery_control(p), strict=True)
    ]  # fmt: skip
    return sorted(rows, key=lambda r: (-r.z, r.term))


def _permute(counts: Counts, inside: Any, observed: Any, seed: int) -> Any:
    """Return for each term the share of permutations of articles whose |z| reaches the observed one. All terms are
    permuted PERMUTATIONS times; those that few permutations reach, and that are no findings yet, four times as often in
    each further round, as far as WORK allows."""
    rng, n = np.random.default_rng(seed), PERMUTATIONS
    p, reached = np.ones(len(observed)), np.full(len(observed), RARE)
    columns, work, words = np.arange(len(observed)), 0, float(counts.words.sum())
    while len(columns) and n <= EXTRA_PERMUTATIONS and work <= WORK:
        matrix = counts.matrix[:, columns]
        total = np.asarray(matrix.sum(axis=0)).ravel()
        reached[columns] = 0
        block = max(1, CELLS_AT_ONCE // max(len(columns), len(inside)))
        for done in range(0, n, block):
            shuffled = rng.permuted(np.tile(inside, (min(block, n - done), 1)), axis=1)
            count_a = np.asarray(shuffled @ matrix)
            ratio, deviation = _log_odds(count_a, total, (shuffled @ counts.words)[:, None], words)
            reached[columns] += (np.abs(ratio / deviation) >= observed[columns] - 1e-9).sum(axis=0)
        p[columns] = (1 + reached[columns]) / (1 + n)
        columns = np.flatnonzero((reached < RARE) & (stats.false_discovery_control(p) >= FINDING))
        n *= 4
        work += len(inside) * len(columns) * n
    return p
