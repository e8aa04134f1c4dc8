"""For notebook 01: the counts that the articles and count-claims.csv claim, each with the record's verdict."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from summitry.claims import judging
from summitry.summaries.record import first_day, last_day

if TYPE_CHECKING:
    import pandas as pd

    from summitry.study import Study

CLAIM_COLUMNS = [
    "date",
    "speaker",
    "claimed",
    "count_low",
    "count_high",
    "window_start",
    "window_end",
    "record_low",
    "record_high",
    "verdict",
    "why",
    "origin",
    "source",
    "from_beginning",
    "article_id",
    "start",
]
NEAR = 120
"""Days within which a claim's window begins with the record."""


def list_claims(run: Study) -> pd.DataFrame:
    """Return the articles' count claims by date: the columns of claims, and published, outlet, date (of publication,
    else the last day that the claim counts to; null where neither is known), origin."""
    rows = run.claims.merge(run.articles[["article_id", "published", "outlet"]], on="article_id", how="left")
    return rows.assign(date=rows.published.fillna(rows.window_end), origin="articles").sort_values(
        ["date", "article_id", "start"], na_position="last", ignore_index=True
    )


def list_all_claims(run: Study) -> pd.DataFrame:
    """Return the checkable claims of the articles (each count once an article) and of count-claims.csv, by date.

    Columns CLAIM_COLUMNS; claimed: the count in words; from_beginning: whether the window begins with the record (or
    is not stated), so that the claim can stand over the cumulative count.
    """
    import numpy as np
    import pandas as pd

    judged = judging.judge_reference_claims(run.reference, run.participants)
    published = pd.DataFrame([_as_row(one) for one in judged], columns=CLAIM_COLUMNS)
    own = _once_an_article(list_claims(run)).assign(source=lambda rows: rows.outlet)
    parts = [part.reindex(columns=CLAIM_COLUMNS).astype(object) for part in (own, published)]
    rows = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    rows = rows[rows.verdict.isin(["agrees", "disagrees"])]
    first, last = first_day(run), last_day(run)
    inside = [_in_window(row, first.isoformat(), last.isoformat()) for row in rows.itertuples()]
    rows = rows[np.array(inside, dtype=bool)].sort_values(
        ["date", "origin", "speaker", "count_low"], na_position="last", ignore_index=True
    )
    return rows.assign(
        claimed=[show_count(row) for row in rows.itertuples()],
        from_beginning=np.array(
            [_from_beginning(row, first, bool(run.since)) for row in rows.itertuples()], dtype=bool
        ),
    )


def _once_an_article(claims: pd.DataFrame) -> pd.DataFrame:
    """Return *claims* without those that repeat a count in the same article, keeping the one with a speaker."""
    named = claims.assign(unnamed=claims.speaker.isna()).sort_values("unnamed", kind="stable")
    kept = named.drop_duplicates(["article_id", "count_low", "count_high", "window_start", "window_end"])
    return kept.drop(columns="unnamed").sort_index()


def _in_window(claim: Any, first: str, last: str) -> bool:
    """Tell whether a claim was made in the window, by the day that is known (a year counts where it can lie in it)."""
    if not isinstance(claim.date, str):
        return True
    return first[: len(claim.date)] <= claim.date <= last[: len(claim.date)]


def _from_beginning(claim: Any, begin: dt.date, since: bool) -> bool:
    """Tell whether a claim can stand over the cumulative count: it has a day and counts from the curve's beginning."""
    if not isinstance(claim.date, str) or len(claim.date) != 10:
        return False
    if not isinstance(claim.window_start, str):
        return not since
    return abs((dt.date.fromisoformat(claim.window_start) - begin).days) <= NEAR


def show_count(claim: Any) -> str:
    """Return what a claim counts: 42, 27–29, or "41 or more"."""
    import pandas as pd

    low, high = claim.count_low, claim.count_high
    if pd.isna(high):
        return f"{int(low)} or more"
    return str(int(low)) if int(high) == int(low) else f"{int(low)}–{int(high)}"


def _as_row(one: judging.JudgedClaim) -> dict[str, Any]:
    claim, judgement = one.claim, one.judgement
    return {
        "date": claim.date, "speaker": claim.speaker, "count_low": claim.count_low, "count_high": claim.count_high,
        "window_start": claim.window_start.isoformat(), "window_end": claim.window_end.isoformat(),
        "record_low": judgement.record_low, "record_high": judgement.record_high, "verdict": judgement.verdict,
        "why": judgement.why, "origin": "count-claims.csv", "source": claim.source,
    }  # fmt: skip
