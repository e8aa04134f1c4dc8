"""What is known of a token by its letters alone: the words' lists, and each form read once however often it stands."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import NamedTuple

from summitry.quotes.model import weights
from summitry.text import read_words

QUOTE = "“”"
"""The token that stands for a quotation."""
DASHES = {"-", "--", "---", "–", "—", "―", "※"}
STOPS = {".", "?", "!", "…"}


class Cue(NamedTuple):
    """A word that can signal speech: its dictionary form, kind, and how often it is a cue beside quotation marks."""

    lemma: str
    kind: str
    share: float
    clause: str


# --- the lists ------------------------------------------------------------------------------------------------------


@functools.cache
def cue_words() -> dict[str, Cue]:
    """Return the cues of words/cues.csv by form."""
    return {
        row["cue"]: Cue(row["lemma"], row["kind"], float(row["share"]), row["clause"]) for row in read_words("cues")
    }


@functools.cache
def function_words() -> dict[str, str]:
    """Return the kind (determiner, preposition, auxiliary …) of words that are no content."""
    return {row["word"]: row["kind"] for row in read_words("function_words")}


@functools.cache
def speaker_nouns() -> dict[str, str]:
    """Return the kind (person, group, organisation, document) of nouns that can be a source; plurals are groups."""
    nouns = {row["noun"]: row["kind"] for row in read_words("speakers")}
    plurals = {f"{noun}s": "group" for noun, kind in nouns.items() if kind == "person"}
    return plurals | {f"{noun}s": kind for noun, kind in nouns.items() if kind not in ("person", "group")} | nouns


@functools.cache
def speech_acts() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the particles that each verb form may have before what it reports; an empty one: nothing between."""
    acts: dict[str, tuple[tuple[str, ...], ...]] = {}
    for row in read_words("speech_acts"):
        acts[row["cue"]] = (*acts.get(row["cue"], ()), tuple(row["particle"].split()))
    return acts


@functools.cache
def times_and_openers() -> frozenset[str]:
    """Return the capitalised words that are no source: days, months, words that only open a sentence."""
    return frozenset(row["word"] for row in read_words("not_names") if row["kind"] == "opening")


PRONOUNS = {"i", "he", "she", "they", "we", "it", "you", "him", "them", "me", "us", "her"}
POSSESSIVES = {"his", "her", "their", "my", "our", "its"}
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
SMALL_SOURCES = PRONOUNS | RELATIVES | LONE
"""The small words that can be a source by themselves."""


# --- one form -------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Form:
    """A token's spelling and what follows from it.

    ``kind`` (of function word) and ``noun`` (kind of speaker) are "" where it is none; ``named``: capitalised and no
    day, month or mere opening word; ``letter`` is what stands for the token in Clauses.shape; ``joined`` the length of
    the pronoun that opens a contraction, or 0; ``code`` that of the class; ``predicate``: what follows a subject;
    ``reports``: what may report a clause or an act of speech; ``verblike``: what looks like a verb and is in no list;
    ``opens``: what may open a noun phrase.
    """

    word: str
    capital: bool
    kind: str
    cue: Cue | None
    noun: str
    named: bool
    token_class: str
    letter: str
    joined: int
    code: int
    predicate: bool
    reports: bool
    verblike: bool = False
    opens: bool = False


# he’s, they’ll, who’d: two tokens, so that the pronoun can be a source
CONTRACTION = re.compile(r"(?:i|you|he|she|it|we|they|who|that|there)(?='(?:s|m|re|ll|ve|d)$)")


def read_form(token: str) -> Form:
    """Return what follows from a token's spelling."""
    word, capital = _spell(token), token[0].isupper()
    token_class, cue = _read_class(word, capital), cue_words().get(word)
    joined = CONTRACTION.match(word) if "'" in word else None
    form = Form(
        word=word,
        capital=capital,
        kind=function_words().get(word, ""),
        cue=cue,
        noun=speaker_nouns().get(word, ""),
        named=capital and token not in times_and_openers(),
        token_class=token_class,
        letter=LETTERS.get(word) or ("v" if token_class in VERBAL else "-"),
        joined=joined.end() if joined else 0,
        code=class_codes().get(token_class, class_codes()[OTHER]),
        predicate=token_class in PREDICATES or token_class.startswith("cue"),
        reports=word == "according" or word in speech_acts() or (cue is not None and cue.clause == "that"),
    )
    form.verblike, form.opens = _looks_like_verb(form), _opens_phrase(form)
    return form


VERB_ENDINGS = ("ed", "ing", "es", "ts", "ks", "ns", "ls")


def _looks_like_verb(form: Form) -> bool:
    known = form.capital or form.kind or form.cue or form.noun
    return not known and len(form.word) >= 4 and form.word.endswith(VERB_ENDINGS)


def _opens_phrase(form: Form) -> bool:
    if form.kind in ("determiner", "possessive") or form.word in SMALL_SOURCES:
        return True
    return not form.kind and (form.named if form.capital else form.noun != "" and form.cue is None)


def _spell(token: str) -> str:
    """Return a token in lower case, with one spelling for each apostrophe, dash and ellipsis."""
    word = token.lower().replace("’", "'").replace("‘", "'")
    if word in DASHES:
        return "—"
    return "…" if word[0] == "." and len(word) > 1 else word


def bin_share(share: float) -> str:
    return "0" if share < 0.1 else "1" if share < 0.25 else "2" if share < 0.45 else "3" if share < 0.7 else "4"


SHOWN = {"a", "an", "the", "of", "by", "to", "with", "from", "as", "that", "and", "or", "but", "who", "which", "in"} | {
    "about"
}
"""Small words that are features themselves, not only by their kind."""


def _read_class(word: str, capital: bool) -> str:
    if not word[0].isalnum():
        return word
    kind = function_words().get(word)
    if kind in ("determiner", "possessive", "pronoun", "preposition", "conjunction", "relative"):
        return word if word in SHOWN else kind
    if kind:
        return kind
    cue = cue_words().get(word)
    if cue is not None and not capital:
        return f"cue{bin_share(cue.share)}"
    if capital:
        return "Name"
    return "noun" if word in speaker_nouns() else verb_like(word)


def verb_like(word: str) -> str:
    return "-ed" if word.endswith("ed") else "-ing" if word.endswith("ing") else "-s" if word.endswith("s") else "word"


VERBAL = {"auxiliary", "-ed", "-s", "cue0", "cue1", "cue2", "cue3", "cue4"}
PREDICATES = {"auxiliary", "adverb", "-ed", "-s", ",", "who"}
LETTERS = {QUOTE: "q", ",": ",", "who": "w", "which": "t", "that": "t", "and": "a"} | dict.fromkeys(STOPS, ".")
"""The letters by which tokens of one sort are counted and found: quotations, commas, relative pronouns, stops; v: verbs."""


OTHER = "?other"
"""A value that no feature mentions."""


@functools.cache
def classes() -> tuple[str, ...]:
    """Return the classes of tokens that features mention; the first is none."""
    mentioned = {value for name in weights() for value in name.split(" ") if value}
    known = {*function_words().values(), *SHOWN, *VERBAL, "Name", "noun", "-ing", "word"}
    return "", OTHER, *sorted(value for value in mentioned if value in known or not value[0].isalnum())


@functools.cache
def class_codes() -> dict[str, int]:
    """Return the place of each class in classes()."""
    return {value: code for code, value in enumerate(classes())}
