"""The words that the rules for meetings know: triggers, places, demonyms, and small words by their part."""

from __future__ import annotations

import functools
import re

from summitry.text import read_words, spell_phrases


@functools.cache
def tokens(kind: str) -> frozenset[str]:
    """Return the words of one kind in words/meeting_tokens.csv."""
    return frozenset(row["word"] for row in read_words("meeting_tokens") if row["kind"] == kind)


@functools.cache
def triggers() -> dict[str, tuple[str, str]]:
    """Return the words that can report a meeting, with their kind and the mode that they tell."""
    return {row["phrase"]: (row["kind"], row["mode"]) for row in read_words("meeting_triggers")}


@functools.cache
def trigger_pattern() -> re.Pattern[str]:
    """Return the pattern of trigger words, the longest first, for text in lower case (Scene.lower).

    Written for 'held a video conference with'. Matching case is several times as fast as ignoring it.
    """
    return re.compile(rf"\b{spell_phrases(list(triggers()))}\b(?!-)")


@functools.cache
def places() -> dict[str, tuple[str, str]]:
    """Return the gazetteer: name in text to (city, country); city empty for a country."""
    return {row["name"]: (row["city"], row["country"]) for row in read_words("places")}


@functools.cache
def place_pattern() -> re.Pattern[str]:
    """Return the pattern of the gazetteer's names, but not of "Shanghai Cooperation" or "The Moscow Times"."""
    named_after = r"\s(?:Cooperation|Post|Times|Daily|Agreement|Declaration|Protocol)"
    names = spell_phrases(list(places()), never_after=r"[\w-]")
    return re.compile(rf"{names}(?!\w|[-–][A-Z]|{named_after})")


@functools.cache
def demonyms() -> dict[str, str]:
    """Return adjectives of countries with their country: 'Russian' to 'Russia'."""
    return {row["word"]: row["country"] for row in read_words("demonyms") if row["kind"] == "demonym"}
