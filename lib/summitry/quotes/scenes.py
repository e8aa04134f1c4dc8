"""One quotation by itself: its size, ending and place, and what speaks for it being no speech, or the same speaker's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from summitry.quotes.candidates import kind_of
from summitry.quotes.clauses import Clauses
from summitry.quotes.model import add_up, kept
from summitry.quotes.noun_phrases import Phrase
from summitry.quotes.surroundings import pattern
from summitry.quotes.vocabulary import OTHER, bin_share, cue_words, function_words, verb_like
from summitry.quotes.weights import bin_distance, codes


class Reading(NamedTuple):
    """One way to read a quotation. ``kind``: pair (source with cue), bare (source alone), same (as the one before),
    nobody (speech without a source), none (no speech). ``cue`` is a token or -1."""

    kind: str
    source: Phrase | None
    cue: int


class Before(NamedTuple):
    """What was chosen for the quotation before, at token ``q``, where that has a source."""

    reading: Reading
    source: Phrase
    q: int


CODED = ("left", "right", "size", "ending", "strongest", "first", "last")
"""What the columns of readings need of a quotation (weights.axes)."""


@dataclass(slots=True)
class Scene:
    """What the features need to know of the quotation at token ``q``; ``codes`` of CODED."""

    clauses: Clauses
    q: int
    here: int
    inner: str
    length: int
    size: str
    first: bool
    last: bool
    left: str
    right: str
    strongest: str
    codes: tuple[int, ...]


def read_scene(clauses: Clauses, q: int) -> Scene:
    """Return what is known of the quotation at token *q*."""
    marked, here = clauses.quotes[q], clauses.sentence[q]
    low, high = clauses.bounds(here)
    inner = clauses.text[marked.inner_start : marked.inner_end]
    length = inner.count(" ") + 1
    size = str(length) if length <= 3 else "4-6" if length <= 6 else "7+"
    first, last = q == low, q == high - 1
    left = "^" if first else clauses.forms[q - 1].token_class
    right = "$" if last else clauses.forms[q + 1].token_class
    share = max([cue_words()[clauses.words[c]].share for c in clauses.cues(here)], default=0.0)
    strongest = bin_share(share)
    coded = (
        codes("left").get(left, codes("left")[OTHER]),
        codes("right").get(right, codes("right")[OTHER]),
        codes("size")[size],
        codes("ending").get(inner[-1:], 0),
        codes("strongest")[strongest],
        int(first),
        int(last),
    )
    return Scene(clauses, q, here, inner, length, size, first, last, left, right, strongest, coded)


def weigh_none(scene: Scene, before: Before | None) -> int:
    """Return what speaks for marked words that are no speech; *before* is the choice for the quotation before."""
    inner, size, heading = scene.inner, scene.size, scene.clauses.paragraph[scene.q] == 0
    words = inner.split()
    titled = sum([w[0].isupper() for w in words]) > 0.7 * len(words)
    case = "Title" if titled and len(words) > 1 else "First" if inner[:1].isupper() else "lower"
    ending = inner[-1:] if inner[-1:] in ",.?!;" else "word"
    opens, closes = (_inner_class(words[0]), _inner_class(words[-1])) if words else ("mark", "mark")
    return (
        _weigh_inner(size, case, min(scene.length, 5), ending, opens, closes)
        + _weigh_outer(size, scene.left, scene.right, scene.strongest, heading, before.reading.kind if before else "-")
        + add_up(*_none_extras(scene, heading))
    )


@kept
def _weigh_inner(size: str, case: str, length: int, ending: str, opens: str, closes: str) -> int:
    return add_up(
        "none",
        f"none size {size}",
        f"none case {case} {length}",
        f"none ending {ending}",
        f"none opens {opens} {size}",
        f"none closes {closes} {size}",
    )


@kept
def _weigh_outer(size: str, left: str, right: str, strongest: str, heading: bool, before: str) -> int:
    return add_up(
        f"none left {left}",
        f"none right {right}",
        f"none left {left} size {size}",
        f"none right {right} size {size}",
        f"none strongest {strongest} size {size}",
        f"none heading {heading} {size}",
        f"none before {before}",
    )


def _none_extras(scene: Scene, heading: bool) -> Iterator[str]:
    clauses = scene.clauses
    if not FIRST_PERSON.isdisjoint(scene.inner.lower().replace("’", "'").replace("'", " ").split()):
        yield "none first person"
    if clauses.quotes[scene.q].single:
        yield f"none single {heading}"
    if not scene.first:
        yield f"none word {clauses.words[scene.q - 1]}"
    elif scene.last:
        yield "none whole sentence"


FIRST_PERSON = {"i", "we", "our", "my", "us", "me", "you", "your"}


@kept
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
    return _weigh_nobody(scene.size, scene.left)


@kept
def _weigh_nobody(size: str, left: str) -> int:
    return add_up("nobody", f"nobody size {size}", f"nobody left {left}")


def weigh_same(scene: Scene, before: Before, people: Mapping[int, str]) -> int:
    """Return what speaks for the speaker of the quotation before."""
    clauses, q, (reading, source, q0) = scene.clauses, scene.q, before
    crossed = clauses.paragraph[q] - clauses.paragraph[q0]
    where = f"{min(crossed, 2)}¶{min(scene.here - clauses.sentence[q0], 3)}"
    unclosed = not clauses.quotes[q0].closed
    side = f"{'LR'[source.head > q0]} {'LR'[reading.cue > q0]}"
    return (
        _weigh_way(where, bin_distance(q - q0 - 1), pattern(clauses, q0 + 1, q), clauses.forms[q - 1].token_class)
        + _weigh_both(where, _cue_between(scene, q0), side, kind_of(clauses, people, source))
        + _weigh_second(where, scene.first, scene.last, scene.strongest, scene.size)
        + add_up(f"same unclosed {unclosed} {crossed == 1}")
    )


@kept
def _weigh_way(where: str, distance: str, path: str, between: str) -> int:
    return add_up(
        f"same distance {distance} {where}", f"same pattern {path} {where}", f"same between {between} {where}"
    )


@kept
def _weigh_both(where: str, cue: bool, side: str, kind: str) -> int:
    return add_up(f"same cue between {cue} {where}", f"same side {side} {where}", f"same source {kind}")


@kept
def _weigh_second(where: str, first: bool, last: bool, strongest: str, size: str) -> int:
    return add_up(
        "same",
        f"same {where}",
        f"same {where} first {first} last {last}",
        f"same strongest {strongest} {first}",
        f"same size {size}",
    )


def _cue_between(scene: Scene, q0: int) -> bool:
    """Tell whether a strong cue stands between the quotation before and this one."""
    clauses, q = scene.clauses, scene.q
    sentences = range(max(clauses.sentence[q0], scene.here - 5), scene.here + 1)
    cues = [c for sentence in sentences for c in clauses.cues(sentence) if q0 < c < q]
    return any(cue_words()[clauses.words[c]].share >= 0.5 for c in cues)
