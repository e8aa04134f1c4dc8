"""What speaks for each reading of a quotation: features of source, cue, quotation and what stands between them.

TEMPLATES lists every feature, grouped as the functions below make them.
"""

from __future__ import annotations

import functools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from summitry.quotes.clauses import Clauses, Phrase
from summitry.quotes.vocabulary import bin_share, class_by_ending, cue_words, function_words, grammar

TEMPLATES = (
    # the marked words are nobody's speech
    "none",
    "none size {size}",
    "none case {case} {length}",
    "none ending {ending}",
    "none opens {opens} {size}",
    "none closes {closes} {size}",
    "none left {left}",
    "none right {right}",
    "none left {left} size {size}",
    "none right {right} size {size}",
    "none strongest {strongest} size {size}",
    "none heading {heading} {size}",
    "none before {before}",
    "none word {word}",
    "none first person",
    "none single {heading}",
    "none whole sentence",
    # speech whose speaker is not named
    "nobody",
    "nobody size {size}",
    "nobody left {left}",
    # the speaker of the quotation before
    "same",
    "same {where}",
    "same {where} first {first} last {last}",
    "same distance {distance} {where}",
    "same pattern {path} {where}",
    "same between {before} {where}",
    "same cue between {cue} {where}",
    "same side {source_side} {cue_side} {where}",
    "same source {kind}",
    "same strongest {strongest} {first}",
    "same size {size}",
    "same unclosed {unclosed} {next_paragraph}",
    # a source that stands near the quotation, without a cue
    "bare",
    "bare {side} {where}",
    "bare {side} {where} distance {distance}",
    "bare {side} {where} {kind}",
    "bare {side} {where} {before}",
    "bare {side} {where} then {after}",
    "bare {side} {where} quote left {left}",
    "bare {side} {where} quotes between {quotes}",
    "bare {side} {where} strongest {strongest}",
    "bare {side} {where} size {size}",
    "bare {side} {where} initial {initial} first {first}",
    "bare same person {same}",
    # a source and its cue
    "source distance {distance} {side} {kind}",
    "type {kind} {side} {form}",
    "form {form} {side} {distance}",
    "before {before} {side}",
    "before {before} {kind}",
    "before {before} {side} {distance}",
    "then {after} {side}",
    "then {after} {side} {distance}",
    "commas {commas} {side} {distance}",
    "commas {commas} {side} {relative}",
    "rivals {rivals} {side}",
    "rivals {rivals} commas {commas} {side}",
    "between {relative} {side} {rivals}",
    "source quotes {quotes} {side}",
    "lemma {lemma} {side} {near}",
    "subjects {subjects} {side} {subject}",
    "subjects {subjects} {side} {form}",
    "verbs {verbs} {side} {subject}",
    "verbs {verbs} {side} {form} {joint}",
    "bracket {opens} {closes} {side} {rivals}",
    "chain {subjects} {subject} {form} {joint} {side}",
    "join {path} {side}",
    # a cue and its quotation
    "order {order} {sort} {share}",
    "last cue {lone} {order} {size}",
    "cue distance {distance} {order} {where}",
    "cue distance {distance} {order} {share}",
    "cue quotes {quotes} {order} {where}",
    "cues between {rivals} {order}",
    "cue after {before} {order} {form}",
    "cue then {after} {order}",
    "path {path} {order}",
    "lemma {lemma} path {path} {order}",
    "lemma {lemma} {order}",
    "form {form} {order}",
    "cue {word}",
    "left {left} {order}",
    "right {right} {order}",
    "left {left} {order} {distance}",
    "size {size} {order} {share}",
    "size {size} {where}",
    "first {first} last {last} {order} {where}",
    "ending {ending} {order} {near}",
    # source, cue and quotation in their order
    "order {order} {where}",
    "source distance {distance} {order}",
    "type {kind} {order}",
    "subject {subject} {order} {initial}",
    "nearest subject {nearest} {order} {kind}",
    "same person {same} {kind}",
    "cue used {order} {where}",
    "cue used, source {source}",
)

Features = tuple[str, ...]

# --- contexts: what is known of a quotation, a source and a cue by themselves ---------------------------------------


class Reading(NamedTuple):
    """One way to read a quotation. ``kind``: pair (source with cue), bare (source alone), same (as the one before),
    nobody (speech without a source), none (no speech). ``cue`` is a token or -1."""

    kind: str
    source: Phrase | None
    cue: int


class Before(NamedTuple):
    """The quotation before, at token ``q``, with the reading that was chosen for it, which has a source."""

    q: int
    reading: Reading
    source: Phrase


