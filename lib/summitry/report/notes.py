"""Rows of the tables, and notes: what a row of each table says, in one line beside its mark on an evidence page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from html import escape
from typing import Any

from summitry.display.prose import show_value

Row = dict[str, Any]


def list_rows(frame: Any) -> Iterator[Row]:
    """Yield *frame*'s rows as dicts with None for null."""
    columns = [frame[name].astype(object).where(frame[name].notna(), None).tolist() for name in frame.columns]
    names = list(frame.columns)
    return (dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True))


def group_rows(corpus: Any, table: str) -> dict[str, list[Row]]:
    """Return the rows of a corpus's table by article."""
    grouped: dict[str, list[Row]] = defaultdict(list)
    frame = getattr(corpus, table, None)
    if frame is not None:
        for row in list_rows(frame):
            grouped[row["article_id"]].append(row)
    return grouped


def _sentence(kind: str, *facts: Any) -> str:
    said = ", ".join(str(fact) for fact in facts if fact)
    return f"<b>{kind}</b> {escape(said, quote=False)}"


def _with(words: str, value: Any, digits: int | None = None) -> str:
    """Return *words* with *value* after them, or nothing where *value* is null or empty."""
    return "" if value is None or value == "" else f"{words} {show_value(value, digits)}".strip()


def _note_quote(row: Row) -> str:
    who = row["speaker"] or "speaker not decided"
    return _sentence(
        f"{escape(who)}" if row["kind"] not in ("title", "scare") else escape(row["kind"].capitalize()),
        f"{row['kind']} quotation",
        _with("cue", row["cue"] and f"“{row['cue']}”"),
        _with("through", row["conduit"]),
        _with("to", row["addressee"]),
        f"confidence {row['confidence']:.2f} ({row['basis']})",
        _with("sentiment", row["sentiment"]),
    )


def _note_meeting(row: Row) -> str:
    days = row["date"] if row["date_high"] in (None, row["date"]) else f"{row['date']} to {row['date_high']}"
    return _sentence(
        "Meeting",
        row["participants"].replace(";", " and "),
        days or "date not stated",
        row["place"],
        row["country"] if row["country"] != row["place"] else "",
        row["occasion"],
        row["mode"],
        row["status"],
        f"in the record as {row['meeting_id']}" if row["meeting_id"] else "not in the record",
        f"confidence {row['confidence']:.2f}",
    )


def _note_claim(row: Row) -> str:
    count = f"{row['count_low']} or more" if row["count_high"] is None else f"{row['count_low']} to {row['count_high']}"
    if row["count_low"] == row["count_high"]:
        count = str(row["count_low"])
    return _sentence("Claim", f"{count} meetings", _with("by", row["speaker"]), f"{row['verdict']}: {row['why']}")


def _note_date(row: Row) -> str:
    return _sentence("Date", row["value"], row["basis"])


def _note_label(row: Row) -> str:
    return _sentence(
        "Label", f"{row['label_type']} of {row['target']}", _with("polarity", row["polarity"]), _quoted(row)
    )


def _note_loaded(row: Row) -> str:
    return _sentence(
        "Loaded word", row["category"], _with("of", row["target"]), _with("weight", row["weight"]), _quoted(row)
    )


def _note_verb(row: Row) -> str:
    """Return nothing for a neutral verb: the quotation that it introduces already names it as its cue."""
    if row["class"] == "neutral":
        return ""
    return _sentence("Reporting verb", f"{row['lemma']}: {row['class']}", _with("by", row["speaker"]))


def _note_frame(row: Row) -> str:
    return _sentence("Frame", row["frame"], _quoted(row))


def _note_reuse(row: Row) -> str:
    return _sentence("Shared copy", f"what begins here stands in {row['other_id']} too")


def _quoted(row: Row) -> str:
    return "in a quotation" if row["in_quote"] else ""


NOTES: dict[str, Callable[[Row], str]] = {
    "quotes": _note_quote,
    "meetings": _note_meeting,
    "claims": _note_claim,
    "dates": _note_date,
    "labels": _note_label,
    "loaded": _note_loaded,
    "verbs": _note_verb,
    "frames": _note_frame,
    "reuse": _note_reuse,
}
