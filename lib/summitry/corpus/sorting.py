"""The order of every table, and how tables larger than memory are brought into it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitry.corpus.comparing import AT_ONCE
from summitry.schema import arrow_schema, columns
from summitry.storage import naming

if TYPE_CHECKING:
    import pyarrow as pa

SORT_KEYS = {
    "articles": ["article_id"],
    "contrasts": ["source_a", "term"],
    "coverage": ["meeting_id", "article_id", "fact"],
}
ROWS_AT_ONCE = 500_000
"""Rows that are brought into order at one time."""
LAST = "\U0010ffff"
"""Sorts behind every id: rows without one come last."""


def order_of(table: str) -> list[tuple[str, str]]:
    """Return the columns that *table* is sorted by: all of them, so that the order is never left to chance."""
    names = [column.name for column in columns(table)]
    keys = SORT_KEYS.get(table) or [name for name in ("article_id", "path", "start", "end") if name in names]
    return [(name, "ascending") for name in [*keys, *(name for name in names if name not in keys)]]


def sort_rows(table: str, pieces: Iterable[pa.Table]) -> pa.Table:
    """Return all rows of *pieces* in the table's order, nulls last."""
    import pyarrow as pa

    rows = pa.concat_tables([arrow_schema(table).empty_table(), *pieces])
    return rows.sort_by(order_of(table))


def sort_table(table: str, pieces: Callable[[], Iterable[pa.Table]], ids: Any, work: Path | None) -> Iterator[pa.Table]:
    """Yield the rows of *pieces* in the table's order, so many at a time as memory allows.

    *ids* are all article ids, sorted (an Arrow array): they say where to cut. *work* is a folder for what is under way;
    None keeps everything in memory.
    """
    few = len(ids) <= AT_ONCE and table != "reuse"  # articles that are alike may have thousands of its rows each
    if work is None or few or table == "contrasts":
        yield sort_rows(table, pieces())
        return
    key = "meeting_id" if table == "coverage" else "article_id"
    edges = _meetings(pieces()) if table == "coverage" else ids.take(list(range(0, len(ids), AT_ONCE))).to_pylist()
    files = [work / f"{table}-{number:04}.arrow" for number in range(len(edges) + 1)]
    _share_out(table, pieces(), key, edges, files)
    for file in files:
        yield from _sort_file(table, file)


def _sort_file(table: str, file: Path) -> Iterator[pa.Table]:
    """Yield the rows of *file* in the table's order, and remove it; where they are too many, article by article."""
    rows = _read(file)
    edges = _cut(rows) if len(rows) > ROWS_AT_ONCE else []
    if edges:
        files = [file.with_suffix(f".{number:04}") for number in range(len(edges) + 1)]
        batches = (rows.slice(start, ROWS_AT_ONCE) for start in range(0, len(rows), ROWS_AT_ONCE))
        _share_out(table, batches, "article_id", edges, files)
        del rows, batches
        for part in files:
            yield sort_rows(table, [_read(part)])
            part.unlink()
    else:
        yield sort_rows(table, [rows])
    file.unlink()


def _cut(rows: pa.Table) -> list[str]:
    """Return the ids between which *rows* of one meeting, or of some articles, may be cut into parts."""
    import pyarrow.compute as pc

    names = pc.unique(rows["article_id"]).drop_null().sort().to_pylist()
    step = max(1, len(names) * ROWS_AT_ONCE // len(rows))
    return list(names[step::step])


def _meetings(pieces: Iterable[pa.Table]) -> list[str]:
    import pyarrow.compute as pc

    return sorted({name for piece in pieces for name in pc.unique(piece["meeting_id"]).to_pylist()})


def _share_out(table: str, pieces: Iterable[pa.Table], key: str, edges: Sequence[str], files: Sequence[Path]) -> None:
    """Write each row to the file of its range: that of the last of *edges* that is not behind the row's key."""
    import numpy as np
    import pyarrow as pa

    with ExitStack() as stack:
        sinks = [stack.enter_context(_create(file)) for file in files]
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        writers = [stack.enter_context(pa.ipc.new_file(sink, arrow_schema(table), options=options)) for sink in sinks]
        for piece in pieces:
            coded = piece[key].combine_chunks().dictionary_encode()
            ranges = [bisect_right(edges, value) for value in coded.dictionary.to_pylist()]
            bucket = np.array([*ranges, len(edges)])[
                coded.indices.fill_null(len(ranges)).to_numpy(zero_copy_only=False)
            ]
            for number in np.unique(bucket).tolist():
                rows = piece.filter(pa.array(bucket == number))
                with naming(files[number]):
                    writers[number].write_table(rows.combine_chunks())


def _create(file: Path) -> Any:
    import pyarrow as pa

    with naming(file):
        return pa.OSFile(str(file), "wb")


def _read(file: Path) -> pa.Table:
    import pyarrow as pa

    with naming(file), pa.OSFile(str(file)) as opened:
        return pa.ipc.open_file(opened).read_all()
