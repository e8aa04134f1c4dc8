"""Whose words are they? Every reading of a quotation (this source with this cue, the same as before, nobody) is scored.

A log-linear model over readings; its features are listed in features.py, its weights in words/attribution.csv.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from summitry.quotes import features
from summitry.quotes.clauses import Clauses, Phrase
from summitry.quotes.features import TEMPLATES, Before, Link, Quotation, Reading, Source
from summitry.quotes.roles import relays
from summitry.quotes.vocabulary import QUOTE, STOPS
from summitry.text import LogLinear
from summitry.text.loglinear import softmax

NONE, NOBODY, SAME = Reading("none", None, -1), Reading("nobody", None, -1), Reading("same", None, -1)
Weigh = Callable[[Iterable[str]], Any]
"""What is done with the features of a part of a reading: the model adds up their weights, fitting collects them."""


@functools.cache
def model() -> LogLinear:
    """Return the model of words/attribution.csv."""
    return LogLinear("attribution", TEMPLATES)


FAR, NEAR = 40, 40
"""How many tokens a cue may stand from its quotation, and a source from its cue."""


class Readings:
    """The readings of an article's quotations, each weighed; what several quotations share is weighed once."""

    def __init__(self, clauses: Clauses, people: Mapping[int, str], weigh: Weigh) -> None:
        self.clauses, self.people, self.weigh = clauses, people, weigh
        self._sources: dict[int, list[Source]] = {}
        self._links: dict[int, list[tuple[Link, Any]]] = {}

    def of(self, q: int, before: Before | None) -> Iterator[tuple[Reading, Any]]:
        """Yield the readings of the quotation at token *q* with what speaks for each, that without speech first."""
        clauses, weigh = self.clauses, self.weigh
        quotation, here = features.read_quotation(clauses, q), clauses.sentence[q]
        yield NONE, weigh(features.none_features(clauses, quotation))
        yield NOBODY, weigh([f"nobody after {quotation.left}"])
        if before is not None:
            yield SAME, weigh(features.same_features(clauses, quotation, before.q))
        for sentence in range(max(0, here - 1), min(here + 2, len(clauses.sentence_starts))):
            yield from self._near(quotation, before, sentence)

    def sources(self, sentence: int) -> list[Source]:
        """Return the noun phrases of a sentence that may be a source."""
        if sentence not in self._sources:
            phrases = self.clauses.phrases(sentence)
            self._sources[sentence] = [features.read_source(self.clauses, self.people, phrase) for phrase in phrases]
        return self._sources[sentence]

    def _near(self, quotation: Quotation, before: Before | None, sentence: int) -> Iterator[tuple[Reading, Any]]:
        """Yield the readings with a source in one sentence; a cue and its order are weighed once for all sources."""
        clauses, weigh, q, sources = self.clauses, self.weigh, quotation.q, self.sources(sentence)
        step = sentence - clauses.sentence[q]
        across = clauses.paragraph[clauses.sentence_starts[sentence]] != clauses.paragraph[q]
        where = f"{step}{'¶' if across else ''}"
        same = {source.phrase: self._same(before, source) for source in sources}
        for cue in () if across and step > 0 else self._cues_near(q, sentence):
            approaches = dict[str, Any]()
            for link, weight in self._links_of(cue, sentence):
                phrase = link.source.phrase
                order = "".join(letter for _, letter in sorted([(phrase.first, "s"), (cue, "c"), (q, "q")]))
                if order not in approaches:
                    used = [f"used cue {order} {where}"] if before and before.reading.cue == cue else []
                    between = features.cue_features(clauses, quotation, link.cue, order, where)
                    approaches[order] = weigh([*between, *used])
                total = weight + approaches[order] + weigh(features.order_features(link, order, same[phrase]))
                yield Reading("pair", phrase, cue), total
        for source in sources[:2] + sources[2:][-1:] if step else _around(sources, q, 3, 2):
            known = f"bare same person {same[source.phrase]}"
            weight = weigh([*features.bare_features(clauses, quotation, source, where), known])
            yield Reading("bare", source.phrase, -1), weight

    def _links_of(self, cue: int, sentence: int) -> list[tuple[Link, Any]]:
        """Return a cue's links with the sources near it, which are the same for each quotation."""
        if cue not in self._links:
            sources, word = self.sources(sentence), features.read_cue(self.clauses, cue)
            near = (s for s in _around(sources, cue, 3, 2) if max(s.phrase.first - cue, cue - s.phrase.last) <= NEAR)
            links = [features.read_link(source, word, sources) for source in near]
            self._links[cue] = [(link, self.weigh(features.link_features(self.clauses, link))) for link in links]
        return self._links[cue]

    def _same(self, before: Before | None, source: Source) -> str:
        """Tell whether a source is the one before: itself, yes, no, ? (cannot be told), - (there was none)."""
        if before is None:
            return "-"
        if before.source == source.phrase:
            return "itself"
        mine, other = self.people.get(source.phrase.last), self.people.get(before.source.last)
        return ("yes" if mine == other else "no") if mine and other else "?"

    def _cues_near(self, q: int, sentence: int) -> list[int]:
        """Return the cues of a sentence that are near the quotation, in its own sentence what looks like a verb too."""
        clauses = self.clauses
        known = clauses.cues[sentence]
        cues = [c for c in known if q - FAR <= c < q][-5:] + [c for c in known if q < c <= q + FAR][:5]
        if sentence == clauses.sentence[q]:
            low, high = clauses.bounds(sentence)
            near = (*range(max(low, q - 3), q), *range(q + 1, min(high, q + 4)))
            cues += [i for i in near if clauses.forms[i].looks_like_verb]
        return cues


