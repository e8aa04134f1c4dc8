"""Cues: the words that speak for a meeting, by their class: "met", "shook hands", "signed", "telephoned"."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

from summitry.meetings.scene import Item, Scene
from summitry.meetings.words import triggers
from summitry.text import read_words, spell_phrases

SMALL = frozenset(
    [
        "and",
        "with",
        "by",
        "between",
        "of",
        "to",
        "for",
        "from",
        "at",
        "in",
        "on",
        "after",
        "before",
        "during",
        "when",
        "where",
        "as",
        "who",
        "whom",
        "which",
        "that",
        "while",
        "but",
        "since",
        "his",
        "her",
        "he",
        "she",
        "him",
        "the",
        "a",
        "an",
        "'s",
        "’s",
        ",",
        ":",
        ";",
        "-",
        "–",
        "—",
        "“",
        "”",
        '"',
        "'",
        "’",
        "(",
        ")",
        "than",
        "about",
        "against",
        "over",
        "like",
        "unlike",
        "both",
    ]
)


@functools.cache
def cue_classes() -> dict[str, str]:
    """Return the words of words/meeting_cues.csv with their class, and the triggers of the rules with theirs."""
    of_mode = {"phone": "remote", "video": "video"}
    read = {phrase: of_mode.get(mode) or OF_KIND[kind] for phrase, (kind, mode) in triggers().items()}
    return read | {row["phrase"]: row["class"] for row in read_words("meeting_cues")}


OF_KIND = {"verb": "meet", "noun": "talk", "object": "host", "spoke": "speak", "visit": "travel", "guest": "host"}
"""The class of cue that a kind of trigger belongs to."""


@functools.cache
def _longer_cues() -> re.Pattern[str]:
    return re.compile(rf"\b{spell_phrases([phrase for phrase in cue_classes() if ' ' in phrase])}\b")


def join_cues(scene: Scene, items: Sequence[Item]) -> list[Item]:
    """Return *items* with those of a cue of several words ("shook hands") joined."""
    if not items:
        return []
    spans = [m.span() for m in _longer_cues().finditer(scene.lower, items[0].start, items[-1].end)]
    joined: list[Item] = []
    for item in items:
        while spans and spans[0][1] <= item.start:
            spans.pop(0)
        if not spans or item.start < spans[0][0] or item.kind not in ("word", "trigger"):
            joined.append(item)
        elif item.start == spans[0][0]:
            words = re.sub(r"\s+", " ", scene.lower[spans[0][0] : spans[0][1]])
            joined.append(Item("word", *spans[0], words))
    return joined


def kind_of(item: Item) -> str:
    """Return what an item is to the model: its kind, its class of cue, a small word itself, or the shape of a word."""
    if item.kind in ("person", "other", "pair", "duo", "place", "date"):
        return f"#{item.kind}"
    return _kind_of_word(item.value)


@functools.lru_cache(maxsize=20_000)
def _kind_of_word(word: str) -> str:
    cue = cue_classes().get(word)
    if cue:
        return f"@{cue}"
    if word in SMALL:
        return word
    if word.isdigit():
        return "#n"
    return next((ending for ending in ("ed", "ing") if word.endswith(ending)), ".")
