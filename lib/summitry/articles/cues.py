"""Cues: what the word list furniture.csv says of a line, such as that it asks to share the article."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from summitry.articles.lines import CALENDAR_DAY, PAGE_AGE, Line
from summitry.schema import ZoneName
from summitry.text import read_words


class Cue(NamedTuple):
    """What a word-list cue says of the line that carries it."""

    zone: ZoneName
    kind: str


def _pattern(cue: str) -> str:
    return re.escape(cue).replace(r"\*", ".{0,60}?").replace(r"\#", r"[\d.,]{1,9}[km]?").replace(r"\ ", " ")


@functools.cache
def _cues(where: str) -> tuple[frozenset[str], re.Pattern[str] | None, dict[str, Cue]]:
    """Return the plain cues of *where*, one pattern of those with wildcards, and what each says."""
    rows = [row for row in read_words("furniture") if row["where"] == where]
    said = {row["cue"]: Cue(row["zone"], row["kind"]) for row in rows}  # type: ignore[arg-type]
    wild = [cue for cue in said if "*" in cue or "#" in cue]
    plain = frozenset(said) - frozenset(wild)
    pattern = re.compile("|".join(f"(?P<c{list(said).index(cue)}>{_pattern(cue)})" for cue in wild)) if wild else None
    return plain, pattern, said


def _said(where: str, found: re.Match[str]) -> Cue:
    said = _cues(where)[2]
    return list(said.values())[int((found.lastgroup or "c0")[1:])]


@functools.cache
def _starts() -> tuple[dict[str, tuple[str, ...]], re.Pattern[str] | None]:
    """Return the plain opening cues by their first four letters, and one pattern of the others."""
    plain, pattern, _ = _cues("start")
    table: dict[str, tuple[str, ...]] = {}
    for cue in sorted(plain, key=len, reverse=True):
        table[cue[:4]] = (*table.get(cue[:4], ()), cue)
    return table, pattern


def find_cue(line: Line) -> Cue | None:
    """Return what the word list furniture.csv says of *line*, or None. Long lines are never furniture."""
    if line.words > 60 or len(line.text) > 600:
        return None
    text = line.text.lower().replace("’", "'")
    return _whole_cue(text) or _opening_cue(text, line.words) or _inner_cue(text)


# '0612/bei', an agency's mark of desk and day
SIGN_OFF = re.compile(r"\d{2,6}/[a-z]{2,5}(?:/[a-z]{2,5})?")


def _whole_cue(text: str) -> Cue | None:
    if len(text) > 60:
        return None
    plain, pattern, said = _cues("line")
    bare = text.strip(" :.…!>»→|-–—[]()*")
    if not any(map(str.isalpha, bare)) and not text.strip().endswith((".", "%")) and not CALENDAR_DAY.search(bare):
        return Cue("furniture", "counter")
    if bare in plain:
        return said[bare]
    if PAGE_AGE.match(bare):
        return Cue("furniture", "page age")
    if SIGN_OFF.fullmatch(bare):
        return Cue("furniture", "end mark")
    found = pattern.fullmatch(bare) if pattern else None
    return _said("line", found) if found else None


def _opening_cue(text: str, words: int) -> Cue | None:
    table, pattern = _starts()
    bare = text.lstrip("[ ")
    if any(map(text.__contains__, _inside_words())):
        for cue, inside in _insides().items():
            if cue in text:
                return inside
    for cue in table.get(bare[:4], ()):
        after = bare[len(cue) : len(cue) + 1]
        if bare.startswith(cue) and not (cue[-1].isalpha() and after.isalnum()):
            return _cues("start")[2][cue]
    found = pattern.match(bare) if pattern else None
    return _said("start", found) if found else None


@functools.cache
def _insides() -> dict[str, Cue]:
    return {row["cue"]: Cue(row["zone"], row["kind"]) for row in read_words("furniture") if row["where"] == "inside"}  # type: ignore[arg-type]


@functools.cache
def _inside_words() -> frozenset[str]:
    """Return the longest word of each such cue: fewer than there are cues, and where none stands, no cue does."""
    return frozenset(max(cue.split(), key=len) for cue in _insides())


@functools.cache
def _endings() -> tuple[str, ...]:
    return tuple(row["cue"] for row in read_words("furniture") if row["where"] == "end")


def _inner_cue(text: str) -> Cue | None:
    if "all rights reserved" in text:
        return Cue("furniture", "copyright")
    if text.endswith(_endings()):
        return Cue("furniture", "more")
    _, pattern, _ = _cues("anywhere")
    found = pattern.search(text) if pattern and "|" in text else None
    return _said("anywhere", found) if found else None
