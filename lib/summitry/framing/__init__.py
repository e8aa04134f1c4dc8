"""Framing: how an outlet tells the story, in labels, loaded words, reporting verbs, sources and frames."""

from summitry.framing.contrasts import contrast_terms
from summitry.framing.features import FACTS, cover_events, describe_features
from summitry.framing.labels import find_labels
from summitry.framing.portrayals import portray
from summitry.framing.reuse import (
    CELL,
    SEED,
    Shingled,
    cut_cells,
    describe_runs,
    find_cells,
    find_reuse,
    join_cells,
    shingle,
    shingle_text,
)
from summitry.framing.sources import find_sources
from summitry.framing.wording import find_frames, find_loaded, find_verbs

__all__ = [
    "CELL",
    "FACTS",
    "SEED",
    "Shingled",
    "contrast_terms",
    "cover_events",
    "cut_cells",
    "describe_features",
    "describe_runs",
    "find_cells",
    "find_frames",
    "find_labels",
    "find_loaded",
    "find_reuse",
    "find_sources",
    "find_verbs",
    "join_cells",
    "portray",
    "shingle",
    "shingle_text",
]
