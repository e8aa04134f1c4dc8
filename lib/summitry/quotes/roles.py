"""Who else takes part in a quotation: its source's full name, who relayed it, whom it was said to and is about."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from summitry.quotes.clauses import Clauses, Phrase
from summitry.quotes.vocabulary import CONDUITS, QUOTE, STOPS, grammar
from summitry.schema import Mentions

BREAKS = STOPS | {",", ";", ":", "(", ")", "—", QUOTE}  # what ends an apposition
LEADING_ARTICLE = re.compile(r"(?:the|The)\s+")


def name_source(clauses: Clauses, source: Phrase, people: Mapping[int, Mentions]) -> str | None:
    """Return who the source is: a person's canonical name, an organisation, a description, or None.

    A relative pronoun stands for the noun before it, a description beside a name for that name
    ("Lina Sato, an economist, said").
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
    if beside:
        return beside
    words = clauses.text[clauses.starts[source.first] : clauses.ends[source.last]]
    words = words.removesuffix("’s").removesuffix("'s")
    if source.kind == "name":
        return LEADING_ARTICLE.sub("", words, count=1)
    return words[0].lower() + words[1:] if clauses.words[source.first] in ("a", "an", "the") else words


def _name_beside(clauses: Clauses, source: Phrase, people: Mapping[int, Mentions]) -> str | None:
    """Return the person whom a description stands in apposition to: "Name, the spokesman" or "a spokesman, Name"."""
    before, after = people.get(source.first - 2), people.get(source.last + 2)
    if before is not None and before.form in ("name", "surname") and clauses.words[source.first - 1] == ",":
        return before.person
    return after.person if after and after.form == "name" and clauses.words[source.last + 1] == "," else None


def find_conduit(clauses: Clauses, sentence: int, source: Phrase | None, cue: int, q: int) -> str | None:
    """Return who relayed words of a sentence, apart from their source: "according to the Kremlin", "told TASS"."""
    low, high = clauses.bounds(sentence)
    leads = [i for i in range(low, high - 1) if clauses.words[i] in LEADS]
    for conduit in (*_conduits_by_cue(clauses, sentence, cue, q), *(_conduit_led(clauses, i, high) for i in leads)):
        if conduit and (source is None or conduit.last < source.first or conduit.first > source.last):
            return _conduit_text(clauses, conduit)
    return None


def _conduits_by_cue(clauses: Clauses, sentence: int, cue: int, q: int) -> Iterator[Phrase]:
    """Yield who carries the words by the sentence's own cues: "according to the Kremlin", "TASS reported"."""
    words, phrases = clauses.words, clauses.phrases(sentence)
    for i in clauses.cues[sentence]:
        according, carries = words[i] == "according", lemma_at(clauses, i) in grammar("carries words")
        if not according and not carries:
            continue
        after = next((p for p in phrases if 0 < p.first - i <= (4 if according else 2)), None)
        before = next((p for p in reversed(phrases) if 0 < i - p.last <= 1), None)
        if according and after and (i != cue or after.kind == "document"):
            yield after
        elif not carries:
            continue
        elif before and i != cue and relays(clauses, before) and not _quotes_another(words, i, q):
            yield before
        elif after and relays(clauses, after, outlets_only=words[i + 1] != "by"):
            yield after


LEADS = {"interview", "conversation", "statement", "as", "on", "via"}


def _conduit_led(clauses: Clauses, i: int, high: int) -> Phrase | None:
    """Return who carries the words by what leads to it: "in an interview with CNN", "as TASS reported", "on Twitter"."""
    words, lead = clauses.words, clauses.words[i]
    if lead in ("on", "via"):
        platform = clauses.forms[i + 1].capital and CONDUITS.get(words[i + 1]) == "platform"
        return Phrase(i + 1, i + 1, "name") if platform else None
    if lead != "as" and words[i + 1] not in ("with", "to"):
        return None
    after = clauses.phrase_at(i + 1 if lead == "as" else i + 2)
    if after is None or not relays(clauses, after, outlets_only=True):
        return None
    reports = after.last + 1 < high and words[after.last + 1].endswith(("ed", "s", "t"))
    return after if lead != "as" or reports else None


def _quotes_another(words: list[str], i: int, q: int) -> bool:
    """Tell whether the cue at token *i* opens other words than the ones at *q*: "… again, and CCTV quoted him as saying"."""
    if i < q:
        return False
    saying = next((k for k in range(i + 1, min(i + 6, len(words) - 1)) if words[k] == "saying"), None)
    return saying is not None and words[saying + 1] not in STOPS and words[saying + 1] != ","


def relays(clauses: Clauses, phrase: Phrase, outlets_only: bool = False) -> bool:
    """Tell whether a phrase names an outlet, an agency, an office or another known conduit."""
    return _relay(" ".join(clauses.words[phrase.first : phrase.last + 1]), outlets_only)


@functools.lru_cache(1 << 14)
def _relay(phrase: str, outlets_only: bool) -> bool:
    words, kinds = phrase.split(" "), ("outlet",) if outlets_only else ("outlet", "office", "noun")
    for i in range(len(words)):
        for end in range(len(words), i, -1):
            kind = CONDUITS.get(" ".join(words[i:end]))
            if kind in kinds and (kind != "noun" or end == len(words)):
                return True
    return " ".join(words[-2:]) in ("news agency", "state media")


def _conduit_text(clauses: Clauses, phrase: Phrase) -> str:
    """Return the outlet that a phrase names ("CCTV" in "state broadcaster CCTV"), or else its words."""
    _, high = clauses.bounds(clauses.sentence[phrase.first])
    reach = phrase.last  # up to where a name may stand in apposition: "Russian | state news agency RIA Novosti"
    while reach + 1 < min(high, phrase.last + 7) and clauses.words[reach + 1] not in BREAKS:
        reach += 1
    for first in range(phrase.first, reach + 1):
        for last in range(reach, first - 1, -1):
            if CONDUITS.get(" ".join(clauses.words[first : last + 1])) == "outlet" and clauses.forms[first].capital:
                return clauses.text[clauses.starts[first] : clauses.ends[last]]
    words = clauses.text[clauses.starts[phrase.first] : clauses.ends[phrase.last]]
    return LEADING_ARTICLE.sub("", words, count=1)


def lemma_at(clauses: Clauses, i: int) -> str:
    """Return the dictionary form of the cue at token *i*, or "" where none is."""
    cue = clauses.forms[i].cue
    return cue.lemma if cue else ""


def find_addressee(clauses: Clauses, cue: int, source: Phrase | None, people: Mapping[int, Mentions]) -> str | None:
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
