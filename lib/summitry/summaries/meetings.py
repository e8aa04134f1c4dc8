"""For notebook 01: the meetings on record and what the articles report and claim of them, as tables and sentences.

Where there is no record of a pair, the meetings that the articles report as held take its place.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from dataclasses import asdict, fields
from typing import Any

import pandas as pd

from summitry.display import Column, Prose, evidence_href, say
from summitry.meetings import merging, record
from summitry.reference import RecordedMeeting
from summitry.statistics import binomial_p, count_of, poisson_interval
from summitry.study import Study

WIDEST, STRICTEST = "all", "in-person undisputed"
RECORD = [
    "date",
    "date_high",
    "city",
    "country",
    "occasion",
    "mode",
    "host",
    "counts_as_meeting",
    "confidence",
    "sources",
    "note",
    "meeting_id",
]
JUDGED = ["agrees", "disagrees"]
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
EARLIEST = dt.date(2012, 1, 1)
SHORTEST_COMPARED = dt.timedelta(days=730)
"""A window must be this long before its halves are compared."""
FEWEST_HOSTED = 6


# --- the window and what counts in it -------------------------------------------------------------------------------


def has_record(run: Study) -> bool:
    """Tell whether there is a record of this pair."""
    return bool(run.reference.record_of(run.participants))


def name_basis(run: Study) -> str:
    """Return what the figures count: meetings on record, or only what these articles report."""
    return "on record" if has_record(run) else "reported in these articles"


def show_day(day: dt.date | str) -> str:
    """Return a day, or an ISO date, as prose.

    >>> show_day(dt.date(2013, 6, 5))
    '5 June 2013'
    """
    day = dt.date.fromisoformat(day) if isinstance(day, str) else day
    return f"{day.day} {day:%B %Y}"


def first_day(run: Study) -> dt.date:
    """Return the first day of the window: since, or that of the record's first meeting, or of the first report."""
    return _stated_days(run)[0] or min((m.date_start for m in list_meetings(run)), default=EARLIEST)


def last_day(run: Study) -> dt.date:
    """Return the last day of the window: until, or the end of the record's coverage if that is earlier; without a record
    that of the last meeting reported, or of the first day."""
    return _stated_days(run)[1] or max((m.date_end for m in list_meetings(run)), default=first_day(run))


def _stated_days(run: Study) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of the window that are asked for, or that the record states; None: neither."""
    record, covered = run.reference.record_of(run.participants), run.reference.covered(run.participants)
    asked = [dt.date.fromisoformat(day) if day else None for day in (run.since, run.until)]
    first = asked[0] or min((m.date_start for m in record if m.counts_as_meeting != "no"), default=None)
    ends = [day for day in (asked[1], covered.last if covered else None) if day]
    return first or (EARLIEST if record else None), min(ends, default=None)


def short_names(run: Study) -> tuple[str, str]:
    """Return what headlines call the two: the roster's first alias, such as Xi and Putin."""
    a, b = ((run.roster.by_name[name].aliases or (name,))[0] for name in run.pair)
    return a, b


def _in_window(run: Study) -> list[RecordedMeeting]:
    first, last = _stated_days(run)
    first, last = first or EARLIEST, last or dt.date.max
    return [m for m in run.reference.record_of(run.participants) if first <= m.date_start <= last]


def list_record(run: Study) -> pd.DataFrame:
    """Return the record's rows in the window, with the columns RECORD (all string), by date."""
    names = [field.name for field in fields(RecordedMeeting)]
    rows = pd.DataFrame([asdict(m) for m in _in_window(run)], columns=names).astype("string")
    return rows.rename(columns={"date_start": "date", "date_end": "date_high"})[RECORD]


def list_meetings(run: Study) -> list[RecordedMeeting]:
    """Return the meetings in the window that count under the widest rule, by date; without a record, those that the
    articles report as held on a known day."""
    if has_record(run):
        return [m for m in _in_window(run) if m.counts_as_meeting != "no" and m.mode != "phone"]
    held = run.events[(run.events.status == "held") & run.events.date.notna() & (run.events["mode"] != "phone")]
    return [_as_meeting(run, row) for row in held.astype(object).where(held.notna(), "").itertuples()]


