"""What surrounds a quotation: its readings' parts, the classes of tokens beside it, and what was chosen before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from summitry.quotes.clauses import Clauses, cue_words, function_words
from summitry.quotes.noun_phrases import Phrase, speaker_nouns


class Reading(NamedTuple):
    """One way to read a quotation. ``kind``: pair (source with cue), bare (source alone), same (as the one before),
    nobody (speech without a source), none (no speech). ``cue`` is a token or -1."""

    kind: str
    source: Phrase | None
    cue: int


def bin_distance(n: int) -> str:
    for bound in (0, 1, 2, 3, 5, 8, 12, 20):
        if n <= bound:
            return str(bound)
    return "far"


def bin_share(share: float) -> str:
    return "0" if share < 0.1 else "1" if share < 0.25 else "2" if share < 0.45 else "3" if share < 0.7 else "4"


class Scene:
    """What the features need to know of one quotation and of what was chosen before it."""

    def __init__(self, clauses: Clauses, q: int, people: Mapping[int, str], before: Reading | None, q_before: int):
        self.clauses, self.q, self.people, self.before, self.q_before = clauses, q, people, before, q_before
        words, marked = clauses.words, clauses.quotes[q]
        self.here = clauses.sentence[q]
        self.low, self.high = clauses.bounds(self.here)
        inner = clauses.text[marked.inner_start : marked.inner_end]
        self.length = inner.count(" ") + 1
        self.inner = inner
        self.size = str(self.length) if self.length <= 3 else "4-6" if self.length <= 6 else "7+"
        self.heading = clauses.paragraph[q] == 0
        self.first = q == self.low
        self.last = q == self.high - 1
        self.alone = q == 0 or clauses.paragraph[q - 1] != clauses.paragraph[q]
        self.left = "^" if self.first else token_class(clauses, q - 1)
        self.right = "$" if self.last else token_class(clauses, q + 1)
        self.cue_scores: dict[tuple[int, str, str], float] = {}
        self.strongest = max((cue_words()[words[c]].share for c in clauses.cues(self.here)), default=0.0)


def token_class(clauses: Clauses, i: int) -> str:
    """Return the class of a token; asked of the same tokens again and again, so that the answers are kept."""
    known = clauses.classes.get(i)
    if known is None:
        known = clauses.classes[i] = _read_class(clauses, i)
    return known


def _read_class(clauses: Clauses, i: int) -> str:
    word = clauses.words[i]
    if not word[0].isalnum():
        return word
    kind = function_words().get(word)
    if kind in ("determiner", "possessive", "pronoun", "preposition", "conjunction", "relative"):
        return word if word in SHOWN else kind
    if kind:
        return kind
    cue = cue_words().get(word)
    if cue is not None and not (clauses.capital[i]):
        return f"cue{bin_share(cue.share)}"
    if clauses.capital[i]:
        return "Name"
    return "noun" if word in speaker_nouns() else verb_like(word)


def verb_like(word: str) -> str:
    return "-ed" if word.endswith("ed") else "-ing" if word.endswith("ing") else "-s" if word.endswith("s") else "word"


def is_subject(clauses: Clauses, phrase: Phrase) -> bool:
    """Tell whether a phrase looks like a clause's subject: no preposition before it, a verb or a comma after it."""
    if phrase.first and function_words().get(clauses.words[phrase.first - 1]) == "preposition":
        return False
    if phrase.last + 1 >= len(clauses.words):
        return False
    following = token_class(clauses, phrase.last + 1)
    return following.startswith("cue") or following in ("auxiliary", "adverb", "-ed", "-s", ",", "who")


def pattern(clauses: Clauses, low: int, high: int) -> str:
    """Return what stands between two tokens, by class, or "far" where it is more than three tokens."""
    return " ".join(token_class(clauses, i) for i in range(low, high)) if high - low <= 3 else "far"


SHOWN = {"a", "an", "the", "of", "by", "to", "with", "from", "as", "that", "and", "or", "but", "who", "which", "in"} | {
    "about"
}
"""Small words that are features themselves, not only by their kind."""
