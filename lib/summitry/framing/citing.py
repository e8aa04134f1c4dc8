"""Citing: how other people's words are woven into an article, in numbers."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, pairwise

from summitry.articles import Article
from summitry.framing.phrases import MARKED_KINDS
from summitry.framing.voice import NO_CITING, TURNED, Voices, per_thousand, share
from summitry.schema import Labels, Loaded, Mentions, Quotes, Sources

EDGE_WORDS, LEAD_SENTENCES = 100, 3
LONG_QUOTE, SHORT_QUOTE = 160, 30
"""Characters from which a quotation is long, and up to which it is a scrap."""
SPEECH = ("direct", "fragment", "indirect")
STATE_TYPES, MEDIA_TYPES = ("official", "state media"), ("wire", "outlet")
PRONOUNS = frozenset({"he", "she", "they", "it"})


def describe_quoting(article: Article, quotes: Sequence[Quotes], voices: Voices) -> dict[str, float]:
    """Return how much is quoted, in which form, and where."""
    spoken = [q for q in quotes if q.kind in ("direct", "fragment")]
    kinds, words = Counter[str](q.kind for q in quotes), len(voices.row.keys)
    marked = voices.marked
    return {
        "share_quoted": share(voices.quoted_words, words),
        "share_indirect": share(_words_inside(voices, (q for q in quotes if q.kind == "indirect")), words),
        "quote_words": share(_words_inside(voices, spoken), len(spoken)),
        "share_fragments": share(kinds["fragment"], len(spoken)),
        "long_quotes": share(sum(len(q.text) > LONG_QUOTE for q in spoken), len(spoken)),
        "short_quotes": share(sum(len(q.text) < SHORT_QUOTE for q in spoken), len(spoken)),
        "scare_rate": per_thousand(kinds["scare"], words),
        "unattributed": share(sum(q.speaker is None for q in spoken), len(spoken)),
        "uncued": share(sum(q.cue is None for q in spoken), len(spoken), NO_CITING),
        "first_quote": share(min((q.start for q in spoken), default=len(article.text)), len(article.text)),
        "lead_quoted": share(marked[:EDGE_WORDS].count(1), min(EDGE_WORDS, words)),
        "tail_quoted": share(marked[-EDGE_WORDS:].count(1), min(EDGE_WORDS, words)),
    }


def _words_inside(voices: Voices, quotes: Iterable[Quotes]) -> int:
    row = voices.row
    return sum(row.at(max(q.start, q.end - 1)) - row.at(q.start) + 1 for q in quotes)


def describe_attribution(
    quotes: Iterable[Quotes], mentions: Iterable[Mentions], labels: Iterable[Labels], words: int
) -> dict[str, float]:
    """Return how often and how sources are named, whether they come first, and how often the voice changes."""
    persons, labelled = {mention.person for mention in mentions}, {label.target for label in labels}
    cited = [q for q in quotes if q.kind in SPEECH]
    forms = Counter[str](q.kind for q in cited)
    placed = [q.speaker_start < q.start for q in cited if q.kind in MARKED_KINDS and q.speaker_start is not None]
    speakers = [q.speaker for q in cited if q.speaker]
    named = [q.speaker_text for q in cited if q.speaker_text]
    return {
        "direct_rate": per_thousand(forms["direct"], words),
        "fragment_rate": per_thousand(forms["fragment"], words),
        "indirect_rate": per_thousand(forms["indirect"], words),
        "source_first": share(sum(placed), len(placed), NO_CITING),
        "alternation": share(sum(a != b for a, b in pairwise(speakers)), len(speakers) - 1, NO_CITING),
        "speaker_concentration": concentration(Counter(speakers)),
        "organisations_speaking": share(sum(name not in persons for name in speakers), len(speakers)),
        "speakers_labelled": share(len(labelled.intersection(speakers)), len(set(speakers))),
        "speaker_in_full": share(sum(" " in text for text in named), len(named)),
        "speaker_pronoun": share(sum(text.lower() in PRONOUNS for text in named), len(named)),
        "relayed": share(sum(q.conduit is not None for q in cited), len(cited)),
    }


def concentration(counts: Mapping[str, int]) -> float:
    """Return the sum of squared shares (Herfindahl's index): 1 for one voice alone or none, 1/n for n equal ones.

    >>> concentration({"a": 2, "b": 2}), concentration({})
    (0.5, 1.0)
    """
    total = sum(counts.values())
    return sum((n / total) ** 2 for n in counts.values()) if total else 1.0


def describe_commentary(
    article: Article, quotes: Iterable[Quotes], loaded: Iterable[Loaded], voices: Voices
) -> dict[str, float]:
    """Return which sentences cite, which are all quotation, and which judge in the outlet's own voice citing nobody."""
    starts = [sentence.start for sentence in article.sentences]
    cited = {bisect_right(starts, q.start) - 1 for q in quotes if q.kind in SPEECH}
    judged = {bisect_right(starts, hit.start) - 1 for hit in loaded if not hit.in_quote}
    sentences, third = len(starts), max(1, len(starts) // 3)
    return {
        "cited_sentences": share(len(cited), sentences),
        "lead_cited": share(sum(number < LEAD_SENTENCES for number in cited), min(LEAD_SENTENCES, sentences)),
        "ends_cited": float(sentences - 1 in cited),
        "cited_first_third": share(sum(number < third for number in cited), third),
        "cited_last_third": share(sum(number >= sentences - third for number in cited), third),
        "quoted_sentences": share(_all_quoted(voices), sentences),
        "commentary": share(len(judged - cited), sentences),
        "judged_citing": share(len(judged & cited), sentences),
    }


def _all_quoted(voices: Voices) -> int:
    """Return the number of sentences every word of which is quoted."""
    if not voices.quoted_words:
        return 0
    numbers = voices.row.sentences
    open_ = set(compress(numbers, voices.marked.translate(TURNED)))
    return len(set(numbers)) - len(open_)


def describe_sources(sources: Sequence[Sources], words: int) -> dict[str, float]:
    """Return how many sources there are, of which types, and how many of the quotations each type has."""
    types = Counter[str | None](source.source_type for source in sources)
    state = [source for source in sources if source.source_type in STATE_TYPES]
    quoted, quoted_by_type = Counter[str](), Counter[str | None]()
    for source in sources:
        quoted[source.source] += source.quotes
        quoted_by_type[source.source_type] += source.quotes
    total = sum(quoted.values())
    return {
        "source_rate": per_thousand(len(quoted), words),
        "top_source": share(max(quoted.values(), default=0), total),
        "state_sources": share(len(state), len(sources)),
        "media_sources": share(sum(types[kind] for kind in MEDIA_TYPES), len(sources)),
        "expert_sources": share(types["expert"], len(sources)),
        "anonymous_sources": share(types["anonymous"], len(sources)),
        "marked_state": share(sum(source.marked_as_state for source in state), len(state)),
        "quotes_of_state": share(sum(quoted_by_type[kind] for kind in STATE_TYPES), total),
        "quotes_of_media": share(sum(quoted_by_type[kind] for kind in MEDIA_TYPES), total),
        "quotes_of_experts": share(quoted_by_type["expert"], total),
        "quotes_of_unnamed": share(quoted_by_type["anonymous"], total),
    }
