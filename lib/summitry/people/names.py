"""Names: the roster of people that the tables know by one canonical name each, and the names that a text has."""

from __future__ import annotations

import csv
import functools
import operator
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from summitry.schema import Span
from summitry.text import Document, Tokens, read_words, word_set


class RosterError(ValueError):
    """A roster file cannot be used."""


@dataclass(frozen=True)
class Person:
    """One person of the roster. ``born`` is an ISO date, possibly only year and month, or empty."""

    name: str
    aliases: tuple[str, ...] = ()
    born: str = ""
    role: str = ""
    country: str = ""
    gender: str = ""


@dataclass(frozen=True, eq=False)
class Roster:
    """The people that the tables know by one canonical name each."""

    people: tuple[Person, ...]

    @functools.cached_property
    def by_name(self) -> dict[str, Person]:
        return {person.name: person for person in self.people}

    @functools.cached_property
    def by_alias(self) -> dict[tuple[str, ...], Person]:
        """The people by the words of each way to write their names, titles left out; the first row wins.

        Names without their accents and in capitals ("VLADIMIR Putin", as tabloids open) come behind as they are given.
        """
        found: dict[tuple[str, ...], Person] = {}
        given = [(alias_words(alias), person) for person in self.people for alias in (person.name, *person.aliases)]
        for words, person in given:
            found.setdefault(words, person)
        for words, person in given:
            plain = tuple(map(_without_accents, words))
            capitals = tuple(word.upper() for word in plain)
            for other in (plain, capitals, (*capitals[:1], *plain[1:])):
                if len(other) > 1 or len(other[0]) > 2:
                    found.setdefault(other, person)
        return found

    def find(self, words: tuple[str, ...]) -> Person | None:
        """Return whom *words* name, with or without their accents."""
        plain = all(map(str.isascii, words))
        return self.by_alias.get(words) or (None if plain else self.by_alias.get(tuple(map(_without_accents, words))))

    @functools.cached_property
    def foreign_aliases(self) -> re.Pattern[str] | None:
        """The names in scripts without capital letters or spaces (习近平)."""
        foreign = [a for p in self.people for a in p.aliases if not a.isascii() and a.upper() == a.lower()]
        return re.compile("|".join(map(re.escape, foreign))) if foreign else None


def read_roster(path: Path) -> Roster:
    """Read a roster from a CSV file with the columns name, aliases (joined by ;), born, role, country, gender.

    All columns but ``name`` may be missing or empty; gender is male or female and helps with pronouns.

    Raises RosterError when the file has no column ``name`` or no rows, or a name has a ; in it; OSError when it cannot be read.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or "name" not in rows[0]:
        raise RosterError(f"{path} is no roster: it needs a header with the column 'name' and at least one row")
    cleaned = [{key: (value or "").strip() for key, value in row.items() if isinstance(key, str)} for row in rows]
    people = []
    for row in filter(operator.itemgetter("name"), cleaned):
        if ";" in row["name"]:
            raise RosterError(
                f"{path}: a name may not have a ; in it, which joins names in the tables: {row['name']!r:.100}"
            )
        aliases = tuple(filter(None, map(str.strip, row.get("aliases", "").split(";"))))
        people.append(
            Person(row["name"], aliases, *(row.get(key, "") for key in ("born", "role", "country", "gender")))
        )
    return Roster(tuple(people))


def _without_accents(word: str) -> str:
    """Return *word* without accents: Erdogan for Erdoğan."""
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def alias_words(alias: str) -> tuple[str, ...]:
    """Return the words of a way to write a name, without the titles before it."""
    words = alias.replace(".", "").split()
    while len(words) > 1 and words[0].lower() in {*TITLES, "pm"}:
        del words[0]
    return tuple(words)


TITLES = {row["title"].lower(): row for row in read_words("titles")}
"""The rows of words/titles.csv by title."""
GIVEN_NAMES = {row["name"]: row["gender"] for row in read_words("given_names")}
"""Gender (male, female or empty) by given name."""
NOT_NAMES = {row["word"]: row["kind"] for row in read_words("not_names")}
"""The kind (opening or institution) of capitalised words that are no part of a person's name."""
DEMONYMS = {row["word"]: row["country"] for row in read_words("demonyms")}
"""Country by demonym, seat of government or country."""


_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĘĚĞĢİĪĶĹŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽА-ЯЁІЇЄ"
# J. · U.S. · Sen. · Putin in Putin’s · Jong-un · O’Brien · al-Assad
NAME_WORD = re.compile(
    rf"(?:^|(?<=[-.&]))(?:al-|el-)?[{_CAPITAL}](?:\.(?:[{_CAPITAL}]\.)*|\w*(?:-\w+)*(?:[’'][{_CAPITAL}]\w*)?(?:\.$)?)"
)
PARTICLES = word_set("name_particles")  # de, van, bin
NO_NAME_AFTER = frozenset("’'@#")
LONGEST_NAME = 4


