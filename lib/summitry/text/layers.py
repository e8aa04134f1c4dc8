"""Layers: what was found in a text, row after row, and the questions that are asked of rows by their place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import Any, Generic, TypeVar, overload

from summitry.schema import Span

Row = TypeVar("Row", bound=Any)
"""Anything with ``start`` and ``end``: half-open offsets into the text."""


class Layer(Sequence[Row], Generic[Row]):
    """Rows in the order of their starts, found by place in logarithmic time.

    >>> from summitry.text import Sentence
    >>> layer = Layer([Sentence(0, 9, "body", 1), Sentence(10, 30, "body", 1)])
    >>> layer.at(12).start, len(layer.within(0, 30)), len(layer.starting_in(0, 10))
    (10, 2, 1)
    """

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self.rows: list[Row] = sorted(rows, key=lambda row: row.start)
        self.starts: list[int] = [row.start for row in self.rows]
        self._reach = list(accumulate((row.end for row in self.rows), max))

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def starting_in(self, start: int, end: int) -> list[Row]:
        """Return the rows that begin in ``text[start:end]``."""
        return self.rows[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def within(self, start: int, end: int) -> list[Row]:
        """Return the rows that lie wholly in ``text[start:end]``."""
        return [row for row in self.starting_in(start, end) if row.end <= end]

    def covering(self, start: int, end: int) -> list[Row]:
        """Return the rows that hold all of ``text[start:end]``, in order."""
        found, i = [], bisect_right(self.starts, start) - 1
        while i >= 0 and self._reach[i] >= end:
            if self.rows[i].end >= end:
                found.append(self.rows[i])
            i -= 1
        return found[::-1]

    def at(self, offset: int) -> Row | None:
        """Return the row that holds the character at *offset*, the last to begin where several do; None: no row."""
        found = self.covering(offset, offset + 1)
        return found[-1] if found else None

    def nearest(self, start: int, end: int, low: int, high: int) -> Row | None:
        """Return the row of ``text[low:high]`` that is nearest to ``text[start:end]`` by characters between them.

        Of two as near, the one before. None where that stretch has no row.
        """
        i = bisect_left(self.starts, start)
        beside = [row for row in self.rows[max(0, i - 1) : i + 1] if low <= row.start and row.end <= high]
        return min(beside, key=lambda row: max(row.start - end, start - row.end), default=None)


class Spans:
    """A set of spans, overlapping ones joined, that tells whether a place lies inside one of them.

    >>> marked = Spans([(3, 9), (20, 30)])
    >>> marked.hold(4, 8), marked.hold(8, 12)
    (True, False)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        self.spans = merge_spans(spans)
        self._starts = [start for start, _ in self.spans]

    def hold(self, start: int, end: int) -> bool:
        """Tell whether ``text[start:end]`` lies wholly inside one span."""
        i = bisect_right(self._starts, start) - 1
        return i >= 0 and end <= self.spans[i][1]


def merge_spans(spans: Iterable[Span]) -> list[Span]:
    """Return overlapping or touching spans joined, in order.

    >>> merge_spans([(5, 9), (0, 6), (20, 21)])
    [(0, 9), (20, 21)]
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def outside(length: int, spans: Iterable[Span]) -> list[Span]:
    """Return what *spans* leave of 0 … length.

    >>> outside(10, [(2, 4), (9, 10)])
    [(0, 2), (4, 9)]
    """
    edges = [(0, 0), *merge_spans(spans), (length, length)]
    return [(end, start) for (_, end), (start, _) in pairwise(edges) if start > end]
