"""Evidence from what is known beforehand: dated events that are named, recorded meetings, terms of office."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from summitry.dating.evidence import MAX, MIN, MOST_NAMED, Evidence, Range, Reading, around
from summitry.reference import Event
from summitry.schema import Span
from summitry.text import read_keys, read_words
from summitry.timexes import Timex, points_ahead

# "shortly after the inauguration", "days after", "in the wake of": just before the event's name
AFTER = re.compile(
    r"\b(?P<close>shortly|soon|immediately|just|days?|hours?|right|(?P<weeks>weeks?))?\s?"
    r"(?:after|following|in the wake of|on the heels of)\s(?:[\w.’'-]+\s){0,8}$"
)
SINCE = re.compile(r"\bsince\s(?:[\w.’'-]+\s){0,3}$")
BEFORE = re.compile(
    r"\b(?P<close>shortly|just|days?|hours?|the eve of|(?P<weeks>weeks?))?\s?"
    r"(?:before|ahead of|on the eve of|eve of|prior to)\s(?:[\w.’'-]+\s){0,3}$"
)
# "the Lunar New Year was just a few days away"
AWAY = re.compile(r"^[^.;]{0,30}\b(?:days away|around the corner|approaches|is approaching|draws near)\b")
# "is in Kazan for the BRICS summit", "on the sidelines of": the event is going on
PRESENT = re.compile(
    r"\b(?:sidelines|margins?|is (?:in|attending)|are (?:in|attending)|arriv(?:ed|es|ing)|gather(?:ed|ing)?|attended|"
    r"convened|hosting|opened|kicked off|got under way|taking place|on the (?:first|second|third|last|opening) day)\b"
)
# "at the G20 summit", "attended the", "on the second day of the"; "the summit opened": the news is at the event
AT_EVENT = re.compile(
    r"\b(?:at|for|during|attend\w*|join\w*|host\w*|(?:sidelines?|margins?|day|opening|start|part) of)\s"
    r"(?:[\w.’'-]+\s){0,8}$"
)
EVENT_GOES_ON = re.compile(
    r"^[^.;]{0,40}\b(?:opened|opens|began|begins|starts?|started|kicked off|got under way|being held|was held|"
    r"took place|taking place|ended|closed|wrapped up)\b"
)
COMING = re.compile(
    r"\b(?:will|would|may|might|could|plans?|planned|expected|scheduled|due|upcoming|forthcoming|to attend|set to)\b"
)
PAST_YEAR = re.compile(r"\b(?:last year|years? ago|in \d{4}|\d{4}|previous)\b")


DATELINE_LENGTH = 60  # characters before a line's first sentence that can be its dateline


LONG = 6  # letters of a word that is rare enough to be looked for first


class Phrase(NamedTuple):
    """Words that name an event, and the key of a long one that most phrases share: where it is missing, they are."""

    words: str
    event: str
    key: str


@functools.cache
def _phrases() -> tuple[Phrase, ...]:
    """Return the phrases of words/event_phrases.csv, the longest first."""
    rows = read_words("event_phrases")
    keys = [read_keys(row["phrase"]) for row in rows]
    shared = Counter(word for words in keys for word in words if len(word) >= LONG)
    found = [
        Phrase(row["phrase"], row["event"], max(words, key=lambda word: (shared[word], len(word))))
        for row, words in zip(rows, keys, strict=True)
    ]
    return tuple(sorted(found, key=lambda phrase: -len(phrase.words)))


@functools.cache
def _by_key() -> dict[str, list[int]]:
    """Return the numbers of the phrases by their key."""
    numbers: dict[str, list[int]] = {}
    for number, phrase in enumerate(_phrases()):
        numbers.setdefault(phrase.key, []).append(number)
    return numbers


@functools.cache
def _kinds() -> dict[str, str]:
    return {row["event"]: row["kind"] for row in read_words("event_phrases")}


def _kind(event: Event) -> str:
    """Return background for an event that is spoken of for years, yearly for a holiday, news for the rest."""
    return _kinds().get(plain_name(event), "news")


def plain_name(event: Event) -> str:
    """Return an event's name without the remark that its format was unusual ("SCO summit (video)").

    >>> plain_name(Event("SCO summit (video)", dt.date(2023, 7, 4), dt.date(2023, 7, 4), "", ""))
    'SCO summit'
    """
    return _without_remark(event.name)


@functools.lru_cache(maxsize=4096)
def _without_remark(name: str) -> str:
    return re.sub(r"\s\((?:video|hybrid|as planned)\)$", "", name)


def find_events(reading: Reading) -> Iterator[Evidence]:
    """Yield what named events say about the day of publication, each by the words around its name."""
    keys = _by_key().keys() & reading.article.words.keys
    known = [_phrases()[number] for number in sorted(number for key in keys for number in _by_key()[key])]
    named = [phrase for phrase in known if phrase.words in reading.lowered]
    by_name = _by_name(reading.events) if named else {}
    taken: list[Span] = []
    for phrase, name, _ in named:
        at = reading.lowered.find(phrase) if name in by_name else -1
        for _ in range(MOST_NAMED):
            if at < 0:
                break
            span = at, at + len(phrase)
            if reading.is_readable(at) and not any(start < span[1] and span[0] < end for start, end in taken):
                taken.append(span)
                yield from _read_event(reading, span, by_name[name])
            at = reading.lowered.find(phrase, at + 1)


@functools.lru_cache(maxsize=8)
def _by_name(events: tuple[Event, ...]) -> dict[str, list[Event]]:
    """Return *events* by their names, remarks left out."""
    by_name: dict[str, list[Event]] = {}
    for event in events:
        by_name.setdefault(plain_name(event), []).append(event)
    return by_name


def places_of(reading: Reading, span: Span, events: list[Event]) -> list[Event]:
    """Return the events whose city stands in *span*, or else those whose country is gone to there, or else all."""
    line = reading.text.rfind("\n", 0, span[0]) + 1
    words = reading.text[line if span[0] - line < DATELINE_LENGTH else span[0] : span[1]]
    in_city = [event for event in events if event.city and _names(words, event.city)]
    if in_city:
        return in_city
    return [event for event in events if event.country and _goes_to(words, event.country)] or events


def _names(words: str, place: str) -> bool:
    """Tell whether *words* name a city, capitals of a dateline included; "Osaka", not "Osakan"."""
    return (place in words or place.upper() in words) and bool(
        re.search(rf"\b{re.escape(place)}\b", words, re.IGNORECASE)
    )


def _goes_to(words: str, country: str) -> bool:
    """Tell whether *words* say in or to a country: "in Tajikistan", not "President of China"."""
    return country in words and bool(
        re.search(rf"\b(?:in|to|visit(?:ing|ed|s)?|capital of)\s(?:the\s)?{re.escape(country)}\b", words)
    )


def _read_event(reading: Reading, span: Span, events: list[Event]) -> Iterator[Evidence]:
    sentence = reading.sentence_at(span[0])
    words = reading.text[sentence[0] : sentence[1]]
    if PAST_YEAR.search(words.lower()) or reading.is_caption(span[0]):
        return  # an event of a named year is dated by that year
    chosen = places_of(reading, sentence, events)
    before = reading.lowered[max(sentence[0], span[0] - 70) : span[0]]
    after = reading.lowered[span[1] : sentence[1]]
    ranges, weight, relation = _relate(reading, sentence, before, after, chosen)
    if not ranges:
        return
    dates = ", ".join(sorted({event.date_start.isoformat() for event in chosen})[:4])
    says = f"{relation} {plain_name(chosen[0])}{' of ' + dates if len(chosen) < 4 else ''}"
    bonus = 1.0 if len(chosen) == 1 and weight >= 1 else 0.0
    exact = all(high - low < 40 for low, high in ranges)
    yield Evidence("event", span[0], span[1], tuple(ranges), weight + bonus, says, exact=exact)


def _relate(
    reading: Reading, sentence: Span, before: str, after: str, events: list[Event]
) -> tuple[list[Range], float, str]:
    """Return the days that the words around an event's name allow, their weight, and the relation."""
    if SINCE.search(before):
        return ([(min(e.date_end for e in events).toordinal(), MAX)], 1.0, "since") if len(events) == 1 else ([], 0, "")
    if re.search(r"\bhad\b", reading.lowered[sentence[0] : sentence[1]]):
        return [], 0.0, ""  # looking back
    if found := AFTER.search(before):
        days = 45 if found["weeks"] else 14 if found["close"] else 60
        return [around(e.date_end, 0, days) for e in events], 1.5, "after"
    if found := BEFORE.search(before):
        days = 45 if found["weeks"] else 14 if found["close"] else 60
        return [around(e.date_start, days, 0) for e in events], 1.5, "before"
    if AWAY.search(after):
        return [around(e.date_start, 14, -1) for e in events], 1.5, "shortly before"
    ahead = bool(COMING.search(before) or COMING.search(after[:40]))
    ranges, weight, relation = _relate_by_time(reading, sentence, events, ahead)
    at_event = AT_EVENT.search(before) or EVENT_GOES_ON.search(after) or "weekend" in before
    return ranges, weight if at_event or relation != "at the time of" else 0.4, relation


