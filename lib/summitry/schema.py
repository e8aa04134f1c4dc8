"""Every table's columns, in one place: name, type, unit, allowed values, meaning, and what null means.

A table is a dataclass whose instances are its rows, so that the code which builds a row, the check before a
table is written and the codebook in ``data/README.md`` all read the same definition.

Types map to pandas so: ``str`` string, ``int`` int64, ``float`` float64, ``bool`` bool; with ``| None`` the
nullable twin (string, Int64, Float64, boolean), null being ``<NA>``. ``Literal`` lists the allowed values.
Dates are ISO 8601 strings. All offsets are half-open character offsets into the article's decoded text.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:  # importing pandas takes longer than everything else here: only when a table is made
    import pandas as pd
    import pyarrow as pa

ZoneName = Literal["masthead", "headline", "byline", "dateline", "caption", "body", "furniture"]
Span = tuple[int, int]

_PANDAS = {str: "string", int: "int64", float: "float64", bool: "bool"}
_NULLABLE = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}
_ARROW = {str: "string", int: "int64", float: "float64", bool: "bool_"}


class SchemaError(ValueError):
    """A table does not have the columns, types or values that its schema promises."""


def column(meaning: str, *, unit: str = "", null: str = "", **default: Any) -> Any:
    """Declare a column: what it means, its unit, and what null says (``""``: never null)."""
    if null and not default:
        default = {"default": None}
    return field(metadata={"meaning": meaning, "unit": unit, "null": null}, **default)


def article_column() -> Any:
    """Declare the column that says which article a row was read from."""
    return column("the article (articles.article_id)")


def start_column(what: str = "the row's words") -> Any:
    """Declare a start offset."""
    return column(f"start of {what}", unit="character")


def end_column(what: str = "the row's words") -> Any:
    """Declare an end offset (one past the last character)."""
    return column(f"end of {what}, one past the last character", unit="character")


@dataclass(slots=True, kw_only=True)
class Articles:
    """One article: what was given, what was read off the page, and when it was published."""

    article_id: str = column(
        "the file's stem, made unique where two collide; for rows of a table its id or stem-000123"
    )
    path: str = column("the file, relative to the folder that was given")
    sha256: str = column("digest of the file's bytes (of the row's text where a file holds several articles)")
    format: Literal["txt", "html", "jsonl", "csv", "parquet", "docx", "rtf", "table"] = column(
        "what kind of file it was read from"
    )
    encoding: str = column("how the bytes were decoded")
    language: str | None = column("ISO 639-1 code", null="could not be told")
    title: str | None = column("headline", null="none given and none found")
    byline: str | None = column("the author line's name", null="none given and none found")
    outlet: str | None = column("who published it", null="could not be told")
    outlet_basis: Literal["manifest", "metadata", "masthead", "domain", "credit", "dateline"] | None = column(
        "where the outlet was read from", null="outlet unknown"
    )
    agency: str | None = column("the wire agency that the copy is credited to", null="no credit found")
    published: str | None = column(
        "best publication date", unit="ISO date", null="cannot be told: see published_low and published_high"
    )
    published_low: str | None = column("earliest day that the evidence allows", unit="ISO date", null="no bound")
    published_high: str | None = column("latest day that the evidence allows", unit="ISO date", null="no bound")
    published_basis: Literal["manifest", "metadata", "printed", "masthead", "inferred"] | None = column(
        "the kind of evidence that decided", null="no evidence"
    )
    published_why: str = column("the evidence, as a sentence")
    confidence: float = column("how sure the publication date is", unit="0 to 1")
    machine_translated: bool = column("the page says that a machine translated it")
    words: int = column("words in the body", unit="words")
    duplicate_of: str | None = column(
        "the article that this one repeats; its rows are left out of counts", null="no earlier copy"
    )


@dataclass(slots=True, kw_only=True)
class Zones:
    """One stretch of an article's text and what part of the page it is. Zones cover the text without overlap."""

    article_id: str = article_column()
    start: int = start_column("the zone")
    end: int = end_column("the zone")
    zone: ZoneName = column("part of the page")


@dataclass(slots=True, kw_only=True)
class Mentions:
    """One reference to a person."""

    article_id: str = article_column()
    start: int = start_column()
    end: int = end_column()
    text: str = column("the words")
    person: str | None = column(
        "canonical name (roster), or the fullest name in the article", null="the text does not decide who"
    )
    form: Literal["name", "surname", "title", "pronoun"] = column("how the person is referred to")


