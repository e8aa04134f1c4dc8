"""Terms: how often each article uses each word and phrase, in memory that the commonest terms alone take."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from scipy import sparse

from summitry.articles.lines import WORD
from summitry.schema import Span
from summitry.text import outside

BREAK = re.compile(r"[.,;:!?()\[\]“”\"\n–—…]")
"""What ends a phrase: "trade. Talks" is no phrase "trade talks"."""

AT_ONCE = 500_000
"""Words whose phrases are counted at one time."""

Text = str | Sequence[str]


class Term(NamedTuple):
    """A term: less the articles that it stands in, less its uses, and so the commonest first; in which articles, how often."""

    less_articles: int
    less_uses: int
    words: str
    article: Any
    uses: Any


@dataclass(frozen=True)
class Counts:
    """How often each article uses each term: a sparse matrix, articles by terms; and each article's length in words."""

    terms: list[str]
    matrix: Any
    words: Any


def count_terms(
    texts: Iterable[tuple[Text, Sequence[Span]]], longest: int, fewest_articles: int, fewest_uses: int, most_terms: int
) -> Counts:
    """Count the words, and the phrases of up to *longest* words, of *texts* (each with the spans that do not count).

    Counted are the terms that stand in *fewest_articles* articles, *fewest_uses* times in all, and of these the
    *most_terms* that stand in most articles (then those used most, then alphabetically). ``terms`` are in
    alphabetical order. Eight bytes a word are held, and what AT_ONCE words take.
    """
    words, codes, lengths = _number_words(texts)
    article = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
    kept: list[Term] = []
    buckets = 1 + len(codes) // AT_ONCE
    for bucket in range(buckets):  # all phrases that begin with a word are in its bucket
        places = np.flatnonzero((codes >= 0) & (codes % buckets == bucket))
        for length, at, ids in _number_phrases(codes, places, len(words), longest):
            counted = _count_phrases(article[at], ids)
            fit = (counted.articles >= fewest_articles) & (counted.uses >= fewest_uses)
            if len(kept) == most_terms:
                fit &= counted.articles >= -kept[-1].less_articles
            kept += _spell(counted, np.flatnonzero(fit), codes, at, ids, length, words)
            kept = sorted(kept, key=lambda term: term[:3])[:most_terms]
    return _fill_matrix(kept, np.bincount(article[codes >= 0], minlength=len(lengths)))


def _number_words(texts: Iterable[tuple[Text, Sequence[Span]]]) -> tuple[list[str], Any, list[int]]:
    """Return the distinct words, all words of all texts as their numbers, and how many numbers each text has.

    -1 stands wherever a phrase ends.
    """
    numbers: dict[str, int] = {}
    codes, lengths = array("i"), []
    for text, spans in texts:
        before = len(codes)
        for run in read_runs(text, spans):
            codes.extend(numbers.setdefault(word, len(numbers)) for word in run)
            codes.append(-1)
        lengths.append(len(codes) - before)
    return list(numbers), np.frombuffer(codes, np.int32) if codes else np.empty(0, np.int32), lengths


def read_runs(text: Text, spans: Sequence[Span]) -> list[list[str]]:
    """Return a text's words outside *spans*, lower case, in runs that phrases may be taken from."""
    if not isinstance(text, str):
        return [[word.lower() for word in text]]
    runs: list[list[str]] = []
    for low, high in outside(len(text), spans):
        last = low
        runs.append([])
        for found in WORD.finditer(text, low, high):
            if BREAK.search(text, last, found.start()):
                runs.append([])
            runs[-1].append(found.group().lower().replace("’", "'"))
            last = found.end()
    return runs


def _number_phrases(codes: Any, places: Any, words: int, longest: int) -> Iterator[tuple[int, Any, Any]]:
    """Yield, for each length, where phrases begin (of *places*) and the number of the phrase that begins there."""
    at = places
    _, ids = np.unique(codes[at], return_inverse=True)
    yield 1, at, ids
    for length in range(2, longest + 1):
        last = codes[at + length - 1]
        at, ids, last = at[last >= 0], ids[last >= 0], last[last >= 0]
        _, ids = np.unique(ids.astype(np.int64) * words + last, return_inverse=True)
        yield length, at, ids


class _Counted(NamedTuple):
    """By phrase: articles, uses, and where its cells begin; by cell (one for each article that has it): article, times."""

    articles: Any
    uses: Any
    begins: Any
    article: Any
    times: Any


def _count_phrases(article: Any, ids: Any) -> _Counted:
    size = int(article.max(initial=0)) + 1
    cells, times = np.unique(ids.astype(np.int64) * size + article, return_counts=True)
    phrase, within = cells // size, (cells % size).astype(np.int32)
    articles = np.bincount(phrase)
    uses = np.bincount(ids, minlength=len(articles))
    return _Counted(articles, uses, np.r_[0, np.cumsum(articles)], within, times.astype(np.int32))


def _spell(
    counted: _Counted, wanted: Any, codes: Any, at: Any, ids: Any, length: int, words: Sequence[str]
) -> list[Term]:
    """Return the phrases *wanted*, by number, as terms."""
    place = np.empty(len(counted.articles), np.int64)
    place[ids] = at
    spelled = codes[place[wanted][:, None] + np.arange(length)].tolist()
    edges = zip(counted.begins[wanted].tolist(), counted.begins[wanted + 1].tolist(), strict=True)
    numbers = zip(counted.articles[wanted].tolist(), counted.uses[wanted].tolist(), strict=True)
    return [
        Term(-articles, -uses, " ".join(words[code] for code in term), counted.article[a:b], counted.times[a:b])
        for (articles, uses), term, (a, b) in zip(numbers, spelled, edges, strict=True)
    ]


def _fill_matrix(kept: Sequence[Term], words: Any) -> Counts:
    terms = sorted(kept, key=lambda term: term.words)
    column = np.repeat(np.arange(len(terms)), [len(term.article) for term in terms])
    row, value = (np.concatenate([np.empty(0, np.int32), *(term[i] for term in terms)]) for i in (3, 4))
    matrix = sparse.csr_matrix((value, (row, column)), shape=(len(words), len(terms)), dtype=np.float64)
    return Counts([term.words for term in terms], matrix, words.astype(float))
