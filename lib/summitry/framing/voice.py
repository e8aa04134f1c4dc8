"""Voice: how often an article's own words, outside quotation marks, belong to each kind of the two word lists.

words/voice.csv holds the words by which an author takes a stance, words/story_words.csv those that tell whom a story
is peopled with, what it is about, by which way words reached the paper, and how speech is named.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from summitry.framing.phrases import MARKED_KINDS, PhraseList, WordRow, read_keys
from summitry.framing.portrayals import judging_words
from summitry.schema import Quotes
from summitry.words import read_words

BE, HAD = frozenset({"is", "are", "was", "were", "be", "been", "being"}), frozenset({"had"})
PARTICIPLE = ("ed", "en")
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


def column_name(value: str) -> str:
    """Return the column that is named after *value*.

    >>> column_name("counter-US")
    'counter_us'
    """
    return value.lower().replace("-", "_").replace(" ", "_")


@dataclass(frozen=True, slots=True)
class Voices:
    """An article's words, each marked 1 inside quotation marks and 0 outside; and how often each occurs in either."""

    row: WordRow
    marked: bytearray
    own: Mapping[str, int]
    quoted: Mapping[str, int]

    @property
    def own_words(self) -> int:
        return len(self.marked) - sum(self.marked)

    @property
    def quoted_words(self) -> int:
        return sum(self.marked)


def split_voices(row: WordRow, quotes: Iterable[Quotes]) -> Voices:
    """Tell the outlet's own words from those inside quotation marks."""
    marked = bytearray(len(row.keys))
    for quote in quotes:
        if quote.kind in MARKED_KINDS:
            first, end = row.at(quote.start), row.at(quote.end)
            marked[first:end] = b"\x01" * (end - first)
    own, quoted = Counter(row.keys), Counter(key for key, inside in zip(row.keys, marked, strict=True) if inside)
    own.subtract(quoted)
    return Voices(row, marked, own, quoted)


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
    own = voices.own_words
    rates = {column_name(kind): per_thousand(counted[kind], own) for kind in kinds}
    return _judge(voices) | _verb_phrases(voices) | rates | {"names_agency": float(counted["channel wire"] > 0)}


@functools.cache
def kinds_of_words() -> tuple[Mapping[str, tuple[str, ...]], PhraseList[str], tuple[str, ...]]:
    """Return the kinds of each listed word, the listed phrases with their kinds, and all kinds."""
    listed = [(read_keys(row["word"]), f"voice {row['kind']}", row["word"]) for row in read_words("voice")]
    listed += [(read_keys(row["word"]), row["kind"], row["word"]) for row in read_words("story_words")]
    words: dict[str, tuple[str, ...]] = {}
    for keys, kind, _ in listed:
        if len(keys) == 1:
            words[keys[0]] = (*words.get(keys[0], ()), kind)
    phrases = PhraseList((word, kind) for keys, kind, word in listed if len(keys) > 1)
    return words, phrases, tuple(sorted({kind for _, kind, _ in listed}))


def _verb_phrases(voices: Voices) -> dict[str, float]:
    """Return the passives ("was barred"), which can leave out who acted, and the steps back in time ("had vowed")."""
    keys, own = voices.row.keys, voices.own_words
    open_ = [i for i in voices.row.places(BE | HAD) if not voices.marked[i] and i + 1 < len(keys)]
    regular = Counter("past" if keys[i] in HAD else "passive" for i in open_ if keys[i + 1].endswith(PARTICIPLE))
    return {"passives": per_thousand(regular["passive"], own), "step_back": per_thousand(regular["past"], own)}


def _judge(voices: Voices) -> dict[str, float]:
    """Return the bright and dark words of the sentiment lexicon, the outlet's own and the quoted ones apart."""
    lexicon, rates = judging_words(), {}
    for voice, counts, words in (
        ("own", voices.own, voices.own_words),
        ("quoted", voices.quoted, voices.quoted_words),
    ):
        known = [(lexicon[key], counts[key]) for key in lexicon.keys() & counts.keys()]
        rates[f"bright_{voice}"] = per_thousand(sum(n for valence, n in known if valence > 0), words)
        rates[f"dark_{voice}"] = per_thousand(sum(n for valence, n in known if valence < 0), words)
    judging = evaluative_adjectives().keys() & voices.own.keys()
    rates["adjectives"] = per_thousand(sum(voices.own[key] for key in judging), voices.own_words)
    return rates


@functools.cache
def evaluative_adjectives() -> Mapping[str, float]:
    """Return the adjectives that judge, with their polarity."""
    return {row["word"]: float(row["polarity"]) for row in read_words("adjectives")}
