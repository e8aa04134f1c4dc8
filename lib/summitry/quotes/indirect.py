"""Indirect speech: what is reported without quotation marks, as in "Xi said the two sides should work together".

Each word that reports a clause or an act of speech (words/cues.csv, column ``clause``) is read with each source near
it and with the words after it, before it or around it; a log-linear model weighs these readings against none. A clause
that holds quoted fragments is reported as a whole, one that is nothing but a quotation not again.
"""

import functools
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from summitry.quotes import features
from summitry.quotes.attribution import likeliest
from summitry.quotes.clauses import Clauses, Phrase
from summitry.quotes.features import STRONG, CueWord, Source
from summitry.quotes.roles import is_negated, lemma_at
from summitry.quotes.vocabulary import POSSESSIVES, QUOTE, STOPS, grammar
from summitry.text import LogLinear

TEMPLATES = (
    *features.OF_LINK,
    "{where=after|before|around} {what=cue|after|opens|rivals|quotes|starts|tail} {value}",
    "{where=after|before|around} {what=previous|led|words|form|nearest} {value} {more}",
)


@functools.cache
def model() -> LogLinear:
    """Return the model of words/reporting.csv."""
    return LogLinear("reporting", TEMPLATES)


class Reported(NamedTuple):
    """A reported clause, tokens first to last inclusive, ``where`` it stands by the cue, its source, how probably."""

    first: int
    last: int
    where: str
    cue: int
    source: Phrase
    probability: float = 1.0


Option = tuple[Reported, list[str]]  # a reading of a cue, and what speaks for it
Stretch = tuple[int, int, str]  # the first and last token of what may be reported, and where it stands by its cue


def find_reported(clauses: Clauses, people: Mapping[int, str], model: LogLinear) -> Iterator[Reported]:
    """Yield the reported clauses; of those of a sentence that overlap, the likeliest."""
    for cues in read_options(clauses, people):
        chosen: list[Reported] = []
        likely = filter(None, (_choose(options, model) for options in cues))
        for one in sorted(likely, key=lambda one: -one.probability):
            if all(one.last < two.first or two.last < min(one.first, one.cue) for two in chosen):
                chosen.append(one)
        yield from chosen


def _choose(options: list[Option], model: LogLinear) -> Reported | None:
    """Return the likeliest reading of the likeliest source, with that source's probability, where a report is likely."""
    none, *chances = model.probabilities([(), *(made for _, made in options)])
    if none > 0.5:
        return None
    chosen, probability = likeliest([reported.source for reported, _ in options], chances)
    return options[chosen][0]._replace(probability=probability)


def read_options(clauses: Clauses, people: Mapping[int, str]) -> Iterator[list[list[Option]]]:
    """Yield the readings of each cue that has any, sentence by sentence."""
    tokens = [i for i, form in enumerate(clauses.forms) if form.reports]
    for sentence, cues in groupby(tokens, key=clauses.sentence.__getitem__):
        sources = [features.read_source(clauses, people, phrase) for phrase in clauses.phrases(sentence)]
        known = [cue for cue in cues if not clauses.forms[cue].capital or cue in clauses.cues[sentence]]
        options = [own for cue in known if (own := [*_read_cue(clauses, cue, sources)])]
        if options:
            yield options


def _read_cue(clauses: Clauses, cue: int, sources: list[Source]) -> Iterator[Option]:
    """Yield the readings of a cue: each source near it, with each stretch of words that may be reported."""
    word, (low, high) = features.read_cue(clauses, cue), clauses.bounds(clauses.sentence[cue])
    if word.form in ("noun", "passive"):
        return
    after = None if clauses.words[cue] == "according" else _find_complement(clauses, cue, high)
    weighed: dict[Stretch, list[str]] = {}
    for source in _sources_near(clauses, sources, cue):
        link, at = features.read_link(source, word, sources), source.phrase
        for span in (after, _find_before(clauses, cue, at, low, high)):
            if span is None or _says_nothing(clauses, cue, at, span):
                continue
            if span not in weighed:
                weighed[span] = [*_span_features(clauses, word, *span)]
            own = [
                f"{span[2]} form {word.form} {link.side}",
                f"{span[2]} nearest {source.subject and not link.subjects} {source.kind}",
                f"{span[2]} tail {features.bin_distance(high - 1 - max(cue, at.last, span[1]))}",
            ]
            yield Reported(*span, cue, at), [*weighed[span], *features.link_features(clauses, link), *own]