def _relate_by_time(
    reading: Reading, sentence: Span, events: list[Event], ahead: bool
) -> tuple[list[Range], float, str]:
    """Relate a sentence to events by its weekday, weekend, month or verbs."""
    words = reading.lowered[sentence[0] : sentence[1]]
    timexes = reading.timexes_in(sentence)
    if _kind(events[0]) == "yearly":
        return [], 0.0, ""  # "Victory Day is on May 9" says nothing of when it was written
    if any(t.kind == "weekend" for t in timexes) or "weekend" in words:
        before, after = (6, 0) if ahead else (3, 2)
        lasting = [(e, (e.date_end - e.date_start).days) for e in events]
        return [around(e.date_start, before, days + after) for e, days in lasting], 1.5, "at the time of"
    months = [t for t in timexes if t.kind == "month" and t.months and not t.year]
    if months:
        return _relate_by_month(months[0], ahead or not PRESENT.search(words), events)
    weekdays = [t for t in timexes if t.kind == "weekday" and t.relation in (None, 0)]
    if weekdays and (not ahead or points_ahead(reading.text, weekdays[0].start)):
        return [r for e in events for r in _weekday_ranges(reading, weekdays[0], e)], 1.5, "at the time of"
    if PRESENT.search(words) and not ahead:
        return [around(e.date_start, 3, (e.date_end - e.date_start).days + 4) for e in events], 1.0, "during"
    if ahead:
        return [around(e.date_start, 270, 0) for e in events], 0.5, "before"
    if _kind(events[0]) == "background":
        return [(min(e.date_start for e in events).toordinal(), MAX)], 1.0, "since"
    return [around(e.date_start, 0, (e.date_end - e.date_start).days + 45) for e in events], 0.5, "soon after"


