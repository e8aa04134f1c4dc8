"""How likely a sentence reports that two people meet: a logistic model over the clues of `clues`.

The `rules` read a report where its grammar is plain, and what they read is one of the clues. The model finds reports
that no rule was written for, and turns down what only looks like one. Its weights are a table,
words/meeting_weights.csv, fitted by tests/fit_meetings.py on articles of our own.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from summitry.meetings.candidates import Candidate, find_candidates
from summitry.meetings.clues import find_clues
from summitry.meetings.cues import cue_classes
from summitry.meetings.encounters import Encounter
from summitry.meetings.scene import Item, Scene
from summitry.meetings.words import tokens, triggers
from summitry.text import read_words

LIKELY = 0.68
"""How likely a report must be that only the model finds."""
POINTED = 0.80
"""The same where the two are not both named in the sentence, or somebody else is before one of them."""
CROWDED = 0.95
"""The same where four people or more are named: any two of them come together in such a list."""
DOUBTFUL = 0.50
"""How likely a report must be that a rule reads."""
UNWEIGHED = {"explicit": 0.9, "pair": 0.85, "visit": 0.75, "their": 0.75, "bare": 0.7}
"""How likely the report of a rule is where the model sees no two people."""


@functools.cache
def weights() -> dict[str, float]:
    """Return the weight of each clue, "" being the intercept."""
    return {row["clue"]: float(row["weight"]) for row in read_words("meeting_weights")}


def score(clues: Iterable[str]) -> float:
    """Return the probability that a sentence with these clues reports a meeting of the two.

    >>> score(["basis named", "rule explicit"]) > score(["basis named", "rule none"])
    True
    """
    known = weights()
    return 1 / (1 + math.exp(-known.get("", 0.0) - sum(known.get(clue, 0.0) for clue in set(clues))))


def find_likely_encounters(scene: Scene, read: Iterable[Encounter]) -> list[Encounter]:
    """Return the encounters of *scene* with their probabilities: those *read* by rule, and those only likely.

    Those that a rule read and the model doubts are left out.
    """
    chosen: list[Encounter] = []
    for here, weighed in weigh_sentences(scene, read):
        likely = {candidate.people: (candidate, score(clues)) for candidate, clues in weighed}
        chosen += _with_probabilities(here, {people: p for people, (_, p) in likely.items()})
        for candidate, probability in likely.values():
            if probability >= _threshold(candidate) and not any(candidate.people <= set(e.people) for e in here):
                chosen.append(_encounter(candidate, probability))
    return chosen


Weighed = list[tuple[Candidate, frozenset[str]]]


def weigh_sentences(scene: Scene, read: Iterable[Encounter]) -> Iterator[tuple[list[Encounter], Weighed]]:
    """Yield for each sentence that has either what rules *read* in it, and its candidates with their clues."""
    by_sentence: dict[int, list[Encounter]] = {}
    for encounter in read:
        by_sentence.setdefault(encounter.sentence.start, []).append(encounter)
    met = {frozenset(encounter.people) for encounters in by_sentence.values() for encounter in encounters}
    last: tuple[str, ...] | None = None
    for sentence in scene.sentences:
        here = by_sentence.get(sentence.start, [])
        candidates = find_candidates(scene, sentence, last)
        if not (here or candidates):
            continue
        clues = (find_clues(scene, c, here, any(c.people <= m for m in met)) for c in candidates)
        yield here, [(c, frozenset(found)) for c, found in zip(candidates, clues, strict=True)]
        pairs: list[tuple[str, ...]] = [e.people for e in here if len(e.people) == 2]
        if last is None and len(candidates) == 1:
            pairs = [tuple(sorted(candidates[0].people))]
        last = pairs[-1] if pairs else last


def _threshold(candidate: Candidate) -> float:
    """Return how likely a report must be that no rule reads: more so where others stand before the two, or many do."""
    if len({item.value for item in candidate.items if item.kind == "person"}) > 3:
        return CROWDED
    stranger = any(item.kind == "other" for item in candidate.items[: candidate.second])
    return LIKELY if candidate.basis in ("named", "duo") and not stranger else POINTED


def _with_probabilities(read: Iterable[Encounter], likely: dict[frozenset[str], float]) -> Iterator[Encounter]:
    """Yield the encounters that rules *read* with the probability of the likeliest two of their people."""
    for encounter in read:
        found = [p for people, p in likely.items() if people <= set(encounter.people)]
        probability = max(found, default=UNWEIGHED[encounter.basis])
        if probability >= DOUBTFUL:
            yield replace(encounter, probability=probability)


# --- where the report's words are -----------------------------------------------------------------------------------

COST = {
    "meet": 0,
    "talk": 0,
    "summit": 1,
    "remote": 1,
    "video": 1,
    "host": 1,
    "touch": 2,
    "speak": 2,
    "share": 3,
    "sign": 4,
    "tell": 4,
    "agree": 5,
    "travel": 5,
    "invite": 5,
}
"""How many items further away than "met" a cue of each class counts as."""


def _cue(candidate: Candidate) -> int:
    """Return the item that says that they met: the nearest cue to the two, else the second of them."""
    best = candidate.second
    least = 99
    for i, item in enumerate(candidate.items):
        cost = COST.get(cue_classes().get(item.value, "")) if item.kind in ("word", "trigger") else None
        if cost is None:
            continue
        outside = max(0, candidate.first - i, i - candidate.second)
        if cost + outside < least:
            best, least = i, cost + outside
    return best


def _encounter(candidate: Candidate, probability: float) -> Encounter:
    items = candidate.items
    at = _cue(candidate)
    group = _verb_group(items, at)
    phrase = items[at].value
    mode = _mode(items, at) if phrase.startswith("call") else triggers().get(phrase, ("", ""))[1] or _mode(items, at)
    people = tuple(sorted(candidate.people))
    end = max(items[at].end, items[candidate.second].end) if at <= candidate.second <= at + 6 else items[at].end
    finite = _is_past(items, group, at)
    start = items[at].start
    return Encounter(
        candidate.sentence, start, end, people, mode, "likely", phrase, items[group].start, finite, probability
    )


def _mode(items: list[Item], at: int) -> str:
    """Return how they met where the cue or a word next to it tells it: "had a telephone conversation"."""
    for i in range(max(0, at - 2), min(len(items), at + 3)):
        cue = cue_classes().get(items[i].value, "")
        if cue == "video":
            return "video"
        if cue == "remote" and (not items[i].value.startswith("call") or _is_noun(items, i)):
            return "phone"
    return ""


def _is_noun(items: list[Item], at: int) -> bool:
    """Tell whether "call" is a conversation: "in a birthday call", not "call for talks"."""
    before = {item.value for item in items[max(0, at - 2) : at]}
    after = items[at + 1].value if at + 1 < len(items) else ""
    return bool(
        before & {"a", "the", "their", "his", "in", "during", "after", "first", "last", "this"}
    ) and after not in (
        "for",
        "on",
        "to",
    )


def _verb_group(items: list[Item], at: int) -> int:
    """Return the first item of the verb group that ends in item *at*."""
    i = at
    while i and items[i - 1].kind in ("word", "date") and items[i - 1].value in tokens("skip") | {"date"}:
        i -= 1
    return i


PAST = re.compile(
    r"(?:ed|met|sat|held|spoke|saw|told|gave|drank|rode|drove|stood|shook|flew|came|went|took|began|had)$"
)


def _is_past(items: list[Item], group: int, at: int) -> bool:
    """Tell whether the cue is a verb in the past, without "will", "to" or "not" before it."""
    before = {items[i].value for i in range(group, at + 1)}
    return bool(PAST.search(items[at].value.split(" ")[0])) and not before & tokens("open verb")
