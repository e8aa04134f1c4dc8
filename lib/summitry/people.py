"""People: the roster, and every mention of a person by name, surname, title or pronoun."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from summitry.articles import Article
from summitry.schema import Mentions


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


@dataclass(frozen=True)
class Roster:
    """The people that the tables know by one canonical name each."""

    people: tuple[Person, ...]

    @cached_property
    def by_name(self) -> dict[str, Person]:
        return {person.name: person for person in self.people}


def read_roster(path: Path) -> Roster:
    """Read a roster from a CSV file with the columns name, aliases (joined by ;), born, role, country.

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
        row["name"].strip(), aliases, *(((row.get(key) or "").strip()) for key in ("born", "role", "country"))
    )


def find_mentions(article: Article, roster: Roster) -> list[Mentions]:
    """Return the mentions of people in *article*, in reading order; first version: none."""
    return []
