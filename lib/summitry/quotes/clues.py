"""What speaks for each reading of a quotation: features of source, cue, quotation and what stands between them.

The features of sources are read for many readings at once, as columns of codes (weights.AXES).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from summitry.quotes.candidates import Candidates, form_of, kind_of
from summitry.quotes.clauses import Clauses
from summitry.quotes.model import kept
from summitry.quotes.scenes import CODED, Scene
from summitry.quotes.surroundings import Surroundings, bin_distances
from summitry.quotes.tokens import PREDICATE, PREPOSITION
from summitry.quotes.vocabulary import bin_share, cue_words
from summitry.quotes.weights import Codes, Tables, axes, codes, look_up, make_tables

Columns = dict[str, Codes]


@functools.cache
def _link_tables() -> Tables:
    """Return the weights of a source and of what stands between it and the cue."""
    return make_tables(
        (
            "source distance {gap} {side} {kind}",
            "type {kind} {side} {form}",
            "form {form} {side} {gap}",
            "before {before} {side}",
            "before {before} {kind}",
            "before {before} {side} {gap}",
            "then {after} {side}",
            "then {after} {side} {gap}",
            "commas {commas} {side} {gap}",
            "commas {commas} {side} {relative}",
            "rivals {rivals} {side}",
            "rivals {rivals} commas {commas} {side}",
            "between {relative} {side} {rivals}",
            "source quotes {quotes} {side}",
            "lemma {lemma} {side} {near_gap}",
            "subjects {subjects} {side} {subject}",
            "subjects {subjects} {side} {form}",
            "verbs {verbs} {side} {subject}",
            "verbs {verbs} {side} {form} {joint}",
            "bracket {opens} {closes} {side} {few}",
            "chain {subjects} {subject} {form} {joint} {side}",
            "join {path} {side}",
        )
    )


@functools.cache
def _pair_tables() -> Tables:
    """Return the weights of a cue and of what stands between it and the quotation, and of the order of all three."""
    return make_tables(
        (
            "source distance {gap} {order}",
            "type {kind} {order}",
            "subject {subject} {order} {initial}",
            "nearest subject {nearest} {order} {kind}",
            "order {order} {where}",
            "order {order} {sort} {share}",
            "last cue {lone} {order} {size}",
            "cue distance {distance} {order} {where}",
            "cue distance {distance} {order} {share}",
            "cue quotes {quotes} {order} {where}",
            "cues between {few} {order}",
            "cue after {before} {order} {form}",
            "cue then {after} {order}",
            "path {path} {order}",
            "lemma {lemma} path {path} {order}",
            "form {form} {order}",
            "left {left} {order}",
            "right {right} {order}",
            "left {left} {order} {distance}",
            "size {size} {order} {share}",
            "size {size} {where}",
            "first {first} last {last} {order} {where}",
            "lemma {lemma} {order}",
            "cue {word}",
            "ending {ending} {order} {near}",
        )
    )


@functools.cache
def _bare_tables() -> Tables:
    """Return the weights of a source that stands near the quotation without a cue between them."""
    return make_tables(
        (
            "bare",
            "bare {side} {where}",
            "bare {side} {where} distance {gap}",
            "bare {side} {where} {kind}",
            "bare {side} {where} {before}",
            "bare {side} {where} then {after}",
            "bare {side} {where} quote left {left}",
            "bare {side} {where} quotes between {quotes}",
            "bare {side} {where} strongest {strongest}",
            "bare {side} {where} size {size}",
            "bare {side} {where} initial {initial} first {first}",
        )
    )


@dataclass(slots=True)
class Weighed:
    """The readings of some quotations with what speaks for each, but for what was chosen before."""

    found: Candidates
    weights: list[int]
    cues: list[int]
    """The cue of each reading, or -1."""
    order: list[int]
    where: list[int]
    kinds: list[int]
    """The sort of each reading's source; one more than all for a source alone."""


