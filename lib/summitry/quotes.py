"""Quotations: what stands in quotation marks, who said it, how, and through whom it reached us."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from summitry.articles import READABLE, Article
from summitry.marks import Marked, find_marked
from summitry.people import Roster
from summitry.schema import Mentions, Quotes
from summitry.words import read_words

WORD = re.compile(r"\w[\w’'-]*")
REACH = 200
"""How many characters beside a quotation its speaker may stand."""


@functools.cache
def _cues() -> dict[str, float]:
    return {row["cue"]: float(row["share"]) for row in read_words("cues")}


def find_quotes(article: Article, roster: Roster, mentions: list[Mentions]) -> list[Quotes]:
    """Return the quotations of *article* in reading order; first version: nearest cue, nearest person."""
    marked = find_marked(article.text, article.spans(*READABLE))
    return [_attribute(article, number, one, mentions) for number, one in enumerate(marked, 1)]


def _attribute(article: Article, number: int, marked: Marked, mentions: Iterable[Mentions]) -> Quotes:
    text = article.text
    low = max(text.rfind("\n", 0, marked.start) + 1, marked.start - REACH)
    high = text.find("\n", marked.end)
    high = min(high if high >= 0 else len(text), marked.end + REACH)
    cues = [
        (w.start(), w.end())
        for a, b in ((low, marked.start), (marked.end, high))
        for w in WORD.finditer(text, a, b)
        if _cues().get(w.group().lower(), 0) >= 0.4
    ]
    words = len(WORD.findall(text, marked.inner_start, marked.inner_end))
    quote = Quotes(
        article_id=article.article_id,
        quote_id=f"{article.article_id}#q{number}",
        quotation_id=f"{article.article_id}#Q{number}",
        start=marked.start,
        end=marked.end,
        text=text[marked.start : marked.end],
        kind="direct" if words >= 5 else "fragment",
        basis="none",
        confidence=0.0,
    )
    cue = min(cues, key=lambda c: max(marked.start - c[1], c[0] - marked.end), default=None)
    if cue is None:
        return quote
    quote.cue, quote.cue_start, quote.cue_end = text[cue[0] : cue[1]], *cue
    near = [m for m in mentions if low <= m.start < marked.start or marked.end <= m.start < high]
    speaker = min(near, key=lambda m: max(cue[0] - m.end, m.start - cue[1]), default=None)
    if speaker is not None:
        quote.speaker, quote.speaker_text = speaker.person, speaker.text
        quote.speaker_start, quote.speaker_end = speaker.start, speaker.end
        quote.basis, quote.confidence = "nearest cue", 0.6
    return quote
