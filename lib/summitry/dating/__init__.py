"""When was this article published? The evidence, ordered by trust, combined; and a sentence that names it."""

from summitry.dating.publication import (
    ENOUGH,
    FAR,
    FEW,
    MARGIN,
    NARROW,
    NO_EVIDENCE,
    NOT_DATED,
    RECURRING,
    Dating,
    Stretch,
    date_article,
    known_events,
    record_events,
    weigh_days,
)

__all__ = [
    "ENOUGH",
    "FAR",
    "FEW",
    "MARGIN",
    "NARROW",
    "NOT_DATED",
    "NO_EVIDENCE",
    "RECURRING",
    "Dating",
    "Stretch",
    "date_article",
    "known_events",
    "record_events",
    "weigh_days",
]
