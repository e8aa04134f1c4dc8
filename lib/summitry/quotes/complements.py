"""Where a reported clause begins and ends: after "that", before ", but …", before the reporter's own scene."""

from __future__ import annotations

from summitry.quotes.clauses import Clauses
from summitry.quotes.noun_phrases import phrases_of
from summitry.quotes.surroundings import is_subject
from summitry.quotes.vocabulary import POSSESSIVES, QUOTE, STOPS, cue_words, function_words

DAYS = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "yesterday"}
ADDRESSED = {"tell", "inform", "remind", "assure", "reassure", "advise", "warn", "promise"}
CLAUSE_ENDS = {"but", "while", "although", "though", "according", "whereas", "despite"}
SHORTEST = 4
"""Tokens that a reported clause has at least, quotations not counted."""


def find_complement(clauses: Clauses, cue: int, lemma: str, high: int) -> int | None:
    """Return the token where the clause after a cue begins, or None where none follows."""
    i, words = cue + 1, clauses.words
    if lemma in ADDRESSED:
        addressees = (p for p in phrases_of(clauses, clauses.sentence[cue]) if p.first == i)
        addressee = next((p for p in addressees if p.kind != "possessive"), None)
        if addressee is None:
            that = next((j for j in range(i, min(high, i + 6)) if words[j] == "that"), None)
            return that + 1 if that is not None else None
        i = addressee.last + 1
    if i < high and words[i] == "that":
        pronoun = i + 1 < high and function_words().get(words[i + 1]) == "auxiliary"  # "said that was no part of it"
        return i if pronoun else i + 1
    that = _that_ahead(clauses, i, high)
    if that is not None:
        return that + 1
    if i + 1 < high and words[i] == "on" and words[i + 1] in DAYS:
        i += 1
    if i < high and words[i] in DAYS:
        i += 1
    opens = any(p.first == i for p in phrases_of(clauses, clauses.sentence[cue])) or _opens_bare(
        clauses, i, lemma, high
    )
    return i if opens and lemma in BARE_CLAUSE and has_verb(clauses, i, min(high, i + 14)) else None


def _opens_bare(clauses: Clauses, i: int, lemma: str, high: int) -> bool:
    """Tell whether a clause opens with a plain noun ("said comments from both sides were …") or with "there"."""
    if i >= high or lemma not in ("say", "tell"):
        return False
    word = clauses.words[i]
    if word in ("there", "none", "all", "no", "neither", "if", "when"):
        return True
    return word[0].isalpha() and word not in function_words() and word not in cue_words() and not word.endswith("ly")


BARE_CLAUSE = {
    "say",
    "confirm",
    "tell",
    "add",
    "note",
    "insist",
    "claim",
    "argue",
    "promise",
    "warn",
    "admit",
    "suggest",
    "vow",
}


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


def has_verb(clauses: Clauses, low: int, high: int) -> bool:
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


def find_clause_end(clauses: Clauses, first: int, high: int) -> int:
    """Return the clause's last token: before the stop, a contrast, or another reporting part."""
    for i in range(first, high):
        word = clauses.words[i]
        if word == ";" or (i >= first + SHORTEST - 1 and word == "," and _sets_scene(clauses, i + 1, high)):
            return i - 1
        if word in (",", "—") and i + 1 < high and _turns(clauses, i + 1):
            return i - 1
    last = high - 1
    while last > first and not clauses.words[last][0].isalnum() and clauses.words[last] != QUOTE:
        last -= 1
    return last


def _sets_scene(clauses: Clauses, i: int, high: int) -> bool:
    """Tell the reporter's own setting of the scene: ", as the two met …", ", at their first …"."""
    words = clauses.words
    if i + 3 >= high or words[i] not in ("as", "at"):
        return False
    if words[i] == "as" and words[i + 1] in ("the", "both") and words[i + 2] in PARTNERS:
        return True
    following = next((p for p in phrases_of(clauses, clauses.sentence[i]) if p.first == i + 1), None)
    if following is None or following.kind == "possessive":
        return words[i] == "at" and words[i + 1] in POSSESSIVES
    return words[i] == "as" and (following.kind == "pronoun" or is_subject(clauses, following))


def _closes_sentence(clauses: Clauses, i: int) -> bool:
    """Tell whether the sentence ends in a short report of who carried the words: ", Russian news agencies reported"."""
    _, high = clauses.bounds(clauses.sentence[i])
    last = high - 1
    while last > i and clauses.words[last] in STOPS:
        last -= 1
    cue = cue_words().get(clauses.words[last])
    return 1 <= last - i <= 4 and cue is not None and cue.clause == "that" and cue.share >= 0.4 and clauses.capital[i]


PARTNERS = {"two", "pair", "men", "sides", "leaders", "presidents", "countries"}


def _turns(clauses: Clauses, i: int) -> bool:
    """Tell whether a clause of another kind begins: ", but …", ", according to …", ", adding …", ", Xinhua reported"."""
    word = clauses.words[i]
    if word in CLAUSE_ENDS or (word.endswith("ing") and word in cue_words()):
        return True
    if _closes_sentence(clauses, i):
        return True
    i += word == "and"
    if i >= clauses.bounds(clauses.sentence[i - 1])[1]:
        return False
    phrase = next((p for p in phrases_of(clauses, clauses.sentence[i]) if i <= p.first <= i + 1), None)
    if phrase is None or phrase.last + 1 >= len(clauses.words):
        return False
    cue = cue_words().get(clauses.words[phrase.last + 1])
    if cue is None:
        return False
    return cue.lemma in ("quote", "cite") or (cue.clause == "that" and cue.share >= 0.4)
