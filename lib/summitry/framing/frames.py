"""Frames: which of the codebook's frames (words/frames.csv) each sentence cues."""

from __future__ import annotations

import functools
from collections.abc import Iterable

from summitry.framing.phrases import Hit, PhraseList, WordRow, read_word_row
from summitry.schema import Frames, Quotes
from summitry.text import Document, read_words


def frame_names() -> tuple[str, ...]:
    """Return the codebook's frames, in its order."""
    return tuple(row["frame"] for row in read_words("frames"))


@functools.cache
def frame_cues() -> PhraseList[tuple[str, ...]]:
    """Return the cues, each with the frames that it speaks for.

    The cues of ``none`` are names that hold a cue's word and are none ("Shanghai Cooperation Organisation").
    """
    frames: dict[str, list[str]] = {}
    for row in read_words("frame_cues"):
        named = frames.setdefault(row["cue"], [])
        if row["frame"] != "none":
            named.append(row["frame"])
    return PhraseList((cue, tuple(names)) for cue, names in frames.items())


def find_frames(article: Document, quotes: Iterable[Quotes], row: WordRow | None = None) -> list[Frames]:
    """Return one row per sentence, frame and cue, in reading order."""
    row = row or read_word_row(article, quotes)
    return [frame for hit in frame_cues().find(row) for frame in _frames(article, row, hit)]


def _frames(article: Document, row: WordRow, hit: Hit[tuple[str, ...]]) -> list[Frames]:
    start, end = row.starts[hit.first], row.ends[hit.end - 1]
    sentence = article.sentences[row.sentences[hit.first]]
    in_quote = row.marked.hold(start, end)
    return [
        Frames(
            article_id=article.article_id,
            start=sentence.start,
            end=sentence.end,
            frame=frame,
            cue_start=start,
            cue_end=end,
            in_quote=in_quote,
        )
        for frame in hit.says
    ]
