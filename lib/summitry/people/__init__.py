"""People: the roster, and every mention of a person by name, surname, title or pronoun."""

from summitry.people.mentions import PRONOUN_GENDERS, find_mentions
from summitry.people.names import NOT_NAMES
from summitry.people.roster import Person, Roster, RosterError, read_roster
