"""Every mention of a person by name, surname, title or pronoun, and who is meant."""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import compress

from summitry.people.names import (
    DEMONYMS,
    GIVEN_NAMES,
    NOT_NAMES,
    TITLES,
    Name,
    Person,
    Roster,
    alias_words,
    find_names,
)
from summitry.schema import Mentions
from summitry.text import READABLE, Document, Spans, read_words, spell_out, word_set


def find_mentions(doc: Document) -> list[Mentions]:
    """Return the mentions of people in the headline, captions and body of *doc*, in reading order.

    Names outside the roster are found by title, given name or what follows them, and are given the fullest name
    that the article has for them. ``person`` is null where the text does not decide: a surname that two people of
    the article share, a pronoun with two antecedents, "the president" where two are named, every "they".
    """
    index = NameIndex(doc.roster)
    mentions = [*_find_named(doc, list(find_names(doc)), index), *_find_foreign(doc)]
    mentions += _find_titles(doc, mentions, index)
    mentions = _without_overlap([*mentions, *_find_pronouns(doc)])
    _resolve_pronouns(doc, mentions, index)
    return mentions


def _mention(doc: Document, start: int, end: int, person: str | None, form: str) -> Mentions:
    text = doc.text[start:end]
    return Mentions(article_id=doc.article_id, start=start, end=end, text=text, person=person, form=form)  # type: ignore[arg-type]


def _find_foreign(doc: Document) -> Iterator[Mentions]:
    """Yield the names in scripts without capital letters or spaces."""
    pattern = doc.roster.foreign_aliases
    for span in doc.spans(*READABLE) if pattern and not doc.text.isascii() else ():
        for found in pattern.finditer(doc.text, *span):
            person = doc.roster.by_alias[alias_words(found.group())]
            yield _mention(doc, found.start(), found.end(), person.name, "name")


def _without_overlap(mentions: list[Mentions]) -> list[Mentions]:
    """Return *mentions* in reading order; of two that overlap, the first ("his Russian counterpart")."""
    apart: list[Mentions] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not apart or mention.start >= apart[-1].end:
            apart.append(mention)
    return apart


# the minister in: the foreign minister, Ri Yong Ho, said
TITLE_BESIDE = re.compile(r"(\w{1,30}),[ \u00a0]$")
# "Tad Devine, 61, …" · "Reince Priebus, the chairman" · "Huma Abedin said"
PERSON_FOLLOWS = re.compile(
    rf",? (?:\d\d,|who |{spell_out(word_set('verbs_after_names'))})|, (?:an?|the|his|her|one|whose) [\w-]+"
)
SUFFIXES = ("Jr.", "Sr.", "II", "III")


class NameIndex:
    """The people that an article names: who bears which surname, title and gender."""

    def __init__(self, roster: Roster) -> None:
        self.roster = roster
        self.full: dict[str, set[str]] = {}
        self.titles: dict[str, set[str]] = {}
        self.genders = {person.name: person.gender for person in roster.people if person.gender}
        self._longest: dict[tuple[str, str], str] = {}

    def add(self, person: str, words: Iterable[str], name: Name) -> None:
        """Note that *person* is named in full by *name*, and by which words of it alone."""
        for word in words:
            self.full.setdefault(word, set()).add(person)
        if name.title:
            self.titles.setdefault(name.title, set()).add(person)
        if name.gender:
            self.genders.setdefault(person, name.gender)
        ends = self._ends(person)
        self._longest[ends] = max(self._longest.get(ends, ""), person, key=lambda name: (len(name), name))

    def fullest(self, person: str) -> str:
        """Return the fullest name in the article for one outside the roster: J. Smith's "John R. Smith"."""
        return person if person in self.roster.by_name else self._longest.get(self._ends(person), person)

    def _ends(self, person: str) -> tuple[str, str]:
        """Return the first and the last word of a name, the whole name where it ends with Jr. or III."""
        words = person.split()
        return words[0], person if words[-1] in SUFFIXES else words[-1]

    def owner(self, surname: str, gender: str = "") -> str | None:
        """Return whom a surname alone means, or None where two people of the article share it."""
        named = self.full.get(surname, set())
        if gender:
            named = {person for person in named if self.genders.get(person, gender) == gender}
        alias = self.roster.find((surname,))
        if alias and (not named or alias.name in named):
            return alias.name
        person = next(iter(named)) if len(named) == 1 else None
        return person if person in self.roster.by_name or not alias else None

    def bearer(self, surname: str, gender: str) -> tuple[str | None, bool]:
        """Return whom a surname alone means, by his fullest name, and whether the article names anybody with it."""
        owners = {self.fullest(owner) for owner in self.full.get(surname, ())}
        return self.owner(surname, gender) or (next(iter(owners)) if len(owners) == 1 else None), bool(owners)


