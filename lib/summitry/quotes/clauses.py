"""An article as a row of tokens in which each quotation is one token, with its cues and, without a parser, its nouns."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import compress, pairwise
from typing import NamedTuple

from summitry.quotes.vocabulary import POSSESSIVES, QUOTE, RELATIVES, SMALL_SOURCES, Form, grammar, read_form
from summitry.schema import Span
from summitry.text import Document, Marked, Tokens


class Phrase(NamedTuple):
    """A noun phrase that can be a source: tokens first to last, inclusive; the last one is its head."""

    first: int
    last: int
    kind: str


@dataclass
class Clauses:
    """The tokens of an article outside its quotations, by parallel lists; each quotation is one token."""

    text: str
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    forms: list[Form] = field(default_factory=list)
    stretch: list[int] = field(default_factory=list)
    """The document's sentence that each token stands in; ``sentence`` is that in which a quotation is one word."""
    paragraph: list[int] = field(default_factory=list)
    quotes: dict[int, Marked] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    shape: str = ""  # one letter a token (vocabulary.LETTERS), to count and find tokens by
    sentence: list[int] = field(default_factory=list)
    sentence_starts: list[int] = field(default_factory=list)
    cues: list[list[int]] = field(default_factory=list)
    """The tokens of each sentence that are cues by words/cues.csv: those in lower case, or first in the sentence."""
    chunks: dict[int, tuple[str, dict[int, tuple[int, Phrase | None]]]] = field(
        default_factory=dict
    )  # of roles.py, by sentence
    _phrases: dict[int, list[Phrase]] = field(default_factory=dict)

    def extend(self, tokens: Tokens) -> None:
        """Append tokens; sentences are numbered afterwards."""
        self.starts += tokens.starts
        self.ends += tokens.ends
        self.forms += map(read_form, tokens.spellings)
        self.stretch += tokens.sentences

    def bounds(self, sentence: int) -> Span:
        """Return the token indices of *sentence*, half-open."""
        following = sentence + 1
        last = self.sentence_starts[following] if following < len(self.sentence_starts) else len(self.words)
        return self.sentence_starts[sentence], last

    def token_at(self, offset: int) -> int:
        """Return the index of the token that begins at or after *offset*."""
        return bisect_left(self.starts, offset)

    def phrases(self, sentence: int) -> list[Phrase]:
        """Return the noun phrases of a sentence, in order."""
        if sentence not in self._phrases:
            self._phrases[sentence] = list(_find_phrases(self, *self.bounds(sentence)))
        return self._phrases[sentence]

    def phrase_at(self, i: int) -> Phrase | None:
        """Return the noun phrase that begins at token *i*; of "his friend", all."""
        phrases = self.phrases(self.sentence[i]) if i < len(self.words) else []
        return next((p for p in phrases if p.first == i and p.kind != "possessive"), None)

    def is_subject(self, phrase: Phrase) -> bool:
        """Tell whether a phrase looks like a subject: no preposition before it, a verb or a comma after it."""
        forms, following = self.forms, phrase.last + 1
        if following >= len(forms) or not forms[following].predicate:
            return False
        return not phrase.first or forms[phrase.first - 1].kind != "preposition"


def read_clauses(doc: Document) -> Clauses:
    """Return the tokens of headline, captions and body, with each marked stretch as one token."""
    clauses, tokens, reached = Clauses(doc.text), doc.tokens, 0
    for marked in doc.marked:
        inside = tokens.between(marked.start, marked.end)
        if inside:
            _add_tokens(clauses, tokens, reached, inside.start)
            clauses.quotes[len(clauses.forms)] = marked
            first = min(inside.start + 1, inside.stop - 1)  # the mark may be glued to the sentence before
            clauses.extend(Tokens([marked.start], [marked.end], [QUOTE], [tokens.sentences[first]]))
            reached = inside.stop
    _add_tokens(clauses, tokens, reached, len(tokens))
    for mention in doc.mentions:  # somebody's surname that would be read as another word: May
        if mention.form == "surname" and not (form := read_form(mention.text)).opens_phrase:
            at = clauses.token_at(mention.start)
            if clauses.starts[at : at + 1] == [mention.start]:
                clauses.forms[at] = replace(read_form("Xi"), word=form.word)
    clauses.words = [form.word for form in clauses.forms]
    clauses.shape = "".join([form.letter for form in clauses.forms])
    clauses.paragraph = [doc.sentences[stretch].paragraph for stretch in clauses.stretch]
    _number_sentences(clauses)
    return clauses


