"""Parts: some thousand articles that were read, kept beside the output until the whole is done.

A part's name is a digest of all that it was made from, so that a run which goes on after an interruption, or with more
articles, does again only what it must. A part is written under another name and then renamed: it is whole or not there.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitry import framing
from summitry.articles import Article
from summitry.corpus.chunks import SAMPLE, Chunk, tell_nobody
from summitry.schema import TABLES, Problems, arrow_schema
from summitry.storage import naming, to_arrow

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK = 64
"""Articles of one task."""
PART = 2048
"""Articles of one part: what an interruption can cost."""
CHUNK_CHARACTERS, PART_CHARACTERS = 2_000_000, 32_000_000
"""Or so many characters, where articles are long."""
DIGESTS = "digests.json"


@dataclass
class Batch:
    """Articles that will be one part, and what was wrong with files met on the way."""

    articles: list[Article] = field(default_factory=list)
    problems: list[Problems] = field(default_factory=list)

    def take_chunks(self) -> deque[list[Article]]:
        """Return the articles in chunks, one at least, and let go of them: once parsed, each takes some 100 KB."""
        chunks: deque[list[Article]] = deque([[]])
        characters = 0
        for article in self.articles:
            if len(chunks[-1]) >= CHUNK or characters >= CHUNK_CHARACTERS:
                chunks.append([])
                characters = 0
            chunks[-1].append(article)
            characters += len(article.text)
        self.articles = []
        return chunks

    def key(self, run: str) -> str:
        """Return the part's name: a digest of the articles, of what is stated of them, and of *run*."""
        digest = hashlib.sha256(run.encode())
        for a in self.articles:
            facts = (a.article_id, a.path, a.sha256, a.format, a.encoding, sorted(a.stated.items()), len(a.text))
            digest.update(repr(facts).encode("utf-8", "backslashreplace"))
            digest.update(a.text.encode("utf-8", "surrogatepass"))
        digest.update(repr(self.problems).encode("utf-8", "backslashreplace"))
        return digest.hexdigest()[:32]


def gather(found: Iterable[Article | Problems]) -> Iterator[Batch]:
    """Yield what reading found in batches of PART articles; the last may be of problems alone."""
    batch, characters = Batch(), 0
    for item in found:
        if isinstance(item, Problems):
            batch.problems.append(item)
            continue
        if len(batch.articles) >= PART or characters >= PART_CHARACTERS:
            yield batch
            batch, characters = Batch(), 0
        batch.articles.append(item)
        characters += len(item.text)
    yield batch


@dataclass
class Part:
    """A part in memory, or in *folder*, from which its tables are read when they are asked for."""

    key: str
    folder: Path | None = None
    chunks: list[Chunk] = field(default_factory=list)

    def table(self, name: str) -> pa.Table:
        """Return the part's rows of a table, or its ``texts``, unsorted."""
        import pyarrow as pa

        if self.folder is not None:
            with naming(self.folder / name), pa.OSFile(str(self.folder / f"{name}.arrow")) as file:
                return pa.ipc.open_file(file).read_all()
        return pa.concat_tables([chunk.texts if name == "texts" else chunk.tables[name] for chunk in self.chunks])

    def ids(self) -> pa.ChunkedArray:
        """Return the ids of the part's articles, in the order in which they were read."""
        import pyarrow as pa

        if self.folder is None:
            return self.table("texts")["article_id"]
        only = pa.ipc.IpcReadOptions(included_fields=[0])
        with naming(self.folder), pa.OSFile(str(self.folder / "texts.arrow")) as file:
            return pa.ipc.open_file(file, options=only).read_all()["article_id"]

    def text_batch(self, number: int) -> pa.Table | pa.RecordBatch:
        """Return the texts of one chunk."""
        import pyarrow as pa

        if self.folder is not None:
            with naming(self.folder), pa.OSFile(str(self.folder / "texts.arrow")) as file:
                return pa.ipc.open_file(file).get_batch(number)
        return self.chunks[number].texts

    def numbered(self, name: str) -> Any:
        """Return the part's ``samples`` or ``seeds``; ``owner`` is the article's number in the part."""
        import numpy as np

        if self.folder is not None:
            return np.load(self.folder / f"{name}.npy")
        arrays, before = [np.empty(0, SAMPLE if name == "samples" else framing.SEED)], 0
        for chunk in self.chunks:
            own = getattr(chunk, name).copy()
            own["owner"] += before
            before += len(chunk.texts)
            arrays.append(own)
        return np.concatenate(arrays)

    def count(self, name: str) -> int:
        """Return how many ``samples`` or ``seeds`` the part has."""
        import numpy as np

        if self.folder is not None:
            return len(np.load(self.folder / f"{name}.npy", mmap_mode="r"))
        return sum(len(getattr(chunk, name)) for chunk in self.chunks)

    def sizes(self) -> list[int]:
        """Return the number of articles of each chunk."""
        import pyarrow as pa

        if self.folder is None:
            return [len(chunk.texts) for chunk in self.chunks]
        with naming(self.folder), pa.OSFile(str(self.folder / "texts.arrow")) as file:
            reader = pa.ipc.open_file(file)
            return [reader.get_batch(number).num_rows for number in range(reader.num_record_batches)]


