"""The words that report a meeting, and who meets whom in them: "X met Y", "talks between X and Y", "the two leaders sat
down", "X's upcoming summit with Y".

A sentence is read as a row of *items*: people, places, dates, pairs ("the two leaders"), triggers, other words. The
rules look left of a trigger for who meets and right of it for who is met; where somebody stands there whom the roster
does not know, there is no encounter.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from summitry.articles import Article, Sentence
from summitry.numerals import alternatives
from summitry.people import Person, Roster
from summitry.schema import Dates, Mentions
from summitry.words import read_words


class Item(NamedTuple):
    """A piece of a sentence: ``value`` is the person, the trigger or the lower-case word, ``owner`` whose "his" is."""

    kind: str
    start: int
    end: int
    value: str
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Encounter:
    """Words that report a meeting: the trigger's offsets, who meets, and how that was read.

    ``basis`` is explicit (both named or pointed at), pair ("the two leaders") or bare ("the talks", nobody named).
    ``before`` and ``after`` are the words around the trigger that tell whether it happened.
    """

    sentence: Sentence
    start: int
    end: int
    people: tuple[str, ...]
    mode: str
    basis: str
    before: str
    after: str
    phrase: str


TOKEN = re.compile(
    r"[^\W\d_]+(?:['’.][^\W\d_]+)*\.?(?<=[^\W_]\.)|[^\W\d_]+(?:['’][^\W\d_]+)*|\d+(?:st|nd|rd|th)?|[^\w\s]"
)
# 'the two leaders', 'both presidents', 'the pair', 'the two'
PAIR = re.compile(
    r"\b(?:the|these|both|our)\s{1,3}(?:(?:two|both)\s{1,3})?(?:\w{4,10}\s{1,3}(?:and\s{1,3}\w{4,10}\s{1,3})?)?"
    r"(?:leaders|presidents|men|heads\s+of\s+state|statesmen|strongmen|duo|pair)\b"
    r"|\bboth\s{1,3}(?:leaders|presidents|men)\b|\bthe\s{1,3}two\b(?!\s{1,3}[a-z])"
    r"|\bthe\s{1,3}two\b(?=\s{1,3}(?:met|meet|held|hold|sat|will|would|convened|spoke|talked|have|had|are|were|last|also|"
    r"first|then|again|of\s+them)\b)|\bthe\s+two\s+of\s+them\b|\beach\s{1,3}other\b|\bone\s{1,3}another\b",
    re.IGNORECASE,
)


@functools.cache
def tokens(kind: str) -> frozenset[str]:
    """Return the words of one kind in words/meeting_tokens.csv."""
    return frozenset(row["word"] for row in read_words("meeting_tokens") if row["kind"] == kind)


@functools.cache
def _triggers() -> dict[str, tuple[str, str]]:
    return {row["phrase"]: (row["kind"], row["mode"]) for row in read_words("meeting_triggers")}


@functools.cache
def trigger_pattern() -> re.Pattern[str]:
    """Return the pattern of trigger words, the longest first; written for 'held a video conference with'."""
    return re.compile(rf"\b{alternatives(list(_triggers()))}\b(?!-)", re.IGNORECASE)


@functools.cache
def places() -> dict[str, tuple[str, str]]:
    """Return the gazetteer: name in text to (city, country); city empty for a country."""
    return {row["name"]: (row["city"], row["country"]) for row in read_words("places")}


@functools.cache
def place_pattern() -> re.Pattern[str]:
    """Return the pattern of the gazetteer's names."""
    return re.compile(rf"(?<![\w-]){alternatives(list(places()))}(?!\w|[-–][A-Z])")


@functools.cache
def demonyms() -> dict[str, str]:
    """Return adjectives of countries with their country: 'Russian' to 'Russia'."""
    return {row["word"]: row["country"] for row in read_words("demonyms") if row["kind"] == "demonym"}


@functools.cache
def _counterpart_pattern() -> re.Pattern[str]:
    # 'his Russian counterpart', 'the Chinese president', 'Russia's leader'
    adjectives = alternatives(list(demonyms()))
    return re.compile(
        rf"\b(?:(?:his|her|the|its)\s{{1,3}})?({adjectives})\s{{1,3}}(?:(?:counterpart|president|leader|strongman)\b)(?!s|[’']s)",
        re.IGNORECASE,
    )


def is_leader(person: Person) -> bool:
    """Tell whether *person* can be one of "the two leaders": by role, or because the roster tells no role."""
    return not person.role or person.role.lower().startswith(tuple(sorted(tokens("leader role"))))


