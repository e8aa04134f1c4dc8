"""Labels: the titles, epithets, appositives and descriptors that an article gives to persons and governments."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from summitry.articles import Article
from summitry.people import Roster
from summitry.phrases import PhraseList, Spans, WordRow, grammar, marked_spans, read_word_row
from summitry.schema import Labels, Mentions, Quotes
from summitry.words import read_words

LONGEST_LABEL = 10
"""Words that a label may have."""

DETERMINERS, COPULAS, NAMING_VERBS = grammar("determiner"), grammar("copula"), grammar("naming verb")
DEGREES, NEGATIONS, CONTINUATIONS = grammar("degree"), grammar("negation"), grammar("continuation")
LONE_HEADS, OFFICES_IN_ROLES = grammar("lone head"), grammar("office in role")

GAP = re.compile(r"[\s“”\"‘’']*$|['’]s\s+$")
"""What may stand between two words of one label: white space, marks, a possessive ending."""


class Part(NamedTuple):
    """What a word in a label is: role (office, leader, judging, modifier, government, place) and polarity."""

    role: str
    polarity: float
    country: str = ""


HEADS = frozenset({"office", "leader", "judging"})


@functools.cache
def label_parts() -> PhraseList[Part]:
    """Return the words that labels are made of, and the names of countries, capitals and seats of government."""
    entries: list[tuple[str, Part]] = [
        (row["word"], Part(row["role"], float(row["polarity"]))) for row in read_words("labels")
    ]
    entries += [(row["word"], Part(row["form"], 0.0, row["country"])) for row in read_words("governments")]
    return PhraseList(entries)


class Piece(NamedTuple):
    """A listed phrase in the word row with all that it can be: one entry for each role."""

    first: int
    end: int
    parts: tuple[Part, ...]

    def part(self, *roles: str) -> Part | None:
        return next((part for part in self.parts if part.role in roles), None)

    def meant(self, head_role: str = "") -> Part:
        """Return what the piece is in a label: its part in *head_role* if it has one, else in a person's label."""
        return (self.part(head_role) if head_role else None) or self.part(*HEADS, "modifier") or self.parts[0]

    @property
    def country(self) -> str:
        return next((part.country for part in self.parts if part.country), "")


class LabelReader:
    """Reads the labels of one article; holds its words, the listed pieces among them, and its mentions."""

    def __init__(
        self, article: Article, roster: Roster, mentions: Sequence[Mentions], row: WordRow, marked: Spans
    ) -> None:
        self.article, self.roster, self.row, self.marked = article, roster, row, marked
        self.names = [m for m in mentions if m.form in ("name", "surname") and m.person]
        self.titles = [m for m in mentions if m.form == "title" and m.person]
        self.counts = Counter(m.person for m in mentions if m.person)
        self.pieces = self._read_pieces()
        self.ending = {piece.end: piece for piece in self.pieces}
        self.starting = {piece.first: piece for piece in self.pieces}
        self.name_words = {
            word for m in mentions if m.form != "pronoun" for word in range(row.at(m.start), row.at(m.end - 1) + 1)
        }

    def _read_pieces(self) -> list[Piece]:
        """Return the pieces in order; "us" is a country only in capitals."""
        grouped: dict[tuple[int, int], list[Part]] = {}
        for hit in label_parts().find(self.row):
            if self.row.keys[hit.first] == "us" and self.text(hit.first, hit.end) != "US":
                continue
            grouped.setdefault((hit.first, hit.end), []).append(hit.says)
        return [Piece(first, end, tuple(parts)) for (first, end), parts in sorted(grouped.items())]

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
        if between.strip() == "," and beside is not None:
            before = self.ending.get(left + 1)
            return before is not None and before.part("modifier") is not None and beside.meant().role != "office"
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
            in_quote=self.marked.hold(start, stop),
        )


def find_labels(
    article: Article,
    roster: Roster,
    mentions: Sequence[Mentions],
    quotes: Iterable[Quotes],
    row: WordRow | None = None,
) -> list[Labels]:
    """Return the labels that *article* gives to persons and governments, in reading order.

    Polarity is the sum of the listed words' polarities (words/labels.csv), cut at −1 and 1. A person's label
    is a *title* (an office before the name: "Russian President"), an *epithet* (a judging word before the name:
    "strongman"), an *appositive* ("…, the Russian leader,") or a *descriptor* (in the name's stead, or said of
    it); a government's label is a descriptor ("the regime"), its target the country.
    """
    reader = LabelReader(article, roster, mentions, row or read_word_row(article), marked_spans(quotes))
    found: dict[tuple[int, int], Labels] = {}
    taken: set[int] = set()
    for label, words in _all_labels(reader):
        if not taken.intersection(words):
            taken.update(words)
            found[label.start, label.end] = label
    return [found[span] for span in sorted(found)]