@dataclass(slots=True, kw_only=True)
class Dates:
    """One temporal expression (timex, after TimeML's TIMEX3)."""

    article_id: str = article_column()
    start: int = start_column()
    end: int = end_column()
    text: str = column("the words")
    value: str = column("TIMEX3 value: 2018-06-08, 2018-06, 2018-W23-WE, 2018-Q2, P6Y, PRESENT_REF …; X: left open")
    date_low: str | None = column("first day meant", unit="ISO date", null="not a calendar date, or not anchored")
    date_high: str | None = column("last day meant", unit="ISO date", null="not a calendar date, or not anchored")
    type: Literal["DATE", "TIME", "DURATION", "SET"] = column("TIMEX3 type")
    basis: str = column("how the value was reached: explicit, or relative to which anchor")


@dataclass(slots=True, kw_only=True)
class Quotes:
    """One quoted or reported stretch of words, and who said it, how, and through whom it reached us."""

    article_id: str = article_column()
    quote_id: str = column("article_id + #q and a number, in reading order")
    quotation_id: str = column("shared by the parts of one split, chained or multi-paragraph quotation")
    start: int = column("where the words begin, quotation mark included", unit="character")
    end: int = column("one past where the words end, quotation mark included", unit="character")
    text: str = column("the words with their marks")
    kind: Literal["direct", "fragment", "indirect", "title", "scare"] = column(
        "direct: a clause or more; fragment: words inside the reporter's sentence; indirect: reported without marks; "
        "title: the name of a work; scare: marked, but nobody's speech"
    )
    speaker: str | None = column(
        "source: canonical name of a person, or an organisation", null="the text does not decide"
    )
    speaker_text: str | None = column(
        "the mention that the attribution was read from, a pronoun too", null="no mention"
    )
    speaker_start: int | None = column("where that mention begins", unit="character", null="no mention")
    speaker_end: int | None = column("one past where that mention ends", unit="character", null="no mention")
    cue: str | None = column("the words that signal speech", null="no cue")
    cue_start: int | None = column("where the cue begins", unit="character", null="no cue")
    cue_end: int | None = column("one past where the cue ends", unit="character", null="no cue")
    conduit: str | None = column("who relayed the words, where that is not the speaker", null="not stated")
    addressee: str | None = column("whom the words were said to", null="not stated")
    about: str | None = column("roster people the words are about, joined by ;", null="nobody on the roster")
    basis: str = column("the rule that attributed it")
    confidence: float = column("how sure the attribution is", unit="0 to 1")
    sentiment: float | None = column("compound sentiment of the words", unit="-1 to 1", null="not speech")


@dataclass(slots=True, kw_only=True)
class Meetings:
    """One report of a meeting in one article."""

    article_id: str = article_column()
    start: int = start_column("the reporting words")
    end: int = end_column("the reporting words")
    date: str | None = column("first day that the report allows", unit="ISO date", null="not stated")
    date_high: str | None = column("last day that the report allows", unit="ISO date", null="not stated")
    precision: Literal["day", "month", "year", "none"] = column("how closely the report dates it")
    place: str | None = column("city, or country where no city is named", null="not stated")
    country: str | None = column("country", null="not stated")
    occasion: str | None = column("summit, visit or day that it belonged to", null="not stated")
    mode: Literal["in-person", "video", "phone"] = column("how they met")
    status: Literal["held", "planned", "unconfirmed", "cancelled", "denied"] = column("what the report says of it")
    participants: str = column("canonical names, sorted, joined by ;")
    meeting_id: str | None = column(
        "the same meeting in the record (data/reference/meetings.csv)", null="no match in the record"
    )
    confidence: float = column("how sure it is that a meeting is reported here", unit="0 to 1")


@dataclass(slots=True, kw_only=True)
class Claims:
    """One claim of how often two leaders have met, and the record's answer."""

    article_id: str = article_column()
    start: int = start_column()
    end: int = end_column()
    text: str = column("the words")
    speaker: str | None = column("who claims it", null="the outlet, in its own voice")
    participants: str = column("whose meetings are counted: canonical names, sorted, joined by ;")
    count_low: int = column("fewest meetings claimed; nearly n is read as 0.9 n to n - 1", unit="meetings")
    count_high: int | None = column("most meetings claimed", unit="meetings", null="no ceiling (more than n)")
    window_start: str | None = column("first day counted", unit="ISO date", null="not stated")
    window_end: str | None = column("last day counted", unit="ISO date", null="not known")
    rule: str = column("what is counted: all, in-person, video, bilateral …")
    record_low: int | None = column(
        "the record's count over the window under its strictest rule",
        unit="meetings",
        null="no record, or window unknown",
    )
    record_high: int | None = column(
        "the record's count over the window under its widest rule", unit="meetings", null="no record, or window unknown"
    )
    verdict: Literal["agrees", "disagrees", "cannot tell", "forecast"] = column("the record's answer")
    why: str = column("the verdict's reason, as a sentence")


