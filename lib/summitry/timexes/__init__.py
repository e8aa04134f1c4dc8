"""Temporal expressions: every "Friday", "last June" and "third quarter of 1989", and the days that they mean."""

from summitry.timexes.expressions import (
    LONGEST_REFERENCE,
    Timex,
    find_timexes,
    resolve,
    tell_day_first,
)

__all__ = [
    "LONGEST_REFERENCE",
    "Timex",
    "find_timexes",
    "resolve",
    "tell_day_first",
]
