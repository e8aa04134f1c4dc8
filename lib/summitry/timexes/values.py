"""What temporal expressions mean: TIMEX3 values and calendar days, given the day on which the words were published."""

from __future__ import annotations

from summitry.timexes import days, spans
from summitry.timexes.calendar import Value
from summitry.timexes.context import Context
from summitry.timexes.readings import Timex


def read_value(timex: Timex, context: Context) -> Value:
    """Return the meaning of *timex* in *context*; with X placeholders where no anchor decides."""
    try:
        value = READERS.get(timex.kind, _read_vague)(timex, context)
    except (ValueError, OverflowError):  # before the year 1 or after 9999: "ten centuries earlier", said twice
        return Value("PAST_REF", None, None, "outside the calendar")
    if timex.part and timex.part.startswith("T") and timex.type == "TIME" and value.low and value.low == value.high:
        value = value._replace(value=f"{value.low.isoformat()}{timex.part}")
    return value


def _read_vague(timex: Timex, context: Context) -> Value:
    return Value(timex.value or "PRESENT_REF", None, None, "vague")


READERS = {
    "calendar": days.read_calendar,
    "range": days.read_range,
    "numeric": days.read_numeric,
    "clock": days.read_clock,
    "quarter": spans.read_quarter,
    "relative": spans.read_relative,
    "latest": spans.read_latest,
    "yearend": spans.read_yearend,
    "numberyear": spans.read_year,
    "month": days.read_month,
    "weekday": days.read_weekday,
    "weekdays": spans.read_set,
    "holiday": days.read_holiday,
    "ago": spans.read_ago,
    "day": days.read_day,
    "dayafter": days.read_day,
    "daypart": days.read_daypart,
    "monthday": days.read_monthday,
    "season": spans.read_season,
    "weekend": spans.read_weekend,
    "duration": spans.read_duration,
    "tens": spans.read_tens,
    "century": spans.read_century,
    "set": spans.read_set,
    "year": spans.read_year,
    "fiscal": spans.read_fiscal,
    "anaphor": spans.read_anaphor,
}
