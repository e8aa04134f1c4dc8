"""All parts of a run put together: compared, sorted, and handed over in memory or written to a folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitry.corpus import comparing
from summitry.corpus.catalogue import Catalogue
from summitry.corpus.corpus import TEXT_GROUP, TEXTS, Corpus, digest_input, publish
from summitry.corpus.parts import Part
from summitry.corpus.sorting import sort_table
from summitry.schema import TABLES, arrow_schema
from summitry.storage import TableWriter, as_frame, naming, to_arrow

if TYPE_CHECKING:
    import pyarrow as pa


class Assembly:
    """All parts of a run, and the tables made of them. *work* is a folder for what does not fit into memory."""

    def __init__(self, parts: Iterable[Part], seed: int, work: Path | None) -> None:
        self.parts, self.seed, self.work = list(parts), seed, work
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)
            work.mkdir(parents=True)

    @cached_property
    def catalogue(self) -> Catalogue:
        return Catalogue(self.parts)

    @cached_property
    def originals(self) -> Any:
        return comparing.find_duplicates(self.catalogue, self.work)

    @cached_property
    def own(self) -> Any:
        """Which articles (by number) are described and repeat no other."""
        return self.catalogue.described & (self.originals < 0)

    def pieces(self, table: str) -> Iterator[pa.Table]:
        """Yield the rows of *table*, unsorted."""
        if table == "articles":
            yield from self._describe_articles()
        elif table == "reuse":
            yield from comparing.find_reuse(self.catalogue, self.own, self.work)
        elif table == "contrasts":
            yield to_arrow(table, comparing.contrast_outlets(self.catalogue, self.own, self.seed))
        elif table == "coverage":
            yield from comparing.cover_events(self.catalogue, self.originals)
        else:
            yield from (part.table(table) for part in self.parts)
        if table == "problems":
            contrasted = int((self.own & self.catalogue.outlets.is_valid().to_numpy()).sum())
            yield to_arrow(table, comparing.describe_bounds(contrasted))

    def _describe_articles(self) -> Iterator[pa.Table]:
        import pyarrow as pa

        for part, numbers in zip(self.parts, self.catalogue.numbers, strict=True):
            rows = part.table("articles")
            copied = self.originals[numbers][self.catalogue.described[numbers]]
            names = self.catalogue.ids.take(pa.array(copied, mask=copied < 0))
            at = rows.schema.get_field_index("duplicate_of")
            yield rows.set_column(at, rows.schema.field(at), names)

    def sorted(self, table: str) -> Iterator[pa.Table]:
        """Yield the rows of *table* in its order."""
        return sort_table(table, lambda: self.pieces(table), self.catalogue.ids, self.work)

    def corpus(self) -> Corpus:
        """Return the tables and texts in memory."""
        from summitry.overview import make_table

        tables = {}
        for name in TABLES:
            (rows,) = self.sorted(name)
            tables[name] = make_table(name, as_frame(name, rows))
        texts = {a: t for part in self.parts for a, t in zip(*_columns(part.table("texts")), strict=True)}
        return Corpus(tables, dict(sorted(texts.items())))

    def write(self, out: Path, form: str, keep_texts: bool, run: str) -> None:
        """Write the tables, and the texts where they are to be kept, to *out*."""

        def write(beside: Path) -> None:
            for name in TABLES:
                with TableWriter(name, beside / f"{name}.{form}") as writer:
                    for rows in self.sorted(name):
                        writer.write(rows)
            if keep_texts:
                self._write_texts(beside / TEXTS)

        publish(out, write, {"run": run, "input": self._digest(), "format": form})

    def _digest(self) -> str:
        import pyarrow as pa

        found = [part.table("articles").select(["article_id", "sha256"]) for part in self.parts]
        rows = pa.concat_tables([arrow_schema("articles").empty_table().select(["article_id", "sha256"]), *found])
        return digest_input(rows["article_id"], rows["sha256"])

    def _write_texts(self, file: Path) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        schema = pa.schema([("article_id", pa.string()), ("text", pa.large_string())])
        with naming(file), pq.ParquetWriter(file, schema, compression="zstd") as writer:
            for start in range(0, len(self.catalogue), TEXT_GROUP):
                kept = [self.catalogue.get(n) for n in range(start, min(start + TEXT_GROUP, len(self.catalogue)))]
                ids, texts = [k.article_id for k in kept], [k.text for k in kept]
                writer.write_table(pa.table([ids, texts], schema=schema))


def _columns(rows: pa.Table) -> tuple[list[str], list[str]]:
    return rows["article_id"].to_pylist(), rows["text"].to_pylist()
