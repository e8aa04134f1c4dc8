"""Records: the rows of tables (JSON, CSV, Parquet, DataFrame) as articles with the facts that stand beside them."""

from __future__ import annotations

import csv
import functools
import io
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from summitry.articles.formats import FormatError
from summitry.text import read_words

if TYPE_CHECKING:
    import pandas as pd

STATED_KEYS = ("outlet", "title", "published", "url", "author")


class Record(NamedTuple):
    """One article before it has an id: its text, its own key if it has one, and what is stated beside it."""

    text: str
    stated: dict[str, str]
    key: str = ""


@functools.cache
def _aliases() -> dict[str, str]:
    return {row["column"]: row["key"] for row in read_words("columns")}


def name_columns(names: Iterable[str]) -> dict[str, list[str]]:
    """Return which of *names* hold text, title, outlet …, the best first: by their order in words/columns.csv.

    >>> name_columns(["Title", "body", "domain", "notes"])
    {'text': ['body'], 'outlet': ['domain'], 'title': ['Title']}
    """
    given = {str(name).strip().lower().replace(" ", "_"): str(name) for name in names}
    found: dict[str, list[str]] = {}
    for alias, key in _aliases().items():
        if alias in given:
            found.setdefault(key, []).append(given[alias])
    return found


def read_value(value: Any) -> str:
    """Return a cell or JSON value as text: lists joined, the name of a named thing, nothing for null.

    >>> read_value(["Li Wei", "Ann Lee"]), read_value({"id": None, "name": "The Post"}), read_value(float("nan"))
    ('Li Wei, Ann Lee', 'The Post', '')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, Mapping):
        return read_value(value.get("name") or value.get("title"))
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(read_value, value)))
    if hasattr(value, "isoformat"):
        return str(value.isoformat()) if value == value else ""
    return str(value)


def without_halves(words: str) -> str:
    """Return *words* with U+FFFD for each half of a surrogate pair that stands alone: no file can hold one.

    >>> without_halves("a\\ud800b")
    'a\ufffdb'
    """
    if words.isascii():
        return words
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def read_row(row: Mapping[str, Any], columns: Mapping[str, list[str]]) -> Record:
    """Return the record in *row*; its text is empty where the row has none."""

    def first(key: str) -> str:
        values = (without_halves(read_value(row.get(name))) for name in columns.get(key, ()))
        return next((value for value in values if value.strip()), "")

    stated = {key: value.strip() for key in STATED_KEYS if (value := first(key)).strip()}
    return Record(first("text"), stated, first("id").strip())


def _need_text(names: Iterable[str]) -> dict[str, list[str]]:
    names = [str(name) for name in names]
    columns = name_columns(names)
    if "text" not in columns:
        shown = ", ".join(names[:12])
        raise FormatError(f"there is no column with the articles' text (text, body or content); it has: {shown}")
    return columns


# --- JSON -----------------------------------------------------------------------------------------------------------


def read_json(text: str) -> list[Record | FormatError]:
    """Return the records of a JSON file: one article, a list of them, or a list under a name (articles, data …).

    Raises FormatError when it is not JSON or holds no article.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return list(read_json_lines(io.StringIO(text)))
    if isinstance(value, Mapping) and "text" not in name_columns(value):
        value = next((inner for inner in value.values() if isinstance(inner, list) and inner), [value])
    rows = [row for row in (value if isinstance(value, list) else [value]) if isinstance(row, Mapping)]
    if not rows:
        raise FormatError("the JSON holds no articles")
    _need_text(dict.fromkeys(name for row in rows[:50] for name in row))
    return [read_row(row, name_columns(row)) for row in rows]


def read_json_lines(lines: Iterable[str]) -> Iterator[Record | FormatError]:
    """Yield the records of a JSON Lines file, and a FormatError for each line that is no article."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield FormatError(f"line {number} is not JSON")
            continue
        columns = name_columns(row) if isinstance(row, Mapping) else {}
        yield (
            read_row(row, columns) if "text" in columns else FormatError(f"line {number} has no text, body or content")
        )


# --- tables ---------------------------------------------------------------------------------------------------------


def read_csv(lines: Iterable[str], first: str) -> Iterator[Record]:
    """Yield the records of a CSV file; *first* is its first line, which tells comma, semicolon or tab."""
    csv.field_size_limit(50_000_000)
    delimiter = max(",;\t", key=first.count)
    try:
        rows = csv.DictReader(lines, delimiter=delimiter)
        columns = _need_text(rows.fieldnames or [])
        for row in rows:
            yield read_row(row, columns)
    except csv.Error as error:
        raise FormatError(f"the CSV is broken: {error}") from None


def read_parquet(file: Any, largest: int) -> Iterator[Record | FormatError]:
    """Yield the records of a Parquet file, row by row; a FormatError for a text of more than *largest* bytes."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    try:
        names = pq.read_schema(file).names
        columns = _need_text(names)
        wanted = [name for found in columns.values() for name in found]
        # one text in a million rows is stored once: it must not be unpacked a million times before it is looked at
        table = pq.ParquetFile(file, read_dictionary=[name for name in wanted if name in columns["text"]])
        for batch in table.iter_batches(batch_size=100, columns=wanted):
            sizes = [_binary_length(batch[name]) for name in columns["text"]]
            if max((pc.max(size).as_py() or 0 for size in sizes), default=0) > largest:
                yield FormatError(f"it has a text that is larger than {largest:,} bytes, which no article is")
                return
            for number in range(batch.num_rows):
                yield read_row({name: batch[name][number].as_py() for name in wanted}, columns)
    except (pa.ArrowException, OSError) as error:
        raise FormatError(f"it is no Parquet file that can be read: {error}") from None


def _binary_length(texts: Any) -> Any:
    """Return the length of each distinct text (nothing for what is no text)."""
    import pyarrow as pa
    import pyarrow.compute as pc

    texts = texts.dictionary if pa.types.is_dictionary(texts.type) else texts
    return (
        pc.binary_length(texts)
        if pa.types.is_large_string(texts.type) or pa.types.is_string(texts.type)
        else texts.slice(0, 0)
    )


def read_frame(frame: pd.DataFrame) -> Iterator[Record]:
    """Yield the records of a DataFrame. Raises FormatError when it has no text column."""
    columns = _need_text(frame.columns)
    for values in frame.itertuples(index=False, name=None):
        yield read_row(dict(zip(map(str, frame.columns), values, strict=True)), columns)
