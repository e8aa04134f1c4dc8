"""Gold: tables to be compared, ours and an annotator's, read into rows whose cells have the schema's types."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from summitry.corpus import MANIFEST, load, take_off_apostrophes
from summitry.schema import TABLES, columns

Row = dict[str, Any]
Tables = Mapping[str, pd.DataFrame]

OTHER_TYPES: dict[str, type] = {"start": int, "end": int, "occurrence": int, "sentiment": int, "text": str}
"""Types of columns that only gold has: of the table ``sentiment``, and of sheets that were filled in by hand."""
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
TRUTH = {"true": True, "false": False}


class GoldError(ValueError):
    """Gold cannot be used; the message names the table and what is wrong with it."""


def given(value: Any) -> bool:
    """Tell whether a cell says something (not None, NaN, <NA> or empty).

    >>> [given(v) for v in (0, "", None, float("nan"), "x")]
    [True, False, False, False, True]
    """
    if value is None or value == "":
        return False
    try:
        return bool(value == value)
    except TypeError:  # <NA> == <NA> is <NA>, which is neither true nor false
        return False


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
    found = {file.stem: _read_cells(file) for file in sorted(folder.glob("*.csv"))}
    found |= {file.stem: pd.read_parquet(file) for file in sorted(folder.glob("*.parquet"))}
    if not found:
        raise GoldError(f"{folder} holds no table: give a folder with files such as quotes.csv or quotes.parquet")
    return found


def _read_cells(file: Path) -> pd.DataFrame:
    cells = pd.read_csv(file, dtype=object, keep_default_na=False)
    return cells.apply(take_off_apostrophes)


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


def plain_number(value: Any) -> Any:
    """Return a number as text, whole ones without a fraction; anything else as it is.

    >>> plain_number(27.0), plain_number(1), plain_number("x")
    ('27', '1', 'x')
    """
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return str(int(value)) if value == int(value) else str(value)


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