@dataclass(frozen=True)
class Scene:
    """What the rules know of an article: its text, its people, its dates, and who of them can be "the leaders"."""

    article: Article
    mentions: Sequence[Mentions]
    dates: Sequence[Dates]
    roster: Roster

    @functools.cached_property
    def leaders(self) -> frozenset[str]:
        return frozenset(person.name for person in self.roster.people if is_leader(person))

    @functools.cached_property
    def leader_mentions(self) -> list[Mentions]:
        return [mention for mention in self.mentions if mention.person in self.leaders]

    def of_country(self, country: str, before: int) -> str | None:
        """Return the leader of *country* who was named last before an offset, or the only one in the article."""
        named = [m for m in self.leader_mentions if m.person and self.roster.by_name[m.person].country == country]
        people = {m.person for m in named}
        if len(people) == 1:
            return people.pop()
        earlier = [m.person for m in named if m.start < before]
        return earlier[-1] if earlier else None

    def pair_in_play(self, sentence: Sentence, at: int, last: tuple[str, ...] | None) -> tuple[str, ...] | None:
        """Return the two leaders that "the two leaders" at an offset means, or None where that is open."""
        here = {m.person for m in self.leader_mentions if sentence.start <= m.start < sentence.end and m.person}
        if len(here) == 2:
            return tuple(sorted(here))
        if last and len(last) == 2 and here <= set(last):
            return last
        if len(here) > 2:
            return None
        recent: list[str] = sorted(here)
        for mention in reversed(self.leader_mentions):
            if mention.start < at and mention.person and mention.person not in recent and at - mention.start < 1500:
                recent.append(mention.person)
        if len(recent) < 2:
            recent = list(dict.fromkeys(m.person for m in self.leader_mentions if m.person))
            return tuple(sorted(recent)) if len(recent) == 2 else None
        return tuple(sorted(recent[:2]))


# --- items ----------------------------------------------------------------------------------------------------------


def read_items(scene: Scene, sentence: Sentence) -> list[Item]:
    """Return the items of *sentence*, in order; where two overlap, the one that begins first, then the longer."""
    text, (start, end) = scene.article.text, sentence[:2]
    found = [*_people(scene, start, end), *_places(text, start, end)]
    found += [Item("pair", m.start(), m.end(), "pair") for m in PAIR.finditer(text, start, end)]
    found += [
        Item("date", d.start, d.end, "date") for d in scene.dates if start <= d.start and d.end <= end and d.date_low
    ]
    found += [_trigger(m) for m in trigger_pattern().finditer(text, start, end)]
    found += [Item("word", m.start(), m.end(), m.group().lower()) for m in TOKEN.finditer(text, start, end)]
    items: list[Item] = []
    order = {"person": 0, "other": 0, "pair": 1, "trigger": 2, "place": 3, "date": 4, "word": 5}
    for item in sorted(found, key=lambda i: (i.start, order[i.kind], -i.end, not i.owner)):
        if items and item.start < items[-1].end:
            continue
        if items and item.kind == "person" and items[-1].kind == "person" and items[-1].value == item.value:
            items[-1] = items[-1]._replace(end=item.end)
            continue
        items.append(item)
    return items


def _trigger(found: re.Match[str]) -> Item:
    return Item("trigger", found.start(), found.end(), re.sub(r"\s+", " ", found.group().lower()))


def _people(scene: Scene, start: int, end: int) -> Iterable[Item]:
    for mention in scene.mentions:
        if start <= mention.start and mention.end <= end and mention.person:
            if mention.form == "pronoun" and mention.text.lower() in ("his", "her", "hers"):
                yield Item("word", mention.start, mention.end, mention.text.lower(), mention.person)
                continue
            known = mention.person in scene.roster.by_name
            words = mention.text
            possessive = 2 if words.endswith(("'s", "’s")) else 0
            yield Item("person" if known else "other", mention.start, mention.end - possessive, mention.person)
    for found in _counterpart_pattern().finditer(scene.article.text, start, end):
        person = scene.of_country(demonyms().get(found[1], ""), found.start())
        if person:
            yield Item("person", found.start(), found.end(), person)


def _places(text: str, start: int, end: int) -> Iterable[Item]:
    for found in place_pattern().finditer(text, start, end):
        yield Item("place", found.start(), found.end(), re.sub(r"\s+", " ", found.group()))


# --- who ------------------------------------------------------------------------------------------------------------

APOSTROPHE = ("'s", "’s")
CLAUSE_WORDS = frozenset({"and", "then", "but", "before", "after", "while", "where", "when", "who", "by", ","})


