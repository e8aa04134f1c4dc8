"""Evidence of when an article was published: each piece names its words and the days that it allows."""

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summitry.schema import Mentions, Span
from summitry.text import Document, Layer, Spans
from summitry.timexes import PAST_TENSE, Timex, cues, full_day, in_years, points_ahead, tells_past

FIRST_YEAR = 1990
MIN, MAX = dt.date(1600, 1, 1).toordinal(), dt.date(2999, 12, 31).toordinal()
MOST_NAMED = 8  # times that one kind of words is looked at: what a text says of it, it says early
WIDE = 600  # characters: what stands farther away is another thought
Range = tuple[int, int]  # first and last allowed day, as proleptic ordinals


class Evidence(NamedTuple):
    """One piece of evidence: its words, the days of publication that it allows, its weight, and what it says.

    ``exact``: it pins the day down to a week or two in each year; other evidence only bounds or picks years.
    """

    kind: str
    start: int
    end: int
    days: tuple[Range, ...]
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

    def birthday(self, mention: Mentions, age: int) -> dt.date | None:
        """Return the day on which the person who is mentioned became as old as that; None where it is not known."""
        person = self.doc.roster.by_name.get(mention.person)
        if not person or len(person.born) < 10 or age < 16:
            return None
        born = dt.date.fromisoformat(person.born)
        return next(iter(in_years(born.month, born.day, [born.year + age])), None)

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
        """Tell whether *position* stands in a caption."""
        return self._captions.hold(position, position + 1)


def line_at(text: str, position: int) -> Span:
    """Return the line around *position*, at most WIDE to each side."""
    low, high = max(0, position - WIDE), min(len(text), position + WIDE)
    start, end = text.rfind("\n", low, position) + 1, text.find("\n", position, high)
    return start or low, high if end < 0 else end


# "since 2013", "in the wake of the 2016 US presidential election", "Russia's invasion of Ukraine in February 2022"
PAST_PLACE = re.compile(rf"\b{cues('since then')}\b[^.;:]{{0,25}}$")
# "since 2029", "they met in 2029", not "emissions projected to fall in 2030"
SURELY_PAST = re.compile(rf"\bsince (?:the )?$|{PAST_TENSE.pattern}(?: (?!to\b)[\w’']+){{0,3}} in $")


def around(day: dt.date, before: int, after: int) -> Range:
    """Return the days from *before* days earlier to *after* days later."""
    return day.toordinal() - before, day.toordinal() + after


def within(day: dt.date, days: int, ahead: bool) -> Range:
    """Return the *days* before a day that is yet to come, or those after one that is past."""
    return around(day, days, 0) if ahead else around(day, 0, days)


# "his 66th birthday on Saturday", "as the president turned 66", "who turns 70 on Friday"; "Putin, 66, said"
BIRTHDAY = re.compile(r"\b(\d{2})(?:st|nd|rd|th)\s+birthday\b|\bturn(?:s|ed|ing)\s+(\d{2})\b(?!\s*(?:%|per|years in))")
AGE = re.compile(r",\s(\d{2}),")
AGE_BEFORE = re.compile(r"\b(\d{2})-year-old\s(?:[\w’'-]+\s){0,2}$")
AHEAD_OF = re.compile(r"\b(?:ahead of|before|upcoming|approaching|next|turns|will|eve of)\b[^.;]{0,30}$")


def find_birthdays(context: DatingContext) -> Iterator[Evidence]:
    """Yield what birthdays say: "his 66th birthday on Saturday" fixes the day and the year, "he turned 66" bounds it."""
    if "birthday" not in context.text and "turn" not in context.text:  # found far faster than the pattern
        return
    for found in itertools.islice(BIRTHDAY.finditer(context.text), MOST_NAMED):
        start, end = context.sentence_at(found.start())
        timexes = context.timexes.starting_in(start, end)
        mentions = sorted(context.named.starting_in(start, end), key=lambda one: abs(found.start() - one.start))
        aged = (context.birthday(one, int(found[1] or found[2])) for one in mentions)
        day = None if any(timex.year for timex in timexes) else next(filter(None, aged), None)
        ahead = bool(AHEAD_OF.search(context.text[start : found.end()]))
        if day and (days := _around_birthday(day, timexes, ahead)):
            exact, says = days[1] < MAX, f"the birthday is on {day.isoformat()}"
            yield Evidence("birthday", *found.span(), (days,), 3.0 if exact else 1.0, says, exact)


def _around_birthday(day: dt.date, timexes: Sequence[Timex], ahead: bool) -> Range | None:
    """Return the days of publication that a birthday allows: its weekday must be the one that is named."""
    named = next((timex for timex in timexes if timex.kind in ("weekday", "day")), None)
    if named is None:
        return None if ahead else (day.toordinal(), MAX)
    if named.kind == "day":  # today, yesterday
        return around(day, int(named.value or 0), -int(named.value or 0))
    return None if day.isoweekday() != named.weekday else around(day, 6, -1) if ahead else around(day, 0, 6)


def find_ages(context: DatingContext) -> Iterator[Evidence]:
    """Yield what stated ages say: "Putin, 66," was written in the year before his 67th birthday."""
    for mention in context.named:
        before = AGE_BEFORE.search(context.text, max(0, mention.start - 50), mention.start)
        found = AGE.match(context.text, mention.end) or before
        day = context.birthday(mention, int(found[1])) if found and mention.form in ("name", "surname") else None
        if day and found:
            start, end = min(found.start(1), mention.start), max(found.end(1), mention.end)
            yield Evidence("age", start, end, (around(day, 0, 364),), 1.5, f"the birthday is on {day.isoformat()}")


def find_days(context: DatingContext) -> Iterator[Evidence]:
    """Yield the days that are named with their weekday, which not every year has ("Friday, June 8"), and the first that
    is named without its month: "on the 21st" was written within ten days of it."""
    ordinal = next((timex for timex in context.timexes if timex.kind == "monthday"), None)
    for timex in context.timexes:
        if timex is not ordinal and not (timex.kind in ("calendar", "clock") and timex.weekday and timex.months):
            continue
        years = [timex.year] if timex.year else context.years
        days = [day for month in timex.months or range(1, 13) for day in in_years(month, timex.days[0], years)]
        ahead = points_ahead(context.text, timex.start)
        fitting = tuple(within(day, 10, ahead) for day in days if timex.weekday in (None, day.isoweekday()))
        if fitting and not context.is_caption(timex.start):
            weight, says = (1.5, "the weekday fits these years only") if timex.weekday else (1.0, "a day of this month")
            yield Evidence("weekday", timex.start, timex.end, fitting, weight, says, True)


def find_latest(context: DatingContext) -> Iterator[Evidence]:
    """Yield the latest date that is named as past."""
    if context.latest:
        day, timex = context.latest
        days, says = (day.toordinal(), MAX), "the latest date that is named as past"
        yield Evidence("latest", timex.start, timex.end, (days,), 1.5, says)


FINDERS = (find_birthdays, find_days, find_ages, find_latest)
