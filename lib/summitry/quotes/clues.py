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
from summitry.quotes.scenes import Scene
from summitry.quotes.surroundings import Surroundings, bin_distances, is_subject
from summitry.quotes.vocabulary import bin_share
from summitry.quotes.weights import Codes, Table, axes, codes, look_up, make_tables

Columns = dict[str, Codes]


@functools.cache
def _link_tables() -> list[Table]:
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
def _pair_tables() -> list[Table]:
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
def _bare_tables() -> list[Table]:
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
    readings = _read_readings(clauses, found, scenes, sources)
    paired = readings["link"] >= 0
    pairs, alone = _rows(readings, paired), _rows(readings, ~paired)
    pairs = _read_pairs(around, pairs, sources, sites, links)
    total = np.zeros(len(paired), dtype=np.int64)
    total[paired] = look_up(_pair_tables(), pairs) + links["weight"][pairs["link"]]
    total[~paired] = look_up(_bare_tables(), _read_alone(around, alone, sources))
    cues, order, kinds = np.full(len(paired), -1), np.zeros(len(paired), dtype=np.int64), len(axes()["kind"])
    cues[paired], order[paired] = pairs["cue"], pairs["order"]
    kind = np.where(paired, sources["kind"][readings["source"]], kinds)
    return Weighed(found, total.tolist(), cues.tolist(), order.tolist(), readings["where"].tolist(), kind.tolist())


def _rows(columns: Columns, wanted: np.ndarray) -> Columns:
    return {name: column[wanted] for name, column in columns.items()}


def _whole(values: Sequence[int]) -> Codes:
    return np.array(values, dtype=np.int64)


# --- columns --------------------------------------------------------------------------------------------------------


def _read_sources(clauses: Clauses, around: Surroundings, people: Mapping[int, str], found: Candidates) -> Columns:
    """Return the columns of the sources: where they are, their sort, and the tokens beside them."""
    known, phrases = codes("kind"), found.sources
    first, last = _whole([phrase.first for phrase in phrases]), _whole([phrase.last for phrase in phrases])
    opens = np.isin(first, [clauses.sentence_starts[sentence] for sentence in found.sentences])
    return {
        "first": first,
        "last": last,
        "kind": _whole([known[kind_of(clauses, people, phrase)] for phrase in phrases]),
        "initial": opens.astype(np.int64),
        "before": np.where(opens, codes("before")["^"], around.classes[first - 1]),
        "after": around.classes[last + 1],
        "subject": _whole([is_subject(clauses, phrase) for phrase in phrases]),
    }


def _read_sites(clauses: Clauses, around: Surroundings, found: Candidates) -> Columns:
    """Return the columns of the cues: their word, how it is built, and the tokens beside them."""
    forms, joint = codes("form"), codes("joint")
    tokens = list(found.sites)
    cue = _whole(tokens)
    word, lemma, sort, share = (
        zip(*[_read_cue(clauses, token) for token in tokens], strict=True) if tokens else [()] * 4
    )
    bounds = [clauses.bounds(clauses.sentence[token]) for token in tokens]
    return {
        "cue": cue,
        "word": _whole(word),
        "lemma": _whole(lemma),
        "sort": _whole(sort),
        "share": _whole(share),
        "form": _whole([forms[form_of(clauses, token)] for token in tokens]),
        "joint": _whole([joint.get(clauses.words[token - 1], 0) if token else 0 for token in tokens]),
        "before": np.where(cue == 0, codes("before")["^"], around.classes[cue - 1]),
        "after": around.classes[cue + 1],
        "low": _whole([low for low, _ in bounds]),
        "high": _whole([high for _, high in bounds]),
    }


def _read_cue(clauses: Clauses, token: int) -> tuple[int, int, int, int]:
    """Return the codes of a cue's word, lemma, kind and share."""
    form = clauses.forms[token]
    word, cue = codes("word").get(form.word, 0), form.cue
    if cue is None:
        return word, codes("lemma")["?"], codes("sort")["guess"], codes("share")["?"]
    return word, codes("lemma").get(cue.lemma, 0), codes("sort")[cue.kind], codes("share")[bin_share(cue.share)]


