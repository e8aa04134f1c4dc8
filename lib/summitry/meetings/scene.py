"""Who is where in an article, and whom "the two leaders" can mean: what the rules for meetings know of it."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar, cast

from summitry.meetings.pairs import (
    HEAD_WORDS,
    HEADS_NAMED,
    JOIN,
    PLURAL,
    SELF_OR_COMPOUND,
    find_compounds,
    two_countries,
)
from summitry.meetings.words import place_pattern, places, tokens, trigger_pattern
from summitry.people import Person, Roster
from summitry.schema import Dates, Mentions
from summitry.text import Document, Sentence

Row = TypeVar("Row", Mentions, Dates)


class Item(NamedTuple):
    """A piece of a sentence: ``value`` is the person, the trigger or the lower-case word, ``owner`` whose "his" is."""

    kind: str
    start: int
    end: int
    value: str
    owner: str = ""


def is_leader(person: Person) -> bool:
    """Tell whether *person* can be one of "the two leaders": by role, or because the roster tells no role."""
    return not person.role or _leads(person.role)


@functools.lru_cache(maxsize=4096)
def _leads(role: str) -> bool:
    return role.lower().startswith(tuple(tokens("leader role")))


LONGEST = 1_500


def _pieces(text: str, sentence: Sentence) -> Iterable[Sentence]:
    """Yield *sentence*, or its pieces of at most LONGEST characters, cut at white space where there is any."""
    start, end = sentence[:2]
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield sentence._replace(start=start, end=cut)
        start = cut
    yield sentence._replace(start=start, end=end)


def _left(person: Person) -> bool:
    """Tell whether a role says that it is over: "president 2008-2012"."""
    return re.search(r"\d{4}-\d{4}", person.role) is not None and "from" not in person.role


@dataclass(frozen=True)
class Scene:
    """What the rules know of an article: its text, its people, its dates, and who of them can be "the leaders"."""

    article: Document

    @property
    def roster(self) -> Roster:
        """The people who may meet."""
        return cast(Roster, self.article.roster)

    @property
    def dates(self) -> Sequence[Dates]:
        """The article's dates."""
        return self.article.dates

    @functools.cached_property
    def lower(self) -> str:
        """The text in lower case, every character in its place."""
        return self.article.lowered

    @functools.cached_property
    def mentions(self) -> Sequence[Mentions]:
        """The mentions that were found, and those of people joined by a hyphen: "the Xi-Putin summit"."""
        joined = [
            Mentions(
                article_id=self.article.article_id,
                start=found.start(group),
                end=found.end(group),
                text=found[group],
                person=self.roster.by_alias[(found[group],)].name,
                form="surname",
            )
            for found in self.compounds_in(0, len(self.article.text))
            for group in (1, 2)
        ]
        known = {mention.start for mention in self.article.mentions}
        new = [mention for mention in joined if mention.start not in known]
        return (
            sorted([*self.article.mentions, *new], key=lambda mention: mention.start) if new else self.article.mentions
        )

    def compounds_in(self, start: int, end: int) -> list[re.Match[str]]:
        """Return where ``text[start:end]`` joins two people of the roster by a hyphen."""
        if not self._has_joined:
            return []
        known = self.roster.by_alias
        found = find_compounds(self.article.text, start, end)
        return [match for match in found if (match[1],) in known and (match[2],) in known]

    @functools.cached_property
    def _has_joined(self) -> bool:
        """Whether the name of somebody of the roster stands behind a hyphen anywhere."""
        return any((name,) in self.roster.by_alias for name in JOIN.findall(self.article.text))

    @functools.cached_property
    def leaders(self) -> frozenset[str]:
        return frozenset(person.name for person in self.roster.people if is_leader(person))

    @functools.cached_property
    def leader_mentions(self) -> list[Mentions]:
        return [mention for mention in self.mentions if mention.person in self.leaders]

    @functools.cached_property
    def _starts(self) -> dict[str, list[int]]:
        return {
            "mentions": [mention.start for mention in self.mentions],
            "dates": [date.start for date in self.dates],
            "leaders": [mention.start for mention in self.leader_mentions],
            "sentences": [sentence.start for sentence in self.sentences],
        }

    def _between(self, name: str, rows: Sequence[Row], start: int, end: int) -> Sequence[Row]:
        starts = self._starts[name]
        return rows[bisect_left(starts, start) : bisect_left(starts, end)]

    def mentions_in(self, start: int, end: int) -> Sequence[Mentions]:
        """Return the mentions that begin in ``text[start:end]``."""
        return self._between("mentions", self.mentions, start, end)

    def dates_in(self, start: int, end: int) -> Sequence[Dates]:
        """Return the dates that begin in ``text[start:end]``."""
        return self._between("dates", self.dates, start, end)

    @functools.cached_property
    def named_leaders(self) -> list[str]:
        """The leaders whom the article names, by name."""
        return sorted({mention.person for mention in self.leader_mentions if mention.person})

    @property
    def only_pair(self) -> tuple[str, ...] | None:
        """The two leaders whom the article names, if it names no third."""
        return tuple(self.named_leaders) if len(self.named_leaders) == 2 else None

    def leaders_in(self, start: int, end: int) -> list[str]:
        """Return the leaders named in ``text[start:end]``, each once, in the order of their first mention."""
        found = self._between("leaders", self.leader_mentions, start, end)
        return list(dict.fromkeys(m.person for m in found if m.person))

    @functools.cached_property
    def sentences(self) -> list[Sentence]:
        """The article's sentences; what is longer than LONGEST characters is no prose and is read in pieces."""
        whole = self.article.sentences
        if all(end - start <= LONGEST for start, end, _, _ in whole):
            return list(whole)
        return [piece for sentence in whole for piece in _pieces(self.article.text, sentence)]

    @functools.cached_property
    def triggered(self) -> list[Sentence]:
        """The sentences that hold a trigger."""
        return self.holding(found.start() for found in trigger_pattern().finditer(self.lower))

    def holding(self, offsets: Iterable[int]) -> list[Sentence]:
        """Return the sentences that begin last before some *offsets*, in order."""
        starts = self._starts["sentences"]
        found = {bisect_right(starts, offset) - 1 for offset in offsets}
        return [self.sentences[i] for i in sorted(found) if i >= 0]

    def start_before(self, sentence: Sentence, back: int) -> int:
        """Return where the sentence *back* before *sentence* begins."""
        sentences = self.sentences
        return sentences[max(0, bisect_left(sentences, sentence) - back)].start

    @functools.cached_property
    def laid_out(self) -> dict[Sentence, list[Item]]:
        """The sentences whose items have been read (items.read_items)."""
        return {}

    @functools.cached_property
    def _found(self) -> dict[re.Pattern[str], tuple[list[int], list[re.Match[str]]]]:
        return {}

    def matches(self, pattern: re.Pattern[str], start: int, end: int) -> list[re.Match[str]]:
        """Return the matches of *pattern* in the lower-case text that lie in ``[start, end)``.

        The text is searched once for each pattern, however many stretches are asked for.
        """
        if pattern not in self._found:
            every = list(pattern.finditer(self.lower))
            self._found[pattern] = [m.start() for m in every], every
        starts, every = self._found[pattern]
        return [m for m in every[bisect_left(starts, start) : bisect_left(starts, end)] if m.end() <= end]

    @functools.cached_property
    def _marked_starts(self) -> list[int]:
        return [mark[0] for mark in self.article.marked]

    def is_quoted(self, sentence: Sentence) -> bool:
        """Tell whether the whole of *sentence* stands inside quotation marks."""
        at = bisect_right(self._marked_starts, sentence.start) - 1
        return at >= 0 and sentence.end <= self.article.marked[at][1]

    def _strangers(self, start: int, end: int) -> bool:
        """Tell whether somebody whom the roster does not know is named in ``text[start:end]``."""
        named = (m.person for m in self.mentions_in(start, end) if m.person and m.form != "pronoun")
        return any(person not in self.roster.by_name for person in named)

    @functools.cached_property
    def people(self) -> set[str]:
        """The people of the roster whom the article names."""
        return self.people_in(0, len(self.article.text))

    def people_in(self, start: int, end: int) -> set[str]:
        """Return the people of the roster whom ``text[start:end]`` names."""
        known = self.roster.by_name
        return {m.person for m in self.mentions_in(start, end) if m.person in known}

    @functools.cached_property
    def has_two(self) -> bool:
        """Whether the article names two people of the roster at all, or the heads of two countries."""
        return len(self.people) > 1 or self.joins_two(0, len(self.article.text))

    @functools.cached_property
    def _has_heads(self) -> bool:
        return any(map(self.article.text.__contains__, HEAD_WORDS))

    def joins_two(self, start: int, end: int) -> bool:
        """Tell whether ``text[start:end]`` has the heads of two countries in it, or two people joined by a hyphen."""
        text = self.article.text
        heads = self._has_heads and HEADS_NAMED.search(text, start, end) and two_countries().search(text, start, end)
        return bool(heads) or bool(self.compounds_in(start, end))

    def means_pair(self, sentence: Sentence, pair: tuple[str, ...], last: tuple[str, ...] | None, alone: bool) -> bool:
        """Tell whether "they" or "the talks" in *sentence* can mean *pair*: named just before, and nobody else is here.

        Where *alone*, one of the two named in the sentence speaks against it: "As they met, Trump was far away".
        """
        if self._strangers(*sentence[:2]) or (alone and len(self.leaders_in(*sentence[:2])) == 1):
            return False
        return pair == last or set(pair) <= set(self.leaders_in(self.start_before(sentence, 2), sentence.end))

    def may_meet(self, sentence: Sentence) -> bool:
        """Tell cheaply whether *sentence* can be about two people of the roster: named, or as "the two", "the talks"."""
        start, end = sentence[:2]
        if len(self.people_in(start, end)) > 1:
            return True
        meant = len(self.people) > 1 or self.joins_two(start, end)
        if not meant:
            return False
        return bool(self.matches(PLURAL, start, end) or SELF_OR_COMPOUND.search(self.article.text, start, end))

    def goes_to(self, host: str, start: int, end: int) -> bool:
        """Tell whether the first place named in ``text[start:end]`` is in *host*'s country."""
        found = place_pattern().search(self.article.text, start, end)
        return found is not None and places()[found.group()][1] == self.roster.by_name[host].country

    def of_country(self, country: str, before: int) -> str | None:
        """Return the leader of *country* named in the article, last before an offset; nobody named: the roster's."""
        named = [m for m in self.leader_mentions if m.person and self.roster.by_name[m.person].country == country]
        people = {m.person for m in named}
        if len(people) == 1:
            return people.pop()
        if not people:
            serving = [p for p in self.roster.people if p.country == country and is_leader(p) and not _left(p)]
            heads = [p for p in serving if p.role.lower().startswith(("president", "leader"))] or serving
            return heads[0].name if len(heads) == 1 else None
        earlier = [m.person for m in named if m.start < before]
        return earlier[-1] if earlier else None

    def pair_in_play(self, sentence: Sentence, at: int, last: tuple[str, ...] | None) -> tuple[str, ...] | None:
        """Return the two leaders that "the two leaders" at an offset means, or None where that is open.

        The two named in the sentence; else the two who met last; else the two named last, if they are near.
        """
        here = self.leaders_in(sentence.start, sentence.end)
        if len(here) == 2:
            return tuple(sorted(here))
        if last and len(last) == 2 and set(here) <= set(last):
            return last
        if len(here) > 2:
            return None
        if self._strangers(self.start_before(sentence, 1), sentence.end):
            return None
        recent = list(here)
        for mention in reversed(self._between("leaders", self.leader_mentions, max(0, at - 1500), at)):
            if mention.person and mention.person not in recent:
                recent.append(mention.person)
        if len(recent) < 2:
            recent = self.leaders_in(0, len(self.article.text))
            return tuple(sorted(recent)) if len(recent) == 2 else None
        return tuple(sorted(recent[:2]))


def read_scene(doc: Document) -> Scene:
    """Return what the rules know of *doc*, read once for meetings and claims."""
    if doc.scene is None:
        doc.scene = Scene(doc)
    return cast(Scene, doc.scene)
