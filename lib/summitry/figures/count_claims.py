"""Figures of notebook 01: the press's counts over the record's cumulative count, and over windows of their own."""

import bisect
import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.path import Path

from summitry.display import Figure
from summitry.figures import style
from summitry.figures.style import BLUE, INK, RED
from summitry.statistics import count_of

Curve = list[tuple[dt.date, int]]
Point = tuple[dt.date, float]
MOST_POINTS, MOST_CHECKED, MOST_LABELS = 1_000, 60, 9
"""Claims that are drawn of thousands: as points over the count, and each in a row of its own; and claims with a label."""
UP = Path([(0, 0), (0, 1), (0.14, 0.76), (0, 1), (-0.14, 0.76)])
RIGHT = Path([(0, 0), (1, 0), (0.76, 0.14), (1, 0), (0.76, -0.14)])  # arrows from a claim without a ceiling
SOURCES = "data/reference/meetings.csv, count-claims.csv, table claims."


def _judge(claims: pd.DataFrame, one: str, many: str) -> tuple[int, int, str]:
    """Return how many claims were judged, how many fit some rule, and a title that says so of *one* of them or *many*."""
    judged, fits = int(claims.verdict.isin(["agrees", "disagrees"]).sum()), int((claims.verdict == "agrees").sum())
    every = int((claims.answer == "agrees").sum())
    title = f"{fits} of {judged} {many} fit some counting rule, {every} of them every rule"
    if judged == 1:
        words = {"agrees": "fits every counting rule", "disagrees": "fits no counting rule"}
        title = f"The one {one} {claims.answer.replace(words).iloc[0]}"
    return judged, fits, title


def _origins(claims: pd.DataFrame) -> str:
    own = int((claims.origin == "articles").sum())
    return f"{own} from these articles (filled), {len(claims) - own} from count-claims.csv (hollow)"


