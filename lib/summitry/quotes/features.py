"""What speaks for each reading of a quotation: features of source, cue, quotation and what stands between them."""

import functools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from summitry.quotes.clauses import Clauses, Phrase
from summitry.quotes.vocabulary import FUNCTION_WORDS, bin_share, class_by_ending, cue_words, grammar
from summitry.text import read_templates

OF_LINK = read_templates("quotation link")
TEMPLATES = (*OF_LINK, *read_templates("quotation"))


class Reading(NamedTuple):
    """A reading: a pair (source and cue, or -1), a bare source, same (as before), nobody (speech), none (no speech)."""

    kind: str
    source: Phrase | None
    cue: int


class Quotation(NamedTuple):
    """A quotation, at token ``q``, the classes of the tokens beside it, and its sentence's strongest cue."""

    q: int
    left: str
    right: str
    first: bool
    last: bool
    strongest: str


class Source(NamedTuple):
    """A noun phrase that may be a source: its sort, the classes of the tokens beside it, is it a subject, or first."""

    phrase: Phrase
    kind: str
    before: str
    after: str
    subject: bool
    initial: bool


class CueWord(NamedTuple):
    """A word that may be a cue, at token ``cue``: how it is built, and the classes of the tokens beside it."""

    cue: int
    lemma: str
    sort: str
    share: str
    form: str
    before: str
    after: str
    joint: str


class Link(NamedTuple):
    """A source and a cue of one sentence, the tokens between them, and how many other sources stand there."""

    source: Source
    cue: CueWord
    side: str
    low: int
    high: int
    rivals: int
    subjects: int


def read_quotation(clauses: Clauses, q: int) -> Quotation:
    """Return what is known of the quotation at token *q* in its sentence."""
    forms, here = clauses.forms, clauses.sentence[q]
    low, high = clauses.bounds(here)
    left = "^" if q == low else forms[q - 1].token_class
    right = "$" if q == high - 1 else forms[q + 1].token_class
    strongest = bin_share(max([forms[c].share for c in clauses.cues[here]], default=0.0))
    return Quotation(q, left, right, q == low, q == high - 1, strongest)


def read_source(clauses: Clauses, people: Mapping[int, str], phrase: Phrase) -> Source:
    """Return what is known of a noun phrase."""
    forms = clauses.forms
    initial = phrase.first == clauses.sentence_starts[clauses.sentence[phrase.first]]
    before = "^" if initial else forms[phrase.first - 1].token_class
    after = forms[phrase.last + 1].token_class if phrase.last + 1 < len(forms) else "$"
    return Source(phrase, kind_of(clauses, people, phrase), before, after, clauses.is_subject(phrase), initial)


def kind_of(clauses: Clauses, people: Mapping[int, str], phrase: Phrase) -> str:
    """Return the sort of a source: person, name, he …"""
    kind, word = phrase.kind, clauses.words[phrase.last]
    if kind == "name":
        if not people.keys().isdisjoint(range(phrase.first, phrase.last + 1)):
            return "person"
        return "name" if phrase.last > phrase.first else "word"
    if kind == "pronoun":
        subject = word in ("i", "he", "she", "they", "it", "we", "you")
        return word if subject else "him" if word in ("him", "her", "them", "me", "us") else "pronoun"
    return word if kind == "relative" else kind


def read_cue(clauses: Clauses, i: int) -> CueWord:
    """Return what is known of the word at token *i*, which may be a cue."""
    forms, cue = clauses.forms, clauses.forms[i].cue
    lemma, sort, share = (cue.lemma.replace(" ", "_"), cue.kind, bin_share(cue.share)) if cue else ("?", "guess", "?")
    word, previous = clauses.words[i], clauses.words[i - 1] if i else ""
    before = forms[i - 1].token_class if i else "^"
    after = forms[i + 1].token_class if i + 1 < len(forms) else "$"
    joint = previous if previous in (",", "and") else "none"
    return CueWord(i, lemma, sort, share, _form_of(word, previous), before, after, joint)


def read_link(source: Source, cue: CueWord, others: Iterable[Source]) -> Link:
    """Return what stands between a source and a cue; *others* are the sources of their sentence."""
    low, high, side = source.phrase.last + 1, cue.cue, "L"
    if low > high:
        low, high, side = cue.cue + 1, source.phrase.first, "R"
    rivals = [other.subject for other in others if low <= other.phrase.last < high]
    return Link(source, cue, side, low, high, min(len(rivals), 4), min(sum(rivals), 3))


def _form_of(word: str, before: str) -> str:
    """Return how a cue is built: -ing, passive, infinitive, after a modal, finite; by the word before it, or ""."""
    if word.endswith("ing"):
        return "ing"
    if before == "to":
        return "to"
    if before in ("was", "were", "been", "being", "is", "are", "be"):
        return "passive"
    if FUNCTION_WORDS.get(before) == "auxiliary":
        return "aux"
    if before in grammar("opens a noun"):
        return "noun"
    if word.endswith("ed") or word in ("said", "told", "wrote"):
        return "ed"
    return "s" if word.endswith("s") else "base"


