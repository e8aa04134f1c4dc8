"""Quotation marks: which stretches of a text stand between them, however they were drawn.

Handled: straight, curly and German marks, guillemets, doubled single marks (''…''), British single marks beside
apostrophes, marks drawn the wrong way round, nested marks, a mark that opens a paragraph and is never closed because
the quotation goes on in the next one, inches and minutes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from summitry.schema import Span


class Marked(NamedTuple):
    """Words between marks. ``start``/``end`` include the marks, ``inner_start``/``inner_end`` do not."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    single: bool
    closed: bool


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool
    closes: bool


LINE = re.compile(r"[^\r\n]+")
# “Yes,” »Ja« „Ja“ ''yes'' ``yes'' "yes"
DOUBLE_MARK = re.compile(r"[\"“”„‟«»″＂'`‘’,](?:(?<=[\"“”„‟«»″＂])|(?<=')'|(?<=`)`|(?<=‘)‘|(?<=’)’|(?<=,),(?=\w))")
# ‘Yes,’ 'yes,' and every apostrophe
SINGLE_MARK = re.compile(r"[‘’'‛‚]")
OPENING, CLOSING = "“„‟«‘‚", "”»″’"
# ’90s, ’em: an apostrophe that only looks as if it opened something
ELISION = re.compile(r"[’'](?:\d0s|em|til|tis|twas|cause|n)\b", re.IGNORECASE)
SPEECH_ENDED = re.compile(r"[,.?!…]\s")
WORD_SIGN = re.compile(r"\w")
ENDS_SPEECH = ",.?!;…—"


def find_lines(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield the lines of ``text[start:end]`` with anything in them."""
    return LINE.finditer(text, start, end)


def find_marked(text: str, spans: Iterable[Span]) -> list[Marked]:
    """Return the outermost marked stretches inside *spans*, in order and without overlap.

    A stretch never crosses a line break: one that is not closed ends with its paragraph. Marks around no word, as in
    ``""`` or ``"…"``, quote nothing.

    >>> text = "He called it ''a gift'' from 'the people' of O'Hare."
    >>> [text[m.start : m.end] for m in find_marked(text, [(0, len(text))])]
    ["''a gift''", "'the people'"]
    """
    marked = []
    for start, end in spans:
        for paragraph in find_lines(text, start, end):
            doubles = list(_find_double(text, paragraph.start(), paragraph.end()))
            marked += doubles
            marked += _find_single(text, _gaps(paragraph.start(), paragraph.end(), doubles))
    return sorted(m for m in marked if WORD_SIGN.search(text, m.inner_start, m.inner_end))


def _gaps(start: int, end: int, taken: list[Marked]) -> Iterator[Span]:
    """Yield the stretches of (start, end) that no member of *taken* covers."""
    for marked in taken:
        yield start, marked.start
        start = marked.end
    yield start, end


# --- double marks ---------------------------------------------------------------------------------------------------


def _find_double(text: str, start: int, end: int) -> Iterator[Marked]:
    """Yield the outermost stretches between double marks in one paragraph."""
    marks = [_read_mark(text, found, start, end) for found in DOUBLE_MARK.finditer(text, start, end)]
    if not marks:
        return
    closing = list(accumulate(reversed([mark.closes and not mark.opens for mark in marks]), initial=0))[::-1][1:]
    last_closer = max((i for i, mark in enumerate(marks) if mark.closes), default=-1)
    opened: _Mark | None = None
    depth = 0
    for i, mark in enumerate(marks):
        if opened is None:
            inch = mark.start > 0 and text[mark.start - 1].isdigit()  # a 6" screen
            if mark.opens and not inch:
                opened, depth = mark, 1
        elif mark.closes and not (mark.opens and text[mark.start] in OPENING and i < len(marks) - 2):
            depth -= 1
            if depth == 0 or i >= last_closer:
                yield Marked(opened.start, mark.end, opened.end, mark.start, False, True)
                opened = None
        elif mark.opens:
            if closing[i] > depth:
                depth += 1
            elif _was_left_open(text, opened, mark):
                yield _unclosed(text, opened, mark.start)
                opened, depth = mark, 1
    if opened is not None and opened.end < end:
        yield _unclosed(text, opened, end)


def _read_mark(text: str, found: re.Match[str], low: int, high: int) -> _Mark:
    """Tell which way a mark can point: by the white space around it first, by its shape where that leaves both."""
    start, end = found.span()
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    opens = not after.isspace() and not before.isalnum() and before not in ",.?!…%"
    closes = not before.isspace() and before not in "([—–-" and (not after.isalnum() or not opens)
    shape = text[start]
    if opens == closes:
        if shape in OPENING:
            return _Mark(start, end, True, shape == "“" and before.isalnum())
        if shape in CLOSING or text[start:end] == "''":
            return _Mark(start, end, before.isspace() and after.isalnum(), True)
        return _Mark(start, end, not after.isspace() or before.isspace(), True)
    return _Mark(start, end, opens, closes)


def _was_left_open(text: str, opened: _Mark, mark: _Mark) -> bool:
    """Tell whether a second opening mark shows that the first was never closed: words of speech end between them."""
    between = text[max(opened.end, mark.start - 400) : mark.start]
    return text[mark.start] in OPENING and SPEECH_ENDED.search(between) is not None


def _unclosed(text: str, opened: _Mark, end: int) -> Marked:
    while end > opened.end and text[end - 1].isspace():
        end -= 1
    return Marked(opened.start, end, opened.end, end, False, False)


# --- single marks ---------------------------------------------------------------------------------------------------


def _find_single(text: str, gaps: Iterable[Span]) -> Iterator[Marked]:
    """Yield the stretches between single marks outside double ones; an apostrophe is not a mark."""
    for low, high in gaps:
        marks = [found.start() for found in SINGLE_MARK.finditer(text, low, high)]
        openers = [at for at in marks if _opens_single(text, at, low, high)]
        reached = low
        for i, opener in enumerate(openers):
            if opener < reached:
                continue
            limit = openers[i + 1] if i + 1 < len(openers) else high
            closer = _find_closer(text, opener + 1, limit, high)
            if closer is not None:
                reached = closer + 1
                yield Marked(opener, closer + 1, opener + 1, closer, True, True)


def _opens_single(text: str, at: int, low: int, high: int) -> bool:
    before = text[at - 1] if at > low else " "
    after = text[at + 1] if at + 1 < high else " "
    if before.isalnum() or before in "’'‘" or not (after.isalnum() or after in '$£€#@…[“"'):
        return False
    return text[at] == "‘" or not ELISION.match(text, at)


def _find_closer(text: str, start: int, limit: int, high: int) -> int | None:
    """Return where the single mark stands that closes a quotation opened before *start*, or None.

    A mark after punctuation is trusted most, then one that is no plural's possessive ("the leaders' talks").
    """
    closers = [
        m.start()
        for m in SINGLE_MARK.finditer(text, start, limit)
        if text[m.start()] != "‘"
        and not text[m.start() - 1].isspace()
        and not (m.end() < high and text[m.end()].isalnum())
    ]
    for trusted in (lambda before: before in ENDS_SPEECH, lambda before: before != "s", lambda before: True):
        for closer in closers:
            if trusted(text[closer - 1]):
                return closer
    return None
