"""Voice: how often an article's own words, outside quotation marks, belong to each kind of the two word lists.

words/voice.csv holds the words by which an author takes a stance, words/story_words.csv those that tell whom a story
is peopled with, what it is about, by which way words reached the paper, and how speech is named.
"""

from __future__ import annotations

import functools
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import compress

from summitry.framing.phrases import MARKED_KINDS, PhraseList, WordRow, read_keys
from summitry.framing.portrayals import judging_words
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
    """An article's words, each marked 1 inside quotation marks and 0 outside; how often each occurs in either."""

    row: WordRow
    marked: bytearray
    own: Mapping[str, int]
    quoted: Mapping[str, int]
    own_words: int
    quoted_words: int


def split_voices(row: WordRow, quotes: Iterable[Quotes]) -> Voices:
    """Tell the outlet's own words from those inside quotation marks."""
    marked = bytearray(len(row.keys))
    for quote in quotes:
        if quote.kind in MARKED_KINDS:
            first, end = row.at(quote.start), row.at(quote.end)
            marked[first:end] = b"\x01" * (end - first)
    quoted_words = marked.count(1)
    own = Counter(compress(row.keys, marked.translate(TURNED)))
    return Voices(row, marked, own, Counter(compress(row.keys, marked)), len(marked) - quoted_words, quoted_words)


def describe_voice(voices: Voices) -> dict[str, float]:
    """Return the own words of each kind, and the judging words in either voice, per 1,000 words."""
    words, phrases, kinds = kinds_of_words()
    counted = Counter[str]()
    for key in words.keys() & voices.own.keys():
        for kind in words[key]:
            counted[kind] += voices.own[key]
    for hit in phrases.find(voices.row):
        if not voices.marked[hit.first]:
            counted[hit.says] += 1
    rates = {kind: per_thousand(counted[kind], voices.own_words) for kind in kinds}
    agency = {"names_agency": float(counted["channel_wire"] > 0)}
    return rates | agency | _quoted_judgement(voices) | _verb_phrases(voices)


@functools.cache
def kinds_of_words() -> tuple[Mapping[str, tuple[str, ...]], PhraseList[str], tuple[str, ...]]:
    """Return the kinds (as columns) of each listed word, the listed phrases with their kinds, and all kinds."""
    listed = [(row["word"], column_name(row["kind"], "voice_")) for row in read_words("voice")]
    listed += [(row["word"], column_name(row["kind"])) for row in read_words("story_words")]
    listed += [(row["word"], "adjectives") for row in read_words("adjectives")]
    for word, valence in judging_words().items():
        if read_keys(word) == (word,):  # the lexicon's emoticons are no words
            listed.append((word, "bright_own" if valence > 0 else "dark_own"))
    words: dict[str, tuple[str, ...]] = {}
    for word, kind in listed:
        keys = read_keys(word)
        if len(keys) == 1:
            words[keys[0]] = (*words.get(keys[0], ()), kind)
    phrases = PhraseList((word, kind) for word, kind in listed if len(read_keys(word)) > 1)
    return words, phrases, tuple(sorted({kind for _, kind in listed}))


def _quoted_judgement(voices: Voices) -> dict[str, float]:
    lexicon = judging_words()
    known = [(lexicon[key], voices.quoted[key]) for key in lexicon.keys() & voices.quoted.keys()]
    return {
        "bright_quoted": per_thousand(sum(n for valence, n in known if valence > 0), voices.quoted_words),
        "dark_quoted": per_thousand(sum(n for valence, n in known if valence < 0), voices.quoted_words),
    }


def _verb_phrases(voices: Voices) -> dict[str, float]:
    """Return the passives ("was barred"), which can leave out who acted, and the steps back in time ("had vowed")."""
    keys, own = voices.row.keys, voices.own_words
    open_ = [i for i in voices.row.places(BE | HAD) if not voices.marked[i] and i + 1 < len(keys)]
    regular = Counter("past" if keys[i] in HAD else "passive" for i in open_ if keys[i + 1].endswith(PARTICIPLE))
    return {"passives": per_thousand(regular["passive"], own), "step_back": per_thousand(regular["past"], own)}
