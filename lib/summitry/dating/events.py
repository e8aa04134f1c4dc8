"""Evidence from what is known beforehand: dated events that are named, and recorded meetings.

"Xi received Putin in Beijing on Friday": of all their meetings on record, few were in Beijing and on a Friday.
"""

import datetime as dt
import functools
import re
from collections import Counter
from collections.abc import Iterator

from summitry.dating.evidence import MAX, MOST_NAMED, DatingContext, Evidence, Range, around, line_at, within
from summitry.people import Roster
from summitry.reference import Event, Reference
from summitry.schema import Span
from summitry.text import PhraseList, read_words
from summitry.timexes import Timex, cues, points_ahead

# "shortly after the inauguration", "days before", "on the eve of": just before the event's name
CLOSE_TO = re.compile(
    r"\b(?:shortly|soon|just|days?|hours?|right|(?P<weeks>weeks?)|on the|immediately)\s?"
    r"(?:(?P<after>after|following)|before|ahead of|prior to|eve of)\s(?:[\w.’'-]+\s){0,8}$"
)
# "is in Kazan for the BRICS summit", "on the sidelines of": the event is going on
PRESENT = re.compile(rf"\b{cues('going on')}\b")
# "at the G20 summit", "attended the", "on the second day of the"; "the summit opened": the news is at the event
AT_EVENT = re.compile(
    r"\b(?:at|for|during|attend\w*|join\w*|host\w*|(?:sidelines?|margins?|day|opening|start|part) of)\s"
    r"(?:[\w.’'-]+\s){0,8}$"
)
EVENT_GOES_ON = re.compile(rf"^[^.;]{{0,40}}\b{cues('takes place')}\b")
COMING = re.compile(rf"\b{cues('coming')}\b")
PAST_YEAR = re.compile(r"\b(?:last year|years? ago|in \d{4}|\d{4}|previous)\b")
Related = tuple[list[Range], float, str]
"""The days of publication that the words around an event's name allow, their weight, and the relation."""
# "in Tajikistan", not "President of China": before a country's name
GOING_TO = r"\b(?:in|to|visit(?:ing|ed|s)?|capital of)\s(?:the\s)?"
PHRASES = PhraseList((row["phrase"], row["event"]) for row in read_words("event_phrases"))
KINDS = {row["event"]: row["kind"] for row in read_words("event_phrases")}
"""The kinds of events by name: background (spoken of for years), yearly (a holiday) or news."""


def _name(event: Event) -> str:
    """Return an event's name without the remark that its format was unusual: SCO summit (video)."""
    return re.sub(r"\s\((?:video|hybrid|as planned)\)$", "", event.name)


@functools.lru_cache(maxsize=8)
def _events_by_name(reference: Reference) -> dict[str, list[Event]]:
    return {name: [event for event in reference.events if _name(event) == name] for name in KINDS}


def find_events(context: DatingContext) -> Iterator[Evidence]:
    """Yield what named events say about the day of publication, each by the words around its name."""
    words, named = context.doc.words, Counter[str]()
    for first, end, event in PHRASES.find(words):
        named[event] += 1
        events = _events_by_name(context.doc.reference)[event]
        if events and named[event] <= MOST_NAMED:
            yield from _read_event(context, (words.starts[first], words.ends[end - 1]), events)


def _placed(context: DatingContext, span: Span, events: list[Event]) -> list[Event]:
    """Return the events whose city stands in *span*, or else those whose country is gone to there, or else all."""
    line = line_at(context.text, span[0])[0]
    words = context.text[line if span[0] - line < 60 else span[0] : span[1]]

    def stands(place: str, before: str = r"\b") -> bool:
        return bool(place and place in words and re.search(rf"{before}{re.escape(place)}\b", words))

    in_city = [event for event in events if stands(event.city) or stands(event.city.upper())]
    return in_city or [event for event in events if stands(event.country, GOING_TO)] or events