@dataclass(slots=True, kw_only=True)
class Labels:
    """One name given to a person or government."""

    article_id: str = article_column()
    start: int = start_column()
    end: int = end_column()
    text: str = column("the words")
    target: str = column("whom it names: canonical name or government")
    label_type: Literal["title", "epithet", "appositive", "descriptor"] = column("what kind of label it is")
    polarity: float = column("how it judges", unit="-1 to 1")
    in_quote: bool = column("inside quotation marks: the speaker's word, not the outlet's")


@dataclass(slots=True, kw_only=True)
class Loaded:
    """One word that judges rather than reports."""

    article_id: str = article_column()
    start: int = start_column()
    end: int = end_column()
    weight: float = column("how loaded", unit="0 to 1")
    category: str = column("what kind of loading (words/loaded.csv)")
    polarity: float = column("which way", unit="-1 to 1")
    target: str | None = column("roster person or government nearest in the sentence", null="nobody in the sentence")
    in_quote: bool = column("inside quotation marks: the speaker's word, not the outlet's")


@dataclass(slots=True, kw_only=True)
class Verbs:
    """One reporting verb."""

    article_id: str = article_column()
    start: int = start_column()
    end: int = end_column()
    lemma: str = column("dictionary form")
    class_: Literal["neutral", "endorsing", "doubting", "emotive", "commissive"] = column(
        "what the verb does to the words it reports"
    )
    speaker: str | None = column("who is reported", null="not decided")
    quote_id: str | None = column("the quotation it introduces", null="none")


@dataclass(slots=True, kw_only=True)
class Sources:
    """One source of an article: who is quoted or cited, of which type, through whom."""

    article_id: str = article_column()
    source: str = column("canonical name or organisation")
    source_type: Literal["official", "state media", "wire", "outlet", "expert", "anonymous"] | None = column(
        "what kind of source", null="not in our lists"
    )
    conduit: str | None = column("who relayed it", null="nobody named")
    marked_as_state: bool = column("the article says that the source or conduit belongs to a state")
    quotes: int = column("quotations of it, indirect ones too", unit="quotations")
    words_quoted: int = column("words of it inside marks", unit="words")


@dataclass(slots=True, kw_only=True)
class Frames:
    """One cue of a frame (the codebook of frames is words/frames.csv)."""

    article_id: str = article_column()
    start: int = start_column("the sentence")
    end: int = end_column("the sentence")
    frame: str = column("frame, as named in the codebook")
    cue_start: int = start_column("the cue")
    cue_end: int = end_column("the cue")
    in_quote: bool = column("the cue stands inside quotation marks")


@dataclass(slots=True, kw_only=True)
class Portrayals:
    """How one article's own voice colours one person."""

    article_id: str = article_column()
    target: str = column("canonical name")
    polarity: float = column("mean tone of the sentences that judge the person, outside quotations", unit="-1 to 1")
    low: float | None = column("lower end of the 95 % bootstrap interval", unit="-1 to 1", null="too little evidence")
    high: float | None = column("upper end", unit="-1 to 1", null="too little evidence")
    n_evidence: int = column("labels, loaded and sentiment words that it rests on", unit="count")


