"""For notebook 01: what the articles report of meetings: contradictions, candidates for the record, how coverage spreads."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from summitry.display import evidence_href
from summitry.meetings import merging
from summitry.summaries.record import show_day

if TYPE_CHECKING:
    import pandas as pd

    from summitry.study import Study


def list_conflicts(run: Study) -> pd.DataFrame:
    """Return two rows for each event whose reports disagree: event, outlet, says, other (what the other says), words,
    article_id, start, so that both spans can be opened."""
    import pandas as pd

    outlets = dict(zip(run.articles.article_id, run.articles.outlet, strict=True))
    rows = [
        (
            found.event,
            outlets.get(mine.article_id),
            says,
            other,
            run.corpus.words_at(mine.article_id, mine.start, mine.end),
            mine.article_id,
            mine.start,
        )
        for found in merging.list_conflicts(run.pair_meetings, run.articles, run.reference)
        for mine, says, other in (
            (found.first, found.first_says, found.second_says),
            (found.second, found.second_says, found.first_says),
        )
    ]
    return pd.DataFrame(rows, columns=["event", "outlet", "says", "other", "words", "article_id", "start"])


def list_candidates(run: Study, events: pd.DataFrame) -> pd.DataFrame:
    """Return the reports of meetings held that the record lacks: the columns of meetings, and event_id, outlet, to be
    linked to their words."""
    wanted = events[~events.in_record & (events.status == "held")]
    reports = run.pair_meetings.merge(run.articles[["article_id", "outlet"]], on="article_id", how="left")
    open_reports = reports[reports.meeting_id.isna() & reports.article_id.isin(_articles(wanted))]
    return open_reports[~open_reports.status.isin(["cancelled", "denied"])].reset_index(drop=True)


def _articles(events: pd.DataFrame) -> set[str]:
    return {name for names in events.article_ids for name in names.split(";")}


def link_events(run: Study, events: pd.DataFrame) -> list[str | None]:
    """Return, for each event, the link to the words of its first report."""
    return [_first_report(run.pair_meetings, event) for event in events.itertuples()]


def _first_report(reports: pd.DataFrame, event: Any) -> str | None:
    own = reports[reports.article_id.isin(event.article_ids.split(";"))]
    own = own[own.meeting_id == event.event_id] if event.in_record else own[own.meeting_id.isna()]
    same = own[own.status == event.status]
    best = same if len(same) else own
    return evidence_href(best.article_id.iloc[0], "meetings", int(best.start.iloc[0])) if len(best) else None


def find_spread(run: Study, events: pd.DataFrame) -> pd.DataFrame:
    """Return how long after (or before: negative) its meeting each dated article reported it: event (day and place),
    day (of the meeting), day_after, outlet, status, article_id; one row per article and event, by day."""
    import pandas as pd

    columns = ["event", "day", "day_after", "outlet", "status", "article_id"]
    known = zip(run.articles.article_id, run.articles.published, run.articles.outlet, strict=True)
    published = {name: (date, outlet) for name, date, outlet in known}
    rows = []
    for event in events[events.date.notna() & events.status.isin(["held", "planned"])].itertuples():
        if event.date != event.date_high and not event.in_record:
            continue  # a month is no day to count from
        day = dt.date.fromisoformat(event.date)
        where = event.place if isinstance(event.place, str) else "by video" if event.mode == "video" else event.mode
        for name in event.article_ids.split(";"):
            date, outlet = published[name]
            if isinstance(date, str):
                after = (dt.date.fromisoformat(date) - day).days
                rows.append((f"{show_day(day)}, {where}", event.date, after, outlet, event.status, name))
    return pd.DataFrame(rows, columns=columns).sort_values(["day", "day_after", "article_id"], ignore_index=True)