class Quotation(NamedTuple):
    """A quotation, at token ``q``: its size, its last character, the classes of the tokens to its left and right,
    whether it is the first or last of its sentence, and how strong the sentence's strongest cue is."""

    q: int
    size: str
    ending: str
    left: str
    right: str
    first: bool
    last: bool
    strongest: str


class Source(NamedTuple):
    """A noun phrase that may be a source: its sort, the classes of the tokens beside it, whether it looks like a
    subject, and whether it opens its sentence."""

    phrase: Phrase
    kind: str
    before: str
    after: str
    subject: bool
    initial: bool


class CueWord(NamedTuple):
    """A word that may be a cue, at token ``cue``: how it is built, and the classes of the tokens beside it."""

    cue: int
    word: str
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
    marked, here = clauses.quotes[q], clauses.sentence[q]
    low, high = clauses.bounds(here)
    length = clauses.text.count(" ", marked.inner_start, marked.inner_end) + 1
    shares = [cue.share for c in clauses.cues[here] if (cue := clauses.forms[c].cue)]
    return Quotation(
        q=q,
        size=str(length) if length <= 3 else "4-6" if length <= 6 else "7+",
        ending=clauses.text[marked.inner_end - 1],
        left="^" if q == low else clauses.forms[q - 1].token_class,
        right="$" if q == high - 1 else clauses.forms[q + 1].token_class,
        first=q == low,
        last=q == high - 1,
        strongest=bin_share(max(shares, default=0.0)),
    )


def read_source(clauses: Clauses, people: Mapping[int, str], phrase: Phrase) -> Source:
    """Return what is known of a noun phrase."""
    forms = clauses.forms
    initial = phrase.first == clauses.sentence_starts[clauses.sentence[phrase.first]]
    return Source(
        phrase=phrase,
        kind=kind_of(clauses, people, phrase),
        before="^" if initial else forms[phrase.first - 1].token_class,
        after=forms[phrase.last + 1].token_class if phrase.last + 1 < len(forms) else "$",
        subject=clauses.is_subject(phrase),
        initial=initial,
    )


SUBJECTS = {"i", "he", "she", "they", "it", "we", "you"}


def kind_of(clauses: Clauses, people: Mapping[int, str], phrase: Phrase) -> str:
    """Return the sort of a source: person, name, he …"""
    kind, word = phrase.kind, clauses.words[phrase.head]
    if kind == "name":
        if not people.keys().isdisjoint(range(phrase.first, phrase.last + 1)):
            return "person"
        return "name" if phrase.last > phrase.first else "word"
    if kind == "pronoun":
        return word if word in SUBJECTS else "him" if word in ("him", "her", "them", "me", "us") else "pronoun"
    return word if kind == "relative" else kind


def read_cue(clauses: Clauses, i: int) -> CueWord:
    """Return what is known of the word at token *i*, which may be a cue."""
    forms = clauses.forms
    cue, word, before = forms[i].cue, clauses.words[i], clauses.words[i - 1] if i else ""
    return CueWord(
        cue=i,
        word=word,
        lemma=cue.lemma if cue else "?",
        sort=cue.kind if cue else "guess",
        share=bin_share(cue.share) if cue else "?",
        form=_form_of(word, before),
        before=forms[i - 1].token_class if i else "^",
        after=forms[i + 1].token_class if i + 1 < len(forms) else "$",
        joint=before if before in (",", "and") else "",
    )


def read_link(source: Source, cue: CueWord, others: Iterable[Source]) -> Link:
    """Return what stands between a source and a cue; *others* are the sources of their sentence."""
    low, high, side = source.phrase.last + 1, cue.cue, "L"
    if low > high:
        low, high, side = cue.cue + 1, source.phrase.first, "R"
    rivals = [other.subject for other in others if low <= other.phrase.head < high]
    return Link(source, cue, side, low, high, min(len(rivals), 4), min(sum(rivals), 3))


BEING = {"was", "were", "been", "being", "is", "are", "be"}


def _form_of(word: str, before: str) -> str:
    """Return how a cue is built: -ing, passive, infinitive, after a modal, finite; by the word before it, or ""."""
    if word.endswith("ing"):
        return "ing"
    if before == "to":
        return "to"
    if before in BEING:
        return "passive"
    if function_words().get(before) == "auxiliary":
        return "aux"
    if before in grammar("opens a noun"):
        return "noun"
    if word.endswith("ed") or word in ("said", "told", "wrote"):
        return "ed"
    return "s" if word.endswith("s") else "base"


# --- features of no speech, of nobody, of the speaker before --------------------------------------------------------


