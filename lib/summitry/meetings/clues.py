"""What speaks for and against a sentence reporting that two people met: the clues that `likelihood` weighs.

Clues are words of a few classes (words/meeting_cues.csv) and where they stand to the two people: between them, before
the first, behind the second; the small words next to a name; who else is there; what the rules read.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Sequence

from summitry.meetings.actors import APOSTROPHE
from summitry.meetings.candidates import Candidate
from summitry.meetings.cues import kind_of
from summitry.meetings.encounters import Encounter
from summitry.meetings.scene import Item, Scene
from summitry.meetings.words import demonyms, tokens


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
