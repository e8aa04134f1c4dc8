"""Noun phrases that can be a source, found without a parser.

A noun phrase is a run of capitalised words, or what stands between a determiner and its noun, or a pronoun.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import NamedTuple

from summitry.quotes.clauses import Clauses, cue_words, function_words
from summitry.words import read_words


class Phrase(NamedTuple):
    """A noun phrase that can be a source: tokens first to last, inclusive; ``head`` is the token it is about."""

    first: int
    last: int
    head: int
    kind: str


@functools.cache
def speaker_nouns() -> dict[str, str]:
    """Return the kind (person, group, organisation, document) of nouns that can be a source; plurals are groups."""
    nouns = {row["noun"]: row["kind"] for row in read_words("speakers")}
    plurals = {f"{noun}s": "group" for noun, kind in nouns.items() if kind == "person"}
    return plurals | {f"{noun}s": kind for noun, kind in nouns.items() if kind not in ("person", "group")} | nouns


@functools.cache
def times_and_openers() -> frozenset[str]:
    """Return the capitalised words that are no source: days, months, words that only open a sentence."""
    return frozenset(row["word"] for row in read_words("not_names") if row["kind"] == "opening")


def phrases_of(clauses: Clauses, sentence: int) -> list[Phrase]:
    """Return the noun phrases of a sentence, in order."""
    if sentence not in clauses.phrases:
        clauses.phrases[sentence] = list(_find_phrases(clauses, *clauses.bounds(sentence)))
    return clauses.phrases[sentence]


PRONOUNS = {"i", "he", "she", "they", "we", "it", "you", "him", "them", "me", "us", "her"}
POSSESSIVES = {"his", "her", "their", "my", "our", "its"}
LONGEST_PHRASE = 9


def _find_phrases(clauses: Clauses, low: int, high: int) -> Iterator[Phrase]:
    """Yield the noun phrases among tokens low to high."""
    i = low
    while i < high:
        word = clauses.words[i]
        kind = function_words().get(word, "")
        if word in PRONOUNS and not (word == "her" and _continues(clauses, i + 1, high)):
            yield Phrase(i, i, i, "pronoun")
            i += 1
        elif word in RELATIVES and _relates(clauses, i, low):
            yield Phrase(i, i, i, "relative")
            i += 1
        elif kind in ("determiner", "possessive") and word != "whose":
            if word in POSSESSIVES:
                yield Phrase(i, i, i, "possessive")
            last = _phrase_end(clauses, i + 1, high, bare=False)
            if last > i:
                yield _phrase(clauses, i, last)
            elif word in LONE:
                yield Phrase(i, i, i, "pronoun")
            i = max(last, i) + 1
        elif word in LONE:
            yield Phrase(i, i, i, "pronoun")
            i += 1
        elif _starts_bare(clauses, i, kind):
            last = max(i, _phrase_end(clauses, i, high, bare=True))
            yield _phrase(clauses, i, last)
            i = last + 1
        else:
            i += 1


LONE = {
    "one",
    "another",
    "others",
    "some",
    "many",
    "several",
    "both",
    "two",
    "those",
    "most",
    "few",
    "someone",
    "everyone",
}
RELATIVES = {"who", "which", "that"}


def _relates(clauses: Clauses, i: int, low: int) -> bool:
    """Tell whether a relative pronoun takes up a noun: an analyst who said; a sign that read."""
    before = clauses.words[i - 1] if i > low else ""
    if before in (",", "—"):
        return clauses.words[i] != "that"
    if clauses.words[i] == "who":
        return before not in function_words()
    return before in speaker_nouns() and before not in cue_words()


def _starts_bare(clauses: Clauses, i: int, kind: str) -> bool:
    """Tell whether a noun phrase without determiner begins with token *i*."""
    if kind:
        return False
    if clauses.capital[i]:
        if clauses.text[clauses.starts[i] : clauses.ends[i]] in times_and_openers():
            return False
        opens = i == clauses.sentence_starts[clauses.sentence[i]]
        return not (opens and clauses.words[i] in cue_words())
    return clauses.words[i] in speaker_nouns() and clauses.words[i] not in cue_words()


def _continues(clauses: Clauses, i: int, high: int) -> bool:
    return i < high and (clauses.capital[i] or clauses.words[i] in speaker_nouns())


def _phrase_end(clauses: Clauses, i: int, high: int, bare: bool) -> int:
    """Return the last token of the noun phrase that goes on at token *i* (i - 1 where it does not)."""
    last, limit = i - 1, min(high, i + LONGEST_PHRASE)
    named = False
    while i < limit:
        word = clauses.words[i]
        if clauses.capital[i] and (named or word not in function_words() or last >= i - 1):
            last, named = i, True
        elif not (
            _links(clauses, i, limit, named)
            or (not bare and (function_words().get(word) == "adverb" or word in QUANTIFIERS))
        ):
            if word in function_words() or not word[0].isalnum():
                break
            if word in speaker_nouns() and not _is_verb(clauses, i):
                last = i
            elif (word in cue_words() and cue_words()[word].kind != "noun") or (
                bare and not _noun_ahead(clauses, i, limit)
            ):
                break
            elif not bare and not word.endswith("ly"):
                last = i
        i += 1
    return last


QUANTIFIERS = {"two", "three", "four", "five", "six", "seven", "other", "many", "few", "several", "most", "various"}
"""Words that may stand between a determiner and its noun: the two countries, the many critics."""


def _links(clauses: Clauses, i: int, limit: int, named: bool) -> bool:
    """Tell whether a small word goes on with a name: Ministry of Defence, Centre for the Study, AT & T, state TASS."""
    word = clauses.words[i]
    if word in ("of", "for", "on"):
        return named and _joins(clauses, i, limit)
    if word == "the":
        return clauses.words[i - 1] in ("of", "for", "on") and i + 1 < limit and clauses.capital[i + 1]
    return word == "&" or (
        word in MODIFIERS and i + 1 < limit and (clauses.capital[i + 1] or clauses.words[i + 1] in speaker_nouns())
    )


def _joins(clauses: Clauses, i: int, limit: int) -> bool:
    """Tell whether "of" goes on with a name: Ministry of Defence, Council of the European Union, not "Putin on Tuesday"."""
    following = i + 2 if i + 1 < limit and clauses.words[i + 1] == "the" else i + 1
    if following >= limit or not clauses.capital[following] or clauses.words[following] in function_words():
        return False
    return clauses.text[clauses.starts[following] : clauses.ends[following]] not in times_and_openers()


def _is_verb(clauses: Clauses, i: int) -> bool:
    """Tell a verb from the noun it looks like ("Trump tweets", "the report claims"): by what stands before it."""
    cue = cue_words().get(clauses.words[i])
    return (
        cue is not None and cue.kind == "verb" and (clauses.capital[i - 1] or clauses.words[i - 1] in speaker_nouns())
    )


def _noun_ahead(clauses: Clauses, i: int, limit: int) -> bool:
    """Tell whether a source's noun follows one word on: "Trump campaign manager", "state-run news agency"."""
    if "-" in clauses.words[i] or clauses.words[i] in MODIFIERS:
        return True
    return i + 1 < limit and clauses.words[i + 1] in speaker_nouns() and clauses.words[i + 1] not in cue_words()


MODIFIERS = {
    "foreign",
    "state",
    "news",
    "press",
    "security",
    "senior",
    "top",
    "deputy",
    "chief",
    "former",
    "prime",
    "vice",
}


def _phrase(clauses: Clauses, first: int, last: int) -> Phrase:
    """Return the phrase with its head: the name it ends with, or its last noun."""
    if clauses.capital[last]:
        return Phrase(first, last, last, "name")
    kind = speaker_nouns().get(clauses.words[last], "")
    return Phrase(first, last, last, kind or "other")
