"""Every table's columns, in one place: name, type, unit, allowed values, meaning, and what null means.

A table is a dataclass whose instances are its rows, so that the code which builds a row, the check before a
table is written and the codebook in ``data/README.md`` all read the same definition.

Types map to pandas so: ``str`` string, ``int`` int64, ``float`` float64, ``bool`` bool; with ``| None`` the
nullable twin (string, Int64, Float64, boolean), null being ``<NA>``. ``Literal`` lists the allowed values.
Dates are ISO 8601 strings. All offsets are half-open character offsets into the article's decoded text.
"""

import csv
import dataclasses
import functools
import typing
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Literal

import pandas as pd
import pyarrow as pa

FileFormat = Literal["txt", "html", "jsonl", "csv", "parquet", "docx", "rtf", "table"]
OutletBasis = Literal["manifest", "metadata", "masthead", "domain", "credit", "dateline"]
DateBasis = Literal["manifest", "metadata", "printed", "masthead", "inferred"]
Mode = Literal["in-person", "video", "phone"]
Verdict = Literal["agrees", "disagrees", "cannot tell", "forecast"]
LabelType = Literal["title", "epithet", "appositive", "descriptor"]
VerbClass = Literal["neutral", "endorsing", "doubting", "emotive", "commissive"]
SourceType = Literal["official", "state media", "wire", "outlet", "expert", "anonymous"]
ZoneName = Literal["masthead", "headline", "byline", "dateline", "caption", "body", "furniture"]
Fact = Literal["date", "place", "documents signed", "remarks", "count claims", "critics' voices"]
Span = tuple[int, int]
SPOKEN = ("direct", "fragment", "indirect")  # the kinds of quotations that are speech

_PANDAS = {str: "string", int: "int64", float: "float64", bool: "bool"}
_NULLABLE = {str: "string", int: "Int64", float: "Float64", bool: "boolean"}


class SchemaError(ValueError):
    """A table does not have the columns, types or values that its schema promises."""


def column(meaning: str, *, unit: str = "", null: str = "", **default: Any) -> Any:
    """Declare a column: what it means, its unit, and what null says (``""``: never null)."""
    if null and not default:
        default = {"default": None}
    return field(metadata={"meaning": meaning, "unit": unit, "null": null}, **default)


def start_column(what: str = "the row's words") -> Any:
    """Declare a start offset."""
    return column(f"start of {what}", unit="character")


def end_column(what: str = "the row's words") -> Any:
    """Declare an end offset (one past the last character)."""
    return column(f"end of {what}, one past the last character", unit="character")


@dataclass(slots=True, kw_only=True)
class ArticleRow:
    """A row that was read from one article."""

    article_id: str = column("the article (articles.article_id)")


@dataclass(slots=True, kw_only=True)
class WordsRow(ArticleRow):
    """A row about some words of an article."""

    start: int = start_column()
    end: int = end_column()


@dataclass(slots=True, kw_only=True)
class Articles:
    """One article: what was given, what was read off the page, and when it was published."""

    article_id: str = column("the file's stem, made unique where two collide; of a table's row its id or stem-000123")
    path: str = column("the file, relative to the folder that was given")
    sha256: str = column("digest of the file's bytes (of the row's text where a file holds several articles)")
    format: FileFormat = column("what kind of file it was read from")
    encoding: str = column("how the bytes were decoded")
    language: str | None = column("ISO 639-1 code", null="could not be told")
    title: str | None = column("headline", null="none given and none found")
    byline: str | None = column("the author line's name", null="none given and none found")
    outlet: str | None = column("who published it", null="could not be told")
    outlet_basis: OutletBasis | None = column("where the outlet was read from", null="outlet unknown")
    agency: str | None = column("the wire agency that the copy is credited to", null="no credit found")
    published: str | None = column(
        "best publication date", unit="ISO date", null="cannot be told: see published_low and published_high"
    )
    published_low: str | None = column("earliest day that the evidence allows", unit="ISO date", null="no bound")
    published_high: str | None = column("latest day that the evidence allows", unit="ISO date", null="no bound")
    published_basis: DateBasis | None = column("the kind of evidence that decided", null="no evidence")
    published_why: str = column("the evidence, as a sentence")
    confidence: float = column("how sure the publication date is", unit="0 to 1")
    machine_translated: bool = column("the page says that a machine translated it")
    words: int = column("words in the body", unit="words")
    duplicate_of: str | None = column(
        "the article that this one repeats; its rows are left out of counts", null="no earlier copy"
    )


@dataclass(slots=True, kw_only=True)
class Zones(ArticleRow):
    """One stretch of an article's text and what part of the page it is. Zones cover the text without overlap."""

    start: int = start_column("the zone")
    end: int = end_column("the zone")
    zone: ZoneName = column("part of the page")


