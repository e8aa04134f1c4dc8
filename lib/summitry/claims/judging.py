"""The record's verdict on a claim of how often two leaders met."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from summitry.meetings.counts import count_meetings
from summitry.reference import CountClaim, Reference

Verdict = Literal["agrees", "disagrees", "cannot tell", "forecast"]

STRICT_AND_WIDE = {
    "all": ("in-person undisputed", "all"),
    "in person and video": ("undisputed", "all"),
    "in-person": ("in-person undisputed", "in-person"),
    "video": ("video undisputed", "video"),
    "bilateral": ("in-person undisputed", "all"),
}
"""For each kind of counting that a claim can name, the strictest and the widest counting rule it leaves open."""

VIDEO_STATED = {"yes": "in person and video", "no": "in-person", "only": "video"}


@dataclass(frozen=True, slots=True)
class Judgement:
    """The record's count under the strictest and the widest rule (None: no count), the verdict, and why."""

    record_low: int | None
    record_high: int | None
    verdict: Verdict
    why: str


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A published claim of data/reference/count-claims.csv with the record's verdict."""

    claim: CountClaim
    judgement: Judgement


def judge_claim(
    low: int,
    high: int | None,
    start: dt.date | None,
    end: dt.date | None,
    rule: str,
    reference: Reference,
    participants: str,
) -> Judgement:
    """Return the record's count over the window and whether the claimed *low* … *high* (None: no ceiling) fits it.

    A *start* of None counts from the beginning of the record; an *end* of None, or a window that reaches beyond the
    record's coverage, cannot be judged. The claim agrees when its bounds and the record's overlap. *rule* is a key of
    STRICT_AND_WIDE; an unknown one is read as "all".
    """
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
    strict, wide = STRICT_AND_WIDE.get(rule, STRICT_AND_WIDE["all"])
    counts = [count_meetings(reference, participants, start or from_day, end, name) for name in (strict, wide)]
    return _compare(low, high, counts[0], counts[1], start, end)


def _compare(low: int, high: int | None, strict: int, wide: int, start: dt.date | None, end: dt.date) -> Judgement:
    agrees = low <= wide and (high is None or high >= strict)
    claimed = f"{low} or more" if high is None else f"{low}" if low == high else f"{low} to {high}"
    window = f"between {day(start)} and {day(end)}" if start else f"up to {day(end)}"
    plural = "meeting" if wide == 1 else "meetings"
    count = f"{strict} {plural}" if strict == wide else f"{strict} to {wide} meetings, by the counting rule,"
    if agrees:
        return Judgement(strict, wide, "agrees", f"The record has {count} {window}; {claimed} fits.")
    off = f"{low - wide} more than" if low > wide else f"{strict - (high or 0)} fewer than"
    return Judgement(strict, wide, "disagrees", f"The record has {count} {window}; {claimed} is {off} any rule gives.")


def day(date: dt.date) -> str:
    """Return a date as prose.

    >>> day(dt.date(2013, 6, 5))
    '5 June 2013'
    """
    return f"{date.day} {date:%B %Y}"


def judge_reference_claims(reference: Reference, participants: str) -> list[JudgedClaim]:
    """Return the published claims about *participants* with the record's verdicts, in the file's order."""
    return [
        JudgedClaim(
            claim,
            judge_claim(
                claim.count_low,
                claim.count_high,
                claim.window_start,
                claim.window_end,
                VIDEO_STATED.get(claim.counts_video, "all"),
                reference,
                participants,
            ),
        )
        for claim in reference.count_claims
        if not claim.participants or claim.participants == participants
    ]
