"""Intercoder reliability: how far two or more coders, a scorer among them, agree beyond chance."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

Level = Literal["nominal", "ordinal", "interval"]


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


def krippendorff_alpha(matrix: Sequence[Sequence[float | None]], level: Level = "nominal") -> float | None:
    """Return Krippendorff's alpha; rows are coders, columns are items, None is "not judged".

    *level* is how values differ: nominal, ordinal (ranks) or interval (Krippendorff 2004, ch. 11; computed from the
    coincidence matrix). None when fewer than two values can be paired or all paired values are the same. Nominal
    values must be numbers too: give categories numbers.
    """
    import numpy as np

    items = [[v for v in column if v is not None and v == v] for column in zip(*matrix, strict=True)]
    items = [item for item in items if len(item) > 1]
    values = sorted({v for item in items for v in item})
    number = {v: i for i, v in enumerate(values)}
    coincidences = np.zeros((len(values), len(values)))
    for item in items:
        counts = np.bincount([number[v] for v in item], minlength=len(values)).astype(float)
        coincidences += (np.outer(counts, counts) - np.diag(counts)) / (len(item) - 1)
    totals = coincidences.sum(axis=0)
    distance = _alpha_distance(values, totals, level)
    expected = (np.outer(totals, totals) - np.diag(totals)) * distance
    if not expected.sum():
        return None
    return float(1 - (totals.sum() - 1) * (coincidences * distance).sum() / expected.sum())


def _alpha_distance(values: list[float], totals: Any, level: Level) -> Any:
    """Return the squared distances between values that Krippendorff defines for each level of measurement."""
    import numpy as np

    if level == "nominal":
        return 1.0 - np.eye(len(values))
    if level == "interval":
        return np.subtract.outer(np.array(values, float), np.array(values, float)) ** 2
    if level != "ordinal":
        raise ValueError(f"level must be nominal, ordinal or interval, not {level!r}")
    middle = np.cumsum(totals) - totals / 2
    return np.subtract.outer(middle, middle) ** 2
