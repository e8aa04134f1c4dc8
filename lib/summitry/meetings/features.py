"""Which two people a sentence may report to meet, and whether it does: a log-linear model over features says.

Features are words of a few classes (words/meeting_cues.csv) and where they stand to the two people: between them,
before the first, behind the second; the small words that lead from one to the next; who else is there. The weights,
words/meeting_weights.csv, are fitted by ``tests/fit.py meetings``.
"""

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from summitry.meetings.context import Context, Item, class_of, cue_of, read_items, titles, tokens
from summitry.text import LogLinear, Sentence

Pair = tuple[str, ...]
APOSTROPHE = ("'s", "’s")
PLURALS = ("they", "both", "their", "them", "we", "our")
SINGULARS = ("he", "him", "his", "she", "her", "host", "guest", "counterpart", "visitor")


class Candidate(NamedTuple):
    """Two people whom a sentence may report to meet; ``first`` and ``second`` are the items that stand for them.

    ``basis`` says how they are there: named, duo ("the Xi-Putin summit"), they, him (one named, one as a pronoun), talks ("the talks",
    nobody named), or list (a line of a list by date).
    """

    sentence: Sentence
    items: list[Item]
    people: frozenset[str]
    first: int
    second: int
    basis: str


def find_candidates(context: Context) -> Iterator[list[Candidate]]:
    """Yield for each sentence of the article that has any the two people, or each two, whom it may report to meet."""
    last: Pair | None = None
    for sentence in context.doc.sentences:
        if context.may_meet(sentence) or sentence.start in context.list_lines:
            found = _read_candidates(context, sentence, last)
            if found:
                yield found
            if len(found) == 1 and found[0].basis in ("named", "duo"):
                last = tuple(sorted(found[0].people))


def _read_candidates(context: Context, sentence: Sentence, last: Pair | None) -> list[Candidate]:
    """Return each two people of the roster who are in *sentence*: named, joined by a hyphen, else as "they" or "him".

    *last* are the two who were named together last.
    """
    pair = context.pair_in_play(sentence, sentence.end, last)
    items = read_items(context, sentence)
    at = _who_is_where(context, items)
    leaders = {name: where for name, where in at.items() if name in context.leaders}
    if any(item.kind == "pair" for item in items) and len(leaders) < 2:
        at = {}  # "Ushakov said that the leaders will meet in Beijing at the invitation of Xi"
    elif len(leaders) > 1:
        at = leaders  # "Xi and his wife welcomed Putin"
    found = []
    for one, other in itertools.combinations(sorted(at), 2):
        first, second = _nearest(at[one], at[other])
        found.append(Candidate(sentence, items, frozenset((one, other)), first, second, "named"))
    duos = [i for i, item in enumerate(items) if item.kind == "duo"]
    found += [Candidate(sentence, items, frozenset(items[i].value.split(";")), i, i, "duo") for i in duos]
    if found:
        return found
    meant = _pointed_at(context, sentence, items, at, pair)
    talks = _find_talks(items) if pair and not (meant or at) and context.means_pair(sentence, pair, last) else None
    if talks is not None and pair:
        meant = Candidate(sentence, items, frozenset(pair), talks, talks, "talks")
    listed = context.people_of_list(sentence) if not meant else None
    if listed:
        meant = Candidate(sentence, items, frozenset(listed), 0, 0, "list")
    return [meant] if meant else []


def _who_is_where(context: Context, items: Sequence[Item]) -> dict[str, list[int]]:
    at: dict[str, list[int]] = {}
    for i, item in enumerate(items):
        name = item.value if item.kind == "person" else item.owner
        if name in context.roster.by_name:
            at.setdefault(name, []).append(i)
    return at


def _nearest(ones: Iterable[int], others: Sequence[int]) -> tuple[int, int]:
    pairs = ((min(i, j), max(i, j)) for i in ones for j in others)
    return min(pairs, key=lambda pair: (pair[1] - pair[0], pair))


def _pointed_at(
    context: Context, sentence: Sentence, items: list[Item], at: dict[str, list[int]], pair: Pair | None
) -> Candidate | None:
    """Return the two whom "they", "the two" or, beside one who is named, "him" can mean: mostly the *pair* in play."""
    they = next((i for i, item in enumerate(items) if item.kind == "pair" or item.value in PLURALS), None)
    him = [i for i, item in enumerate(items) if item.value in SINGULARS and item.kind == "word" and not item.owner]
    if they is None and not (len(at) == 1 and him):
        return None
    if they is None and (pair is None or not at.keys() <= set(pair)):
        pair = _with_topic(context, sentence, next(iter(at)))
    if pair is None or not at.keys() <= set(pair):
        return None
    if they is not None:
        return Candidate(sentence, items, frozenset(pair), they, they, "they")
    return Candidate(sentence, items, frozenset(pair), *_nearest(next(iter(at.values())), him), "him")


