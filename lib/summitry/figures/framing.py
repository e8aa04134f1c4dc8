"""Figures of notebook 03: who is quoted, which frames, which words, what is shared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from summitry.display import Figure
from summitry.figures.style import (
    BLUE,
    GREY,
    INK,
    PALE,
    RED,
    SERIES,
    cap_rows,
    draw_nothing,
    hide_spines,
    label_rows,
    new_figure,
    shorten,
    shorten_apart,
    write_beside,
)

MOST_OUTLETS = 20
MOST_SERIES = 6
"""Outlets that can be told apart by colour and marker."""
MOST_NUMBERED = 10
"""Articles in a matrix whose cells still have room for a number."""
MOST_IN_MATRIX = 24
"""Articles that a matrix of shared copy can name."""
SOURCES = ["official", "state media", "wire", "outlet", "expert", "anonymous", "not in our lists"]
SOURCE_COLOURS = {kind: colour for kind, (colour, _) in zip(SOURCES, SERIES, strict=True)}


def draw_sourcing(shares: pd.DataFrame) -> Figure:
    """Return who is quoted, by outlet. *shares*: index outlet, columns source types, values words quoted; column articles."""
    counts, data = shares.drop(columns="articles"), shares.rename_axis("published by").reset_index()
    totals, words = counts.sum(axis=1), int(counts.to_numpy().sum())
    if not words:
        title = "Nobody is quoted in these articles"
        return draw_nothing("sourcing", title, "no quoted words", "Table sources.", data)
    official = (counts["official"].sum() if "official" in counts else 0) / words
    order = totals.sort_values(kind="stable").index[-MOST_OUTLETS:]
    key = "share of quoted words   n: articles, words"
    figure, axes = new_figure(f"Officials speak {official:.0%} of the quoted words", cap_rows(len(order)), key)
    left = 0.0 * totals[order]
    for kind in [kind for kind in SOURCES if kind in counts and counts[kind].sum()]:
        share = (counts.loc[order, kind] / totals[order].clip(lower=1)).fillna(0)
        look = {"color": SOURCE_COLOURS[kind], "edgecolor": "white", "lw": 0.6, "label": kind}
        axes.barh(range(len(order)), share, left=left, height=0.7, **look)
        left = left + share
    for row, outlet in enumerate(order):
        write_beside(axes, 1, row, f"{shares.articles[outlet]}, {int(totals[outlet])}")
    label_rows(axes, shorten_apart(order))
    axes.set_xlim(0, 1.14)
    axes.set_xticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    hide_spines(axes, "bottom")
    _add_legend(figure, 4)
    outlets = f"{len(shares):,} outlets"
    alt = f"Share of quoted words by type of source for {outlets}; officials have {official:.0%} over all."
    caption = f"{words:,} quoted words in {int(shares.articles.sum()):,} articles of {outlets}."
    return Figure("sourcing", figure, alt, caption, "Table sources.", data)


def _add_legend(figure: Any, columns: int) -> None:
    """Add a legend below the axes, which the layout makes room for."""
    look = {"frameon": False, "fontsize": 8.8, "handlelength": 1, "columnspacing": 1}
    figure.legend(loc="outside lower left", ncols=columns, **look)


def draw_frames(rates: pd.DataFrame) -> Figure:
    """Return how often each outlet uses each frame. *rates*: columns outlet, frame, rate, low, high, sentences, articles.

    Up to six outlets have a colour, a marker and an interval each; of more, each is a grey dot beside their mean.
    """
    if rates.empty:
        return draw_nothing("frames", "No frame was found", "no sentence has a cue", "Table frames.", rates)
    means = rates.groupby("frame").rate.mean().sort_values(kind="stable")
    frames, outlets = list(means.index), rates.groupby("outlet").sentences.first()
    outlets = list(outlets.sort_values(ascending=False, kind="stable").index)
    many = len(outlets) > MOST_SERIES
    key = "a dot per outlet   ◆ their mean" if many else "a mark per outlet, 95 % interval where n allows"
    key = f"share of sentences outside quotations with a cue\n{key}"
    figure, axes = new_figure(f"The {frames[-1]} frame is the most used", cap_rows(len(frames), 0.46), key)
    if many:
        _draw_many_outlets(axes, rates, means)
    else:
        _draw_few_outlets(axes, rates, frames, outlets)
        _add_legend(figure, 2)
    label_rows(axes, frames)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    axes.grid(axis="x")
    listed = ", ".join(f"{frame} {rate:.0%}" for frame, rate in means.iloc[::-1].items())
    caption = f"{len(outlets):,} outlets, {len(frames)} frames."
    return Figure("frames", figure, f"Frames by mean share of sentences: {listed}", caption, "Table frames.", rates)


def _draw_few_outlets(axes: Any, rates: pd.DataFrame, frames: list[str], outlets: list[str]) -> None:
    names = shorten_apart(outlets, 24)
    for position, (outlet, label, (colour, marker)) in enumerate(zip(outlets, names, SERIES, strict=False)):
        own = rates[rates.outlet == outlet].set_index("frame").reindex(frames)
        rows = [row + ((len(outlets) - 1) / 2 - position) * 0.12 for row in range(len(frames))]
        axes.scatter(own.rate, rows, color=colour, marker=marker, s=24, zorder=3, label=label)
        axes.hlines(rows, own.low.astype(float), own.high.astype(float), color=colour, lw=1, zorder=2)


def _draw_many_outlets(axes: Any, rates: pd.DataFrame, means: pd.Series) -> None:
    for row, frame in enumerate(means.index):
        own = rates[rates.frame == frame].rate.sort_values()
        spread = [row + 0.05 * (place % 5 - 2) for place in range(len(own))]
        axes.scatter(own, spread, color=GREY, s=16, alpha=0.5, lw=0, zorder=2)
    axes.scatter(means, range(len(means)), marker="D", s=36, color=INK, zorder=3)


# --- words ----------------------------------------------------------------------------------------------------------


def draw_contrasts(contrasts: pd.DataFrame, groups: Sequence[str]) -> Figure:
    """Return the terms that set each of *groups* apart, as lollipops with counts and q. *contrasts*: as the table."""
    source = "Table contrasts."
    shown = {group: _strongest(contrasts, group, 14 if len(groups) == 1 else 6) for group in groups}
    shown = {group: own for group, own in shown.items() if len(own)}
    if not shown:
        title = "Too few articles to compare the outlets’ words"
        return draw_nothing("contrasts", title, "no term is used in two articles of one outlet", source, contrasts)
    drawn = contrasts[contrasts.source_a.isin(groups)]
    findings = int((drawn.q < 0.05).sum())
    title = "No term differs beyond chance from the other outlets"
    if findings:
        title = f"{findings} terms set these outlets apart beyond chance"
    lines = sum(len(own) for own in shown.values()) + len(shown)
    key = "log-odds ratio with 95 % interval   (uses here : uses elsewhere, articles here)   ● q < 0.05   ○ not"
    figure, axes = new_figure(title, cap_rows(lines, 0.25), key)
    _draw_lollipops(axes, shown, lines)
    listed = {
        group: ", ".join(f"{t.term} {t.logodds:+.1f} (q {t.q:.2f})" for t in own.itertuples())
        for group, own in shown.items()
    }
    alt = "Strongest terms: " + "; ".join(f"{group}: {terms}" for group, terms in listed.items())
    caption = f"{len(drawn):,} terms compared, words outside quotations, shared copy counted once."
    outlets = contrasts.source_a.nunique()
    if outlets > len(shown):
        caption += (
            f" Drawn are {len(shown):,} of {outlets:,} outlets: those with most findings, then with most articles."
        )
    return Figure("contrasts", figure, alt, caption, source, drawn)


def _strongest(contrasts: pd.DataFrame, group: str, most: int) -> pd.DataFrame:
    """Return the terms to draw for *group*: findings first, then by |z|; strongest use on top."""
    own = contrasts[contrasts.source_a == group]
    ranked = own.assign(finding=own.q < 0.05, size=own.z.abs())
    order = ranked.sort_values(["finding", "size", "term"], ascending=[False, False, True])
    return order.head(most).sort_values(["logodds", "term"], ascending=[False, True])


def _draw_lollipops(axes: Any, shown: dict[str, pd.DataFrame], lines: int) -> None:
    """Draw a line for each group's name and for each of its terms, from the top down."""
    labels: list[str] = []
    heads = []
    for group, own in shown.items():
        heads.append(lines - 1 - len(labels))
        labels.append(shorten(group, 34))
        for term in own.itertuples():
            _draw_lollipop(axes, lines - 1 - len(labels), term)
            labels.append(f"{shorten(term.term, 22)}  ({term.count_a}:{term.count_b}, {term.docs_a})")
    label_rows(axes, labels[::-1])
    for row in heads:
        axes.get_yticklabels()[row].set_fontweight("bold")
    axes.axvline(0, color=GREY, lw=0.9)
    axes.set_xlabel("used less  ←  log-odds ratio  →  used more")


