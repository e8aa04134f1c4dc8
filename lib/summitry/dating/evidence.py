"""Evidence of when an article was published: each piece names its words and the days that it allows."""

from __future__ import annotations

import datetime as dt
import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from summitry.people import Person, Roster
from summitry.reference import Event
from summitry.schema import Mentions, Span
from summitry.text import Document
from summitry.timexes import Timex, safe_day

FIRST_YEAR, LAST_YEAR = 1990, 2027
MIN, MAX = dt.date(1900, 1, 1).toordinal(), dt.date(LAST_YEAR, 12, 31).toordinal()
MOST_NAMED = 8  # times that one kind of words is looked at: what a text says of it, it says early
WIDE = 600  # characters: what stands farther away is another thought
Range = tuple[int, int]
"""First and last allowed day, as proleptic ordinals."""


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
class Reading:
    """Everything that the finders of evidence look at."""

    article: Document
    timexes: list[Timex]
    mentions: list[Mentions]
    roster: Roster
    events: tuple[Event, ...] = ()
    day_first: bool | None = None
    printed: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        return self.article.text

    @functools.cached_property
    def lowered(self) -> str:
        lowered = self.text.lower()
        return lowered if len(lowered) == len(self.text) else self.text

    @functools.cached_property
    def sentences(self) -> list[Span]:
        return [(sentence.start, sentence.end) for sentence in self.article.sentences]

    @functools.cached_property
    def captions(self) -> list[Span]:
        return self.article.spans("caption")

    @functools.cached_property
    def _sentence_starts(self) -> list[int]:
        return [start for start, _ in self.sentences]

    @functools.cached_property
    def _timex_starts(self) -> list[int]:
        return [timex.start for timex in self.timexes]

    @functools.cached_property
    def _named_starts(self) -> list[int]:
        return [mention.start for mention in self.named]

    @functools.cached_property
    def named(self) -> list[Mentions]:
        """The mentions that are known to be a person of the roster or the article, in reading order."""
        return sorted([mention for mention in self.mentions if mention.person], key=attrgetter("start"))

    def sentence_at(self, position: int) -> Span:
        """Return the sentence around *position*, or its line where no sentence holds it; at most WIDE to each side."""
        at = bisect_right(self._sentence_starts, position) - 1
        if at >= 0 and position < self.sentences[at][1]:
            start, end = self.sentences[at]
        else:
            start, end = line_at(self.text, position)
        return max(start, position - WIDE), min(end, position + WIDE)

    def is_readable(self, position: int) -> bool:
        """Tell whether *position* stands in a sentence of headline, caption or body."""
        at = bisect_right(self._sentence_starts, position) - 1
        return at >= 0 and position < self.sentences[at][1]

    def timexes_in(self, span: Span) -> list[Timex]:
        """Return the timexes that begin in *span*."""
        return self.timexes[bisect_left(self._timex_starts, span[0]) : bisect_left(self._timex_starts, span[1])]

    def people_in(self, span: Span) -> list[Mentions]:
        """Return the mentions of known people that begin in *span*."""
        return self.named[bisect_left(self._named_starts, span[0]) : bisect_left(self._named_starts, span[1])]

    def is_caption(self, position: int) -> bool:
        """Tell whether *position* stands in a caption: a zone of that name, or a line with a photographer's credit."""
        if any(start <= position < end for start, end in self.captions):
            return True
        start, end = line_at(self.text, position)
        return end - start < 400 and bool(CREDIT.search(self.text, start, end))


def line_at(text: str, position: int) -> Span:
    """Return the line around *position*."""
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end


# "(Picture: Zoo handout)", "/Courtesy of the Kremlin", "© Getty Images", "Photo by"
CREDIT = re.compile(
    r"\((?:Picture|Photo|Image|File)|/\s?Courtesy|©|\b(?:[Pp]hoto|Picture|Image)s?(?::| by| courtesy)|Getty Images"
)


def around(day: dt.date, before: int, after: int) -> Range:
    """Return the days from *before* days earlier to *after* days later."""
    return day.toordinal() - before, day.toordinal() + after


def in_years(month: int, day: int, years: Iterable[int] = range(FIRST_YEAR, LAST_YEAR + 1)) -> list[dt.date]:
    """Return the day of a month in each of *years* that has it."""
    return [found for year in years if (found := safe_day(year, month, day))]


# --- birthdays and ages ---------------------------------------------------------------------------------------------

