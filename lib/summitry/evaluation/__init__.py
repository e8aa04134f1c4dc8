"""How wrong are the tables: scores against hand annotation, with intervals, and every error with its span.

Gold is a folder of CSV files named as the tables, with the offsets and the columns that were judged; a column left empty
throughout was not. Each table is complete for the articles that gold knows: its ``articles`` table, or else all that
occur. Rows are paired one to one, best fit first (summitry.evaluation.scoring). Scores: precision, recall and F1 of the
rows; the share right of each judged column over paired rows in which gold or tool says something; "F1 with speaker" and
the like, where a row with a wrong speaker is no hit; zones by characters, sentiment by class, articles by column.
Intervals are 95 % percentile bootstraps over whole articles.
"""

import itertools
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from summitry.corpus import MANIFEST, load, take_off_apostrophes
from summitry.evaluation.scoring import ARTICLE_COLUMNS, RULES, Row, Scorecard, given, plain_number
from summitry.schema import TABLES, columns
from summitry.statistics import share_interval
from summitry.text import READABLE

Tables = Mapping[str, pd.DataFrame]

ERROR_COLUMNS = ("table", "error", "column", "article_id", "start", "end", "text", "gold", "found", "confidence")
TEMPLATE_COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": ARTICLE_COLUMNS,
    "zones": ("zone",),
    **{rule.name: rule.columns for rule in RULES if rule.name == rule.source},
    "frames": ("frame",),
    "sentiment": ("sentiment",),
}
"""The sheets that gold_template writes, and the columns to judge in each."""


class GoldError(ValueError):
    """Gold cannot be used; the message names the table and what is wrong with it."""


@dataclass(frozen=True)
class Evaluation:
    """``scores``: one row per table and measure; ``errors``: one row per error; ``matches``: paired rows by table.

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

    Empty sheets to annotate in are written by ``summitry evaluate out --template sheets``. Tables that only one of the
    two has are left out. *texts* (article_id → text) is needed only for gold rows that give words without offsets.
    Raises GoldError when gold has no usable table or a row cannot be read or placed.
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
        pd.DataFrame(card.scores),
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


def gold_template(tables: Tables | Path | str, folder: Path | str) -> list[Path]:
    """Write one CSV sheet per table into *folder*, to be filled in by hand and given to evaluate; return their paths.

    A sheet lists what the tool found: offsets and words, the columns to judge left empty, since a filled-in guess leads
    the eye. Delete the rows that are nothing, add those that are missing: article_id and text are enough (with
    ``occurrence`` 2, 3 … where the words stand there more than once). Take away the sheets that you do not judge.
    Raises FileExistsError rather than overwrite a sheet.
    """
    ours, paths = read_tables(tables), []
    Path(folder).mkdir(parents=True, exist_ok=True)
    for name, judged in TEMPLATE_COLUMNS.items():
        rows = read_rows(ours, "quotes" if name == "sentiment" else name) or ()
        keys = ["article_id"] if name == "articles" else ["article_id", "start", "end", "text", "occurrence"]
        sheet = [{key: row.get(key) for key in keys} for row in rows]
        paths.append(Path(folder) / f"{name}.csv")
        with paths[-1].open("x", encoding="utf-8", newline="") as file:
            pd.DataFrame(sheet, columns=[*keys, *judged], dtype=object).to_csv(file, index=False, lineterminator="\n")
    return paths


OTHER_TYPES: dict[str, type] = {"start": int, "end": int, "occurrence": int, "sentiment": int, "text": str}
"""Types of columns that only gold has: of the table ``sentiment``, and of sheets that were filled in by hand."""
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
TRUTH = {"true": True, "false": False}


def read_tables(tables: Tables | Path | str) -> Tables:
    """Return the tables of a mapping or folder by name. Raises GoldError when there are none.

    Of a folder that ``parse`` wrote they are those that its manifest names (CorpusError where it is unfinished); any
    other folder's are its CSV and Parquet files.
    """
    if isinstance(tables, Mapping):
        return tables
    folder = Path(tables)
    if (folder / MANIFEST).exists() or (folder / ".unfinished").exists():
        return load(folder).tables
    sheets = {file: pd.read_csv(file, dtype=object, keep_default_na=False) for file in sorted(folder.glob("*.csv"))}
    found = {file.stem: sheet.apply(take_off_apostrophes) for file, sheet in sheets.items()}
    found |= {file.stem: pd.read_parquet(file) for file in sorted(folder.glob("*.parquet"))}
    if not found:
        raise GoldError(f"{folder} holds no table: give a folder with files such as quotes.csv or quotes.parquet")
    return found


def read_rows(tables: Tables, name: str) -> list[Row] | None:
    """Return a table's rows, their cells in the types of the schema, or None where there is no such table.

    Raises GoldError where a cell that should hold a number, or True or False, holds something else.
    """
    if name not in tables:
        return None
    frame = tables[name]
    if "article_id" not in frame.columns:
        raise GoldError(f"table {name} has no column article_id")
    types = OTHER_TYPES | ({c.name: c.type for c in columns(name)} if name in TABLES else {}) | {"article_id": str}
    rows = frame.astype(object).to_dict("records")
    return [{str(key): _read_cell(name, key, value, types.get(key)) for key, value in row.items()} for row in rows]


def _read_cell(table: str, column: str, value: Any, kind: type | None) -> Any:
    if not given(value):
        return None
    if kind is str:
        return value if isinstance(value, str) else plain_number(value)
    if kind is None or not isinstance(value, str):
        return value
    if kind is bool and value.strip().lower() in TRUTH:
        return TRUTH[value.strip().lower()]
    if kind is not bool and NUMBER.fullmatch(value.strip()):
        number = float(value)
        return int(number) if number.is_integer() else number
    wanted = "neither True nor False" if kind is bool else "no number"
    raise GoldError(f"table {table}, column {column}: {value!r} is {wanted}")


def gold_articles(gold: Tables) -> list[str]:
    """Return the articles that gold is about, sorted."""
    listed = read_rows(gold, "articles") or [row for name in gold for row in read_rows(gold, name) or ()]
    return sorted({row["article_id"] for row in listed})


def find_offsets(gold: pd.DataFrame, texts: Mapping[str, str]) -> pd.DataFrame:
    """Return *gold* with the offsets of rows that give only words, looked up in *texts* (article_id → text).

    Raises GoldError where the words do not stand in the article, or stand there twice and no ``occurrence`` says which.
    """
    if not {"start", "text"} <= set(gold.columns) or all(given(value) for value in gold["start"]):
        return gold
    gold = gold.astype(object).copy()
    for index, row in gold.iterrows():
        if not given(row["start"]):
            start = _find_words(row, texts)
            gold.loc[index, "start"], gold.loc[index, "end"] = start, start + len(row["text"])
    return gold


def _find_words(row: Any, texts: Mapping[str, str]) -> int:
    """Return where a row's words begin."""
    text, words = texts.get(str(plain_number(row["article_id"]))), str(row["text"])
    if text is None:
        raise GoldError(f"a row of {row['article_id']} has no offsets, and the article's text was not given")
    starts = [found.start() for found in re.finditer(f"(?={re.escape(words)})", text)] if words else []
    number = int(row["occurrence"]) if given(row.get("occurrence")) else 0
    if not starts or number > len(starts) or (not number and len(starts) > 1):
        times = f"{len(starts)} times" if starts else "nowhere"
        raise GoldError(f"{words[:60]!r} stands {times} in {row['article_id']}: give its offsets or its occurrence")
    return starts[max(number, 1) - 1]


