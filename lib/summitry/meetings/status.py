"""Held, planned, unconfirmed, cancelled or denied: what the words around a report say of the meeting.

The phrases of words/meeting_status.csv and where they stand, the tense of the reporting words and the dates beside them
are clues; a logistic model weighs them (words/status_weights.csv, fitted by tests/fit_meetings.py).
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterator

from summitry.meetings.circumstances import read_status_by_rule
from summitry.meetings.encounters import Encounter
from summitry.meetings.record import read_day
from summitry.meetings.scene import Scene
from summitry.text import read_words, spell_phrases

LEFT, RIGHT = 70, 80
"""How many characters before and behind the reporting words a phrase can govern them."""
STATUSES = ("held", "planned", "unconfirmed", "cancelled", "denied")
# the clause that follows: 'a meeting between X and Y | will take place in June', up to '; and'
CLAUSE = re.compile(r"[^;“”\"]{0,80}")
# what comes right before the reporting words: 'will', 'to', 'had', 'was to', 'did not'
TENSE = re.compile(
    r"\b(will|would|shall|to|had|has|have|was to|were to|is to|are to|did|could|may|might|after|before|for|of|no|not|never|"
    r"ahead of|during|at|following|since|until|the|a|his|their|’s|'s|and|who)\s+(?:\w+ly\s+|also\s+|then\s+|last\s+)?$",
    re.IGNORECASE,
)
FORMS = ("ing", "ed", "s", "t")


@functools.cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    status = {row["phrase"].lower(): row["status"] for row in read_words("meeting_status")}
    return re.compile(rf"\b{spell_phrases(list(status))}(?!\w)"), status


@functools.cache
def weights() -> dict[str, dict[str, float]]:
    """Return the weight of each clue for each status; the clue "" is the intercept."""
    table: dict[str, dict[str, float]] = {}
    for row in read_words("status_weights"):
        table.setdefault(row["clue"], {})[row["status"]] = float(row["weight"])
    return table


def read_status(scene: Scene, encounter: Encounter, published: str | None) -> str:
    """Return the likeliest status of the meeting that *encounter* reports; *published* is the article's day."""
    known = weights()
    scores = dict.fromkeys(STATUSES, 0.0)
    for clue in {"", *find_status_clues(scene, encounter, published)}:
        for status, weight in known.get(clue, {}).items():
            scores[status] += weight
    return max(STATUSES, key=lambda status: (scores[status], -STATUSES.index(status)))


def find_status_clues(scene: Scene, encounter: Encounter, published: str | None) -> Iterator[str]:
    """Yield the names of the clues to the status of *encounter*; a name may come twice."""
    text, sentence = scene.article.text, encounter.sentence
    low = max(sentence.start, min(encounter.group, encounter.start) - LEFT)
    yield f"rule {read_status_by_rule(text, encounter)}"
    yield f"basis {encounter.basis}"
    yield f"finite {encounter.finite}"
    yield f"mode {encounter.mode or '-'}"
    yield f"zone {sentence.zone}"
    yield f"lede {sentence.paragraph <= 2}"
    yield "form " + next((form for form in FORMS if encounter.phrase.endswith(form)), "-")
    tense = TENSE.search(text, low, encounter.start)
    before = tense[1].lower() if tense else "-"
    yield f"before {before}"
    yield f"zone {sentence.zone} before {before}"
    yield f"finite {encounter.finite} before {before}"
    after = CLAUSE.match(text, encounter.end, sentence.end)
    yield from _phrase_clues("left", scene, low, encounter.start)
    yield from _phrase_clues("within", scene, encounter.start, encounter.end)
    yield from _phrase_clues("right", scene, encounter.end, after.end() if after else encounter.end)
    yield from _phrase_clues("sentence", scene, sentence.start, sentence.end)
    yield from _date_clues(scene, encounter, read_day(published))
    yield from _headline_clues(scene)


def _phrase_clues(where: str, scene: Scene, start: int, end: int) -> Iterator[str]:
    pattern, statuses = _phrases()
    # "may" in lower case only: it is also a month
    found = [m for m in scene.matches(pattern, start, end) if scene.article.text[m.start() : m.end()] != "May"]
    for phrase in (re.sub(r"\s+", " ", m.group()) for m in found):
        yield f"{where} {statuses[phrase]}"
        yield f"{where} '{phrase}'"
    if not found:
        yield f"{where} none"


def _date_clues(scene: Scene, encounter: Encounter, published: dt.date | None) -> Iterator[str]:
    """Yield whether the sentence's dates lie before, on or after the day of publication, the nearest one apart."""
    dates = [d for d in scene.dates_in(*encounter.sentence[:2]) if d.date_low and d.date_high]
    if published is None or not dates:
        yield "date none"
        return
    day = published.isoformat()
    where = {id(d): "ahead" if d.date_low > day else "past" if d.date_high < day else "now" for d in dates}  # type: ignore[operator]
    nearest = min(dates, key=lambda d: max(d.start - encounter.end, encounter.start - d.end))
    yield f"date {where[id(nearest)]}"
    yield f"date {where[id(nearest)]} finite {encounter.finite}"
    for other in set(where.values()):
        yield f"sentence date {other}"
    if WEEKDAY.search(scene.article.text, *encounter.sentence[:2]) and encounter.phrase.endswith("s"):
        yield "present with a weekday"


WEEKDAY = re.compile(r"\bon\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
# 'Xi to meet Putin', 'Putin to visit'
TO_DO = re.compile(r"\w\sto\s[a-z]+")


def _headline_clues(scene: Scene) -> Iterator[str]:
    """Yield what the headline says: an article announces, or calls off, as a whole."""
    for start, end in scene.article.spans("headline")[:1]:
        yield from {clue for clue in _phrase_clues("headline", scene, start, end) if "'" not in clue}
        if TO_DO.search(scene.article.text, start, end):
            yield "headline to"
