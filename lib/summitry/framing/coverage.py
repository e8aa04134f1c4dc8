"""Coverage: which facts of one meeting each article on it tells or leaves out."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal

from summitry.framing.phrases import PhraseList, read_word_row
from summitry.schema import Coverage
from summitry.text import Document, read_words

Fact = Literal["date", "place", "documents signed", "remarks", "count claims", "critics' voices"]
FACTS: tuple[Fact, ...] = ("date", "place", "documents signed", "remarks", "count claims", "critics' voices")
SPOKEN = frozenset({"direct", "fragment", "indirect"})
CRITICAL_TYPES = frozenset({"expert", "anonymous"})


@functools.cache
def coverage_cues() -> PhraseList[str]:
    """Return the words that show that a fact is told."""
    return PhraseList((row["cue"], row["fact"]) for row in read_words("coverage_cues"))


def cover_events(meetings: Any, claims: Any, quotes: Any, sources: Any, articles: Iterable[Document]) -> list[Coverage]:
    """Return one row for each recorded meeting, article that reports it as held, and fact, in that order.

    The tables come as rows or as DataFrames. *date* and *place*: the report states them (date to the month at
    least). *documents signed*: the article speaks of signing or of a joint statement. *remarks*: a participant is
    quoted. *count claims*: the article tells how often they have met. *critics' voices*: an expert, an unnamed source
    or critics are heard, participants apart.
    """
    reports: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in as_rows(meetings):
        if row.meeting_id and row.status == "held":
            reports[row.meeting_id, row.article_id].append(row)
    told = _facts_by_article(claims, quotes, sources, articles, {article for _, article in reports})
    return [
        Coverage(meeting_id=meeting, article_id=article, fact=fact, present=_is_told(fact, rows, told.get(article, {})))
        for (meeting, article), rows in sorted(reports.items())
        for fact in FACTS
    ]


def as_rows(table: Any) -> Iterator[Any]:
    """Yield the rows of *table* (schema rows, or a DataFrame), nulls as None."""
    if hasattr(table, "itertuples"):
        table = table.astype(object).where(table.notna(), None).itertuples(index=False)
    yield from table


def _facts_by_article(
    claims: Any, quotes: Any, sources: Any, articles: Iterable[Document], wanted: set[str]
) -> Mapping[str, Mapping[str, set[str]]]:
    """Return for each wanted article what it tells: speakers quoted, claims made, types of source, cues found."""
    told: dict[str, dict[str, set[str]]] = {name: defaultdict(set) for name in wanted}
    for row in as_rows(quotes):
        if row.article_id in wanted and row.kind in SPOKEN and row.speaker:
            told[row.article_id]["speakers"].add(row.speaker)
    for row in as_rows(claims):
        if row.article_id in wanted:
            told[row.article_id]["cues"].add("count claims")
    for row in as_rows(sources):
        if row.article_id in wanted and row.source_type in CRITICAL_TYPES:
            told[row.article_id]["critics"].add(row.source)
    for article in articles:
        if article.article_id in wanted:
            cues = (hit.says for hit in coverage_cues().find(read_word_row(article)))
            told[article.article_id]["cues"].update(cues)
    return told


def _is_told(fact: str, reports: Iterable[Any], told: Mapping[str, set[str]]) -> bool:
    participants = {name for row in reports for name in row.participants.split(";")}
    if fact == "date":
        return any(row.precision in ("day", "month") for row in reports)
    if fact == "place":
        return any(row.place or row.country for row in reports)
    if fact == "remarks":
        return bool(participants & told.get("speakers", set()))
    critics = told.get("critics", set()) - participants if fact == "critics' voices" else set()
    return fact in told.get("cues", set()) or bool(critics)
