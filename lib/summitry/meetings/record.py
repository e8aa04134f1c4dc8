"""The record of meetings: counted under named rules, as rates with intervals, and which of it a report is about."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from scipy import stats

from summitry.reference import RecordedMeeting, Reference
from summitry.statistics import poisson_interval, share_interval

DAYS_PER_YEAR = 365.2425


@dataclass(frozen=True, slots=True)
class CountingRule:
    """What counts as a meeting: ``modes`` that are in, and whether disputed meetings are."""

    name: str
    modes: frozenset[str]
    disputed: bool
    meaning: str

    def admits(self, meeting: RecordedMeeting) -> bool:
        """Tell whether *meeting* counts under this rule; rows marked "no" never do."""
        allowed = ("yes", "disputed") if self.disputed else ("yes",)
        return meeting.mode in self.modes and meeting.counts_as_meeting in allowed


BOTH, IN_PERSON, VIDEO = frozenset({"in-person", "video"}), frozenset({"in-person"}), frozenset({"video"})

_RULES = (
    CountingRule("all", BOTH, True, "in person and by video, disputed ones too: the official-style running count"),
    CountingRule("undisputed", BOTH, False, "in person and by video, disputed ones left out"),
    CountingRule("in-person", IN_PERSON, True, "in person only, disputed ones too"),
    CountingRule("in-person undisputed", IN_PERSON, False, "in person only, disputed ones left out: the strictest"),
    CountingRule("video", VIDEO, True, "by video only"),
    CountingRule("video undisputed", VIDEO, False, "by video only, disputed ones left out"),
)


def counting_rules() -> dict[str, CountingRule]:
    """Return the counting rules by name, the widest first.

    >>> list(counting_rules())[:2]
    ['all', 'undisputed']
    """
    return {rule.name: rule for rule in _RULES}


def counted(reference: Reference, participants: str, rule: str) -> list[RecordedMeeting]:
    """Return the record's meetings of *participants* (sorted names joined by ;) that count under *rule*, by date.

    Raises ValueError for an unknown rule.
    """
    rules = counting_rules()
    if rule not in rules:
        raise ValueError(f"no counting rule {rule!r}; there are {', '.join(rules)}")
    return [meeting for meeting in reference.record_of(participants) if rules[rule].admits(meeting)]


def count_meetings(reference: Reference, participants: str, start: dt.date, end: dt.date, rule: str) -> int:
    """Return how many recorded meetings began in the window, first and last day included, under *rule*."""
    return sum(start <= meeting.date_start <= end for meeting in counted(reference, participants, rule))


@dataclass(frozen=True, slots=True)
class Rate:
    """Meetings over a time: ``count`` in ``years`` years, and the rate a year with its 95 % interval."""

    start: dt.date
    end: dt.date
    count: int
    years: float
    per_year: float
    low: float
    high: float


def meetings_per_year(meetings: Sequence[RecordedMeeting], start: dt.date, end: dt.date) -> Rate:
    """Return the rate a year of those *meetings* that began in the window, with the exact Poisson interval (Garwood 1936).

    Raises ValueError when the window ends before it starts.
    """
    if end < start:
        raise ValueError(f"the window ends ({end}) before it starts ({start})")
    years = ((end - start).days + 1) / DAYS_PER_YEAR
    count = sum(start <= meeting.date_start <= end for meeting in meetings)
    low, high = poisson_interval(count, years)
    return Rate(start, end, count, years, count / years, low, high)


@dataclass(frozen=True, slots=True)
class Change:
    """Two rates compared: before and after, their ratio with its interval, the exact p-value, and the answer in words.

    ``ratio`` is None when the earlier rate is zero.
    """

    before: Rate
    after: Rate
    ratio: float | None
    low: float
    high: float | None
    p: float
    sentence: str


def compare_rates(meetings: Sequence[RecordedMeeting], start: dt.date, split: dt.date, end: dt.date) -> Change:
    """Compare *meetings* a year before *split* and from it on, by the exact conditional test of two Poisson rates.

    Given the total, the later count is binomial with the later share of time when nothing changed (Przyborowski &
    Wilenski 1940); the interval of the ratio comes from the Clopper-Pearson interval of that share.
    """
    before = meetings_per_year(meetings, start, split - dt.timedelta(days=1))
    after = meetings_per_year(meetings, split, end)
    total = before.count + after.count
    if not total:
        return Change(before, after, None, 0.0, None, 1.0, "There was no meeting in either time: nothing to compare.")
    least, most = share_interval(after.count, total)
    exposure = before.years / after.years
    low = least / (1 - least) * exposure
    high = most / (1 - most) * exposure if most < 1 else None
    ratio = after.per_year / before.per_year if before.count else None
    p = float(stats.binomtest(after.count, total, after.years / (before.years + after.years)).pvalue)
    return Change(before, after, ratio, low, high, p, _change_sentence(before, after, low, high, p))


def _change_sentence(before: Rate, after: Rate, low: float, high: float | None, p: float) -> str:
    earlier, later = f"{before.per_year:.1f} meetings a year before", f"{after.per_year:.1f} after"
    rates = f"{earlier} ({before.count}) and {later} ({after.count})"
    span = f"{low:.2g} to {high:.2g} times as often" if high is not None else f"{low:.2g} times as often or more"
    if p < 0.05:
        direction = "more" if after.per_year > before.per_year else "less"
        since = f"{after.start:%-d %B %Y}"
        return f"They met {direction} often from {since} on: {rates}; that is {span} (95 %), p = {p:.2g}."
    return f"Too little to tell whether they met more or less often: {rates}; {span} (95 %) would fit, p = {p:.2g}."


DAY = dt.timedelta(days=1)
PLANNED_AHEAD = 120 * DAY  # how far ahead of publication an undated planned meeting is looked for
LOOKED_BACK = 10 * DAY  # how far before publication the undated meeting of a lede is looked for


@dataclass(frozen=True, slots=True)
class Interval:
    """First and last day that something allows; None: no bound."""

    low: dt.date | None = None
    high: dt.date | None = None

    def overlaps(self, low: dt.date, high: dt.date, slack: dt.timedelta = DAY) -> bool:
        """Tell whether any day of this interval is within *slack* of low … high (time zones: a day)."""
        return (self.low is None or self.low - slack <= high) and (self.high is None or low <= self.high + slack)


@dataclass(frozen=True, slots=True)
class Facts:
    """What one report says of a meeting."""

    interval: Interval
    dated: bool
    place: str | None
    country: str | None
    occasion: str | None
    mode: str
    status: str


def find_record(facts: Facts, participants: str, reference: Reference) -> RecordedMeeting | None:
    """Return the one recorded meeting that *facts* fit, or None where none or several do.

    Mode must agree and no named place may contradict. Of several, those that count win over mere co-presence, then
    those whose city, whose occasion is the one named; a tie is no match.
    """
    if facts.status in ("cancelled", "denied"):
        return None
    fitting = [m for m in reference.record_of(participants) if _fits(m, facts)]
    preferences: tuple[Callable[[RecordedMeeting], bool], ...] = (
        lambda m: facts.dated and facts.interval.overlaps(m.date_start, m.date_end, 0 * DAY),
        lambda m: m.counts_as_meeting != "no",
        lambda m: facts.place == m.city,
        lambda m: facts.occasion is not None and facts.occasion == m.occasion,
    )
    for prefers in preferences:
        if len(fitting) > 1:
            fitting = list(filter(prefers, fitting)) or fitting
    return fitting[0] if len(fitting) == 1 else None


def _fits(meeting: RecordedMeeting, facts: Facts) -> bool:
    if meeting.mode != facts.mode or not facts.interval.overlaps(meeting.date_start, meeting.date_end):
        return False
    if facts.mode == "in-person" and facts.country and meeting.country and facts.country != meeting.country:
        return False
    if facts.place and facts.place != facts.country and facts.place != meeting.city:
        return facts.dated and facts.mode == "in-person" and facts.country == meeting.country
    return True


def allowed_intervals(facts: Facts, in_lede: bool, published: Interval) -> list[Interval]:
    """Return the days on which an undated report's meeting can have been, the likeliest first; none: anybody's guess.

    Planned: within four months after publication. Held: up to ten days before it, in the lede or with a place or an
    occasion; with these also at any time before.
    """
    has_setting = bool(facts.place or facts.country or facts.occasion)
    low, high = published.low or published.high, published.high or published.low
    if low is None or high is None:
        return [Interval()] if has_setting else []
    if facts.status in ("planned", "unconfirmed"):
        return [Interval(low, high + PLANNED_AHEAD)]
    recent = [Interval(low - LOOKED_BACK, high)] if in_lede or has_setting else []
    return recent if in_lede or not has_setting else [*recent, Interval(None, high)]


def read_day(value: str | None) -> dt.date | None:
    """Return an ISO date as a date, None for None."""
    return dt.date.fromisoformat(value) if value else None


def participants_of(names: Iterable[str]) -> str:
    """Return names sorted and joined, as the tables have them.

    >>> participants_of(["Xi Jinping", "Vladimir Putin"])
    'Vladimir Putin;Xi Jinping'
    """
    return ";".join(sorted(set(names)))