def _as_meeting(run: Study, event: Any) -> RecordedMeeting:
    """Return a merged event as a row of a record: the host is he whose country it was in."""
    countries = {run.roster.by_name[name].country: name for name in run.pair}
    return RecordedMeeting(
        meeting_id=event.event_id, date_start=dt.date.fromisoformat(event.date),
        date_end=dt.date.fromisoformat(event.date_high or event.date), city=event.place, country=event.country,
        occasion=event.occasion, mode=event.mode, host=countries.get(event.country, "") if event.country else "",
        counts_as_meeting="yes", confidence="", sources=event.article_ids, note="",
    )  # fmt: skip


# --- how many -------------------------------------------------------------------------------------------------------


def count_by_rule(run: Study) -> pd.DataFrame:
    """Return the meetings in the window under each counting rule: rule, meaning, meetings, a_year, low, high (exact
    Poisson, 95 %); no rows without a record."""
    rows = []
    for name, rule in record.counting_rules().items() if has_record(run) else ():
        meetings = record.counted(run.reference, run.participants, name)
        rate = record.meetings_per_year(meetings, first_day(run), last_day(run))
        rows.append((name, rule.meaning, rate.count, rate.per_year, rate.low, rate.high))
    return pd.DataFrame(rows, columns=["rule", "meaning", "meetings", "a_year", "low", "high"])


def curves(run: Study) -> dict[str, list[tuple[dt.date, int]]]:
    """Return the cumulative count in the window, under the widest and the strictest rule."""
    meetings = list_meetings(run)
    admits = record.counting_rules()[STRICTEST].admits
    strict = [m for m in meetings if admits(m)] if has_record(run) else meetings
    counted = {"widest": meetings, "strictest": strict}
    return {label: [(m.date_start, n) for n, m in enumerate(own, start=1)] for label, own in counted.items()}


def rates_by_year(run: Study) -> pd.DataFrame:
    """Return meetings a year in the window: year, meetings, exposure (years), low, high (exact Poisson, meetings in
    the covered part of that year; null without a record, where the articles' choice is no rate)."""
    first, last = first_day(run), last_day(run)
    found = Counter(m.date_start.year for m in list_meetings(run))
    rows = []
    for year in range(first.year, last.year + 1) if found else ():
        start, end = max(first, dt.date(year, 1, 1)), min(last, dt.date(year, 12, 31))
        low, high = poisson_interval(found[year]) if has_record(run) else (None, None)
        rows.append((year, found[year], ((end - start).days + 1) / record.DAYS_PER_YEAR, low, high))
    return pd.DataFrame(rows, columns=["year", "meetings", "exposure", "low", "high"])


def state_change(run: Study) -> Prose:
    """Return whether meetings became more or less frequent between the halves of the window."""
    if not has_record(run):
        return say(
            "Without a record there is no rate to compare: the articles' choice of meetings is not a sample of them."
        )
    first, last = first_day(run), last_day(run)
    if last - first < SHORTEST_COMPARED:
        return say(
            "The window is under two years long: too little to tell whether meetings became more or less frequent."
        )
    meetings = record.counted(run.reference, run.participants, WIDEST)
    change = record.compare_rates(meetings, first, first + (last - first) / 2, last)
    return say("**The two halves of the window compared.** {sentence}", sentence=change.sentence)


# --- when, where, on what occasion ----------------------------------------------------------------------------------


def count_occasions(run: Study) -> pd.DataFrame:
    """Return the meetings by occasion and month of the year: occasion, month, meetings."""
    found = Counter((m.occasion or "no occasion named", m.date_start.month) for m in list_meetings(run))
    rows = [(occasion, month, n) for (occasion, month), n in sorted(found.items())]
    return pd.DataFrame(rows, columns=["occasion", "month", "meetings"])


