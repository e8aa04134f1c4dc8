"""Figures of notebook 00: how much of each file was article, and when each was published."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from summitry.display import Figure
from summitry.figures.style import (
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PALE,
    PURPLE,
    cap_rows,
    new_figure,
    say_empty,
    shorten_apart,
    year_axis,
)

if TYPE_CHECKING:
    import pandas as pd

MOST_ROWS = 40
ZONE_COLOURS = {"body": BLUE, "headline": GREEN, "caption": PURPLE, "furniture": PALE}
BASIS_MARKS = {
    "manifest": (BLUE, "o"),
    "metadata": (GREEN, "D"),
    "printed": (PURPLE, "s"),
    "masthead": (ORANGE, "v"),
    "inferred": (ORANGE, "^"),
}


def count_zone_characters(zones: pd.DataFrame) -> pd.DataFrame:
    """Return characters per article and kind of zone, all that is not article counted as furniture.

    Index: article_id; columns: body, headline, caption, furniture (int64, characters).
    """
    kinds = zones.zone.where(zones.zone.isin(["body", "headline", "caption"]), "furniture")
    sizes = (zones.end - zones.start).groupby([zones.article_id, kinds]).sum().unstack(fill_value=0)
    return sizes.reindex(columns=list(ZONE_COLOURS), fill_value=0).astype("int64")


def draw_zones(zones: pd.DataFrame) -> Figure:
    """Return a bar per article: how much of the file was article, how much the page around it."""
    sizes = count_zone_characters(zones)
    total = int(sizes.to_numpy().sum())
    share = 1 - sizes.furniture.sum() / total if total else 0.0
    title = f"{share:.0%} of the characters read are article; the rest is the page around it"
    if len(sizes) > MOST_ROWS:
        return _draw_many_zones(sizes, title)
    figure, axes = new_figure(
        title, cap_rows(len(sizes)), "characters of each file: ■ body  ■ headline  ■ caption  □ page furniture"
    )
    shown = sizes.iloc[::-1]
    left = shown.body * 0
    for kind, colour in ZONE_COLOURS.items():
        axes.barh(
            range(len(shown)),
            shown[kind],
            left=left,
            color=colour,
            edgecolor="white",
            lw=0.6,
            height=0.72,
            hatch="////" if kind == "furniture" else None,
        )
        left = left + shown[kind]
    axes.set_yticks(range(len(shown)), shorten_apart(shown.index, 30))
    axes.set_xlabel("characters")
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)
    alt = f"Bars for {len(sizes):,} articles; body is {sizes.body.sum() / max(total, 1):.0%} of all characters, furniture {1 - share:.0%}."
    return Figure(
        "zones", figure, alt, f"{len(sizes):,} articles, {total:,} characters.", "Table zones.", sizes.reset_index()
    )


def _draw_many_zones(sizes: pd.DataFrame, title: str) -> Figure:
    shares = sizes.furniture / sizes.sum(axis=1).clip(lower=1)
    figure, axes = new_figure(title, 2.4)
    axes.hist(shares, bins=20, range=(0, 1), color=BLUE, edgecolor="white")
    axes.set_xlabel("share of a file that is page furniture")
    axes.set_ylabel("articles")
    axes.yaxis.get_major_locator().set_params(integer=True)
    alt = f"Histogram of the furniture share of {len(sizes):,} articles; the median is {shares.median():.0%}."
    return Figure("zones", figure, alt, f"{len(sizes):,} articles.", "Table zones.", sizes.reset_index())


def _day(value: Any) -> dt.date | None:
    return dt.date.fromisoformat(value) if isinstance(value, str) else None


def draw_publication_dates(articles: pd.DataFrame) -> Figure:
    """Return each article's publication date, or its interval where the day is not known, by kind of evidence."""
    known = articles.published.notna()
    bounded = articles[known | (articles.published_low.notna() & articles.published_high.notna())]
    bounded = bounded.sort_values(["published_low", "article_id"], na_position="last").iloc[::-1]
    title = f"{int(known.sum()):,} of {len(articles):,} articles could be dated to a day"
    if len(bounded) > MOST_ROWS:
        return _draw_many_dates(articles, title)
    marks = "   ".join(f"{_glyph(basis)} {basis}" for basis in BASIS_MARKS if (bounded.published_basis == basis).any())
    figure, axes = new_figure(
        title, cap_rows(min(len(bounded), MOST_ROWS), 0.28), marks + "   — interval where only bounds are known"
    )
    days: list[dt.date] = []
    for row, article in enumerate(bounded.itertuples()):
        low, high, best = (_day(value) for value in (article.published_low, article.published_high, article.published))
        colour, marker = BASIS_MARKS.get(str(article.published_basis), (GREY, "o"))
        if low and high and (best is None or low < high):
            axes.plot([low, high], [row, row], color=GREY, lw=2.2, solid_capstyle="round", zorder=2)
        if best:
            axes.scatter([best], [row], color=colour, marker=marker, s=34, zorder=3)
        days += [day for day in (low, high, best) if day]
    if days:
        year_axis(axes, min(days), max(days))
    names = shorten_apart(bounded.article_id, 30) if len(bounded) <= MOST_ROWS else []
    axes.set_yticks(range(len(names)), names)
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    if not len(bounded):
        say_empty(axes, "no article could be dated")
    unbounded = len(articles) - len(bounded)
    alt = f"{int(known.sum()):,} of {len(articles):,} articles have a publication day; {unbounded:,} have no bounds at all."
    columns = ["article_id", "published", "published_low", "published_high", "published_basis", "confidence"]
    return Figure(
        "publication-dates",
        figure,
        alt,
        f"{len(articles):,} articles; {unbounded:,} without any bound are not drawn.",
        "Table articles.",
        bounded[columns],
    )


def _draw_many_dates(articles: pd.DataFrame, title: str) -> Figure:
    """Return a bar per year of publication: with thousands of articles a row each says nothing."""
    years = articles.published.dropna().str[:4].astype(int).value_counts().sort_index()
    figure, axes = new_figure(title, 2.4)
    axes.bar(years.index, years, color=BLUE, width=0.8)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_ylabel("articles")
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="y")
    open_ = int(articles.published.isna().sum())
    alt = "Articles by year of publication: " + ", ".join(f"{year} {n}" for year, n in years.items())
    data = years.rename("articles").rename_axis("year").reset_index()
    caption = f"{len(articles):,} articles; {open_:,} without a day are not drawn."
    return Figure("publication-dates", figure, alt, caption, "Table articles.", data)


def _glyph(basis: str) -> str:
    return {"o": "●", "D": "◆", "s": "■", "v": "▼", "^": "▲"}[BASIS_MARKS[basis][1]]
