"""People: the roster, and every mention of a person by name, surname, title or pronoun."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import compress
from typing import NamedTuple

from summitry.kept import Kept
from summitry.people.names import Name, demonyms, find_gender, find_names, given_names, not_names, titles
from summitry.people.pronouns import find_pronouns, resolve_pronouns
from summitry.people.roster import Person, Roster, RosterError, alias_words, read_roster
from summitry.schema import Mentions, Span
from summitry.text import READABLE, Document, spell_out

__all__ = ["Cast", "Person", "Roster", "RosterError", "find_mentions", "read_roster"]


# --- who is named in an article -------------------------------------------------------------------------------------


@dataclass
class Cast:
    """The people that an article names: who bears which surname, title and gender."""

    roster: Roster
    full: dict[str, set[str]] = field(default_factory=dict)
    titles: dict[str, set[str]] = field(default_factory=dict)
    genders: dict[str, str] = field(default_factory=dict)
    _fullest: dict[str, str] = field(default_factory=dict)
    _bearers: dict[tuple[str, str], tuple[str | None, bool]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.genders.update((person.name, person.gender) for person in self.roster.people if person.gender)

    def add(self, person: str, words: Iterable[str], title: str, gender: str) -> None:
        """Note that *person* is named in full with these words of a name."""
        for word in words:
            self.full.setdefault(word, set()).add(person)
        if title:
            self.titles.setdefault(title, set()).add(person)
        if gender:
            self.genders.setdefault(person, gender)

    def knows(self, surname: str) -> bool:
        """Tell whether *surname* can mean anybody of the article or the roster."""
        return surname in self.full or (surname,) in self.roster.by_alias

    def owner(self, surname: str, gender: str = "") -> str | None:
        """Return whom a surname alone means, or None where two people of the article share it."""
        named = self.full.get(surname, set())
        if gender:
            named = {person for person in named if self.genders.get(person, gender) == gender}
        alias = self.roster.find((surname,))
        if alias and (not named or alias.name in named):
            return alias.name
        if len(named) == 1:
            person = next(iter(named))
            return person if person in self.roster.by_name or not alias else None
        return None

    def fullest(self, person: str) -> str:
        """Return the fullest name in the article for one outside the roster: J. Smith's "John R. Smith"."""
        found = self._fullest.get(person)
        if found is None:
            found = self._fullest[person] = person if person in self.roster.by_name else self._longest(person)
        return found

    def _longest(self, person: str) -> str:
        first, last = person.split()[0], person.split()[-1]
        longer = [name for name in self.full.get(last, ()) if name.split()[0] == first and name.split()[-1] == last]
        return max(longer, key=lambda name: (len(name), name), default=person)

    def bearer(self, surname: str, gender: str) -> tuple[str | None, bool]:
        """Return whom a surname alone means, by his fullest name, and whether the article names anybody with it."""
        found = self._bearers.get((surname, gender))
        if found is None:
            owners = {self.fullest(owner) for owner in self.full.get(surname, ())}
            person = self.owner(surname, gender) or (next(iter(owners)) if len(owners) == 1 else None)
            found = self._bearers[surname, gender] = person, bool(owners)
        return found


def _match_roster(name: Name, roster: Roster) -> tuple[Person, int, int] | None:
    """Return the roster person that the longest stretch of *name* names, and that stretch as token indices."""
    words = [token.text.replace(".", "") for token in name.tokens]
    for length in range(len(words), 1, -1):
        for i in range(len(words) - length + 1):
            person = roster.find(tuple(words[i : i + length]))
            if person:
                return person, i, i + length
    return None


def _is_person(name: Name, text: str) -> bool:
    """Tell whether a run of two words or more names a person rather than a place or an institution."""
    words = [token.text for token in name.tokens]
    if any(not_names().get(word) == "institution" for word in words):
        return False
    if words[0] in given_names() or name.title:
        return True
    beside = TITLE_BESIDE.search(text, max(0, name.start - 30), name.start)
    if beside and beside.group(1).lower() in titles():
        return True
    return len(words[0]) > 1 and bool(PERSON_FOLLOWS.match(text, name.end))