def _thin_out(claims: pd.DataFrame, most: int) -> tuple[pd.DataFrame, str]:
    """Return *claims*, or of more than *most* so many, evenly taken; and a sentence that says so."""
    if len(claims) <= most:
        return claims, ""
    taken = [place * len(claims) // most for place in range(most)]
    return claims.iloc[taken], f" {most:,} are drawn, evenly over time."


def _draw_claims(axes: Any, claims: pd.DataFrame, places: Sequence[Any], upright: bool) -> list[float]:
    """Draw the claims at *places* along the other axis: a mark in the middle of what each says (at its least where it has
    no ceiling), a line over its range, an arrow for "more than"; return the middles."""
    highs = claims.count_high.fillna(claims.count_low)
    middles = [float(middle) for middle in (claims.count_low + highs) / 2]
    wrong = claims.verdict == "disagrees"
    looks = pd.DataFrame({"wrong": wrong, "filled": wrong | (claims.origin == "articles"), "row": range(len(claims))})
    for (cross, filled), rows in looks.groupby(["wrong", "filled"], sort=False).row:
        colour = RED if cross else INK
        own, others = [middles[row] for row in rows], [places[row] for row in rows]
        x, y = (others, own) if upright else (own, others)
        axes.scatter(
            x, y, s=58 if cross else 38, marker="X" if cross else "o", facecolor=colour if filled else "white",
            edgecolor="white" if cross else colour, linewidth=0.5 if cross else 1.2, zorder=4,
        )  # fmt: skip
        lines = axes.vlines if upright else axes.hlines
        lines(others, claims.count_low.iloc[rows], highs.iloc[rows], color=colour, lw=1.6 if upright else 1.8, zorder=3)
        unbounded = [at for at, row in enumerate(rows) if pd.isna(claims.count_high.iloc[row])]
        x, y = [x[at] for at in unbounded], [y[at] for at in unbounded]
        look = {"s": 28**2, "marker": UP} if upright else {"s": 34**2, "marker": RIGHT}
        axes.scatter(x, y, facecolor="none", edgecolor=colour, linewidth=1.1, zorder=3, **look)
    return middles


def _voice(claim: Any) -> str:
    who = next((voice for voice in (claim.speaker, claim.source) if isinstance(voice, str) and voice), "the outlet")
    return style.shorten(who.split(" (")[0], 22)


def draw_cumulative(
    curves: dict[str, Curve], claims: pd.DataFrame, pair: Sequence[str], until: dt.date, on_record: bool = True
) -> Figure:
    """Return the cumulative count under the widest and the strictest rule, with the press's claims over it.

    *curves*: "widest" and "strictest" → (day, count) steps. *pair*: short names. *claims*: columns date (ISO), speaker,
    source, count_low, count_high (null: no ceiling), window_end (where they are drawn), verdict, answer, origin; their
    windows begin where the curves do.
    """
    names, total, strict = "–".join(pair), len(curves["widest"]), len(curves["strictest"])
    judged, fits, title = _judge(claims, f"claimed count of {names} meetings", f"claimed counts of {names} meetings")
    if not judged:
        title = f"{names}: {count_of(total, 'meeting')}, and no claimed count to compare"
    elif 1 < judged > fits:
        title += "; one does not" if judged - fits == 1 else f"; {judged - fits} do not"
    if not total:
        return style.draw_nothing("claims-vs-record", title, "no meeting to count", SOURCES, claims)
    key = "○ ● fits a counting rule   ✕ fits none   filled: in these articles   ↑ “more than”"
    figure, axes = style.new_figure(title, 3.9, key if judged else "the line rises by one at each meeting")
    _draw_curves(axes, curves, until)
    drawn, thinned = _thin_out(claims, MOST_POINTS)
    days = [dt.date.fromisoformat(day) for day in drawn.window_end]  # up to which each was judged
    points = list(zip(days, _draw_claims(axes, drawn, days, upright=True), strict=True))
    axes.set_ylim(0, max([total, *(y for _, y in points)]) * 1.16 + 0.4)
    first = curves["widest"][0][0]
    along = pd.date_range(first, until, freq=f"{max(1, (until - first).days // 90)}D").date
    line = [(day, _at(curve, day)) for curve in curves.values() for day in along]  # labels keep off it
    labels = [*_label_claims(drawn, points), *_label_rules(curves, until)]
    labels.sort(key=lambda label: (RED, BLUE, INK).index(label[2]))  # what comes first has more room
    style.place_labels(figure, axes, labels, [*line, *points])
    known, day = "on record" if on_record else "reported in these articles", f"{until.day} {until:%B %Y}"
    counted = "No claim that counts from the beginning."
    if len(claims):
        counted = f"{count_of(len(claims), 'claim')} counting from the beginning: {_origins(claims)}; a count repeated within an article is drawn once."
    caption = f"To {day}: {total if total == strict else f'{strict} to {total}'} {known}. {counted}{thinned}"
    alt = f"The count rises to {count_of(total, 'meeting')} {known} ({strict} under the strictest rule) by {day}; "
    alt += f"{fits} of {count_of(judged, 'claim')} fit."
    return Figure("claims-vs-record", figure, alt, caption, SOURCES, claims)


def _draw_curves(axes: Any, curves: dict[str, Curve], until: dt.date) -> None:
    days, wide = _steps(curves["widest"], until)
    strict_days, strict = _steps(curves["strictest"], until)
    axes.step(days, wide, where="post", color=BLUE, lw=1.9, zorder=2)
    if strict != wide:
        axes.step(strict_days, strict, where="post", color=BLUE, lw=1.1, ls=(0, (4, 2)), zorder=2)
        low = [_at(curves["strictest"], day) for day in days]
        axes.fill_between(days, low, wide, step="post", color=BLUE, alpha=0.16, lw=0)
    style.year_axis(axes, days[0], until)
    axes.set_ylabel(f"meetings since {days[0]:%B %Y}")
    axes.locator_params("y", integer=True)
    axes.grid(axis="y")


def _steps(curve: Curve, until: dt.date) -> tuple[list[dt.date], list[int]]:
    first = curve[0][0].replace(day=1) if curve else until
    return [first, *(day for day, _ in curve), until], [0, *(count for _, count in curve), len(curve)]


def _at(curve: Curve, day: dt.date) -> int:
    return bisect.bisect_right(curve, day, key=lambda step: step[0])


def _label_rules(curves: dict[str, Curve], last: dt.date) -> list[style.Label]:
    """Return the labels of the two lines, with the points that they name; none where there is one line."""
    if len(curves["strictest"]) == len(curves["widest"]):
        return []
    first = curves["widest"][0][0]
    wide, strict = (first + (last - first) * part for part in (0.36, 0.6))
    return [
        ((wide, _at(curves["widest"], wide)), "widest rule: video and\ndisputed meetings in", BLUE),
        ((strict, _at(curves["strictest"], strict)), "strictest rule: in person,\nundisputed", BLUE),
    ]


def _label_claims(claims: pd.DataFrame, points: Sequence[Point]) -> list[style.Label]:
    """Return the labels of those claims that have one, each point, voice and count once: those that disagree (red) or are
    ours first, then others spread over the years, as steps of the golden ratio spread them."""
    rows = list(claims.itertuples())
    order = sorted(
        range(len(rows)), key=lambda i: (rows[i].verdict != "disagrees", rows[i].origin != "articles", i * 0.618 % 1)
    )
    labels: dict[Any, style.Label] = {}
    for i, claim in ((i, rows[i]) for i in order):
        low, high = int(claim.count_low), claim.count_high
        count = f"over {low - 1}" if pd.isna(high) else f"{low}" if high == low else f"{low}–{int(high)}"
        words, colour = f"{_voice(claim)}: {count}", RED if claim.verdict == "disagrees" else INK
        if all(points[i] != point and words != said for point, said, _ in labels.values()):
            labels[i] = (points[i], words, colour)
    return list(labels.values())[:MOST_LABELS]


def draw_claim_check(claims: pd.DataFrame) -> Figure:
    """Return each claim beside the record's count over the claim's own window, a row per claim, the earliest on top.
    *claims*: columns date, speaker, source, count_low, count_high, window_start, window_end, record_low, record_high,
    verdict, answer, origin."""
    shown = claims[claims.record_low.notna()].sort_values("date", kind="stable", na_position="last").iloc[::-1]
    judged, fits, title = _judge(shown, "claim over a window of its own", "claims over windows of their own")
    if not judged:
        title = "No further claim to check over a window of its own"
        return style.draw_nothing("claim-check", title, "nothing to compare", SOURCES, claims)
    caption = f"{count_of(judged, 'claim')} each over a window of its own: {_origins(shown)}."
    shown, thinned = _thin_out(shown, MOST_CHECKED)
    key = "blue: the record in that window, strictest to widest counting rule\n"
    key += "○ ● claim that fits   ✕ does not   filled: in these articles   → “more than”"
    figure, axes = style.new_rows(title, [_label_row(claim) for claim in shown.itertuples()], key, 0.36)
    reach = max([1, *shown.record_high, *shown.count_low, *shown.count_high.dropna()])
    rows, air = range(len(shown)), reach / 55
    width = shown.record_high - shown.record_low + 2 * air
    axes.barh(rows, width, left=shown.record_low - air, height=0.62, color=BLUE, alpha=0.32, lw=0)
    _draw_claims(axes, shown, rows, upright=False)
    axes.set(xlim=(0, reach * 1.12 + 0.4), xlabel="meetings in the claim’s window")
    axes.locator_params("x", integer=True)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    alt = f"{count_of(judged, 'count claim')} against the record over windows of their own; {fits} fit."
    return Figure("claim-check", figure, alt, caption + thinned, SOURCES, claims)


def _label_row(claim: Any) -> str:
    """Return "Jul 2024 · Courier · since Feb 2022": when it was said, by whom, over which window it was judged."""
    said, start, end = _month(claim.date), _month(claim.window_start), _month(claim.window_end)
    window = f"since {start}" if start else "in all"
    if end != said:
        window = f"{start} – {end}" if start else f"until {end}"
    return f"{said or 'undated'} · {_voice(claim)} · {window}"


def _month(day: Any) -> str:
    """Return "Jul 2024" for an ISO date, or the year alone; "" for none."""
    if not isinstance(day, str):
        return ""
    return f"{dt.date.fromisoformat(day):%b %Y}" if len(day) == 10 else day[:4]
