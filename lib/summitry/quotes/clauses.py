"""An article as a row of tokens in which each quotation is one token, with the cues around it."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from summitry.articles.marks import PARAGRAPH, Marked
from summitry.schema import Span
from summitry.words import read_words

# U.S. · J. · Mr. · Kremlin's · state-run · 2,500 · a dash · any other mark
TOKEN = re.compile(
    r"(?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Jr|Sr|St|Prof|Rev|No|vs)\.|[A-Z]\.(?= [A-Z])"
    r"|\w+(?:[-’'‘.,&]\w+)*|\.{2,}|--+|[^\w\s]"
)
DASHES = {"-", "--", "---", "–", "—", "―", "※"}
STOPS = {".", "?", "!", "…"}
QUOTE, BREAK = "“”", "¶"
"""The tokens that stand for a quotation and for a paragraph's end."""


class Cue(NamedTuple):
    """A word that can signal speech: its dictionary form, kind, and how often it is a cue beside quotation marks."""

    lemma: str
    kind: str
    share: float
    clause: str


@functools.cache
def cue_words() -> dict[str, Cue]:
    """Return the cues of words/cues.csv by form."""
    return {
        row["cue"]: Cue(row["lemma"], row["kind"], float(row["share"]), row["clause"]) for row in read_words("cues")
    }


@functools.cache
def function_words() -> dict[str, str]:
    """Return the kind (determiner, preposition, auxiliary …) of words that are no content."""
    return {row["word"]: row["kind"] for row in read_words("function_words")}


@dataclass
class Clauses:
    """The tokens of an article outside its quotations, by parallel lists; each quotation is one token."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    capital: list[bool] = field(default_factory=list)
    sentence: list[int] = field(default_factory=list)
    paragraph: list[int] = field(default_factory=list)
    quotes: dict[int, Marked] = field(default_factory=dict)
    sentence_starts: list[int] = field(default_factory=list)
    phrases: dict[int, list[Any]] = field(default_factory=dict)
    """What noun_phrases.phrases_of found, by sentence."""
    classes: dict[int, str] = field(default_factory=dict)
    """What surroundings.token_class said, by token."""
    links: dict[Any, list[float]] = field(default_factory=dict)
    """What clues.weigh_links said of a source and a cue."""
    _cues: dict[int, list[int]] = field(default_factory=dict)

    def add(self, start: int, end: int, word: str, capital: bool) -> None:
        """Append one token; sentences are numbered afterwards."""
        self.starts.append(start)
        self.ends.append(end)
        self.words.append(word)
        self.capital.append(capital)

    def bounds(self, sentence: int) -> Span:
        """Return the token indices of *sentence*, half-open; empty where there is no such sentence."""
        if not 0 <= sentence < len(self.sentence_starts):
            return 0, 0
        following = sentence + 1
        last = self.sentence_starts[following] if following < len(self.sentence_starts) else len(self.words)
        return self.sentence_starts[sentence], last

    def cues(self, sentence: int) -> list[int]:
        """Return the tokens of *sentence* that are cues by words/cues.csv."""
        if sentence not in self._cues:
            known = cue_words()
            low, high = self.bounds(sentence)
            self._cues[sentence] = [i for i in range(low, high) if self.words[i] in known and self._is_cue(i)]
        return self._cues[sentence]

    def _is_cue(self, i: int) -> bool:
        return not self.capital[i] or i == self.sentence_starts[self.sentence[i]]

    def token_at(self, offset: int) -> int:
        """Return the index of the token that begins at or after *offset*."""
        return bisect_left(self.starts, offset)


def read_clauses(text: str, spans: Iterable[Span], marked: list[Marked]) -> Clauses:
    """Return the tokens of ``text`` inside *spans*, with each of *marked* as one token."""
    clauses = Clauses(text)
    following = iter(marked)
    one = next(following, None)
    for number, paragraph in enumerate(p for span in spans for p in PARAGRAPH.finditer(text, *span)):
        at, first = paragraph.start(), len(clauses.words)
        while one is not None and one.start < paragraph.end():
            _add_words(clauses, at, one.start)
            clauses.quotes[len(clauses.words)] = one
            clauses.add(one.start, one.end, QUOTE, False)
            at, one = one.end, next(following, None)
        _add_words(clauses, at, paragraph.end())
        clauses.paragraph += [number] * (len(clauses.words) - first)
        _number_sentences(clauses, first)
    return clauses


# he’s, they’ll, who’d: two tokens, so that the pronoun can be a source
CONTRACTION = re.compile(r"(?:i|you|he|she|it|we|they|who|that|there)(?='(?:s|m|re|ll|ve|d)$)")


def _add_words(clauses: Clauses, start: int, end: int) -> None:
    for token in TOKEN.finditer(clauses.text, start, end):
        word = token.group()
        at, capital = token.start(), word[0].isupper()
        word = word.lower()
        if "’" in word or "‘" in word:
            word = word.replace("’", "'").replace("‘", "'")
        if word.isalnum():
            pass  # by far the most: nothing to mend
        elif word in DASHES:
            word = "—"
        elif word[0] == "." and len(word) > 1:
            word = "…"
        elif "'" in word and (short := CONTRACTION.match(word)):
            clauses.add(at, at + short.end(), short.group(), capital)
            at, word, capital = at + short.end(), word[short.end() :], False
        clauses.add(at, token.end(), word, capital)


LONGEST_SENTENCE = 150
"""Tokens after which a sentence is cut, so that no step takes long over a page without a full stop."""


def _number_sentences(clauses: Clauses, first: int) -> None:
    """Number the sentences of the paragraph whose tokens begin at *first*."""
    opens = True
    for i in range(first, len(clauses.words)):
        if opens or i - clauses.sentence_starts[-1] >= LONGEST_SENTENCE:
            clauses.sentence_starts.append(i)
        clauses.sentence.append(len(clauses.sentence_starts) - 1)
        opens = i + 1 < len(clauses.words) and _ends_sentence(clauses, i)


def _ends_sentence(clauses: Clauses, i: int) -> bool:
    """Tell whether a sentence ends with token *i*: a stop, or a quotation that ends in one, before a fresh start."""
    word, fresh = (
        clauses.words[i],
        clauses.capital[i + 1] or clauses.words[i + 1] in (QUOTE, "[") or (clauses.words[i + 1][0].isdigit()),
    )
    if word in STOPS:
        return fresh or clauses.words[i + 1] == "—"
    if word != QUOTE or not fresh:
        return False
    inner = clauses.quotes[i]
    last = clauses.text[inner.inner_end - 1]
    if last in "?!" and clauses.words[i + 1] != QUOTE:
        return not _cue_soon(clauses, i + 1)
    return last in ".?!…" or (clauses.words[i + 1] == QUOTE and last not in ",;")


def _cue_soon(clauses: Clauses, first: int) -> bool:
    """Tell whether a strong cue stands within five tokens, as in: “Why?” the younger Kim asked."""
    known = cue_words()
    return any(w in known and known[w].share >= 0.5 for w in clauses.words[first : first + 5])
