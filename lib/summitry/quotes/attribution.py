"""Whose words are they? A log-linear model weighs every reading of a quotation: each source and cue, as before, nobody."""

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from summitry.quotes import features
from summitry.quotes.clauses import Clauses, Phrase
from summitry.quotes.features import TEMPLATES, Link, Quotation, Reading, Source
from summitry.quotes.roles import can_speak, find_patterns, relays
from summitry.quotes.vocabulary import QUOTE, STOPS
from summitry.text import LogLinear
from summitry.text.loglinear import softmax

NONE, NOBODY, SAME = Reading("none", None, -1), Reading("nobody", None, -1), Reading("same", None, -1)
Weigh = Callable[[Iterable[str]], Any]  # the model adds up the weights of a reading's features, fitting collects them


@functools.cache
def model() -> LogLinear:
    """Return the model of words/attribution.csv."""
    return LogLinear("attribution", TEMPLATES)


FAR, NEAR = 40, 40  # tokens from a cue to its quotation, and from a source to its cue


class Choice(NamedTuple):
    """What was decided for the quotation at token ``q``, and how probably; ``carried``: from the quotation before."""

    q: int
    reading: Reading
    probability: float
    carried: bool = False
    shared_cue: bool = False


class Readings:
    """The readings of an article's quotations, each weighed; what several quotations share is weighed once."""

    def __init__(self, clauses: Clauses, people: Mapping[int, str], weigh: Weigh) -> None:
        self.clauses, self.people, self.weigh = clauses, people, weigh
        self._sources: dict[int, list[Source]] = {}
        self._links: dict[int, list[tuple[Link, Any]]] = {}

    def of(self, q: int, before: Choice | None) -> Iterator[tuple[Reading, Any]]:
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

    def _near(self, quotation: Quotation, before: Choice | None, sentence: int) -> Iterator[tuple[Reading, Any]]:
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
                    used = [f"used {order} {where}"] if before and before.reading.cue == cue else []
                    between = features.cue_features(clauses, quotation, link.cue, order, where)
                    approaches[order] = weigh([*between, *used])
                total = weight + approaches[order] + weigh(features.order_features(link, order, same[phrase]))
                yield Reading("pair", phrase, cue), total
        for source in sources[:2] + sources[2:][-1:] if step else _around(sources, q, 3, 2):
            known = f"same person {same[source.phrase]} bare"
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

    def _same(self, before: Choice | None, source: Source) -> str:
        """Tell whether a source is the one before: itself, yes, no, ? (cannot be told), - (there was none)."""
        said = before.reading.source if before else None
        if said is None or said == source.phrase:
            return "itself" if said else "-"
        mine, other = self.people.get(source.phrase.last), self.people.get(said.last)
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


def attribute(clauses: Clauses, people: Mapping[int, str], model: LogLinear) -> Iterator[Choice]:
    """Yield the choice for each quotation, in reading order, each knowing the one before it."""
    readings, before = Readings(clauses, people, model.score), None
    for q in sorted(clauses.quotes):
        signed = _told(clauses, q) or _signature(clauses, q)
        choice = Choice(q, signed, SIGNED) if signed else _choose(clauses, q, before, readings)
        yield choice
        if choice.reading.source is not None:
            before = choice
        elif choice.reading.kind != "none":
            before = None


NOT_UNLIKELY, NOT_SPEECH = 0.002, 0.5  # of another speaker than the medium; of words to be nobody's speech


