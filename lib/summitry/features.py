"""Features: an article described in numbers, what frames its story apart from what is house style alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from summitry.articles import Article
from summitry.frames import frame_names
from summitry.phrases import MARKED_KINDS, WordRow, read_word_row
from summitry.schema import Features, Frames, Labels, Loaded, Quotes, Sources, Verbs

CURLY, STRAIGHT = re.compile(r"[“”‘’]"), re.compile(r"[\"']")


def share(part: float, whole: float) -> float:
    """Return part / whole, 0 where there is no whole."""
    return part / whole if whole else 0.0


def describe_features(
    article: Article,
    quotes: Sequence[Quotes],
    labels: Sequence[Labels],
    loaded: Sequence[Loaded],
    verbs: Sequence[Verbs],
    sources: Sequence[Sources],
    frames: Sequence[Frames],
    row: WordRow | None = None,
) -> Features:
    """Return *article* in numbers: how it quotes, whom, in which words and frames; ``style_`` is house style alone."""
    row = row or read_word_row(article)
    words = len(row.keys)
    state = [s for s in sources if s.source_type in ("official", "state media")]
    own_labels = [label.polarity for label in labels if not label.in_quote]
    return Features(
        article_id=article.article_id,
        share_quoted=share(_words_inside(row, [q for q in quotes if q.kind in MARKED_KINDS]), words),
        share_indirect=share(_words_inside(row, [q for q in quotes if q.kind == "indirect"]), words),
        sources=float(len({s.source for s in sources})),
        state_sources=share(len(state), len(sources)),
        marked_state=share(sum(s.marked_as_state for s in state), len(state)),
        loaded_rate=1000 * share(sum(not hit.in_quote for hit in loaded), words),
        judging_verbs=share(sum(verb.class_ != "neutral" for verb in verbs), len(verbs)),
        label_polarity=share(sum(own_labels), len(own_labels)),
        **_frame_shares(article, frames),
        **_style(article, words),
    )


def _words_inside(row: WordRow, quotes: Iterable[Quotes]) -> int:
    return sum(row.at(max(q.start, q.end - 1)) - row.at(q.start) + 1 for q in quotes)


FRAME_COLUMNS = ("friendship", "security", "economy", "counter_us")


def _frame_shares(article: Article, frames: Iterable[Frames]) -> dict[str, float]:
    cued: dict[str, set[int]] = {name: set() for name in frame_names()}
    for frame in frames:
        cued[frame.frame].add(frame.start)
    columns = {name.lower().replace("-", "_").replace(" ", "_"): starts for name, starts in cued.items()}
    return {f"frame_{name}": share(len(columns[name]), len(article.sentences)) for name in FRAME_COLUMNS}


def _style(article: Article, words: int) -> Mapping[str, float]:
    sentences = article.sentences
    readable = " ".join(article.text[s.start : s.end] for s in sentences)
    curly, straight = len(CURLY.findall(readable)), len(STRAIGHT.findall(readable))
    return {
        "style_words": float(words),
        "style_sentences": float(len(sentences)),
        "style_sentence_words": share(words, len(sentences)),
        "style_paragraph_sentences": share(len(sentences), len({s.paragraph for s in sentences})),
        "style_curly_marks": share(curly, curly + straight),
    }