def _all_labels(reader: LabelReader) -> Iterator[tuple[Labels, range]]:
    """Yield labels with their words, the surest kind first; a word belongs to one label only."""
    for mention in reader.names:
        yield from _before_name(reader, mention)
        yield from _after_name(reader, mention)
    for mention in reader.titles:
        yield from _title_mention(reader, mention)
    for piece in reader.pieces:
        yield from _descriptor(reader, piece)
        yield from _government(reader, piece)


def read_polarity(pieces: Iterable[Piece], head_role: str = "") -> float:
    """Return the summed polarity of *pieces*, −1 to 1; of a word listed in two roles the one that is meant counts."""
    total = sum(piece.meant(head_role).polarity for piece in pieces)
    return max(-1.0, min(1.0, round(total, 3)))


def _judges(pieces: Iterable[Piece]) -> bool:
    return any(piece.part("judging") or abs(piece.meant().polarity) >= 0.25 for piece in pieces)


def _has_head(pieces: Sequence[Piece]) -> bool:
    return any(piece.part(*HEADS) for piece in pieces)


def _before_name(reader: LabelReader, mention: Mentions) -> Iterator[tuple[Labels, range]]:
    """Yield the label before a name ("isolated Russian strongman Putin"), titles inside the mention included."""
    first, end = reader.row.at(mention.start), min(reader.row.at(mention.end - 1) + 1, len(reader.row.keys))
    inside = []
    while first in reader.starting and reader.starting[first].end < end and reader.starting[first].part(*HEADS):
        inside.append(reader.starting[first])
        first = reader.starting[first].end
    start = inside[0].first if inside else first
    before = reader.chain_before(start) if start > 0 and reader.joined(start - 1) else []
    chain = before + inside
    if chain and (_has_head(chain) or _judges(chain)):
        kind = "epithet" if _judges(chain) else "title"
        yield _yield(reader, chain, str(mention.person), kind)
    elif start > 0 and not chain:
        yield from _apposed_before(reader, mention, start)


def _apposed_before(reader: LabelReader, mention: Mentions, start: int) -> Iterator[tuple[Labels, range]]:
    """Yield "the Kremlin chief" of "the Kremlin chief, Vladimir Putin, said"."""
    between = reader.article.text[reader.row.ends[start - 1] : mention.start]
    if between.strip() != "," or reader.row.sentences[start - 1] != reader.row.sentences[start]:
        return
    chain = reader.chain_before(start)
    if chain and chain[-1].part(*HEADS) and _determined(reader, chain):
        yield _yield(reader, chain, str(mention.person), "appositive")


def _determined(reader: LabelReader, chain: Sequence[Piece]) -> bool:
    """Tell whether an article or a possessive opens the chain ("the …", "Russia's …")."""
    first = chain[0].first
    return (first > 0 and reader.row.keys[first - 1] in DETERMINERS) or chain[0].country != ""


APPOSITION = re.compile(r"\s?[,—–(]\s?")
CLOSING = re.compile(r"\s?(?:[,.;:!?—–)]|$)")


def _after_name(reader: LabelReader, mention: Mentions) -> Iterator[tuple[Labels, range]]:
    """Yield the label after a name: "Putin, a former spy," · "Putin is a killer" · "called Putin a killer"."""
    first = reader.row.at(mention.end)
    if first >= len(reader.row.keys) or reader.row.sentences[first] != reader.row.sentences[first - 1]:
        return
    between = reader.article.text[mention.end : reader.row.starts[first]]
    kind = "descriptor"
    if APPOSITION.fullmatch(between):
        kind = "appositive"
    elif between.strip():
        return
    elif reader.row.keys[first] in COPULAS and not _is_negated(reader, first):
        first += 1
    elif not _is_named(reader, mention):
        return
    if first < len(reader.row.keys) and reader.row.keys[first] in DETERMINERS:
        first += 1
    chain = reader.chain_after(first)
    if not chain or not chain[-1].part(*HEADS):
        return
    if kind == "appositive" and not _closes(reader, chain[-1].end):
        return
    yield _yield(reader, chain, str(mention.person), kind)


def _is_negated(reader: LabelReader, word: int) -> bool:
    return word + 1 < len(reader.row.keys) and reader.row.keys[word + 1] in NEGATIONS


