"""Evidence from the calendar: weekdays that must fit, days without a month or year, the latest date named as past."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from summitry.dating.evidence import FIRST_YEAR, LAST_YEAR, MAX, Evidence, Reading, around, in_years
from summitry.timexes import Timex, full_day, points_ahead, tells_past

# --- days without a year --------------------------------------------------------------------------------------------


def find_weekday_dates(reading: Reading) -> Iterator[Evidence]:
    """Yield days of a month that are named with their weekday, which not every year has: "Friday, June 8"."""
    for timex in reading.timexes:
        if (
            timex.start in reading.printed
            or timex.kind not in ("calendar", "clock")
            or not (timex.weekday and timex.months and timex.days)
        ):
            continue
        days = in_years(
            timex.months[0], timex.days[0], [timex.year] if timex.year else range(FIRST_YEAR, LAST_YEAR + 1)
        )
        ahead = points_ahead(reading.text, timex.start)
        fitting = [
            around(day, 10, 0) if ahead else around(day, 0, 10) for day in days if day.isoweekday() == timex.weekday
        ]
        if fitting and not reading.is_caption(timex.start):
            yield Evidence(
                "weekday", timex.start, timex.end, tuple(fitting), 1.5, "the weekday fits these years only", exact=True
            )


def find_ordinals(reading: Reading) -> Iterator[Evidence]:
    """Yield the first day that is named without its month: "on the 21st" was written within ten days of it."""
    for timex in reading.timexes:
        if timex.kind == "monthday" and not reading.is_caption(timex.start):
            days = [day for month in range(1, 13) for day in in_years(month, timex.days[0], range(2000, LAST_YEAR + 1))]
            ahead = points_ahead(reading.text, timex.start)
            ranges = tuple(around(day, 9, 0) if ahead else around(day, 0, 9) for day in days)
            yield Evidence("ordinal", timex.start, timex.end, ranges, 1.0, "a day of the current month", exact=True)
            return


def find_day_months(reading: Reading) -> Iterator[Evidence]:
    """Yield the days named without a year in the past tense; a caption's weigh little, being often wrong."""
    for timex in reading.timexes:
        plain = timex.kind in ("calendar", "clock") and timex.months and not timex.year and not timex.weekday
        if not plain or not (reading.is_caption(timex.start) or tells_past(reading.text, timex)):
            continue
        days = in_years(timex.months[0], timex.days[0])
        caption = reading.is_caption(timex.start)
        ranges = tuple(around(day, 0, 45) for day in days)
        yield Evidence(
            "caption" if caption else "day", timex.start, timex.end, ranges, 0.3 if caption else 0.6, "a day just past"
        )


# --- bounds ---------------------------------------------------------------------------------------------------------

# "since 2013", "in the wake of the 2016 US presidential election", "Russia's invasion of Ukraine in February 2022"
PAST_PLACE = re.compile(
    r"\b(?:since|after|following|wake of|in the years? after|invasion|election|signed|founded|until|back in)"
    r"\b[^.;:]{0,25}$"
)


def find_bounds(reading: Reading) -> Iterator[Evidence]:
    """Yield the latest date that is named as past, a lower bound."""
    latest: tuple[int, Timex] | None = None
    for timex in reading.timexes:
        if not timex.year or not 1900 <= timex.year <= LAST_YEAR or timex.type == "DURATION":
            continue
        if timex.start in reading.printed or reading.is_caption(timex.start) or not _is_past(reading.text, timex):
            continue
        day = full_day(timex, reading.day_first)
        month = timex.months[0] if timex.months and timex.kind == "month" else 1
        low = (day or dt.date(timex.year, month, 1)).toordinal()
        if latest is None or low > latest[0]:
            latest = low, timex
    if latest:
        low, timex = latest
        yield Evidence("latest", timex.start, timex.end, ((low, MAX),), 1.5, "the latest date that is named as past")


def _is_past(text: str, timex: Timex) -> bool:
    """Tell whether the words around a year put it into the past; a bare year may be yet to come."""
    if points_ahead(text, timex.start):
        return False
    return tells_past(text, timex) or bool(PAST_PLACE.search(text, max(0, timex.start - 60), timex.start))
