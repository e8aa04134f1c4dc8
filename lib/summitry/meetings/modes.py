"""How two leaders met: in person, by video or by phone; where a sentence does not say, what its neighbours say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from summitry.meetings.circumstances import find_place
from summitry.meetings.cues import cue_classes
from summitry.meetings.encounters import Encounter
from summitry.meetings.scene import Scene
from summitry.meetings.words import trigger_pattern, triggers

VIDEO = re.compile(
    r"\b(?:by|via|through|over|in|on)\s+(?:a\s+|secure\s+|their\s+|the\s+)*video|\bvirtual(?:ly)?\b|\bteleconference\b|"
    r"\bvideo[- ]?(?:link|conferenc\w+|call|meeting|summit|talks|chat|format|screen|conversation)",
    re.IGNORECASE,
)
PHONE = re.compile(
    r"\b(?:by|over|on|via|in)\s+(?:a\s+|the\s+|their\s+)?(?:tele)?phone\b|\b(?:tele)?phone\s(?:call|conversation|talks|chat)s?\b|"
    r"\b(?:tele)?phoned\b|\brang\b|\b(?:in|during|on|had|held|after)\s(?:a|the|their|his)\s(?:\w+\s)?call\b(?!\sfor)",
    re.IGNORECASE,
)


def read_mode(scene: Scene, encounter: Encounter) -> str:
    """Return how they met: the trigger's own mode, or by video or phone where the words around it say so."""
    if encounter.mode:
        return encounter.mode
    text = scene.article.text
    end = min(encounter.sentence.end, encounter.end + 60)
    found = trigger_pattern().finditer(scene.lower, encounter.end, end)
    others = [m.start() for m in found if triggers()[re.sub(r"\s+", " ", m.group())][0] in ("verb", "spoke", "object")]
    around = text[max(encounter.sentence.start, encounter.start - 40) : min([end, *others])]
    return "video" if VIDEO.search(around) else "phone" if PHONE.search(around) else "in-person"


# 'in person', 'at the Kremlin', 'the red carpet'
IN_PERSON = re.compile(
    r"\bin[- ]person\b|\b(?:exchange|pay|paid|return|mutual|state|official)\s(?:\w+\s)?visits?\b|\bface[- ]to[- ]face\b|\bred carpet\b|\bat the (?:Kremlin|White House)\b",
    re.IGNORECASE,
)
BODILY = ("touch", "host", "share", "travel", "invite")
"""Classes of cues for what is done in one room, or leads there."""
NEAR = 8
"""How many sentences away a report may stand whose mode is taken over."""


def settle_modes(scene: Scene, encounters: Sequence[Encounter]) -> list[Encounter]:
    """Return *encounters* with their modes; one that states none has that of the nearest of the same people.

    "They discussed grain" is by phone after "Erdogan and Putin spoke by telephone". A place, a handshake or "in person"
    states that they met in person, which is what they did where nobody says otherwise.
    """
    order = {sentence.start: i for i, sentence in enumerate(scene.sentences)}
    stated = [(order.get(e.sentence.start, 0), e, _stated_mode(scene, e)) for e in encounters]
    known = [(at, e, mode) for at, e, mode in stated if mode]
    return [replace(e, mode=mode or _taken_over(scene, at, e, known)) for at, e, mode in stated]


def _stated_mode(scene: Scene, encounter: Encounter) -> str:
    """Return the mode that the words state, or an empty string."""
    mode = read_mode(scene, encounter)
    if mode != "in-person":
        return mode
    bodily = cue_classes().get(encounter.phrase) in BODILY
    told = IN_PERSON.search(scene.article.text, *encounter.sentence[:2]) is not None
    return mode if bodily or told or any(find_place(scene, encounter)) else ""


def _taken_over(scene: Scene, at: int, encounter: Encounter, known: Sequence[tuple[int, Encounter, str]]) -> str:
    same = [
        (abs(at - other), other > at, mode)
        for other, e, mode in known
        if e.people == encounter.people and not _other_days(scene, encounter, e)
    ]
    distance, _, mode = min(same, default=(NEAR + 1, False, ""))
    return mode if distance <= NEAR else "in-person"


def _other_days(scene: Scene, one: Encounter, other: Encounter) -> bool:
    """Tell whether the sentences of two encounters name days, and none in common."""
    days = [
        [(d.date_low, d.date_high) for d in scene.dates_in(*e.sentence[:2]) if d.date_low and d.date_high]
        for e in (one, other)
    ]
    return all(days) and not any(a <= d and c <= b for a, b in days[0] for c, d in days[1])