@dataclass(slots=True, kw_only=True)
class Features:
    """Numbers that describe an article; those that only tell house style apart begin with style_."""

    article_id: str = article_column()
    share_quoted: float = column("words inside quotation marks", unit="share of words")
    share_indirect: float = column("words of indirect speech", unit="share of words")
    quote_words: float = column("mean length of a quotation in marks", unit="words")
    share_fragments: float = column("quotations in marks that are fragments", unit="share of quotations in marks")
    long_quotes: float = column("quotations longer than 160 characters", unit="share of quotations in marks")
    short_quotes: float = column("quotations shorter than 30 characters", unit="share of quotations in marks")
    scare_rate: float = column("marked words that are nobody's speech", unit="per 1,000 words")
    unattributed: float = column("quotations in marks without a speaker", unit="share of quotations in marks")
    uncued: float = column("quotations in marks without a cue; 0.5 without any", unit="share of quotations in marks")
    first_quote: float = column("where the first quotation in marks begins; 1 without any", unit="share of the text")
    lead_quoted: float = column("words inside marks among the first hundred", unit="share")
    tail_quoted: float = column("words inside marks among the last hundred", unit="share")
    direct_rate: float = column("direct quotations", unit="per 1,000 words")
    fragment_rate: float = column("fragments of quotations", unit="per 1,000 words")
    indirect_rate: float = column("stretches of indirect speech", unit="per 1,000 words")
    source_first: float = column(
        "attributed quotations in marks whose source stands before the words; 0.5 without any", unit="share"
    )
    alternation: float = column(
        "quotations and indirect speech by another speaker than the one before; 0.5 without any", unit="share"
    )
    speaker_concentration: float = column(
        "sum of squared shares of the speakers: 1 for one alone or none", unit="0 to 1"
    )
    organisations_speaking: float = column(
        "quotations and indirect speech of speakers that are no persons", unit="share of quotations"
    )
    speakers_labelled: float = column("speakers that are labelled", unit="share of speakers")
    speaker_in_full: float = column("speakers named in more than one word", unit="share of named speakers")
    speaker_pronoun: float = column("speakers named by a pronoun", unit="share of named speakers")
    relayed: float = column("quotations and indirect speech relayed by another", unit="share of quotations")
    cited_sentences: float = column("sentences that quote or report speech", unit="share of sentences")
    lead_cited: float = column("the same among the first three", unit="share of them")
    ends_cited: float = column("whether the last one does", unit="0 or 1")
    cited_first_third: float = column("the same in the first third", unit="share of its sentences")
    cited_last_third: float = column("the same in the last third", unit="share of its sentences")
    quoted_sentences: float = column("sentences that are all quotation", unit="share of sentences")
    commentary: float = column(
        "sentences with a loaded word outside quotations that cite nobody", unit="share of sentences"
    )
    judged_citing: float = column(
        "sentences with a loaded word outside quotations that cite somebody", unit="share of sentences"
    )
    source_rate: float = column("sources", unit="per 1,000 words")
    top_source: float = column("quotations of the most quoted source", unit="share of quotations")
    state_sources: float = column("sources that are official or state media", unit="share of sources")
    media_sources: float = column("sources that are wires or other outlets", unit="share of sources")
    expert_sources: float = column("sources that are experts", unit="share of sources")
    anonymous_sources: float = column("sources without a name", unit="share of sources")
    marked_state: float = column("state sources that are marked as such", unit="share of state sources")
    quotes_of_state: float = column("quotations of official sources and state media", unit="share of quotations")
    quotes_of_media: float = column("quotations of wires and other outlets", unit="share of quotations")
    quotes_of_experts: float = column("quotations of experts", unit="share of quotations")
    quotes_of_unnamed: float = column("quotations of sources without a name", unit="share of quotations")
    loaded_rate: float = column("loaded words outside quotations", unit="per 1,000 of the outlet's own words")
    loaded_weight: float = column(
        "weights of loaded words outside quotations", unit="per 1,000 of the outlet's own words"
    )
    loaded_lead: float = column("weights of loaded words in the first two sentences", unit="per 1,000 words of theirs")
    loaded_dark: float = column(
        "weights times polarity of dark loaded words outside quotations", unit="per 1,000 of the outlet's own words"
    )
    loaded_bright: float = column(
        "weights times polarity of bright loaded words outside quotations", unit="per 1,000 of the outlet's own words"
    )
    loaded_quoted: float = column("loaded words inside quotations", unit="per 1,000 words")
    loaded_accusation: float = column(
        "loaded words outside quotations of the category accusation", unit="per 1,000 of the outlet's own words"
    )
    loaded_alarm: float = column(
        "loaded words outside quotations of the category alarm", unit="per 1,000 of the outlet's own words"
    )
    loaded_certainty: float = column(
        "loaded words outside quotations of the category certainty", unit="per 1,000 of the outlet's own words"
    )
    loaded_emotive_verb: float = column(
        "loaded words outside quotations of the category emotive verb", unit="per 1,000 of the outlet's own words"
    )
    loaded_hyperbole: float = column(
        "loaded words outside quotations of the category hyperbole", unit="per 1,000 of the outlet's own words"
    )
    loaded_insinuation: float = column(
        "loaded words outside quotations of the category insinuation", unit="per 1,000 of the outlet's own words"
    )
    loaded_intensifier: float = column(
        "loaded words outside quotations of the category intensifier", unit="per 1,000 of the outlet's own words"
    )
    loaded_judgement: float = column(
        "loaded words outside quotations of the category judgement", unit="per 1,000 of the outlet's own words"
    )
    loaded_mockery: float = column(
        "loaded words outside quotations of the category mockery", unit="per 1,000 of the outlet's own words"
    )
    loaded_name_calling: float = column(
        "loaded words outside quotations of the category name-calling", unit="per 1,000 of the outlet's own words"
    )
    loaded_partisan_term: float = column(
        "loaded words outside quotations of the category partisan term", unit="per 1,000 of the outlet's own words"
    )
    loaded_praise: float = column(
        "loaded words outside quotations of the category praise", unit="per 1,000 of the outlet's own words"
    )
    loaded_war_metaphor: float = column(
        "loaded words outside quotations of the category war metaphor", unit="per 1,000 of the outlet's own words"
    )
    verb_rate: float = column("reporting verbs", unit="per 1,000 words")
    verb_variety: float = column("different reporting verbs", unit="share of reporting verbs")
    judging_verbs: float = column("reporting verbs that are not neutral", unit="share of reporting verbs")
    verbs_endorsing: float = column("reporting verbs that are endorsing", unit="share of reporting verbs")
    verbs_doubting: float = column("reporting verbs that are doubting", unit="share of reporting verbs")
    verbs_emotive: float = column("reporting verbs that are emotive", unit="share of reporting verbs")
    verbs_commissive: float = column("reporting verbs that are commissive", unit="share of reporting verbs")
    label_rate: float = column("labels of persons and governments", unit="per 1,000 words")
    label_polarity: float = column("mean polarity of labels outside quotations", unit="-1 to 1")
    judging_labels: float = column("labels that judge", unit="share of labels")
    dark_labels: float = column("labels outside quotations of polarity -0.25 or less", unit="per 1,000 words")
    bright_labels: float = column("labels outside quotations of polarity 0.25 or more", unit="per 1,000 words")
    labelled: float = column("persons and governments labelled, for each person mentioned", unit="ratio")
    labels_title: float = column("labels that are titles", unit="per 1,000 words")
    labels_epithet: float = column("labels that are epithets", unit="per 1,000 words")
    labels_appositive: float = column("labels that are appositives", unit="per 1,000 words")
    labels_descriptor: float = column("labels that are descriptors", unit="per 1,000 words")
    tone: float = column("mean polarity of the portrayals", unit="-1 to 1")
    tone_spread: float = column("standard deviation of the polarities of the portrayals", unit="0 to 1")
    persons: float = column("different persons mentioned", unit="per 1,000 words")
    mention_rate: float = column("mentions of persons", unit="per 1,000 words")
    top_person: float = column("mentions of the person mentioned most", unit="share of mentions")
    person_concentration: float = column(
        "sum of squared shares of the persons mentioned: 1 for one alone or none", unit="0 to 1"
    )
    passing_persons: float = column("persons mentioned once", unit="share of persons")
    persons_speaking: float = column("persons who are quoted or reported to speak", unit="share of persons")
    persons_enter: float = column("mean place of first mentions; 1 without any", unit="share of the text")
    mentions_early: float = column("mentions in the first fifth of the text", unit="share of mentions")
    mentions_quoted: float = column("mentions inside quotation marks", unit="share of mentions")
    lead_mentions: float = column("mentions among the first hundred words", unit="per word of theirs")
    sentences_without_persons: float = column("sentences that mention no person", unit="share of sentences")
    sentences_of_several: float = column("sentences that mention two persons or more", unit="share of sentences")
    by_party: float = column("persons beside whose name a party stands", unit="share of persons")
    by_given_name: float = column("mentions by given name alone", unit="share of mentions")
    by_name: float = column("mentions of persons by full name", unit="share of mentions")
    by_surname: float = column("mentions of persons by surname", unit="share of mentions")
    by_title: float = column("mentions of persons by title", unit="share of mentions")
    by_pronoun: float = column("mentions of persons by pronoun", unit="share of mentions")
    frame_friendship: float = column("sentences with a cue of the friendship frame", unit="share of sentences")
    frame_security: float = column("sentences with a cue of the security frame", unit="share of sentences")
    frame_economy: float = column("sentences with a cue of the economy frame", unit="share of sentences")
    frame_counter_us: float = column("sentences with a cue of the counter-US frame", unit="share of sentences")
    frame_legitimacy: float = column("sentences with a cue of the legitimacy frame", unit="share of sentences")
    frame_dependence: float = column("sentences with a cue of the dependence frame", unit="share of sentences")
    frame_human_interest: float = column("sentences with a cue of the human interest frame", unit="share of sentences")
    frame_procedure: float = column("sentences with a cue of the procedure frame", unit="share of sentences")
    frame_partnership: float = column("sentences with a cue of the partnership frame", unit="share of sentences")
    frame_alarm: float = column("sentences with a cue of the alarm frame", unit="share of sentences")
    bright_own: float = column(
        "bright words of the sentiment lexicon outside quotations", unit="per 1,000 of the outlet's own words"
    )
    dark_own: float = column(
        "dark words of the sentiment lexicon outside quotations", unit="per 1,000 of the outlet's own words"
    )
    bright_quoted: float = column(
        "bright words of the sentiment lexicon inside quotations", unit="per 1,000 quoted words"
    )
    dark_quoted: float = column("dark words of the sentiment lexicon inside quotations", unit="per 1,000 quoted words")
    adjectives: float = column("adjectives that judge, outside quotations", unit="per 1,000 of the outlet's own words")
    actor_activists: float = column(
        "words for activists (activist, activists) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    actor_business: float = column(
        "words for business (company, companies) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    actor_campaign: float = column(
        "words for campaign (campaign, campaigns) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    actor_citizens: float = column(
        "words for citizens (voter, voters) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    actor_experts: float = column(
        "words for experts (professor, professors) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    actor_foreign: float = column(
        "words for foreign (foreign, russia) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    actor_government: float = column(
        "words for government (white house, administration) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    actor_justice: float = column(
        "words for justice (police, officer) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    actor_left: float = column(
        "words for left (democrat, democrats) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    actor_legislature: float = column(
        "words for legislature (congress, senate) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    actor_media: float = column(
        "words for media (reporter, reporters) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    actor_military: float = column(
        "words for military (troops, soldier) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    actor_right: float = column(
        "words for right (republican, republicans) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    channel_broadcast: float = column(
        "words for the channel broadcast (fox news, fox) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    channel_document: float = column(
        "words for the channel document (report, reports) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    channel_exclusive: float = column(
        "words for the channel exclusive (told the huffington post, told huffpost) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    channel_interview: float = column(
        "words for the channel interview (interview, interviews) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    channel_print: float = column(
        "words for the channel print (the washington post, the new york times) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    channel_refusal: float = column(
        "words for the channel refusal (declined to comment, request for comment) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    channel_social: float = column(
        "words for the channel social (twitter, tweet) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    channel_speech: float = column(
        "words for the channel speech (speech, speeches) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    channel_statement: float = column(
        "words for the channel statement (statement, statements) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    channel_wire: float = column(
        "words for the channel wire (associated press, the ap) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    emotion_anger: float = column(
        "words of anger (anger, angry) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    emotion_fear: float = column(
        "words of fear (fear, fears) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    emotion_joy: float = column(
        "words of joy (happy, joy) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    emotion_sadness: float = column(
        "words of sadness (sad, sadly) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    ideology_left: float = column(
        "ideological labels: left (liberal, liberals) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    ideology_right: float = column(
        "ideological labels: right (conservative, conservatives) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    speech_add: float = column(
        "verbs of speech and thought: add (added, adding) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    speech_announce: float = column(
        "verbs of speech and thought: announce (announced, announce) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    speech_argue: float = column(
        "verbs of speech and thought: argue (argue, argues) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    speech_call: float = column(
        "verbs of speech and thought: call (called, calls) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    speech_judge: float = column(
        "verbs of speech and thought: judge (praised, praise) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    speech_tell: float = column(
        "verbs of speech and thought: tell (told, tell) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    speech_think: float = column(
        "verbs of speech and thought: think (believe, believes) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    speech_write: float = column(
        "verbs of speech and thought: write (wrote, writes) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    term_anti_establishment: float = column(
        "terms preferred by a camp: anti-establishment (establishment, elite) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    term_left: float = column(
        "terms preferred by a camp: left (undocumented immigrants, undocumented) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    term_right: float = column(
        "terms preferred by a camp: right (illegal immigrants, illegal immigration) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    theme_conflict: float = column(
        "words of the theme conflict (attack, attacks) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    theme_crime: float = column(
        "words of the theme crime (crime, crimes) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    theme_economy: float = column(
        "words of the theme economy (economy, economic) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    theme_fairness: float = column(
        "words of the theme fairness (discrimination, discriminate) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    theme_history: float = column(
        "words of the theme history (history, historic) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    theme_horse_race: float = column(
        "words of the theme horse race (poll, polls) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    theme_immediacy: float = column(
        "words of the theme immediacy (today, now) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    theme_legality: float = column(
        "words of the theme legality (law, laws) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    theme_morality: float = column(
        "words of the theme morality (moral, morality) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    theme_personal: float = column(
        "words of the theme personal (life, home) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    theme_responsibility: float = column(
        "words of the theme responsibility (blame, blamed) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    theme_scandal: float = column(
        "words of the theme scandal (scandal, scandals) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    theme_scene: float = column(
        "words of the theme scene (stood, stage) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    theme_security: float = column(
        "words of the theme security (terror, terrorism) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    theme_strategy: float = column(
        "words of the theme strategy (strategy, strategies) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    theme_welfare: float = column(
        "words of the theme welfare (health, health care) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    voice_addition: float = column(
        "words that add (also, as well) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    voice_cause: float = column(
        "words of cause (because, since) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    voice_certainty: float = column(
        "words of certainty (clear, clearly) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    voice_collective: float = column(
        "sources named as a crowd (critics, opponents) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    voice_comparison: float = column(
        "words that compare (more, most) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    voice_contrast: float = column(
        "words of contrast (but, however) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    voice_day: float = column(
        "days of the news (monday, tuesday) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    voice_degree: float = column(
        "words of degree (very, so) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    voice_engagement: float = column(
        "words that address or include the reader (you, your) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    voice_example: float = column(
        "words that give examples (for example, for instance) outside quotations",
        unit="per 1,000 of the outlet's own words",
    )
    voice_future: float = column(
        "words of the future (will, would've) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    voice_hedge: float = column("hedges (may, might) outside quotations", unit="per 1,000 of the outlet's own words")
    voice_negation: float = column("negations (not, no) outside quotations", unit="per 1,000 of the outlet's own words")
    voice_obligation: float = column(
        "words of obligation (must, should) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    voice_past: float = column(
        "auxiliaries of the past (was, were) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    voice_present: float = column(
        "auxiliaries of the present (is, are) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    voice_relative: float = column(
        "relative pronouns of persons (who, whose) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    voice_self: float = column(
        "words by which an author names himself (i, my) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    names_agency: float = column("whether a news agency is named outside quotations", unit="0 or 1")
    passives: float = column("passives (was barred) outside quotations", unit="per 1,000 of the outlet's own words")
    step_back: float = column(
        "verbs of the past before the past (had vowed) outside quotations", unit="per 1,000 of the outlet's own words"
    )
    lead_day: float = column("whether the first sixty words name a day of the week, or today", unit="0 or 1")
    turns: float = column("sentences that open with a word of contrast", unit="share of sentences")
    questions: float = column("sentences that ask", unit="share of sentences")
    numbers: float = column("numbers", unit="per 1,000 words")
    style_words: float = column("words of headline, captions and body", unit="words")
    style_sentences: float = column("sentences of headline, captions and body", unit="sentences")
    style_sentence_words: float = column("mean sentence length", unit="words")
    style_paragraph_sentences: float = column("mean paragraph length", unit="sentences")
    style_curly_marks: float = column("curly quotation marks", unit="share of quotation marks")
    style_honorifics: float = column("mentions of persons with Mr, Mrs, Ms", unit="share of mentions")
    style_says: float = column("neutral reporting verbs that are forms of say", unit="share of neutral verbs")


@dataclass(slots=True, kw_only=True)
class Contrasts:
    """One term that one group of articles uses more than another."""

    term: str = column("word or phrase, lower case")
    source_a: str = column("group that is compared")
    source_b: str = column("group it is compared with (or: the rest)")
    count_a: int = column("uses in a", unit="count")
    count_b: int = column("uses in b", unit="count")
    docs_a: int = column("articles of a that use it", unit="articles")
    docs_b: int = column("articles of b that use it", unit="articles")
    logodds: float = column("log-odds ratio with informative Dirichlet prior (Monroe, Colaresi & Quinn 2008)")
    z: float = column("logodds by its standard deviation")
    low: float = column("lower end of the 95 % interval of logodds")
    high: float = column("upper end")
    p_perm: float = column("share of permutations of articles with as large a |z|", unit="0 to 1")
    q: float = column("p_perm after Benjamini & Hochberg", unit="0 to 1")


@dataclass(slots=True, kw_only=True)
class Reuse:
    """One passage that two articles share."""

    article_id: str = article_column()
    other_id: str = column("the article it is shared with (articles.article_id)")
    start: int = start_column("the passage")
    end: int = end_column("the passage")
    other_start: int = start_column("the passage in the other article")
    other_end: int = end_column("the passage in the other article")
    containment: float = column("share of this article's word sequences that stand in the other", unit="0 to 1")


@dataclass(slots=True, kw_only=True)
class Coverage:
    """Whether one article on a meeting tells one fact about it."""

    meeting_id: str = column("the meeting (data/reference/meetings.csv)")
    article_id: str = article_column()
    fact: Literal["date", "place", "documents signed", "remarks", "count claims", "critics' voices"] = column(
        "the kind of fact"
    )
    present: bool = column("the article tells it")


@dataclass(slots=True, kw_only=True)
class Problems:
    """One thing that went wrong or looks wrong; the run goes on."""

    article_id: str | None = column("the article", null="no article could be made of it")
    path: str | None = column("the file", null="not a matter of one file")
    severity: Literal["error", "warning", "note"] = column(
        "error: left out; warning: read with doubt; note: for information"
    )
    what: str = column("kind of problem")
    why: str = column("the reason, as a sentence")
    start: int | None = column("where it stands", unit="character", null="not a matter of one place")
    end: int | None = column("one past where it ends", unit="character", null="not a matter of one place")


TABLES: dict[str, type] = {
    "articles": Articles,
    "zones": Zones,
    "mentions": Mentions,
    "dates": Dates,
    "quotes": Quotes,
    "meetings": Meetings,
    "claims": Claims,
    "labels": Labels,
    "loaded": Loaded,
    "verbs": Verbs,
    "sources": Sources,
    "frames": Frames,
    "portrayals": Portrayals,
    "features": Features,
    "contrasts": Contrasts,
    "reuse": Reuse,
    "coverage": Coverage,
    "problems": Problems,
}


@dataclass(frozen=True)
class Column:
    """A column's definition, as read from its table's class."""

    name: str
    type: type
    nullable: bool
    allowed: tuple[str, ...]
    unit: str
    meaning: str
    null: str

    @property
    def pandas_dtype(self) -> str:
        return (_NULLABLE if self.nullable else _PANDAS)[self.type]


def _read_type(annotation: Any) -> tuple[type, bool, tuple[str, ...]]:
    """Split an annotation into base type, nullability and allowed values."""
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
        inner = next(part for part in typing.get_args(annotation) if part is not type(None))
        base, _, allowed = _read_type(inner)
        return base, True, allowed
    if typing.get_origin(annotation) is Literal:
        return str, False, typing.get_args(annotation)
    return annotation, False, ()


@functools.cache
def columns(table: str) -> tuple[Column, ...]:
    """Return the columns of *table*, in order. Raises KeyError for an unknown table.

    >>> [c.name for c in columns("zones")]
    ['article_id', 'start', 'end', 'zone']
    """
    row = TABLES[table]
    hints = typing.get_type_hints(row)
    return tuple(
        Column(
            f.name.rstrip("_"),
            *_read_type(hints[f.name]),
            f.metadata["unit"],
            f.metadata["meaning"],
            f.metadata["null"],
        )
        for f in dataclasses.fields(row)
    )


def to_frame(table: str, rows: Iterable[Any]) -> pd.DataFrame:
    """Return *rows* (instances of the table's class) as a DataFrame with the schema's columns and dtypes, unsorted."""
    import pandas as pd

    rows = list(rows)
    fields = dataclasses.fields(TABLES[table])
    data = {
        c.name: pd.array([getattr(row, f.name) for row in rows], dtype=c.pandas_dtype)
        for c, f in zip(columns(table), fields, strict=True)
    }
    return pd.DataFrame(data)


def empty_frame(table: str) -> pd.DataFrame:
    """Return *table* without rows, with its columns and dtypes."""
    return to_frame(table, [])


def check_frame(table: str, frame: pd.DataFrame) -> None:
    """Raise SchemaError unless *frame* has exactly the columns, dtypes and values that *table* promises."""
    expected = columns(table)
    names = [c.name for c in expected]
    if list(frame.columns) != names:
        raise SchemaError(f"table {table} has columns {list(frame.columns)}, but its schema says {names}")
    for c in expected:
        values = frame[c.name]
        if str(values.dtype) != c.pandas_dtype:
            raise SchemaError(f"{table}.{c.name} is {values.dtype}, but its schema says {c.pandas_dtype}")
        if not c.nullable and values.isna().any():
            raise SchemaError(f"{table}.{c.name} has a null, but its schema allows none")
        if c.allowed and not values.dropna().isin(c.allowed).all():
            wrong = sorted(set(values.dropna()) - set(c.allowed))
            raise SchemaError(f"{table}.{c.name} has {wrong[:3]}, but its schema allows {list(c.allowed)}")
    if {"start", "end"} <= set(names) and (frame["start"] > frame["end"]).any():
        raise SchemaError(f"{table} has a row that ends before it starts")


def arrow_schema(table: str) -> pa.Schema:
    """Return the Arrow schema that *table*'s Parquet file has."""
    import pyarrow as pa

    return pa.schema([pa.field(c.name, getattr(pa, _ARROW[c.type])(), nullable=c.nullable) for c in columns(table)])


def codebook() -> str:
    """Return the codebook of all tables as Markdown, the part of data/README.md that is generated."""
    parts = []
    for table, row in TABLES.items():
        lines = [
            f"### {table}",
            "",
            (row.__doc__ or "").strip(),
            "",
            "| column | type | unit | meaning | null means |",
            "|---|---|---|---|---|",
        ]
        for c in columns(table):
            meaning = c.meaning + (f" ({' · '.join(c.allowed)})" if c.allowed and c.name != "kind" else "")
            lines.append(
                f"| `{c.name}` | {c.pandas_dtype} | {c.unit} | {meaning} | {c.null or 'never null'} |".replace(
                    "|  |", "| |"
                )
            )
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


CODEBOOK_BEGINS = "<!-- codebook: generated from lib/summitry/schema.py; `make format` renews it -->"


def renew_codebook(path: Path) -> str:
    """Return what the data card at *path* must say: its own text, then the codebook."""
    own = path.read_text(encoding="utf-8").split(CODEBOOK_BEGINS)[0]
    return f"{own}{CODEBOOK_BEGINS}\n\n{codebook()}"


if __name__ == "__main__":
    card = Path(__file__).resolve().parents[2] / "data" / "README.md"
    card.write_text(renew_codebook(card), encoding="utf-8")
