"""Figures of notebooks 02 and 03: who is quoted and how much, how warm the words are, which frames and words set outlets
apart, and what copy articles share."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from summitry.display import Figure
from summitry.figures import style
from summitry.figures.style import BLUE, GLYPHS, GREY, INK, PALE, RED, SERIES, SKY
from summitry.statistics import Interval

MOST_SPEAKERS, MOST_OUTLETS = 12, 20
MOST_SERIES = 6  # outlets that can be told apart by colour and marker
MOST_DOTS = 200  # quotations of a group that are drawn one by one: of more, so many dots would hide each other
BIN = 0.05
MOST_NUMBERED, MOST_IN_MATRIX = 10, 24
"""Articles in a matrix of shared copy whose cells have room for a number, and articles that it can name."""
SOURCES = ("official", "state media", "wire", "outlet", "expert", "anonymous", "not in our lists")
WARMTH = "Table quotes, column sentiment."
NOBODY = "Nobody is quoted in these articles"


def draw_voice(voice: pd.DataFrame) -> Figure:
    """Return words per speaker, quoted and reported. *voice*: columns speaker, quoted, indirect (words), quotations."""
    source = "Table quotes."
    if voice.empty:
        return style.draw_nothing("voice", NOBODY, "no quotation has a speaker", source, voice)
    shown, total, lead = voice.head(MOST_SPEAKERS).iloc[::-1], int(voice.quoted.sum()), voice.iloc[0]
    share = f"{lead.speaker} has {lead.quoted / total:.0%} of the quoted words" if total else ""
    key = "■ words in quotation marks   ■ of indirect speech (lighter)   n: quotations"
    figure, axes = style.new_rows(share or "Nobody is quoted in marks", style.shorten_apart(shown.speaker), key)
    axes.barh(range(len(shown)), shown.quoted, color=BLUE, height=0.68)
    axes.barh(range(len(shown)), shown.indirect, left=shown.quoted, color=SKY, height=0.68, alpha=0.75)
    for row, line in enumerate(shown.itertuples()):
        style.write_beside(axes, line.quoted + line.indirect, row, f"n={line.quotations}")
    axes.set_xlabel("words")
    axes.margins(x=0.12)
    listed = ", ".join(f"{r.speaker} {int(r.quoted)}" for r in voice.head(6).itertuples())
    rest = "; the twelve most quoted are drawn." if len(voice) > len(shown) else "."
    caption = f"{len(voice):,} speakers, {total:,} quoted words{rest}"
    return Figure("voice", figure, f"Words quoted by {len(voice):,} speakers: {listed}", caption, source, voice)


def draw_sourcing(shares: pd.DataFrame) -> Figure:
    """Return who is quoted, by outlet. *shares*: index outlet, columns source types, values words quoted; column articles."""
    counts, data = shares.drop(columns="articles"), shares.rename_axis("published by").reset_index()
    totals, words = counts.sum(axis=1), int(counts.to_numpy().sum())
    if not words:
        return style.draw_nothing("sourcing", NOBODY, "no quoted words", "Table sources.", data)
    official = (counts["official"].sum() if "official" in counts else 0) / words
    order = totals.sort_values(kind="stable").index[-MOST_OUTLETS:]
    title, key = f"Officials speak {official:.0%} of the quoted words", "share of quoted words   n: articles, words"
    figure, axes = style.new_rows(title, style.shorten_apart(order), key)
    left = 0.0 * totals[order]
    for kind, (colour, _) in zip(SOURCES, SERIES, strict=True):
        if kind in counts and counts[kind].sum():
            share = (counts.loc[order, kind] / totals[order].clip(lower=1)).fillna(0)
            look = {"color": colour, "edgecolor": "white", "lw": 0.6, "label": kind}
            axes.barh(range(len(order)), share, left=left, height=0.7, **look)
            left = left + share
    for row, outlet in enumerate(order):
        style.write_beside(axes, 1, row, f"{shares.articles[outlet]}, {int(totals[outlet])}")
    axes.set(xlim=(0, 1.14), xticks=[0, 0.5, 1], xticklabels=["0", "50 %", "100 %"])
    axes.spines["bottom"].set_visible(False)
    figure.legend(ncols=4, **style.LEGEND)
    outlets = f"{len(shares):,} outlets"
    alt = f"Share of quoted words by type of source for {outlets}; officials have {official:.0%} over all."
    caption = f"{words:,} quoted words in {int(shares.articles.sum()):,} articles of {outlets}."
    return Figure("sourcing", figure, alt, caption, "Table sources.", data)


def draw_sentiment(
    dots: pd.DataFrame, means: Mapping[str, Interval], title: str, name: str = "sentiment", by: str = "speaker"
) -> Figure:
    """Return every quotation as a dot, by group, with the group's mean and interval where there is enough to have one.
    *dots*: columns group, sentiment (-1 to 1). *means*: group → interval (its low is None where n is too small)."""
    if not means:
        return style.draw_nothing(name, title, "no quotation to draw", WARMTH, dots)
    groups = list(means)[::-1]
    values = {group: dots.loc[dots.group == group, "sentiment"].astype(float).sort_values() for group in groups}
    key = "a dot per quotation   ◆ mean with 95 % interval where there is enough for one"
    if any(len(own) > MOST_DOTS for own in values.values()):
        key = f"a dot per quotation, bars for over {MOST_DOTS}   ◆ mean with 95 % interval"
    names = zip(groups, style.shorten_apart(groups, 26), strict=True)
    labels = [f"{short}\nn={means[group].n} in {means[group].n_clusters}" for group, short in names]
    figure, axes = style.new_rows(title, labels, key, 0.52, 1.4)
    for row, group in enumerate(groups):
        _draw_values(axes, row - 0.12, values[group])
        mean = means[group]
        if mean.low is not None and mean.high is not None:
            axes.plot([mean.low, mean.high], [row + 0.16] * 2, color=INK, lw=1.8, zorder=3)
            axes.scatter([mean.mean], [row + 0.16], marker="D", s=38, color=INK, zorder=4)
    axes.axvline(0, color=GREY, lw=0.9)
    axes.set(xlim=(-1.05, 1.05), xticks=[-1, -0.5, 0, 0.5, 1], xticklabels=["−1 cold", "−0.5", "0", "0.5", "warm +1"])
    axes.grid(axis="x")
    alt = f"Sentiment by {by}: " + "; ".join(f"{g}, {_describe_mean(means[g])}" for g in means)
    caption = f"{len(dots):,} quotations; “n=a in b” is a quotations in b articles."
    return Figure(name, figure, alt, caption, WARMTH, dots)


def _draw_values(axes: Any, top: float, values: pd.Series) -> None:
    """Draw the values of one group below *top*: as dots, or as bars that hang from it, the longest the same in each."""
    look = {"color": BLUE, "alpha": 0.55, "lw": 0, "zorder": 2}
    if len(values) <= MOST_DOTS:
        alike = values.groupby((values / 0.04).round()).cumcount().clip(upper=7)  # equal values are kept apart
        axes.scatter(values, top - 0.05 * alike, s=20, **look)
        return
    counted = (values / BIN).round().value_counts()
    axes.bar(counted.index * BIN, -0.4 * counted / counted.max(), width=0.9 * BIN, bottom=top, **look)


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
        words = "no scored quotation is dated"
        return style.draw_nothing("sentiment-time", "No quotation can be set in time", words, source, dots)
    first, last = dots.published.min(), dots.published.max()
    series = dict(zip(dict.fromkeys(dots.group), SERIES, strict=False))
    marks = "   ".join(f"{GLYPHS[marker]} {group}" for group, (_, marker) in series.items())
    figure, axes = style.new_figure(f"{len(dots):,} dated quotations, {first[:4]} to {last[:4]}", 2.7, marks)
    for group, (colour, marker) in series.items():
        own = dots[dots.group == group]
        days = [dt.date.fromisoformat(day) for day in own.published]
        axes.scatter(days, own.sentiment.astype(float), color=colour, marker=marker, s=26, alpha=0.7, lw=0)
    axes.axhline(0, color=GREY, lw=0.9)
    axes.set(ylim=(-1.05, 1.05), yticks=[-1, 0, 1], yticklabels=["cold −1", "0", "warm +1"])
    axes.grid(axis="y", color=PALE)
    style.year_axis(axes, dt.date.fromisoformat(first), dt.date.fromisoformat(last))
    alt = f"Sentiment of {len(dots):,} quotations by date for {', '.join(series)}."
    caption = f"{len(dots):,} quotations in dated articles; no line is drawn, as a line would be a claim."
    return Figure("sentiment-time", figure, alt, caption, source, dots)


def draw_robustness(scores: pd.DataFrame, title: str) -> Figure:
    """Return each group's mean under each scorer, under *title* (the finding). *scores*: columns group, scorer, mean, n."""
    if scores.empty:
        return style.draw_nothing("robustness", title, "no scores to compare", "Table quotes.", scores)
    series = dict(zip(dict.fromkeys(scores.scorer), SERIES, strict=False))
    groups = list(dict.fromkeys(scores.group))[::-1]
    marks = "   ".join(f"{GLYPHS[marker]} {scorer}" for scorer, (_, marker) in series.items())
    figure, axes = style.new_rows(title, style.shorten_apart(groups), marks, 0.4)
    for place, (scorer, (colour, marker)) in enumerate(series.items()):
        own = scores[scores.scorer == scorer].set_index("group")["mean"].reindex(groups)
        rows = [row + 0.16 * (1 - place) for row in range(len(groups))]
        axes.scatter(own, rows, color=colour, marker=marker, s=42, zorder=3)
    axes.axvline(0, color=GREY, lw=0.9)
    axes.set(xlim=(-1.05, 1.05), xlabel="mean sentiment of quotations")
    axes.grid(axis="x")
    alt = "; ".join(f"{r.group} {r.mean:+.2f} by {r.scorer}" for r in scores.itertuples())
    caption = f"{len(series)} scorers on the same quotations."
    return Figure("robustness", figure, alt, caption, "Table quotes.", scores)


