"""A corpus: its tables and its articles' texts, in memory or read from a folder when they are asked for."""

import contextlib
import hashlib
import json
import shutil
from bisect import bisect_left
from collections import UserDict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from summitry import __version__
from summitry.articles import Article, reading
from summitry.articles.files import MANIFEST, exists, is_address
from summitry.articles.limits import DEFAULTS, Limits, set_limits
from summitry.corpus import storage
from summitry.corpus.storage import CorpusError, naming
from summitry.display import make_table, show_tables
from summitry.schema import TABLES, Problems
from summitry.statistics import count_of

FORMATS = ("parquet", "csv")
TEXTS = "texts.parquet"  # the articles' texts, where they are kept beside the tables
TEXT_SCHEMA = pa.schema([("article_id", pa.string()), ("text", pa.large_string())])
TEXT_GROUP = 64  # texts that are read together when one is asked for
GROUPS_HELD = 64


@dataclass
class Corpus:
    """What was read from articles: one pandas DataFrame per table, made by ``summitry.parse`` or ``summitry.load``.

    >>> corpus.meetings                                                    # doctest: +SKIP
    >>> corpus.words_at("wire-2019-06-05", start=120, end=151)             # doctest: +SKIP
    >>> corpus.save("out"), summitry.load("out")                           # doctest: +SKIP

    Tables: ``articles`` (dates, outlets), ``quotes`` (who said what, how warmly), ``meetings``, ``claims`` (how often
    they met, against the record), ``labels``, ``loaded``, ``verbs``, ``frames``, ``sources``, ``portrayals`` (framing),
    ``contrasts``, ``reuse``, ``coverage`` (articles compared), ``mentions``, ``dates``, ``zones``, ``features``, and
    ``problems`` (what could not be read). A table alone in a cell explains its columns.

    ``texts`` holds each article's text, into which all offsets point. Of a corpus that was loaded from a folder tables
    and texts are read when they are asked for.
    """

    tables: Mapping[str, pd.DataFrame]
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __getattr__(self, name: str) -> pd.DataFrame:
        tables = self.__dict__.get("tables", {})
        if name in tables:
            return tables[name]
        raise AttributeError(f"a corpus has no table {name!r}; it has {', '.join(TABLES)}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def __repr__(self) -> str:
        sizes = ", ".join(f"{n} {name}" for name in self.tables if (n := self.count(name)))
        return f"Corpus({sizes or 'empty'})"

    def _repr_html_(self) -> str:
        severities = self.problems.severity.value_counts()
        problems = ", ".join(count_of(int(severities[s]), s) for s in ("error", "warning", "note") if s in severities)
        facts = {
            "outlets": ", ".join(sorted(set(self.articles.outlet.dropna()))) or "none could be told",
            "dated to a day": f"{int(self.articles.published.notna().sum())} of {len(self.articles)}",
            "problems": problems or "none",
            "input digest": self.digest[:16],
        }
        return show_tables(f"Corpus of {count_of(len(self.articles), 'article')}", facts, self.tables, "corpus")

    def count(self, table: str) -> int:
        """Return the number of rows of *table*, without reading it where it is in a folder."""
        return self.tables.count(table) if isinstance(self.tables, StoredTables) else len(self.tables[table])

    def read(self, table: str, *columns: str, articles: Collection[str] | None = None) -> pd.DataFrame:
        """Return the named *columns* of *table* (all where none is named), and of *articles* alone where they are given;
        of a corpus in a folder no more than these is read, and it is not kept."""
        if isinstance(self.tables, StoredTables):
            return self.tables.read(table, *columns, articles=articles)
        return _choose(self.tables[table], columns, articles)

    def words_at(self, article_id: str, start: int, end: int) -> str:
        """Return the characters that a row points at."""
        return self.texts[article_id][start:end]

    @property
    def digest(self) -> str:
        """Digest of what was read: the articles' ids and the digests of their bytes (SHA-256, hexadecimal)."""
        return digest_input(self.read("articles", "article_id", "sha256"))

    @property
    def folder(self) -> Path | None:
        """The folder that tables and texts stand in together, if they do."""
        if isinstance(self.tables, StoredTables) and isinstance(self.texts, StoredTexts):
            return self.tables.folder
        return None

    def save(self, folder: str | Path, format: str = "parquet") -> Path:  # noqa: A002  (the field's word)
        """Write every table to *folder*, one file each, and a manifest with their digests; return the folder.

        The manifest is written last: a folder without one is unfinished. *format* is parquet or csv. In CSV, text
        that a spreadsheet would take for a formula (it begins with = + - @, of any width, or with a tab or line break) gets an
        apostrophe before it, which ``load`` takes off.
        Raises CorpusError for another format, OSError when the folder cannot be written.
        """
        check_format(format)
        with publish(Path(folder), {"input": self.digest, "format": format}) as beside:
            for name in TABLES:
                file = beside / f"{name}.{format}"
                if isinstance(self.tables, StoredTables) and self.tables.form == format:
                    with naming(file):
                        shutil.copyfile(self.tables.folder / file.name, file)
                else:
                    storage.write_table(name, self.tables[name], file)
        return Path(folder)


def check_format(name: str) -> None:
    """Raise CorpusError where there is no such format."""
    if name not in FORMATS:
        raise CorpusError(f"format must be parquet or csv, not {name!r}")


def check_name(folder: str | Path) -> None:
    """Raise CorpusError where the path of *folder* is not UTF-8, in which those who write tables take it."""
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        raise CorpusError(f"the name of the folder {str(folder)!r} is not UTF-8: name another") from None


def digest_input(articles: pd.DataFrame) -> str:
    """Return a digest of *articles*, of their ids and the digests of their bytes, whatever their order."""
    lines = sorted(articles.article_id.astype(object) + "\t" + articles.sha256.astype(object))
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@contextlib.contextmanager
def publish(folder: Path, facts: Mapping[str, str]) -> Iterator[Path]:
    """Lend a folder beside *folder*'s files to be filled, then put its files in their places, and the manifest last;
    what an earlier run left there in another format goes."""
    check_name(folder)
    ours = [MANIFEST, TEXTS, *(f"{name}.{form}" for name in TABLES for form in FORMATS)]
    for path in (folder / name for name in ours):
        if path.is_dir() and not path.is_symlink():
            raise CorpusError(f"{path} is a folder, where a file must stand: delete it")
    beside = storage.own_folder(folder / ".unfinished", anew=True)
    try:
        yield beside
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    names = [f"{name}.{facts['format']}" for name in TABLES] + [TEXTS]
    digests = {name: storage.digest_file(beside / name) for name in names if (beside / name).exists()}
    manifest = {"summitry": __version__, **facts, "tables": digests}
    with naming(beside / MANIFEST):
        (beside / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    with naming(folder):
        for old in ours:
            if old not in digests:
                (folder / old).unlink(missing_ok=True)
        for name in (*digests, MANIFEST):
            (beside / name).replace(folder / name)
        beside.rmdir()


def load(folder: str | Path, articles: Any = None, limits: Mapping[str, float] | None = None) -> Corpus:
    """Return the corpus that was written to *folder* (by ``parse(…, out=folder)``, ``corpus.save`` or ``summitry
    parse``); its tables are read when they are asked for.

    >>> load("out").quotes                               # doctest: +SKIP
    >>> load("out", "data/articles").texts               # doctest: +SKIP

    Texts are read from there too where they were kept; otherwise give *articles* again (and the *limits* that parse
    was given) to have ``corpus.texts``, which raises CorpusError where they are not those that were parsed.
    Raises CorpusError when the folder has no manifest (it is unfinished) or when a table is not as it was written.
    """
    folder = storage.fetch(str(folder)) if is_address(folder) else Path(folder)
    manifest = read_manifest(folder)
    tables = StoredTables(folder, manifest["format"])
    again = _TextsReadAgain(articles, set_limits(limits), tables)
    return Corpus(tables, StoredTexts(folder / TEXTS) if TEXTS in manifest["tables"] else again)


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a finished folder. Raises CorpusError where it is unfinished, or not as it was written."""
    if not (folder / MANIFEST).is_file():
        raise CorpusError(f"{folder} holds no finished tables (no {MANIFEST}): run summitry parse again")
    manifest = storage.parse_manifest((folder / MANIFEST).read_bytes(), str(folder / MANIFEST))
    digests, wanted = manifest["tables"], {f"{name}.{manifest['format']}" for name in TABLES}
    for name in sorted(wanted | set(digests)):
        if not (folder / name).is_file() or storage.digest_file(folder / name) != digests.get(name):
            raise CorpusError(f"{folder / name} is not as it was written: run summitry parse again")
    return manifest


class StoredTables(UserDict[str, Any]):
    """The tables of a folder, each read when it is first asked for, and then kept."""

    def __init__(self, folder: Path, form: str) -> None:
        super().__init__(dict.fromkeys(TABLES))
        self.folder, self.form = folder, form

    def __getitem__(self, name: str) -> pd.DataFrame:
        if self.data[name] is None:
            self.data[name] = make_table(name, storage.read_table(name, self._file(name)))
        return self.data[name]

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.{self.form}"

    def count(self, name: str) -> int:
        """Return the number of rows of a table."""
        if self.data[name] is not None or self.form == "csv":
            return len(self[name])
        return int(pq.read_metadata(self._file(name)).num_rows)

    def read(self, name: str, *columns: str, articles: Collection[str] | None = None) -> pd.DataFrame:
        """Return some columns of a table, and the rows of some *articles*."""
        if self.data[name] is not None or self.form == "csv":
            return _choose(self[name], columns, articles)
        return storage.read_table(name, self._file(name), list(columns) or None, articles)


def _choose(table: pd.DataFrame, columns: Sequence[str], articles: Collection[str] | None) -> pd.DataFrame:
    rows = table if articles is None else table[table.article_id.isin(articles)].reset_index(drop=True)
    return rows[list(columns or table.columns)]


class StoredTexts(Mapping[str, str]):
    """The texts of a folder by article_id, read a few at a time when one is asked for."""

    def __init__(self, file: Path) -> None:
        opened = pq.ParquetFile(file)
        self._ids: pa.Array = opened.read(columns=["article_id"])["article_id"].combine_chunks()
        self._group = lru_cache(GROUPS_HELD)(lambda at: opened.read_row_group(at, ["text"])["text"].to_pylist())

    def __getitem__(self, article_id: str) -> str:
        at = bisect_left(range(len(self)), article_id, key=lambda number: self._ids[number].as_py())
        if at == len(self) or self._ids[at].as_py() != article_id:
            raise KeyError(article_id)
        text: str = self._group(at // TEXT_GROUP)[at % TEXT_GROUP]
        return text

    def __iter__(self) -> Iterator[str]:
        yield from (value.as_py() for value in self._ids)

    def __len__(self) -> int:
        return len(self._ids)


class _TextsReadAgain(UserDict[str, str]):
    """The texts of articles that are where they were, read when the first is asked for."""

    def __init__(self, articles: Any, limits: Limits, tables: StoredTables) -> None:
        self._articles, self._limits, self._tables = articles, limits, tables

    @cached_property
    def data(self) -> dict[str, str]:  # type: ignore[override]
        """The texts by article_id. Raises CorpusError where one is not what was parsed: offsets would be wrong."""
        if self._articles is None:
            return {}
        parsed = self._tables.read("articles", "article_id", "sha256")
        left = dict(zip(parsed.article_id, parsed.sha256, strict=True))
        found = (one for one in open_articles(self._articles, self._limits) if isinstance(one, Article))
        texts = {a.article_id: a.text for a in found if left.get(a.article_id) == a.sha256 and left.pop(a.article_id)}
        if left:
            shown = ", ".join([*left][:3])
            raise CorpusError(f"of what was parsed {shown} changed or is gone: run summitry parse again")
        return dict(sorted(texts.items()))


def open_articles(articles: Any, limits: Limits = DEFAULTS) -> Iterator[Article | Problems]:
    """Yield the articles, and the problems of reading."""
    if isinstance(articles, str | Path) and not exists(articles):
        raise CorpusError(f"there is no file or folder {str(articles)!r}: name a folder of articles, a file, or a glob")
    return reading.read_articles(articles, limits)