def none_features(clauses: Clauses, quotation: Quotation, before: Before | None) -> Iterator[str]:
    """Yield what speaks for marked words that are nobody's speech."""
    q, size, ending, left, right, first, last, strongest = quotation
    marked = clauses.quotes[q]
    inner = clauses.text[marked.inner_start : marked.inner_end]
    words, heading = inner.split(), clauses.paragraph[q] == clauses.paragraph[0]
    yield "none"
    yield f"none size {size}"
    yield f"none case {_read_case(inner, words)} {min(inner.count(' ') + 1, 5)}"
    yield f"none ending {ending if ending in ',.?!;' else 'word'}"
    yield f"none opens {_inner_class(words[0])} {size}"
    yield f"none closes {_inner_class(words[-1])} {size}"
    yield f"none left {left}"
    yield f"none right {right}"
    yield f"none left {left} size {size}"
    yield f"none right {right} size {size}"
    yield f"none strongest {strongest} size {size}"
    yield f"none heading {heading} {size}"
    yield f"none before {before.reading.kind if before else '-'}"
    if not FIRST_PERSON.isdisjoint(inner.lower().replace("’", " ").replace("'", " ").split()):
        yield "none first person"
    if marked.single:
        yield f"none single {heading}"
    if not first:
        yield f"none word {clauses.words[q - 1]}"
    elif last:
        yield "none whole sentence"


FIRST_PERSON = {"i", "we", "our", "my", "us", "me", "you", "your"}


def _read_case(inner: str, words: list[str]) -> str:
    if len(words) > 1 and sum([word[0].isupper() for word in words]) > 0.7 * len(words):
        return "Title"
    return "First" if inner[0].isupper() else "lower"


@functools.lru_cache(1 << 14)
def _inner_class(word: str) -> str:
    """Return the class of a word inside the marks."""
    word = word.strip(",.?!;:")
    lower = word.lower().replace("’", "'")
    if lower in function_words():
        return function_words()[lower]
    if not word[:1].isalpha():
        return "number" if word[:1].isdigit() else "mark"
    if word[0].isupper():
        return "Name"
    return "cue" if lower in cue_words() else class_by_ending(lower)


def nobody_features(quotation: Quotation) -> Iterator[str]:
    """Yield what speaks for speech whose speaker is not named."""
    yield "nobody"
    yield f"nobody size {quotation.size}"
    yield f"nobody left {quotation.left}"


def same_features(clauses: Clauses, quotation: Quotation, before: Before, kind: str) -> Iterator[str]:
    """Yield what speaks for the speaker of the quotation before, who is of this *kind*."""
    q, size, _, _, _, first, last, strongest = quotation
    q0, reading, source = before
    here, there = clauses.sentence[q], clauses.sentence[q0]
    crossed = clauses.paragraph[q] - clauses.paragraph[q0]
    where = f"{min(crossed, 2)}¶{min(here - there, 3)}"
    yield "same"
    yield f"same {where}"
    yield f"same {where} first {first} last {last}"
    yield f"same distance {bin_distance(q - q0 - 1)} {where}"
    yield f"same pattern {read_path(clauses, q0 + 1, q)} {where}"
    yield f"same between {clauses.forms[q - 1].token_class} {where}"
    yield f"same cue between {_cue_between(clauses, q0, q)} {where}"
    yield f"same side {'LR'[source.head > q0]} {'LR'[reading.cue > q0]} {where}"
    yield f"same source {kind}"
    yield f"same strongest {strongest} {first}"
    yield f"same size {size}"
    yield f"same unclosed {not clauses.quotes[q0].closed} {crossed == 1}"


def _cue_between(clauses: Clauses, q0: int, q: int) -> bool:
    """Tell whether a strong cue stands between two quotations."""
    here, there = clauses.sentence[q], clauses.sentence[q0]
    cues = (c for sentence in clauses.cues[max(there, here - 5) : here + 1] for c in sentence if q0 < c < q)
    return any((cue := clauses.forms[c].cue) and cue.share >= 0.5 for c in cues)


# --- features of sources and cues -----------------------------------------------------------------------------------


def bare_features(clauses: Clauses, quotation: Quotation, source: Source, where: str) -> Iterator[str]:
    """Yield what speaks for a source that stands near the quotation without a cue."""
    left = source.phrase.last < quotation.q
    low, high = (source.phrase.last + 1, quotation.q) if left else (quotation.q + 1, source.phrase.first)
    at = f"bare {'L' if left else 'R'} {where}"
    yield "bare"
    yield at
    yield f"{at} distance {bin_distance(high - low)}"
    yield f"{at} {source.kind}"
    yield f"{at} {source.before}"
    yield f"{at} then {source.after}"
    yield f"{at} quote left {quotation.left}"
    yield f"{at} quotes between {min(clauses.shape.count('q', low, high), 2)}"
    yield f"{at} strongest {quotation.strongest}"
    yield f"{at} size {quotation.size}"
    yield f"{at} initial {source.initial} first {quotation.first}"