def _read_event(context: DatingContext, span: Span, events: list[Event]) -> Iterator[Evidence]:
    sentence = context.sentence_at(span[0])
    words = context.text[sentence[0] : sentence[1]]
    if PAST_YEAR.search(words.lower()) or context.is_caption(span[0]):
        return  # an event of a named year is dated by that year
    chosen = _placed(context, sentence, events)
    before = context.doc.lowered[max(sentence[0], span[0] - 70) : span[0]]
    after = context.doc.lowered[span[1] : sentence[1]]
    ranges, weight, relation = _relate(context, sentence, before, after, chosen)
    if not ranges:
        return
    dates = ", ".join(sorted({event.date_start.isoformat() for event in chosen})[:4])
    says = f"{relation} {_name(chosen[0])}{' of ' + dates if len(chosen) < 4 else ''}"
    exact = all(high - low < 40 for low, high in ranges)
    kind = "near" if relation in ("after", "since") else "event"
    yield Evidence(kind, span[0], span[1], tuple(ranges), weight + (len(chosen) == 1 <= weight), says, exact=exact)


def _relate(context: DatingContext, sentence: Span, before: str, after: str, events: list[Event]) -> Related:
    """Return what the words around an event's name allow: days close to it, or on which the news is at it.

    An event that is spoken of for years ("the invasion", "since the election") says only that it was written later.
    """
    words = context.doc.lowered[sentence[0] : sentence[1]]
    if re.search(r"\b(?:had|anniversary)\b", words):
        return [], 0.0, ""  # looking back
    if found := CLOSE_TO.search(before):
        days = 45 if found["weeks"] else 14
        if found["after"]:
            return [around(event.date_end, 0, days) for event in events], 1.5, "after"
        return [around(event.date_start, days, 0) for event in events], 1.5, "before"
    ahead = bool(COMING.search(before + after[:40]))
    if KINDS[_name(events[0])] != "news":
        past = KINDS[_name(events[0])] == "background" and (not ahead or " since " in before)
        return [(min(event.date_start for event in events).toordinal(), MAX)] if past else [], 1.0, "since"
    at_event = AT_EVENT.search(before) or EVENT_GOES_ON.search(after)
    ranges, weight, relation = _relate_by_time(context, sentence, words, events, ahead)
    return ranges, weight if at_event else 0.4, relation


def _relate_by_time(context: DatingContext, sentence: Span, words: str, events: list[Event], ahead: bool) -> Related:
    """Relate a sentence to events by its weekday or verbs."""
    timexes = context.timexes.starting_in(*sentence)
    weekday = next((t for t in timexes if t.kind == "weekday" and t.relation in (None, 0)), None)
    coming = weekday is not None and points_ahead(context.text, weekday.start)
    if weekday and (coming or not ahead):
        return [r for event in events for r in _ranges(weekday, event, coming, 1)], 1.5, "at the time of"
    if ahead or not PRESENT.search(words):
        return [], 0.0, ""
    days = [(event.date_start.toordinal() - 3, event.date_end.toordinal() + 4) for event in events]
    return days, 1.0, "during"


# "held talks", "received", "sat down": the two were together, or spoke
MET = re.compile(rf"\b(?:{cues('met')}|visit\w*)\b")
# "we will have a meeting": not held yet
NOT_HELD = re.compile(
    r"\b(?:will|would|may|might|could|plans? to|is to|are to|set to)\b[^.;]{0,30}\b(?:meet|talks|visit|host|hold)"
)
# "congratulated Putin on his re-election", "in a message to": they were apart
APART = re.compile(r"\b(?:congratulat\w*|condolences?|telegrams?|in an? (?:letter|message))\b")
VIDEO = re.compile(r"\b(?:video\w*|virtual|by link|online)\b")
PHONE = re.compile(r"\b(?:phone\w*|telephone\w*|call|by telephone)\b")
Pairs = dict[frozenset[str | None], list[Event]]  # meetings as events, by the names of the two who met


@functools.lru_cache(maxsize=8)
def _meetings_by_pair(reference: Reference, roster: Roster) -> Pairs:
    """Return the recorded meetings, named "A;B (video)", and the events that are named for two: "Trump-Kim summit"."""
    names = {alias: person.name for person in roster.people for alias in (*person.aliases, person.name)}
    recorded = [
        Event(f"{row.participants} ({row.mode})", row.date_start, row.date_end, row.city, row.country)
        for row in reference.record
    ]
    pairs: Pairs = {}
    for event in (*reference.events, *recorded):
        head = re.sub(r" (?:summit|meeting|talks)$", "", event.name.split(" (")[0])
        people = frozenset(names.get(name) for name in head.split(";" if ";" in head else "-"))
        if len(people) == 2 and None not in people:
            pairs.setdefault(people, []).append(event)
    return pairs


