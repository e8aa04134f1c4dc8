"""Meetings: every report that two leaders met, will meet or did not, with its day, place, occasion, mode and status."""

from summitry.meetings.counts import (
    compare_rates,
    count_meetings,
    counting_rules,
    meetings_per_year,
)
from summitry.meetings.merging import merge_meetings
from summitry.meetings.reports import (
    CONDITION,
    COUNTED,
    INFERRED_DAY,
    LEDE_PARAGRAPHS,
    SINCE_THEN,
    Report,
    default_roster,
    find_meetings,
    fold,
)
from summitry.meetings.scene import Scene

__all__ = [
    "CONDITION",
    "COUNTED",
    "INFERRED_DAY",
    "LEDE_PARAGRAPHS",
    "SINCE_THEN",
    "Report",
    "Scene",
    "compare_rates",
    "count_meetings",
    "counting_rules",
    "default_roster",
    "find_meetings",
    "fold",
    "meetings_per_year",
    "merge_meetings",
]