def _around(sources: list[Source], at: int, left: int, right: int) -> list[Source]:
    """Return the sources closest to token *at* on either side, and the first two of the sentence: its subject."""
    before = [source for source in sources if source.phrase.last < at]
    after = [source for source in sources if source.phrase.first > at]
    return before[: min(2, max(0, len(before) - left))] + before[-left:] + after[:right]


class Choice(NamedTuple):
    """What was decided for the quotation at token ``q``, and how probably; ``carried``: from the quotation before."""

    q: int
    reading: Reading
    probability: float
    carried: bool = False
    shared_cue: bool = False


def attribute(clauses: Clauses, people: Mapping[int, str], model: LogLinear) -> Iterator[Choice]:
    """Yield the choice for each quotation, in reading order, each knowing the one before it."""
    readings, before = Readings(clauses, people, model.score), None
    for q in sorted(clauses.quotes):
        signed = _quoted_as_saying(clauses, q) or _signature(clauses, q)
        choice = Choice(q, signed, SIGNED) if signed else _choose(clauses, q, before, readings)
        yield choice
        if choice.reading.source is not None:
            before = Before(q, choice.reading, choice.reading.source)
        elif choice.reading.kind != "none":
            before = None


NOT_UNLIKELY, NOT_SPEECH = 0.01, 0.5
"""How probable another speaker must be to be taken for an agency, and "nobody's speech" for words to be left out."""


def _choose(clauses: Clauses, q: int, before: Before | None, readings: Readings) -> Choice:
    """Return the likeliest reading of the likeliest source: its probability is the sum of all its readings'."""
    options, scores = zip(*readings.of(q, before), strict=True)
    chances = softmax(scores)
    if chances[0] > NOT_SPEECH:
        return Choice(q, NONE, chances[0])
    sources = [before.source if before and option == SAME else option.source for option in options]
    by_source: dict[Phrase | None, float] = {}
    for source, chance in zip(sources[1:], chances[1:], strict=True):
        by_source[source] = by_source.get(source, 0.0) + chance
    best = max(by_source, key=lambda source: (by_source[source], source is not None))  # a tie goes to the one named
    _, chosen = max((chance, i) for i, chance in enumerate(chances) if i and sources[i] == best)
    chosen = _spoken_through(clauses, options, chosen, chances)
    reading, probability = options[chosen], by_source[sources[chosen]]
    if before is not None and reading == SAME:
        return Choice(q, before.reading, probability, carried=True)
    shared = before is not None and reading.cue >= 0 and reading.cue == before.reading.cue
    return Choice(q, reading, probability, shared_cue=shared)


def _spoken_through(clauses: Clauses, options: tuple[Reading, ...], chosen: int, chances: list[float]) -> int:
    """Return the likeliest other speaker where an outlet "according to" which words are known was chosen.

    "Putin hailed a 'golden age', according to TASS": the agency relays what another says, if another is at hand.
    """
    words, (_, source, cue) = clauses.words, options[chosen]
    if cue < 0 or words[cue] != "according" or source is None or not relays(clauses, source):
        return chosen
    likely = [i for i, chance in enumerate(chances) if chance >= NOT_UNLIKELY]
    cued = [i for i in likely if options[i].kind == "pair" and words[options[i].cue] != "according"]
    speakers = cued + [i for i in likely if options[i] == SAME]
    return max(speakers, key=lambda i: (chances[i], -i), default=chosen)


SIGNED = 0.97
"""How sure a signature is: set by hand, the training news has none."""
LONGEST_SIGNATURE = 14
QUOTING = {"quoted", "quotes", "quoting", "cited", "cites", "citing", "reported", "reports"}
AS_SAYING_REACH = 14


def _quoted_as_saying(clauses: Clauses, q: int) -> Reading | None:
    """Return the one quoted in "CCTV quoted him as saying “…”" and "“…” Xi was quoted as saying by CCTV", or None."""
    words, (low, high) = clauses.words, clauses.bounds(clauses.sentence[q])
    first, end = max(low, q - AS_SAYING_REACH) + 1, min(high, q + AS_SAYING_REACH)
    if "saying" not in words[first:end]:
        return None
    for i in (*range(q - 1, first - 1, -1), *range(q + 3, end)):
        following = i + 2 if words[i + 1 : i + 2] in ([":"], [","], ["that"]) else i + 1
        introduces = i > q and words[following : following + 1] == [QUOTE]  # another quotation: ‘saying that “…”’
        if words[i] != "saying" or words[i - 1] != "as" or introduces:
            continue
        quoting = next((k for k in range(i - 2, max(low, i - 8), -1) if words[k] in QUOTING), None)
        if quoting is None:
            continue
        passive = words[quoting - 1] in ("was", "were", "is", "been", "being")
        phrases = clauses.phrases(clauses.sentence[q])
        wanted = next((p for p in phrases if (p.last == quoting - 2 if passive else p.first == quoting + 1)), None)
        if wanted is not None:
            return Reading("pair", wanted, i)
    return None


def _signature(clauses: Clauses, q: int) -> Reading | None:
    """Return the name that signs a quotation: a short line or end of line after it that opens with a dash."""
    words, dash = clauses.words, q + 1
    if dash + 1 >= len(words) or words[dash] != "—" or not clauses.forms[dash + 1].capital:
        return None
    high = dash + clauses.paragraph[dash : dash + LONGEST_SIGNATURE + 1].count(clauses.paragraph[dash])
    if high - dash > LONGEST_SIGNATURE or QUOTE in words[dash:high] or words[high - 1] in STOPS:
        return None
    names = (p for p in clauses.phrases(clauses.sentence[dash + 1]) if p.first > dash and p.kind == "name")
    signed = next(names, None)
    return Reading("bare", signed, -1) if signed else None
