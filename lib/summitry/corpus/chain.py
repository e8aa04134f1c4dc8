"""The chain over one article: each instrument in turn reads the document and adds its layer and its tables' rows.

To follow one quotation from text to table, read this file, then the instrument that it names.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from typing import Any, cast

from summitry import claims, dating, framing, meetings, people, quotes, sentiment, timexes
from summitry.articles import Article, Metadata, read_metadata
from summitry.people import Roster
from summitry.reference import Reference, name_outlet
from summitry.schema import TABLES, Articles, Problems
from summitry.text import Document, Layer, Published

Rows = dict[str, list[Any]]
"""Rows by table name."""

LOG = logging.getLogger("summitry")


def read_article(article: Article, roster: Roster, reference: Reference) -> Rows:
    """Return the rows of every table that depend on *article* alone; its layers are set on the way.

    A step that fails costs its rows, not the article or the run: the failure, with its place in the code, is a row of
    ``problems``, and the steps after it find its layer empty.
    """
    article.roster, article.reference, article.metadata = roster, reference, Metadata()
    rows: Rows = {table: [] for table in TABLES}
    for step in STEPS:
        try:
            for table, some in step(article).items():
                rows[table] += some
        except Exception as error:  # one unreadable article must not end a run over a million
            rows["problems"].append(describe_failure(article, error, step.__name__.strip("_").replace("_", " ")))
    return rows


def describe_failure(article: Document, error: Exception, step: str = "parse") -> Problems:
    """Return the row that says that a *step* over *article* failed, and where; the traceback is logged at DEBUG."""
    LOG.debug("%s failed on %s", step, article.article_id, exc_info=error)
    frames = traceback.extract_tb(error.__traceback__)
    place = f" ({frames[-1].filename.rpartition('summitry')[2].lstrip('/')}:{frames[-1].lineno})" if frames else ""
    return _problem(article, "error", "could not be parsed", f"{step}: {type(error).__name__}: {error}{place}")


def _problem(article: Document, severity: Any, what: str, why: str) -> Problems:
    return Problems(article_id=article.article_id, path=article.path, severity=severity, what=what, why=why)


# --- the steps, in order: each sets layers of the document and returns rows by table ---------------------------------


def _find_zones(doc: Document) -> Rows:
    return {"zones": list(doc.zones)}


def _read_metadata(doc: Document) -> Rows:
    doc.metadata = read_metadata(doc)
    return {}


def _find_mentions(doc: Document) -> Rows:
    doc.mentions = Layer(people.find_mentions(doc))
    return {"mentions": doc.mentions.rows}


def _find_timexes(doc: Document) -> Rows:
    doc.timexes = Layer(timexes.find_timexes(doc))
    return {}


def _date_article(doc: Document) -> Rows:
    """Tell when the article was published: the day against which its dates are read."""
    dated, problems = dating.date_article(doc)
    doc.dating, doc.published = dated, Published(dated.published, dated.low, dated.high)
    return {"problems": list(problems)}


def _resolve_dates(doc: Document) -> Rows:
    doc.dates = Layer(timexes.resolve_dates(doc))
    return {"dates": doc.dates.rows}


def _describe_article(doc: Document) -> Rows:
    row = _describe(doc, doc.metadata, doc.dating or dating.Dating())
    return {"articles": [row], "problems": _doubt(doc, row)}


def _find_quotes(doc: Document) -> Rows:
    found = quotes.find_quotes(doc)
    sentiment.score_quotes(found)
    doc.quotes = Layer(found)
    return {"quotes": doc.quotes.rows}


def _find_meetings(doc: Document) -> Rows:
    doc.meetings = Layer(meetings.find_meetings(doc))
    return {"meetings": doc.meetings.rows}


def _find_claims(doc: Document) -> Rows:
    doc.claims = Layer(claims.find_claims(doc))
    return {"claims": doc.claims.rows}


def _find_labels(doc: Document) -> Rows:
    doc.labels = Layer(framing.find_labels(doc))
    return {"labels": doc.labels.rows}


def _find_loaded(doc: Document) -> Rows:
    doc.loaded = Layer(framing.find_loaded(doc))
    return {"loaded": doc.loaded.rows}


def _find_verbs(doc: Document) -> Rows:
    doc.verbs = Layer(framing.find_verbs(doc))
    return {"verbs": doc.verbs.rows}


def _find_sources(doc: Document) -> Rows:
    doc.sources = framing.find_sources(doc)
    return {"sources": doc.sources}


def _find_frames(doc: Document) -> Rows:
    doc.frames = Layer(framing.find_frames(doc))
    return {"frames": doc.frames.rows}


def _portray(doc: Document) -> Rows:
    doc.portrayals = framing.portray(doc)
    return {"portrayals": doc.portrayals}


def _describe_features(doc: Document) -> Rows:
    return {"features": [framing.describe_features(doc)]}


def _name_conduits(doc: Document) -> Rows:
    """Give the outlets through which words came the names of the reference."""
    for quote in doc.quotes:
        quote.conduit = name_outlet(quote.conduit, doc.reference)
    for source in doc.sources:
        source.conduit = name_outlet(source.conduit, doc.reference)
    return {}


def _cover_events(doc: Document) -> Rows:
    rows = framing.cover_events(doc.meetings.rows, doc.claims.rows, doc.quotes.rows, doc.sources, [doc])
    return {"coverage": rows}


STEPS: tuple[Callable[[Document], Rows], ...] = (
    _find_zones,
    _read_metadata,
    _find_mentions,
    _find_timexes,
    _date_article,
    _resolve_dates,
    _describe_article,
    _find_quotes,
    _find_meetings,
    _find_claims,
    _find_labels,
    _find_loaded,
    _find_verbs,
    _find_sources,
    _find_frames,
    _portray,
    _describe_features,
    _name_conduits,
    _cover_events,
)


# --- the row of the article itself ----------------------------------------------------------------------------------

FEWEST_WORDS = 10


def _doubt(doc: Document, row: Articles) -> list[Problems]:
    """Return what is doubtful about an article that was read: hardly any text, or another language."""
    if not doc.spans("body"):
        return [_problem(doc, "warning", "no body", "Nothing on this page reads like an article.")]
    if row.words < FEWEST_WORDS:
        return [_problem(doc, "warning", "no body", "Hardly any words on this page are not page furniture.")]
    if row.language not in ("en", None):
        why = f"It seems to be written in another language ({row.language}); the tools read English."
        return [_problem(doc, "warning", "not English", why)]
    return []


def _describe(doc: Document, metadata: Metadata, dated: dating.Dating) -> Articles:
    body = [sentence.zone == "body" for sentence in doc.sentences]
    return Articles(
        article_id=doc.article_id,
        path=doc.path,
        sha256=doc.sha256,
        format=cast(Any, doc.format),
        encoding=doc.encoding,
        language=metadata.language,
        title=metadata.title,
        byline=metadata.byline,
        outlet=metadata.outlet,
        outlet_basis=metadata.outlet_basis,
        agency=metadata.agency,
        published=dated.published,
        published_low=dated.low,
        published_high=dated.high,
        published_basis=cast(Any, dated.basis),
        published_why=dated.why,
        confidence=dated.confidence,
        machine_translated=metadata.machine_translated,
        words=sum(map(body.__getitem__, doc.words.sentences)),
    )
