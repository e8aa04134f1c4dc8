"""How wrong are the tables: scores against hand annotation, with intervals, and every error with its span.

Works with any gold in the schema's columns, whole or in part: a folder of CSV files named as the tables, of which
only the offsets and the columns that were judged are needed. Each gold table is taken as complete for the articles
that gold knows (its ``articles`` table, or else all articles that occur in it); a column that gold leaves empty
throughout was not judged. What is counted, per table:

- rows are paired one to one, best fit first (summitry.evaluation.scoring): quotations where at least half of the
  characters that either covers are shared, marks apart; mentions, dates, claims and labels where they share a
  character; frames where the sentence and the frame are the same; meetings once per article and meeting, by
  meeting_id, else by date;
- precision, recall and F1 of the rows; then the share right of every judged column over paired rows in which gold or
  tool says something; then "F1 with speaker" and the like, in which a row with a wrong speaker is no hit;
- zones by characters; sentiment by class; articles by column;
- intervals are 95 % percentile bootstraps over whole articles.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from summitry.evaluation.gold import GoldError, Row, Tables, find_offsets, given, gold_articles, read_rows, read_tables
from summitry.evaluation.scoring import ARTICLE_COLUMNS, RULES, Scorecard
from summitry.statistics import share_interval
from summitry.text import READABLE

SCORE_COLUMNS = ("table", "measure", "value", "low", "high", "n", "articles")
ERROR_COLUMNS = ("table", "error", "column", "article_id", "start", "end", "text", "gold", "found", "confidence")
TEMPLATE_COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": ARTICLE_COLUMNS,
    "zones": ("zone",),
    **{rule.name: rule.columns for rule in RULES if rule.name == rule.source},
    "frames": ("frame",),
    "sentiment": ("sentiment",),
}
"""The sheets that gold_template writes, and the columns to judge in each."""


@dataclass(frozen=True)
class Evaluation:
    """``scores``: one row per table and measure; ``errors``: one row per error; ``matches``: paired rows per table.

    scores: value, low and high as shares (0 to 1), null where there is nothing to score or too little for an
    interval; n is what the share is of. errors: ``error`` is missed, spurious or wrong (then ``column`` names what).
    matches: columns of gold and tool side by side as ``gold_…`` and ``found_…``, with ``…_right``.
    """

    scores: pd.DataFrame
    errors: pd.DataFrame
    matches: Mapping[str, pd.DataFrame] = field(default_factory=dict)

    def score(self, table: str, measure: str) -> float | None:
        """Return one value, or None where there is none."""
        rows = self.scores[(self.scores["table"] == table) & (self.scores["measure"] == measure)]
        return float(rows["value"].iloc[0]) if len(rows) and given(rows["value"].iloc[0]) else None


def evaluate(
    tables: Tables | Path | str, gold: Tables | Path | str, seed: int = 0, texts: Mapping[str, str] | None = None
) -> Evaluation:
    """Score *tables* against *gold*, your own annotation; both a mapping name → DataFrame or a folder of Parquet or CSV.

    >>> found = evaluate("out", "data/gold")             # doctest: +SKIP
    >>> found.scores, found.errors                       # doctest: +SKIP

    The scores are precision, recall and F1 with intervals; the errors stand each with its place. Empty sheets to
    annotate in are written by ``summitry evaluate out --template sheets``.

    Tables that only one of the two has are left out. *texts* (article_id → text) is needed only for gold rows that
    give words without offsets. Raises GoldError when gold has no usable table or a row cannot be read or placed.
    """
    ours, truth = read_tables(tables), read_tables(gold)
    truth = {name: find_offsets(truth[name], texts or {}) for name in truth if name in TEMPLATE_COLUMNS}
    card = Scorecard(gold_articles(truth), seed)
    if not card.articles:
        raise GoldError("gold has no rows")
    readable = read_rows(truth, "zones")
    for rule in RULES:
        expected, found = read_rows(truth, rule.source), read_rows(ours, rule.source)
        if expected is not None and found is not None:
            card.score_rows(rule, expected, _within(readable, found) if rule.readable_only and readable else found)
    for name, source, score in (
        ("zones", "zones", card.score_zones),
        ("articles", "articles", card.score_articles),
        ("sentiment", "quotes", card.score_sentiment),
    ):
        expected, found = read_rows(truth, name), read_rows(ours, source)
        if expected is not None and found is not None:
            score(expected, found)
    if not card.scores:
        raise GoldError(f"gold has no table that can be scored: it needs one of {', '.join(TEMPLATE_COLUMNS)}")
    return Evaluation(
        pd.DataFrame(card.scores, columns=list(SCORE_COLUMNS)),
        pd.DataFrame(card.errors, columns=list(ERROR_COLUMNS), dtype=object),
        {name: pd.DataFrame(rows, dtype=object) for name, rows in card.matches.items()},
    )


def _within(zones: Iterable[Row], found: Iterable[Row]) -> list[Row]:
    """Return the rows *found* that begin in gold's readable *zones*: elsewhere gold is silent."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for zone in zones:
        if zone["zone"] in READABLE:
            spans.setdefault(zone["article_id"], []).append((zone["start"], zone["end"]))
    return [row for row in found if any(a <= row["start"] < b for a, b in spans.get(row["article_id"], ()))]


