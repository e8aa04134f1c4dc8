"""An article as a row of tokens in which each quotation is one token, with the cues around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import numpy as np

from summitry.quotes.tokens import OPENS, Stretch, Tokens
from summitry.quotes.vocabulary import QUOTE, Form, cue_words
from summitry.schema import Span
from summitry.text import Marked, find_lines


@dataclass
class Clauses:
    """The tokens of an article outside its quotations, by parallel lists; each quotation is one token."""

    text: str
    starts: list[int]
    ends: list[int]
    forms: list[Form]
    words: list[str]
    capital: list[bool]
    codes: np.ndarray
    """The tokens' classes by code."""
    letters: np.ndarray
    marks: np.ndarray
    """What the tokens are, as bits (tokens.CAPITAL and the others)."""
    shape: str
    """One letter a token (vocabulary.LETTERS), to count and find tokens by."""
    quotes: dict[int, Marked]
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    sentence_starts: list[int] = field(default_factory=list)
    phrases: dict[int, list[Any]] = field(default_factory=dict)
    """What noun_phrases.phrases_of found, by sentence."""
    cue_tokens: list[int] = field(default_factory=list)
    """The tokens that are cues by words/cues.csv."""
    openers: list[int] = field(default_factory=list)
    """The tokens that may open a noun phrase."""
    _cues: dict[int, list[int]] = field(default_factory=dict)

    def bounds(self, sentence: int) -> Span:
        """Return the token indices of *sentence*, half-open; empty where there is no such sentence."""
        if not 0 <= sentence < len(self.sentence_starts):
            return 0, 0
        following = sentence + 1
        last = self.sentence_starts[following] if following < len(self.sentence_starts) else len(self.words)
        return self.sentence_starts[sentence], last

    def cues(self, sentence: int) -> list[int]:
        """Return the tokens of *sentence* that are cues by words/cues.csv."""
        return self._cues.get(sentence, [])

    def token_at(self, offset: int) -> int:
        """Return the index of the token that begins at or after *offset*."""
        return bisect_left(self.starts, offset)


def read_clauses(text: str, spans: Iterable[Span], marked: list[Marked]) -> Clauses:
    """Return the tokens of ``text`` inside *spans*, with each of *marked* as one token."""
    cut, paragraphs = Stretch(text), dict[int, int]()
    following = iter(marked)
    one = next(following, None)
    for number, paragraph in enumerate(p for span in spans for p in find_lines(text, *span)):
        (at, end), first = paragraph.span(), len(cut.found)
        while one is not None and one.start < end:
            cut.add(at, one.start)
            cut.add_quote(one.start, one.end)
            at, one = one.end, next(following, None)
        cut.add(at, end)
        if len(cut.found) > first:
            paragraphs[first] = number
    return _read_tokens(text, Tokens(cut), paragraphs, marked)


def _read_tokens(text: str, tokens: Tokens, paragraphs: dict[int, int], marked: list[Marked]) -> Clauses:
    """Return the tokens by sentence; *paragraphs* are their numbers, by first chunk."""
    opens = tokens.first[list(paragraphs)].tolist()
    clauses = Clauses(
        text=text,
        starts=tokens.starts.tolist(),
        ends=tokens.ends.tolist(),
        forms=tokens.forms,
        words=tokens.words,
        capital=tokens.capital,
        codes=tokens.codes,
        letters=tokens.letters,
        marks=tokens.marks,
        openers=np.flatnonzero(tokens.marks & OPENS).tolist(),
        shape=tokens.letters.tobytes().decode("ascii"),
        quotes=dict(zip(tokens.quotes, marked, strict=False)),
    )
    for number, (first, end) in zip(paragraphs.values(), pairwise([*opens, len(tokens.forms)]), strict=True):
        clauses.paragraph += [number] * (end - first)
    _number_sentences(clauses, opens)
    _sort_cues(clauses, tokens.cues)
    return clauses


LONGEST_SENTENCE = 150
"""Tokens after which a sentence is cut, so that no step takes long over a page without a full stop."""
STOP_OR_QUOTE = re.compile(r"[.q]")


def _number_sentences(clauses: Clauses, opens: list[int]) -> None:
    """Number the sentences; *opens* are the tokens that open a paragraph."""
    last_of_paragraph = {first - 1 for first in [*opens, len(clauses.forms)]}
    stops = (found.start() for found in STOP_OR_QUOTE.finditer(clauses.shape))
    ends = [i + 1 for i in stops if i not in last_of_paragraph and _ends_sentence(clauses, i)]
    bounds = sorted([*opens, *ends, len(clauses.forms)])
    for first, following in pairwise(bounds):
        for start in range(first, following, LONGEST_SENTENCE):
            clauses.sentence += [len(clauses.sentence_starts)] * (min(following, start + LONGEST_SENTENCE) - start)
            clauses.sentence_starts.append(start)


def _ends_sentence(clauses: Clauses, i: int) -> bool:
    """Tell whether a sentence ends with token *i*: a stop, or a quotation that ends in one, before a fresh start."""
    following = clauses.words[i + 1]
    fresh = clauses.capital[i + 1] or following in (QUOTE, "[") or following[0].isdigit()
    if clauses.words[i] != QUOTE:
        return fresh or following == "—"
    if not fresh:
        return False
    last = clauses.text[clauses.quotes[i].inner_end - 1]
    if last in "?!" and following != QUOTE:
        return not _cue_soon(clauses, i + 1)
    return last in ".?!…" or (following == QUOTE and last not in ",;")


def _cue_soon(clauses: Clauses, first: int) -> bool:
    """Tell whether a strong cue stands within five tokens, as in: “Why?” the younger Kim asked."""
    known = cue_words()
    return any(w in known and known[w].share >= 0.5 for w in clauses.words[first : first + 5])


def _sort_cues(clauses: Clauses, cues: list[int]) -> None:
    """Note which tokens are cues, of all and of each sentence: those in lower case, or first in the sentence."""
    for i in cues:
        sentence = clauses.sentence[i]
        if not clauses.capital[i] or i == clauses.sentence_starts[sentence]:
            clauses.cue_tokens.append(i)
            clauses._cues.setdefault(sentence, []).append(i)
