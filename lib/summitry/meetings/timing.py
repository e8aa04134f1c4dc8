"""Was it held, and when? One log-linear model chooses the status of a reported meeting and its day together.

A reading is a status and a time: one of the dates that stand in the sentence or just before it, the days up to
publication ("met", in a fresh report), or none that the text tells. Its features are what stands around the reporting
words, which word governs the date, and whether both agree: what was held lies behind, what is planned ahead. The
weights, words/timing_weights.csv, are fitted by ``tests/fit.py timing``.
"""

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from summitry.meetings.attributes import BOUNDARY, clause_distance
from summitry.meetings.context import Context, class_of, tokens
from summitry.meetings.features import MeetingMention
from summitry.meetings.record import Interval, read_day
from summitry.schema import Dates
from summitry.text import LogLinear, read_words, spell_phrases

STATUSES = ("held", "planned", "unconfirmed", "cancelled", "denied")
STATUS_FEATURES = (
    "always",
    "basis {basis=named|duo|they|him|talks|list|visit}",
    "finite {finite=True|False}",
    "zone {zone}",
    "lede {lede=True|False}",
    "before {word}",
    "zone {zone} before {word}",
    "finite {finite=True|False} before {word}",
    "governed by {status=held|planned|unconfirmed|rumoured|cancelled|denied}",
    "governed by {status=held|planned|unconfirmed|rumoured|cancelled|denied} finite {finite=True|False}",
    "governed from the left by {status=held|planned|unconfirmed|rumoured|cancelled|denied}",
    "said {where=left|right|sentence|headline} {status=planned|unconfirmed|rumoured|cancelled|denied|none}",
    "phrase {where=left|right|sentence} {phrase}",
    "headline to",
    # how the chosen time goes with it
    "day {when=ahead|past|now|wide|none|recent}",
    "day {when=ahead|past|now|wide|none|recent} finite {finite=True|False}",
    "day {when=ahead|past|now|wide|none|recent} tense {tense=s|ed|ing|none}",
    "tense {tense=s|ed|ing|none} zone {zone}",
    "sentence date {when=ahead|past|now|wide|none}",
)
"""The templates of what speaks for a status; in the model's names the status that it speaks for stands before it."""
DAY_FEATURES = (
    "day stated {where=right|left|earlier}",
    "day at {distance} {where=right|left}",
    "day across {clauses} {where=right|left}",
    "day rank {rank} {where=right|left|earlier}",
    "day form {form} {where=right|left|earlier}",
    "day governed by {governor} {where=right|left}",
    "day governed by {governor} across {clauses}",
    "day opens before {governor}",
    "day after word {word}",
    "day after words {word}",
    "day before word {word}",
    "day beyond {others} others {where=right|left}",
    "day beyond {dates} dates {where=right|left}",
    "day possessive",
    "day other side of marks",
    "day on a line of its own",
    "day earlier form {form} paragraph {same=True|False}",
    "recent",
    "recent paragraph {paragraph}",
    "recent zone {zone}",
    "recent finite {finite=True|False}",
    "recent before {word}",
    "recent dates {dates}",
    "recent phrase {phrase}",
    "open dates {dates}",
    "open paragraph {paragraph}",
    "open before {word}",
    "open phrase {phrase}",
)
"""The templates of what speaks for a time: a date, the days up to publication ("recent"), none ("open")."""
TEMPLATES = (*(f"{status}: {name}" for status in STATUSES for name in STATUS_FEATURES), *DAY_FEATURES)


@functools.cache
def timing_model() -> LogLinear:
    """Return the model that chooses status and time."""
    return LogLinear("timing_weights", TEMPLATES)


class Time(NamedTuple):
    """When a meeting may have been: ``days`` of a date of the text, or "recent" or "open"; and what speaks for it."""

    kind: str
    days: Interval
    features: tuple[str, ...]
    weekday: bool = False
    end: int = 0


