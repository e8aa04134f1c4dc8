"""Tables: the rows (JSON, CSV, Parquet, DataFrame) as articles with the facts that stand beside them."""

from __future__ import annotations

import contextlib
import csv
import functools
import gzip
import io
import itertools
import json
import math
from collections.abc import Iterable, Iterator, Mapping
from typing import IO, TYPE_CHECKING, Any, AnyStr, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from summitry.articles.formats import FormatError, open_text, read_lines
from summitry.text import read_words

if TYPE_CHECKING:
    import pandas as pd

STATED_KEYS = ("outlet", "title", "published", "url", "author")
LARGEST_WHOLE = 100_000_000
"""Bytes or characters of a file that is read as a whole."""


class Record(NamedTuple):
    """One article before it has an id: its text, what is stated beside it, its own key if it has one.

    ``alone``: it is all that its file holds, so the file's stem is its id.
    """

    text: str
    stated: dict[str, str]
    key: str = ""
    alone: bool = False


Records = Iterable[Record | FormatError]
"""The records of a file, with a FormatError in the place of each that cannot be read."""


def read_table(raw: IO[bytes], suffix: str, largest: int) -> tuple[str, Records]:
    """Return the encoding and the records of a file of that kind (.json, .jsonl, .csv, .parquet …), row by row.

    Raises FormatError, at once or on the way, where the file is none of its kind or has no text column.
    """
    if suffix == ".parquet":
        packed = isinstance(raw, gzip.GzipFile)  # which cannot be read from its end, as Parquet is
        return "utf-8", read_parquet(io.BytesIO(_read_whole(raw)) if packed else raw, largest)
    has_columns = suffix in (".csv", ".tsv")
    text, encoding = open_text(raw, newline="" if has_columns else None)
    if suffix == ".json":
        return encoding, read_json(_read_whole(text))
    lines = read_lines(text, largest)
    return encoding, read_csv(lines, largest) if has_columns else read_json_lines(lines)


def _read_whole(file: IO[AnyStr]) -> AnyStr:
    found = file.read(LARGEST_WHOLE + 1)
    if len(found) > LARGEST_WHOLE:
        raise FormatError(f"it is larger than {LARGEST_WHOLE:,} characters: write such lists as .jsonl, a line each")
    return found


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


def read_json(text: str) -> Records:
    """Return the records of a JSON file: one article, a list of them, or a list under a name (articles, data …).

    Raises FormatError when it is not JSON or holds no article.
    """
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return read_json_lines(io.StringIO(text))
    if isinstance(value, Mapping) and "text" not in name_columns(value):
        value = next((inner for inner in value.values() if isinstance(inner, list) and inner), [value])
    rows = [row for row in (value if isinstance(value, list) else [value]) if isinstance(row, Mapping)]
    if not rows:
        raise FormatError("the JSON holds no articles")
    _need_text(dict.fromkeys(name for row in rows[:50] for name in row))
    return [read_row(row, name_columns(row))._replace(alone=len(rows) == 1) for row in rows]


def read_json_lines(lines: Iterable[str]) -> Records:
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
        if "text" in columns:
            yield read_row(row, columns)
        else:
            yield FormatError(f"line {number} has no text, body or content")


# --- tables ---------------------------------------------------------------------------------------------------------


def read_csv(lines: Iterator[str], largest: int) -> Iterator[Record]:
    """Yield the records of a CSV file, whose first line tells whether commas, semicolons or tabs part its columns."""
    first = next(lines, "")
    try:
        with _long_fields(largest):
            rows = csv.DictReader(itertools.chain([first], lines), delimiter=max(",;\t", key=first.count))
            columns = _need_text(rows.fieldnames or [])
        while True:
            with _long_fields(largest):
                row = next(rows, None)
            if row is None:
                return
            yield read_row(row, columns)
    except csv.Error as error:
        raise FormatError(f"the CSV is broken: {error}") from None


@contextlib.contextmanager
def _long_fields(largest: int) -> Iterator[None]:
    """Let csv read fields of *largest* characters, and no longer than here: its limit holds for the whole process."""
    before = csv.field_size_limit(largest)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def read_parquet(file: Any, largest: int) -> Records:
    """Yield the records of a Parquet file, row by row; a FormatError for a text of more than *largest* bytes."""
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
    texts = texts.dictionary if pa.types.is_dictionary(texts.type) else texts
    is_text = pa.types.is_large_string(texts.type) or pa.types.is_string(texts.type)
    return pc.binary_length(texts) if is_text else texts.slice(0, 0)


def read_frame(frame: pd.DataFrame) -> Iterator[Record]:
    """Yield the records of a DataFrame. Raises FormatError when it has no text column."""
    columns = _need_text(frame.columns)
    for values in frame.itertuples(index=False, name=None):
        yield read_row(dict(zip(map(str, frame.columns), values, strict=True)), columns)