def _draw_lollipop(axes: Any, row: int, term: Any) -> None:
    colour = BLUE if term.logodds > 0 else RED
    face = colour if term.q < 0.05 else "white"
    axes.hlines(row, term.low, term.high, color=PALE, lw=6, zorder=1)
    axes.hlines(row, 0, term.logodds, color=colour, lw=1.6)
    axes.scatter([term.logodds], [row], color=colour, facecolor=face, s=36, zorder=3, linewidth=1.4)


# --- copy -----------------------------------------------------------------------------------------------------------


def draw_reuse(matrix: pd.DataFrame) -> Figure:
    """Return how much of each article stands in each other.

    *matrix*: square, article_id × article_id, shares 0 to 1; its attrs say of how many ``sharers``, where not of all.
    """
    whole, known = matrix.reset_index(), matrix.attrs.get("sharers", len(matrix))
    if matrix.empty:
        title = "No two articles share a passage"
        return draw_nothing("shared-copy", title, "no shared passage", "Table reuse.", whole)
    worst = float(matrix.to_numpy().max())
    if len(matrix) > MOST_IN_MATRIX:
        sharers = matrix.max(axis=1).sort_values(ascending=False, kind="stable").index[:MOST_IN_MATRIX].sort_values()
        matrix = matrix.loc[sharers, sharers]
    numbered = len(matrix) <= MOST_NUMBERED
    key = "share of the row’s article that also stands in the column’s, in %"
    if not numbered:
        key += "\nwhite: nothing   the darker, the more (the numbers are in the data)"
    title = f"Up to {worst:.0%} of one article stands in another"
    figure, axes = new_figure(title, cap_rows(len(matrix), 0.26, 1.4), key)
    axes.imshow(matrix.to_numpy(dtype=float), cmap="Blues", vmin=0, vmax=1, aspect="auto")
    axes.set_yticks(range(len(matrix)), [f"{name}  {i}" for i, name in enumerate(shorten_apart(matrix.index, 26), 1)])
    shown = range(0, len(matrix), 1 if numbered else 2)
    axes.set_xticks(shown, [str(i + 1) for i in shown])
    axes.tick_params(length=0)
    if numbered:
        _number_cells(axes, matrix)
    alt = f"Matrix of shared copy among {len(matrix):,} articles; the largest share is {worst:.0%}."
    drawn = f"; the {len(matrix):,} that share most are drawn." if known > len(matrix) else "."
    caption = f"{known:,} articles share a passage with another{drawn}"
    return Figure("shared-copy", figure, alt, caption, "Table reuse.", whole)


def _number_cells(axes: Any, matrix: pd.DataFrame) -> None:
    """Write the share into each cell that has a notable one."""
    for row, line in enumerate(matrix.to_numpy(dtype=float)):
        for column, value in enumerate(line):
            if value >= 0.05:
                ink = "white" if value > 0.5 else INK
                axes.text(column, row, f"{100 * value:.0f}", ha="center", va="center", fontsize=8, color=ink)
