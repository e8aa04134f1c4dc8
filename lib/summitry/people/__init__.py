"""People: the roster, and every mention of a person by name, surname, title or pronoun."""

from summitry.people.mentions import find_mentions, pronoun_genders
from summitry.people.names import Person, Roster, RosterError, not_names, read_roster

__all__ = ["Person", "Roster", "RosterError", "find_mentions", "not_names", "pronoun_genders", "read_roster"]