def none_features(clauses: Clauses, quotation: Quotation) -> Iterator[str]:
    """Yield what speaks for marked words that are nobody's speech."""
    marked = clauses.quotes[quotation.q]
    inner = clauses.text[marked.inner_start : marked.inner_end]
    words, length = inner.split(), inner.count(" ") + 1
    size = str(length) if length <= 3 else "4-6" if length <= 6 else "7+"
    title = len(words) > 1 and sum([word[0].isupper() for word in words]) > 0.7 * len(words)
    case = "Title" if title else "First" if inner[0].isupper() else "lower"
    yield f"none case {case} {min(length, 5)}"
    yield f"none ending {inner[-1] if inner[-1] in ',.?!;' else 'word'}"
    yield f"none closes {_inner_class(words[-1])} {size}"
    yield f"none after {quotation.left} {size}"
    yield f"none after {quotation.left}"
    yield f"none before {quotation.right} {size}"
    yield f"none strongest {quotation.strongest} {size}"
    yield f"none heading {clauses.paragraph[quotation.q] == clauses.paragraph[0]} {size}"
    yield f"none spoken {not FIRST_PERSON.isdisjoint(inner.lower().replace('’', ' ').replace(chr(39), ' ').split())}"


FIRST_PERSON = {"i", "we", "our", "my", "us", "me", "you", "your"}


@functools.lru_cache(1 << 14)
def _inner_class(word: str) -> str:
    """Return the class of a word inside the marks."""
    word = word.strip(",.?!;:")
    lower = word.lower().replace("’", "'")
    if lower in FUNCTION_WORDS:
        return FUNCTION_WORDS[lower]
    if not word[:1].isalpha():
        return "number" if word[:1].isdigit() else "mark"
    if word[0].isupper():
        return "Name"
    return "cue" if lower in cue_words() else class_by_ending(lower)


def same_features(clauses: Clauses, quotation: Quotation, q0: int) -> Iterator[str]:
    """Yield what speaks for the speaker of the quotation before, which stands at token *q0*."""
    q, _, _, first, last, _ = quotation
    crossed = clauses.paragraph[q] - clauses.paragraph[q0]
    here, there = clauses.sentence[q], clauses.sentence[q0]
    where = f"{min(crossed, 2)}¶{min(here - there, 3)}"
    yield f"same {where}"
    yield f"same {where} first {first} last {last}"
    between = [form.token_class for form in clauses.forms[q0 + 1 : q]]
    path = "far" if q - q0 > 4 else "_".join(between) or "none"
    yield f"same path {path} {where}"
    yield f"same unclosed {not clauses.quotes[q0].closed} {crossed == 1}"


def bare_features(clauses: Clauses, quotation: Quotation, source: Source, where: str) -> Iterator[str]:
    """Yield what speaks for a source that stands near the quotation without a cue."""
    left = source.phrase.last < quotation.q
    low, high = (source.phrase.last + 1, quotation.q) if left else (quotation.q + 1, source.phrase.first)
    at = f"bare {'L' if left else 'R'} {where}"
    yield "bare"
    yield f"{at} then {source.after}"
    yield f"{at} quotes {min(clauses.shape.count('q', low, high), 2)}"
    yield f"{at} strongest {quotation.strongest}"
    yield f"{at} initial {source.initial} first {quotation.first}"


def link_features(clauses: Clauses, link: Link) -> Iterator[str]:
    """Yield what speaks for a source and a cue that belong together."""
    (_, kind, before, after, subject, _), cue, side, low, high, rivals, subjects = link
    between, distance, form, joint = clauses.shape[low:high], bin_distance(high - low), cue.form, cue.joint
    relative = "who" if "w" in between else "which" if "t" in between else "and" if "a" in between else "none"
    yield f"before source {before} {side}"
    yield f"before source {before} {side} {distance}"
    yield f"source kind {kind} after {before}"
    yield f"after source {after} {side}"
    yield f"after source {after} {side} {distance}"
    yield f"between {relative} {side} commas {min(between.count(','), 3)}"
    yield f"between {relative} {side} rivals {rivals}"
    yield f"between quotes {min(between.count('q'), 2)} {side}"
    yield f"between verbs {min(between.count('v'), 3)} {side} {form} {joint}"
    yield f"bracket {after == ','} {joint == ','} {side} {min(rivals, 2)}"
    yield f"chain {subjects} {subject} {form} {joint} {side}"


STRONG = 0.4  # the share from which a cue is the rival of others


def cue_features(clauses: Clauses, quotation: Quotation, cue: CueWord, order: str, where: str) -> Iterator[str]:
    """Yield what speaks for a cue and a quotation that belong together."""
    q, left, right, _, _, _ = quotation
    i, lemma, sort, share, form, before, after, _ = cue
    low, high = (i + 1, q) if i < q else (q + 1, i)
    distance = bin_distance(high - low)
    rivals = [c for c in clauses.cues[clauses.sentence[i]] if low <= c < high and clauses.forms[c].share >= STRONG]
    yield f"order {order} {where}"
    yield f"cue {order} sort {sort} {share}"
    yield f"cue {order} lemma {lemma}"
    yield f"cue {order} form {form}"
    yield f"cue {order} distance {distance} {where}"
    yield f"cue {order} quotes {min(clauses.shape.count('q', low, high), 2)} {where}"
    yield f"cue {order} rivals {min(len(rivals), 2)}"
    yield f"before cue {before} {order} {form}"
    yield f"after cue {after} {order}"
    yield f"before quotation {left} {order} {distance}"
    yield f"after quotation {right} {order}"


def order_features(link: Link, order: str, same: str) -> Iterator[str]:
    """Yield what speaks for source, cue and quotation in their order; *same*: is the source the one before?"""
    source = link.source
    yield f"order {order} before source {source.before}"
    yield f"order {order} subject {source.subject} {source.initial}"
    yield f"order {order} nearest {source.subject and not link.subjects} {source.kind}"
    yield f"same person {same} {source.kind}"


BOUNDS = (0, 1, 2, 3, 5, 8, 12, 20)  # tokens that bound the classes of a distance
BINS = (*map(str, BOUNDS), "far")


def bin_distance(tokens: int) -> str:
    """Return the class of a distance."""
    return BINS[bisect_left(BOUNDS, tokens)]
