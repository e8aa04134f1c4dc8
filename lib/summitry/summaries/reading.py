"""For notebook 00: what was read, how it was dated, what is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.display import evidence_page

if TYPE_CHECKING:
    import pandas as pd

    from summitry.study import Study


def list_articles(articles: pd.DataFrame, zones: pd.DataFrame) -> pd.DataFrame:
    """Return a row per article, by date: article_id, outlet, published (a day or an interval), basis, confidence,
    words, furniture (share of characters), why."""
    size = (zones.end - zones.start).groupby(zones.article_id).sum()
    furniture = (zones.end - zones.start)[zones.zone.isin(["furniture", "masthead"])].groupby(zones.article_id).sum()
    rows = articles.assign(
        day=articles.published.fillna(articles.published_low.fillna("…") + " – " + articles.published_high.fillna("…")),
        furniture=(furniture / size).reindex(articles.article_id).fillna(0).astype("float64").to_numpy(),
    )
    rows = rows.sort_values(
        ["published", "published_low", "article_id"], na_position="last", kind="stable", ignore_index=True
    )
    columns = [
        "article_id",
        "outlet",
        "day",
        "published_basis",
        "confidence",
        "words",
        "furniture",
        "published_why",
        "duplicate_of",
    ]
    return rows[columns]


def link_articles(frame: pd.DataFrame) -> list[str | None]:
    """Return each row's evidence page (None where the row belongs to no article)."""
    return [f"evidence/{evidence_page(name)}.html" if isinstance(name, str) else None for name in frame.article_id]


def count_dates(dates: pd.DataFrame) -> pd.DataFrame:
    """Return how many expressions of time were read in which way (columns: basis, expressions, articles, example)."""
    counted = dates.assign(basis=dates.basis.fillna("not stated")).groupby("basis", sort=True)
    found = counted.agg(expressions=("text", "size"), articles=("article_id", "nunique"), example=("text", "first"))
    return found.reset_index().sort_values(["expressions", "basis"], ascending=[False, True], ignore_index=True)


def count_bases(articles: pd.DataFrame) -> pd.DataFrame:
    """Return how many articles were dated by which evidence, and how sure: basis, articles, dated to a day, confidence."""
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
    import pandas as pd

    rows = [{"reason": reason, "articles": len(names)} for reason, names in run.exclusions.items()]
    rows.append({"reason": "selected: counted in these notebooks", "articles": len(run.selected)})
    return pd.DataFrame(rows)


def count_zones(zones: pd.DataFrame) -> pd.DataFrame:
    """Return characters and stretches per zone, most first: zone, stretches, characters, share."""
    sizes = zones.assign(characters=zones.end - zones.start).groupby("zone").characters.agg(["size", "sum"])
    rows = sizes.rename(columns={"size": "stretches", "sum": "characters"}).sort_values("characters", ascending=False)
    return rows.assign(share=rows.characters / max(int(rows.characters.sum()), 1)).reset_index()
