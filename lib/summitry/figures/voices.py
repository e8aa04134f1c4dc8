"""Figures of notebook 02: who is given how much voice, and how warm the words are."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from summitry.display import Figure
from summitry.figures.style import (
    BLUE,
    GREY,
    INK,
    PALE,
    SERIES,
    SKY,
    cap_rows,
    new_figure,
    say_empty,
    shorten_apart,
    year_axis,
)

if TYPE_CHECKING:
    import pandas as pd

    from summitry.statistics import Interval


def draw_voice(voice: pd.DataFrame) -> Figure:
    """Return words per speaker, quoted and reported. *voice*: columns speaker, quoted, indirect (words), quotations."""
    shown = voice.head(12).iloc[::-1]
    total = int(voice.quoted.sum())
    lead = voice.iloc[0] if len(voice) else None
    title = (
        f"{lead.speaker} has {lead.quoted / max(total, 1):.0%} of the quoted words"
        if lead is not None and total
        else "Nobody is quoted in these articles"
    )
    figure, axes = new_figure(
        title,
        cap_rows(len(shown)),
        "■ words in quotation marks   ■ of indirect speech (lighter)   n: quotations",
    )
    axes.barh(range(len(shown)), shown.quoted, color=BLUE, height=0.68)
    axes.barh(range(len(shown)), shown.indirect, left=shown.quoted, color=SKY, height=0.68, alpha=0.75)
    for row, line in enumerate(shown.itertuples()):
        axes.annotate(
            f"n={line.quotations}",
            (line.quoted + line.indirect, row),
            (4, 0),
            textcoords="offset points",
            va="center",
            fontsize=8.8,
            color=GREY,
        )
    axes.set_yticks(range(len(shown)), shorten_apart(shown.speaker))
    axes.set_xlabel("words")
    axes.margins(x=0.12)
    axes.tick_params(axis="y", length=0)
    alt = f"Words quoted by {len(voice):,} speakers: " + ", ".join(
        f"{r.speaker} {int(r.quoted)}" for r in voice.head(6).itertuples()
    )
    return Figure(
        "voice",
        figure,
        alt,
        f"{len(voice):,} speakers, {total:,} quoted words"
        + ("; the twelve most quoted are drawn." if len(voice) > len(shown) else "."),
        "Table quotes.",
        voice,
    )


def draw_sentiment(
    dots: pd.DataFrame, means: dict[str, Interval], title: str, name: str = "sentiment", by: str = "speaker"
) -> Figure:
    """Return every quotation as a dot, by group, with the group's mean and interval where there is enough to have one.

    *dots*: columns group, sentiment (-1 to 1). *means*: group → interval (its low is None where n is too small).
    """
    groups = list(means)[::-1]
    values = {group: dots.loc[dots.group == group, "sentiment"].astype(float).sort_values() for group in groups}
    marks = "a dot per quotation   ◆ mean with 95 % interval where there is enough for one"
    if any(len(own) > MOST_DOTS for own in values.values()):
        marks = f"a dot per quotation, bars for over {MOST_DOTS}   ◆ mean with 95 % interval"
    figure, axes = new_figure(title, cap_rows(len(groups), 0.52, 1.4), marks)
    for row, group in enumerate(groups):
        _draw_values(axes, row - 0.12, values[group])
        _draw_mean(axes, row, means[group])
    if not groups:
        say_empty(axes, "nothing to draw")
    axes.axvline(0, color=GREY, lw=0.9)
    axes.set_xlim(-1.05, 1.05)
    axes.set_ylim(-0.7, len(groups) - 0.3)
    axes.set_yticks(
        range(len(groups)),
        [
            f"{name}\nn={means[group].n} in {means[group].n_clusters}"
            for group, name in zip(groups, shorten_apart(groups, 26), strict=True)
        ],
    )
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1 cold", "−0.5", "0", "0.5", "warm +1"])
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    alt = f"Sentiment by {by}: " + "; ".join(f"{g}, {_describe_mean(means[g])}" for g in means)
    return Figure(
        name,
        figure,
        alt,
        f"{len(dots):,} quotations; “n=a in b” is a quotations in b articles.",
        "Table quotes, column sentiment.",
        dots,
    )


MOST_DOTS = 200
"""Quotations of a group that are drawn one by one: of more, so many dots would hide each other."""
BIN = 0.05


def _draw_values(axes: Any, top: float, values: pd.Series) -> None:
    """Draw the values of one group below *top*: as dots, or as bars that hang from it, the longest the same in each."""
    if len(values) <= MOST_DOTS:
        axes.scatter(values, [top + offset for offset in _swarm(values)], s=20, color=BLUE, alpha=0.55, lw=0, zorder=2)
        return
    counted = (values / BIN).round().value_counts()
    axes.bar(
        counted.index * BIN,
        -0.4 * counted / counted.max(),
        width=0.9 * BIN,
        bottom=top,
        color=BLUE,
        alpha=0.55,
        lw=0,
        zorder=2,
    )


def _swarm(values: pd.Series) -> list[float]:
    """Return vertical offsets that keep equal values apart."""
    seen: dict[float, int] = {}
    offsets = []
    for value in values:
        bin_ = round(value / 0.04) * 0.04
        count = seen[bin_] = seen.get(bin_, -1) + 1
        offsets.append(-min(count, 7) * 0.05)
    return offsets


def _draw_mean(axes: Any, row: int, mean: Interval) -> None:
    if mean.low is None or mean.high is None:
        return
    axes.plot([mean.low, mean.high], [row + 0.16, row + 0.16], color=INK, lw=1.8, zorder=3)
    axes.scatter([mean.mean], [row + 0.16], marker="D", s=38, color=INK, zorder=4)


def _describe_mean(mean: Interval) -> str:
    if mean.mean is None:
        return "no quotation"
    if mean.low is None or mean.high is None:
        return f"{mean.n} quotations, too few for an interval"
    return f"mean {mean.mean:+.2f} ({mean.low:+.2f} to {mean.high:+.2f}), {mean.n} quotations"


def draw_sentiment_over_time(dots: pd.DataFrame) -> Figure:
    """Return quotations by the publication date of their article. *dots*: columns group, sentiment, published (ISO)."""
    groups = list(dict.fromkeys(dots.group))[: len(SERIES)]
    span = f"{dots.published.min()[:4]} to {dots.published.max()[:4]}" if len(dots) else ""
    title = f"{len(dots):,} dated quotations, {span}" if len(dots) else "No quotation can be set in time"
    marks = "   ".join(f"{'●■◆▲▼✚✖'[i]} {group}" for i, group in enumerate(groups))
    figure, axes = new_figure(title, 2.7, marks)
    for group, (colour, marker) in zip(groups, SERIES, strict=False):
        own = dots[dots.group == group]
        axes.scatter(
            [dt.date.fromisoformat(day) for day in own.published],
            own.sentiment.astype(float),
            color=colour,
            marker=marker,
            s=26,
            alpha=0.7,
            lw=0,
        )
    axes.axhline(0, color=GREY, lw=0.9)
    axes.set_ylim(-1.05, 1.05)
    axes.set_yticks([-1, 0, 1], ["cold −1", "0", "warm +1"])
    axes.grid(axis="y", color=PALE)
    if len(dots):
        year_axis(axes, dt.date.fromisoformat(dots.published.min()), dt.date.fromisoformat(dots.published.max()))
    alt = f"Sentiment of {len(dots):,} quotations by date for {', '.join(groups) or 'nobody'}."
    return Figure(
        "sentiment-time",
        figure,
        alt,
        f"{len(dots):,} quotations in dated articles; no line is drawn, as a line would be a claim.",
        "Tables quotes and articles.",
        dots,
    )


def draw_robustness(scores: pd.DataFrame, title: str) -> Figure:
    """Return each group's mean under each scorer, under *title* (the finding). *scores*: columns group, scorer, mean, n."""
    scorers = list(dict.fromkeys(scores.scorer))
    groups = list(dict.fromkeys(scores.group))[::-1]
    figure, axes = new_figure(
        title, cap_rows(len(groups), 0.4), "   ".join(f"{'●■◆▲▼'[i]} {s}" for i, s in enumerate(scorers))
    )
    for place, ((colour, marker), scorer) in enumerate(zip(SERIES, scorers, strict=False)):
        own = scores[scores.scorer == scorer].set_index("group")["mean"].reindex(groups)
        axes.scatter(
            own, [row + 0.16 * (1 - place) for row in range(len(groups))], color=colour, marker=marker, s=42, zorder=3
        )
    axes.axvline(0, color=GREY, lw=0.9)
    axes.set_xlim(-1.05, 1.05)
    axes.set_ylim(-0.6, max(len(groups), 1) - 0.4)
    axes.set_yticks(range(len(groups)), shorten_apart(groups))
    axes.set_xlabel("mean sentiment of quotations")
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    alt = "; ".join(f"{r.group} {r.mean:+.2f} by {r.scorer}" for r in scores.itertuples())
    return Figure(
        "robustness",
        figure,
        alt or "No scores to compare.",
        f"{len(scorers)} scorers on the same quotations.",
        "Table quotes.",
        scores,
    )