def _add_tokens(clauses: Clauses, tokens: Tokens, first: int, end: int) -> None:
    """Add the article's tokens first to end, half-open; a contraction becomes two: he · ’s."""
    joined = [form.joined for form in map(read_form, tokens.spellings[first:end])]
    for i in compress(range(first, end), joined):
        clauses.extend(tokens.part(first, i))
        start, spelling, stretch, length = tokens.starts[i], tokens.spellings[i], tokens.sentences[i], joined[i - end]
        starts, ends = [start, start + length], [start + length, tokens.ends[i]]
        clauses.extend(Tokens(starts, ends, [spelling[:length], spelling[length:]], [stretch, stretch]))
        first = i + 1
    clauses.extend(tokens.part(first, end))


LONGEST_SENTENCE = 150  # tokens after which one is cut, so that no page without a full stop takes long


def _number_sentences(clauses: Clauses) -> None:
    """Number the sentences and note their cues: the document's, save that a quotation is one word of its sentence."""
    words, paragraph, stretch, tokens = clauses.words, clauses.paragraph, clauses.stretch, len(clauses.words)
    changes = [i for i in range(1, tokens) if stretch[i] != stretch[i - 1]]
    opens = {i for i in changes if words[i - 1] != QUOTE or paragraph[i] != paragraph[i - 1]}
    opens |= {q + 1 for q in clauses.quotes if q + 1 < tokens and _ends_sentence(clauses, q)}
    for first, following in pairwise(sorted({0, *opens, tokens})):
        for start in range(first, following, LONGEST_SENTENCE):
            end = min(following, start + LONGEST_SENTENCE)
            clauses.sentence += [len(clauses.sentence_starts)] * (end - start)
            clauses.sentence_starts.append(start)
            forms = enumerate(clauses.forms[start:end], start)
            clauses.cues.append([i for i, form in forms if form.cue and (i == start or not form.capital)])


def _ends_sentence(clauses: Clauses, q: int) -> bool:
    """Tell whether a sentence ends with the quotation at token *q*: it ends in a stop, before a fresh start."""
    following, last = clauses.words[q + 1], clauses.text[clauses.quotes[q].inner_end - 1]
    if not (clauses.forms[q + 1].capital or following in (QUOTE, "[") or following[0].isdigit()):
        return False
    if last in "?!" and following != QUOTE:
        return all(form.share < 0.5 for form in clauses.forms[q + 1 : q + 6])  # “Why?” the younger Kim asked
    return last in ".?!…" or (following == QUOTE and last not in ",;")


LONGEST_PHRASE = 9


def _find_phrases(clauses: Clauses, low: int, high: int) -> Iterator[Phrase]:
    """Yield the noun phrases among tokens low to high."""
    reached = -1
    for i in range(low, high):
        form = clauses.forms[i]
        if i <= reached or not form.opens_phrase:
            continue
        if form.word in SMALL_SOURCES or form.kind in ("determiner", "possessive"):
            for phrase in _small_phrases(clauses, i, low, high):
                reached = phrase.last
                yield phrase
        elif not form.capital or form.cue is None or i != low:  # no sentence's first cue
            reached = max(i, _phrase_end(clauses, i, high, bare=True))
            yield _phrase(clauses, i, reached)


