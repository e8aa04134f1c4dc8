"""Sourcing: who is quoted or cited in an article, of which type, through whom, and marked as a state's or not."""

import functools
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from summitry.framing.wording import grammar, span_of
from summitry.reference import Outlet
from summitry.schema import SPOKEN, Quotes, Sources, Span
from summitry.text import Document, Hit, PhraseList, Tokens, find_words, read_keys, read_words, tokenize

WORDS_BEFORE, WORDS_AFTER = 6, 10  # how far from a name its description is looked for
MOST_PLACES = 6  # places of one name that are looked at

AROUND_NAME = re.compile(r"^the | news agency$| agency$")
BREAK = re.compile(r"[.,;:!?“”\"]")

KINDS = {"state media": "state media", "wire": "wire", "outlet": "outlet", "think tank": "expert"}
CITING = grammar("citing")
SOURCE_WORDS = PhraseList((row["word"], row) for row in read_words("source_types"))
"""The words that tell a source's type, or that it is a state's, each with its row of words/source_types.csv."""
SEATS = frozenset(row["word"] for row in read_words("governments") if row["form"] in ("seat", "country"))
"""The names of seats of government and countries: a source named so is official, and plainly a state's."""


@functools.lru_cache(maxsize=8)
def outlet_names(outlets: tuple[Outlet, ...]) -> tuple[PhraseList[Outlet], Mapping[str, Outlet]]:
    """Return the outlets by name and alias, as a list to search for and by the name in lower case."""
    named = [(name, outlet) for outlet in outlets for name in (outlet.name, *outlet.aliases)]
    return PhraseList(named), {name.lower(): outlet for name, outlet in named}


@functools.lru_cache(maxsize=10_000)
def _outlet_in(words: str, outlets: PhraseList[Outlet]) -> str | None:
    """Return the name of the first outlet that *words* hold, None where they hold none."""
    tokens = tokenize(words).only_words()
    return next((hit.says.name for hit in outlets.find(tokens) if is_capitalised(tokens, hit)), None)


def is_capitalised(words: Tokens, hit: Hit[Any]) -> bool:
    """Tell whether a name is written as one: "the diplomat" is no magazine."""
    return not words.spellings[hit.end - 1][0].islower()


def find_sources(doc: Document) -> list[Sources]:
    """Return the sources of an article: one row for each source and conduit, the most quoted first.

    Media that are cited without being anybody's conduit or source ("…, reports Reuters") have rows with no
    quotations. ``source_type`` is None for a source that neither the roster, reference/outlets.csv nor the words
    around its name tell. ``marked_as_state``: words such as "state broadcaster" stand beside the name, or the name
    is a government's own (the Kremlin).
    """
    reader = SourceReader(doc)
    quoted: dict[tuple[str, str | None], list[Quotes]] = defaultdict(list)
    for quote in doc.quotes:
        if quote.speaker and quote.kind in SPOKEN:
            pair = reader.plain_name(quote.speaker), reader.plain_name(quote.conduit) if quote.conduit else None
            quoted[pair].append(quote)
    named = {name for pair in quoted for name in pair if name}
    cited: dict[str, list[Span]] = defaultdict(list)
    for hit in reader.outlets.find(doc.words):
        around = doc.words.keys[max(0, hit.first - 4) : hit.first] + doc.words.keys[hit.end : hit.end + 3]
        if hit.says.name not in named and is_capitalised(doc.words, hit) and CITING.intersection(around):
            cited[hit.says.name].append(span_of(doc.words, hit))
    rows = [reader.read(source, conduit, quotes) for (source, conduit), quotes in quoted.items()]
    rows += [reader.read(name, None, [], places) for name, places in cited.items()]
    return sorted(rows, key=lambda r: (-r.quotes, -r.words_quoted, r.source, r.conduit or ""))


