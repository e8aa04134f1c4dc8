"""When, where, on what occasion, how and whether: what a sentence tells of the meeting that it reports."""

from __future__ import annotations

import datetime as dt
import functools
import re

from summitry.meetings.encounters import Encounter
from summitry.meetings.record import Interval, read_day
from summitry.meetings.scene import Scene
from summitry.meetings.words import place_pattern, places
from summitry.schema import Dates
from summitry.text import Published, read_words, spell_phrases

# --- whether --------------------------------------------------------------------------------------------------------


@functools.cache
def _status_pattern(status: str) -> re.Pattern[str]:
    phrases = [row["phrase"] for row in read_words("meeting_status") if row["status"] == status]
    # "may" in lower case only: it is also a month
    return re.compile(
        rf"(?<!\w)(?:{spell_phrases([p for p in phrases if p != 'may'])}|(?-i:may))(?!\w)"
        if "may" in phrases
        else rf"(?<!\w){spell_phrases(phrases)}(?!\w)",
        re.IGNORECASE,
    )


# the clause that follows a noun: 'a meeting between X and Y | will take place in June', up to ', who' or '; and'
CLAUSE = re.compile(r"[^.;:,“”\"]{0,70}")
GOVERNING = 60
"""Characters left of the verb group in which "denied that" or "rumours that" can govern it."""


def read_status_by_rule(text: str, encounter: Encounter) -> str:
    """Return what the words around the trigger say of the meeting: held, planned, unconfirmed, cancelled or denied.

    A plain past or present ("met", "held talks") is held unless a denial, a rumour or a cancellation governs it. One clue
    among those that `status` weighs.
    """
    left = text[max(encounter.sentence.start, encounter.group - GOVERNING) : encounter.start]
    words = left + text[encounter.start : encounter.end]
    if encounter.finite:
        order: tuple[str, ...] = ("rumoured", "denied")
    else:
        clause = CLAUSE.match(text, encounter.end, encounter.sentence.end)
        words += clause.group() if clause else ""
        order = ("cancelled", "rumoured", "denied", "unconfirmed", "planned")
    for status in order:
        if _status_pattern(status).search(words):
            return "unconfirmed" if status == "rumoured" else status
    return "held"


# --- how near -------------------------------------------------------------------------------------------------------

BOUNDARY = re.compile(
    r"[;:—“”\"]|, (?:who|which|where|when|as|but|and|after|before|while|since|saying|making)\b|"
    r"\b(?:who|which|where|when|after|before|while|since|that|but|until|because)\b",
    re.IGNORECASE,
)
OPENING, OPENED = 40, 250
"""What ends within OPENING characters of a sentence's beginning ("In Sochi on Friday") counts as at most OPENED away."""
CROSSING = 90
"""Characters that a clause boundary between the trigger and a date or place counts for."""


def _distance(text: str, encounter: Encounter, start: int, end: int) -> int:
    """Return how far a span is from the trigger: characters, doubled before it, plus CROSSING per clause boundary."""
    if start >= encounter.end:
        between = text[encounter.end : start]
        return len(between) + CROSSING * len(BOUNDARY.findall(between))
    between = text[end : encounter.start]
    relative = text[max(encounter.sentence.start, start - 50) : start]
    inside = re.search(r"\b(?:who|which|where|after|before)\b[^,]*$", relative) is not None
    joined = between.endswith((" and ", " and their ", " and the ")) and "“" in between
    distance = 2 * len(between) + CROSSING * (len(BOUNDARY.findall(between)) + inside + joined)
    opens = end - encounter.sentence.start < OPENING and not inside
    return min(OPENED, distance) if opens else distance


# --- where ----------------------------------------------------------------------------------------------------------