def _in_person(run: Study) -> list[RecordedMeeting]:
    return [m for m in list_meetings(run) if m.mode == "in-person"]


def _most_first(found: Counter[str]) -> list[tuple[str, int]]:
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def count_places(run: Study) -> pd.DataFrame:
    """Return meetings in person by country, most first: country, meetings, share, cities (with counts), host (of the
    pair, whose country it is; else empty)."""
    met = [m for m in _in_person(run) if m.country]
    hosts = {run.roster.by_name[name].country: name for name in reversed(run.pair)}
    rows = []
    for country, n in _most_first(Counter(m.country for m in met)):
        cities = Counter(m.city for m in met if m.country == country and m.city and m.city != country)
        shown = ", ".join(city if k == 1 else f"{city} {k}" for city, k in _most_first(cities))
        rows.append((country, n, n / len(met), shown, hosts.get(country, "")))
    return pd.DataFrame(rows, columns=["country", "meetings", "share", "cities", "host"])


def count_hosts(run: Study) -> dict[str, int]:
    """Return how often each leader hosted the meetings in person; "elsewhere": at others' summits, in third countries."""
    hosts = Counter(m.host if m.host in run.pair else "elsewhere" for m in _in_person(run))
    return {name: hosts[name] for name in (*run.pair, "elsewhere") if hosts[name]}


def state_hosts(run: Study) -> Prose:
    """Return who hosted how often, and whether the difference is more than chance would make (exact binomial test)."""
    hosts = count_hosts(run)
    if not hosts:
        return say("No meeting in person is known in this window.")
    a, b = (hosts.get(name, 0) for name in run.pair)
    facts = {"n": count_of(sum(hosts.values()), "meeting"), "a": run.pair[0], "b": run.pair[1]}
    if not a + b:
        return say("Of **{n}** in person, neither {a} nor {b} hosted any: all were elsewhere.", **facts)
    p = binomial_p(a, a + b, 0.5)
    verdict = "more uneven than chance" if p < 0.05 else "no more uneven than chance"
    balance = f"Between the two hosts that is {verdict} would make it (exact binomial p = {p:.2g})."
    return say(
        "Of **{n}** in person, {a} hosted **{k}**, {b} **{m}**; **{others}** took place elsewhere. {balance}",
        **facts, k=a, m=b, others=hosts.get("elsewhere", 0),
        balance=balance if a + b >= FEWEST_HOSTED else "That is too few to speak of a balance.",
    )  # fmt: skip


def list_gaps(run: Study) -> pd.DataFrame:
    """Return the time between meetings, longest first: days, from, to (dates), ended_with, open.

    With a record the time from the last meeting to the end of the window is a gap too, an *open* one.
    """
    meetings = list_meetings(run)
    gaps = [(a.date_end, b.date_start, _ended_with(b), False) for a, b in itertools.pairwise(meetings)]
    if has_record(run) and meetings and meetings[-1].date_end < last_day(run):
        gaps.append((meetings[-1].date_end, last_day(run), "(not ended)", True))
    rows = [(max(0, (end - start).days), start.isoformat(), end.isoformat(), *rest) for start, end, *rest in gaps]
    found = pd.DataFrame(rows, columns=["days", "from", "to", "ended_with", "open"]).astype({"open": bool})
    return found.sort_values(["days", "from"], ascending=[False, True], kind="stable", ignore_index=True)


def _ended_with(meeting: RecordedMeeting) -> str:
    place = meeting.city if meeting.mode == "in-person" else ""
    return ", ".join(part for part in (meeting.occasion, place) if part) or meeting.mode


def median_gap(gaps: pd.DataFrame) -> float | None:
    """Return the median in days of the gaps that ended, or None where there is none."""
    return None if gaps.open.all() else float(gaps.days[~gaps.open].median())


def state_gaps(gaps: pd.DataFrame) -> Prose:
    """Return the median of the gaps that ended, the longest of them, and how long there has been no meeting."""
    ended, since = gaps[~gaps.open], ""
    for gap in gaps[gaps.open].to_dict("records"):
        since = f" Since {show_day(gap['from'])} none is on record: {count_of(int(gap['days']), 'day')}."
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
        days=count_of(int(longest.days), "day"), start=show_day(longest["from"]), end=show_day(longest["to"]),
    )  # fmt: skip


