"""How often, and over which time: "nearly 30 times", "the fifth face-to-face meeting", "since the invasion", "this year"."""

import datetime as dt
import functools
import re
from dataclasses import dataclass
from typing import NamedTuple, cast

from summitry.meetings.context import Context
from summitry.meetings.record import read_day
from summitry.reference import Event
from summitry.text import Sentence, read_words, spell_phrases
from summitry.timexes.calendar import shift

Bounds = tuple[int, int | None]


class Count(NamedTuple):
    """A counting expression: offsets of its words, its bounds in meetings, and which form it has.

    ``form`` is times ("30 times"), meetings ("30 meetings"), ordinal ("30th meeting"), bare ordinal ("the third this
    year") or never ("had never met").
    """

    start: int
    end: int
    low: int
    high: int | None
    form: str
    qualifier: str


@functools.cache
def number_words(kind: str) -> dict[str, int]:
    """Return the number words of one kind (cardinal, ordinal, adverb) with their numbers."""
    return {row["word"]: int(row["number"]) for row in read_words("number_words") if row["kind"] == kind}


HEDGES = {row["phrase"]: row["kind"] for row in read_words("hedges")}


QUALIFIER = (
    r"(?P<qualifier>(?:(?:ever|structured|substantive|proper|in\s+person|in-person|face-to-face|face to face|bilateral|formal|informal|official|personal|"
    r"virtual|video|online|one-on-one|separate|top-level|high-level|such|full|consecutive|presidential|phone|telephone|"
    r"[A-Z][a-z]{1,15}[-–][A-Z][a-z]{1,15}|annual|working|private|direct|joint|major|public|known|leaders[’'])\s{1,3}){0,3})"
)
COUNTED = (
    r"(?:meetings|summits|encounters|get-togethers|face-to-faces|rounds\s+of\s+talks|video[\s-]?conferences|"
    r"contacts|conversations|calls|talks)"
)
COUNTED_ONE = (
    r"(?:meeting|summit|encounter|bilateral(?!\s+(?:visit|trip|trade|ties))|sit-down|meet-up|get-together|face-to-face|round\s+of\s+talks|talks|time|conversation|call|"
    r"video[\s-]?conference|video\s+call|contact|one-on-one|tête-à-tête|one)"
)
WINDOW_OPENS = (
    r"(?=(?:\s{1,3}(?:by\s+video|in\s+person|face\s+to\s+face))?,?\s{1,3}(?:since|this\s+(?:year|month|week)|so\s+far|(?:in|for)\s+(?:less|over|more|nearly|almost|as\s+many|just|under|about|the\s+(?:past|last))|"
    r"in\s+\w{1,12}\s+(?:years|months|weeks|days)|of\s+(?:all|(?:the|this)\s+year)|within|with|between|is\s+due|in\s+the\s+same\s+room)\b)"
)


@functools.cache
def count_pattern(bare: bool = False) -> re.Pattern[str]:
    """Return the pattern of counting expressions, compiled once from the word lists; *bare*: of any number too.

    Written for 'we have met nearly 30 times', 'their 37th meeting', 'at least two in-person meetings', 'the second
    since March', 'had never met'.
    """
    hedge = spell_phrases(list(HEDGES))
    cardinal = rf"(?:\d{{1,4}}|{spell_phrases(list(number_words('cardinal')))})"
    ordinal = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|{spell_phrases(list(number_words('ordinal')))})"
    adverb = spell_phrases(list(number_words("adverb")))
    often = r"(?!\s+(?:(?:an?|per|each|every)\s+(?:day|week|month|quarter|year|decade)|as|more|longer|the)\b)"
    alone = (
        r"|(?<!\d{4})(?![\w.,:/–-]*\w|\s?(?:%|percent|billion|million|years?|months?|weeks?|days?|hours?)\b)"
        if bare
        else ""
    )
    return re.compile(
        rf"(?<![\w.,$€£-])(?:(?P<hedge>{hedge})\s{{1,3}}(?:the\s{{1,3}})?)?(?:"
        rf"(?P<ordinal>{ordinal})(?:\s{{1,3}}and\s{{1,3}}(?:final|last|latest))?(?:[\s-]{{1,3}}{QUALIFIER}{COUNTED_ONE}\b(?!\s*[-–]\s*\w)|{WINDOW_OPENS}{alone})"
        rf"|(?P<number>{cardinal})(?P<upper>(?:\s+(?:to|or)\s+|\s?[-–]\s?){cardinal})?"
        rf"(?P<suffix>\+|-odd|\s+or\s+so|-plus|\s+plus|\s+or\s+more)?"
        rf"(?:\s{{1,3}}(?:times|occasions)\b{often}|\s{{1,3}}{QUALIFIER.replace('qualifier', 'qualities')}(?P<counted>{COUNTED})\b{alone})"
        rf"|(?P<dozens>dozens)\s{{1,3}}of\s{{1,3}}(?:times|occasions|meetings)\b"
        rf"|(?P<adverb>{adverb})\b{often}(?!\s+(?:again|an?|they|he|she|both|met|sent|\w+ed)\b)"
        rf"|(?P<never>(?:never|(?:have|has|had)(?:\s{{1,3}}not|n[’']t)|yet\s{{1,3}}to)\s{{1,3}}(?:(?:before|yet|previously|actually|once)\s{{1,3}})?"
        rf"(?=met\b|meet\b|held\s+(?:\w+\s+)?(?:talks|meetings?)\b|spoken\b|sat\s+down\b|sit\s+down\b|seen\s+each\b|been\s+in\s+the\s+same\b|had\s+any\b))"
        rf")",
        re.IGNORECASE,
    )


