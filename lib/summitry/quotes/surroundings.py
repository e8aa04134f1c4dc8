"""What surrounds quotations, cues and sources: read once for each article and shared by all readings."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from summitry.quotes.clauses import Clauses
from summitry.quotes.noun_phrases import Phrase, phrases_of
from summitry.quotes.vocabulary import bin_share

FARTHEST_BIN = 20
BINS = tuple(next(str(bound) for bound in (0, 1, 2, 3, 5, 8, 12, FARTHEST_BIN) if n <= bound) for n in range(21))


def bin_distance(n: int) -> str:
    return BINS[n] if n <= FARTHEST_BIN else "far"


def pattern(clauses: Clauses, low: int, high: int) -> str:
    """Return what stands between two tokens, by class, or "far" where it is more than three tokens."""
    return " ".join(clauses.classes[low:high]) if high - low <= 3 else "far"


def is_subject(clauses: Clauses, phrase: Phrase) -> bool:
    """Tell whether a phrase looks like a clause's subject: no preposition before it, a verb or a comma after it."""
    if phrase.first and clauses.forms[phrase.first - 1].kind == "preposition":
        return False
    if phrase.last + 1 >= len(clauses.words):
        return False
    following = clauses.classes[phrase.last + 1]
    return following in PREDICATES or following.startswith("cue")


PREDICATES = {"auxiliary", "adverb", "-ed", "-s", ",", "who"}


# --- sources --------------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Source:
    """A noun phrase, its sort (person, name, he …), the classes of the tokens beside it ("^": it opens the sentence)."""

    phrase: Phrase
    kind: str
    before: str
    after: str
    subject: bool


class Sources(NamedTuple):
    """The sources of one sentence in order, their heads, and how many subjects there are before each."""

    found: list[Source]
    heads: list[int]
    subjects: list[int]

    def around(self, at: int, left: int, right: int) -> list[Source]:
        """Return the sources closest to token *at* on either side, and the first two of the sentence: its subject."""
        before = after = bisect_left(self.heads, at)
        while after < len(self.found) and self.found[after].phrase.first <= at:
            after += 1
        near = max(0, before - left)
        return self.found[: min(2, near)] + self.found[near:before] + self.found[after : after + right]

    def between(self, low: int, high: int) -> tuple[int, int]:
        """Return how many sources there are between two tokens, and how many of them are subjects."""
        first, last = bisect_left(self.heads, low), bisect_left(self.heads, high)
        return last - first, self.subjects[last] - self.subjects[first]


NO_SOURCES = Sources([], [], [0])


def sources_of(clauses: Clauses, people: Mapping[int, str], sentence: int) -> Sources:
    """Return the sources of a sentence; *people* are the tokens that name somebody."""
    known = clauses.sources.get(sentence)
    if known is None:
        found = [_read_source(clauses, people, phrase) for phrase in phrases_of(clauses, sentence)]
        subjects = list(accumulate((source.subject for source in found), initial=0))
        known = clauses.sources[sentence] = Sources(found, [source.phrase.head for source in found], subjects)
    return known


def _read_source(clauses: Clauses, people: Mapping[int, str], phrase: Phrase) -> Source:
    opens = phrase.first == clauses.sentence_starts[clauses.sentence[phrase.head]]
    before = "^" if opens else clauses.classes[phrase.first - 1]
    after = clauses.classes[phrase.last + 1] if phrase.last + 1 < len(clauses.classes) else "$"
    return Source(phrase, _source_kind(clauses, people, phrase), before, after, is_subject(clauses, phrase))


SUBJECTS = {"i", "he", "she", "they", "it", "we", "you"}
OBJECTS = {"him", "her", "them", "me", "us"}


def _source_kind(clauses: Clauses, people: Mapping[int, str], phrase: Phrase) -> str:
    word = clauses.words[phrase.head]
    if phrase.kind == "relative":
        return word
    if phrase.kind == "pronoun":
        return word if word in SUBJECTS else "him" if word in OBJECTS else "pronoun"
    if phrase.kind == "name":
        if any(i in people for i in range(phrase.first, phrase.last + 1)):
            return "person"
        return "name" if phrase.last > phrase.first else "word"
    return phrase.kind


# --- cues -----------------------------------------------------------------------------------------------------------


@dataclass(slots=True, eq=False)
class Site:
    """A cue where it stands: its word, how it is built, the classes of the tokens beside it, the comma before it."""

    token: int
    word: str
    lemma: str
    share: str
    form: str
    before: str
    after: str
    joint: str
    """"," or "and", where that is the word before."""


def read_site(clauses: Clauses, cue: int) -> Site:
    """Return what is known of the cue at a token, or of a verb that is in no list of cues."""
    form = clauses.forms[cue]
    word, known = form.word, form.cue
    lemma, share = (known.lemma, bin_share(known.share)) if known else ("?", "?")
    before = clauses.classes[cue - 1] if cue else "^"
    after = clauses.classes[cue + 1] if cue + 1 < len(clauses.classes) else "$"
    joint = clauses.words[cue - 1] if cue and clauses.words[cue - 1] in (",", "and") else ""
    return Site(cue, word, lemma, share, _cue_form(clauses, cue), before, after, joint)


BEING = {"was", "were", "been", "being", "is", "are", "be"}
OPENS_NOUN = {"a", "the", "an", "his", "her", "their", "this", "that", "'s", "of"}


def _cue_form(clauses: Clauses, cue: int) -> str:
    """Return how the cue is built: -ing, passive, infinitive, after a modal, finite."""
    word = clauses.words[cue]
    if word.endswith("ing"):
        return "ing"
    if cue:
        before = clauses.forms[cue - 1]
        if before.word == "to":
            return "to"
        if before.word in BEING:
            return "passive"
        if before.kind == "auxiliary":
            return "aux"
        if before.word in OPENS_NOUN:
            return "noun"
    if word.endswith("ed") or word in ("said", "told", "wrote"):
        return "ed"
    return "s" if word.endswith("s") else "base"
