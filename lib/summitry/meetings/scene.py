"""Who, where and when, laid out sentence by sentence: the items that the rules for meetings read."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from summitry.articles import Article, Sentence
from summitry.meetings.numerals import alternatives
from summitry.meetings.words import demonyms, lower, place_pattern, places, tokens, trigger_pattern
from summitry.people import Person, Roster
from summitry.schema import Dates, Mentions

Row = TypeVar("Row", Mentions, Dates)


class Item(NamedTuple):
    """A piece of a sentence: ``value`` is the person, the trigger or the lower-case word, ``owner`` whose "his" is."""

    kind: str
    start: int
    end: int
    value: str
    owner: str = ""


HEADS = r"(?:leaders|presidents|heads\s+of\s+state|statesmen|strongmen)"
HEADS_NAMED = re.compile(rf"\b{HEADS}\b")
# 'the two leaders', 'both presidents', 'the pair', 'the two sat down'
PAIR = re.compile(
    rf"\b(?:the|these|both|our)\s{{1,3}}(?:two\s{{1,3}})?(?:{HEADS}|men|duo|pair)\b(?!\s{{1,3}}of\b)"
    r"|\bthe\s{1,3}two\b(?=\s{1,3}(?:\w{2,12}ed|met|meet|held|hold|sat|will|would|convened|spoke|talked|have|had|are|were|last|"
    r"also|first|then|again|of\s+them)\b|\s*[.,;])|\beach\s{1,3}other\b|\bone\s{1,3}another\b",
    re.IGNORECASE,
)


@functools.cache
def _two_countries() -> re.Pattern[str]:
    # 'the Russian and Chinese presidents', 'the leaders of China and Russia'
    adjective = alternatives(list(demonyms()))
    country = alternatives([name for name, (city, _) in places().items() if not city])
    return re.compile(
        rf"\b(?:[Tt]he\s+)?(?P<a>{adjective})\s+and\s+(?P<b>{adjective})\s+{HEADS}\b"
        rf"|\b(?:[Tt]he\s+)?{HEADS}\s+of\s+(?P<c>{country})\s+and\s+(?P<d>{country})\b"
    )


# 'the Xi-Putin summit'
COMPOUND = re.compile(r"\b([A-Z][a-z]{1,15})\s?[-–/]\s?([A-Z][a-z]{1,15})\b")
# what can stand for two people: 'they met', 'the Chinese and Russian leaders', 'the talks', 'Xi-Putin', 'upcoming meet'
PLURAL = re.compile(
    r"\b(?:they|both|two|pair|duo|leaders|presidents|statesmen|other|another|him|we|(?:the|their|our|this|formal|informal|"
    r"bilateral|latest|face-to-face|one-on-one|in-person|expanded|restricted|closed-door)\s(?:\w{1,12}\s){0,2}?"
    r"(?:meeting|talks|video|negotiations|phone|encounter|conversation|call|summit)|(?-i:I)|"
    r"(?-i:[A-Z][a-z]{1,15}[-–/][A-Z][a-z]+))\b",
    re.IGNORECASE,
)
# a name, an abbreviation, a number, a mark: 'Xi', 'U.S.', '21st', '-'
TOKEN = re.compile(r"(?:[^\W\d_]\.){2,4}|[^\W\d_]+(?:['’][^\W\d_]+)?|\d+(?:st|nd|rd|th)?|[^\w\s]")


def is_leader(person: Person) -> bool:
    """Tell whether *person* can be one of "the two leaders": by role, or because the roster tells no role."""
    return not person.role or person.role.lower().startswith(tuple(sorted(tokens("leader role"))))


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

    article: Article
    found: Sequence[Mentions]
    dates: Sequence[Dates]
    roster: Roster

    @functools.cached_property
    def lower(self) -> str:
        """The text in lower case, every character in its place."""
        return lower(self.article.text)

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
            for found in COMPOUND.finditer(self.article.text)
            for group in (1, 2)
            if (found[1],) in self.roster.by_alias and (found[2],) in self.roster.by_alias
        ]
        known = {mention.start for mention in self.found}
        new = [mention for mention in joined if mention.start not in known]
        return sorted([*self.found, *new], key=lambda mention: mention.start) if new else self.found

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
    def only_pair(self) -> tuple[str, ...] | None:
        """The two leaders whom the article names, if it names no third."""
        people = sorted({mention.person for mention in self.leader_mentions if mention.person})
        return tuple(people) if len(people) == 2 else None

    def leaders_in(self, start: int, end: int) -> list[str]:
        """Return the leaders named in ``text[start:end]``, each once, in the order of their first mention."""
        found = self._between("leaders", self.leader_mentions, start, end)
        return list(dict.fromkeys(m.person for m in found if m.person))

    @functools.cached_property
    def sentences(self) -> list[Sentence]:
        """The article's sentences; what is longer than LONGEST characters is no prose and is read in pieces."""
        return [piece for sentence in self.article.sentences for piece in _pieces(self.article.text, sentence)]

    @functools.cached_property
    def triggered(self) -> list[Sentence]:
        """The sentences that hold a trigger."""
        sentences = self.sentences
        starts = [sentence.start for sentence in sentences]
        found = {bisect_right(starts, m.start()) - 1 for m in trigger_pattern().finditer(self.lower)}
        return [sentences[i] for i in sorted(found) if i >= 0]

    def start_before(self, sentence: Sentence, back: int) -> int:
        """Return where the sentence *back* before *sentence* begins."""
        sentences = self.sentences
        return sentences[max(0, bisect_left(sentences, sentence) - back)].start

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
    def has_two(self) -> bool:
        """Whether the article names two people of the roster at all."""
        people = {mention.person for mention in self.mentions}
        if len(people & self.roster.by_name.keys()) > 1 or COMPOUND.search(self.article.text):
            return True
        return HEADS_NAMED.search(self.article.text) is not None

    def means_pair(self, sentence: Sentence, pair: tuple[str, ...], last: tuple[str, ...] | None, alone: bool) -> bool:
        """Tell whether "they" or "the talks" in *sentence* can mean *pair*: named just before, and nobody else is here.

        Where *alone*, one of the two named in the sentence speaks against it: "As they met, Trump was far away".
        """
        if self._strangers(*sentence[:2]) or (alone and len(self.leaders_in(*sentence[:2])) == 1):
            return False
        return pair == last or set(pair) <= set(self.leaders_in(self.start_before(sentence, 2), sentence.end))

    def may_meet(self, sentence: Sentence) -> bool:
        """Tell cheaply whether *sentence* can be about two people of the roster: named, or as "the two", "the talks"."""
        people = {m.person for m in self.mentions_in(*sentence[:2]) if m.person in self.roster.by_name}
        return len(people) > 1 or PLURAL.search(self.article.text, *sentence[:2]) is not None

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


