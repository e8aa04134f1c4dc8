"""Indirect speech: what is reported without quotation marks, as in "Xi said the two sides should work together".

Precision before recall: only finite verbs that report a clause (words/cues.csv, column ``clause``), with their own
subject beside them, and verbs that say what was done in saying it ("Moscow denies any interference"), of which
words/speech_acts.csv lists what leads from each to the words reported. A clause that holds quoted fragments is reported
as a whole; a clause that is nothing but a quotation is not reported again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from summitry.quotes.clauses import Clauses, Phrase
from summitry.quotes.roles import lemma_at, relays
from summitry.quotes.vocabulary import POSSESSIVES, QUOTE, SPEECH_ACTS, STOPS, grammar


class Reported(NamedTuple):
    """A reported clause, tokens first to last inclusive, with its source and cue; ``basis`` names the rule."""

    first: int
    last: int
    source: Phrase
    cue: int
    basis: str


def find_reported(clauses: Clauses) -> Iterator[Reported]:
    """Yield the reported clauses, in reading order and without overlap."""
    reached = -1
    for token in [i for i, form in enumerate(clauses.forms) if form.reports]:
        sentence = clauses.sentence[token]
        if token <= reached or (clauses.forms[token].capital and token not in clauses.cues[sentence]):
            continue
        low, high = clauses.bounds(sentence)
        found = _read_verb(clauses, token, low, high) or _read_act(clauses, token, low, high)
        if found is None or not reached < found.first <= found.last or clauses.words[found.first] in NOTHING_SAID:
            continue
        own = sum(1 for word in clauses.words[found.first : found.last + 1] if word[0].isalnum())
        least = SHORTEST_ACT if found.basis == ACT else SHORTEST - (clauses.words[found.first - 1] == "that")
        if own >= least:
            yield found
            reached = found.last


SHORTEST, SHORTEST_ACT = 4, 2
"""Words that stand outside quotation marks at least in a reported clause, and in what a speech act reports."""
NOTHING_SAID = {"if", "whether", "how", "what", "why", "little", "nothing"}
ACT = "speech act"


SPEAKS = 0.3
"""A cue of this share has a speaker of its own: beside it, the one accorded to only relays."""
LONGEST_TAIL = 12


def _read_verb(clauses: Clauses, cue: int, low: int, high: int) -> Reported | None:
    """Return the clause that the verb at token *cue* reports in its sentence, the tokens low to high, or None."""
    known, word = clauses.forms[cue].cue, clauses.words[cue]
    if word == "according":
        return _read_according(clauses, cue, low, high)
    if known is None or known.clause != "that":
        return None
    if word.endswith("ing"):
        return _read_participle(clauses, cue, low, high)
    source = _find_subject(clauses, cue, low)
    if source is not None:
        first = _find_complement(clauses, cue, high)
        if first is not None:
            return Reported(first, _clause_end(clauses, first, high), source, cue, "reported clause")
        if _is_aside(clauses, cue, source, low, high):
            first = low if _has_verb(clauses, low, source.first) else cue + 2
            return Reported(first, _clause_end(clauses, cue + 2, high), source, cue, "reporting aside")
    return _read_after(clauses, cue, source, low, high)


def _is_aside(clauses: Clauses, cue: int, source: Phrase, low: int, high: int) -> bool:
    """Tell whether source and cue are an aside in the reported clause: "At the time, she said, both sides agreed"."""
    words = clauses.words
    if source.first <= low or words[source.first - 1] != "," or words[cue + 1 : cue + 2] != [","] or cue + 3 >= high:
        return False
    return QUOTE not in words[low:high] and clauses.forms[cue].share >= SPEAKS


def _read_participle(clauses: Clauses, cue: int, low: int, high: int) -> Reported | None:
    """Return the clause of ", saying that …" or ", adding he would …": its source is the sentence's subject."""
    words, phrases = clauses.words, clauses.phrases(clauses.sentence[cue])
    first = _find_complement(clauses, cue, high)
    if first is None or not phrases:
        return None
    end = _clause_end(clauses, first, high)
    quoted = next((p for p in phrases if p.last == cue - 2), None)
    if quoted and words[cue - 1] == "as" and words[quoted.first - 1] in ("quoted", "quotes", "cited", "cites"):
        return Reported(first, end, quoted, cue, "reported clause")
    if words[cue - 1] not in (",", "and") or cue - low > 30:
        return None
    reporters = [_find_subject(clauses, c, low) for c in clauses.cues[clauses.sentence[cue]] if c < cue]
    source = next((s for s in reversed(reporters) if s is not None), phrases[0])
    if not _can_speak(clauses, source) or (source.first != low and source not in reporters):
        return None
    return Reported(first, end, source, cue, "participle")


