"""Statistics: the intervals, tests and measures of agreement that every chapter uses, each with its source.

Quotations of one article are not independent, so that whatever is uncertain is resampled or permuted by article
(the *cluster*). Where there is too little to say, a result carries a sentence instead of a number. Everything random
takes a seed and gives the same numbers again.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from scipy import stats

MINIMUM_VALUES = 10
MINIMUM_CLUSTERS = 3
TAILS = (1 - 0.95) / 2, (1 + 0.95) / 2
CELLS_AT_ONCE = 4_000_000  # bounds the memory of one block of permutations: 8 bytes a cell

Draw = Callable[[np.random.Generator, int], Any]


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate and its interval. ``low`` and ``high`` are None where there is too little to draw one."""

    mean: float | None
    low: float | None
    high: float | None
    n: int
    n_clusters: int
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class Test:
    """A difference of two means, a minus b, and its p value; ``p`` is None where nothing can be tested."""

    difference: float | None
    p: float | None
    n_a: int
    n_b: int
    a: str = ""
    b: str = ""
    permuted: Literal["speakers within articles", "whole articles", "nothing"] = "nothing"
    sentence: str = ""

    __test__ = False  # pytest: no test class


def count_of(n: int, noun: str) -> str:
    """Return a count with its noun.

    >>> count_of(1, "article"), count_of(3, "quotation")
    ('1 article', '3 quotations')
    """
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def _too_few(n: int, n_clusters: int) -> str:
    """Return the sentence that stands instead of an interval, or "" where there is enough for one."""
    if n >= MINIMUM_VALUES and n_clusters >= MINIMUM_CLUSTERS:
        return ""
    found = f"{count_of(n, 'quotation')} from {count_of(n_clusters, 'article')} {'is' if n == 1 else 'are'}"
    return f"{found} too few for an interval (at least {MINIMUM_VALUES} from {MINIMUM_CLUSTERS})."


