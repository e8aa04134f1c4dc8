"""Templates of features, and the weight of each template's every value as an array.

A template names what its feature is made of; the
columns of a table of readings hold these as codes, so that many readings are weighed at once.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from math import prod
from string import Formatter
from typing import NamedTuple

import numpy as np

from summitry.quotes.model import weights
from summitry.quotes.vocabulary import OTHER, classes, cue_words, speaker_nouns

Codes = np.ndarray
"""Whole numbers: places in an axis of AXES."""

# --- what features are made of --------------------------------------------------------------------------------------

BOUNDS = (0, 1, 2, 3, 5, 8, 12, 20)
"""Tokens that bound the classes of a distance."""
BINS = (*map(str, BOUNDS), "far")


def bin_distance(tokens: int) -> str:
    """Return the class of a distance."""
    return BINS[bisect_left(BOUNDS, tokens)]


ORDERS = ("qcs", OTHER, "qsc", "sqc", "cqs", "csq", OTHER, "scq")
"""The orders of source, cue and quotation, by three bits: cue before quotation, source before cue, and before quotation."""
LONGEST_PATH = 3


@functools.cache
def paths() -> tuple[str, ...]:
    """Return the runs of classes that features mention."""
    forms = (re.fullmatch(r"(?:lemma .+ )?(?:path|join) (.*) (?:[csq]{3}|[LR])", name) for name in weights())
    return OTHER, *sorted({found[1] for found in forms if found})


SUBJECTS = {"i", "he", "she", "they", "it", "we", "you"}
OTHER_KINDS = {"him", "pronoun", "possessive", "who", "which", "that", "name", "person", "word", "other"}
"""The sorts of sources that are neither a subject pronoun nor a noun of words/speakers.csv."""


@functools.cache
def axes() -> dict[str, tuple[str, ...]]:
    """Return the values of each field of a template."""
    counts, truth = tuple("01234"), ("False", "True")
    lemmas = {cue.lemma for cue in cue_words().values()}
    kinds = {*speaker_nouns().values(), *SUBJECTS, *OTHER_KINDS}
    words = sorted(name.removeprefix("cue ") for name in weights() if name.startswith("cue "))
    return {
        **dict.fromkeys(("before", "after", "left", "right"), classes()),
        **dict.fromkeys(("commas", "subjects", "verbs", "rivals", "quotes", "few"), counts),
        **dict.fromkeys(("subject", "opens", "closes", "nearest", "first", "last", "lone", "initial"), truth),
        **dict.fromkeys(("gap", "distance"), BINS),
        **dict.fromkeys(("near_gap", "near"), ("0", "1", "2", "3+")),
        **dict.fromkeys(("share", "strongest"), tuple("01234?")),
        "relative": ("", "who", "which", "and"),
        "joint": ("", ",", "and"),
        "side": ("L", "R"),
        "order": ORDERS,
        "where": ("-1", "0", "1", "-1¶", "0¶", "1¶"),
        "size": ("1", "2", "3", "4-6", "7+"),
        "ending": ("word", "", *",.?!"),
        "form": ("base", "ing", "to", "passive", "aux", "noun", "ed", "s"),
        "kind": tuple(sorted(kinds)),
        "same": ("-", "itself", "yes", "no", "?"),
        "sort": ("guess", *sorted({cue.kind for cue in cue_words().values()})),
        "lemma": (OTHER, "?", *sorted(lemma for lemma in lemmas if _is_mentioned(lemma))),
        "word": (OTHER, *words),
        "path": paths(),
    }


@functools.cache
def _mentioned_lemmas() -> frozenset[str]:
    parts = (name.split(" ") for name in weights() if name.startswith("lemma "))
    return frozenset(" ".join(words[1:end]) for words in parts for end in (2, 3))


def _is_mentioned(lemma: str) -> bool:
    return lemma in _mentioned_lemmas()


@functools.cache
def codes(axis: str) -> dict[str, int]:
    """Return the code of each value of an axis; a value that is not there is 0 where the axis begins with OTHER."""
    return {value: code for code, value in enumerate(axes()[axis])}


# --- tables of weights ----------------------------------------------------------------------------------------------


class Table(NamedTuple):
    """The sums of some templates' weights, by the codes of all their fields."""

    fields: tuple[str, ...]
    weights: np.ndarray


class Tables(NamedTuple):
    """Tables laid out one after the other; a row's place in each is a sum of its codes times ``strides``.

    The strides are floating-point, in which whole numbers of this size are exact and products of matrices are quick.
    """

    fields: tuple[str, ...]
    strides: np.ndarray
    offsets: np.ndarray
    weights: np.ndarray


LARGEST_TABLE = 10_000
"""Weights in a table that several templates share."""


def make_tables(templates: Iterable[str]) -> Tables:
    """Return few tables that hold every template once: one with fields of its own, or one shared with others."""
    tables: list[Table] = []
    for made in sorted(map(_tabulate, templates), key=lambda table: -table.weights.size):
        shared = ((i, _join_fields(table, made)) for i, table in enumerate(tables))
        at, fields = next(
            ((i, f) for i, f in shared if _size(f) <= max(LARGEST_TABLE, tables[i].weights.size)), (-1, ())
        )
        if at < 0:
            tables.append(made)
        else:
            tables[at] = Table(fields, _spread(tables[at], fields) + _spread(made, fields))
    return _lay_out(tables)


def _lay_out(tables: Sequence[Table]) -> Tables:
    """Return the tables one after the other."""
    fields = tuple(dict.fromkeys(name for table in tables for name in table.fields))
    strides = np.zeros((len(tables), len(fields)))
    for i, table in enumerate(tables):
        for at, name in enumerate(table.fields):
            strides[i, fields.index(name)] = prod(table.weights.shape[at + 1 :])
    ends = np.cumsum([table.weights.size for table in tables])
    offsets = np.concatenate(([0], ends[:-1]))[:, np.newaxis]
    return Tables(fields, strides, offsets, np.concatenate([table.weights.ravel() for table in tables]))


def _tabulate(template: str) -> Table:
    fields = tuple(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name))
    values = product(*(axes()[name] for name in fields))
    found = [weights().get(template.format(**dict(zip(fields, row, strict=True))), 0) for row in values]
    return Table(fields, np.array(found, dtype=np.int64).reshape([len(axes()[name]) for name in fields]))


def _join_fields(one: Table, other: Table) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.fields + other.fields))


def _size(fields: Sequence[str]) -> int:
    return prod(len(axes()[name]) for name in fields)


def _spread(table: Table, fields: tuple[str, ...]) -> np.ndarray:
    """Return a table's weights by more fields, of which they do not depend."""
    order = sorted(range(len(table.fields)), key=lambda i: fields.index(table.fields[i]))
    shape = [len(axes()[name]) if name in table.fields else 1 for name in fields]
    return np.broadcast_to(table.weights.transpose(order).reshape(shape), [len(axes()[name]) for name in fields])


def look_up(tables: Tables, columns: Mapping[str, Codes]) -> Codes:
    """Return the sum of the weights of each row of *columns*, which hold codes by field."""
    codes_by_field = np.array([columns[name] for name in tables.fields], dtype=np.float64)
    places = (tables.strides @ codes_by_field).astype(np.int64) + tables.offsets
    total: Codes = tables.weights[places].sum(axis=0)
    return total
