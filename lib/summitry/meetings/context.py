"""What is known of an article's leaders: who stands where, whom "the two" can mean, and a sentence as a row of items.

A context is read once for each article (``read_context``) and serves meetings and claims.
"""

import functools
import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, cast

from summitry.people import Person, Roster
from summitry.schema import Mentions, Span
from summitry.text import Document, Layer, Sentence, Spans, read_words, spell_phrases, split_word


@functools.cache
def tokens(kind: str) -> frozenset[str]:
    """Return the words of one kind in words/meeting_tokens.csv."""
    return frozenset(row["word"] for row in read_words("meeting_tokens") if row["kind"] == kind)


@functools.cache
def cue_classes() -> dict[str, str]:
    """Return the words of words/meeting_cues.csv with their class: "met" is meet, "telephoned" remote."""
    return {row["phrase"]: row["class"] for row in read_words("meeting_cues")}


@functools.cache
def long_cues() -> re.Pattern[str]:
    """Return the pattern of cues of several words ("shook hands"), for text in lower case."""
    return re.compile(rf"\b{spell_phrases([phrase for phrase in cue_classes() if ' ' in phrase])}\b(?!-)")


@functools.lru_cache(maxsize=1 << 15)
def class_of(word: str) -> str:
    """Return what a word is to the model: its class of cue, a small word itself, a number, or its ending.

    >>> [class_of(word) for word in ("met", "with", "2018", "walloped", "moon")]
    ['@meet', 'with', '#n', 'ed', '.']
    """
    cue = cue_classes().get(word)
    if cue:
        return f"@{cue}"
    if word in tokens("small"):
        return word
    return "#n" if word.isdigit() else next((ending for ending in ("ed", "ing") if word.endswith(ending)), ".")


@functools.cache
def places() -> dict[str, tuple[str, str]]:
    """Return the gazetteer: name in text to (city, country); city empty for a country."""
    return {row["name"]: (row["city"], row["country"]) for row in read_words("places")}


def look_up_place(name: str) -> tuple[str, str]:
    """Return the (city, country) of a name as it stands in a text."""
    return places()[re.sub(r"\s+", " ", name)]


@functools.cache
def place_pattern() -> re.Pattern[str]:
    """Return the pattern of the gazetteer's names, but not of "Shanghai Cooperation" or "The Moscow Times"."""
    named_after = r"\s(?:Cooperation|Post|Times|Daily|Agreement|Declaration|Protocol)"
    names = spell_phrases(places(), never_after=r"[\w-]")
    return re.compile(rf"{names}(?!\w|[-–][A-Z]|{named_after})")


@functools.cache
def demonyms() -> dict[str, str]:
    """Return adjectives of countries with their country: 'Russian' to 'Russia'."""
    return {row["word"]: row["country"] for row in read_words("demonyms") if row["kind"] == "demonym"}


@functools.cache
def titles() -> frozenset[str]:
    """Return the words, in lower case, that may stand before a name: "his Russian counterpart"."""
    return tokens("title") | {word.lower() for word in demonyms()}


HEADS = r"(?:leaders|presidents|prime\s+ministers|premiers|chancellors|heads\s+of\s+(?:state|government)|statesmen|strongmen)"
HEADS_NAMED = re.compile(rf"\b{HEADS}\b")
# 'the two leaders', 'both presidents', 'the pair', 'the two sat down', in lower case
PAIR = re.compile(
    rf"\b(?:the|these|both|our)\s{{1,3}}(?:two\s{{1,3}})?(?:{HEADS}|men|duo|pair)\b(?!\s{{1,3}}of\b)"
    r"|\bthe\s{1,3}two\b(?=\s{1,3}(?:\w{2,12}ed|met|meet|held|hold|sat|will|would|convened|spoke|talked|have|had|are|"
    r"were|last|also|first|then|again|of\s+them)\b|\s*[.,;])|\beach\s{1,3}other\b|\bone\s{1,3}another\b"
)
# 'the Xi-Putin summit'
COMPOUND = re.compile(r"\b([A-Z][a-z]{1,15})\s?[-–/]\s?([A-Z][a-z]{1,15})\b")
# what can stand for two people, in lower case: 'they met', 'the Chinese and Russian leaders', 'the talks'
PLURAL = re.compile(
    r"\b(?:they|both|two|pair|duo|leaders|presidents|statesmen|other|another|him|we|(?:the|their|our|this|formal|"
    r"informal|bilateral|latest|face-to-face|one-on-one|in-person|expanded|restricted|closed-door)\s(?:\w{1,12}\s){0,2}?"
    r"(?:meeting|talks|video|negotiations|phone|encounter|conversation|call|summit))\b"
)


