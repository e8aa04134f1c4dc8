"""Spans of a text: joined, turned round, and asked whether they hold a place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import pairwise

from summitry.schema import Span


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


class Spans:
    """A set of spans that answers fast whether a place lies inside one of them.

    >>> marked = Spans([(3, 9), (20, 30)])
    >>> marked.hold(4, 8), marked.hold(8, 12)
    (True, False)
    """

    def __init__(self, spans: Iterable[Span]) -> None:
        merged = merge_spans(spans)
        self._starts = [start for start, _ in merged]
        self._ends = [end for _, end in merged]

    def hold(self, start: int, end: int) -> bool:
        """Tell whether start … end lies wholly inside one span."""
        index = bisect_right(self._starts, start) - 1
        return index >= 0 and end <= self._ends[index]