def _number(words: str) -> int:
    words = re.sub(r"\s+", " ", words.strip().upper().lower())  # a pattern's s and i match "ſ" and "ı" too
    digits = re.match(r"\d+", words)
    if digits:
        return int(digits.group())
    known = number_words("cardinal") | number_words("ordinal") | number_words("adverb") | {"a": 1, "an": 1}
    return known[words]


def bound(number: int, hedge: str) -> Bounds:
    """Return the least and the most that *number* under a *hedge* (its kind in words/hedges.csv) can mean.

    >>> bound(30, "nearly"), bound(40, "about"), bound(40, "above")
    ((27, 29), (38, 42), (41, None))
    """
    bounds: dict[str, Bounds] = {
        "nearly": (-(-9 * number // 10), number - 1),
        "about": (95 * number // 100, -(-105 * number // 100)),
        "below": (0, number - 1),
        "above": (number + 1, None),
        "at least": (number, None),
        "at most": (0, number),
    }
    return bounds.get(hedge, (number, number))


def _bounds(found: re.Match[str]) -> Bounds:
    groups = found.groupdict()
    if groups["never"]:
        return 0, 0
    if groups["dozens"]:
        return 24, None
    hedge = HEDGES.get(re.sub(r"\s+", " ", (groups["hedge"] or "").lower()), "")
    number = _number(groups["ordinal"] or groups["number"] or groups["adverb"])
    if groups["upper"]:
        return number, max(number, _number(re.sub(r"^(?:to|or)\s|^[-–]\s?", "", groups["upper"].strip().lower())))
    if groups["suffix"]:
        hedge = "at least" if re.search(r"\+|plus|more", groups["suffix"], re.IGNORECASE) else "about"
    return bound(number, hedge)


def _form(found: re.Match[str]) -> str:
    if found["never"]:
        return "never"
    if found["ordinal"]:
        bare = re.search(r"(?:^|\s)one$|^$", found.string[found.end("ordinal") : found.end()])
        return "bare ordinal" if bare else "ordinal"
    if found["adverb"] or found.group().lower().endswith(("times", "occasions")):
        return "times"
    return "meetings" if found["counted"] or found["dozens"] else "number"


def find_counts(text: str, start: int = 0, end: int | None = None, bare: bool = False) -> list[Count]:
    """Return the counting expressions in ``text[start:end]``, in reading order; offsets are into *text*. *bare*: numbers
    without a noun are among them.

    >>> [(c.low, c.high, c.form) for c in find_counts("their 37th meeting, not a dozen meetings")]
    [(37, 37, 'ordinal'), (12, 12, 'meetings')]
    """
    return [
        Count(found.start(), found.end(), *_bounds(found), _form(found), found["qualifier"] or found["qualities"] or "")
        for found in count_pattern(bare).finditer(text, start, len(text) if end is None else end)
    ]


def read_count(text: str) -> Bounds | None:
    """Read the bounds that a hedged count claims.

    Returns ``(low, high)`` in meetings, ``high`` None when the claim has no ceiling, or None when *text* makes no count
    claim. "nearly n" is read as [0.9 n, n - 1], a claim *below* n (codebook, claims.count_low); "about n" as [0.95 n,
    1.05 n], rounded outward.

    >>> read_count("we have met nearly 30 times")
    (27, 29)
    >>> read_count("they met more than 40 times")
    (41, None)
    >>> read_count("in the past six years") is None
    True
    """
    counts = find_counts(text)
    return (counts[0].low, counts[0].high) if counts else None


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a claim counts over; None: not stated.

    ``slack``: so many days the first can lie off, since "the past two months" is not exact to the day. ``unresolved``: a
    "since" that names no day which is known.
    """

    start: dt.date | None
    end: dt.date | None
    slack: int = 0
    unresolved: bool = False


SINCE = re.compile(r"[^;]{0,60}?\bsince\b(?P<anchor>[^.;,)\"”]{0,110})", re.IGNORECASE)
# 'Since 2013, they have met | more than 20 times'
SINCE_BEFORE = re.compile(r"\bsince\b(?P<anchor>[^;,.]{2,60}),?\s[^;.]{0,60}$", re.IGNORECASE)
UNITS = {"day": "D", "week": "W", "month": "M", "year": "Y", "decade": "E"}
LONGER = re.compile(r"just\s+over|more\s+than|little\s+over", re.IGNORECASE)
DAY = dt.timedelta(days=1)
# 'since Hanoi', 'since the Hanoi summit', 'since a summit in Hanoi in February'; not 'since Moscow sent troops'
MET_AT = re.compile(
    r"\b(?:in|at|since(?:\s+(?:the|their))?)\s+(?P<city>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)"
    r"(?=\s+(?:summit|meeting|talks|in|last|this|earlier|on)\b|\s*(?:[.,;:)”\"]|$))"
)
UNNAMED = re.compile(r"\s*(?:they\b|he\b|she\b|\w+ing\s)")
TAKING = re.compile(
    r"\b(?:taking\s+(?:up\s+)?office|(?:assuming|took|taking)\s+(?:the\s+)?(?:presidency|power)|coming\s+to\s+power|"
    r"becoming\s+president|became\s+(?:presidents|heads\s+of\s+state|leaders))\b"
)
# '… since the invasion in February 2022 and the second since March': the second count has its own window
AND_ANOTHER = re.compile(
    r"(?i)\band\s{1,3}(?:the|their|his)\s{1,3}(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth)\b"
)
THIS = re.compile(
    r"\b(?:(?:so\s+far\s+)?(?P<unit>this\s+year|this\s+month|this\s+week|the\s+year)|(?P<last>last\s+year)|"
    r"(?:in|of|during)\s+(?P<year>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)


@functools.cache
def duration_pattern() -> re.Pattern[str]:
    """Return the pattern of 'in the past six years', 'in less than two months', 'over a decade'."""
    number = rf"\d{{1,3}}|{spell_phrases(list(number_words('cardinal')))}|a|an|as\s+many"
    units = "|".join(UNITS)
    hedge = (
        r"past|last|previous|less\s+than|under|just|about|nearly|almost|over|more\s+than|little\s+more\s+than|just\s+over|"
        r"a\s+little\s+over|around"
    )
    return re.compile(
        rf"(?:(?:in|over|during|within|for|across)\s+)?(?:(?:the|these|those)\s+)?(?:(?:{hedge})\s+){{1,3}}"
        rf"(?P<n>{number})?\s*(?P<unit>{units})s?\b"
        rf"|(?:in|over|within|during)\s+(?P<n2>{number})\s+(?P<unit2>{units})s?\b",
        re.IGNORECASE,
    )


def find_window(context: Context, sentence: Sentence, count: Count, participants: str) -> tuple[Window, int]:
    """Return the days that a claim counts over, and the end of its words (through "since 2013")."""
    text, end = context.text, _claimed_on(context, sentence, count)
    stop = min(sentence.end, count.end + 160)
    another = AND_ANOTHER.search(text, count.end, stop)
    stop = another.start() if another else stop
    since = SINCE.match(text, count.end, stop)
    opening = None if since else SINCE_BEFORE.search(text, sentence.start, count.start)
    anchor = _anchor(context, since, count, end, participants) if since else None
    if anchor:
        return Window(anchor[0], end), anchor[1]
    after = _stated_window(text, count.end, stop, end, count)
    if after:
        return after
    if since:
        return Window(None, end, unresolved=True), since.start("anchor") + len(since["anchor"].rstrip())
    anchor = _anchor(context, opening, count, end, participants) if opening else None
    if anchor:
        return Window(anchor[0], end), count.end
    before = _stated_window(text, max(sentence.start, count.start - 70), count.start, end, count)
    return before[0] if before else Window(None, end, unresolved=opening is not None), count.end


def _claimed_on(context: Context, sentence: Sentence, count: Count) -> dt.date | None:
    """Return the last day of a claim: of publication, or of a past year in which the words are said to have been spoken."""
    end = read_day(context.doc.published.day or context.doc.published.high)
    spoken = [q.start for q in context.doc.quotes.covering(count.start, count.end) if q.kind in ("direct", "fragment")]
    for date in context.doc.dates.within(sentence.start, min(spoken)) if spoken else ():
        last = read_day(date.date_high)
        since = re.search(r"\bsince\s+$", context.text[max(0, date.start - 8) : date.start], re.IGNORECASE)
        if end and last and not since and re.search(r"\d{4}", date.text) and (end - last).days > 31:
            return last
    return end


def _anchor(
    context: Context, since: re.Match[str], count: Count, end: dt.date | None, participants: str
) -> tuple[dt.date, int] | None:
    """Return the first day that counts after "since" (a meeting at a place, an event, a date) and where its words end."""
    text, (start, stop) = context.text, since.span("anchor")
    inside = [d for d in context.doc.dates.within(start, stop) if d.date_low]
    if (
        inside
        and inside[0].start - start > 4
        and end
        and 0 <= (end - cast(dt.date, read_day(inside[0].date_low))).days < 7
    ):
        inside = []  # 'since taking office, on Thursday': the day of the news
    words_end = inside[-1].end if inside else start + len(text[start:stop].rstrip())
    met = [
        m
        for m in context.doc.reference.record_of(participants)
        if end and m.date_end < end and m.counts_as_meeting != "no"
    ]
    dated = read_day(inside[0].date_low) if inside else None
    until = read_day(inside[0].date_high) if inside else None
    there = {place.group("city").lower() for place in MET_AT.finditer(text, since.start(), stop)}
    at = [
        m for m in met if m.city.lower() in there and (dated is None or until is None or dated <= m.date_end <= until)
    ]
    if at:
        return at[-1].date_end + DAY, words_end
    event = _anchor_event(context, start, stop, count, end)
    yearless = bool(inside) and not re.search(r"\d{4}", inside[0].text)  # 'since Putin was re-elected in March'
    same_month = event is not None and dated is not None and yearless and event.month == dated.month
    if event and (dated is None or same_month or abs((event - dated).days) < 62):
        return event, words_end
    if dated:
        own = [m.date_end for m in met if until and dated <= m.date_start <= until]
        first = count.form != "times" and (count.low, count.high) == (1, 1)  # 'the first since February': then they met
        return own[-1] + DAY if own and first and dated != until else dated, inside[0].end
    year = re.search(r"\b(?:19|20)\d\d\b", text[start:stop])
    return (dt.date(int(year.group()), 1, 1), start + year.end()) if year else None


def _anchor_event(context: Context, start: int, stop: int, count: Count, end: dt.date | None) -> dt.date | None:
    """Return the day of the latest event before the claim that the words after "since" name (words/anchor_events.csv).

    Whose office is meant is said there, or left to the sentence: "his fifth call since taking office".
    """
    words, events = context.doc.lowered[start:stop], cast("list[Event]", context.doc.reference.events)
    sentence = context.doc.sentences.at(count.start)
    people = {m.person for m in context.mentions.starting_in(start, stop)}
    if sentence and UNNAMED.match(words):
        near = [m.person for m in context.mentions.starting_in(sentence.start, count.start) if m.person]
        people = set(near) if words.lstrip().startswith("they") else set(near[-1:])
    days = []
    for row in read_words("anchor_events"):
        named = re.search(rf"\b{re.escape(row['phrase'])}", TAKING.sub("took office", words))
        if named and (not row["person"] or row["person"] in people):
            dated = [e.date_start for e in events if e.name == row["event"] and (end is None or e.date_start <= end)]
            days += [(max(dated), row["person"])] if dated else []
    if days and UNNAMED.match(words):
        return max(day for day, _ in days)
    return days[0][0] if days else None


def _stated_window(text: str, start: int, stop: int, end: dt.date | None, count: Count) -> tuple[Window, int] | None:
    """Return the window that "this year", "in 2024" or "in the past six years" states, and the end of those words."""
    this = THIS.search(text, start, stop)
    lasting = duration_pattern().search(text, start, stop)
    if lasting and end and (not this or lasting.start() < this.start()):
        return _lasting(lasting, end, count), lasting.end()
    return (_calendar(this, end), this.end()) if this and (end or this["year"]) else None


def _calendar(this: re.Match[str], end: dt.date | None) -> Window:
    """Return the window of "in 2024", "last year", "this year", "this month"."""
    if this["year"] or end is None:
        year = int(this["year"])
        last = dt.date(year, 12, 31)
        return Window(dt.date(year, 1, 1), min(last, end) if end and end >= dt.date(year, 1, 1) else last)
    if this["last"]:
        return Window(dt.date(end.year - 1, 1, 1), dt.date(end.year - 1, 12, 31))
    if "week" in this.group().lower():
        return Window(end - dt.timedelta(days=end.weekday()), end)
    return Window(dt.date(end.year, end.month if "month" in this.group().lower() else 1, 1), end)


def _lasting(found: re.Match[str], end: dt.date, count: Count) -> Window:
    """Return the window of "in the past six years", exact to the day within a tenth of it and a week at most."""
    unit = (found["unit"] or found["unit2"]).lower()
    words = found["n"] or found["n2"] or "a"
    number = max(1, count.low) if words.lower().startswith("as") else _number(words)
    start = shift(end, UNITS[unit], -number)
    if LONGER.search(found.group()):
        start -= (end - start) * 15 // 100
    return Window(start, end, min(7, (end - start).days // 10))
