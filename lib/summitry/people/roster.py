"""The roster: the people whom the tables know by one canonical name each, how their names are written, their offices."""

import csv
import difflib
import functools
import operator
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from summitry.text import read_words, word_set


class RosterError(ValueError):
    """A roster file cannot be used."""


TITLES = {title if title.isupper() else title.lower(): row for row in read_words("titles") for title in [row["title"]]}
"""The rows of words/titles.csv by title: PM as it stands, so that 5 pm is none; the others in lower case."""
DEMONYMS = {row["word"]: row["country"] for row in read_words("demonyms")}
"""Country by demonym, seat of government or country."""
PARTICLES = word_set("name_particles")  # de, van, bin
PARTICLE = re.compile(rf"\b({'|'.join(sorted(PARTICLES))}) ")
# letters by which one name is written in two ways: Si and Xi, Volodimir and Volodymyr
SOUNDS = str.maketrans("ywxq", "ivsk")
SUFFIXES = frozenset(("jr", "sr", "ii", "iii"))
# "2017-2021", "2017-01-20 to 2021-01-20", "from 2025", "until 2013"
TERM = re.compile(r"(?:\b(from|since|until) )?\b(\d{4}(?:-\d\d-\d\d)?)\b(?:(?: to |-)(\d{4}(?:-\d\d-\d\d)?)?)?")


class Office(NamedTuple):
    """An office that somebody held, in lower case, and its first and last year or day ("" and "9999": not told)."""

    title: str
    first: str = ""
    last: str = "9999"

    def fits(self, title: str, day: str | None = None) -> bool:
        """Tell whether *title*, a key of TITLES, names the office ("leader": any head of state or government) as held on a
        *day*: "" where that is not known, so that the term must still run, None for any."""
        title = title if title in TITLES else "leader"  # the Chinese guest
        row, opening = TITLES[title], f"{self.title} "
        names = (row["office"] or title.replace("defence", "defense")).split("|")
        if row["rank"] == "head":
            named = opening.startswith(HEADS if "leader" in (title, *names) else tuple(f"{name} " for name in names))
        else:
            named = row["rank"] != "honorific" and not opening.startswith(HEADS) and any(n in self.title for n in names)
        if not named or not day:
            return named and (day is None or self.last >= "9")
        return self.first <= day[: len(self.first)] and day[: len(self.last)] <= self.last


HEADS = tuple(f"{title} " for title, row in TITLES.items() if row["rank"] == "head" and row["office"] != "leader")
"""What roles of heads of state or government begin with."""


@dataclass(frozen=True)
class Person:
    """One person of the roster. ``born`` is an ISO date, possibly only year and month, or empty.

    ``role`` lists offices with their years or days: "president 2008-2012, prime minister from 2012-05-08 to 2020".
    """

    name: str
    aliases: tuple[str, ...] = ()
    born: str = ""
    role: str = ""
    country: str = ""
    gender: str = ""

    @functools.cached_property
    def offices(self) -> tuple[Office, ...]:
        """The offices, one for each term.

        >>> Person("A", role="president of Peru 2001-2006 and from 2011, then envoy").offices[1:]
        (Office(title='president of peru', first='2011', last='9999'), Office(title='envoy', first='', last='9999'))
        """
        return tuple(office for part in re.split("[,;]", self.role.lower()) for office in _read_offices(part.strip()))

    def holds(self, title: str, day: str | None = None) -> bool:
        """Tell whether the person held the office that *title* names, on a *day* as Office.fits has it."""
        return any(office.fits(title, day) for office in self.offices)


def _read_offices(part: str) -> Iterator[Office]:
    title, *_ = TERM.split(part.removeprefix("then "), maxsplit=1)
    terms = [term.group(1, 2, 3, 0) for term in TERM.finditer(part)] or [("until", "", "9999", "")]
    for word, first, last, words in terms:
        is_open = word in ("from", "since") or words.endswith("-")
        end = last or ("9999" if is_open else first)
        yield Office(title.strip().replace("defence", "defense"), "" if word == "until" else first, end)


