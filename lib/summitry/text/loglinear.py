"""The log-linear model: which of several readings is right, by the weights of the features that speak for each.

P(reading) is proportional to exp(sum of the weights of its features). One model serves whatever has to choose: among
candidates (whose words?), between yes and no (do they meet? a reading without features is "no"), among classes (held or
planned?: the class is part of each feature's name). Features are strings that say what they mean; an instrument lists
their templates in one place, and the weights stand in a CSV file (words/NAME.csv: feature, weight, source).

Conditional logit: McFadden (1974); its use for language: Berger, Della Pietra and Della Pietra (1996). The calibration
is Platt's (1999).
"""

from __future__ import annotations

import functools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import optimize, sparse
from scipy.special import softmax

from summitry.text.tokens import read_words

Features = Iterable[str]
SLOT = re.compile(r"\{\w+(?:=([^}]*))?\}")
MOST_CACHED = 1 << 17
SLOPE, INTERCEPT = "calibration: slope", "calibration: intercept"
"""Rows of a weights file that are no features: how the model's probabilities become how often it is right."""


class FeatureError(ValueError):
    """A feature that no template of its instrument allows, or a weight for one."""


class LogLinear:
    """The model *name*: weights of the features that *templates* allow.

    A template is a feature's name with slots: "cue distance {distance} {side=L|R}". A slot is filled by one of the
    values it lists, else by anything without a blank, so that a template's other words tell it from all others. Raises
    FeatureError where the weights file has a feature that no template makes, or (from ``score``) an instrument does.
    """

    def __init__(self, name: str, templates: Sequence[str], weights: dict[str, float] | None = None) -> None:
        self.name, self.templates = name, tuple(templates)
        self._made = re.compile("|".join(map(_pattern, sorted(templates))) or r"(?!)")
        listed = {row["feature"]: float(row["weight"]) for row in read_words(name)} if weights is None else weights
        self.weights = listed
        self.slope, self.intercept = self.weights.get(SLOPE, 1.0), self.weights.get(INTERCEPT, 0.0)
        for feature in self.weights.keys() - {SLOPE, INTERCEPT}:
            self._check(feature)
        self.weight: Callable[[str], float] = functools.lru_cache(MOST_CACHED)(self._read_weight)

    def _check(self, feature: str) -> None:
        if not self._made.fullmatch(feature):
            raise FeatureError(f"{self.name}: no template makes the feature {feature!r}; the list has {self.templates}")

    def _read_weight(self, feature: str) -> float:
        if feature not in self.weights:
            self._check(feature)
        return self.weights.get(feature, 0.0)

    def score(self, features: Features) -> float:
        """Return the sum of the weights of *features*; one that was not seen in fitting weighs nothing."""
        return math.fsum(map(self.weight, features))

    def probabilities(self, readings: Iterable[Features]) -> list[float]:
        """Return the probability of each reading, uncalibrated; they sum to 1."""
        chances: list[float] = softmax([self.score(features) for features in readings]).tolist()
        return chances

    def probability(self, features: Features) -> float:
        """Return the probability of yes, against a "no" without features, uncalibrated."""
        return self.probabilities([features, ()])[0]

    def calibrated(self, probability: float) -> float:
        """Return how often the model is right where it says *probability* (between 0 and 1, never either)."""
        sure = min(max(probability, 1e-6), 1 - 1e-6)
        return 1 / (1 + math.exp(-self.slope * math.log(sure / (1 - sure)) - self.intercept))


def _pattern(template: str) -> str:
    words, *slots = SLOT.split(template)
    pattern = re.escape(words)
    for values, after in zip(slots[::2], slots[1::2], strict=True):
        allowed = "|".join(map(re.escape, values.split("|"))) if values else "[^ ]+"
        pattern += f"(?:{allowed}){re.escape(after)}"
    return pattern


class Example(NamedTuple):
    """What a model is fitted on: the features of each reading, and which of the readings are right (one at least)."""

    readings: Sequence[Features]
    right: frozenset[int]


def fit(
    examples: Sequence[Example], prior: float = 1.0, least: int = 2, free: Sequence[str] = (), weakest: float = 0.0
) -> dict[str, float]:
    """Return the weights that make the right readings of *examples* likeliest, with a Gaussian prior on each.

    *prior* is the variance of the weights; features of fewer than *least* readings get none; those named *free* (an
    intercept) have a prior a hundred times as wide. Features whose weight is below *weakest* are left out and the
    others fitted once more, so that a list stays short. Deterministic: L-BFGS from zero.
    """
    counts = Counter(feature for example in examples for reading in example.readings for feature in set(reading))
    names = sorted(feature for feature, n in counts.items() if n >= least)
    design, groups, right = _lay_out(examples, {name: i for i, name in enumerate(names)})
    precision = np.array([0.01 / prior if name in free else 1 / prior for name in names])
    weights = _minimize(design, groups, right, precision)
    if weakest:
        strong = np.flatnonzero(np.abs(weights) >= weakest)
        names, weights = [names[i] for i in strong], _minimize(design[:, strong], groups, right, precision[strong])
    return dict(zip(names, weights.tolist(), strict=True))


def _minimize(design: Any, groups: Any, right: Any, precision: Any) -> Any:
    """Return the weights with the least loss: of the right readings' probability, and of the weights' own size."""
    starts, transposed = np.flatnonzero(np.diff(groups, prepend=-1)), design.T.tocsr()

    def loss(weights: np.ndarray[Any, Any]) -> tuple[float, np.ndarray[Any, Any]]:
        z = design @ weights
        every, chosen = (np.logaddexp.reduceat(some, starts) for some in (z, np.where(right, z, -np.inf)))
        expected = np.exp(z - every[groups])
        observed = np.where(right, np.exp(z - chosen[groups]), 0.0)
        value = float((every - chosen).sum() + (precision * weights**2).sum() / 2)
        return value, transposed @ (expected - observed) + precision * weights

    options = {"maxiter": 500, "ftol": 1e-10}
    return optimize.minimize(loss, np.zeros(len(precision)), jac=True, method="L-BFGS-B", options=options).x


def _lay_out(examples: Sequence[Example], column: dict[str, int]) -> tuple[Any, Any, Any]:
    """Return the features of all readings (sparse, one row each), each row's example, and whether it is right."""
    columns, ends, groups, right = list[int](), [0], list[int](), list[bool]()
    for number, example in enumerate(examples):
        for i, reading in enumerate(example.readings):
            columns += [column[feature] for feature in reading if feature in column]
            ends.append(len(columns))
            groups.append(number)
            right.append(i in example.right)
    design = sparse.csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(groups), len(column)))
    return design, np.array(groups), np.array(right)


def fit_calibration(probabilities: Sequence[float], right: Sequence[bool]) -> dict[str, float]:
    """Return the calibration rows from probabilities on examples that the weights were not fitted on (Platt 1999)."""
    sure = np.clip(np.array(probabilities), 1e-6, 1 - 1e-6)
    logit, hits, misses = np.log(sure / (1 - sure)), sum(right), len(right) - sum(right)
    target = np.where(right, (hits + 1) / (hits + 2), 1 / (misses + 2))

    def loss(line: np.ndarray[Any, Any]) -> float:
        z = line[0] * logit + line[1]
        return float((np.logaddexp(0, z) - target * z).sum())

    slope, intercept = optimize.minimize(loss, np.array([1.0, 0.0]), method="L-BFGS-B").x
    return {SLOPE: float(slope), INTERCEPT: float(intercept)}