@dataclass(slots=True, kw_only=True)
class Mentions(WordsRow):
    """One reference to a person."""

    text: str = column("the words")
    person: str | None = column(
        "canonical name (roster), or the fullest name in the article", null="the text does not decide who"
    )
    form: Literal["name", "surname", "title", "pronoun"] = column("how the person is referred to")


@dataclass(slots=True, kw_only=True)
class Dates(WordsRow):
    """One temporal expression (timex, after TimeML's TIMEX3)."""

    text: str = column("the words")
    value: str = column("TIMEX3 value: 2018-06-08, 2018-06, 2018-W23-WE, 2018-Q2, P6Y, PRESENT_REF …; X: left open")
    date_low: str | None = column("first day meant", unit="ISO date", null="not a calendar date, or not anchored")
    date_high: str | None = column("last day meant", unit="ISO date", null="not a calendar date, or not anchored")
    type: Literal["DATE", "TIME", "DURATION", "SET"] = column("TIMEX3 type")
    basis: str = column("how the value was reached: explicit, or relative to which anchor")


@dataclass(slots=True, kw_only=True)
class Quotes(ArticleRow):
    """One quoted or reported stretch of words, and who said it, how, and through whom it reached us."""

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
        "source: canonical name of a person or organisation; several that speak together joined by ;",
        null="the text does not decide, or the words are negated",
    )
    speaker_text: str | None = column("the mention that names the speaker, a pronoun too", null="no mention")
    speaker_start: int | None = column("where that mention begins", unit="character", null="no mention")
    speaker_end: int | None = column("one past where that mention ends", unit="character", null="no mention")
    cue: str | None = column("the words that signal speech", null="no cue")
    cue_start: int | None = column("where the cue begins", unit="character", null="no cue")
    cue_end: int | None = column("one past where the cue ends", unit="character", null="no cue")
    conduit: str | None = column("who relayed the words, where that is not the speaker", null="not stated")
    addressee: str | None = column("whom the words were said to", null="not stated")
    about: str | None = column("roster people the words are about, joined by ;", null="nobody on the roster")
    negated: bool = column(
        "the text says that they were not said, or only if; speaker_text names who did not", default=False
    )
    basis: str = column("the rule that attributed it")
    confidence: float = column("how sure the speaker is; where none is stated, how sure that is", unit="0 to 1")
    sentiment: float | None = column("compound sentiment of the words", unit="-1 to 1", null="not speech")


@dataclass(slots=True, kw_only=True)
class Meetings(ArticleRow):
    """One report of a meeting in one article."""

    start: int = start_column("the reporting words")
    end: int = end_column("the reporting words")
    date: str | None = column("first day that the report allows", unit="ISO date", null="not stated")
    date_high: str | None = column("last day that the report allows", unit="ISO date", null="not stated")
    precision: Literal["day", "month", "year", "none"] = column("how closely the report dates it")
    place: str | None = column("city, or country where no city is named", null="not stated")
    country: str | None = column("country", null="not stated")
    occasion: str | None = column("summit, visit or day that it belonged to", null="not stated")
    mode: Mode = column("how they met")
    status: Literal["held", "planned", "unconfirmed", "cancelled", "denied"] = column("what the report says of it")
    participants: str = column("canonical names, sorted, joined by ;")
    meeting_id: str | None = column(
        "the same meeting in the record (data/reference/meetings.csv)", null="no match in the record"
    )
    confidence: float = column("how sure it is that a meeting is reported here", unit="0 to 1")


@dataclass(slots=True, kw_only=True)
class Claims(WordsRow):
    """One claim of how often two leaders have met, and the record's answer."""

    text: str = column("the words")
    speaker: str | None = column("who claims it", null="the outlet, in its own voice")
    participants: str = column("whose meetings are counted: canonical names, sorted, joined by ;")
    count_low: int = column("fewest meetings claimed; nearly n is read as 0.9 n to n - 1", unit="meetings")
    count_high: int | None = column("most meetings claimed", unit="meetings", null="no ceiling (more than n)")
    window_start: str | None = column("first day counted", unit="ISO date", null="not stated")
    window_end: str | None = column("last day counted", unit="ISO date", null="not known")
    rule: str = column("what is counted: all, in-person, video, bilateral …")
    record_low: int | None = column(
        "the record's count in the window, by its strictest rule", unit="meetings", null="no record, or window unknown"
    )
    record_high: int | None = column(
        "the same by its widest rule", unit="meetings", null="no record, or window unknown"
    )
    verdict: Verdict = column(
        "whether the claim fits the record, at least if some of the meetings count that rules differ on"
    )
    answer: str = column("the verdict to quote: agrees (under every counting rule), fits if video meetings count …")
    why: str = column("the verdict's reason, as a sentence")
    confidence: float = column("how sure it is that their meetings are counted here", unit="0 to 1")


@dataclass(slots=True, kw_only=True)
class Labels(WordsRow):
    """One name given to a person or government."""

    text: str = column("the words")
    target: str = column("whom it names: canonical name or government")
    label_type: LabelType = column("what kind of label it is")
    polarity: float = column("how it judges", unit="-1 to 1")
    in_quote: bool = column("inside quotation marks: the speaker's word, not the outlet's")


