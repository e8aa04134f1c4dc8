"""Count claims: "nearly 30 times in six years", "their 37th meeting since 2013", and what the record says to each."""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from summitry.articles import Article, Sentence
from summitry.circumstances import Published
from summitry.judging import JudgedClaim, Judgement, judge_claim, judge_reference_claims
from summitry.meetings import default_roster
from summitry.numerals import Count, alternatives, find_counts, number_words, read_count
from summitry.people import Roster
from summitry.recorded import participants_of, read_day
from summitry.reference import Event, Reference
from summitry.scene import PAIR, Scene
from summitry.schema import Claims, Dates, Mentions, Quotes
from summitry.words import read_words

__all__ = ["JudgedClaim", "Judgement", "find_claims", "judge_claim", "judge_reference_claims", "read_count"]

# what a count of meetings cannot be without: a cheap look before the full pattern
COUNT_SIGN = re.compile(
    r"\b(?:times|twice|thrice|once|never|meetings|summits|encounters|\d+(?:st|nd|rd|th)|\w*(?:first|second|third|fourth|"
    r"fifth|sixth|seventh|eighth|ninth|tenth|teenth|tieth|eleventh|twelfth))\b",
    re.IGNORECASE,
)
MEETING_SIGN = re.compile(
    r"\b(?:me(?:e)?t(?:ings?|s)?|summits?|talks|face[- ]to[- ]face|in[- ]person|encounters?|conversations?|"
    r"conferences?|calls?)\b",
    re.IGNORECASE,
)
MET = re.compile(
    r"\b(?:met|meet|meets|meeting|held\s+(?:\w+\s+)?(?:talks|meetings)|seen\s+each\s+other|sat\s+down|spoken|got\s+together)\b",
    re.IGNORECASE,
)
NOT_MET = re.compile(
    r"\b(?:visit(?:ed|s|ing)?|travel+ed|elected|re-elected|said|voted|signed|called|won|been\s+to|mentioned|postponed|cancelled|canceled)\b",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"\b(?:will|would|likelihood|likely|expected|expects?|plans?|planned|could|may|might|set\s+to|due\s+to|upcoming|possible|prospect|hopes?|anticipated)\b",
    re.IGNORECASE,
)
SOMEBODY_ELSE = re.compile(
    r"^\s{0,2}(?:of|between|with|among)\s+(?!(?:the\s+)?(?:two|both)\b)(?:the\s+|their\s+|our\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:ministers?|officials?|delegations?|commission|committee|companies|executives|businessmen|experts|council|teams|diplomats)\b",
    re.IGNORECASE,
)
# 'their third meeting', 'Putin’s third', 'the first'; not 'whom he would first call'
DETERMINED = re.compile(r"(?:\b(?:the|their|our|his|its|this|a|an|for|only)|[’']s?|^[^\w]*)\s{0,2}$", re.IGNORECASE)
WE = re.compile(r"\b(?:we|our|us)\b", re.IGNORECASE)
THEY = re.compile(r"\b(?:they|their|them|two\s+men|each\s+other|one\s+another)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Window:
    """The days that a claim counts over; None: not stated."""

    start: dt.date | None
    end: dt.date | None


def find_claims(
    article: Article,
    mentions: Sequence[Mentions],
    quotes: Sequence[Quotes],
    dates: Sequence[Dates],
    published: Published,
    reference: Reference,
    roster: Roster | None = None,
) -> list[Claims]:
    """Return one row per claim of how often people of *roster* (the project's own without one) have met.

    The window's end is the day of publication; its start comes from "since …", "in the past six years", "this year".
    The speaker is that of the quotation or indirect speech around the claim; None is the outlet.
    """
    text = article.text
    if not COUNT_SIGN.search(text):
        return []
    scene = Scene(article, mentions, dates, roster or default_roster())
    claims: list[Claims] = []
    if not scene.has_two:
        return []
    for sentence in article.sentences:
        start, end = sentence[:2]
        if COUNT_SIGN.search(text, start, end) and MEETING_SIGN.search(text, start, end):
            for count in find_counts(text, start, end):
                claim = _read_claim(scene, sentence, count, quotes, published, reference, claims)
                if claim:
                    claims.append(claim)
    return claims


def _read_claim(
    scene: Scene,
    sentence: Sentence,
    count: Count,
    quotes: Sequence[Quotes],
    published: Published,
    reference: Reference,
    earlier: Sequence[Claims],
) -> Claims | None:
    text = scene.article.text
    if not counts_meetings(text, sentence, count, bool(earlier and earlier[-1].start >= sentence.start)):
        return None
    quote = _quote_around(quotes, count)
    pair = who_met(scene, sentence, count, quote)
    if pair is None:
        return None
    window, end = find_window(scene, sentence, count, published, reference)
    rule = read_rule(text, sentence, count)
    forecast = _is_forecast(text, sentence, count)
    judgement = (
        Judgement(None, None, "forecast", "The claim is about meetings still to come when it was made.")
        if forecast
        else judge_claim(count.low, count.high, window.start, window.end, rule, reference, participants_of(pair))
    )
    return Claims(
        article_id=scene.article.article_id,
        start=count.start,
        end=end,
        text=text[count.start : end],
        speaker=quote.speaker if quote else None,
        count_low=count.low,
        count_high=count.high,
        window_start=window.start.isoformat() if window.start else None,
        window_end=window.end.isoformat() if window.end else None,
        rule=rule,
        record_low=judgement.record_low,
        record_high=judgement.record_high,
        verdict=judgement.verdict,
        why=judgement.why,
    )


def counts_meetings(text: str, sentence: Sentence, count: Count, follows_claim: bool) -> bool:
    """Tell whether a counting expression counts meetings rather than visits, votes or countries."""
    before = text[max(sentence.start, count.start - 110) : count.start]
    after = text[count.end : min(sentence.end, count.end + 90)]
    if SOMEBODY_ELSE.match(after):
        return False
    if count.form == "meetings":
        return True
    if count.form == "ordinal" and not DETERMINED.search(before):
        return False
    if count.form == "ordinal" and not text[count.start : count.end].lower().endswith("time"):
        return True
    if count.form == "bare ordinal":
        return follows_claim or bool(MEETING_SIGN.search(before))
    met = list(MET.finditer(before))
    other = list(NOT_MET.finditer(before))
    if met:
        return not other or other[-1].start() < met[-1].start()
    return bool(MET.match(after.lstrip(" ,"))) or (
        count.form in ("times", "ordinal")
        and bool(
            re.match(
                r"\s*(?:that\s+)?(?:the\s+)?(?:\w+\s+){0,4}(?:have|had|has)?\s*(?:met|meet)\b", after, re.IGNORECASE
            )
        )
    )


def _is_forecast(text: str, sentence: Sentence, count: Count) -> bool:
    before = text[max(sentence.start, count.start - 60) : count.start]
    after = text[count.end : min(sentence.end, count.end + 50)]
    past = re.search(r"\b(?:had|have|has|held|met|was|were)\b", before, re.IGNORECASE)
    return (
        count.form in ("meetings", "times", "ordinal")
        and bool(FUTURE.search(before) or FUTURE.search(after))
        and not past
    )


def _quote_around(quotes: Sequence[Quotes], count: Count) -> Quotes | None:
    around = [
        q
        for q in quotes
        if q.start <= count.start and count.end <= q.end and q.kind in ("direct", "fragment", "indirect")
    ]
    return min(around, key=lambda q: q.end - q.start, default=None)


def who_met(scene: Scene, sentence: Sentence, count: Count, quote: Quotes | None) -> tuple[str, ...] | None:
    """Return who the claim is about: the two named in its sentence, else the leaders in play; None: cannot be told."""
    text = scene.article.text
    here = {m.person for m in scene.leader_mentions if sentence.start <= m.start < sentence.end and m.person}
    words = text[sentence.start : sentence.end]
    plural = PAIR.search(words) or THEY.search(words) or (WE.search(words) and quote)
    if len(here) == 2 or plural or count.form in ("ordinal", "bare ordinal", "meetings"):
        return scene.pair_in_play(sentence, count.start, None)
    return None


def read_rule(text: str, sentence: Sentence, count: Count) -> str:
    """Return what is counted: in-person, video, or all, from the words of the claim and right around it."""
    around = (
        count.qualifier + " " + text[max(sentence.start, count.start - 25) : min(sentence.end, count.end + 25)]
    ).lower()
    if re.search(r"\bvideo|\bvirtual", around):
        return "in person and video" if re.search(r"in[- ]person|face[- ]to[- ]face", around) else "video"
    if re.search(r"in[- ]person|face[- ]to[- ]face", around):
        return "in-person"
    return "bilateral" if "bilateral" in around else "all"


# --- the window -----------------------------------------------------------------------------------------------------

SINCE = re.compile(r"[^.;]{0,30}?\bsince\b(?P<anchor>[^.;,)\"”]{0,110})", re.IGNORECASE)
UNITS = {"day": 0, "week": 0, "month": 1, "year": 12, "decade": 120}


@functools.cache
def duration_pattern() -> re.Pattern[str]:
    """Return the pattern of 'in the past six years', 'in less than two months', 'over a decade'."""
    number = rf"\d{{1,3}}|{alternatives(list(number_words('cardinal')))}|a|an|as\s+many"
    return re.compile(
        rf"(?:(?:in|over|during|within|for|across)\s+)?(?:(?:the|these|those)\s+)?(?:(?:past|last|previous|less\s+than|under|just|about|"
        rf"nearly|almost|over|more\s+than|little\s+more\s+than|just\s+over|around)\s+){{1,3}}(?P<n>{number})?\s*(?P<unit>day|week|month|year|decade)s?\b"
        rf"|(?:in|over|within|during)\s+(?P<n2>{number})\s+(?P<unit2>day|week|month|year|decade)s?\b",
        re.IGNORECASE,
    )


# '… since the invasion in February 2022 and the second since March': the second count has its own window
AND_ANOTHER = re.compile(
    r"\band\s{1,3}(?:the|their|his)\s{1,3}(?:\d{1,3}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth)\b",
    re.IGNORECASE,
)
THIS = re.compile(
    r"\b(?:(?:so\s+far\s+)?(?P<unit>this\s+year|this\s+month|the\s+year)|(?P<last>last\s+year)|in\s+(?P<year>(?:19|20)\d\d))\b",
    re.IGNORECASE,
)


def find_window(
    scene: Scene, sentence: Sentence, count: Count, published: Published, reference: Reference
) -> tuple[Window, int]:
    """Return the days that a claim counts over, and the end of its words (through "since 2013")."""
    text = scene.article.text
    end = read_day(published[0] or published[2])
    stop = min(sentence.end, count.end + 160)
    another = AND_ANOTHER.search(text, count.end, stop)
    stop = another.start() if another else stop
    since = SINCE.match(text, count.end, stop)
    if since:
        start = _anchor(scene, since, end, reference)
        if start:
            return Window(start[0], end), start[1]
    for span in ((count.end, stop), (max(sentence.start, count.start - 70), count.start)):
        found = _stated_window(text, *span, end, count)
        if found:
            return found[0], max(count.end, found[1]) if span[0] == count.end else count.end
    return Window(None, end), count.end


def _anchor(
    scene: Scene, since: re.Match[str], end: dt.date | None, reference: Reference
) -> tuple[dt.date, int] | None:
    """Return the day after "since" (a date, else a known event) and where its words end."""
    text, (start, stop) = scene.article.text, since.span("anchor")
    inside = [d for d in scene.dates if start <= d.start and d.end <= stop and d.date_low]
    event = _anchor_event(scene, start, stop, end, reference)
    dated = read_day(inside[0].date_low) if inside else None
    year = re.search(r"\b(?:19|20)\d\d\b", text[start:stop])
    if event and (dated is None or abs((event.date_start - dated).days) < 62):
        return event.date_start, max(d.end for d in inside) if inside else start + len(text[start:stop].rstrip())
    if dated:
        return dated, inside[0].end
    return (dt.date(int(year.group()), 1, 1), start + year.end()) if year else None


def _anchor_event(scene: Scene, start: int, stop: int, end: dt.date | None, reference: Reference) -> Event | None:
    words = scene.article.text[start:stop].lower()
    people = {m.person for m in scene.mentions if start <= m.start < stop}
    for row in read_words("anchor_events"):
        if row["phrase"] in words and (not row["person"] or row["person"] in people):
            dated = [e for e in reference.events if e.name == row["event"] and (end is None or e.date_start <= end)]
            if dated:
                return max(dated, key=lambda e: e.date_start)
    return None


def _stated_window(text: str, start: int, stop: int, end: dt.date | None, count: Count) -> tuple[Window, int] | None:
    this = THIS.search(text, start, stop)
    lasting = duration_pattern().search(text, start, stop)
    if lasting and (not this or lasting.start() < this.start()) and end:
        number = lasting["n"] or lasting["n2"] or "1"
        return Window(
            _back(end, _how_many(number, count), (lasting["unit"] or lasting["unit2"]).lower()), end
        ), lasting.end()
    if this and this["year"]:
        year = int(this["year"])
        last = dt.date(year, 12, 31)
        return Window(dt.date(year, 1, 1), min(last, end) if end else last), this.end()
    if this and this["last"] and end:
        return Window(dt.date(end.year - 1, 1, 1), dt.date(end.year - 1, 12, 31)), this.end()
    if this and end:
        month = end.month if "month" in this.group().lower() else 1
        return Window(dt.date(end.year, month, 1), end), this.end()
    return None


def _how_many(words: str, count: Count) -> int:
    words = re.sub(r"\s+", " ", words.lower())
    if words == "as many":
        return max(1, count.low)
    return int(words) if words.isdigit() else number_words("cardinal").get(words, 1)


def _back(end: dt.date, number: int, unit: str) -> dt.date:
    """Return the day *number* units before *end*: months and years by the calendar."""
    if not UNITS[unit]:
        return end - dt.timedelta(days=number * (7 if unit == "week" else 1))
    months = end.year * 12 + end.month - 1 - number * UNITS[unit]
    year, month = max(1, months // 12), months % 12 + 1
    return dt.date(year, month, min(end.day, calendar.monthrange(year, month)[1]))
