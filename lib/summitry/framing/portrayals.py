"""Portrayals: how an article's own voice colours each person that it names."""

from __future__ import annotations

import functools
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from summitry.framing.phrases import PhraseList, WordRow, grammar, read_word_row
from summitry.framing.spans import Spans
from summitry.schema import Labels, Loaded, Mentions, Portrayals, Quotes, Span
from summitry.sentiment.scorers import DiplomaticVader
from summitry.text import Document, read_keys

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


def portray(
    article: Document,
    mentions: Sequence[Mentions],
    quotes: Iterable[Quotes],
    labels: Iterable[Labels],
    loaded: Iterable[Loaded],
    row: WordRow | None = None,
) -> list[Portrayals]:
    """Return one row for each person whom *article*'s own voice judges at least once, by name.

    The evidence is what judges outside quotations in the sentences that mention the person: labels, loaded words
    (polarity times weight), and words of the sentiment lexicon; a word counts half at 60 characters from the name. A
    sentence's tone is t / √(t² + 1) of the sum t; ``polarity`` is the mean over the sentences that judge. The interval
    is a bootstrap over these sentences, None where they are too few (statistics.bootstrap_mean).
    """
    row = row or read_word_row(article, quotes)
    mentioned = _mentions_by_sentence(article, mentions)
    judgements = _find_judgements(article, row, mentioned, labels, loaded)
    tones: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for number in filter(judgements.__contains__, mentioned):
        for person, places in mentioned[number].items():
            weighed = [w for judgement in judgements[number] if (w := _weigh(judgement, person, places))]
            if weighed:
                total = sum(weighed)
                tones[person].append((total / math.sqrt(total * total + 1), len(weighed)))
    return [_portrayal(article.article_id, person, tones[person]) for person in sorted(tones)]


@functools.cache
def judging_words() -> Mapping[str, float]:
    """Return the sentiment lexicon's words with their valences on a scale of −1 to 1."""
    return {word: valence / 4 for word, valence in DiplomaticVader().lexicon.items() if " " not in word}


@functools.cache
def judging_list() -> PhraseList[float]:
    """Return the same words and valences as a list; the lexicon's emoticons are no words."""
    return PhraseList((word, valence) for word, valence in judging_words().items() if read_keys(word) == (word,))


def _find_judgements(
    article: Document, row: WordRow, wanted: Container[int], labels: Iterable[Labels], loaded: Iterable[Loaded]
) -> dict[int, list[Judgement]]:
    """Return what judges in the outlet's own voice, by sentence; words inside a judging label count in it alone.

    Only the *wanted* sentences are looked at.
    """
    sentence_of = _sentence_finder(article)
    named = [Judgement(x.start, x.end, x.polarity, x.target) for x in labels if x.polarity and not x.in_quote]
    covered = Spans((judgement.start, judgement.end) for judgement in named)
    found: dict[int, list[Judgement]] = defaultdict(list)
    for judgement in named:
        found[sentence_of(judgement.start)].append(judgement)
    for index, polarity in sorted(_judging_words_in(row, wanted, loaded).items()):
        start, end = row.starts[index], row.ends[index]
        if not covered.hold(start, end):
            found[row.sentences[index]].append(Judgement(start, end, polarity * _negation(row.keys, index)))
    return found


def _judging_words_in(row: WordRow, wanted: Container[int], loaded: Iterable[Loaded]) -> dict[int, float]:
    """Return the polarities of the judging words outside quotations, by their place in the row."""
    polarities: dict[int, float] = defaultdict(float)
    for hit in loaded:
        if hit.polarity and not hit.in_quote and row.sentences[index := row.at(hit.start)] in wanted:
            polarities[index] += hit.polarity * hit.weight
    valences = judging_list().words
    for index in row.places_of(judging_list()):
        if row.sentences[index] in wanted and not row.marked.hold(row.starts[index], row.ends[index]):
            polarities[index] += valences[row.keys[index]][0]
    return polarities


def _negation(keys: Sequence[str], index: int) -> float:
    for word in keys[max(0, index - NEGATION_REACH) : index]:
        if word in NEGATIONS or word.endswith("n't"):
            return NEGATED
    return 1.0


def _sentence_finder(article: Document) -> Callable[[int], int]:
    starts = [sentence.start for sentence in article.sentences]
    return lambda offset: bisect_right(starts, offset) - 1


def _mentions_by_sentence(article: Document, mentions: Iterable[Mentions]) -> dict[int, dict[str, list[Span]]]:
    sentence_of = _sentence_finder(article)
    found: dict[int, dict[str, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for mention in mentions:
        if mention.person:
            found[sentence_of(mention.start)][mention.person].append((mention.start, mention.end))
    return found


def _weigh(judgement: Judgement, person: str, places: Iterable[Span]) -> float:
    """Return a judgement's polarity toward *person*, less the farther it stands from the nearest mention."""
    if judgement.target is not None:
        return judgement.polarity if judgement.target == person else 0.0
    low, high = judgement.start, judgement.end
    distance = min([start - high if start > high else max(0, low - end) for start, end in places])
    return judgement.polarity / (1 + distance / HALF_WAY)


def _portrayal(article_id: str, target: str, tones: Sequence[tuple[float, int]]) -> Portrayals:
    from summitry.statistics import MINIMUM_VALUES, bootstrap_mean

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
