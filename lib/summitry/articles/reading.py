"""Reading: files, folders and tables in; articles out, and a row of problems for whatever cannot be read."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from summitry.articles.files import Listing, list_files
from summitry.articles.formats import LARGEST_TEXT as LARGEST_TEXT
from summitry.articles.formats import FormatError, decode_text, read_docx, read_html, read_rtf
from summitry.articles.manifests import Manifest, file_problem, name_path
from summitry.articles.nexis_factiva import split_exports
from summitry.articles.tables import Record, read_csv, read_frame, read_json, read_json_lines, read_parquet
from summitry.articles.zones import Article
from summitry.schema import Problems
from summitry.text import Stated
from summitry.timexes import read_stated_day

if TYPE_CHECKING:
    import pandas as pd

TEXTS = {".txt": "txt", ".text": "txt", ".html": "html", ".htm": "html", ".xhtml": "html"}
TABLES = {".json": "jsonl", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet"}
DOCUMENTS = {".docx": read_docx, ".rtf": read_rtf}
NOT_ARTICLES = ("README", "README.md", "LICENSE", "LICENSE.md", "NOTICE", "Makefile", "CITATION.cff")
LARGEST_JSON = 1_000_000_000
"""Characters of a .json file, which is read as a whole."""

Found = Article | Problems


class Unit(NamedTuple):
    """One article as a file gave it. ``alone``: it is all that its file holds, so the file's stem is its id."""

    record: Record
    alone: bool
    format: str
    encoding: str
    sha256: str


def read_articles(source: str | Path | pd.DataFrame, largest: int = LARGEST_TEXT) -> Iterator[Found]:
    """Yield the articles in *source* (a file, folder, glob, address or DataFrame with a text column), and its problems.

    Files come in the order of their paths, so the order on disk never matters. What cannot be read becomes a
    Problems row that says why, and the rest goes on; so does a text of more than *largest* bytes (unpacked, or a line
    of a table). Raises FileNotFoundError when *source* is nowhere.
    """
    if not isinstance(source, (str, Path)):
        yield from _read_table(source)
        return
    files = list_files(source)
    folder = files.folder
    manifest = Manifest(folder, files)
    yield from manifest.problems
    ids = Ids()
    for file in files:
        if file in manifest.files:
            continue
        if _leads_out(file, files):
            why = "It is a link to a place outside the folder; copy the file here, or name that place instead."
            yield file_problem(file, folder, "error", "leads out of the folder", why)
        elif is_read(file):
            yield from _read_file(file, folder, manifest, ids, largest)
        elif file.name not in NOT_ARTICLES:
            yield file_problem(file, folder, "note", "not read", f"Files of the kind {file.suffix} are not read.")


def _leads_out(file: Path, files: Listing) -> bool:
    """Tell whether *file* is a link to a place outside the folder."""
    return not files.meant and file.is_symlink() and not file.resolve().is_relative_to(files.top)


def is_read(file: Path) -> bool:
    """Tell whether *file* is of a kind that is read. A name without suffix is taken for text."""
    suffix = Path(file.name.removesuffix(".gz")).suffix.lower()
    return suffix in (*TEXTS, *TABLES, *DOCUMENTS) or (not suffix and file.name not in NOT_ARTICLES)


class Ids:
    """Article ids, each given out once: the second of a name gets -2."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def give(self, wanted: str) -> str:
        """Return *wanted*, or with a number behind it where it was given before."""
        name, number = wanted, 1
        while name in self._given:
            number += 1
            name = f"{wanted}-{number}"
        self._given.add(name)
        return name


# --- one file -------------------------------------------------------------------------------------------------------


def _read_file(file: Path, folder: Path, manifest: Manifest, ids: Ids, largest: int) -> Iterator[Found]:
    number = 0
    try:
        for unit in _read_units(file, largest):
            number += 1
            if isinstance(unit, FormatError):
                yield file_problem(file, folder, "error", "unreadable", _sentence(str(unit)))
                continue
            yield from _make_article(unit, number, file, folder, manifest, ids)
    except FormatError as error:
        yield file_problem(file, folder, "error", "unreadable", _sentence(str(error)))
    except PermissionError:
        yield file_problem(file, folder, "error", "permission denied", "The file may not be read by this user.")
    except (OSError, EOFError, zlib.error) as error:
        yield file_problem(file, folder, "error", "unreadable", _sentence(f"it could not be read: {error}"))


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


def _stem(file: Path) -> str:
    name = file.name.removesuffix(".gz")
    suffix = Path(name).suffix
    stem = name.removesuffix(suffix) if suffix.lower() in (*TEXTS, *TABLES, *DOCUMENTS) else name
    return stem.encode("utf-8", "replace").decode("utf-8")


def _read_units(file: Path, largest: int = LARGEST_TEXT) -> Iterator[Unit | FormatError]:
    """Yield what *file* holds, whatever its kind; FormatErrors for its unreadable rows."""
    suffix = Path(file.name.removesuffix(".gz")).suffix.lower()
    if suffix in TABLES:
        yield from _read_records(file, suffix, largest)
        return
    data = _read_bytes(file, largest)
    digest = hashlib.sha256(data).hexdigest()
    if suffix in DOCUMENTS:
        yield from _split(
            DOCUMENTS[suffix](data, largest), suffix[1:], "utf-8" if suffix == ".docx" else "cp1252", digest
        )
        return
    text, encoding = decode_text(data)
    if TEXTS.get(suffix) == "html":
        text, metadata = read_html(text)
        yield Unit(Record(text, metadata), True, "html", encoding, digest)
    else:
        yield from _split(text, "txt", encoding, digest)


def _split(text: str, form: str, encoding: str, digest: str) -> Iterator[Unit]:
    """Yield the articles of a text: one, or those of an export of Nexis or Factiva."""
    exports = split_exports(text)
    if not exports:
        yield Unit(Record(text, {}), True, form, encoding, digest)
        return
    for export in exports:
        words = text[export.start : export.end]
        own = hashlib.sha256(words.encode("utf-8", "replace")).hexdigest() if len(exports) > 1 else digest
        yield Unit(Record(words, export.stated), len(exports) == 1, form, encoding, own)


@contextlib.contextmanager
def _open(file: Path) -> Iterator[IO[bytes]]:
    with file.open("rb") as opened:
        yield cast(IO[bytes], gzip.GzipFile(fileobj=opened)) if file.suffix == ".gz" else opened


def _read_bytes(file: Path, largest: int) -> bytes:
    """Return the file's bytes, unpacked where it is gzip. Raises FormatError when there are too many or none."""
    with _open(file) as opened:
        data = opened.read(largest + 1)
    if len(data) > largest:
        raise FormatError(f"it is larger than {largest:,} bytes, which no article is")
    if not data.strip():
        raise FormatError("the file is empty")
    return data


