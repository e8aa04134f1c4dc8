"""For notebook 01: the meetings on record, counted: by rule, year, occasion, place and host, and the gaps between them.

Where there is no record of a pair, the meetings that the articles report as held take its place.
"""

import datetime as dt
import itertools
from collections import Counter
from dataclasses import asdict, fields

import pandas as pd
from scipy import stats

from summitry.claims import show_day
from summitry.display import Prose, say
from summitry.meetings import record
from summitry.meetings.merging import SURE_ENOUGH
from summitry.reference import RecordedMeeting
from summitry.statistics import count_of, poisson_interval
from summitry.study import Study
from summitry.summaries import sort_rows

WIDEST, STRICTEST = "all", "in-person undisputed"
EARLIEST = dt.date(2012, 1, 1)
SHORTEST_COMPARED = dt.timedelta(days=730)  # A window must be this long before its halves are compared
FEWEST_HOSTED = 6


def has_record(run: Study) -> bool:
    """Tell whether there is a record of this pair."""
    return bool(run.reference.record_of(run.participants))


def name_basis(run: Study) -> str:
    """Return what the figures count: meetings on record, or only what these articles report."""
    return "on record" if has_record(run) else "reported in these articles"


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
    """Return the record's rows in the window by date: the fields of RecordedMeeting, date and date_high its two days
    (all string)."""
    identifier, *facts, _ = (field.name for field in fields(RecordedMeeting))
    rows = pd.DataFrame([asdict(m) for m in _in_window(run)], columns=[*facts, identifier]).astype("string")
    return rows.rename(columns={"date_start": "date", "date_end": "date_high"})


def list_meetings(run: Study) -> list[RecordedMeeting]:
    """Return the meetings in the window that count under the widest rule, by date; without a record, those that the
    articles report as held on a known day, surely enough."""
    if has_record(run):
        return [m for m in _in_window(run) if m.counts_as_meeting != "no" and m.mode != "phone"]
    held = run.events[(run.events.status == "held") & run.events.date.notna() & (run.events["mode"] != "phone")]
    held = held[held.confidence >= SURE_ENOUGH]
    hosts = {run.roster.by_name[name].country: name for name in run.pair}
    return [
        RecordedMeeting(
            meeting_id=event.event_id, date_start=dt.date.fromisoformat(event.date),
            date_end=dt.date.fromisoformat(event.date_high or event.date), city=event.place, country=event.country,
            occasion=event.occasion, mode=event.mode, host=hosts.get(event.country, "") if event.country else "",
            counts_as_meeting="yes", confidence="", sources=";".join(event.article_ids), note="",
        )
        for event in held.astype(object).where(held.notna(), "").itertuples()
    ]  # fmt: skip


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
        return say("Without a record there is no rate to compare: the articles' choice of meetings is no sample.")
    first, last = first_day(run), last_day(run)
    if last - first < SHORTEST_COMPARED:
        return say("The window is under two years long: too little to tell whether meetings became more frequent.")
    meetings = record.counted(run.reference, run.participants, WIDEST)
    change = record.compare_rates(meetings, first, first + (last - first) / 2, last)
    return say("**The two halves of the window compared.** {sentence}", sentence=change.sentence)


def count_occasions(run: Study) -> pd.DataFrame:
    """Return the meetings by occasion and month of the year: occasion, month, meetings."""
    found = Counter((m.occasion or "no occasion named", m.date_start.month) for m in list_meetings(run))
    rows = [(occasion, month, n) for (occasion, month), n in sorted(found.items())]
    return pd.DataFrame(rows, columns=["occasion", "month", "meetings"])


def count_places(run: Study) -> pd.DataFrame:
    """Return meetings in person by country, most first: country, meetings, share, cities (with counts), host (of the
    pair, whose country it is; else empty)."""
    met = [m for m in list_meetings(run) if m.mode == "in-person" and m.country]
    hosts = {run.roster.by_name[name].country: name for name in reversed(run.pair)}
    rows = []
    for country, n in Counter(sorted(m.country for m in met)).most_common():  # equals by the alphabet
        cities = Counter(sorted(m.city for m in met if m.country == country and m.city and m.city != country))
        shown = ", ".join(city if k == 1 else f"{city} {k}" for city, k in cities.most_common())
        rows.append((country, n, n / len(met), shown, hosts.get(country, "")))
    return pd.DataFrame(rows, columns=["country", "meetings", "share", "cities", "host"])


def count_hosts(run: Study) -> dict[str, int]:
    """Return how often each leader hosted the meetings in person; "elsewhere": at others' summits, in third countries."""
    met = [m for m in list_meetings(run) if m.mode == "in-person"]
    hosts = Counter(m.host if m.host in run.pair else "elsewhere" for m in met)
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
    p = float(stats.binomtest(a, a + b).pvalue)  # of equal shares
    verdict = "more uneven than chance" if p < 0.05 else "no more uneven than chance"
    balance = f"Between the two hosts that is {verdict} would make it (exact binomial p = {p:.2g})."
    return say(
        "Of **{n}** in person, {a} hosted **{k}**, {b} **{m}**; **{others}** took place elsewhere. {balance}",
        **facts, k=a, m=b, others=hosts.get("elsewhere", 0),
        balance=balance if a + b >= FEWEST_HOSTED else "That is too few to speak of a balance.",
    )  # fmt: skip


def list_gaps(run: Study) -> pd.DataFrame:
    """Return the time between meetings, longest first: days, from, to (dates), ended_with, open. With a record the time
    from the last meeting to the end of the window is a gap too, an *open* one."""
    meetings = list_meetings(run)
    gaps = []
    for before, meeting in itertools.pairwise(meetings):
        place = meeting.city if meeting.mode == "in-person" else ""
        ended_with = ", ".join(filter(None, (meeting.occasion, place))) or meeting.mode
        gaps.append((before.date_end, meeting.date_start, ended_with, False))
    if has_record(run) and meetings and meetings[-1].date_end < last_day(run):
        gaps.append((meetings[-1].date_end, last_day(run), "(not ended)", True))
    rows = [(max(0, (end - start).days), start.isoformat(), end.isoformat(), *rest) for start, end, *rest in gaps]
    found = pd.DataFrame(rows, columns=["days", "from", "to", "ended_with", "open"]).astype({"open": bool})
    return sort_rows(found, ["-days", "from"])


def median_gap(gaps: pd.DataFrame) -> float | None:
    """Return the median in days of the gaps that ended, or None where there is none."""
    return None if gaps.open.all() else float(gaps.days[~gaps.open].median())


def state_gaps(gaps: pd.DataFrame) -> Prose:
    """Return the median of the gaps that ended, the longest of them, and how long there has been no meeting."""
    ended, since = gaps[~gaps.open], ""
    for gap in gaps[gaps.open].to_dict("records"):
        since = f" Since {show_day(gap['from'])} none is on record: {count_of(int(gap['days']), 'day')}."
    if not len(ended):
        return say("Fewer than two meetings in the window: no gap between meetings to measure.{since}", since=since)
    longest = ended.iloc[0]
    words = "Of **{n}** between meetings, half lasted **{median:.0f} days** or less; the longest **{days}**"
    if len(ended) == 1:
        words = "The only gap between meetings lasted **{days}**"
    return say(
        words + ", from {start} to {end}.{since}", n=count_of(len(ended), "gap"), median=median_gap(gaps), since=since,
        days=count_of(int(longest.days), "day"), start=show_day(longest["from"]), end=show_day(longest["to"]),
    )  # fmt: skip
