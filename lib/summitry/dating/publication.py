"""When was this article published? The evidence, ordered by trust, combined; and a sentence that names it.

A wrong date is worse than none: where the evidence does not decide, ``published`` is None and the interval is wide.
The evidence is searched as htmldate does (Barbaresi, JOSS 2020): what was handed over, then what is printed, then what
the words imply; here the last is a vote of weighted constraints over all days.
"""

import datetime as dt
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal, NamedTuple

from summitry.dating.events import find_events, find_meetings_of_two
from summitry.dating.evidence import FINDERS, MAX, MIN, DatingContext, Evidence, Range, around, line_at
from summitry.schema import Problems
from summitry.text import LINE_OF_TEXT, Document, Layer, Spans, merge_spans
from summitry.timexes import Timex, cues, find_timexes_in, full_days, in_years, points_ahead, tell_day_first

Role = Literal["published", "printed", "dateline", "updated", "masthead"]

LONG_LINE = 20  # words from which a line is the body's, not the head's
SHORT_LINE = 14  # words up to which a line can be a line of print around a date that does not follow "Published:"
LABEL = re.compile(r"\b(?:published|posted|updated|modified):\s?$", re.IGNORECASE)
PUBLISHED = re.compile(r"\b(?:first )?(?:published|posted|publication date|release date|date|issued)\b", re.IGNORECASE)
UPDATED = re.compile(r"\b(?:updated|modified|last edited|revised)\b", re.IGNORECASE)
NOT_PRINT = re.compile(cues("not print"), re.IGNORECASE)
# "BEIJING, Dec. 15. /TASS/.", "SAMARKAND, Uzbekistan, Sept 15 (Reuters) -", "MOSCOW (AP) — June 5", "Sochi, (Wire - 5 June"
DATELINE = re.compile(
    r"^\W*[A-Z][A-Z.’'/ -]{2,30}(?:,\s?[A-Z][\w. ]{1,25})?(?:\s?\([A-Za-z ]{2,20}\))?,?\s?[—–-]{0,2}\s?$"
    r"|^[A-Z][^.!?()\n]{2,40}\([^()\n]{2,70}\s[—–/|-]\s?$"
)


class Printed(NamedTuple):
    """A date that is printed on the page, the day it means (two, where day and month cannot be told apart), its role."""

    timex: Timex
    days: list[dt.date]
    role: Role

    def says(self, kind: str, days: Iterable[Range], weight: float, words: str) -> Evidence:
        return Evidence(kind, self.timex.start, self.timex.end, tuple(days), weight, words, exact=kind == "open print")


def find_printed(page: DatingContext) -> Iterator[Printed]:
    """Yield the full dates that are printed on the page rather than told in its sentences."""
    head = _body_start(page.text)
    mastheads = Spans(page.doc.spans("masthead"))
    headline = next((start for start, _ in page.doc.spans("headline")), 0)
    for timex in page.timexes:
        days = full_days(timex, page.day_first)
        role = _role(page, timex, head) if days and not page.is_caption(timex.start) else None
        above = timex.end <= headline and timex.weekday and timex.kind != "clock"
        if days and role != "published" and (mastheads.hold(timex.start, timex.start + 1) or (above and role)):
            role = "masthead"
        if role:
            yield Printed(timex, days, role)


def _body_start(text: str) -> int:
    """Return where the first line begins that is long enough to be a paragraph of the body."""
    lines = LINE_OF_TEXT.finditer(text)
    return next((line.start() for line in lines if len(line.group().split()) >= LONG_LINE), len(text))


def _role(page: DatingContext, timex: Timex, head: int) -> Role | None:
    text = page.text
    start, end = line_at(text, timex.start)
    before, words = text[start : timex.start], len(text[start:end].split(maxsplit=SHORT_LINE + 1))
    if DATELINE.match(before) and timex.start - start < 80:
        return "dateline"
    if (words > SHORT_LINE and not LABEL.search(before[-20:])) or NOT_PRINT.search(text, start, end):
        return None
    if UPDATED.search(before):
        return "updated"
    if PUBLISHED.search(before):
        return "published"
    others = words - len(text[timex.start : timex.end].split())
    if timex.start >= head or others > 8 or text.startswith(":", timex.end):
        return None
    first = page.doc.paragraphs[0][0] >= start
    return "masthead" if first and timex.weekday and timex.kind != "clock" and text[end:head].strip() else "printed"


def find_datelines(page: DatingContext, years: range) -> Iterator[Evidence]:
    """Yield the day and month of an agency's dateline: copy is moved on that day or the next."""
    for timex in page.timexes:
        before = page.text[line_at(page.text, timex.start)[0] : timex.start]
        if timex.kind == "calendar" and not timex.year and len(before) < 80 and DATELINE.match(before):
            days = in_years(timex.months[0], timex.days[0], years)
            ranges = tuple(around(day, 0, 1) for day in days)
            yield Evidence("dateline", timex.start, timex.end, ranges, 3.0, "the agency's dateline", True)
            yield from _weekday_of(page, timex, days)
            return


