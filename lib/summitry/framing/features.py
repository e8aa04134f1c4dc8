"""Features: an article described in numbers, what frames its story apart from what is house style alone."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from summitry.articles import Article
from summitry.framing.frames import frame_names
from summitry.framing.phrases import MARKED_KINDS, Spans, WordRow, marked_spans, read_word_row
from summitry.schema import Features, Frames, Labels, Loaded, Mentions, Portrayals, Quotes, Sources, Verbs
from summitry.words import read_words

LEAD_WORDS, LEAD_SENTENCES = 100, 2
CURLY, STRAIGHT = re.compile(r"[“”‘’]"), re.compile(r"[\"']")
HONORIFIC = re.compile(r"\b(?:Mr|Mrs|Ms)\.?\s")
STATE_TYPES, MEDIA_TYPES = ("official", "state media"), ("wire", "outlet")
VERB_CLASSES = ("endorsing", "doubting", "emotive", "commissive")
MENTION_FORMS = ("name", "surname", "title", "pronoun")


def share(part: float, whole: float) -> float:
    """Return part / whole, 0 where there is no whole."""
    return part / whole if whole else 0.0


def column_name(value: str) -> str:
    """Return the column that is named after *value*.

    >>> column_name("counter-US")
    'counter_us'
    """
    return value.lower().replace("-", "_").replace(" ", "_")


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
    marked = marked_spans(quotes)
    return Features(
        article_id=article.article_id,
        **_quoting(article, quotes, row, marked),
        **_sourcing(sources, row),
        **_loading(article, loaded, row),
        **_verbs(verbs, row),
        **_naming(labels, mentions, portrayals, row),
        **_frame_shares(article, frames),
        **_voice(article, row, marked),
        **_style(article, mentions, verbs, row),
    )


def _quoting(article: Article, quotes: Sequence[Quotes], row: WordRow, marked: Spans) -> dict[str, float]:
    spoken = [q for q in quotes if q.kind in ("direct", "fragment")]
    words = len(row.keys)
    return {
        "share_quoted": share(_words_inside(row, (q for q in quotes if q.kind in MARKED_KINDS)), words),
        "share_indirect": share(_words_inside(row, (q for q in quotes if q.kind == "indirect")), words),
        "quote_words": share(_words_inside(row, spoken), len(spoken)),
        "share_fragments": share(sum(q.kind == "fragment" for q in spoken), len(spoken)),
        "scare_rate": 1000 * share(sum(q.kind == "scare" for q in quotes), words),
        "unattributed": share(sum(q.speaker is None for q in spoken), len(spoken)),
        "first_quote": share(min((q.start for q in spoken), default=len(article.text)), len(article.text)),
        "lead_quoted": _share_marked(row, marked, range(min(LEAD_WORDS, words))),
        "tail_quoted": _share_marked(row, marked, range(max(0, words - LEAD_WORDS), words)),
    }


def _share_marked(row: WordRow, marked: Spans, words: range) -> float:
    return share(sum(marked.hold(row.starts[i], row.ends[i]) for i in words), len(words))


def _words_inside(row: WordRow, quotes: Iterable[Quotes]) -> int:
    return sum(row.at(max(q.start, q.end - 1)) - row.at(q.start) + 1 for q in quotes)


def _sourcing(sources: Sequence[Sources], row: WordRow) -> dict[str, float]:
    types = Counter[str | None](source.source_type for source in sources)
    state = [source for source in sources if source.source_type in STATE_TYPES]
    quoted = Counter[str]()
    for source in sources:
        quoted[source.source] += source.quotes
    return {
        "sources": float(len(quoted)),
        "source_rate": 1000 * share(len(quoted), len(row.keys)),
        "top_source": share(max(quoted.values(), default=0), sum(quoted.values())),
        "state_sources": share(len(state), len(sources)),
        "media_sources": share(sum(types[kind] for kind in MEDIA_TYPES), len(sources)),
        "expert_sources": share(types["expert"], len(sources)),
        "anonymous_sources": share(types["anonymous"], len(sources)),
        "marked_state": share(sum(source.marked_as_state for source in state), len(state)),
    }


@functools.cache
def loaded_categories() -> tuple[str, ...]:
    """Return the categories of words/loaded.csv."""
    return tuple(sorted({row["category"] for row in read_words("loaded")}))


def _loading(article: Article, loaded: Sequence[Loaded], row: WordRow) -> dict[str, float]:
    own = [hit for hit in loaded if not hit.in_quote]
    categories = Counter(hit.category for hit in own)
    per_thousand = share(1000, len(row.keys))
    lead = article.sentences[:LEAD_SENTENCES]
    lead_end = lead[-1].end if lead else 0
    return {
        "loaded_rate": len(own) * per_thousand,
        "loaded_weight": sum(hit.weight for hit in own) * per_thousand,
        "loaded_lead": sum(hit.weight for hit in loaded if hit.start < lead_end),
        "loaded_quoted": (len(loaded) - len(own)) * per_thousand,
    } | {f"loaded_{column_name(name)}": categories[name] * per_thousand for name in loaded_categories()}


def _verbs(verbs: Sequence[Verbs], row: WordRow) -> dict[str, float]:
    classes = Counter[str](verb.class_ for verb in verbs)
    return {
        "verb_rate": 1000 * share(len(verbs), len(row.keys)),
        "verb_variety": share(len({verb.lemma for verb in verbs}), len(verbs)),
        "judging_verbs": share(len(verbs) - classes["neutral"], len(verbs)),
    } | {f"verbs_{name}": share(classes[name], len(verbs)) for name in VERB_CLASSES}


def _naming(
    labels: Sequence[Labels], mentions: Sequence[Mentions], portrayals: Sequence[Portrayals], row: WordRow
) -> dict[str, float]:
    own = [label.polarity for label in labels if not label.in_quote]
    tones = [portrayal.polarity for portrayal in portrayals]
    people = Counter(mention.person for mention in mentions if mention.person)
    forms = Counter[str](mention.form for mention in mentions)
    return {
        "label_rate": 1000 * share(len(labels), len(row.keys)),
        "label_polarity": share(sum(own), len(own)),
        "judging_labels": share(sum(abs(label.polarity) >= 0.25 for label in labels), len(labels)),
        "tone": share(sum(tones), len(tones)),
        "tone_low": min(tones, default=0.0),
        "tone_high": max(tones, default=0.0),
        "persons": 1000 * share(len(people), len(row.keys)),
        "top_person": share(max(people.values(), default=0), sum(people.values())),
    } | {f"by_{form}": share(forms[form], len(mentions)) for form in MENTION_FORMS}


def _frame_shares(article: Article, frames: Iterable[Frames]) -> dict[str, float]:
    cued: dict[str, set[int]] = {name: set() for name in frame_names()}
    for frame in frames:
        cued[frame.frame].add(frame.start)
    return {f"frame_{column_name(name)}": share(len(cued[name]), len(article.sentences)) for name in cued}


@functools.cache
def voice_words() -> Mapping[str, tuple[str, ...]]:
    """Return the words by which an author takes a stance or addresses the reader, each with its kinds."""
    kinds: dict[str, tuple[str, ...]] = {}
    for row in read_words("voice"):
        kinds[row["word"]] = (*kinds.get(row["word"], ()), row["kind"])
    return kinds


def _voice(article: Article, row: WordRow, marked: Spans) -> dict[str, float]:
    known = voice_words()
    own = [
        kind
        for index, key in enumerate(row.keys)
        if key in known and not marked.hold(row.starts[index], row.ends[index])
        for kind in known[key]
    ]
    counted = Counter(own)
    asking = sum(article.text[sentence.end - 1] == "?" for sentence in article.sentences)
    kinds = sorted({kind for kinds in known.values() for kind in kinds})
    return {
        "questions": share(asking, len(article.sentences)),
        "numbers": 1000 * share(sum(key[0].isdigit() for key in row.keys), len(row.keys)),
    } | {f"voice_{kind}": 1000 * share(counted[kind], len(row.keys)) for kind in kinds}


def _style(article: Article, mentions: Sequence[Mentions], verbs: Sequence[Verbs], row: WordRow) -> Mapping[str, float]:
    sentences, words = article.sentences, len(row.keys)
    readable = " ".join(article.text[s.start : s.end] for s in sentences)
    curly, straight = len(CURLY.findall(readable)), len(STRAIGHT.findall(readable))
    neutral = [verb.lemma for verb in verbs if verb.class_ == "neutral"]
    polite = sum(_is_polite(article.text, mention) for mention in mentions)
    return {
        "style_words": float(words),
        "style_sentences": float(len(sentences)),
        "style_sentence_words": share(words, len(sentences)),
        "style_paragraph_sentences": share(len(sentences), len({s.paragraph for s in sentences})),
        "style_curly_marks": share(curly, curly + straight),
        "style_honorifics": share(polite, len(mentions)),
        "style_says": share(neutral.count("say"), len(neutral)),
    }


def _is_polite(text: str, mention: Mentions) -> bool:
    """Tell whether "Mr", "Mrs" or "Ms" stands before the name, inside the mention or just before it."""
    return HONORIFIC.search(text, max(0, mention.start - 6), mention.end) is not None
