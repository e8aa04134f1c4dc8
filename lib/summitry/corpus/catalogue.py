"""The catalogue: all articles of a run in the order of their ids, and where each is kept."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from summitry.corpus.parts import Part
from summitry.schema import Span

if TYPE_CHECKING:
    import pyarrow as pa

BATCHES_HELD = 32


class Kept(NamedTuple):
    """An article's id and text, and the spans of its readable zones."""

    article_id: str
    text: str
    readable: list[Span]


class Catalogue:
    """Every article's id, stated day and outlet, by its number: its place in the order of the ids.

    ``numbers[part][row]`` is the number of a part's article. ``described`` tells which have a row in articles.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        self.parts = parts
        listed = pa.concat_tables([_no_articles(), *(_list_part(number, part) for number, part in enumerate(parts))])
        order = pc.sort_indices(listed["article_id"]).to_numpy()
        listed = listed.take(pa.array(order)).combine_chunks()
        self.ids: pa.ChunkedArray = listed["article_id"]
        self.outlets: pa.ChunkedArray = listed["outlet"]
        self.described = listed["described"].to_numpy()
        self._part, self._row = listed["part"].to_numpy(), listed["row"].to_numpy()
        number = np.empty(len(order), np.int64)
        number[order] = np.arange(len(order))
        sizes = np.bincount(self._part, minlength=len(parts))
        self.numbers = np.split(number, np.cumsum(sizes)[:-1]) if len(parts) else []
        days = pc.fill_null(listed["day"], "9999")
        by_day = pc.sort_indices(
            pa.table({"day": days, "id": self.ids}), [("day", "ascending"), ("id", "ascending")]
        ).to_numpy()
        self.by_day = by_day
        """The articles' numbers, the earliest article first."""
        self._edges = [np.cumsum(part.sizes()) for part in parts]
        self._held: OrderedDict[tuple[int, int], Any] = OrderedDict()
        del listed, days
        pa.default_memory_pool().release_unused()  # what sorting took, twice what is held

    def __len__(self) -> int:
        return len(self._part)

    def get(self, number: int) -> Kept:
        """Return an article's text, read again from its part."""
        part, row = int(self._part[number]), int(self._row[number])
        edges = self._edges[part]
        chunk = int(edges.searchsorted(row, side="right"))
        batch, at = self._batch(part, chunk), row - (int(edges[chunk - 1]) if chunk else 0)
        edges_of_spans = batch["readable"][at].as_py()
        spans = list(zip(edges_of_spans[::2], edges_of_spans[1::2], strict=True))
        return Kept(batch["article_id"][at].as_py(), batch["text"][at].as_py(), spans)

    def _batch(self, part: int, chunk: int) -> Any:
        key = (part, chunk)
        if key not in self._held:
            self._held[key] = self.parts[part].text_batch(chunk)
            if len(self._held) > BATCHES_HELD:
                self._held.popitem(last=False)
        self._held.move_to_end(key)
        return self._held[key]


def _no_articles() -> pa.Table:
    import pyarrow as pa

    return pa.schema(
        [("article_id", pa.string()), ("day", pa.string()), ("outlet", pa.string()), ("described", pa.bool_()),
         ("part", pa.int32()), ("row", pa.int32())]
    ).empty_table()  # fmt: skip


def _list_part(number: int, part: Part) -> pa.Table:
    """Return the articles of a part; an inferred date is the day of the news, and cannot tell which copy came first."""
    import pyarrow as pa
    import pyarrow.compute as pc

    ids, articles = part.ids(), part.table("articles")
    inferred = pc.fill_null(pc.equal(articles["published_basis"], "inferred"), False)
    days = pc.if_else(inferred, pa.scalar(None, pa.string()), articles["published"])
    at = pc.index_in(ids, value_set=articles["article_id"])
    n = len(ids)
    return pa.table(
        {
            "article_id": ids,
            "day": days.take(at),
            "outlet": articles["outlet"].take(at),
            "described": at.is_valid(),
            "part": pa.array([number] * n, pa.int32()),
            "row": pa.array(range(n), pa.int32()),
        }
    )
