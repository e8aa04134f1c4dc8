"""Figures of notebook 01: the record as a calendar, meetings a year, the gaps between them, places and occasions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from summitry.display import Figure
from summitry.figures.style import (
    BLUE,
    GREY,
    INK,
    ORANGE,
    PALE,
    PURPLE,
    RED,
    SKY,
    cap_rows,
    new_figure,
    place_labels,
    say_empty,
    shorten,
    year_axis,
)
from summitry.statistics import count_of

if TYPE_CHECKING:
    import pandas as pd

MODE_MARKS = {"in-person": (BLUE, "o"), "video": (PURPLE, "D"), "phone": (GREY, "|")}
MONTHS = "JFMAMJJASOND"
SOURCE = "data/reference/meetings.csv"


def _sources(on_record: bool, *others: str) -> str:
    return ", ".join([SOURCE if on_record else "table meetings", *others]) + "."


# --- the calendar ---------------------------------------------------------------------------------------------------


def draw_timeline(record: pd.DataFrame, events: pd.DataFrame, pair: Sequence[str]) -> Figure:
    """Return the meetings, a row per year, a place per day of the year; those that the articles report are ringed.

    *record*: columns date (ISO), mode, counts_as_meeting, meeting_id (may be empty: then the events reported as held
    are drawn). *events*: merged reports, columns date, mode, status, meeting_id, in_record.
    """
    names = " and ".join(pair)
    held, ahead = (set(events[events.status == status].meeting_id.dropna()) for status in ("held", "planned"))
    drawn = record if len(record) else events[events.status == "held"].assign(counts_as_meeting="yes")
    drawn = drawn[drawn.date.notna()]
    days = [dt.date.fromisoformat(day) for day in drawn.date]
    counted = drawn[(drawn["mode"] != "phone") & (drawn.counts_as_meeting != "no")]
    reported = len(held & set(counted.meeting_id))
    title = (
        f"{names}: {count_of(len(counted), 'meeting')} on record, {reported} reported in these articles"
        if len(record)
        else f"{names}: {count_of(len(counted), 'meeting')} reported in these articles"
    )
    years = range(min((d.year for d in days), default=2013), max((d.year for d in days), default=2013) + 1)
    key = (
        "● in person   ◆ by video   | phone call   ○ ◇ hollow: not counted by every rule\n"
        "ring: reported in these articles, broken where only as planned"
    )
    figure, axes = new_figure(title, cap_rows(len(years), 0.29, 1.6), key if len(record) else key.split("   ○")[0])
    _draw_days(axes, days, drawn)
    if len(record):
        _ring(axes, days, drawn.meeting_id.isin(held), "solid")
        _ring(axes, days, drawn.meeting_id.isin(ahead - held), (0, (2, 1.5)))
    _calendar_axes(axes, years)
    if not days:
        say_empty(axes, "no meeting with a day that can be drawn")
    alt = f"Calendar of {count_of(len(counted), 'meeting')} of {names}, a row per year; {reported} reported in the articles: "
    alt += ", ".join(f"{year}: {sum(day[:4] == str(year) for day in counted.date)}" for year in years) + "."
    calls = len(drawn) - len(counted)
    caption = f"{count_of(len(counted), 'meeting')} that count under some rule" + (
        f"; {calls} more rows are calls, parts of a longer visit or mere co-presence." if calls else "."
    )
    return Figure("timeline", figure, alt, caption, _sources(bool(len(record)), "table meetings"), drawn)


def _draw_days(axes: Any, days: Sequence[dt.date], drawn: pd.DataFrame) -> None:
    """Draw the meetings, those that look alike at once: matplotlib takes as long for one mark as for a hundred."""
    whole = drawn.counts_as_meeting == "yes"
    for (mode, filled), rows in drawn.assign(filled=whole, place=range(len(drawn))).groupby(["mode", "filled"]):
        colour, marker = MODE_MARKS[mode]
        x, y = _place_days([days[place] for place in rows.place])
        if marker == "|":
            axes.scatter(x, y, s=60, marker=marker, color=colour, linewidth=1.3, zorder=2)
        else:
            face, size = colour if filled else "white", 46 if marker == "o" else 36
            axes.scatter(
                x, y, s=size, marker=marker, facecolor=face, edgecolor=colour, linewidth=1.3, zorder=3, alpha=0.9
            )


def _ring(axes: Any, days: Sequence[dt.date], which: Sequence[bool], style: Any) -> None:
    x, y = _place_days([day for day, ringed in zip(days, which, strict=True) if ringed])
    axes.scatter(x, y, s=165, marker="o", facecolor="none", edgecolor=RED, linewidth=1.5, linestyle=style, zorder=4)


def _place_days(days: Sequence[dt.date]) -> tuple[list[int], list[int]]:
    """Return the day of the year and the year of each of *days*; 31 December is day 365 in every year."""
    return [min(day.timetuple().tm_yday, 365) for day in days], [day.year for day in days]


def _calendar_axes(axes: Any, years: range) -> None:
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


# --- how often ------------------------------------------------------------------------------------------------------


def draw_yearly(rates: pd.DataFrame, basis: str = "on record") -> Figure:
    """Return meetings a year with exact Poisson intervals, years that the window covers in part paler.

    *rates*: columns year, meetings, exposure (years), low, high (in meetings; null: no interval).
    """
    figure, axes = new_figure(
        _yearly_title(rates), 2.7,
        "bars and numbers: meetings; paler where the window covers a part of the year" + (
            "\nlines: 95 % of what chance makes of such a rate (exact Poisson)" if rates.low.notna().any() else ""),
    )  # fmt: skip
    whole = rates.exposure > 0.99
    axes.bar(rates.year, rates.meetings, color=[BLUE if w else SKY for w in whole], width=0.76)
    axes.vlines(rates.year + 0.24, rates.low, rates.high, color=GREY, lw=1.2)
    for year, n, full in zip(rates.year, rates.meetings, whole, strict=True):
        ink = "white" if n and full else INK
        axes.annotate(
            str(n), (year - 0.08, 0), (0, 3), textcoords="offset points", ha="center", color=ink, fontsize=9.5
        )
    top = max([*rates.high.dropna(), *rates.meetings, 1])
    axes.set_ylim(0, top * 1.06 + 0.3)
    axes.yaxis.get_major_locator().set_params(integer=True)
    axes.set_xticks(list(rates.year)[:: max(1, -(-len(rates) // 9))])
    axes.set_xlim((rates.year.min() if len(rates) else 2013) - 0.7, (rates.year.max() if len(rates) else 2014) + 0.7)
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="y")
    if not len(rates):
        say_empty(axes, "no meeting in the window")
    alt = (
        "Bar per year: " + (", ".join(f"{int(r.year)}: {int(r.meetings)}" for r in rates.itertuples()) or "none") + "."
    )
    caption = f"{count_of(int(rates.meetings.sum()), 'meeting')} {basis}, by the first day of each."
    return Figure("meetings-a-year", figure, alt, caption, _sources(basis == "on record"), rates)


def _yearly_title(rates: pd.DataFrame) -> str:
    if not len(rates):
        return "No meeting in the window"
    low, high = int(rates.meetings.min()), int(rates.meetings.max())
    years = [str(year) for year in rates.year[rates.meetings == high]]
    if len(rates) == 1:
        return f"{count_of(high, 'meeting')} in {years[0]}"
    if low == high:
        return f"{count_of(high, 'meeting')} in each year"
    most = f"most in {years[0]}" if len(years) == 1 else f"most in {len(years)} different years"
    none = int((rates.meetings == 0).sum())
    if high == 1:
        return f"Never more than one meeting a year, and none in {count_of(none, 'year')}"
    return f"From {low or 'none'} to {high} meetings a year, {most}"


def draw_gaps(gaps: pd.DataFrame, median: float | None, basis: str = "on record") -> Figure:
    """Return the days since the last meeting, over time: each slope is a gap, as high as it is long.

    *gaps*: columns days, from, to (ISO dates), open (no meeting ended it), longest first. *median*: of those that ended.
    """
    longest = gaps.iloc[0] if len(gaps) else None
    figure, axes = new_figure(
        _gaps_title(longest), 2.5, "height: days since the last meeting; a slope ends where they met again, a broken one has not ended"
        if gaps.open.any() else "height: days since the last meeting; each slope ends where they met again",
    )  # fmt: skip
    spans = [
        (dt.date.fromisoformat(a), dt.date.fromisoformat(b)) for a, b in zip(gaps["from"], gaps["to"], strict=True)
    ]
    for is_open in sorted(set(gaps.open)):
        _draw_slopes(axes, *_along(spans, gaps.days, gaps.open == is_open), is_open)
    axes.set_ylim(0, (longest.days if longest is not None else 1) * 1.16)
    axes.set_ylabel("days")
    axes.grid(axis="y")
    if spans:
        year_axis(axes, min(s for s, _ in spans), max(e for _, e in spans))
    if spans and median is not None:
        axes.axhline(median, color=RED, lw=1.1, ls=(0, (4, 2)), zorder=4)
        labels: list[tuple[tuple[Any, float], str, str]] = [
            ((end, float(days)), f"{days} days", INK)
            for (_, end), days in list(zip(spans, gaps.days, strict=True))[:3]
            if longest is not None and (days >= 2 * median or days == longest.days)
        ]
        axes.text(
            1.01, median, f"median\n{median:.0f} days", transform=axes.get_yaxis_transform(), color=RED, fontsize=8.8,
            va="center",
        )  # fmt: skip
        place_labels(
            figure, axes, labels, [(end, float(days)) for (_, end), days in zip(spans, gaps.days, strict=True)]
        )
    if not spans:
        say_empty(axes, "no gap to draw")
        axes.set_xticks([])
    alt = (
        f"{count_of(int((~gaps.open).sum()), 'gap')} between meetings; the longest time without one is "
        f"{count_of(int(longest.days), 'day')} ({longest['from']} to {longest['to']})."
        if longest is not None
        else "No gap between meetings."
    )
    alt += f" Median {median:.0f} days." if median is not None else ""
    caption = f"{count_of(int((~gaps.open).sum()), 'gap')} between meetings {basis}, from the last day of one to the first day of the next."
    return Figure("gaps", figure, alt, caption, _sources(basis == "on record"), gaps)


def _along(
    spans: Sequence[tuple[dt.date, dt.date]], days: Sequence[int], which: Sequence[bool]
) -> tuple[list[dt.date], list[float]]:
    """Return the outline of those *spans*: from each start at 0 up to its end and back to 0, then a break (NaN)."""
    x: list[dt.date] = []
    y: list[float] = []
    for (start, end), height, wanted in zip(spans, days, which, strict=True):
        if wanted:
            x += [start, end, end, end]
            y += [0, float(height), 0, float("nan")]
    return x, y


def _draw_slopes(axes: Any, x: Sequence[dt.date], y: Sequence[float], is_open: bool) -> None:
    axes.fill_between(x, y, color=BLUE, alpha=0.12 if is_open else 0.32, lw=0)
    style: Any = (0, (4, 2)) if is_open else "solid"
    slopes = [float("nan") if place % 4 == 2 else height for place, height in enumerate(y)]
    axes.plot(x, slopes, color=BLUE, lw=1.3, ls=style)
    if not is_open:
        axes.vlines(x[1::4], 0, y[1::4], color=BLUE, lw=0.6, alpha=0.6)


def _gaps_title(longest: Any) -> str:
    if longest is None:
        return "Fewer than two meetings: no gap to measure"
    days = count_of(int(longest.days), "day")
    if longest.open:
        return f"No meeting since {dt.date.fromisoformat(longest['from']):%B %Y}: {days}, the longest time of all"
    return f"The longest time without a meeting: {days}, until {dt.date.fromisoformat(longest.to):%B %Y}"


# --- where and on what occasion -------------------------------------------------------------------------------------


def draw_places(places: pd.DataFrame, pair: Sequence[str], basis: str = "on record") -> Figure:
    """Return meetings in person by country, most first, cities beside them, the leaders' own countries told apart.

    *places*: columns country, meetings, cities, host (of the pair, whose country it is; else empty).
    """
    total = int(places.meetings.sum())
    home = {name: int(places.meetings[places.host == name].sum()) for name in pair}
    elsewhere = total - sum(home.values())
    key = f"blue and orange: hosted by one of the two   grey: elsewhere ({elsewhere})" if elsewhere < total else ""
    figure, axes = new_figure(_places_title(home, total), cap_rows(len(places), 0.29), key)
    rows, colours = range(len(places))[::-1], {pair[0]: BLUE, pair[1]: ORANGE}
    axes.barh(rows, places.meetings, color=[colours.get(h, "#9a9a9a") for h in places.host], height=0.66)
    most = max([*places.meetings, 1])
    for row, place in zip(rows, places.itertuples(), strict=True):
        room = int(66 * (3.6 - place.meetings / most) / 3.6)
        axes.text(
            place.meetings + most * 0.02, row, f"{place.meetings}" + (f"  {shorten(place.cities, room)}" if place.cities else ""),
            va="center", fontsize=8.8, color=INK,
        )  # fmt: skip
    axes.set_yticks(list(rows), list(places.country))
    axes.set_xlim(0, most * 3.6)
    axes.set_ylim(-0.6, max(len(places), 1) - 0.4)
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0)
    for side in ("bottom", "left"):
        axes.spines[side].set_visible(False)
    if not total:
        say_empty(axes, "no place to rank")
    alt = (
        "Meetings in person by country: "
        + (", ".join(f"{p.country} {p.meetings}" for p in places.itertuples()) or "none")
        + "."
    )
    caption = f"{count_of(total, 'meeting')} in person {basis}; after each city how often, if more than once."
    return Figure("places", figure, alt, caption, _sources(basis == "on record"), places)


def _places_title(home: dict[str, int], total: int) -> str:
    if not total:
        return "No meeting in person with a known place"
    (a, first), (b, second) = home.items()
    meetings = count_of(total, "meeting")
    if not first + second:
        return f"{meetings} in person, none hosted by {a} or {b}"
    return f"{a} hosted {first} and {b} {second} of {meetings} in person"


def draw_occasions(occasions: pd.DataFrame, basis: str = "on record") -> Figure:
    """Return in which months of the year the meetings fell, by occasion. *occasions*: columns occasion, month, meetings."""
    totals = occasions.groupby("occasion").meetings.sum().sort_values(kind="stable")
    figure, axes = new_figure(
        _occasions_title(totals, occasions), cap_rows(len(totals), 0.3),
        "size and number: meetings in that month of any year; beside each name, in all",
    )  # fmt: skip
    place = {occasion: row for row, occasion in enumerate(totals.index)}
    axes.scatter(
        occasions.month,
        occasions.occasion.map(place),
        s=90 + 75 * occasions.meetings.astype(float).clip(upper=8),
        color=BLUE,
        zorder=3,
    )
    for cell in occasions.itertuples():
        axes.text(
            cell.month, place[cell.occasion], str(cell.meetings), color="white", ha="center", va="center", fontsize=8.5, fontweight="bold",
            zorder=4,
        )  # fmt: skip
    axes.set_yticks(range(len(totals)), [f"{shorten(o, 26)}  {n}" for o, n in totals.items()])
    axes.set_ylim(-0.7, max(len(totals), 1) - 0.3)
    axes.set_xticks(range(1, 13), list(MONTHS))
    axes.set_xlim(0.3, 12.7)
    axes.tick_params(length=0)
    axes.grid(color=PALE)
    for side in axes.spines.values():
        side.set_visible(False)
    if not len(totals):
        say_empty(axes, "no meeting in the window")
    alt = "Meetings by occasion: " + (", ".join(f"{o} {n}" for o, n in totals.iloc[::-1].items()) or "none") + "."
    caption = f"{count_of(int(totals.sum()), 'meeting')} {basis}, all years together."
    return Figure("occasions", figure, alt, caption, _sources(basis == "on record"), occasions)


def _occasions_title(totals: pd.Series, occasions: pd.DataFrame) -> str:
    """Return which occasion was the commonest, and in which month most meetings fell."""
    if not len(totals):
        return "No meeting in the window"
    months = occasions.groupby("month").meetings.sum()
    month = dt.date(2021, int(months.idxmax()), 1)
    totals = totals.drop("no occasion named", errors="ignore")
    if not len(totals):
        return "No occasion is named"
    tied = int((totals == totals.iloc[-1]).sum())
    first = (
        f"{totals.index[-1][0].upper()}{totals.index[-1][1:]} is the commonest occasion ({totals.iloc[-1]} of {months.sum()})"
        if tied == 1
        else f"No occasion stands out among {count_of(len(totals), 'occasion')}"
    )
    alone = int((months == months.max()).sum()) == 1 and len(months) > 1
    return first + (f", {month:%B} the commonest month ({months.max()})" if alone else "")


# --- how coverage spreads -------------------------------------------------------------------------------------------

TICKS = (-365, -100, -30, -10, -3, -1, 0, 1, 3, 10, 30, 100, 365, 1000, 3000)


def draw_spread(reports: pd.DataFrame) -> Figure:
    """Return how many days after (before) a meeting each article reported it, a row per meeting, and how many outlets did.

    *reports*: columns event, day, day_after, outlet, status, article_id; a dot with a number is several articles.
    """
    days = reports.day_after
    soon = int(days.between(0, 1).sum())
    title = (
        f"{soon} of {count_of(len(reports), 'dated report')} came out on the meeting’s day or the next"
        if len(reports)
        else "No report can be set against the day of its meeting"
    )
    order = list(dict.fromkeys(reports.sort_values("day", kind="stable").event))[::-1]
    figure, axes = new_figure(
        title, cap_rows(len(order), 0.31), "● by the day after   ■ later, looking back   ▲ before   number: so many articles"
    )  # fmt: skip
    place = {event: row for row, event in enumerate(order)}
    for (event, after), group in reports.groupby(["event", "day_after"]):
        _draw_reports(axes, int(after), place[event], len(group))
    for event, group in reports.groupby("event"):
        voices = (
            count_of(group.outlet.nunique(), "outlet") if group.outlet.nunique() else count_of(len(group), "article")
        )
        axes.text(
            1.02, place[event], voices, transform=axes.get_yaxis_transform(),
            va="center", fontsize=8.8, color=GREY,
        )  # fmt: skip
    axes.set_yticks(range(len(order)), [shorten(event, 30) for event in order])
    axes.set_ylim(-0.7, max(len(order), 1) - 0.3)
    low, high = int(min([*days, 0])), int(max([*days, 1]))
    axes.set_xscale("symlog", linthresh=1, linscale=0.45)
    reach = (-1.6 * abs(low) if low < -1 else -1.6 if low else -0.5, max(high * 1.7, 1.7))
    axes.set_xlim(*reach)
    shown = [tick for tick in TICKS if reach[0] <= tick <= reach[1]]
    axes.set_xticks(shown, [f"{tick}".replace("-", "−") for tick in shown])
    axes.set_xticks([], minor=True)
    axes.set_xlabel("days after the meeting’s first day (stretched near 0)")
    axes.tick_params(axis="both", length=0)
    axes.grid(axis="x")
    axes.grid(axis="y", color=PALE)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    if not len(order):
        say_empty(axes, "nothing to draw")
        axes.set_xticks([])
    alt = (
        f"{count_of(len(reports), 'report')} of {count_of(len(order), 'meeting')}: {soon} on its first day or the next, "
        f"{int((days > 1).sum())} later (the last after {count_of(max(high, 0), 'day')}), {int((days < 0).sum())} before."
    )
    caption = f"{count_of(len(reports), 'dated report')} of {count_of(len(order), 'meeting')}, from {count_of(reports.outlet.nunique(), 'named outlet')}."
    return Figure("coverage-days", figure, alt, caption, "Tables meetings and articles.", reports)


def _draw_reports(axes: Any, after: int, row: int, n: int) -> None:
    colour, marker = (SKY, "^") if after < 0 else (BLUE, "o") if after <= 1 else (ORANGE, "s")
    size = 52 if n == 1 else 120 if n < 10 else 200
    axes.scatter([after], [row], s=size, marker=marker, color=colour, zorder=3, clip_on=False)
    if n > 1:
        ink = "white" if colour == BLUE else INK
        axes.text(after, row, str(n), color=ink, ha="center", va="center", fontsize=8.5, fontweight="bold", zorder=4)