def weigh_candidates(
    clauses: Clauses, around: Surroundings, people: Mapping[int, str], scenes: Sequence[Scene], found: Candidates
) -> Weighed:
    """Return what speaks for each of the readings *found* for some quotations."""
    sources, sites = _read_sources(clauses, around, people, found), _read_sites(clauses, around, found)
    links = _read_links(around, found, sources, sites)
    readings = _read_readings(clauses, found, scenes)
    paired = readings["link"] >= 0
    pairs, alone = _rows(readings, paired), _rows(readings, ~paired)
    pairs = _read_pairs(around, pairs, sources, sites, links)
    total, order = np.zeros((2, len(paired)), dtype=np.int64)
    cues = np.full(len(paired), -1)
    total[paired] = look_up(_pair_tables(), pairs) + links["weight"][pairs["link"]]
    total[~paired] = look_up(_bare_tables(), _read_alone(around, alone, sources))
    cues[paired], order[paired] = pairs["cue"], pairs["order"]
    kind = np.where(paired, sources["kind"][readings["source"]], len(axes()["kind"]))
    return Weighed(found, total.tolist(), cues.tolist(), order.tolist(), readings["where"].tolist(), kind.tolist())


def _rows(columns: Columns, wanted: np.ndarray) -> Columns:
    """Return the columns of the rows wanted."""
    return dict(zip(columns, np.array(list(columns.values()))[:, wanted], strict=True))


# --- columns --------------------------------------------------------------------------------------------------------


def _read_sources(clauses: Clauses, around: Surroundings, people: Mapping[int, str], found: Candidates) -> Columns:
    """Return the columns of the sources: where they are, their sort, and the tokens beside them."""
    known, phrases = codes("kind"), found.sources
    first, last, kind = (
        np.array(
            [(phrase.first, phrase.last, known[kind_of(clauses, people, phrase)]) for phrase in phrases], dtype=np.int64
        )
        .reshape(-1, 3)
        .T
    )
    opens = np.zeros(len(clauses.forms) + 1, dtype=bool)
    opens[clauses.sentence_starts] = True
    initial, marks = opens[first], np.append(clauses.marks, 0)  # the last one stands before the first token too
    return {
        "first": first,
        "last": last,
        "kind": kind,
        "initial": initial.astype(np.int64),
        "before": np.where(initial, codes("before")["^"], around.classes[first - 1]),
        "after": around.classes[last + 1],
        "subject": ((marks[last + 1] & PREDICATE > 0) & (marks[first - 1] & PREPOSITION == 0)).astype(np.int64),
    }


CUE_COLUMNS = ("word", "lemma", "sort", "share", "form", "joint")


def _read_sites(clauses: Clauses, around: Surroundings, found: Candidates) -> Columns:
    """Return the columns of the cues: their word, how it is built, and the tokens beside them."""
    words, tokens = clauses.words, list(found.sites)
    read = [_read_cue(words[token], words[token - 1] if token else "") for token in tokens]
    cue = np.array(tokens, dtype=np.int64)
    starts = np.array([*clauses.sentence_starts, len(words)])
    following = np.searchsorted(starts, cue, side="right")
    return {
        "cue": cue,
        "before": np.where(cue == 0, codes("before")["^"], around.classes[cue - 1]),
        "after": around.classes[cue + 1],
        "low": starts[following - 1],
        "high": starts[following],
        **dict(zip(CUE_COLUMNS, np.array(read, dtype=np.int64).reshape(-1, len(CUE_COLUMNS)).T, strict=True)),
    }


@kept
def _read_cue(word: str, before: str) -> tuple[int, ...]:
    """Return the codes of CUE_COLUMNS for a cue and the word before it."""
    cue, code = cue_words().get(word), codes("word").get(word, 0)
    built = codes("form")[form_of(word, before)], codes("joint").get(before, 0)
    if cue is None:
        return code, codes("lemma")["?"], codes("sort")["guess"], codes("share")["?"], *built
    return code, codes("lemma").get(cue.lemma, 0), codes("sort")[cue.kind], codes("share")[bin_share(cue.share)], *built


