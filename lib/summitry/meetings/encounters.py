"""Who meets whom: "X met Y", "talks between X and Y", "the two leaders sat down", "X's upcoming summit with Y".

The rules for a trigger (`rules`) say who stands around it; here it is told who of the roster that is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from summitry.meetings.items import read_items
from summitry.meetings.rules import Reader, Reading
from summitry.meetings.scene import Item, Scene
from summitry.meetings.words import triggers
from summitry.text import Sentence


@dataclass(frozen=True, slots=True)
class Encounter:
    """Words that report a meeting: the trigger's offsets, who meets, and how that was read.

    ``basis`` is explicit (both named or pointed at), pair ("the two leaders"), visit ("during X's visit both leaders"),
    their ("their first meeting"), bare ("the talks", nobody named) or likely (read by no rule: see `likelihood`).
    ``group`` is where the verb group begins; ``finite`` says that the verb is a plain past or present, so that what it
    tells has happened unless it is denied. ``probability``: how likely it is that a meeting is reported.
    """

    sentence: Sentence
    start: int
    end: int
    people: tuple[str, ...]
    mode: str
    basis: str
    phrase: str
    group: int
    finite: bool
    probability: float = 1.0


def find_encounters(scene: Scene) -> list[Encounter]:
    """Return the encounters that *scene*'s article reports, in reading order, one for each trigger that holds."""
    encounters: list[Encounter] = []
    last: tuple[str, ...] | None = None
    if not scene.has_two:
        return []
    for sentence in scene.triggered:
        if not scene.may_meet(sentence):
            continue
        items = read_items(scene, sentence)
        for at in (i for i, item in enumerate(items) if item.kind == "trigger"):
            encounter = _read_encounter(scene, sentence, items, at, last)
            if encounter:
                last = encounter.people if len(encounter.people) == 2 else last
                encounters.append(encounter)
    return encounters


def _read_encounter(
    scene: Scene, sentence: Sentence, items: Sequence[Item], at: int, last: tuple[str, ...] | None
) -> Encounter | None:
    """Return the encounter that the trigger at item *at* reports, or None where no two people of the roster meet."""
    reader = Reader(items, at, scene.article.text)
    reading = reader.read()
    if reading is None:
        return None
    names = _names(reading.people)
    basis = reading.basis
    if basis in ("bare", "their", "visit") or any(item.kind == "pair" for item in reading.people):
        pair = scene.pair_in_play(sentence, items[at].start, last)
        if pair is None or not names <= set(pair):
            return None
        unnamed = basis in ("bare", "their") or any(item.value in ("they", "both") for item in reading.people)
        alone = any(item.value == "they" for item in reading.people)
        if unnamed and not scene.means_pair(sentence, pair, last, alone):
            return None
        names, basis = set(pair), "pair" if basis == "explicit" else basis
    if len(names & scene.leaders) > 1:
        names &= scene.leaders  # "Xi and his wife welcomed Putin" is a meeting of the two
    if len(names) < 2 or (basis == "visit" and not _is_host(scene, items, reading, names)):
        return None
    _, mode = triggers()[items[at].value]
    start = items[at].start
    end = items[max(at, reading.end - 1)].end
    group = items[min(reading.first, at)].start
    return Encounter(sentence, start, end, tuple(sorted(names)), mode, basis, items[at].value, group, reading.finite)


# 'unconfirmed reports that Putin might grace the forum in China': the modal and the verb that goes somewhere
EXPECTED_VISIT = re.compile(
    r"\b(?:might|may|could|would|will|(?:is|are)\s(?:expected|due|set|likely|invited)\sto|plans?\sto)\s(?:\w{1,12}\s){0,2}?"
    r"(?P<verb>visit|travel|attend|grace|go|fly|head|come|take\spart|join|arrive)\b"
)


def find_expected_visits(scene: Scene, people: tuple[str, ...]) -> list[Encounter]:
    """Return where the article expects one of two *people*, whose meeting it announces, in the other's country."""
    if len(people) != 2:
        return []
    visits = []
    text = scene.article.text
    for sentence in scene.sentences:
        here = scene.leaders_in(*sentence[:2])
        found = EXPECTED_VISIT.search(text, *sentence[:2]) if len(here) == 1 and here[0] in people else None
        host = next(name for name in people if name != here[0]) if found else ""
        if found and scene.goes_to(host, found.end(), sentence.end):
            start, end = found.span("verb")
            visits.append(Encounter(sentence, start, end, people, "", "visit", "visit", found.start(), False))
    return visits


def _names(people: Sequence[Item]) -> set[str]:
    return {name for item in people if item.kind in ("person", "duo") for name in item.value.split(";")}


def _is_host(scene: Scene, items: Sequence[Item], reading: Reading, names: set[str]) -> bool:
    """Tell whether the place after "X's visit to" is in the country of the other of the two."""
    end = items[min(len(items), reading.end + 4) - 1].end
    hosts = names - {item.value for item in reading.people}
    return any(scene.goes_to(name, items[reading.first].start, end) for name in hosts)