class Timing(NamedTuple):
    """The choice: status, the date's days (None: no date of the text), whether it is fresh, how probable that is.

    ``end`` is where the date ends in the text.
    """

    status: str
    days: Interval | None
    recent: bool
    probability: float
    end: int


def read_timing(context: Context, mention: MeetingMention) -> Timing:
    """Return the likeliest status and time of the meeting that *mention* reports."""
    model, readings = timing_model(), find_readings(context, mention)
    chances = model.probabilities([features for _, _, features in readings])
    best = chances.index(max(chances))
    status, time, _ = readings[best]
    return Timing(status, time.days if time.kind == "date" else None, time.kind == "recent", chances[best], time.end)


def find_readings(context: Context, mention: MeetingMention) -> list[tuple[str, Time, list[str]]]:
    """Return each status with each time that it can have, and the features that speak for both."""
    earliest, latest = _published(context)
    around = sorted(find_status_features(context, mention))
    readings = []
    for status, time in itertools.product(STATUSES, find_times(context, mention)):
        days = fit_weekday(status, time, earliest, latest)
        if days is not None:
            when = _when(days, earliest, latest) if time.kind == "date" else {"open": "none"}.get(time.kind, time.kind)
            agreement = (f"day {when}", f"day {when} finite {mention.finite}", f"day {when} tense {_tense(mention)}")
            spoken = [f"{status}: {name}" for name in (*around, *agreement)]
            readings.append((status, time._replace(days=days), [*spoken, *time.features]))
    return readings


def _published(context: Context) -> tuple[dt.date | None, dt.date | None]:
    published = context.doc.published
    return read_day(published.low or published.day), read_day(published.high or published.day)


WEEK = dt.timedelta(days=7)


def fit_weekday(status: str, time: Time, earliest: dt.date | None, latest: dt.date | None) -> Interval | None:
    """Return the days of *time* for a meeting of this status; None: it cannot be, held ahead or planned behind.

    A bare weekday goes the way that the status says: back for what was held, on for what is planned.
    """
    days = time.days
    if time.kind == "recent" and status in ("planned", "unconfirmed"):
        return None
    if time.kind != "date" or days.low is None or days.high is None or earliest is None or latest is None:
        return days
    if status == "held" and days.low > latest:
        back = Interval(days.low - WEEK, days.high - WEEK)
        return back if time.weekday and days.low - WEEK <= latest else None
    if status in ("planned", "unconfirmed") and days.high < earliest:
        on = Interval(days.low + WEEK, days.high + WEEK)
        return on if time.weekday and earliest < days.high + WEEK else None
    return days


def _when(days: Interval, earliest: dt.date | None, latest: dt.date | None) -> str:
    """Return where *days* lie to publication; wide: longer than a month and around it."""
    if not (days.low and days.high and earliest and latest):
        return "wide"
    if days.low > latest:
        return "ahead"
    if days.high < earliest:
        return "past"
    return "now" if (days.high - days.low).days < 31 else "wide"


MOST_DATES, EARLIER = 6, 2  # how many dates of the sentence, and how many of the sentence before it, are weighed