def _weekday_of(page: DatingContext, dateline: Timex, days: list[dt.date]) -> Iterator[Evidence]:
    """Yield the years in which the lead's weekday is the dateline's day or, less likely, the day before."""
    end = page.text.find("\n", dateline.end)
    lead = page.timexes.starting_in(dateline.end + 1, end if end >= 0 else len(page.text))
    weekday = next((timex for timex in lead if timex.kind == "weekday" and timex.relation is None), None)
    if weekday is None:
        return
    for shift, weight, says in ((0, 1.0, "the weekday of the dateline"), (1, 0.5, "the weekday before the dateline")):
        fitting = [day for day in days if (day - dt.timedelta(days=shift)).isoweekday() == weekday.weekday]
        ranges = tuple(around(day, 0, 1) for day in fitting)
        yield Evidence("dateline", weekday.start, weekday.end, ranges, weight, says)


NARROW = 10  # days: the widest best interval from which a single day is given
FAR = 30  # days: what lies farther from the best interval rivals it
A_DAY = 2  # days after the first one, up to which the best interval is called by its likeliest day
SURE, SURER = (
    0.72,
    0.9,
)  # how often two pieces of evidence that agree, and three or more, are right in annotated articles
MARGIN = 0.75  # weight by which the best interval must beat its rivals
ENOUGH = 2.5  # weight that inferred evidence must have together
BOUNDING = {"latest", "age", "birthday", "masthead", "open print", "near"}
"""Evidence that bounds the day where none is decided; what an article tells of may lie years back or be yet to come."""


class Dating(NamedTuple):
    """When an article was published: ISO days or None, the kind of evidence, a sentence of why, 0-1 how sure.

    ``likely``: where only an interval is given, the day in it against which the article's own dates are read.
    """

    published: str | None = None
    low: str | None = None
    high: str | None = None
    basis: str | None = None
    why: str = "Nothing in the article says when it was published."
    confidence: float = 0.0
    likely: str | None = None


Verdict = tuple[Dating, list[Problems]]


def date_article(doc: Document) -> Verdict:
    """Return when *doc* was published, and the contradictions met on the way.

    Its metadata, mentions, timexes, roster and reference must be set; what was stated with it wins.
    """
    day, basis = doc.metadata.published_stated, doc.metadata.published_basis
    if day:
        said = doc.stated.get("published") or doc.stated["url"]
        return Dating(day, day, day, basis, f"The {basis} says “{said.value}”.", 0.99), []
    timexes = Layer([*doc.timexes, *find_timexes_in(doc.text, doc.spans("masthead", "furniture"))])
    page = DatingContext(doc, timexes, tell_day_first(timexes))
    printed = list(find_printed(page))
    apart = {one.timex.start for one in printed}
    told = [one for one in doc.timexes if one.start not in apart and doc.sentences.at(one.start)]
    context = DatingContext(doc, Layer(told), page.day_first)
    evidence = [*find_datelines(page, context.years), *_find_evidence(context, printed)]
    best = _best_printed(printed)
    return _date_by_print(doc, best, evidence) if best else _infer(context, evidence)


def _words(doc: Document, row: Evidence | Timex) -> str:
    return " ".join(doc.text[row.start : row.end].split())


def _best_printed(printed: list[Printed]) -> Printed | None:
    """Return the most trusted printed date; a day of update only where no day of publication is printed."""
    for role in ("published", "printed", "dateline", "updated"):
        found = [one for one in printed if one.role == role and len(one.days) == 1]
        days = {one.days[0] for one in found}
        if days and (max(days) - min(days)).days > NARROW:  # a timeline, a list of other articles
            found = [one for one in found if one.timex.kind == "clock"]
        if found:
            return found[0]
    return None


def _date_by_print(doc: Document, best: Printed, evidence: list[Evidence]) -> Verdict:
    """Return the printed day, and the evidence against it from elsewhere as problems."""
    start, end, number = best.timex.start, best.timex.end, best.days[0].toordinal()
    against = [one for one in evidence if not _allows(one, number, 1) and (one.start >= end or one.end <= start)]
    sure = {"published": 0.97, "printed": 0.93, "dateline": 0.95, "updated": 0.7}[best.role]
    confidence = round(max(0.3, sure - 0.1 * sum(one.weight for one in against)), 2)
    words, day = _words(doc, best.timex), best.days[0].isoformat()
    dating = Dating(day, day, day, "printed", f"The page prints “{words}” ({best.role}).", confidence)
    return dating, [_contradiction(doc, one, f"“{words}”", dating) for one in against if one.exact]


def _contradiction(doc: Document, evidence: Evidence, other: str, dating: Dating) -> Problems:
    return Problems(
        article_id=doc.article_id,
        path=doc.path or None,
        severity="warning",
        what="contradictory dates",
        why=f"“{_words(doc, evidence)}” does not fit {dating.published or dating.low}, which rests on {other}.",
        start=evidence.start,
        end=evidence.end,
    )


