"""Gold tables from marked articles: what the sample corpus's truth is, in the columns of the schema.

``python tests/sample_gold.py`` writes the articles and their gold anew.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any

from marked_articles import SENTENCE_ZONES, Annotated, AnnotationError, Mark, read_marked_folder
from summitry.reference import REPOSITORY, RecordedMeeting, read_reference
from summitry.schema import Span

PEOPLE = {
    "x": "Xi Jinping",
    "p": "Vladimir Putin",
    "t": "Donald Trump",
    "k": "Kim Jong-un",
    "b": "Joe Biden",
    "o": "Barack Obama",
}
"""Short codes of the people that marks name most often; anybody else is written out."""

KINDS = {"Q": "direct", "F": "fragment", "I": "indirect", "S": "scare", "W": "title"}

GOLD_COLUMNS: dict[str, tuple[str, ...]] = {
    "articles": (
        "article_id",
        "title",
        "byline",
        "outlet",
        "agency",
        "published",
        "machine_translated",
        "duplicate_of",
    ),
    "zones": ("article_id", "start", "end", "zone"),
    "sentences": ("article_id", "start", "end"),
    "mentions": ("article_id", "start", "end", "text", "person", "form"),
    "dates": ("article_id", "start", "end", "text", "value", "type"),
    "quotes": (
        *("article_id", "quotation_id", "start", "end", "text", "kind", "speaker"),
        *("cue", "cue_start", "cue_end", "conduit", "addressee"),
    ),
    "sentiment": ("article_id", "start", "end", "sentiment"),
    "meetings": (
        *("article_id", "start", "end", "date", "date_high", "precision", "place", "country"),
        *("mode", "status", "participants", "meeting_id"),
    ),
    "claims": ("article_id", "start", "end", "text", "speaker", "count_low", "count_high", "verdict"),
    "labels": ("article_id", "start", "end", "text", "target", "label_type", "polarity", "in_quote"),
    "frames": ("article_id", "start", "end", "frame", "cue_start", "cue_end", "in_quote"),
}
"""The gold tables and their columns, named as in the schema; ``sentences`` is what frames are counted in."""

MANIFEST_COLUMNS = ("file", "outlet", "title", "published", "url", "author", "voice", "facts_source")

DURATION = re.compile(r"PT?\d")
PRONOUNS = frozenset(
    ("he", "him", "his", "himself", "she", "her", "hers", "i", "me", "my", "myself", "you", "your", "we", "our", "us")
)


def gold_rows(annotated: Annotated, record: Iterable[RecordedMeeting]) -> dict[str, list[dict[str, Any]]]:
    """Return the gold rows of every table in GOLD_COLUMNS; *record* supplies what a meeting's mark leaves out."""
    known = {meeting.meeting_id: meeting for meeting in record}
    rows: dict[str, list[dict[str, Any]]] = {
        "articles": [_article_row(annotated)],
        "zones": [{"start": start, "end": end, "zone": zone} for start, end, zone in annotated.zones],
        "sentences": [{"start": start, "end": end} for start, end in annotated.sentences],
        "mentions": _mention_rows(annotated),
        "dates": [_date_row(mark) for mark in annotated.marked("D")],
        "quotes": [_quote_row(annotated, mark) for mark in annotated.marked("QFISW")],
        "sentiment": [_sentiment_row(mark) for mark in annotated.marked("QFI")],
        "meetings": [_meeting_row(annotated, mark, known) for mark in annotated.marked("E")],
        "claims": [_claim_row(mark) for mark in annotated.marked("C")],
        "labels": [_label_row(annotated, mark) for mark in annotated.marked("LT")],
        "frames": [_frame_row(annotated, mark) for mark in annotated.marked("R")],
    }
    for table in rows.values():
        for row in table:
            row["article_id"] = annotated.article_id
            if "start" in row:
                row.setdefault("text", annotated.text[row["start"] : row["end"]])
    return rows


def _person(code: str) -> str | None:
    return None if code == "." else PEOPLE.get(code, code)


def _article_row(annotated: Annotated) -> dict[str, Any]:
    header = annotated.header
    return {
        "title": header.get("title"),
        "byline": header.get("author"),
        "outlet": header.get("outlet"),
        "agency": header.get("agency"),
        "published": header.get("published"),
        "machine_translated": header.get("machine_translated", "no") == "yes",
        "duplicate_of": header.get("duplicate_of"),
    }