@dataclass(slots=True, kw_only=True)
class Loaded(WordsRow):
    """One word that judges rather than reports."""

    weight: float = column("how loaded", unit="0 to 1")
    category: str = column("what kind of loading (words/loaded.csv)")
    polarity: float = column("which way", unit="-1 to 1")
    target: str | None = column("roster person or government nearest in the sentence", null="nobody in the sentence")
    in_quote: bool = column("inside quotation marks: the speaker's word, not the outlet's")


@dataclass(slots=True, kw_only=True)
class Verbs(WordsRow):
    """One reporting verb."""

    lemma: str = column("dictionary form")
    class_: VerbClass = column("what the verb does to the words it reports")
    speaker: str | None = column("who is reported", null="not decided")
    quote_id: str | None = column("the quotation it introduces", null="none")


@dataclass(slots=True, kw_only=True)
class Sources(ArticleRow):
    """One source of an article: who is quoted or cited, of which type, through whom."""

    source: str = column("canonical name or organisation")
    source_type: SourceType | None = column("what kind of source", null="not in our lists")
    conduit: str | None = column("who relayed it", null="nobody named")
    marked_as_state: bool = column("the article says that the source or conduit belongs to a state")
    quotes: int = column("quotations of it, indirect ones too", unit="quotations")
    words_quoted: int = column("words of it inside marks", unit="words")


@dataclass(slots=True, kw_only=True)
class Frames(ArticleRow):
    """One cue of a frame (the codebook of frames is words/frames.csv)."""

    start: int = start_column("the sentence")
    end: int = end_column("the sentence")
    frame: str = column("frame, as named in the codebook")
    cue_start: int = start_column("the cue")
    cue_end: int = end_column("the cue")
    in_quote: bool = column("the cue stands inside quotation marks")


@dataclass(slots=True, kw_only=True)
class Portrayals(ArticleRow):
    """How one article's own voice colours one person."""

    target: str = column("canonical name")
    polarity: float = column("mean tone of the sentences that judge the person, outside quotations", unit="-1 to 1")
    low: float | None = column("lower end of the 95 % bootstrap interval", unit="-1 to 1", null="too little evidence")
    high: float | None = column("upper end", unit="-1 to 1", null="too little evidence")
    n_evidence: int = column("labels, loaded and sentiment words that it rests on", unit="count")


_FEATURES = resources.files("summitry").joinpath("words", "features.csv").read_text(encoding="utf-8").splitlines()
_NUMBERS = [(row["name"], float, column(row["meaning"], unit=row["unit"])) for row in csv.DictReader(_FEATURES)]

_ABOUT = "Numbers that describe an article; those that only tell house style apart begin with style_."
_NAMESPACE = {"__doc__": _ABOUT, "__module__": __name__}
Features: Any = dataclasses.make_dataclass(
    "Features", _NUMBERS, bases=(ArticleRow,), namespace=_NAMESPACE, slots=True, kw_only=True
)


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
class Reuse(ArticleRow):
    """One passage that two articles share."""

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
    article_id: str = column("the article (articles.article_id)")
    fact: Fact = column("the kind of fact")
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
    row.__name__.lower(): row
    for row in (
        *(Articles, Zones, Mentions, Dates, Quotes, Meetings, Claims),
        *(Labels, Loaded, Verbs, Sources, Frames, Portrayals, Features),
        *(Contrasts, Reuse, Coverage, Problems),
    )
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
    parts = typing.get_args(annotation)
    nullable = type(None) in parts
    base = parts[0] if nullable else annotation
    allowed = typing.get_args(base)
    return (str if allowed else base), nullable, allowed


@functools.cache
def columns(table: str) -> tuple[Column, ...]:
    """Return the columns of *table*, in order. Raises KeyError for an unknown table.

    >>> [c.name for c in columns("zones")]
    ['article_id', 'start', 'end', 'zone']
    """
    row = TABLES[table]
    hints = typing.get_type_hints(row)
    return tuple(Column(f.name.rstrip("_"), *_read_type(hints[f.name]), **f.metadata) for f in dataclasses.fields(row))


def to_frame(table: str, rows: Iterable[Any]) -> pd.DataFrame:
    """Return *rows* (instances of the table's class) as a DataFrame with the schema's columns and dtypes, unsorted."""
    rows = list(rows)
    fields = dataclasses.fields(TABLES[table])
    data = {
        c.name: pd.array([getattr(row, f.name) for row in rows], dtype=c.pandas_dtype)
        for c, f in zip(columns(table), fields, strict=True)
    }
    return pd.DataFrame(data)


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
    return pa.schema(
        [pa.field(c.name, pa.type_for_alias(_PANDAS[c.type]), nullable=c.nullable) for c in columns(table)]
    )
