"""Labels: the titles, epithets, appositives and descriptors that an article gives to persons and governments."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from summitry.framing.label_words import GAP, LabelReader, Part, Piece
from summitry.framing.phrases import WordRow, grammar, read_word_row
from summitry.people import Roster
from summitry.schema import Labels, Mentions, Quotes
from summitry.text import Document

DETERMINERS, COPULAS, NAMING_VERBS = grammar("determiner"), grammar("copula"), grammar("naming verb")
NEGATIONS, CONTINUATIONS = grammar("negation"), grammar("continuation")
LONE_HEADS, OFFICES_IN_ROLES = grammar("lone head"), grammar("office in role")

Found = tuple[Labels, range]
"""A label and the words that it takes."""


def find_labels(
    article: Document,
    roster: Roster,
    mentions: Sequence[Mentions],
    quotes: Iterable[Quotes],
    row: WordRow | None = None,
) -> list[Labels]:
    """Return the labels that *article* gives to persons and governments, in reading order.

    Polarity is the sum of the listed words' polarities (words/labels.csv), cut at −1 and 1. A person's label is an
    *epithet* where it judges ("strongman", "old friend"), else a *title* where it is an office ("Russian President",
    "the Chinese leader"), else an *appositive* ("Putin, a former spy,") or a *descriptor* ("his host").
    A government's label is a descriptor ("the regime"), its target the country.
    """
    quotes = list(quotes)
    reader = LabelReader(article, roster, mentions, row or read_word_row(article, quotes))
    found: dict[tuple[int, int], Labels] = {}
    taken: set[int] = set()
    for label, words in _all_labels(reader, quotes):
        if not taken.intersection(words):
            taken.update(words)
            found[label.start, label.end] = label
    return [found[span] for span in sorted(found)]


def _all_labels(reader: LabelReader, quotes: Iterable[Quotes]) -> Iterator[Found]:
    """Yield labels with their words, the surest kind first; a word belongs to one label only."""
    for mention in reader.names:
        yield from _before_name(reader, mention)
        yield from _after_name(reader, mention)
    for mention in reader.titles:
        yield from _title_mention(reader, mention)
    for mention in reader.pronouns:
        yield from _after_name(reader, mention)
    for quote in quotes:
        yield from _addressed(reader, quote)
    for piece in reader.pieces:
        if piece.says.is_head:
            yield from _descriptor(reader, piece)
        if piece.says.government:
            yield from _government(reader, piece, piece.says.government)


def read_polarity(pieces: Iterable[Piece], head_role: str = "") -> float:
    """Return the summed polarity of *pieces*, −1 to 1; of a word listed in two roles the one that is meant counts."""
    total = sum(piece.says.meant(head_role).polarity for piece in pieces)
    return max(-1.0, min(1.0, round(total, 3)))


def _judges(pieces: Iterable[Piece]) -> bool:
    return any(piece.says.part("judging") or abs(piece.says.meant().polarity) >= 0.25 for piece in pieces)


def _has_head(pieces: Sequence[Piece]) -> bool:
    return any(piece.says.is_head for piece in pieces)


def _before_name(reader: LabelReader, mention: Mentions) -> Iterator[Found]:
    """Yield the label before a name ("isolated Russian strongman Putin"), titles inside the mention included."""
    first, end = reader.row.at(mention.start), min(reader.row.at(mention.end - 1) + 1, len(reader.row.keys))
    inside = []
    while first in reader.starting and reader.starting[first].end < end and reader.starting[first].says.is_head:
        inside.append(reader.starting[first])
        first = reader.starting[first].end
    start = inside[0].first if inside else first
    before = reader.chain_before(start) if start in reader.ending and reader.joined(start - 1) else []
    chain = before + inside
    office = _office_of(reader, start) if not inside else []
    if office:
        yield _label(reader, office, str(mention.person), end=start)
    elif chain and (_has_head(chain) or _judges(chain)):
        yield _label(reader, chain, str(mention.person))
    elif start in reader.ending and not chain:
        yield from _apposed_before(reader, mention, start)


def _office_of(reader: LabelReader, start: int) -> list[Piece]:
    """Return the chain before "of …" that ends where word *start* begins: "the leader of the DPRK(,) Kim"."""
    keys, row = reader.row.keys, reader.row
    if "of" not in keys[max(1, start - LONGEST_OF + 1) : start]:
        return []
    of = next(i for i in range(start - 1, 0, -1) if keys[i] == "of")
    if row.sentences[of] != row.sentences[min(start, len(keys) - 1)]:
        return []
    between = reader.article.text[row.ends[of] : row.starts[start]] if start < len(keys) else "."
    plain = all(keys[i] == "the" or reader.text(i, i + 1)[0].isupper() for i in range(of + 1, start))
    if not plain or not OF_NAME.fullmatch(between):
        return []
    chain = reader.chain_before(of)
    return chain if chain and chain[-1].says.part("office", "leader") else []


def _apposed_before(reader: LabelReader, mention: Mentions, start: int) -> Iterator[Found]:
    """Yield "the Kremlin chief" of "the Kremlin chief, Vladimir Putin, said"."""
    between = reader.article.text[reader.row.ends[start - 1] : mention.start]
    if between.strip() != "," or reader.row.sentences[start - 1] != reader.row.sentences[start]:
        return
    chain = reader.chain_before(start)
    if chain and chain[-1].says.is_head and _determined(reader, chain):
        yield _label(reader, chain, str(mention.person), apposed=True)


def _determined(reader: LabelReader, chain: Sequence[Piece]) -> bool:
    """Tell whether an article or a possessive opens the chain ("the …", "Russia's …")."""
    first = chain[0].first
    return (first > 0 and reader.row.keys[first - 1] in DETERMINERS) or chain[0].says.country != ""


LONGEST_OF = 8
"""Words back from a name at which the "of" of its title may stand."""
# " the People’s Republic of China, " between "of" and the name
OF_NAME = re.compile(r"[^,;:.()“”\"]{1,80},?\s")
APPOSITION = re.compile(r"\s?[,—–(]\s?")
CLOSING = re.compile(r"\s?(?:[,.;:!?—–)]|$)")


def _after_name(reader: LabelReader, mention: Mentions) -> Iterator[Found]:
    """Yield the label after a name: "Putin, a former spy," · "Putin is a killer" · "called Putin a killer"."""
    first = reader.row.at(mention.end)
    if first >= len(reader.row.keys) or reader.row.sentences[first] != reader.row.sentences[first - 1]:
        return
    between = reader.article.text[mention.end : reader.row.starts[first]]
    apposed = between != " " and bool(APPOSITION.fullmatch(between))
    if apposed:
        pass
    elif between != " " and not GAP.match(between):
        return
    elif reader.row.keys[first] in COPULAS and not _is_negated(reader, first):
        first += 1
    elif not _is_named(reader, mention):
        return
    if first < len(reader.row.keys) and reader.row.keys[first] in DETERMINERS:
        first += 1
    chain = reader.chain_after(first)
    if not chain or not chain[-1].says.is_head:
        return
    if apposed and not _closes(reader, chain[-1].end):
        return
    yield _label(reader, chain, str(mention.person), apposed)


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


def _title_mention(reader: LabelReader, mention: Mentions) -> Iterator[Found]:
    """Yield the label that a mention by title is ("the Russian president"), with the judging words before it."""
    first, end = reader.row.at(mention.start), reader.row.at(mention.end - 1) + 1
    if first < end and reader.row.keys[first] in DETERMINERS:
        first += 1
    if first >= end:
        return
    inside = reader.pieces_among(first, end)
    before = reader.chain_before(first) if first in reader.ending and reader.joined(first - 1) else []
    chain = [*before, *inside]
    start = before[0].first if before else first
    kind = _label_type(chain, apposed=False)
    yield reader.row_of(start, end, str(mention.person), kind, read_polarity(chain)), range(start, end)


def _descriptor(reader: LabelReader, piece: Piece) -> Iterator[Found]:
    """Yield the label that stands for a person through the country: "the isolated Russian strongman"."""
    if piece.end in reader.starting and reader.joined(piece.end - 1):
        return
    chain = reader.chain_before(piece.end)
    country = next((p.says.country for p in reversed(chain) if p.says.country), "")
    if not _determined(reader, chain):
        return
    if country:
        person = _person_of(reader, country, reader.row.keys[piece.end - 1])
    else:
        person = _person_before(reader, piece, chain[0].first)
    if person:
        yield _label(reader, chain, person)


def _person_before(reader: LabelReader, piece: Piece, first: int) -> str | None:
    """Return who alone was named in this sentence or the one before, where "the despot" must mean somebody."""
    if (
        not piece.says.part("judging")
        or reader.row.keys[first - 1] != "the"
        or reader.row.keys[piece.end - 1] not in LONE_HEADS
    ):
        return None
    sentence, start = reader.row.sentences[first], reader.row.starts[first]
    low = reader.article.sentences[max(0, sentence - 1)].start
    named = reader.named_between(low, start)
    return named.pop() if len(named) == 1 else None


def _addressed(reader: LabelReader, quote: Quotes) -> Iterator[Found]:
    """Yield how a speaker calls the one spoken to: "My dear friend, …"."""
    if not quote.addressee or quote.addressee not in reader.counts or quote.kind == "indirect":
        return
    for piece in reader.pieces_among(reader.row.at(quote.start), reader.row.at(quote.end - 1) + 1):
        if piece.says.part("judging") and piece.says.meant().polarity > 0:
            chain = [p for p in reader.chain_before(piece.end) if reader.row.starts[p.first] >= quote.start]
            yield _label(reader, chain, quote.addressee)


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


def _government(reader: LabelReader, piece: Piece, part: Part) -> Iterator[Found]:
    """Yield the label for a government: "the Russian regime", "Chinese authorities", "senior regime officials"."""
    chain = reader.chain_before(piece.end)
    country = next((p.says.country for p in reversed(chain) if p.says.country), "")
    if not country and part.polarity <= -0.25 and not piece.says.part("judging"):
        country = _nearest_country(reader, piece.first)
    if country:
        polarity = read_polarity(chain, "government")
        start = chain[0].first
        yield reader.row_of(start, piece.end, country, "descriptor", polarity), range(start, piece.end)


def _nearest_country(reader: LabelReader, word: int) -> str:
    """Return the country that was spoken of last before *word*, in its sentence: by name or through a person."""
    low = reader.article.sentences[reader.row.sentences[word]].start
    before = bisect_left(reader.spoken, (reader.row.starts[word], "")) - 1
    return reader.spoken[before][1] if before >= 0 and reader.spoken[before][0] >= low else ""


def _label(reader: LabelReader, chain: Sequence[Piece], target: str, apposed: bool = False, end: int = 0) -> Found:
    """Return *chain* as a label of *target*; *end* takes in more words than the chain has."""
    first, end = chain[0].first, max(end, chain[-1].end)
    return reader.row_of(first, end, target, _label_type(chain, apposed), read_polarity(chain)), range(first, end)


def _label_type(chain: Sequence[Piece], apposed: bool) -> str:
    if _judges(chain):
        return "epithet"
    if any(piece.says.meant().role == "office" for piece in chain):
        return "title"
    return "appositive" if apposed else "descriptor"
