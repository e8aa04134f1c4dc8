"""How wrong are the tables: scores against hand annotation, with intervals, and every error with its span.

Works with any gold in the schema's columns, whole or in part: a folder of CSV files named as the tables, of which
only the offsets and the columns that were judged are needed. Each gold table is taken as complete for the articles
that gold knows (its ``articles`` table, or else all articles that occur in it); a column that gold leaves empty
throughout was not judged. What is counted, per table:

- rows are paired one to one, best fit first (summitry.matching): quotations where at least half of the characters
  that either covers are shared, marks apart; mentions, dates, claims and labels where they share a character; frames
  where the sentence and the frame are the same; meetings once per article and meeting, by meeting_id, else by date;
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
from typing import TYPE_CHECKING, Any

from summitry.corpus.storage import take_off_apostrophes
from summitry.evaluation import matching
from summitry.evaluation.matching import Rule, given
from summitry.evaluation.scoring import ARTICLE_COLUMNS, Scorecard
from summitry.statistics import share_interval

if TYPE_CHECKING:
    import pandas as pd

    Tables = Mapping[str, pd.DataFrame] | Path | str

SCORE_COLUMNS = ("table", "measure", "value", "low", "high", "n", "articles")
ERROR_COLUMNS = (
    *("table", "error", "column", "article_id", "start", "end", "text"),
    *("gold", "found", "confidence"),
)

TEMPLATE_COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": ARTICLE_COLUMNS,
    "zones": ("zone",),
    **{name: rule.columns for name, rule in matching.RULES.items() if name != "indirect speech"},
    "frames": ("frame",),
    "sentiment": ("sentiment",),
}
"""The sheets that gold_template writes, and the columns to judge in each."""


class GoldError(ValueError):
    """Gold cannot be used; the message names the table and what is wrong with it."""


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


# --- reading --------------------------------------------------------------------------------------------------------


def read_tables(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return the tables of a mapping or folder (Parquet or CSV) by name. Raises GoldError when there are none."""
    import pandas as pd

    if isinstance(tables, Mapping):
        return dict(tables)
    folder = Path(tables)
    found = {file.stem: _read_cells(file) for file in sorted(folder.glob("*.csv"))}
    found |= {file.stem: pd.read_parquet(file) for file in sorted(folder.glob("*.parquet"))}
    if not found:
        raise GoldError(f"{folder} holds no table: give a folder with files such as quotes.csv or quotes.parquet")
    return found


def _read_cells(file: Path) -> pd.DataFrame:
    import pandas as pd

    cells = pd.read_csv(file, dtype=object, keep_default_na=False)
    return cells.apply(take_off_apostrophes)


def read_rows(tables: Mapping[str, pd.DataFrame], name: str) -> list[dict[str, Any]] | None:
    """Return a table's rows as dicts, or None where there is no such table; cells of CSV files become numbers."""
    if name not in tables:
        return None
    frame = tables[name]
    if "article_id" not in frame.columns:
        raise GoldError(f"table {name} has no column article_id")
    rows = frame.astype(object).to_dict("records")
    return [{str(key): _cell(value) for key, value in row.items()} for row in rows]


def _cell(value: Any) -> Any:
    if not given(value):
        return None
    if isinstance(value, str):
        try:
            return float(value) if not value.isdigit() else int(value)
        except ValueError:
            return {"True": True, "False": False}.get(value, value)
    return value


def gold_articles(gold: Mapping[str, pd.DataFrame]) -> list[str]:
    """Return the articles that gold is about, sorted."""
    listed = read_rows(gold, "articles") or [row for name in gold for row in read_rows(gold, name) or ()]
    return sorted({str(row["article_id"]) for row in listed})


# --- evaluating -----------------------------------------------------------------------------------------------------


def evaluate(tables: Tables, gold: Tables, seed: int = 0, texts: Mapping[str, str] | None = None) -> Evaluation:
    """Score *tables* against *gold*, your own annotation; both a mapping name → DataFrame or a folder of Parquet or CSV.

    >>> found = evaluate("out", "data/gold")             # doctest: +SKIP
    >>> found.scores, found.errors                       # doctest: +SKIP

    The scores are precision, recall and F1 with intervals; the errors stand each with its place. Empty sheets to
    annotate in are written by ``summitry evaluate out --template sheets``.

    Tables that only one of the two has are left out. *texts* (article_id → text) is needed only for gold rows that
    give words without offsets. Raises GoldError when gold has no usable table or a row cannot be placed.
    """
    import pandas as pd

    ours, truth = read_tables(tables), {name: t for name, t in read_tables(gold).items() if name in TEMPLATE_COLUMNS}
    truth = {name: find_offsets(frame, texts or {}) for name, frame in truth.items()}
    work = Scorecard(gold_articles(truth), seed)
    if not work.articles:
        raise GoldError("gold has no rows")
    for name, rule in matching.RULES.items():
        source = "quotes" if name == "indirect speech" else name
        expected, found = read_rows(truth, source), read_rows(ours, source)
        if expected is not None and found is not None:
            work.score_rows(name, rule, expected, _within(found, rule, truth))
    work.score_zones(read_rows(truth, "zones"), read_rows(ours, "zones"))
    work.score_articles(read_rows(truth, "articles"), read_rows(ours, "articles"))
    work.score_sentiment(read_rows(truth, "sentiment"), read_rows(ours, "quotes"))
    if not work.scores:
        raise GoldError(f"gold has no table that can be scored: it needs one of {', '.join(matching.RULES)}")
    return Evaluation(
        pd.DataFrame(work.scores, columns=list(SCORE_COLUMNS)),
        pd.DataFrame(work.errors, columns=list(ERROR_COLUMNS), dtype=object),
        {name: pd.DataFrame(rows, dtype=object) for name, rows in work.matches.items()},
    )