def read_items(scene: Scene, sentence: Sentence) -> list[Item]:
    """Return the items of *sentence*, in order; where two overlap, the one that begins first, then the longer."""
    text, (start, end) = scene.article.text, sentence[:2]
    found = [*_people(scene, start, end), *_pairs(scene, start, end)]
    found += [Item("place", m.start(), m.end(), m.group()) for m in place_pattern().finditer(text, start, end)]
    found += [Item("date", d.start, d.end, "date") for d in scene.dates_in(start, end) if d.end <= end and d.date_low]
    found += [
        Item("trigger", m.start(), m.end(), re.sub(r"\s+", " ", m.group()))
        for m in trigger_pattern().finditer(scene.lower, start, end)
    ]
    found += [Item("word", m.start(), m.end(), m.group().lower()) for m in TOKEN.finditer(text, start, end)]
    return _without_overlap(found)


RANK = {"duo": 0, "person": 1, "other": 1, "pair": 2, "trigger": 3, "place": 4, "date": 5, "word": 6}


def _without_overlap(found: Iterable[Item]) -> list[Item]:
    items: list[Item] = []
    for item in sorted(found, key=lambda i: (i.start, RANK[i.kind], -i.end, not i.owner)):
        if items and item.start < items[-1].end:
            continue
        if item.kind == "person":
            # 'his Chinese counterpart, Xi Jinping': one person said twice
            comma = len(items) > 1 and items[-1].value == "," and items[-2].value == item.value
            twice = items[-2:] if comma else items[-1:]
            if twice and twice[0].kind == "person" and twice[0].value == item.value:
                items[-len(twice) :] = [item._replace(start=twice[0].start)]
                continue
        items.append(item)
    return items


def _people(scene: Scene, start: int, end: int) -> Iterable[Item]:
    for mention in scene.mentions_in(start, end):
        if mention.end > end or not mention.person:
            continue
        if mention.form == "pronoun" and mention.text.lower() in ("his", "her", "hers"):
            yield Item("word", mention.start, mention.end, mention.text.lower(), mention.person)
            continue
        kind = "person" if mention.person in scene.roster.by_name else "other"
        possessive = 2 if mention.text.endswith(("'s", "’s")) else 0
        yield Item(kind, mention.start, mention.end - possessive, mention.person)


def _pairs(scene: Scene, start: int, end: int) -> Iterable[Item]:
    """Yield "the two leaders" (pair), and "the Xi-Putin …", "the Russian and Chinese presidents" (duo: names by ;)."""
    for found in PAIR.finditer(scene.article.text, start, end):
        yield Item("pair", found.start(), found.end(), "pair")
    heads = HEADS_NAMED.search(scene.article.text, start, end)
    for found in _two_countries().finditer(scene.article.text, start, end) if heads else ():
        first, second = [g for g in found.groups() if g]
        countries = [demonyms().get(name) or places()[re.sub(r"\s+", " ", name)][1] for name in (first, second)]
        people = [scene.of_country(country, found.start()) for country in countries]
        if all(people):
            yield Item("duo", found.start(), found.end(), ";".join(person for person in people if person))
    for found in COMPOUND.finditer(scene.article.text, start, end):
        known = [scene.roster.by_alias.get((name,)) for name in found.groups()]
        if all(known):
            yield Item("duo", found.start(), found.end(), ";".join(person.name for person in known if person))
