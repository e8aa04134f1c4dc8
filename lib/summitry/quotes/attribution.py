"""Whose words are they? Every reading of a quotation (this source with this cue, the same as before, nobody) is scored.

A log-linear model over readings, after the "learned cues, no parser" idea of our probe; its weights are a table,
words/attribution.csv, fitted on four fifths of PolNeAR's training part (Newell et al. 2018).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from summitry.quotes.candidates import find_candidates
from summitry.quotes.clauses import Clauses
from summitry.quotes.clues import weigh_candidates
from summitry.quotes.model import HUNDREDTHS
from summitry.quotes.noun_phrases import phrases_of
from summitry.quotes.options import NO_SOURCE, NONE, Options
from summitry.quotes.roles import relays
from summitry.quotes.scenes import Before, Reading, Scene, read_scene
from summitry.quotes.surroundings import read_surroundings
from summitry.quotes.vocabulary import QUOTE, STOPS

# --- choice ---------------------------------------------------------------------------------------------------------


class Choice(NamedTuple):
    """What was decided for the quotation at token ``q``, how probably it is speech, and speech of this source."""

    q: int
    reading: Reading
    speech: float
    probability: float
    carried: bool
    shared_cue: bool


def read_chances(weights: list[int]) -> list[float]:
    """Return the probability of each reading from what speaks for it; they sum to 1."""
    top = max(weights)
    powers = [math.exp((weight - top) / HUNDREDTHS) for weight in weights]
    total = sum(powers)
    return [power / total for power in powers]


BATCH = 200
"""Quotations weighed together: enough to make it quick, few enough to need little memory for any article."""


def attribute(clauses: Clauses, people: Mapping[int, str]) -> Iterator[Choice]:
    """Yield the choice for each quotation of *clauses*, in reading order, each knowing the one before it."""
    quotes = sorted(clauses.quotes)
    if not quotes:
        return
    around = read_surroundings(clauses)
    before: Before | None = None
    for first in range(0, len(quotes), BATCH):
        scenes = [read_scene(clauses, q) for q in quotes[first : first + BATCH]]
        found = find_candidates(clauses, quotes[first : first + BATCH])
        weighed = weigh_candidates(clauses, around, people, scenes, found)
        for number, scene in enumerate(scenes):
            choice = _choose(scene, before, Options(scene, before, weighed, number, people))
            yield choice
            if choice.reading.source is not None:
                before = Before(choice.reading, choice.reading.source, scene.q)
            elif choice.reading.kind != "none":
                before = None


NOT_SPEECH = 0.5
"""How probable it must be that marked words are nobody's speech before they are left out."""


def _choose(scene: Scene, before: Before | None, options: Options) -> Choice:
    q = scene.q
    signed = _quoted_as_saying(scene) or _signature(scene)
    if signed is not None:
        return Choice(q, signed, 1.0, SIGNED, False, False)
    chances = read_chances(options.weigh())
    speech = 1.0 - chances[0]
    if speech < 1 - NOT_SPEECH:
        return Choice(q, NONE, speech, chances[0], False, False)
    by_source: dict[int, float] = {}
    for source, chance in zip(options.sources[1:], chances[1:], strict=True):
        by_source[source] = by_source.get(source, 0.0) + chance
    best = max(by_source, key=lambda source: (by_source[source], source != NO_SOURCE))  # a tie goes to the one named
    chosen = max((chance, i) for i, chance in enumerate(chances) if options.sources[i] == best and i)[1]
    chosen = _spoken_through(scene, options, chosen, chances)
    probability, reading = by_source[options.sources[chosen]], options.reading(chosen)
    if reading.kind == "same" and before is not None:
        return Choice(q, before.reading, speech, probability, True, False)
    shared = before is not None and reading.cue >= 0 and reading.cue == before.reading.cue
    return Choice(q, reading, speech, probability, False, shared)


SIGNED = 0.97
"""How sure a signature is: set by hand, the training news has none."""
LONGEST_SIGNATURE = 14


QUOTING = frozenset({"quoted", "quotes", "quoting", "cited", "cites", "citing", "reported", "reports"})
BEING = frozenset({"was", "were", "is", "been", "being"})
AS_SAYING_REACH = 14


def _quoted_as_saying(scene: Scene) -> Reading | None:
    """Return the one quoted in "CCTV quoted him as saying “…”" and "“…” Xi was quoted as saying by CCTV", or None."""
    clauses, q, words = scene.clauses, scene.q, scene.clauses.words
    low, high = clauses.bounds(scene.here)
    first, end = max(low, q - AS_SAYING_REACH) + 1, min(high, q + AS_SAYING_REACH)
    if "saying" not in words[first:end]:
        return None
    for i in (*range(q - 1, first - 1, -1), *range(q + 3, end)):
        if words[i] != "saying" or words[i - 1] != "as" or (i > q and _introduces(words, i + 1)):
            continue
        quoting = next((k for k in range(i - 2, max(low, i - 8), -1) if words[k] in QUOTING), None)
        if quoting is None:
            continue
        passive, phrases = words[quoting - 1] in BEING, phrases_of(clauses, scene.here)
        wanted = next((p for p in phrases if (p.last == quoting - 2 if passive else p.first == quoting + 1)), None)
        if wanted is not None:
            return Reading("pair", wanted, i)
    return None


def _introduces(words: list[str], at: int) -> bool:
    """Tell whether a quotation follows at once, as in ‘saying: “…”’ or ‘saying that “…”’."""
    return QUOTE in words[at : at + 1] or (
        words[at : at + 1] in ([":"], [","], ["that"]) and QUOTE in words[at + 1 : at + 2]
    )


def _signature(scene: Scene) -> Reading | None:
    """Return the name that signs a quotation: a short line or end of line after it that opens with a dash."""
    clauses, dash = scene.clauses, scene.q + 1
    if dash + 1 >= len(clauses.words) or clauses.words[dash] != "—" or not clauses.capital[dash + 1]:
        return None
    longest = clauses.paragraph[dash : dash + LONGEST_SIGNATURE + 1]
    high = dash + longest.count(clauses.paragraph[dash])
    if high - dash > LONGEST_SIGNATURE or QUOTE in clauses.words[dash:high]:
        return None
    names = (p for p in phrases_of(clauses, clauses.sentence[dash + 1]) if p.first > dash and p.kind == "name")
    signed = next(names, None)
    return Reading("bare", signed, -1) if signed is not None and clauses.words[high - 1] not in STOPS else None


NOT_UNLIKELY = 0.01


def _spoken_through(scene: Scene, options: Options, chosen: int, chances: list[float]) -> int:
    """Return the likeliest other speaker where an outlet "according to" which words are known was chosen.

    "Putin hailed a 'golden age', according to TASS": the agency relays what another says, if another is at hand.
    """
    words, (_, source, cue) = scene.clauses.words, options.reading(chosen)
    if cue < 0 or words[cue] != "according" or source is None or not relays(scene.clauses, source):
        return chosen
    readings = enumerate(map(options.reading, range(len(chances))))
    speakers = [i for i, reading in readings if reading.kind == "same" or _is_spoken(words, reading)]
    rivals = [(chances[i], i) for i in speakers if chances[i] >= NOT_UNLIKELY]
    return max(rivals)[1] if rivals else chosen


def _is_spoken(words: list[str], reading: Reading) -> bool:
    return reading.kind == "pair" and words[reading.cue] != "according"
