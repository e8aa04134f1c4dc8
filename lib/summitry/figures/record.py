"""Figures of notebook 01: the record as a timeline, and the press's counts over it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from summitry.display import Figure
from summitry.figures.style import (
    BLUE,
    GREEN,
    GREY,
    INK,
    ORANGE,
    PALE,
    PURPLE,
    RED,
    cap_rows,
    new_figure,
    place_labels,
    shorten,
    year_axis,
)

if TYPE_CHECKING:
    import pandas as pd

MODE_MARKS = {"in-person": (BLUE, "o", "●"), "video": (PURPLE, "D", "◆"), "phone": (GREY, "|", "|")}
MONTHS = "JFMAMJJASOND"


def draw_timeline(record: pd.DataFrame, events: pd.DataFrame, pair: Sequence[str]) -> Figure:
    """Return the meetings, a row per year, a place per day of the year; those that the articles report are ringed.

    *record*: columns date (ISO), mode, counts_as_meeting, meeting_id (may be empty). *events*: merged reports, columns
    date, mode, meeting_id, in_record.
    """
    names = " and ".join(pair)
    reported = set(events.meeting_id.dropna()) if len(events) else set()
    drawn = record if len(record) else events.assign(counts_as_meeting="yes")
    drawn = drawn[drawn.date.notna()]
    days = [dt.date.fromisoformat(day) for day in drawn.date]
    held = int(((drawn["mode"] != "phone") & (drawn.counts_as_meeting != "no")).sum()) if len(drawn) else 0
    title = (
        f"{names}: {held} meetings on record, {len(reported)} of them in these articles"
        if len(record)
        else f"{names}: {held} meetings reported"
    )
    years = range(min((d.year for d in days), default=2013), max((d.year for d in days), default=2013) + 1)
    key = "● in person  ◆ video  | phone call  ○ hollow: counted by some rules only   ring: in these articles"
    figure, axes = new_figure(title, cap_rows(len(years), 0.27, 1.6), key)
    for day, row in zip(days, drawn.itertuples(), strict=True):
        _draw_day(axes, day, row, reported)
    axes.set_yticks(list(years))
    axes.set_ylim(years[-1] + 0.7, years[0] - 0.7)
    axes.set_xlim(-4, 370)
    axes.set_xticks([dt.date(2021, month, 15).timetuple().tm_yday for month in range(1, 13)], list(MONTHS))
    axes.set_xticks([dt.date(2021, month, 1).timetuple().tm_yday for month in range(1, 13)], minor=True)
    axes.grid(axis="x", which="minor")
    axes.grid(axis="y", color=PALE)
    axes.tick_params(axis="both", which="both", length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    alt = f"Calendar of {len(drawn)} meetings and calls of {names}, a row per year; {len(reported)} are reported in the articles."
    return Figure(
        "timeline",
        figure,
        alt,
        f"{len(drawn)} rows of the record in the window, calls included.",
        "data/reference/meetings.csv and table meetings.",
        drawn,
    )


def _draw_day(axes: Any, day: dt.date, row: Any, reported: set[str]) -> None:
    colour, marker, _ = MODE_MARKS[row.mode]
    x = min(day.timetuple().tm_yday, 365)
    hollow = row.counts_as_meeting != "yes" and row.mode != "phone"
    if marker == "|":
        axes.scatter([x], [day.year], s=60, marker=marker, color=colour, linewidth=1.3, zorder=2)
    else:
        axes.scatter(
            [x],
            [day.year],
            s=46,
            marker=marker,
            facecolor="white" if hollow else colour,
            edgecolor=colour,
            linewidth=1.3,
            zorder=3,
        )
    if row.meeting_id in reported:
        axes.scatter([x], [day.year], s=170, marker="o", facecolor="none", edgecolor=RED, linewidth=1.6, zorder=4)


def draw_cumulative(
    curves: dict[str, list[tuple[dt.date, int]]], claims: pd.DataFrame, pair: Sequence[str], until: dt.date
) -> Figure:
    """Return the record's cumulative count under its widest and strictest rule, with the press's claims over it.

    *curves*: "widest" and "strictest" → (day, count) steps. *claims*: columns date (ISO), speaker, count_low,
    count_high (null: no ceiling), verdict, origin (articles | reference); windows begin where the curves do.
    """
    fits = int((claims.verdict == "agrees").sum())
    judged = int(claims.verdict.isin(["agrees", "disagrees"]).sum())
    title = (
        f"{fits} of {judged} counts of {pair[0].split()[0]}–{pair[1].split()[-1]} meetings fit the record"
        if judged
        else "No count claims to compare with the record"
    )
    figure, axes = new_figure(
        title, 3.9, "○ fits a counting rule  ✕ fits none  ● claimed in these articles  | hedge  ↑ “more than”"
    )
    steps = {rule: _steps(curve, until) for rule, curve in curves.items()}
    (days, wide), (strict_days, strict) = steps["widest"], steps["strictest"]
    axes.step(days, wide, where="post", color=BLUE, lw=1.9, zorder=2)
    axes.step(strict_days, strict, where="post", color=BLUE, lw=1.1, ls=(0, (4, 2)), zorder=2)
    axes.fill_between(
        days, [_at(curves["strictest"], day) for day in days], wide, step="post", color=BLUE, alpha=0.16, lw=0
    )
    points = [_draw_claim(axes, claim) for claim in claims.itertuples()]
    top = max([*wide, *(point[1] for point in points), 1])
    axes.set_ylim(0, top * 1.16)
    year_axis(axes, days[0], until)
    axes.set_ylabel(f"meetings since {days[0]:%B %Y}")
    axes.grid(axis="y")
    line = [*_sample(curves["widest"], days[0], until), *_sample(curves["strictest"], days[0], until)]
    labels = _rule_labels(curves, days[0], until)
    labels += [(points[i], _claim_label(claims.iloc[i]), INK) for i in _choose_labels(claims, points)]
    place_labels(figure, axes, labels, [*line, *points])
    alt = (f"The record rises to {wide[-1]} meetings ({strict[-1]} without disputed ones) by {until:%d %B %Y}; "
           f"{fits} of {judged} claimed counts fit, {judged - fits} do not.")  # fmt: skip
    caption = f"Record to {until.day} {until:%B %Y}: {strict[-1]} to {wide[-1]} meetings. {len(claims)} claims whose window begins with the record."
    return Figure(
        "claims-vs-record", figure, alt, caption, "data/reference/meetings.csv, count-claims.csv, table claims.", claims
    )


def _steps(curve: list[tuple[dt.date, int]], until: dt.date) -> tuple[list[dt.date], list[int]]:
    first = dt.date(curve[0][0].year, curve[0][0].month, 1) if curve else until
    days = [first, *(day for day, _ in curve), until]
    counts = [0, *(count for _, count in curve)]
    return days, [*counts, counts[-1]]


def _at(curve: list[tuple[dt.date, int]], day: dt.date) -> int:
    return max((count for when, count in curve if when <= day), default=0)


def _ceiling(claim: Any) -> int | None:
    """Return the most meetings claimed, or None where the claim has no ceiling."""
    import pandas as pd

    return None if pd.isna(claim.count_high) else int(claim.count_high)


def _draw_claim(axes: Any, claim: Any) -> tuple[dt.date, float]:
    """Draw one claim; return the point where it stands."""
    day, low = dt.date.fromisoformat(claim.date), int(claim.count_low)
    high = _ceiling(claim)
    colour, marker = {"agrees": (INK, "o"), "disagrees": (RED, "X")}.get(claim.verdict, (GREY, "o"))
    y = low if high is None else (low + high) / 2
    if high is None:
        axes.annotate(
            "", (day, low + 3.4), (day, low), arrowprops={"arrowstyle": "->", "color": colour, "lw": 0.9}, zorder=3
        )
    elif high > low:
        axes.plot([day, day], [low, high], color=colour, lw=1.4, zorder=3)
    inside = claim.origin == "articles"
    axes.scatter(
        [day],
        [y],
        s=52 if marker == "X" else 36,
        marker=marker,
        color=colour,
        facecolor=colour if inside or marker == "X" else "white",
        linewidth=1.2,
        zorder=4,
    )
    return day, y


def _sample(curve: list[tuple[dt.date, int]], first: dt.date, last: dt.date) -> list[tuple[dt.date, int]]:
    """Return points along a step line, close enough to keep labels off it."""
    days = (first + dt.timedelta(days=60 * n) for n in range((last - first).days // 60 + 1))
    return [(day, _at(curve, day)) for day in days]


def _rule_labels(
    curves: dict[str, list[tuple[dt.date, int]]], first: dt.date, last: dt.date
) -> list[tuple[tuple[dt.date, float], str, str]]:
    """Return the labels of the two lines, with the points that they name."""
    words = (
        ("widest", 0.36, "widest rule: video and\nsummit margins in"),
        ("strictest", 0.72, "strictest rule: in person,\nundisputed"),
    )
    days = [(rule, first + (last - first) * share, text) for rule, share, text in words]
    return [((day, _at(curves[rule], day)), text, BLUE) for rule, day, text in days]


def _choose_labels(claims: pd.DataFrame, points: list[tuple[dt.date, float]], most: int = 9) -> list[int]:
    """Return the positions of the claims worth a label, one a point: those that disagree, those in the articles, then
    spread over the years."""
    rank = {i: (claims.verdict.iloc[i] != "disagrees", claims.origin.iloc[i] != "articles") for i in range(len(claims))}
    once: dict[tuple[dt.date, float], int] = {}
    for i in sorted(rank, key=lambda i: (rank[i], i)):
        once.setdefault(points[i], i)
    first = [i for i in once.values() if rank[i] != (True, True)]
    rest = [i for i in once.values() if rank[i] == (True, True)]
    stride = max(1, -(-len(rest) // max(1, most - len(first))))
    return (first + rest[::stride])[:most]


def _claim_label(claim: Any) -> str:
    voices = (claim.speaker, getattr(claim, "source", None), getattr(claim, "outlet", None))
    who = next((voice for voice in voices if isinstance(voice, str)), "the outlet")
    low, high = int(claim.count_low), _ceiling(claim)
    count = f"over {low - 1}" if high is None else (f"{low}" if high == low else f"{low}–{high}")
    return f"{shorten(who.split(' (')[0], 24)}: {count}"


def draw_claim_check(claims: pd.DataFrame) -> Figure:
    """Return each claim's interval beside the record's over the same window, a row per claim, in order of date.

    *claims*: columns claimed (text), speaker, date, count_low, count_high, record_low, record_high, verdict.
    """
    judged = claims[claims.record_low.notna()].sort_values("date", kind="stable").iloc[::-1]
    wrong = int((judged.verdict == "disagrees").sum())
    title = (
        f"{len(judged) - wrong} of {len(judged)} claims in the articles fit what the record has for their window"
        if len(judged)
        else "No claim in the articles can be checked"
    )
    figure, axes = new_figure(
        title,
        cap_rows(len(judged), 0.42),
        "▬ the record, from strictest to widest counting rule   ● claim that fits   ✕ claim that does not   → no ceiling",
    )
    for row, claim in enumerate(judged.itertuples()):
        axes.plot(
            [claim.record_low, claim.record_high], [row, row], color=BLUE, alpha=0.3, lw=11, solid_capstyle="butt"
        )
        axes.scatter([claim.record_low, claim.record_high], [row, row], color=BLUE, marker="|", s=110, lw=1.6)
        _draw_claim_row(axes, row, claim)
    axes.set_yticks(
        range(len(judged)),
        [
            shorten(f"{c.date[:7] if isinstance(c.date, str) else '?'} {_claim_label(c)}", 36)
            for c in judged.itertuples()
        ],
    )
    axes.set_xlim(left=0)
    axes.set_xlabel("meetings in the claim's window")
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    alt = f"{len(judged)} count claims against the record over their own windows; {wrong} do not fit."
    return Figure(
        "claim-check",
        figure,
        alt,
        f"{len(judged)} of {len(claims)} claims have a window that the record covers.",
        "Table claims.",
        claims,
    )


def _draw_claim_row(axes: Any, row: int, claim: Any) -> None:
    colour, marker = (RED, "X") if claim.verdict == "disagrees" else (INK, "o")
    low, high = int(claim.count_low), _ceiling(claim)
    if high is None:
        axes.annotate(
            "", (low * 1.12 + 1, row), (low, row), arrowprops={"arrowstyle": "->", "color": colour, "lw": 1.2}
        )
        axes.scatter([low], [row], color=colour, marker=marker, s=44, zorder=4)
    else:
        axes.plot([low, high], [row, row], color=colour, lw=1.6, zorder=3)
        axes.scatter([(low + high) / 2], [row], color=colour, marker=marker, s=44, zorder=4)


def draw_yearly(rates: pd.DataFrame) -> Figure:
    """Return meetings a year with exact Poisson intervals. *rates*: columns year, meetings, low, high, exposure (years)."""
    most = rates.loc[rates.meetings.idxmax()] if len(rates) else None
    title = (
        f"Between {rates.meetings.min()} and {rates.meetings.max()} meetings a year, most in {int(most.year)}"
        if most is not None
        else "No meetings in the window"
    )
    figure, axes = new_figure(
        title, 2.6, "bars: meetings   lines: 95 % exact Poisson interval of what to expect in such a year"
    )
    axes.bar(rates.year, rates.meetings, color=BLUE, width=0.7)
    axes.vlines(rates.year, rates.low * rates.exposure, rates.high * rates.exposure, color=INK, lw=1.1)
    axes.set_ylim(bottom=0)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.set_xticks(list(rates.year)[:: max(1, -(-len(rates) // 8))])
    axes.set_ylabel("meetings a year")
    axes.grid(axis="y")
    alt = "Bar per year: " + ", ".join(f"{int(r.year)}: {int(r.meetings)}" for r in rates.itertuples())
    return Figure(
        "meetings-a-year",
        figure,
        alt,
        f"{int(rates.meetings.sum())} meetings. The window covers the first and last year in part.",
        "data/reference/meetings.csv.",
        rates,
    )


def draw_occasions(occasions: pd.DataFrame) -> Figure:
    """Return in which months of the year the meetings fell, by occasion. *occasions*: columns occasion, month, meetings."""
    totals = occasions.groupby("occasion").meetings.sum().sort_values(kind="stable")
    title = (
        f"The commonest occasion: {totals.index[-1]}, {totals.iloc[-1]} meetings"
        if len(totals)
        else "No meetings in the window"
    )
    figure, axes = new_figure(
        title, cap_rows(len(totals), 0.3), "size and number: meetings in that month, all years together"
    )
    place = {occasion: row for row, occasion in enumerate(totals.index)}
    for cell in occasions.itertuples():
        axes.scatter(
            [cell.month],
            [place[cell.occasion]],
            s=90 + 75 * cell.meetings,
            color=GREEN if cell.meetings > 1 else BLUE,
            zorder=3,
        )
        axes.text(
            cell.month,
            place[cell.occasion],
            str(cell.meetings),
            color="white",
            ha="center",
            va="center",
            fontsize=8.5,
            fontweight="bold",
            zorder=4,
        )
    axes.set_yticks(range(len(totals)), [f"{shorten(o, 26)} · {n}" for o, n in totals.items()])
    axes.set_ylim(-0.7, len(totals) - 0.3)
    axes.set_xticks(range(1, 13), list(MONTHS))
    axes.set_xlim(0.3, 12.7)
    axes.tick_params(length=0)
    axes.grid(color=PALE)
    alt = "Meetings by occasion: " + ", ".join(f"{o} {n}" for o, n in totals.iloc[::-1].items())
    return Figure(
        "occasions",
        figure,
        alt,
        f"{int(totals.sum())} meetings with a known occasion.",
        "data/reference/meetings.csv.",
        occasions,
    )


def draw_spread(reports: pd.DataFrame) -> Figure:
    """Return how many days after a meeting each outlet reported it. *reports*: columns event, day_after, outlet, precision."""
    days = reports.day_after
    title = (
        f"{int((days <= 1).sum())} of {len(reports)} dated reports came out by the day after the meeting"
        if len(reports)
        else "No report can be set against the day of its meeting"
    )
    order = list(dict.fromkeys(reports.sort_values("event", kind="stable").event))[::-1]
    figure, axes = new_figure(
        title, cap_rows(len(order), 0.3), "a dot per article; days from the meeting's first day to publication"
    )
    place = {event: row for row, event in enumerate(order)}
    seen: dict[tuple[str, int], int] = {}
    for report in reports.itertuples():
        stack = seen[(report.event, report.day_after)] = seen.get((report.event, report.day_after), -1) + 1
        axes.scatter(
            [report.day_after],
            [place[report.event] + 0.16 * stack],
            color=ORANGE if report.day_after > 1 else BLUE,
            s=30,
            zorder=3,
        )
    axes.set_yticks(range(len(order)), [shorten(event, 32) for event in order])
    axes.set_xscale("symlog", linthresh=3)
    axes.set_xlim(left=-0.4)
    axes.xaxis.set_major_formatter(lambda x, _: f"{x:g}")
    axes.set_xlabel("days after (stretched near 0)")
    axes.tick_params(axis="y", length=0)
    axes.grid(axis="x")
    alt = f"{len(reports)} reports of {len(order)} meetings by days after; the longest lag is {int(days.max()) if len(days) else 0} days."
    return Figure(
        "coverage-days",
        figure,
        alt,
        f"{len(reports)} dated reports of {len(order)} meetings that the record knows.",
        "Tables meetings and articles.",
        reports,
    )
