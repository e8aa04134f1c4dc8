"""Whose words are they? Every reading of a quotation (this source with this cue, the same as before, nobody) is scored.

A log-linear model over readings, after the "learned cues, no parser" idea of our probe; its weights are a table,
words/attribution.csv, fitted on four fifths of PolNeAR's training part (Newell et al. 2018).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from summitry.quotes.clauses import Clauses
from summitry.quotes.clues import (
    Reading,
    Scene,
    weigh_alone,
    weigh_kept,
    weigh_nobody,
    weigh_none,
    weigh_pairs,
)
from summitry.quotes.noun_phrases import Phrase, phrases_of
from summitry.quotes.roles import relays
from summitry.quotes.vocabulary import QUOTE, STOPS
from summitry.quotes.weights import HUNDREDTHS

NONE, NOBODY, SAME = Reading("none", None, -1), Reading("nobody", None, -1), Reading("same", None, -1)
FAR = 40
"""How many tokens a cue may stand from its quotation."""


# --- readings -------------------------------------------------------------------------------------------------------


def weigh_readings(scene: Scene) -> Iterator[tuple[Reading, int]]:
    """Yield the readings of a quotation, the one without speech first, with what speaks for each."""
    yield NONE, weigh_none(scene)
    yield NOBODY, weigh_nobody(scene)
    if scene.before is not None and scene.before.source is not None:
        yield SAME, weigh_kept(scene, scene.before, scene.before.source)
    for sentence in range(max(0, scene.here - 1), min(scene.here + 2, len(scene.clauses.sentence_starts))):
        sources, where = scene.sources(sentence), scene.where(sentence)
        for cue in _cues_near(scene, sentence):
            yield from weigh_pairs(scene, cue, sources, where)
        found = sources.found
        near = sources.around(scene.q, 4, 2) if sentence == scene.here else found[:2] + found[2:][-1:]
        yield from weigh_alone(scene, near, where)


def _cues_near(scene: Scene, sentence: int) -> list[int]:
    """Return the cues of a sentence that are near the quotation; none of the next paragraph."""
    clauses, q = scene.clauses, scene.q
    if sentence > scene.here and clauses.paragraph[clauses.sentence_starts[sentence]] != clauses.paragraph[q]:
        return []
    known = clauses.cues(sentence)
    cues = [c for c in known if q - FAR <= c < q][-5:] + [c for c in known if q < c <= q + FAR][:5]
    if sentence == scene.here:
        cues += [c for c in _guessed_cues(scene) if c not in cues]
    return cues


def _guessed_cues(scene: Scene) -> Iterator[int]:
    """Yield the tokens close to the quotation that look like a verb but are not in the list of cues."""
    forms, q = scene.clauses.forms, scene.q
    for i in (*range(max(scene.low, q - 5), q), *range(q + 1, min(scene.high, q + 5))):
        if forms[i].verblike:
            yield i


# --- choice ---------------------------------------------------------------------------------------------------------


def read_chances(weights: list[int]) -> list[float]:
    """Return the probability of each reading from what speaks for it; they sum to 1."""
    top = max(weights)
    powers = [math.exp((weight - top) / HUNDREDTHS) for weight in weights]
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
    weighed = list(weigh_readings(scene))
    readings, chances = [reading for reading, _ in weighed], read_chances([weight for _, weight in weighed])
    speech = 1.0 - chances[0]
    if speech < 1 - NOT_SPEECH:
        return Choice(scene.q, readings[0], speech, chances[0], False, False)
    sources = [scene.before.source if r.kind == "same" and scene.before else r.source for r in readings]
    by_source: dict[object, float] = {}
    for source, chance in zip(sources[1:], chances[1:], strict=True):
        by_source[source] = by_source.get(source, 0.0) + chance
    best = max(by_source, key=lambda source: (by_source[source], source is not None))  # a tie goes to the one named
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
