"""Who meets whom: "X met Y", "talks between X and Y", "the two leaders sat down", "X's upcoming summit with Y".

The rules look left of a trigger for who meets and right of it for who is met; where somebody stands there whom the
roster does not know, there is no encounter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summitry.articles import Sentence
from summitry.scene import Item, Scene, demonyms, read_items, tokens, triggers

PEOPLE = ("person", "pair", "duo")
APOSTROPHE = ("'s", "’s")
STOPS = frozenset({";", ":", ".", "“", '"', "—", "”"})
CLAUSE_WORDS = frozenset({"and", "then", "but", "before", "after", "while", "where", "when", "who", "by", ",", "as"})


@dataclass(frozen=True, slots=True)
class Encounter:
    """Words that report a meeting: the trigger's offsets, who meets, and how that was read.

    ``basis`` is explicit (both named or pointed at), pair ("the two leaders"), visit ("during X's visit both leaders")
    their ("their first meeting") or bare ("the talks", nobody named). ``group`` is where the verb group begins; ``finite`` says that the verb is a
    plain past or present, so that what it tells has happened unless it is denied.
    """

    sentence: Sentence
    start: int
    end: int
    people: tuple[str, ...]
    mode: str
    basis: str
    phrase: str
    group: int
    finite: bool


class Reading(NamedTuple):
    """Who a rule found around a trigger; ``first`` and ``end`` are the items that the reading covers."""

    people: list[Item]
    first: int
    end: int
    basis: str = "explicit"
    finite: bool = False


def find_encounters(scene: Scene) -> list[Encounter]:
    """Return the encounters that *scene*'s article reports, in reading order, one for each trigger that holds."""
    encounters: list[Encounter] = []
    last: tuple[str, ...] | None = None
    if not scene.has_two:
        return []
    for sentence in scene.triggered:
        if not scene.may_meet(sentence):
            continue
        items = read_items(scene, sentence)
        for at in (i for i, item in enumerate(items) if item.kind == "trigger"):
            encounter = _read_encounter(scene, sentence, items, at, last)
            if encounter:
                last = encounter.people if len(encounter.people) == 2 else last
                encounters.append(encounter)
    return encounters


def _read_encounter(
    scene: Scene, sentence: Sentence, items: Sequence[Item], at: int, last: tuple[str, ...] | None
) -> Encounter | None:
    """Return the encounter that the trigger at item *at* reports, or None where no two people of the roster meet."""
    reader = _Reader(items, at, scene.article.text)
    reading = reader.read()
    if reading is None:
        return None
    names = _names(reading.people)
    basis = reading.basis
    if basis in ("bare", "their", "visit") or any(item.kind == "pair" for item in reading.people):
        pair = scene.pair_in_play(sentence, items[at].start, last)
        if pair is None or not names <= set(pair):
            return None
        unnamed = basis in ("bare", "their") or any(item.value in ("they", "both") for item in reading.people)
        alone = any(item.value == "they" for item in reading.people)
        if unnamed and not scene.means_pair(sentence, pair, last, alone):
            return None
        names, basis = set(pair), "pair" if basis == "explicit" else basis
    if len(names & scene.leaders) > 1:
        names &= scene.leaders  # "Xi and his wife welcomed Putin" is a meeting of the two
    if len(names) < 2 or (basis == "visit" and not _is_host(scene, items, reading, names)):
        return None
    _, mode = triggers()[items[at].value]
    start = items[at].start
    end = items[max(at, reading.end - 1)].end
    group = items[min(reading.first, at)].start
    return Encounter(sentence, start, end, tuple(sorted(names)), mode, basis, items[at].value, group, reading.finite)


# 'unconfirmed reports that Putin might grace the forum in China': the modal and the verb that goes somewhere
EXPECTED_VISIT = re.compile(
    r"\b(?:might|may|could|would|will|(?:is|are)\s(?:expected|due|set|likely|invited)\sto|plans?\sto)\s(?:\w{1,12}\s){0,2}?"
    r"(?P<verb>visit|travel|attend|grace|go|fly|head|come|take\spart|join|arrive)\b"
)


