"""Framing: how an outlet tells the story, in labels, loaded words, reporting verbs, sources and frames."""

from summitry.framing.contrasts import contrast_terms
from summitry.framing.features import FACTS, cover_events, describe_features
from summitry.framing.labels import find_labels
from summitry.framing.sources import find_sources
from summitry.framing.wording import find_frames, find_loaded, find_verbs, portray