def _sources_near(clauses: Clauses, sources: list[Source], cue: int) -> list[Source]:
    """Return the noun phrases that may be a cue's source."""
    if clauses.words[cue] == "according":
        return [source for source in sources if source.phrase.first == cue + 2]
    before = [
        source for source in sources if source.phrase.last < cue and (source.kind != "him" or source.after == "as")
    ]
    after = [source for source in sources if 0 < source.phrase.first - cue <= 2]
    return before[: min(2, max(0, len(before) - 3))] + before[-3:] + after


FEWEST, FEWEST_BESIDE_MARKS = 2, 6


def _says_nothing(clauses: Clauses, cue: int, source: Phrase, span: Stretch) -> bool:
    """Tell whether a stretch has its source, no clause, hardly a word outside marks, or says that nothing is said."""
    first, last, where = span
    shape, known = clauses.shape[first : last + 1], clauses.forms[cue].cue
    marked, act = "q" in shape, known is not None and known.clause == "act"
    clause = "v" in shape or clauses.words[first - 1] == "that" or known is None
    if where == "after" and (first <= source.first <= last or not (act or clause)):
        return True
    words = sum(1 for word in clauses.words[first : last + 1] if word[0].isalnum())
    if words < (FEWEST_BESIDE_MARKS if marked else FEWEST) or (marked and (shape[0] == "q" or where == "before")):
        return True
    return is_negated(clauses, cue)


def _span_features(clauses: Clauses, word: CueWord, first: int, last: int, where: str) -> Iterator[str]:
    """Yield what speaks for some words as those that a cue reports, whoever its source is."""
    cue, forms, here = word.cue, clauses.forms, clauses.sentence[word.cue]
    low = clauses.sentence_starts[here]
    lead = forms[first - 1].token_class if where == "after" and first > cue + 1 else "none"
    verb = "v" in clauses.shape[first : min(last + 1, first + 14)]
    rivals = sum(1 for other in clauses.cues[here] if forms[other].share > STRONG and other != cue)
    yield f"{where} cue {forms[cue].word}"
    yield f"{where} previous {forms[cue - 1].word if cue > low else '^'} {word.form}"
    yield f"{where} after {word.after}"
    yield f"{where} led {lead} {word.lemma}"
    yield f"{where} led {lead} ?"
    yield f"{where} opens {forms[first].token_class}"
    yield f"{where} words {features.bin_distance(last - first)} {verb}"
    yield f"{where} quotes {min(clauses.shape.count('q', first, last + 1), 2)}"
    yield f"{where} rivals {min(rivals, 2)}"
    yield f"{where} starts {forms[low].token_class}"


SHORTEST, LONGEST_TAIL = 4, 12


def _find_before(clauses: Clauses, cue: int, source: Phrase, low: int, high: int) -> Stretch | None:
    """Return what stands before a source and its cue, or around them where they are an aside: first, last, where."""
    words, end, rest = clauses.words, min(source.first, cue) - 1, max(source.last, cue) + 1
    according = words[cue] == "according"
    if according and end < low and "," in words[rest : min(high - 1, rest + LONGEST_TAIL)]:  # According to Xi, …
        first = words.index(",", rest) + 1
        return first, _clause_end(clauses, first, high), "after"
    if end <= low or words[end - 1] == QUOTE or not (according or words[end] in (",", "—")):
        return None
    rest = _skip_day(clauses, rest)
    if words[rest : rest + 1] == [","] and high - rest > SHORTEST and QUOTE not in words[low:high]:
        whole = "v" in clauses.shape[low:end] + clauses.shape[rest + 1]  # not "At the time, he said, …"
        first = low if whole else rest + 1
        return first, _clause_end(clauses, rest + 1, high), "around"
    return low, _last_word(clauses, low, end), "before"


