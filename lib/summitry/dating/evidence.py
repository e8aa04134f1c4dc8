"""Evidence of when an article was published: each piece names its words and the days that it allows.

Here: birthdays and ages of the roster's people, weekdays that must fit, days without a month or year, and the latest
date that is named as past.
"""

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from summitry.people import Person
from summitry.schema import Mentions, Span
from summitry.text import Document, Layer, Spans
from summitry.timexes import PAST_TENSE, Timex, cues, full_day, in_years, points_ahead, tells_past

FIRST_YEAR = 1990
FIRST_BIRTHDAY = 2012  # earlier ones were told of people who were not in office yet
MIN, MAX = dt.date(1600, 1, 1).toordinal(), dt.date(2999, 12, 31).toordinal()
MOST_NAMED = 8  # times that one kind of words is looked at: what a text says of it, it says early
WIDE = 600  # characters: what stands farther away is another thought
Range = tuple[int, int]  # first and last allowed day, as proleptic ordinals
Ranges = tuple[Range, ...]


class Evidence(NamedTuple):
    """One piece of evidence: its words, the days of publication that it allows, its weight, and what it says.

    ``exact``: it pins the day down to a week or two in each year; other evidence only bounds or picks years.
    """

    kind: str
    start: int
    end: int
    days: Ranges
    weight: float
    says: str
    exact: bool = False


@dataclass(frozen=True)
class DatingContext:
    """What the finders of evidence look at: an article and timexes of it."""

    doc: Document
    timexes: Layer[Timex]
    day_first: bool | None

    @property
    def text(self) -> str:
        return self.doc.text

    @functools.cached_property
    def named(self) -> Layer[Mentions]:
        """The mentions that are known to be a person of the roster or the article."""
        return Layer(mention for mention in self.doc.mentions if mention.person)

    @functools.cached_property
    def latest(self) -> tuple[dt.date, Timex] | None:
        """The latest date that is named as past, by its first day, and its words."""

        def first_day(timex: Timex) -> dt.date:
            month = timex.months[0] if timex.months and timex.kind == "month" else 1
            return full_day(timex, self.day_first) or dt.date(timex.year or 1, month, 1)

        dates = ((first_day(timex), timex) for timex in self.timexes if self._is_past(timex))
        return max(dates, key=lambda date: date[0], default=None)

    def _is_past(self, timex: Timex) -> bool:
        """Tell whether a date is past by the words around it; of a year, those before must say so."""
        if not timex.year or timex.year < 1900 or timex.type == "DURATION" or self.is_caption(timex.start):
            return False
        before = self.text[max(0, timex.start - 60) : timex.start].lower()
        if points_ahead(self.text, timex.start):
            return False
        if timex.kind not in ("calendar", "month", "numeric"):
            return bool(SURELY_PAST.search(before))
        return tells_past(self.text, timex) or bool(PAST_PLACE.search(before))

    @functools.cached_property
    def known_until(self) -> dt.date:
        """The last day of the reference's events and record: of later days nothing is known, but that they come."""
        rows = (*self.doc.reference.events, *self.doc.reference.record)
        return max((row.date_end for row in rows), default=dt.date.fromordinal(MAX))

    @functools.cached_property
    def years(self) -> range:
        """The years in which the article may have been published, as far as anything is known of them."""
        last = self.latest[0].year + 1 if self.latest else FIRST_YEAR
        return range(FIRST_YEAR, max(last, min(self.known_until.year, 2100)) + 1)

    def sentence_at(self, position: int) -> Span:
        """Return the sentence around *position*, or its line where no sentence holds it; at most WIDE to each side."""
        sentence = self.doc.sentences.at(position)
        start, end = sentence[:2] if sentence else line_at(self.text, position)
        return max(start, position - WIDE), min(end, position + WIDE)

    @functools.cached_property
    def _captions(self) -> Spans:
        return Spans(self.doc.spans("caption"))

    def is_caption(self, position: int) -> bool:
        """Tell whether *position* stands in a caption: a zone of that name, or a line with a photographer's credit."""
        if self._captions.hold(position, position + 1):
            return True
        start, end = line_at(self.text, position)
        return end - start < 400 and bool(CREDIT.search(self.text, start, end))


def line_at(text: str, position: int) -> Span:
    """Return the line around *position*, at most WIDE to each side."""
    low, high = max(0, position - WIDE), min(len(text), position + WIDE)
    start, end = text.rfind("\n", low, position) + 1, text.find("\n", position, high)
    return start or low, high if end < 0 else end


# "since 2013", "in the wake of the 2016 US presidential election", "Russia's invasion of Ukraine in February 2022"
PAST_PLACE = re.compile(rf"\b{cues('since then')}\b[^.;:]{{0,25}}$")
# "since 2029", "they met in 2029", not "emissions projected to fall in 2030"
SURELY_PAST = re.compile(rf"\bsince (?:the )?$|{PAST_TENSE.pattern}(?: (?!to\b)[\w’']+){{0,3}} in $")
# "(Picture: Zoo handout)", "/Courtesy of the Kremlin", "© Getty Images", "Photo by"
CREDIT = re.compile(
    r"\((?:Picture|Photo|Image|File)|/\s?Courtesy|©|\b(?:[Pp]hoto|Picture|Image)s?(?::| by| courtesy)|Getty Images"
)


def around(day: dt.date, before: int, after: int) -> Range:
    """Return the days from *before* days earlier to *after* days later."""
    return day.toordinal() - before, day.toordinal() + after


def within(day: dt.date, days: int, ahead: bool) -> Range:
    """Return the *days* before a day that is yet to come, or those after one that is past."""
    return around(day, days, 0) if ahead else around(day, 0, days)


