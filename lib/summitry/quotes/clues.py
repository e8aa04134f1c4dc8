"""What speaks for each reading of a quotation: features of source, cue, quotation and what stands between them."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from summitry.quotes.clauses import QUOTE, Clauses, cue_words, function_words
from summitry.quotes.noun_phrases import Phrase, phrases_of
from summitry.quotes.surroundings import (
    Reading,
    Scene,
    bin_distance,
    bin_share,
    is_subject,
    pattern,
    token_class,
    verb_like,
)
from summitry.words import read_words


@functools.cache
def weights() -> Mapping[str, float]:
    """Return the weight of each feature."""
    return {row["feature"]: float(row["weight"]) for row in read_words("attribution")}


def score(scene: Scene, reading: Reading) -> float:
    """Return the sum of the weights of *reading*'s features."""
    if reading.kind == "pair":
        assert reading.source is not None
        return _score_pair(scene, reading.cue, reading.source)
    return _add_up(features_of(scene, reading))


def _add_up(features: Iterable[str], total: float = 0.0) -> float:
    table = weights()
    for name in features:
        if name in table:
            total += table[name]
    return total


def features_of(scene: Scene, reading: Reading) -> list[str]:
    """Return the names of the features that hold of *reading*, which is no pair."""
    if reading.kind == "none":
        return _none_features(scene)
    if reading.kind == "nobody":
        return ["nobody", f"nobody size {scene.size}", f"nobody left {scene.left}"]
    if reading.kind == "same":
        return _same_features(scene)
    assert reading.source is not None
    return _bare_features(scene, reading.source)


def _none_features(scene: Scene) -> list[str]:
    inner = scene.inner
    words = inner.split()
    titled = sum(w[:1].isupper() for w in words) / max(1, len(words))
    ending = inner[-1:] if inner[-1:] in ",.?!;" else "word"
    case = "Title" if titled > 0.7 and len(words) > 1 else "First" if inner[:1].isupper() else "lower"
    found = [
        "none",
        f"none size {scene.size}",
        f"none case {case} {min(scene.length, 5)}",
        f"none ending {ending}",
        f"none left {scene.left}",
        f"none right {scene.right}",
        f"none left {scene.left} size {scene.size}",
        f"none strongest {bin_share(scene.strongest)} size {scene.size}",
        f"none right {scene.right} size {scene.size}",
        f"none heading {scene.heading} {scene.size}",
        f"none before {scene.before.kind if scene.before else '-'}",
    ]
    first, last = words[0] if words else "", words[-1] if words else ""
    found.append(f"none opens {_inner_class(first)} {scene.size}")
    found.append(f"none closes {_inner_class(last)} {scene.size}")
    if not FIRST_PERSON.isdisjoint(inner.lower().replace("’", "'").replace("'", " ").split()):
        found.append("none first person")
    if scene.clauses.quotes[scene.q].single:
        found.append(f"none single {scene.heading}")
    if not scene.first:
        found.append(f"none word {scene.clauses.words[scene.q - 1]}")
    if scene.first and scene.last:
        found.append("none whole sentence")
    return found


FIRST_PERSON = {"i", "we", "our", "my", "us", "me", "you", "your"}


def _inner_class(word: str) -> str:
    """Return the class of a word inside the marks."""
    word = word.strip(",.?!;:")
    lower = word.lower().replace("’", "'")
    if lower in function_words():
        return function_words()[lower]
    if not word[:1].isalpha():
        return "number" if word[:1].isdigit() else "mark"
    shape = "Name" if word[0].isupper() else ""
    return shape or ("cue" if lower in cue_words() else verb_like(lower))


def _same_features(scene: Scene) -> list[str]:
    clauses, q, q0 = scene.clauses, scene.q, scene.q_before
    crossed = clauses.paragraph[q] - clauses.paragraph[q0]
    sentences = clauses.sentence[q] - clauses.sentence[q0]
    where = f"{min(crossed, 2)}¶{min(sentences, 3)}"
    cue_between = any(
        cue_words()[clauses.words[c]].share >= 0.5
        for s in range(max(clauses.sentence[q0], scene.here - 5), scene.here + 1)
        for c in clauses.cues(s)
        if q0 < c < q
    )
    unclosed = not clauses.quotes[q0].closed
    found = [
        "same",
        f"same {where}",
        f"same {where} first {scene.first} last {scene.last}",
        f"same distance {bin_distance(q - q0 - 1)} {where}",
        f"same between {token_class(clauses, q - 1)} {where}",
        f"same strongest {bin_share(scene.strongest)} {scene.first}",
        f"same cue between {cue_between} {where}",
        f"same size {scene.size}",
        f"same unclosed {unclosed} {crossed == 1}",
        f"same pattern {pattern(clauses, q0 + 1, q)} {where}",
    ]
    before = scene.before
    if before is not None and before.source is not None:
        found.append(f"same side {'LR'[before.source.head > q0]} {'LR'[before.cue > q0]} {where}")
        found.append(f"same source {_source_type(scene, before.source)}")
    return found


