"""Every mention of a person by name, surname, title or pronoun, and who is meant."""

import functools
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import compress

from summitry.people.names import GIVEN_NAMES, NOT_NAMES, Name, find_names
from summitry.people.roster import DEMONYMS, SUFFIXES, TITLES, Person, fold
from summitry.schema import Mentions
from summitry.text import READABLE, Document, Spans, read_words, spell_out, word_set


def find_mentions(doc: Document) -> list[Mentions]:
    """Return the mentions of people in the headline, captions and body of *doc*, in reading order.

    Names outside the roster are found by title, given name or what follows them, and are given the fullest name
    that the article has for them. ``person`` is null where the text does not decide: a surname that two people of
    the article share, a pronoun with two antecedents, "the president" where two are named, every "they".
    """
    index = NameIndex(doc)
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
            yield _mention(doc, found.start(), found.end(), doc.roster.by_key[fold(found.group())].name, "name")


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


SUBJECT_WITHIN = 40  # characters of a sentence in which its subject is named


class NameIndex:
    """The people that an article names: who bears which surname, title and gender."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.roster = doc, doc.roster
        self.named: dict[
            str, list[tuple[int, int, str]]
        ] = {}  # by folded word: where people are named in full, and who
        self.titles: dict[str, set[str]] = {}
        self.genders = {person.name: person.gender for person in doc.roster.people if person.gender}
        self._longest: dict[tuple[str, ...], str] = {}
        self._bearers: dict[tuple[str, str], set[str]] = {}

    def add(self, person: str, words: Iterable[str], name: Name) -> None:
        """Note that *person* is named in full by *name*, and by which words of it alone."""
        self._bearers.clear()
        for word in {fold(word) for word in words}:
            self.named.setdefault(word, []).append((name.start, name.end, person))
        if name.title:
            self.titles.setdefault(name.title, set()).add(person)
        if name.gender:
            self.genders.setdefault(person, name.gender)
        first, *middle, last = person.split() if " " in person and not name.person else ("", "")
        for i in range(len(middle) + 1):  # J. Smith, J. R. Smith
            ends = first, *middle[:i], person if fold(last) in SUFFIXES else last
            self._longest[ends] = max(self._longest.get(ends, ""), person, key=lambda name: (len(name), name))

    def fullest(self, person: str) -> str:
        """Return the fullest name in the article for one outside the roster: J. Smith's "John R. Smith"."""
        *given, last = person.split()
        return self._longest.get((*given, person if fold(last) in SUFFIXES else last), person)

    def bearer(self, name: Name) -> tuple[str | None, bool]:
        """Return whom a surname alone means, by his fullest name, and whether the article names anybody with it: of several
        who is named in full both first in the article and last before, or the roster's, if the other is far before."""
        alias, named = self.roster.find(name.text), self.named.get(fold(name.text), [])
        if alias and name.title and alias.holds(name.title):
            if all(person != alias.name for *_, person in named):
                self.add(alias.name, [name.text], name)  # "President Brandt" is as good as his name in full
            return alias.name, True
        key = name.text, name.gender
        people = self._bearers.get(key) or self._bearers.setdefault(key, self._find_bearers(*key))
        if len(people) < 2:
            return next(iter(people), None), bool(named)
        return self._one_of([one for one in named if self.fullest(one[2]) in people], name.start, alias), True

    def _find_bearers(self, surname: str, gender: str) -> set[str]:
        """Return whom a surname alone can mean, by their fullest names."""
        named, alias = {person for *_, person in self.named.get(fold(surname), ())}, self.roster.find(surname)
        fitting = {person for person in named if not gender or self.genders.get(person, gender) == gender}
        return {alias.name} if alias and not fitting else {self.fullest(person) for person in fitting or named}

    def _one_of(self, named: list[tuple[int, int, str]], offset: int, alias: Person | None) -> str | None:
        starts = self.doc.sentences.starts
        placed = [(bisect_right(starts, start) - 1, start, end, person) for start, end, person in named]
        leading = [one for one in placed if one[1] - starts[one[0]] < SUBJECT_WITHIN]
        subjects = [one for one in leading if not self.doc.text.startswith(("’s", "'s"), one[2])] or placed
        before = [one for one in subjects if one[1] < offset]
        just = next((one for one in before if one[0] == before[-1][0]), None)
        if just and just[3] == subjects[0][3]:
            return self.fullest(just[3])
        is_far = not just or bisect_right(starts, offset) - 1 - just[0] > 1
        return alias.name if alias and alias.name == subjects[0][3] and is_far else None


