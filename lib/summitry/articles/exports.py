"""Exports: files of many articles, with the facts that stand beside each.

Those are tables (JSON, CSV, Parquet, DataFrame), a row an article, and the texts that Nexis Uni, LexisNexis Academic and
Factiva export, which are split at the marks between their articles.
"""

from __future__ import annotations

import csv
import gzip
import io
import itertools
import json
import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, AnyStr, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from summitry.articles.formats import FormatError, open_text, read_lines, without_halves
from summitry.articles.limits import Limits
from summitry.articles.lines import is_date_line
from summitry.schema import Span, ZoneName
from summitry.text import LINE_OF_TEXT, read_words, strip

if TYPE_CHECKING:
    import pandas as pd

STATED_KEYS = ("outlet", "title", "published", "url", "author")
MOST_VALUES = 2_500_000  # of JSON that is read at once: two bytes of a file may take a hundred of memory


class Record(NamedTuple):
    """One article before it has an id: its text, what is stated beside it, its own key if it has one; ``alone``: it is
    all that its file holds, so the file's stem is its id, and ``sha256`` the file's digest."""

    text: str
    stated: dict[str, str]
    key: str = ""
    alone: bool = False
    format: str = "table"
    encoding: str = "utf-8"
    sha256: str = ""


Records = Iterable[Record | FormatError]
"""The records of a file, with a FormatError in the place of each that cannot be read."""


def read_table(raw: IO[bytes], suffix: str, limits: Limits) -> tuple[str, Records]:
    """Return the encoding and the records of a file of that kind (.json, .jsonl, .csv, .parquet …), row by row. Raises
    FormatError, at once or on the way, where the file is none of its kind or has no text column."""
    if suffix == ".parquet":
        packed = isinstance(raw, gzip.GzipFile)  # which cannot be read from its end, as Parquet is
        return "utf-8", read_parquet(io.BytesIO(_read_whole(raw, limits)) if packed else raw, limits)
    has_columns = suffix in (".csv", ".tsv")
    text, encoding = open_text(raw, newline="" if has_columns else None)
    if suffix == ".json":
        return encoding, read_json(_read_whole(text, limits))
    lines = read_lines(text, limits.bytes)
    return encoding, read_csv(lines, limits.bytes) if has_columns else read_json_lines(lines)


def _read_whole(file: IO[AnyStr], limits: Limits) -> AnyStr:
    found = file.read(limits.whole + 1)
    if len(found) > limits.whole:
        raise FormatError(f"it is larger than {limits.whole:,} characters: write such lists as .jsonl, a line each")
    return found


def name_columns(names: Iterable[str]) -> dict[str, list[str]]:
    """Return which of *names* hold text, title, outlet …, the best first: by their order in words/columns.csv.

    >>> name_columns(["Title", "body", "domain", "notes"])
    {'text': ['body'], 'outlet': ['domain'], 'title': ['Title']}
    """
    given = {str(name).strip().lower().replace(" ", "_"): str(name) for name in names}
    found: dict[str, list[str]] = {}
    for row in read_words("columns"):
        if row["column"] in given:
            found.setdefault(row["key"], []).append(given[row["column"]])
    return found


def read_value(value: Any) -> str:
    """Return a cell or JSON value as text: lists joined, the name of a named thing, nothing for null.

    >>> read_value(["Li Wei", "Ann Lee"]), read_value({"id": None, "name": "The Post"}), read_value(float("nan"))
    ('Li Wei, Ann Lee', 'The Post', '')
    """
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Mapping):
        return read_value(value.get("name") or value.get("title"))
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(read_value, value)))
    if hasattr(value, "isoformat"):
        return str(value.isoformat()) if value == value else ""
    return str(value)


def read_row(row: Mapping[str, Any], columns: Mapping[str, list[str]]) -> Record:
    """Return the record in *row*; its text is empty where the row has none."""

    def first(key: str) -> str:
        values = (without_halves(read_value(row.get(name))) for name in columns.get(key, ()))
        return next((value for value in values if value.strip()), "")

    stated = {key: value.strip() for key in STATED_KEYS if (value := first(key)).strip()}
    return Record(first("text"), stated, first("id").strip())


