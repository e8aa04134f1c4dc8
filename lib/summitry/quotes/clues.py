"""What speaks for each reading of a quotation: features of source, cue, quotation and what stands between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from summitry.quotes.clauses import Clauses
from summitry.quotes.noun_phrases import Phrase
from summitry.quotes.surroundings import Site, Source, Sources, bin_distance, pattern, read_site, sources_of
from summitry.quotes.vocabulary import bin_share, cue_words, function_words, verb_like
from summitry.quotes.weights import (
    add_up,
    weigh_bare,
    weigh_bare_neighbours,
    weigh_bare_quotation,
    weigh_bare_same,
    weigh_between,
    weigh_bracket,
    weigh_clause,
    weigh_distance,
    weigh_form,
    weigh_join,
    weigh_left,
    weigh_lemma,
    weigh_neighbours,
    weigh_order,
    weigh_path,
    weigh_place,
    weigh_right,
    weigh_same,
    weigh_source,
    weigh_word,
)


class Reading(NamedTuple):
    """One way to read a quotation. ``kind``: pair (source with cue), bare (source alone), same (as the one before),
    nobody (speech without a source), none (no speech). ``cue`` is a token or -1."""

    kind: str
    source: Phrase | None
    cue: int


class Scene:
    """What the features need to know of one quotation and of what was chosen before it."""

    def __init__(self, clauses: Clauses, q: int, people: Mapping[int, str], before: Reading | None, q_before: int):
        self.clauses, self.q, self.people, self.before, self.q_before = clauses, q, people, before, q_before
        words, marked = clauses.words, clauses.quotes[q]
        self.here = clauses.sentence[q]
        self.low, self.high = clauses.bounds(self.here)
        self.inner = clauses.text[marked.inner_start : marked.inner_end]
        self.length = self.inner.count(" ") + 1
        self.size = str(self.length) if self.length <= 3 else "4-6" if self.length <= 6 else "7+"
        self.ending = self.inner[-1:] if self.inner[-1:] in ",.?!" else "word"
        self.heading = clauses.paragraph[q] == 0
        self.first = q == self.low
        self.last = q == self.high - 1
        self.left = "^" if self.first else clauses.classes[q - 1]
        self.right = "$" if self.last else clauses.classes[q + 1]
        self.strongest = bin_share(max([cue_words()[words[c]].share for c in clauses.cues(self.here)], default=0.0))

    def sources(self, sentence: int) -> Sources:
        """Return the sources of a sentence."""
        return sources_of(self.clauses, self.people, sentence)

    def where(self, sentence: int) -> str:
        """Return where a sentence stands, counted from the quotation's, and whether in another paragraph."""
        paragraph = self.clauses.paragraph
        across = paragraph[self.clauses.sentence_starts[sentence]] != paragraph[self.q]
        return f"{sentence - self.here}{'¶' if across else ''}"

    def compare(self, source: Phrase) -> str:
        """Tell whether the source is the one chosen for the quotation before: yes, no, or '-' where there was none."""
        if self.before is None or self.before.source is None:
            return "-"
        if self.before.source == source:
            return "itself"
        mine, other = self.people.get(source.head), self.people.get(self.before.source.head)
        if mine and other:
            return "yes" if mine == other else "no"
        return "?"


# --- no speech, nobody's speech, the same speaker's -----------------------------------------------------------------


def weigh_none(scene: Scene) -> int:
    """Return what speaks for marked words that are no speech."""
    inner, words, size = scene.inner, scene.inner.split(), scene.size
    titled = sum([w[:1].isupper() for w in words]) / max(1, len(words))
    ending = inner[-1:] if inner[-1:] in ",.?!;" else "word"
    case = "Title" if titled > 0.7 and len(words) > 1 else "First" if inner[:1].isupper() else "lower"
    first, last = words[0] if words else "", words[-1] if words else ""
    return add_up(
        "none",
        f"none size {size}",
        f"none case {case} {min(scene.length, 5)}",
        f"none ending {ending}",
        f"none left {scene.left}",
        f"none right {scene.right}",
        f"none left {scene.left} size {size}",
        f"none strongest {scene.strongest} size {size}",
        f"none right {scene.right} size {size}",
        f"none heading {scene.heading} {size}",
        f"none before {scene.before.kind if scene.before else '-'}",
        f"none opens {_inner_class(first)} {size}",
        f"none closes {_inner_class(last)} {size}",
        *_none_extras(scene),
    )