def _relate_by_month(month: Timex, ahead: bool, events: list[Event]) -> tuple[list[Range], float, str]:
    """Relate a sentence to the events in the month that it names: this year's, the last one's or the next one's."""
    fitting = [event for event in events if event.date_start.month == month.months[0]]
    if month.relation == 0:
        starts = [dt.date(event.date_start.year, 1, 1).toordinal() for event in fitting]
        ranges = [(start, event.date_start.toordinal()) for start, event in zip(starts, fitting, strict=True)]
        return ranges, 1.5, "in the year of"
    if ahead:
        return [around(event.date_start, 300, 0) for event in fitting], 1.0, "in the months before"
    return [around(event.date_end, 0, 300) for event in fitting], 1.0, "in the months after"


def _weekday_ranges(reading: Reading, timex: Timex, event: Event) -> Iterator[Range]:
    """Yield the days within a week of each day of the event, or next to it, that is the weekday."""
    first, last = event.date_start.toordinal() - 1, event.date_end.toordinal() + 1
    for day in range(first, min(last, first + 40) + 1):
        if (day - 1) % 7 + 1 == timex.weekday:
            yield (day - 6, day) if points_ahead(reading.text, timex.start) else (day, day + 6)


# --- terms of office ------------------------------------------------------------------------------------------------

TERM = re.compile(r"\b(\d{4})-(\d{4})\b|\b(?:from|since) (\d{4})\b")
IN_OFFICE = re.compile(r"\bpresident(?: of [\w. ]{2,25},?)?\s*$", re.IGNORECASE)
FORMER = re.compile(r"\b(?:former|ex-|then|then-|vice|former US|former U\.S\.)\s?(?:[\w.]+\s){0,2}$", re.IGNORECASE)


def find_terms(reading: Reading) -> Iterator[Evidence]:
    """Yield the terms of office of the people whom the article gives their title ("U.S. President Joe Biden")."""
    seen = set()
    for mention in reading.mentions:
        person = reading.roster.by_name.get(mention.person or "")
        if not person or person.name in seen or not person.role.startswith("president"):
            continue
        before = reading.text[max(0, mention.start - 40) : mention.start]
        if not (mention.text.lower().startswith("president ") or IN_OFFICE.search(before)) or FORMER.search(before):
            continue
        if terms := _terms(person.role):
            seen.add(person.name)
            yield Evidence("term", mention.start, mention.end, terms, 0.8, f"{person.name} was {person.role}")


@functools.lru_cache(maxsize=1024)
def _terms(role: str) -> tuple[Range, ...]:
    """Return the first and last days of the terms that a role states: "president 2009-2017", "president from 2012"."""
    return tuple(
        (dt.date(int(a or c), 1, 1).toordinal(), dt.date(int(b), 12, 31).toordinal() if b else MAX)
        for a, b, c in TERM.findall(role)
    )


def masthead_bound(day: dt.date, start: int, end: int) -> Evidence:
    """Return a masthead's day as an upper bound: it may be the day on which the page was viewed."""
    return Evidence(
        "masthead", start, end, ((MIN, day.toordinal()),), 2.0, "the day on the masthead, perhaps of viewing"
    )
