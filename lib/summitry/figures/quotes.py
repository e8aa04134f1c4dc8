"""Figures of notebook 02: who is given how much voice, and how warm the words are."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import Any

import pandas as pd

from summitry.display import Figure
from summitry.figures.style import (
    BLUE,
    GLYPHS,
    GREY,
    INK,
    PALE,
    SERIES,
    SKY,
    cap_rows,
    draw_nothing,
    label_rows,
    new_figure,
    shorten_apart,
    write_beside,
    year_axis,
)
from summitry.statistics import Interval

MOST_SPEAKERS = 12
MOST_DOTS = 200
"""Quotations of a group that are drawn one by one: of more, so many dots would hide each other."""
BIN = 0.05
WARMTH = "Table quotes, column sentiment."


def draw_voice(voice: pd.DataFrame) -> Figure:
    """Return words per speaker, quoted and reported. *voice*: columns speaker, quoted, indirect (words), quotations."""
    if voice.empty:
        title = "Nobody is quoted in these articles"
        return draw_nothing("voice", title, "no quotation has a speaker", "Table quotes.", voice)
    shown, total, lead = voice.head(MOST_SPEAKERS).iloc[::-1], int(voice.quoted.sum()), voice.iloc[0]
    title = (
        f"{lead.speaker} has {lead.quoted / total:.0%} of the quoted words" if total else "Nobody is quoted in marks"
    )
    key = "■ words in quotation marks   ■ of indirect speech (lighter)   n: quotations"
    figure, axes = new_figure(title, cap_rows(len(shown)), key)
    axes.barh(range(len(shown)), shown.quoted, color=BLUE, height=0.68)
    axes.barh(range(len(shown)), shown.indirect, left=shown.quoted, color=SKY, height=0.68, alpha=0.75)
    for row, line in enumerate(shown.itertuples()):
        write_beside(axes, line.quoted + line.indirect, row, f"n={line.quotations}")
    label_rows(axes, shorten_apart(shown.speaker))
    axes.set_xlabel("words")
    axes.margins(x=0.12)
    listed = ", ".join(f"{r.speaker} {int(r.quoted)}" for r in voice.head(6).itertuples())
    rest = "; the twelve most quoted are drawn." if len(voice) > len(shown) else "."
    caption = f"{len(voice):,} speakers, {total:,} quoted words{rest}"
    return Figure(
        "voice", figure, f"Words quoted by {len(voice):,} speakers: {listed}", caption, "Table quotes.", voice
    )


# --- warmth ---------------------------------------------------------------------------------------------------------


def draw_sentiment(
    dots: pd.DataFrame, means: Mapping[str, Interval], title: str, name: str = "sentiment", by: str = "speaker"
) -> Figure:
    """Return every quotation as a dot, by group, with the group's mean and interval where there is enough to have one.

    *dots*: columns group, sentiment (-1 to 1). *means*: group → interval (its low is None where n is too small).
    """
    if not means:
        return draw_nothing(name, title, "no quotation to draw", WARMTH, dots)
    groups = list(means)[::-1]
    values = {group: dots.loc[dots.group == group, "sentiment"].astype(float).sort_values() for group in groups}
    key = "a dot per quotation   ◆ mean with 95 % interval where there is enough for one"
    if any(len(own) > MOST_DOTS for own in values.values()):
        key = f"a dot per quotation, bars for over {MOST_DOTS}   ◆ mean with 95 % interval"
    figure, axes = new_figure(title, cap_rows(len(groups), 0.52, 1.4), key)
    for row, group in enumerate(groups):
        _draw_values(axes, row - 0.12, values[group])
        _draw_mean(axes, row + 0.16, means[group])
    names = zip(groups, shorten_apart(groups, 26), strict=True)
    label_rows(axes, [f"{short}\nn={means[group].n} in {means[group].n_clusters}" for group, short in names])
    _warmth_axis(axes)
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1 cold", "−0.5", "0", "0.5", "warm +1"])
    alt = f"Sentiment by {by}: " + "; ".join(f"{g}, {_describe_mean(means[g])}" for g in means)
    caption = f"{len(dots):,} quotations; “n=a in b” is a quotations in b articles."
    return Figure(name, figure, alt, caption, WARMTH, dots)


def _warmth_axis(axes: Any) -> None:
    axes.axvline(0, color=GREY, lw=0.9)
    axes.set_xlim(-1.05, 1.05)
    axes.grid(axis="x")


def _draw_values(axes: Any, top: float, values: pd.Series) -> None:
    """Draw the values of one group below *top*: as dots, or as bars that hang from it, the longest the same in each."""
    look = {"color": BLUE, "alpha": 0.55, "lw": 0, "zorder": 2}
    if len(values) <= MOST_DOTS:
        axes.scatter(values, [top + offset for offset in _swarm(values)], s=20, **look)
        return
    counted = (values / BIN).round().value_counts()
    axes.bar(counted.index * BIN, -0.4 * counted / counted.max(), width=0.9 * BIN, bottom=top, **look)


def _swarm(values: pd.Series) -> list[float]:
    """Return vertical offsets that keep equal values apart."""
    seen: Counter[int] = Counter()
    offsets = []
    for value in values:
        place = round(value / 0.04)
        offsets.append(-min(seen[place], 7) * 0.05)
        seen[place] += 1
    return offsets


def _draw_mean(axes: Any, row: float, mean: Interval) -> None:
    if mean.low is not None and mean.high is not None:
        axes.plot([mean.low, mean.high], [row, row], color=INK, lw=1.8, zorder=3)
        axes.scatter([mean.mean], [row], marker="D", s=38, color=INK, zorder=4)


def _describe_mean(mean: Interval) -> str:
    if mean.mean is None:
        return "no quotation"
    if mean.low is None or mean.high is None:
        return f"{mean.n} quotations, too few for an interval"
    return f"mean {mean.mean:+.2f} ({mean.low:+.2f} to {mean.high:+.2f}), {mean.n} quotations"


def draw_sentiment_over_time(dots: pd.DataFrame) -> Figure:
    """Return quotations by the publication date of their article. *dots*: columns group, sentiment, published (ISO)."""
    source = "Tables quotes and articles."
    if dots.empty:
        title = "No quotation can be set in time"
        return draw_nothing("sentiment-time", title, "no scored quotation is dated", source, dots)
    first, last = dots.published.min(), dots.published.max()
    series = dict(zip(dict.fromkeys(dots.group), SERIES, strict=False))
    marks = "   ".join(f"{GLYPHS[marker]} {group}" for group, (_, marker) in series.items())
    figure, axes = new_figure(f"{len(dots):,} dated quotations, {first[:4]} to {last[:4]}", 2.7, marks)
    for group, (colour, marker) in series.items():
        own = dots[dots.group == group]
        days = [dt.date.fromisoformat(day) for day in own.published]
        axes.scatter(days, own.sentiment.astype(float), color=colour, marker=marker, s=26, alpha=0.7, lw=0)
    axes.axhline(0, color=GREY, lw=0.9)
    axes.set_ylim(-1.05, 1.05)
    axes.set_yticks([-1, 0, 1], ["cold −1", "0", "warm +1"])
    axes.grid(axis="y", color=PALE)
    year_axis(axes, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    alt = f"Sentiment of {len(dots):,} quotations by date for {', '.join(series)}."
    caption = f"{len(dots):,} quotations in dated articles; no line is drawn, as a line would be a claim."
    return Figure("sentiment-time", figure, alt, caption, source, dots)


def draw_robustness(scores: pd.DataFrame, title: str) -> Figure:
    """Return each group's mean under each scorer, under *title* (the finding). *scores*: columns group, scorer, mean, n."""
    if scores.empty:
        return draw_nothing("robustness", title, "no scores to compare", "Table quotes.", scores)
    series = dict(zip(dict.fromkeys(scores.scorer), SERIES, strict=False))
    groups = list(dict.fromkeys(scores.group))[::-1]
    marks = "   ".join(f"{GLYPHS[marker]} {scorer}" for scorer, (_, marker) in series.items())
    figure, axes = new_figure(title, cap_rows(len(groups), 0.4), marks)
    for place, (scorer, (colour, marker)) in enumerate(series.items()):
        own = scores[scores.scorer == scorer].set_index("group")["mean"].reindex(groups)
        rows = [row + 0.16 * (1 - place) for row in range(len(groups))]
        axes.scatter(own, rows, color=colour, marker=marker, s=42, zorder=3)
    label_rows(axes, shorten_apart(groups))
    _warmth_axis(axes)
    axes.set_xlabel("mean sentiment of quotations")
    alt = "; ".join(f"{r.group} {r.mean:+.2f} by {r.scorer}" for r in scores.itertuples())
    caption = f"{len(series)} scorers on the same quotations."
    return Figure("robustness", figure, alt, caption, "Table quotes.", scores)