def _with_topic(context: Context, sentence: Sentence, named: str) -> Pair | None:
    """Return the one who is *named* and whom the sentence before names first: "Blinken met Wang. He then saw Xi"."""
    before = context.mentions.starting_in(context.start_before(sentence, 1), sentence.start)
    topic = next((m.person for m in before if m.person in context.roster.by_name), None)
    return tuple(sorted((topic, named))) if topic and topic != named else None


def _find_talks(items: Sequence[Item]) -> int | None:
    """Return the item that is "talks" in "the talks", "the first meeting", but not in "the meeting of ministers"."""
    for i, item in enumerate(items):
        of = i + 1 < len(items) and items[i + 1].value == "of"
        before = {other.value for other in items[max(0, i - 3) : i]}
        if item.value in tokens("bare") and not of and before & tokens("bare determiner"):
            return i
    return None


TEMPLATES = (
    "always",
    "basis {basis=named|duo|they|him|talks|list}",
    # between the two and next to each
    "between {kind}",
    "before first {kind}",
    "before second {kind}",
    "after first {kind}",
    "after second {kind}",
    "previous {cue}",
    "owned by {which=first|second} {cue}",
    # the way from one to the reporting word and on to the other
    "no cue",
    "cue {cue} stands {where=between|behind|before}",
    "only cue {cue} stands {where=between|behind|before}",
    "reporting word {word}",
    "way to cue {kinds}",
    "way from cue {kinds}",
    "way behind {kinds}",
    "way behind to {cue} {kinds}",
    "way ahead {kinds}",
    "way ahead to {cue} {kinds}",
    "before cue {cue} {kind}",
    "nearest {left=True|False} {right=True|False}",
    "negated",
    "open {cue}",
    # the sentence
    "sentence {kind}",
    "strangers {number}",
    "opens with {kind}",
    "people {number}",
    "zone {zone}",
    "paragraph {number=0|2|4|far}",
    "list place {place=True|False} cue {cue=True|False}",
    "quoted",
)
COST = {
    "meet": 0,
    "talk": 0,
    "summit": 1,
    "remote": 1,
    "video": 1,
    "host": 1,
    "touch": 2,
    "speak": 2,
    "share": 3,
    "sign": 4,
    "tell": 4,
    "agree": 5,
    "travel": 5,
    "invite": 5,
}
"""How many items further away than "met" a cue of each class counts as."""
OTHERS = 3  # and each person who stands between it and the second of the two: "hugged Xi and *greeted* Modi"


def find_cue(candidate: Candidate) -> int | None:
    """Return the item that says that they met: the nearest cue to the two, None where there is none."""
    best, least = None, 99
    for i, item in enumerate(candidate.items):
        cost = COST.get(cue_of(item))
        if cost is None:
            continue
        outside = max(0, candidate.first - i, i - candidate.second)
        others = sum(item.kind in ("person", "other") for item in candidate.items[i + 1 : candidate.second])
        if cost + outside + OTHERS * others < least:
            best, least = i, cost + outside + OTHERS * others
    return best


def find_features(context: Context, candidate: Candidate) -> set[str]:
    """Return the features of *candidate*, each made by one of TEMPLATES."""
    kinds = [class_of(item.value) if item.kind == "word" else f"#{item.kind}" for item in candidate.items]
    return {
        "always",
        f"basis {candidate.basis}",
        *_around(candidate, kinds),
        *_owned(context.text, candidate, kinds),
        *_ways(candidate, kinds),
        *_setting(context, candidate, kinds),
    }


def _cues(kinds: Iterable[str]) -> list[str]:
    return [kind for kind in kinds if kind.startswith("@")]


def _around(candidate: Candidate, kinds: Sequence[str]) -> Iterator[str]:
    """Yield what stands between the two, what next to each, and the nearest cue before them."""
    items, first, second = candidate.items, candidate.first, candidate.second
    for kind in kinds[first + 1 : second]:
        if kind not in (".", "#n", "a", "the"):
            yield f"between {kind}"
    padded = [*kinds, "$"]
    yield f"before first {_kind_before(items, kinds, first)}"
    yield f"before second {_kind_before(items, kinds, second)}"
    yield f"after first {padded[first + 1]}"
    yield f"after second {padded[second + 1]}"
    for cue in _cues(kinds[max(0, first - 6) : first])[-1:]:
        yield f"previous {cue}"


