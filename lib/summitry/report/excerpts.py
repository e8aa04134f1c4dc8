"""Excerpts: which stretches of an article may be shown around what was read from it."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from summitry.report.notes import Row
from summitry.schema import Span

MOST_CONTEXT = 40
"""Words shown on each side of what was read from an article, at most."""
FAIR_SHARE = 0.4
"""Share of an article's words that its excerpts may show, unless what was read from it is longer by itself."""
CONTEXTS = ((MOST_CONTEXT, 15), (25, 10), (15, 6), (10, 4), (6, 2), (3, 1), (2, 0), (0, 0))
"""Words on each side of a main mark and of any other, from the most to none; the first that is fair is taken."""
WORD = re.compile(r"\S+")
LINE = re.compile(r"[^\r\n]+")


def _join(spans: Sequence[Span]) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _widen(ranges: Sequence[Span], context: int, lines: Sequence[int]) -> list[Span]:
    """Return *ranges* of words with *context* words more on each side, as far as the line goes that they stand in."""
    return [
        (max(lines[bisect_right(lines, low) - 1], low - context), min(lines[bisect_left(lines, high)], high + context))
        for low, high in ranges
        if high > low
    ]


def choose_excerpts(
    text: str, main: Sequence[Span], other: Sequence[Span] = (), quoted: Sequence[Span] = ()
) -> list[Span]:
    """Return the stretches of *text* to show: each span with words around it, as many as a fair share allows.

    The spans of *main* (quotations, meetings, claims) get more words than those of *other* (dates, labels). Words
    inside *quoted* spans are a speaker's, not the outlet's, and are not counted. Words of another line are never added.

    >>> choose_excerpts("one two three four five six seven eight nine ten", [(4, 7)])
    [(0, 18)]
    """
    words = [match.span() for match in WORD.finditer(text)]
    starts, ends = [start for start, _ in words], [end for _, end in words]

    def find_words(spans: Sequence[Span]) -> list[Span]:
        return [(bisect_right(ends, start), bisect_left(starts, end)) for start, end in spans if end > start]

    counted = [1] * len(words)
    for low, high in find_words(quoted):
        counted[low:high] = [0] * max(0, high - low)
    total = [0, *itertools.accumulate(counted)]
    lines = sorted({bisect_left(starts, line.start()) for line in LINE.finditer(text)} | {0, len(words)})
    ranges, others = find_words(main), find_words(other)
    chosen: list[Span] = []
    for context, less in CONTEXTS:
        chosen = _join(_widen(ranges, context, lines) + _widen(others, less, lines))
        if sum(total[high] - total[low] for low, high in chosen) <= FAIR_SHARE * total[-1]:
            break
    return [(words[low][0], words[high - 1][1]) for low, high in chosen if high > low]


class Chunk(NamedTuple):
    """One line of the text and the pieces of it that are shown."""

    start: int
    end: int
    zone: str
    pieces: tuple[Span, ...]


def cut_lines(text: str, excerpts: Sequence[Span], zones: Sequence[Row]) -> list[Chunk]:
    """Return the lines of *text*, cut at the borders of zones, that hold a piece of *excerpts*."""
    borders = sorted({border for zone in zones for border in (zone["start"], zone["end"])})
    starts = [zone["start"] for zone in zones]
    finishes = [end for _, end in excerpts]
    chunks = []
    for line in LINE.finditer(text):
        inside = borders[bisect_right(borders, line.start()) : bisect_left(borders, line.end())]
        for start, end in itertools.pairwise([line.start(), *inside, line.end()]):
            near = itertools.takewhile(lambda span: span[0] < end, excerpts[bisect_right(finishes, start) :])  # noqa: B023
            pieces = tuple((max(start, low), min(end, high)) for low, high in near)
            if pieces and text[start:end].strip():
                position = bisect_right(starts, start) - 1
                within = position >= 0 and start < zones[position]["end"]
                chunks.append(Chunk(start, end, zones[position]["zone"] if within else "body", pieces))
    return chunks
