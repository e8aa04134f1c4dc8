"""Figures of notebook 01: the record as a calendar, meetings a year, the gaps between them, places and occasions."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pandas as pd

from summitry.display import Figure
from summitry.figures import style
from summitry.figures.style import BLUE, GREY, INK, LABEL_SIZE, ORANGE, PALE, PURPLE, RED, SKY
from summitry.meetings.merging import SURE_ENOUGH
from summitry.statistics import count_of

MODE_MARKS = {"in-person": (BLUE, "o"), "video": (PURPLE, "D"), "phone": (GREY, "|")}
MONTHS = "JFMAMJJASOND"
NUMBER = {"ha": "center", "va": "center", "fontsize": 8.5, "fontweight": "bold", "zorder": 4}
TICKS = (-365, -100, -30, -10, -3, -1, 0, 1, 3, 10, 30, 100, 365, 1000, 3000)
CLOSEST = 0.1  # share of the axis between two ticks of days with room for their numbers


def _sources(on_record: bool, *others: str) -> str:
    return ", ".join(["data/reference/meetings.csv" if on_record else "table meetings", *others]) + "."


def draw_timeline(record: pd.DataFrame, events: pd.DataFrame, pair: Sequence[str]) -> Figure:
    """Return the meetings, a row per year, a place per day of the year; those that the articles report are ringed.
    *record*: columns date (ISO), mode, counts_as_meeting, meeting_id (may be empty: then the events reported as held
    are drawn that are sure enough). *events*: merged reports, columns date, mode, status, meeting_id, confidence."""
    names, on_record = " and ".join(pair), bool(len(record))
    held, ahead = (set(events[events.status == status].meeting_id.dropna()) for status in ("held", "planned"))
    told = events[events.status == "held"].assign(counts_as_meeting="yes")
    drawn = record if on_record else told[told.confidence >= SURE_ENOUGH]
    unsure = (
        "" if on_record or len(drawn) == len(told) else f" {len(told) - len(drawn)} reported less surely are not drawn."
    )
    drawn = drawn[drawn.date.notna()]
    counted = drawn[(drawn["mode"] != "phone") & (drawn.counts_as_meeting != "no")]
    meetings, reported = count_of(len(counted), "meeting"), len(held & set(counted.meeting_id))
    known = f"{meetings} on record, {reported} reported" if on_record else f"{meetings} reported"
    title, source = f"{names}: {known} in these articles", _sources(on_record, "table meetings")
    if drawn.empty:
        return style.draw_nothing("timeline", title, "no meeting with a day that can be drawn", source, drawn)
    days = [dt.date.fromisoformat(day) for day in drawn.date]
    years = range(max(days).year, min(days).year - 1, -1)
    key = "● in person   ◆ by video   | phone call"
    if on_record:
        rings = "ring: reported in these articles, broken where only as planned"
        key = f"{key}   ○ ◇ hollow: not counted by every rule\n{rings}"
    figure, axes = style.new_rows(title, [str(year) for year in years], key, 0.29, 1.6)
    in_year = [min(day.timetuple().tm_yday, 365) for day in days]  # 31 December is day 365 in every year
    placed = drawn.assign(x=in_year, y=[years[0] - day.year for day in days])
    _draw_days(axes, placed)
    if on_record:
        look = {"s": 165, "facecolor": "none", "edgecolor": RED, "linewidth": 1.5, "zorder": 4}
        for which, line in ((held, "solid"), (ahead - held, (0, (2, 1.5)))):
            ringed = placed[placed.meeting_id.isin(which)]
            axes.scatter(ringed.x, ringed.y, linestyle=line, **look)
    starts = [dt.date(2021, month, 1).timetuple().tm_yday for month in range(1, 13)]
    axes.set(xlim=(-4, 370), xticks=[start + 14 for start in starts], xticklabels=MONTHS)
    axes.set_xticks(starts, minor=True)
    axes.grid(axis="x", which="minor")
    axes.grid(axis="y", color=PALE)
    axes.tick_params(which="both", length=0)
    axes.spines[:].set_visible(False)
    by_year = ", ".join(f"{year}: {sum(day[:4] == str(year) for day in counted.date)}" for year in years[::-1])
    alt = f"Calendar of {meetings} of {names}, a row per year; {reported} reported in the articles: {by_year}."
    calls = len(drawn) - len(counted)
    more = f"; {calls} more rows are calls, parts of a longer visit or mere co-presence." if calls else "."
    return Figure("timeline", figure, alt, f"{meetings} that count under some rule{more}{unsure}", source, drawn)


def _draw_days(axes: Any, placed: pd.DataFrame) -> None:
    """Draw the meetings, those that look alike at once: matplotlib takes as long for one mark as for a hundred."""
    for (mode, filled), rows in placed.groupby(["mode", placed.counts_as_meeting == "yes"]):
        colour, marker = MODE_MARKS[mode]
        if marker == "|":
            axes.scatter(rows.x, rows.y, s=60, marker=marker, color=colour, linewidth=1.3, zorder=2)
        else:
            look = {"facecolor": colour if filled else "white", "edgecolor": colour, "s": 46 if marker == "o" else 36}
            axes.scatter(rows.x, rows.y, marker=marker, linewidth=1.3, zorder=3, alpha=0.9, **look)


def draw_yearly(rates: pd.DataFrame, basis: str = "on record") -> Figure:
    """Return meetings a year with exact Poisson intervals, years that the window covers in part paler. *rates*: columns
    year, meetings, exposure (years), low, high (in meetings; null: no interval)."""
    title, source = _yearly_title(rates), _sources(basis == "on record")
    if rates.empty:
        return style.draw_nothing("meetings-a-year", title, "no meeting to count", source, rates)
    key = "bars and numbers: meetings; paler where the window covers a part of the year"
    if rates.low.notna().any():
        key += "\nlines: 95 % of what chance makes of such a rate (exact Poisson)"
    figure, axes = style.new_figure(title, 2.7, key)
    whole = rates.exposure > 0.99
    axes.bar(rates.year, rates.meetings, color=[BLUE if w else SKY for w in whole], width=0.76)
    axes.vlines(rates.year + 0.24, rates.low, rates.high, color=GREY, lw=1.2)
    beside = {"textcoords": "offset points", "ha": "center", "fontsize": 9.5}
    for year, n, full in zip(rates.year, rates.meetings, whole, strict=True):
        axes.annotate(str(n), (year - 0.08, 0), (0, 3), color="white" if n and full else INK, **beside)
    axes.set_ylim(0, max([*rates.high.dropna(), *rates.meetings, 1]) * 1.06 + 0.3)
    axes.locator_params("y", integer=True)
    shown = list(rates.year)[:: max(1, -(-len(rates) // 9))]
    axes.set(xticks=shown, xlim=(rates.year.min() - 0.7, rates.year.max() + 0.7))
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="y")
    alt = "Bar per year: " + ", ".join(f"{int(r.year)}: {int(r.meetings)}" for r in rates.itertuples()) + "."
    caption = f"{count_of(int(rates.meetings.sum()), 'meeting')} {basis}, by the first day of each."
    return Figure("meetings-a-year", figure, alt, caption, source, rates)


def _yearly_title(rates: pd.DataFrame) -> str:
    if rates.empty:
        return "No meeting in the window"
    low, high = int(rates.meetings.min()), int(rates.meetings.max())
    years = [str(year) for year in rates.year[rates.meetings == high]]
    if len(rates) == 1:
        return f"{count_of(high, 'meeting')} in {years[0]}"
    if low == high:
        return f"{count_of(high, 'meeting')} in each year"
    if high == 1:
        return f"Never more than one meeting a year, and none in {count_of(int((rates.meetings == 0).sum()), 'year')}"
    most = f"most in {years[0]}" if len(years) == 1 else f"most in {len(years)} different years"
    return f"From {low or 'none'} to {high} meetings a year, {most}"


def draw_gaps(gaps: pd.DataFrame, median: float | None, basis: str = "on record") -> Figure:
    """Return the days since the last meeting, over time: each slope is a gap, as high as it is long. *gaps*: columns
    days, from, to (ISO dates), open (no meeting ended it), longest first. *median*: of those that ended."""
    source = _sources(basis == "on record")
    if gaps.empty:
        return style.draw_nothing("gaps", "Fewer than two meetings: no gap to measure", "no gap to draw", source, gaps)
    longest, ends = gaps.iloc[0], "each slope ends where they met again"
    if gaps.open.any():
        ends = "a slope ends where they met again, a broken one has not ended"
    days = count_of(int(longest.days), "day")
    title = f"The longest time without a meeting: {days}, until {dt.date.fromisoformat(longest.to):%B %Y}"
    if longest.open:
        title = f"No meeting since {dt.date.fromisoformat(longest['from']):%B %Y}: {days}, the longest time of all"
    figure, axes = style.new_figure(title, 2.5, f"height: days since the last meeting; {ends}")
    starts, stops = ([dt.date.fromisoformat(day) for day in gaps[column]] for column in ("from", "to"))
    for is_open in sorted(set(gaps.open)):
        _draw_slopes(axes, starts, stops, gaps.days.where(gaps.open == is_open), is_open)
    axes.set(ylim=(0, longest.days * 1.16), ylabel="days")
    axes.grid(axis="y")
    style.year_axis(axes, min(starts), max(stops))
    if median is not None:
        _label_gaps(figure, axes, list(zip(starts, stops, gaps.days, strict=True)), median)
    ended = count_of(int((~gaps.open).sum()), "gap")
    alt = f"{ended} between meetings; the longest time without one is {days} ({longest['from']} to {longest['to']})."
    alt += f" Median {median:.0f} days." if median is not None else ""
    caption = f"{ended} between meetings {basis}, from the last day of one to the first day of the next."
    return Figure("gaps", figure, alt, caption, source, gaps)


def _draw_slopes(axes: Any, starts: list[dt.date], stops: list[dt.date], heights: pd.Series, is_open: bool) -> None:
    """Draw a slope from each start at 0 up to its stop, as one line with breaks; a height of NaN is left out."""
    gap = float("nan")
    x = [day for start, stop in zip(starts, stops, strict=True) for day in (start, stop, stop, stop)]
    y = [height for top in heights for height in (0 * top, top, 0 * top, gap)]
    axes.fill_between(x, y, color=BLUE, alpha=0.12 if is_open else 0.32, lw=0)
    slopes = [gap if place % 4 == 2 else height for place, height in enumerate(y)]
    axes.plot(x, slopes, color=BLUE, lw=1.3, ls=(0, (4, 2)) if is_open else "solid")
    if not is_open:
        axes.vlines(stops, 0, heights, color=BLUE, lw=0.6, alpha=0.6)


def _label_gaps(figure: Any, axes: Any, gaps: Sequence[tuple[dt.date, dt.date, int]], median: float) -> None:
    """Draw the median, and label the three longest gaps (the longest first) where they stand out."""
    axes.axhline(median, color=RED, lw=1.1, ls=(0, (4, 2)), zorder=4)
    beside = {"transform": axes.get_yaxis_transform(), "va": "center"}
    axes.text(1.01, median, f"median\n{median:.0f} days", color=RED, fontsize=LABEL_SIZE, **beside)
    long = [(stop, days) for _, stop, days in gaps[:3] if days >= 2 * median or days == gaps[0][2]]
    labels = [((stop, float(days)), f"{days} days", INK) for stop, days in long]
    slopes = [(a, b, days) for a, b, days in gaps if days >= median]
    sides = [((a + (b - a) * k / 20, b), days * k / 20) for a, b, days in slopes for k in range(21)]
    style.place_labels(figure, axes, labels, [(x, y) for both, y in sides for x in both])


def draw_places(places: pd.DataFrame, pair: Sequence[str], basis: str = "on record") -> Figure:
    """Return meetings in person by country, most first, cities beside them, the leaders' own countries told apart.
    *places*: columns country, meetings, cities, host (of the pair, whose country it is; else empty)."""
    total, source = int(places.meetings.sum()), _sources(basis == "on record")
    if not total:
        title = "No meeting in person with a known place"
        return style.draw_nothing("places", title, "no place to rank", source, places)
    first, second = (int(places.meetings[places.host == name].sum()) for name in pair)
    meetings = count_of(total, "meeting")
    title, key = f"{meetings} in person, none hosted by {pair[0]} or {pair[1]}", ""
    if first + second:
        title = f"{pair[0]} hosted {first} and {pair[1]} {second} of {meetings} in person"
        key = f"blue and orange: hosted by one of the two   grey: elsewhere ({total - first - second})"
    shown, colours = places.iloc[::-1], {pair[0]: BLUE, pair[1]: ORANGE}
    figure, axes = style.new_rows(title, list(shown.country), key, 0.29)
    axes.barh(range(len(shown)), shown.meetings, color=[colours.get(h, "#9a9a9a") for h in shown.host], height=0.66)
    most = max(places.meetings)
    for row, place in enumerate(shown.itertuples()):
        cities = style.shorten(place.cities, int(66 * (3.6 - place.meetings / most) / 3.6))
        words = f"{place.meetings}  {cities}" if cities else f"{place.meetings}"
        axes.text(place.meetings + most * 0.02, row, words, va="center", fontsize=LABEL_SIZE, color=INK)
    axes.set(xlim=(0, most * 3.6), xticks=[])
    axes.spines[:].set_visible(False)
    alt = "Meetings in person by country: " + ", ".join(f"{p.country} {p.meetings}" for p in places.itertuples()) + "."
    caption = f"{meetings} in person {basis}; after each city how often, if more than once."
    return Figure("places", figure, alt, caption, source, places)


def draw_occasions(occasions: pd.DataFrame, basis: str = "on record") -> Figure:
    """Return in which months of the year the meetings fell, by occasion. *occasions*: columns occasion, month, meetings."""
    source = _sources(basis == "on record")
    if occasions.empty:
        return style.draw_nothing("occasions", "No meeting in the window", "no occasion to draw", source, occasions)
    totals = occasions.groupby("occasion").meetings.sum().sort_values(kind="stable")
    key = "size and number: meetings in that month of any year; beside each name, in all"
    names = [f"{style.shorten(occasion, 26)}  {n}" for occasion, n in totals.items()]
    figure, axes = style.new_rows(_occasions_title(totals, occasions), names, key, 0.3)
    rows = occasions.occasion.map({occasion: row for row, occasion in enumerate(totals.index)})
    sizes = 90 + 75 * occasions.meetings.astype(float).clip(upper=8)
    axes.scatter(occasions.month, rows, s=sizes, color=BLUE, zorder=3)
    for month, row, n in zip(occasions.month, rows, occasions.meetings, strict=True):
        axes.text(month, row, str(n), color="white", **NUMBER)
    axes.set(xticks=range(1, 13), xticklabels=MONTHS, xlim=(0.3, 12.7))
    axes.tick_params(length=0)
    axes.grid(color=PALE)
    axes.spines[:].set_visible(False)
    alt = "Meetings by occasion: " + ", ".join(f"{o} {n}" for o, n in totals.iloc[::-1].items()) + "."
    caption = f"{count_of(int(totals.sum()), 'meeting')} {basis}, all years together."
    return Figure("occasions", figure, alt, caption, source, occasions)


def _occasions_title(totals: pd.Series, occasions: pd.DataFrame) -> str:
    months = occasions.groupby("month").meetings.sum()
    totals = totals.drop("no occasion named", errors="ignore")
    if not len(totals):
        return "No occasion is named"
    first = f"No occasion stands out among {count_of(len(totals), 'occasion')}"
    if (totals == totals.iloc[-1]).sum() == 1:
        name = totals.index[-1]
        first = f"{name[0].upper()}{name[1:]} is the commonest occasion ({totals.iloc[-1]} of {months.sum()})"
    if len(months) > 1 and (months == months.max()).sum() == 1:
        first += f", {dt.date(2021, int(months.idxmax()), 1):%B} the commonest month ({months.max()})"
    return first


def draw_spread(reports: pd.DataFrame) -> Figure:
    """Return how many days after (before) a meeting each article reported it, a row per meeting, and how many outlets did.

    *reports*: columns event, day, day_after, outlet, status, article_id; a dot with a number is several articles.
    """
    source = "Tables meetings and articles."
    if reports.empty:
        title = "No report can be set against the day of its meeting"
        return style.draw_nothing("coverage-days", title, "nothing to draw", source, reports)
    days, dated = reports.day_after, count_of(len(reports), "dated report")
    soon = int(days.between(0, 1).sum())
    order = list(dict.fromkeys(reports.sort_values("day", kind="stable").event))[::-1]
    title = f"{soon} of {dated} came out on the meeting’s day or the next"
    key = "● by the day after   ■ later, looking back   ▲ before   number: so many articles"
    figure, axes = style.new_rows(title, [style.shorten(event, 30) for event in order], key, 0.31)
    for (event, after), group in reports.groupby(["event", "day_after"]):
        row, n = order.index(event), len(group)
        colour, marker = (SKY, "^") if after < 0 else (BLUE, "o") if after <= 1 else (ORANGE, "s")
        size = 52 if n == 1 else 120 if n < 10 else 200
        axes.scatter([after], [row], s=size, marker=marker, color=colour, zorder=3, clip_on=False)
        if n > 1:
            axes.text(after, row, str(n), color="white" if colour == BLUE else INK, **NUMBER)
    for event, group in reports.groupby("event"):
        outlets = group.outlet.nunique()
        voices = count_of(outlets, "outlet") if outlets else count_of(len(group), "article")
        beside = {"transform": axes.get_yaxis_transform(), "va": "center"}
        axes.text(1.02, order.index(event), voices, fontsize=LABEL_SIZE, color=GREY, **beside)
    _days_axis(axes, min(0, int(days.min())), max(1, int(days.max())))
    meetings = count_of(len(order), "meeting")
    last = f"the last after {count_of(max(int(days.max()), 1), 'day')}"
    later, before = int((days > 1).sum()), int((days < 0).sum())
    alt = f"{count_of(len(reports), 'report')} of {meetings}: {soon} on its first day or the next, "
    alt += f"{later} later ({last}), {before} before."
    caption = f"{dated} of {meetings}, from {count_of(reports.outlet.nunique(), 'named outlet')}."
    return Figure("coverage-days", figure, alt, caption, source, reports)


def _days_axis(axes: Any, low: int, high: int) -> None:
    axes.set_xscale("symlog", linthresh=1, linscale=0.45)
    axes.set_xlim(-1.6 * abs(low) if low else -0.5, max(high * 1.7, 1.7))
    places = (axes.transScale + axes.transLimits).transform([(tick, 0) for tick in TICKS])
    at = dict(zip(TICKS, places[:, 0], strict=True))
    shown: list[int] = []
    for tick in sorted(TICKS, key=abs):  # of two that would touch the one nearer to 0
        if 0 <= at[tick] <= 1 and all(abs(at[tick] - at[other]) > CLOSEST for other in shown):
            shown.append(tick)
    axes.set_xticks(shown, [f"{tick}".replace("-", "−") for tick in shown])
    axes.set_xticks([], minor=True)
    axes.set_xlabel("days after the meeting’s first day (stretched near 0)")
    axes.tick_params(axis="x", length=0)
    axes.grid(axis="x")
    axes.grid(axis="y", color=PALE)
    axes.spines[:].set_visible(False)
