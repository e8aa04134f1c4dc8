"""Whose words are they? Every reading of a quotation (this source with this cue, the same as before, nobody) is scored.

A log-linear model over readings, after the "learned cues, no parser" idea of our probe; its weights are a table,
words/attribution.csv, fitted on four fifths of PolNeAR's training part (Newell et al. 2018).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from summitry.quotes.clauses import QUOTE, STOPS, Clauses, cue_words, function_words
from summitry.quotes.clues import score
from summitry.quotes.noun_phrases import Phrase, phrases_of, speaker_nouns
from summitry.quotes.roles import relays
from summitry.quotes.surroundings import Reading, Scene

NO_SOURCE = (Reading("none", None, -1), Reading("nobody", None, -1))
SAME = Reading("same", None, -1)
NEAR, FAR = 40, 40
"""How many tokens a source may stand from its cue, and a cue from its quotation."""


# --- readings -------------------------------------------------------------------------------------------------------


def find_readings(clauses: Clauses, q: int, before: Reading | None) -> Iterator[Reading]:
    """Yield the readings of the quotation at token *q*; *before* is the choice for the one before it, if any."""
    yield from NO_SOURCE
    if before is not None and before.source is not None:
        yield SAME
    here = clauses.sentence[q]
    for sentence in (here - 1, here, here + 1):
        low, high = clauses.bounds(sentence)
        if low == high:
            continue
        across = clauses.paragraph[low] != clauses.paragraph[q]
        phrases = phrases_of(clauses, sentence)
        cues = [c for c in clauses.cues(sentence) if q - FAR <= c < q][-5:]
        cues += [c for c in clauses.cues(sentence) if q < c <= q + FAR][:5]
        if sentence == here:
            cues += [c for c in _guessed_cues(clauses, q, low, high) if c not in cues]
        for cue in cues if not (across and sentence > here) else ():
            for phrase in _around(phrases, cue, 4, 3):
                if max(phrase.first - cue, cue - phrase.last) <= NEAR:
                    yield Reading("pair", phrase, cue)
        near = _around(phrases, q, 4, 2) if sentence == here else phrases[:2] + phrases[2:][-1:]
        for phrase in near:
            yield Reading("bare", phrase, -1)


def _around(phrases: list[Phrase], at: int, left: int, right: int) -> list[Phrase]:
    """Return the phrases closest to token *at* on either side, and the first two of the sentence: its subject."""
    before = [p for p in phrases if p.last < at]
    return before[: min(2, max(0, len(before) - left))] + before[-left:] + [p for p in phrases if p.first > at][:right]


def _guessed_cues(clauses: Clauses, q: int, low: int, high: int) -> Iterator[int]:
    """Yield the tokens close to the quotation that look like a verb but are not in the list of cues."""
    for i in (*range(max(low, q - 5), q), *range(q + 1, min(high, q + 5))):
        word = clauses.words[i]
        if clauses.capital[i] or len(word) < 4 or not word.endswith(VERB_ENDINGS):
            continue
        if word not in cue_words() and word not in function_words() and word not in speaker_nouns():
            yield i


VERB_ENDINGS = ("ed", "ing", "es", "ts", "ks", "ns", "ls")


# --- choice ---------------------------------------------------------------------------------------------------------


def score_readings(scene: Scene, readings: list[Reading]) -> list[float]:
    """Return the probability of each reading; they sum to 1."""
    scores = [score(scene, reading) for reading in readings]
    top = max(scores)
    powers = [math.exp(found - top) for found in scores]
    total = sum(powers)
    return [power / total for power in powers]


class Choice(NamedTuple):
    """What was decided for the quotation at token ``q``, how probably it is speech, and speech of this source."""

    q: int
    reading: Reading
    speech: float
    probability: float
    carried: bool
    shared_cue: bool


def attribute(clauses: Clauses, people: Mapping[int, str]) -> Iterator[Choice]:
    """Yield the choice for each quotation of *clauses*, in reading order, each knowing the one before it."""
    before: Reading | None = None
    q_before = -1
    for q in sorted(clauses.quotes):
        choice = _choose(Scene(clauses, q, people, before, q_before))
        yield choice
        if choice.reading.source is not None:
            before, q_before = choice.reading, q
        elif choice.reading.kind != "none":
            before = None


NOT_SPEECH = 0.5
"""How probable it must be that marked words are nobody's speech before they are left out."""


