"""The words that tell of meetings: cues by class, places, demonyms, and what stands for two people at once."""

from __future__ import annotations

import functools
import re

from summitry.text import read_words, spell_phrases


@functools.cache
def tokens(kind: str) -> frozenset[str]:
    """Return the words of one kind in words/meeting_tokens.csv."""
    return frozenset(row["word"] for row in read_words("meeting_tokens") if row["kind"] == kind)


@functools.cache
def cue_classes() -> dict[str, str]:
    """Return the words of words/meeting_cues.csv with their class: "met" is meet, "telephoned" remote."""
    return {row["phrase"]: row["class"] for row in read_words("meeting_cues")}


@functools.cache
def long_cues() -> re.Pattern[str]:
    """Return the pattern of cues of several words ("shook hands"), for text in lower case."""
    return re.compile(rf"\b{spell_phrases([phrase for phrase in cue_classes() if ' ' in phrase])}\b(?!-)")


@functools.lru_cache(maxsize=1 << 15)
def class_of(word: str) -> str:
    """Return what a word is to the model: its class of cue, a small word itself, a number, or its ending.

    >>> [class_of(word) for word in ("met", "with", "2018", "walloped", "moon")]
    ['@meet', 'with', '#n', 'ed', '.']
    """
    cue = cue_classes().get(word)
    if cue:
        return f"@{cue}"
    if word in tokens("small"):
        return word
    return "#n" if word.isdigit() else next((ending for ending in ("ed", "ing") if word.endswith(ending)), ".")


# --- places ---------------------------------------------------------------------------------------------------------


@functools.cache
def places() -> dict[str, tuple[str, str]]:
    """Return the gazetteer: name in text to (city, country); city empty for a country."""
    return {row["name"]: (row["city"], row["country"]) for row in read_words("places")}


def look_up_place(name: str) -> tuple[str, str]:
    """Return the (city, country) of a name as it stands in a text."""
    return places()[re.sub(r"\s+", " ", name)]


@functools.cache
def place_pattern() -> re.Pattern[str]:
    """Return the pattern of the gazetteer's names, but not of "Shanghai Cooperation" or "The Moscow Times"."""
    named_after = r"\s(?:Cooperation|Post|Times|Daily|Agreement|Declaration|Protocol)"
    names = spell_phrases(places(), never_after=r"[\w-]")
    return re.compile(rf"{names}(?!\w|[-–][A-Z]|{named_after})")


@functools.cache
def demonyms() -> dict[str, str]:
    """Return adjectives of countries with their country: 'Russian' to 'Russia'."""
    return {row["word"]: row["country"] for row in read_words("demonyms") if row["kind"] == "demonym"}


@functools.cache
def titles() -> frozenset[str]:
    """Return the words, in lower case, that may stand before a name: "his Russian counterpart"."""
    return tokens("title") | {word.lower() for word in demonyms()}


# --- two at once ----------------------------------------------------------------------------------------------------

HEADS = r"(?:leaders|presidents|heads\s+of\s+state|statesmen|strongmen)"
HEADS_NAMED = re.compile(rf"\b{HEADS}\b")
# 'the two leaders', 'both presidents', 'the pair', 'the two sat down', in lower case
PAIR = re.compile(
    rf"\b(?:the|these|both|our)\s{{1,3}}(?:two\s{{1,3}})?(?:{HEADS}|men|duo|pair)\b(?!\s{{1,3}}of\b)"
    r"|\bthe\s{1,3}two\b(?=\s{1,3}(?:\w{2,12}ed|met|meet|held|hold|sat|will|would|convened|spoke|talked|have|had|are|"
    r"were|last|also|first|then|again|of\s+them)\b|\s*[.,;])|\beach\s{1,3}other\b|\bone\s{1,3}another\b"
)
# 'the Xi-Putin summit'
COMPOUND = re.compile(r"\b([A-Z][a-z]{1,15})\s?[-–/]\s?([A-Z][a-z]{1,15})\b")
# what can stand for two people, in lower case: 'they met', 'the Chinese and Russian leaders', 'the talks'
PLURAL = re.compile(
    r"\b(?:they|both|two|pair|duo|leaders|presidents|statesmen|other|another|him|we|(?:the|their|our|this|formal|"
    r"informal|bilateral|latest|face-to-face|one-on-one|in-person|expanded|restricted|closed-door)\s(?:\w{1,12}\s){0,2}?"
    r"(?:meeting|talks|video|negotiations|phone|encounter|conversation|call|summit))\b"
)


@functools.cache
def two_countries() -> re.Pattern[str]:
    """Return the pattern of the heads of two countries."""
    # 'the Russian and Chinese presidents', 'the leaders of China and Russia'
    adjective = spell_phrases(demonyms())
    country = spell_phrases([name for name, (city, _) in places().items() if not city])
    return re.compile(
        rf"\b(?:[Tt]he\s+)?(?P<a>{adjective})\s+and\s+(?P<b>{adjective})\s+{HEADS}\b"
        rf"|\b(?:[Tt]he\s+)?{HEADS}\s+of\s+(?P<c>{country})\s+and\s+(?P<d>{country})\b"
    )
