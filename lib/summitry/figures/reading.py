"""Figures of notebooks 00 and 04: how much of each file was article and when each was published, and how often what was
read is right."""

import datetime as dt
from typing import Any

import pandas as pd

from summitry.display import Figure
from summitry.figures import style
from summitry.figures.style import BLUE, GLYPHS, GREEN, GREY, LABEL_SIZE, ORANGE, PALE, PURPLE

MOST_ROWS = 40
ZONE_COLOURS = {"body": BLUE, "headline": GREEN, "caption": PURPLE, "furniture": PALE}
BASIS_MARKS = {
    "manifest": (BLUE, "o"),
    "metadata": (GREEN, "D"),
    "printed": (PURPLE, "s"),
    "masthead": (ORANGE, "v"),
    "inferred": (ORANGE, "^"),
}
DATED = ["article_id", "published", "published_low", "published_high", "published_basis", "confidence"]
MEASURED = "Annotation against tables."


def draw_zones(zones: pd.DataFrame) -> Figure:
    """Return a bar per article: how much of the file was article, how much the page around it; of more than MOST_ROWS
    articles, how many had how much around them."""
    kinds = zones.zone.where(zones.zone.isin(["body", "headline", "caption"]), "furniture")
    sizes = (zones.end - zones.start).groupby([zones.article_id, kinds]).sum().unstack(fill_value=0)
    sizes = sizes.reindex(columns=list(ZONE_COLOURS), fill_value=0).astype("int64")
    total = int(sizes.to_numpy().sum())
    share = 1 - sizes.furniture.sum() / total if total else 0.0
    title, source = f"{share:.0%} of the characters read are article; the rest is the page around it", "Table zones."
    if sizes.empty:
        return style.draw_nothing("zones", "No article was read", "nothing to draw", source, sizes)
    if len(sizes) > MOST_ROWS:
        return _draw_many_zones(title, sizes)
    key = "characters of each file: ■ body  ■ headline  ■ caption  □ page furniture"
    shown = sizes.iloc[::-1]
    figure, axes = style.new_rows(title, style.shorten_apart(shown.index, 30), key)
    left = shown.body * 0
    for kind, colour in ZONE_COLOURS.items():
        look = {"color": colour, "edgecolor": "white", "lw": 0.6, "hatch": "////" if kind == "furniture" else None}
        axes.barh(range(len(shown)), shown[kind], left=left, height=0.72, **look)
        left = left + shown[kind]
    axes.set_xlabel("characters")
    axes.spines["left"].set_visible(False)
    body = sizes.body.sum() / max(total, 1)
    alt = f"Bars for {len(sizes):,} articles; body is {body:.0%} of all characters, furniture {1 - share:.0%}."
    caption = f"{len(sizes):,} articles, {total:,} characters."
    return Figure("zones", figure, alt, caption, source, sizes.reset_index())


def _draw_many_zones(title: str, sizes: pd.DataFrame) -> Figure:
    shares = sizes.furniture / sizes.sum(axis=1).clip(lower=1)
    figure, axes = style.new_figure(title, 2.4)
    axes.hist(shares, bins=20, range=(0, 1), color=BLUE, edgecolor="white")
    axes.set(xlabel="share of a file that is page furniture", ylabel="articles")
    axes.locator_params("y", integer=True)
    alt = f"Histogram of the furniture share of {len(sizes):,} articles; the median is {shares.median():.0%}."
    return Figure("zones", figure, alt, f"{len(sizes):,} articles.", "Table zones.", sizes.reset_index())


def draw_publication_dates(articles: pd.DataFrame) -> Figure:
    """Return each article's publication date, or its interval where the day is not known, by kind of evidence; of more
    than MOST_ROWS articles, how many were published in each year."""
    known = articles.published.notna()
    bounded = articles[known | (articles.published_low.notna() & articles.published_high.notna())]
    bounded = bounded.sort_values(["published_low", "article_id"], na_position="last").iloc[::-1]
    title, source = f"{int(known.sum()):,} of {len(articles):,} articles could be dated to a day", "Table articles."
    if bounded.empty:
        return style.draw_nothing("publication-dates", title, "no article could be dated", source, bounded[DATED])
    if len(bounded) > MOST_ROWS:
        return _draw_many_dates(articles, title)
    used = {basis: mark for basis, mark in BASIS_MARKS.items() if (bounded.published_basis == basis).any()}
    marks = "   ".join(f"{GLYPHS[marker]} {basis}" for basis, (_, marker) in used.items())
    key = f"{marks}   — interval where only bounds are known"
    figure, axes = style.new_rows(title, style.shorten_apart(bounded.article_id, 30), key, 0.28)
    days: list[dt.date] = []
    for row, article in enumerate(bounded.itertuples()):
        days += _draw_date(axes, row, article)
    style.year_axis(axes, min(days), max(days))
    axes.grid(axis="x")
    unbounded = len(articles) - len(bounded)
    alt = f"{int(known.sum()):,} of {len(articles):,} articles have a publication day; {unbounded:,} have no bounds at all."
    caption = f"{len(articles):,} articles; {unbounded:,} without any bound are not drawn."
    return Figure("publication-dates", figure, alt, caption, source, bounded[DATED])