def _possessive(text: str, item: Item) -> bool:
    return text[item.end : item.end + 2] in APOSTROPHE or text[item.end - 2 : item.end] in APOSTROPHE


def _known_word(item: Item, text: str) -> bool:
    """Tell whether a word may stand inside "with his Russian counterpart, the Kremlin strongman" before the name."""
    return (
        item.value in tokens("title")
        or text[item.start : item.end] in demonyms()
        or item.value in ("'s", "’s", "’", "'", "s")
    )


def _named(items: Sequence[Item], at: int, text: str, limit: int = 8) -> tuple[list[Item], int]:
    """Return the people of the noun phrase that begins at item *at* ("President X and his guest Y"), and its end."""
    people: list[Item] = []
    i, steps = at, 0
    while i < len(items) and steps < limit:
        item = items[i]
        if item.kind in ("person", "pair"):
            follower = items[i + 1].value if i + 1 < len(items) else ""
            if _possessive(text, item) or follower in tokens("staff"):
                return people, i
            people.append(item)
            steps = 0
            follows = [x.value for x in items[i + 1 : i + 3]]
            joins = 2 if follows[:2] == [",", "and"] else 1 if follows[:1] in (["and"], [","], ["&"]) else 0
            if not joins or not _starts_person(items, i + 1 + joins, text):
                return people, i + 1
            i += 1 + joins
            continue
        if (item.kind == "place" and _possessive(text, item)) or (item.kind == "word" and _known_word(item, text)):
            i, steps = i + 1, steps + 1
            continue
        break
    return people, i


def _starts_person(items: Sequence[Item], at: int, text: str) -> bool:
    for item in items[at : at + 6]:
        if item.kind in ("person", "pair"):
            return True
        if not (item.kind == "place" and _possessive(text, item)) and not (
            item.kind == "word" and _known_word(item, text)
        ):
            return False
    return False


def _skippable(item: Item) -> bool:
    return item.kind in ("place", "date") or item.value in tokens("skip")


def _coordinated(items: Sequence[Item], at: int, text: str) -> list[Item]:
    """Return the person at item *at* and those joined to it on its left: "Xi, Modi and Putin"."""
    people = [items[at]]
    i = at - 1
    while i > 0:
        while i > 0 and items[i].kind == "word" and _known_word(items[i], text):
            i -= 1
        if items[i].value not in ("and", ",", "&") or i == 0:
            break
        step = 2 if items[i].value == "and" and items[i - 1].value == "," else 1
        if i - step < 0 or items[i - step].kind != "person" or _oblique(items, i - step, text):
            break
        i -= step
        people.append(items[i])
        i -= 1
    return people


def _oblique(items: Sequence[Item], at: int, text: str) -> bool:
    """Tell whether the person at item *at* hangs on a preposition ("with Putin") or owns something ("Putin's")."""
    if _possessive(text, items[at]):
        return True
    i = at - 1
    while i >= 0 and items[i].kind == "word" and _known_word(items[i], text):
        i -= 1
    return i >= 0 and items[i].value in tokens("oblique")


def _left_subject(items: Sequence[Item], at: int, text: str, strict: bool = True) -> tuple[list[Item], int]:
    """Return who acts in the verb before item *at*, and the first item of the verb group; nobody when unknown."""
    i = at - 1
    while i >= 0 and items[i].kind != "person" and _skippable(items[i]):
        i -= 1
    first = i + 1
    if i < 0:
        return [], first
    if items[i].kind == "pair":
        return [items[i]], first
    if items[i].kind == "person":
        return ([] if _oblique(items, i, text) and strict else _coordinated(items, i, text)), first
    if items[i].value in ("they", "both"):
        return [items[i]._replace(kind="pair")], first
    if items[i].value in CLAUSE_WORDS:
        return _clause_subject(items, i, text), first
    return [], first


def _clause_subject(items: Sequence[Item], at: int, text: str) -> list[Item]:
    """Return the nearest person left of item *at* that can be a subject, unless a stranger stands in between."""
    for i in range(at, -1, -1):
        item = items[i]
        if item.kind == "other":
            return []
        if item.kind == "pair" and item.end < items[at].start:
            return [item]
        if item.kind == "person" and not _oblique(items, i, text):
            return _coordinated(items, i, text)
        if item.kind == "word" and (_stranger(items, i, text) or item.value in tokens("staff")):
            return []
    return []