def draw_frames(rates: pd.DataFrame) -> Figure:
    """Return how often each outlet uses each frame. *rates*: columns outlet, frame, rate, low, high, sentences, articles.

    Up to six outlets have a colour, a marker and an interval each; of more, each is a grey dot beside their mean.
    """
    if rates.empty:
        return style.draw_nothing("frames", "No frame was found", "no sentence has a cue", "Table frames.", rates)
    means = rates.groupby("frame").rate.mean().sort_values(kind="stable")
    frames, outlets = list(means.index), rates.groupby("outlet").sentences.first()
    outlets = list(outlets.sort_values(ascending=False, kind="stable").index)
    many = len(outlets) > MOST_SERIES
    marks = "a dot per outlet   ◆ their mean" if many else "a mark per outlet, 95 % interval where n allows"
    key = f"share of sentences outside quotations with a cue\n{marks}"
    figure, axes = style.new_rows(f"The {frames[-1]} frame is the most used", frames, key, 0.46)
    if many:
        for row, frame in enumerate(frames):
            own = rates[rates.frame == frame].rate.sort_values()
            spread = [row + 0.05 * (place % 5 - 2) for place in range(len(own))]
            axes.scatter(own, spread, color=GREY, s=16, alpha=0.5, lw=0, zorder=2)
        axes.scatter(means, range(len(means)), marker="D", s=36, color=INK, zorder=3)
    else:
        _draw_few_outlets(axes, rates, frames, outlets)
        figure.legend(ncols=2, **style.LEGEND)
    axes.set_xlim(left=0)
    axes.xaxis.set_major_formatter(lambda x, _: f"{x:.0%}")
    axes.grid(axis="x")
    listed = ", ".join(f"{frame} {rate:.0%}" for frame, rate in means.iloc[::-1].items())
    caption = f"{len(outlets):,} outlets, {len(frames)} frames."
    return Figure("frames", figure, f"Frames by mean share of sentences: {listed}", caption, "Table frames.", rates)


