"""Features and coverage: an article in numbers (words/features.csv), and which facts of a meeting it tells.

Numbers are rates and shares, so that an article's length, which is house style, does not speak through them. How
persons are named (in full, by surname, by office) counts as framing: to be called by one's office is how a text sets a
person high (van Leeuwen 2008, on nomination).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, get_args

from summitry.framing.wording import own_judging_words
from summitry.schema import SPOKEN, Coverage, Fact, Features
from summitry.text import Document, PhraseList, read_words

LEAD_SENTENCES = 2
VERB_CLASSES = ("endorsing", "doubting", "emotive", "commissive")
MENTION_FORMS = ("name", "surname", "title", "pronoun")
STATE_TYPES = ("official", "state media")
FEWEST_WORDS = 50  # rates are over at least so many words, so that one word among a handful is no flood


def describe_features(doc: Document) -> Any:
    """Return the row of an article: how it quotes, whom, in which words and frames; ``style_`` is house style alone."""
    quoted = sum(doc.words.at(end) - doc.words.at(start) for start, end in doc.quoted.spans)
    classes = Counter[str](verb.class_ for verb in doc.verbs)
    neutral = [verb.lemma for verb in doc.verbs if verb.class_ == "neutral"]
    return Features(
        article_id=doc.article_id,
        share_quoted=share(quoted, len(doc.words)),
        **_quoting(doc),
        **_sources(doc),
        **_loading(doc, len(doc.words) - quoted),
        verb_rate=per_thousand(len(doc.verbs), len(doc.words)),
        **{f"verbs_{name}": share(classes[name], len(doc.verbs)) for name in VERB_CLASSES},
        **_naming(doc),
        **_frames(doc),
        style_words=float(len(doc.words)),
        style_sentences=float(len(doc.sentences)),
        style_sentence_words=share(len(doc.words), len(doc.sentences)),
        style_says=share(neutral.count("say"), len(neutral)),
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


def _quoting(doc: Document) -> dict[str, float]:
    """Return in which forms words are quoted or reported, and of how many speakers."""
    spoken = [quote for quote in doc.quotes if quote.kind in ("direct", "fragment")]
    cited = [quote for quote in doc.quotes if quote.kind in SPOKEN]
    reported = ((quote.start, max(quote.start, quote.end - 1)) for quote in cited if quote.kind == "indirect")
    indirect = sum(doc.words.at(last) - doc.words.at(start) + 1 for start, last in reported)
    return {
        "share_indirect": share(indirect, len(doc.words)),
        "share_fragments": share(sum(quote.kind == "fragment" for quote in spoken), len(spoken)),
        "scare_rate": per_thousand(sum(quote.kind == "scare" for quote in doc.quotes), len(doc.words)),
        "unattributed": share(sum(quote.speaker is None for quote in spoken), len(spoken)),
        "relayed": share(sum(quote.conduit is not None for quote in cited), len(cited)),
        "speaker_concentration": concentration(Counter(quote.speaker for quote in cited if quote.speaker)),
    }


def _sources(doc: Document) -> dict[str, float]:
    """Return how many sources there are and of which types."""
    types = Counter[str | None](source.source_type for source in doc.sources)
    state = [source for source in doc.sources if source.source_type in STATE_TYPES]
    return {
        "source_rate": per_thousand(len({source.source for source in doc.sources}), len(doc.words)),
        "state_sources": share(len(state), len(doc.sources)),
        "expert_sources": share(types["expert"], len(doc.sources)),
        "anonymous_sources": share(types["anonymous"], len(doc.sources)),
        "marked_state": share(sum(source.marked_as_state for source in state), len(state)),
    }


def _loading(doc: Document, own_words: int) -> dict[str, float]:
    """Return the loaded words and those of the sentiment lexicon, which way they judge, and in whose voice."""
    own = [hit for hit in doc.loaded if not hit.in_quote]
    weighed = [hit.polarity * hit.weight for hit in own]
    lead_end = max((sentence.end for sentence in doc.sentences[:LEAD_SENTENCES]), default=0)
    bright = [valence > 0 for _, valence in own_judging_words(doc)]
    return {
        "loaded_rate": per_thousand(len(own), own_words),
        "loaded_lead": per_thousand(
            sum(hit.weight for hit in doc.loaded.starting_in(0, lead_end)), doc.words.at(lead_end)
        ),
        "loaded_dark": per_thousand(-sum(weight for weight in weighed if weight < 0), own_words),
        "loaded_bright": per_thousand(sum(weight for weight in weighed if weight > 0), own_words),
        "loaded_quoted": per_thousand(len(doc.loaded) - len(own), len(doc.words)),
        "bright_own": per_thousand(sum(bright), own_words),
        "dark_own": per_thousand(len(bright) - sum(bright), own_words),
    }


def _naming(doc: Document) -> dict[str, float]:
    """Return how often persons are named and labelled, in which forms, and how early."""
    mentions, words = doc.mentions, len(doc.words)
    own = [label.polarity for label in doc.labels if not label.in_quote]
    persons = Counter(mention.person for mention in mentions if mention.person)
    first = {mention.person: mention.start for mention in reversed(mentions) if mention.person}
    forms = Counter[str](mention.form for mention in mentions)
    return {
        "label_rate": per_thousand(len(doc.labels), words),
        "label_polarity": share(sum(own), len(own)),
        "mention_rate": per_thousand(len(mentions), words),
        "person_concentration": concentration(persons),
        "persons_enter": share(sum(first.values()), len(first) * len(doc.text), 1.0),
    } | {f"by_{form}": share(forms[form], len(mentions)) for form in MENTION_FORMS}


def _frames(doc: Document) -> dict[str, float]:
    """Return the share of sentences that cue each frame, and of cues that stand inside quotation marks."""
    cued = Counter(name for _, name in {(frame.start, frame.frame) for frame in doc.frames})
    cues = {frame.cue_start: frame.in_quote for frame in doc.frames}
    columns = {row["frame"]: row["frame"].lower().replace("-", "_").replace(" ", "_") for row in read_words("frames")}
    shares = {f"frame_{column}": share(cued[name], len(doc.sentences)) for name, column in columns.items()}
    return shares | {"frames_quoted": share(sum(cues.values()), len(cues))}


FACTS: tuple[Fact, ...] = get_args(Fact)
COVERAGE_CUES = PhraseList((row["cue"], row["fact"]) for row in read_words("coverage_cues"))
"""The words that show that a fact is told."""


def cover_events(meetings: Any, claims: Any, quotes: Any, sources: Any, articles: Iterable[Document]) -> list[Coverage]:
    """Return one row for each recorded meeting, article that reports it as held, and fact, in that order.

    The tables come as rows or as DataFrames. *date* and *place*: the report states them (date to the month at
    least). *documents signed*: the article speaks of signing or of a joint statement. *remarks*: a participant is
    quoted. *count claims*: the article tells how often they have met. *critics' voices*: an expert, an unnamed source
    or critics are heard, participants apart.
    """
    reports: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in as_rows(meetings):
        if row.meeting_id and row.status == "held":
            reports[row.meeting_id, row.article_id].append(row)
    speakers, critics, cues = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set), set[tuple[str, str]]()
    for row in as_rows(quotes):
        if row.kind in SPOKEN and row.speaker:
            speakers[row.article_id].add(row.speaker)
    for row in as_rows(sources):
        if row.source_type in ("expert", "anonymous"):
            critics[row.article_id].add(row.source)
    for article in articles if reports else ():
        cues.update((article.article_id, hit.says) for hit in COVERAGE_CUES.find(article.words))
    cues.update((row.article_id, "count claims") for row in as_rows(claims))
    found: list[Coverage] = []
    for (meeting, article_id), rows in sorted(reports.items()):
        participants = {name for row in rows for name in row.participants.split(";")}
        told = {
            "date": any(row.precision in ("day", "month") for row in rows),
            "place": any(row.place or row.country for row in rows),
            "remarks": bool(participants & speakers[article_id]),
            "critics' voices": bool(critics[article_id] - participants),
        }
        for fact in FACTS:
            present = told.get(fact, False) or (article_id, fact) in cues
            found.append(Coverage(meeting_id=meeting, article_id=article_id, fact=fact, present=present))
    return found


def as_rows(table: Any) -> Iterator[Any]:
    """Yield the rows of *table* (schema rows, or a DataFrame), nulls as None."""
    if hasattr(table, "itertuples"):
        table = table.astype(object).where(table.notna(), None).itertuples(index=False)
    yield from table