def _kind_before(items: Sequence[Item], kinds: Sequence[str], at: int) -> str:
    """Return the kind before the noun phrase that ends in item *at*: of "with his Russian counterpart X" it is "with"."""
    i = at - 1
    while i >= 0 and (_is_title(items[i]) or (kinds[i] in ("the", ",", "a") and i and _is_title(items[i - 1]))):
        i -= 1
    return kinds[i] if i >= 0 else "^"


def _is_title(item: Item) -> bool:
    return item.kind == "word" and item.value in titles()


def _owned(text: str, candidate: Candidate, kinds: Sequence[str]) -> Iterator[str]:
    """Yield what belongs to one of the two: "Putin's envoy", "Xi's visit"."""
    for which, at in (("first", candidate.first), ("second", candidate.second)):
        end = candidate.items[at].end
        if text[end : end + 2] in APOSTROPHE or text[end - 2 : end] in APOSTROPHE:
            yield f"owned by {which} {(_cues(kinds[at + 1 : at + 5]) or ['-'])[0]}"


FILLERS = frozenset({".", "#n", "#date", "#place"})


def _way(candidate: Candidate, kinds: Sequence[str], start: int, end: int) -> list[str]:
    """Return the kinds from item *start* to *end*, without titles, articles and words that say nothing."""
    between = zip(candidate.items[start:end], kinds[start:end], strict=True)
    told = [k for item, k in between if k not in FILLERS and not (_is_title(item) or k in ("a", "an", "the"))]
    return [kind for kind, _ in itertools.groupby(told)]


def _join(words: Sequence[str]) -> str:
    """Return *words* as one word, as a feature has them."""
    return "_".join(words) or "none"


def _ways(candidate: Candidate, kinds: Sequence[str]) -> Iterator[str]:
    """Yield what leads from the first of the two to the reporting word and on to the second; who else is nearer."""
    at, first, second = find_cue(candidate), candidate.first, candidate.second
    if at is None:
        yield "no cue"
        return
    cue, where = kinds[at], "between" if first < at < second else "behind" if at > second else "before"
    yield f"cue {cue} stands {where}"
    if len(_cues(kinds)) == 1 and "#other" not in kinds:
        yield f"only cue {cue} stands {where}"
    yield f"reporting word {_join(candidate.items[at].value.split())}"
    yield f"before cue {cue} {(_way(candidate, kinds, max(0, at - 8), at) or ['^'])[-1]}"
    before = {item.value for item in candidate.items[max(0, at - 4) : at]}
    if {"not", "never", "no", "without"} & before:
        yield "negated"
    if tokens("open verb") & before:
        yield f"open {cue}"
    if where == "behind":
        onward = _join(_way(candidate, kinds, second + 1, at)[:2])
        yield f"way behind {onward}"
        yield f"way behind to {cue} {onward}"
    elif where == "between":
        yield f"way to cue {_join(_way(candidate, kinds, first + 1, at)[-2:])}"
        yield f"way from cue {_join(_way(candidate, kinds, at + 1, second)[:2])}"
        people = [i for i, kind in enumerate(kinds) if kind in PERSONS or i in (first, second)]
        yield f"nearest {max(i for i in people if i < at) == first} {min(i for i in people if i > at) == second}"
    else:
        onward = _join(_way(candidate, kinds, at + 1, first)[:2])
        yield f"way ahead {onward}"
        yield f"way ahead to {cue} {onward}"


PERSONS = ("#person", "#other", "#pair", "#duo")
PARAGRAPHS = ((0, "0"), (2, "2"), (4, "4"))


def _setting(context: Context, candidate: Candidate, kinds: Sequence[str]) -> Iterator[str]:
    """Yield which cues the sentence has at all, who else is in it, and where in the article it stands."""
    sentence = candidate.sentence
    for kind in (*_cues(kinds), "#date", "#place"):
        if kind in kinds:
            yield f"sentence {kind}"
    yield f"strangers {min(2, kinds.count('#other'))}"
    yield f"opens with {next((kind for kind in kinds if kind in PERSONS), '-')}"
    yield f"people {min(4, len({item.value for item in candidate.items if item.kind == 'person'}))}"
    yield f"zone {sentence.zone}"
    yield "paragraph " + next((name for most, name in PARAGRAPHS if sentence.paragraph <= most), "far")
    if candidate.basis == "list":
        yield f"list place {'#place' in kinds} cue {bool(_cues(kinds))}"
    if context.is_quoted(sentence):
        yield "quoted"


LIKELY = 0.72  # how likely a report must be to be told


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