def _mention_rows(annotated: Annotated) -> list[dict[str, Any]]:
    """Return the cast's names wherever they stand in the readable zones, and the titles and pronouns marked by hand."""
    marked = [
        {"start": mark.start, "end": mark.end, "person": _person(mark.arguments[0]), "form": _form(annotated, mark)}
        for mark in annotated.marked("MT")
    ]
    blocked = [(mark.start, mark.end) for mark in annotated.marked("N")]
    taken = blocked + [(m.start, m.end) for m in annotated.marked("MT") if "form" in m.options]
    for code in annotated.header.get("cast", "").split():
        marked += [row for row in _name_rows(annotated, code) if not _inside(row["start"], taken)]
    return sorted(marked, key=lambda row: (row["start"], row["end"]))


def _form(annotated: Annotated, mark: Mark) -> str:
    words = annotated.text[mark.start : mark.end].lower()
    return mark.options.get("form") or ("pronoun" if words in PRONOUNS else "title")


def _name_rows(annotated: Annotated, code: str) -> list[dict[str, Any]]:
    """Return the mentions of one person of the cast by full name ("Kim Jong Un" too) or surname."""
    person = PEOPLE.get(code, code.replace("_", " "))  # the family name comes last but in Chinese and Korean names
    family, given = person.split(maxsplit=1) if code in "xk" else person.rsplit(maxsplit=1)[::-1]
    full = f"{family} {given}" if code in "xk" else f"{given} {family}"
    pattern = re.compile(rf"\b({re.escape(full).replace('-', '[- ]').replace(chr(92) + '[', '[')}|{family})\b")
    return [
        {"start": m.start(), "end": m.end(), "person": person, "form": "surname" if m[0] == family else "name"}
        for start, end, zone in annotated.zones
        if zone in SENTENCE_ZONES
        for m in pattern.finditer(annotated.text, start, end)
    ]


def _inside(at: int, spans: Iterable[Span]) -> bool:
    return any(start <= at < end for start, end in spans)


def _date_row(mark: Mark) -> dict[str, Any]:
    value = mark.arguments[0]
    kind = mark.options.get("type") or ("DURATION" if DURATION.match(value) else "DATE")
    return {"start": mark.start, "end": mark.end, "value": value.replace(" ", "_"), "type": kind}


def _quote_row(annotated: Annotated, mark: Mark) -> dict[str, Any]:
    speaker, cue = (*mark.arguments, ".", ".")[:2]
    part = mark.options.get("part", str(mark.start))
    row: dict[str, Any] = {
        "start": mark.start,
        "end": mark.end,
        "quotation_id": f"{annotated.article_id}#{part}",
        "kind": KINDS[mark.code],
        "speaker": _person(speaker),
        "conduit": mark.options.get("via"),
        "addressee": _person(mark.options.get("to", ".")),
    }
    if cue != ".":
        start, end = _nearest(annotated, mark, cue)
        row |= {"cue": annotated.text[start:end], "cue_start": start, "cue_end": end}
    return row


def _nearest(annotated: Annotated, mark: Mark, cue: str) -> Span:
    """Return where *cue* stands nearest to the mark, outside it, within 600 characters; its own sentence first."""
    low, high = max(0, mark.start - 600), mark.end + 600
    spans = [
        m.span()
        for m in re.finditer(rf"\b{re.escape(cue)}\b", annotated.text[low:high], re.IGNORECASE)
        if not mark.start <= low + m.start() < mark.end
    ]
    if not spans:
        raise AnnotationError(
            f"{annotated.article_id}: no cue {cue!r} near {annotated.text[mark.start : mark.end][:50]!r}"
        )
    first, last = next(((a, b) for a, b in annotated.sentences if a <= mark.start < b), (mark.start, mark.end))

    def rank(span: Span) -> tuple[bool, int]:
        outside = not first <= low + span[0] < last
        return outside, max(mark.start - low - span[1], low + span[0] - mark.end)

    start, end = min(spans, key=rank)
    return low + start, low + end


def _sentiment_row(mark: Mark) -> dict[str, Any]:
    return {"start": mark.start, "end": mark.end, "sentiment": int(mark.arguments[2])}


