"""Framing: how an outlet tells the story, in labels, loaded words, reporting verbs, sources and frames."""

from summitry.framing.bundle import (
    Framing,
    read_framing,
)
from summitry.framing.contrasts import contrast_terms
from summitry.framing.coverage import cover_events
from summitry.framing.features import describe_features
from summitry.framing.frames import find_frames
from summitry.framing.labels import find_labels
from summitry.framing.phrases import read_word_row
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
from summitry.framing.sourcing import find_sources
from summitry.framing.wording import find_loaded, find_verbs

__all__ = [
    "CELL",
    "SEED",
    "Framing",
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
    "read_framing",
    "read_word_row",
    "shingle",
    "shingle_text",
]
