"""Features: an article described in numbers (words/features.csv), framing first and a few of house style.

Numbers are rates and shares, so that an article's length, which is house style, does not speak through them. How
persons are named (in full, by surname, by office) counts as framing: to be called by one's office is how a text sets a
person high (van Leeuwen 2008, on nomination).
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from summitry.framing.frames import frame_names
from summitry.framing.phrases import MARKED_KINDS, WordRow, read_word_row
from summitry.framing.portrayals import judging_list
from summitry.schema import Features, Frames, Labels, Loaded, Mentions, Quotes, Sources, Verbs
from summitry.text import Document

LEAD_SENTENCES = 2
VERB_CLASSES = ("endorsing", "doubting", "emotive", "commissive")
MENTION_FORMS = ("name", "surname", "title", "pronoun")
STATE_TYPES = ("official", "state media")
SPEECH = ("direct", "fragment", "indirect")
FEWEST_WORDS = 50
"""Rates are over at least so many words, so that one word among a handful is no flood."""


class Voices(NamedTuple):
    """An article's words, each marked 1 inside quotation marks and 0 outside, and how many there are of either."""

    row: WordRow
    marked: bytearray
    own_words: int
    quoted_words: int


def describe_features(
    article: Document,
    mentions: Sequence[Mentions],
    quotes: Sequence[Quotes],
    labels: Sequence[Labels],
    loaded: Sequence[Loaded],
    verbs: Sequence[Verbs],
    sources: Sequence[Sources],
    frames: Sequence[Frames],
    row: WordRow | None = None,
) -> Any:
    """Return *article* in numbers: how it quotes, whom, in which words and frames; ``style_`` is house style alone."""
    voices = _split_voices(row or read_word_row(article), quotes)
    words = len(voices.row.keys)
    return Features(
        article_id=article.article_id,
        **_quoting(quotes, voices),
        **_sources(sources, words),
        **_loading(article, loaded, voices),
        **_verbs(verbs, words),
        **_naming(article, mentions, labels, words),
        **_frames(article, frames),
        **_style(article, verbs, words),
    )


def share(part: float, whole: float, otherwise: float = 0.0) -> float:
    """Return part / whole, *otherwise* where there is no whole."""
    return part / whole if whole else otherwise


def per_thousand(count: float, words: int) -> float:
    """Return *count* per 1,000 words, taken over FEWEST_WORDS at least.

    >>> per_thousand(1, 500), per_thousand(1, 10)
    (2.0, 20.0)
    """
    return 1000 * count / max(FEWEST_WORDS, words)


def concentration(counts: Mapping[str, int]) -> float:
    """Return the sum of squared shares (Herfindahl's index): 1 for one voice alone or none, 1/n for n equal ones.

    >>> concentration({"a": 2, "b": 2}), concentration({})
    (0.5, 1.0)
    """
    total = sum(counts.values())
    return sum((n / total) ** 2 for n in counts.values()) if total else 1.0


def _split_voices(row: WordRow, quotes: Iterable[Quotes]) -> Voices:
    """Mark the words inside quotation marks."""
    marked = bytearray(len(row.keys))
    for quote in quotes:
        if quote.kind in MARKED_KINDS:
            first, end = row.at(quote.start), row.at(quote.end)
            marked[first:end] = b"\x01" * (end - first)
    quoted_words = marked.count(1)
    return Voices(row, marked, len(marked) - quoted_words, quoted_words)


def _quoting(quotes: Sequence[Quotes], voices: Voices) -> dict[str, float]:
    """Return how much is quoted, in which form, and of how many speakers."""
    spoken = [quote for quote in quotes if quote.kind in ("direct", "fragment")]
    cited = [quote for quote in quotes if quote.kind in SPEECH]
    indirect = sum(_count_words(voices.row, quote) for quote in quotes if quote.kind == "indirect")
    words = len(voices.row.keys)
    return {
        "share_quoted": share(voices.quoted_words, words),
        "share_indirect": share(indirect, words),
        "share_fragments": share(sum(quote.kind == "fragment" for quote in spoken), len(spoken)),
        "scare_rate": per_thousand(sum(quote.kind == "scare" for quote in quotes), words),
        "unattributed": share(sum(quote.speaker is None for quote in spoken), len(spoken)),
        "relayed": share(sum(quote.conduit is not None for quote in cited), len(cited)),
        "speaker_concentration": concentration(Counter(quote.speaker for quote in cited if quote.speaker)),
    }


