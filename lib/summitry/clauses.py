"""An article as a row of tokens in which each quotation is one token, with the noun phrases and cues around it.

No parser: a noun phrase is a run of capitalised words, or what stands between a determiner and its noun.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from summitry.marks import PARAGRAPH, Marked
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


class Phrase(NamedTuple):
    """A noun phrase that can be a source: tokens first to last, inclusive; ``head`` is the token it is about."""

    first: int
    last: int
    head: int
    kind: str


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


@functools.cache
def speaker_nouns() -> dict[str, str]:
    """Return the kind (person, group, organisation, document) of nouns that can be a source; plurals are groups."""
    nouns = {row["noun"]: row["kind"] for row in read_words("speakers")}
    plurals = {f"{noun}s": "group" for noun, kind in nouns.items() if kind == "person"}
    return plurals | {f"{noun}s": kind for noun, kind in nouns.items() if kind not in ("person", "group")} | nouns


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
    _phrases: dict[int, list[Phrase]] = field(default_factory=dict)
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

    def phrases(self, sentence: int) -> list[Phrase]:
        """Return the noun phrases of *sentence*."""
        if sentence not in self._phrases:
            self._phrases[sentence] = list(_find_phrases(self, *self.bounds(sentence)))
        return self._phrases[sentence]

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
        word = word.lower().replace("’", "'").replace("‘", "'")
        if word in DASHES:
            word = "—"
        elif word[0] == "." and len(word) > 1:
            word = "…"
        elif "'" in word and (short := CONTRACTION.match(word)):
            clauses.add(at, at + short.end(), short.group(), capital)
            at, word, capital = at + short.end(), word[short.end() :], False
        clauses.add(at, token.end(), word, capital)


def _number_sentences(clauses: Clauses, first: int) -> None:
    """Number the sentences of the paragraph whose tokens begin at *first*."""
    opens = True
    for i in range(first, len(clauses.words)):
        if opens:
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


# --- noun phrases ---------------------------------------------------------------------------------------------------

PRONOUNS = {"i", "he", "she", "they", "we", "it", "you", "him", "them", "me", "us", "her"}
POSSESSIVES = {"his", "her", "their", "my", "our", "its"}
LONGEST_PHRASE = 9


def _find_phrases(clauses: Clauses, low: int, high: int) -> Iterator[Phrase]:
    """Yield the noun phrases among tokens low to high."""
    i = low
    while i < high:
        word = clauses.words[i]
        kind = function_words().get(word, "")
        if word in PRONOUNS and not (word == "her" and _continues(clauses, i + 1, high)):
            yield Phrase(i, i, i, "pronoun")
            i += 1
        elif word in RELATIVES and _relates(clauses, i, low):
            yield Phrase(i, i, i, "relative")
            i += 1
        elif kind in ("determiner", "possessive") and word != "whose":
            if word in POSSESSIVES:
                yield Phrase(i, i, i, "possessive")
            last = _phrase_end(clauses, i + 1, high, bare=False)
            if last > i:
                yield _phrase(clauses, i, last)
            elif word in LONE:
                yield Phrase(i, i, i, "pronoun")
            i = max(last, i) + 1
        elif word in LONE:
            yield Phrase(i, i, i, "pronoun")
            i += 1
        elif _starts_bare(clauses, i, kind):
            last = max(i, _phrase_end(clauses, i, high, bare=True))
            yield _phrase(clauses, i, last)
            i = last + 1
        else:
            i += 1


LONE = {
    "one",
    "another",
    "others",
    "some",
    "many",
    "several",
    "both",
    "two",
    "those",
    "most",
    "few",
    "someone",
    "everyone",
}
RELATIVES = {"who", "which", "that"}


def _relates(clauses: Clauses, i: int, low: int) -> bool:
    """Tell whether a relative pronoun takes up a noun: an analyst who said; a sign that read."""
    before = clauses.words[i - 1] if i > low else ""
    if before in (",", "—"):
        return clauses.words[i] != "that"
    if clauses.words[i] == "who":
        return before not in function_words()
    return before in speaker_nouns() and before not in cue_words()


def _starts_bare(clauses: Clauses, i: int, kind: str) -> bool:
    """Tell whether a noun phrase without determiner begins with token *i*."""
    if kind:
        return False
    if clauses.capital[i]:
        opens = i == clauses.sentence_starts[clauses.sentence[i]]
        return not (opens and clauses.words[i] in cue_words())
    return clauses.words[i] in speaker_nouns() and clauses.words[i] not in cue_words()


def _continues(clauses: Clauses, i: int, high: int) -> bool:
    return i < high and (clauses.capital[i] or clauses.words[i] in speaker_nouns())


def _phrase_end(clauses: Clauses, i: int, high: int, bare: bool) -> int:
    """Return the last token of the noun phrase that goes on at token *i* (i - 1 where it does not)."""
    last, limit = i - 1, min(high, i + LONGEST_PHRASE)
    named = False
    while i < limit:
        word = clauses.words[i]
        if clauses.capital[i] and (named or word not in function_words() or last >= i - 1):
            last, named = i, True
        elif not (
            _links(clauses, i, limit, named)
            or (not bare and (function_words().get(word) == "adverb" or word in QUANTIFIERS))
        ):
            if word in function_words() or not word[0].isalnum():
                break
            if word in speaker_nouns() and not _is_verb(clauses, i):
                last = i
            elif (word in cue_words() and cue_words()[word].kind != "noun") or (
                bare and not _noun_ahead(clauses, i, limit)
            ):
                break
            elif not bare and not word.endswith("ly"):
                last = i
        i += 1
    return last


QUANTIFIERS = {"two", "three", "four", "five", "six", "seven", "other", "many", "few", "several", "most", "various"}
"""Words that may stand between a determiner and its noun: the two countries, the many critics."""


def _links(clauses: Clauses, i: int, limit: int, named: bool) -> bool:
    """Tell whether a small word goes on with a name: Ministry of Defence, Centre for the Study, AT & T, state TASS."""
    word = clauses.words[i]
    if word in ("of", "for", "on"):
        return named and _joins(clauses, i, limit)
    if word == "the":
        return clauses.words[i - 1] in ("of", "for", "on") and i + 1 < limit and clauses.capital[i + 1]
    return word == "&" or (
        word in MODIFIERS and i + 1 < limit and (clauses.capital[i + 1] or clauses.words[i + 1] in speaker_nouns())
    )


def _joins(clauses: Clauses, i: int, limit: int) -> bool:
    """Tell whether "of" goes on with a name: Ministry of Defence, Council of the European Union."""
    following = i + 2 if i + 1 < limit and clauses.words[i + 1] == "the" else i + 1
    return following < limit and clauses.capital[following] and clauses.words[following] not in function_words()


def _is_verb(clauses: Clauses, i: int) -> bool:
    """Tell a verb from the noun it looks like ("Trump tweets", "the report claims"): by what stands before it."""
    cue = cue_words().get(clauses.words[i])
    return (
        cue is not None and cue.kind == "verb" and (clauses.capital[i - 1] or clauses.words[i - 1] in speaker_nouns())
    )


def _noun_ahead(clauses: Clauses, i: int, limit: int) -> bool:
    """Tell whether a source's noun follows one word on: "Trump campaign manager", "state-run news agency"."""
    if "-" in clauses.words[i] or clauses.words[i] in MODIFIERS:
        return True
    return i + 1 < limit and clauses.words[i + 1] in speaker_nouns() and clauses.words[i + 1] not in cue_words()


MODIFIERS = {
    "foreign",
    "state",
    "news",
    "press",
    "security",
    "senior",
    "top",
    "deputy",
    "chief",
    "former",
    "prime",
    "vice",
}


def _phrase(clauses: Clauses, first: int, last: int) -> Phrase:
    """Return the phrase with its head: the name it ends with, or its last noun."""
    if clauses.capital[last]:
        return Phrase(first, last, last, "name")
    kind = speaker_nouns().get(clauses.words[last], "")
    return Phrase(first, last, last, kind or "other")
