"""Paragraphs and sentences of a text, as offsets."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from summitry.schema import Span, ZoneName, Zones
from summitry.text.lexicon import read_words, word_set

READABLE: tuple[ZoneName, ...] = ("headline", "caption", "body")
"""The zones whose words feed the instruments."""


class Sentence(NamedTuple):
    """A sentence's offsets, its zone, and the number of its paragraph (a line or block of text) in the article."""

    start: int
    end: int
    zone: ZoneName
    paragraph: int


# --- paragraphs -----------------------------------------------------------------------------------------------------

LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of *text*: its lines, joined where the text is broken at a fixed width.

    >>> find_paragraphs("One.\\n\\nTwo.")
    ((0, 4), (6, 10))
    """
    lines = []
    for found in LINE.finditer(text):
        start, end = strip(text, found.start(), found.end())
        if start < end:
            lines.append((start, end))
    return tuple(_join_wrapped(text, lines) if len(lines) > 3 else lines)


def _is_broken(text: str, above: Span, below: Span) -> bool:
    """Tell whether a sentence runs from the line *above* on into the line *below*, with no blank line between."""
    return (
        below[0] - above[1] < 40
        and text[below[0]].islower()
        and above[1] - above[0] >= 30
        and text[above[1] - 1] not in '.!?:;…”"'
        and text.count("\n", above[1], below[0]) == 1
    )


def _join_wrapped(text: str, lines: list[Span]) -> list[Span]:
    """Join the lines of a text that was broken at a fixed width, as old databases and mail do; others stay."""
    broken = sum(_is_broken(text, above, below) for above, below in itertools.pairwise(lines))
    if broken < 3 or broken < len(lines) / 6:
        return lines
    width = max(end - start for start, end in lines)
    if width > 130:
        return lines
    joined = lines[:1]
    last = lines[0]
    for line in lines[1:]:
        adjacent = text.count("\n", last[1], line[0]) == 1
        full = last[1] - last[0] >= 0.6 * width
        if adjacent and (full or text[line[0]].islower()):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
        last = line
    return joined


# --- sentences ------------------------------------------------------------------------------------------------------

# A stop with its closing marks, white space, then something that can open a sentence: 'He said: "No." Then he left.'
# or a stop and a capital glued to it, as bad scrapers leave them: 'He left.Then it rained.'
# (a pattern that begins with one set of characters is searched for far faster than one that begins with a choice)
SENTENCE_END = re.compile(
    r"[.!?…。！？](?:"
    r"(?<=[.!?…])[.!?…]{0,5}(?:''|[\"”’»)\]]){0,4}(?=\s{1,9}[\"“‘'«„(\[`–—\-]{0,4}[^\W_a-z])"
    r"|(?<=[a-z]{3}[.!?])[”\"]?(?=[“\"]?[A-Z][a-z])"
    r"|(?<=[。！？])[。！？]*[”」』]*)"
)
NEXT_WORD = re.compile(r"[\s\"“‘'«„(\[`–—\-]{0,12}([^\W\d_]+|\d)")


@functools.cache
def _abbreviations() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in read_words("abbreviations")}


def _continues(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Tell whether the sentence that began at *start* goes on after *stop*: an abbreviation, initial or ellipsis."""
    at = stop.start()
    mark = text[at]
    if mark == "…" or text.startswith("...", at):
        return at == start or text[at - 1].isspace()
    if mark != "." or stop.end() - at > 1:
        return False
    token = text[max(text.rfind(" ", start, at) + 1, text.rfind("\xa0", start, at) + 1, start) : at].lstrip(
        "\"“”‘’'([-–—/"
    )
    if len(token) > 9 or not token:
        return False
    if token.isdigit():
        return at - start <= 3  # '1. Trade', the number of a list's item
    return _is_abbreviation(token, text, stop.end(), end)


def _is_abbreviation(token: str, text: str, after: int, end: int) -> bool:
    """Tell whether the full stop after *token* belongs to it, by what kind of abbreviation it is and what follows."""
    kind = _abbreviations().get(token) or (_abbreviations().get(token.lower()) if len(token) > 1 else None)
    if kind is None or (kind != "title" and token.islower() and token in ("no", "art", "ill", "mass", "miss")):
        initials = len(token) == 1 or all(len(part) == 1 for part in token.split("."))
        if not (initials and token[0].isupper() and token != "I"):
            return False
        kind = "other"
    if kind == "title":
        return True
    found = NEXT_WORD.match(text, after, end)
    word = found.group(1) if found else ""
    return word.isdigit() if kind == "number" else word not in word_set("openers")


def find_sentences(text: str, zones: Iterable[Zones], paragraphs: Iterable[Span]) -> Iterator[Sentence]:
    """Yield the sentences of the readable zones; a sentence never crosses the end of its paragraph."""
    waiting, number = iter(paragraphs), 0
    first, last = next(waiting, (len(text), len(text)))
    for zone in zones:
        if zone.zone not in READABLE:
            continue
        while first < zone.end:
            start, end = max(first, zone.start), min(last, zone.end)
            if start < end:
                number += 1
                for begins, stops in _split(text, start, end):
                    yield Sentence(begins, stops, zone.zone, number)
            if last > zone.end:
                break
            first, last = next(waiting, (len(text), len(text)))


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of the paragraph ``text[start:end]``, without white space around them."""
    for stop in SENTENCE_END.finditer(text, start, end):
        if _continues(text, start, stop, end):
            continue
        yield strip(text, start, stop.end())
        start = stop.end()
    if not text[start:end].isspace() and start < end:
        yield strip(text, start, end)


def strip(text: str, start: int, end: int) -> Span:
    """Return the offsets of ``text[start:end]`` without the white space around it.

    >>> strip(" a b ", 0, 5)
    (1, 4)
    """
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
