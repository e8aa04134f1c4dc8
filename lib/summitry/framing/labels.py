"""Labels: the titles, epithets, appositives and descriptors that an article gives to persons and governments.

A label is an unbroken run of listed words (words/labels.csv, words/governments.csv): "isolated Russian strongman". The
first half of this chapter reads such runs; the second says whose label a run is, by where it stands.
"""

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from summitry.framing.wording import Government, grammar, is_country, span_of
from summitry.schema import Labels, LabelType, Mentions, Quotes
from summitry.text import Document, Hit, Layer, PhraseList, read_keys, read_words

DETERMINERS, COPULAS, NAMING_VERBS = grammar("determiner"), grammar("copula"), grammar("naming verb")
NEGATIONS, CONTINUATIONS, DEGREES = grammar("negation"), grammar("continuation"), grammar("degree")
LONE_HEADS = grammar("lone head")
RELATIONAL, PLURAL_HEADS = grammar("relational"), grammar("plural head")
HEADS = ("office", "leader", "judging")
JUDGING = 0.25  # polarity from which a word judges
LONGEST_LABEL, LONGEST_OF = 10, 8
"""Words that a label may have; words back from a name at which the "of" of its title may stand."""

# between two words of one label: white space, marks, a possessive ending
GAP = re.compile(r"[\s“”\"‘'’]{0,20}$|['’]s\s{1,9}$")
OF_NAME = re.compile(r"[^,;:.()“”\"]{1,80},?\s")  # " the People’s Republic of China, " between "of" and the name
# "Putin, | a former spy, | said"
APPOSITION, CLOSING = re.compile(r"\s?[,—–(]\s?"), re.compile(r"\s?(?:[,.;:!?—–)]|$)")


class Role(NamedTuple):
    """What a word in a label can be: office, leader, judging, modifier, government, place; its polarity and country."""

    name: str
    polarity: float
    country: str = ""


class LabelWord:
    """A listed phrase with all the roles that it can have in a label."""

    def __init__(self, roles: Iterable[Role]) -> None:
        self.roles = tuple(roles)
        self.country = next((role.country for role in self.roles if role.country), "")
        self.is_head = self.role(*HEADS) is not None
        self.government = self.role("government")

    def role(self, *names: str) -> Role | None:
        return next((role for role in self.roles if role.name in names), None)

    def meant(self, head_role: str = "") -> Role:
        """Return what the phrase is in a label: *head_role* if it can be that, else its role in a person's label."""
        return (self.role(head_role) if head_role else None) or self.role(*HEADS, "modifier") or self.roles[0]


Piece = Hit[LabelWord]  # A listed phrase in the article with all that it can be


@functools.cache
def label_words() -> PhraseList[LabelWord]:
    """Return the words that labels are made of, and the names of countries, capitals and seats of government."""
    entries = [(row["word"], Role(row["role"], float(row["polarity"]))) for row in read_words("labels")]
    entries += [(row["word"], Role(row["form"], 0.0, row["country"])) for row in read_words("governments")]
    roles: dict[tuple[str, ...], list[Role]] = {}
    for word, role in entries:
        roles.setdefault(read_keys(word), []).append(role)
    return PhraseList((" ".join(keys), LabelWord(own)) for keys, own in roles.items())


