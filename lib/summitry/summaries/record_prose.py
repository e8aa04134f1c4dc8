"""For notebook 01: its computed sentences: the answer, what reports disagree about, what changed, what is not known."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from summitry.display import Prose, say
from summitry.statistics import binomial_p, count_of
from summitry.summaries.claimed import list_claims
from summitry.summaries.record import (
    STRICTEST,
    WIDEST,
    compare_halves,
    count_by_rule,
    count_hosts,
    first_day,
    has_record,
    last_day,
    median_gap,
    show_day,
)

if TYPE_CHECKING:
    import pandas as pd

    from summitry.study import Study


def _times(n: int) -> str:
    """Return a number of times in words.

    >>> _times(0), _times(1), _times(2), _times(40)
    ('never', 'once', 'twice', '40 times')
    """
    return {0: "never", 1: "once", 2: "twice"}.get(n, f"{n} times")


def answer(run: Study) -> Prose:
    """Return the first sentences of the page: how many meetings, how often, how many claims fit."""
    events = run.events
    held = events[events.status == "held"]
    met = _state_record(run, int(held.in_record.sum())) if has_record(run) else _state_reports(run, len(held))
    claimed = _state_claims(run)
    return Prose(met.html + claimed.html, f"{met.text}\n\n{claimed.text}")


def _state_reports(run: Study, held: int) -> Prose:
    return say(
        "There is no record of meetings between {a} and {b}, so this page rests on the articles alone: they report "
        "**{n}** as held. What the articles chose to report is no count of all that there were.",
        a=run.pair[0], b=run.pair[1], n=count_of(held, "meeting"),
    )  # fmt: skip


def _state_record(run: Study, reported: int) -> Prose:
    rules = count_by_rule(run).set_index("rule")
    low, high = int(rules.meetings[STRICTEST]), int(rules.meetings[WIDEST])
    facts = {"first": show_day(first_day(run)), "last": show_day(last_day(run)), "a": run.pair[0], "b": run.pair[1]}
    if not high:
        return say("Between {first} and {last} the record has **no meeting** of {a} and {b}.", **facts)
    return say(
        "Between {first} and {last}, {a} and {b} met **{times}**, {rule}: **{rate:.1f}** a year under the widest "
        "(95 % interval {rate_low:.1f} to {rate_high:.1f}). These articles report **{n}** of these meetings as held.",
        **facts, times=_times(high) if low == high else f"{low} to {high} times",
        rule="under every counting rule" if low == high else "depending on the counting rule",
        rate=rules.a_year[WIDEST], rate_low=rules.low[WIDEST], rate_high=rules.high[WIDEST], n=reported,
    )  # fmt: skip


def _state_claims(run: Study) -> Prose:
    own = list_claims(run)
    judged = own[own.verdict.isin(["agrees", "disagrees"])]
    if not len(judged):
        return say("No count claim in these articles can be checked.")
    fit = int((judged.verdict == "agrees").sum())
    return say(
        "Of **{k}** in these articles, **{fit}** fit{s} the record under at least one counting rule.",
        k=count_of(len(judged), "checkable count claim"), fit=fit if fit < len(judged) or fit == 1 else f"all {fit}",
        s="s" if fit == 1 else "",
    )  # fmt: skip


def state_conflicts(run: Study, events: pd.DataFrame) -> Prose:
    """Return how many events have reports that disagree, and how many the record lacks."""
    conflicts = int(events.conflict.notna().sum())
    candidates = int((~events.in_record & (events.status == "held")).sum())
    if not len(events):
        return say("The articles report no meeting of the two.")
    disagree = (
        "The reports of **{n}** disagree about its day or place; both spans are linked below."
        if conflicts
        else "No two reports of one meeting disagree about its day or place."
    )
    lacking = {
        0: "Every meeting that they report as held is matched to the record.",
        1: "**One** event reported as held matches no row of the record: a candidate for it, or an error of ours.",
    }.get(
        candidates, "**{k}** events reported as held match no row of the record: candidates for it, or errors of ours."
    )
    if not has_record(run):
        lacking = "There is no record to match them to, so each is a candidate for one."
    return say(f"{disagree} {lacking}", n=count_of(conflicts, "event"), k=candidates)


def state_change(run: Study) -> Prose:
    """Return whether meetings became more or less frequent between the halves of the window."""
    if not has_record(run):
        return say(
            "Without a record there is no rate to compare: the articles' choice of meetings is not a sample of them."
        )
    change = compare_halves(run)
    if change is None:
        return say(
            "The window is under two years long: too little to tell whether meetings became more or less frequent."
        )
    return say("**The two halves of the window compared.** {sentence}", sentence=change.sentence)


def state_gaps(gaps: pd.DataFrame) -> Prose:
    """Return the median of the gaps that ended, the longest of them, and how long there has been no meeting."""
    ended, unended = gaps[~gaps.open], gaps[gaps.open]
    since = (
        f" Since {_day(unended['from'].iloc[0])} none is on record: {count_of(int(unended.days.iloc[0]), 'day')}."
        if len(unended)
        else ""
    )
    if not len(ended):
        return say(
            "Fewer than two meetings in the window: there is no gap between meetings to measure.{since}", since=since
        )
    longest = ended.iloc[0]
    one = "The only gap between meetings lasted **{days}**, from {start} to {end}.{since}"
    many = (
        "Of **{n}** between meetings, half lasted **{median:.0f} days** or less; the longest **{days}**, "
        "from {start} to {end}.{since}"
    )
    return say(
        one if len(ended) == 1 else many, n=count_of(len(ended), "gap"), median=median_gap(gaps), since=since,
        days=count_of(int(longest.days), "day"), start=_day(longest["from"]), end=_day(longest["to"]),
    )  # fmt: skip


def _day(date: str) -> str:
    return show_day(dt.date.fromisoformat(date))


def state_hosts(run: Study) -> Prose:
    """Return who hosted how often, and whether the difference is more than chance would make."""
    hosts = count_hosts(run)
    if not hosts:
        return say("No meeting in person is known in this window.")
    a, b = (hosts.get(name, 0) for name in run.pair)
    facts = {"n": count_of(sum(hosts.values()), "meeting"), "a": run.pair[0], "b": run.pair[1]}
    if not a + b:
        return say("Of **{n}** in person, neither {a} nor {b} hosted any: all were elsewhere.", **facts)
    return say(
        "Of **{n}** in person, {a} hosted **{k}**, {b} **{m}**; **{others}** took place elsewhere. {balance}",
        **facts, k=a, m=b, others=hosts.get("elsewhere", 0), balance=_balance(a, b),
    )  # fmt: skip


def _balance(a: int, b: int) -> str:
    """Return whether two counts of hosting differ by more than chance (exact binomial test)."""
    if a + b < 6:
        return "That is too few to speak of a balance."
    p = binomial_p(a, a + b, 0.5)
    verdict = "more uneven than chance" if p < 0.05 else "no more uneven than chance"
    return f"Between the two hosts that is {verdict} would make it (exact binomial p = {p:.2g})."


def state_limits(run: Study) -> Prose:
    """Return how much is undated, unmatched or left out, as counts, and where the record's coverage ends."""
    reports, own = run.pair_meetings, list_claims(run)
    covered = run.reference.covered(run.participants)
    coverage = (
        f"The record claims to be complete from {show_day(covered.first)} to {show_day(covered.last)}"
        + (f" ({covered.note})." if covered.note else ".")
        if covered
        else "There is no record of this pair."
    )
    undated, unmatched = int(reports.date.isna().sum()), int(reports.meeting_id.isna().sum())
    left = int((~own.verdict.isin(["agrees", "disagrees"])).sum())
    matched = " and **{unmatched}** match{es} no row of the record" if covered else ""
    return say(
        "Of **{n}** of meetings in the articles, **{undated}** give{s} no date that could be read" + matched
        + ". Of **{claims}**, **{left}** cannot be judged or look{t} ahead. {coverage}",
        n=count_of(len(reports), "report"), undated=undated, s="s" if undated == 1 else "", unmatched=unmatched,
        es="es" if unmatched == 1 else "", claims=count_of(len(own), "count claim"), left=left,
        t="s" if left == 1 else "", coverage=coverage,
    )  # fmt: skip


def name_basis(run: Study) -> str:
    """Return what the figures count: meetings on record, or only what these articles report."""
    return "on record" if has_record(run) else "reported in these articles"
