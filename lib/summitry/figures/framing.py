"""Figures of notebook 03: who is quoted, which frames, which words, what is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from summitry.display import Figure
from summitry.figures.style import (
    BLUE,
    GREY,
    INK,
    PALE,
    RED,
    SERIES,
    cap_rows,
    new_figure,
    say_empty,
    shorten,
    shorten_apart,
)

if TYPE_CHECKING:
    import pandas as pd

MOST_SERIES = 6
"""Outlets that can be told apart by colour and marker."""
MOST_NUMBERED = 10
"""Articles in a matrix whose cells still have room for a number."""
MOST_IN_MATRIX = 24
"""Articles that a matrix of shared copy can name."""

SOURCE_COLOURS = dict(
    zip(
        ["official", "state media", "wire", "outlet", "expert", "anonymous", "not in our lists"],
        [c for c, _ in SERIES],
        strict=True,
    )
)


def draw_sourcing(shares: pd.DataFrame) -> Figure:
    """Return who is quoted, by outlet. *shares*: index outlet, columns source types, values words quoted; column articles."""
    counts = shares.drop(columns="articles")
    totals = counts.sum(axis=1)
    order = totals.sort_values(kind="stable").index[-20:]
    official = counts.get("official", 0 * totals).sum() / max(totals.sum(), 1)
    title = (
        f"Officials speak {official:.0%} of the quoted words" if totals.sum() else "Nobody is quoted in these articles"
    )
    present = [kind for kind in SOURCE_COLOURS if kind in counts and counts[kind].sum()]
    figure, axes = new_figure(title, cap_rows(len(order)), "share of quoted words   n: articles, words")
    left = 0 * totals[order]
    for kind in present:
        share = (counts.loc[order, kind] / totals[order].clip(lower=1)).fillna(0)
        axes.barh(
            range(len(order)),
            share,
            left=left,
            color=SOURCE_COLOURS[kind],
            height=0.7,
            edgecolor="white",
            lw=0.6,
            label=kind,
        )
        left = left + share
    for row, outlet in enumerate(order):
        axes.annotate(
            f"{shares.articles[outlet]}, {int(totals[outlet])}",
            (1, row),
            (4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.6,
            color=GREY,
        )
    axes.set_yticks(range(len(order)), shorten_apart(order))
    axes.set_xlim(0, 1.14)
    axes.set_xticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    axes.tick_params(axis="y", length=0)
    axes.spines["bottom"].set_visible(False)
    if present:
        figure.legend(loc="lower left", ncols=4, frameon=False, fontsize=8.8, handlelength=1, columnspacing=1)
    alt = (
        f"Share of quoted words by type of source for {len(shares):,} outlets; officials have {official:.0%} over all."
    )
    return Figure(
        "sourcing",
        figure,
        alt,
        f"{int(totals.sum()):,} quoted words in {int(shares.articles.sum()):,} articles of {len(shares):,} outlets.",
        "Table sources.",
        shares.rename_axis("published by").reset_index(),
    )


def draw_frames(rates: pd.DataFrame) -> Figure:
    """Return how often each outlet uses each frame. *rates*: columns outlet, frame, rate, low, high, sentences, articles.

    Up to six outlets have a colour, a marker and an interval each; of more, each is a grey dot beside their mean.
    """
    frames = list(rates.groupby("frame").rate.mean().sort_values(kind="stable").index)
    outlets = list(rates.groupby("outlet").sentences.first().sort_values(ascending=False, kind="stable").index)
    title = f"The {frames[-1]} frame is the most used" if frames else "No frame was found"
    many = len(outlets) > MOST_SERIES
    figure, axes = new_figure(
        title,
        cap_rows(len(frames), 0.46),
        "share of sentences outside quotations with a cue\n"
        + ("a dot per outlet   ◆ their mean" if many else "a mark per outlet, 95 % interval where n allows"),
    )
    (_draw_many_outlets if many else _draw_few_outlets)(figure, axes, rates, frames, outlets)
    axes.set_yticks(range(len(frames)), frames)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    alt = "Frames by mean share of sentences: " + ", ".join(
        f"{f} {rates[rates.frame == f].rate.mean():.0%}" for f in reversed(frames)
    )
    return Figure("frames", figure, alt, f"{len(outlets):,} outlets, {len(frames)} frames.", "Table frames.", rates)


def _draw_few_outlets(figure: Any, axes: Any, rates: pd.DataFrame, frames: list[str], outlets: list[str]) -> None:
    names = shorten_apart(outlets, 24)
    for position, (outlet, label, (colour, marker)) in enumerate(zip(outlets, names, SERIES, strict=False)):
        own = rates[rates.outlet == outlet].set_index("frame").reindex(frames)
        rows = [row + ((len(outlets) - 1) / 2 - position) * 0.12 for row in range(len(frames))]
        axes.scatter(own.rate, rows, color=colour, marker=marker, s=24, zorder=3, label=label)
        axes.hlines(rows, own.low.astype(float), own.high.astype(float), color=colour, lw=1, zorder=2)
    if outlets:
        figure.legend(loc="lower left", ncols=2, frameon=False, fontsize=8.8, handlelength=1)


def _draw_many_outlets(figure: Any, axes: Any, rates: pd.DataFrame, frames: list[str], outlets: list[str]) -> None:
    for row, frame in enumerate(frames):
        own = rates[rates.frame == frame].rate.sort_values()
        spread = [row + 0.05 * (place % 5 - 2) for place in range(len(own))]
        axes.scatter(own, spread, color=GREY, s=16, alpha=0.5, lw=0, zorder=2)
        axes.scatter([own.mean()], [row], marker="D", s=36, color=INK, zorder=3)


def draw_contrasts(contrasts: pd.DataFrame, groups: list[str]) -> Figure:
    """Return the terms that set each of *groups* apart, as lollipops with counts and q. *contrasts*: as the table."""
    shown = [(group, _strongest(contrasts, group, 14 if len(groups) == 1 else 6)) for group in groups]
    shown = [(group, own) for group, own in shown if len(own)]
    if not shown:
        return _draw_no_contrast(contrasts)
    drawn = contrasts[contrasts.source_a.isin(groups)]
    findings = int((drawn.q < 0.05).sum())
    title = (
        f"{findings} terms set these outlets apart beyond chance"
        if findings
        else "No term differs beyond chance from the other outlets"
    )
    lines = sum(len(own) for _, own in shown) + len(shown)
    figure, axes = new_figure(
        title,
        cap_rows(lines, 0.25),
        "log-odds ratio with 95 % interval   (uses here : uses elsewhere, articles here)   ● q < 0.05   ○ not",
    )
    _draw_lollipops(axes, shown, lines)
    alt = "Strongest terms: " + "; ".join(
        f"{group}: " + ", ".join(f"{t.term} {t.logodds:+.1f} (q {t.q:.2f})" for t in own.itertuples())
        for group, own in shown
    )
    caption = f"{len(drawn):,} terms compared, words outside quotations, shared copy counted once."
    outlets = contrasts.source_a.nunique()
    if outlets > len(shown):
        caption += (
            f" Drawn are {len(shown):,} of {outlets:,} outlets: those with most findings, then with most articles."
        )
    return Figure("contrasts", figure, alt, caption, "Table contrasts.", drawn)


def _strongest(contrasts: pd.DataFrame, group: str, most: int) -> pd.DataFrame:
    """Return the terms to draw for *group*: findings first, then by |z|; strongest use on top."""
    own = contrasts[contrasts.source_a == group]
    order = own.assign(finding=own.q < 0.05, size=own.z.abs()).sort_values(
        ["finding", "size", "term"], ascending=[False, False, True]
    )
    return order.head(most).sort_values(["logodds", "term"], ascending=[False, True])


def _draw_lollipops(axes: Any, shown: list[tuple[str, pd.DataFrame]], lines: int) -> None:
    row, labels, places = lines, [], []
    for group, own in shown:
        row -= 1
        labels.append(shorten(group, 34))
        places.append(row)
        for term in own.itertuples():
            row -= 1
            _draw_lollipop(axes, row, term)
            labels.append(f"{shorten(term.term, 22)}  ({term.count_a}:{term.count_b}, {term.docs_a})")
            places.append(row)
    heads = {group for group, _ in shown}
    for tick, label in zip(axes.set_yticks(places, labels), labels, strict=True):
        if any(label == shorten(head, 34) for head in heads):
            tick.label1.set_fontweight("bold")
    axes.axvline(0, color=GREY, lw=0.9)
    axes.set_ylim(-0.7, lines - 0.3)
    axes.set_xlabel("used less  ←  log-odds ratio  →  used more")
    axes.tick_params(axis="y", length=0)


def _draw_lollipop(axes: Any, row: int, term: Any) -> None:
    colour = BLUE if term.logodds > 0 else RED
    axes.hlines(row, term.low, term.high, color=PALE, lw=6, zorder=1)
    axes.hlines(row, 0, term.logodds, color=colour, lw=1.6)
    axes.scatter(
        [term.logodds],
        [row],
        color=colour,
        facecolor=colour if term.q < 0.05 else "white",
        s=36,
        zorder=3,
        linewidth=1.4,
    )


def _draw_no_contrast(contrasts: pd.DataFrame) -> Figure:
    figure, axes = new_figure("Too few articles to compare the outlets’ words", 1.0)
    say_empty(axes, "no term is used in two articles of one outlet")
    axes.set_axis_off()
    return Figure("contrasts", figure, "No term could be compared.", "0 terms compared.", "Table contrasts.", contrasts)


def draw_reuse(matrix: pd.DataFrame) -> Figure:
    """Return how much of each article stands in each other.

    *matrix*: square, article_id × article_id, shares 0 to 1; its attrs say of how many ``sharers``, where not of all.
    """
    worst = float(matrix.to_numpy().max()) if matrix.size else 0.0
    whole, known = matrix, matrix.attrs.get("sharers", len(matrix))
    if len(matrix) > MOST_IN_MATRIX:
        sharers = matrix.max(axis=1).sort_values(ascending=False, kind="stable").index[:MOST_IN_MATRIX].sort_values()
        matrix = matrix.loc[sharers, sharers]
    title = f"Up to {worst:.0%} of one article stands in another" if worst else "No two articles share a passage"
    numbered = len(matrix) <= MOST_NUMBERED
    key = "" if numbered else "\nwhite: nothing   the darker, the more (the numbers are in the data)"
    figure, axes = new_figure(
        title,
        cap_rows(len(matrix), 0.26, 1.4),
        "share of the row’s article that also stands in the column’s, in %" + key,
    )
    if matrix.empty:
        say_empty(axes, "no shared passage")
        axes.set_axis_off()
    else:
        axes.imshow(matrix.to_numpy(dtype=float), cmap="Blues", vmin=0, vmax=1, aspect="auto")
    axes.set_yticks(range(len(matrix)), [f"{name}  {i}" for i, name in enumerate(shorten_apart(matrix.index, 26), 1)])
    shown = range(0, len(matrix), 1 if numbered else 2)
    axes.set_xticks(shown, [str(i + 1) for i in shown])
    if numbered:
        _number_cells(axes, matrix)
    axes.tick_params(length=0)
    alt = f"Matrix of shared copy among {len(matrix):,} articles; the largest share is {worst:.0%}."
    return Figure(
        "shared-copy",
        figure,
        alt,
        f"{known:,} articles share a passage with another"
        + (f"; the {len(matrix):,} that share most are drawn." if known > len(matrix) else "."),
        "Table reuse.",
        whole.reset_index(),
    )


def _number_cells(axes: Any, matrix: pd.DataFrame) -> None:
    """Write the share into each cell that has a notable one."""
    for row, line in enumerate(matrix.to_numpy(dtype=float)):
        for column, value in enumerate(line):
            if value >= 0.05:
                ink = "white" if value > 0.5 else INK
                axes.text(column, row, f"{100 * value:.0f}", ha="center", va="center", fontsize=8, color=ink)
