"""The candidates for a quotation's source: noun phrases near it, and near the cues near it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from summitry.quotes.clauses import Clauses
from summitry.quotes.noun_phrases import Phrase, phrases_of
from summitry.quotes.vocabulary import function_words
from summitry.quotes.weights import SUBJECTS
from summitry.schema import Span

FAR, NEAR = 40, 40
"""How many tokens a cue may stand from its quotation, and a source from its cue."""


@dataclass(slots=True)
class Candidates:
    """The readings of some quotations, as parallel lists.

    A *source* is a noun phrase of the sentences around the quotations, a *site* a cue there, a *link* a source near a
    site. A *reading* is a link, or a source alone (link -1), ``where`` its sentence stands: -1, 0, 1 from the
    quotation's.
    """

    sources: list[Phrase] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    sentences: dict[int, Span] = field(default_factory=dict)
    """Where the sources of a sentence are."""
    sites: dict[int, Span] = field(default_factory=dict)
    """Where the links of a cue are."""
    link_source: list[int] = field(default_factory=list)
    link_site: list[int] = field(default_factory=list)
    reading_link: list[int] = field(default_factory=list)
    reading_source: list[int] = field(default_factory=list)
    reading_where: list[int] = field(default_factory=list)
    bounds: list[int] = field(default_factory=lambda: [0])
    """Where the readings of each quotation begin, and the last one's end."""

    def around(self, at: int, sentence: int, left: int, right: int) -> list[int]:
        """Return a sentence's sources closest to token *at* on either side, and its first two: its subject."""
        low, high = self.sentences[sentence]
        before = after = bisect_left(self.heads, at, low, high)
        while after < high and self.sources[after].first <= at:
            after += 1
        near = max(low, before - left)
        return [*range(low, min(low + 2, near)), *range(near, before), *range(after, min(after + right, high))]

    def find(self, phrase: Phrase, otherwise: int) -> int:
        """Return the number of the source that is this phrase, or *otherwise*."""
        i = bisect_left(self.heads, phrase.head)
        return i if i < len(self.sources) and self.sources[i] == phrase else otherwise


def find_candidates(clauses: Clauses, quotes: list[int]) -> Candidates:
    """Return the candidates of the quotations at these tokens."""
    found = Candidates()
    here = {clauses.sentence[q] for q in quotes}
    for sentence in sorted(
        {s + step for s in here for step in (-1, 0, 1) if 0 <= s + step < len(clauses.sentence_starts)}
    ):
        phrases = phrases_of(clauses, sentence)
        found.sentences[sentence] = len(found.sources), len(found.sources) + len(phrases)
        found.sources += phrases
        found.heads += [phrase.head for phrase in phrases]
    for q in quotes:
        for sentence in range(clauses.sentence[q] - 1, clauses.sentence[q] + 2):
            if sentence in found.sentences:
                _add_readings(found, clauses, q, sentence)
        found.bounds.append(len(found.reading_link))
    return found


def _add_readings(found: Candidates, clauses: Clauses, q: int, sentence: int) -> None:
    """Add the readings of a quotation with the sources of one sentence."""
    step = sentence - clauses.sentence[q]
    for cue in _cues_near(clauses, q, sentence):
        low, high = found.sites[cue] if cue in found.sites else _add_site(found, cue, sentence)
        found.reading_link += range(low, high)
        found.reading_source += found.link_source[low:high]
    low, high = found.sentences[sentence]
    if step == 0:
        alone = found.around(q, sentence, 4, 2)
    else:
        alone = [*range(low, min(low + 2, high)), *range(max(low + 2, high - 1), high)]
    found.reading_link += [-1] * len(alone)
    found.reading_source += alone
    found.reading_where += [step] * (len(found.reading_link) - len(found.reading_where))


def _add_site(found: Candidates, cue: int, sentence: int) -> Span:
    """Add the links of a cue, which are the same for each quotation near it."""
    first, site = len(found.link_source), len(found.sites)
    for source in found.around(cue, sentence, 4, 3):
        phrase = found.sources[source]
        if max(phrase.first - cue, cue - phrase.last) <= NEAR:
            found.link_source.append(source)
            found.link_site.append(site)
    found.sites[cue] = first, len(found.link_source)
    return found.sites[cue]


def _cues_near(clauses: Clauses, q: int, sentence: int) -> list[int]:
    """Return the cues of a sentence that are near the quotation; none of the next paragraph."""
    here = clauses.sentence[q]
    if sentence > here and clauses.paragraph[clauses.sentence_starts[sentence]] != clauses.paragraph[q]:
        return []
    known = clauses.cues(sentence)
    cues = [c for c in known if q - FAR <= c < q][-5:] + [c for c in known if q < c <= q + FAR][:5]
    if sentence == here:
        cues += [c for c in _guessed_cues(clauses, q) if c not in cues]
    return cues


def _guessed_cues(clauses: Clauses, q: int) -> Iterator[int]:
    """Yield the tokens close to the quotation that look like a verb but are not in the list of cues."""
    low, high = clauses.bounds(clauses.sentence[q])
    for i in (*range(max(low, q - 5), q), *range(q + 1, min(high, q + 5))):
        if clauses.forms[i].verblike:
            yield i


# --- what a source and a cue are ------------------------------------------------------------------------------------

OBJECTS = {"him", "her", "them", "me", "us"}


def kind_of(clauses: Clauses, people: Mapping[int, str], phrase: Phrase) -> str:
    """Return the sort of a source: person, name, he …"""
    kind = phrase.kind
    if kind == "name":
        if phrase.head in people or not people.keys().isdisjoint(range(phrase.first, phrase.last + 1)):
            return "person"
        return "name" if phrase.last > phrase.first else "word"
    word = clauses.words[phrase.head]
    if kind == "pronoun":
        return word if word in SUBJECTS else "him" if word in OBJECTS else "pronoun"
    return word if kind == "relative" else kind


BEING = {"was", "were", "been", "being", "is", "are", "be"}
OPENS_NOUN = {"a", "the", "an", "his", "her", "their", "this", "that", "'s", "of"}


def form_of(word: str, before: str) -> str:
    """Return how a cue is built: -ing, passive, infinitive, after a modal, finite; by the word before it, or ""."""
    if word.endswith("ing"):
        return "ing"
    if before == "to":
        return "to"
    if before in BEING:
        return "passive"
    if function_words().get(before) == "auxiliary":
        return "aux"
    if before in OPENS_NOUN:
        return "noun"
    if word.endswith("ed") or word in ("said", "told", "wrote"):
        return "ed"
    return "s" if word.endswith("s") else "base"
