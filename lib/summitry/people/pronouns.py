"""Pronouns: which person of the article a "he" or "she" means, where only one can be meant."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from summitry.schema import Mentions, Span
from summitry.text import Document, Spans, Tokens

PRONOUN = re.compile(r"\b(?:he|him|his|himself|she|her|hers|herself|they|them|their|theirs)\b")
GENDERS = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
REACH = 3
"""How many sentences back a pronoun may look for the one person it can mean."""


@functools.lru_cache(maxsize=1 << 16)
def _find_in_word(key: str) -> tuple[Span, ...]:
    """Return where pronouns stand in a word: "he" and "they’re", but also "his-and-hers"."""
    return tuple(found.span() for found in PRONOUN.finditer(key))


def find_pronouns(words: Tokens) -> Iterator[Span]:
    """Yield the offsets of the pronouns among *words*, in order."""
    for start, pronouns in zip(words.starts, map(_find_in_word, words.keys), strict=True):
        for low, high in pronouns:
            yield start + low, start + high


def resolve_pronouns(article: Document, mentions: list[Mentions], genders: Mapping[str, str]) -> None:
    """Fill in the person of pronouns outside quotation marks, where only one can be meant.

    A pronoun means the one fitting person of the nearest sentence, its own or up to REACH before it, that names any.
    Two fitting people in that sentence leave it null, as does a quotation: its "he" is the speaker's.
    """
    quoted = Spans((marked.start, marked.end) for marked in article.marked)
    recent: list[tuple[int, str]] = []
    sentence = -1
    sentences = article.sentences
    for mention in mentions:
        while sentence + 1 < len(sentences) and sentences[sentence + 1].start <= mention.start:
            sentence += 1
        if quoted.hold(mention.start, mention.start + 1):
            continue
        if mention.form == "pronoun":
            gender = GENDERS.get(mention.text.lower())
            person = _nearest(recent, sentence, gender, genders) if gender else None
            # "Xi, who received him": an object is rarely the one person whom its own sentence has named so far
            own = mention.text.lower() == "him" and (sentence, person) in recent
            mention.person = None if own else person
        if mention.person is not None:
            recent.append((sentence, mention.person))
            del recent[:-12]


def _nearest(recent: list[tuple[int, str]], sentence: int, gender: str, genders: Mapping[str, str]) -> str | None:
    fitting = [(at, p) for at, p in recent if sentence - at <= REACH and genders.get(p, gender) == gender]
    if not fitting:
        return None
    people = {person for at, person in fitting if at == fitting[-1][0]}
    return people.pop() if len(people) == 1 else None
