"""Portrayals and features: how an article's own voice colours each leader, and the article described in numbers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from summitry.articles import Article
from summitry.frames import frame_names
from summitry.people import Roster
from summitry.phrases import MARKED_KINDS, WordRow, read_word_row
from summitry.schema import Features, Frames, Labels, Loaded, Mentions, Portrayals, Quotes, Sources, Verbs

SEED = 20190605
"""Seed of the bootstrap, so that two runs agree."""


def portray(
    article: Article,
    roster: Roster,
    mentions: Sequence[Mentions],
    labels: Iterable[Labels],
    loaded: Iterable[Loaded],
) -> list[Portrayals]:
    """Return one row for each roster person whom *article*'s own voice judges at least once, by name.

    The evidence is the judging labels and loaded words outside quotations (polarity other than 0). The interval is a
    bootstrap over sentences (intervals.bootstrap_mean), None where the evidence is too little for one.
    """
    evidence: dict[str, list[tuple[float, int]]] = defaultdict(list)
    sentence_of = _sentence_finder(article)
    judgements: list[Labels | Loaded] = [*labels, *loaded]
    for row in judgements:
        if row.target in roster.by_name and not row.in_quote and row.polarity:
            evidence[row.target].append((row.polarity, sentence_of(row.start)))
    return [_portrayal(article.article_id, target, evidence[target]) for target in sorted(evidence)]


def _sentence_finder(article: Article) -> Callable[[int], int]:
    from bisect import bisect_right

    starts = [sentence.start for sentence in article.sentences]
    return lambda offset: bisect_right(starts, offset)


def _portrayal(article_id: str, target: str, evidence: Sequence[tuple[float, int]]) -> Portrayals:
    from summitry.intervals import bootstrap_mean

    values = [polarity for polarity, _ in evidence]
    interval = bootstrap_mean(values, [sentence for _, sentence in evidence], seed=SEED)
    return Portrayals(
        article_id=article_id,
        target=target,
        polarity=round(sum(values) / len(values), 4),
        low=interval.low,
        high=interval.high,
        n_evidence=len(values),
    )


# --- features -------------------------------------------------------------------------------------------------------

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
        "style_sentence_words": share(words, len(sentences)),
        "style_paragraph_sentences": share(len(sentences), len({s.paragraph for s in sentences})),
        "style_curly_marks": share(curly, curly + straight),
    }
