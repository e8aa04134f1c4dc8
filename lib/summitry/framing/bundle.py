"""Framing: how an outlet tells the story, in labels, loaded words, reporting verbs, sources and frames.

The way in for one article is `read_framing`; what needs the whole corpus is `contrast_terms`, `find_reuse` and
`cover_events`. Words inside quotation marks are the speaker's, not the outlet's, and are marked so.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import Any, NamedTuple

from summitry.framing.features import describe_features
from summitry.framing.frames import find_frames, frame_cues
from summitry.framing.label_words import label_parts
from summitry.framing.labels import find_labels
from summitry.framing.phrases import PhraseList, WordRow, read_word_row
from summitry.framing.portrayals import judging_list, portray
from summitry.framing.sourcing import find_sources, outlet_names, source_words
from summitry.framing.wording import find_loaded, find_verbs, government_names, loaded_words, reporting_verbs
from summitry.people import Roster
from summitry.reference import Outlet, Reference
from summitry.schema import Frames, Labels, Loaded, Mentions, Portrayals, Quotes, Sources, Verbs
from summitry.text import Document


class Framing(NamedTuple):
    """The framing of one article: rows of the tables of the same names."""

    labels: list[Labels]
    loaded: list[Loaded]
    verbs: list[Verbs]
    sources: list[Sources]
    frames: list[Frames]
    portrayals: list[Portrayals]
    features: list[Any]


def read_framing(
    article: Document,
    roster: Roster,
    mentions: Sequence[Mentions],
    quotes: Sequence[Quotes],
    reference: Reference,
    row: WordRow | None = None,
) -> Framing:
    """Return how *article* frames its people and events; reads headline, captions and body alone.

    *row* spares a second reading of the words (phrases.read_word_row).
    """
    row = row or read_word_row(article, quotes)
    row.look_up(_lists(reference.outlets))
    labels = find_labels(article, roster, mentions, quotes, row)
    loaded = find_loaded(article, mentions, quotes, row)
    verbs = find_verbs(article, mentions, quotes, row)
    sources = find_sources(article, roster, quotes, reference, row)
    frames = find_frames(article, quotes, row)
    portrayals = portray(article, mentions, quotes, labels, loaded, row)
    features = describe_features(article, mentions, quotes, labels, loaded, verbs, sources, frames, row)
    return Framing(labels, loaded, verbs, sources, frames, portrayals, [features])


@functools.lru_cache(maxsize=8)
def _lists(outlets: tuple[Outlet, ...]) -> tuple[PhraseList[Any], ...]:
    """Return the word lists that are looked for in every article."""
    return (
        label_parts(),
        loaded_words(),
        government_names(),
        frame_cues(),
        source_words(),
        outlet_names(outlets),
        judging_list(),
        reporting_verbs(),
    )