def _stranger(items: Sequence[Item], at: int, text: str) -> bool:
    """Tell whether the word at item *at* looks like a name that nobody here knows."""
    word = text[items[at].start : items[at].end]
    if not word[:1].isupper() or at == 0 or word in demonyms() or word.lower() in tokens("title"):
        return False
    return word.lower() not in tokens("capital") and not word.isupper()


def _right_subject(items: Sequence[Item], at: int, text: str) -> list[Item]:
    """Return the subject after an opening phrase: "After meeting Putin in Moscow, Xi flew home"."""
    for i in range(at, len(items)):
        if items[i].value == ",":
            people, _ = _named(items, i + 1, text)
            return people
    return []


def read_encounter(
    scene: Scene, sentence: Sentence, items: Sequence[Item], at: int, last: tuple[str, ...] | None
) -> Encounter | None:
    """Return the encounter that the trigger at item *at* reports, or None where no two people of the roster meet."""
    text = scene.article.text
    phrase = items[at].value
    kind, mode = _triggers()[phrase]
    people, basis, first, end = _participants(items, at, text, kind, phrase)
    if people is None:
        return None
    names: set[str] = {item.value for item in people if item.kind == "person"}
    if basis == "bare" or any(item.kind == "pair" for item in people):
        pair = scene.pair_in_play(sentence, items[at].start, last)
        if pair is None or not names <= set(pair):
            return None
        names, basis = set(pair), basis if basis == "bare" else "pair"
    if len(names) < 2:
        return None
    before = text[items[max(0, first - 6)].start : items[at].start].lower()
    after = text[items[at].end : min(sentence.end, items[at].end + 90)].lower()
    return Encounter(
        sentence, items[at].start, items[max(at, end - 1)].end, tuple(sorted(names)), mode, basis, before, after, phrase
    )


Found = tuple[list[Item] | None, str, int, int]
NOTHING: Found = (None, "", 0, 0)


def _participants(items: Sequence[Item], at: int, text: str, kind: str, phrase: str) -> Found:
    noun_like = phrase == "meet" and at and items[at - 1].value in ("upcoming", "forthcoming", "planned", "possible")
    if kind == "object":
        return _by_object(items, at, text)
    if kind == "verb" and not noun_like:
        return _by_verb(items, at, text)
    return _by_noun(items, at, text, phrase)


def _by_object(items: Sequence[Item], at: int, text: str) -> Found:
    """Read "Xi welcomed Putin", "Putin was received by Xi", "Xi shook hands with Putin"."""
    nxt = at + 1
    if nxt < len(items) and items[nxt].value in ("by", "with"):
        nxt += 1
    people, end = _named(items, nxt, text)
    subject, first = _left_subject(items, at, text)
    if not people or not subject:
        return NOTHING
    return [*people, *subject], "explicit", first, end


def _by_verb(items: Sequence[Item], at: int, text: str) -> Found:
    """Read "Xi met Putin", "Xi sat down on Friday with Putin", "Xi and Putin met", "the two leaders met"."""
    people, end, stranger = _met(items, at, text)
    subject, first = _left_subject(items, at, text)
    if stranger:
        return NOTHING
    if not subject and people and first <= 2:
        subject = _right_subject(items, end, text)
    if people and subject:
        return [*people, *subject], "explicit", first, end
    if not people and (len(subject) > 1 or any(item.kind == "pair" for item in subject)):
        return subject, "explicit", first, at + 1
    return NOTHING


def _met(items: Sequence[Item], at: int, text: str) -> tuple[list[Item], int, bool]:
    """Return who is met right of item *at*, the end of those words, and whether it is somebody unknown."""
    i = at + 1
    while i < len(items) and items[i].kind == "word" and items[i].value in tokens("adverb"):
        i += 1
    people, end = _named(items, i, text)
    if people:
        return people, end, False
    if i == at + 1 and i < len(items) and _object_like(items, i, text):
        return [], end, True
    for j in range(i, min(len(items), i + 12)):
        if items[j].value in (";", ":", ".", "“", '"', "—") or items[j].kind == "trigger":
            break
        if items[j].value == "with":
            people, end = _named(items, j + 1, text)
            return people, end, not people
    return [], at + 1, False


def _object_like(items: Sequence[Item], at: int, text: str) -> bool:
    """Tell whether item *at* begins the object of "met" (a stranger, a noun) rather than "in Moscow", "on Friday"."""
    item = items[at]
    if item.kind in ("place", "date", "trigger"):
        return item.kind == "place"
    return item.value not in tokens("after met") and not re.match(r"\W|\d", item.value)


