"""People: the roster, and every mention of a person by name, surname, title or pronoun."""

from summitry.people.mentions import (
    HEAD_OF_STATE,
    PERSON_FOLLOWS,
    TITLE_BESIDE,
    Cast,
    Person,
    Roster,
    RosterError,
    find_mentions,
    read_roster,
)

__all__ = [
    "HEAD_OF_STATE",
    "PERSON_FOLLOWS",
    "TITLE_BESIDE",
    "Cast",
    "Person",
    "Roster",
    "RosterError",
    "find_mentions",
    "read_roster",
]
