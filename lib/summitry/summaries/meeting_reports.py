"""For notebook 01: what the articles report of meetings, the counts that they and count-claims.csv claim, each with the
record's verdict, and the page's sentences about both."""

import datetime as dt
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pandas as pd

from summitry import claims
from summitry.claims import show_day
from summitry.display import Column, Prose, evidence_href, say
from summitry.meetings import is_vague, merging, record
from summitry.statistics import count_of
from summitry.study import Study
from summitry.summaries import sort_rows
from summitry.summaries.meetings import STRICTEST, WIDEST, count_by_rule, first_day, has_record, last_day

REPORT_COLUMNS = {
    "article_id": "article",
    "date": "from",
    "date_high": "to",
    "place": "place",
    "mode": "how",
    "status": "status",
    "confidence": Column("sure", "0–1", 2),
}
"""How a table of reports is shown."""
JUDGED = ["agrees", "disagrees"]
CLAIMED = ["count_low", "count_high", "window_start", "window_end", "rule"]
VERDICT = [*CLAIMED, "record_low", "record_high", "verdict", "answer", "why"]
CLAIM_COLUMNS = ["date", "speaker", "claimed", *VERDICT, "origin", "source", "from_beginning", "article_id", "start"]


def list_conflicts(run: Study) -> pd.DataFrame:
    """Return two rows for each event whose reports disagree: event, outlet, says, other (what the other says), words,
    article_id, start, so that both spans can be opened."""
    outlets = dict(zip(run.articles.article_id, run.articles.outlet, strict=True))
    rows = []
    for found in merging.list_conflicts(run.pair_meetings, run.articles, run.reference):
        sides = (found.first, found.first_says, found.second_says), (found.second, found.second_says, found.first_says)
        for mine, says, other in sides:
            words = run.corpus.words_at(mine.article_id, mine.start, mine.end)
            rows.append((found.event, outlets.get(mine.article_id), says, other, words, mine.article_id, mine.start))
    return pd.DataFrame(rows, columns=["event", "outlet", "says", "other", "words", "article_id", "start"])


def state_conflicts(run: Study) -> Prose:
    """Return how many events have reports that disagree, and how many the record lacks."""
    conflicts = int(run.events.conflict.notna().sum())
    lacking = int((~run.events.in_record & (run.events.status == "held")).sum())
    if not len(run.events):
        return say("The articles report no meeting of the two.")
    words = "No two reports of one meeting disagree about its day or place."
    if conflicts:
        words = "The reports of **{n}** disagree about its day or place; both spans are linked below."
    if not has_record(run):
        words += " There is no record to match them to, so each is a candidate for one."
    elif not lacking:
        words += " Every meeting that they report as held is matched to the record."
    else:
        words += " Reported as held but in no row of the record: **{k}**, a candidate for it or an error of ours each."
    return say(words, n=count_of(conflicts, "event"), k=count_of(lacking, "event"))


def list_candidates(run: Study, dated: bool = True) -> pd.DataFrame:
    """Return the reports of meetings held that the record lacks, those with a day or month, else those without, with
    their outlet: the columns of meetings, to be linked to their words."""
    reports = run.pair_meetings.merge(run.articles[["article_id", "outlet"]], on="article_id", how="left")
    unmatched = reports.meeting_id.isna() & (is_vague(reports) != dated) & (reports.status == "held")
    return reports[unmatched].reset_index(drop=True)


def link_events(run: Study) -> list[str | None]:
    """Return, for each of the study's events, the link to the words of its first report, or None."""
    links, reports = [], run.pair_meetings
    for event in run.events.itertuples():
        matched = reports.meeting_id == event.event_id if event.in_record else reports.meeting_id.isna()
        own = reports[matched & reports.article_id.isin(event.article_ids)]
        own = own.assign(other=own.status != event.status).sort_values("other", kind="stable")
        first = next(own.itertuples(), None)
        links.append(evidence_href(first.article_id, "meetings", first.start) if first else None)
    return links


