"""Indirect speech: what is reported without quotation marks, as in "Xi said the two sides should work together".

Precision before recall: only finite verbs that report a clause (words/cues.csv, column ``clause``), with their own
subject beside them. A clause that holds quoted fragments is reported as a whole; a clause that is nothing but a
quotation is not reported again.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from summitry.quotes.clauses import Clauses
from summitry.quotes.complements import ADDRESSED, DAYS, SHORTEST, find_clause_end, find_complement, has_verb
from summitry.quotes.noun_phrases import Phrase, phrases_of
from summitry.quotes.roles import relays
from summitry.quotes.speech_acts import ACT, SHORTEST_ACT, Reported, read_act
from summitry.quotes.surroundings import is_subject
from summitry.quotes.tokens import REPORTS
from summitry.quotes.vocabulary import QUOTE, cue_words, function_words

HAVE = {
    "has",
    "have",
    "had",
    "also",
    "later",
    "then",
    "again",
    "now",
    "earlier",
    "repeatedly",
    "once",
    "still",
    "further",
}
SOURCES = {"name", "person", "group", "organisation", "document"}


def find_reported(clauses: Clauses) -> Iterator[Reported]:
    """Yield the reported clauses, in reading order and without overlap."""
    reached = -1
    for cue in np.flatnonzero(clauses.marks & REPORTS).tolist():
        sentence = clauses.sentence[cue]
        if cue <= reached or (clauses.capital[cue] and cue not in clauses.cues(sentence)):
            continue
        found = _read_cue(clauses, sentence, cue) or read_act(clauses, sentence, cue, subject_of)
        if found is not None and found.first > reached and _is_clause(clauses, found):
            yield found
            reached = found.last


def _read_cue(clauses: Clauses, sentence: int, cue: int) -> Reported | None:
    """Return the clause that *cue* reports in its sentence, or None."""
    low, high = clauses.bounds(sentence)
    known = clauses.words[cue]
    if known == "according":
        return _read_according(clauses, sentence, cue)
    if known not in cue_words() or cue_words()[known].clause != "that":
        return None
    if known.endswith("ing"):
        return _read_participle(clauses, sentence, cue)
    source = subject_of(clauses, sentence, cue)
    if source is not None:
        first = find_complement(clauses, cue, cue_words()[known].lemma, high)
        if first is not None:
            return Reported(first, find_clause_end(clauses, first, high), source, cue, "reported clause")
        if _is_aside(clauses, source, cue, low, high):
            first = low if has_verb(clauses, low, source.first) else cue + 2
            return Reported(first, find_clause_end(clauses, cue + 2, high), source, cue, "reporting aside")
    return _read_after(clauses, sentence, cue, source, low, high)


def _is_aside(clauses: Clauses, source: Phrase, cue: int, low: int, high: int) -> bool:
    """Tell whether source and cue are an aside in the reported clause: "At the time, she said, both sides agreed"."""
    words = clauses.words
    if source.first <= low or words[source.first - 1] != "," or words[cue + 1 : cue + 2] != [","] or cue + 3 >= high:
        return False
    return QUOTE not in words[low:high] and cue_words()[words[cue]].share >= SPEAKS


def _read_participle(clauses: Clauses, sentence: int, cue: int) -> Reported | None:
    """Return the clause of ", saying that …" or ", adding he would …": its source is the sentence's subject."""
    low, high = clauses.bounds(sentence)
    words = clauses.words
    first = find_complement(clauses, cue, cue_words()[words[cue]].lemma, high)
    source = next(iter(phrases_of(clauses, sentence)), None)
    quoted = next((p for p in phrases_of(clauses, sentence) if p.last == cue - 2), None)
    if first is not None and quoted is not None and words[cue - 1] == "as" and words[quoted.first - 1] in QUOTED:
        return Reported(first, find_clause_end(clauses, first, high), quoted, cue, "reported clause")
    if first is None or source is None or words[cue - 1] not in (",", "and") or cue - low > 30:
        return None
    reporters = [subject_of(clauses, sentence, c) for c in clauses.cues(sentence) if c < cue]
    source = next((s for s in reversed(reporters) if s is not None), source)
    if not _can_speak(clauses, source) or (source.first != low and source not in reporters):
        return None
    return Reported(first, find_clause_end(clauses, first, high), source, cue, "participle")


QUOTED = {"quoted", "quotes", "cited", "cites"}


def subject_of(clauses: Clauses, sentence: int, cue: int) -> Phrase | None:
    """Return the phrase that is the cue's subject: right before it, or before an apposition between commas."""
    i = cue - 1
    low, _ = clauses.bounds(sentence)
    while i >= low and cue - i <= 3 and clauses.words[i] in HAVE:
        i -= 1
    bracketed = i > low and clauses.words[i] == ","
    for phrase in reversed(phrases_of(clauses, sentence)):
        if phrase.last > i or not _can_speak(clauses, phrase):
            continue
        if phrase.last == i and not _is_object(clauses, phrase, low):
            return phrase
        if bracketed and clauses.words[phrase.last + 1] == "," and phrase.first == low:
            return phrase
        if bracketed and phrase.last == i - 1 and _is_apposed(clauses, phrase, sentence):
            return phrase
    return _shared_subject(clauses, sentence, i) if i > low and clauses.words[i] == "and" else None