def _find_named(doc: Document, names: list[Name], index: NameIndex) -> Iterator[Mentions]:
    """Yield mentions by name or surname; a lone capitalised word that is nobody's surname is no mention."""
    full = [name for name in names if len(name.words) > 1 and (name.person or _is_person(name, doc.text))]
    for name in full:
        words = [word.text for word in name.words if fold(word.text) not in SUFFIXES] or [name.text]
        person = name.person.name if name.person else name.text
        index.add(person, (words[0], words[-1], person.split()[0]), name)
    for name in full:
        person = name.person.name if name.person else index.fullest(name.text)
        yield _mention(doc, name.start, name.end, person, "name")
    for name in (one for one in names if len(one.words) == 1):
        in_full, listed = fold(name.text) in index.named, index.roster.find(name.text)
        in_capitals = name.text.isupper()  # XI where Xi is named, but not UN, nor the label BRANDT in a transcript
        if name.title or (listed and (in_full or len(name.text) > 2) if in_capitals else listed or in_full):
            bearer, borne = index.bearer(name)
            if bearer or borne or name.title:
                yield _mention(doc, name.start, name.end, bearer or (None if borne else name.text), "surname")


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


@functools.cache
def _title_phrases() -> tuple[re.Pattern[str], ...]:
    """The Chinese leader · his Russian counterpart · the Kremlin’s chief · the president; then: China's foreign minister.

    Both begin with a set of letters, which is searched for fast.
    """
    ranks = ("head", "minister", "spokesperson", "envoy")
    titles = [title for title, row in TITLES.items() if row["rank"] in ranks]
    heads = rf"(?i:{spell_out(filter(str.islower, titles))})|{spell_out(filter(str.isupper, titles))}"
    places, first = spell_out(DEMONYMS), spell_out(DEMONYMS, never_after=r"\w")
    small = ("the", "his", "her", "its", "their")
    determiner = spell_out((*small, *map(str.title, small)), never_after=r"\w")
    title = (
        rf"(?P<other>(?:\w+ ){{0,2}}?)(?P<title>{heads}|counterpart)\b(?: of (?:the )?(?P<of>{places})\b)?(?![’']?\w)"
    )
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
        title = words["title"] if words["title"] in TITLES else words["title"].lower()
        if not person and not (words["other"] and title in ("minister", "secretary")):
            person = holder(title, DEMONYMS[place] if place else "")
        yield _mention(doc, start, end, person, "title")


def _holder(title: str, country: str, index: NameIndex, named: set[str | None]) -> str | None:
    """Return who is meant by a title: the one whom it fits, on the article's day and among those it names first."""
    if title == "counterpart" and not country:
        return None
    title = "leader" if title == "counterpart" else title
    day = (index.doc.metadata and index.doc.metadata.published_stated) or ""
    holders = index.roster.holders(title, country)
    known = [person for person in holders if person.name in named]
    pool = known or (holders if country and TITLES[title]["rank"] != "envoy" else ())
    fitting = [person for person in pool if person.holds(title, day)] if day or not known else known
    if (
        len(fitting := fitting or known) > 1
    ):  # a premier is meant rather than a prime minister; by "leader", the president of both
        kinds = {title, *({"president", "king"} if country and "leader" in (title, TITLES[title]["office"]) else ())}
        fitting = [p for p in fitting if any(o.title.startswith(tuple(kinds)) for o in p.offices)]
    names = {person.name for person in fitting} | (set() if country else index.titles.get(title, set()))
    return names.pop() if len(names) == 1 else None


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
