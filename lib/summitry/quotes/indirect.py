"""Indirect speech: what is reported without quotation marks, as in "Xi said the two sides should work together".

Precision before recall: only finite verbs that report a clause (words/cues.csv, column ``clause``), with their own
subject beside them. A clause that holds quoted fragments is reported as a whole; a clause that is nothing but a
quotation is not reported again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summitry.quotes.clauses import QUOTE, STOPS, Clauses, cue_words, function_words
from summitry.quotes.noun_phrases import Phrase, phrases_of
from summitry.quotes.roles import relays


class Reported(NamedTuple):
    """A reported clause, tokens first to last inclusive, with its source and cue; ``basis`` names the rule."""

    first: int
    last: int
    source: Phrase
    cue: int
    basis: str


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
DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"}
ADDRESSED = {"tell", "inform", "remind", "assure", "reassure", "advise", "warn", "promise"}
SOURCES = {"name", "person", "group", "organisation", "document"}
SHORTEST = 4
"""Tokens that a reported clause has at least, quotations not counted."""
CLAUSE_ENDS = {"but", "while", "although", "though", "according", "whereas", "despite"}


def find_reported(clauses: Clauses) -> Iterator[Reported]:
    """Yield the reported clauses, in reading order and without overlap."""
    reached = -1
    for sentence in range(len(clauses.sentence_starts)):
        for cue in clauses.cues(sentence):
            if cue <= reached:
                continue
            found = _read_cue(clauses, sentence, cue)
            if found is not None and found.first > reached and _is_clause(clauses, found.first, found.last):
                yield found
                reached = found.last


def _read_cue(clauses: Clauses, sentence: int, cue: int) -> Reported | None:
    """Return the clause that *cue* reports in its sentence, or None."""
    low, high = clauses.bounds(sentence)
    known = clauses.words[cue]
    if known == "according":
        return _read_according(clauses, sentence, cue)
    if cue_words()[known].clause != "that":
        return None
    if known.endswith("ing"):
        return _read_participle(clauses, sentence, cue)
    source = _subject(clauses, sentence, cue)
    if source is not None:
        first = _complement(clauses, cue, cue_words()[known].lemma, high)
        if first is not None:
            return Reported(first, _clause_end(clauses, first, high), source, cue, "reported clause")
        if _is_aside(clauses, source, cue, low, high):
            first = low if _has_verb(clauses, low, source.first) else cue + 2
            return Reported(first, _clause_end(clauses, cue + 2, high), source, cue, "reporting aside")
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
    first = _complement(clauses, cue, cue_words()[words[cue]].lemma, high)
    source = next(iter(phrases_of(clauses, sentence)), None)
    if first is None or source is None or words[cue - 1] not in (",", "and") or cue - low > 30:
        return None
    reporters = [_subject(clauses, sentence, c) for c in clauses.cues(sentence) if c < cue]
    source = next((s for s in reversed(reporters) if s is not None), source)
    if not _can_speak(clauses, source) or (source.first != low and source not in reporters):
        return None
    return Reported(first, _clause_end(clauses, first, high), source, cue, "participle")


def _subject(clauses: Clauses, sentence: int, cue: int) -> Phrase | None:
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
    return None


def _can_speak(clauses: Clauses, phrase: Phrase) -> bool:
    if phrase.kind == "pronoun":
        return clauses.words[phrase.head] in ("he", "she", "they", "it")
    return phrase.kind in SOURCES and clauses.words[phrase.head] not in DAYS


def _is_object(clauses: Clauses, phrase: Phrase, low: int) -> bool:
    """Tell whether a preposition governs the phrase, so that the verb after it has another subject."""
    return phrase.first > low and function_words().get(clauses.words[phrase.first - 1]) == "preposition"


def _complement(clauses: Clauses, cue: int, lemma: str, high: int) -> int | None:
    """Return the token where the clause after a cue begins, or None where none follows."""
    i, words = cue + 1, clauses.words
    if lemma in ADDRESSED:
        addressee = next((p for p in phrases_of(clauses, clauses.sentence[cue]) if p.first == i), None)
        if addressee is None:
            that = next((j for j in range(i, min(high, i + 6)) if words[j] == "that"), None)
            return that + 1 if that is not None else None
        i = addressee.last + 1
    if i < high and words[i] == "that":
        return i + 1
    that = _that_ahead(clauses, i, high)
    if that is not None:
        return that + 1
    if i < high and words[i] in DAYS:
        i += 1
    opens = any(p.first == i for p in phrases_of(clauses, clauses.sentence[cue])) or _opens_bare(
        clauses, i, lemma, high
    )
    return i if opens and lemma in BARE_CLAUSE and _has_verb(clauses, i, min(high, i + 14)) else None


def _opens_bare(clauses: Clauses, i: int, lemma: str, high: int) -> bool:
    """Tell whether a clause opens with a plain noun ("said comments from both sides were …") or with "there"."""
    if i >= high or lemma != "say":
        return False
    word = clauses.words[i]
    if word in ("there", "none", "all", "no", "neither", "if", "when"):
        return True
    return word[0].isalpha() and word not in function_words() and word not in cue_words() and not word.endswith("ly")


BARE_CLAUSE = {"say", "tell", "add", "note", "insist", "claim", "argue", "promise", "warn", "admit", "suggest", "vow"}


def _that_ahead(clauses: Clauses, i: int, high: int) -> int | None:
    """Return the token "that" after an adverbial ("said in a statement on Monday that"), or None."""
    if i >= high or not (clauses.words[i] == "," or function_words().get(clauses.words[i]) == "preposition"):
        return None
    for j in range(i, min(high, i + 12)):
        word = clauses.words[j]
        if word == "that":
            return j
        if word == QUOTE or word in STOPS or word in ("who", "which", ";") or function_words().get(word) == "auxiliary":
            return None
    return None


def _has_verb(clauses: Clauses, low: int, high: int) -> bool:
    if low < high and clauses.words[low] in SUBJECT_PRONOUNS:
        return True
    for i in range(low, high):
        word = clauses.words[i]
        if function_words().get(word) == "auxiliary" or (i > low and word.endswith("ed")):
            return True
        if word in cue_words() and cue_words()[word].kind == "verb" and not clauses.capital[i]:
            return True
        if i > low and word in WEAK_FINITE:
            return True
    return False


SUBJECT_PRONOUNS = {"i", "he", "she", "it", "we", "they"}
WEAK_FINITE = {"made", "went", "took", "came", "gave", "got", "held", "wants", "ran", "meant", "means", "kept", "needs"}


def _clause_end(clauses: Clauses, first: int, high: int) -> int:
    """Return the clause's last token: before the stop, a contrast, or another reporting part."""
    for i in range(first, high):
        word = clauses.words[i]
        if word == ";" or (word in (",", "—") and i + 1 < high and _turns(clauses, i + 1)):
            return i - 1
    last = high - 1
    while last > first and not clauses.words[last][0].isalnum() and clauses.words[last] != QUOTE:
        last -= 1
    return last