def _source_type(scene: Scene, phrase: Phrase) -> str:
    word = scene.clauses.words[phrase.head]
    if phrase.kind == "relative":
        return word
    if phrase.kind == "pronoun":
        return word if word in SUBJECTS else "him" if word in OBJECTS else "pronoun"
    if phrase.kind == "name":
        if any(i in scene.people for i in range(phrase.first, phrase.last + 1)):
            return "person"
        return "name" if phrase.last > phrase.first else "word"
    return phrase.kind


SUBJECTS = {"i", "he", "she", "they", "it", "we", "you"}
OBJECTS = {"him", "her", "them", "me", "us"}


def _cue_form(clauses: Clauses, cue: int) -> str:
    """Return how the cue is built: -ing, passive, infinitive, after a modal, finite."""
    word = clauses.words[cue]
    before = clauses.words[cue - 1] if cue else ""
    if word.endswith("ing"):
        return "ing"
    if before == "to":
        return "to"
    if before in ("was", "were", "been", "being", "is", "are", "be"):
        return "passive"
    if function_words().get(before) == "auxiliary":
        return "aux"
    if before in ("a", "the", "an", "his", "her", "their", "this", "that", "'s", "of"):
        return "noun"
    if word.endswith("ed") or word in ("said", "told", "wrote"):
        return "ed"
    return "s" if word.endswith("s") else "base"


VERBAL = {"auxiliary", "-ed", "-s", "cue0", "cue1", "cue2", "cue3", "cue4"}


def _bare_features(scene: Scene, source: Phrase) -> list[str]:
    """Return the features of a source that stands near the quotation without a cue between them."""
    clauses, q = scene.clauses, scene.q
    low, high = (source.last + 1, q) if source.last < q else (q + 1, source.first)
    at = f"{'L' if source.last < q else 'R'} {_where(scene, source)}"
    previous, following = _sides(clauses, source)
    quotes_between = clauses.words[low:high].count(QUOTE)
    return [
        "bare",
        f"bare {at}",
        f"bare {at} distance {bin_distance(high - low)}",
        f"bare {at} {_source_type(scene, source)}",
        f"bare {at} {previous}",
        f"bare {at} then {following}",
        f"bare {at} quote left {scene.left}",
        f"bare {at} quotes between {min(quotes_between, 2)}",
        f"bare {at} strongest {bin_share(scene.strongest)}",
        f"bare {at} size {scene.size}",
        f"bare {at} initial {previous == '^'} first {scene.first}",
        f"bare same person {_is_same(scene, source)}",
    ]


def _where(scene: Scene, source: Phrase) -> str:
    """Return in which sentence the source stands, counted from the quotation's, and whether in another paragraph."""
    clauses = scene.clauses
    across = "¶" if clauses.paragraph[source.head] != clauses.paragraph[scene.q] else ""
    return f"{clauses.sentence[source.head] - scene.here}{across}"


def _sides(clauses: Clauses, source: Phrase) -> tuple[str, str]:
    """Return the classes of the tokens before and after a source."""
    opens = source.first == clauses.bounds(clauses.sentence[source.head])[0]
    return (
        "^" if opens else token_class(clauses, source.first - 1),
        token_class(clauses, source.last + 1) if source.last + 1 < len(clauses.words) else "$",
    )


def _score_pair(scene: Scene, cue: int, source: Phrase) -> float:
    """Return the sum of the weights of a source with its cue: of cue, link and order, always added in this order.

    What was said of a cue is kept for its next source, what was said of both for the next quotation.
    """
    order = "".join(letter for _, letter in sorted(((source.first, "s"), (cue, "c"), (scene.q, "q"))))
    where = _where(scene, source)
    total = scene.cue_scores.get((cue, order, where))
    if total is None:
        total = scene.cue_scores[cue, order, where] = _add_up(_cue_features(scene, cue, order, where))
    for weight in _weigh_links(scene, cue, source, order):
        total += weight
    found = [f"order {order} {where}"]
    if scene.before is not None and scene.before.cue == cue:
        found.append(f"cue used {order} {where}")
        found.append(f"cue used, source {'kept' if scene.before.source == source else 'changed'}")
    return _add_up(found, total)


def _weigh_links(scene: Scene, cue: int, source: Phrase, order: str) -> list[float]:
    """Return the weights of the features of a source and of what stands between it and the cue."""
    links, same = scene.clauses.links, _is_same(scene, source)
    key = (cue, source, order, same)
    if key not in links:
        table = weights()
        links[key] = [table[name] for name in _link_features(scene, cue, source, order, same) if name in table]
    return links[key]


