"""Label words: what labels are made of, and the unbroken runs of such words in an article."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from summitry.framing.phrases import Hit, PhraseList, WordRow, grammar
from summitry.people import Roster
from summitry.schema import Labels, Mentions
from summitry.text import Document, read_keys, read_words

LONGEST_LABEL = 10
"""Words that a label may have."""
DEGREES = grammar("degree")

GAP = re.compile(r"[\s“”\"‘’']{0,20}$|['’]s\s{1,9}$")
"""What may stand between two words of one label: white space, marks, a possessive ending."""


class Part(NamedTuple):
    """What a word in a label is: role (office, leader, judging, modifier, government, place) and polarity."""

    role: str
    polarity: float
    country: str = ""


HEADS = frozenset({"office", "leader", "judging"})


class Parts:
    """All that a listed phrase can be in a label: one part for each role, and what is asked of them most."""

    __slots__ = ("country", "government", "is_head", "parts")

    def __init__(self, parts: Iterable[Part]) -> None:
        self.parts = tuple(parts)
        self.country = next((part.country for part in self.parts if part.country), "")
        self.is_head = self.part(*HEADS) is not None
        self.government = self.part("government")

    def part(self, *roles: str) -> Part | None:
        for part in self.parts:  # asked for every listed word: a generator would take twice as long
            if part.role in roles:
                return part
        return None

    def meant(self, head_role: str = "") -> Part:
        """Return what the phrase is in a label: its part in *head_role* if it has one, else in a person's label."""
        return (self.part(head_role) if head_role else None) or self.part(*HEADS, "modifier") or self.parts[0]


Piece = Hit[Parts]
"""A listed phrase in the word row with all that it can be."""


@functools.cache
def label_parts() -> PhraseList[Parts]:
    """Return the words that labels are made of, and the names of countries, capitals and seats of government."""
    entries = [(row["word"], Part(row["role"], float(row["polarity"]))) for row in read_words("labels")]
    entries += [(row["word"], Part(row["form"], 0.0, row["country"])) for row in read_words("governments")]
    grouped: dict[tuple[str, ...], list[tuple[str, Part]]] = {}
    for word, part in entries:
        grouped.setdefault(read_keys(word), []).append((word, part))
    return PhraseList((own[0][0], Parts(part for _, part in own)) for own in grouped.values())


class LabelReader:
    """Reads the labels of one article; holds its words, the listed pieces among them, and its mentions."""

    def __init__(self, article: Document, roster: Roster, mentions: Sequence[Mentions], row: WordRow) -> None:
        self.article, self.roster, self.row, self.mentions = article, roster, row, mentions
        self.names = [m for m in mentions if m.form in ("name", "surname") and m.person]
        self.titles = [m for m in mentions if m.form == "title" and m.person]
        self.pronouns = [m for m in mentions if m.form == "pronoun" and m.person]
        self.pieces = self._read_pieces()
        self.ending = {piece.end: piece for piece in self.pieces}
        self.starting = {piece.first: piece for piece in self.pieces}

    def _read_pieces(self) -> list[Piece]:
        """Return the pieces in order; "us" is a country only in capitals."""
        keys, found = self.row.keys, label_parts().find(self.row)
        return [piece for piece in found if keys[piece.first] != "us" or self.text(piece.first, piece.end) == "US"]

    @functools.cached_property
    def counts(self) -> Counter[str]:
        """How often each person is mentioned."""
        return Counter(m.person for m in self.mentions if m.person)

    @functools.cached_property
    def named(self) -> list[tuple[int, str]]:
        """Where people are named or titled, and who, in order."""
        return sorted((m.start, str(m.person)) for m in (*self.names, *self.titles))

    @functools.cached_property
    def name_words(self) -> set[int]:
        """The words of all mentions that are no pronouns."""
        row, named = self.row, (m for m in self.mentions if m.form != "pronoun")
        return {word for m in named for word in range(row.at(m.start), row.at(m.end - 1) + 1)}

    @functools.cached_property
    def spoken(self) -> list[tuple[int, str]]:
        """Where countries are spoken of, by name or through a person of theirs, in order."""
        by_name = self.roster.by_name
        people = [(m.start, by_name[m.person].country) for m in (*self.names, *self.titles) if m.person in by_name]
        places = [(self.row.starts[piece.first], piece.says.country) for piece in self.pieces]
        return sorted(spoken for spoken in people + places if spoken[1])

    def pieces_among(self, first: int, end: int) -> list[Piece]:
        """Return the pieces that lie among the words first … end."""
        among = (self.starting[word] for word in range(first, end) if word in self.starting)
        return [piece for piece in among if piece.end <= end]

    def named_between(self, low: int, high: int) -> set[str]:
        """Return the people whose names or titles begin between two offsets."""
        first, end = bisect_left(self.named, (low, "")), bisect_left(self.named, (high, ""))
        return {person for _, person in self.named[first:end]}

    def text(self, first: int, end: int) -> str:
        return self.article.text[self.row.starts[first] : self.row.ends[end - 1]]

    def joined(self, left: int, beside: Piece | None = None) -> bool:
        """Tell whether word *left* and the next one belong to one phrase: same sentence, no punctuation between.

        A comma may stand between two modifiers or before the modifier *beside* ("best, most intimate friend").
        """
        row = self.row
        if left + 1 >= len(row.keys) or row.sentences[left] != row.sentences[left + 1]:
            return False
        between = self.article.text[row.ends[left] : row.starts[left + 1]]
        if between == " ":
            return True
        if between.strip() == "," and beside is not None:
            before = self.ending.get(left + 1)
            modifies = before is not None and before.says.part("modifier") is not None
            return modifies and beside.says.meant().role != "office"
        return bool(GAP.match(between))

    def chain_before(self, end: int) -> list[Piece]:
        """Return the unbroken run of pieces that ends where word *end* begins, in reading order."""
        chain: list[Piece] = []
        while end > 0:
            if chain and self.is_degree(end - 1) and self.joined(end - 1):
                end -= 1
            if end not in self.ending or (chain and not self.joined(end - 1, chain[-1])):
                break
            piece = self.ending[end]
            if chain and chain[0].end - piece.first > LONGEST_LABEL:
                break
            chain.append(piece)
            end = piece.first
        return chain[::-1]

    def chain_after(self, first: int) -> list[Piece]:
        """Return the unbroken run of pieces that begins at word *first*, adverbs among them passed over."""
        chain: list[Piece] = []
        while first < len(self.row.keys):
            if self.is_degree(first) and (not chain or self.joined(first - 1, chain[-1])):
                first += 1
            if first not in self.starting or (chain and not self.joined(first - 1, self.starting[first])):
                break
            piece = self.starting[first]
            if chain and piece.end - chain[0].first > LONGEST_LABEL:
                break
            chain.append(piece)
            first = piece.end
        return chain

    def is_degree(self, word: int) -> bool:
        """Tell whether a word only grades the next one: "increasingly isolated", "most powerful"."""
        key = self.row.keys[word]
        return key in DEGREES or (key.endswith("ly") and word not in self.starting)

    def row_of(self, first: int, end: int, target: str, label_type: str, polarity: float) -> Labels:
        start, stop = self.row.starts[first], self.row.ends[end - 1]
        return Labels(
            article_id=self.article.article_id,
            start=start,
            end=stop,
            text=self.article.text[start:stop],
            target=target,
            label_type=label_type,  # type: ignore[arg-type]
            polarity=polarity,
            in_quote=self.row.marked.hold(start, stop),
        )