def _need_text(names: Iterable[str]) -> dict[str, list[str]]:
    columns = name_columns(names)
    if "text" not in columns:
        shown = ", ".join(list(map(str, names))[:12])
        raise FormatError(f"there is no column with the articles' text (text, body or content); it has: {shown}")
    return columns


def read_json(text: str) -> Records:
    """Return the records of a JSON file: one article, a list of them, or a list under a name (articles, data …). Raises
    FormatError when it is not JSON, holds no article, or would fill the memory."""
    if _is_crowded(text):
        raise FormatError(f"it holds more than {MOST_VALUES:,} values: write such lists as .jsonl, a line each")
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return read_json_lines(io.StringIO(text))
    if isinstance(value, Mapping) and "text" not in name_columns(value):
        value = next((inner for inner in value.values() if isinstance(inner, list) and inner), [value])
    rows = [row for row in (value if isinstance(value, list) else [value]) if isinstance(row, Mapping)]
    if not rows:
        raise FormatError("the JSON holds no articles")
    _need_text(dict.fromkeys(name for row in rows[:50] for name in row))
    return [read_row(row, name_columns(row))._replace(alone=len(rows) == 1) for row in rows]


def _is_crowded(text: str) -> bool:
    return len(text) > MOST_VALUES and sum(map(text.count, ",[{:")) > MOST_VALUES


