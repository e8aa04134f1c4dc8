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


@dataclass(slots=True)
class Surroundings:
    """The tokens' classes by code, with some that are no token after the last, and running counts by letter."""

    classes: Codes
    counts: dict[str, Codes]

    def count(self, letter: str, low: Codes, high: Codes, most: int) -> Codes:
        """Return how many tokens of one letter stand from *low* to before *high*, at most *most*."""
        counts = self.counts[letter]
        found: Codes = np.minimum(counts[high] - counts[low], most)
        return found

    def path(self, low: Codes, high: Codes) -> Codes:
        """Return the codes of what stands between tokens (weights.paths)."""
        length = high - low
        key = np.zeros_like(low)
        for i in range(LONGEST_PATH):
            key += np.where(length > i, self.classes[low + i], 0) * len(classes()) ** i
        return np.where(length > LONGEST_PATH, codes("path")["far"], _path_codes()[key])


@functools.cache
def _path_codes() -> Codes:
    """Return the code of each run of classes, by the classes' codes read as the digits of a number."""
    found = np.zeros(len(classes()) ** LONGEST_PATH, dtype=np.int64)
    for code, path in enumerate(paths()):
        digits = [class_codes().get(value) for value in path.split(" ") if value]
        if None not in digits and len(digits) <= LONGEST_PATH:
            found[sum((digit or 0) * len(classes()) ** i for i, digit in enumerate(digits))] = code
    return found


COUNTED = ",qwtav"
"""The letters of Clauses.shape that are counted."""


STRONG = 0.4


def read_surroundings(clauses: Clauses) -> Surroundings:
    """Return the surroundings of an article's tokens; the counts of "strong" are those of its strong cues."""
    counts = {letter: _running(clauses.letters == ord(letter)) for letter in COUNTED}
    cues = np.zeros(len(clauses.forms), dtype=bool)
    known_cues = (c for sentence in range(len(clauses.sentence_starts)) for c in clauses.cues(sentence))
    cues[[c for c in known_cues if cue_words()[clauses.words[c]].share >= STRONG]] = True
    return Surroundings(np.append(clauses.codes, [class_codes()["$"], 0, 0]), counts | {"strong": _running(cues)})


def _running(found: np.ndarray) -> Codes:
    """Return how many are found before each place."""
    counts = np.zeros(len(found) + 1, dtype=np.int64)
    np.cumsum(found, out=counts[1:])
    return counts