@functools.cache
def two_countries() -> re.Pattern[str]:
    """Return the pattern of the heads of two countries."""
    # 'the Russian and Chinese presidents', 'the leaders of China and Russia'
    adjective = spell_phrases(demonyms())
    country = spell_phrases([name for name, (city, _) in places().items() if not city])
    return re.compile(
        rf"\b(?:[Tt]he\s+)?(?P<a>{adjective})\s+and\s+(?P<b>{adjective})\s+{HEADS}\b"
        rf"|\b(?:[Tt]he\s+)?{HEADS}\s+of\s+(?P<c>{country})\s+and\s+(?P<d>{country})\b"
    )


DATE_OPENS, FEWEST_LINES = 5, 3  # how near to a line's beginning its date stands, and how many such lines are a list
MOST_LINES, SHORT_LINE = 3, 40
"""How many lines above a report are read for its day and place, and how long those in between are at most."""
NEAR = 1_500  # how many characters back somebody may be named whom "the two leaders" mean


class Item(NamedTuple):
    """A piece of a sentence: ``value`` is the person, the pair or the lower-case word, ``owner`` whose "his" is.

    ``kind`` is person (of the roster), other (a person who is not), pair ("the two leaders"), duo ("the Xi-Putin
    summit"; both names, joined by ;), place, date or word.
    """

    kind: str
    start: int
    end: int
    value: str
    owner: str = ""