# the minister in: the foreign minister, Ri Yong Ho, said
TITLE_BESIDE = re.compile(r"(\w{1,30}),[ \u00a0]$")
# "Tad Devine, 61, …" · "Reince Priebus, the chairman" · "Huma Abedin said"
PERSON_FOLLOWS = re.compile(
    r",? (?:\d\d,|who |said|told|says|added|wrote|asked|replied|argued|tweeted|responded|recalled|noted)"
    r"|, (?:an?|the|his|her|one|whose) [\w-]+"
)


class _Named(NamedTuple):
    """A name of two words or more in the text, and whose it is."""

    start: int
    end: int
    person: str


def _read_full_name(text: str, name: Name, cast: Cast) -> _Named | None:
    """Read a name of two words or more against roster and person evidence, and note it in *cast*."""
    match = _match_roster(name, cast.roster)
    if match:
        person, low, high = match
        tokens = name.tokens[low:high]
        words = {tokens[0].text, tokens[-1].text, person.name.split()[0]}
        cast.add(person.name, words, name.title, find_gender(name))
        return _Named(tokens[0].start, tokens[-1].end, person.name)
    if not _is_person(name, text):
        return None
    last = [token.text for token in name.tokens if token.text not in ("Jr.", "Sr.", "II", "III")][-1]
    cast.add(name.text, {last, name.tokens[0].text}, name.title, find_gender(name))
    return _Named(name.start, name.end, name.text)


def _find_named(article: Document, names: list[Name], cast: Cast) -> Iterator[Mentions]:
    """Yield mentions by name or surname; a lone capitalised word that is nobody's surname is no mention."""
    full = [_read_full_name(article.text, name, cast) for name in names if len(name.tokens) > 1]
    for named in full:
        if named is not None:
            yield _mention(article, named.start, named.end, cast.fullest(named.person), "name")
    for name in names:
        if len(name.tokens) == 1 and (name.title or cast.knows(name.tokens[0].text)):
            start, end, word = name.tokens[0]
            person, borne = cast.bearer(word, find_gender(name))
            if person or borne or name.title:
                yield _mention(article, start, end, person or (None if borne else word), "surname")


def _mention(article: Document, start: int, end: int, person: str | None, form: str) -> Mentions:
    return Mentions(
        article_id=article.article_id,
        start=start,
        end=end,
        text=article.text[start:end],
        person=person,
        form=form,  # type: ignore[arg-type]
    )


# --- titles ---------------------------------------------------------------------------------------------------------


@functools.cache
def _title_phrases() -> tuple[re.Pattern[str], ...]:
    """The Chinese leader · his Russian counterpart · the Kremlin’s chief · the president; then: China's foreign minister.

    Both begin with a set of letters, which is searched for fast.
    """
    ranks = ("head", "minister", "spokesperson", "envoy")
    heads = spell_out(title for title, row in titles().items() if row["rank"] in ranks)
    places, first = spell_out(demonyms()), spell_out(demonyms(), never_after=r"\w")
    determiner = spell_out(
        ("the", "The", "his", "His", "her", "Her", "its", "Its", "their", "Their"), never_after=r"\w"
    )
    title = rf"(?:\w+ ){{0,2}}?(?P<title>(?i:{heads})|counterpart)\b(?: of (?:the )?(?P<of>{places})\b)?(?![’']?\w)"
    return (
        re.compile(rf"{determiner} (?:(?P<place>{places}) |(?P<owner>{places})[’']s? )?{title}"),
        re.compile(rf"(?P<owner>{first})[’']s? {title}"),
    )


@functools.cache
def _title_words() -> frozenset[str]:
    return frozenset([*(re.split(r"\W+", title)[-1] for title in titles()), "counterpart"])


def _may_end_title(key: str) -> bool:
    return not _title_words().isdisjoint(re.split(r"\W+", key))


_ends_of_titles = Kept(_may_end_title)
"""Whether a title may end with a word: a cheap look before the full patterns."""


