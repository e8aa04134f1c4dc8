"""Meetings: every report that two leaders met, will meet or did not, with its day, place, occasion, mode and status."""

from summitry.meetings.merging import is_vague, merge_meetings
from summitry.meetings.reports import find_meetings