def _by_noun(items: Sequence[Item], at: int, text: str, phrase: str) -> Found:
    """Read "talks between Xi and Putin", "Xi's talks with Putin", "the Xi-Putin talks", "after meeting Putin"."""
    people, end, preposition = _complement(items, at, text)
    if preposition == "stranger":
        return NOTHING
    if preposition == "between":
        ok = len(people) > 1 or any(item.kind == "pair" for item in people)
        return (people, "explicit", at, end) if ok else NOTHING
    owners = _owners(items, at, text)
    if people:
        subject = owners or _noun_subject(items, at, text, end)
        return ([*people, *subject], "explicit", at, end) if subject else NOTHING
    if len(owners) > 1:
        return owners, "explicit", at, at + 1
    held, first = _holding(items, at, text)
    if len(held) > 1 or any(item.kind == "pair" for item in held):
        return held, "explicit", first, at + 1
    if phrase in tokens("bare") and at and items[at - 1].value in tokens("bare determiner"):
        return [], "bare", at, at + 1
    return NOTHING


def _complement(items: Sequence[Item], at: int, text: str) -> tuple[list[Item], int, str]:
    """Return the people after "with", "between" or a participle, the end, and which of these it was."""
    for j in range(at + 1, min(len(items), at + 10)):
        item = items[j]
        if item.kind in ("person", "pair", "other", "trigger") or item.value in (".", ";", ":", ",", "—", "“", '"'):
            if j == at + 1 and item.kind in ("person", "other") and items[at].value == "meeting":
                people, end = _named(items, j, text)
                return people, end, "with" if people else "stranger"
            return [], at + 1, ""
        if item.value in ("with", "between", "of", "involving"):
            people, end = _named(items, j + 1, text)
            if people:
                return people, end, "between" if item.value in ("between", "involving", "of") else "with"
            if item.value != "of":
                return [], end, "stranger"
    return [], at + 1, ""


def _owners(items: Sequence[Item], at: int, text: str) -> list[Item]:
    """Return whose meeting it is: "Xi's first talks", "Xi and Putin's meeting", "the Xi-Putin summit"."""
    for i in range(at - 1, max(-1, at - 6), -1):
        item = items[i]
        if item.owner:
            return [item._replace(kind="person", value=item.owner)]
        if item.kind == "person":
            if i >= 2 and items[i - 1].value in ("-", "–", "—", "/") and items[i - 2].kind == "person":
                return [items[i - 2], item]
            return (
                _coordinated(items, i, text)
                if _possessive(text, item) or (item.end == items[at].start - 1 and i == at - 1)
                else []
            )
        if item.kind in ("pair", "trigger", "other") or item.value in ("held", "holds", "hold", ",", "and"):
            return [item] if item.kind == "pair" and _possessive(text, item) else []
    return []


def _holding(items: Sequence[Item], at: int, text: str) -> tuple[list[Item], int]:
    """Return who held the meeting: "Xi and Putin held two days of talks"."""
    for i in range(at - 1, max(-1, at - 7), -1):
        if items[i].value in tokens("holding"):
            return _left_subject(items, i, text)
        if items[i].kind in ("person", "pair", "other"):
            break
    subject, first = _left_subject(items, at, text)
    return (subject, first) if any(items[k].value in tokens("holding") for k in range(first, at)) else ([], at)


def _noun_subject(items: Sequence[Item], at: int, text: str, end: int) -> list[Item]:
    """Return who meets: "Xi came for talks with Putin", "Xi held talks with Putin", "After talks with Putin, Xi"."""
    held, _ = _holding(items, at, text)
    if held:
        return held
    for i in range(at - 1, max(-1, at - 7), -1):
        if items[i].value in tokens("holding"):
            return []
        if items[i].value in APOSTROPHE:
            return []
    subject = _clause_subject(items, at - 1, text) if at else []
    if subject:
        return subject
    return _right_subject(items, end, text) if items[0].value in tokens("opening") else []


def find_encounters(scene: Scene) -> list[Encounter]:
    """Return the encounters that *scene*'s article reports, in reading order, one for each trigger that holds."""
    encounters: list[Encounter] = []
    last: tuple[str, ...] | None = None
    for sentence in scene.article.sentences:
        if not trigger_pattern().search(scene.article.text, sentence.start, sentence.end):
            continue
        items = read_items(scene, sentence)
        for at, item in enumerate(items):
            if item.kind == "trigger":
                encounter = read_encounter(scene, sentence, items, at, last)
                if encounter:
                    last = encounter.people if len(encounter.people) == 2 else last
                    encounters.append(encounter)
    return encounters
