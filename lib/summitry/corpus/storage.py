"""Storage: rows as Arrow tables, and tables as files, Parquet or CSV, of which the same rows always make the same bytes."""

import contextlib
import csv
import dataclasses
import errno
import hashlib
import json
import operator
import os
import re
import shutil
import time
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import dataset

from summitry.articles.files import MANIFEST, open_system
from summitry.display.prose import FORMULA
from summitry.schema import TABLES, SchemaError, arrow_schema, check_frame, columns

FOLDERS_HELD = 8  # local folders that stand for an address; of more, those used longest ago are removed
IN_USE = 86_400  # seconds after its last use during which none is removed: somebody may still read from it


def local_folder(address: str) -> Path:
    """Return the folder on this machine that stands for *address*, the same one each time; old ones are removed."""
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "summitry"
    folder = cache / hashlib.sha256(address.encode()).hexdigest()[:24]
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)
    by_age = sorted((used.stat().st_mtime, used) for used in cache.iterdir() if used.is_dir())
    for last, other in by_age[:-FOLDERS_HELD]:
        if time.time() - last > IN_USE:
            shutil.rmtree(other, ignore_errors=True)
    return folder


def send(folder: Path, address: str) -> None:
    """Put the finished tables in *folder* at *address*. Raises OSError where that cannot be done."""
    system, path = open_system(address)
    with _as_system_error(address):
        system.makedirs(path, exist_ok=True)
        if system.exists(f"{path}/{MANIFEST}"):
            system.rm_file(f"{path}/{MANIFEST}")
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for name in (*manifest["tables"], MANIFEST):
            system.put_file(str(folder / name), f"{path}/{name}")


def fetch(address: str) -> Path:
    """Return a folder with the tables at *address*. Raises CorpusError where they are not finished."""
    system, path = open_system(address)
    folder = local_folder(address)
    with _as_system_error(address):
        if not system.exists(f"{path}/{MANIFEST}"):
            raise CorpusError(f"{address} holds no finished tables (no {MANIFEST}): run summitry parse again")
        data = system.cat_file(f"{path}/{MANIFEST}")
        (folder / MANIFEST).unlink(missing_ok=True)
        for name, digest in parse_manifest(data, f"{address}/{MANIFEST}")["tables"].items():
            if not (folder / name).is_file() or digest_file(folder / name) != digest:
                system.get_file(f"{path}/{name}", str(folder / name))
        (folder / MANIFEST).write_bytes(data)
    return folder


def parse_manifest(data: bytes, place: str) -> dict[str, Any]:
    """Return a manifest: format, input, and tables, the digests by file. Raises CorpusError where it is not as it was
    written; a file's name that is a path is no table of ours."""
    try:
        manifest = dict(json.loads(data))
        files = {**manifest["tables"]}
        whole = all(Path(name).name == name for name in files) and {"format", "input"} <= set(manifest)
    except (ValueError, KeyError, TypeError):
        whole = False
    if not whole:
        raise CorpusError(f"{place} is not as it was written: run summitry parse again")
    return manifest


@contextlib.contextmanager
def _as_system_error(address: str) -> Iterator[None]:
    """Let what the packages behind fsspec raise be an error of the system, as it is for files."""
    try:
        yield
    except (CorpusError, OSError):
        raise
    except Exception as error:  # each package has errors of its own
        raise OSError(f"{address} cannot be used: {type(error).__name__}: {error}") from error


ROW_GROUP = 100_000  # rows that a Parquet file holds together, however they came: its bytes are always the same
BATCH = 32_768  # rows that are looked at together where a few of many are wanted


class CorpusError(ValueError):
    """What was asked of a corpus cannot be done; the message says what to do instead."""


def to_arrow(table: str, rows: Iterable[Any]) -> pa.Table:
    """Return *rows* (instances of the table's class) as an Arrow table, unsorted. Raises SchemaError at a wrong one."""
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
    return arrow


def as_frame(table: str, arrow: pa.Table) -> pd.DataFrame:
    """Return *arrow*, any columns of *table*, as a DataFrame with the schema's dtypes."""
    nullable = {pa.string(): pd.StringDtype(), pa.int64(): pd.Int64Dtype(), pa.float64(): pd.Float64Dtype()}
    nullable[pa.bool_()] = pd.BooleanDtype()
    dtypes = {c.name: c.pandas_dtype for c in columns(table) if c.name in arrow.column_names}
    frame: pd.DataFrame = arrow.to_pandas(types_mapper=nullable.get).astype(dtypes)
    return frame


