"""Who takes part in a quotation: its source and full name, who relayed it, whom it was said to and is about.

What the grammar of a sentence tells stands in words/quote_patterns.csv. A sentence is read as chunks: Q a quotation, N a
noun phrase, R one that names a medium or an office, O a medium, P a platform, else the word. In a pattern S is the
source or conduit (SR, SO, SP: of that kind), C the cue, Q the quotation meant, q one before it, … up to four chunks, ADV
up to three adverbs; (a|b) are alternatives, ? follows what may miss.
"""

import functools
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from summitry.quotes.clauses import Clauses, Phrase
from summitry.quotes.vocabulary import CONDUITS, QUOTE, STOPS, grammar
from summitry.schema import Mentions
from summitry.text import read_words

PARTS = {"S": "(?P<s>[NRO])", "SR": "(?P<s>[RO])", "SO": "(?P<s>O)", "SP": "(?P<s>P)", "N": "[NRO]", "R": "[RO]"}
PARTS |= {"C": "(?P<c>[a-z-]+)", "C-ing": "(?P<c>[a-z-]+ing)", "Q": "(?P<q>Q)", "q": "Q"}
RUNS = {"…": r"(?:[^Q\s]\S* ){0,4}", "ADV": "(?:(?:[a-z]+ly|to|be|been|have|ever|even|once|yet|of|short) ){0,3}"}
Match = tuple[int, int, Phrase | None]  # the tokens of quotation and cue, -1 for none, and the source or conduit


@functools.cache
def _patterns(role: str) -> list[re.Pattern[str]]:
    """Return the patterns of one role, source, conduit or negated, in their order."""
    rows = (row["pattern"].split(" ") for row in read_words("quote_patterns") if row["role"] == role)
    return [re.compile(r"(?<!\S)" + "".join(map(_compile, parts))) for parts in rows]


def _compile(part: str) -> str:
    """Return the expression for one part of a pattern: "by", "(of|for)?", "S", "C-ing", "…"."""
    if part in RUNS:
        return RUNS[part]
    plain = part.removesuffix("?")
    made = PARTS.get(plain) or (plain if plain[0] in "([" else re.escape(plain))
    return f"(?:{made} ){'?' if plain != part else ''}"


def find_patterns(clauses: Clauses, sentence: int, role: str) -> Iterator[Match]:
    """Yield what the patterns of a role find in a sentence, the first pattern's matches first."""
    text, places = _read_chunks(clauses, sentence)
    for pattern in _patterns(role):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            q, cue = (places[match.start(name)][0] if groups.get(name) else -1 for name in "qc")
            source = places[match.start("s")][1] if groups.get("s") else None
            if cue < 0 or clauses.forms[cue].cue:
                yield q, cue, source


def _read_chunks(clauses: Clauses, sentence: int) -> tuple[str, dict[int, tuple[int, Phrase | None]]]:
    """Return a sentence as chunks, with the token that each begins with and the noun phrase that it is, by place."""
    if sentence not in clauses.chunks:
        i, high = clauses.bounds(sentence)
        by_first = {phrase.first: phrase for phrase in clauses.phrases(sentence) if phrase.kind != "possessive"}
        text, places = "", dict[int, tuple[int, Phrase | None]]()
        while i < high:
            phrase, word = by_first.get(i), clauses.words[i]
            letter = "Q" if word == QUOTE else _letter(clauses, phrase) if phrase else word
            if CONDUITS.get(word) == "platform" and clauses.forms[i].capital:
                letter, phrase = "P", Phrase(i, i, "name")
            places[len(text)] = i, phrase
            text += f"{letter} "
            i = phrase.last + 1 if phrase else i + 1
        clauses.chunks[sentence] = text, places
    return clauses.chunks[sentence]


def _letter(clauses: Clauses, phrase: Phrase) -> str:
    """Return what stands for a noun phrase among chunks."""
    return "N" if not relays(clauses, phrase) else "O" if relays(clauses, phrase, outlets_only=True) else "R"