@dataclass(frozen=True)
class Context:
    """The people of one article, and who of them can be "the leaders"."""

    doc: Document

    @property
    def text(self) -> str:
        """The article's text."""
        return self.doc.text

    @property
    def roster(self) -> Roster:
        """The people who may meet."""
        return cast(Roster, self.doc.roster)

    @functools.cached_property
    def order(self) -> dict[int, int]:
        """The number of each sentence, by its start."""
        return {start: i for i, start in enumerate(self.doc.sentences.starts)}

    def start_before(self, sentence: Sentence, back: int) -> int:
        """Return where the sentence *back* before *sentence* begins."""
        return self.doc.sentences[max(0, self.order[sentence.start] - back)].start

    @functools.cached_property
    def _marked(self) -> Spans:
        return Spans((marked.start, marked.end) for marked in self.doc.marked)

    def lines_above(self, sentence: Sentence) -> Iterator[Sentence]:
        """Yield the sentence before *sentence*, and on from a short line (of a list: a day, a place) those before it."""
        at = self.order.get(sentence.start, 0)
        for before in reversed(self.doc.sentences[max(0, at - MOST_LINES) : at]):
            yield before
            if before.end - before.start > SHORT_LINE or before.paragraph == sentence.paragraph:
                return

    @functools.cached_property
    def list_lines(self) -> frozenset[int]:
        """The starts of the sentences that are items of a list by date: lines that open with one, three at least."""
        firsts = (next(group) for _, group in itertools.groupby(self.doc.sentences, key=lambda s: s.paragraph))
        starts = [(s.start, s.start + DATE_OPENS) for s in firsts if s.zone == "body"]
        dated = [start for start, end in starts if any(d.date_low for d in self.doc.dates.starting_in(start, end))]
        return frozenset(dated if len(dated) >= FEWEST_LINES else ())

    def people_of_list(self, sentence: Sentence) -> tuple[str, ...] | None:
        """Return whose meeting an item of a list is: the headline's two leaders, or its one and who the line names."""
        if sentence.start not in self.list_lines or not self.headline:
            return None
        title, here = set(self.leaders_in(*self.headline[0])), set(self.leaders_in(*sentence[:2]))
        people = title | here if len(title) == 1 else title if here <= title else set()
        return tuple(sorted(people)) if len(people) == 2 else None

    def is_quoted(self, sentence: Sentence) -> bool:
        """Tell whether the whole of *sentence* stands inside quotation marks."""
        return self._marked.hold(sentence.start, sentence.end)

    @functools.cached_property
    def _compounds(self) -> list[tuple[re.Match[str], tuple[str, str]]]:
        """Where two people of the roster are joined by a hyphen, and who they are."""
        found = ((m, self.roster.find(m[1]), self.roster.find(m[2])) for m in COMPOUND.finditer(self.text))
        return [(m, (a.name, b.name)) for m, a, b in found if a and b]

    @functools.cached_property
    def mentions(self) -> Layer[Mentions]:
        """The mentions that were found, and those of people joined by a hyphen: "the Xi-Putin summit"."""
        found, article = self.doc.mentions, self.doc.article_id
        known = {mention.start for mention in found}
        named = [(*m.span(i), m[i], people[i - 1]) for m, people in self._compounds for i in (1, 2)]
        new = [
            Mentions(article_id=article, start=start, end=end, text=name, person=person, form="surname")
            for start, end, name, person in named
            if start not in known
        ]
        return Layer([*found, *new]) if new else found

    @functools.cached_property
    def duos(self) -> Layer[Item]:
        """The words that stand for two people of the roster: "Xi-Putin", "the Russian and Chinese presidents"."""
        found = [Item("duo", *m.span(), ";".join(people)) for m, people in self._compounds]
        for match in two_countries().finditer(self.text) if HEADS_NAMED.search(self.text) else ():
            names = [name for name in match.groups() if name]
            countries = [demonyms().get(name) or look_up_place(name)[1] for name in names]
            people = [self.of_country(country, match.start()) for country in countries]
            if all(people):
                found.append(Item("duo", *match.span(), ";".join(map(str, people))))
        return Layer(found)

    @functools.cached_property
    def leaders(self) -> frozenset[str]:
        """The people of the roster who can be one of "the two leaders", by name."""
        return frozenset(person.name for person in self.roster.people if is_leader(person))

    @functools.cached_property
    def leader_mentions(self) -> Layer[Mentions]:
        """The mentions of leaders."""
        return Layer(mention for mention in self.mentions if mention.person in self.leaders)

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
        return list(dict.fromkeys(m.person for m in self.leader_mentions.starting_in(start, end) if m.person))

    def people_in(self, start: int, end: int) -> set[str]:
        """Return the people of the roster whom ``text[start:end]`` names."""
        known = self.roster.by_name
        return {m.person for m in self.mentions.starting_in(start, end) if m.person in known}

    @functools.cached_property
    def has_two(self) -> bool:
        """Whether the article names two people of the roster at all, or has words for two."""
        return len(self.people_in(0, len(self.text))) > 1 or len(self.duos) > 0

    def may_meet(self, sentence: Sentence) -> bool:
        """Tell cheaply whether *sentence* can be about two people of the roster: named, or as "the two", "the talks"."""
        start, end = sentence[:2]
        return self.has_two and bool(
            len(self.people_in(start, end)) > 1
            or self.duos.starting_in(start, end)
            or PLURAL.search(self.doc.lowered, start, end)
        )

    def _strangers(self, start: int, end: int) -> bool:
        """Tell whether somebody whom the roster does not know is named in ``text[start:end]``."""
        named = (m.person for m in self.mentions.starting_in(start, end) if m.person and m.form != "pronoun")
        return any(person not in self.roster.by_name for person in named)

    def means_pair(self, sentence: Sentence, pair: tuple[str, ...], last: tuple[str, ...] | None) -> bool:
        """Tell whether "the talks" in *sentence* can be those of *pair*: named just before, and nobody else is here."""
        if self._strangers(*sentence[:2]):
            return False
        return pair == last or set(pair) <= set(self.leaders_in(self.start_before(sentence, 2), sentence.end))

    @functools.cached_property
    def _leaders_of(self) -> dict[str, tuple[Layer[Mentions], str | None]]:
        """By country the mentions of its leaders, and the leader where the article names only one."""
        named: dict[str, list[Mentions]] = {}
        for mention in self.leader_mentions:
            named.setdefault(self.roster.by_name[str(mention.person)].country, []).append(mention)
        alone = {country: {str(mention.person) for mention in mentions} for country, mentions in named.items()}
        return {c: (Layer(mentions), min(alone[c]) if len(alone[c]) == 1 else None) for c, mentions in named.items()}

    def of_country(self, country: str, before: int) -> str | None:
        """Return the leader of *country* named in the article, last before an offset; nobody named: the roster's."""
        if country not in self._leaders_of:
            heads = [p for p in self.roster.holders("leader", country) if p.holds("leader", "")]
            heads = [p for p in heads if p.holds("president", "")] or heads
            return heads[0].name if len(heads) == 1 else None
        named, alone = self._leaders_of[country]
        earlier = bisect_left(named.starts, before)
        return named[earlier - 1].person if earlier else alone

    def pair_in_play(self, sentence: Sentence, at: int, last: tuple[str, ...] | None) -> tuple[str, ...] | None:
        """Return the two leaders that "the two leaders" at an offset means, or None where that is open.

        The two named in the sentence; else the two named together last; else the two named last, if they are near.
        """
        here = self.leaders_in(sentence.start, sentence.end)
        if len(here) == 2:
            return tuple(sorted(here))
        if last and len(last) == 2 and set(here) <= set(last):
            return last
        if len(here) > 2 or self._strangers(self.start_before(sentence, 1), sentence.end):
            return None
        before = self.leader_mentions.starting_in(max(0, at - NEAR), at)
        recent = list(dict.fromkeys([*here, *(m.person for m in reversed(before) if m.person)]))
        if len(recent) < 2:
            return self.only_pair
        return tuple(sorted(recent[:2]))

    @functools.cached_property
    def datelined(self) -> list[tuple[str, str]]:
        """The (city, country) of the article's dateline, if it has one that the gazetteer knows."""
        lines = (place_pattern().findall(self.text[start:end].title()) for start, end in self.doc.spans("dateline"))
        return [look_up_place(max(known, key=len)) for known in filter(None, lines)][:1]

    @functools.cached_property
    def headline(self) -> list[Span]:
        """The article's headline, if it has one."""
        return self.doc.spans("headline")[:1]

    def goes_to(self, host: str, start: int, end: int) -> bool:
        """Tell whether the first place named in ``text[start:end]`` is in *host*'s country."""
        found = place_pattern().search(self.text, start, end)
        return found is not None and look_up_place(found.group())[1] == self.roster.by_name[host].country


