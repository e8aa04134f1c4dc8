"""The rules for a trigger: who meets whom in "X met Y", "talks between X and Y", "during X's visit both leaders".

They look left of the trigger for who meets and right of it for who is met; where somebody stands there whom the roster
does not know, there is no encounter.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from summitry.meetings.actors import APOSTROPHE, PEOPLE, STOPS, Clause
from summitry.meetings.scene import Item
from summitry.meetings.words import tokens, triggers


class Reading(NamedTuple):
    """Who a rule found around a trigger; ``first`` and ``end`` are the items that the reading covers."""

    people: list[Item]
    first: int
    end: int
    basis: str = "explicit"
    finite: bool = False


class Reader(Clause):
    """The rules for the trigger at item ``at``."""

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
        if not people and self._value(self.at - 1) in ("was", "were") and subject:  # "was met on the tarmac by Modi"
            by = self._find("by", self.at + 1, 8)
            people, end = self._named(by + 1) if by > 0 else ([], end)
            stranger = not people
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
        _, mode = triggers()[self.items[self.at].value]
        if not mode and not REMOTE.search(self.text, max(0, start - 60), end):
            return None
        subject, first = self._subject(self.at)
        if self.items[self.at].value.startswith("discuss") and self._plural(subject):
            return Reading(subject, first, self.at + 1, finite=self._finite(first, self.at))  # its object is a topic
        return self._by_verb()

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
        return self._meeting_now() or self._at_a_meeting() or self._bare()

    def _meeting_now(self) -> Reading | None:
        """Read "Putin and Modi, meeting in Moscow, agreed" and "Xi and Putin are meeting in Beijing"."""
        if self.items[self.at].value != "meeting" or self._value(self.at - 1) not in (",", "are", "were"):
            return None
        subject, first = self._subject(self.at)
        joint = self._plural(subject) and not self._begins_object(self.at + 1)
        return Reading(subject, first, self.at + 1, finite=True) if joint else None

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
            if self._value(i) == "planned" and self._value(i - 1) in tokens("title"):
                continue  # "scrapped a planned summit"
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


# 'spoke by phone', 'in a telephone call', 'over a secure video link'
REMOTE = re.compile(r"\b(?:(?:by|over the|on the|via|in a) (?:tele)?phone|telephone|phone call|video)", re.IGNORECASE)