def find_times(context: Context, mention: MeetingMention) -> list[Time]:
    """Return the dates that may be the meeting's, the nearest first, then "recent" and "open"."""
    start, end = mention.sentence[:2]
    dates = [date for date in context.doc.dates.within(start, end) if _is_day(date)]
    near = sorted(dates, key=lambda date: clause_distance(context.text, mention, date.start, date.end))[:MOST_DATES]
    times = [_dated(date, _date_features(context, mention, date, rank)) for rank, date in enumerate(near)]
    for before in context.lines_above(mention.sentence):
        earlier = [date for date in context.doc.dates.within(*before[:2]) if _is_day(date)][-EARLIER:]
        same = before.paragraph == mention.sentence.paragraph
        for rank, date in enumerate(reversed(earlier)):
            alone = date.end - date.start > (before.end - before.start) // 2
            form = f"day earlier form {_form(date)} paragraph {same}"
            features = ("day stated earlier", f"day rank {rank} earlier", f"day form {_form(date)} earlier", form)
            times.append(_dated(date, (*features, "day on a line of its own") if alone else features))
    paragraph = str(min(5, mention.sentence.paragraph))
    word, count = _before(context, mention), str(min(3, len(dates)))
    phrases = RECENT.findall(context.doc.lowered, start, end)
    recent = (
        *("recent", f"recent paragraph {paragraph}", f"recent zone {mention.sentence.zone}"),
        *(f"recent finite {mention.finite}", f"recent before {word}", f"recent dates {count}"),
        *(f"recent phrase {phrase}" for phrase in phrases),
    )
    unknown = (
        *(f"open dates {count}", f"open paragraph {paragraph}", f"open before {word}"),
        *(f"open phrase {phrase}" for phrase in phrases),
    )
    return [*times, Time("recent", Interval(), recent), Time("open", Interval(), unknown)]


# what says that a report is of another time than the article's
RECENT = re.compile(
    r"\b(?:since|last|once|already|earlier|previous|previously|again|before|ago|after|times|often|ever|first)\b"
)


def _dated(date: Dates, features: Iterable[str]) -> Time:
    days = Interval(read_day(date.date_low), read_day(date.date_high))
    weekday = date.text.strip().lower().endswith("day") and days.low == days.high
    return Time("date", days, tuple(features), weekday, date.end)


# 'in Beijing in May | and in Kazakhstan in | July', '| , in Beijing in | October 2023 and again in', 'and once more on'
FURTHER = re.compile(
    r"(?:,|,?\s+and)\s+(?:then\s+|later\s+)?(?:once\s+)?(?:again\s+|more\s+)?(?:(?:in|at|on)\s+)?"
    r"(?:[A-Z]\w+(?:\s[A-Z]\w+){0,2}(?:,\s[A-Z]\w+)?,?\s+)?(?:(?:in|on)\s+)?"
)


def further_dates(context: Context, mention: MeetingMention, end: int) -> Iterator[tuple[Interval, int, int]]:
    """Yield the days, and the stretch of text that tells them, of each date lined up behind the one that ends at *end*."""
    for date in context.doc.dates.within(end, mention.sentence.end):
        if not _is_day(date) or not FURTHER.fullmatch(context.text, end, date.start):
            return
        yield Interval(read_day(date.date_low), read_day(date.date_high)), end, date.end
        end = date.end


def _is_day(date: Dates) -> bool:
    """Tell whether an expression can be a meeting's day at all: not a length, not "now", not "the same day"."""
    if date.type not in ("DATE", "TIME") or not date.date_low or date.value.endswith("_REF"):
        return False
    return "same" not in date.text.lower() and date.text.lower() not in ("now", "today's", "modern", "the year")


WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
MARKS = re.compile('[“”"]')
NO_GOVERNORS = frozenset(
    f"@{name}" for name in ("age", "two", "times", "if", "modal", "will", "relation", "staff", "class")
)
"""Classes of cues that govern no date."""


