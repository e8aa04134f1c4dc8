"""What was said in a word of its own: "Moscow denies any interference", "both leaders called for a settlement".

The verbs, and what leads from each to the words reported, are a table: words/speech_acts.csv.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from summitry.quotes.clauses import Clauses
from summitry.quotes.noun_phrases import Phrase, phrases_of
from summitry.quotes.vocabulary import QUOTE, STOPS, cue_words, function_words, speech_acts


class Reported(NamedTuple):
    """A reported clause, tokens first to last inclusive, with its source and cue; ``basis`` names the rule."""

    first: int
    last: int
    source: Phrase
    cue: int
    basis: str


ACT = "speech act"
SHORTEST_ACT = 2
"""Words that stand outside quotation marks at least in what an act reports: "any interference"."""
FARTHEST = 8
"""Tokens between a verb and the particle that leads to what is reported: "called on both sides to"."""


def read_act(
    clauses: Clauses, sentence: int, cue: int, subject_of: Callable[[Clauses, int, int], Phrase | None]
) -> Reported | None:
    """Return what the verb at token *cue* reports as its object, or None."""
    particles = speech_acts().get(clauses.words[cue])
    source = subject_of(clauses, sentence, cue) if particles else None
    if source is None or particles is None:
        return None
    _, high = clauses.bounds(sentence)
    for particle in particles:
        first = _after(clauses, cue + 1, high, particle, sentence)
        if first is not None and first < high and (last := _object_end(clauses, first, high)) >= first:
            return Reported(first, last, source, cue, ACT)
    return None


def _after(clauses: Clauses, i: int, high: int, particle: tuple[str, ...], sentence: int) -> int | None:
    """Return the token after *particle*, in which "…" stands for a noun phrase: ("on", "…", "to"), or None."""
    for part in particle:
        if part == "…":
            phrase = next((p for p in phrases_of(clauses, sentence) if p.first == i and p.kind != "possessive"), None)
            if phrase is None:
                return None
            i = phrase.last + 1
        elif i < high and clauses.words[i] == part:
            i += 1
        else:
            return None
    if not particle and i < high and clauses.words[i] in NOT_OBJECTS:
        return None
    opens = function_words().get(clauses.words[i]) if i < high else "end"
    return None if not particle and opens not in (None, "determiner", "possessive", "adverb") else i


NOT_OBJECTS = {"last", "earlier", "early", "late", "next", "today", "yesterday"}
"""Words that open a time, not what was said: "announced last week that"."""


def _object_end(clauses: Clauses, first: int, high: int) -> int:
    """Return the last token of what is reported: before a stop, a comma, a semicolon or a new clause."""
    last = first - 1
    for i in range(first, high):
        word = clauses.words[i]
        if word in STOPS or word in ENDS or (i > first and word == "and" and _verb_follows(clauses, i + 1, high)):
            break
        last = i
    while last >= first and not clauses.words[last][0].isalnum() and clauses.words[last] != QUOTE:
        last -= 1
    return last


ENDS = {",", ";", ":", "—", "but", "while", "when", "after", "before", "because", "although", "though", "whereas"}


def _verb_follows(clauses: Clauses, i: int, high: int) -> bool:
    if i >= high:
        return False
    word = clauses.words[i]
    return word in speech_acts() or word.endswith("ed") or (word in cue_words() and cue_words()[word].kind == "verb")