def _count_words(row: WordRow, quote: Quotes) -> int:
    return row.at(max(quote.start, quote.end - 1)) - row.at(quote.start) + 1


def _sources(sources: Sequence[Sources], words: int) -> dict[str, float]:
    """Return how many sources there are and of which types."""
    types = Counter[str | None](source.source_type for source in sources)
    state = [source for source in sources if source.source_type in STATE_TYPES]
    return {
        "source_rate": per_thousand(len({source.source for source in sources}), words),
        "state_sources": share(len(state), len(sources)),
        "expert_sources": share(types["expert"], len(sources)),
        "anonymous_sources": share(types["anonymous"], len(sources)),
        "marked_state": share(sum(source.marked_as_state for source in state), len(state)),
    }


def _loading(article: Document, loaded: Sequence[Loaded], voices: Voices) -> dict[str, float]:
    """Return the loaded words and those of the sentiment lexicon, which way they judge, and in whose voice."""
    own = [hit for hit in loaded if not hit.in_quote]
    weighed = [hit.polarity * hit.weight for hit in own]
    lead = article.sentences[:LEAD_SENTENCES]
    lead_end = lead[-1].end if lead else 0
    in_lead = sum(hit.weight for hit in loaded if hit.start < lead_end)
    words = voices.own_words
    bright = [judging_list().words[word][0] > 0 for word in _own_judging_words(voices)]
    return {
        "loaded_rate": per_thousand(len(own), words),
        "loaded_lead": per_thousand(in_lead, voices.row.at(lead_end)),
        "loaded_dark": per_thousand(-sum(weight for weight in weighed if weight < 0), words),
        "loaded_bright": per_thousand(sum(weight for weight in weighed if weight > 0), words),
        "loaded_quoted": per_thousand(len(loaded) - len(own), len(voices.row.keys)),
        "bright_own": per_thousand(sum(bright), words),
        "dark_own": per_thousand(len(bright) - sum(bright), words),
    }


def _own_judging_words(voices: Voices) -> list[str]:
    keys, marked = voices.row.keys, voices.marked
    return [keys[place] for place in voices.row.places_of(judging_list()) if not marked[place]]


def _verbs(verbs: Sequence[Verbs], words: int) -> dict[str, float]:
    classes = Counter[str](verb.class_ for verb in verbs)
    shares = {f"verbs_{name}": share(classes[name], len(verbs)) for name in VERB_CLASSES}
    return {"verb_rate": per_thousand(len(verbs), words)} | shares


def _naming(article: Document, mentions: Sequence[Mentions], labels: Sequence[Labels], words: int) -> dict[str, float]:
    """Return how often persons are named and labelled, in which forms, and how early."""
    own = [label.polarity for label in labels if not label.in_quote]
    persons = Counter(mention.person for mention in mentions if mention.person)
    first = {mention.person: mention.start for mention in reversed(mentions) if mention.person}
    forms = Counter[str](mention.form for mention in mentions)
    return {
        "label_rate": per_thousand(len(labels), words),
        "label_polarity": share(sum(own), len(own)),
        "mention_rate": per_thousand(len(mentions), words),
        "person_concentration": concentration(persons),
        "persons_enter": share(sum(first.values()), len(first) * len(article.text), 1.0),
    } | {f"by_{form}": share(forms[form], len(mentions)) for form in MENTION_FORMS}


@functools.cache
def _frame_columns() -> dict[str, str]:
    """Return the column of each frame of the codebook."""
    return {name: "frame_" + name.lower().replace("-", "_").replace(" ", "_") for name in frame_names()}


def _frames(article: Document, frames: Sequence[Frames]) -> dict[str, float]:
    """Return the share of sentences that cue each frame, and of cues that stand inside quotation marks."""
    cued = Counter(name for _, name in {(frame.start, frame.frame) for frame in frames})
    quoted = len({frame.cue_start for frame in frames if frame.in_quote})
    return {column: share(cued[name], len(article.sentences)) for name, column in _frame_columns().items()} | {
        "frames_quoted": share(quoted, len({frame.cue_start for frame in frames}))
    }


def _style(article: Document, verbs: Sequence[Verbs], words: int) -> dict[str, float]:
    neutral = [verb.lemma for verb in verbs if verb.class_ == "neutral"]
    return {
        "style_words": float(words),
        "style_sentences": float(len(article.sentences)),
        "style_sentence_words": share(words, len(article.sentences)),
        "style_says": share(neutral.count("say"), len(neutral)),
    }