class SourceReader:
    """Reads types and marks of sources from the words around their names in one article."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.text, self.words, self.keys = doc, doc.text, doc.words, doc.words.keys
        self.people = doc.roster.by_name
        self.outlets, self.outlets_by_name = outlet_names(doc.reference.outlets)

    def plain_name(self, name: str) -> str:
        """Return an outlet's own name where *name* holds it ("Russia's state TASS news agency"), else *name*."""
        return name if name in self.people else _outlet_in(name, self.outlets) or name

    def read(self, source: str, conduit: str | None, quotes: list[Quotes], cited: Iterable[Span] = ()) -> Sources:
        """Return the row of a source through a conduit: their *quotes*, or the places where the source is *cited*."""
        names = {name for name in (source, conduit) if name}
        written = {name for quote in quotes for name in (quote.speaker, quote.conduit) if name}
        places = (place for name in (written | names) - self.people.keys() for place in self._places(name))
        named: list[Any] = [(q.speaker_start, q.speaker_end) for q in quotes if q.speaker_start is not None]
        return Sources(
            article_id=self.doc.article_id,
            source=source,
            source_type=self.source_type(source, [*named, *cited]),  # type: ignore[arg-type]
            conduit=conduit,
            marked_as_state=any(map(self.is_seat, names)) or any(self._marked_around(*place) for place in places),
            quotes=len(quotes),
            words_quoted=sum(len(find_words(quote.text)) for quote in quotes if quote.kind != "indirect"),
        )

    def _places(self, name: str) -> list[Span]:
        """Return where *name* stands in the text (the first few places), looked for around its rarest word."""
        rarest = min((self._places_of[key] for key in read_keys(name)), key=len, default=[])
        places: dict[Span, None] = {}
        for i in rarest:
            low, high = self.words.starts[i] - len(name), self.words.ends[i] + len(name)
            at = self.text.find(name, max(0, low), high)
            if at >= 0:
                places[at, at + len(name)] = None
            if len(places) == MOST_PLACES:
                break
        return list(places)

    @functools.cached_property
    def _places_of(self) -> defaultdict[str, list[int]]:
        """The numbers of the words by key."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for i, key in enumerate(self.keys):
            places[key].append(i)
        return places

    def source_type(self, source: str, named: Iterable[Span]) -> str | None:
        """Return a source's type: by roster, by outlets.csv, by the name's own words, by the words around it. *named*
        are the spans that its quotations name it by."""
        person = self.people.get(source)
        if (person and person.role) or self.is_seat(source):
            return "official"
        lowered = source.lower()
        outlet = self.outlets_by_name.get(lowered) or self.outlets_by_name.get(AROUND_NAME.sub("", lowered))
        if outlet and self.plain_name(source) == outlet.name:
            return "state media" if outlet.state else KINDS.get(outlet.kind, "outlet")
        for hit in SOURCE_WORDS.find_in(source):
            return hit.says["source_type"]
        around = (self._type_around(*place) for places in (named, self._places(source)) for place in places)
        return next(filter(None, around), None)

    def _type_around(self, start: int, end: int) -> str | None:
        """Return the type that a title before the name or an apposition after it tells."""
        first, last = self.words.at(start), self.words.at(max(start, end - 1)) + 1
        if first >= len(self.keys):
            return None
        for hit in reversed(list(SOURCE_WORDS.find(self.words, max(0, first - WORDS_BEFORE), first))):
            if not BREAK.search(self.text, self.words.ends[hit.end - 1], self.words.starts[first]):
                return hit.says["source_type"]
        if self.text[end : end + 1] != ",":
            return None
        after = SOURCE_WORDS.find(self.words, last, min(len(self.keys), last + WORDS_AFTER))
        sentences = self.words.sentences
        return next((hit.says["source_type"] for hit in after if sentences[hit.first] == sentences[last - 1]), None)

    def is_seat(self, name: str) -> bool:
        """Tell whether *name* is a government's or a country's: such a source is plainly a state's."""
        return name.lower().removeprefix("the ") in SEATS

    def _marked_around(self, start: int, end: int) -> bool:
        first, last = self.words.at(start), self.words.at(max(start, end - 1)) + 1
        if first >= len(self.keys):
            return False
        sentence = self.words.sentences[first]
        low, high = max(0, first - 4), min(len(self.keys), last + 4)
        near = SOURCE_WORDS.find(self.words, low, high)
        if any(hit.says["marks_state"] == "yes" for hit in near if self.words.sentences[hit.first] == sentence):
            return True
        # "Russia's state TASS news agency": the bare word "state" before an outlet's name, or in the name as written
        keys = self.keys[max(0, first - 2) : last]
        return "state" in keys and _outlet_in(self.text[start:end], self.outlets) is not None