def _date_features(context: Context, mention: MeetingMention, date: Dates, rank: int) -> Iterator[str]:
    """Yield what speaks for or against *date*, the *rank*-th nearest, being the day of *mention*."""
    text, (start, end) = context.text, mention.sentence[:2]
    where = "right" if date.start >= mention.end else "left"
    low, high = min(mention.end, date.end), max(mention.start, date.start)
    clauses = str(min(3, len(BOUNDARY.findall(text, low, high))))
    yield f"day stated {where}"
    yield f"day at {_bin(high - low)} {where}"
    yield f"day across {clauses} {where}"
    yield f"day rank {min(3, rank)} {where}"
    yield f"day form {_form(date)} {where}"
    governor = _governor(context, mention, start, date.start)
    if governor:
        yield f"day governed by {governor} {where}"
        yield f"day governed by {governor} across {clauses}"
    else:
        yield f"day opens before {_governor(context, mention, date.end, end, forward=True) or 'nothing'}"
    words = WORD.findall(context.doc.lowered, max(start, date.start - 60), date.start) + _opening(date)
    yield f"day after word {_tell(words[-1]) if words else 'nothing'}"
    yield f"day after words {'_'.join(map(_tell, words[-2:])) or 'nothing'}"
    following = WORD.search(context.doc.lowered, date.end, min(end, date.end + 30))
    yield f"day before word {_tell(following.group()) if following else 'nothing'}"
    if text[date.end : date.end + 2] in ("'s", "’s") or date.text.endswith(("'s", "’s")):
        yield "day possessive"
    yield f"day beyond {min(2, len(context.people_in(low, high) - set(mention.people)))} others {where}"
    yield f"day beyond {min(2, len(context.doc.dates.within(low, high)) - 1)} dates {where}"
    if len(MARKS.findall(text, low, high)) % 2:  # "“We will meet Xi,” he said on Friday"
        yield "day other side of marks"


def _opening(date: Dates) -> list[str]:
    """Return the small words that a date's own expression begins with: "on" of "on Friday"."""
    return list(itertools.takewhile(lambda word: word in tokens("small"), WORD.findall(date.text.lower())))[:1]


def _tell(word: str) -> str:
    """Return what a word beside a date is to the model: its class of cue, itself where it is small, its ending."""
    told = class_of(word)
    return "other" if told == "." else word if word in SHOWN else told


SHOWN = frozenset(
    [
        "since",
        "until",
        "till",
        "from",
        "before",
        "after",
        "during",
        "over",
        "past",
        "last",
        "next",
        "early",
        "late",
        "eve",
        "ahead",
        "dating",
    ]
)


def _governor(context: Context, mention: MeetingMention, low: int, high: int, forward: bool = False) -> str:
    """Return the class of the verb or noun in ``text[low:high]`` nearest to the date; own: the reporting words."""
    found = list(WORD.finditer(context.doc.lowered, low, high))
    for word in found if forward else reversed(found):
        if mention.start <= word.start() < mention.end or mention.group <= word.start() < mention.start:
            return "own"
        told = class_of(word.group()) if context.text[word.start()].islower() else "."  # not "Beijing"
        if told in ("ed", "ing") or (told.startswith("@") and told not in NO_GOVERNORS):
            return told
    return ""


def _bin(characters: int) -> str:
    return next((str(most) for most in (2, 12, 30, 60, 120) if characters <= most), "far")


def _form(date: Dates) -> str:
    """Return the kind of an expression: weekday, day, month, year, week, decade, other."""
    value = date.value
    if date.text.strip().lower().endswith("day"):
        return "weekday"
    for form, pattern in FORMS.items():
        if pattern.match(value):
            return form
    return "other"


FORMS = {
    "day": re.compile(r"\d{4}-\d\d-\d\d"),
    "week": re.compile(r"\d{4}-W"),
    "month": re.compile(r"\d{4}-\d\d$"),
    "year": re.compile(r"\d{4}$"),
    "part": re.compile(r"\d{4}-"),
    "decade": re.compile(r"\d{3}$"),
}
LEFT = 70  # how many characters before the reporting words a phrase can govern them
# the clause that follows: 'a meeting between X and Y | will take place in June', up to '; and'
CLAUSE = re.compile(r"[^;“”\"]{0,80}")
# what comes right before the reporting words: 'will', 'to', 'had', 'was to', 'did not'
TENSE = re.compile(
    r"\b(will|would|shall|to|had|has|have|was to|were to|is to|are to|did|could|may|might|after|before|for|of|no|not|"
    r"never|ahead of|during|at|following|since|until|the|a|his|their|’s|'s|and|who)"
    r"\s+(?:\w+ly\s+|also\s+|then\s+|last\s+)?$",
    re.IGNORECASE,
)
# 'Xi to meet Putin', 'Putin to visit'
TO_DO = re.compile(r"\w\sto\s[a-z]+")


