"""Fitting of the log-linear model (summitry.text.LogLinear): its weights, and the calibration of its probabilities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from scipy import optimize, sparse
from summitry.text.loglinear import INTERCEPT, SLOPE, Features


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