def _read_records(file: Path, suffix: str, largest: int) -> Iterator[Unit | FormatError]:
    """Yield the rows of a table, as a stream where its kind allows."""
    form = TABLES[suffix]
    with _open(file) as raw:
        if form == "parquet":
            packed = io.BytesIO(_read_whole(raw)) if file.suffix == ".gz" else raw
            yield from _units(read_parquet(packed, largest), form, "utf-8")
            return
        sample = raw.read(1_000_000)
        if not sample.strip():
            raise FormatError("the file is empty")
        encoding = decode_text(sample[: sample.rfind(b"\n") + 1] or sample).encoding
        raw.seek(0)
        lines = io.TextIOWrapper(raw, encoding=encoding, newline="" if form == "csv" else None)  # type: ignore[type-var]
        try:
            if suffix == ".json":
                records: Iterable[Record | FormatError] = read_json(_read_all(lines))
            elif form == "jsonl":
                records = read_json_lines(_read_lines(lines, largest))
            else:
                records = read_csv(
                    _read_lines(lines, largest), sample[: sample.find(b"\n")].decode(encoding, "replace")
                )
            yield from _units(records, form, encoding, alone=suffix == ".json" and len(list(records)) == 1)  # type: ignore[arg-type]
        except UnicodeDecodeError:
            raise FormatError(f"it begins as {encoding} does but breaks its rules further on") from None


def _read_whole(raw: IO[bytes]) -> bytes:
    data = raw.read(LARGEST_JSON + 1)
    if len(data) > LARGEST_JSON:
        raise FormatError(f"it unpacks to more than {LARGEST_JSON:,} bytes")
    return data


def _read_lines(lines: io.TextIOWrapper, largest: int) -> Iterator[str]:
    """Yield the lines. Raises FormatError at one that no article can fill, before it fills the memory."""
    while line := lines.readline(largest + 1):
        if len(line) > largest:
            raise FormatError(f"it has a line that is larger than {largest:,} characters, which no article is")
        yield line


def _read_all(lines: io.TextIOWrapper) -> str:
    text = lines.read(LARGEST_JSON + 1)
    if len(text) > LARGEST_JSON:
        raise FormatError(f"it is larger than {LARGEST_JSON:,} characters: write such lists as .jsonl, a line each")
    return text


def _units(
    records: Iterable[Record | FormatError], form: str, encoding: str, alone: bool = False
) -> Iterator[Unit | FormatError]:
    for record in records:
        if isinstance(record, FormatError):
            yield record
            continue
        yield Unit(record, alone, form, encoding, hashlib.sha256(record.text.encode("utf-8", "replace")).hexdigest())


def _read_table(frame: pd.DataFrame) -> Iterator[Found]:
    ids = Ids()
    nowhere = Path()
    try:
        for number, unit in enumerate(_units(read_frame(frame), "table", "utf-8"), start=1):
            assert isinstance(unit, Unit)
            yield from _make_article(unit, number, Path("table"), nowhere, None, ids)
    except FormatError as error:
        yield Problems(article_id=None, path=None, severity="error", what="unreadable", why=_sentence(str(error)))


def _make_article(
    unit: Unit, number: int, file: Path, folder: Path, manifest: Manifest | None, ids: Ids
) -> Iterator[Found]:
    """Yield the article of *unit*, and what is wrong with its id or date."""
    stem = _stem(file)
    wanted = stem if unit.alone else unit.record.key or f"{stem}-{number:06}"
    if not unit.record.text.strip():
        yield file_problem(file, folder, "error", "empty", f"{wanted} has no text.", None)
        return
    article_id = ids.give(wanted)
    if article_id != wanted:
        why = f"The id {wanted} was given before; this one is {article_id}."
        yield file_problem(file, folder, "warning", "duplicated id", why, article_id)
    if (given := stated_day(unit, manifest, file)) and read_stated_day(given) is None:
        why = f"The date {given!r} names no day, or could name two; write it as 2018-06-08."
        yield file_problem(file, folder, "warning", "unreadable date", why, article_id)
    stated = {key: Stated(value, "metadata") for key, value in unit.record.stated.items()}
    if manifest:
        stated |= {key: Stated(value, "manifest") for key, value in manifest.stated(file).items()}
    path = name_path(file, folder)
    yield Article(article_id, unit.record.text, path, unit.sha256, unit.format, unit.encoding, stated)


def stated_day(unit: Unit, manifest: Manifest | None, file: Path) -> str | None:
    """Return the publication date as it was given with the article; None when none was."""
    given = manifest.stated(file).get("published") if manifest else None
    return given or unit.record.stated.get("published")