def _read_links(around: Surroundings, found: Candidates, sources: Columns, sites: Columns) -> Columns:
    """Return the columns of the links, with their weights."""
    source, site = np.array(found.link_source, dtype=np.int64), np.array(found.link_site, dtype=np.int64)
    first, last, cue = sources["first"][source], sources["last"][source], sites["cue"][site]
    left = last < cue
    low, high = np.where(left, last + 1, cue + 1), np.where(left, cue, first)
    length, heads = high - low, np.array(found.heads, dtype=np.int64)
    from_source, to_source = np.searchsorted(heads, low), np.searchsorted(heads, high)
    before = np.concatenate(([0], np.cumsum(sources["subject"])))
    rivals, subjects = to_source - from_source, np.minimum(before[to_source] - before[from_source], 3)
    between, subject, joint = around.count_all(low, high), sources["subject"][source], sites["joint"][site]
    relative = np.where(between["w"] > 0, 1, np.where(between["t"] > 0, 2, 3 * (between["a"] > 0)))
    columns = {
        "gap": bin_distances(length),
        "near_gap": np.minimum(length, 3),
        "side": 1 - left,
        "kind": sources["kind"][source],
        "before": sources["before"][source],
        "after": sources["after"][source],
        "subject": subject,
        "form": sites["form"][site],
        "lemma": sites["lemma"][site],
        "joint": joint,
        "commas": np.minimum(between[","], 3),
        "relative": relative,
        "rivals": np.minimum(rivals, 4),
        "few": np.minimum(rivals, 2),
        "quotes": np.minimum(between["q"], 2),
        "subjects": subjects,
        "verbs": np.minimum(between["v"], 3),
        "opens": sources["after"][source] == codes("before").get(",", -1),
        "closes": joint == codes("joint")[","],
        "path": around.path(length, low),
    }
    nearest = subject * (subjects == 0)
    return {"site": site, "gap": columns["gap"], "nearest": nearest, "weight": look_up(_link_tables(), columns)}


def _read_readings(clauses: Clauses, found: Candidates, scenes: Sequence[Scene]) -> Columns:
    """Return the columns that all readings have: link, source, the quotation, its place and where its source stands."""
    scene = np.repeat(np.arange(len(scenes)), np.diff(found.bounds))
    coded = np.array([(one.q, clauses.paragraph[one.q], *one.codes) for one in scenes]).T[:, scene]
    source = np.array(found.reading_source, dtype=np.int64)
    spans = found.sentences.items()
    paragraph = np.repeat(
        [clauses.paragraph[clauses.sentence_starts[sentence]] for sentence, _ in spans],
        [high - low for _, (low, high) in spans],
    )
    across = paragraph[source] != coded[1]
    return {
        "link": np.array(found.reading_link, dtype=np.int64),
        "source": source,
        "q": coded[0],
        "where": np.array(found.reading_where, dtype=np.int64) + 1 + 3 * across,
        **dict(zip(CODED, coded[2:], strict=True)),
    }


def _read_pairs(around: Surroundings, pairs: Columns, sources: Columns, sites: Columns, links: Columns) -> Columns:
    """Return the columns of readings with a cue."""
    site, source, q = links["site"][pairs["link"]], pairs["source"], pairs["q"]
    cue, first = sites["cue"][site], sources["first"][source]
    ahead = cue < q
    low, high = np.where(ahead, cue + 1, q + 1), np.where(ahead, q, cue)
    length = high - low
    rivals = np.minimum(around.count("strong", *_inside(low, high, sites["low"][site], sites["high"][site])), 2)
    return pairs | {
        "cue": cue,
        "order": 4 * ahead + 2 * (first < cue) + (first < q),
        "gap": links["gap"][pairs["link"]],
        "nearest": links["nearest"][pairs["link"]],
        "kind": sources["kind"][source],
        "subject": sources["subject"][source],
        "initial": sources["initial"][source],
        "distance": bin_distances(length),
        "near": np.minimum(length, 3),
        "quotes": np.minimum(around.count("q", low, high), 2),
        "few": rivals,
        "lone": rivals == 0,
        "path": around.path(length, low),
        **{name: sites[name][site] for name in ("word", "lemma", "sort", "share", "form", "before", "after")},
    }


def _inside(low: Codes, high: Codes, least: Codes, most: Codes) -> tuple[Codes, Codes]:
    """Return the stretches as far as they are inside others; an empty one where they are not."""
    low = np.maximum(low, least)
    return low, np.maximum(np.minimum(high, most), low)


def _read_alone(around: Surroundings, alone: Columns, sources: Columns) -> Columns:
    """Return the columns of readings without a cue."""
    source, q = alone["source"], alone["q"]
    first, last = sources["first"][source], sources["last"][source]
    left = last < q
    low, high = np.where(left, last + 1, q + 1), np.where(left, q, first)
    return alone | {
        "side": 1 - left,
        "gap": bin_distances(high - low),
        "quotes": np.minimum(around.count("q", low, high), 2),
        **{name: sources[name][source] for name in ("kind", "before", "after", "initial")},
    }
