"""For notebook 01: the counts that the articles and count-claims.csv claim, each with the record's verdict."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from typing import Any

import numpy as np
import pandas as pd

from summitry import claims
from summitry.study import Study
from summitry.summaries.meetings import JUDGED, first_day, last_day, list_claims

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


def list_all_claims(run: Study) -> pd.DataFrame:
    """Return the checkable claims of the articles (each count once an article) and of count-claims.csv, by date.

    Columns CLAIM_COLUMNS; claimed: the count in words; from_beginning: whether the window begins with the record (or
    is not stated), so that the claim can stand over the cumulative count.
    """
    judged = claims.judge_reference_claims(run.reference, run.participants)
    published = pd.DataFrame([_as_row(one) for one in judged], columns=CLAIM_COLUMNS)
    own = _once_an_article(list_claims(run)).assign(source=lambda rows: rows.outlet)
    parts = [part.reindex(columns=CLAIM_COLUMNS).astype(object) for part in (own, published)]
    rows = pd.concat([part for part in parts if len(part)] or parts, ignore_index=True)
    rows = rows[rows.verdict.isin(JUDGED)]
    first, last = first_day(run), last_day(run)
    inside = [_was_made_between(row, first.isoformat(), last.isoformat()) for row in rows.itertuples()]
    rows = rows[np.array(inside, dtype=bool)].sort_values(
        ["date", "origin", "speaker", "count_low"], na_position="last", ignore_index=True
    )
    begins = [_counts_from(row, first, bool(run.since)) for row in rows.itertuples()]
    claimed = [show_count(row) for row in rows.itertuples()]
    return rows.assign(claimed=claimed, from_beginning=np.array(begins, dtype=bool))


def _once_an_article(claims: pd.DataFrame) -> pd.DataFrame:
    """Return *claims* without those that repeat a count in the same article, keeping the one with a speaker."""
    named = claims.assign(unnamed=claims.speaker.isna()).sort_values("unnamed", kind="stable")
    once = named.drop_duplicates(["article_id", "count_low", "count_high", "window_start", "window_end"])
    return once.drop(columns="unnamed").sort_index()


def _was_made_between(claim: Any, first: str, last: str) -> bool:
    """Tell whether a claim was made in the window, by the day that is known (a year counts where it can lie in it)."""
    if not isinstance(claim.date, str):
        return True
    return first[: len(claim.date)] <= claim.date <= last[: len(claim.date)]


def _counts_from(claim: Any, begin: dt.date, since: bool) -> bool:
    """Tell whether a claim can stand over the cumulative count: it has a day and counts from the curve's beginning."""
    if not isinstance(claim.date, str) or len(claim.date) != 10:
        return False
    if not isinstance(claim.window_start, str):
        return not since
    return abs((dt.date.fromisoformat(claim.window_start) - begin).days) <= NEAR


def show_count(claim: Any) -> str:
    """Return what a claim counts: 42, 27–29, or "41 or more"."""
    low, high = claim.count_low, claim.count_high
    if pd.isna(high):
        return f"{int(low)} or more"
    return str(int(low)) if int(high) == int(low) else f"{int(low)}–{int(high)}"


def _as_row(one: claims.JudgedClaim) -> dict[str, Any]:
    claim, judgement = asdict(one.claim), asdict(one.judgement)
    window = {name: claim[name].isoformat() for name in ("window_start", "window_end")}
    return {**claim, **judgement, **window, "origin": "count-claims.csv"}