def _none_extras(scene: Scene) -> Iterator[str]:
    if not FIRST_PERSON.isdisjoint(scene.inner.lower().replace("’", "'").replace("'", " ").split()):
        yield "none first person"
    if scene.clauses.quotes[scene.q].single:
        yield f"none single {scene.heading}"
    if not scene.first:
        yield f"none word {scene.clauses.words[scene.q - 1]}"
    elif scene.last:
        yield "none whole sentence"


FIRST_PERSON = {"i", "we", "our", "my", "us", "me", "you", "your"}


def _inner_class(word: str) -> str:
    """Return the class of a word inside the marks."""
    word = word.strip(",.?!;:")
    lower = word.lower().replace("’", "'")
    if lower in function_words():
        return function_words()[lower]
    if not word[:1].isalpha():
        return "number" if word[:1].isdigit() else "mark"
    shape = "Name" if word[0].isupper() else ""
    return shape or ("cue" if lower in cue_words() else verb_like(lower))


def weigh_nobody(scene: Scene) -> int:
    """Return what speaks for speech whose speaker is not named."""
    return add_up("nobody", f"nobody size {scene.size}", f"nobody left {scene.left}")


def weigh_kept(scene: Scene, before: Reading, source: Phrase) -> int:
    """Return what speaks for the speaker of the quotation before."""
    clauses, q, q0 = scene.clauses, scene.q, scene.q_before
    crossed = clauses.paragraph[q] - clauses.paragraph[q0]
    where = f"{min(crossed, 2)}¶{min(scene.here - clauses.sentence[q0], 3)}"
    unclosed = not clauses.quotes[q0].closed
    return add_up(
        "same",
        f"same {where}",
        f"same {where} first {scene.first} last {scene.last}",
        f"same distance {bin_distance(q - q0 - 1)} {where}",
        f"same between {clauses.classes[q - 1]} {where}",
        f"same strongest {scene.strongest} {scene.first}",
        f"same cue between {_cue_between(scene)} {where}",
        f"same size {scene.size}",
        f"same unclosed {unclosed} {crossed == 1}",
        f"same pattern {pattern(clauses, q0 + 1, q)} {where}",
        f"same side {'LR'[source.head > q0]} {'LR'[before.cue > q0]} {where}",
        f"same source {_kind_of(scene, source)}",
    )


def _cue_between(scene: Scene) -> bool:
    """Tell whether a strong cue stands between the quotation before and this one."""
    clauses, q, q0 = scene.clauses, scene.q, scene.q_before
    sentences = range(max(clauses.sentence[q0], scene.here - 5), scene.here + 1)
    return any(cue_words()[clauses.words[c]].share >= 0.5 for s in sentences for c in clauses.cues(s) if q0 < c < q)


def _kind_of(scene: Scene, phrase: Phrase) -> str:
    found = scene.sources(scene.clauses.sentence[phrase.head]).found
    return next(source.kind for source in found if source.phrase == phrase)


# --- a source alone -------------------------------------------------------------------------------------------------


def weigh_alone(scene: Scene, sources: Iterable[Source], where: str) -> Iterator[tuple[Reading, int]]:
    """Yield the readings of sources without a cue, and what speaks for each."""
    q, shape = scene.q, scene.clauses.shape
    for source in sources:
        phrase = source.phrase
        side, low, high = ("L", phrase.last + 1, q) if phrase.last < q else ("R", q + 1, phrase.first)
        at, quotes = f"{side} {where}", min(shape.count("q", low, high), 2)
        yield (
            Reading("bare", phrase, -1),
            weigh_bare(at, bin_distance(high - low), source.kind)
            + weigh_bare_neighbours(at, source.before, source.after, quotes, scene.first)
            + weigh_bare_quotation(at, scene.left, scene.strongest, scene.size)
            + weigh_bare_same(scene.compare(phrase)),
        )


# --- a source with its cue ------------------------------------------------------------------------------------------


class Link(NamedTuple):
    """A source near a cue: how far, whether the subject closest to it, and what speaks for the two."""

    source: Source
    gap: str
    nearest: bool
    weight: int


NEAR = 40
"""How many tokens a source may stand from its cue."""