# "his 66th birthday on Saturday", "as the president turned 66", "who turns 70 on Friday"
BIRTHDAY = re.compile(
    r"\b(\d{2,3})(?:st|nd|rd|th)\s+birthday\b|(?:’s|'s|\bhis|\bher)\s+birthday\b"
    r"|\bturn(?:s|ed|ing)\s+(\d{2,3})\b(?!\s*(?:%|per|years in))"
)
# "Putin, 66, said", "the 66-year-old Xi"
AGE_AFTER = re.compile(r",\s(\d{2}),")
AGE_BEFORE = re.compile(r"\b(\d{2})-year-old\s(?:[\w’'-]+\s){0,2}$")
AHEAD_OF = re.compile(r"\b(?:ahead of|before|upcoming|approaching|next|turns|will|eve of)\b[^.;]{0,30}$")


def find_birthdays(context: DatingContext) -> Iterator[Evidence]:
    """Yield what birthdays say: "his 66th birthday on Saturday" fixes the day and the year, "he turned 66" bounds it."""
    if "birthday" not in context.text and "turn" not in context.text:  # found far faster than the pattern
        return
    for found in itertools.islice(BIRTHDAY.finditer(context.text), MOST_NAMED):
        sentence = context.doc.sentences.at(found.start())
        if not sentence or any(timex.year for timex in context.timexes.starting_in(*sentence[:2])):
            continue
        age = int(found[1] or found[2] or 0)
        for person, born in _whose(context, found.start()):
            days, exact = _birthday_ranges(context, found, born, age)
            if days:
                says = f"{person.name} was born on {person.born}"
                weight = (3.0 if age else 1.5) if exact else 1.0
                yield Evidence("birthday", found.start(), found.end(), days, weight, says, exact)
                break


def _whose(context: DatingContext, at: int) -> Iterator[tuple[Person, dt.date]]:
    """Yield the people whose birthday it can be, the nearest mention first: just before, then in the sentence."""
    mentions = context.named.starting_in(*context.sentence_at(at))
    ordered = sorted(mentions, key=lambda mention: (mention.start > at, abs(at - mention.start)))
    for name in dict.fromkeys(mention.person for mention in ordered):
        person = context.doc.roster.by_name.get(name)
        if person and len(person.born) == 10:
            yield person, dt.date.fromisoformat(person.born)


def _birthday_ranges(context: DatingContext, found: re.Match[str], born: dt.date, age: int) -> tuple[Ranges, bool]:
    """Return the days of publication that a birthday allows, and whether they are exact: its weekday must be named."""
    if age and not 15 < age < 110:
        return (), False
    timexes = context.timexes.starting_in(*context.sentence_at(found.start()))
    years = [born.year + age] if age else range(FIRST_BIRTHDAY, context.years.stop)
    days = in_years(born.month, born.day, years)
    today = next((int(timex.value or 0) for timex in timexes if timex.kind == "day"), None)
    if today is not None:
        return tuple(around(day, today, -today) for day in days), True
    before = context.text[max(0, found.start() - 60) : found.start()]
    ahead = found.group().startswith("turns") or bool(AHEAD_OF.search(before))
    weekday = next((timex.weekday for timex in timexes if timex.kind == "weekday"), None)
    if weekday:
        days = [day for day in days if day.isoweekday() == weekday]
        return tuple(around(day, 6, -1) if ahead else around(day, 0, 6) for day in days), True
    return tuple((day.toordinal(), MAX) for day in days) if age and not ahead else (), False


def find_ages(context: DatingContext) -> Iterator[Evidence]:
    """Yield what stated ages say: "Putin, 66," was written in the year before his 67th birthday."""
    for mention in context.named:
        person = context.doc.roster.by_name.get(mention.person)
        if not person or len(person.born) != 10 or mention.form not in ("name", "surname"):
            continue
        before = AGE_BEFORE.search(context.text, max(0, mention.start - 50), mention.start)
        found = AGE_AFTER.match(context.text, mention.end) or before
        if found and 15 < int(found[1]) < 110:
            born, age = dt.date.fromisoformat(person.born), int(found[1])
            days = around(dt.date(born.year + age, born.month, min(born.day, 28)), 0, 364)
            start, end = min(found.start(1), mention.start), max(found.end(1), mention.end)
            yield Evidence("age", start, end, (days,), 1.5, f"{person.name} was born on {person.born}")


def find_weekday_dates(context: DatingContext) -> Iterator[Evidence]:
    """Yield days of a month that are named with their weekday, which not every year has: "Friday, June 8"."""
    for timex in context.timexes:
        if timex.kind not in ("calendar", "clock") or not (timex.weekday and timex.months and timex.days):
            continue
        days = in_years(timex.months[0], timex.days[0], [timex.year] if timex.year else context.years)
        ahead = points_ahead(context.text, timex.start)
        fitting = tuple(within(day, 10, ahead) for day in days if day.isoweekday() == timex.weekday)
        if fitting and not context.is_caption(timex.start):
            yield Evidence("weekday", timex.start, timex.end, fitting, 1.5, "the weekday fits these years only", True)


def find_ordinals(context: DatingContext) -> Iterator[Evidence]:
    """Yield the first day that is named without its month: "on the 21st" was written within ten days of it."""
    for timex in context.timexes:
        if timex.kind == "monthday" and not context.is_caption(timex.start):
            ahead, days = points_ahead(context.text, timex.start), timex.days[0]
            found = (day for month in range(1, 13) for day in in_years(month, days, context.years))
            ranges = tuple(within(day, 9, ahead) for day in found)
            yield Evidence("ordinal", timex.start, timex.end, ranges, 1.0, "a day of the current month", True)
            return