def _draw_few_outlets(axes: Any, rates: pd.DataFrame, frames: list[str], outlets: list[str]) -> None:
    names = style.shorten_apart(outlets, 24)
    for position, (outlet, label, (colour, marker)) in enumerate(zip(outlets, names, SERIES, strict=False)):
        own = rates[rates.outlet == outlet].set_index("frame").reindex(frames)
        rows = [row + ((len(outlets) - 1) / 2 - position) * 0.12 for row in range(len(frames))]
        axes.scatter(own.rate, rows, color=colour, marker=marker, s=24, zorder=3, label=label)
        axes.hlines(rows, own.low.astype(float), own.high.astype(float), color=colour, lw=1, zorder=2)


def draw_contrasts(contrasts: pd.DataFrame, groups: Sequence[str]) -> Figure:
    """Return the terms that set each of *groups* apart, as lollipops with counts and q. *contrasts*: as the table."""
    source = "Table contrasts."
    most = 14 if len(groups) == 1 else 6
    shown = {group: own for group in groups if len(own := _strongest(contrasts, group, most))}
    if not shown:
        title, words = "Too few articles to compare the outlets’ words", "no term is used in two articles of one outlet"
        return style.draw_nothing("contrasts", title, words, source, contrasts)
    drawn = contrasts[contrasts.source_a.isin(groups)]
    findings = int((drawn.q < 0.05).sum())
    title = "No term differs beyond chance from the other outlets"
    if findings:
        title = f"{findings} terms set these outlets apart beyond chance"
    figure = _draw_lollipops(title, shown)
    listed = (", ".join(f"{t.term} {t.logodds:+.1f} (q {t.q:.2f})" for t in own.itertuples()) for own in shown.values())
    alt = "Strongest terms: " + "; ".join(f"{group}: {terms}" for group, terms in zip(shown, listed, strict=True))
    caption = f"{len(drawn):,} terms compared, words outside quotations, shared copy counted once."
    outlets = contrasts.source_a.nunique()
    if outlets > len(shown):
        share = f"{len(shown):,} of {outlets:,} outlets"
        caption += f" Drawn are {share}: those with most findings, then with most articles."
    return Figure("contrasts", figure, alt, caption, source, drawn)


