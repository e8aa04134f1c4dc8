"""Framing: how an outlet tells the story, in labels, loaded words, reporting verbs, sources and frames."""

from summitry.framing.bundle import (
    Framing,
    contrast_terms,
    cover_events,
    describe_features,
    find_frames,
    find_labels,
    find_loaded,
    find_reuse,
    find_sources,
    find_verbs,
    portray,
    read_framing,
)

__all__ = [
    "Framing",
    "contrast_terms",
    "cover_events",
    "describe_features",
    "find_frames",
    "find_labels",
    "find_loaded",
    "find_reuse",
    "find_sources",
    "find_verbs",
    "portray",
    "read_framing",
]