@functools.lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Return the letters of a name alone, in lower case and without accents.

    >>> fold("Jong-Un"), fold("ERDOĞAN"), fold("von der Leyen")
    ('jongun', 'erdogan', 'vonderleyen')
    """
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", word).lower()))


def alias_words(alias: str) -> tuple[str, ...]:
    """Return the words of a way to write a name, without the titles before it; "von der Leyen" is one word."""
    words = PARTICLE.sub(r"\1_", alias).split()
    while len(words) > 1 and {words[0].strip("."), words[0].strip(".").lower()} & TITLES.keys():
        del words[0]
    return tuple(words)


def _fold_name(words: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a name, folded, without the suffix at their end."""
    folded = tuple(map(fold, words))
    return folded[:-1] if folded[-1:] and folded[-1] in SUFFIXES else folded


@dataclass(frozen=True, eq=False)
class Roster:
    """The people that the tables know by one canonical name each."""

    people: tuple[Person, ...]

    @functools.cached_property
    def by_name(self) -> dict[str, Person]:
        return {person.name: person for person in self.people}

    @functools.cached_property
    def spellings(self) -> list[tuple[tuple[str, ...], Person]]:
        """Every way to write a name, as folded words without titles, and whose it is, in the order of the rows."""
        return [(_fold_name(alias_words(alias)), p) for p in self.people for alias in (p.name, *p.aliases)]

    @functools.cached_property
    def by_key(self) -> dict[str, Person]:
        """The people by the letters of each way to write their names, family name last or first; the first row wins."""
        turned = [(words[::-1], person) for words, person in self.spellings if len(words) == 2]
        return {"".join(words): person for words, person in (*turned[::-1], *self.spellings[::-1])}

    @functools.cached_property
    def by_word(self) -> dict[str, list[tuple[tuple[str, ...], Person]]]:
        """The ways to write a name in two words or more, by the sound of each of their words."""
        found: dict[str, list[tuple[tuple[str, ...], Person]]] = {}
        for words, person in self.spellings:
            for word in set(words) if len(words) > 1 else ():
                found.setdefault(word.translate(SOUNDS), []).append((words, person))
        return found

    def has_word(self, word: str) -> bool:
        """Tell whether *word* may stand in a full name of the roster."""
        return fold(word).translate(SOUNDS) in self.by_word

    def find(self, *words: str) -> Person | None:
        """Return whom *words* name, however capitals, accents, hyphens and the order of two words are written."""
        return self.by_key.get("".join(map(fold, words)))

    def find_alias(self, alias: str) -> Person | None:
        """Return whom one way to write a name means."""
        return self.by_name.get(alias) or self.find(*alias_words(alias))

    def suggest(self, name: str) -> str:
        """Return the names of up to three people, one of whose ways to be written is near to *name*."""
        written = {alias: person.name for person in self.people for alias in (*person.aliases, person.name)}
        near = difflib.get_close_matches(name, written, n=9, cutoff=0.4) or written
        return ", ".join(list(dict.fromkeys(written[alias] for alias in near))[:3])

    def look_alike(self, name: str) -> Person | None:
        """Return who of the roster has a name much like that of somebody outside it: an alias may be missing."""
        near = difflib.get_close_matches(fold(name), self.by_key, n=1, cutoff=0.8)
        return self.by_key[near[0]] if near and name not in self.by_name else None

    def is_slip(self, alias: str) -> bool:
        """Tell whether a full name names somebody, if at all, with a letter off."""
        words = alias_words(alias)
        return len(words) > 1 and not self.find(*words) and not self.read(*words, slips=False)

    @functools.lru_cache(maxsize=1 << 14)  # noqa: B019  (a roster lives as long as its process)
    def read(self, *words: str, slips: bool = True) -> Person | None:
        """Return whom two words or more name, as the roster does, with a middle name, or with one letter off (*slips*).

        None: nobody, or two alike. "Joseph R. Biden Jr." is Joe Biden, but "Donald Trump Jr." is not Donald Trump.
        """
        bare = _fold_name(words)
        listed = [one for word in dict.fromkeys(bare) for one in self.by_word.get(word.translate(SOUNDS), ())]
        exact = self.by_key.get("".join(bare))
        for same in (_is_fuller, _is_slip)[: 1 + slips]:
            people = {exact} if exact else {person for spelling, person in listed if same(bare, spelling)}
            if len(people) == 1:
                person = people.pop()
                names = (person.name, *person.aliases) if len(bare) < len(words) else ()
                return person if not names or any(fold(name.split()[-1]) in SUFFIXES for name in names) else None
        return None

    @functools.lru_cache(maxsize=1 << 12)  # noqa: B019  (as above)
    def holders(self, title: str, country: str = "") -> tuple[Person, ...]:
        """Return who ever held the office that *title* names, in *country* or anywhere."""
        at_home = (p for p in self.people if country in ("", DEMONYMS.get(p.country, p.country)))
        return tuple(person for person in at_home if person.holds(title))

    @functools.cached_property
    def foreign_aliases(self) -> re.Pattern[str] | None:
        """The names in scripts without capital letters or spaces (习近平)."""
        foreign = [a for p in self.people for a in p.aliases if not a.isascii() and a.upper() == a.lower()]
        return re.compile("|".join(map(re.escape, foreign))) if foreign else None