def _turns(clauses: Clauses, i: int) -> bool:
    """Tell whether a clause of another kind begins: ", but …", ", according to …", ", adding …", ", Xinhua reported"."""
    word = clauses.words[i]
    if word in CLAUSE_ENDS or (word.endswith("ing") and word in cue_words()):
        return True
    phrase = next((p for p in phrases_of(clauses, clauses.sentence[i]) if p.first == i), None)
    if phrase is None or phrase.last + 1 >= len(clauses.words):
        return False
    cue = cue_words().get(clauses.words[phrase.last + 1])
    return cue is not None and cue.clause == "that" and cue.share >= 0.4


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
    end = min(source.first, cue) - 1
    if end <= low or words[end] != "," or high - max(source.last, cue) > 12 or words[end - 1] == QUOTE:
        return None
    if QUOTE in words[cue:high]:
        return None
    if function_words().get(words[low]) in ("conjunction", "relative") or words[low].endswith("ing"):
        return None
    if not _has_verb(clauses, low, end):
        return None
    return Reported(low, end - 1, source, cue, "reported clause before its cue")


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
            Reported(comma + 1, _clause_end(clauses, comma + 1, high), source, cue, "according to") if comma else None
        )
    if high - source.last <= 8 and words[cue - 1] == ",":
        return Reported(low, cue - 2, source, cue, "according to")
    return None


SPEAKS = 0.3
"""A cue of this share beside "according to" has a speaker of its own: the one accorded to only relays."""


def _is_clause(clauses: Clauses, first: int, last: int) -> bool:
    """Tell whether enough words stand outside quotation marks for a clause of the reporter's own telling."""
    own = sum(1 for word in clauses.words[first : last + 1] if word[0].isalnum())
    return own >= SHORTEST and clauses.words[first] not in ("if", "whether", "how", "what", "why", "little", "nothing")