def _meeting_row(annotated: Annotated, mark: Mark, known: Mapping[str, RecordedMeeting]) -> dict[str, Any]:
    meeting_id = mark.arguments[0]
    if meeting_id not in known:
        raise AnnotationError(f"{annotated.article_id}: the record has no meeting {meeting_id!r}")
    meeting = known[meeting_id]
    date = mark.options.get("date", meeting.date_start.isoformat())
    in_person = meeting.mode == "in-person"
    return {
        "start": mark.start,
        "end": mark.end,
        "date": _first_day(date),
        "date_high": _last_day(mark.options.get("until", date)),
        "precision": {0: "none", 4: "year", 7: "month", 10: "day"}[len(date)],
        "place": mark.options.get("place", meeting.city if in_person else "") or None,
        "country": mark.options.get("country", meeting.country if in_person else "") or None,
        "mode": mark.options.get("mode", meeting.mode),
        "status": mark.options.get("status", "held"),
        "participants": meeting.participants,
        "meeting_id": meeting_id,
    }


def _first_day(date: str) -> str | None:
    return f"{date}-01-01"[:10] if len(date) == 4 else f"{date}-01"[:10] if date else None


def _last_day(date: str) -> str | None:
    """Return the last day of an ISO day, month or year."""
    if len(date) == 4:
        return f"{date}-12-31"
    if len(date) == 7:
        year, month = int(date[:4]), int(date[5:])
        return (dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)).isoformat()
    return date or None


def _claim_row(mark: Mark) -> dict[str, Any]:
    low, _, high = mark.arguments[0].partition("-")
    return {
        "start": mark.start,
        "end": mark.end,
        "speaker": _person(mark.arguments[1]),
        "count_low": int(low),
        "count_high": int(high) if high else None,
        "verdict": mark.arguments[2],
    }


def _label_row(annotated: Annotated, mark: Mark) -> dict[str, Any]:
    kind, target, polarity = mark.arguments if mark.code == "L" else ("title", mark.arguments[0], "0")
    return {
        "start": mark.start,
        "end": mark.end,
        "target": _person(target),
        "label_type": kind,
        "polarity": int(polarity),
        "in_quote": _quoted(annotated, mark.start),
    }


def _frame_row(annotated: Annotated, mark: Mark) -> dict[str, Any]:
    start, end = next((span for span in annotated.sentences if span[0] <= mark.start < span[1]), (mark.start, mark.end))
    return {
        "start": start,
        "end": end,
        "frame": mark.arguments[0],
        "cue_start": mark.start,
        "cue_end": mark.end,
        "in_quote": _quoted(annotated, mark.start),
    }


def _quoted(annotated: Annotated, at: int) -> bool:
    return _inside(at, [(mark.start, mark.end) for mark in annotated.marked("QFSW")])


# --- a folder of marked files ---------------------------------------------------------------------------------------


def manifest_row(annotated: Annotated) -> dict[str, str]:
    """Return the article's row of articles.csv: of outlet, title, published, url and author only what is ``given``."""
    given = annotated.header.get("given", "").split()
    row = {key: annotated.header.get(key, "") if key in given else "" for key in MANIFEST_COLUMNS}
    return row | {
        "file": f"{annotated.article_id}.txt",
        "voice": annotated.header.get("voice", ""),
        "facts_source": annotated.header.get("facts_source", ""),
    }


def generated_files(annotated: Iterable[Annotated], record: Iterable[RecordedMeeting]) -> dict[str, str]:
    """Return what the marked files stand for, path under data/ → content: articles, their manifest, the gold tables."""
    corpus, record = list(annotated), list(record)
    files = {f"articles/{article.article_id}.txt": article.text for article in corpus}
    files["articles/articles.csv"] = _csv(MANIFEST_COLUMNS, [manifest_row(article) for article in corpus])
    rows = [gold_rows(article, record) for article in corpus]
    for table, names in GOLD_COLUMNS.items():
        files[f"gold/{table}.csv"] = _csv(names, [row for tables in rows for row in tables[table]])
    return files


def _csv(names: tuple[str, ...], rows: Iterable[Mapping[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, names, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows({key: "" if value is None else value for key, value in row.items()} for row in rows)
    return out.getvalue()


def main() -> None:
    """Write the sample corpus and its gold from ``data/gold/marked``."""
    data = REPOSITORY / "data"
    marked = read_marked_folder(data / "gold" / "marked")
    for name, content in generated_files(marked, read_reference().record).items():
        (data / name).parent.mkdir(parents=True, exist_ok=True)
        (data / name).write_text(content, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