def _read_after(clauses: Clauses, cue: int, source: Phrase | None, low: int, high: int) -> Reported | None:
    """Return the clause before its cue: "The talks went well, Xi said" or "…, said Xi"."""
    words = clauses.words
    if source is None and cue > low and words[cue - 1] == ",":
        source = clauses.phrase_at(cue + 1)
        source = source if source and _can_speak(clauses, source) else None
    if source is None or clauses.forms[cue].share < 0.5 or lemma_at(clauses, cue) in ADDRESSED or words[low] == QUOTE:
        return None
    phrases = clauses.phrases(clauses.sentence[source.first]) if words[source.first - 1] == "," else []
    beside = next((p for p in phrases if p.last == source.first - 2 and p.kind == "person"), source)
    end = min(beside.first, cue) - 1  # what stands beside it belongs to it: "the Kremlin's adviser, Yury Ushakov"
    if end <= low or words[end] != "," or words[end - 1] == QUOTE or QUOTE in words[cue:high]:
        return None
    if clauses.forms[low].kind in ("conjunction", "relative") or words[low].endswith("ing"):
        return None
    if high - max(source.last, cue) > LONGEST_TAIL or not _has_verb(clauses, low, end):
        return None
    return Reported(low, end - 1, source, cue, "reported clause before its cue")


def _read_according(clauses: Clauses, cue: int, low: int, high: int) -> Reported | None:
    """Return what a sentence says "according to" somebody, where that opens or ends the sentence."""
    words, source = clauses.words, clauses.phrase_at(cue + 2)
    if source is None or words[cue + 1] != "to" or source.kind not in SOURCES | {"other"}:
        return None
    others = [other for c in clauses.cues[clauses.sentence[cue]] if c != cue and (other := clauses.forms[c].cue)]
    if any(other.share >= SPEAKS or (other.kind == "verb" and relays(clauses, source)) for other in others):
        return None
    if cue == low and "," in words[source.last + 1 : min(high, source.last + 10)]:
        first = words.index(",", source.last + 1) + 1
        return Reported(first, _clause_end(clauses, first, high), source, cue, "reported according to")
    if cue > low and high - source.last <= 8 and words[cue - 1] == ",":
        return Reported(low, cue - 2, source, cue, "reported according to")
    return None


SOURCES = {"name", "person", "group", "organisation", "document"}
FARTHEST_BEARER = 8


def _find_subject(clauses: Clauses, cue: int, low: int) -> Phrase | None:
    """Return the phrase that is the cue's subject: right before it, or before an apposition between commas."""
    i, words = cue - 1, clauses.words
    while i >= low and cue - i <= 3 and words[i] in grammar("before a verb"):
        i -= 1
    bracketed = i > low and words[i] == ","
    phrases = clauses.phrases(clauses.sentence[cue])
    for phrase in reversed(phrases):
        if phrase.last > i or not _can_speak(clauses, phrase):
            continue
        governed = phrase.first > low and clauses.forms[phrase.first - 1].kind == "preposition"
        if phrase.last == i and not governed:
            return phrase
        if bracketed and words[phrase.last + 1] == "," and phrase.first == low:
            return phrase
        if bracketed and phrase.last == i - 1 and _is_apposed(clauses, phrase, phrases):
            return phrase
    return _shared_subject(clauses, phrases, low, i) if i > low and words[i] == "and" else None


def _is_apposed(clauses: Clauses, name: Phrase, phrases: list[Phrase]) -> bool:
    """Tell a name between commas after what its bearer is: "a foreign ministry spokeswoman, Mao Ning, said"."""
    bearer = next((p for p in phrases if p.kind == "person" and p.last <= name.first - 2), None)
    if name.kind != "name" or bearer is None or clauses.words[name.first - 1] != ",":
        return False
    between = clauses.words[bearer.last : name.first - 1]
    return "," not in between and name.first - bearer.last < FARTHEST_BEARER