def find_spread(run: Study) -> pd.DataFrame:
    """Return how long after (or before: negative) its meeting each dated article reported it: event (day and place),
    day (of the meeting), day_after, outlet, status, article_id; one row per article and event, by day."""
    known = zip(run.articles.article_id, run.articles.published, run.articles.outlet, strict=True)
    published = {name: (date, outlet) for name, date, outlet in known}
    rows = []
    for event in run.events[run.events.date.notna() & run.events.status.isin(["held", "planned"])].itertuples():
        if event.date != event.date_high and not event.in_record:
            continue  # a month is no day to count from
        day = dt.date.fromisoformat(event.date)
        where = event.place if isinstance(event.place, str) else "by video" if event.mode == "video" else event.mode
        for name in event.article_ids:
            date, outlet = published[name]
            if isinstance(date, str):
                after = (dt.date.fromisoformat(date) - day).days
                rows.append((f"{show_day(day)}, {where}", event.date, after, outlet, event.status, name))
    found = pd.DataFrame(rows, columns=["event", "day", "day_after", "outlet", "status", "article_id"])
    return sort_rows(found, ["day", "day_after", "article_id"])


def list_claims(run: Study) -> pd.DataFrame:
    """Return the articles' count claims by date: the columns of claims, and published, outlet, date (of publication,
    else the last day that the claim counts to; null where neither is known), origin."""
    rows = run.claims.merge(run.articles[["article_id", "published", "outlet"]], on="article_id", how="left")
    rows = rows.assign(date=rows.published.fillna(rows.window_end), origin="articles")
    return sort_rows(rows, ["date", "article_id", "start"])


def list_all_claims(run: Study) -> pd.DataFrame:
    """Return the checkable claims of the articles (each count once an article, with a speaker if it has one) and of count-claims.csv, by date.

    Columns CLAIM_COLUMNS; claimed: the count in words; from_beginning: whether the record has no meeting more or less
    in the claim's window than from its beginning, so that the claim can stand over the cumulative count.
    """
    judged = claims.judge_reference_claims(run.reference, run.participants)
    published = pd.DataFrame([asdict(claim) | judgement._asdict() for claim, judgement in judged])
    published = published.reindex(columns=[*CLAIM_COLUMNS, "counts_video"])
    days = {name: published[name].map(dt.date.isoformat) for name in ("window_start", "window_end")}
    rule = published.counts_video.map(claims.VIDEO_STATED).fillna("all")
    published = published.assign(**days, rule=rule, origin="count-claims.csv")
    own = list_claims(run)
    own = own.assign(source=own.outlet, unnamed=own.speaker.isna()).sort_values("unnamed", kind="stable")
    own = own.drop_duplicates(["article_id", "count_low", "count_high", "window_start", "window_end"]).sort_index()
    parts = [part.reindex(columns=CLAIM_COLUMNS).astype(object) for part in (own, published)]
    rows = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    first, last = first_day(run), last_day(run)
    inside = rows.window_end.astype("string").between(first.isoformat(), last.isoformat()).fillna(False)
    rows = sort_rows(rows[rows.verdict.isin(JUDGED) & inside], ["date", "origin", "speaker", "count_low"])
    met = [meeting.date_start for meeting in record.counted(run.reference, run.participants, WIDEST)]
    begins = [_counts_from(row.window_start, first, bool(run.since), met) for row in rows.itertuples()]
    claimed = [_show_count(row) for row in rows.itertuples()]
    return rows.assign(claimed=claimed, from_beginning=np.array(begins, dtype=bool))


def _counts_from(start: object, begin: dt.date, since: bool, met: list[dt.date]) -> bool:
    """Tell whether a window that begins on *start* (an ISO date; else with the record) has the same meetings as from *begin*."""
    if not isinstance(start, str):
        return not since
    low, high = sorted((dt.date.fromisoformat(start), begin))
    return not any(low <= day < high for day in met)


def state_completion(run: Study, judged: pd.DataFrame) -> Prose:
    """Return which rows are in the record because official totals need them, and how many of the claims *judged* (rows of
    list_all_claims) that fit would fit no counting rule without those rows."""
    needed = [m for m in run.reference.record_of(run.participants) if m.needed_for]
    if not needed:
        return say("No row of the record is there only because an official total needs it.")
    without = replace(run.reference, record=tuple(m for m in run.reference.record if not m.needed_for))
    fits, rest = judged[judged.verdict == "agrees"][CLAIMED], 0
    for low, high, *days, rule in fits.astype(object).where(fits.notna(), None).itertuples(index=False):
        start, end = (day and dt.date.fromisoformat(day) for day in days)
        claimed = claims.Claimed(low, high, start, end, rule)
        rest += claims.judge_claim(claimed, without, run.participants).verdict != "agrees"
    return say(
        "**{n}** in the record because official totals need them, and for no other reason that we found: {listed}. "
        "Those totals themselves are not tested here. Of **{fits}** above that fit, **{rest}** would fit no rule without these rows.",
        n="One meeting is" if len(needed) == 1 else f"{len(needed)} meetings are", fits=count_of(len(fits), "claim"), rest=rest,
        listed="; ".join(f"{m.city}, {show_day(m.date_start)} (the count of {m.needed_for})" for m in needed),
    )  # fmt: skip


