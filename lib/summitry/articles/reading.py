"""Reading: files, folders and tables in; articles out, and a row of problems for whatever cannot be read."""

from __future__ import annotations

import contextlib
import hashlib
import sys
import zlib
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from summitry.articles import formats
from summitry.articles.exports import STATED_KEYS, Record, Records, read_frame, read_rows, read_table, split_exports
from summitry.articles.files import Listing, Skipped, list_files
from summitry.articles.limits import DEFAULTS, Limits, OutOfTime, run_within
from summitry.articles.zones import Article
from summitry.schema import Problems
from summitry.text import Stated
from summitry.timexes import read_stated_day

if TYPE_CHECKING:
    import pandas as pd

TEXTS = {".txt": "txt", ".text": "txt", ".html": "html", ".htm": "html", ".xhtml": "html"}
TABLES = {".json": "jsonl", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv", ".parquet": "parquet"}
DOCUMENTS = {".docx": (formats.read_docx, "utf-8"), ".rtf": (formats.read_rtf, "cp1252")}
MANIFEST = "articles.csv"
NOT_ARTICLES = ("README", "README.md", "LICENSE", "LICENSE.md", "NOTICE", "Makefile", "CITATION.cff")

Found = Article | Problems


def read_articles(source: str | Path | pd.DataFrame, limits: Limits = DEFAULTS) -> Iterator[Found]:
    """Yield the articles in *source* (a file, folder, glob, address or DataFrame with a text column), and its problems.

    Files come in the order of their paths, so the order on disk never matters. What cannot be read becomes a
    Problems row that says why, and the rest goes on; so does what exceeds the *limits*. Raises FileNotFoundError when
    *source* is nowhere.
    """
    if not isinstance(source, (str, Path)):
        yield from _Reader(Path(), limits).read(read_frame(source), Path("table"))
        return
    files = list_files(source)
    reader = _Reader(files.folder, limits)
    yield from reader.read_manifests(files)
    file = None
    for file in files:
        if isinstance(file, Skipped):
            yield reader.problem(file.path, file.severity, file.what, file.why)
        elif file in reader.manifests:
            continue
        elif is_read(file):
            yield from reader.read(_read_records(file, limits), file)
        elif file.name not in NOT_ARTICLES:
            yield reader.problem(file, "note", "not read", f"Files of the kind {file.suffix} are not read.")
    if file is None:
        yield reader.problem(files.folder, "error", "empty", "The folder holds no file.")


def is_read(file: Path) -> bool:
    """Tell whether *file* is of a kind that is read. A name without suffix is taken for text."""
    suffix = _suffix(file)
    return suffix in (*TEXTS, *TABLES, *DOCUMENTS) or (not suffix and file.name not in NOT_ARTICLES)


def _suffix(file: Path) -> str:
    return Path(file.name.removesuffix(".gz")).suffix.lower()


def _is_file(path: Path) -> bool:
    with contextlib.suppress(OSError):  # a name that is too long, a folder that may not be entered
        return path.is_file()
    return False


def _sentence(words: object) -> str:
    words = str(words)
    return words[:1].upper() + words[1:] + ("" if words.endswith(".") else ".")


class _Reader:
    """Reads the files of a folder: with its manifests, and the ids that were given so far."""

    def __init__(self, folder: Path, limits: Limits) -> None:
        self.folder, self.limits = folder, limits
        self.manifests: set[Path] = set()
        self._stated: dict[str, tuple[str, ...]] = {}  # by path, as values alone: there may be a million
        self._ids: dict[str, int] = {}  # and how often each was wanted

    def name_path(self, file: Path) -> str:
        """Return the path of *file* within the folder; as it is, outside it."""
        path = file.relative_to(self.folder) if self.folder in file.parents else file
        return formats.without_halves(path.as_posix())

    def problem(self, file: Path, severity: str, what: str, why: str) -> Problems:
        path = self.name_path(file)
        return Problems(article_id=None, path=path, severity=severity, what=what, why=why)  # type: ignore[arg-type]

    def read_manifests(self, files: Listing) -> Iterator[Problems]:
        """Read each articles.csv in or under the folder, whose facts override what texts say; yield what is wrong."""
        found = {file for file in files if isinstance(file, PurePath) and file.name == MANIFEST}
        beside = self.folder / MANIFEST
        if files.found is not None and _is_file(beside) and beside.resolve().is_relative_to(self.folder.resolve()):
            found.add(beside)
        for path in sorted(found, key=Path.as_posix):
            try:
                yield from self._read_manifest(path)
            except (OSError, formats.FormatError) as error:
                yield self.problem(path, "error", "unreadable manifest", str(error))

    def _read_manifest(self, path: Path) -> Iterator[Problems]:
        with formats.open_file(path) as raw:
            largest, longest = self.limits.bytes, self.limits.metadata
            rows = read_rows(formats.read_lines(formats.open_text(raw, newline="")[0], largest), largest)
            names = next(rows, [])
            if "file" not in names or "text" in names:
                return
            self.manifests.add(path)
            for values in rows:
                row = {key: value.strip() for key, value in zip(names, values, strict=False)}
                name = row.get("file", "")
                file = path.parent / name
                if name and not _is_file(file):
                    yield self.problem(file, "warning", "missing file", f"{path.name} names {name}, which is not there")
                for why in self._find_long({key: row.get(key, "") for key in STATED_KEYS}):
                    yield self.problem(file, "warning", "long metadata", why)
                self._stated[file.as_posix()] = tuple(sys.intern(row.get(key, "")[:longest]) for key in STATED_KEYS)

    def read(self, records: Records, file: Path) -> Iterator[Found]:
        """Yield the articles of *file*, whose *records* those are, and its problems."""
        try:
            for number, record in enumerate(records, start=1):
                if isinstance(record, formats.FormatError):
                    yield self.problem(file, "error", "unreadable", _sentence(record))
                else:
                    yield from self._make_article(record, number, file)
        except (formats.FormatError, RecursionError) as error:  # JSON nested as deep as it can just be read
            yield self.problem(file, "error", "unreadable", _sentence(error))
        except PermissionError:
            yield self.problem(file, "error", "permission denied", "The file may not be read by this user.")
        except (OSError, EOFError, zlib.error) as error:
            yield self.problem(file, "error", "unreadable", _sentence(f"it could not be read: {error}"))

    def _make_article(self, record: Record, number: int, file: Path) -> Iterator[Found]:
        """Yield the article of *record*, and what is wrong with its id or date."""
        name = formats.without_halves(file.name).removesuffix(".gz")
        stem = Path(name).stem if _suffix(file) in (*TEXTS, *TABLES, *DOCUMENTS) else name
        wanted = stem if record.alone else record.key or f"{stem}-{number:06}"
        most, longest = self.limits.characters, self.limits.metadata
        wanted = wanted[:longest]
        if not record.text.strip():
            yield self.problem(file, "error", "empty", f"{wanted} has no text.")
            return
        if len(record.text) > most:
            why = f"{wanted} has {len(record.text):,} characters, and no news article more than {most:,}."
            yield self.problem(file, "error", "too long", why)
            return
        text = formats.repair(record.text)
        if kind := formats.tell_no_article(text, record.stated.get("title", text[:100])):
            yield self.problem(file, "warning", "no article", f"{wanted} is {kind}; it is not counted.")
            return
        article_id, path = self._give_id(wanted), self.name_path(file)
        stated = {key: Stated(value[:longest], "metadata") for key, value in record.stated.items()}
        in_manifest = zip(STATED_KEYS, self._stated.get(file.as_posix(), ()), strict=False)
        stated |= {key: Stated(value, "manifest") for key, value in in_manifest if value}
        digest = record.sha256 or hashlib.sha256(record.text.encode("utf-8", "replace")).hexdigest()
        article = Article(article_id, text, path, digest, record.format, record.encoding, stated)
        warning = partial(Problems, article_id=article_id, path=path, severity="warning")
        if article_id != wanted:
            why = f"The id {wanted} was given before; this one is {article_id}."
            yield warning(what="duplicated id", why=why)
        for why in self._find_long({"id": record.key, **record.stated}):
            yield warning(what="long metadata", why=why)
        if text != record.text:
            why = "Letters, entities, line breaks or hyphens were put right; offsets point into the text as it is kept."
            yield warning(what="repaired text", why=why, severity="note")
        if len(formats.GARBLED.findall(text)) > 1:
            why = "Signs are lost, or stand for quotation marks: quotations may be missing; save it again as UTF-8."
            yield warning(what="garbled text", why=why)
        given = stated.get("published")
        if given and read_stated_day(given.value) is None:
            why = f"The date {given.value!r} names no day, or could name two; write it as 2018-06-08."
            yield warning(what="unreadable date", why=why)
        yield article

    def _find_long(self, stated: Mapping[str, str]) -> Iterator[str]:
        """Say of each value that is cut how much of it is kept."""
        most = self.limits.metadata
        for key, value in stated.items():
            if len(value) > most:
                yield f"Of the {key}, which has {len(value):,} characters, the first {most:,} are kept."

    def _give_id(self, wanted: str) -> str:
        """Return *wanted*, or with a number behind it where it was given before."""
        name = wanted
        while name in self._ids:
            self._ids[wanted] += 1
            name = f"{wanted}-{self._ids[wanted]}"
        self._ids[name] = 1
        return name


def _read_records(file: Path, limits: Limits) -> Iterator[Record | formats.FormatError]:
    """Yield what *file* holds, whatever its kind; FormatErrors for its unreadable rows."""
    suffix = _suffix(file)
    if suffix in TABLES:
        with formats.open_file(file) as raw:
            encoding, records = read_table(raw, suffix, limits)
            for record in records:
                if isinstance(record, Record):
                    record = record._replace(format=TABLES[suffix], encoding=encoding)
                yield record
        return
    with formats.open_file(file) as opened:
        data = opened.read(limits.bytes + 1)
    if len(data) > limits.bytes:
        raise formats.FormatError(f"it is larger than {limits.bytes:,} bytes, which no article is")
    if not data.strip():
        raise formats.FormatError("the file is empty")
    try:
        yield from run_within(limits.seconds, _read_data, data, suffix, limits)
    except OutOfTime:
        why = f"reading it took more than {limits.seconds:g} seconds, which no article does"
        raise formats.FormatError(why) from None


def _read_data(data: bytes, suffix: str, limits: Limits) -> list[Record]:
    """Return the articles of a file that is one text: one, or those of an export of Nexis or Factiva."""
    digest = hashlib.sha256(data).hexdigest()
    form = suffix[1:] if suffix in DOCUMENTS else TEXTS.get(suffix, "txt")
    if suffix in DOCUMENTS:
        read, encoding = DOCUMENTS[suffix]
        text = read(data, limits)
    else:
        text, encoding = formats.decode_text(data)
    if form == "html" or formats.HTML_LIKE.match(text):
        return [Record(*formats.read_html(text, limits), "", True, form, encoding, digest)]
    found = [(text[export.start : export.end], export.stated) for export in split_exports(text)] or [(text, {})]
    alone = len(found) == 1
    return [Record(words, stated, "", alone, form, encoding, digest if alone else "") for words, stated in found]
