"""For notebook 01: the record, the articles' reports of meetings, and the claims of how many there were."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from typing import TYPE_CHECKING, Any

from summitry.claims import judging
from summitry.display import Prose, evidence_page, say
from summitry.meetings import counts, merging
from summitry.reference import RecordedMeeting

if TYPE_CHECKING:
    import pandas as pd

    from summitry.study import Study

WIDEST, STRICTEST = "all", "in-person undisputed"


def has_record(run: Study) -> bool:
    """Tell whether there is a record of this pair."""
    return bool(run.reference.record_of(run.participants))


def _in_window(run: Study) -> list[RecordedMeeting]:
    first, last = run.first_day(), run.last_day() or dt.date.max
    return [m for m in run.reference.record_of(run.participants) if first <= m.date_start <= last]


def list_record(run: Study) -> pd.DataFrame:
    """Return the record's rows in the window: date, date_high, city, country, occasion, mode, host,
    counts_as_meeting, confidence, sources, note, meeting_id (all string)."""
    import pandas as pd

    rows = [
        {"date": m.date_start.isoformat(), "date_high": m.date_end.isoformat(), "city": m.city, "country": m.country,
         "occasion": m.occasion, "mode": m.mode, "host": m.host, "counts_as_meeting": m.counts_as_meeting,
         "confidence": m.confidence, "sources": m.sources, "note": m.note, "meeting_id": m.meeting_id}
        for m in _in_window(run)
    ]  # fmt: skip
    names = "date date_high city country occasion mode host counts_as_meeting confidence sources note meeting_id"
    return pd.DataFrame(rows, columns=names.split(), dtype="string")


def list_events(run: Study) -> pd.DataFrame:
    """Return the articles' reports merged into events, by date: the columns of merging.merge_meetings and meeting_id
    (the record's, null for a candidate)."""
    events = merging.merge_meetings(run.pair_meetings, run.articles, run.reference)
    return events.assign(meeting_id=events.event_id.where(events.in_record))


def count_by_rule(run: Study) -> pd.DataFrame:
    """Return the number of meetings in the window under each counting rule: rule, meaning, meetings, per year with interval."""
    import pandas as pd

    first, last = run.first_day(), run.last_day() or dt.date.today()
    rows = []
    for name, rule in counts.counting_rules().items():
        rate = counts.meetings_per_year(run.reference, run.participants, first, last, name)
        rows.append(
            {
                "rule": name,
                "meaning": rule.meaning,
                "meetings": rate.count,
                "a_year": rate.per_year,
                "low": rate.low,
                "high": rate.high,
            }
        )
    return pd.DataFrame(rows)


def curves(run: Study) -> dict[str, list[tuple[dt.date, int]]]:
    """Return the record's cumulative count in the window, under the widest and the strictest rule."""
    return {label: _recount(run, rule) for label, rule in (("widest", WIDEST), ("strictest", STRICTEST))}


def _recount(run: Study, rule: str) -> list[tuple[dt.date, int]]:
    last = run.last_day() or dt.date.max
    days = [
        day for day, _ in counts.cumulative(run.reference, run.participants, rule) if run.first_day() <= day <= last
    ]
    return [(day, n) for n, day in enumerate(days, start=1)]


def rates_by_year(run: Study) -> pd.DataFrame:
    """Return meetings a year in the window: year, meetings, exposure (years), low, high (exact Poisson, per year)."""
    import pandas as pd

    first, last = run.first_day(), run.last_day() or dt.date.today()
    rows = []
    for year in range(first.year, last.year + 1):
        start, end = max(first, dt.date(year, 1, 1)), min(last, dt.date(year, 12, 31))
        rate = counts.meetings_per_year(run.reference, run.participants, start, end, WIDEST)
        rows.append({"year": year, "meetings": rate.count, "exposure": rate.years, "low": rate.low, "high": rate.high})
    return pd.DataFrame(rows)


def count_occasions(run: Study) -> pd.DataFrame:
    """Return counted meetings by occasion and month of the year: occasion, month, meetings."""
    import pandas as pd

    counted = [m for m in _in_window(run) if m.counts_as_meeting != "no"]
    found = Counter((m.occasion or "no occasion", m.date_start.month) for m in counted)
    rows = [(occasion, month, n) for (occasion, month), n in sorted(found.items())]
    return pd.DataFrame(rows, columns=["occasion", "month", "meetings"])


def count_places(run: Study) -> pd.DataFrame:
    """Return counted meetings in person by country: country, meetings, cities (with counts), share."""
    import pandas as pd

    counted = [m for m in _in_window(run) if m.counts_as_meeting != "no" and m.mode == "in-person"]
    countries = Counter(m.country for m in counted)
    rows = []
    for country, n in sorted(countries.items(), key=lambda item: (-item[1], item[0])):
        cities = Counter(m.city for m in counted if m.country == country)
        named = ", ".join(f"{city} {k}" for city, k in sorted(cities.items(), key=lambda item: (-item[1], item[0])))
        rows.append({"country": country, "meetings": n, "share": n / len(counted), "cities": named})
    return pd.DataFrame(rows, columns=["country", "meetings", "share", "cities"])


def count_hosts(run: Study) -> dict[str, int]:
    """Return how often each leader hosted the counted meetings in person; "multilateral": at others' summits."""
    counted = [m for m in _in_window(run) if m.counts_as_meeting != "no" and m.mode == "in-person"]
    return dict(Counter(m.host or "not stated" for m in counted).most_common())


def list_gaps(run: Study) -> pd.DataFrame:
    """Return the time between counted meetings, longest first: days, after (date), before (date), years."""
    import pandas as pd

    counted = [m for m in _in_window(run) if m.counts_as_meeting != "no"]
    rows = [
        {"days": max(0, (b.date_start - a.date_end).days), "from": a.date_end.isoformat(), "to": b.date_start.isoformat(),
         "ended_with": f"{b.occasion}, {b.city or b.mode}"}
        for a, b in itertools.pairwise(counted)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["days", "from", "to", "ended_with"]).sort_values(
        "days", ascending=False, kind="stable", ignore_index=True
    )


def test_change(run: Study) -> Any:
    """Compare meetings a year in the first and second half of the window (a counts.Change)."""
    first, last = run.first_day(), run.last_day() or dt.date.today()
    return counts.compare_rates(run.reference, run.participants, first, first + (last - first) / 2, last, WIDEST)


def list_claims(run: Study) -> pd.DataFrame:
    """Return the articles' count claims with date and outlet: the columns of claims, and published, outlet."""
    rows = run.claims.merge(run.articles[["article_id", "published", "outlet"]], on="article_id", how="left")
    return rows.assign(date=rows.published, origin="articles").sort_values(
        ["date", "article_id", "start"], na_position="last", ignore_index=True
    )


def list_all_claims(run: Study) -> pd.DataFrame:
    """Return the claims to draw over the cumulative count: those of the articles and of count-claims.csv whose window
    begins with the record (within 120 days), by date: date, speaker, count_low, count_high, verdict, origin, source."""
    import pandas as pd

    begin, last = run.first_day(), run.last_day() or dt.date.max
    own = list_claims(run).assign(source=lambda rows: rows.outlet)
    judged = judging.judge_reference_claims(run.reference, run.participants)
    published = pd.DataFrame([_as_row(one) for one in judged], columns=CLAIM_COLUMNS)
    rows = pd.concat(
        [part.astype(object) for part in (own.reindex(columns=CLAIM_COLUMNS), published)], ignore_index=True
    )
    rows = rows[rows.date.notna() & rows.window_start.notna() & rows.verdict.isin(["agrees", "disagrees"])]
    near = rows.window_start.map(lambda day: abs((dt.date.fromisoformat(day) - begin).days) <= 120).astype(bool)
    seen = rows.date.map(lambda day: len(day) == 10 and begin.isoformat() <= day <= last.isoformat()).astype(bool)
    kept = rows[near & seen].sort_values(["date", "speaker", "count_low"], ignore_index=True)
    return kept.assign(claimed=[_show_count(row) for row in kept.itertuples()])


def _show_count(row: Any) -> str:
    """Return what a claim counts: 42, 27–29, or "41 or more"."""
    low, high = row.count_low, row.count_high
    if high is None or high != high:
        return f"{int(low)} or more"
    return str(int(low)) if int(high) == int(low) else f"{int(low)}–{int(high)}"


CLAIM_COLUMNS = ["date", "speaker", "count_low", "count_high", "window_start", "verdict", "why", "origin", "source"]


def _as_row(one: judging.JudgedClaim) -> dict[str, Any]:
    claim, judgement = one.claim, one.judgement
    return {
        "date": claim.date, "speaker": claim.speaker, "count_low": claim.count_low, "count_high": claim.count_high,
        "window_start": claim.window_start.isoformat(), "verdict": judgement.verdict, "why": judgement.why,
        "origin": "reference", "source": claim.source,
    }  # fmt: skip


def find_spread(run: Study) -> pd.DataFrame:
    """Return how long after its meeting each dated article reported it: event, day_after, outlet, article_id."""
    first_days = {m.meeting_id: m for m in run.reference.record_of(run.participants)}
    reports = run.pair_meetings[run.pair_meetings.meeting_id.isin(first_days) & (run.pair_meetings.status == "held")]
    rows = reports.merge(run.articles[["article_id", "published", "outlet"]], on="article_id")
    rows = rows[rows.published.notna()].drop_duplicates(["article_id", "meeting_id"])
    starts = [first_days[name].date_start for name in rows.meeting_id]
    rows = rows.assign(
        event=[f"{first_days[name].date_start:%Y-%m-%d} {first_days[name].city}" for name in rows.meeting_id],
        day_after=[(dt.date.fromisoformat(p) - s).days for p, s in zip(rows.published, starts, strict=True)],
    )
    return rows.loc[rows.day_after >= 0, ["event", "day_after", "outlet", "article_id"]].sort_values(
        ["event", "day_after", "article_id"], ignore_index=True
    )


def count_event_outlets(run: Study) -> dict[str, set[str]]:
    """Return which outlets report each recorded meeting as held: meeting_id → outlets."""
    reports = run.pair_meetings[run.pair_meetings.meeting_id.notna()].merge(
        run.articles[["article_id", "outlet"]], on="article_id"
    )
    return {name: set(part.outlet.dropna()) for name, part in reports.groupby("meeting_id")}


# --- sentences ------------------------------------------------------------------------------------------------------


def last_day(run: Study) -> dt.date:
    """Return the last day of the window, or the last reported meeting's where there is no record."""
    days = run.pair_meetings.date.dropna()
    return run.last_day() or dt.date.fromisoformat(max(days, default=run.first_day().isoformat()))


def _show(day: dt.date) -> str:
    return f"{day.day} {day:%B %Y}"


def answer(run: Study) -> Prose:
    """Return the first sentences of the page: how many meetings, how often, how many claims fit."""
    events, own = list_events(run), list_claims(run)
    held = events[events.status == "held"]
    judged = own[own.verdict.isin(["agrees", "disagrees"])]
    claimed = say(
        "Of **{k}** checkable count claims in these articles, **{fit}** fit the record under at least one counting rule."
        if len(judged)
        else "No count claim in these articles can be checked.",
        k=len(judged), fit=int((judged.verdict == "agrees").sum()),
    )  # fmt: skip
    if not has_record(run):
        return say(
            "There is no record of meetings between {a} and {b}, so this page rests on the articles alone: they report "
            "**{n}** meetings as held. {claimed}",
            a=run.pair[0], b=run.pair[1], n=len(held), claimed=claimed.text,
        )  # fmt: skip
    rules = count_by_rule(run).set_index("rule")
    low, high = int(rules.meetings[STRICTEST]), int(rules.meetings[WIDEST])
    return say(
        "Between {first} and {last}, {a} and {b} met **{times}** times, {rule}: **{rate:.1f}** "
        "meetings a year under the widest one (95 % interval {rate_low:.1f} to {rate_high:.1f}). These articles report **{n}** of them as held. {claimed}",
        first=_show(run.first_day()), last=_show(last_day(run)), a=run.pair[0], b=run.pair[1],
        times=f"{low} to {high}" if low < high else str(low), rate=rules.a_year[WIDEST],
        rule="depending on the counting rule" if low < high else "under every counting rule",
        rate_low=rules.low[WIDEST], rate_high=rules.high[WIDEST], n=int(held.in_record.sum()), claimed=claimed.text,
    )  # fmt: skip


def link_events(events: pd.DataFrame) -> list[str | None]:
    """Return, for each event, the evidence page of the first article that reports it."""
    return [f"evidence/{evidence_page(ids.split(';')[0])}.html" for ids in events.article_ids]


def state_conflicts(events: pd.DataFrame) -> Prose:
    """Return what the reports of one meeting disagree about, and which events the record lacks."""
    conflicts = list(events.conflict.dropna())
    candidates = events[~events.in_record & (events.status == "held")]
    lines = (
        [f"**{len(conflicts)}** events have reports that disagree. " + " ".join(conflicts[:3])]
        if conflicts
        else ["No two reports of one meeting disagree."]
    )
    if len(candidates):
        lines.append(
            f"**{len(candidates)}** reported events match no row of the record and are candidates for it, or errors of ours."
        )
    return say("{0}".replace("{0}", " ".join(_escape(line) for line in lines)))


def _escape(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")


def state_change(run: Study) -> Prose:
    """Return whether meetings became more or less frequent between the halves of the window."""
    if not has_record(run):
        return say("Without a record there is no rate to compare.")
    change = test_change(run)
    return say(
        "First half of the window: **{a:.1f}** meetings a year; second half: **{b:.1f}**. {sentence}",
        a=change.before.per_year, b=change.after.per_year, sentence=change.sentence,
    )  # fmt: skip


def state_hosts(run: Study) -> Prose:
    """Return who hosted how often."""
    hosts = count_hosts(run)
    if not hosts:
        return say("No meeting in person is on record in this window.")
    named = [f"{host} hosted {n}" for host, n in hosts.items() if host in run.pair]
    return say(
        "Of **{n}** meetings in person, {hosts}; **{others}** took place at others' summits.",
        n=sum(hosts.values()), hosts=" and ".join(named) or "neither leader hosted any", others=sum(n for h, n in hosts.items() if h not in run.pair),
    )  # fmt: skip


def state_limits(run: Study) -> Prose:
    """Return how much is undated, unmatched or left out, as counts."""
    reports, own = run.pair_meetings, list_claims(run)
    covered = run.reference.covers_until
    return say(
        "**{undated}** of {n} reports give no date that could be read, and **{unmatched}** match no row of the record. "
        "**{open}** of {claims} claims cannot be judged or are forecasts. {coverage}",
        undated=int(reports.date.isna().sum()), n=len(reports), unmatched=int(reports.meeting_id.isna().sum()),
        open=int((~own.verdict.isin(["agrees", "disagrees"])).sum()), claims=len(own),
        coverage=f"The record's coverage ends on {_show(covered)}; phone calls in it are not complete." if covered and has_record(run) else "There is no record of this pair.",
    )  # fmt: skip