def digest_file(file: Path) -> str:
    """Return the SHA-256 of a file's bytes, hexadecimal."""
    with naming(file), file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error of the system, or of what writes files for us, say which file it is about."""
    try:
        yield
    except OSError as error:
        number = error.errno or errno.EIO
        raise OSError(number, os.strerror(number), error.filename or str(path)) from error
    except (pa.ArrowException, duckdb.Error) as error:
        raise OSError(errno.EIO, f"it could not be written: {first_line(error)}", str(path)) from error


def own_folder(path: Path, anew: bool = False) -> Path:
    """Make *path* a folder of our own, with *anew* an empty one; what is there of another kind goes. Raises CorpusError
    where it is a link, which may lead to somebody's files, and OSError where it cannot be made."""
    if path.is_symlink():
        raise CorpusError(f"{path} is a link, and nothing is written through links: delete it")
    with naming(path):
        if anew and path.is_dir():
            shutil.rmtree(path)
        elif not path.is_dir():
            path.unlink(missing_ok=True)
        path.mkdir(parents=True, exist_ok=True)
    return path


def first_line(error: Exception) -> str:
    """Return the first line of what an error says."""
    return (str(error).splitlines() or [type(error).__name__])[0]


def write_pieces(table: str, pieces: Iterable[pa.Table | pa.RecordBatch], path: Path) -> None:
    """Write the rows of *pieces* to *path*: Parquet, or CSV where the name ends so. Raises OSError. Text cells of a CSV
    file that a spreadsheet would take for a formula get an apostrophe; reading takes it off."""
    schema = arrow_schema(table)
    if path.suffix != ".csv":
        write_groups(pieces, schema, ROW_GROUP, path)
        return
    with naming(path), path.open("w", encoding="utf-8", newline="") as file:
        for number, group in enumerate(_regroup(pieces, schema, ROW_GROUP)):
            frame = as_frame(table, group)
            for column in columns(table):
                if column.type is str:
                    frame[column.name] = frame[column.name].str.replace(_ESCAPED, r"'\1", regex=True)
            frame.to_csv(file, index=False, header=number == 0, lineterminator="\n", quoting=csv.QUOTE_NONNUMERIC)


def write_groups(pieces: Iterable[pa.Table | pa.RecordBatch], schema: pa.Schema, size: int, path: Path) -> None:
    """Write the rows of *pieces* to a Parquet file in row groups of *size*."""
    with naming(path), pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for group in _regroup(pieces, schema, size):
            writer.write_table(group.combine_chunks())  # pages must not end where the pieces happened to


def _regroup(pieces: Iterable[pa.Table | pa.RecordBatch], schema: pa.Schema, size: int) -> Iterator[pa.Table]:
    """Yield the rows of *pieces* as tables of *size* rows, the last as many as are left; one table at least."""
    waiting = [schema.empty_table()]
    for piece in pieces:
        waiting.append((piece if isinstance(piece, pa.Table) else pa.Table.from_batches([piece])).cast(schema))
        if sum(map(len, waiting)) > size:
            rows = pa.concat_tables(waiting)
            last = (len(rows) - 1) // size * size
            yield from (rows.slice(start, size) for start in range(0, last, size))
            waiting = [rows.slice(last)]
    yield pa.concat_tables(waiting)


_ESCAPED = re.compile(rf"\A({FORMULA})")
_UNESCAPED = re.compile(rf"\A'({FORMULA})")


def write_table(table: str, frame: pd.DataFrame, path: Path) -> None:
    """Check *frame* and write it to *path*: Parquet, or CSV where the name ends so. Raises SchemaError and OSError."""
    check_frame(table, frame)
    arrow = pa.Table.from_pandas(frame, schema=arrow_schema(table), preserve_index=False)
    write_pieces(table, [arrow.replace_schema_metadata(None)], path)


def read_table(
    table: str, path: Path, wanted: list[str] | None = None, articles: Collection[str] | None = None
) -> pd.DataFrame:
    """Read *table*, or its *wanted* columns, from a file that write_table wrote; of Parquet, the rows of *articles*
    alone. Raises CorpusError when it is not that table."""
    pa.default_memory_pool().release_unused()  # what was read before, and is no longer held
    try:
        if path.suffix == ".csv":
            frame = _read_csv(table, path)
        else:  # in small batches, so that few rows are held beside those that are wanted
            chosen = None if articles is None else pc.field("article_id").isin(pa.array(sorted(articles), pa.string()))
            found = dataset.dataset(path).to_table(wanted, chosen, batch_size=BATCH, batch_readahead=1)
            frame = as_frame(table, found)
        if wanted is None:
            check_frame(table, frame)
    except (pa.ArrowException, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno:
            raise
        why = f"{path} is not the table {table} as it was written: {first_line(error)}"
        raise CorpusError(f"{why}: run summitry parse again") from error
    return frame if wanted is None else frame[wanted]


def _read_csv(table: str, path: Path) -> pd.DataFrame:
    dtypes: Any = {c.name: c.pandas_dtype for c in columns(table)}
    frame = pd.read_csv(path, dtype=dtypes, keep_default_na=False, na_values=[""])
    for column in columns(table):
        if column.type is str and column.name in frame:
            text = take_off_apostrophes(frame[column.name])
            frame[column.name] = text if column.nullable else text.fillna("")
    return frame


def take_off_apostrophes(text: pd.Series) -> pd.Series:
    """Return a column of a CSV file without the apostrophes that keep cells from being formulas."""
    return text.str.replace(_UNESCAPED, r"\1", regex=True)