CALIBRATION_BINS = (0.0, 0.5, 0.7, 0.9, 1.0)


JUDGED = {
    "speakers": ("quotes", "speaker"),
    "indirect speech": ("indirect speech", "speaker"),
    "meetings": ("meetings", "status", "mode", "date"),
    "claims": ("claims", "count_low", "count_high", "verdict"),
    "publication days": ("articles", "published"),
}
"""What states how sure it is: whose matches, and the columns that must be right; where the first is null it abstained."""


def calibration(found: Evaluation) -> pd.DataFrame:
    """Return how often rows of each confidence were right: what 0.9 promises and what it keeps.

    One row per kind (JUDGED) and bin that holds anything, in order: what, n, mean_confidence, share_right, low, high
    (Wilson's 95 % interval). A meeting or claim that the annotation lacks is wrong.
    """
    rows, alone = [], found.errors[found.errors.error == "spurious"]
    for what, (table, *judged) in JUDGED.items():
        matched = [
            row for row in found.matches.get(table, pd.DataFrame()).to_dict("records") if given(row["confidence"])
        ]
        known = [
            (float(row["confidence"]), all(row.get(f"{column}_right", True) for column in judged))
            for row in matched
            if given(row.get(f"found_{judged[0]}"))
        ]
        if len(judged) > 1:
            known += [(float(sure), False) for sure in alone.confidence[alone.table == table] if given(sure)]
        for low, high in itertools.pairwise(CALIBRATION_BINS):
            if inside := [(sure, right) for sure, right in known if low <= sure < high or sure == high == 1]:
                n, total, hits = len(inside), *map(sum, zip(*inside, strict=True))
                rows.append((what, n, total / n, hits / n, *share_interval(hits, n, "wilson")))
    return pd.DataFrame(rows, columns=["what", "n", "mean_confidence", "share_right", "low", "high"])