def _before(context: Context, mention: MeetingMention) -> str:
    """Return the word that stands right before the reporting words, or -."""
    low = max(mention.sentence.start, min(mention.group, mention.start) - LEFT)
    tense = TENSE.search(context.text, low, mention.start)
    return "_".join(tense[1].lower().split()) if tense else "-"


def _tense(mention: MeetingMention) -> str:
    """Return the ending of the reporting word that tells its tense: "hosts" ahead of a Thursday is planned."""
    word = mention.cue.partition(" ")[0]
    if mention.finite:
        return "ed"
    return next((ending for ending in ("ing", "s") if word.endswith(ending) and word not in ("talks", "ties")), "none")


def find_status_features(context: Context, mention: MeetingMention) -> set[str]:
    """Return the features of the status of *mention* that do not depend on its day."""
    text, sentence = context.text, mention.sentence
    low = max(sentence.start, min(mention.group, mention.start) - LEFT)
    before = _before(context, mention)
    after = CLAUSE.match(text, mention.end, sentence.end)
    left = set(_phrase_features("left", context, low, mention.start))
    right = set(_phrase_features("right", context, mention.end, after.end() if after else mention.end))
    governed = _strongest(left | right)
    return {
        "always",
        f"basis {mention.basis}",
        f"finite {mention.finite}",
        f"zone {sentence.zone}",
        f"lede {sentence.paragraph <= 2}",
        f"tense {_tense(mention)} zone {sentence.zone}",
        f"before {before}",
        f"zone {sentence.zone} before {before}",
        f"finite {mention.finite} before {before}",
        f"governed by {governed}",
        f"governed by {governed} finite {mention.finite}",
        f"governed from the left by {_strongest(left)}",
        *left,
        *right,
        *_phrase_features("sentence", context, sentence.start, sentence.end),
        *_sentence_dates(context, mention),
        *_headline_features(context),
    }


STRONGEST = ("cancelled", "rumoured", "denied", "unconfirmed", "planned")
"""Of phrases for several statuses the first of these decides: "denied that a meeting is planned"."""


def _strongest(said: set[str]) -> str:
    """Return the strongest status that phrases were found for, or "held"."""
    found = {name.rpartition(" ")[2] for name in said if name.startswith("said")}
    return next((status for status in STRONGEST if status in found), "held")


@functools.cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    status = {row["phrase"].lower(): row["status"] for row in read_words("meeting_status")}
    return re.compile(rf"\b{spell_phrases(status)}(?!\w)"), status


def _phrase_features(where: str, context: Context, start: int, end: int) -> Iterator[str]:
    pattern, statuses = _phrases()
    # "may" in lower case only: it is also a month
    found = [m for m in pattern.finditer(context.doc.lowered, start, end) if context.text[slice(*m.span())] != "May"]
    for phrase in (re.sub(r"\s+", " ", m.group()) for m in found):
        yield f"said {where} {statuses[phrase]}"
        yield f"phrase {where} {phrase.replace(' ', '_')}"
    if not found:
        yield f"said {where} none"


def _sentence_dates(context: Context, mention: MeetingMention) -> Iterator[str]:
    """Yield where the sentence's dates lie to the day of publication."""
    earliest, latest = _published(context)
    dates = [d for d in context.doc.dates.starting_in(*mention.sentence[:2]) if d.date_low and d.date_high]
    for date in dates:
        yield f"sentence date {_when(Interval(read_day(date.date_low), read_day(date.date_high)), earliest, latest)}"
    if not dates:
        yield "sentence date none"


def _headline_features(context: Context) -> Iterator[str]:
    """Yield what the headline says: an article announces, or calls off, as a whole."""
    for start, end in context.headline:
        yield from (name for name in _phrase_features("headline", context, start, end) if name.startswith("said"))
        if TO_DO.search(context.text, start, end):
            yield "headline to"