def can_speak(clauses: Clauses, source: Phrase) -> bool:
    """Tell whether a noun phrase can be somebody or some body: no time, no thing."""
    spoken = clauses.words[source.last] not in grammar("day") | grammar("cannot speak")
    return spoken and source.kind not in ("other", "possessive")


def relays(clauses: Clauses, phrase: Phrase, outlets_only: bool = False) -> bool:
    """Tell whether a phrase names an outlet, an agency, an office or another known conduit."""
    return _relay(clauses.text[clauses.starts[phrase.first] : clauses.ends[phrase.last]], outlets_only)


@functools.lru_cache(1 << 14)
def _relay(phrase: str, outlets_only: bool) -> bool:
    words, kinds = phrase.replace("’", "'").split(), ("outlet",) if outlets_only else ("outlet", "office", "noun")
    for i in range(len(words)):
        for end in range(len(words), i, -1):
            kind = CONDUITS.get(" ".join(words[i:end]).lower())
            if kind in kinds and (end == len(words) if kind == "noun" else words[i][0].isupper()):
                return True
    return " ".join(words[-2:]).lower() in ("news agency", "state media")


People = Mapping[int, Mentions]  # the mention that each token belongs to
BREAKS = STOPS | {",", ";", ":", "(", ")", "—", QUOTE}  # what ends an apposition
LEADING_ARTICLE = re.compile(r"(?:the|The)\s+")


def name_source(clauses: Clauses, source: Phrase, people: People) -> str | None:
    """Return who the source is: a person's canonical name, an organisation, a description, or None.

    A relative pronoun stands for the noun before it, a description beside a name for that name, a thing for whose it is
    ("Xi’s words"); by itself no thing can speak.
    """
    if source.kind == "relative":
        before = [p for p in clauses.phrases(clauses.sentence[source.last]) if p.last < source.first]
        named = before and before[-1].kind not in ("relative", "possessive")
        return name_source(clauses, before[-1], people) if named else None
    mention = people.get(source.last)
    shared = mention is not None and mention.form == "surname"  # nobody's: a surname of two people
    if mention is not None and (mention.person or shared or source.kind in ("pronoun", "possessive")):
        return mention.person
    if source.kind in ("pronoun", "possessive"):
        return None
    beside = _name_beside(clauses, source, people) if source.kind != "name" else None
    if source.kind in ("document", "other"):
        owners = [people[i].person for i in range(source.first, source.last) if i in people]
        beside = owners[-1] if owners else beside
    if beside or not can_speak(clauses, source):
        return beside
    words = clauses.text[clauses.starts[source.first] : clauses.ends[source.last]]
    words = words.removesuffix("’s").removesuffix("'s")
    if source.kind == "name":
        return LEADING_ARTICLE.sub("", words, count=1)
    return words[0].lower() + words[1:] if clauses.words[source.first] in ("a", "an", "the") else words


def _name_beside(clauses: Clauses, source: Phrase, people: People) -> str | None:
    """Return the person named beside a description: "Name, the spokesman", "a spokesman, Name", "envoy to Rome Name"."""
    before, after = people.get(source.first - 2), people.get(source.last + 2)
    if before is not None and before.form in ("name", "surname") and clauses.words[source.first - 1] == ",":
        return before.person
    following = clauses.words[source.last + 1 : source.last + 2]
    if following in (["to"], ["of"], ["for"]):
        after = after or people.get(source.last + 3)
    return after.person if after and after.form == "name" and following != ["and"] else None


