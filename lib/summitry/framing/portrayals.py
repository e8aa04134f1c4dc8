"""Portrayals: how an article's own voice colours each person that it names."""

from __future__ import annotations

import functools
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

from summitry.framing.wording import grammar, quoted_spans
from summitry.schema import Mentions, Portrayals
from summitry.sentiment.scorers import DiplomaticVader
from summitry.statistics import MINIMUM_VALUES, bootstrap_mean
from summitry.text import Document, Spans, read_keys

SEED = 20190605
"""Seed of the bootstrap, so that two runs agree."""
RESAMPLES = 1000
HALF_WAY = 60
"""Characters from the name at which a word counts half."""
NEGATIONS = grammar("negation")
NEGATION_REACH, NEGATED = 3, -0.5
"""A negation up to three words before turns a word and halves it."""


class Judgement(NamedTuple):
    """One judging word or label: where it stands, its polarity (−1…1), and whom alone it is about, if it says so."""

    start: int
    end: int
    polarity: float
    target: str | None = None


def portray(doc: Document) -> list[Portrayals]:
    """Return one row for each person whom the article's own voice judges at least once, by name.

    The evidence is what judges outside quotations in the sentences that mention the person: labels, loaded words
    (polarity times weight), and words of the sentiment lexicon; a word counts half at 60 characters from the name. A
    sentence's tone is t / √(t² + 1) of the sum t; ``polarity`` is the mean over the sentences that judge. The interval
    is a bootstrap over these sentences, None where they are too few (statistics.bootstrap_mean).
    """
    mentioned = _mentions_by_sentence(doc)
    judgements = _judgements_by_sentence(doc, mentioned)
    tones: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for number in filter(judgements.__contains__, mentioned):
        for person, places in mentioned[number].items():
            weighed = [w for judgement in judgements[number] if (w := _weigh(judgement, person, places))]
            if weighed:
                total = sum(weighed)
                tones[person].append((total / math.sqrt(total * total + 1), len(weighed)))
    return [_portrayal(doc.article_id, person, tones[person]) for person in sorted(tones)]


def _mentions_by_sentence(doc: Document) -> dict[int, dict[str, list[Mentions]]]:
    """Return the mentions of each person by the number of the sentence that they stand in, or after."""
    found: dict[int, dict[str, list[Mentions]]] = defaultdict(lambda: defaultdict(list))
    for mention in doc.mentions:
        if mention.person:
            found[sentence_of(doc, mention.start)][mention.person].append(mention)
    return found


def sentence_of(doc: Document, offset: int) -> int:
    """Return the number of the last sentence that begins at or before *offset*; -1: none does."""
    return bisect_right(doc.layer_of_sentences.starts, offset) - 1


@functools.cache
def judging_words() -> Mapping[str, float]:
    """Return the sentiment lexicon's words with their valences on a scale of −1 to 1; its emoticons are no words."""
    return {word: valence / 4 for word, valence in DiplomaticVader().lexicon.items() if read_keys(word) == (word,)}


def own_judging_words(doc: Document) -> Iterator[tuple[int, float]]:
    """Yield the numbers and valences of the words of the sentiment lexicon outside quotations."""
    words, valences, quoted = doc.words, judging_words(), quoted_spans(doc.quotes)
    for i in compress(range(len(words)), map(valences.__contains__, words.keys)):
        if not quoted.hold(words.starts[i], words.ends[i]):
            yield i, valences[words.keys[i]]


def _judgements_by_sentence(doc: Document, wanted: Container[int]) -> dict[int, list[Judgement]]:
    """Return what judges in the outlet's own voice in the *wanted* sentences.

    Words inside a judging label count in it alone.
    """
    named = [Judgement(x.start, x.end, x.polarity, x.target) for x in doc.labels if x.polarity and not x.in_quote]
    covered = Spans((judgement.start, judgement.end) for judgement in named)
    found: dict[int, list[Judgement]] = defaultdict(list)
    for judgement in named:
        found[sentence_of(doc, judgement.start)].append(judgement)
    words = doc.words
    for i, polarity in sorted(_polarities(doc, wanted).items()):
        start, end = words.starts[i], words.ends[i]
        if not covered.hold(start, end):
            found[words.sentences[i]].append(Judgement(start, end, polarity * _negation(words.keys, i)))
    return found


def _polarities(doc: Document, wanted: Container[int]) -> dict[int, float]:
    """Return the polarities of the judging words outside quotations by their numbers."""
    sentences = doc.words.sentences
    polarities: dict[int, float] = defaultdict(float)
    for hit in doc.loaded:
        if hit.polarity and not hit.in_quote and sentences[i := doc.words.at(hit.start)] in wanted:
            polarities[i] += hit.polarity * hit.weight
    for i, valence in own_judging_words(doc):
        if sentences[i] in wanted:
            polarities[i] += valence
    return polarities


def _negation(keys: Sequence[str], index: int) -> float:
    before = keys[max(0, index - NEGATION_REACH) : index]
    return NEGATED if any(word in NEGATIONS or word.endswith("n't") for word in before) else 1.0


def _weigh(judgement: Judgement, person: str, places: Iterable[Mentions]) -> float:
    """Return a judgement's polarity toward *person*, less the farther it stands from the nearest mention."""
    if judgement.target is not None:
        return judgement.polarity if judgement.target == person else 0.0
    distance = min(max(place.start - judgement.end, judgement.start - place.end, 0) for place in places)
    return judgement.polarity / (1 + distance / HALF_WAY)


def _portrayal(article_id: str, target: str, tones: Sequence[tuple[float, int]]) -> Portrayals:
    values = [tone for tone, _ in tones]
    low = high = None
    if len(values) >= MINIMUM_VALUES:  # of fewer there is no interval
        interval = bootstrap_mean(values, list(range(len(values))), seed=SEED, n=RESAMPLES)
        low, high = interval.low, interval.high
    return Portrayals(
        article_id=article_id,
        target=target,
        polarity=round(sum(values) / len(values), 4),
        low=low,
        high=high,
        n_evidence=sum(n for _, n in tones),
    )
