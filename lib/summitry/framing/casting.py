"""Casting: which persons an article brings on, by which names and with which labels, in numbers."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from summitry.articles import Article
from summitry.framing.citing import concentration
from summitry.framing.phrases import WordRow, grammar, grammar_list
from summitry.framing.voice import Voices, column_name, per_thousand, share
from summitry.schema import Labels, Mentions, Portrayals, Quotes

MENTION_FORMS = ("name", "surname", "title", "pronoun")
LABEL_TYPES = ("title", "epithet", "appositive", "descriptor")
JUDGING = 0.25
"""Polarity from which a label judges."""
LEAD_WORDS = 100
OPENING = 0.2
"""Share of the text in which who is named is named early."""
WORDS_BEFORE = 4
"""How near a person's name a party's stands: "Republican Senator X", "X, a Democrat", "X (R-Ohio)"."""


def describe_cast(
    article: Article, mentions: Sequence[Mentions], quotes: Iterable[Quotes], voices: Voices
) -> dict[str, float]:
    """Return how many persons there are, how they are named, when they come on, and who of them speaks."""
    named = [mention for mention in mentions if mention.person]
    counts = Counter(mention.person for mention in named if mention.person)
    first = {mention.person: mention.start for mention in reversed(named)}
    row, length, words = voices.row, len(article.text), len(voices.row.keys)
    sentences = _persons_by_sentence(article, named)
    places = sorted(place for mention in mentions if (place := row.at(mention.start)) < words)
    return {
        "persons": per_thousand(len(counts), words),
        "mention_rate": per_thousand(len(mentions), words),
        "top_person": share(max(counts.values(), default=0), sum(counts.values())),
        "person_concentration": concentration(counts),
        "passing_persons": share(sum(n == 1 for n in counts.values()), len(counts)),
        "persons_speaking": share(len({q.speaker for q in quotes} & counts.keys()), len(counts)),
        "persons_enter": share(sum(first.values()), len(first) * length, 1.0),
        "mentions_early": share(sum(mention.start < OPENING * length for mention in named), len(named)),
        "mentions_quoted": share(sum(voices.marked[place] for place in places), len(mentions)),
        "lead_mentions": share(bisect_left(places, LEAD_WORDS), min(LEAD_WORDS, words)),
        "sentences_without_persons": 1 - share(len(sentences), len(article.sentences)),
        "sentences_of_several": share(sum(len(persons) > 1 for persons in sentences), len(article.sentences)),
        "by_party": share(len(_of_party(article.text, named, row)), len(counts)),
        "by_given_name": share(sum(_given_names(named)), len(named)),
    } | _by_form(mentions)


def _persons_by_sentence(article: Article, named: Iterable[Mentions]) -> list[set[str | None]]:
    """Return the persons of each sentence that mentions any."""
    starts = [sentence.start for sentence in article.sentences]
    found: dict[int, set[str | None]] = defaultdict(set)
    for mention in named:
        found[bisect_right(starts, mention.start)].add(mention.person)
    return list(found.values())


def _by_form(mentions: Sequence[Mentions]) -> dict[str, float]:
    forms = Counter[str](mention.form for mention in mentions)
    return {column_name(form, "by_"): share(forms[form], len(mentions)) for form in MENTION_FORMS}


def _of_party(text: str, named: Iterable[Mentions], row: WordRow) -> set[str | None]:
    """Return the persons beside whose name a party stands."""
    parties = row.places_of(grammar_list("party"))
    if not parties and "-" not in text:
        return set()
    found: set[str | None] = set()
    for mention in named:
        if mention.form != "pronoun" and mention.person not in found:
            first, end = row.at(mention.start), row.at(mention.end)
            at = bisect_left(parties, first - WORDS_BEFORE)
            if (at < len(parties) and parties[at] < first) or _tagged(text, mention.end, row.keys[end : end + 2]):
                found.add(mention.person)
    return found


def _tagged(text: str, end: int, keys: Sequence[str]) -> bool:
    """Tell whether a party follows a name in brackets or behind a comma: "X (R-Ohio)", "X, a Democrat"."""
    return text.startswith((" (", ", "), end) and any(key.partition("-")[0] in grammar("party") for key in keys)


def _given_names(named: Iterable[Mentions]) -> Iterable[bool]:
    """Tell for each mention whether it is a given name alone ("Hillary"), where the last name too stands alone."""
    alone = {mention.text for mention in named if mention.form == "surname"}
    for mention in named:
        words = (mention.person or "").split()
        yield len(words) > 1 and mention.text == words[0] and words[-1] in alone


def describe_labels(labels: Sequence[Labels], persons: int, words: int) -> dict[str, float]:
    """Return how many labels there are, of which types, and how they judge outside quotations."""
    own = [label for label in labels if not label.in_quote]
    types = Counter[str](label.label_type for label in labels)
    return {
        "label_rate": per_thousand(len(labels), words),
        "label_polarity": share(sum(label.polarity for label in own), len(own)),
        "judging_labels": share(sum(abs(label.polarity) >= JUDGING for label in labels), len(labels)),
        "dark_labels": per_thousand(sum(label.polarity <= -JUDGING for label in own), words),
        "bright_labels": per_thousand(sum(label.polarity >= JUDGING for label in own), words),
        "labelled": share(len({label.target for label in own}), persons),
    } | {column_name(kind, "labels_"): per_thousand(types[kind], words) for kind in LABEL_TYPES}


def describe_tone(portrayals: Sequence[Portrayals]) -> Mapping[str, float]:
    """Return the mean of the portrayals and how far they lie apart."""
    tones = [portrayal.polarity for portrayal in portrayals]
    mean = share(sum(tones), len(tones))
    variance = share(sum((tone - mean) ** 2 for tone in tones), len(tones))
    return {"tone": mean, "tone_spread": math.sqrt(variance)}