def find_meetings_of_two(context: DatingContext) -> Iterator[Evidence]:
    """Yield, for the first sentence that dates a meeting of two people, the days on which the record has one."""
    pairs = _meetings_by_pair(context.doc.reference, context.doc.roster)
    if sum(name in context.doc.roster.by_name for name in {mention.person for mention in context.named}) < 2:
        return
    for start, end, *_ in context.doc.sentences:
        timexes = context.timexes.starting_in(start, end)
        day = next((one for one in timexes if one.kind in ("weekday", "monthday", "calendar", "day")), None)
        if day and not context.is_caption(start) and (found := _read_meeting(context, (start, end), day, pairs)):
            yield found
            return


def _read_meeting(context: DatingContext, sentence: Span, timex: Timex, pairs: Pairs) -> Evidence | None:
    """Return what a sentence with a day says, if it tells of a meeting of two people on that day."""
    words, ahead = context.doc.lowered[slice(*sentence)], points_ahead(context.text, timex.start)
    events, placed = _meetings_told(context, sentence, pairs)
    together = MET.search(words) or len(placed) < len(events)
    if not together or PAST_YEAR.search(words) or APART.search(words) or (NOT_HELD.search(words) and not ahead):
        return None
    if timex.relation not in (None, 0) or timex.year or context.text.endswith("on a ", 0, timex.start):
        return None
    mode = "(video)" if VIDEO.search(words) else "(phone)" if PHONE.search(words) else None
    if mode:
        candidates = [event for event in events if event.name.endswith(mode)]
    else:  # face to face, and in the place that is named
        candidates = [event for event in placed if not event.name.endswith(("(video)", "(phone)"))]
    fitting = {event: tuple(_ranges(timex, event, ahead)) for event in candidates}
    days = sorted({event.date_start.isoformat() for event, ranges in fitting.items() if ranges})
    if not days:
        return None
    says = f"their meetings on record that fit: {', '.join(days[:3])}{' …' * (len(days) > 3)}"
    weight = 1.0 + 0.5 * (len(candidates) < len(events)) + 1.0 * (len(days) == 1)
    ranges = tuple(one for found in fitting.values() for one in found)
    return Evidence("meeting", timex.start, timex.end, ranges, weight, says, exact=True)


def _meetings_told(context: DatingContext, sentence: Span, pairs: Pairs) -> tuple[list[Event], list[Event]]:
    """Return the meetings of the pairs that a sentence names, and those of them in the place that it names.

    Where it names the place and one of the two, the other may stand in the next sentences.
    """
    people = {mention.person for mention in context.named.starting_in(*sentence)}
    events = [event for pair, found in pairs.items() if pair <= people for event in found]
    if events:
        return events, _placed(context, sentence, events)
    nearby = people | {mention.person for mention in context.named.starting_in(sentence[1], sentence[1] + 300)}
    events = [event for pair, found in pairs.items() if pair <= nearby and pair & people for event in found]
    placed = _placed(context, sentence, events)
    return (events, placed) if len(placed) < len(events) else ([], [])


def _ranges(timex: Timex, event: Event, ahead: bool, slack: int = 0) -> Iterator[Range]:
    """Yield the days of publication if *timex* names a day of *event*, or one as near to it as the *slack*."""
    for number in range(-slack, min((event.date_end - event.date_start).days, 38) + slack + 1):
        day = event.date_start + dt.timedelta(days=number)
        if timex.kind == "weekday" and day.isoweekday() == timex.weekday:
            yield within(day, 6, ahead)
        elif timex.kind == "monthday" and timex.days[0] == day.day:
            yield within(day, 9, ahead)
        elif timex.kind == "calendar" and (timex.months[0], timex.days[0]) == (day.month, day.day):
            yield within(day, 14 if ahead else 30, ahead)
        elif timex.kind == "day":
            yield around(day - dt.timedelta(days=int(timex.value or 0)), 0, 0)