def read_context(doc: Document) -> Context:
    """Return the context of *doc*, read when it is first asked for."""
    if doc.context is None:
        doc.context = Context(doc)
    return cast(Context, doc.context)


def is_leader(person: Person) -> bool:
    """Tell whether *person* can be one of "the two leaders": by role, or because the roster tells no role."""
    return not person.role or person.holds("leader")


RANK = {"duo": 0, "person": 1, "other": 1, "pair": 2, "place": 3, "date": 4, "word": 5}


def read_items(context: Context, sentence: Sentence) -> list[Item]:
    """Return the items of *sentence*, in order, the words of a longer cue ("shook hands") joined."""
    return _join_cues(context.doc.lowered, _without_overlap(_find_items(context, *sentence[:2])))


def _find_items(context: Context, start: int, end: int) -> Iterator[Item]:
    doc = context.doc
    yield from _people(context, start, end)
    yield from context.duos.within(start, end)
    for pair in PAIR.finditer(doc.lowered, start, end):
        yield Item("pair", pair.start(), pair.end(), "pair")
    for place in place_pattern().finditer(doc.text, start, end):
        yield Item("place", place.start(), place.end(), place.group())
    for date in doc.dates.within(start, end):
        if date.date_low:
            yield Item("date", date.start, date.end, "date")
    for i in doc.tokens.between(start, end):
        spelling, at = doc.tokens.spellings[i], doc.tokens.starts[i]
        for offset, piece in split_word(spelling) if "." not in spelling[:-1] else ((0, spelling),):
            yield Item("word", at + offset, at + offset + len(piece), piece.lower())


def _people(context: Context, start: int, end: int) -> Iterator[Item]:
    for mention in context.mentions.within(start, end):
        if not mention.person:
            continue
        if mention.form == "pronoun" and mention.text.lower() in ("his", "her", "hers"):
            yield Item("word", mention.start, mention.end, mention.text.lower(), mention.person)
            continue
        kind = "person" if mention.person in context.roster.by_name else "other"
        possessive = 2 if mention.text.endswith(("'s", "’s")) else 0
        yield Item(kind, mention.start, mention.end - possessive, mention.person)


def _without_overlap(found: Iterable[Item]) -> list[Item]:
    """Return *found* in order; where two overlap, the one that begins first, then by RANK, then the longer."""
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


def _join_cues(lowered: str, items: Sequence[Item]) -> list[Item]:
    """Return *items* with those of a cue of several words joined."""
    spans = [m.span() for m in long_cues().finditer(lowered, items[0].start, items[-1].end)] if items else []
    joined: list[Item] = []
    for item in items:
        while spans and spans[0][1] <= item.start:
            spans.pop(0)
        if not spans or item.start < spans[0][0] or item.kind != "word":
            joined.append(item)
        elif item.start == spans[0][0]:
            joined.append(Item("word", *spans[0], re.sub(r"\s+", " ", lowered[slice(*spans[0])])))
    return joined


def cue_of(item: Item) -> str:
    """Return the class of cue that an item is ("meet", "talk", …), or an empty string."""
    return cue_classes().get(item.value, "") if item.kind == "word" else ""