def _shared_subject(clauses: Clauses, phrases: list[Phrase], low: int, joined: int) -> Phrase | None:
    """Return the subject of the verb before "and": "He liked the idea and said …"; None where another may be it."""
    if not phrases or phrases[0].first != low or not _can_speak(clauses, phrases[0]):
        return None
    subjects = [p for p in phrases if p.last < joined and clauses.is_subject(p)]
    return phrases[0] if subjects == phrases[:1] and QUOTE not in clauses.words[low:joined] else None


def _can_speak(clauses: Clauses, phrase: Phrase) -> bool:
    word = clauses.words[phrase.last]
    if phrase.kind == "pronoun":
        return word in ("he", "she", "they", "it")
    return word in ("side", "sides") or (phrase.kind in SOURCES and word not in grammar("day"))


ADDRESSED = {"tell", "inform", "remind", "assure", "reassure", "advise", "warn", "promise"}


def _find_complement(clauses: Clauses, cue: int, high: int) -> int | None:
    """Return the token where the clause after a verb begins, or None where none follows."""
    i, words, lemma = cue + 1, clauses.words, lemma_at(clauses, cue)
    if lemma in ADDRESSED:
        addressee = clauses.phrase_at(i)
        if addressee is None:
            return next((j + 1 for j in range(i, min(high, i + 6)) if words[j] == "that"), None)
        i = addressee.last + 1
    if i < high and words[i] == "that":
        pronoun = i + 1 < high and clauses.forms[i + 1].kind == "auxiliary"  # "said that was no part of it"
        return i if pronoun else i + 1
    that = _that_ahead(clauses, i, high)
    if that is not None:
        return that + 1
    if i + 1 < high and words[i] == "on" and words[i + 1] in grammar("day"):
        i += 1
    if i < high and words[i] in grammar("day"):
        i += 1
    if i >= high or lemma not in grammar("takes a bare clause"):
        return None
    opens = clauses.phrase_at(i) is not None or (lemma in ("say", "tell") and _opens_bare(clauses, i))
    return i if opens and _has_verb(clauses, i, min(high, i + 14)) else None


def _opens_bare(clauses: Clauses, i: int) -> bool:
    """Tell whether a clause opens with a plain noun ("said comments from both sides were …") or with "there"."""
    form = clauses.forms[i]
    if form.word in ("there", "none", "all", "no", "neither", "if", "when"):
        return True
    return form.word[0].isalpha() and not form.kind and form.cue is None and not form.word.endswith("ly")


def _that_ahead(clauses: Clauses, i: int, high: int) -> int | None:
    """Return the token "that" after an adverbial ("said in a statement on Monday that"), or None."""
    if i >= high or not (clauses.words[i] == "," or clauses.forms[i].kind == "preposition"):
        return None
    for j in range(i, min(high, i + 12)):
        word = clauses.words[j]
        if word == "that":
            return j
        if word in STOPS or word in (QUOTE, "who", "which", ";") or clauses.forms[j].kind == "auxiliary":
            return None
    return None


def _has_verb(clauses: Clauses, low: int, high: int) -> bool:
    """Tell whether a finite verb stands among some tokens, or a pronoun that wants one opens them."""
    if low < high and clauses.words[low] in ("i", "he", "she", "it", "we", "they"):
        return True
    for i in range(low, high):
        form = clauses.forms[i]
        if form.kind == "auxiliary" or (form.cue and form.cue.kind == "verb" and not form.capital):
            return True
        if i > low and (form.word.endswith("ed") or form.word in grammar("finite verb")):
            return True
    return False


CLAUSE_ENDS = {"but", "while", "although", "though", "according", "whereas", "despite"}
PARTNERS = {"two", "pair", "men", "sides", "leaders", "presidents", "countries"}


def _clause_end(clauses: Clauses, first: int, high: int) -> int:
    """Return the clause's last token: before the stop, a contrast, the reporter's own scene, or another report."""
    for i in range(first, high):
        word = clauses.words[i]
        if word == ";" or (i >= first + SHORTEST - 1 and word == "," and _sets_scene(clauses, i + 1, high)):
            return i - 1
        if word in (",", "—") and i + 1 < high and _turns(clauses, i + 1, high):
            return i - 1
    return _last_word(clauses, first, high - 1)