def _find_named(doc: Document, names: list[Name], index: NameIndex) -> Iterator[Mentions]:
    """Yield mentions by name or surname; a lone capitalised word that is nobody's surname is no mention."""
    full = [found for name in names if len(name.words) > 1 and (found := _read_full_name(doc.text, name, index))]
    for start, end, person in full:
        yield _mention(doc, start, end, index.fullest(person), "name")
    bearer_of = functools.cache(index.bearer)
    for name in names:
        known = name.title or name.text in index.full or (name.text,) in index.roster.by_alias
        if known and len(name.words) == 1:
            bearer, borne = bearer_of(name.text, name.gender)
            if bearer or borne or name.title:
                yield _mention(doc, name.start, name.end, bearer or (None if borne else name.text), "surname")


def _read_full_name(text: str, name: Name, index: NameIndex) -> tuple[int, int, str] | None:
    """Return where a person is named by two words or more, and who; None where *name* is a place or institution."""
    match = _match_roster(name, index.roster)
    if match:
        person, low, high = match
        words = name.words[low:high]
        index.add(person.name, {words[0].text, words[-1].text, person.name.split()[0]}, name)
        return words[0].start, words[-1].end, person.name
    if not _is_person(name, text):
        return None
    last = next((word.text for word in reversed(name.words) if word.text not in SUFFIXES), name.text)
    index.add(name.text, {last, name.words[0].text}, name)
    return name.start, name.end, name.text


def _match_roster(name: Name, roster: Roster) -> tuple[Person, int, int] | None:
    """Return the roster person that the longest stretch of *name* names, and that stretch as numbers of words."""
    words = [word.text.replace(".", "") for word in name.words]
    for length in range(len(words), 1, -1):
        for i in range(len(words) - length + 1):
            person = roster.find(tuple(words[i : i + length]))
            if person:
                return person, i, i + length
    return None


def _is_person(name: Name, text: str) -> bool:
    """Tell whether a run of two words or more names a person rather than a place or an institution."""
    words = [word.text for word in name.words]
    if any(NOT_NAMES.get(word) == "institution" for word in words):
        return False
    if words[0] in GIVEN_NAMES or name.title:
        return True
    beside = TITLE_BESIDE.search(text, max(0, name.start - 30), name.start)
    if beside and beside.group(1).lower() in TITLES:
        return True
    return len(words[0]) > 1 and bool(PERSON_FOLLOWS.match(text, name.end))


HEAD_OF_STATE = re.compile(r"president\b|leader\b")


@functools.cache
def _title_phrases() -> tuple[re.Pattern[str], ...]:
    """The Chinese leader · his Russian counterpart · the Kremlin’s chief · the president; then: China's foreign minister.

    Both begin with a set of letters, which is searched for fast.
    """
    ranks = ("head", "minister", "spokesperson", "envoy")
    heads = spell_out(title for title, row in TITLES.items() if row["rank"] in ranks)
    places, first = spell_out(DEMONYMS), spell_out(DEMONYMS, never_after=r"\w")
    small = ("the", "his", "her", "its", "their")
    determiner = spell_out((*small, *map(str.title, small)), never_after=r"\w")
    title = rf"(?:\w+ ){{0,2}}?(?P<title>(?i:{heads})|counterpart)\b(?: of (?:the )?(?P<of>{places})\b)?(?![’']?\w)"
    return (
        re.compile(rf"{determiner} (?:(?P<place>{places}) |(?P<owner>{places})[’']s? )?{title}"),
        re.compile(rf"(?P<owner>{first})[’']s? {title}"),
    )


