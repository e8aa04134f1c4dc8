"""An article as a row of tokens in which each quotation is one token, with the cues around it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate, chain, pairwise
from operator import add
from typing import Any

from summitry.articles.marks import PARAGRAPH, Marked
from summitry.quotes.vocabulary import CHUNKS, FORMS, QUOTE, Form, cue_words, cut_tokens
from summitry.schema import Span


@dataclass
class Clauses:
    """The tokens of an article outside its quotations, by parallel lists; each quotation is one token."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    capital: list[bool] = field(default_factory=list)
    shape: str = ""
    """One letter a token (vocabulary.LETTERS), to count and find tokens by."""
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    quotes: dict[int, Marked] = field(default_factory=dict)
    sentence_starts: list[int] = field(default_factory=list)
    phrases: dict[int, list[Any]] = field(default_factory=dict)
    """What noun_phrases.phrases_of found, by sentence."""
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
    clauses = Clauses(text)
    opens = list(_add_paragraphs(clauses, spans, marked))
    forms = clauses.forms
    clauses.words = [form.word for form in forms]
    clauses.capital = [form.capital for form in forms]
    clauses.shape = "".join([form.letter for form in forms])
    _number_sentences(clauses, opens)
    _find_cues(clauses)
    return clauses


def _add_paragraphs(clauses: Clauses, spans: Iterable[Span], marked: list[Marked]) -> Iterator[int]:
    """Add the tokens paragraph by paragraph; yield the first token of each that has any."""
    following = iter(marked)
    one = next(following, None)
    for number, paragraph in enumerate(p for span in spans for p in PARAGRAPH.finditer(clauses.text, *span)):
        (at, end), first = paragraph.span(), len(clauses.forms)
        while one is not None and one.start < end:
            _add_words(clauses, at, one.start)
            clauses.quotes[len(clauses.forms)] = one
            _add(clauses, one.start, one.end, FORMS[QUOTE])
            at, one = one.end, next(following, None)
        _add_words(clauses, at, end)
        clauses.paragraph += [number] * (len(clauses.forms) - first)
        if len(clauses.forms) > first:
            yield first


def _add(clauses: Clauses, start: int, end: int, form: Form) -> None:
    clauses.starts.append(start)
    clauses.ends.append(end)
    clauses.forms.append(form)


def _add_words(clauses: Clauses, start: int, end: int) -> None:
    """Add the tokens between two offsets."""
    text = clauses.text[start:end].rstrip()
    bare = text.lstrip()
    if not bare:
        return
    chunks = [CHUNKS[chunk] for chunk in bare.split(" ")]
    at = start + len(text) - len(bare)
    if None in chunks:
        chunks = [cut_tokens(bare)]
    forms, lengths, steps = zip(*chunks, strict=True)
    starts = list(accumulate(chain.from_iterable(steps), initial=at))
    del starts[-1]
    clauses.starts += starts
    clauses.ends += map(add, starts, chain.from_iterable(lengths))
    clauses.forms += chain.from_iterable(forms)


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


def _find_cues(clauses: Clauses) -> None:
    """Note which tokens of each sentence are cues: in lower case, or first in the sentence."""
    for i in [i for i, form in enumerate(clauses.forms) if form.cue]:
        sentence = clauses.sentence[i]
        if not clauses.capital[i] or i == clauses.sentence_starts[sentence]:
            clauses._cues.setdefault(sentence, []).append(i)
