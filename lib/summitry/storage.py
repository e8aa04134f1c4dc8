"""Storage: rows as Arrow tables, and tables as files, Parquet or CSV, of which the same rows always make the same bytes."""

from __future__ import annotations

import contextlib
import csv
import dataclasses
import errno
import operator
import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitry.schema import TABLES, SchemaError, arrow_schema, check_frame, columns

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

ROW_GROUP = 100_000
"""Rows that a Parquet file holds together: always so many, so that its bytes do not depend on how the rows came."""

BATCH = 32_768
"""Rows that are looked at together where a few of many are wanted."""

FORMULA = r"'*[=+\-@\t\r]"
"""How a cell begins that a spreadsheet would take for a formula; an apostrophe before it says that it is text."""


def to_arrow(table: str, rows: Iterable[Any]) -> pa.Table:
    """Return *rows* (instances of the table's class) as an Arrow table, unsorted.

    Raises SchemaError where a row is not as its schema says.
    """
    import pyarrow as pa

    rows, schema = list(rows), arrow_schema(table)
    names = [field.name for field in dataclasses.fields(TABLES[table])]
    try:
        arrays = [
            pa.array([*map(operator.attrgetter(name), rows)], type=field.type, from_pandas=True)
            for name, field in zip(names, schema, strict=True)
        ]
    except (pa.ArrowException, OverflowError, TypeError) as error:
        raise SchemaError(f"table {table} has a value that its schema does not allow: {error}") from None
    arrow = pa.Table.from_arrays(arrays, schema=schema)
    check_arrow(table, arrow)
    return arrow


def check_arrow(table: str, arrow: pa.Table) -> None:
    """Raise SchemaError where a row of *arrow* has a null or a value that *table* does not allow."""
    import pyarrow as pa
    import pyarrow.compute as pc

    for column in columns(table):
        values = arrow[column.name]
        if not column.nullable and values.null_count:
            raise SchemaError(f"{table}.{column.name} has a null, but its schema allows none")
        if column.allowed:
            known = pc.is_in(pc.drop_null(values), value_set=pa.array(column.allowed))
            if not pc.all(known, min_count=0).as_py():
                raise SchemaError(f"{table}.{column.name} has a value outside {list(column.allowed)}")
    if {"start", "end"} <= set(arrow.column_names) and pc.any(pc.greater(arrow["start"], arrow["end"])).as_py():
        raise SchemaError(f"{table} has a row that ends before it starts")


def from_frame(table: str, frame: pd.DataFrame) -> pa.Table:
    """Check *frame* against its schema and return it as an Arrow table. Raises SchemaError."""
    import pyarrow as pa

    check_frame(table, frame)
    return pa.Table.from_pandas(frame, schema=arrow_schema(table), preserve_index=False).replace_schema_metadata(None)


def as_frame(table: str, arrow: pa.Table) -> pd.DataFrame:
    """Return *arrow*, any columns of *table*, as a DataFrame with the schema's dtypes."""
    import pandas as pd
    import pyarrow as pa

    nullable = {pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}
    nullable[pa.bool_()] = pd.BooleanDtype()
    dtypes = {c.name: c.pandas_dtype for c in columns(table) if c.name in arrow.column_names}
    frame: pd.DataFrame = arrow.to_pandas(types_mapper=nullable.get).astype(dtypes)
    return frame


# --- writing --------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error of the system say which file it is about."""
    import pyarrow as pa

    try:
        yield
    except OSError as error:
        number = error.errno or errno.EIO
        raise OSError(number, os.strerror(number), error.filename or str(path)) from error
    except pa.ArrowException as error:
        raise OSError(errno.EIO, f"it could not be written: {error}", str(path)) from error


