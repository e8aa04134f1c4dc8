"""Wording: loaded words, the verbs that report speech, the frames of the codebook, and how words colour persons.

Words inside quotation marks are the speaker's, not the outlet's, and are marked so in every table of framing.
"""

import functools
import math
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping
from itertools import compress
from typing import Any, NamedTuple

from summitry.schema import Frames, Loaded, Mentions, Portrayals, Span, Verbs
from summitry.sentiment.scorers import DiplomaticVader
from summitry.statistics import bootstrap_mean
from summitry.text import Document, Hit, Layer, PhraseList, Spans, Tokens, read_keys, read_words, word_set

grammar = functools.partial(word_set, "framing_grammar")
"""The words of one role in words/framing_grammar.csv: determiner, copula, naming verb, negation …"""


def span_of(words: Tokens, hit: Hit[Any]) -> Span:
    """Return the offsets of a listed phrase."""
    return words.starts[hit.first], words.ends[hit.end - 1]


class Government(NamedTuple):
    """Where a government is named, and whose it is."""

    start: int
    end: int
    country: str


@functools.cache
def loaded_words() -> PhraseList[dict[str, Any]]:
    """Return the loaded words, each with its weight, category and polarity; a listed form wins over a derived one."""
    listed: dict[str, dict[str, Any]] = {}
    derived: dict[str, dict[str, Any]] = {}
    for row in read_words("loaded"):
        columns = {name: float(row[name]) for name in ("weight", "polarity")}
        listed[row["word"]] = loading = {"category": row["category"], **columns}
        for form in filter(None, row["forms"].split(";")):
            derived.setdefault(form, loading)
    return PhraseList((derived | listed).items())


GOVERNMENT_NAMES = PhraseList((row["word"], row["country"]) for row in read_words("governments"))
"""The names of countries and seats of government, each with its country."""


def find_loaded(doc: Document) -> list[Loaded]:
    """Return the loaded words, in reading order. ``target`` is the person mentioned nearest in the same sentence, else
    the government (its country) named nearest, None where there is neither. A word inside a person's name is none
    ("Dana Bash")."""
    names = Spans((mention.start, mention.end) for mention in doc.mentions if mention.form in ("name", "surname"))
    people = Layer(mention for mention in doc.mentions if mention.person)
    governments = Layer(
        Government(*span_of(doc.words, hit), hit.says)
        for hit in GOVERNMENT_NAMES.find(doc.words)
        if is_country(doc, hit)
    )
    found: list[Loaded] = []
    for hit in loaded_words().find(doc.words):
        start, end = span_of(doc.words, hit)
        sentence = doc.sentences[doc.words.sentences[hit.first]]
        named = names.hold(start, end) or (sentence.zone != "headline" and in_name(doc.words, hit))
        if named or not hit.says["weight"]:
            continue
        government = governments.nearest(start, end, sentence.start, sentence.end)
        own = government is not None and government.end + 1 == start  # "the Russian invasion"
        person = None if own else people.nearest(start, end, sentence.start, sentence.end)
        row = Loaded(
            article_id=doc.article_id, start=start, end=end, **hit.says,
            target=person.person if person else government.country if government else None,
            in_quote=doc.quoted.hold(start, end),
        )  # fmt: skip
        found.append(row)
    return found


def in_name(words: Tokens, hit: Hit[Any]) -> bool:
    """Tell whether a phrase is part of a name ("Great Hall"), or a month: capitalised in the middle of a sentence."""
    first, spelled = hit.first, words.spellings
    inside = [
        i for i in (first - 1, first, hit.end) if 0 <= i < len(words) and words.sentences[i] == words.sentences[first]
    ]
    capital = spelled[first][0].isupper() and inside[0] < first
    return capital and (words.keys[first] == "august" or (inside[-1] > first and spelled[inside[-1]][0].isupper()))


def is_country(doc: Document, hit: Hit[Any]) -> bool:
    """Tell whether a name of the list can be one where it stands: "us" is a country only in capitals."""
    return doc.words.spellings[hit.first] == "US" or doc.words.keys[hit.first] != "us"


_FORMS = [(row, (row["lemma"], *row["forms"].split(";"))) for row in reversed(read_words("reporting_verbs"))]
REPORTING_VERBS = PhraseList({form: row for row, forms in _FORMS for form in forms}.items())
"""The reporting verbs in all their forms, each with its row of words/reporting_verbs.csv, the first that has it."""


def find_verbs(doc: Document) -> list[Verbs]:
    """Return the reporting verbs, in reading order. These are the verbs in the cues of quotations, and outside
    quotations the listed verbs that follow a person's mention at once ("Putin scoffed at the idea"), with ``quote_id``
    None. A cue verb that is not listed gives no row."""
    found = {verb.start: verb for verb in _bare_verbs(doc)}
    for quote in reversed(doc.quotes):
        if quote.cue_start is None or quote.cue_end is None:
            continue
        first, end = doc.words.at(quote.cue_start), doc.words.at(quote.cue_end - 1) + 1
        for hit in list(REPORTING_VERBS.find(doc.words, first, end))[-1:]:
            verb = _verb(doc, hit, quote.speaker, quote.quote_id)
            found[verb.start] = verb
    return [found[start] for start in sorted(found)]


def _bare_verbs(doc: Document) -> Iterator[Verbs]:
    words, quoted = doc.words, doc.quoted
    for mention in doc.mentions:
        first = words.at(mention.end)
        if first >= len(words) or words.keys[first].endswith("ing"):
            continue
        if doc.text[mention.end : words.starts[first]].strip():
            continue
        hits = REPORTING_VERBS.find_at(words, first)
        if hits and not quoted.hold(words.starts[first], words.ends[first]):
            yield _verb(doc, hits[0], mention.person, None)


