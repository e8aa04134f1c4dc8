"""Features: an article described in numbers, what frames its story apart from what is house style alone.

Numbers are rates and shares, so that an article's length, which is house style, does not speak through them. How
persons are named (in full, by surname, by office, by given name) counts as framing: to be called by one's office or
by one's first name is how a text sets a person high or low (van Leeuwen 2008, on nomination); "Mr", which some
outlets print before every name, is house style.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from summitry.articles import Article
from summitry.framing.casting import describe_cast, describe_labels, describe_tone
from summitry.framing.citing import describe_attribution, describe_commentary, describe_quoting, describe_sources
from summitry.framing.frames import frame_names
from summitry.framing.phrases import WordRow, read_word_row
from summitry.framing.voice import Voices, column_name, describe_voice, per_thousand, share, split_voices
from summitry.schema import Features, Frames, Labels, Loaded, Mentions, Portrayals, Quotes, Sources, Verbs
from summitry.words import read_words

LEAD_SENTENCES, LEAD_WORDS = 2, 60
CURLY, STRAIGHT = "“”‘’", "\"'"
DIGITS = frozenset("0123456789")
HONORIFIC = re.compile(r"M(?<!\wM)(?:r|rs|s)\.?\s")
VERB_CLASSES = ("endorsing", "doubting", "emotive", "commissive")


def describe_features(
    article: Article,
    mentions: Sequence[Mentions],
    quotes: Sequence[Quotes],
    labels: Sequence[Labels],
    loaded: Sequence[Loaded],
    verbs: Sequence[Verbs],
    sources: Sequence[Sources],
    frames: Sequence[Frames],
    portrayals: Sequence[Portrayals],
    row: WordRow | None = None,
) -> Features:
    """Return *article* in numbers: how it quotes, whom, in which words and frames; ``style_`` is house style alone."""
    row = row or read_word_row(article)
    voices, words = split_voices(row, quotes), len(row.keys)
    persons = len({mention.person for mention in mentions if mention.person})
    return Features(
        article_id=article.article_id,
        **describe_quoting(article, quotes, voices),
        **describe_attribution(quotes, mentions, labels, words),
        **describe_commentary(article, quotes, loaded, voices),
        **describe_sources(sources, words),
        **_loading(article, loaded, voices),
        **_verbs(verbs, words),
        **describe_labels(labels, persons, words),
        **describe_tone(portrayals),
        **describe_cast(article, mentions, quotes, voices),
        **_frame_shares(article, frames),
        **describe_voice(voices),
        **_turns(article, voices),
        **_style(article, mentions, verbs, row),
    )


@functools.cache
def loaded_categories() -> tuple[str, ...]:
    """Return the categories of words/loaded.csv."""
    return tuple(sorted({row["category"] for row in read_words("loaded")}))


def _loading(article: Article, loaded: Sequence[Loaded], voices: Voices) -> dict[str, float]:
    own = [hit for hit in loaded if not hit.in_quote]
    weighed = [hit.polarity * hit.weight for hit in own]
    categories, words = Counter(hit.category for hit in own), voices.own_words
    lead = article.sentences[:LEAD_SENTENCES]
    lead_end = lead[-1].end if lead else 0
    in_lead = sum(hit.weight for hit in loaded if hit.start < lead_end)
    return {
        "loaded_rate": per_thousand(len(own), words),
        "loaded_weight": per_thousand(sum(hit.weight for hit in own), words),
        "loaded_lead": per_thousand(in_lead, voices.row.at(lead_end)),
        "loaded_dark": per_thousand(-sum(weight for weight in weighed if weight < 0), words),
        "loaded_bright": per_thousand(sum(weight for weight in weighed if weight > 0), words),
        "loaded_quoted": per_thousand(len(loaded) - len(own), len(voices.row.keys)),
    } | {column_name(name, "loaded_"): per_thousand(categories[name], words) for name in loaded_categories()}


def _verbs(verbs: Sequence[Verbs], words: int) -> dict[str, float]:
    classes = Counter[str](verb.class_ for verb in verbs)
    return {
        "verb_rate": per_thousand(len(verbs), words),
        "verb_variety": share(len({verb.lemma for verb in verbs}), len(verbs)),
        "judging_verbs": share(len(verbs) - classes["neutral"], len(verbs)),
    } | {column_name(name, "verbs_"): share(classes[name], len(verbs)) for name in VERB_CLASSES}


def _frame_shares(article: Article, frames: Iterable[Frames]) -> dict[str, float]:
    cued: dict[str, set[int]] = {name: set() for name in frame_names()}
    for frame in frames:
        cued[frame.frame].add(frame.start)
    return {column_name(name, "frame_"): share(len(cued[name]), len(article.sentences)) for name in cued}


@functools.cache
def _words_of(kind: str) -> frozenset[str]:
    return frozenset(row["word"] for row in read_words("voice") if row["kind"] == kind)


def _turns(article: Article, voices: Voices) -> dict[str, float]:
    """Return the sentences that ask and those that open with a contrast, whether the lead names a day, and numbers."""
    row = voices.row
    firsts = [row.at(sentence.start) for sentence in article.sentences]
    numbers = sum([key[0] in DIGITS for key in row.keys])
    turning = sum(row.keys[first] in _words_of("contrast") for first in firsts if first < len(row.keys))
    asking = sum(article.text[sentence.end - 1] == "?" for sentence in article.sentences)
    return {
        "lead_day": float(not _words_of("day").isdisjoint(row.keys[:LEAD_WORDS])),
        "turns": share(turning, len(firsts)),
        "questions": share(asking, len(firsts)),
        "numbers": per_thousand(numbers, len(row.keys)),
    }


def _style(article: Article, mentions: Sequence[Mentions], verbs: Sequence[Verbs], row: WordRow) -> Mapping[str, float]:
    sentences, words = article.sentences, len(row.keys)
    readable = " ".join(article.text[s.start : s.end] for s in sentences)
    curly, straight = (sum(map(readable.count, marks)) for marks in (CURLY, STRAIGHT))
    neutral = [verb.lemma for verb in verbs if verb.class_ == "neutral"]
    polite = _count_polite(article.text, mentions)
    return {
        "style_words": float(words),
        "style_sentences": float(len(sentences)),
        "style_sentence_words": share(words, len(sentences)),
        "style_paragraph_sentences": share(len(sentences), len({s.paragraph for s in sentences})),
        "style_curly_marks": share(curly, curly + straight),
        "style_honorifics": share(polite, len(mentions)),
        "style_says": share(neutral.count("say"), len(neutral)),
    }


def _count_polite(text: str, mentions: Iterable[Mentions]) -> int:
    """Return at how many of *mentions* "Mr", "Mrs" or "Ms" stands, inside or just before the name."""
    spans = [found.span() for found in HONORIFIC.finditer(text)]
    if not spans:
        return 0
    starts = [start for start, _ in spans]
    nearest = ((bisect_left(starts, mention.start - 6), mention.end) for mention in mentions)
    return sum(at < len(spans) and spans[at][1] <= end for at, end in nearest)