def _choose(clauses: Clauses, q: int, before: Choice | None, readings: Readings) -> Choice:
    """Return the likeliest reading of the likeliest source: its probability is the sum of all its readings'."""
    options, scores = zip(*readings.of(q, before), strict=True)
    chances = softmax(scores)
    if chances[0] > NOT_SPEECH:
        return Choice(q, NONE, chances[0])
    sources = [before.reading.source if before and option == SAME else option.source for option in options]
    best, _ = likeliest(sources[1:], chances[1:])
    chosen = _spoken_through(clauses, options, best + 1, chances)
    reading, meant = options[chosen], (sources[best + 1], sources[chosen])
    probability = sum(chance for source, chance in zip(sources[1:], chances[1:], strict=True) if source in meant)
    if before is not None and reading == SAME:
        return Choice(q, before.reading, probability, carried=True)
    shared = before is not None and reading.cue >= 0 and reading.cue == before.reading.cue
    return Choice(q, reading, probability, shared_cue=shared)


def likeliest(sources: list[Phrase | None], chances: list[float]) -> tuple[int, float]:
    """Return which reading of the likeliest source is the likeliest, and how probable that source is by all of its."""
    by_source: dict[Phrase | None, float] = {}
    for source, chance in zip(sources, chances, strict=True):
        by_source[source] = by_source.get(source, 0.0) + chance
    best = max(by_source, key=lambda source: (by_source[source], source is not None))  # a tie goes to the one named
    return max((chance, i) for i, chance in enumerate(chances) if sources[i] == best)[1], by_source[best]


def _spoken_through(clauses: Clauses, options: tuple[Reading, ...], chosen: int, chances: list[float]) -> int:
    """Return the likeliest other speaker where a medium that only relays was chosen: "…," Putin said, TASS reported."""
    words, (_, source, cue) = clauses.words, options[chosen]
    if source is None or cue < 0 or words[cue] not in ("according", "reported", "reports"):
        return chosen
    if not relays(clauses, source) and (source.kind != "document" or words[cue] != "according"):
        return chosen
    likely = [i for i, chance in enumerate(chances) if chance >= NOT_UNLIKELY]
    cued = [i for i in likely if options[i].kind == "pair" and options[i].cue != cue]
    speakers = cued + [i for i in likely if options[i] == SAME]
    return max(speakers, key=lambda i: (chances[i], -i), default=chosen)


SIGNED, LONGEST_SIGNATURE = 0.97, 14  # how sure one is, set by hand, as the training news has none; in tokens


def _told(clauses: Clauses, q: int) -> Reading | None:
    """Return the source that the grammar of the quotation's sentence tells, with its cue where it has one."""
    for at, cue, source in find_patterns(clauses, clauses.sentence[q], "source"):
        if at == q and source and can_speak(clauses, source):
            return Reading("bare" if cue < 0 else "pair", source, cue)
    return None


def _signature(clauses: Clauses, q: int) -> Reading | None:
    """Return the name that signs a quotation: after a dash, on a line of its own below, or at the end of one above."""
    words, dash, paragraph = clauses.words, q + 1, clauses.paragraph
    if q > 1 and words[q - 1] == ":" and paragraph[q - 1] != paragraph[q]:  # And from Lena Brandt:
        above = [p for p in clauses.phrases(clauses.sentence[q - 1]) if p.last == q - 2 and p.kind == "name"]
        above = [p for p in above if not p.first or words[p.first - 1] in ("from", "is")]
        return Reading("bare", above[0], -1) if above else None
    below = clauses.phrase_at(dash) if dash < len(words) and paragraph[dash] != paragraph[q] else None
    if below and below.kind == "name" and paragraph[below.last + 1 : below.last + 2] != [paragraph[dash]]:
        return Reading("bare", below, -1)
    if dash + 1 >= len(words) or words[dash] != "—" or not clauses.forms[dash + 1].capital:
        return None
    high = dash + clauses.paragraph[dash : dash + LONGEST_SIGNATURE + 1].count(clauses.paragraph[dash])
    if high - dash > LONGEST_SIGNATURE or QUOTE in words[dash:high] or words[high - 1] in STOPS:
        return None
    names = (p for p in clauses.phrases(clauses.sentence[dash + 1]) if p.first > dash and p.kind == "name")
    signed = next(names, None)
    return Reading("bare", signed, -1) if signed else None
