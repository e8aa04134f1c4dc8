"""The chain over one article: every table's rows that depend on it alone."""

from __future__ import annotations

from typing import Any, cast

from summitry import claims as claims_
from summitry import dating, framing, meetings, people, quotes, sentiment, timexes
from summitry.articles import READABLE, Article, reading
from summitry.people import Roster
from summitry.reference import Reference, name_outlet
from summitry.schema import TABLES, Articles, Problems

Rows = dict[str, list[Any]]
"""Rows by table name."""


def read_article(article: Article, roster: Roster, reference: Reference) -> Rows:
    """Return the rows of every table that depend on *article* alone.

    A step that fails on this article costs its rows, not the run: the failure is a row of ``problems``.
    """
    rows: Rows = {table: [] for table in TABLES}
    try:
        _read_steps(article, roster, reference, rows)
    except Exception as error:  # one unreadable article must not end a run over a million
        rows = {table: [] for table in TABLES}
        rows["problems"].append(describe_failure(article, error))
    return rows


def describe_failure(article: Article, error: Exception) -> Problems:
    """Return the row that says that *article* could not be parsed."""
    return _problem(article, "error", "could not be parsed", f"{type(error).__name__}: {error}")


def _problem(article: Article, severity: Any, what: str, why: str) -> Problems:
    return Problems(article_id=article.article_id, path=article.path, severity=severity, what=what, why=why)


def _read_steps(article: Article, roster: Roster, reference: Reference, rows: Rows) -> None:
    head = reading.read_head(article, reference.outlets)
    rows["zones"] = list(article.zones)
    rows["mentions"] = people.find_mentions(article, roster)
    found = timexes.find_timexes(article.text, article.spans(*READABLE, "dateline", "byline"))
    stated = (head.published_stated, head.published_basis)
    events = dating.known_events(reference)
    dated, rows["problems"] = dating.date_article(article, found, rows["mentions"], roster, events, stated)
    published = (dated.published, dated.low, dated.high)
    rows["dates"] = timexes.resolve(article.text, article.article_id, found, dated.anchor, dated.year)
    rows["quotes"] = quotes.find_quotes(article, roster, rows["mentions"])
    sentiment.score_quotes(rows["quotes"])
    scene = meetings.Scene(article, rows["mentions"], rows["dates"], roster)
    rows["meetings"] = meetings.find_meetings(
        article, rows["mentions"], rows["dates"], published, reference, roster, scene
    )
    rows["claims"] = claims_.find_claims(
        article, rows["mentions"], rows["quotes"], rows["dates"], published, reference, roster, scene
    )
    words = framing.read_word_row(article, rows["quotes"])
    framed = framing.read_framing(article, roster, rows["mentions"], rows["quotes"], reference, words)
    for table in ("labels", "loaded", "verbs", "sources", "frames", "portrayals", "features"):
        rows[table] = list(getattr(framed, table))
    for row in (*rows["quotes"], *rows["sources"]):
        row.conduit = name_outlet(row.conduit, reference)
    rows["articles"] = [_describe(article, head, dated, words.count([s.zone == "body" for s in article.sentences]))]
    rows["coverage"] = framing.cover_events(
        rows["meetings"], rows["claims"], rows["quotes"], rows["sources"], [article]
    )
    rows["problems"] += _doubt(article, rows["articles"][0])


FEWEST_WORDS = 10


def _doubt(article: Article, row: Articles) -> list[Problems]:
    """Return what is doubtful about an article that was read: hardly any text, or another language."""
    if not article.spans("body"):
        return [_problem(article, "warning", "no body", "Nothing on this page reads like an article.")]
    if row.words < FEWEST_WORDS:
        return [_problem(article, "warning", "no body", "Hardly any words on this page are not page furniture.")]
    if row.language not in ("en", None):
        why = f"It seems to be written in another language ({row.language}); the tools read English."
        return [_problem(article, "warning", "not English", why)]
    return []


def _describe(article: Article, head: reading.Head, dated: dating.Dating, words: int) -> Articles:
    return Articles(
        article_id=article.article_id,
        path=article.path,
        sha256=article.sha256,
        format=cast(Any, article.format),
        encoding=article.encoding,
        language=head.language,
        title=head.title,
        byline=head.byline,
        outlet=head.outlet,
        outlet_basis=head.outlet_basis,
        agency=head.agency,
        published=dated.published,
        published_low=dated.low,
        published_high=dated.high,
        published_basis=cast(Any, dated.basis),
        published_why=dated.why,
        confidence=dated.confidence,
        machine_translated=head.machine_translated,
        words=words,
    )