class LabelReader:
    """Reads the labels of one article; holds its words, the listed pieces among them, and its mentions."""

    def __init__(self, doc: Document) -> None:
        self.doc, self.text, self.words, self.keys = doc, doc.text, doc.words, doc.words.keys
        self.names = [m for m in doc.mentions if m.form in ("name", "surname") and m.person]
        self.titles = [m for m in doc.mentions if m.form == "title" and m.person]
        self.pronouns = [m for m in doc.mentions if m.form == "pronoun" and m.person]
        self.named = Layer([*self.names, *self.titles])
        self.pieces = [piece for piece in label_words().find(self.words) if is_country(doc, piece)]
        self.ending = {piece.end: piece for piece in self.pieces}
        self.starting = {piece.first: piece for piece in self.pieces}

    @functools.cached_property
    def counts(self) -> Counter[str]:
        """How often each person is mentioned."""
        return Counter(mention.person for mention in self.doc.mentions if mention.person)

    @functools.cached_property
    def name_words(self) -> set[int]:
        """The words of all mentions that are no pronouns."""
        named = (self.words_of(mention) for mention in self.doc.mentions if mention.form != "pronoun")
        return {word for first, end in named for word in range(first, end)}

    @functools.cached_property
    def countries(self) -> Layer[Government]:
        """Where countries are spoken of, by name or through a person of theirs."""
        by_name = self.doc.roster.by_name
        people = [(m.start, m.end, by_name[m.person].country) for m in self.named if m.person in by_name]
        places = [(*span_of(self.words, piece), piece.says.country) for piece in self.pieces]
        return Layer(Government(*spoken) for spoken in people + places if spoken[2])

    def words_of(self, row: Mentions | Quotes | Labels) -> tuple[int, int]:
        """Return the numbers of the first word of a row's words and of the one after the last."""
        return self.words.at(row.start), min(self.words.at(row.end - 1) + 1, len(self.keys))

    def pieces_among(self, first: int, end: int) -> list[Piece]:
        """Return the pieces that lie among the words first … end."""
        among = (self.starting[word] for word in range(first, end) if word in self.starting)
        return [piece for piece in among if piece.end <= end]

    def joined(self, left: int, beside: Piece | None = None) -> bool:
        """Tell whether word *left* and the next one belong to one phrase: same sentence, no punctuation between. A
        comma may stand between two modifiers or before the modifier *beside* ("best, most intimate friend")."""
        words = self.words
        if left + 1 >= len(words) or words.sentences[left] != words.sentences[left + 1]:
            return False
        between = self.text[words.ends[left] : words.starts[left + 1]]
        if between.strip() == "," and beside is not None:
            before = self.ending.get(left + 1)
            modifies = before is not None and before.says.role("modifier") is not None
            return modifies and beside.says.meant().name != "office"
        return between == " " or bool(GAP.match(between))

    def chain_before(self, end: int) -> list[Piece]:
        """Return the unbroken run of pieces that ends where word *end* begins, in reading order."""
        return self._chain(end, self.ending, 1)[::-1]

    def chain_after(self, first: int) -> list[Piece]:
        """Return the unbroken run of pieces that begins at word *first*."""
        return self._chain(first, self.starting, 0)

    def _chain(self, at: int, pieces: dict[int, Piece], back: int) -> list[Piece]:
        """Return the run of pieces from word *at* on, or *back* from it, the nearest first; adverbs are passed over."""
        chain: list[Piece] = []
        while 0 <= at - back < len(self.keys):
            if self.is_degree(at - back) and (self.joined(at - 1, chain[-1]) if chain else not back):
                at += 1 - 2 * back
            if at not in pieces or (chain and not self.joined(at - 1, chain[-1] if back else pieces[at])):
                break
            piece = pieces[at]
            if chain and max(piece.end, chain[0].end) - min(piece.first, chain[0].first) > LONGEST_LABEL:
                break
            countries = [number for number, each in enumerate(chain, start=1) if each.says.country]
            if back and piece.says.country and countries:
                return chain[: countries[0]]  # "Moscow accused Ukrainian President Zelenskyy"
            chain.append(piece)
            at = piece.first if back else piece.end
        return chain

    def is_degree(self, word: int) -> bool:
        """Tell whether a word only grades the next one: "increasingly isolated", "most powerful"."""
        key = self.keys[word]
        return key in DEGREES or (key.endswith("ly") and word not in self.starting)

    def label(self, span: range, target: str, kind: LabelType, polarity: float) -> Labels:
        """Return the label of *target* that the words of *span* are."""
        start, end = self.words.starts[span.start], self.words.ends[span.stop - 1]
        return Labels(
            article_id=self.doc.article_id, start=start, end=end, text=self.text[start:end], target=target,
            label_type=kind, polarity=polarity, in_quote=self.doc.quoted.hold(start, end),
        )  # fmt: skip


def find_labels(doc: Document) -> list[Labels]:
    """Return the labels that an article gives to persons and governments, in reading order.

    Polarity is the sum of the listed words' polarities (words/labels.csv), cut at −1 and 1. A person's label is an
    *epithet* where it judges ("strongman", "old friend"), else a *title* where it is an office ("Russian President",
    "the Chinese leader"), else an *appositive* ("Putin, a former spy,") or a *descriptor* ("his host").
    A government's label is a descriptor ("the regime"), its target the country.
    """
    reader, found, taken = LabelReader(doc), list[Labels](), set[int]()
    for label in _all_labels(reader):
        words = range(*reader.words_of(label))
        both = reader.keys[words.stop - 1] in PLURAL_HEADS and found and found[-1].start == label.start
        if both or not taken.intersection(words):
            taken.update(words)
            found.append(label)
    return sorted(found, key=lambda label: label.start)


def _all_labels(reader: LabelReader) -> Iterator[Labels]:
    """Yield labels, the surest kind first: a word belongs to one label only."""
    for mention in reader.names:
        yield from _before_name(reader, mention)
        yield from _after_name(reader, mention)
    for mention in reader.titles:
        yield from _title_mention(reader, mention)
    for mention in reader.pronouns:
        yield from _after_name(reader, mention)
    for quote in reader.doc.quotes:
        yield from _addressed(reader, quote)
    for piece in reader.pieces:
        if piece.says.is_head:
            yield from _descriptor(reader, piece)
        if piece.says.government:
            yield from _government(reader, piece, piece.says.government)