def _strongest(contrasts: pd.DataFrame, group: str, most: int) -> pd.DataFrame:
    """Return the terms to draw for *group*: findings first, then by |z|; strongest use on top."""
    own = contrasts[contrasts.source_a == group]
    ranked = own.assign(finding=own.q < 0.05, size=own.z.abs())
    order = ranked.sort_values(["finding", "size", "term"], ascending=[False, False, True])
    return order.head(most).sort_values(["logodds", "term"], ascending=[False, True])


def _draw_lollipops(title: str, shown: dict[str, pd.DataFrame]) -> Any:
    """Return a drawing with a row for each group's name and for each of its terms, from the top down."""
    rows: list[tuple[str, Any]] = []
    for group, own in shown.items():
        terms = ((f"{style.shorten(t.term, 22)}  ({t.count_a}:{t.count_b}, {t.docs_a})", t) for t in own.itertuples())
        rows += [(style.shorten(group, 34), None), *terms]
    key = "log-odds ratio with 95 % interval   (uses here : uses elsewhere, articles here)   ● q < 0.05   ○ not"
    figure, axes = style.new_rows(title, [label for label, _ in rows[::-1]], key, 0.25)
    for row, (_, term) in zip(reversed(range(len(rows))), rows, strict=True):
        if term is None:
            axes.get_yticklabels()[row].set_fontweight("bold")
            continue
        colour = BLUE if term.logodds > 0 else RED
        axes.hlines(row, term.low, term.high, color=PALE, lw=6, zorder=1)
        axes.hlines(row, 0, term.logodds, color=colour, lw=1.6)
        face = colour if term.q < 0.05 else "white"
        axes.scatter([term.logodds], [row], color=colour, facecolor=face, s=36, zorder=3, linewidth=1.4)
    axes.axvline(0, color=GREY, lw=0.9)
    axes.set_xlabel("used less  ←  log-odds ratio  →  used more")
    return figure


def draw_reuse(matrix: pd.DataFrame) -> Figure:
    """Return how much of each article stands in each other. *matrix*: square, article_id × article_id, shares 0 to 1;
    its attrs say of how many ``sharers``, where not of all."""
    source, whole, known = "Table reuse.", matrix.reset_index(), matrix.attrs.get("sharers", len(matrix))
    if matrix.empty:
        return style.draw_nothing("shared-copy", "No two articles share a passage", "no shared passage", source, whole)
    worst = float(matrix.to_numpy().max())
    if len(matrix) > MOST_IN_MATRIX:
        sharers = matrix.max(axis=1).sort_values(ascending=False, kind="stable").index[:MOST_IN_MATRIX].sort_values()
        matrix = matrix.loc[sharers, sharers]
    shares, numbered = matrix.to_numpy(dtype=float), len(matrix) <= MOST_NUMBERED
    key = "share of the row’s article that also stands in the column’s, in %"
    if not numbered:
        key += "\nwhite: nothing   the darker, the more (the numbers are in the data)"
    names = [f"{name}  {i}" for i, name in enumerate(style.shorten_apart(matrix.index, 26), 1)]
    figure, axes = style.new_rows(f"Up to {worst:.0%} of one article stands in another", names, key, 0.26, 1.4)
    axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
    axes.set_ylim(len(names) - 0.5, -0.5)  # the first on top
    shown = range(0, len(matrix), 1 if numbered else 2)
    axes.set_xticks(shown, [str(i + 1) for i in shown])
    axes.tick_params(length=0)
    for row, column in np.argwhere(shares >= 0.05) if numbered else ():
        ink, percent = "white" if shares[row, column] > 0.5 else INK, f"{100 * shares[row, column]:.0f}"
        axes.text(column, row, percent, ha="center", va="center", fontsize=8, color=ink)
    alt = f"Matrix of shared copy among {len(matrix):,} articles; the largest share is {worst:.0%}."
    drawn = f"; the {len(matrix):,} that share most are drawn." if known > len(matrix) else "."
    caption = f"{known:,} articles share a passage with another{drawn}"
    return Figure("shared-copy", figure, alt, caption, source, whole)