def _cue_features(scene: Scene, cue: int, order: str, where: str) -> list[str]:
    """Return the features of a cue and of what stands between it and the quotation."""
    clauses, q = scene.clauses, scene.q
    words = clauses.words
    known = cue_words().get(words[cue])
    share = bin_share(known.share) if known else "?"
    form = _cue_form(clauses, cue)
    low, high = (cue + 1, q) if cue < q else (q + 1, cue)
    rivals = sum(low <= c < high and cue_words()[words[c]].share >= 0.4 for c in clauses.cues(clauses.sentence[cue]))
    distance = bin_distance(high - low)
    ending = scene.inner[-1:] if scene.inner[-1:] in ",.?!" else "word"
    return [
        f"order {order} {known.kind if known else 'guess'} {share}",
        f"last cue {rivals == 0} {order} {scene.size}",
        f"cue distance {distance} {order} {where}",
        f"cue distance {distance} {order} {share}",
        f"cue quotes {min(words[low:high].count(QUOTE), 2)} {order} {where}",
        f"cues between {min(rivals, 2)} {order}",
        f"cue after {token_class(clauses, cue - 1) if cue else '^'} {order} {form}",
        f"cue then {token_class(clauses, cue + 1) if cue + 1 < len(words) else '$'} {order}",
        f"path {pattern(clauses, low, high)} {order}",
        f"lemma {known.lemma if known else '?'} path {pattern(clauses, low, high)} {order}",
        f"form {form} {order}",
        f"left {scene.left} {order}",
        f"right {scene.right} {order}",
        f"left {scene.left} {order} {distance}",
        f"size {scene.size} {order} {share}",
        f"size {scene.size} {where}",
        f"first {scene.first} last {scene.last} {order} {where}",
        f"lemma {known.lemma if known else '?'} {order}",
        f"cue {words[cue]}",
        f"ending {ending} {order} {distance if high - low < 3 else '3+'}",
    ]


def _link_features(scene: Scene, cue: int, source: Phrase, order: str, same: str) -> list[str]:
    """Return the features of a source and of what stands between it and the cue."""
    clauses = scene.clauses
    words = clauses.words
    low, high = (source.last + 1, cue) if source.last < cue else (cue + 1, source.first)
    between = words[low:high]
    phrases = [p for p in phrases_of(clauses, clauses.sentence[source.head]) if low <= p.head < high]
    subjects = min(sum(is_subject(clauses, p) for p in phrases), 3)
    verbs = min(sum(token_class(clauses, i) in VERBAL for i in range(low, high)), 3)
    rivals, commas, subject = min(len(phrases), 4), min(between.count(","), 3), is_subject(clauses, source)
    relative = next((name for relatives, name in RELATIVE_WORDS if any(w in between for w in relatives)), "")
    previous, following = _sides(clauses, source)
    kind, form, gap = _source_type(scene, source), _cue_form(clauses, cue), bin_distance(high - low)
    side = "L" if source.last < cue else "R"
    known = cue_words().get(words[cue])
    return [
        f"source distance {gap} {order}",
        f"source distance {gap} {side} {kind}",
        f"type {kind} {order}",
        f"type {kind} {side} {form}",
        f"form {form} {side} {gap}",
        f"before {previous} {side}",
        f"before {previous} {kind}",
        f"before {previous} {side} {gap}",
        f"then {following} {side}",
        f"then {following} {side} {gap}",
        f"commas {commas} {side} {gap}",
        f"commas {commas} {side} {relative}",
        f"rivals {rivals} {side}",
        f"rivals {rivals} commas {commas} {side}",
        f"between {relative} {side} {rivals}",
        f"source quotes {min(between.count(QUOTE), 2)} {side}",
        f"lemma {known.lemma if known else '?'} {side} {gap if high - low < 3 else '3+'}",
        f"same person {same} {kind}",
        f"subjects {subjects} {side} {subject}",
        f"subjects {subjects} {side} {form}",
        f"subject {subject} {order} {previous == '^'}",
        f"verbs {verbs} {side} {subject}",
        f"verbs {verbs} {side} {form} {words[cue - 1] if words[cue - 1] in (',', 'and') else ''}",
        f"bracket {following == ','} {words[cue - 1] == ','} {side} {min(rivals, 2)}",
        f"nearest subject {subjects == 0 and subject} {order} {kind}",
        f"chain {subjects} {subject} {form} {words[cue - 1] if words[cue - 1] in (',', 'and') else ''} {side}",
        f"join {pattern(clauses, low, high)} {side}",
    ]


RELATIVE_WORDS = ((("who",), "who"), (("which", "that"), "which"), (("and",), "and"))


def _is_same(scene: Scene, source: Phrase) -> str:
    """Tell whether the source is the one chosen for the quotation before: yes, no, or '-' where there was none."""
    before = scene.before
    if before is None or before.source is None:
        return "-"
    if before.source == source:
        return "itself"
    mine, other = scene.people.get(source.head), scene.people.get(before.source.head)
    if mine and other:
        return "yes" if mine == other else "no"
    return "?"