def _polarity(pieces: Iterable[Piece], head_role: str = "") -> float:
    """Return the summed polarity of *pieces*, −1 to 1; of a word listed in two roles the one that is meant counts."""
    total = sum(piece.says.meant(head_role).polarity for piece in pieces)
    return max(-1.0, min(1.0, round(total, 3)))


def _judges(pieces: Iterable[Piece]) -> bool:
    return any(piece.says.role("judging") or abs(piece.says.meant().polarity) >= JUDGING for piece in pieces)


def _label(reader: LabelReader, chain: Sequence[Piece], target: str, apposed: bool = False, end: int = 0) -> Labels:
    """Return *chain* as a label of *target*; *end* takes in more words than the chain has."""
    span = range(chain[0].first, max(end, chain[-1].end))
    return reader.label(span, target, _label_type(chain, apposed), _polarity(chain))


def _label_type(chain: Sequence[Piece], apposed: bool) -> LabelType:
    if _judges(chain):
        return "epithet"
    if any(piece.says.meant().name == "office" for piece in chain):
        return "title"
    return "appositive" if apposed else "descriptor"


def _before_name(reader: LabelReader, mention: Mentions) -> Iterator[Labels]:
    """Yield the label before a name ("isolated Russian strongman Putin"), titles inside the mention included."""
    first, end = reader.words_of(mention)
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
    elif chain and (_judges(chain) or _is_title(reader, chain)):
        yield _label(reader, chain, str(mention.person))
        if reader.keys[chain[-1].end - 1] in PLURAL_HEADS and reader.keys[end : end + 1] == ["and"]:
            beside = reader.names.index(mention) + 1  # "the strongmen Putin and Xi"
            if beside < len(reader.names) and reader.words.at(reader.names[beside].start) == end + 1:
                yield _label(reader, chain, str(reader.names[beside].person))
    elif start in reader.ending and not chain:
        yield from _apposed_before(reader, mention, start)


def _is_title(reader: LabelReader, chain: Sequence[Piece]) -> bool:
    """Tell whether *chain* before a name is a title of it; "will host Xi" is a verb, "his host Xi" is none."""
    verb = len(chain) == 1 and reader.keys[chain[0].first] in RELATIONAL and not _determined(reader, chain)
    return not verb and any(piece.says.is_head for piece in chain)


def _office_of(reader: LabelReader, start: int) -> list[Piece]:
    """Return the chain before "of …" that ends where word *start* begins: "the leader of the DPRK(,) Kim"."""
    keys, words = reader.keys, reader.words
    if "of" not in keys[max(1, start - LONGEST_OF + 1) : start]:
        return []
    of = next(i for i in range(start - 1, 0, -1) if keys[i] == "of")
    if start >= len(keys) or words.sentences[of] != words.sentences[start]:
        return []
    between = reader.text[words.ends[of] : words.starts[start]]
    plain = all(keys[i] == "the" or words.spellings[i][0].isupper() for i in range(of + 1, start))
    if not plain or not OF_NAME.fullmatch(between):
        return []
    chain = reader.chain_before(of)
    return chain if chain and chain[-1].says.role("office", "leader") else []


def _apposed_before(reader: LabelReader, mention: Mentions, start: int) -> Iterator[Labels]:
    """Yield "the Kremlin chief" of "the Kremlin chief, Vladimir Putin, said"."""
    between = reader.text[reader.words.ends[start - 1] : mention.start]
    if between.strip() != "," or reader.words.sentences[start - 1] != reader.words.sentences[start]:
        return
    chain = reader.chain_before(start)
    if chain and chain[-1].says.is_head and _determined(reader, chain):
        yield _label(reader, chain, str(mention.person), apposed=True)


def _determined(reader: LabelReader, chain: Sequence[Piece]) -> bool:
    """Tell whether an article or a possessive opens the chain ("the …", "Russia's …")."""
    first = chain[0].first
    return (first > 0 and reader.keys[first - 1] in DETERMINERS) or chain[0].says.country != ""


def _after_name(reader: LabelReader, mention: Mentions) -> Iterator[Labels]:
    """Yield the label after a name: "Putin, a former spy," · "Putin is a killer" · "called Putin a killer"."""
    first = reader.words.at(mention.end)
    if first >= len(reader.keys) or reader.words.sentences[first] != reader.words.sentences[first - 1]:
        return
    between = reader.text[mention.end : reader.words.starts[first]]
    apposed = between != " " and bool(APPOSITION.fullmatch(between))
    if not apposed:
        if between != " " and not GAP.match(between):
            return
        named = reader.keys[max(0, reader.words.at(mention.start) - 1)] in NAMING_VERBS
        if reader.keys[first] in COPULAS and NEGATIONS.isdisjoint(reader.keys[first + 1 : first + 2]):
            first += 1
        elif not named:
            return
    first += not DETERMINERS.isdisjoint(reader.keys[first : first + 1])
    chain = reader.chain_after(first)
    if chain and chain[-1].says.is_head and (not apposed or _closes(reader, chain[-1].end)):
        yield _label(reader, chain, str(mention.person), apposed)