def _find_titles(doc: Document, mentions: list[Mentions], index: NameIndex) -> Iterator[Mentions]:
    """Yield the mentions by title, each of the person whom it stands beside or whom it fits."""
    text, spans = doc.text, [(sentence.start, sentence.end) for sentence in doc.sentences]
    by_start, by_end = ({getattr(one, edge): one.person for one in mentions} for edge in ("start", "end"))
    named = {one.person for one in mentions}
    holder = functools.cache(lambda title, country: _holder(title, country, index, named))
    for found in (one for phrase in _title_phrases() for span in spans for one in phrase.finditer(text, *span)):
        start, end = found.span()
        if end + 1 in by_start and text[end] == " ":
            continue  # "the Russian president Vladimir Putin" is one mention, by name
        words = found.groupdict()
        place = words.get("place") or words["owner"] or words["of"]
        person = by_start.get(end + 2) if text.startswith(", ", end) else None
        person = person or (by_end.get(start - 2) if text.endswith(", ", 0, start) else None)
        country = DEMONYMS[place] if place else ""
        yield _mention(doc, start, end, person or holder(words["title"].lower(), country), "title")


def _holder(title: str, country: str, index: NameIndex, named: set[str | None]) -> str | None:
    """Return who is meant by a title: the one person it fits, among those the article names first."""
    if title == "counterpart" and not country:
        return None
    rank = "head" if title == "counterpart" else TITLES[title]["rank"]
    roster = [p for p in index.roster.people if (not country or p.country == country) and _holds(p, title, rank)]
    fitting = [p.name for p in roster if p.name in named]
    if not country:
        fitting += [p for p in index.titles.get(title, ()) if p not in fitting]
    if not fitting and country:
        fitting = [p.name for p in roster if not re.search(r"-\d{4}", p.role)]
    return fitting[0] if len(fitting) == 1 else None


def _holds(person: Person, title: str, rank: str) -> bool:
    """Tell whether *title* fits the person's role: "leader" and "chief" fit a head of state."""
    role = person.role.lower().replace("defence", "defense")
    if rank == "head" and title not in ("premier", "prime minister", "chancellor"):
        return bool(HEAD_OF_STATE.match(role))
    if rank == "spokesperson":
        return "spokes" in role
    return title.replace("defence", "defense").split(" ", 1)[-1 if rank == "minister" else 0] in role


REACH = 3  # sentences back that a pronoun may look for the one person it can mean
PRONOUN_GENDERS = {row["word"]: row["gender"] for row in read_words("pronouns")}
"""Male, female or an empty string (they) by third-person pronoun."""
PRONOUN = re.compile(rf"\b{spell_out(PRONOUN_GENDERS)}\b")


@functools.lru_cache(maxsize=1 << 16)
def _find_in_word(key: str) -> tuple[tuple[int, int], ...]:
    """Return where pronouns stand in a word: "he" and "they’re", but also "his-and-hers"."""
    return tuple(found.span() for found in PRONOUN.finditer(key))


def _find_pronouns(doc: Document) -> Iterator[Mentions]:
    found = list(map(_find_in_word, doc.words.keys))
    for start, pronouns in compress(zip(doc.words.starts, found, strict=True), found):
        for low, high in pronouns:
            yield _mention(doc, start + low, start + high, None, "pronoun")


def _resolve_pronouns(doc: Document, mentions: list[Mentions], index: NameIndex) -> None:
    """Fill in the person of pronouns outside quotation marks, where only one can be meant.

    A pronoun means the one fitting person of the nearest sentence, its own or up to REACH before it, that names any.
    Two fitting people in that sentence leave it null, as does a quotation: its "he" is the speaker's.
    """
    quoted = Spans((marked.start, marked.end) for marked in doc.marked)
    recent: list[tuple[int, str]] = []
    for mention in mentions:
        if quoted.hold(mention.start, mention.start + 1):
            continue
        sentence = bisect_right(doc.sentences.starts, mention.start) - 1
        if mention.form == "pronoun":
            gender = PRONOUN_GENDERS[mention.text.lower()]
            near = [(at, p) for at, p in recent if gender and sentence - at <= REACH]
            fitting = [(at, p) for at, p in near if index.genders.get(p, gender) == gender]
            people = {p for at, p in fitting if at == fitting[-1][0]}
            person = people.pop() if len(people) == 1 else None
            # "Xi, who received him": an object is rarely the one person whom its own sentence has named so far
            own = mention.text.lower() == "him" and (sentence, person) in recent
            mention.person = None if own else person
        if mention.person is not None:
            recent.append((sentence, mention.person))
            del recent[:-12]