class Word(NamedTuple):
    """One word of a name."""

    start: int
    end: int
    text: str


class Name(NamedTuple):
    """A run of capitalised words that may name a person; ``title`` is the lower-case title before it, or empty."""

    start: int
    end: int
    text: str
    title: str
    words: tuple[Word, ...]

    @property
    def gender(self) -> str:
        """The gender, male or female, by title first and by given name then; else an empty string."""
        given = GIVEN_NAMES.get(self.words[0].text, "") if len(self.words) > 1 else ""
        return TITLES.get(self.title, {}).get("gender", "") or given


def find_names(doc: Document) -> Iterator[Name]:
    """Yield what the runs of capitalised words in the sentences may name, but words alone that name nobody.

    >>> doc = Document("a", "But Russian President Vladimir Putin left.")
    >>> [(name.text, name.title) for name in find_names(doc)]
    [('Vladimir Putin', 'president')]
    """
    for begins, run in _find_runs(doc.text, doc.tokens):
        for words, title in _read_run(run):
            title = _title_before(doc.text, doc.tokens, begins) if title is None else title
            yield Name(words[0].start, words[-1].end, " ".join(word.text for word in words), title, words)


@functools.lru_cache(maxsize=1 << 16)
def _read_word(spelling: str) -> Span:
    """Return where in a token stands what can belong to a name: Putin of "Putin’s", nothing of "vodka"."""
    found = NAME_WORD.search(spelling)
    return found.span() if found else (0, 0)


def _find_runs(text: str, tokens: Tokens) -> list[tuple[int, list[Word]]]:
    """Return the runs of capitalised words, each with the number of its first token.

    Particles go with the word that they precede: Maria · de la Cruz.
    """
    runs: list[tuple[int, list[Word]]] = []
    last = -2  # number of the last run's last token, if another word may follow it
    for at, (low, high) in enumerate(map(_read_word, tokens.spellings)):
        if not high:
            continue
        first, start, end = at, tokens.starts[at] + low, tokens.starts[at] + high
        while at - first < 2 and tokens.spellings[first - 1] in PARTICLES and _touch(text, tokens, first - 1):
            first -= 1
        if last == first - 1 and not low and _touch(text, tokens, last):
            runs[-1][1].append(Word(tokens.starts[first], end, text[tokens.starts[first] : end]))
        elif not start or text[start - 1] not in NO_NAME_AFTER:
            runs.append((at, [Word(start, end, text[start:end])]))
        last = at if end == tokens.ends[at] and runs and runs[-1][1][-1].end == end else -2
    return runs


def _touch(text: str, tokens: Tokens, at: int) -> bool:
    """Tell whether one blank stands between token *at* and the next."""
    return text[tokens.ends[at] : tokens.starts[at + 1]] in (" ", "\u00a0")


@functools.lru_cache(maxsize=1 << 16)
def _kind(word: str) -> str:
    """Return what a capitalised word is if it is no part of a name: title, institution, other; else an empty string."""
    bare = word.rstrip(".") if len(word) > 2 else word
    if bare.lower() in TITLES:
        return "title"
    if NOT_NAMES.get(bare) == "institution":
        return "institution"
    return "other" if bare in NOT_NAMES or not {word, bare}.isdisjoint(DEMONYMS) else ""


def _read_run(run: list[Word]) -> Iterator[tuple[tuple[Word, ...], str | None]]:
    """Yield what a run of capitalised words may name, with the title in it; None: what stands before it may be one.

    These are its stretches between opening words, demonyms, institutions and titles. One that an institution's word
    follows ("Fox News") is left out, as is a letter by itself.
    """
    first, title = 0, ""
    for i, kind in enumerate([*(_kind(word.text) for word in run), "end"]):
        if not kind:
            continue
        words = tuple(run[first:i])
        if 0 < len(words) <= LONGEST_NAME and kind != "institution" and any(len(word.text) > 1 for word in words):
            yield words, title if first else None
        first, title = i + 1, _title(run[i - 1].text if i else "", run[i].text) if kind == "title" else ""


def _title_before(text: str, tokens: Tokens, at: int) -> str:
    """Return the lower-case title just before token *at* ("spokesman", "prime minister"), or an empty string."""
    if not at or not _touch(text, tokens, at - 1):
        return ""
    return _title(tokens.spellings[at - 2] if at > 1 and _touch(text, tokens, at - 2) else "", tokens.spellings[at - 1])


def _title(before: str, word: str) -> str:
    """Return the title that *word* is, together with the one before it or alone, or an empty string."""
    one = word.rstrip(".").lower()
    two = f"{before} {one}".lower()
    return two if two in TITLES else one if one in TITLES else ""
