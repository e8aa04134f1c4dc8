"""What speaks for and against a sentence reporting that two people met: the clues that `likelihood` weighs.

Clues are words of a few classes (words/meeting_cues.csv) and where they stand to the two people: between them, before
the first, behind the second; the small words next to a name; who else is there; what the rules read.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from summitry.articles import Sentence
from summitry.meetings.actors import APOSTROPHE
from summitry.meetings.encounters import Encounter
from summitry.meetings.numerals import alternatives
from summitry.meetings.scene import Item, Scene
from summitry.meetings.words import demonyms, tokens, triggers
from summitry.words import read_words

PLURALS = ("they", "both", "their", "them", "we", "our")
SINGULARS = ("he", "him", "his", "she", "her", "host", "guest", "counterpart", "visitor")
SMALL = frozenset(
    [
        "and",
        "with",
        "by",
        "between",
        "of",
        "to",
        "for",
        "from",
        "at",
        "in",
        "on",
        "after",
        "before",
        "during",
        "when",
        "where",
        "as",
        "who",
        "whom",
        "which",
        "that",
        "while",
        "but",
        "since",
        "his",
        "her",
        "he",
        "she",
        "him",
        "the",
        "a",
        "an",
        "'s",
        "’s",
        ",",
        ":",
        ";",
        "-",
        "–",
        "—",
        "“",
        "”",
        '"',
        "'",
        "’",
        "(",
        ")",
        "than",
        "about",
        "against",
        "over",
        "like",
        "unlike",
        "both",
    ]
)


class Candidate(NamedTuple):
    """Two people whom a sentence may report to meet; ``first`` and ``second`` are the items that stand for them.

    ``basis`` says how they are there: named, duo ("the Xi-Putin summit"), they, or him (one named, one as a pronoun).
    """

    sentence: Sentence
    items: list[Item]
    people: frozenset[str]
    first: int
    second: int
    basis: str


# --- words ----------------------------------------------------------------------------------------------------------


@functools.cache
def cue_classes() -> dict[str, str]:
    """Return the words of words/meeting_cues.csv with their class, and the triggers of the rules with theirs."""
    of_mode = {"phone": "remote", "video": "video"}
    read = {phrase: of_mode.get(mode) or OF_KIND[kind] for phrase, (kind, mode) in triggers().items()}
    return read | {row["phrase"]: row["class"] for row in read_words("meeting_cues")}


OF_KIND = {"verb": "meet", "noun": "talk", "object": "host", "spoke": "speak", "visit": "travel", "guest": "host"}
"""The class of cue that a kind of trigger belongs to."""


@functools.cache
def _longer_cues() -> re.Pattern[str]:
    return re.compile(rf"\b{alternatives([phrase for phrase in cue_classes() if ' ' in phrase])}\b")


def join_cues(scene: Scene, items: Sequence[Item]) -> list[Item]:
    """Return *items* with those of a cue of several words ("shook hands") joined."""
    if not items:
        return []
    spans = [m.span() for m in _longer_cues().finditer(scene.lower, items[0].start, items[-1].end)]
    joined: list[Item] = []
    for item in items:
        while spans and spans[0][1] <= item.start:
            spans.pop(0)
        if not spans or item.start < spans[0][0] or item.kind not in ("word", "trigger"):
            joined.append(item)
        elif item.start == spans[0][0]:
            words = re.sub(r"\s+", " ", scene.lower[spans[0][0] : spans[0][1]])
            joined.append(Item("word", *spans[0], words))
    return joined


def kind_of(item: Item) -> str:
    """Return what an item is to the model: its kind, its class of cue, a small word itself, or the shape of a word."""
    if item.kind in ("person", "other", "pair", "duo", "place", "date"):
        return f"#{item.kind}"
    cue = cue_classes().get(item.value)
    if cue:
        return f"@{cue}"
    if item.value in SMALL:
        return item.value
    if item.value.isdigit():
        return "#n"
    return next((ending for ending in ("ed", "ing") if item.value.endswith(ending)), ".")


# --- who may meet ---------------------------------------------------------------------------------------------------


def find_candidates(
    scene: Scene, sentence: Sentence, items: list[Item], last: tuple[str, ...] | None
) -> list[Candidate]:
    """Return each two people of the roster who are in *sentence*: named, joined by a hyphen, else as "they" or "him"."""
    at = _who_is_where(scene, items)
    if any(item.kind == "pair" for item in items) and len(at.keys() & scene.leaders) < 2:
        at = {}  # "Ushakov said that the leaders will meet in Beijing at the invitation of Xi"
    elif len(at.keys() & scene.leaders) > 1:
        at = {name: where for name, where in at.items() if name in scene.leaders}  # "Xi and his wife welcomed Putin"
    found = []
    for one, other in itertools.combinations(sorted(at), 2):
        first, second = _nearest(at[one], at[other])
        found.append(Candidate(sentence, items, frozenset((one, other)), first, second, "named"))
    duos = [i for i, item in enumerate(items) if item.kind == "duo"]
    found += [Candidate(sentence, items, frozenset(items[i].value.split(";")), i, i, "duo") for i in duos]
    return found or _pointed_at(scene, sentence, items, at, last)


def _who_is_where(scene: Scene, items: Sequence[Item]) -> dict[str, list[int]]:
    at: dict[str, list[int]] = {}
    for i, item in enumerate(items):
        name = item.value if item.kind == "person" else item.owner
        if name in scene.roster.by_name:
            at.setdefault(name, []).append(i)
    return at


def _nearest(ones: Iterable[int], others: Sequence[int]) -> tuple[int, int]:
    pairs = ((min(i, j), max(i, j)) for i in ones for j in others)
    return min(pairs, key=lambda pair: (pair[1] - pair[0], pair))


def _pointed_at(
    scene: Scene, sentence: Sentence, items: list[Item], at: dict[str, list[int]], last: tuple[str, ...] | None
) -> list[Candidate]:
    """Return the two whom "they", "the two" or, beside one who is named, "him" can mean."""
    they = next((i for i, item in enumerate(items) if item.kind == "pair" or item.value in PLURALS), None)
    him = [i for i, item in enumerate(items) if item.value in SINGULARS and item.kind == "word" and not item.owner]
    if they is None and not (len(at) == 1 and him):
        return []
    pair = scene.pair_in_play(sentence, sentence.end, last)
    if they is None and (pair is None or not at.keys() <= set(pair)):
        pair = _with_topic(scene, sentence, next(iter(at)))
    if pair is None or not at.keys() <= set(pair):
        return []
    if they is not None:
        return [Candidate(sentence, items, frozenset(pair), they, they, "they")]
    named = next(iter(at.values()))
    return [Candidate(sentence, items, frozenset(pair), *_nearest(named, him), "him")]


def _with_topic(scene: Scene, sentence: Sentence, named: str) -> tuple[str, ...] | None:
    """Return the one who is *named* and whom the sentence before names first: "Blinken met Wang. He then saw Xi"."""
    start = scene.start_before(sentence, 1)
    before = (m.person for m in scene.mentions_in(start, sentence.start) if m.person in scene.roster.by_name)
    topic = next(before, None)
    return tuple(sorted((topic, named))) if topic and topic != named else None


# --- clues ----------------------------------------------------------------------------------------------------------


def find_clues(scene: Scene, candidate: Candidate, read: Sequence[Encounter], elsewhere: bool) -> Iterator[str]:
    """Yield the names of the clues of *candidate*; a name may come twice.

    *read* are the encounters that the rules found in its sentence; *elsewhere* tells that they found the two meeting
    in another one.
    """
    kinds = [kind_of(item) for item in candidate.items]
    yield f"basis {candidate.basis}"
    hit = next((e.basis for e in read if candidate.people <= set(e.people)), "none")
    yield f"rule {hit}"
    if elsewhere and hit == "none":
        yield "rule elsewhere"
    yield from _between(candidate, kinds)
    yield from _around(candidate, kinds)
    yield from _owned(scene, candidate, kinds)
    yield from _setting(scene, candidate, kinds)


GAPS = ((0, "0"), (1, "1"), (3, "3"), (7, "7"), (15, "15"))


def _cues(kinds: Iterable[str]) -> list[str]:
    return [kind for kind in kinds if kind.startswith("@")]


def _between(candidate: Candidate, kinds: Sequence[str]) -> Iterator[str]:
    """Yield what stands between the two."""
    if candidate.first == candidate.second:
        return
    path = kinds[candidate.first + 1 : candidate.second]
    cues = _cues(path)
    yield "gap " + next((name for most, name in GAPS if len(path) <= most), "far")
    for kind in path:
        if kind not in (".", "#n", "a", "the"):
            yield f"between {kind}"
    if not cues:
        yield "between none"
    else:
        yield f"first {cues[0]}"
        yield f"last {cues[-1]}"
    if not cues and len(path) <= 6 and ("and" in path or path == [","]) and "#other" not in path:
        yield "joined"
        for cue in _cues(kinds[candidate.second + 1 : candidate.second + 9])[:1]:
            yield f"joined then {cue}"
        for cue in _cues(kinds[max(0, candidate.first - 6) : candidate.first])[-1:]:
            yield f"joined after {cue}"


def _around(candidate: Candidate, kinds: Sequence[str]) -> Iterator[str]:
    """Yield the words next to each of the two, and the nearest cues outside."""
    last = (_cues(kinds[candidate.first + 1 : candidate.second]) or ["-"])[-1]
    padded = [*kinds, "$", "$"]
    yield f"before first {_word_before(candidate.items, kinds, candidate.first)}"
    if candidate.first and candidate.items[candidate.first - 1].value == "both":
        yield "both"  # "Both Xi and Putin spoke": each for himself
    before = _word_before(candidate.items, kinds, candidate.second)
    yield f"before second {before}"
    yield f"before second {before} {last}"
    yield f"after first {padded[candidate.first + 1]}"
    yield f"after second {padded[candidate.second + 1]}"
    yield f"after second {padded[candidate.second + 1]} {padded[candidate.second + 2]}"
    for cue in _cues(kinds[candidate.second + 1 : candidate.second + 9])[:1]:
        yield f"next {cue}"
    for cue in _cues(kinds[max(0, candidate.first - 6) : candidate.first])[-1:]:
        yield f"previous {cue}"


def _word_before(items: Sequence[Item], kinds: Sequence[str], at: int) -> str:
    """Return the kind before the noun phrase that ends in item *at*: of "with his Russian counterpart X" it is "with"."""
    i = at - 1
    while i >= 0 and (_is_title(items[i]) or (kinds[i] in ("the", ",", "a") and i and _is_title(items[i - 1]))):
        i -= 1
    return kinds[i] if i >= 0 else "^"


@functools.cache
def _titles() -> frozenset[str]:
    return tokens("title") | {word.lower() for word in demonyms()} | {"us", "u.s.", "kremlin", "dear"}


def _is_title(item: Item) -> bool:
    return item.kind == "word" and item.value in _titles()


def _owned(scene: Scene, candidate: Candidate, kinds: Sequence[str]) -> Iterator[str]:
    """Yield what belongs to one of the two: "Putin's envoy", "Xi's visit"."""
    text = scene.article.text
    for which, at in (("first", candidate.first), ("second", candidate.second)):
        end = candidate.items[at].end
        if text[end : end + 2] in APOSTROPHE or text[end - 2 : end] in APOSTROPHE:
            yield f"{which} owns"
            yield f"{which} owns {(_cues(kinds[at + 1 : at + 5]) or ['-'])[0]}"


PERSONS = ("#person", "#other", "#pair", "#duo")
PARAGRAPHS = ((0, "0"), (2, "2"), (4, "4"))


def _setting(scene: Scene, candidate: Candidate, kinds: Sequence[str]) -> Iterator[str]:
    """Yield which cues the sentence has at all, who else is in it, and where in the article it stands."""
    sentence = candidate.sentence
    for kind in {*_cues(kinds)}:
        yield f"sentence {kind}"
    yield f"strangers {min(2, kinds.count('#other'))}"
    yield f"opens with {next((kind for kind in kinds if kind in PERSONS), '-')}"
    if "#other" in kinds[: candidate.first]:
        yield "stranger first " + (_cues(kinds[kinds.index("#other") : candidate.first]) or ["-"])[0]
    leaders = {item.value for item in candidate.items if item.kind == "person"}
    yield f"people {min(4, len(leaders))}"
    for kind in ("#date", "#place"):
        if kind in kinds:
            yield f"sentence {kind}"
    yield f"zone {sentence.zone}"
    yield "paragraph " + next((name for most, name in PARAGRAPHS if sentence.paragraph <= most), "far")
    if scene.is_quoted(sentence):
        yield "quoted"
