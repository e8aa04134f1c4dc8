"""What decides the direction of a relative date: the anchor, the dates before it, the tense of the words around it.

Measured on TimeBank and AQUAINT: a bare weekday is the most recent one counting today, a month or a day of a month
without a year is the nearest one, farther back before past verbs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from summitry.timexes.calendar import Day, Value
from summitry.timexes.readings import Timex


@dataclass
class Context:
    """What is known while reading on: the anchor, the last value and the last quarter named, the order of 5/6/2018."""

    text: str
    anchor: Day | None
    day_first: bool | None = None
    previous: Value | None = None
    quarter: Value | None = None
    last_day: Value | None = None
    dated: Value | None = None  # the last date with a month
    end: int = 0  # of the last date with a month
    year: int | None = None  # of publication, where the day is not known

    def spoken_of(self, unit: str) -> Value | None:
        """Return the last value that "that day" or "that year" can point to."""
        return (self.last_day if unit == "D" else None) or self.previous

    def pivot(self, timex: Timex) -> Day | None:
        """Return the day that a date without a year lies near: one named in the same sentence, else the anchor."""
        if points_ahead(self.text, timex.start):
            return self.anchor
        between = self.text[self.end : timex.start]
        if self.dated is None or self.dated.low is None or len(between) >= 60 or SENTENCE_STOP.search(between):
            return self.anchor
        # "the fifth since the war began in February 2022 and the second since he was re-elected in March": too far back
        far = self.anchor is not None and abs((self.dated.low - self.anchor).days) > 366
        return self.anchor if far else self.dated.low


SENTENCE_STOP = re.compile(r"[.!?;:]\s|\n")


def step_of(relation: int | str | None) -> int:
    """Return the number of units that a relation goes ahead: last -1, this and that 0, the following 1."""
    return int(relation.lstrip("R") or 0) if isinstance(relation, str) else relation or 0


def nearest(candidates: list[Value], anchor: Day, penalty: float = 1.0) -> Value:
    """Return the candidate whose middle lies nearest to *anchor*, days ahead counting *penalty* times."""

    def distance(value: Value) -> float:
        low, high = value.low or anchor, value.high or anchor
        ahead = (low.toordinal() + high.toordinal()) / 2 - anchor.toordinal()
        return ahead * penalty if ahead > 0 else -ahead

    return min(candidates, key=distance)


# "will meet on Friday", "is scheduled for Monday", "on Tuesday, when he is to": a cue just before a weekday
FUTURE_CUE = re.compile(
    r"\b(?:will|shall|would|'ll|to (?:be|meet|hold|visit|begin|start|open|take|arrive|leave|vote|attend|discuss|"
    r"speak|decide|announce|return|resume|release|complete|conclude)|scheduled|expects?|expected|due|plan|plans|planned|"
    r"planning|slated|set for|upcoming|(?:as )?(?:early|soon) as|begins|starts|opens|expires|deadline)\b"
    r"[^.;:!?”\"]{0,40}$|\b(?:by|until) (?:late |early |mid-|the end of )?$"
)
# "he said Friday", "it was not until Tuesday that", "by Monday they had"
PAST_CUE = re.compile(r"\b(?:said|told|announced|reported|was|were|not until|up until)\b[^.;:!?,]{0,12}$")


def points_ahead(text: str, start: int, end: int = 0) -> bool:
    """Tell whether the words just before *start* put the date there into the future; "Friday's ruling" is past."""
    if end and text[end : end + 2] in ("’s", "'s"):
        return False
    before = text[max(0, start - 60) : start].lower()
    return bool(FUTURE_CUE.search(before)) and not PAST_CUE.search(before)


# "stepped down in March", "In March, the company received": a past verb close before or after
PAST_TENSE = re.compile(
    r"\b(?:\w{2,12}ed|was|were|had|did|made|took|met|won|lost|bought|sold|rose|fell|began|came|went|brought)\b"
)


def tells_past(text: str, timex: Timex) -> bool:
    """Tell whether a past verb stands in the words around *timex*, in its clause."""
    before = re.split(r"[.;:!?]\s", text[max(0, timex.start - 70) : timex.start])[-1]
    after = re.split(r"[.;:!?]\s|,\s(?=(?:and|but|while)\b)", text[timex.end : timex.end + 60])[0]
    return bool(PAST_TENSE.search(before.lower() + " " + after.lower()))


def penalty_of(timex: Timex, context: Context) -> float:
    """Return how much farther a day ahead counts than one behind, by the tense of the words around."""
    if points_ahead(context.text, timex.start):
        return 0.5
    return 6.0 if tells_past(context.text, timex) else 2.0