class TableWriter:
    """Writes a table piece by piece to one file: Parquet, or CSV where its name ends so.

    Text cells of a CSV file that a spreadsheet would take for a formula get an apostrophe; reading takes it off.
    """

    def __init__(self, table: str, path: Path) -> None:
        self.table, self.path = table, path
        self._waiting: list[pa.Table] = []
        self._file: Any = None

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(self, kind: Any, *_: object) -> None:
        if kind is None:
            self._flush(everything=True)
        if self._file is not None:
            with contextlib.suppress(OSError) if kind else naming(self.path):
                self._file.close()

    def write(self, arrow: pa.Table) -> None:
        """Add rows. Raises OSError when the file cannot be written."""
        self._waiting.append(arrow)
        if sum(map(len, self._waiting)) >= ROW_GROUP:
            self._flush(everything=False)

    def _flush(self, everything: bool) -> None:
        import pyarrow as pa

        rows = pa.concat_tables([arrow_schema(self.table).empty_table(), *self._waiting])
        done = len(rows) if everything else len(rows) - len(rows) % ROW_GROUP
        for start in range(0, done, ROW_GROUP) or ([0] if everything and self._file is None else []):
            piece = rows.slice(start, min(ROW_GROUP, done - start))
            with naming(self.path):
                self._write_csv(piece) if self.path.suffix == ".csv" else self._write_parquet(piece)
        self._waiting = [rows.slice(done)]

    def _write_parquet(self, piece: pa.Table) -> None:
        import pyarrow.parquet as pq

        if self._file is None:
            self._file = pq.ParquetWriter(self.path, piece.schema, compression="zstd")
        self._file.write_table(piece.combine_chunks())  # pages must not end where the pieces happened to

    def _write_csv(self, piece: pa.Table) -> None:
        first = self._file is None
        if first:
            self._file = self.path.open("w", encoding="utf-8", newline="")
        frame = as_frame(self.table, piece)
        for column in columns(self.table):
            if column.type is str:
                frame[column.name] = frame[column.name].str.replace(_ESCAPED, r"'\1", regex=True)
        frame.to_csv(self._file, index=False, header=first, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)


_ESCAPED = re.compile(rf"\A({FORMULA})")
_UNESCAPED = re.compile(rf"\A'({FORMULA})")


def write_table(table: str, frame: pd.DataFrame, path: Path) -> None:
    """Check *frame* against its schema and write it to *path*: Parquet, or CSV where the name ends so.

    Raises SchemaError when the check fails and OSError when the file cannot be written.
    """
    with TableWriter(table, path) as writer:
        writer.write(from_frame(table, frame))


# --- reading --------------------------------------------------------------------------------------------------------


def read_table(
    table: str, path: Path, wanted: list[str] | None = None, articles: Collection[str] | None = None
) -> pd.DataFrame:
    """Read *table*, or its *wanted* columns, from a file that write_table wrote; of Parquet, the rows of *articles* alone.

    Raises SchemaError when it is not that table.
    """
    import pyarrow as pa

    try:
        frame = _read_csv(table, path) if path.suffix == ".csv" else _read_parquet(table, path, wanted, articles)
    except (pa.ArrowException, ValueError, OSError) as error:
        if isinstance(error, SchemaError) or (isinstance(error, OSError) and error.errno):
            raise
        raise SchemaError(f"{path} is not the table {table} as it was written: {_first_line(error)}") from None
    if wanted is None:
        check_frame(table, frame)
        return frame
    return frame[wanted]


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]


def _read_parquet(table: str, path: Path, wanted: list[str] | None, articles: Collection[str] | None) -> pd.DataFrame:
    import pyarrow.parquet as pq

    file = pq.ParquetFile(path)
    return as_frame(table, file.read(columns=wanted) if articles is None else _read_articles(file, wanted, articles))


def _read_articles(file: Any, wanted: list[str] | None, articles: Collection[str]) -> pa.Table:
    """Return the rows of *articles*, read some thousand at a time, so that no more than these is ever held."""
    import pyarrow as pa
    import pyarrow.compute as pc

    names = pa.array(sorted(articles), pa.string())
    columns = list(wanted or file.schema_arrow.names)
    read = list(dict.fromkeys([*columns, "article_id"]))
    found = [
        batch.filter(pc.is_in(batch["article_id"], value_set=names)).select(columns)
        for batch in file.iter_batches(BATCH, columns=read)
    ]
    return pa.Table.from_batches(found, pa.schema([file.schema_arrow.field(name) for name in columns]))


def _read_csv(table: str, path: Path) -> pd.DataFrame:
    import pandas as pd

    dtypes: Any = {c.name: c.pandas_dtype for c in columns(table)}
    frame = pd.read_csv(path, dtype=dtypes, keep_default_na=False, na_values=[""])
    for column in columns(table):
        if column.type is str and column.name in frame:
            text = take_off_apostrophes(frame[column.name])
            frame[column.name] = text if column.nullable else text.fillna("")
    return frame


def take_off_apostrophes(text: Any) -> Any:
    """Return a column of a CSV file without the apostrophes that keep cells from being formulas."""
    return text.str.replace(_UNESCAPED, r"\1", regex=True)