def read_json_lines(lines: Iterable[str]) -> Records:
    """Yield the records of a JSON Lines file, and a FormatError for each line that is no article."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = {} if (crowded := _is_crowded(line)) else json.loads(line)
            columns = name_columns(row) if isinstance(row, Mapping) else {}
            why = f"holds more than {MOST_VALUES:,} values" if crowded else "has no text, body or content"
            yield read_row(row, columns) if "text" in columns else FormatError(f"line {number} {why}")
        except (ValueError, RecursionError):
            yield FormatError(f"line {number} is not JSON")


def read_csv(lines: Iterator[str], largest: int) -> Iterator[Record]:
    """Yield the records of a CSV file, whose first line tells whether commas, semicolons or tabs part its columns."""
    rows = read_rows(lines, largest)
    yield from _name_cells(next(rows, []), rows)


def _name_cells(names: list[str], rows: Iterable[Sequence[Any]]) -> Iterator[Record]:
    columns = _need_text(names)
    for row in rows:
        yield read_row(dict(zip(names, row, strict=False)), columns)


def read_rows(lines: Iterator[str], largest: int) -> Iterator[list[str]]:
    """Yield the rows of a CSV file that are not empty, its header first. Raises FormatError at one that is broken, or
    longer than *largest* characters, before it fills the memory."""
    first = next(lines, "")
    length = 0

    def count(lines: Iterable[str]) -> Iterator[str]:
        nonlocal length
        for line in lines:
            length += len(line)
            if length > largest:
                raise FormatError(f"it has a row that is larger than {largest:,} characters, which no article is")
            yield line

    rows = csv.reader(count(itertools.chain([first], lines)), delimiter=max(",;\t", key=first.count))
    row: list[str] | None = []
    try:
        while row is not None:
            if row:
                yield row
            length = 0
            before = csv.field_size_limit(largest)  # it holds for the whole process: no longer than here
            try:
                row = next(rows, None)
            finally:
                csv.field_size_limit(before)
    except csv.Error as error:
        raise FormatError(f"the CSV is broken: {error}") from None


MOST_PACKED = 100  # bytes that one byte of a Parquet file unpacks to, at most: text gives ten


def read_parquet(file: Any, limits: Limits) -> Records:
    """Yield the records of a Parquet file, row by row. Raises FormatError at a value that exceeds the *limits*."""
    try:
        schema = pq.read_schema(file)
        columns = _need_text(schema.names)
        wanted = [name for found in columns.values() for name in found]
        nested = [name for name in wanted if pa.types.is_nested(schema.field(name).type)]
        for name in filter(nested.__contains__, columns["text"]):
            raise FormatError(f"its column {name} holds {schema.field(name).type}, not text")
        # one text in a million rows is stored once: it must not be unpacked a million times before it is looked at
        table = pq.ParquetFile(file, read_dictionary=[name for name in wanted if name not in nested])
        groups = map(table.metadata.row_group, range(table.num_row_groups))
        for column in (group.column(number) for group in groups for number in range(group.num_columns)):
            if column.total_uncompressed_size > max(limits.whole, MOST_PACKED * column.total_compressed_size):
                raise FormatError("it unpacks to more than a hundred times its size, which no text does")
        for batch in table.iter_batches(batch_size=100, columns=wanted):
            if any(_longest(batch[name]) > limits.bytes for name in wanted):
                raise FormatError(f"it has a text that is larger than {limits.bytes:,} bytes, which no article is")
            for number in range(batch.num_rows):
                yield read_row({name: batch[name][number].as_py() for name in wanted}, columns)
    except (pa.ArrowException, OSError, KeyError) as error:  # a key: two columns of one name
        raise FormatError(f"it is no Parquet file that can be read: {error}") from None


def _longest(values: pa.Array) -> int:
    """Return the bytes of the longest of *values*, where they are texts; of lists, numbers and others those of all."""
    if pa.types.is_dictionary(values.type):
        return int(pc.max(pc.binary_length(values.dictionary)).as_py() or 0)
    return int(values.nbytes)


def read_frame(frame: pd.DataFrame) -> Iterator[Record]:
    """Yield the records of a DataFrame. Raises FormatError when it has no text column."""
    yield from _name_cells(list(map(str, frame.columns)), frame.itertuples(index=False, name=None))


class Export(NamedTuple):
    """One article of an export: its stretch of the file, what its head states, and as ``zones`` the parts that the layout
    itself names; what lies between is furniture. All offsets are into the file."""

    start: int
    end: int
    stated: dict[str, str]
    zones: list[tuple[int, int, ZoneName]]


ZONES: dict[str, ZoneName] = {
    "title": "headline", "author": "byline", "outlet": "masthead", "published": "dateline", "place": "dateline",
    "body": "body",
}  # fmt: skip
"""The parts of an article that a layout names, and the zone that each is."""

# 'Length: 532 words' (Nexis), '532 words' (Factiva), 'WC 532 words' (Factiva with codes)
LENGTH = re.compile(
    r"^[ \t]{0,80}(?:(?:(?:length|länge|longueur) ?:|wc)[ \t]{0,20})?[\d,.]{1,7} (?:words?|wörter|mots)[ \t\r]{0,80}$",
    re.IGNORECASE | re.MULTILINE,
)
NEXIS_END = re.compile(
    r"^[ \t]{0,80}(?:End of Document|Ende des Dokuments|Fin du document)[ \t\r]{0,80}$\n?", re.MULTILINE
)
NEXIS_COUNT = re.compile(r"^[ \t]{0,80}\d{1,5} of \d{1,5} DOCUMENTS[ \t\r]{0,80}$\n?", re.MULTILINE)
FACTIVA_END = re.compile(
    r"^(?:Document|AN[ \t]{1,20}Document)[ \t]{1,20}[A-Z]{2,12}[A-Za-z0-9]{10,36}[ \t\r]{0,20}$\n?", re.MULTILINE
)
FACTIVA_CODE = re.compile(r"^([A-Z]{2,3})(?: {2,20}|[ \xa0]{0,20}\t|[ \t\xa0\r]{0,20}$)", re.MULTILINE)
BODY_LINE = re.compile(r"^[ \t]{0,80}body ?:?[ \t\r]{0,80}$", re.IGNORECASE | re.MULTILINE)
LABEL = re.compile(r"^[ \t]{0,80}([A-Za-z][A-Za-z \-/]{2,24}):(.*)$", re.MULTILINE)
VALUE_END = re.compile(r"\r?\n[ \t\r]{0,80}\n|\r?\n[ \t]{0,80}[A-Z][A-Z\-]{3,20}:")
PAGE_NUMBER = re.compile(
    r"(?:Page |Seite )?\d{1,4} (?:of|von|sur) \d{1,5}(?: DOCUMENTS)?|\d{1,4}"
)  # 'Page 1 of 2'  '2 of 2 DOCUMENTS'
NEXIS_FOOT = re.compile(
    r"^[ \t]*(?:Classification|Notes|Graphic|End of Document|Ende des Dokuments|Fin du document"
    r"|(?:Load-Date|Graphic|Language|Publication-Type|Subject|Organization|Country|Journal-Code|URL|Type|Acc-No"
    r"|Document-Type|Correction-Date):.*)[ \t\r]*$",
    re.MULTILINE | re.IGNORECASE,
)
FACTIVA_COPYRIGHT = re.compile(r"^[ \t]*(?:\(c\)|©|copyright\b).*$", re.IGNORECASE | re.MULTILINE)
CLOCK = re.compile(r"\d{1,2}:\d{2}(?: ?[ap]m)?(?: [A-Z]{2,4})?", re.IGNORECASE)


def split_exports(text: str) -> list[Export]:
    """Return the articles of an export of Nexis or Factiva in *text*; an empty list when it is none."""
    if not any(
        mark in text for mark in ("End of Document", " DOCUMENTS", "Document ", "Ende des Dokuments", "Fin du document")
    ):
        return []
    for mark, read in ((NEXIS_END, read_nexis), (FACTIVA_END, read_factiva), (NEXIS_COUNT, read_nexis)):
        if mark.search(text) and LENGTH.search(text):
            found = (read(text, start, stop) for start, stop in _split(text, mark))
            return [export for export in found if export is not None]
    return []


def _split(text: str, mark: re.Pattern[str]) -> Iterator[Span]:
    """Yield the stretches between the marks: marks end an article, but counts ("1 of 9 DOCUMENTS") begin one."""
    begins = mark is NEXIS_COUNT
    cuts = [found.start() if begins else found.end() for found in mark.finditer(text)]
    edges = [*cuts, len(text)] if begins else [0, *cuts, len(text)]
    return (span for span in itertools.pairwise(edges) if text[slice(*span)].strip())


FOREIGN_DAY = re.compile(r"(\d{1,2})(?:er)?\.? ([^\W\d_]{3,9})\.? (\d{4})")  # '3. September 2025'  '1er mars 2025'


def _name_day(words: str) -> str:
    """Return a day that is written in German or French as an ISO date, and other *words* as they are."""
    found, months = FOREIGN_DAY.search(words), {row["word"]: row["month"] for row in read_words("months")}
    month = months.get(found[2].lower()) if found else None
    return f"{found[3]}-{month}-{found[1]:0>2}" if found and month else words


def _make_export(text: str, start: int, end: int, parts: Iterable[tuple[str, Span]]) -> Export:
    """Return the article whose *parts* those are: of those named twice, the first is stated."""
    stated: dict[str, str] = {}
    zones: list[tuple[int, int, ZoneName]] = []
    for name, span in sorted(parts, key=lambda part: part[1]):
        if name != "body" and (words := " ".join(text[slice(*span)].split())):
            stated.setdefault(name, _name_day(words) if name == "published" else words)
        first, last = strip(text, max(span[0], zones[-1][1] if zones else 0), span[1])
        if first < last:
            zones.append((first, last, ZONES[name]))
    return Export(start, end, stated, zones)


def _lines(text: str, start: int, end: int) -> list[Span]:
    """Return the lines of ``text[start:end]`` that are not blank, without the white space around them."""
    return [strip(text, *line.span()) for line in LINE_OF_TEXT.finditer(text, start, end) if not line.group().isspace()]


def read_nexis(text: str, start: int, end: int) -> Export | None:
    """Read one article of a Nexis export; None where no length is marked, so it is only a list."""
    if not (length := LENGTH.search(text, start, end)):
        return None
    parts = _read_labels(text, start, end)
    body = BODY_LINE.search(text, start, end)
    first = body.end() if body else length.end()
    if not body:  # it follows the labels at the length
        first = max([first, *(last for _, last in parts.values() if last < first + 400)])
    foot = NEXIS_FOOT.search(text, first, end)
    head = _read_nexis_head(text, start, body.start() if body else length.start())
    parts = {**head, **parts, "body": (first, foot.start() if foot else end)}
    return _make_export(text, start, end, parts.items())


def _read_labels(text: str, start: int, end: int) -> dict[str, Span]:
    """Return where the values of the labelled lines stand ("Byline: …", "HEADLINE: …")."""
    found: dict[str, Span] = {}
    fields = {row["label"]: row["field"] for row in read_words("exportlabels")}
    for label in LABEL.finditer(text, start, end):
        field = fields.get(label.group(1).strip().lower())
        if field and label.group(2).strip():
            first, last = strip(text, label.start(2), label.end(2))
            blank = VALUE_END.search(text, last, min(end, last + 400)) if field == "title" else None
            if blank and blank.start() - last < 300:  # a title may run on over lines until a blank one
                last = blank.start()
            found.setdefault(field, (first, last))
    return found


def _read_nexis_head(text: str, start: int, end: int) -> dict[str, Span]:
    """Read the lines before the length: title, outlet, day. The day is the anchor, for the outlet stands above it."""
    lines = [line for line in _lines(text, start, end) if not PAGE_NUMBER.fullmatch(text[slice(*line)])]
    days = [at for at, line in enumerate(lines) if is_date_line(text[slice(*line)])]
    if not days:
        return {}
    above = [line for line in lines[: days[-1]] if not text[slice(*line)].lower().startswith("copyright")]
    parts = {"published": lines[days[-1]]}
    if above:
        parts["outlet"] = above[-1]
    if len(above) > 1:
        first = len(above) - 2
        while first > max(0, len(above) - 4) and text.count("\n", above[first - 1][1], above[first][0]) == 1:
            first -= 1
        parts["title"] = (above[first][0], above[-2][1])
    return parts


def read_factiva(text: str, start: int, end: int) -> Export | None:
    """Read one article of a Factiva export, with two-letter codes or without; None where there is no article."""
    part_of = {row["code"]: row["part"] for row in read_words("factiva_codes")}
    codes = _in_order(FACTIVA_CODE.finditer(text, start, end), list(part_of))
    if len({code.group(1) for code in codes} & {"HD", "WC", "PD", "SN", "LP"}) < 3:
        return _read_plain(text, start, end)
    edges = [*codes[1:], None]
    fields = [(c.group(1), (c.end(), after.start() if after else end)) for c, after in zip(codes, edges, strict=True)]
    return _make_export(text, start, end, [(part, span) for name, span in fields if (part := part_of[name])])


def _in_order(codes: Iterable[re.Match[str]], order: list[str]) -> list[re.Match[str]]:
    """Return the codes that come in Factiva's order: a line of the body may begin with IN or RE too."""
    found: list[re.Match[str]] = []
    for code in codes:
        if code.group(1) in order[order.index(found[-1].group(1)) + 1 if found else 0 :]:
            found.append(code)
    return found


def _read_plain(text: str, start: int, end: int) -> Export | None:
    """Read the layout without codes: headline, byline, "532 words", day, time, outlet, code, language, copyright."""
    if not (length := LENGTH.search(text, start, end)):
        return None
    above = _lines(text, start, length.start())
    reach = min(end, length.end() + 1500)
    below = _lines(text, length.end(), reach)
    day = next((at for at, line in enumerate(below[:4]) if is_date_line(text[slice(*line)])), None)
    if day is None or not above:
        return None
    parts = {"published": below[day]}
    if named := next((line for line in below[day + 1 : day + 4] if not CLOCK.fullmatch(text[slice(*line)])), None):
        parts["outlet"] = named
    if len(above) > 1 and re.match(r"by\b", text[slice(*above[-1])], re.IGNORECASE):
        parts["author"] = above.pop()
    parts["title"] = above[-1]
    notice = FACTIVA_COPYRIGHT.search(text, length.end(), reach)
    first = notice.end() if notice else below[min(day + 4, len(below) - 1)][1]
    foot = FACTIVA_END.search(text, first, end)
    parts["body"] = (first, foot.start() if foot else end)
    return _make_export(text, start, end, parts.items())
