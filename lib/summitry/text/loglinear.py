"""The log-linear model: which of several readings is right, by the weights of the features that speak for each.

P(reading) is proportional to exp(sum of the weights of its features). One model serves whatever has to choose: among
candidates (whose words?), between yes and no (do they meet? a reading without features is "no"), among classes (held or
planned?: the class is part of each feature's name). Features are strings that say what they mean; an instrument lists
their templates in one place, and the weights stand in a CSV file (words/NAME.csv: feature, weight, source).

Conditional logit: McFadden (1974); its use for language: Berger, Della Pietra and Della Pietra (1996). The calibration
is Platt's (1999).
"""

import functools
import math
import re
from collections.abc import Callable, Iterable, Sequence

from summitry.text.tokens import read_words

Features = Iterable[str]
SLOT = re.compile(r"\{\w+(?:=([^}]*))?\}")
MOST_CACHED = 1 << 17
SLOPE, INTERCEPT = "calibration: slope", "calibration: intercept"
"""Rows of a weights file that are no features: how the model's probabilities become how often it is right."""


class FeatureError(ValueError):
    """A feature that no template of its instrument allows, or a weight for one."""


def read_templates(model: str) -> tuple[str, ...]:
    """Return the templates that words/feature_templates.csv lists for a model."""
    return tuple(row["template"] for row in read_words("feature_templates") if row["model"] == model)


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
        return softmax([self.score(features) for features in readings])

    def probability(self, features: Features) -> float:
        """Return the probability of yes, against a "no" without features, uncalibrated."""
        return self.probabilities([features, ()])[0]

    def calibrated(self, probability: float) -> float:
        """Return how often the model is right where it says *probability* (between 0 and 1, never either)."""
        sure = min(max(probability, 1e-6), 1 - 1e-6)
        return 1 / (1 + math.exp(-self.slope * math.log(sure / (1 - sure)) - self.intercept))


def softmax(scores: Sequence[float]) -> list[float]:
    """Return the probabilities of readings with these scores (NumPy would take ten times as long over so few)."""
    top = max(scores)
    likely = [math.exp(score - top) for score in scores]
    total = math.fsum(likely)
    return [one / total for one in likely]


def _pattern(template: str) -> str:
    words, *slots = SLOT.split(template)
    pattern = re.escape(words)
    for values, after in zip(slots[::2], slots[1::2], strict=True):
        allowed = "|".join(map(re.escape, values.split("|"))) if values else "[^ ]+"
        pattern += f"(?:{allowed}){re.escape(after)}"
    return pattern
