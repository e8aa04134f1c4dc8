"""Pairing what was found with what is true: one-to-one, by words shared, with each table's own rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Row = Mapping[str, Any]
Affinity = Callable[[Row, Row], float]

QUOTATION_MARKS = "\"“”„«»‘’'‚‹›`"
READABLE = ("headline", "caption", "body")


@dataclass(frozen=True)
class Rule:
    """How one table is scored.

    ``affinity`` says how well two rows fit (0: they do not); ``columns`` are judged on matched rows; ``decides`` is the
    column that must be right too in the measures "… with …"; ``readable_only`` leaves out what stands outside
    headline, captions and body, where gold is silent; ``may_abstain``: a row that leaves ``decides`` null claims
    nothing and is no false alarm; ``kinds`` are the values of ``kind`` that count.
    """

    affinity: Affinity
    columns: tuple[str, ...]
    decides: str = ""
    readable_only: bool = False
    may_abstain: bool = False
    kinds: tuple[str, ...] = ()


# --- how well two rows fit ------------------------------------------------------------------------------------------


def shared(a: Row, b: Row) -> int:
    """Return how many characters two rows share."""
    return max(0, min(int(a["end"]), int(b["end"])) - max(int(a["start"]), int(b["start"])))


def overlap(a: Row, b: Row) -> float:
    """Return the characters that two rows share, as a share of those that either covers (Jaccard).

    >>> overlap({"start": 0, "end": 10}, {"start": 5, "end": 10})
    0.5
    """
    common = shared(a, b)
    either = int(a["end"]) - int(a["start"]) + int(b["end"]) - int(b["start"]) - common
    return common / either if common else 0.0


def half_overlap(a: Row, b: Row) -> float:
    """Return overlap, or 0 where it is below one half: the same quotation, give or take its marks and a tail."""
    found = overlap(a, b)
    return found if found >= 0.5 else 0.0


def same_frame(a: Row, b: Row) -> float:
    """Return how much of the shorter sentence two rows share, where they name the same frame."""
    shorter = min(int(a["end"]) - int(a["start"]), int(b["end"]) - int(b["start"]))
    part = shared(a, b) / shorter if shorter else 0.0
    return part if part >= 0.5 and same(a["frame"], b["frame"]) else 0.0


NEAR = 200
"""Characters within which two reports of an undated meeting may be the same."""


def same_meeting(a: Row, b: Row) -> float:
    """Return 4 for equal meeting_id, 3 for dates that fit, 1-2 for words that overlap or stand near, else 0.

    Dates fit where the intervals meet and the way of meeting is the same. Rows with two different ids never fit.
    """
    ids = a.get("meeting_id"), b.get("meeting_id")
    if all(given(i) for i in ids):
        return 4.0 if same(*ids) else 0.0
    if given(a.get("date")) and given(b.get("date")):
        meet = _last(a) >= str(b["date"]) and _last(b) >= str(a["date"])
        return 3.0 + overlap(a, b) if meet and same(a.get("mode"), b.get("mode")) else 0.0
    gap = max(int(a["start"]), int(b["start"])) - min(int(a["end"]), int(b["end"]))
    return 2.0 if gap <= 0 else 1.0 - gap / (NEAR + 1) if gap <= NEAR else 0.0


def _last(row: Row) -> str:
    return str(row["date_high"] if given(row.get("date_high")) else row["date"])


def pair(gold: Sequence[Row], found: Sequence[Row], affinity: Affinity) -> list[tuple[int, int]]:
    """Return one-to-one pairs (index in gold, index in found), best fit first, then in reading order.

    >>> spans = [{"start": 0, "end": 4}, {"start": 9, "end": 12}]
    >>> pair(spans, [{"start": 8, "end": 12}], overlap)
    [(1, 0)]
    """
    fits = [(-fit, i, j) for i, g in enumerate(gold) for j, f in enumerate(found) if (fit := affinity(g, f)) > 0]
    left: set[int] = set()
    right: set[int] = set()
    pairs = []
    for _, i, j in sorted(fits):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return sorted(pairs)


# --- whether two values agree ---------------------------------------------------------------------------------------

ARTICLE_OR_POINT = re.compile(r"^(?:the|a|an)\s+|[.,’‘'“”\"]")


def given(value: Any) -> bool:
    """Tell whether a cell says something (not None, NaN, <NA> or empty).

    >>> [given(v) for v in (0, "", None, float("nan"), "x")]
    [True, False, False, False, True]
    """
    if value is None or value == "":
        return False
    try:
        return bool(value == value)
    except TypeError:  # <NA> == <NA> is <NA>, which is neither true nor false
        return False


def plain(value: Any) -> str:
    """Return a cell's text for comparison: lower case, no leading article, whole numbers without a fraction.

    >>> plain("The Kremlin"), plain(27.0), plain(True)
    ('kremlin', '27', 'true')
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return " ".join(ARTICLE_OR_POINT.sub("", str(value).strip().lower()).split())