def _is_apposed(clauses: Clauses, name: Phrase, sentence: int) -> bool:
    """Tell a name between commas after what its bearer is: "a foreign ministry spokeswoman, Mao Ning, said"."""
    bearer = next((p for p in phrases_of(clauses, sentence) if p.kind == "person" and p.last <= name.first - 2), None)
    if name.kind != "name" or bearer is None or clauses.words[name.first - 1] != ",":
        return False
    return "," not in clauses.words[bearer.last : name.first - 1] and name.first - bearer.last < FAR_BEARER


FAR_BEARER = 8


def _shared_subject(clauses: Clauses, sentence: int, joined: int) -> Phrase | None:
    """Return the subject of the verb before "and": "He liked the idea and said …"; None where another may be it."""
    first, *others = phrases_of(clauses, sentence) or [Phrase(-1, -1, -1, "none")]
    if first.first != clauses.bounds(sentence)[0] or not _can_speak(clauses, first):
        return None
    if QUOTE in clauses.words[first.first : joined] or not is_subject(clauses, first):
        return None
    return None if any(p.last < joined and is_subject(clauses, p) for p in others) else first


SIDES = {"side", "sides"}


def _can_speak(clauses: Clauses, phrase: Phrase) -> bool:
    if phrase.kind == "pronoun":
        return clauses.words[phrase.head] in ("he", "she", "they", "it")
    if clauses.words[phrase.head] in SIDES:
        return True
    return phrase.kind in SOURCES and clauses.words[phrase.head] not in DAYS


def _is_object(clauses: Clauses, phrase: Phrase, low: int) -> bool:
    """Tell whether a preposition governs the phrase, so that the verb after it has another subject."""
    return phrase.first > low and function_words().get(clauses.words[phrase.first - 1]) == "preposition"


def _read_after(
    clauses: Clauses, sentence: int, cue: int, source: Phrase | None, low: int, high: int
) -> Reported | None:
    """Return the clause before its cue: "The talks went well, Xi said" or "…, said Xi"."""
    words = clauses.words
    if source is None and cue > low and words[cue - 1] == ",":
        source = next((p for p in phrases_of(clauses, sentence) if p.first == cue + 1 and _can_speak(clauses, p)), None)
    known = cue_words()[words[cue]]
    if source is None or known.share < 0.5 or known.lemma in ADDRESSED or words[low] == QUOTE:
        return None
    end = min(_apposition_start(clauses, source, sentence), cue) - 1
    if end <= low or words[end] != "," or high - max(source.last, cue) > 12 or words[end - 1] == QUOTE:
        return None
    if QUOTE in words[cue:high]:
        return None
    if function_words().get(words[low]) in ("conjunction", "relative") or words[low].endswith("ing"):
        return None
    if not has_verb(clauses, low, end):
        return None
    return Reported(low, end - 1, source, cue, "reported clause before its cue")


def _apposition_start(clauses: Clauses, source: Phrase, sentence: int) -> int:
    """Return where a source begins, with what is apposed before it: "the Kremlin's adviser, Yury Ushakov"."""
    beside = (p for p in phrases_of(clauses, sentence) if p.last == source.first - 2 and p.kind == "person")
    apposed = next(beside, None)
    return apposed.first if apposed and clauses.words[source.first - 1] == "," else source.first


def _read_according(clauses: Clauses, sentence: int, cue: int) -> Reported | None:
    """Return what a sentence says "according to" somebody, where that opens or ends the sentence."""
    low, high = clauses.bounds(sentence)
    words = clauses.words
    source = next((p for p in phrases_of(clauses, sentence) if p.first == cue + 2), None)
    if source is None or words[cue + 1 : cue + 2] != ["to"] or source.kind not in {*SOURCES, "other"}:
        return None
    others = [cue_words()[words[c]] for c in clauses.cues(sentence) if c != cue]
    if any(other.share >= SPEAKS or (other.kind == "verb" and relays(clauses, source)) for other in others):
        return None
    if cue == low:
        comma = next((i for i in range(source.last + 1, min(high, source.last + 10)) if words[i] == ","), None)
        return (
            Reported(comma + 1, find_clause_end(clauses, comma + 1, high), source, cue, "reported according to")
            if comma
            else None
        )
    if high - source.last <= 8 and words[cue - 1] == ",":
        return Reported(low, cue - 2, source, cue, "reported according to")
    return None


SPEAKS = 0.3
"""A cue of this share beside "according to" has a speaker of its own: the one accorded to only relays."""


def _is_clause(clauses: Clauses, found: Reported) -> bool:
    """Tell whether enough words stand outside quotation marks for a clause of the reporter's own telling."""
    own = sum(1 for word in clauses.words[found.first : found.last + 1] if word[0].isalnum())
    least = SHORTEST_ACT if found.basis == ACT else SHORTEST - (clauses.words[found.first - 1] == "that")
    return own >= least and clauses.words[found.first] not in NOTHING_SAID


NOTHING_SAID = {"if", "whether", "how", "what", "why", "little", "nothing"}