def _show_count(claim: Any) -> str:
    """Return what a claim counts: 42, 27–29, or "41 or more"."""
    low, high = claim.count_low, claim.count_high
    if pd.isna(high):
        return f"{int(low)} or more"
    return str(int(low)) if int(high) == int(low) else f"{int(low)}–{int(high)}"


def answer(run: Study) -> Prose:
    """Return the first sentences of the page: how many meetings, how often, how many claims fit."""
    held = run.events[run.events.status == "held"]
    met = say(
        "There is no record of meetings between {a} and {b}, so this page rests on the articles alone: they report "
        "**{n}** as held. What the articles chose to report is no count of all that there were.",
        a=run.pair[0], b=run.pair[1], n=count_of(len(held), "meeting"),
    )  # fmt: skip
    if has_record(run):
        met = _state_record(run, int(held.in_record.sum()))
    claimed = _state_claims(run)
    return Prose(met.html + claimed.html, f"{met.text}\n\n{claimed.text}")


def _state_record(run: Study, reported: int) -> Prose:
    rules = count_by_rule(run).set_index("rule")
    low, high = int(rules.meetings[STRICTEST]), int(rules.meetings[WIDEST])
    facts = {"first": show_day(first_day(run)), "last": show_day(last_day(run)), "a": run.pair[0], "b": run.pair[1]}
    often = {1: "once", 2: "twice"}.get(high, f"{high} times")
    if not high:
        return say("Between {first} and {last} the record has **no meeting** of {a} and {b}.", **facts)
    return say(
        "Between {first} and {last}, {a} and {b} met **{times}**, {rule}: **{rate:.1f}** a year under the widest "
        "(95 % interval {rate_low:.1f} to {rate_high:.1f}). These articles report **{n}** of these meetings as held.",
        **facts, times=often if low == high else f"{low} to {high} times",
        rule="under every counting rule" if low == high else "depending on the counting rule",
        rate=rules.a_year[WIDEST], rate_low=rules.low[WIDEST], rate_high=rules.high[WIDEST], n=reported,
    )  # fmt: skip


def _state_claims(run: Study) -> Prose:
    own = list_claims(run)
    judged, fit = int(own.verdict.isin(JUDGED).sum()), int((own.verdict == "agrees").sum())
    every = int((own.answer == "agrees").sum())
    if not judged:
        return say("No count claim in these articles can be checked.")
    return say(
        "Of **{k}** in these articles, **{every}** fit{s} the record under every counting rule, **{some}** under some rules "
        "only, and **{none}** under none.",
        k=count_of(judged, "checkable count claim"), every=every, s="s" if every == 1 else "", some=fit - every, none=judged - fit,
    )  # fmt: skip


def state_limits(run: Study) -> Prose:
    """Return how much is undated, unmatched or left out, as counts, and where the record's coverage ends."""
    reports, own = run.pair_meetings, list_claims(run)
    covered = run.reference.covered(run.participants)
    coverage = "There is no record of this pair."
    if covered:
        note = f" ({covered.note})." if covered.note else "."
        coverage = f"The record claims to be complete from {show_day(covered.first)} to {show_day(covered.last)}{note}"
    undated, unmatched = int(reports.date.isna().sum()), int(reports.meeting_id.isna().sum())
    left = int((~own.verdict.isin(JUDGED)).sum())
    matched = " and **{unmatched}** match{es} no row of the record" if covered else ""
    return say(
        "Of **{n}** of meetings in the articles, **{undated}** give{s} no date that could be read" + matched
        + ". Of **{claims}**, **{left}** cannot be judged or look{t} ahead. {coverage}",
        n=count_of(len(reports), "report"), undated=undated, s="s" if undated == 1 else "", unmatched=unmatched,
        es="es" if unmatched == 1 else "", claims=count_of(len(own), "count claim"), left=left,
        t="s" if left == 1 else "", coverage=coverage,
    )  # fmt: skip