def same(a: Any, b: Any) -> bool:
    """Tell whether two cells agree; two empty ones do."""
    return plain(a) == plain(b) if given(a) and given(b) else given(a) == given(b)


def contains(a: Any, b: Any) -> bool:
    """Tell whether one cell's words stand within the other's: "Xinhua" and "state news agency Xinhua"."""
    if not (given(a) and given(b)):
        return given(a) == given(b)
    x, y = f" {plain(a)} ", f" {plain(b)} "
    return x in y or y in x


def same_sign(a: Any, b: Any) -> bool:
    """Tell whether two polarities point the same way; below 0.05 is neither way."""
    if not (given(a) and given(b)):
        return given(a) == given(b)

    def sign(value: Any) -> int:
        return 0 if abs(float(value)) < 0.05 else (1 if float(value) > 0 else -1)

    return sign(a) == sign(b)


AGREE: dict[str, Callable[[Any, Any], bool]] = {
    "speaker": contains,
    "cue": contains,
    "conduit": contains,
    "outlet": contains,
    "byline": contains,
    "title": contains,
    "person": same,
    "polarity": same_sign,
}
"""How a column's values are compared, where equality after ``plain`` would be too strict."""


def right(column: str, gold: Row, found: Row) -> bool:
    """Tell whether *found* is right in *column*."""
    return AGREE.get(column, same)(gold.get(column), found.get(column))


# --- the tables' rules ----------------------------------------------------------------------------------------------

RULES: dict[str, Rule] = {
    "mentions": Rule(overlap, ("person", "form"), "person", readable_only=True, may_abstain=True),
    "dates": Rule(overlap, ("value", "type"), "value", readable_only=True),
    "quotes": Rule(
        half_overlap, ("speaker", "cue", "conduit", "addressee", "kind"), "speaker", kinds=("direct", "fragment")
    ),
    "indirect speech": Rule(half_overlap, ("speaker", "cue", "conduit"), "speaker", kinds=("indirect",)),
    "meetings": Rule(
        same_meeting, ("date", "precision", "place", "country", "mode", "status", "meeting_id"), "meeting_id"
    ),
    "claims": Rule(overlap, ("count_low", "count_high", "speaker", "verdict"), "verdict"),
    "labels": Rule(overlap, ("target", "label_type", "polarity"), "target"),
    "frames": Rule(same_frame, ()),
}
"""Tables that are scored row by row, named as in the schema; ``indirect speech`` reads the table quotes."""


def trim_marks(row: Row, text: str | None = None) -> dict[str, Any]:
    """Return *row* with quotation marks and end punctuation cut off its span, so that marks decide no match."""
    words = str(row.get("text") or text or "")
    inner = words.strip(QUOTATION_MARKS + " .,;!?…")
    if not inner or len(words) != int(row["end"]) - int(row["start"]):
        return dict(row)
    start = int(row["start"]) + words.index(inner)
    return {**row, "start": start, "end": start + len(inner)}


def merge_meetings(rows: Iterable[Row]) -> list[Row]:
    """Return one row per meeting of an article: rows with the same meeting_id, or the same date and mode, become one.

    Among them the row that says most stands for all (the first of equals).
    """
    merged: dict[Any, Row] = {}
    for number, row in enumerate(rows):
        key: Any = number
        if given(row.get("meeting_id")):
            key = row["meeting_id"]
        elif given(row.get("date")):
            key = (row["date"], row.get("mode"))
        if key not in merged or _says(row) > _says(merged[key]):
            merged[key] = row
    return sorted(merged.values(), key=lambda row: int(row["start"]))


def _says(row: Row) -> int:
    return sum(given(value) for value in row.values())