# 'in the northern city of', 'to', 'at the'
LOCATIVE = re.compile(
    r"\b(in|at|to|by|via|near|outside|visit(?:ing|ed)?|from|reached|left|inside|around|left\s+for|front\s+of)\s+(?:the\s+|its\s+|his\s+)?"
    r"(?:(?:\w+ern|central|coastal|port|resort|capital|sea|black|far|east|river|nearby|neighbou?ring|host|great|[A-Z]\w+n|"
    r"Chinese)\s+){0,3}(?:(?:city|town|resort|capital|port|island|region|village)\s+(?:of\s+)?)?"
    r"(?:[A-Z]\w+(?:\s[A-Z]\w+)?,\s+)?$",
    re.IGNORECASE,
)
# 'the war in Ukraine', 'the crisis in'
ELSEWHERE = re.compile(
    r"\b(?:wars?|conflicts?|crisis|fighting|operation|invasion|peace|troops|situation|ceasefire|elections?|interests?|"
    r"influence|presence|forces|stability|tensions|coup|protests|partners?|friends?|neighbou?rs?|support|aid|help|"
    r"exports|sales|threat|ambassador|envoy|assistance|supplies|weapons|arms)\s+(?:in|to|for|at)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# 'the Ukraine crisis'
TOPIC = re.compile(r"\s(?:crisis|war|conflict|issue|question|problem|peace|border)\b")
INSTITUTIONS = frozenset({"Kremlin", "White House"})
REACH, NEAR = 300, 90
"""How far from the trigger, by _distance, a day or place can be the meeting's; NEAR where nobody is named."""


def find_place(scene: Scene, encounter: Encounter) -> tuple[str | None, str | None]:
    """Return (place, country) named nearest to the trigger in its sentence; a city before a country."""
    text, (start, end) = scene.article.text, encounter.sentence[:2]
    found: list[tuple[bool, int, str, str]] = []
    if HERE.search(text, encounter.start, end) or HERE.search(text, encounter.group, encounter.start):
        found += [(not city, HERE_AWAY, city, country) for city, country in _datelined(scene)]
    for name in place_pattern().finditer(text, start, end):
        if name.end() + 1 == encounter.start and places()[re.sub(r"\s+", " ", name.group())][0]:
            return places()[re.sub(r"\s+", " ", name.group())]  # "their Singapore summit"
        locative = LOCATIVE.search(text, max(start, name.start() - 40), name.start())
        if not locative or not _can_be_place(text, name, locative[1].lower()):
            continue
        if ELSEWHERE.search(text, max(start, name.start() - 40), name.start()):
            continue
        city, country = places()[re.sub(r"\s+", " ", name.group())]
        distance = _distance(text, encounter, name.start(), name.end())
        if distance < REACH:
            found.append((not city, distance, city, country))
    if not found:
        return None, None
    _, _, city, country = min(found)
    return city or country, country


# 'officials in Seoul said'
SOURCE_IN = re.compile(
    r"\b(?:officials?|sources?|diplomats?|analysts?|observers?|reporters?|embassy|correspondents?|media|commentators?)\s+in\s+$",
    re.IGNORECASE,
)
HERE = re.compile(r"\bhere\b")
HERE_AWAY = 20
"""How far "here", which is the dateline's place, counts as from the trigger."""


def _datelined(scene: Scene) -> list[tuple[str, str]]:
    """Return the (city, country) of the article's dateline, if it has one that the gazetteer knows."""
    for start, end in scene.article.spans("dateline"):
        words = scene.article.text[start:end].title()
        known = [name for name in places() if re.search(rf"\b{re.escape(name)}\b", words)]
        if known:
            return [places()[max(known, key=len)]]
    return []


def _can_be_place(text: str, name: re.Match[str], preposition: str) -> bool:
    """Tell whether a name is where something was, not "China's", "president of China" or "according to the Kremlin"."""
    if text[name.end() : name.end() + 2] in ("'s", "’s") or TOPIC.match(text, name.end()):
        return False
    if SOURCE_IN.search(text, max(0, name.start() - 40), name.start()):
        return False
    if name.group() in INSTITUTIONS:
        return preposition in ("in", "at")
    is_country = not places()[re.sub(r"\s+", " ", name.group())][0]
    return not (is_country and preposition in ("from", "by", "left"))


@functools.cache
def _occasions() -> tuple[re.Pattern[str], dict[str, str]]:
    known = {row["phrase"].lower(): row["occasion"] for row in read_words("occasions")}
    return re.compile(rf"\b{spell_phrases(list(known))}(?!\w)"), known


def find_occasion(scene: Scene, encounter: Encounter, place: str | None) -> str | None:
    """Return the occasion named nearest to the trigger in its sentence, or None.

    An occasion on the other side of another city is another meeting's: "talks in Beijing before the summit in Qingdao".
    """
    text, (start, end) = scene.article.text, encounter.sentence[:2]
    pattern, known = _occasions()
    found: list[tuple[int, str]] = []
    for name in scene.matches(pattern, start, end):
        low, high = min(encounter.end, name.end()), max(encounter.start, name.start())
        cities = {places()[re.sub(r"\s+", " ", p.group())][0] for p in place_pattern().finditer(text, low, high + 40)}
        if not {city for city in cities if city} - {place}:
            found.append(
                (_distance(text, encounter, name.start(), name.end()), known[re.sub(r"\s+", " ", name.group())])
            )
    return min(found)[1] if found else None


# --- when -----------------------------------------------------------------------------------------------------------

SINCE = re.compile(
    r"\b(?:since|signed in|elected in|invasion of \w+ in|until|dating (?:back )?(?:to|from)|born in|scheduled to end)\s"
    r"[^,.;]{0,60}$",
    re.IGNORECASE,
)
AFTER = re.compile(r"\b(?:(days)|(weeks)|(months))\s+after\b[^.;]{0,90}$", re.IGNORECASE)
AHEAD = ("planned", "unconfirmed")
MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)", re.IGNORECASE)
WEEK, YEAR = dt.timedelta(days=7), dt.timedelta(days=365)


