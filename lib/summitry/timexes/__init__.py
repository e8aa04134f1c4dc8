"""Temporal expressions: every "Friday", "last June" and "third quarter of 1989", and the days that they mean."""

from summitry.timexes.calendar import full_day, full_days, in_years, read_stated_day, tell_day_first
from summitry.timexes.grammar import PAST_TENSE, Timex, cues, find_timexes, find_timexes_in, points_ahead, tells_past
from summitry.timexes.values import resolve_dates