def _closes(reader: LabelReader, end: int) -> bool:
    """Tell whether an apposition may end before word *end*: at punctuation, at a preposition, not at a name."""
    if end >= len(reader.keys):
        return True
    if end in reader.name_words:
        return False
    rest = reader.text[reader.words.ends[end - 1] : reader.words.starts[end]]
    return bool(CLOSING.match(rest) and rest.strip()) or reader.keys[end] in CONTINUATIONS


def _title_mention(reader: LabelReader, mention: Mentions) -> Iterator[Labels]:
    """Yield the label that a mention by title is ("the Russian president"), with the judging words before it."""
    first, end = reader.words_of(mention)
    first += not DETERMINERS.isdisjoint(reader.keys[first : first + 1])
    if first >= end:
        return
    before = reader.chain_before(first) if first in reader.ending and reader.joined(first - 1) else []
    chain = [*before, *reader.pieces_among(first, end)]
    span = range(before[0].first if before else first, end)
    yield reader.label(span, str(mention.person), _label_type(chain, apposed=False), _polarity(chain))


def _descriptor(reader: LabelReader, piece: Piece) -> Iterator[Labels]:
    """Yield the label that stands for a person through the country: "the isolated Russian strongman"."""
    if piece.end in reader.starting and reader.joined(piece.end - 1):
        return
    chain = reader.chain_before(piece.end)
    country = next((p.says.country for p in reversed(chain) if p.says.country), "")
    if not _determined(reader, chain):
        return
    head = reader.keys[piece.end - 1]
    label = reader.text[reader.words.starts[chain[0].first] : reader.words.ends[piece.end - 1]]
    if head in RELATIONAL and re.search("['’]s ", label):
        return  # "China's dearest friend" is not from China
    person = _person_of(reader, country, head) if country else _person_before(reader, piece, chain[0].first)
    if person:
        yield _label(reader, chain, person)


def _person_before(reader: LabelReader, piece: Piece, first: int) -> str | None:
    """Return who alone was named in this sentence or the one before, where "the despot" must mean somebody."""
    alone = reader.keys[first - 1] == "the" and reader.keys[piece.end - 1] in LONE_HEADS
    if not alone or not piece.says.role("judging"):
        return None
    low = reader.doc.sentences[max(0, reader.words.sentences[first] - 1)].start
    named = {mention.person for mention in reader.named.starting_in(low, reader.words.starts[first])}
    return named.pop() if len(named) == 1 else None


def _addressed(reader: LabelReader, quote: Quotes) -> Iterator[Labels]:
    """Yield how a speaker calls the one spoken to: "My dear friend, …"."""
    if not quote.addressee or quote.addressee not in reader.counts or quote.kind == "indirect":
        return
    for piece in reader.pieces_among(*reader.words_of(quote)):
        if piece.says.role("judging") and piece.says.meant().polarity > 0:
            chain = [p for p in reader.chain_before(piece.end) if reader.words.starts[p.first] >= quote.start]
            yield _label(reader, chain, quote.addressee)


def _person_of(reader: LabelReader, country: str, head: str) -> str | None:
    """Return the roster's person who is meant by a country's *head*, if one is mentioned in the article. An office must
    be the person's; any other word (strongman, host) means who leads; None where that leaves nobody."""
    holders = reader.doc.roster.holders(head, country) if head in LONE_HEADS else ()
    named = [person.name for person in holders if reader.counts.get(person.name)]
    return max(named, key=lambda name: (reader.counts[name], name), default=None)


def _government(reader: LabelReader, piece: Piece, role: Role) -> Iterator[Labels]:
    """Yield the label for a government: "the Russian regime", "Chinese authorities", "senior regime officials"."""
    chain = reader.chain_before(piece.end)
    country = next((p.says.country for p in reversed(chain) if p.says.country), "")
    if not country and role.polarity <= -JUDGING and not piece.says.role("judging"):
        low = reader.doc.sentences[reader.words.sentences[piece.first]].start
        spoken = reader.countries.starting_in(low, reader.words.starts[piece.first])
        country = spoken[-1].country if spoken else ""  # the one spoken of last in the sentence
    if country:
        span = range(chain[0].first, piece.end)
        yield reader.label(span, country, "descriptor", _polarity(chain, "government"))