# --- what the articles report ---------------------------------------------------------------------------------------


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
    conflicts, candidates = int(run.events.conflict.notna().sum()), len(_find_candidates(run))
    if not len(run.events):
        return say("The articles report no meeting of the two.")
    disagree = "No two reports of one meeting disagree about its day or place."
    if conflicts:
        disagree = "The reports of **{n}** disagree about its day or place; both spans are linked below."
    lacking = "**{k}** events reported as held match no row of the record: candidates for it, or errors of ours."
    if not has_record(run):
        lacking = "There is no record to match them to, so each is a candidate for one."
    elif not candidates:
        lacking = "Every meeting that they report as held is matched to the record."
    elif candidates == 1:
        lacking = (
            "**One** event reported as held matches no row of the record: a candidate for it, or an error of ours."
        )
    return say(f"{disagree} {lacking}", n=count_of(conflicts, "event"), k=candidates)


def _find_candidates(run: Study) -> pd.DataFrame:
    return run.events[~run.events.in_record & (run.events.status == "held")]


def list_candidates(run: Study) -> pd.DataFrame:
    """Return the reports of meetings held that the record lacks: the columns of meetings, and event_id, outlet, to be
    linked to their words."""
    articles = {name for names in _find_candidates(run).article_ids for name in names.split(";")}
    reports = run.pair_meetings.merge(run.articles[["article_id", "outlet"]], on="article_id", how="left")
    unmatched = reports[reports.meeting_id.isna() & reports.article_id.isin(articles)]
    return unmatched[~unmatched.status.isin(["cancelled", "denied"])].reset_index(drop=True)


def link_events(run: Study) -> list[str | None]:
    """Return, for each of the study's events, the link to the words of its first report."""
    return [_first_report(run.pair_meetings, event) for event in run.events.itertuples()]


def _first_report(reports: pd.DataFrame, event: Any) -> str | None:
    own = reports[reports.article_id.isin(event.article_ids.split(";"))]
    own = own[own.meeting_id == event.event_id] if event.in_record else own[own.meeting_id.isna()]
    same = own[own.status == event.status]
    best = same if len(same) else own
    return evidence_href(best.article_id.iloc[0], "meetings", int(best.start.iloc[0])) if len(best) else None


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
        for name in event.article_ids.split(";"):
            date, outlet = published[name]
            if isinstance(date, str):
                after = (dt.date.fromisoformat(date) - day).days
                rows.append((f"{show_day(day)}, {where}", event.date, after, outlet, event.status, name))
    found = pd.DataFrame(rows, columns=["event", "day", "day_after", "outlet", "status", "article_id"])
    return found.sort_values(["day", "day_after", "article_id"], ignore_index=True)


def list_claims(run: Study) -> pd.DataFrame:
    """Return the articles' count claims by date: the columns of claims, and published, outlet, date (of publication,
    else the last day that the claim counts to; null where neither is known), origin."""
    rows = run.claims.merge(run.articles[["article_id", "published", "outlet"]], on="article_id", how="left")
    rows = rows.assign(date=rows.published.fillna(rows.window_end), origin="articles")
    return rows.sort_values(["date", "article_id", "start"], na_position="last", ignore_index=True)


# --- sentences ------------------------------------------------------------------------------------------------------


def answer(run: Study) -> Prose:
    """Return the first sentences of the page: how many meetings, how often, how many claims fit."""
    held = run.events[run.events.status == "held"]
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
    if not judged:
        return say("No count claim in these articles can be checked.")
    return say(
        "Of **{k}** in these articles, **{fit}** fit{s} the record under at least one counting rule.",
        k=count_of(judged, "checkable count claim"), fit=fit if fit < judged or fit == 1 else f"all {fit}",
        s="s" if fit == 1 else "",
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
