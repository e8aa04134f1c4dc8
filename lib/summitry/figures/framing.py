"""Figures of notebook 03: who is quoted, which frames, which words, what is shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.display import Figure
from summitry.figures.style import BLUE, GREY, INK, PALE, RED, SERIES, cap_rows, new_figure, say_empty, shorten

if TYPE_CHECKING:
    import pandas as pd

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
    axes.set_yticks(range(len(order)), [shorten(name) for name in order])
    axes.set_xlim(0, 1.14)
    axes.set_xticks([0, 0.5, 1], ["0", "50 %", "100 %"])
    axes.tick_params(axis="y", length=0)
    axes.spines["bottom"].set_visible(False)
    if present:
        figure.legend(loc="outside lower left", ncols=4, frameon=False, fontsize=8.8, handlelength=1, columnspacing=1)
    alt = f"Share of quoted words by type of source for {len(shares)} outlets; officials have {official:.0%} over all."
    return Figure(
        "sourcing",
        figure,
        alt,
        f"{int(totals.sum()):,} quoted words in {int(shares.articles.sum())} articles of {len(shares)} outlets.",
        "Table sources.",
        shares.rename_axis("published by").reset_index(),
    )


def draw_frames(rates: pd.DataFrame) -> Figure:
    """Return how often each outlet uses each frame. *rates*: columns outlet, frame, rate, low, high, sentences, articles."""
    outlets = sorted(rates.outlet.unique())
    frames = list(rates.groupby("frame").rate.mean().sort_values(kind="stable").index)
    top = frames[-1] if frames else "none"
    title = f"The {top} frame is the most used" if frames else "No frame was found"
    figure, axes = new_figure(
        title,
        cap_rows(len(frames), 0.46),
        "share of sentences outside quotations with a cue; a mark per outlet, 95 % interval where n allows",
    )
    shown = outlets[: len(SERIES)]
    for position, (outlet, (colour, marker)) in enumerate(zip(shown, SERIES, strict=False)):
        own = rates[rates.outlet == outlet].set_index("frame").reindex(frames)
        rows = [row + (position - (len(shown) - 1) / 2) * 0.1 for row in range(len(frames))]
        axes.scatter(own.rate, rows, color=colour, marker=marker, s=26, zorder=3, label=shorten(outlet, 24))
        axes.hlines(rows, own.low.astype(float), own.high.astype(float), color=colour, lw=1, zorder=2)
    axes.set_yticks(range(len(frames)), frames)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    if shown:
        figure.legend(loc="outside lower left", ncols=2, frameon=False, fontsize=8.8, handlelength=1)
    alt = "Frames by mean share of sentences: " + ", ".join(
        f"{f} {rates[rates.frame == f].rate.mean():.0%}" for f in reversed(frames)
    )
    more = (
        ""
        if len(outlets) == len(shown)
        else f" The first {len(shown)} of {len(outlets)} outlets are drawn; all are in the data."
    )
    return Figure("frames", figure, alt, f"{len(outlets)} outlets, {len(frames)} frames.{more}", "Table frames.", rates)


def draw_contrasts(contrasts: pd.DataFrame, group: str) -> Figure:
    """Return the terms that set *group* apart from the rest, as lollipops with counts and q. *contrasts*: as the table."""
    own = contrasts[contrasts.source_a == group]
    strongest = own.loc[own.z.abs().sort_values(ascending=False, kind="stable").index[:14]].sort_values(
        "logodds", kind="stable"
    )
    findings = int((own.q < 0.05).sum())
    if own.empty:
        return _draw_no_contrast(own)
    if own.empty:
        return _draw_no_contrast(own)
    title = (
        f"{group}: {findings} terms differ beyond chance"
        if findings
        else f"{group}: no term differs beyond chance from the others"
    )
    figure, axes = new_figure(
        title,
        cap_rows(len(strongest), 0.3),
        "log-odds ratio with 95 % interval   (uses here : uses elsewhere, articles here)   ● q < 0.05   ○ not",
    )
    for row, term in enumerate(strongest.itertuples()):
        colour = BLUE if term.logodds > 0 else RED
        axes.hlines(row, 0, term.logodds, color=colour, lw=1.6)
        axes.hlines(row, term.low, term.high, color=PALE, lw=6, zorder=1)
        axes.scatter(
            [term.logodds],
            [row],
            color=colour,
            facecolor=colour if term.q < 0.05 else "white",
            s=40,
            zorder=3,
            linewidth=1.4,
        )
    axes.set_yticks(
        range(len(strongest)),
        [f"{shorten(t.term, 22)}  ({t.count_a}:{t.count_b}, {t.docs_a})" for t in strongest.itertuples()],
    )
    axes.axvline(0, color=GREY, lw=0.9)
    axes.set_xlabel("used less  ←  log-odds ratio  →  used more")
    axes.tick_params(axis="y", length=0)
    alt = f"Strongest terms of {group}: " + ", ".join(
        f"{t.term} {t.logodds:+.1f} (q {t.q:.2f})" for t in strongest.iloc[::-1].itertuples()
    )
    return Figure(
        "contrasts",
        figure,
        alt,
        f"{len(own)} terms compared, words outside quotations, shared copy counted once.",
        "Table contrasts.",
        own,
    )


def _draw_no_contrast(contrasts: pd.DataFrame) -> Figure:
    figure, axes = new_figure("Too few articles to compare the outlets' words", 1.0)
    say_empty(axes, "no term is used in two articles of one outlet")
    axes.set_axis_off()
    return Figure("contrasts", figure, "No term could be compared.", "0 terms compared.", "Table contrasts.", contrasts)


def draw_reuse(matrix: pd.DataFrame) -> Figure:
    """Return how much of each article stands in each other. *matrix*: square, article_id × article_id, shares 0 to 1."""
    worst = float(matrix.to_numpy().max()) if matrix.size else 0.0
    title = f"Up to {worst:.0%} of one article stands in another" if worst else "No two articles share a passage"
    figure, axes = new_figure(
        title, cap_rows(len(matrix), 0.26, 1.4), "share of the row's article that also stands in the column's"
    )
    if matrix.empty:
        say_empty(axes, "no shared passage")
        axes.set_axis_off()
    else:
        axes.imshow(matrix.to_numpy(dtype=float), cmap="Blues", vmin=0, vmax=1, aspect="auto")
    names = [shorten(name, 26) for name in matrix.index]
    axes.set_yticks(range(len(names)), names)
    axes.set_xticks(range(len(names)), [str(i + 1) for i in range(len(names))])
    axes.set_yticklabels([f"{name}  {i + 1}" for i, name in enumerate(names)])
    for row, line in enumerate(matrix.to_numpy(dtype=float)):
        for column, value in enumerate(line):
            if value >= 0.05:
                axes.text(
                    column,
                    row,
                    f"{value:.0%}",
                    ha="center",
                    va="center",
                    fontsize=8,
                    color="white" if value > 0.5 else INK,
                )
    axes.tick_params(length=0)
    alt = f"Matrix of shared copy among {len(matrix)} articles; the largest share is {worst:.0%}."
    return Figure(
        "shared-copy",
        figure,
        alt,
        f"{len(matrix)} articles that share a passage with another.",
        "Table reuse.",
        matrix.reset_index(),
    )
