"""How far two codings of the same articles agree: frames by sentence, labels by span, sentiment by quotation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from summitry.evaluation import read_rows, read_tables
from summitry.evaluation.scoring import overlap, pair
from summitry.statistics import cohen_kappa, krippendorff_alpha

if TYPE_CHECKING:
    import pandas as pd
    from summitry.evaluation import Tables

Rows = list[dict[str, Any]]
COLUMNS = ("table", "category", "measure", "value", "n")


def compare_codings(first: Tables, second: Tables) -> pd.DataFrame:
    """Return the agreement of two codings in the articles that *second* holds; *first* says what the sentences are.

    Columns: table, category (a frame, or what was judged), measure, value (null where it is not defined), n (items
    judged). Frames: Krippendorff's nominal alpha per frame over all sentences, present or not. Labels: F1 of spans,
    then alpha of kind (nominal) and polarity (ordinal) over labels that both have. Sentiment: Cohen's kappa and
    ordinal alpha. Tables that one of the two lacks are left out.
    """
    import pandas as pd

    one, two = read_tables(first), read_tables(second)
    articles = {row["article_id"] for name in CODED for row in read_rows(two, name) or ()}
    rows: list[tuple[Any, ...]] = []
    for name, compare in CODED.items():
        if name in one and name in two:
            coded = (_within(one, name, articles), _within(two, name, articles))
            rows += compare(*coded, _within(one, "sentences", articles))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _within(tables: Mapping[str, pd.DataFrame], name: str, articles: set[str]) -> Rows:
    return [row for row in read_rows(tables, name) or () if row["article_id"] in articles]


def _compare_frames(first: Rows, second: Rows, sentences: Rows) -> list[tuple[Any, ...]]:
    keys = [(row["article_id"], row["start"]) for row in sentences]
    coded = [{(row["article_id"], row["start"], row["frame"]) for row in rows} for rows in (first, second)]
    frames = sorted({row["frame"] for row in first + second})
    matrix = {frame: [[float((*key, frame) in coding) for key in keys] for coding in coded] for frame in frames}
    rows = [("frames", frame, "alpha", krippendorff_alpha(matrix[frame]), len(keys)) for frame in frames]
    pooled = [[value for frame in frames for value in matrix[frame][coder]] for coder in (0, 1)]
    return [*rows, ("frames", "all", "alpha", krippendorff_alpha(pooled), len(pooled[0]))]


def _compare_labels(first: Rows, second: Rows, _: Rows) -> list[tuple[Any, ...]]:
    pairs = _pairs(first, second)
    kinds = {kind: float(i) for i, kind in enumerate(sorted({row["label_type"] for row in first + second}))}
    types = [[kinds[pair[coder]["label_type"]] for pair in pairs] for coder in (0, 1)]
    polarity = [[float(pair[coder]["polarity"]) for pair in pairs] for coder in (0, 1)]
    targets = [pair[0]["target"] == pair[1]["target"] for pair in pairs]
    total = len(first) + len(second)
    return [
        ("labels", "span", "f1", 2 * len(pairs) / total if total else None, total),
        ("labels", "target", "share equal", sum(targets) / len(pairs) if pairs else None, len(pairs)),
        ("labels", "label_type", "alpha", krippendorff_alpha(types), len(pairs)),
        ("labels", "polarity", "ordinal alpha", _ordinal(polarity), len(pairs)),
    ]


def _compare_sentiment(first: Rows, second: Rows, _: Rows) -> list[tuple[Any, ...]]:
    coded = [[float(row["sentiment"]) for row in rows] for rows in zip(*_pairs(first, second), strict=True)]
    if not coded:
        return []
    n = len(coded[0])
    equal = sum(a == b for a, b in zip(*coded, strict=True)) / n
    measured = (("share equal", equal), ("kappa", cohen_kappa(*coded)), ("ordinal alpha", _ordinal(coded)))
    return [("sentiment", "quotation", measure, value, n) for measure, value in measured]


def _ordinal(coded: Sequence[Sequence[float]]) -> float | None:
    return krippendorff_alpha(coded, ordinal=True)


def _pairs(first: Rows, second: Rows) -> list[tuple[Mapping[str, Any], Mapping[str, Any]]]:
    """Return the rows that both codings have, article by article."""
    pairs: list[tuple[Mapping[str, Any], Mapping[str, Any]]] = []
    for article in sorted({row["article_id"] for row in first}):
        a, b = ([row for row in rows if row["article_id"] == article] for rows in (first, second))
        pairs += [(a[i], b[j]) for i, j in pair(a, b, overlap)]
    return pairs


CODED: dict[str, Callable[[Rows, Rows, Rows], list[tuple[Any, ...]]]] = {
    "frames": _compare_frames,
    "labels": _compare_labels,
    "sentiment": _compare_sentiment,
}
"""The tables that are compared, and how; each takes both codings and the sentences."""