def _find_title_phrases(article: Document) -> Iterator[re.Match[str]]:
    """Yield the mentions by title in *article*, in order, without overlap."""
    words, last = article.words, 0
    holding = dict.fromkeys(compress(words.sentences, map(_ends_of_titles.__getitem__, words.keys)))
    sentences = [article.sentences[number][:2] for number in holding]
    matches = [one for phrase in _title_phrases() for span in sentences for one in phrase.finditer(article.text, *span)]
    for found in sorted(matches, key=re.Match.start):
        if found.start() >= last:
            last = found.end()
            yield found


class _Beside:
    """The mentions by where they begin and end, and who is named in them."""

    def __init__(self, mentions: Iterable[Mentions]) -> None:
        self.by_start: dict[int, str | None] = {}
        self.by_end: dict[int, str | None] = {}
        self.named: set[str | None] = set()
        self.add(mentions)

    def add(self, mentions: Iterable[Mentions]) -> None:
        for mention in mentions:
            self.by_start[mention.start] = self.by_end[mention.end] = mention.person
            self.named.add(mention.person)


def _find_titles(article: Document, phrases: Iterable[re.Match[str]], cast: Cast, names: _Beside) -> Iterator[Mentions]:
    """Yield the mentions by title in *phrases*, each of the person whom it stands beside or whom it fits."""
    text = article.text
    for found in phrases:
        start, end = found.span()
        if end + 1 in names.by_start and text[end] == " ":
            continue  # "the Russian president Vladimir Putin" is one mention, by name
        words = found.groupdict()
        place = words.get("place") or words["owner"] or words["of"]
        person = names.by_start.get(end + 2) if text.startswith(", ", end) else None
        if text[max(0, start - 2) : start] == ", ":
            person = person or names.by_end.get(start - 2)
        country = demonyms()[place][0] if place else ""
        person = person or _holder(words["title"].lower(), country, cast, names.named)
        yield _mention(article, start, end, person, "title")


def _holder(title: str, country: str, cast: Cast, named: set[str | None]) -> str | None:
    """Return who is meant by a title: the one person it fits, among those the article names first."""
    if title == "counterpart" and not country:
        return None
    rank = "head" if title == "counterpart" else titles()[title]["rank"]
    roster = [p for p in cast.roster.people if (not country or p.country == country) and _holds(p, title, rank)]
    fitting = [p.name for p in roster if p.name in named]
    if not country:
        fitting += [p for p in cast.titles.get(title, ()) if p not in fitting]
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


HEAD_OF_STATE = re.compile(r"president\b|leader\b")


# --- all together ---------------------------------------------------------------------------------------------------


def find_mentions(article: Document, roster: Roster) -> list[Mentions]:
    """Return the mentions of people in the article's headline, captions and body, in reading order.

    Names outside the roster are found by title, given name or what follows them, and are given the fullest name
    that the article has for them. ``person`` is null where the text does not decide: a surname that two people of
    the article share, a pronoun with two antecedents, "the president" where two are named, every "they".
    """
    text, cast = article.text, Cast(roster)
    spans = article.spans(*READABLE)
    names = [name for span in spans for name in find_names(text, *span)]
    mentions = list(_find_named(article, names, cast))
    beside = _Beside(mentions)
    mentions += [_mention(article, start, end, None, "pronoun") for start, end in find_pronouns(article.words)]
    phrases = list(_find_title_phrases(article))
    for span in spans:
        foreign = list(_find_foreign(article, span, roster))
        beside.add(foreign)
        here = [found for found in phrases if span[0] <= found.start() < span[1]]
        titled = list(_find_titles(article, here, cast, beside))
        beside.add(titled)
        mentions += [*foreign, *titled]
    mentions = _without_overlap(mentions)
    resolve_pronouns(article, mentions, cast.genders)
    return mentions


def _find_foreign(article: Document, span: Span, roster: Roster) -> Iterator[Mentions]:
    if roster.foreign_aliases is None or article.text.isascii():
        return
    for found in roster.foreign_aliases.finditer(article.text, *span):
        yield _mention(article, *found.span(), roster.by_alias[alias_words(found.group())].name, "name")


def _without_overlap(mentions: list[Mentions]) -> list[Mentions]:
    """Return *mentions* in reading order; of two that overlap, the first ("his Russian counterpart")."""
    kept: list[Mentions] = []
    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        if not kept or mention.start >= kept[-1].end:
            kept.append(mention)
    return kept