# "his 66th birthday on Saturday", "as the president turned 66", "who turns 70 on Friday"
BIRTHDAY = re.compile(
    r"\b(\d{2,3})(?:st|nd|rd|th)\s+birthday\b|(?:’s|'s|\bhis|\bher)\s+birthday\b"
    r"|\bturn(?:s|ed|ing)\s+(\d{2,3})\b(?!\s*(?:%|per|years in))"
)
# what BIRTHDAY says of turning, without the rest: looked for first, because it is found far faster
TURNS = re.compile(r"turn(?:s|ed|ing)\s+\d")
# "Putin, 66, said", "the 66-year-old Xi"
AGE_AFTER = re.compile(r",\s(\d{2}),")
AGE_BEFORE = re.compile(r"\b(\d{2})-year-old\s(?:[\w’'-]+\s){0,2}$")
AHEAD_OF = re.compile(r"\b(?:ahead of|before|upcoming|approaching|next|turns|will|eve of)\b[^.;]{0,30}$")


def born_on(person: Person) -> dt.date | None:
    """Return a person's full date of birth, None where only month or year is known."""
    return _read_day(person.born)


@functools.lru_cache(maxsize=1024)
def _read_day(born: str) -> dt.date | None:
    return dt.date.fromisoformat(born) if len(born) == 10 else None


def find_birthdays(reading: Reading) -> Iterator[Evidence]:
    """Yield what birthdays say: "his 66th birthday on Saturday" fixes the day and the year, "he turned 66" bounds it."""
    if "birthday" not in reading.lowered and not TURNS.search(reading.text):
        return
    for found in list(BIRTHDAY.finditer(reading.text))[:MOST_NAMED]:
        sentence = reading.sentence_at(found.start())
        if not reading.is_readable(found.start()) or any(timex.year for timex in reading.timexes_in(sentence)):
            continue
        age = int(found[1] or found[2] or 0)
        for person in _whose(reading, found.start(), sentence):
            days, exact = _birthday_ranges(reading, found, born_on(person), age)
            if days:
                says = f"{person.name} was born on {person.born}"
                weight = (3.0 if age else 1.5) if exact else 1.0
                yield Evidence("birthday", found.start(), found.end(), days, weight, says, exact)
                break


def _whose(reading: Reading, at: int, sentence: Span) -> list[Person]:
    """Return the people whose birthday it can be, the nearest mention first: just before, then in the sentence."""
    mentions = reading.people_in(sentence)
    ordered = sorted(mentions, key=lambda mention: (mention.start > at, abs(at - mention.start)))
    names = list(dict.fromkeys(mention.person for mention in ordered))
    people = [reading.roster.by_name[name] for name in names if name in reading.roster.by_name]
    return [person for person in people if born_on(person)]


def _birthday_ranges(
    reading: Reading, found: re.Match[str], born: dt.date | None, age: int
) -> tuple[tuple[Range, ...], bool]:
    """Return the days of publication that a birthday allows, and whether they are exact: its weekday must be named."""
    if born is None or (age and not 15 < age < 110):
        return (), False
    timexes = reading.timexes_in(reading.sentence_at(found.start()))
    days = in_years(born.month, born.day, [born.year + age] if age else range(2012, LAST_YEAR + 1))
    today = next((int(timex.value or 0) for timex in timexes if timex.kind == "day"), None)
    if today is not None:
        return tuple(around(day, today, -today) for day in days), True
    ahead = found.group().startswith("turns") or bool(
        AHEAD_OF.search(reading.text, max(0, found.start() - 60), found.start())
    )
    weekday = next((timex.weekday for timex in timexes if timex.kind == "weekday"), None)
    if weekday:
        days = [day for day in days if day.isoweekday() == weekday]
        return tuple(around(day, 6, -1) if ahead else around(day, 0, 6) for day in days), True
    return tuple((day.toordinal(), MAX) for day in days) if age and not ahead else (), False


def find_ages(reading: Reading) -> Iterator[Evidence]:
    """Yield what stated ages say: "Putin, 66," was written in the year before his 67th birthday."""
    said_before = "-year-old" in reading.text
    for mention in reading.mentions:
        person = reading.roster.by_name.get(mention.person or "")
        born = born_on(person) if person and mention.form in ("name", "surname") else None
        if not born:
            continue
        found = AGE_AFTER.match(reading.text, mention.end)
        if said_before and not found:
            found = AGE_BEFORE.search(reading.text, max(0, mention.start - 50), mention.start)
        if found and 15 < int(found[1]) < 110:
            first = safe_day(born.year + int(found[1]), born.month, min(born.day, 28))
            if first:
                says = f"{mention.person} was born on {born.isoformat()}"
                start, end = min(found.start(1), mention.start), max(found.end(1), mention.end)
                yield Evidence("age", start, end, (around(first, 0, 364),), 1.5, says)
