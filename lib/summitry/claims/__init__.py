"""Count claims: how often two leaders are said to have met, and what the record says to it."""

from summitry.claims.claims import VIDEO_STATED, Claimed, find_claims, judge_claim, judge_reference_claims, show_day
from summitry.claims.count_expressions import read_count