def _draw_date(axes: Any, row: int, article: Any) -> list[dt.date]:
    """Draw when one article was published; return the days that the drawing reaches to."""
    low, high, best = (
        dt.date.fromisoformat(value) if isinstance(value, str) else None
        for value in (article.published_low, article.published_high, article.published)
    )
    colour, marker = BASIS_MARKS.get(str(article.published_basis), (GREY, "o"))
    if low and high and (best is None or low < high):
        axes.plot([low, high], [row, row], color=GREY, lw=2.2, solid_capstyle="round", zorder=2)
    if best:
        axes.scatter([best], [row], color=colour, marker=marker, s=34, zorder=3)
    return [day for day in (low, high, best) if day]


def _draw_many_dates(articles: pd.DataFrame, title: str) -> Figure:
    years = articles.published.dropna().str[:4].astype(int).value_counts().sort_index()
    figure, axes = style.new_figure(title, 2.4)
    axes.bar(years.index, years, color=BLUE, width=0.8)
    axes.set_ylabel("articles")
    axes.locator_params(integer=True)
    axes.grid(axis="y")
    undated = int(articles.published.isna().sum())
    alt = "Articles by year of publication: " + ", ".join(f"{year} {n}" for year, n in years.items())
    data = years.rename("articles").rename_axis("year").reset_index()
    caption = f"{len(articles):,} articles; {undated:,} without a day are not drawn."
    return Figure("publication-dates", figure, alt, caption, "Table articles.", data)


def draw_scores(scores: pd.DataFrame, where: str) -> Figure:
    """Return F1 per table with its interval. *scores*: columns table, f1, low, high, n_gold; *where*: whose articles."""
    if scores.empty:
        title = "There is no annotation to measure against"
        return style.draw_nothing("scores", title, "nothing annotated", MEASURED, scores)
    shown = scores.sort_values("f1", kind="stable")
    title = f"Read worst: {shown.table.iloc[0]}, F1 {shown.f1.iloc[0]:.2f}"
    key = f"F1 against the annotation {where}\n95 % bootstrap interval   n: annotated rows"
    figure, axes = style.new_rows(title, list(shown.table), key)
    axes.hlines(range(len(shown)), shown.low.astype(float), shown.high.astype(float), color=BLUE, lw=2)
    axes.scatter(shown.f1, range(len(shown)), color=BLUE, s=46, zorder=3)
    for row, n in enumerate(shown.n_gold):
        style.write_beside(axes, 1.0, row, f"n={n}")
    axes.set(xlim=(0, 1.16), xticks=[0, 0.25, 0.5, 0.75, 1])
    axes.grid(axis="x")
    alt = "F1 per table: " + ", ".join(f"{r.table} {r.f1:.2f}" for r in shown.iloc[::-1].itertuples())
    return Figure("scores", figure, alt, f"{len(shown)} tables {where}.", MEASURED, scores)


FEW = 5  # A share of fewer rows is drawn hollow: it says little


def draw_calibration(bins: pd.DataFrame, where: str) -> Figure:
    """Return small multiples, one for each thing that states how sure it is: the share right of rows by confidence.
    *bins*: columns what, confidence, n, right, low, high; *where*: whose articles."""
    if bins.empty:
        return style.draw_nothing("calibration", "No confidence to check", "nothing annotated", MEASURED, bins)
    off = ((bins.right - bins.confidence).abs() * bins.n).groupby(bins.what, sort=False).sum()
    off = (off / bins.n.groupby(bins.what, sort=False).sum()).rename_axis("what")
    title = f"Stated confidence is off by {off.min():.2f} on average ({off.idxmin()})"
    title += f" to {off.max():.2f} ({off.idxmax()})" if len(off) > 1 else ""
    key = f"share right by stated confidence {where}\non the line, confidence keeps its word   line: 95 % interval\n"
    key += f"numbers: rows   hollow: under {FEW} rows, too few to tell"
    figure, grid = style.new_figure(title, 1.9 * -(-len(off) // 2), key, (-(-len(off) // 2), 2))
    for axes in grid.flat[len(off) :]:
        axes.set_axis_off()
    for axes, (what, part) in zip(grid.flat, bins.groupby("what", sort=False), strict=False):
        axes.plot([0, 1], [0, 1], color=GREY, lw=1, ls=(0, (4, 3)))
        axes.vlines(part.confidence, part.low.astype(float), part.high.astype(float), color=BLUE, lw=1.4)
        fill = [BLUE if n >= FEW else "white" for n in part.n]
        axes.scatter(part.confidence, part.right, color=fill, edgecolor=BLUE, s=34, zorder=3)
        for line in part.itertuples():
            axes.text(line.confidence, -0.14, f"{line.n}", ha="center", fontsize=LABEL_SIZE)
        axes.set_title(f"{what}: {int(part.n.sum())}, off by {off[what]:.2f}", fontsize=LABEL_SIZE + 1, loc="left")
        axes.set(xlim=(0, 1.05), ylim=(-0.18, 1.08), xticks=(0, 0.5, 1), yticks=(0, 0.5, 1))
    listed = "; ".join(f"{r.what} {r.confidence:.2f}: {r.right:.2f} of {r.n}" for r in bins.itertuples())
    caption = f"{int(bins.n.sum())} rows {where}. A meeting is right with its day, mode and status, a claim with count and verdict."
    return Figure("calibration", figure, f"Confidence and share right: {listed}", caption, MEASURED, bins)