def _choose(scene: Scene) -> Choice:
    quoted = _quoted_as_saying(scene)
    if quoted is not None:
        return Choice(scene.q, quoted, 1.0, SIGNED, False, False)
    signature = _signature(scene)
    if signature is not None:
        return Choice(scene.q, Reading("bare", signature, -1), 1.0, SIGNED, False, False)
    readings = list(find_readings(scene.clauses, scene.q, scene.before))
    chances = score_readings(scene, readings)
    speech = 1.0 - chances[0]
    if speech < 1 - NOT_SPEECH:
        return Choice(scene.q, readings[0], speech, chances[0], False, False)
    sources = [scene.before.source if r.kind == "same" and scene.before else r.source for r in readings]
    by_source: dict[object, float] = {}
    for source, chance in zip(sources[1:], chances[1:], strict=True):
        by_source[source] = by_source.get(source, 0.0) + chance
    best = max(by_source, key=lambda source: by_source[source])
    chosen = readings[max((chance, i) for i, chance in enumerate(chances) if i and sources[i] == best)[1]]
    speaker = _spoken_through(scene, chosen, readings, chances)
    if speaker is not None:
        chosen, best = speaker, sources[readings.index(speaker)]
    carried = chosen.kind == "same"
    shared = not carried and scene.before is not None and chosen.cue >= 0 and chosen.cue == scene.before.cue
    if carried and scene.before is not None:
        chosen = scene.before
    return Choice(scene.q, chosen, speech, by_source[best], carried, shared)


SIGNED = 0.97
"""How sure a signature is: set by hand, the training news has none."""
LONGEST_SIGNATURE = 14


QUOTING = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing", "reported", "reports"})
BEING = frozenset({"was", "were", "is", "been", "being"})
AS_SAYING_REACH = 14


def _quoted_as_saying(scene: Scene) -> Reading | None:
    """Return the one quoted in "CCTV quoted him as saying “…”" and "“…” Xi was quoted as saying by CCTV", or None."""
    words, phrases = scene.clauses.words, phrases_of(scene.clauses, scene.here)
    _, high = scene.clauses.bounds(scene.here)
    before = range(scene.q - 1, max(scene.low, scene.q - AS_SAYING_REACH), -1)
    after = range(scene.q + 3, min(high, scene.q + AS_SAYING_REACH))
    for i in (*before, *after):
        if words[i] != "saying" or words[i - 1] != "as" or (i > scene.q and _introduces(words, i + 1)):
            continue
        quoting = next((k for k in range(i - 2, max(scene.low, i - 8), -1) if words[k] in QUOTING), None)
        if quoting is None:
            continue
        passive = words[quoting - 1] in BEING
        wanted = next((p for p in phrases if (p.last == quoting - 2 if passive else p.first == quoting + 1)), None)
        if wanted is not None:
            return Reading("pair", wanted, i)
    return None


def _introduces(words: list[str], at: int) -> bool:
    """Tell whether a quotation follows at once, as in ‘saying: “…”’ or ‘saying that “…”’."""
    return QUOTE in words[at : at + 1] or (
        words[at : at + 1] in ([":"], [","], ["that"]) and QUOTE in words[at + 1 : at + 2]
    )


def _signature(scene: Scene) -> Phrase | None:
    """Return the name that signs a quotation: a short line or end of line after it that opens with a dash."""
    clauses, dash = scene.clauses, scene.q + 1
    if dash + 1 >= len(clauses.words) or clauses.words[dash] != "—" or not clauses.capital[dash + 1]:
        return None
    high = dash + 1
    while high < len(clauses.words) and clauses.paragraph[high] == clauses.paragraph[dash]:
        high += 1
    if high - dash > LONGEST_SIGNATURE or QUOTE in clauses.words[dash:high]:
        return None
    names = (p for p in phrases_of(clauses, clauses.sentence[dash + 1]) if p.first > dash and p.kind == "name")
    signed = next(names, None)
    return signed if signed is not None and clauses.words[high - 1] not in STOPS else None


NOT_UNLIKELY = 0.01


def _spoken_through(scene: Scene, chosen: Reading, readings: list[Reading], chances: list[float]) -> Reading | None:
    """Return the likeliest other speaker where an outlet "according to" which words are known was chosen, or None.

    "Putin hailed a 'golden age', according to TASS": the agency relays what another says, if another is at hand.
    """
    words = scene.clauses.words
    if chosen.cue < 0 or words[chosen.cue] != "according" or chosen.source is None:
        return None
    if not relays(scene.clauses, chosen.source):
        return None
    rivals = [
        (chance, i)
        for i, (reading, chance) in enumerate(zip(readings, chances, strict=True))
        if (reading.kind == "same" or (reading.kind == "pair" and words[reading.cue] != "according"))
        and chance >= NOT_UNLIKELY
    ]
    return readings[max(rivals)[1]] if rivals else None
