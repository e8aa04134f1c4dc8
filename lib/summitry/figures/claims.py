"""Figures of notebook 01: the press's counts over the record's cumulative count, and over windows of their own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from summitry.display import Figure
from summitry.figures.style import (
    BLUE,
    INK,
    RED,
    cap_rows,
    new_figure,
    place_labels,
    point_on,
    say_empty,
    shorten,
    year_axis,
)
from summitry.statistics import count_of

if TYPE_CHECKING:
    import pandas as pd

Curve = list[tuple[dt.date, int]]
MOST_POINTS, MOST_CHECKED = 1_000, 60
"""Claims that are drawn of thousands: as points over the count, and each in a row of its own."""
SOURCES = "data/reference/meetings.csv, count-claims.csv, table claims."


def _judged(claims: pd.DataFrame) -> tuple[int, int]:
    """Return how many claims were judged, and how many fit."""
    return int(claims.verdict.isin(["agrees", "disagrees"]).sum()), int((claims.verdict == "agrees").sum())


def _origins(claims: pd.DataFrame) -> str:
    own = int((claims.origin == "articles").sum())
    return f"{own} from these articles (filled), {len(claims) - own} from count-claims.csv (hollow)"


def _thin_out(claims: pd.DataFrame, most: int) -> pd.DataFrame:
    """Return *claims*, or of more than *most* so many, evenly taken."""
    if len(claims) <= most:
        return claims
    return claims.iloc[[place * len(claims) // most for place in range(most)]]


# --- over the cumulative count --------------------------------------------------------------------------------------


def draw_cumulative(
    curves: dict[str, Curve], claims: pd.DataFrame, pair: Sequence[str], until: dt.date, on_record: bool = True
) -> Figure:
    """Return the cumulative count under the widest and the strictest rule, with the press's claims over it.

    *curves*: "widest" and "strictest" → (day, count) steps. *pair*: short names. *claims*: columns date (ISO), speaker,
    source, count_low, count_high (null: no ceiling), verdict, origin; their windows begin where the curves do.
    """
    judged, fits = _judged(claims)
    figure, axes = new_figure(
        _cumulative_title(curves, judged, fits, pair), 3.9,
        "○ ● fits a counting rule   ✕ fits none   filled: in these articles   ↑ “more than”"
        if judged else "the line rises by one at each meeting",
    )  # fmt: skip
    if not curves["widest"]:
        say_empty(axes, "no meeting to count")
        axes.set_xticks([])
    else:
        _draw_curves(axes, curves, until)
        drawn = _thin_out(claims, MOST_POINTS)
        points = _draw_claims(axes, drawn)
        _label_cumulative(figure, axes, curves, drawn, points, until)
    total, strict = (len(curves[rule]) for rule in ("widest", "strictest"))
    known = "on record" if on_record else "reported in these articles"
    alt = f"The count rises to {count_of(total, 'meeting')} {known} ({strict} under the strictest rule) by {until.day} {until:%B %Y}; {fits} of {count_of(judged, 'claim')} fit."
    caption = (
        f"To {until.day} {until:%B %Y}: {total if total == strict else f'{strict} to {total}'} {known}. "
        + (
            f"{count_of(len(claims), 'claim')} counting from the beginning: {_origins(claims)}; a count repeated within an article is drawn once."
            if len(claims)
            else "No claim that counts from the beginning."
        )
        + (f" {MOST_POINTS:,} are drawn, evenly over time." if len(claims) > MOST_POINTS else "")
    )
    return Figure("claims-vs-record", figure, alt, caption, SOURCES, claims)


def _cumulative_title(curves: dict[str, Curve], judged: int, fits: int, pair: Sequence[str]) -> str:
    names = "–".join(pair)
    if judged:
        wrong = judged - fits
        end = "; one does not" if wrong == 1 else f"; {wrong} do not" if wrong else ""
        first = "The one claimed count" if judged == 1 else f"{fits} of {judged} claimed counts"
        if judged == 1:
            return f"{first} of {names} meetings {'fits' if fits else 'does not fit'} the record"
        return f"{first} of {names} meetings fit the record{end}"
    return f"{names}: {count_of(len(curves['widest']), 'meeting')}, and no claimed count to compare"


def _draw_curves(axes: Any, curves: dict[str, Curve], until: dt.date) -> None:
    steps = {rule: _steps(curve, until) for rule, curve in curves.items()}
    (days, wide), (strict_days, strict) = steps["widest"], steps["strictest"]
    axes.step(days, wide, where="post", color=BLUE, lw=1.9, zorder=2)
    if strict != wide:
        axes.step(strict_days, strict, where="post", color=BLUE, lw=1.1, ls=(0, (4, 2)), zorder=2)
        low = [_at(curves["strictest"], day) for day in days]
        axes.fill_between(days, low, wide, step="post", color=BLUE, alpha=0.16, lw=0)
    year_axis(axes, days[0], until)
    axes.set_ylabel(f"meetings since {curves['widest'][0][0]:%B %Y}")
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.grid(axis="y")


def _steps(curve: Curve, until: dt.date) -> tuple[list[dt.date], list[int]]:
    first = dt.date(curve[0][0].year, curve[0][0].month, 1) if curve else until
    days = [first, *(day for day, _ in curve), until]
    counts = [0, *(count for _, count in curve)]
    return days, [*counts, counts[-1]]


def _at(curve: Curve, day: dt.date) -> int:
    return max((count for when, count in curve if when <= day), default=0)


def _ceiling(claim: Any) -> int | None:
    """Return the most meetings claimed, or None where the claim has no ceiling."""
    import pandas as pd

    return None if pd.isna(claim.count_high) else int(claim.count_high)


def _mark(claim: Any) -> tuple[str, str]:
    """Return the colour and marker of a claim by its verdict."""
    return (RED, "X") if claim.verdict == "disagrees" else (INK, "o")


def _place_claims(claims: pd.DataFrame) -> list[float]:
    """Return the count at which each claim is marked: the middle of what it says, or its least where it has no ceiling."""
    highs = claims.count_high.fillna(claims.count_low)
    return [float(place) for place in (claims.count_low + highs) / 2]


def _draw_claims(axes: Any, claims: pd.DataFrame) -> list[tuple[dt.date, float]]:
    """Draw the claims over time; return the points where they stand."""
    days = [dt.date.fromisoformat(day) for day in claims.date]
    middle = _place_claims(claims)
    for (colour, marker, filled), rows in _group_marks(claims):
        x, y = [days[row] for row in rows], [middle[row] for row in rows]
        _scatter_claims(axes, x, y, colour, marker, filled)
        own, open_ = claims.iloc[rows], [claims.count_high.isna().iloc[row] for row in rows]
        axes.vlines(x, own.count_low, own.count_high.fillna(own.count_low), color=colour, lw=1.6, zorder=3)
        point_on(axes, *_choose(x, y, open_), colour, 14)
    return list(zip(days, middle, strict=True))


def _choose(x: Sequence[Any], y: Sequence[float], which: Sequence[bool]) -> tuple[list[Any], list[float]]:
    places = [place for place, wanted in enumerate(which) if wanted]
    return [x[place] for place in places], [y[place] for place in places]


def _group_marks(claims: pd.DataFrame) -> Iterator[tuple[tuple[str, str, bool], list[int]]]:
    """Yield the colour, marker and filling of claims that look alike, and their positions."""
    looks: dict[tuple[str, str, bool], list[int]] = {}
    for position, claim in enumerate(claims.itertuples()):
        colour, marker = _mark(claim)
        looks.setdefault((colour, marker, claim.origin == "articles" or marker == "X"), []).append(position)
    yield from looks.items()


def _scatter_claims(axes: Any, x: Sequence[Any], y: Sequence[float], colour: str, marker: str, filled: bool) -> None:
    axes.scatter(
        x, y, s=58 if marker == "X" else 38, marker=marker, facecolor=colour if filled else "white",
        edgecolor=colour if marker == "o" else "white", linewidth=1.2 if marker == "o" else 0.5, zorder=4,
    )  # fmt: skip


def _label_cumulative(
    figure: Any,
    axes: Any,
    curves: dict[str, Curve],
    claims: pd.DataFrame,
    points: list[tuple[dt.date, float]],
    until: dt.date,
) -> None:
    first = curves["widest"][0][0]
    top = max([len(curves["widest"]), *(y for _, y in points), 1])
    axes.set_ylim(0, top * 1.16 + 0.4)
    line = [*_sample(curves["widest"], first, until), *_sample(curves["strictest"], first, until)]
    labels = [
        (points[i], _claim_label(claims.iloc[i]), RED if claims.verdict.iloc[i] == "disagrees" else INK)
        for i in _choose_labels(claims, points)
    ]
    labels = list({label[1]: label for label in reversed(labels)}.values())[::-1]  # a voice and its count once
    wrong = [label for label in labels if label[2] == RED]
    rules = _rule_labels(curves, first, until) if len(curves["strictest"]) != len(curves["widest"]) else []
    place_labels(figure, axes, [*wrong, *rules, *(label for label in labels if label[2] != RED)], [*line, *points])


def _sample(curve: Curve, first: dt.date, last: dt.date) -> list[tuple[dt.date, int]]:
    """Return points along a step line, close enough to keep labels off it."""
    stride = max(1, (last - first).days // 90)
    days = (first + dt.timedelta(days=stride * n) for n in range((last - first).days // stride + 1))
    return [(day, _at(curve, day)) for day in days]


def _rule_labels(curves: dict[str, Curve], first: dt.date, last: dt.date) -> list[tuple[tuple[Any, float], str, str]]:
    """Return the labels of the two lines, with the points that they name."""
    words = (
        ("widest", 0.36, "widest rule: video and\ndisputed meetings in"),
        ("strictest", 0.6, "strictest rule: in person,\nundisputed"),
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


def _voice(claim: Any) -> str:
    voices = (claim.speaker, getattr(claim, "source", None))
    who = next((voice for voice in voices if isinstance(voice, str) and voice), "the outlet")
    return shorten(who.split(" (")[0], 22)


def _claim_label(claim: Any) -> str:
    low, high = int(claim.count_low), _ceiling(claim)
    count = f"over {low - 1}" if high is None else (f"{low}" if high == low else f"{low}–{high}")
    return f"{_voice(claim)}: {count}"


# --- over windows of their own --------------------------------------------------------------------------------------


def draw_claim_check(claims: pd.DataFrame) -> Figure:
    """Return each claim beside the record's count over the claim's own window, a row per claim, the earliest on top.

    *claims*: columns date, speaker, source, count_low, count_high, window_start, record_low, record_high, verdict, origin.
    """
    shown = claims[claims.record_low.notna()].sort_values("date", kind="stable", na_position="last").iloc[::-1]
    judged, fits = _judged(shown)
    origins, shown = _origins(shown), _thin_out(shown, MOST_CHECKED)
    figure, axes = new_figure(
        _check_title(judged, fits), cap_rows(len(shown), 0.36),
        "blue: the record in that window, strictest to widest counting rule\n"
        "○ ● claim that fits   ✕ does not   filled: in these articles   → “more than”" if judged else "",
    )  # fmt: skip
    reach = max([1, *shown.record_high, *shown.count_low, *shown.count_high.dropna()])
    rows = range(len(shown))
    axes.barh(
        rows, shown.record_high - shown.record_low + 2 * reach / 55, left=shown.record_low - reach / 55, height=0.62,
        color=BLUE, alpha=0.32, lw=0,
    )  # fmt: skip
    _draw_claim_rows(axes, shown)
    axes.set_yticks(rows, [_row_label(claim) for claim in shown.itertuples()])
    axes.set_xlim(0, reach * 1.12 + 0.4)
    axes.set_ylim(-0.7, max(len(shown), 1) - 0.3)
    axes.xaxis.get_major_locator().set_params(integer=True)
    axes.set_xlabel("meetings in the claim’s window")
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")
    if not judged:
        say_empty(axes, "nothing to compare")
        axes.set_xticks([])
        axes.set_xlabel("")
        axes.spines["bottom"].set_visible(False)
    alt = f"{count_of(judged, 'count claim')} against the record over windows of their own; {fits} fit."
    caption = (
        f"{count_of(judged, 'claim')} with a window of {'its' if judged == 1 else 'their'} own or without a day to be drawn at above: {origins}."
        + (f" {MOST_CHECKED} are drawn, evenly over time." if judged > MOST_CHECKED else "")
        if judged
        else "Every checkable claim counts from the beginning, above."
    )
    return Figure("claim-check", figure, alt, caption, SOURCES, claims)


def _check_title(judged: int, fits: int) -> str:
    if not judged:
        return "No further claim to check over a window of its own"
    if judged == 1:
        return f"The one claim over a window of its own {'fits' if fits else 'does not fit'} the record"
    return f"{fits} of {judged} claims over windows of their own fit the record"


def _row_label(claim: Any) -> str:
    """Return "Jul 2024 · Courier · since Feb 2022": when it was said, by whom, from when it counts."""
    said = _month(claim.date) if isinstance(claim.date, str) else "undated"
    since = f"since {_month(claim.window_start)}" if isinstance(claim.window_start, str) else "in all"
    return f"{said} · {_voice(claim)} · {since}"


def _month(date: str) -> str:
    """Return "Jul 2024" for an ISO date, or the year alone."""
    return f"{dt.date.fromisoformat(date):%b %Y}" if len(date) == 10 else date[:4]


def _draw_claim_rows(axes: Any, claims: pd.DataFrame) -> None:
    middle = _place_claims(claims)
    for (colour, marker, filled), rows in _group_marks(claims):
        x, own = [middle[row] for row in rows], claims.iloc[rows]
        _scatter_claims(axes, x, rows, colour, marker, filled)
        axes.hlines(rows, own.count_low, own.count_high.fillna(own.count_low), color=colour, lw=1.8, zorder=3)
        point_on(axes, *_choose(x, rows, list(own.count_high.isna())), colour, 17, up=False)