def with_problems(chunks: Sequence[Chunk], problems: Sequence[Problems]) -> list[Chunk]:
    """Return *chunks* and one without articles that holds the *problems* of reading."""
    tables = {table: arrow_schema(table).empty_table() for table in TABLES}
    tables["problems"] = to_arrow("problems", problems)
    empty = chunks[0].texts.slice(0, 0) if chunks else _no_texts()
    return [*chunks, Chunk(tables, empty, *_no_numbers())]


def _no_numbers() -> tuple[Any, Any]:
    import numpy as np

    return np.empty(0, SAMPLE), np.empty(0, framing.SEED)


def _no_texts() -> pa.Table:
    from summitry.corpus.chunks import join_texts

    return join_texts([], [])


# --- on disk --------------------------------------------------------------------------------------------------------


class Store:
    """The folder that parts are kept in while a run is under way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def find(self, key: str) -> Part | None:
        """Return the part of that name; None where there is none, or where it is not as it was written."""
        folder = self.folder / key
        try:
            digests = json.loads((folder / DIGESTS).read_text(encoding="utf-8"))
            whole = all(_digest(folder / name) == digest for name, digest in digests.items())
        except (OSError, ValueError):
            whole = False
        return Part(key, folder) if whole else None

    def keep(self, part: Part) -> Part:
        """Write *part* and return it as it stands on disk. Raises OSError where it cannot be written."""
        beside, folder = self.folder / f"{part.key}.unfinished", self.folder / part.key
        for old in (beside, folder):
            shutil.rmtree(old, ignore_errors=True)
        with naming(beside):
            beside.mkdir()
        _write_part(part, beside)
        digests = {file.name: _digest(file) for file in sorted(beside.iterdir())}
        with naming(beside / DIGESTS):
            (beside / DIGESTS).write_text(json.dumps(digests), encoding="utf-8")
            beside.rename(folder)
        _give_back()
        return Part(part.key, folder)

    def keep_only(self, keys: Iterable[str]) -> None:
        """Remove the parts that are not among *keys*: what they were made from has changed."""
        wanted = set(keys)
        for folder in self.folder.iterdir():
            if folder.name not in wanted:
                shutil.rmtree(folder, ignore_errors=True)


def _give_back() -> None:
    """Give memory that is free back to the system: what a part was made in would be held beside what it is compared in."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _write_part(part: Part, folder: Path) -> None:
    import numpy as np
    import pyarrow as pa

    for name in (*TABLES, "texts"):
        file = folder / f"{name}.arrow"
        tables = [chunk.texts if name == "texts" else chunk.tables[name] for chunk in part.chunks]
        options = pa.ipc.IpcWriteOptions(compression="lz4")
        create = pa.ipc.new_file
        with (
            naming(file),
            pa.OSFile(str(file), "wb") as sink,
            create(sink, tables[0].schema, options=options) as writer,
        ):
            for table in tables if name == "texts" else [pa.concat_tables(tables)]:  # a batch of texts for each chunk
                writer.write_table(table.combine_chunks())
    for name in ("samples", "seeds"):
        with naming(folder / f"{name}.npy"):
            packed = io.BytesIO()  # numpy alone would not say why a file cannot be written
            np.save(packed, part.numbered(name))
            (folder / f"{name}.npy").write_bytes(packed.getbuffer())


def read_parts(
    found: Iterable[Article | Problems],
    read: Any,
    store: Store | None,
    run: str,
    tell: Callable[[int], Any] = tell_nobody,
) -> Iterator[Part]:
    """Yield the parts of what was *found*, in order: those that *store* has (*tell* is called with how many articles
    they hold), and the others, read by *read*."""
    batches: dict[int, tuple[str, Batch]] = {}
    ready: dict[int, Part] = {}

    def tasks() -> Iterator[tuple[tuple[int, bool], Sequence[Article]]]:
        for number, batch in enumerate(gather(found)):
            key = batch.key(run) if store else ""
            if store and (part := store.find(key)):
                ready[number] = part
                tell(len(batch.articles))
                continue
            chunks = batch.take_chunks()
            batches[number] = key, batch
            while chunks:
                chunk = chunks.popleft()
                yield (number, not chunks), chunk

    chunks: list[Chunk] = []
    given = 0
    for (number, last), chunk in read(tasks()):
        chunks.append(chunk)
        if not last:
            continue
        key, batch = batches.pop(number)
        part = Part(key, chunks=with_problems(chunks, batch.problems))
        ready[number] = store.keep(part) if store else part
        chunks = []
        while given in ready:
            yield ready.pop(given)
            given += 1
    yield from (ready[number] for number in sorted(ready))
