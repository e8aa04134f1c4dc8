"""Evidence from meetings of two people that are on record: "Xi received Putin in Beijing on Friday"."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Iterable, Iterator

from summitry.dating.events import PAST_YEAR, places_of
from summitry.dating.evidence import Evidence, Range, Reading, around
from summitry.people import Roster
from summitry.reference import Event, RecordedMeeting, Reference, list_rows
from summitry.schema import Span
from summitry.timexes import Timex, points_ahead

# "held talks", "received", "sat down": the two were together, or spoke
MET = re.compile(
    r"\b(?:met|meets?|meeting|talks|held|holds?|received|receives|welcomed|welcomes|hosted|summit|spoke|speak|call(?:ed)?|"
    r"conversation|conference|greeted|signed|sat down|handshake|gave|presented|awarded|conferred|told|visit\w*)\b"
)
# "we will have a meeting": not held yet
NOT_HELD = re.compile(
    r"\b(?:will|would|may|might|could|plans? to|is to|are to|set to)\b[^.;]{0,30}\b(?:meet|talks|visit|host|hold)"
)
# "congratulated Putin on his re-election", "in a message to": they were apart
APART = re.compile(r"\b(?:congratulat\w*|condolences?|telegrams?|in an? (?:letter|message))\b")
VIDEO = re.compile(r"\b(?:video\w*|virtual|by link|online)\b")
PHONE = re.compile(r"\b(?:phone\w*|telephone\w*|call|by telephone)\b")


@functools.lru_cache(maxsize=8)
def record_events(record: tuple[RecordedMeeting, ...]) -> tuple[Event, ...]:
    """Return the recorded meetings as events, named "A;B (video)" by their participants and mode."""
    return tuple(
        Event(f"{row.participants} ({row.mode})", row.date_start, row.date_end, row.city, row.country)
        for row in record
        if row.participants
    )


def known_events(reference: Reference) -> tuple[Event, ...]:
    """Return the events and the recorded meetings of *reference* as events: the same object for the same reference."""
    return _join(list_rows(reference.events), list_rows(reference.record))


@functools.lru_cache(maxsize=8)
def _join(events: tuple[Event, ...], record: tuple[RecordedMeeting, ...]) -> tuple[Event, ...]:
    return list_rows(events + record_events(record))


def find_meetings_of_two(reading: Reading) -> Iterator[Evidence]:
    """Yield, for each sentence that dates a meeting of two people, the days on which the record has one."""
    if sum(name in reading.roster.by_name for name in {mention.person for mention in reading.named}) < 2:
        return
    pairs = _pairs(reading.roster, reading.events)
    if not pairs:
        return
    for sentence in reading.sentences:
        timexes = [t for t in reading.timexes_in(sentence) if t.kind in ("weekday", "monthday", "calendar", "day")]
        if not timexes:
            continue
        words = reading.lowered[sentence[0] : sentence[1]]
        if PAST_YEAR.search(words) or APART.search(words) or reading.is_caption(sentence[0]):
            continue
        events, placed = _meetings_told(reading, sentence, pairs)
        timex = timexes[0]
        if len(placed) == len(events) and not MET.search(words):
            continue
        if reading.text.endswith("on a ", 0, timex.start):
            continue
        if NOT_HELD.search(words) and not points_ahead(reading.text, timex.start):
            continue
        candidates = _same_mode(words, events, placed)
        fitting = {event: tuple(_meeting_ranges(reading, timex, event)) for event in candidates}
        ranges = [one for found in fitting.values() for one in found]
        if ranges and timex.relation in (None, 0) and not timex.year:
            told = {event for event, found in fitting.items() if found}
            says = f"their meetings on record that fit: {_list_days(told)}"
            named = 0.5 * (len(candidates) < len(events)) + 0.5 * (len({event.date_start for event in told}) == 1)
            yield Evidence("meeting", timex.start, timex.end, tuple(ranges), 1.0 + named, says, exact=True)
            return


def _meetings_told(
    reading: Reading, sentence: Span, pairs: dict[frozenset[str | None], list[Event]]
) -> tuple[list[Event], list[Event]]:
    """Return the meetings of the pairs that a sentence names, and those of them in the place that it names.

    Where it names the place and one of the two, the other may stand in the next sentences.
    """
    people = {mention.person for mention in reading.people_in(sentence)}
    events = [event for pair, found in pairs.items() if pair <= people for event in found]
    if events:
        return events, places_of(reading, sentence, events)
    nearby = people | {mention.person for mention in reading.people_in((sentence[1], sentence[1] + 300))}
    events = [event for pair, found in pairs.items() if pair <= nearby and pair & people for event in found]
    placed = places_of(reading, sentence, events)
    return (events, placed) if len(placed) < len(events) else ([], [])


def _list_days(events: Iterable[Event]) -> str:
    days = sorted({event.date_start.isoformat() for event in events})
    return ", ".join(days[:3]) + (" …" if len(days) > 3 else "")


@functools.lru_cache(maxsize=8)
def _pairs(roster: Roster, events: tuple[Event, ...]) -> dict[frozenset[str | None], list[Event]]:
    """Return the events of two people by the pair: "A;B (video)" and "Trump-Kim summit"."""
    aliases = {alias: person.name for person in roster.people for alias in (*person.aliases, person.name)}
    pairs: dict[frozenset[str | None], list[Event]] = {}
    for event in events:
        people = frozenset(aliases.get(name) for name in _two_names(event.name))
        if len(people) == 2 and None not in people:
            pairs.setdefault(people, []).append(event)
    return pairs


@functools.lru_cache(maxsize=4096)
def _two_names(name: str) -> tuple[str, ...]:
    """Return the parts of an event's name that can be two people's names."""
    head = name.split(" (")[0]
    return tuple(head.split(";") if ";" in head else re.sub(r" (?:summit|meeting|talks)$", "", head).split("-"))


def _same_mode(words: str, events: list[Event], placed: list[Event]) -> list[Event]:
    """Keep video calls for sentences that say video, calls for phone, and meetings in that place for the rest."""
    if VIDEO.search(words):
        return [event for event in events if event.name.endswith("(video)")]
    if PHONE.search(words):
        return [event for event in events if event.name.endswith("(phone)")]
    return [event for event in placed if not event.name.endswith(("(video)", "(phone)"))]


def _meeting_ranges(reading: Reading, timex: Timex, event: Event) -> Iterator[Range]:
    """Yield the days of publication if *timex* names a day of *event*."""
    ahead = points_ahead(reading.text, timex.start)
    for number in range((event.date_end - event.date_start).days + 1):
        day = event.date_start + dt.timedelta(days=number)
        if timex.kind == "weekday" and day.isoweekday() == timex.weekday:
            yield around(day, 6, 0) if ahead else around(day, 0, 6)
        elif timex.kind == "monthday" and timex.days[0] == day.day:
            yield around(day, 9, 0) if ahead else around(day, 0, 9)
        elif timex.kind == "calendar" and (timex.months[0], timex.days[0]) == (day.month, day.day):
            yield around(day, 14, 0) if ahead else around(day, 0, 30)
        elif timex.kind == "day":
            published = day - dt.timedelta(days=int(timex.value or 0))
            yield around(published, 0, 0)