def weigh_pairs(scene: Scene, cue: int, sources: Sources, where: str) -> Iterator[tuple[Reading, int]]:
    """Yield the readings of a cue with each source near it, and what speaks for each."""
    site, links = _links_of(scene, cue, sources)
    q, by_order = scene.q, dict[str, int]()
    used = scene.before is not None and scene.before.cue == cue
    for source, gap, nearest, weight in links:
        phrase = source.phrase
        order = _order(phrase.first, cue, q)
        if order not in by_order:
            by_order[order] = _weigh_cue(scene, site, order, where, used)
        same = scene.compare(phrase)
        total = by_order[order] + weight + weigh_same(same, source.kind)
        total += weigh_order(order, gap, source.kind, source.subject, source.before == "^", nearest)
        if used:
            total += add_up(f"cue used, source {'kept' if same == 'itself' else 'changed'}")
        yield Reading("pair", phrase, cue), total


def _order(source: int, cue: int, q: int) -> str:
    """Return the order of a source, a cue and the quotation as letters: "scq"."""
    if cue < q:
        return "scq" if source < cue else "csq" if source < q else "cqs"
    return "qcs" if source > cue else "qsc" if source > q else "sqc"


def _weigh_cue(scene: Scene, site: Site, order: str, where: str, used: bool) -> int:
    """Return the weight of a cue and of what stands between it and the quotation."""
    clauses, q, cue = scene.clauses, scene.q, site.token
    low, high = (cue + 1, q) if cue < q else (q + 1, cue)
    strong = clauses.cues(clauses.sentence[cue])
    rivals = len([c for c in strong if low <= c < high and cue_words()[clauses.words[c]].share >= 0.4])
    distance, quotes = bin_distance(high - low), min(clauses.shape.count("q", low, high), 2)
    return (
        weigh_word(site.word, site.lemma, site.share, site.form, order)
        + weigh_neighbours(site.before, site.after, site.form, order)
        + weigh_path(pattern(clauses, low, high), site.lemma, order)
        + weigh_distance(distance, quotes, min(rivals, 2), site.share, order, where)
        + weigh_place(scene.size, scene.first, scene.last, rivals == 0, site.share, order, where)
        + weigh_left(scene.left, distance, order)
        + weigh_right(scene.right, scene.ending, distance, order)
        + (add_up(f"cue used {order} {where}") if used else 0)
    )


def _links_of(scene: Scene, cue: int, sources: Sources) -> tuple[Site, list[Link]]:
    """Return a cue's site and links, which are the same for each quotation near it and so are kept."""
    known: dict[int, tuple[Site, list[Link]]] = scene.clauses.links
    if cue not in known:
        site = read_site(scene.clauses, cue)
        near = sources.around(cue, 4, 3)
        known[cue] = (
            site,
            [
                _read_link(scene.clauses, site, source, sources)
                for source in near
                if max(source.phrase.first - cue, cue - source.phrase.last) <= NEAR
            ],
        )
    return known[cue]


def _read_link(clauses: Clauses, site: Site, source: Source, sources: Sources) -> Link:
    """Return a source with what stands between it and the cue."""
    cue, phrase = site.token, source.phrase
    side, low, high = ("L", phrase.last + 1, cue) if phrase.last < cue else ("R", cue + 1, phrase.first)
    shape, gap, kind, form = clauses.shape, bin_distance(high - low), source.kind, site.form
    rivals, subjects = sources.between(low, high)
    commas, quotes = min(shape.count(",", low, high), 3), min(shape.count("q", low, high), 2)
    verbs, subjects = min(shape.count("v", low, high), 3), min(subjects, 3)
    weight = (
        weigh_source(kind, source.before, source.after, gap, side)
        + weigh_form(form, kind, gap, side)
        + weigh_lemma(site.lemma, gap, side)
        + weigh_between(commas, _relative(shape, low, high), min(rivals, 4), quotes, gap, side)
        + weigh_clause(subjects, verbs, source.subject, form, site.joint, side)
        + weigh_bracket(source.after == ",", site.joint == ",", min(rivals, 2), side)
        + weigh_join(pattern(clauses, low, high), side)
    )
    return Link(source, gap, subjects == 0 and source.subject, weight)


RELATIVES = (("w", "who"), ("t", "which"), ("a", "and"))
"""The letters of Clauses.shape for relative pronouns and "and"."""


def _relative(shape: str, low: int, high: int) -> str:
    """Return the word between two tokens that opens another clause, or ""."""
    return next((name for letter, name in RELATIVES if shape.find(letter, low, high) >= 0), "")
