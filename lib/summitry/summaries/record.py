"""For notebook 01: the meetings on record, counted by rule, year, occasion, place and host, and the gaps between them.

Where there is no record of a pair, the meetings that the articles report as held take its place.
"""

from __future__ import annotations

import datetime as dt
import itertools
import statistics
from collections import Counter
from typing import TYPE_CHECKING, Any

from summitry.meetings import counts
from summitry.reference import RecordedMeeting

if TYPE_CHECKING:
    import pandas as pd

    from summitry.study import Study

WIDEST, STRICTEST = "all", "in-person undisputed"
RECORD_COLUMNS = [
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
SHORTEST_COMPARED = dt.timedelta(days=730)
"""A window must be this long before its halves are compared."""


def has_record(run: Study) -> bool:
    """Tell whether there is a record of this pair."""
    return bool(run.reference.record_of(run.participants))


def show_day(day: dt.date) -> str:
    """Return a day as prose.

    >>> show_day(dt.date(2013, 6, 5))
    '5 June 2013'
    """
    return f"{day.day} {day:%B %Y}"


def last_day(run: Study) -> dt.date:
    """Return the last day of the window; without a record that of the last meeting reported, or of the first day."""
    stated = run.last_day()
    if stated:
        return stated
    return max((m.date_end for m in list_meetings(run)), default=run.first_day())


def first_day(run: Study) -> dt.date:
    """Return the first day of the window; without a record, or a first day asked for, that of the first report."""
    if has_record(run) or run.since:
        return run.first_day()
    return min((m.date_start for m in list_meetings(run)), default=run.first_day())


def short_names(run: Study) -> tuple[str, str]:
    """Return what headlines call the two: the roster's first alias, such as Xi and Putin."""
    a, b = ((run.roster.by_name[name].aliases or (name,))[0] for name in run.pair)
    return a, b


def _in_window(run: Study) -> list[RecordedMeeting]:
    first, last = run.first_day(), run.last_day() or dt.date.max
    return [m for m in run.reference.record_of(run.participants) if first <= m.date_start <= last]


def list_record(run: Study) -> pd.DataFrame:
    """Return the record's rows in the window, RECORD_COLUMNS (all string), by date."""
    import pandas as pd

    rows = [
        {"date": m.date_start.isoformat(), "date_high": m.date_end.isoformat(), "city": m.city, "country": m.country,
         "occasion": m.occasion, "mode": m.mode, "host": m.host, "counts_as_meeting": m.counts_as_meeting,
         "confidence": m.confidence, "sources": m.sources, "note": m.note, "meeting_id": m.meeting_id}
        for m in _in_window(run)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=RECORD_COLUMNS, dtype="string")


def list_meetings(run: Study) -> list[RecordedMeeting]:
    """Return the meetings in the window that count under the widest rule, by date; without a record, those that the
    articles report as held on a known day."""
    if has_record(run):
        return [m for m in _in_window(run) if m.counts_as_meeting != "no" and m.mode != "phone"]
    events = run.events
    held = events[(events.status == "held") & events.date.notna() & (events["mode"] != "phone")]
    rows = held.astype(object).where(held.notna(), "")
    return [_as_meeting(run, row) for row in rows.itertuples()]


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
    import pandas as pd

    rules = counts.counting_rules().items() if has_record(run) else ()
    rows = []
    for name, rule in rules:
        meetings = counts.counted(run.reference, run.participants, name)
        rate = counts.meetings_per_year(meetings, first_day(run), last_day(run))
        rows.append((name, rule.meaning, rate.count, rate.per_year, rate.low, rate.high))
    return pd.DataFrame(rows, columns=["rule", "meaning", "meetings", "a_year", "low", "high"])


def curves(run: Study) -> dict[str, list[tuple[dt.date, int]]]:
    """Return the cumulative count in the window, under the widest and the strictest rule."""
    meetings = list_meetings(run)
    admits = counts.counting_rules()[STRICTEST].admits
    strict = [m for m in meetings if admits(m)] if has_record(run) else meetings
    return {
        label: [(m.date_start, n) for n, m in enumerate(kept, start=1)]
        for label, kept in (("widest", meetings), ("strictest", strict))
    }


def rates_by_year(run: Study) -> pd.DataFrame:
    """Return meetings a year in the window: year, meetings, exposure (years), low, high (exact Poisson, meetings in
    the covered part of that year; null without a record, where the articles' choice is no rate)."""
    import pandas as pd

    from summitry.statistics import poisson_interval

    first, last = first_day(run), last_day(run)
    found = Counter(m.date_start.year for m in list_meetings(run))
    rows = []
    for year in range(first.year, last.year + 1) if found else ():
        start, end = max(first, dt.date(year, 1, 1)), min(last, dt.date(year, 12, 31))
        low, high = poisson_interval(found[year]) if has_record(run) else (None, None)
        rows.append((year, found[year], ((end - start).days + 1) / counts.DAYS_PER_YEAR, low, high))
    return pd.DataFrame(rows, columns=["year", "meetings", "exposure", "low", "high"])


def compare_halves(run: Study) -> counts.Change | None:
    """Compare meetings a year in the halves of the window; None without a record or where it is under two years."""
    first, last = first_day(run), last_day(run)
    if not has_record(run) or last - first < SHORTEST_COMPARED:
        return None
    meetings = counts.counted(run.reference, run.participants, WIDEST)
    return counts.compare_rates(meetings, first, first + (last - first) / 2, last)


# --- when, where, on what occasion ----------------------------------------------------------------------------------


def count_occasions(run: Study) -> pd.DataFrame:
    """Return the meetings by occasion and month of the year: occasion, month, meetings."""
    import pandas as pd

    found = Counter((m.occasion or "no occasion named", m.date_start.month) for m in list_meetings(run))
    rows = [(occasion, month, n) for (occasion, month), n in sorted(found.items())]
    return pd.DataFrame(rows, columns=["occasion", "month", "meetings"])


def _in_person(run: Study) -> list[RecordedMeeting]:
    return [m for m in list_meetings(run) if m.mode == "in-person"]


def count_places(run: Study) -> pd.DataFrame:
    """Return meetings in person by country, most first: country, meetings, share, cities (with counts), host (of the
    pair, whose country it is; else empty)."""
    import pandas as pd

    met = [m for m in _in_person(run) if m.country]
    countries = Counter(m.country for m in met)
    rows = []
    for country, n in sorted(countries.items(), key=lambda item: (-item[1], item[0])):
        cities = Counter(m.city for m in met if m.country == country and m.city and m.city != country)
        named = sorted(cities.items(), key=lambda item: (-item[1], item[0]))
        shown = ", ".join(city if k == 1 else f"{city} {k}" for city, k in named)
        host = next((name for name in run.pair if run.roster.by_name[name].country == country), "")
        rows.append((country, n, n / len(met), shown, host))
    return pd.DataFrame(rows, columns=["country", "meetings", "share", "cities", "host"])


def count_hosts(run: Study) -> dict[str, int]:
    """Return how often each leader hosted the meetings in person; "elsewhere": at others' summits, in third countries."""
    hosts = Counter(m.host if m.host in run.pair else "elsewhere" for m in _in_person(run))
    return {name: hosts[name] for name in (*run.pair, "elsewhere") if hosts[name]}


def list_gaps(run: Study) -> pd.DataFrame:
    """Return the time between meetings, longest first: days, from, to (dates), ended_with, open.

    With a record the time from the last meeting to the end of the window is a gap too, an *open* one.
    """
    import pandas as pd

    meetings = list_meetings(run)
    rows = [(*_gap(a.date_end, b.date_start), _ended_with(b), False) for a, b in itertools.pairwise(meetings)]
    if has_record(run) and meetings and meetings[-1].date_end < last_day(run):
        rows.append((*_gap(meetings[-1].date_end, last_day(run)), "(not ended)", True))
    found = pd.DataFrame(rows, columns=["days", "from", "to", "ended_with", "open"]).astype({"open": bool})
    return found.sort_values(["days", "from"], ascending=[False, True], kind="stable", ignore_index=True)


def _gap(start: dt.date, end: dt.date) -> tuple[int, str, str]:
    return max(0, (end - start).days), start.isoformat(), end.isoformat()


def _ended_with(meeting: RecordedMeeting) -> str:
    place = meeting.city if meeting.mode == "in-person" else ""
    return ", ".join(part for part in (meeting.occasion, place) if part) or meeting.mode


def median_gap(gaps: pd.DataFrame) -> float | None:
    """Return the median in days of the gaps that ended, or None where there is none."""
    ended = [int(days) for days in gaps.days[~gaps.open]]
    return float(statistics.median(ended)) if ended else None