def link_features(clauses: Clauses, link: Link) -> Iterator[str]:
    """Yield what speaks for a source and a cue that belong together."""
    (_, kind, before, after, subject, _), cue, side, low, high, rivals, subjects = link
    between, distance, form, joint = clauses.shape[low:high], bin_distance(high - low), cue.form, cue.joint
    commas, verbs = min(between.count(","), 3), min(between.count("v"), 3)
    relative = "who" if "w" in between else "which" if "t" in between else "and" if "a" in between else ""
    yield f"source distance {distance} {side} {kind}"
    yield f"type {kind} {side} {form}"
    yield f"form {form} {side} {distance}"
    yield f"before {before} {side}"
    yield f"before {before} {kind}"
    yield f"before {before} {side} {distance}"
    yield f"then {after} {side}"
    yield f"then {after} {side} {distance}"
    yield f"commas {commas} {side} {distance}"
    yield f"commas {commas} {side} {relative}"
    yield f"rivals {rivals} {side}"
    yield f"rivals {rivals} commas {commas} {side}"
    yield f"between {relative} {side} {rivals}"
    yield f"source quotes {min(between.count('q'), 2)} {side}"
    yield f"lemma {cue.lemma} {side} {bin_near(high - low)}"
    yield f"subjects {subjects} {side} {subject}"
    yield f"subjects {subjects} {side} {form}"
    yield f"verbs {verbs} {side} {subject}"
    yield f"verbs {verbs} {side} {form} {joint}"
    yield f"bracket {after == ','} {joint == ','} {side} {min(rivals, 2)}"
    yield f"chain {subjects} {subject} {form} {joint} {side}"
    yield f"join {read_path(clauses, low, high)} {side}"


def cue_features(clauses: Clauses, quotation: Quotation, cue: CueWord, order: str, where: str) -> Iterator[str]:
    """Yield what speaks for a cue and a quotation that belong together."""
    q, size, ending, left, right, first, last, _ = quotation
    i, word, lemma, sort, share, form, before, after, _ = cue
    low, high = (i + 1, q) if i < q else (q + 1, i)
    distance, path, near = bin_distance(high - low), read_path(clauses, low, high), bin_near(high - low)
    rivals = _count_strong(clauses, clauses.sentence[i], low, high)
    yield f"order {order} {sort} {share}"
    yield f"last cue {rivals == 0} {order} {size}"
    yield f"cue distance {distance} {order} {where}"
    yield f"cue distance {distance} {order} {share}"
    yield f"cue quotes {min(clauses.shape.count('q', low, high), 2)} {order} {where}"
    yield f"cues between {min(rivals, 2)} {order}"
    yield f"cue after {before} {order} {form}"
    yield f"cue then {after} {order}"
    yield f"path {path} {order}"
    yield f"lemma {lemma} path {path} {order}"
    yield f"lemma {lemma} {order}"
    yield f"form {form} {order}"
    yield f"cue {word}"
    yield f"left {left} {order}"
    yield f"right {right} {order}"
    yield f"left {left} {order} {distance}"
    yield f"size {size} {order} {share}"
    yield f"size {size} {where}"
    yield f"first {first} last {last} {order} {where}"
    yield f"ending {ending if ending in ',.?!' else 'word'} {order} {near}"


STRONG = 0.4
"""The share from which a cue between another one and the quotation is its rival."""


def _count_strong(clauses: Clauses, sentence: int, low: int, high: int) -> int:
    return sum(
        low <= c < high and (cue := clauses.forms[c].cue) is not None and cue.share >= STRONG
        for c in clauses.cues[sentence]
    )


def order_features(link: Link, order: str, where: str) -> Iterator[str]:
    """Yield what speaks for source, cue and quotation in their order."""
    source = link.source
    yield f"order {order} {where}"
    yield f"source distance {bin_distance(link.high - link.low)} {order}"
    yield f"type {source.kind} {order}"
    yield f"subject {source.subject} {order} {source.initial}"
    yield f"nearest subject {source.subject and not link.subjects} {order} {source.kind}"


BOUNDS = (0, 1, 2, 3, 5, 8, 12, 20)
"""Tokens that bound the classes of a distance."""
BINS = (*map(str, BOUNDS), "far")
LONGEST_PATH = 3


def bin_distance(tokens: int) -> str:
    """Return the class of a distance."""
    return BINS[bisect_left(BOUNDS, tokens)]


def bin_near(tokens: int) -> str:
    """Return the class of a short distance."""
    return str(tokens) if tokens < 3 else "3+"


def read_path(clauses: Clauses, low: int, high: int) -> str:
    """Return what stands between two tokens, by class, or "far" where it is more than three tokens."""
    return " ".join([form.token_class for form in clauses.forms[low:high]]) if high - low <= LONGEST_PATH else "far"
