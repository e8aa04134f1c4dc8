"""The words that attribution goes by, and what the spelling of a token says of it."""

import functools
import re
from dataclasses import dataclass
from typing import NamedTuple

from summitry.people import NOT_NAMES
from summitry.text import read_words, word_set

QUOTE = "“”"  # the token that stands for a quotation
DASHES = {"-", "--", "---", "–", "—", "―", "※"}
STOPS = {".", "?", "!", "…"}


class Cue(NamedTuple):
    """A word that can signal speech: its dictionary form, kind, and how often it is a cue beside quotation marks."""

    lemma: str
    kind: str
    share: float
    clause: str


@functools.cache
def cue_words() -> dict[str, Cue]:
    """Return the cues of words/cues.csv by form."""
    return {
        row["cue"]: Cue(row["lemma"], row["kind"], float(row["share"]), row["clause"]) for row in read_words("cues")
    }


FUNCTION_WORDS = {row["word"]: row["kind"] for row in read_words("function_words")}
"""The kind (determiner, preposition, auxiliary …) of words that are no content."""
_NOUNS = {row["noun"]: row["kind"] for row in read_words("speakers")}
_PLURALS = {f"{noun}s": "group" if kind == "person" else kind for noun, kind in _NOUNS.items() if kind != "group"}
SPEAKER_NOUNS = _PLURALS | _NOUNS
"""The kind (person, group, organisation, document) of nouns that can be a source; plurals of persons are groups."""
CONDUITS = {row["name"].lower().replace("’", "'"): row["kind"] for row in read_words("conduits")}
"""The kind (outlet, platform, office, noun) of what relays words, by lower-case name."""
grammar = functools.partial(word_set, "quote_grammar")
"""The words of one role in words/quote_grammar.csv: pronoun, quantifier, day …"""
POSSESSIVES = {"his", "her", "their", "my", "our", "its"}
RELATIVES = {"who", "which", "that"}
SMALL_SOURCES = grammar("pronoun") | grammar("lone source") | RELATIVES
"""The small words that can be a source by themselves."""


@dataclass
class Form:
    """A token's spelling and what follows from it.

    ``kind`` (of function word) and ``noun`` (kind of speaker) are "" where it is none; ``named``: capitalised, no day,
    month or mere opening word; ``letter`` stands for the token in Clauses.shape, ``token_class`` in features; ``joined``
    is the length of the pronoun that opens a contraction; ``predicate`` follows a subject, ``reports`` may be a cue.
    """

    word: str
    capital: bool
    kind: str
    cue: Cue | None
    share: float
    noun: str
    named: bool
    token_class: str
    letter: str
    joined: int
    predicate: bool
    reports: bool

    @functools.cached_property
    def looks_like_verb(self) -> bool:
        """Whether the word ends like a verb and is in no list."""
        listed = self.capital or self.kind or self.cue or self.noun
        return not listed and len(self.word) >= 4 and self.word.endswith(("ed", "ing", "es", "ts", "ks", "ns", "ls"))

    @functools.cached_property
    def opens_phrase(self) -> bool:
        """Whether the word may open a noun phrase."""
        if self.kind in ("determiner", "possessive") or self.word in SMALL_SOURCES:
            return True
        return not self.kind and (self.named if self.capital else self.noun != "" and self.cue is None)


# he’s, they’ll, who’d: two tokens, so that the pronoun can be a source
CONTRACTION = re.compile(r"(?:i|you|he|she|it|we|they|who|that|there)(?='(?:s|m|re|ll|ve|d)$)")
VERBAL = {"auxiliary", "-ed", "-s", "cue0", "cue1", "cue2", "cue3", "cue4"}
PREDICATES = VERBAL | {"adverb", ",", "who"}
LETTERS = {QUOTE: "q", ",": ",", "who": "w", "which": "t", "that": "t", "and": "a"} | dict.fromkeys(STOPS, ".")
"""The letters by which tokens of one sort are counted and found: quotations, commas, relatives, stops; v: verbs."""


@functools.lru_cache(1 << 15)
def read_form(token: str) -> Form:
    """Return what follows from a token's spelling; apostrophes, dashes and ellipses have one spelling each."""
    word, capital = token.lower().replace("’", "'").replace("‘", "'"), token[0].isupper()
    word = "—" if word in DASHES else "…" if word[0] == "." and len(word) > 1 else word
    token_class, cue = _read_class(word, capital), cue_words().get(word)
    joined = CONTRACTION.match(word) if "'" in word else None
    return Form(
        word=word,
        capital=capital,
        kind=FUNCTION_WORDS.get(word, ""),
        cue=cue,
        share=cue.share if cue else 0.0,
        noun=SPEAKER_NOUNS.get(word, ""),
        named=capital and NOT_NAMES.get(token) != "opening",
        token_class=token_class,
        letter=LETTERS.get(word) or ("v" if token_class in VERBAL else "-"),
        joined=joined.end() if joined else 0,
        predicate=token_class in PREDICATES,
        reports=word == "according" or (cue is not None and cue.clause != ""),
    )


def bin_share(share: float) -> str:
    """Return the class of the share of a word's uses that are a cue."""
    return "0" if share < 0.1 else "1" if share < 0.25 else "2" if share < 0.45 else "3" if share < 0.7 else "4"


def _read_class(word: str, capital: bool) -> str:
    """Return a token's class: a mark or small word itself, a kind of function word, how often it is a cue, its ending."""
    if not word[0].isalnum() or word in grammar("shown by itself"):
        return word
    if word in FUNCTION_WORDS:
        return FUNCTION_WORDS[word]
    if capital:
        return "Name"
    if word in cue_words():
        return f"cue{bin_share(cue_words()[word].share)}"
    return "noun" if word in SPEAKER_NOUNS else class_by_ending(word)


def class_by_ending(word: str) -> str:
    """Return the class of a word that is in no list."""
    return next((f"-{ending}" for ending in ("ed", "ing", "s") if word.endswith(ending)), "word")
