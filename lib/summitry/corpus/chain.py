"""The chain over one article: each instrument in turn reads the document and adds its layer and its tables' rows.

To follow one quotation from text to table, read this file, then the instrument that it names.
"""

import logging
import traceback
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple, cast

from summitry import claims, dating, framing, meetings, people, quotes, sentiment, timexes
from summitry.articles import Article, Metadata, read_metadata
from summitry.people import Roster
from summitry.reference import Reference, name_outlet
from summitry.schema import TABLES, Articles, Problems, Quotes
from summitry.text import Document, Layer, Published

Rows = dict[str, list[Any]]  # rows by table name

LOG = logging.getLogger("summitry")


class Step(NamedTuple):
    """A step of the chain: what it is called in ``problems``, and what it does; it returns rows by table."""

    name: str
    run: Callable[[Document], Rows]


def read_article(article: Article, roster: Roster, reference: Reference) -> Rows:
    """Return the rows of every table that depend on *article* alone; its layers are set on the way. A step that fails
    costs its rows, not the article or the run: the failure, with its place in the code, is a row of ``problems``, and
    the steps after it find its layer empty."""
    article.roster, article.reference, article.metadata = roster, reference, Metadata()
    rows: Rows = {table: [] for table in TABLES}
    for step in STEPS:
        try:
            for table, some in step.run(article).items():
                rows[table] += some
        except Exception as error:  # one unreadable article must not end a run over a million
            rows["problems"].append(describe_failure(article, error, step.name))
    return rows


def describe_failure(article: Document, error: Exception, step: str = "parse") -> Problems:
    """Return the row that says that a *step* over *article* failed, and where; the traceback is logged at DEBUG."""
    LOG.debug("%s failed on %s", step, article.article_id, exc_info=error)
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({frames[-1].filename.rpartition('summitry')[2].lstrip('/')}:{frames[-1].lineno})" if frames else ""
    return describe_problem(article, "error", "could not be parsed", f"{step}: {type(error).__name__}: {error}{place}")


def describe_problem(article: Document, severity: Any, what: str, why: str) -> Problems:
    """Return a row of ``problems`` about *article*."""
    return Problems(article_id=article.article_id, path=article.path, severity=severity, what=what, why=why)


def _read_metadata(doc: Document) -> Rows:
    doc.metadata = read_metadata(doc)
    return {}


def _find_timexes(doc: Document) -> Rows:
    doc.timexes = Layer(timexes.find_timexes(doc))
    return {}


def _date_article(doc: Document) -> Rows:
    """Tell when the article was published: the day against which its dates are read."""
    dated, problems = dating.date_article(doc)
    doc.dating, doc.published = dated, Published(dated.published or dated.likely, dated.low, dated.high)
    return {"problems": list(problems)}


def _describe_article(doc: Document) -> Rows:
    metadata, dated = doc.metadata, doc.dating or dating.Dating()
    body = [sentence.zone == "body" for sentence in doc.sentences]
    row = Articles(
        article_id=doc.article_id,
        path=doc.path,
        sha256=doc.sha256,
        format=cast(Any, doc.format),
        encoding=doc.encoding,
        **{name: value for name, value in metadata._asdict().items() if not name.startswith("published")},
        published=dated.published,
        published_low=dated.low,
        published_high=dated.high,
        published_basis=cast(Any, dated.basis),
        published_why=dated.why,
        confidence=dated.confidence,
        words=sum(map(body.__getitem__, doc.words.sentences)),
    )
    return {"articles": [row], "problems": [*_doubt(doc, row), *_note_slips(doc)]}


def _note_slips(doc: Document) -> Iterator[Problems]:
    """Yield a note on each name that was matched although a letter of it is off."""
    for one in {one.text: one for one in doc.mentions if one.form == "name"}.values():
        if one.person in doc.roster.by_name and doc.roster.is_slip(one.text):
            note = describe_problem(doc, "note", "name misspelt", f"“{one.text}” is read as {one.person}.")
            yield replace(note, start=one.start, end=one.end)


FEWEST_WORDS = 10


def _doubt(doc: Document, row: Articles) -> list[Problems]:
    """Return what is doubtful about an article that was read: hardly any text, or another language."""
    if not doc.spans("body"):
        return [describe_problem(doc, "warning", "no body", "Nothing on this page reads like an article.")]
    if row.words < FEWEST_WORDS:
        return [describe_problem(doc, "warning", "no body", "Hardly any words on this page are not page furniture.")]
    if row.language not in ("en", None):
        why = f"It seems to be written in another language ({row.language}); the tools read English."
        return [describe_problem(doc, "warning", "not English", why)]
    return []


def _find_quotes(doc: Document) -> list[Quotes]:
    found = quotes.find_quotes(doc)
    sentiment.score_quotes(doc, found)
    return found


def _name_conduits(doc: Document) -> Rows:
    """Give the outlets through which words came the names of the reference."""
    rows: list[Any] = [*doc.quotes, *doc.sources]
    for row in rows:
        row.conduit = name_outlet(row.conduit, doc.reference)
    return {}


def _finds(table: str, find: Callable[[Document], list[Any]], as_layer: Callable[[list[Any]], Any] = Layer) -> Step:
    """Return the step that sets what *find* returns, the rows of *table*; as a layer where they have a place."""

    def run(doc: Document) -> Rows:
        found = as_layer(find(doc))
        setattr(doc, table, found)
        return {table: list(found)}

    return Step(f"find {table}", run)


STEPS = (
    Step("find zones", lambda doc: {"zones": list(doc.zones)}),
    Step("read metadata", _read_metadata),
    _finds("mentions", people.find_mentions),
    Step("find timexes", _find_timexes),
    Step("date article", _date_article),
    _finds("dates", timexes.resolve_dates),
    Step("describe article", _describe_article),
    _finds("quotes", _find_quotes),
    _finds("meetings", meetings.find_meetings),
    _finds("claims", claims.find_claims),
    _finds("labels", framing.find_labels),
    _finds("loaded", framing.find_loaded),
    _finds("verbs", framing.find_verbs),
    _finds("sources", framing.find_sources, list),
    _finds("frames", framing.find_frames),
    _finds("portrayals", framing.portray, list),
    Step("describe features", lambda doc: {"features": [framing.describe_features(doc)]}),
    Step("name conduits", _name_conduits),
    _finds(
        "coverage", lambda doc: framing.cover_events(doc.meetings, doc.claims, doc.quotes, doc.sources, [doc]), list
    ),
)
"""The steps in their order."""