def find_joint(clauses: Clauses, source: Phrase, cue: int, people: People) -> tuple[Phrase, Phrase] | None:
    """Return the two persons who speak together, where the source is one of them: "Xi and Putin said"."""
    phrases = [p for p in clauses.phrases(clauses.sentence[source.first]) if p.kind == "name"]
    for one, other in pairwise(phrases):
        joined = other.first == one.last + 2 and clauses.words[one.last + 1] == "and"
        if not joined or source not in (one, other) or not (one.last in people and other.last in people):
            continue
        opens = one.first == clauses.sentence_starts[clauses.sentence[one.first]]
        before = clauses.forms[one.first - 1]
        subject = cue > other.last and (opens or before.word in (",", QUOTE, "that") or before.kind == "conjunction")
        if (subject and clauses.is_subject(other)) or cue == one.first - 1:
            return one, other
    return None


def find_topic(clauses: Clauses, sentence: int, people: People) -> str | None:
    """Return who the sentence before is about: its subject, where all others named in it follow a preposition."""
    start = clauses.sentence_starts[sentence]
    if not start or clauses.paragraph[start] != clauses.paragraph[start - 1]:
        return None
    named = [p for p in clauses.phrases(sentence - 1) if p.kind == "name" and p.last in people]
    free = [p for p in named if not p.first or clauses.forms[p.first - 1].kind != "preposition"]
    return people[free[0].last].person if len(free) == 1 and len(named) > 1 and clauses.is_subject(free[0]) else None


def is_negated(clauses: Clauses, cue: int) -> bool:
    """Tell whether the text says that it was not said ("has never called", "denied calling"), or only if."""
    return any(c == cue for _, c, _ in find_patterns(clauses, clauses.sentence[cue], "negated"))


def find_conduit(clauses: Clauses, sentence: int, source: Phrase | None) -> str | None:
    """Return who relayed words of a sentence, apart from their source: "according to the Kremlin", "told TASS"."""
    for _, _, conduit in find_patterns(clauses, sentence, "conduit"):
        if conduit and (source is None or conduit.last < source.first or conduit.first > source.last):
            return _conduit_text(clauses, conduit)
    return None


def _conduit_text(clauses: Clauses, phrase: Phrase) -> str:
    """Return the outlet that a phrase names ("CCTV" in "state broadcaster CCTV"), or else its words."""
    _, high = clauses.bounds(clauses.sentence[phrase.first])
    for reach in range(phrase.last, min(high, phrase.last + 7)):  # a name in apposition: the agency | RIA Novosti
        if clauses.words[reach] in BREAKS:
            break
        for first in range(phrase.first, reach + 1):
            known = CONDUITS.get(" ".join(clauses.words[first : reach + 1]))
            if known == "outlet" and clauses.forms[first].capital:
                return clauses.text[clauses.starts[first] : clauses.ends[reach]]
    words = clauses.text[clauses.starts[phrase.first] : clauses.ends[phrase.last]]
    return LEADING_ARTICLE.sub("", words, count=1)


def lemma_at(clauses: Clauses, i: int) -> str:
    """Return the dictionary form of the cue at token *i*, or "" where none is."""
    cue = clauses.forms[i].cue
    return cue.lemma if cue else ""


def find_addressee(clauses: Clauses, cue: int, source: Phrase | None, people: People) -> str | None:
    """Return whom the words were said to, read from "told Xi" or "said to Xi": a person, or None."""
    words, lemma = clauses.words, lemma_at(clauses, cue) if cue >= 0 else ""
    said_to = lemma in ("say", "speak") and words[cue + 1 : cue + 2] == ["to"]
    if not said_to and lemma not in grammar("tells somebody"):
        return None
    told = clauses.phrase_at(cue + 2 if said_to else cue + 1)
    if told is None or told == source or relays(clauses, told, outlets_only=True):
        return None
    mention = people.get(told.last)
    if mention is not None and mention.person is None and words[told.last] in ("him", "her") and source is not None:
        # "Xi gripped Putin’s hand and told him": the one other person named before it
        low, _ = clauses.bounds(clauses.sentence[cue])
        named = {people[i].person for i in range(low, cue) if i in people}
        others = named - {people[source.last].person if source.last in people else None}
        return others.pop() if len(named) == 2 and len(others) == 1 else None
    return mention.person if mention is not None else None