def _verb(doc: Document, hit: Hit[dict[str, str]], speaker: str | None, quote_id: str | None) -> Verbs:
    start, end = span_of(doc.words, hit)
    return Verbs(
        article_id=doc.article_id, start=start, end=end, lemma=hit.says["lemma"], speaker=speaker, quote_id=quote_id,
        class_=hit.says["class"],  # type: ignore[arg-type]
    )  # fmt: skip


FRAME_CUES = PhraseList((row["cue"], row["frame"]) for row in read_words("frame_cues"))
"""The cues, each with a frame; of ``none`` are names that hold a cue's word ("Shanghai Cooperation Organisation")."""


def find_frames(doc: Document) -> list[Frames]:
    """Return one row per sentence, frame and cue, in reading order."""
    found: list[Frames] = []
    for hit in FRAME_CUES.find(doc.words):
        start, end = span_of(doc.words, hit)
        sentence = doc.sentences[doc.words.sentences[hit.first]]
        place = {"start": sentence.start, "end": sentence.end, "cue_start": start, "cue_end": end}
        if hit.says != "none":
            in_quote = doc.quoted.hold(start, end)
            found.append(Frames(article_id=doc.article_id, frame=hit.says, in_quote=in_quote, **place))
    return found


SEED = 20190605  # seed of the bootstrap, so that two runs agree
RESAMPLES = 1000
HALF_WAY = 60  # characters from the name at which a word counts half
NEGATIONS = grammar("negation")
NEGATION_REACH, NEGATED = 3, -0.5  # A negation up to three words before turns a word and halves it


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
    mentioned: dict[int, dict[str, list[Mentions]]] = defaultdict(lambda: defaultdict(list))
    for mention in doc.mentions:
        if mention.person:
            mentioned[sentence_of(doc, mention.start)][mention.person].append(mention)
    judgements = _judgements_by_sentence(doc, mentioned)
    tones: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for number in filter(judgements.__contains__, mentioned):
        for person, places in mentioned[number].items():
            weighed = [w for judgement in judgements[number] if (w := _weigh(judgement, person, places))]
            if weighed:
                total = sum(weighed)
                tones[person].append((total / math.sqrt(total * total + 1), len(weighed)))
    found: list[Portrayals] = []
    for person, judged in sorted(tones.items()):
        values = [tone for tone, _ in judged]
        mean = bootstrap_mean(values, range(len(values)), seed=SEED, n=RESAMPLES)
        row = Portrayals(
            article_id=doc.article_id, target=person, polarity=round(sum(values) / len(values), 4), low=mean.low,
            high=mean.high, n_evidence=sum(n for _, n in judged),
        )  # fmt: skip
        found.append(row)
    return found


def sentence_of(doc: Document, offset: int) -> int:
    """Return the number of the last sentence that begins at or before *offset*; -1: none does."""
    return bisect_right(doc.sentences.starts, offset) - 1


@functools.cache
def judging_words() -> Mapping[str, float]:
    """Return the sentiment lexicon's words with their valences on a scale of −1 to 1; its emoticons are no words."""
    return {word: valence / 4 for word, valence in DiplomaticVader().lexicon.items() if read_keys(word) == (word,)}


def own_judging_words(doc: Document) -> Iterator[tuple[int, float]]:
    """Yield the numbers and valences of the words of the sentiment lexicon outside quotations."""
    words, valences, quoted = doc.words, judging_words(), doc.quoted
    for i in compress(range(len(words)), map(valences.__contains__, words.keys)):
        if not quoted.hold(words.starts[i], words.ends[i]):
            yield i, valences[words.keys[i]]


def _judgements_by_sentence(doc: Document, wanted: Container[int]) -> dict[int, list[Judgement]]:
    """Return what judges in the outlet's own voice in the *wanted* sentences. Words inside a judging label count in it
    alone; those of indirect speech are the speaker's."""
    reported = Spans((quote.start, quote.end) for quote in doc.quotes if quote.kind == "indirect" and quote.speaker)
    named = [Judgement(x.start, x.end, x.polarity, x.target) for x in doc.labels if x.polarity and not x.in_quote]
    covered = Spans((judgement.start, judgement.end) for judgement in named)
    found: dict[int, list[Judgement]] = defaultdict(list)
    for judgement in named:
        found[sentence_of(doc, judgement.start)].append(judgement)
    words = doc.words
    polarities: dict[int, float] = defaultdict(float)
    for hit in doc.loaded:
        if hit.polarity and not hit.in_quote:
            polarities[words.at(hit.start)] += hit.polarity * hit.weight
    for i, valence in own_judging_words(doc):
        polarities[i] += valence
    for i, polarity in sorted(polarities.items()):
        start, end = words.starts[i], words.ends[i]
        if words.sentences[i] in wanted and not covered.hold(start, end) and not reported.hold(start, end):
            before = words.keys[max(0, i - NEGATION_REACH) : i]
            negated = any(word in NEGATIONS or word.endswith("n't") for word in before)
            turned = polarity * NEGATED if negated else polarity
            found[words.sentences[i]].append(Judgement(start, end, turned))
    return found


def _weigh(judgement: Judgement, person: str, places: Iterable[Mentions]) -> float:
    """Return a judgement's polarity toward *person*, less the farther it stands from the nearest mention."""
    if judgement.target is not None:
        return judgement.polarity if judgement.target == person else 0.0
    distance = min(max(place.start - judgement.end, judgement.start - place.end, 0) for place in places)
    return judgement.polarity / (1 + distance / HALF_WAY)
