"""The roster: the people that the tables know by one canonical name each, read from a CSV file."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from summitry.people.names import titles


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

    @cached_property
    def by_name(self) -> dict[str, Person]:
        return {person.name: person for person in self.people}

    @cached_property
    def by_alias(self) -> dict[tuple[str, ...], Person]:
        """The people by the words of each way to write their names, titles left out; the first row wins.

        Names without their accents and in capitals ("VLADIMIR Putin", as tabloids open) come behind as they are given.
        """
        found: dict[tuple[str, ...], Person] = {}
        given = [(alias_words(alias), person) for person in self.people for alias in (person.name, *person.aliases)]
        for words, person in given:
            found.setdefault(words, person)
        for words, person in given:
            plain = tuple(map(without_accents, words))
            capitals = tuple(word.upper() for word in plain)
            for other in (plain, capitals, (*capitals[:1], *plain[1:])):
                if len(other) > 1 or len(other[0]) > 2:
                    found.setdefault(other, person)
        return found

    def find(self, words: tuple[str, ...]) -> Person | None:
        """Return whom *words* name, with or without their accents."""
        plain = self.by_alias.get(words)
        return plain or (
            None if all(map(str.isascii, words)) else self.by_alias.get(tuple(map(without_accents, words)))
        )

    @cached_property
    def foreign_aliases(self) -> re.Pattern[str] | None:
        """The names in scripts without capital letters or spaces (习近平)."""
        foreign = [a for p in self.people for a in p.aliases if not a.isascii() and a.upper() == a.lower()]
        return re.compile("|".join(map(re.escape, foreign))) if foreign else None


def read_roster(path: Path) -> Roster:
    """Read a roster from a CSV file with the columns name, aliases (joined by ;), born, role, country, gender.

    All columns but ``name`` may be missing or empty; gender is male or female and helps with pronouns.

    Raises RosterError when the file has no column ``name`` or no rows, OSError when it cannot be read.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or "name" not in rows[0]:
        raise RosterError(f"{path} is no roster: it needs a header with the column 'name' and at least one row")
    return Roster(tuple(_read_person(row) for row in rows if row["name"].strip()))


def _read_person(row: dict[str, str]) -> Person:
    aliases = tuple(alias.strip() for alias in (row.get("aliases") or "").split(";") if alias.strip())
    return Person(
        row["name"].strip(), aliases, *(((row.get(key) or "").strip()) for key in ("born", "role", "country", "gender"))
    )


def without_accents(word: str) -> str:
    """Return *word* without accents.

    >>> without_accents("Erdoğan")
    'Erdogan'
    """
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


def alias_words(alias: str) -> tuple[str, ...]:
    """Return the words of a way to write a name, without the titles before it."""
    words = alias.replace(".", "").split()
    while len(words) > 1 and words[0].lower() in {*titles(), "pm"}:
        del words[0]
    return tuple(words)
