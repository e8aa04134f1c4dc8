"""Words that stand for two people: "the two leaders", "the Xi-Putin summit", "the Russian and Chinese presidents"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from summitry.meetings.words import demonyms, places
from summitry.text import spell_phrases

HEADS = r"(?:leaders|presidents|heads\s+of\s+state|statesmen|strongmen)"
HEADS_NAMED = re.compile(rf"\b{HEADS}\b")
HEAD_WORDS = ("leaders", "presidents", "heads", "statesmen", "strongmen")
"""A text without any of these has no HEADS; that is found far faster."""
# 'the two leaders', 'both presidents', 'the pair', 'the two sat down', in lower case
PAIR = re.compile(
    rf"\b(?:the|these|both|our)\s{{1,3}}(?:two\s{{1,3}})?(?:{HEADS}|men|duo|pair)\b(?!\s{{1,3}}of\b)"
    r"|\bthe\s{1,3}two\b(?=\s{1,3}(?:\w{2,12}ed|met|meet|held|hold|sat|will|would|convened|spoke|talked|have|had|are|were|last|"
    r"also|first|then|again|of\s+them)\b|\s*[.,;])|\beach\s{1,3}other\b|\bone\s{1,3}another\b"
)


@functools.cache
def two_countries() -> re.Pattern[str]:
    """Return the pattern of the heads of two countries."""
    # 'the Russian and Chinese presidents', 'the leaders of China and Russia'
    adjective = spell_phrases(list(demonyms()))
    country = spell_phrases([name for name, (city, _) in places().items() if not city])
    return re.compile(
        rf"\b(?:[Tt]he\s+)?(?P<a>{adjective})\s+and\s+(?P<b>{adjective})\s+{HEADS}\b"
        rf"|\b(?:[Tt]he\s+)?{HEADS}\s+of\s+(?P<c>{country})\s+and\s+(?P<d>{country})\b"
    )


# 'the Xi-Putin summit'
COMPOUND = re.compile(r"\b([A-Z][a-z]{1,15})\s?[-–/]\s?([A-Z][a-z]{1,15})\b")
BEFORE_JOIN, BEHIND_JOIN = 17, 19
"""How many characters of a compound, and of what ends it, can stand before and from the mark that joins it."""
# '-Putin': such a mark is found far faster than two words around one
JOIN = re.compile(r"[-–/]\s?([A-Z][a-z]{1,15})\b")


def find_compounds(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the matches of COMPOUND in ``text[start:end]``, in order, without overlap."""
    for join in JOIN.finditer(text, start, end):
        low, high = max(start, join.start() - BEFORE_JOIN), min(end, join.start() + BEHIND_JOIN)
        found = COMPOUND.search(text, low, high)
        if found and found.start() < join.start() < found.end():
            start = found.end()
            yield found


# what can stand for two people, in lower case: 'they met', 'the Chinese and Russian leaders', 'the talks', 'upcoming meet'
PLURAL = re.compile(
    r"\b(?:they|both|two|pair|duo|leaders|presidents|statesmen|other|another|him|we|(?:the|their|our|this|formal|informal|"
    r"bilateral|latest|face-to-face|one-on-one|in-person|expanded|restricted|closed-door)\s(?:\w{1,12}\s){0,2}?"
    r"(?:meeting|talks|video|negotiations|phone|encounter|conversation|call|summit))\b"
)
# what their capitals tell apart: 'I', 'Xi-Putin'
SELF_OR_COMPOUND = re.compile(r"[A-Z](?<!\w.)(?:(?<=I)|[a-z]{1,15}[-–/][A-Z][a-z]+)\b")
