"""Who may meet in a sentence: each two people of the roster whom it names, joins by a hyphen, or points at."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summitry.meetings.cues import join_cues
from summitry.meetings.items import read_items
from summitry.meetings.scene import Item, Scene
from summitry.text import Sentence

PLURALS = ("they", "both", "their", "them", "we", "our")
SINGULARS = ("he", "him", "his", "she", "her", "host", "guest", "counterpart", "visitor")


class Candidate(NamedTuple):
    """Two people whom a sentence may report to meet; ``first`` and ``second`` are the items that stand for them.

    ``basis`` says how they are there: named, duo ("the Xi-Putin summit"), they, or him (one named, one as a pronoun).
    """

    sentence: Sentence
    items: list[Item]
    people: frozenset[str]
    first: int
    second: int
    basis: str


def find_candidates(scene: Scene, sentence: Sentence, last: tuple[str, ...] | None) -> list[Candidate]:
    """Return each two people of the roster who are in *sentence*: named, joined by a hyphen, else as "they" or "him".

    *last* are the two who met last.
    """
    pair = scene.pair_in_play(sentence, sentence.end, last)
    if not _may_hold_two(scene, sentence, pair):
        return []
    items = join_cues(scene, read_items(scene, sentence))
    at = _who_is_where(scene, items)
    if any(item.kind == "pair" for item in items) and len(at.keys() & scene.leaders) < 2:
        at = {}  # "Ushakov said that the leaders will meet in Beijing at the invitation of Xi"
    elif len(at.keys() & scene.leaders) > 1:
        at = {name: where for name, where in at.items() if name in scene.leaders}  # "Xi and his wife welcomed Putin"
    found = []
    for one, other in itertools.combinations(sorted(at), 2):
        first, second = _nearest(at[one], at[other])
        found.append(Candidate(sentence, items, frozenset((one, other)), first, second, "named"))
    duos = [i for i, item in enumerate(items) if item.kind == "duo"]
    found += [Candidate(sentence, items, frozenset(items[i].value.split(";")), i, i, "duo") for i in duos]
    return found or _pointed_at(scene, sentence, items, at, pair)


def _may_hold_two(scene: Scene, sentence: Sentence, pair: tuple[str, ...] | None) -> bool:
    """Tell cheaply whether *sentence* can name two people or point at two: most do not, and need not be laid out."""
    named = scene.people_in(*sentence[:2])
    meant = (
        pair is not None
        or len(named) > 1
        or any(_with_topic(scene, sentence, name) for name in named)
        or scene.joins_two(*sentence[:2])
    )
    return meant and scene.may_meet(sentence)


def _who_is_where(scene: Scene, items: Sequence[Item]) -> dict[str, list[int]]:
    at: dict[str, list[int]] = {}
    for i, item in enumerate(items):
        name = item.value if item.kind == "person" else item.owner
        if name in scene.roster.by_name:
            at.setdefault(name, []).append(i)
    return at


def _nearest(ones: Iterable[int], others: Sequence[int]) -> tuple[int, int]:
    pairs = ((min(i, j), max(i, j)) for i in ones for j in others)
    return min(pairs, key=lambda pair: (pair[1] - pair[0], pair))


def _pointed_at(
    scene: Scene, sentence: Sentence, items: list[Item], at: dict[str, list[int]], pair: tuple[str, ...] | None
) -> list[Candidate]:
    """Return the two whom "they", "the two" or, beside one who is named, "him" can mean: mostly the *pair* in play."""
    they = next((i for i, item in enumerate(items) if item.kind == "pair" or item.value in PLURALS), None)
    him = [i for i, item in enumerate(items) if item.value in SINGULARS and item.kind == "word" and not item.owner]
    if they is None and not (len(at) == 1 and him):
        return []
    if they is None and (pair is None or not at.keys() <= set(pair)):
        pair = _with_topic(scene, sentence, next(iter(at)))
    if pair is None or not at.keys() <= set(pair):
        return []
    if they is not None:
        return [Candidate(sentence, items, frozenset(pair), they, they, "they")]
    named = next(iter(at.values()))
    return [Candidate(sentence, items, frozenset(pair), *_nearest(named, him), "him")]


def _with_topic(scene: Scene, sentence: Sentence, named: str) -> tuple[str, ...] | None:
    """Return the one who is *named* and whom the sentence before names first: "Blinken met Wang. He then saw Xi"."""
    start = scene.start_before(sentence, 1)
    before = (m.person for m in scene.mentions_in(start, sentence.start) if m.person in scene.roster.by_name)
    topic = next(before, None)
    return tuple(sorted((topic, named))) if topic and topic != named else None
