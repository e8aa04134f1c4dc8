"""Figures of notebook 04: scores with their intervals, and whether confidence keeps its word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from summitry.display import Figure
from summitry.figures.style import BLUE, GREY, INK, RED, cap_rows, new_figure, say_empty

if TYPE_CHECKING:
    import pandas as pd


def draw_scores(scores: pd.DataFrame, where: str) -> Figure:
    """Return F1 per table with its interval. *scores*: columns table, f1, low, high, n_gold; *where*: whose articles."""
    shown = scores.sort_values("f1", kind="stable")
    worst = shown.iloc[0] if len(shown) else None
    title = (
        f"Read worst: {worst.table}, F1 {worst.f1:.2f}"
        if worst is not None
        else "There is no annotation to measure against"
    )
    figure, axes = new_figure(
        title,
        cap_rows(len(shown)),
        f"F1 against the annotation {where}\n95 % bootstrap interval   n: annotated rows",
    )
    axes.hlines(range(len(shown)), shown.low.astype(float), shown.high.astype(float), color=BLUE, lw=2)
    axes.scatter(shown.f1, range(len(shown)), color=BLUE, s=46, zorder=3)
    for row, line in enumerate(shown.itertuples()):
        axes.annotate(
            f"n={line.n_gold}", (1.0, row), (6, 0), textcoords="offset points", va="center", fontsize=8.8, color=GREY
        )
    axes.set_yticks(range(len(shown)), list(shown.table))
    axes.set_xlim(0, 1.16)
    axes.set_xticks([0, 0.25, 0.5, 0.75, 1])
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    if shown.empty:
        say_empty(axes, "nothing annotated")
        axes.set_axis_off()
    alt = "F1 per table: " + ", ".join(f"{r.table} {r.f1:.2f}" for r in shown.iloc[::-1].itertuples())
    alt = alt if len(shown) else "No score: none of these articles is annotated."
    return Figure("scores", figure, alt, f"{len(shown)} tables {where}.", "Annotation against tables.", scores)


def draw_calibration(bins: pd.DataFrame, where: str) -> Figure:
    """Return the share right among attributions given with each confidence. *bins*: columns confidence, n, right, low,
    high; *where*: whose articles."""
    gap = float((bins.right - bins.confidence).abs().mul(bins.n).sum() / max(bins.n.sum(), 1)) if len(bins) else 0.0
    title = f"Stated confidence is off by {gap:.2f} on average" if len(bins) else "No attribution to check"
    figure, axes = new_figure(
        title, 2.9, f"attributions {where}\non the line, confidence keeps its word   n: attributions"
    )
    if len(bins):
        axes.plot([0, 1], [0, 1], color=GREY, lw=1, ls=(0, (4, 3)))
    axes.vlines(bins.confidence, bins.low.astype(float), bins.high.astype(float), color=BLUE, lw=1.6)
    axes.scatter(bins.confidence, bins.right, color=BLUE, s=44, zorder=3)
    for line in bins.itertuples():
        axes.annotate(
            f"{line.n}",
            (line.confidence, line.right),
            (7, -9),
            textcoords="offset points",
            fontsize=8.8,
            color=INK if line.right >= line.confidence - 0.1 else RED,
        )
    axes.set_xlim(0, 1.05)
    axes.set_ylim(0, 1.05)
    axes.set_xlabel("stated confidence")
    axes.set_ylabel("share right")
    if bins.empty:
        say_empty(axes, "nothing annotated")
        axes.set_axis_off()
    alt = "Confidence and share right: " + ", ".join(
        f"{r.confidence:.2f}: {r.right:.2f} of {r.n}" for r in bins.itertuples()
    )
    caption = f"{int(bins.n.sum()) if len(bins) else 0} matched quotations {where}."
    return Figure("calibration", figure, alt, caption, "Annotation against tables.", bins)
