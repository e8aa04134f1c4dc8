"""Wording: loaded words, and the verbs that report speech."""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summitry.framing.inflection import inflect, verb_forms
from summitry.framing.phrases import Hit, PhraseList, WordRow, read_word_row
from summitry.framing.spans import Spans
from summitry.schema import Loaded, Mentions, Quotes, Verbs
from summitry.text import Document, read_words


class Loading(NamedTuple):
    """What words/loaded.csv says of a word: weight 0–1, category, polarity −1…1."""

    weight: float
    category: str
    polarity: float


@functools.cache
def loaded_words() -> PhraseList[Loading]:
    """Return the list of loaded words with all their forms; a form listed by itself wins over a derived one."""
    entries: dict[str, Loading] = {}
    listed = read_words("loaded")
    for row in listed:
        loading = Loading(float(row["weight"]), row["category"], float(row["polarity"]))
        for form in inflect(row["word"], row["inflect"]):
            entries.setdefault(form, loading)
    entries.update(
        (row["word"], Loading(float(row["weight"]), row["category"], float(row["polarity"]))) for row in listed
    )
    return PhraseList(entries.items())


def find_loaded(
    article: Document, mentions: Sequence[Mentions], quotes: Iterable[Quotes], row: WordRow | None = None
) -> list[Loaded]:
    """Return the loaded words of *article*, in reading order.

    ``target`` is the person mentioned nearest in the same sentence, else the government (its country) named nearest,
    None where there is neither. A word inside a person's name is none ("Dana Bash"). *row* spares a second reading of
    the words.
    """
    row = row or read_word_row(article, quotes)
    names = Spans((m.start, m.end) for m in mentions if m.form in ("name", "surname"))
    people = Nearest((m.start, m.end, m.person) for m in mentions if m.person)
    governments = Nearest(_government_names(article, row))
    return [
        _loaded(article, row, hit, people, governments)
        for hit in loaded_words().find(row)
        if not names.hold(row.starts[hit.first], row.ends[hit.end - 1])
    ]


@functools.cache
def government_names() -> PhraseList[str]:
    """Return the names of countries and seats of government, each with its country."""
    return PhraseList((row["word"], row["country"]) for row in read_words("governments"))


def _government_names(article: Document, row: WordRow) -> Iterable[tuple[int, int, str]]:
    for hit in government_names().find(row):
        start, end = row.starts[hit.first], row.ends[hit.end - 1]
        if row.keys[hit.first] != "us" or article.text[start:end] == "US":
            yield start, end, hit.says


def _loaded(article: Document, row: WordRow, hit: Hit[Loading], people: Nearest, governments: Nearest) -> Loaded:
    start, end = row.starts[hit.first], row.ends[hit.end - 1]
    within = article.sentences[row.sentences[hit.first]][:2]
    return Loaded(
        article_id=article.article_id,
        start=start,
        end=end,
        weight=hit.says.weight,
        category=hit.says.category,
        polarity=hit.says.polarity,
        target=people.name(start, end, *within) or governments.name(start, end, *within),
        in_quote=row.marked.hold(start, end),
    )


class Nearest:
    """Answers which of some named spans stands nearest to a place, within bounds."""

    def __init__(self, named: Iterable[tuple[int, int, str]]) -> None:
        self._named = sorted(named)
        self._starts = [start for start, _, _ in self._named]

    def name(self, start: int, end: int, low: int, high: int) -> str | None:
        """Return the name nearest to start … end between low and high, None where none is."""
        right = bisect_left(self._starts, start)
        around = [span for span in self._named[max(0, right - 1) : right + 1] if low <= span[0] and span[1] <= high]
        if len(around) < 2:
            return around[0][2] if around else None
        return min(around, key=lambda span: max(span[0] - end, start - span[1]))[2]


# --- reporting verbs ------------------------------------------------------------------------------------------------


class Reporting(NamedTuple):
    """What words/reporting_verbs.csv says of a verb."""

    lemma: str
    class_: str


@functools.cache
def reporting_verbs() -> PhraseList[Reporting]:
    """Return the reporting verbs with all their forms (irregular ones are in the list, joined by ;)."""
    entries: dict[str, Reporting] = {}
    for row in read_words("reporting_verbs"):
        forms = [row["lemma"], *row["forms"].split(";")] if row["forms"] else verb_forms(row["lemma"])
        for form in forms:
            entries.setdefault(form, Reporting(row["lemma"], row["class"]))
    return PhraseList(entries.items())


def find_verbs(
    article: Document, mentions: Sequence[Mentions], quotes: Sequence[Quotes], row: WordRow | None = None
) -> list[Verbs]:
    """Return the reporting verbs of *article*, in reading order.

    These are the verbs in the cues of quotations, and outside quotations the listed verbs that follow a person's
    mention at once ("Putin scoffed at the idea"), with ``quote_id`` None. A cue verb that is not listed gives no row.
    """
    row = row or read_word_row(article, quotes)
    found = {verb.start: verb for verb in _bare_verbs(article, row, mentions)}
    for quote in reversed(quotes):
        verb = _cue_verb(article, row, quote)
        if verb:
            found[verb.start] = verb
    return [found[start] for start in sorted(found)]


def _cue_verb(article: Document, row: WordRow, quote: Quotes) -> Verbs | None:
    if quote.cue_start is None or quote.cue_end is None:
        return None
    hits = list(reporting_verbs().find(row, row.at(quote.cue_start), row.at(quote.cue_end - 1) + 1))
    return _verb(article, row, hits[-1], quote.speaker, quote.quote_id) if hits else None


def _bare_verbs(article: Document, row: WordRow, mentions: Iterable[Mentions]) -> Iterable[Verbs]:
    for mention in mentions:
        first = row.at(mention.end)
        if first >= len(row.keys) or article.text[mention.end : row.starts[first]].strip():
            continue
        hits = reporting_verbs().find_at(row, first)
        if hits and not row.marked.hold(row.starts[first], row.ends[first]) and _is_finite(row.keys[first]):
            yield _verb(article, row, hits[0], mention.person, None)


def _is_finite(key: str) -> bool:
    return not key.endswith("ing")


def _verb(article: Document, row: WordRow, hit: Hit[Reporting], speaker: str | None, quote_id: str | None) -> Verbs:
    return Verbs(
        article_id=article.article_id,
        start=row.starts[hit.first],
        end=row.ends[hit.end - 1],
        lemma=hit.says.lemma,
        class_=hit.says.class_,  # type: ignore[arg-type]
        speaker=speaker,
        quote_id=quote_id,
    )
