"""The list of evidence on a report's first page: by article, by person, by date of meeting."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from summitry.display import evidence_page
from summitry.report.notes import Row, list_rows

MOST_LINES, MOST_LINKS = 60, 8
"""Of each list on the report's first page, and of articles beside a person there."""
MOST_LINES_IN_ALL, MOST_LINKS_IN_ALL = 2000, 200
"""The same on the page that lists all evidence, which must remain one that a phone can open."""
ALL = "evidence/index.html"


def is_cut(corpus: Any) -> bool:
    """Tell whether the first page lists only a part of the evidence, so that a page that lists all is wanted."""
    said = corpus.quotes.groupby("speaker").article_id.nunique()
    lines = (len(corpus.articles), corpus.meetings.date.notna().sum(), len(said))
    return bool(max(lines) > MOST_LINES or said.max() > MOST_LINKS)


def list_evidence(corpus: Any, most: int = MOST_LINES, most_links: int = MOST_LINKS) -> list[dict[str, Any]]:
    """Return the evidence by article, by person and by date, at most *most* lines each and *most_links* links a line."""
    articles = sorted(list_rows(corpus.articles), key=lambda row: (row["published"] or "9999", row["article_id"]))
    page = {row["article_id"]: f"evidence/{evidence_page(row['article_id'])}.html" for row in articles}
    by_article = [
        {
            "href": page[row["article_id"]],
            "words": row["title"] or row["article_id"],
            "note": ", ".join(part for part in (row["outlet"], row["published"]) if part),
        }
        for row in articles
    ]
    parts = [("by-article", "By article", by_article)]
    parts.append(("by-person", "By person", _list_people(corpus, page, most_links)))
    parts.append(("by-date", "By date of meeting", _list_dates(corpus, page)))
    return [
        {"anchor": f"evidence-{anchor}", "heading": heading, "rows": rows[:most] + _more(rows, most, anchor)}
        for anchor, heading, rows in parts
    ]


def _more(rows: Sequence[Any], most: int, anchor: str) -> list[dict[str, Any]]:
    """Return the line that leads from the first *most* rows to all of them."""
    if len(rows) <= most:
        return []
    href = f"{ALL}#evidence-{anchor}" if most < MOST_LINES_IN_ALL else ""
    return [{"href": href, "words": f"and {len(rows) - most:,} more", "note": ""}]


def _list_people(corpus: Any, page: Mapping[str, str], most: int) -> list[dict[str, Any]]:
    said: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in list_rows(corpus.quotes):
        if row["speaker"] and row["kind"] not in ("title", "scare"):
            said[row["speaker"]][row["article_id"]].append(row["start"])
    ranked = sorted(said.items(), key=lambda item: (-sum(map(len, item[1].values())), item[0]))
    return [
        {
            "words": name,
            "note": f"{_count(sum(map(len, places.values())), 'quotation')} in {_count(len(places), 'article')}:",
            "links": [
                (f"{page[article]}#quotes-{starts[0]}", f"{article} ({len(starts)})")
                for article, starts in sorted(places.items())[:most]
            ]
            + ([(f"{ALL}#evidence-by-person", f"and {len(places) - most:,} more")] if len(places) > most else []),
        }
        for name, places in ranked
    ]


def _list_dates(corpus: Any, page: Mapping[str, str]) -> list[dict[str, Any]]:
    dated = sorted(
        (row for row in list_rows(corpus.meetings) if row["date"]),
        key=lambda r: (r["date"], r["article_id"], r["start"]),
    )
    return [
        {
            "href": f"{page[row['article_id']]}#meetings-{row['start']}",
            "words": f"{_say_days(row)}, {row['place'] or 'place not stated'}",
            "note": row["article_id"],
        }
        for row in dated
    ]


def _say_days(row: Row) -> str:
    """Return the day of a meeting, or as much of it as was read.

    >>> _say_days({"date": "2024-05-01", "date_high": "2024-05-31", "precision": "month"})
    '2024-05'
    >>> _say_days({"date": "2019-06-05", "date_high": "2019-06-07", "precision": "day"})
    '2019-06-05 to 2019-06-07'
    """
    first, last = str(row["date"]), str(row["date_high"] or row["date"])
    for precision, whole, length in (("year", ("01-01", "12-31"), 4), ("month", ("01", ("28", "29", "30", "31")), 7)):
        if row["precision"] == precision and first[:length] == last[:length]:
            begins, ends = first[length + 1 :] == whole[0], last[length + 1 :] in whole[1]
            if begins and ends:
                return first[:length]
    return first if first == last else f"{first} to {last}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
