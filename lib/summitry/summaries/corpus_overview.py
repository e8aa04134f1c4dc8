"""For notebook 00, and the end of each: what was read, how it was dated, what is wrong with it, how to repeat a run."""

from __future__ import annotations

import pandas as pd

from summitry.display import Table, evidence_page
from summitry.study import Study

ARTICLES = ["article_id", "outlet", "day", "published_basis", "confidence", "words", "furniture"]
WHY = ["published_why", "duplicate_of"]


def show_provenance(run: Study) -> Table:
    """Return the table that ends each notebook: parameters, digests, versions."""
    columns = {"what": "what", "value": "value"}
    return Table("provenance", run.provenance(), "What to quote to repeat this run", columns, limit=30)


def link_articles(frame: pd.DataFrame) -> list[str | None]:
    """Return each row's evidence page (None where the row belongs to no article)."""
    names = list(frame.article_id) if len(frame) else []
    return [f"evidence/{evidence_page(name)}.html" if isinstance(name, str) else None for name in names]


def list_articles(articles: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """Return a row per article, by date, with the columns ARTICLES and WHY.

    day: of publication, or an interval; furniture: share of the characters; published_why: the evidence.
    """
    length = zones.end - zones.start
    size = length.groupby(zones.article_id).sum()
    around = length[zones.zone.isin(["furniture", "masthead"])].groupby(zones.article_id).sum()
    rows = articles.assign(
        day=articles.published.fillna(articles.published_low.fillna("…") + " – " + articles.published_high.fillna("…")),
        furniture=(around / size).reindex(articles.article_id).fillna(0).astype("float64").to_numpy(),
    )
    order = ["published", "published_low", "article_id"]
    return rows.sort_values(order, na_position="last", kind="stable", ignore_index=True)[[*ARTICLES, *WHY]]


def count_dates(dates: pd.DataFrame) -> pd.DataFrame:
    """Return how many expressions of time were read in which way (columns: basis, expressions, articles, example)."""
    counted = dates.assign(basis=dates.basis.fillna("not stated")).groupby("basis", sort=True)
    found = counted.agg(expressions=("text", "size"), articles=("article_id", "nunique"), example=("text", "first"))
    return found.reset_index().sort_values(["expressions", "basis"], ascending=[False, True], ignore_index=True)


def count_bases(articles: pd.DataFrame) -> pd.DataFrame:
    """Return how many articles were dated by which evidence, and how sure: basis, articles, to_a_day, confidence."""
    grouped = articles.assign(basis=articles.published_basis.fillna("no evidence")).groupby("basis")
    rows = grouped.agg(
        articles=("article_id", "size"), to_a_day=("published", "count"), confidence=("confidence", "mean")
    )
    return rows.sort_values("articles", ascending=False, kind="stable").reset_index()


def count_outlets(articles: pd.DataFrame) -> pd.DataFrame:
    """Return articles, words, first and last day per outlet."""
    named = articles.assign(outlet=articles.outlet.fillna("outlet unknown"))
    rows = named.groupby("outlet").agg(
        articles=("article_id", "size"), words=("words", "sum"), first=("published", "min"), last=("published", "max")
    )
    return rows.sort_values(["articles", "words"], ascending=False, kind="stable").reset_index()


def count_exclusions(run: Study) -> pd.DataFrame:
    """Return how many articles the parameters leave out, by reason; the last row is what is left."""
    rows = [(reason, len(names)) for reason, names in run.exclusions.items()]
    rows.append(("selected: counted in these notebooks", len(run.selected)))
    return pd.DataFrame(rows, columns=["reason", "articles"])


def count_zones(zones: pd.DataFrame) -> pd.DataFrame:
    """Return characters and stretches per zone, most first: zone, stretches, characters, share."""
    sizes = zones.assign(characters=zones.end - zones.start).groupby("zone").characters.agg(["size", "sum"])
    rows = sizes.rename(columns={"size": "stretches", "sum": "characters"}).sort_values("characters", ascending=False)
    return rows.assign(share=rows.characters / max(int(rows.characters.sum()), 1)).reset_index()
