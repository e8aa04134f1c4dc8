"""Count claims: "nearly 30 times in six years", "their 37th meeting since 2013", and what the record says to each."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import compress
from typing import NamedTuple

from summitry.claims.count_expressions import Count, find_counts, find_window
from summitry.meetings.context import PAIR, Context, read_context
from summitry.meetings.record import count_meetings, participants_of
from summitry.reference import CountClaim, Reference
from summitry.schema import SPOKEN, Claims, Verdict
from summitry.text import Document, Sentence

# the words, in lower case, of which a count of meetings has one at least
COUNT_SIGN = re.compile(
    r"(?:\btimes|\bonce|\bnever|occasions|twice|thrice|meetings|summits|encounters|\d(?:st|nd|rd|th)|"
    r"first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|teenth|tieth|eleventh|twelfth)\b"
)
MEETING_SIGN = re.compile(
    r"\b(?:me(?:e)?t(?:ings?|s)?|summits?|talks|face[- ]to[- ]face|in[- ]person|encounters?|conversations?|"
    r"conferences?|contacts?|calls?|bilaterals?|(?:come|came)\s+together|(?:sat|sit|sits)\s+(?:down|together)|"
    r"(?:see|seen|saw)\s+each\s+other|encountered|conferred|spoken)\b",
    re.IGNORECASE,
)
# what they did, in any tense: 'sat down together', 'come face to face'
TO_MEET = (
    r"met|meet|meets|(?:held|hold|holds|had)\s+(?:\w+\s+)?(?:talks|meetings)|(?:see|seen|saw)\s+each\s+other|"
    r"(?:sat|sit|sits)\s+(?:down\s+)?together|(?:sat|sit|sits)\s+down|(?:got|get)\s+together|(?:come|came)\s+together|"
    r"(?:come|came|stood|stand)\s+face\s+to\s+face|encountered(?:\s+each\s+other)?|conferred"
)
MET = re.compile(rf"\b(?:{TO_MEET}|meeting)\b", re.IGNORECASE)
MET_VERB = re.compile(rf"\b(?:{TO_MEET})\b", re.IGNORECASE)
NOT_MET = re.compile(
    r"\b(?:visit(?:ed|s|ing)?|travel+ed|elected|re-elected|said|voted|signed|called|won|been\s+to|mentioned|postponed|cancelled|canceled)\b",
    re.IGNORECASE,
)
FUTURE = re.compile(
    r"\b(?:will|would|wants?|likelihood|likely|expected|expects?|plans?|planned|could|may|might|set\s+to|due\s+to|upcoming|possible|prospect|hopes?|anticipated)\b",
    re.IGNORECASE,
)
PAST = re.compile(r"\b(?:had|have|has|held|met|was|were)\b", re.IGNORECASE)
SOMEBODY_ELSE = re.compile(
    r"^\s{0,2}(?:of|between|with|among)\s+(?!(?:the\s+)?(?:two|both)\b)(?:the\s+|their\s+|our\s+|an?\s+|any\s+)?(?:[\w-]+\s+){0,3}?"
    r"(?:foreign\s+leaders?|western\s+leaders?|world\s+leaders?|ministers?|officials?|delegations?|commission|committee|companies|executives|businessmen|experts|council|teams|diplomats)\b",
    re.IGNORECASE,
)
# 'a third summit is not agreed'
NOT_AGREED = re.compile(r"^\s{1,3}(?:is|was|has|had)\s{1,3}not\b")
# 'it was their 38th since March 2013'
OWN = re.compile(r"\b(?:their|our)\s{1,3}$", re.IGNORECASE)
THEIR_NTH = re.compile(r"\b(?:their|our)\s{1,3}\w{1,12}(?:-\w{1,8})?\s{1,3}since\b", re.IGNORECASE)
# a sentence without either counts no meetings
EITHER_SIGN = re.compile(f"{MEETING_SIGN.pattern}|{THEIR_NTH.pattern}", re.IGNORECASE)
# 'their third meeting', 'Putin’s third', 'the first'; not 'whom he would first call'
DETERMINED = re.compile(r"(?:\b(?:the|their|our|his|its|this|a|an|for|only)|[’']s?|^[^\w]*)\s{0,2}$", re.IGNORECASE)
# 'he had met his guest more than 40 times'
HIM = re.compile(r"\b(?:him|(?:his|her)\s{1,3}(?:\w{1,12}\s{1,3})?(?:guest|host|counterpart|friend))\b", re.IGNORECASE)
THEY = re.compile(r"\b(?:we|our|us|they|their|them|two\s+men|each\s+other|one\s+another)\b", re.IGNORECASE)


@functools.lru_cache(maxsize=1 << 16)
def _is_count_sign(word: str) -> bool:
    """Tell whether a count of meetings may have *word* (in lower case) in it: a cheap look before the full pattern."""
    return COUNT_SIGN.search(word) is not None


def find_claims(doc: Document) -> list[Claims]:
    """Return one row per claim of how often people of the roster have met.

    The window's end is the day of publication; its start comes from "since …", "in the past six years", "this year".
    The speaker is that of the quotation or indirect speech around the claim; None is the outlet.
    """
    context = read_context(doc)
    claims: list[Claims] = []
    if len(context.named_leaders) < 2:
        return []  # who_met would find nobody
    counting = compress(doc.words.starts, map(_is_count_sign, doc.words.keys))
    for sentence in dict.fromkeys(filter(None, map(doc.sentences.at, counting))):
        start, end = sentence[:2]
        if EITHER_SIGN.search(doc.text, start, end):
            for count in find_counts(doc.text, start, end):
                claim = _read_claim(context, sentence, count, claims)
                if claim:
                    claims.append(claim)
    return claims


def _read_claim(context: Context, sentence: Sentence, count: Count, earlier: Sequence[Claims]) -> Claims | None:
    text, reference = context.text, context.doc.reference
    if not counts_meetings(text, sentence, count, bool(earlier and earlier[-1].start >= sentence.start)):
        return None
    around = context.doc.quotes.covering(count.start, count.end)
    quotes = [quote for quote in around if quote.kind in SPOKEN]
    pair = who_met(context, sentence, count)
    if pair is None:
        return None
    window, end = find_window(context, sentence, count)
    pointed = text.startswith(",", count.end) and POINTED_AT.search(text, max(0, count.start - 20), count.start)
    if pointed and count.form == "ordinal" and window.start is None:
        return None
    claimed = Claimed(count.low, count.high, window.start, window.end, read_rule(text, sentence, count))
    if _is_forecast(text, sentence, count):
        judgement = Judgement(None, None, "forecast", "The claim is about meetings still to come when it was made.")
    else:
        judgement = _judge_window(claimed, window.loose_start, reference, participants_of(pair))
    return Claims(
        article_id=context.doc.article_id, start=count.start, end=end, text=text[count.start : end],
        speaker=min(quotes, key=lambda quote: quote.end - quote.start).speaker if quotes else None,
        participants=participants_of(pair), count_low=count.low, count_high=count.high,
        window_start=window.start.isoformat() if window.start else None,
        window_end=window.end.isoformat() if window.end else None, rule=claimed.rule, record_low=judgement.record_low,
        record_high=judgement.record_high, verdict=judgement.verdict, why=judgement.why,
    )  # fmt: skip


def _judge_window(claimed: Claimed, loose_start: dt.date | None, reference: Reference, participants: str) -> Judgement:
    """Judge a claim over its window, and, where that is a round number of years, over the years that round to it."""
    strict = judge_claim(claimed, reference, participants)
    if strict.verdict != "disagrees" or loose_start is None:
        return strict
    loose = judge_claim(claimed._replace(start=loose_start), reference, participants)
    return loose if loose.verdict == "agrees" else strict


# 'At the first meeting, in Singapore last June': the meeting is pointed at, not counted
POINTED_AT = re.compile(
    r"\b(?:at|after|before|during|of|from|in|following|to)\s{1,3}(?:the|their)\s{1,3}$", re.IGNORECASE
)


def counts_meetings(text: str, sentence: Sentence, count: Count, follows_claim: bool) -> bool:
    """Tell whether a counting expression counts meetings rather than visits, votes or countries."""
    before = text[max(sentence.start, count.start - 110) : count.start]
    after = text[count.end : min(sentence.end, count.end + 90)]
    if SOMEBODY_ELSE.match(after) or NOT_AGREED.match(after):
        return False
    if count.form == "meetings":
        return True
    if count.form == "ordinal" and not DETERMINED.search(before):
        return False
    if count.form == "ordinal" and not text[count.start : count.end].lower().endswith("time"):
        return True
    if count.form == "bare ordinal":
        return follows_claim or bool(MEETING_SIGN.search(before) or OWN.search(before))
    met = list(MET.finditer(before))
    other = list(NOT_MET.finditer(before))
    if met and (not other or other[-1].start() < met[-1].start()):
        return True
    if before.strip() and (count.form != "ordinal" or met or other):
        return MET_VERB.match(after.lstrip()) is not None
    follows = MET_VERB.search(re.split("[;:]", after)[0])  # "Forty times, by their count, have the two met"
    return follows is not None and not NOT_MET.search(after, 0, follows.start())


def _is_forecast(text: str, sentence: Sentence, count: Count) -> bool:
    before = text[max(sentence.start, count.start - 60) : count.start]
    after = text[count.end : min(sentence.end, count.end + 50)]
    if count.form not in ("meetings", "times", "ordinal") or PAST.search(before):
        return False
    return bool(FUTURE.search(before) or FUTURE.search(after))


def who_met(context: Context, sentence: Sentence, count: Count) -> tuple[str, ...] | None:
    """Return who the claim is about: the two named in its sentence, else the leaders in play; None: cannot be told."""
    text = context.text
    here = context.leaders_in(*sentence[:2])
    named = {m.person for m in context.mentions.starting_in(*sentence[:2]) if m.form != "pronoun" and m.person}
    if not here and len(named) > 1:
        return None
    words = text[sentence.start : sentence.end]
    plural = PAIR.search(words) or THEY.search(words)
    if len(here) == 2 or plural or count.form in ("ordinal", "bare ordinal", "meetings"):
        return context.pair_in_play(sentence, count.start, None) or context.only_pair
    if HIM.search(words):
        return context.pair_in_play(sentence, count.start, None)
    return None


def read_rule(text: str, sentence: Sentence, count: Count) -> str:
    """Return what is counted: in-person, video, or all, from the words of the claim and right around it."""
    after = HOW.match(text, count.end, sentence.end)
    around = f"{count.qualifier} {text[count.start : count.end]} {after.group() if after else ''}".lower()
    if re.search(r"\bvideo|\bvirtual", around):
        return "in person and video" if re.search(r"in[- ]person|face[- ]to[- ]face", around) else "video"
    if re.search(r"in[- ]person|face[- ]to[- ]face", around):
        return "in-person"
    return "bilateral" if "bilateral" in around else "all"


# '45 times in person and by video', 'the second by video'
HOW = re.compile(
    r"(?:(?!\band\b)[^.;,]){0,30}?\b(?:by|via|over|in)\s{1,3}(?:video|person)\b(?:\s{1,3}and\s{1,3}by\s{1,3}video)?",
    re.IGNORECASE,
)


STRICT_AND_WIDE = {
    "all": ("in-person undisputed", "all"),
    "in person and video": ("undisputed", "all"),
    "in-person": ("in-person undisputed", "in-person"),
    "video": ("video undisputed", "video"),
    "bilateral": ("in-person undisputed", "all"),
}
"""For each kind of counting that a claim can name, the strictest and the widest counting rule it leaves open."""

VIDEO_STATED = {"yes": "in person and video", "no": "in-person", "only": "video"}


class Claimed(NamedTuple):
    """What is claimed: so many meetings (*high* None: no ceiling) from *start* (None: the record's first day) to *end*.

    *rule* says what is counted, a key of STRICT_AND_WIDE; an unknown one is read as "all".
    """

    low: int
    high: int | None
    start: dt.date | None
    end: dt.date | None
    rule: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """The record's count under the strictest and the widest rule (None: no count), the verdict, and why."""

    record_low: int | None
    record_high: int | None
    verdict: Verdict
    why: str


def judge_claim(claimed: Claimed, reference: Reference, participants: str) -> Judgement:
    """Return the record's count over the window and whether what is claimed fits it: its bounds and the record's overlap.

    A window that reaches beyond the record's coverage cannot be judged.
    """
    start, end = claimed.start, claimed.end
    covered = reference.covered(participants)
    if covered is None:
        return Judgement(None, None, "cannot tell", "There is no record of meetings between these two.")
    from_day, until = covered.first, covered.last
    if end is None:
        return Judgement(None, None, "cannot tell", "The day up to which the claim counts is not known.")
    if end > until:
        return Judgement(None, None, "cannot tell", f"The record ends on {day(until)}, before the claim does.")
    if start is not None and start < from_day:
        return Judgement(None, None, "cannot tell", f"The record begins on {day(from_day)}, after the claim does.")
    if start is not None and start > end:
        return Judgement(None, None, "cannot tell", f"The claim's window begins on {day(start)}, after it ends.")
    strict, wide = STRICT_AND_WIDE.get(claimed.rule, STRICT_AND_WIDE["all"])
    counts = (count_meetings(reference, participants, start or from_day, end, name) for name in (strict, wide))
    return _compare(claimed, *counts)


def _compare(claimed: Claimed, strict: int, wide: int) -> Judgement:
    low, high = claimed.low, claimed.high
    agrees = low <= wide and (high is None or high >= strict)
    said = f"{low} or more" if high is None else f"{low}" if low == high else f"{low} to {high}"
    days = [day(date) for date in (claimed.start, claimed.end) if date]
    window = f"between {days[0]} and {days[1]}" if len(days) == 2 else f"up to {days[0]}"
    plural = "meeting" if wide == 1 else "meetings"
    count = f"{strict} {plural}" if strict == wide else f"{strict} to {wide} meetings, by the counting rule,"
    if agrees:
        return Judgement(strict, wide, "agrees", f"The record has {count} {window}; {said} fits.")
    off = f"{low - wide} more than" if low > wide else f"{strict - (high or 0)} fewer than"
    return Judgement(strict, wide, "disagrees", f"The record has {count} {window}; {said} is {off} any rule gives.")


def day(date: dt.date) -> str:
    """Return a date as prose.

    >>> day(dt.date(2013, 6, 5))
    '5 June 2013'
    """
    return f"{date.day} {date:%B %Y}"


def judge_reference_claims(reference: Reference, participants: str) -> list[tuple[CountClaim, Judgement]]:
    """Return the published claims about *participants* with the record's verdicts, in the file's order."""
    judged = []
    for claim in reference.count_claims:
        if claim.participants in ("", participants):
            rule = VIDEO_STATED.get(claim.counts_video, "all")
            claimed = Claimed(claim.count_low, claim.count_high, claim.window_start, claim.window_end, rule)
            judged.append((claim, judge_claim(claimed, reference, participants)))
    return judged
