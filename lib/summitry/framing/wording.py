"""Wording: loaded words, the verbs that report speech, and the frames of the codebook, each in whose voice it stands.

Words inside quotation marks are the speaker's, not the outlet's, and are marked so in every table of framing.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

from summitry.schema import Frames, Loaded, Mentions, Quotes, Span, Verbs
from summitry.text import Document, Hit, Layer, PhraseList, Spans, Tokens, read_words

MARKED_KINDS = ("direct", "fragment", "scare", "title")


@functools.lru_cache(maxsize=1)
def quoted_spans(quotes: Layer[Quotes]) -> Spans:
    """Return what stands inside quotation marks."""
    return Spans((quote.start, quote.end) for quote in quotes if quote.kind in MARKED_KINDS)


@functools.cache
def grammar(role: str) -> frozenset[str]:
    """Return the words of one role in words/framing_grammar.csv: determiner, copula, naming verb, negation …"""
    return frozenset(row["word"] for row in read_words("framing_grammar") if row["role"] == role)


def span_of(words: Tokens, hit: Hit[Any]) -> Span:
    """Return the offsets of a listed phrase."""
    return words.starts[hit.first], words.ends[hit.end - 1]


# --- loaded words ---------------------------------------------------------------------------------------------------


class Loading(NamedTuple):
    """What words/loaded.csv says of a word: weight 0–1, category, polarity −1…1."""

    weight: float
    category: str
    polarity: float


class Government(NamedTuple):
    """Where a government is named, and whose it is."""

    start: int
    end: int
    country: str


@functools.cache
def loaded_words() -> PhraseList[Loading]:
    """Return the list of loaded words with all their forms; a form listed by itself wins over a derived one."""
    listed: dict[str, Loading] = {}
    derived: dict[str, Loading] = {}
    for row in read_words("loaded"):
        loading = Loading(float(row["weight"]), row["category"], float(row["polarity"]))
        listed[row["word"]] = loading
        for form in filter(None, row["forms"].split(";")):
            derived.setdefault(form, loading)
    return PhraseList((derived | listed).items())


@functools.cache
def government_names() -> PhraseList[str]:
    """Return the names of countries and seats of government, each with its country."""
    return PhraseList((row["word"], row["country"]) for row in read_words("governments"))


def find_loaded(doc: Document) -> list[Loaded]:
    """Return the loaded words, in reading order.

    ``target`` is the person mentioned nearest in the same sentence, else the government (its country) named nearest,
    None where there is neither. A word inside a person's name is none ("Dana Bash").
    """
    names = Spans((mention.start, mention.end) for mention in doc.mentions if mention.form in ("name", "surname"))
    people = Layer(mention for mention in doc.mentions if mention.person)
    governments = Layer(_find_governments(doc))
    hits = (hit for hit in loaded_words().find(doc.words) if not names.hold(*span_of(doc.words, hit)))
    return [_loaded(doc, hit, people, governments) for hit in hits]


def _find_governments(doc: Document) -> Iterator[Government]:
    """Yield the governments that are named; "us" is a country only in capitals."""
    for hit in government_names().find(doc.words):
        start, end = span_of(doc.words, hit)
        if doc.words.keys[hit.first] != "us" or doc.text[start:end] == "US":
            yield Government(start, end, hit.says)


def _loaded(doc: Document, hit: Hit[Loading], people: Layer[Mentions], governments: Layer[Government]) -> Loaded:
    start, end = span_of(doc.words, hit)
    sentence = doc.sentences[doc.words.sentences[hit.first]]
    person = people.nearest(start, end, sentence.start, sentence.end)
    government = governments.nearest(start, end, sentence.start, sentence.end)
    return Loaded(
        article_id=doc.article_id,
        start=start,
        end=end,
        weight=hit.says.weight,
        category=hit.says.category,
        polarity=hit.says.polarity,
        target=person.person if person else government.country if government else None,
        in_quote=quoted_spans(doc.quotes).hold(start, end),
    )


# --- reporting verbs ------------------------------------------------------------------------------------------------


class Reporting(NamedTuple):
    """What words/reporting_verbs.csv says of a verb."""

    lemma: str
    class_: str


@functools.cache
def reporting_verbs() -> PhraseList[Reporting]:
    """Return the reporting verbs with all their forms."""
    entries: dict[str, Reporting] = {}
    for row in read_words("reporting_verbs"):
        for form in (row["lemma"], *row["forms"].split(";")):
            entries.setdefault(form, Reporting(row["lemma"], row["class"]))
    return PhraseList(entries.items())


def find_verbs(doc: Document) -> list[Verbs]:
    """Return the reporting verbs, in reading order.

    These are the verbs in the cues of quotations, and outside quotations the listed verbs that follow a person's
    mention at once ("Putin scoffed at the idea"), with ``quote_id`` None. A cue verb that is not listed gives no row.
    """
    found = {verb.start: verb for verb in _bare_verbs(doc)}
    for quote in reversed(doc.quotes.rows):
        verb = _cue_verb(doc, quote)
        if verb:
            found[verb.start] = verb
    return [found[start] for start in sorted(found)]


def _cue_verb(doc: Document, quote: Quotes) -> Verbs | None:
    if quote.cue_start is None or quote.cue_end is None:
        return None
    first, end = doc.words.at(quote.cue_start), doc.words.at(quote.cue_end - 1) + 1
    hits = list(reporting_verbs().find(doc.words, first, end))
    return _verb(doc, hits[-1], quote.speaker, quote.quote_id) if hits else None


def _bare_verbs(doc: Document) -> Iterator[Verbs]:
    words, quoted = doc.words, quoted_spans(doc.quotes)
    for mention in doc.mentions:
        first = words.at(mention.end)
        if (
            first >= len(words)
            or words.keys[first].endswith("ing")
            or doc.text[mention.end : words.starts[first]].strip()
        ):
            continue
        hits = reporting_verbs().find_at(words, first)
        if hits and not quoted.hold(words.starts[first], words.ends[first]):
            yield _verb(doc, hits[0], mention.person, None)


def _verb(doc: Document, hit: Hit[Reporting], speaker: str | None, quote_id: str | None) -> Verbs:
    start, end = span_of(doc.words, hit)
    return Verbs(
        article_id=doc.article_id,
        start=start,
        end=end,
        lemma=hit.says.lemma,
        class_=hit.says.class_,  # type: ignore[arg-type]
        speaker=speaker,
        quote_id=quote_id,
    )


# --- frames ---------------------------------------------------------------------------------------------------------


def frame_names() -> tuple[str, ...]:
    """Return the codebook's frames, in its order."""
    return tuple(row["frame"] for row in read_words("frames"))


@functools.cache
def frame_cues() -> PhraseList[tuple[str, ...]]:
    """Return the cues, each with the frames that it speaks for.

    The cues of ``none`` are names that hold a cue's word and are none ("Shanghai Cooperation Organisation").
    """
    frames: dict[str, list[str]] = {}
    for row in read_words("frame_cues"):
        named = frames.setdefault(row["cue"], [])
        if row["frame"] != "none":
            named.append(row["frame"])
    return PhraseList((cue, tuple(names)) for cue, names in frames.items())


def find_frames(doc: Document) -> list[Frames]:
    """Return one row per sentence, frame and cue, in reading order."""
    return [frame for hit in frame_cues().find(doc.words) for frame in _frames(doc, hit)]


def _frames(doc: Document, hit: Hit[tuple[str, ...]]) -> list[Frames]:
    start, end = span_of(doc.words, hit)
    sentence = doc.sentences[doc.words.sentences[hit.first]]
    place = {"start": sentence.start, "end": sentence.end, "cue_start": start, "cue_end": end}
    in_quote = quoted_spans(doc.quotes).hold(start, end)
    return [Frames(article_id=doc.article_id, frame=frame, in_quote=in_quote, **place) for frame in hit.says]
