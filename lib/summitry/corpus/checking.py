"""A look at articles: what would be read from them, and what is wrong with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from summitry.articles import reading
from summitry.corpus.chunks import read_known, spread
from summitry.corpus.loading import open_articles
from summitry.corpus.parts import read_parts
from summitry.corpus.sorting import sort_rows
from summitry.statistics import count_of
from summitry.storage import as_frame

if TYPE_CHECKING:
    import pyarrow as pa


def check_articles(articles: Any, **options: Any) -> Iterator[str]:
    """Yield what parse would read from *articles* and what is wrong with it, line by line; write nothing.

    *options*: roster, reference, workers, scheduler, largest, as for parse.
    """
    known = read_known(options.get("roster"), options.get("reference"))
    lines: list[tuple[str, str]] = []
    severities: Counter[str] = Counter()
    problems: list[pa.Table] = []
    with spread(known, options.get("workers", 1), options.get("scheduler")) as read:
        for part in read_parts(open_articles(articles, options.get("largest", reading.LARGEST_TEXT)), read, None, ""):
            lines += [
                (row.article_id, _describe(row)) for row in as_frame("articles", part.table("articles")).itertuples()
            ]
            problems.append(part.table("problems"))
    for _, line in sorted(lines):
        yield line
    for row in as_frame("problems", sort_rows("problems", problems)).itertuples():
        severities[row.severity] += 1
        yield f"{row.severity}: {_or(row.article_id, _or(row.path, 'input'))}: {row.what}: {row.why}"
    yield f"{count_of(len(lines), 'article')}; problems: " + ", ".join(
        count_of(severities[s], s) for s in ("error", "warning", "note")
    )


def _describe(row: Any) -> str:
    """Return an article's line."""
    interval = f"{_or(row.published_low, '?')} to {_or(row.published_high, '?')}"
    facts = f"{row.words} words, {_or(row.outlet, 'outlet unknown')}, published {_or(row.published, interval)}"
    return f"{row.article_id}: {facts} ({row.confidence:.0%} sure)"


def _or(value: Any, otherwise: str) -> str:
    return value if isinstance(value, str) else otherwise