def gold_template(
    tables: Tables | Path | str, folder: Path | str, articles: Iterable[str] = (), *, prefill: bool = False
) -> list[Path]:
    """Write one CSV sheet per table into *folder*, to be filled in by hand and given to evaluate; return their paths.

    A sheet lists what the tool found in *articles* (all, where none are named): offsets and words, the columns to
    judge left empty, since a filled-in guess leads the eye; *prefill* fills them in all the same. Delete the rows
    that are nothing, add those that are missing: article_id and text are enough (with ``occurrence`` 2, 3 … where
    the words stand there more than once). Take away the sheets that you do not judge. Raises FileExistsError rather
    than overwrite a sheet.
    """
    ours, wanted, paths = read_tables(tables), set(articles), []
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, columns in TEMPLATE_COLUMNS.items():
        rows = read_rows(ours, "quotes" if name == "sentiment" else name) or ()
        keys = ["article_id"] if name == "articles" else ["article_id", "start", "end", "text", "occurrence"]
        sheet = [
            {key: row.get(key) for key in keys} | {c: row.get(c) if prefill else None for c in columns}
            for row in rows
            if not wanted or row["article_id"] in wanted
        ]
        paths.append(Path(folder) / f"{name}.csv")
        with paths[-1].open("x", encoding="utf-8", newline="") as file:
            pd.DataFrame(sheet, columns=[*keys, *columns], dtype=object).to_csv(file, index=False, lineterminator="\n")
    return paths


# --- floors and calibration -----------------------------------------------------------------------------------------


def check_floors(evaluation: Evaluation, floors: pd.DataFrame | Path | str) -> list[str]:
    """Return one sentence for every score below its floor, or that is gone; none when all hold.

    *floors*: columns table, measure, floor (a share), as a DataFrame or CSV file.
    """
    rows = floors if isinstance(floors, pd.DataFrame) else pd.read_csv(floors)
    sentences = []
    for row in rows.to_dict("records"):
        value = evaluation.score(row["table"], row["measure"])
        name = f"{row['table']}: {row['measure']}"
        if value is None:
            sentences.append(f"{name} could not be scored, but its floor is {row['floor']:.3f}.")
        elif value < row["floor"]:
            sentences.append(f"{name} is {value:.3f}, below its floor of {row['floor']:.3f}.")
    return sentences


def calibration(matched: pd.DataFrame, right: str = "speaker_right", bins: Sequence[float] = ()) -> pd.DataFrame:
    """Return how often matched rows of each confidence were right: what 0.9 promises and what it keeps.

    *matched* is ``Evaluation.matches["quotes"]`` or the like; rows in which the tool abstained are left out. One row
    per bin that holds anything, in order: bin_low, bin_high, n, mean_confidence, share_right, low, high (Wilson's 95 %
    interval).
    """
    edges = list(bins) or [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0]
    answer = "found_" + right.removesuffix("_right")
    told = [row for row in matched.to_dict("records") if given(row["confidence"]) and given(row.get(answer, True))]
    known = [(float(row["confidence"]), bool(row[right])) for row in told]
    rows = []
    for low, high in itertools.pairwise(edges):
        inside = [(c, r) for c, r in known if low <= c < high or (high == edges[-1] and c == high)]
        if inside:
            hits = sum(r for _, r in inside)
            mean = sum(c for c, _ in inside) / len(inside)
            interval = share_interval(hits, len(inside), "wilson")
            rows.append((low, high, len(inside), mean, hits / len(inside), *interval))
    names = ["bin_low", "bin_high", "n", "mean_confidence", "share_right", "low", "high"]
    return pd.DataFrame(rows, columns=names)
