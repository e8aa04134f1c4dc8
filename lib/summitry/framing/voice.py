"""Voice: how often an article's own words, outside quotation marks, belong to each kind of the two word lists.

words/voice.csv holds the words by which an author takes a stance, words/story_words.csv those that tell whom a story
is peopled with, what it is about, by which way words reached the paper, and how speech is named.
"""

from __future__ import annotations

import functools
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from summitry.articles import read_keys
from summitry.framing.phrases import MARKED_KINDS, PhraseList, WordRow
from summitry.framing.portrayals import judging_list
from summitry.schema import Quotes
from summitry.words import read_words

BE, HAD = frozenset({"is", "are", "was", "were", "be", "been", "being"}), frozenset({"had"})
PARTICIPLE = ("ed", "en")
TURNED = bytes([1, 0]) + bytes(254)
"""Turns marks 1 into 0 and 0 into 1."""
FEWEST_WORDS = 50
"""Rates are over at least so many words, so that one word among a handful is no flood."""
NO_CITING = 0.5
"""What a share of quotations is where there are none: neither few nor many."""


def share(part: float, whole: float, otherwise: float = 0.0) -> float:
    """Return part / whole, *otherwise* where there is no whole."""
    return part / whole if whole else otherwise


def per_thousand(count: float, words: int) -> float:
    """Return *count* per 1,000 words, taken over FEWEST_WORDS at least.

    >>> per_thousand(1, 500), per_thousand(1, 10)
    (2.0, 20.0)
    """
    return 1000 * count / max(FEWEST_WORDS, words)


@functools.cache
def column_name(value: str, prefix: str = "") -> str:
    """Return the column that is named after *value*; interned, for keywords are matched by identity first.

    >>> column_name("counter-US", "frame_")
    'frame_counter_us'
    """
    return sys.intern(prefix + value.lower().replace("-", "_").replace(" ", "_"))


@dataclass(frozen=True, slots=True)
class Voices:
    """An article's words, each marked 1 inside quotation marks and 0 outside, and how many there are of either."""

    row: WordRow
    marked: bytearray
    own_words: int
    quoted_words: int

    def count(self, listed: PhraseList[Any], quoted: bool) -> Counter[str]:
        """Return how often the single words of *listed* occur, inside quotation marks or outside."""
        keys, marked = self.row.keys, self.marked
        return Counter([keys[place] for place in self.row.places_of(listed) if marked[place] == quoted])


def split_voices(row: WordRow, quotes: Iterable[Quotes]) -> Voices:
    """Tell the outlet's own words from those inside quotation marks."""
    marked = bytearray(len(row.keys))
    for quote in quotes:
        if quote.kind in MARKED_KINDS:
            first, end = row.at(quote.start), row.at(quote.end)
            marked[first:end] = b"\x01" * (end - first)
    quoted_words = marked.count(1)
    return Voices(row, marked, len(marked) - quoted_words, quoted_words)


def describe_voice(voices: Voices) -> dict[str, float]:
    """Return the own words of each kind, and the judging words in either voice, per 1,000 words."""
    kinds = kinds_of_words()
    counted = dict.fromkeys(kinds.names, 0)
    for word, n in voices.count(kinds.words, quoted=False).items():
        for kind in kinds.words.words[word]:
            counted[kind] += n
    for hit in kinds.phrases.find(voices.row):
        if not voices.marked[hit.first]:
            counted[hit.says] += 1
    rates = {kind: per_thousand(n, voices.own_words) for kind, n in counted.items()}
    agency = {"names_agency": float(counted["channel_wire"] > 0)}
    return rates | agency | _quoted_judgement(voices) | _verb_phrases(voices)


class Kinds(NamedTuple):
    """The listed words and the listed phrases, each with its kind as a column; and all kinds, in order."""

    words: PhraseList[str]
    phrases: PhraseList[str]
    names: tuple[str, ...]


@functools.cache
def kinds_of_words() -> Kinds:
    """Return the kinds of words/voice.csv and words/story_words.csv, and the adjectives and judging words as kinds."""
    listed = [(row["word"], column_name(row["kind"], "voice_")) for row in read_words("voice")]
    listed += [(row["word"], column_name(row["kind"])) for row in read_words("story_words")]
    listed += [(row["word"], "adjectives") for row in read_words("adjectives")]
    for word, (valence,) in judging_list().words.items():
        listed.append((word, "bright_own" if valence > 0 else "dark_own"))
    words = PhraseList((word, kind) for word, kind in listed if len(read_keys(word)) == 1)
    phrases = PhraseList((word, kind) for word, kind in listed if len(read_keys(word)) > 1)
    return Kinds(words, phrases, tuple(sorted({kind for _, kind in listed})))


def _quoted_judgement(voices: Voices) -> dict[str, float]:
    valences = judging_list().words
    known = [(valences[word][0], n) for word, n in voices.count(judging_list(), quoted=True).items()]
    return {
        "bright_quoted": per_thousand(sum(n for valence, n in known if valence > 0), voices.quoted_words),
        "dark_quoted": per_thousand(sum(n for valence, n in known if valence < 0), voices.quoted_words),
    }


@functools.cache
def auxiliaries() -> PhraseList[str]:
    """Return the auxiliaries that a participle follows, each with the column that counts the two."""
    return PhraseList([*((word, "passives") for word in sorted(BE)), *((word, "step_back") for word in sorted(HAD))])


def _verb_phrases(voices: Voices) -> dict[str, float]:
    """Return the passives ("was barred"), which can leave out who acted, and the steps back in time ("had vowed")."""
    keys, counted = [*voices.row.keys, ""], {"passives": 0, "step_back": 0}
    for place in voices.row.places_of(auxiliaries()):
        if keys[place + 1].endswith(PARTICIPLE) and not voices.marked[place]:
            counted[auxiliaries().words[keys[place]][0]] += 1
    return {column: per_thousand(n, voices.own_words) for column, n in counted.items()}
