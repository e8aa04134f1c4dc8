"""Turns of a transcript or interview: speech that is told by who is named before it, not by quotation marks.

A turn begins with a label ("PRESIDENT PUTIN: …", "Q: …", a name on a line of its own) and goes on to the next one.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from summitry.schema import Span
from summitry.text import Document, word_set

# “President of Russia Vladimir Putin (retranslated): ”  “VLADIMIR PUTIN, RUSSIAN PRESIDENT: ”  “Q ”
LABEL = re.compile(
    r"(?P<name>Q(?=:|\s{0,9}[A-Z])|[A-Z][\w’'.-]*(?:,? (?:[A-Z][\w’'.-]*|of|the|and|de|for)){0,9})"
    r"(?: ?\([^()]{1,40}\))?(?::|(?<=Q))(?:\s+|$)(?![\"“„‟«‘'])"
)
# what is done, not said: (Laughter.) (BEGIN VIDEO CLIP) <…>
STAGE = re.compile(r"(?:[(\[<][^()\[\]<>]{0,60}[)\]>][.\s]*)*")
# what people say to each other, and lists of persons do not
TALK = re.compile(r"\?|\b(?:I|[Ww]e|[Yy]ou|[Mm]e|[Uu]s|[Mm]y|[Yy]our|[Oo]ur)\b")
FEWEST_TURNS, LONGEST_TURN = 2, 6  # on a page that is more than an article; in paragraphs, on average


class Turn(NamedTuple):
    """A paragraph of what somebody says, the label it stands under, the speaker, and whether it goes on with a turn."""

    span: Span
    label: Span
    speaker: str | None
    goes_on: bool


class _Label(NamedTuple):
    """What a paragraph begins with, where the words after it begin, and the person whose name it is."""

    words: str
    span: Span
    begins: int
    person: str | None

    @property
    def is_sure(self) -> bool:
        """Whether the label can hardly be anything else: a person's name, or "Q", or ANN REED."""
        shouted = " " in self.words and self.words.isupper()
        return shouted or self.person is not None or self.words in word_set("quote_grammar", "asks or answers")


def find_turns(doc: Document) -> Iterator[Turn]:
    """Yield the paragraphs that are spoken, with who speaks, where the page is a transcript or an interview."""
    grouped = ([*own] for _, own in groupby(doc.sentences if ":" in doc.text else (), key=lambda own: own.paragraph))
    paragraphs = [(own[0].start, own[-1].end) for own in grouped if own[0].zone == "body"]
    labels = _find_labels(doc, paragraphs)
    if not labels:
        return
    last, speaking = max(labels), None
    runs = last - min(labels) >= len(labels)  # some turn goes on over paragraphs, so the last one may
    for i, (start, end) in enumerate(paragraphs):
        label = labels.get(i)
        speaking = label or (speaking if i < last or runs else None)
        stage = STAGE.match(doc.text, label.begins if label else start, end)
        if speaking is not None and stage is not None and stage.end() < end:
            speaker = _name_speaker(doc, speaking, labels[min(labels)].span[0])
            yield Turn((stage.end(), end), speaking.span, speaker, label is None)


def _find_labels(doc: Document, paragraphs: list[Span]) -> dict[int, _Label]:
    """Return the labels by paragraph; none where the page is no conversation."""
    found = {i: label for i, span in enumerate(paragraphs) if (label := _read_label(doc, *span)) is not None}
    often = Counter(label.words for label in found.values())
    found = {i: label for i, label in found.items() if label.is_sure or often[label.words] > 1}
    ends = [end for _, end in paragraphs[1:]] + [len(doc.text)]  # a label may stand on a line of its own
    talks = sum(TALK.search(doc.text, label.begins, ends[i]) is not None for i, label in found.items())
    sure = any(label.is_sure or " " in label.words for label in found.values())
    if len(found) < FEWEST_TURNS or not sure or talks * 2 < len(found):
        return {}
    return found if max(found) - min(found) <= LONGEST_TURN * len(found) else {}


def _read_label(doc: Document, start: int, end: int) -> _Label | None:
    """Return the label that a paragraph begins with, or None."""
    found = LABEL.match(doc.text, start, end)
    if found is None:
        return None
    words = found["name"].split(",")[0]
    stops = start + len(words)
    named = (m.person for m in doc.mentions.starting_in(start, stops) if m.form != "pronoun" and m.end == stops)
    return _Label(words, found.span("name"), found.end(), next(named, None))


def _name_speaker(doc: Document, label: _Label, head: int) -> str | None:
    """Return who speaks: the one named, of answers the first whom the page names before its turns, of questions None."""
    if label.words in word_set("quote_grammar", "asks or answers"):
        named = (m.person for m in doc.mentions.starting_in(0, head) if m.person)
        return next(named, None) if label.words.startswith("A") else None
    return label.person or (label.words.title() if label.words.isupper() else label.words)