def _last_word(clauses: Clauses, first: int, last: int) -> int:
    """Return the last token up to *last* that is no mark; *first* where there is none."""
    while last > first and not clauses.words[last][0].isalnum() and clauses.words[last] != QUOTE:
        last -= 1
    return last


def _sets_scene(clauses: Clauses, i: int, high: int) -> bool:
    """Tell the reporter's own setting of the scene: ", as the two met …", ", at their first …"."""
    words = clauses.words
    if i + 3 >= high or words[i] not in ("as", "at"):
        return False
    if words[i] == "at":
        return words[i + 1] in POSSESSIVES
    if words[i + 1] in ("the", "both") and words[i + 2] in PARTNERS:
        return True
    following = clauses.phrase_at(i + 1)
    return following is not None and (following.kind == "pronoun" or clauses.is_subject(following))


def _turns(clauses: Clauses, i: int, high: int) -> bool:
    """Tell whether a clause of another kind begins: ", but …", ", according to …", ", adding …", ", Xinhua reported"."""
    form = clauses.forms[i]
    if form.word in CLAUSE_ENDS or (form.cue and form.word.endswith("ing")):
        return True
    last = _last_word(clauses, i, high - 1)
    if 1 <= last - i <= 4 and form.capital and _is_strong(clauses, last):
        return True  # the sentence ends in who carried the words: ", Russian news agencies reported"
    i += form.word == "and"
    phrases = (p for p in clauses.phrases(clauses.sentence[high - 1]) if i <= p.first <= i + 1)
    phrase = next(phrases, None) if i < high else None
    if phrase is None or phrase.last + 1 >= len(clauses.words):
        return False
    return lemma_at(clauses, phrase.last + 1) in ("quote", "cite") or _is_strong(clauses, phrase.last + 1)


def _is_strong(clauses: Clauses, i: int) -> bool:
    """Tell whether the word at token *i* reports clauses, and is a cue more often than most."""
    cue = clauses.forms[i].cue
    return cue is not None and cue.clause == "that" and cue.share >= 0.4


NOT_OBJECTS = {"last", "earlier", "early", "late", "next", "today", "yesterday"}
"""Words that open a time, not what was said: "announced last week that"."""


def _read_act(clauses: Clauses, cue: int, low: int, high: int) -> Reported | None:
    """Return what the verb at token *cue* reports as its object, or None."""
    particles = SPEECH_ACTS.get(clauses.words[cue], ())
    source = _find_subject(clauses, cue, low) if particles else None
    if source is None:
        return None
    for particle in particles:
        first = _after(clauses, cue + 1, high, particle)
        if first is not None and first < high and (last := _object_end(clauses, first, high)) >= first:
            return Reported(first, last, source, cue, ACT)
    return None


def _after(clauses: Clauses, i: int, high: int, particle: tuple[str, ...]) -> int | None:
    """Return the token after *particle*, in which "…" stands for a noun phrase: ("on", "…", "to"), or None."""
    for part in particle:
        phrase = clauses.phrase_at(i) if part == "…" and i < high else None
        if phrase is None and (part == "…" or i >= high or clauses.words[i] != part):
            return None
        i = phrase.last + 1 if phrase else i + 1
    if particle or i >= high:
        return i if particle else None
    bare = clauses.forms[i].kind in ("", "determiner", "possessive", "adverb")
    return i if bare and clauses.words[i] not in NOT_OBJECTS else None


def _object_end(clauses: Clauses, first: int, high: int) -> int:
    """Return the last token of what is reported: before a stop, a comma, a semicolon or a new clause."""
    last = first - 1
    for i in range(first, high):
        word = clauses.words[i]
        if word in STOPS or word in (",", ";", ":", "—") or word in grammar("ends an object"):
            break
        if i > first and word == "and" and i + 1 < high and _is_verb(clauses, i + 1):
            break
        last = i
    return _last_word(clauses, first - 1, last)


def _is_verb(clauses: Clauses, i: int) -> bool:
    form = clauses.forms[i]
    return form.word in SPEECH_ACTS or form.word.endswith("ed") or (form.cue is not None and form.cue.kind == "verb")