def _is_named(reader: LabelReader, mention: Mentions) -> bool:
    first = reader.row.at(mention.start)
    return first > 0 and reader.row.keys[first - 1] in NAMING_VERBS


def _closes(reader: LabelReader, end: int) -> bool:
    """Tell whether an apposition may end before word *end*: at punctuation, at a preposition, not at a name."""
    if end >= len(reader.row.keys):
        return True
    if end in reader.name_words:
        return False
    rest = reader.article.text[reader.row.ends[end - 1] : reader.row.starts[end]]
    return bool(CLOSING.match(rest) and rest.strip()) or reader.row.keys[end] in CONTINUATIONS


def _title_mention(reader: LabelReader, mention: Mentions) -> Iterator[tuple[Labels, range]]:
    """Yield the label that a mention by title is ("the Russian president"), with the judging words before it."""
    first, end = reader.row.at(mention.start), reader.row.at(mention.end - 1) + 1
    if first < end and reader.row.keys[first] in DETERMINERS:
        first += 1
    if first >= end:
        return
    inside = [piece for piece in reader.pieces if first <= piece.first and piece.end <= end]
    before = reader.chain_before(first) if first > 0 and reader.joined(first - 1) else []
    chain = [*before, *inside]
    kind = "descriptor" if _judges(chain) or not any(p.part("office") for p in inside) else "title"
    start = before[0].first if before else first
    yield reader.row_of(start, end, str(mention.person), kind, read_polarity(chain)), range(start, end)


def _descriptor(reader: LabelReader, piece: Piece) -> Iterator[tuple[Labels, range]]:
    """Yield the label that stands for a person through the country: "the isolated Russian strongman"."""
    if not piece.part(*HEADS) or (piece.end in reader.starting and reader.joined(piece.end - 1)):
        return
    chain = reader.chain_before(piece.end)
    country = next((p.country for p in reversed(chain) if p.country), "")
    if not country or not _determined(reader, chain):
        return
    person = _person_of(reader, country, reader.row.keys[piece.end - 1])
    if person:
        yield _yield(reader, chain, person, "descriptor")


RULER = re.compile(r"\b(?:president|leader|king|emperor|chancellor|prime minister|premier)\b")


def _person_of(reader: LabelReader, country: str, head: str) -> str | None:
    """Return the roster's person who is meant by a country's *head*, if one is mentioned in the article.

    An office must stand in the person's role; a leader or strongman is who rules; None where that leaves nobody.
    """
    if head not in LONE_HEADS:
        return None
    people = [p for p in reader.roster.people if p.country == country and reader.counts.get(p.name)]
    if head in OFFICES_IN_ROLES:
        people = [p for p in people if head in p.role]
    else:
        people = [p for p in people if RULER.match(p.role)] or people
    return max(people, key=lambda p: (reader.counts[p.name], p.name)).name if people else None


def _government(reader: LabelReader, piece: Piece) -> Iterator[tuple[Labels, range]]:
    """Yield the label for a government: "the Russian regime", "Chinese authorities", "senior regime officials"."""
    part = piece.part("government")
    if part is None:
        return
    chain = reader.chain_before(piece.end)
    country = next((p.country for p in reversed(chain) if p.country), "")
    if not country and part.polarity <= -0.25 and not piece.part("judging"):
        country = _nearest_country(reader, piece.first)
    if country:
        polarity = read_polarity(chain, "government")
        start = chain[0].first
        yield reader.row_of(start, piece.end, country, "descriptor", polarity), range(start, piece.end)


def _nearest_country(reader: LabelReader, word: int) -> str:
    """Return the country that was spoken of last before *word*, in its sentence: by name or through a person."""
    sentence, start = reader.row.sentences[word], reader.row.starts[word]
    low = reader.article.sentences[sentence].start
    by_name = reader.roster.by_name
    spoken = [
        (m.start, by_name[m.person].country)
        for m in (*reader.names, *reader.titles)
        if low <= m.start < start and m.person in by_name
    ]
    spoken += [
        (reader.row.starts[p.first], p.country)
        for p in reader.pieces
        if p.country and p.first < word and reader.row.sentences[p.first] == sentence
    ]
    return max(spoken)[1] if spoken else ""


def _yield(reader: LabelReader, chain: Sequence[Piece], target: str, kind: str) -> tuple[Labels, range]:
    first, end = chain[0].first, chain[-1].end
    return reader.row_of(first, end, target, kind, read_polarity(chain)), range(first, end)
