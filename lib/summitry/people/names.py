"""Names: runs of capitalised words, freed of titles and of words that only open a sentence."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from summitry.kept import Kept
from summitry.text import read_words


class Token(NamedTuple):
    """One word of a name."""

    start: int
    end: int
    text: str


class Name(NamedTuple):
    """A run of capitalised words that may name a person; ``title`` is the lower-case title before it, or empty."""

    tokens: tuple[Token, ...]
    title: str

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def text(self) -> str:
        return " ".join(token.text for token in self.tokens)


_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĘĚĞĢİĪĶĹŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽА-ЯЁІЇЄ"
_ABBREVIATIONS = (
    *("Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Adm", "Col", "Capt", "Lt", "Sgt", "Prof", "Rev", "Maj"),
    *("Cmdr", "Jr", "Sr", "St"),
)
_PARTICLE = r"(?:(?:de|la|von|van|der|den|bin|ibn|da|di|du|dos|del|ter)[ \u00a0]){0,2}"
# what follows the capital of: J. · U.S. · Sen. · Putin · Jong-un · O’Brien
_REST = (
    rf"(?:\.(?:[{_CAPITAL}]\.)*|[a-z]{{1,3}}\.(?:{'|'.join(rf'(?<={word}.)' for word in _ABBREVIATIONS)})"
    rf"|\w*+(?:-\w++)*+(?:[’'][{_CAPITAL}]\w*+)?)"
)
# Putin · al-Assad
_TOKEN = rf"(?:(?:al-|el-)?[{_CAPITAL}]{_REST})"
# "Russian President Vladimir V. Putin" in: Russian President Vladimir V. Putin's aide; it begins with a set of letters,
# which is searched for fast, so that a first "al-" is left to find_runs
CAPITALISED_RUN = re.compile(rf"[{_CAPITAL}](?<![\w’'@#].){_REST}(?:[ \u00a0]{_PARTICLE}{_TOKEN}){{0,11}}")
NAME_TOKEN = re.compile(rf"{_PARTICLE}{_TOKEN}")
# no name begins right after one of these
WORD_END = re.compile(r"[\w’'@#]")
# the spokesman in: Kremlin spokesman Dmitry Peskov
WORDS_BEFORE = re.compile(r"(\w[\w-]{0,40}[ \u00a0])?(\w[\w-]{0,40})[ \u00a0]$")
LONGEST_NAME = 4


@functools.cache
def titles() -> dict[str, dict[str, str]]:
    """Return the rows of words/titles.csv by title."""
    return {row["title"].lower(): row for row in read_words("titles")}


@functools.cache
def given_names() -> dict[str, str]:
    """Return gender (male, female or empty) by given name."""
    return {row["name"]: row["gender"] for row in read_words("given_names")}


@functools.cache
def not_names() -> dict[str, str]:
    """Return the kind (opening or institution) of capitalised words that are no part of a person's name."""
    return {row["word"]: row["kind"] for row in read_words("not_names")}


@functools.cache
def demonyms() -> dict[str, tuple[str, str]]:
    """Return (country, kind) by demonym, seat of government or country."""
    return {row["word"]: (row["country"], row["kind"]) for row in read_words("demonyms")}


@functools.lru_cache(maxsize=100_000)
def _kind(word: str) -> str:
    """Return what a capitalised word is if it is no part of a name: title, institution, other; else an empty string."""
    if word.rstrip(".").lower() in titles():
        return "title"
    if word in not_names() or word in demonyms():
        return "institution" if not_names().get(word) == "institution" else "other"
    return ""


def find_names(text: str, start: int, end: int) -> Iterator[Name]:
    """Yield what the runs of capitalised words in ``text[start:end]`` may name, but words alone that name nobody.

    >>> text = "But Russian President Vladimir Putin left."
    >>> [(n.text, n.title) for n in find_names(text, 0, len(text))]
    [('Vladimir Putin', 'president')]
    """
    for run in CAPITALISED_RUN.finditer(text, start, end):
        first, last = run.span()
        if text.endswith(("al-", "el-"), start, first) and not WORD_END.match(text[max(0, first - 4) : first - 3]):
            first -= 3
        for tokens, title in _runs[text[first:last]]:
            moved = tuple([Token(first + start, first + end, word) for start, end, word in tokens])
            yield Name(moved, _title_before(text, moved[0].start) if title is None else title)


def _read_run(words: str) -> tuple[tuple[tuple[Token, ...], str | None], ...]:
    """Return what a run of capitalised words may name, with the title in it; None: what stands before it may be one.

    These are its stretches between opening words, demonyms, institutions and titles. One that an institution's word
    follows ("Fox News") is left out, as is a letter by itself.
    """
    run = [Token(*found.span(), found.group()) for found in NAME_TOKEN.finditer(words)]
    names: list[tuple[tuple[Token, ...], str | None]] = []
    first, title = 0, ""
    for i, kind in enumerate([*(_kind(token.text) for token in run), "end"]):
        if not kind:
            continue
        tokens = tuple(run[first:i])
        if 0 < len(tokens) <= LONGEST_NAME and kind != "institution" and any(len(token.text) > 1 for token in tokens):
            names.append((tokens, title if first else None))
        first, title = i + 1, _longest_title(run, i) if kind == "title" else ""
    return tuple(names)


_runs = Kept(_read_run)


def _longest_title(run: Sequence[Token], last: int) -> str:
    """Return the title that ends with word *last* of *run*, of two words where they are one ("prime minister")."""
    one = run[last].text.rstrip(".").lower()
    two = f"{run[last - 1].text} {one}".lower() if last else one
    return two if two in titles() else one


@functools.cache
def _title_endings() -> frozenset[str]:
    """Return the last letters of all titles, three or the whole of a shorter one: what does not end so is none."""
    return frozenset(title[-3:] for title in titles())


def _title_before(text: str, at: int) -> str:
    """Return the lower-case title just before *at* ("spokesman", "prime minister"), or an empty string."""
    if text[at - 1 : at] not in (" ", "\u00a0"):
        return ""
    before, endings = text[max(0, at - 4) : at - 1].lower(), _title_endings()
    if before not in endings and before[-2:] not in endings:
        return ""
    found = WORDS_BEFORE.search(text, max(0, at - 40), at)
    if not found:
        return ""
    two = ((found.group(1) or "") + found.group(2)).lower()
    return two if two in titles() else found.group(2).lower() if found.group(2).lower() in titles() else ""


def find_gender(name: Name) -> str:
    """Return male, female or an empty string, by title first and by given name then."""
    return titles().get(name.title, {}).get("gender", "") or (
        given_names().get(name.tokens[0].text, "") if len(name.tokens) > 1 else ""
    )