def _read_links(around: Surroundings, found: Candidates, sources: Columns, sites: Columns) -> Columns:
    """Return the columns of the links, with their weights."""
    source, site = _whole(found.link_source), _whole(found.link_site)
    first, last, cue = sources["first"][source], sources["last"][source], sites["cue"][site]
    left = last < cue
    low, high = np.where(left, last + 1, cue + 1), np.where(left, cue, first)
    heads = _whole(found.heads)
    from_source, to_source = np.searchsorted(heads, low), np.searchsorted(heads, high)
    before = np.concatenate(([0], np.cumsum(sources["subject"])))
    rivals, subjects = to_source - from_source, np.minimum(before[to_source] - before[from_source], 3)
    who, which, both = (around.count(letter, low, high, 1) for letter in "wta")
    subject, comma = sources["subject"][source], codes("before").get(",", -1)
    columns = {
        "gap": bin_distances(high - low),
        "near_gap": np.minimum(high - low, 3),
        "side": 1 - left,
        "kind": sources["kind"][source],
        "before": sources["before"][source],
        "after": sources["after"][source],
        "subject": subject,
        "form": sites["form"][site],
        "lemma": sites["lemma"][site],
        "joint": sites["joint"][site],
        "commas": around.count(",", low, high, 3),
        "relative": np.where(who > 0, 1, np.where(which > 0, 2, 3 * both)),
        "rivals": np.minimum(rivals, 4),
        "few": np.minimum(rivals, 2),
        "quotes": around.count("q", low, high, 2),
        "subjects": subjects,
        "verbs": around.count("v", low, high, 3),
        "opens": (sources["after"][source] == comma).astype(np.int64),
        "closes": (sites["joint"][site] == codes("joint")[","]).astype(np.int64),
        "path": around.path(low, high),
    }
    nearest = subject * (subjects == 0)
    return {"site": site, "gap": columns["gap"], "nearest": nearest, "weight": look_up(_link_tables(), columns)}


def _read_readings(clauses: Clauses, found: Candidates, scenes: Sequence[Scene], sources: Columns) -> Columns:
    """Return the columns that all readings have: link, source, the quotation, its place and where its source stands."""
    scene = np.repeat(np.arange(len(scenes)), np.diff(found.bounds))
    source = _whole(found.reading_source)
    paragraph = _whole([clauses.paragraph[phrase.head] for phrase in found.sources])
    across = paragraph[source] != _whole([clauses.paragraph[scene.q] for scene in scenes])[scene]
    return {
        "link": _whole(found.reading_link),
        "source": source,
        "q": _whole([scene.q for scene in scenes])[scene],
        "where": _whole(found.reading_where) + 1 + 3 * across,
        **{name: _whole([one.codes[name] for one in scenes])[scene] for name in scenes[0].codes},
    }


def _read_pairs(around: Surroundings, pairs: Columns, sources: Columns, sites: Columns, links: Columns) -> Columns:
    """Return the columns of readings with a cue."""
    site, source, q = links["site"][pairs["link"]], pairs["source"], pairs["q"]
    cue, first = sites["cue"][site], sources["first"][source]
    ahead = cue < q
    low, high = np.where(ahead, cue + 1, q + 1), np.where(ahead, q, cue)
    rivals = around.count("strong", *_inside(low, high, sites["low"][site], sites["high"][site]), 2)
    return pairs | {
        "cue": cue,
        "order": 4 * ahead + 2 * (first < cue) + (first < q),
        "gap": links["gap"][pairs["link"]],
        "nearest": links["nearest"][pairs["link"]],
        "kind": sources["kind"][source],
        "subject": sources["subject"][source],
        "initial": sources["initial"][source],
        "distance": bin_distances(high - low),
        "near": np.minimum(high - low, 3),
        "quotes": around.count("q", low, high, 2),
        "few": rivals,
        "lone": (rivals == 0).astype(np.int64),
        "path": around.path(low, high),
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
        "quotes": around.count("q", low, high, 2),
        **{name: sources[name][source] for name in ("kind", "before", "after", "initial")},
    }
