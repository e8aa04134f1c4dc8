"""Noun phrases that can be a source, found without a parser.

A noun phrase is a run of capitalised words, or what stands between a determiner and its noun, or a pronoun.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from summitry.quotes.clauses import Clauses
from summitry.quotes.vocabulary import LONE, POSSESSIVES, PRONOUNS, RELATIVES, Form


class Phrase(NamedTuple):
    """A noun phrase that can be a source: tokens first to last, inclusive; ``head`` is the token it is about."""

    first: int
    last: int
    head: int
    kind: str


def phrases_of(clauses: Clauses, sentence: int) -> list[Phrase]:
    """Return the noun phrases of a sentence, in order."""
    found = clauses.phrases.get(sentence)
    if found is None:
        found = clauses.phrases[sentence] = list(_find_phrases(clauses, *clauses.bounds(sentence)))
    return found


LONGEST_PHRASE = 9


def _find_phrases(clauses: Clauses, low: int, high: int) -> Iterator[Phrase]:
    """Yield the noun phrases among tokens low to high."""
    openers = clauses.openers
    reached = -1
    for i in openers[bisect_left(openers, low) : bisect_left(openers, high)]:
        if i <= reached:
            continue
        form = clauses.forms[i]
        word, kind = form.word, form.kind
        if not kind and word not in LONE:
            if _starts_bare(clauses, i, form):
                reached = max(i, _phrase_end(clauses, i, high, bare=True))
                yield _phrase(clauses, i, reached)
        elif word in PRONOUNS and not (word == "her" and _continues(clauses, i + 1, high)):
            yield Phrase(i, i, i, "pronoun")
        elif word in RELATIVES and _relates(clauses, i, low):
            yield Phrase(i, i, i, "relative")
        elif kind in ("determiner", "possessive") and word != "whose":
            if word in POSSESSIVES:
                yield Phrase(i, i, i, "possessive")
            last = _phrase_end(clauses, i + 1, high, bare=False)
            if last > i:
                yield _phrase(clauses, i, last)
                reached = last
            elif word in LONE:
                yield Phrase(i, i, i, "pronoun")
        elif word in LONE:
            yield Phrase(i, i, i, "pronoun")


def _relates(clauses: Clauses, i: int, low: int) -> bool:
    """Tell whether a relative pronoun takes up a noun: an analyst who said; a sign that read."""
    before = clauses.words[i - 1] if i > low else ""
    if before in (",", "—"):
        return clauses.words[i] != "that"
    form = clauses.forms[i - 1] if i > low else None
    if clauses.words[i] == "who":
        return form is None or not form.kind
    return form is not None and form.noun != "" and form.cue is None


def _starts_bare(clauses: Clauses, i: int, form: Form) -> bool:
    """Tell whether a noun phrase without determiner begins with token *i*, which may open one: no sentence's first cue."""
    return not form.capital or form.cue is None or i != clauses.sentence_starts[clauses.sentence[i]]


def _continues(clauses: Clauses, i: int, high: int) -> bool:
    return i < high and (clauses.capital[i] or clauses.forms[i].noun != "")


def _phrase_end(clauses: Clauses, i: int, high: int, bare: bool) -> int:
    """Return the last token of the noun phrase that goes on at token *i* (i - 1 where it does not)."""
    forms = clauses.forms
    last, limit = i - 1, min(high, i + LONGEST_PHRASE)
    named = False
    while i < limit:
        form = forms[i]
        word, kind = form.word, form.kind
        if form.capital and (named or not kind or last >= i - 1):
            last, named = i, True
        elif not ((word in LINKS and _links(clauses, i, limit, named)) or (not bare and _may_stand(form))):
            if kind or not word[0].isalnum():
                break
            if form.noun and not _is_verb(clauses, i):
                last = i
            elif (form.cue and form.cue.kind != "noun") or (bare and not _noun_ahead(clauses, i, limit)):
                break
            elif not bare and not word.endswith("ly"):
                last = i
        i += 1
    return last


QUANTIFIERS = {"two", "three", "four", "five", "six", "seven", "other", "many", "few", "several", "most", "various"}
"""Words that may stand between a determiner and its noun: the two countries, the many critics."""


def _may_stand(form: Form) -> bool:
    return form.kind == "adverb" or form.word in QUANTIFIERS


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
LINKS = {"of", "for", "on", "the", "&"} | MODIFIERS


def _links(clauses: Clauses, i: int, limit: int, named: bool) -> bool:
    """Tell whether a small word goes on with a name: Ministry of Defence, Centre for the Study, AT & T, state TASS."""
    word = clauses.words[i]
    if word in ("of", "for", "on"):
        return named and _joins(clauses, i, limit)
    if word == "the":
        return clauses.words[i - 1] in ("of", "for", "on") and i + 1 < limit and clauses.capital[i + 1]
    return word == "&" or (word in MODIFIERS and _continues(clauses, i + 1, limit))


def _joins(clauses: Clauses, i: int, limit: int) -> bool:
    """Tell whether "of" goes on with a name: Ministry of Defence, Council of the European Union, not "Putin on Tuesday"."""
    following = i + 2 if i + 1 < limit and clauses.words[i + 1] == "the" else i + 1
    return following < limit and clauses.forms[following].named and not clauses.forms[following].kind


def _is_verb(clauses: Clauses, i: int) -> bool:
    """Tell a verb from the noun it looks like ("Trump tweets", "the report claims"): by what stands before it."""
    cue, before = clauses.forms[i].cue, clauses.forms[i - 1]
    return cue is not None and cue.kind == "verb" and (before.capital or before.noun != "")


def _noun_ahead(clauses: Clauses, i: int, limit: int) -> bool:
    """Tell whether a source's noun follows one word on: "Trump campaign manager", "state-run news agency"."""
    if "-" in clauses.words[i] or clauses.words[i] in MODIFIERS:
        return True
    following = clauses.forms[i + 1] if i + 1 < limit else None
    return following is not None and following.noun != "" and following.cue is None


def _phrase(clauses: Clauses, first: int, last: int) -> Phrase:
    """Return the phrase with its head: the name it ends with, or its last noun."""
    form = clauses.forms[last]
    return Phrase(first, last, last, "name" if form.capital else form.noun or "other")
