"""What surrounds the tokens of an article: their classes, and how many of each sort stand between two of them."""

from __future__ import annotations

import functools
from dataclasses import dataclass

import numpy as np

from summitry.quotes.clauses import Clauses
from summitry.quotes.noun_phrases import Phrase
from summitry.quotes.vocabulary import class_codes, classes, cue_words
from summitry.quotes.weights import BOUNDS, LONGEST_PATH, Codes, codes, paths

BINS: Codes = np.searchsorted(BOUNDS, np.arange(BOUNDS[-1] + 2))
"""The code of each distance up to the first that is far."""


def bin_distances(tokens: Codes) -> Codes:
    """Return the codes of distances (weights.BINS)."""
    found: Codes = BINS[np.minimum(tokens, len(BINS) - 1)]
    return found


def is_subject(clauses: Clauses, phrase: Phrase) -> bool:
    """Tell whether a phrase looks like a clause's subject: no preposition before it, a verb or a comma after it."""
    forms, following = clauses.forms, phrase.last + 1
    if following >= len(forms) or not forms[following].predicate:
        return False
    return not phrase.first or forms[phrase.first - 1].kind != "preposition"


def pattern(clauses: Clauses, low: int, high: int) -> str:
    """Return what stands between two tokens, by class, or "far" where it is more than three tokens."""
    return " ".join([form.token_class for form in clauses.forms[low:high]]) if high - low <= LONGEST_PATH else "far"


COUNTED = ",qwtav"
"""The letters of Clauses.shape that are counted."""
STRONG = 0.4
"""A cue of at least this share is counted too, as "strong"."""
SORTS = (*COUNTED, "strong")


@dataclass(slots=True)
class Surroundings:
    """The tokens' classes by code, with some that are no token after the last, and what stands between any two."""

    classes: Codes
    counts: Codes
    """How many tokens of each of SORTS stand before each place."""
    paths: Codes
    """The code of the run of tokens from each place on, by its length; the last row: of all that are longer."""

    def count(self, sort: str, low: Codes, high: Codes) -> Codes:
        """Return how many tokens of one sort stand from *low* to before *high*."""
        counts = self.counts[SORTS.index(sort)]
        found: Codes = counts[high] - counts[low]
        return found

    def count_all(self, low: Codes, high: Codes) -> dict[str, Codes]:
        """Return how many tokens of each sort stand from *low* to before *high*."""
        return dict(zip(SORTS, self.counts[:, high] - self.counts[:, low], strict=True))

    def path(self, length: Codes, low: Codes) -> Codes:
        """Return the codes of the runs of *length* tokens from *low* on (weights.paths)."""
        found: Codes = self.paths[np.minimum(length, LONGEST_PATH + 1), low]
        return found


@functools.cache
def _path_codes() -> Codes:
    """Return the code of each run of classes, by the classes' codes read as the digits of a number."""
    found = np.zeros(len(classes()) ** LONGEST_PATH, dtype=np.int64)
    for code, path in enumerate(paths()):
        digits = [class_codes().get(value) for value in path.split(" ") if value]
        if None not in digits and len(digits) <= LONGEST_PATH:
            found[sum((digit or 0) * len(classes()) ** i for i, digit in enumerate(digits))] = code
    return found


def read_surroundings(clauses: Clauses) -> Surroundings:
    """Return the surroundings of an article's tokens."""
    known, tokens = cue_words(), len(clauses.forms)
    found = np.zeros((len(SORTS), tokens), dtype=bool)
    found[:-1] = clauses.letters == np.frombuffer(COUNTED.encode(), np.uint8)[:, np.newaxis]
    found[-1, [c for c in clauses.cue_tokens if known[clauses.words[c]].share >= STRONG]] = True
    counts = np.zeros((len(SORTS), tokens + 1), dtype=np.int64)
    np.cumsum(found, axis=1, out=counts[:, 1:])
    padded = np.concatenate((clauses.codes, [class_codes()["$"], 0, 0]))
    return Surroundings(padded, counts, _read_paths(padded, tokens))


def _read_paths(padded: Codes, tokens: int) -> Codes:
    """Return Surroundings.paths."""
    keys = np.zeros((LONGEST_PATH + 1, tokens + 1), dtype=np.int64)
    for i in range(LONGEST_PATH):
        keys[i + 1] = keys[i] + padded[i : i + tokens + 1] * len(classes()) ** i
    return np.concatenate((_path_codes()[keys], np.full((1, tokens + 1), codes("path")["far"])))
