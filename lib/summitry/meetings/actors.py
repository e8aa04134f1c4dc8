"""Who acts and who is acted on around a word: noun phrases to its right, subjects to its left, without a parser."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from summitry.meetings.scene import Item
from summitry.meetings.words import demonyms, tokens

PEOPLE = ("person", "pair", "duo")
APOSTROPHE = ("'s", "’s")
STOPS = frozenset({";", ":", ".", "“", '"', "—", "”"})
CLAUSE_WORDS = frozenset({"and", "then", "but", "before", "after", "while", "where", "when", "who", "by", ",", "as"})


@dataclass(frozen=True, slots=True)
class Clause:
    """The items of one sentence, looked at from the one at ``at``."""

    items: Sequence[Item]
    at: int
    text: str

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

    def _speaker(self, at: int) -> list[Item]:
        """Return who says "I": "“I met Xi,” Trump said", "Trump: I will meet Xi"."""
        people = [i for i, item in enumerate(self.items) if item.kind == "person"]
        for i in people:
            if self._value(i + 1) == ":" and i < at:
                return [self.items[i]]
            if i > self.at and tokens("saying") & {self._value(i - 1), self._value(i + 1)}:
                return [self.items[i]]
        return []