def _small_phrases(clauses: Clauses, i: int, low: int, high: int) -> Iterator[Phrase]:
    """Yield the pronoun at token *i*, or the phrase that it opens, or both: "his", "his friend"."""
    word, kind = clauses.words[i], clauses.forms[i].kind
    if word in grammar("pronoun") and not (word == "her" and _continues(clauses, i + 1, high)):
        yield Phrase(i, i, "pronoun")
    elif word in RELATIVES and _relates(clauses, i, low):
        yield Phrase(i, i, "relative")
    else:
        opens = kind in ("determiner", "possessive") and word != "whose"
        if word in POSSESSIVES:
            yield Phrase(i, i, "possessive")
        last = _phrase_end(clauses, i + 1, high, bare=False) if opens else i
        if last > i or word in grammar("lone source"):
            yield _phrase(clauses, i, last) if last > i else Phrase(i, i, "pronoun")


def _relates(clauses: Clauses, i: int, low: int) -> bool:
    """Tell whether a relative pronoun takes up a noun: an analyst who said; a sign that read."""
    if i == low:
        return clauses.words[i] == "who"
    before = clauses.forms[i - 1]
    if before.word in (",", "—"):
        return clauses.words[i] != "that"
    return not before.kind if clauses.words[i] == "who" else before.noun != "" and before.cue is None


def _continues(clauses: Clauses, i: int, high: int) -> bool:
    return i < high and (clauses.forms[i].capital or clauses.forms[i].noun != "")


def _phrase_end(clauses: Clauses, i: int, high: int, bare: bool) -> int:
    """Return the last token of the noun phrase that goes on at token *i* (i - 1 where it does not)."""
    last, limit = i - 1, min(high, i + LONGEST_PHRASE)
    named = False
    while i < limit:
        form = clauses.forms[i]
        if form.capital and (named or not form.kind or last >= i - 1):
            last, named = i, True
        elif not bare and (form.kind == "adverb" or form.word in grammar("quantifier")):
            pass  # between a determiner and its noun: the two countries, the many critics
        elif not _links(clauses, i, limit, named):
            if form.kind or not form.word[0].isalnum():
                break
            if form.noun and not _is_verb(clauses, i):
                last = i
            elif (form.cue and form.cue.kind != "noun") or (bare and not _noun_ahead(clauses, i, limit)):
                break
            elif not bare and not form.word.endswith("ly"):
                last = i
        i += 1
    return last


def _links(clauses: Clauses, i: int, limit: int, named: bool) -> bool:
    """Tell whether a small word goes on with a name: Ministry of Defence, Centre for the Study, AT & T, state TASS."""
    word = clauses.words[i]
    if word in ("of", "for", "on"):  # Council of the European Union, not "Putin on Tuesday"
        following = i + 2 if i + 1 < limit and clauses.words[i + 1] == "the" else i + 1
        return named and following < limit and clauses.forms[following].named and not clauses.forms[following].kind
    if word == "the":
        return clauses.words[i - 1] in ("of", "for", "on") and i + 1 < limit and clauses.forms[i + 1].capital
    return word == "&" or (word in grammar("modifies a noun") and _continues(clauses, i + 1, limit))


def _is_verb(clauses: Clauses, i: int) -> bool:
    """Tell a verb from the noun it looks like ("Trump tweets", "the report claims"): by what stands before it."""
    cue, before = clauses.forms[i].cue, clauses.forms[i - 1]
    return cue is not None and cue.kind == "verb" and (before.capital or before.noun != "")


def _noun_ahead(clauses: Clauses, i: int, limit: int) -> bool:
    """Tell whether a source's noun follows one word on: "Trump campaign manager", "state-run news agency"."""
    if "-" in clauses.words[i] or clauses.words[i] in grammar("modifies a noun"):
        return True
    following = clauses.forms[i + 1] if i + 1 < limit else None
    return following is not None and following.noun != "" and following.cue is None


def _phrase(clauses: Clauses, first: int, last: int) -> Phrase:
    """Return the phrase, of the kind of its head: the name it ends with, or its last noun."""
    form = clauses.forms[last]
    return Phrase(first, last, "name" if form.capital else form.noun or "other")
