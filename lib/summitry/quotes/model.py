"""The model in words/attribution.csv: how much each feature speaks for a reading of a quotation.

Weights are whole hundredths, so that a sum is the same in any order.
"""

from __future__ import annotations

import functools

from summitry.text import read_words

HUNDREDTHS = 100
kept = functools.lru_cache(maxsize=1 << 14)
"""Keeps the answers of a function whose arguments repeat from article to article."""


@functools.cache
def weights() -> dict[str, int]:
    """Return the weight of each feature, in hundredths."""
    return {row["feature"]: round(float(row["weight"]) * HUNDREDTHS) for row in read_words("attribution")}


def add_up(*features: str) -> int:
    """Return the sum of the features' weights, in hundredths."""
    table = weights()
    return sum([table[name] for name in features if name in table])