def find_day(scene: Scene, encounter: Encounter, published: Published, status: str) -> Interval | None:
    """Return the days that the sentence names for the meeting, or None where it names none."""
    text, (start, end) = scene.article.text, encounter.sentence[:2]
    latest = read_day(published.high or published.day)
    near: list[tuple[int, Interval]] = []
    for date in scene.dates_in(start, end):
        behind = start <= encounter.start < date.start  # "since Xi and Putin met in May": the since is not the date's
        if date.end > end or not _can_be_day(text, date, encounter.start if behind else start):
            continue
        if _across_marks(text, encounter, date):
            continue
        days = _fit_to_status(Interval(read_day(date.date_low), read_day(date.date_high)), status, latest, date.text)
        if days:
            near.append((_distance(text, encounter, date.start, date.end), days))
    nearest = min(near, key=lambda pair: pair[0], default=None)
    if nearest and nearest[0] < (NEAR if encounter.basis == "bare" else REACH):
        return nearest[1]
    return _days_after(text, encounter, published)


def _can_be_day(text: str, date: Dates, start: int) -> bool:
    if date.type not in ("DATE", "TIME") or not date.date_low or date.value.endswith("_REF"):
        return False
    if "same" in date.text.lower() or date.text.lower() in ("now", "today's", "modern", "the year"):
        return False
    return not SINCE.search(text, max(start, date.start - 80), date.start)


MARKS = re.compile('[“”"]')


def _across_marks(text: str, encounter: Encounter, date: Dates) -> bool:
    """Tell whether a quotation mark opens or closes between trigger and date: "“We will meet Xi,” he said on Friday"."""
    low, high = min(encounter.end, date.end), max(encounter.start, date.start)
    return len(MARKS.findall(text, low, high)) % 2 == 1


def _fit_to_status(days: Interval, status: str, latest: dt.date | None, text: str) -> Interval | None:
    """Return *days*; of a held meeting a weekday that was read forward a week back, a day without a year a year back.

    A weekday of a planned meeting that was read back is moved a week on. None where a held meeting would still lie
    after publication.
    """
    if latest is None or days.low is None or days.high is None:
        return days
    weekday = text.strip().lower().endswith("day") and days.low == days.high
    if status == "held" and days.low > latest:
        back = WEEK if weekday else YEAR if not re.search(r"\d{4}", text) else None
        return Interval(days.low - back, days.high - back) if back and days.low - back <= latest else None
    if status in AHEAD and not weekday and days.high < latest and MONTH.search(text) and not re.search(r"\d{4}", text):
        return Interval(days.low + YEAR, days.high + YEAR)
    if status in AHEAD and weekday and latest - WEEK < days.low < latest:
        return Interval(days.low + WEEK, days.high + WEEK)
    return days


def _days_after(text: str, encounter: Encounter, published: Published) -> Interval | None:
    """Read "came days after Xi travelled to Russia for a meeting with Putin": within two weeks before publication."""
    found = AFTER.search(text, max(encounter.sentence.start, encounter.start - 120), encounter.start)
    best = read_day(published.day or published.high)
    if not found or not best:
        return None
    days = 14 if found[1] else 70 if found[2] else 300
    return Interval(best - dt.timedelta(days=days), best - dt.timedelta(days=1))