def _within(found: list[dict[str, Any]], rule: Rule, gold: Mapping[str, pd.DataFrame]) -> list[dict[str, Any]]:
    """Leave out rows outside gold's readable zones, where the rule says that gold is silent there."""
    zones = read_rows(gold, "zones")
    if not rule.readable_only or not zones:
        return found
    spans: dict[str, list[tuple[int, int]]] = {}
    for zone in zones:
        if zone["zone"] in matching.READABLE:
            spans.setdefault(zone["article_id"], []).append((zone["start"], zone["end"]))
    return [row for row in found if any(a <= row["start"] < b for a, b in spans.get(row["article_id"], ()))]


# --- sheets for annotators -------------------------------------------------------------------------------------------


def gold_template(
    tables: Tables, folder: Path | str, articles: Iterable[str] = (), *, prefill: bool = False
) -> list[Path]:
    """Write one CSV sheet per table into *folder*, to be filled in by hand and given to evaluate; return their paths.

    A sheet lists what the tool found in *articles* (all, where none are named): offsets and words, the columns to
    judge left empty, since a filled-in guess leads the eye; *prefill* fills them in all the same. Delete the rows
    that are nothing, add those that are missing: article_id and text are enough (with ``occurrence`` 2, 3 … where
    the words stand there more than once). Take away the sheets that you do not judge. Raises FileExistsError rather
    than overwrite a sheet.
    """
    import pandas as pd

    ours, wanted, paths = read_tables(tables), set(articles), []
    for name, columns in TEMPLATE_COLUMNS.items():
        source = "quotes" if name == "sentiment" else name
        rows = [row for row in read_rows(ours, source) or () if not wanted or row["article_id"] in wanted]
        keys = ["article_id"] if name == "articles" else ["article_id", "start", "end", "text", "occurrence"]
        sheet = [
            {key: row.get(key) for key in keys} | {c: row.get(c) if prefill else None for c in columns} for row in rows
        ]
        path = Path(folder) / f"{name}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8", newline="") as file:
            pd.DataFrame(sheet, columns=[*keys, *columns], dtype=object).to_csv(file, index=False, lineterminator="\n")
        paths.append(path)
    return paths


def find_offsets(gold: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return *gold* with the offsets of rows that give only words, looked up in *texts* (article_id → text).

    Raises GoldError where the words do not stand in the article, or stand there twice and no ``occurrence`` says which.
    """
    if not {"start", "text"} <= set(gold.columns) or all(given(value) for value in gold["start"]):
        return gold
    gold = gold.astype(object).copy()
    for index, row in gold.iterrows():
        if not given(row["start"]):
            start = _place(row, texts)
            gold.loc[index, "start"], gold.loc[index, "end"] = start, start + len(row["text"])
    return gold


def _place(row: Any, texts: Mapping[str, str]) -> int:
    """Return where a row's words begin."""
    text, words = texts.get(str(row["article_id"])), str(row["text"])
    if text is None:
        raise GoldError(f"a row of {row['article_id']} has no offsets, and the article's text was not given")
    starts, at = [], text.find(words) if words else -1
    while at >= 0:
        starts.append(at)
        at = text.find(words, at + 1)
    number = int(row["occurrence"]) if given(row.get("occurrence")) else 0
    if not starts or number > len(starts) or (not number and len(starts) > 1):
        times = f"{len(starts)} times" if starts else "nowhere"
        raise GoldError(f"{words[:60]!r} stands {times} in {row['article_id']}: give its offsets or its occurrence")
    return starts[max(number, 1) - 1]


# --- floors and calibration -----------------------------------------------------------------------------------------


def check_floors(evaluation: Evaluation, floors: pd.DataFrame | Path | str) -> list[str]:
    """Return one sentence for every score below its floor, or that is gone; none when all hold.

    *floors*: columns table, measure, floor (a share), as a DataFrame or CSV file.
    """
    import pandas as pd

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

    *matched* is ``Evaluation.matches["quotes"]`` or the like; rows in which the tool abstained are left out. One row per bin that holds anything, in order:
    bin_low, bin_high, n, mean_confidence, share_right, low, high (Wilson's 95 % interval).
    """
    import pandas as pd

    edges = list(bins) or [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0]
    answer = "found_" + right.removesuffix("_right")
    told = [row for row in matched.to_dict("records") if given(row["confidence"]) and given(row.get(answer, True))]
    known = [(float(row["confidence"]), bool(row[right])) for row in told]
    rows = []
    for low, high in itertools.pairwise(edges):
        inside = [(c, r) for c, r in known if low <= c < high or (high == edges[-1] and c == high)]
        if inside:
            hits = sum(r for _, r in inside)
            interval = share_interval(hits, len(inside), "wilson")
            mean = sum(c for c, _ in inside) / len(inside)
            rows.append((low, high, len(inside), mean, hits / len(inside), *interval))
    names = ["bin_low", "bin_high", "n", "mean_confidence", "share_right", "low", "high"]
    return pd.DataFrame(rows, columns=names)