def _find_evidence(context: DatingContext, printed: Iterable[Printed]) -> list[Evidence]:
    """Return what the article's words say; known events say nothing of one that names, as past, a later date."""
    is_later = context.latest and context.latest[0] > context.known_until
    known = () if is_later else (find_events, find_meetings_of_two)
    found = [one for finder in (*FINDERS, *known) for one in finder(context) if one.days]
    for one in printed:
        first, *others = sorted(day.toordinal() for day in one.days)
        if one.role == "masthead":
            found.append(one.says("masthead", [(MIN, first)], 2.0, "the day on the masthead, perhaps of viewing"))
        elif others:
            days = [(day, day) for day in (first, *others)]
            found.append(one.says("open print", days, 4.0, "day and month cannot be told apart"))
    return found


def _allows(evidence: Evidence, day: int, slack: int = 0) -> bool:
    return any(low - slack <= day <= high + slack for low, high in evidence.days)


Stretch = tuple[int, int, float]
"""The first and last of some days in a row on which the same evidence holds, and its weight."""


def weigh_days(evidence: Sequence[Evidence]) -> list[Stretch]:
    """Return the stretches of days with the total weight of the evidence that allows them, in order."""
    turns: dict[int, float] = {MIN: 0.0, MAX + 1: 0.0}
    for one in evidence:
        for low, end in merge_spans((max(low, MIN), min(high, MAX) + 1) for low, high in one.days if low <= high):
            turns[low] = turns.get(low, 0.0) + one.weight
            turns[end] = turns.get(end, 0.0) - one.weight
    stretches, weight = list[Stretch](), 0.0
    for low, after in itertools.pairwise(sorted(turns)):
        weight += turns[low]
        stretches.append((low, after - 1, round(weight, 6)))
    return stretches


def _infer(context: DatingContext, evidence: list[Evidence]) -> Verdict:
    """Return the day on which the evidence agrees, and what is against it as problems; else the interval it allows.

    Of several days in a row the first that is the weekday of the news is the likeliest; where they are more than A_DAY it
    is right one time in five, so that only the interval is given.
    """
    if not evidence:
        return Dating(), []
    stretches = weigh_days(evidence)
    top, low, high = _best(stretches)
    rivals = (weight for first, last, weight in stretches if last < low - FAR or first > high + FAR)
    margin = top - max(rivals, default=0.0)
    agreeing = [one for one in evidence if _allows(one, low)]
    against = [one for one in evidence if not _allows(one, low)]
    decided = high - low < NARROW and margin >= MARGIN and top >= ENOUGH and any(one.exact for one in agreeing)
    if not decided or sum(one.weight for one in against) >= top / 2:
        return _bound(context, evidence), []
    days = [dt.date.fromordinal(day) for day in range(low, high + 1)]
    bare = [timex for timex in context.timexes if timex.kind == "weekday" and timex.relation is None]
    news = next((timex.weekday for timex in bare if not points_ahead(context.text, timex.start)), None)
    likely = next((day for day in days if day.isoweekday() == news), days[0]).isoformat()
    sure = SURE if len(agreeing) < 3 else SURER
    sure -= 0.3 if {one.kind for one in agreeing if one.exact} == {"event"} else 0
    day = likely if high - low <= A_DAY else None
    dating = Dating(day, _iso(low), _iso(high + 1), "inferred", _explain(context.doc, agreeing), round(sure, 2), likely)
    rest = " and ".join(f"“{_words(context.doc, one)}”" for one in agreeing[:2])
    return dating, [_contradiction(context.doc, one, rest, dating) for one in against if one.exact]


def _iso(day: int) -> str | None:
    """Return a day as an ISO date, None at either end of time."""
    return dt.date.fromordinal(day).isoformat() if MIN < day < MAX else None


def _bound(context: DatingContext, evidence: list[Evidence]) -> Dating:
    """Return the interval that the evidence allows where no day is decided."""
    bounding = [one for one in evidence if one.kind in BOUNDING]
    if not bounding:
        return Dating(why="What the article says of days fits several years.")
    _, low, high = _best(weigh_days(bounding))
    agreeing = [one for one in bounding if _allows(one, low) or _allows(one, high)]
    basis = "masthead" if all(one.kind == "masthead" for one in agreeing) else "inferred"
    return Dating(None, _iso(low), _iso(high), basis, _explain(context.doc, agreeing), 0.95)


def _best(stretches: list[Stretch]) -> tuple[float, int, int]:
    """Return the greatest weight, and the first and last day that have it."""
    top = max(weight for _, _, weight in stretches)
    best = [(low, high) for low, high, weight in stretches if weight >= top - 1e-6]
    return top, best[0][0], best[-1][1]


def _explain(doc: Document, evidence: list[Evidence]) -> str:
    """Return one sentence that names the evidence, the weightiest first."""
    ordered = sorted(evidence, key=lambda one: -one.weight)[:4]
    return "; ".join(f"“{_words(doc, one)}”: {one.says}" for one in ordered) + "."
