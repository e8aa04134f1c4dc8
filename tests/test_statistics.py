"""Statistics against values printed in the literature, against scipy, and against what must hold."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from summitry import statistics

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", example C: four observers, twelve units.
X = None
OBSERVERS = [
    [1, 2, 3, 3, 2, 1, 4, 1, 2, X, X, X],
    [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, X, 3],
    [X, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, X],
    [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, X],
]


@pytest.mark.parametrize("ordinal, alpha", [(False, 0.743), (True, 0.815)])
def test_krippendorff_published(ordinal, alpha):
    assert statistics.krippendorff_alpha(OBSERVERS, ordinal) == pytest.approx(alpha, abs=6e-4)


@pytest.mark.parametrize(
    "matrix, why",
    [
        ([[1, 1], [1, 1]], "no variation"),
        ([[1, None], [None, 1]], "nothing paired"),
        ([[], []], "nothing at all"),
    ],
)
def test_krippendorff_undefined(matrix, why):
    assert statistics.krippendorff_alpha(matrix) is None, why


def test_cohen_kappa_published():
    # Cohen (1960), table 1 as proportions of 200: po = .70, pe = .41, kappa = .492
    table = {(1, 1): 88, (1, 2): 10, (1, 3): 2, (2, 1): 14, (2, 2): 40, (2, 3): 6, (3, 1): 18, (3, 2): 10, (3, 3): 12}
    pairs = [pair for pair, count in table.items() for _ in range(count)]
    assert statistics.cohen_kappa(*zip(*pairs, strict=True)) == pytest.approx(0.492, abs=1e-3)


def test_cohen_kappa_undefined():
    assert statistics.cohen_kappa([], []) is None
    assert statistics.cohen_kappa([1, 1], [1, 1]) is None
    with pytest.raises(ValueError, match="judged 1 items"):
        statistics.cohen_kappa([1], [1, 2])


@pytest.mark.parametrize(
    "count, low, high",  # Garwood (1936) as tabulated by Ulm (1990)
    [(0, 0, 3.689), (1, 0.025, 5.572), (5, 1.623, 11.668), (20, 12.217, 30.888)],
)
def test_poisson_interval(count, low, high):
    assert statistics.poisson_interval(count) == pytest.approx((low, high), abs=1e-3)
    assert statistics.poisson_interval(count, exposure=2) == pytest.approx((low / 2, high / 2), abs=1e-3)


@pytest.mark.parametrize("k, n", [(81, 263), (15, 148), (0, 20), (29, 29)])  # Newcombe (1998), his four examples
def test_wilson_interval(k, n):
    expected = stats.binomtest(k, n).proportion_ci(method="wilson")
    assert statistics.share_interval(k, n, "wilson") == pytest.approx((expected.low, expected.high))


def test_wilson_published():
    assert statistics.share_interval(81, 263, "wilson") == pytest.approx((0.2553, 0.3662), abs=1e-4)
    assert statistics.share_interval(0, 0) == (0, 1)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_no_p_is_made_smaller(ps):
    adjusted = statistics.holm(ps)
    assert all(1 >= q >= p for p, q in zip(ps, adjusted, strict=True))


def test_holm_leaves_untested_comparisons_out():
    assert statistics.holm([0.01, None, 0.02]) == [0.02, None, 0.02]


def test_bootstrap_mean_covers_as_often_as_it_says():
    rng, inside = np.random.default_rng(5), 0
    for trial in range(200):
        articles = np.repeat(np.arange(25), 4)
        values = rng.normal(0.3, 0.2, 25)[articles] + rng.normal(0, 0.2, 100)
        interval = statistics.bootstrap_mean(values.tolist(), articles.tolist(), seed=trial, n=400)
        inside += interval.low <= 0.3 <= interval.high
    assert 0.88 <= inside / 200 <= 0.98


def test_bootstrap_mean_is_wider_when_articles_have_their_own_tone():
    values = [0.9] * 10 + [-0.9] * 10 + [0.8] * 10 + [-0.7] * 10
    by_article = statistics.bootstrap_mean(values, [i // 10 for i in range(40)], seed=1)
    as_if_independent = statistics.bootstrap_mean(values, list(range(40)), seed=1)
    assert by_article.high - by_article.low > 1.5 * (as_if_independent.high - as_if_independent.low)
    assert by_article == statistics.bootstrap_mean(values, [i // 10 for i in range(40)], seed=1)


@pytest.mark.parametrize(
    "n, articles, words", [(0, 1, "0 quotations"), (9, 9, "9 quotations"), (30, 2, "from 2 articles")]
)
def test_bootstrap_mean_says_when_there_is_too_little(n, articles, words):
    interval = statistics.bootstrap_mean([0.1] * n, [i % articles for i in range(n)], seed=1)
    assert (interval.low, interval.high) == (None, None)
    assert words in interval.sentence
    assert (interval.mean is None) == (n == 0)


def test_bootstrap_f1():
    f1 = statistics.bootstrap_f1([8, 9, 7, 10], [2, 1, 3, 0], [2, 1, 3, 0], seed=1)
    assert f1.mean == pytest.approx(34 / 40)
    assert f1.low < f1.mean < f1.high
    assert statistics.bootstrap_f1([1, 1], [0, 0], [0, 0], seed=1).low is None


def test_permutation_finds_a_difference_within_articles():
    groups = ["Putin", "Xi"] * 12
    values = [0.8 + 0.01 * i if group == "Putin" else 0.1 + 0.01 * i for i, group in enumerate(groups)]
    test = statistics.permute_difference(values, groups, [i // 4 for i in range(24)], seed=3)
    assert (test.a, test.b, test.n_a, test.n_b) == ("Putin", "Xi", 12, 12)
    assert test.difference == pytest.approx(0.69)
    assert test.p < 0.001
    assert test.permuted == "speakers within articles"


def test_an_articles_own_tone_is_no_difference_between_speakers():
    # warm articles quote Putin more, cold ones Xi; within each they sound alike
    values, groups, articles = [], [], []
    for article in range(12):
        tone, n_putin = (0.8, 3) if article % 2 else (-0.6, 1)
        for i in range(4):
            values.append(tone + 0.05 * ((i * 7 + article * 3) % 5))
            groups.append("Putin" if i < n_putin else "Xi")
            articles.append(article)
    test = statistics.permute_difference(values, groups, articles, seed=3)
    assert test.difference > 0.5
    assert test.p > 0.05


def test_permutation_is_uniform_when_nothing_differs():
    rng = np.random.default_rng(7)
    ps = [
        statistics.permute_difference(
            rng.normal(size=24).tolist(), ["a", "b", "b"] * 8, [i // 6 for i in range(24)], seed=trial, n=199
        ).p
        for trial in range(150)
    ]
    assert stats.kstest(ps, "uniform").pvalue > 0.01


def test_permutation_agrees_with_scipy_in_one_stratum():
    rng = np.random.default_rng(11)
    a, b = rng.normal(0.5, 1, 14), rng.normal(0, 1, 10)
    values = [*a, *b, 0.0, 0.0]  # the last two stand alone in their articles, and are not permuted
    groups = ["a"] * 14 + ["b"] * 10 + ["a"] * 2
    ours = statistics.permute_difference(values, groups, [0] * 24 + [1, 2], seed=1).p
    theirs = stats.permutation_test((a, b), lambda x, y: x.mean() - y.mean(), n_resamples=5000, rng=1).pvalue
    assert ours == pytest.approx(theirs, abs=0.03)


REFUSALS = [
    ([0.1] * 12, ["Xi"] * 12, list(range(12)), "Only one of the two"),
    ([0.1] * 4, ["Xi", "Putin"] * 2, [1, 1, 2, 2], "too few for a test"),
    ([0.1] * 12, ["Xi"] * 6 + ["Putin"] * 6, [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4], "too few articles to permute"),
]


@pytest.mark.parametrize("values, groups, articles, words", REFUSALS)
def test_permutation_refuses(values, groups, articles, words):
    test = statistics.permute_difference(values, groups, articles, seed=1)
    assert test.p is None
    assert words in test.sentence


def test_whole_articles_are_permuted_when_none_quotes_both():
    values = [0.9, 0.8, 0.7, 0.9, 0.8, 0.7, -0.9, -0.8, -0.7, -0.9, -0.8, -0.7]
    test = statistics.permute_difference(values, ["a"] * 6 + ["b"] * 6, list(range(12)), seed=1)
    assert test.permuted == "whole articles"
    assert test.p < 0.02
    assert "own tone" in test.sentence


def test_power_agrees_with_simulation():
    a, b = np.random.default_rng(1).normal(0, 0.4, 60), np.random.default_rng(2).normal(0, 0.4, 60)
    smallest = statistics.minimum_detectable_difference(a.tolist(), b.tolist())
    rng = np.random.default_rng(3)
    first = rng.normal(smallest, a.std(ddof=1), (2000, 60))
    second = rng.normal(0, b.std(ddof=1), (2000, 60))
    assert (stats.ttest_ind(first, second, axis=1).pvalue < 0.05).mean() == pytest.approx(0.8, abs=0.04)
    assert statistics.minimum_detectable_difference([1.0], [1.0, 2.0]) is None


def test_quotations_needed_is_the_inverse():
    n = statistics.quotations_needed(0.4, 0.2)
    spread = math.sqrt((n - 1) / n)  # so that the sample's standard deviation is .4 exactly
    values = [0.4 * spread, -0.4 * spread] * (n // 2)
    assert statistics.minimum_detectable_difference(values, values) == pytest.approx(0.2, abs=0.01)
    with pytest.raises(ValueError, match="above 0"):
        statistics.quotations_needed(0.4, 0)


def test_unequal_lengths_are_refused():
    with pytest.raises(ValueError, match="each value needs its article"):
        statistics.bootstrap_mean([1.0], [], seed=1)
    with pytest.raises(ValueError, match="two groups"):
        statistics.permute_difference([1, 2, 3], ["a", "b", "c"], [1, 1, 1], seed=1)