def _bootstrap_ratio(parts: Any, wholes: Any, seed: int, n: int) -> tuple[float, float]:
    """Return the 95 % percentile interval of sum(parts) / sum(wholes), drawing clusters *n* times with replacement."""
    rng, block, ratios = np.random.default_rng(seed), max(1, CELLS_AT_ONCE // len(parts)), []
    for done in range(0, n, block):
        draw = rng.multinomial(len(parts), np.full(len(parts), 1 / len(parts)), size=min(block, n - done))
        ratios.append((draw @ parts) / np.maximum(draw @ wholes, 1))
    low, high = np.quantile(np.concatenate(ratios), TAILS)
    return float(low), float(high)


def bootstrap_mean(values: Sequence[float], clusters: Sequence[object], seed: int, n: int = 2000) -> Interval:
    """Return the mean of *values* and its 95 % percentile bootstrap interval, whole clusters being resampled.

    *clusters* says which article each value comes from; *n* resamples are drawn (Efron & Tibshirani 1993, ch. 13;
    resampling clusters: Davison & Hinkley 1997, section 3.8). The percentile interval is a little narrow below some
    ten articles. Without at least 10 values from 3 clusters ``low`` and ``high`` are None and ``sentence`` says why;
    without any value ``mean`` is None too. Raises ValueError when the lengths differ.

    >>> bootstrap_mean([0.5] * 12, list("aaabbbcccddd"), seed=1).low
    0.5
    """
    numbers, index = _number_clusters(values, clusters)
    n_clusters = len(numbers)
    mean = math.fsum(values) / len(values) if len(values) else None
    if sentence := _too_few(len(values), n_clusters):
        return Interval(mean, None, None, len(values), n_clusters, sentence)
    low, high = _bootstrap_ratio(np.bincount(index, weights=values), np.bincount(index), seed, n)
    return Interval(mean, low, high, len(values), n_clusters)


def bootstrap_f1(hits: Sequence[int], false_alarms: Sequence[int], misses: Sequence[int], seed: int) -> Interval:
    """Return F1 over all articles and its 95 % percentile interval; one entry of each sequence per article.

    Articles are resampled, as in bootstrap_mean. F1 is 2 hits / (2 hits + false alarms + misses); None when nothing
    was there and nothing was found. Below 3 articles there is no interval.
    """
    found = 2 * np.asarray(hits, float)
    total = found + np.asarray(false_alarms, float) + np.asarray(misses, float)
    f1 = float(found.sum() / total.sum()) if total.sum() else None
    if len(found) < MINIMUM_CLUSTERS or f1 is None:
        why = f"{count_of(len(found), 'article')} cannot carry an interval (at least {MINIMUM_CLUSTERS})."
        return Interval(f1, None, None, len(found), len(found), why)
    return Interval(f1, *_bootstrap_ratio(found, total, seed, 2000), len(found), len(found))


def _number_clusters(values: Sequence[float], clusters: Sequence[object]) -> tuple[dict[object, int], Any]:
    """Return the clusters' numbers in order of appearance, and the number of each value's cluster."""
    if len(values) != len(clusters):
        raise ValueError(f"{len(values)} values but {len(clusters)} clusters: each value needs its article")
    numbers: dict[object, int] = {}
    index = [numbers.setdefault(cluster, len(numbers)) for cluster in clusters]
    return numbers, np.array(index, dtype=np.int64)


def permute_difference(
    values: Sequence[float], groups: Sequence[str], clusters: Sequence[object], seed: int, n: int = 5000
) -> Test:
    """Test whether two groups' means differ by permuting the group labels within clusters.

    Returns the difference mean(a) - mean(b), a and b being the two groups in alphabetical order, and a two-sided
    p = (1 + permutations at least as far from their expectation) / (1 + n) (Phipson & Smyth 2010; restricted
    permutation: Good 2005, ch. 7). Speakers are permuted within articles, so that an article's own tone is no
    difference between speakers. Where no article has both, whole articles are permuted instead, if at least 20
    arrangements exist. Otherwise, or below 10 values from 3 clusters, p is None and ``sentence`` says why.
    Raises ValueError when there are more than two groups or the lengths differ.
    """
    names = sorted(set(groups))
    if len(names) > 2 or len(groups) != len(values):
        raise ValueError(f"need one of two groups for each value, not {len(names)} groups for {len(values)} values")
    a, b = [*names, "", ""][:2]
    _, index = _number_clusters(values, clusters)
    numbers, is_a = np.asarray(values, float), np.array([group == a for group in groups], dtype=bool)
    n_a, n_b = int(is_a.sum()), int((~is_a).sum())
    if not n_a or not n_b:
        return Test(None, None, n_a, n_b, a, b, sentence="Only one of the two is quoted: nothing can be compared.")
    difference = float(numbers[is_a].mean() - numbers[~is_a].mean())
    if sentence := _too_few(len(values), int(index.max()) + 1).replace("an interval", "a test"):
        return Test(difference, None, n_a, n_b, a, b, sentence=sentence)
    if (np.bincount(index, is_a) * np.bincount(index, ~is_a) > 0).any():
        p = _permute_within(numbers, is_a, index, seed, n)
        return Test(difference, p, n_a, n_b, a, b, "speakers within articles")
    if (chance := _permute_clusters(numbers, is_a, index, seed, n)) is None:
        why = "No article quotes both and there are too few articles to permute: the difference cannot be tested."
        return Test(difference, None, n_a, n_b, a, b, sentence=why)
    why = "No article quotes both: whole articles were permuted, so that an article's own tone counts as its speaker's."
    return Test(difference, chance, n_a, n_b, a, b, "whole articles", why)


def _permute_within(values: Any, is_a: Any, index: Any, seed: int, n: int) -> float:
    """Return the p value of permutations within clusters; clusters that have one group only stay as they are."""
    share = np.bincount(index, is_a) / np.bincount(index)
    mixed = ((share > 0) & (share < 1))[index]
    order = np.argsort(index[mixed], kind="stable")
    v, a, c = values[mixed][order], is_a[mixed][order], index[mixed][order]
    expected = float((share[c] * v).sum())  # of the sum over a, which is all that a permutation changes

    def draw(rng: np.random.Generator, times: int) -> Any:
        keys = rng.random((times, len(v))) + c  # sorting them shuffles each cluster in its place
        return np.abs(v[np.argsort(keys, axis=1)] @ a - expected)

    return _share_as_far(abs(float(v[a].sum()) - expected), draw, len(v), seed, n)


def _permute_clusters(values: Any, is_a: Any, index: Any, seed: int, n: int) -> float | None:
    """Return the p value when whole clusters change sides, or None when there are fewer than 20 arrangements."""
    sums, counts = np.bincount(index, values), np.bincount(index)
    side = (np.bincount(index, is_a) > 0).astype(float)
    if math.comb(len(side), int(side.sum())) < 20:
        return None

    def distances(sides: Any) -> Any:
        n_a = sides @ counts
        return np.abs((sides @ sums) / n_a - (sums.sum() - sides @ sums) / (counts.sum() - n_a))

    def draw(rng: np.random.Generator, times: int) -> Any:
        return distances(rng.permuted(np.tile(side, (times, 1)), axis=1))

    return _share_as_far(float(distances(side[None, :])[0]), draw, len(side), seed, n)


def _share_as_far(observed: float, draw: Draw, size: int, seed: int, n: int) -> float:
    """Return (1 + b) / (1 + n), b being how many of *n* draws, of *size* numbers each, are as far out as *observed*."""
    rng, extreme, block = np.random.default_rng(seed), 0, max(1, CELLS_AT_ONCE // size)
    for done in range(0, n, block):
        extreme += int((draw(rng, min(block, n - done)) >= observed - 1e-9).sum())
    return (1 + extreme) / (1 + n)


def holm(ps: Sequence[float | None]) -> list[float | None]:
    """Return p values adjusted for all comparisons made (Holm 1979), in the given order; None stays None.

    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    known = sorted((p, i) for i, p in enumerate(ps) if p is not None)
    adjusted: list[float | None] = [None] * len(ps)
    largest = 0.0
    for rank, (p, i) in enumerate(known):
        adjusted[i] = largest = max(largest, min(1.0, (len(known) - rank) * p))
    return adjusted


POWER_FACTOR = float(stats.norm.ppf(0.975) + stats.norm.ppf(0.8))
"""A difference of so many standard errors is found four times in five, at the level of 5 % (Cohen 1988, ch. 2)."""


def minimum_detectable_difference(values_a: Sequence[float], values_b: Sequence[float]) -> float | None:
    """Return the smallest difference of means that these two samples would show four times in five (POWER_FACTOR).

    Normal approximation with the samples' own spreads and sizes, values taken as independent: with quotations of the
    same articles it is a floor. None below two values in either.
    """
    if len(values_a) < 2 or len(values_b) < 2:
        return None
    spread = sum(float(np.var(values, ddof=1)) / len(values) for values in (values_a, values_b))
    return POWER_FACTOR * math.sqrt(spread)


def quotations_needed(sd: float, difference: float) -> int:
    """Return how many quotations per speaker would show *difference* four times in five (POWER_FACTOR).

    *sd* is the standard deviation of one speaker's scores. Raises ValueError when *difference* is not above 0.

    >>> quotations_needed(sd=0.5, difference=0.25)
    63
    """
    if difference <= 0:
        raise ValueError("the difference to be shown must be above 0")
    return max(2, math.ceil(2 * (POWER_FACTOR * sd / difference) ** 2))


def poisson_interval(count: int, exposure: float = 1.0) -> tuple[float, float]:
    """Return the exact 95 % interval of a rate, *count* events in *exposure* (Garwood 1936), in events per unit.

    >>> [round(bound, 3) for bound in poisson_interval(10)]
    [4.795, 18.39]
    """
    if count < 0 or exposure <= 0:
        raise ValueError("a rate needs a count of at least 0 and an exposure above 0")
    low = float(stats.chi2.ppf(0.025, 2 * count)) / 2 if count else 0.0
    return low / exposure, float(stats.chi2.ppf(0.975, 2 * (count + 1))) / 2 / exposure


def share_interval(k: int, n: int, method: str = "exact") -> tuple[float, float]:
    """Return the 95 % interval of a share, *k* of *n*; (0, 1) when n is 0.

    *method*: exact (Clopper & Pearson 1934) or wilson, the score interval (Wilson 1927).

    >>> [[round(bound, 3) for bound in share_interval(8, 10, method)] for method in ("exact", "wilson")]
    [[0.444, 0.975], [0.49, 0.943]]
    """
    if n == 0:
        return 0.0, 1.0
    found = stats.binomtest(k, n).proportion_ci(method=method)
    return float(found.low), float(found.high)


def cohen_kappa(a: Sequence[object], b: Sequence[object]) -> float | None:
    """Return Cohen's kappa of two coders who judged the same items (Cohen 1960).

    None when there is nothing to compare or both used one and the same category throughout. Raises ValueError when
    the lengths differ.

    >>> cohen_kappa([1, 1, 0, 0], [1, 1, 0, 1])
    0.5
    """
    if len(a) != len(b):
        raise ValueError(f"one coder judged {len(a)} items, the other {len(b)}")
    if not a:
        return None
    observed = sum(x == y for x, y in zip(a, b, strict=True)) / len(a)
    expected = sum(list(a).count(label) * list(b).count(label) for label in set(a) | set(b)) / len(a) ** 2
    return None if expected == 1 else (observed - expected) / (1 - expected)


def krippendorff_alpha(matrix: Sequence[Sequence[float | None]], ordinal: bool = False) -> float | None:
    """Return Krippendorff's alpha; rows are coders, columns are items, None is "not judged".

    Values are the numbers of categories, or where *ordinal* ranks (Krippendorff 2004, ch. 11; computed from the
    coincidence matrix). None when fewer than two values can be paired or all paired values are the same.
    """
    items = [[v for v in column if v is not None and v == v] for column in zip(*matrix, strict=True)]
    items = [item for item in items if len(item) > 1]
    values = sorted({v for item in items for v in item})
    coincidences = np.zeros((len(values), len(values)))
    for item in items:
        counts = np.array([item.count(value) for value in values], float)
        coincidences += (np.outer(counts, counts) - np.diag(counts)) / (len(item) - 1)
    totals = coincidences.sum(axis=0)
    ranks = np.cumsum(totals) - totals / 2
    distance = np.subtract.outer(ranks, ranks) ** 2 if ordinal else 1.0 - np.eye(len(values))
    expected = (np.outer(totals, totals) - np.diag(totals)) * distance
    if not expected.sum():
        return None
    return float(1 - (totals.sum() - 1) * (coincidences * distance).sum() / expected.sum())