def _find_complement(clauses: Clauses, cue: int, high: int) -> Stretch | None:
    """Return what follows a cue as its clause or object: first, last, where; None where nothing does."""
    i, words, lemma = cue + 1, clauses.words, lemma_at(clauses, cue)
    that = _that_ahead(clauses, i, high)
    if that is None:
        i = _skip_day(clauses, i)
        if lemma == "call" and words[i : i + 1] not in (["for"], ["on"]):
            return None
        if lemma in grammar("tells somebody") | grammar("acts on somebody"):
            told = clauses.phrase_at(i + (words[i : i + 1] == ["on"]))  # called on Xi to
            i = _skip_day(clauses, told.last + 1) if told and told.last + 1 < high else i
        i += i < high and words[i] in grammar("leads to words")
    else:
        pronoun = that + 1 < high and clauses.forms[that + 1].kind == "auxiliary"  # "said that was no part of it"
        i = that if pronoun else that + 1
    if i >= high or words[i] in STOPS or words[i] in (",", ";", "—", ":"):
        return None
    known, end = clauses.forms[cue].cue, _clause_end(clauses, i, high)
    if that is None and known and known.clause == "act" and "," in words[i + 1 : end]:
        end = words.index(",", i + 1) - 1  # what an act is about ends with its phrase
    return i, end, "after"


def _skip_day(clauses: Clauses, i: int) -> int:
    """Return the token after "Tuesday" or "on Tuesday" at token *i*, or *i*."""
    day = next((j for j in (i, i + 1) if clauses.words[j : j + 1] and clauses.words[j] in grammar("day")), None)
    return i if day is None or (day > i and clauses.words[i] != "on") else day + 1


def _that_ahead(clauses: Clauses, i: int, high: int) -> int | None:
    """Return the token "that" after an addressee or adverbial ("said in a statement on Monday that"), or None."""
    for j in range(i, min(high, i + LONGEST_TAIL)):
        form = clauses.forms[j]
        verb = form.kind == "auxiliary" or (form.cue is not None and form.cue.kind == "verb")
        if verb or form.word in STOPS or form.word in (QUOTE, "who", "which", ";", "that"):
            return j if form.word == "that" else None
    return None


CLAUSE_ENDS = {"but", "while", "although", "though", "according", "whereas", "despite"}
SETS_SCENE = POSSESSIVES | {"both", "he", "she", "they", "the"} - {"its"}


def _clause_end(clauses: Clauses, first: int, high: int) -> int:
    """Return the clause's last token: before the stop, a contrast, the reporter's own scene, or another report."""
    for i in range(first, high):
        word = clauses.words[i]
        if word == ";" or (word in (",", "—") and i + 1 < high and _turns(clauses, i + 1, high)):
            return i - 1
    return _last_word(clauses, first, high - 1)


def _last_word(clauses: Clauses, first: int, last: int) -> int:
    """Return the last token up to *last* that is no mark; *first* where there is none."""
    while last > first and not clauses.words[last][0].isalnum() and clauses.words[last] != QUOTE:
        last -= 1
    return last


def _turns(clauses: Clauses, i: int, high: int) -> bool:
    """Tell whether a clause of another kind begins: ", but …", ", adding …", ", Xinhua reported", ", as the two met"."""
    form, following = clauses.forms[i], clauses.forms[min(i + 1, high - 1)]
    if form.word in CLAUSE_ENDS or (form.cue and form.word.endswith("ing")):
        return True
    if form.word in ("as", "at") and (following.word in SETS_SCENE or following.capital):
        return True
    last = _last_word(clauses, i, high - 1)
    if 1 <= last - i <= 4 and form.capital and clauses.forms[last].reports and clauses.forms[last].share >= STRONG:
        return True  # the sentence ends in who carried the words: ", Russian news agencies reported"
    i += form.word == "and"
    phrases = (p for p in clauses.phrases(clauses.sentence[high - 1]) if i <= p.first <= i + 1)
    phrase = next(phrases, None) if i < high else None
    if phrase is None or phrase.last + 1 >= len(clauses.words):
        return False
    following = clauses.forms[phrase.last + 1]
    return lemma_at(clauses, phrase.last + 1) in ("quote", "cite") or (following.reports and following.share >= STRONG)