def find_expected_visits(scene: Scene, people: tuple[str, ...]) -> list[Encounter]:
    """Return where the article expects one of two *people*, whose meeting it announces, in the other's country."""
    if len(people) != 2:
        return []
    visits = []
    text = scene.article.text
    for sentence in scene.sentences:
        here = scene.leaders_in(*sentence[:2])
        found = EXPECTED_VISIT.search(text, *sentence[:2]) if len(here) == 1 and here[0] in people else None
        host = next(name for name in people if name != here[0]) if found else ""
        if found and scene.goes_to(host, found.end(), sentence.end):
            start, end = found.span("verb")
            visits.append(Encounter(sentence, start, end, people, "", "visit", "visit", found.start(), False))
    return visits


def _names(people: Sequence[Item]) -> set[str]:
    return {name for item in people if item.kind in ("person", "duo") for name in item.value.split(";")}


def _is_host(scene: Scene, items: Sequence[Item], reading: Reading, names: set[str]) -> bool:
    """Tell whether the place after "X's visit to" is in the country of the other of the two."""
    end = items[min(len(items), reading.end + 4) - 1].end
    hosts = names - {item.value for item in reading.people}
    return any(scene.goes_to(name, items[reading.first].start, end) for name in hosts)


@dataclass(frozen=True, slots=True)
class _Reader:
    """The rules, over the items of one sentence, for the trigger at item ``at``."""

    items: Sequence[Item]
    at: int
    text: str

    def read(self) -> Reading | None:
        """Return who meets, or None."""
        phrase = self.items[self.at].value
        kind, _ = triggers()[phrase]
        if kind == "verb" and phrase in ("meet",) and self._value(self.at - 1) in tokens("planned adjective"):
            kind = "noun"
        rules = {
            "object": self._by_object,
            "verb": self._by_verb,
            "spoke": self._by_spoken,
            "visit": self._by_visit,
            "guest": self._by_guest,
        }
        return rules.get(kind, self._by_noun)()

    # --- rules, by kind of trigger

    def _by_object(self) -> Reading | None:
        """Read "Xi welcomed Putin", "Putin was received at the Kremlin by Xi", "Xi shook hands with Putin"."""
        subject, first = self._subject(self.at)
        after = self.at + 1
        if self._passive(first):
            after = self._find("by", self.at + 1, 8) + 1
        elif self._value(after) == "with":
            after += 1
        people, end = self._named(after) if after else ([], 0)
        people = self._not_oneself(people, subject)
        return (
            Reading([*subject, *people], first, end, finite=self._finite(first, self.at))
            if people and subject
            else None
        )

    def _by_verb(self) -> Reading | None:
        """Read "Xi met Putin", "Xi sat down on Friday with Putin", "Xi and Putin met", "the two leaders met"."""
        people, end, stranger = self._met()
        subject, first = self._subject(self.at)
        people = self._not_oneself(people, subject)
        if stranger or (self._passive(first) and self.items[self.at].value == "met" and not people):
            return None
        if not subject and people and first <= 2:
            subject = self._after_comma(end)
        finite = self._finite(first, self.at)
        if people and subject:
            return Reading([*subject, *people], first, end, finite=finite)
        if not people and self._plural(subject):
            return Reading(subject, first, self.at + 1, finite=finite)
        return None

    def _by_spoken(self) -> Reading | None:
        """Read "Xi spoke with Putin by phone": as a verb, when a telephone or video link stands near."""
        start, end = self.items[self.at].end, self.items[min(len(self.items), self.at + 14) - 1].end
        return self._by_verb() if REMOTE.search(self.text, max(0, start - 60), end) else None

    def _by_visit(self) -> Reading | None:
        """Read "during Putin's visit to China, both leaders vowed …"."""
        owners = self._owners()
        pair = any(item.kind == "pair" or item.value in ("their", "they") for item in self.items)
        return Reading(owners, self.at, self.at + 1, "visit") if owners and pair else None

    def _by_noun(self) -> Reading | None:
        """Read "talks between Xi and Putin", "Xi's talks with Putin", "the Xi-Putin talks", "after meeting Putin"."""
        people, end, how = self._complement()
        if how == "stranger":
            return None
        if how == "between":
            return Reading(people, self.at, end) if self._plural(people) else None
        held, first = self._holders()
        finite = first < self.at and self._finite(first, self.at)
        owners = self._owners()
        if people:
            subject = owners or held or ([] if first < self.at else self._adjunct_subject(end))
            return Reading([*people, *subject], first, end, finite=finite) if subject else None
        if len(owners) > 1 or any(item.kind == "duo" for item in owners):
            return Reading(owners, self.at, self.at + 1)
        if self._plural(held):
            return Reading(held, first, self.at + 1, finite=finite)
        if self.at == 0:  # "Meeting on the fringes of the summit, Xi and Putin agreed"
            subject = self._after_comma(1, 25)
            return Reading(subject, 0, 1) if self._plural(subject) else None
        return self._at_a_meeting() or self._bare()

    def _at_a_meeting(self) -> Reading | None:
        """Read "Trump and Zelenskyy clashed at a meeting in the White House"."""
        at = self._find_back(("at", "in", "during", "for"), self.at - 1, 4)
        if at < 1 or self._value(at + 1) not in ("a", "an") or self.items[self.at].value not in tokens("bare"):
            return None
        subject = self._clause_subject(at) if self._value(self.at + 1) != "of" else []
        return Reading(subject, self.at, self.at + 1) if self._plural(subject) else None

    def _bare(self) -> Reading | None:
        """Read "the talks in Beijing" and "in upcoming meeting", which name nobody."""
        value, before = self.items[self.at].value, self._value(self.at - 1)
        if self._value(self.at + 1) == "of":
            return None
        if before in tokens("planned adjective") and value in (*tokens("bare"), "meet"):
            named = [item for item in self.items if item.kind in PEOPLE]
            return Reading(self._coordinated(self.items.index(named[-1])), self.at, self.at + 1) if named else None
        if value in tokens("bare") and before in tokens("bare determiner") - {"their"}:
            return Reading([], self.at, self.at + 1, "bare")
        if value in tokens("bare") and self._determined():
            return Reading([], self.at, self.at + 1, "their")
        return None

    def _determined(self) -> bool:
        """Tell whether "their" or "the first" stands before the trigger: "their first formal meeting"."""
        for i in range(self.at - 1, max(-1, self.at - 5), -1):
            if self._value(i) in ("their", "our"):
                return not any(item.value in tokens("delegate") for item in self.items[:i])
            if self._value(i) == "the":
                return self._value(i + 1) in tokens("ordinal")
            if self.items[i].kind not in ("word", "place") or self._value(i) in STOPS or self._value(i) == ",":
                return False
        return False

    def _by_guest(self) -> Reading | None:
        """Read "Xi was Putin's guest in Moscow"."""
        owners = self._owners()
        at = self._find_back(("was", "is", "were", "be", "been"), self.at - 1, 5)
        subject, first = self._subject(at) if at >= 0 else ([], 0)
        return Reading([*subject, *owners], first, self.at + 1, finite=True) if subject and owners else None

    # --- right of the trigger

    def _met(self) -> tuple[list[Item], int, bool]:
        """Return who is met right of the trigger, the end of those words, and whether it is somebody unknown."""
        i = self.at + 1
        while self._value(i) in tokens("adverb") or self._value(i).endswith("ly"):
            i += 1
        people, end = self._named(i)
        if people:
            return people, end, False
        if i == self.at + 1 and self._begins_object(i):
            return [], end, True
        for j in range(i - 1, min(len(self.items), i + 12)):
            if self._value(j) in STOPS or (j > self.at and self.items[j].kind == "trigger"):
                break
            if self._value(j) in ("with", "alongside"):
                people, end = self._named(j + 1)
                return people, end, not people and self._value(j - 1) != ","
        return [], self.at + 1, False

    def _begins_object(self, at: int) -> bool:
        """Tell whether item *at* begins the object of "met" (a stranger, a noun), not "in Moscow" or "on Friday"."""
        if at >= len(self.items):
            return False
        item = self.items[at]
        if item.kind in ("place", "date", "trigger"):
            return item.kind == "place"
        return item.value not in tokens("after met") and not re.match(r"\W|\d", item.value)

    def _complement(self) -> tuple[list[Item], int, str]:
        """Return the people after "with", "between" or a participle, the end, and which of these it was."""
        for j in range(self.at + 1, min(len(self.items), self.at + 10)):
            item = self.items[j]
            if item.value in ("with", "between", "of", "involving"):
                people, end = self._named(j + 1)
                if people:
                    return people, end, "with" if item.value == "with" else "between"
                word = self.text[self.items[end].start : self.items[end].end] if end < len(self.items) else ""
                if item.value != "of" and (j == self.at + 1 or not word.islower() or word in tokens("staff")):
                    return [], end, "stranger"
            elif item.kind in (*PEOPLE, "other", "trigger") or item.value in STOPS or item.value == ",":
                direct = (
                    j == self.at + 1 and item.kind in ("person", "other") and self.items[self.at].value == "meeting"
                )
                people, end = self._named(j) if direct else ([], j)
                return people, end, "" if not direct else "with" if people else "stranger"
        return [], self.at + 1, ""

    def _named(self, at: int, limit: int = 8) -> tuple[list[Item], int]:
        """Return the people of the noun phrase at item *at* ("President X and his guest Y"), and its end."""
        people: list[Item] = []
        i, steps = at, 0
        while i < len(self.items) and steps < limit:
            item = self.items[i]
            if not people and item.kind == "word" and item.value in ("him", "her") and not item.owner:
                return [item._replace(kind="pair")], i + 1
            if item.kind in PEOPLE:
                if self._possessive(item):
                    return people, i
                if self._value(i + 1) in tokens("staff"):
                    i, steps = i + 2, steps + 1
                    continue
                people.append(item)
                i = self._skip_brackets(i + 1)
                joins = (
                    2 if [self._value(i), self._value(i + 1)] == [",", "and"] else self._value(i) in ("and", ",", "&")
                )
                if not joins or not self._starts_person(i + joins):
                    return people, i
                i, steps = i + joins, 0
            elif self._in_title(i):
                i, steps = i + 1, steps + 1
            else:
                break
        return people, i

    def _starts_person(self, at: int) -> bool:
        for i in range(at, min(len(self.items), at + 6)):
            if self.items[i].kind in PEOPLE:
                return True
            if not self._in_title(i):
                return False
        return False

    def _in_title(self, at: int) -> bool:
        """Tell whether item *at* may stand before a name, as in "his Russian counterpart, the smiling strongman …"."""
        item = self.items[at]
        if item.kind == "place":
            of = self._value(at - 1) if self._value(at - 1) != "the" else self._value(at - 2)
            return self._possessive(item) or of == "of"
        if item.kind != "word":
            return False
        words = self.text[item.start : item.end]
        if item.value in tokens("title") or words in demonyms() or item.value in (*APOSTROPHE, "’", "'", "s"):
            return True
        if item.value == ",":
            before = self.items[at - 1] if at else item
            return before.kind in ("word", "place") and before.value != "," and self._in_title(at - 1)
        adjective = words.islower() and self._value(at - 1) in ("the", "a", "an", "his", "her")
        return (
            adjective
            and item.value not in tokens("staff")
            and at + 1 < len(self.items)
            and (
                self.items[at + 1].kind in PEOPLE
                or self.text[self.items[at + 1].start : self.items[at + 1].end] in demonyms()
            )
        )

    def _after_comma(self, at: int, reach: int = 14) -> list[Item]:
        """Return the subject after an opening phrase: "After meeting Putin in Moscow, Xi flew home"."""
        for i in range(at, min(len(self.items), at + reach)):
            if self._value(i) == ",":
                people, _ = self._named(i + 1)
                if people or self._value(i + 1)[:1].isalpha():
                    return people
        return []

    # --- left of the trigger

    def _subject(self, at: int) -> tuple[list[Item], int]:
        """Return who acts in the verb before item *at*, and the first item of the verb group; nobody when unknown."""
        i = at - 1
        while i >= 0 and self._in_verb_group(i):
            i = min(i - 1, self._back_over_brackets(i))
        first = i + 1
        if i < 0:
            return [], first
        item = self.items[i]
        if item.kind in ("pair", "duo"):
            return [item], first
        if item.kind == "person":
            return ([] if self._oblique(i) else self._coordinated(i)), first
        if item.value in ("they", "both", "we"):
            return [item._replace(kind="pair")], first
        if item.value == "who":
            i -= 2 if self._value(i - 1) == "," else 1
            return (self._coordinated(i) if i >= 0 and self.items[i].kind == "person" else []), first
        if item.value == "i":
            return self._speaker(i), first
        purpose = any(self._value(k) == "to" for k in range(first, at))  # "stepped across the line to shake hands"
        return (self._clause_subject(i) if purpose or item.value in CLAUSE_WORDS else []), first

    def _in_verb_group(self, at: int) -> bool:
        item = self.items[at]
        if item.kind in PEOPLE or item.kind == "other":
            return False
        return (
            item.kind in ("place", "date")
            or item.value in tokens("skip")
            or item.value == ")"
            or (item.kind == "word" and item.value.endswith("ly"))
        )

    def _clause_subject(self, at: int) -> list[Item]:
        """Return the nearest person left of item *at* that can be a subject, unless a stranger stands in between.

        A comma that closes ", who will visit Xi," leads back to the person before "who".
        """
        if self._value(at) == ",":
            who = self._find_back(("who", "whom", "whose"), at - 1, 20)
            at = who - 1 if who > 0 and self._value(who - 1) == "," else at
        for i in range(at, -1, -1):
            item = self.items[i]
            if item.kind == "other" or item.value in tokens("staff") or self._stranger(i):
                return []
            if item.kind in ("pair", "duo"):
                return [item]
            if item.kind == "person" and not self._oblique(i):
                return self._coordinated(i)
        return []

    def _coordinated(self, at: int) -> list[Item]:
        """Return the person at item *at* and those joined to it on its left: "Xi, Modi and Putin"."""
        people = [self.items[at]]
        i = at - 1
        while i > 0:
            i = self._back_over_title(i)
            if self._value(i) not in ("and", ",", "&"):
                break
            step = 2 if self._value(i) == "and" and self._value(i - 1) == "," else 1
            before = self._back_over_brackets(i - step)
            if before < 0 or self.items[before].kind != "person" or self._oblique(before):
                break
            people.append(self.items[before])
            i = before - 1
        return people

    def _back_over_title(self, at: int) -> int:
        """Return the item before "the President of Russia," that ends at item *at*, else *at*."""
        i = at - 1 if self._value(at) == "," and self._in_title(at) else at
        while i > 0 and self._in_title(i) and self._value(i) != ",":
            i -= 1
        return i

    def _oblique(self, at: int) -> bool:
        """Tell whether the person at item *at* hangs on a preposition ("with Putin") or owns something ("Putin's")."""
        if self._possessive(self.items[at]):
            return True
        i = at - 1
        while i >= 0 and self._in_title(i):
            i -= 1
        return self._value(i) in tokens("oblique")

    def _stranger(self, at: int) -> bool:
        """Tell whether the word at item *at* looks like a name that nobody here knows."""
        item = self.items[at]
        word = self.text[item.start : item.end]
        if item.kind != "word" or at == 0 or not word[:1].isupper() or word.isupper():
            return False
        return word not in demonyms() and item.value not in tokens("title") and item.value not in tokens("capital")

    def _speaker(self, at: int) -> list[Item]:
        """Return who says "I": "“I met Xi,” Trump said", "Trump: I will meet Xi"."""
        people = [i for i, item in enumerate(self.items) if item.kind == "person"]
        for i in people:
            if self._value(i + 1) == ":" and i < at:
                return [self.items[i]]
            if i > self.at and tokens("saying") & {self._value(i - 1), self._value(i + 1)}:
                return [self.items[i]]
        return []

    def _owners(self) -> list[Item]:
        """Return whose meeting it is: "Xi's first talks", "Xi and Putin's meeting", "the Xi-Putin summit"."""
        for i in range(self.at - 1, max(-1, self.at - 6), -1):
            item = self.items[i]
            if item.owner:
                return [item._replace(kind="person", value=item.owner)]
            if item.kind == "person":
                if i >= 2 and self._value(i - 1) in ("-", "–", "—", "/") and self.items[i - 2].kind == "person":
                    return [self.items[i - 2], item]
                return self._coordinated(i) if self._possessive(item) else []
            if item.kind in ("pair", "duo"):
                possessive = self._possessive(item) or self.text[item.end : item.end + 1] in ("’", "'")
                return [item] if possessive or item.kind == "duo" else []
            if item.kind in ("trigger", "other") or item.value in tokens("holding") or item.value in (",", "and"):
                return []
        return []

    def _holders(self) -> tuple[list[Item], int]:
        """Return who held the meeting ("Xi and Putin held two days of talks") and where the verb group begins.

        Without a verb that holds the meeting it begins with the trigger.
        """
        for i in range(self.at - 1, max(-1, self.at - 8), -1):
            if self._value(i) in tokens("holding"):
                return self._subject(i)
            if self.items[i].kind in (*PEOPLE, "other") or self._value(i) in tokens("oblique") - {"of"}:
                break
        return [], self.at

    def _adjunct_subject(self, end: int) -> list[Item]:
        """Return who meets in "Xi arrived for talks with Putin" and "After talks with Putin, Xi …"."""
        for i in range(self.at - 1, max(-1, self.at - 5), -1):
            owned = self._value(i) in APOSTROPHE or self._value(i).endswith(APOSTROPHE)
            if owned and "date" not in (self.items[i].kind, self.items[i - 1].kind):
                return []
            if self._value(i) in tokens("oblique"):
                break
        subject = self._clause_subject(self.at - 1) if self.at else []
        if subject:
            return subject
        return self._after_comma(end) if self._value(0) in tokens("opening") else []

    # --- small looks

    def _value(self, at: int) -> str:
        return self.items[at].value if 0 <= at < len(self.items) else ""

    def _find(self, word: str, at: int, reach: int) -> int:
        """Return the item within *reach* that is *word*, or -1."""
        return next((i for i in range(at, min(len(self.items), at + reach)) if self._value(i) == word), -1)

    def _find_back(self, words: tuple[str, ...], at: int, reach: int) -> int:
        """Return the item at or up to *reach* before *at* that is one of *words*, or -1."""
        return next((i for i in range(at, max(-1, at - reach), -1) if self._value(i) in words), -1)

    def _plural(self, people: Sequence[Item]) -> bool:
        return len(people) > 1 or any(item.kind in ("pair", "duo") for item in people)

    def _passive(self, first: int) -> bool:
        return self._value(self.at - 1) in ("was", "were", "is", "are", "been", "be", "being")

    def _finite(self, first: int, at: int) -> bool:
        """Tell whether the verb group is a plain past or present, without "will", "to" or "not"."""
        values = {self._value(i) for i in range(first, at + 1)}
        return not values & tokens("open verb") and self._value(at) not in (
            "meet",
            "sit down",
            "meeting",
            "host",
            "hold",
        )

    def _possessive(self, item: Item) -> bool:
        return self.text[item.end : item.end + 2] in APOSTROPHE or self.text[item.end - 2 : item.end] in APOSTROPHE

    def _not_oneself(self, people: list[Item], subject: Sequence[Item]) -> list[Item]:
        """Return *people*; "him" who would be the subject himself is the other one."""
        if len(people) == 1 == len(subject) and people[0].value == subject[0].value:
            pronoun = self.text[people[0].start : people[0].end].lower() in ("him", "her")
            return [people[0]._replace(kind="pair")] if pronoun else []
        return people

    def _skip_brackets(self, at: int) -> int:
        """Return the item after "(left)" when one opens at item *at*, else *at*."""
        return at + 3 if self._value(at) == "(" and self._value(at + 2) == ")" else at

    def _back_over_brackets(self, at: int) -> int:
        """Return the item before "(left)" when one closes at item *at*, else *at*."""
        return at - 3 if self._value(at) == ")" and self._value(at - 2) == "(" else at


# 'spoke by phone', 'in a telephone call', 'over a secure video link'
REMOTE = re.compile(r"\b(?:(?:by|over the|on the|via|in a) (?:tele)?phone|telephone|phone call|video)", re.IGNORECASE)
