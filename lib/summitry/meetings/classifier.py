"""Do they meet, and is it held, planned, unconfirmed, cancelled or denied? Two log-linear models say.

The first weighs the features of `features` for each two people whom a sentence may report to meet. The second weighs
the phrases of words/meeting_status.csv and where they stand, the tense of the reporting words and the dates beside them.
Their weights, words/meeting_weights.csv and words/status_weights.csv, are fitted by ``tests/fit.py meetings``.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from summitry.meetings.context import Context, Item, cue_of, tokens
from summitry.meetings.features import TEMPLATES, Candidate, find_candidates, find_cue, find_features
from summitry.text import LogLinear, Sentence, read_words, spell_phrases

LIKELY = 0.72
"""How likely a report must be to be told."""


@dataclass(frozen=True, slots=True)
class MeetingMention:
    """Words that report a meeting: the reporting words' offsets, who meets, and how likely it is that they do.

    ``basis`` says how the people are there (see Candidate; visit: expected in the other's country). ``cue`` is the
    reporting word, ``mode`` what it tells of the way ("" for nothing); ``group`` is where its verb group begins, and
    ``finite`` says that it is a plain past or present, so that what it tells has happened unless it is denied.
    """

    sentence: Sentence
    start: int
    end: int
    people: tuple[str, ...]
    basis: str
    cue: str
    mode: str
    group: int
    finite: bool
    probability: float


@functools.cache
def meeting_model() -> LogLinear:
    """Return the model that tells whether two people meet."""
    return LogLinear("meeting_weights", TEMPLATES)


def find_mentions_of_meetings(context: Context) -> list[MeetingMention]:
    """Return the likely reports of meetings, in reading order."""
    model = meeting_model()
    found: list[MeetingMention] = []
    for candidates in find_candidates(context):
        weighed = [(c, model.calibrated(model.probability(find_features(context, c)))) for c in candidates]
        found += _together([read_mention(c, probability) for c, probability in weighed if probability >= LIKELY])
    return found


def _together(found: Sequence[MeetingMention]) -> Sequence[MeetingMention]:
    """Return the reports of one sentence as one where each of its people meets each other: "Xi, Modi and Putin met"."""
    people = tuple(sorted({person for mention in found for person in mention.people}))
    if len(people) < 3 or len({m.people for m in found}) < len(list(itertools.combinations(people, 2))):
        return found
    best = max(found, key=lambda mention: mention.probability)
    return [replace(best, people=people)]


def read_mention(candidate: Candidate, probability: float) -> MeetingMention:
    """Return what the words around the reporting word of *candidate* say of it."""
    items = candidate.items
    at = find_cue(candidate)
    at = candidate.second if at is None else at
    group = at  # the first item of the verb group that ends in the cue
    while group and items[group - 1].kind in ("word", "date") and items[group - 1].value in tokens("skip") | {"date"}:
        group -= 1
    end = max(items[at].end, items[candidate.second].end) if at <= candidate.second <= at + 6 else items[at].end
    return MeetingMention(
        sentence=candidate.sentence, start=items[at].start, end=end, people=tuple(sorted(candidate.people)),
        basis=candidate.basis, cue=items[at].value, mode=_mode(items, at), group=items[group].start,
        finite=_is_past(items, group, at), probability=probability,
    )  # fmt: skip


def _mode(items: Sequence[Item], at: int) -> str:
    """Return how they met where the cue or a word next to it tells it: "had a telephone conversation"."""
    for i in range(max(0, at - 2), min(len(items), at + 3)):
        cue = cue_of(items[i])
        if cue == "video":
            return "video"
        if cue == "remote" and (not items[i].value.startswith("call") or _is_noun(items, i)):
            return "phone"
    return ""


def _is_noun(items: Sequence[Item], at: int) -> bool:
    """Tell whether "call" is a conversation: "in a birthday call", not "call for talks"."""
    before = {item.value for item in items[max(0, at - 2) : at]}
    after = items[at + 1].value if at + 1 < len(items) else ""
    return bool(before & tokens("before call")) and after not in ("for", "on", "to")


PAST = re.compile(
    r"(?:ed|met|sat|held|spoke|saw|told|gave|drank|rode|drove|stood|shook|flew|came|went|took|began|had)$"
)


def _is_past(items: Sequence[Item], group: int, at: int) -> bool:
    """Tell whether the cue is a verb in the past, without "will", "to" or "not" before it; not "invited"."""
    before = {items[i].value for i in range(group, at + 1)}
    is_open = cue_of(items[at]) == "invite" or before & tokens("open verb")
    return bool(PAST.search(items[at].value.split(" ")[0])) and not is_open


STATUSES = ("held", "planned", "unconfirmed", "cancelled", "denied")
STATUS_FEATURES = (
    "always",
    "basis {basis=named|duo|they|him|talks|visit}",
    "finite {finite=True|False}",
    "zone {zone}",
    "lede {lede=True|False}",
    "before {word}",
    "zone {zone} before {word}",
    "finite {finite=True|False} before {word}",
    "governed by {status=held|planned|unconfirmed|rumoured|cancelled|denied}",
    "governed by {status=held|planned|unconfirmed|rumoured|cancelled|denied} finite {finite=True|False}",
    "governed from the left by {status=held|planned|unconfirmed|rumoured|cancelled|denied}",
    "said {where=left|right|sentence|headline} {status=planned|unconfirmed|rumoured|cancelled|denied|none}",
    "phrase {where=left|right|sentence} {phrase}",
    "date {when=ahead|past|now|none}",
    "date {when=ahead|past|now} finite {finite=True|False}",
    "sentence date {when=ahead|past|now}",
    "headline to",
)
"""The templates of what speaks for a status; in the model's names the status that it speaks for stands before it."""
LEFT = 70
"""How many characters before the reporting words a phrase can govern them."""
# the clause that follows: 'a meeting between X and Y | will take place in June', up to '; and'
CLAUSE = re.compile(r"[^;“”\"]{0,80}")
# what comes right before the reporting words: 'will', 'to', 'had', 'was to', 'did not'
TENSE = re.compile(
    r"\b(will|would|shall|to|had|has|have|was to|were to|is to|are to|did|could|may|might|after|before|for|of|no|not|"
    r"never|ahead of|during|at|following|since|until|the|a|his|their|’s|'s|and|who)"
    r"\s+(?:\w+ly\s+|also\s+|then\s+|last\s+)?$",
    re.IGNORECASE,
)
# 'Xi to meet Putin', 'Putin to visit'
TO_DO = re.compile(r"\w\sto\s[a-z]+")


@functools.cache
def status_model() -> LogLinear:
    """Return the model that tells a meeting's status."""
    return LogLinear("status_weights", [f"{status}: {name}" for status in STATUSES for name in STATUS_FEATURES])


def for_each_status(features: set[str]) -> list[list[str]]:
    """Return the readings of *features*, one for each of STATUSES."""
    return [[f"{status}: {feature}" for feature in features] for status in STATUSES]


def read_status(context: Context, mention: MeetingMention) -> str:
    """Return the likeliest status of the meeting that *mention* reports, the first of STATUSES where two are."""
    chances = status_model().probabilities(for_each_status(find_status_features(context, mention)))
    return STATUSES[chances.index(max(chances))]


def find_status_features(context: Context, mention: MeetingMention) -> set[str]:
    """Return the features of the status of *mention*, each made by one of STATUS_FEATURES."""
    text, sentence = context.text, mention.sentence
    low = max(sentence.start, min(mention.group, mention.start) - LEFT)
    tense = TENSE.search(text, low, mention.start)
    before = "_".join(tense[1].lower().split()) if tense else "-"
    after = CLAUSE.match(text, mention.end, sentence.end)
    left = set(_phrase_features("left", context, low, mention.start))
    right = set(_phrase_features("right", context, mention.end, after.end() if after else mention.end))
    governed = _strongest(left | right)
    return {
        "always",
        f"basis {mention.basis}",
        f"finite {mention.finite}",
        f"zone {sentence.zone}",
        f"lede {sentence.paragraph <= 2}",
        f"before {before}",
        f"zone {sentence.zone} before {before}",
        f"finite {mention.finite} before {before}",
        f"governed by {governed}",
        f"governed by {governed} finite {mention.finite}",
        f"governed from the left by {_strongest(left)}",
        *left,
        *right,
        *_phrase_features("sentence", context, sentence.start, sentence.end),
        *_date_features(context, mention),
        *_headline_features(context),
    }


STRONGEST = ("cancelled", "rumoured", "denied", "unconfirmed", "planned")
"""Of phrases for several statuses the first of these decides: "denied that a meeting is planned"."""


def _strongest(said: set[str]) -> str:
    """Return the strongest status that phrases were found for, or "held"."""
    found = {name.rpartition(" ")[2] for name in said if name.startswith("said")}
    return next((status for status in STRONGEST if status in found), "held")


@functools.cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    status = {row["phrase"].lower(): row["status"] for row in read_words("meeting_status")}
    return re.compile(rf"\b{spell_phrases(status)}(?!\w)"), status


def _phrase_features(where: str, context: Context, start: int, end: int) -> Iterator[str]:
    pattern, statuses = _phrases()
    # "may" in lower case only: it is also a month
    found = [m for m in pattern.finditer(context.doc.lowered, start, end) if context.text[slice(*m.span())] != "May"]
    for phrase in (re.sub(r"\s+", " ", m.group()) for m in found):
        yield f"said {where} {statuses[phrase]}"
        yield f"phrase {where} {phrase.replace(' ', '_')}"
    if not found:
        yield f"said {where} none"


def _date_features(context: Context, mention: MeetingMention) -> Iterator[str]:
    """Yield whether the sentence's dates lie before, on or after the day of publication, the nearest one apart."""
    published = context.doc.published
    day = published.day or published.high
    dates = [d for d in context.doc.dates.starting_in(*mention.sentence[:2]) if d.date_low and d.date_high]
    if day is None or not dates:
        yield "date none"
        return
    where = ["ahead" if d.date_low > day else "past" if d.date_high < day else "now" for d in dates]  # type: ignore[operator]
    apart = [max(d.start - mention.end, mention.start - d.end) for d in dates]
    nearest = where[apart.index(min(apart))]
    yield f"date {nearest}"
    yield f"date {nearest} finite {mention.finite}"
    for other in where:
        yield f"sentence date {other}"


def _headline_features(context: Context) -> Iterator[str]:
    """Yield what the headline says: an article announces, or calls off, as a whole."""
    for start, end in context.headline:
        yield from (name for name in _phrase_features("headline", context, start, end) if name.startswith("said"))
        if TO_DO.search(context.text, start, end):
            yield "headline to"