def _is_fuller(words: tuple[str, ...], spelling: tuple[str, ...]) -> bool:
    """Tell whether one of two ways to write a name has what the other leaves out: initials, middle or first names.

    >>> _is_fuller(("joe", "robinette", "biden"), ("joe", "biden")), _is_fuller(("v", "putin"), ("vladimir", "putin"))
    (True, True)
    """
    if len(words) < len(spelling):  # Tayyip Erdogan
        return len(words) > 1 and (words == spelling[-len(words) :] or _is_fuller(spelling, words))
    middle = spelling[1:-1]
    shared = [(words[0], spelling[0]), *zip(words[1:], middle, strict=False), (words[-1], spelling[-1])]
    return len(words) <= len(spelling) + 2 and all(
        a[: len(b) == 1 or None] == b[: len(a) == 1 or None] for a, b in shared
    )


def _is_slip(words: tuple[str, ...], spelling: tuple[str, ...]) -> bool:
    """Tell whether two ways to write a name differ by letters that sound alike, or in one word by one letter.

    >>> _is_slip(("vladmir", "putin"), ("vladimir", "putin")), _is_slip(("li", "jinping"), ("xi", "jinping"))
    (True, False)
    """
    if len(words) > 2 and len(words) == len(spelling) + 1:  # Kim Jong Eun
        words = (words[0], "".join(words[1:]))
    differ = [(a, b) for a, b in zip(words, spelling, strict=False) if a.translate(SOUNDS) != b.translate(SOUNDS)]
    if len(words) != len(spelling) or len(differ) > 1:
        return False
    # of words under five letters one off makes another name: Wang Yi, Wang Yu
    return all(a[0] == b[0] and min(len(a), len(b)) > 4 and _is_one_off(a, b) for a, b in differ)


def _is_one_off(a: str, b: str) -> bool:
    """Tell whether one letter too many, too few or another, or two that changed places, make *a* of *b*."""
    shortened = ({word, *(word[:i] + word[i + 1 :] for i in range(len(word)))} for word in (a, b))
    return not next(shortened).isdisjoint(next(shortened))


def read_roster(path: Path) -> Roster:
    """Read a roster from a CSV file with the columns name, aliases (joined by ;), born, role, country, gender.

    All columns but ``name`` may be missing or empty; gender is male or female and helps with pronouns. Rows of one name
    are one person: the later ones add aliases, and facts that the first leaves open.

    Raises RosterError when the file has no column ``name`` or no rows, or a name has a ; in it; OSError when it cannot be read.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    if not rows or "name" not in rows[0]:
        raise RosterError(f"{path} is no roster: it needs a header with the column 'name' and at least one row")
    cleaned = [{key: (value or "").strip() for key, value in row.items() if isinstance(key, str)} for row in rows]
    people: dict[str, Person] = {}
    for row in filter(operator.itemgetter("name"), cleaned):
        if ";" in row["name"]:
            raise RosterError(
                f"{path}: a name may not have a ; in it, which joins names in the tables: {row['name']!r:.100}"
            )
        known = people.get(row["name"], Person(row["name"]))
        aliases = filter(None, map(str.strip, row.get("aliases", "").split(";")))
        stated = (getattr(known, key) or row.get(key, "") for key in ("born", "role", "country", "gender"))
        people[known.name] = Person(known.name, (*known.aliases, *aliases), *stated)
    return Roster(tuple(people.values()))
