"""The chain over one article or a million: parse, save, load."""

from __future__ import annotations

import functools
import hashlib
import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from summitry import __version__, dating, framing, meetings, people, quotes, sentiment, timexes
from summitry import claims as claims_
from summitry.articles import READABLE, Article, count_words, duplicates, reading
from summitry.intervals import count_of
from summitry.people import Roster
from summitry.reference import DEFAULT_REFERENCE, Reference, name_outlet, read_reference
from summitry.schema import TABLES, Articles, Contrasts, Problems, Span, read_table, to_frame, write_table

if TYPE_CHECKING:
    import pandas as pd

Rows = dict[str, list[Any]]
"""Rows by table name."""

CHUNK = 64
UNDER_WAY = 256
"""Chunks that workers are given at one time."""
MANIFEST = "manifest.json"
SORT_KEYS = {
    "articles": ["article_id"],
    "contrasts": ["source_a", "term"],
    "coverage": ["meeting_id", "article_id", "fact"],
}


class CorpusError(ValueError):
    """What was asked of a corpus cannot be done; the message says what to do instead."""


# --- one article ----------------------------------------------------------------------------------------------------


def read_article(article: Article, roster: Roster, reference: Reference) -> Rows:
    """Return the rows of every table that depend on *article* alone.

    A step that fails on this article costs its rows, not the run: the failure is a row of ``problems``.
    """
    rows: Rows = {table: [] for table in TABLES}
    try:
        _read_steps(article, roster, reference, rows)
    except Exception as error:  # one unreadable article must not end a run over a million
        rows = {table: [] for table in TABLES}
        why = f"{type(error).__name__}: {error}"
        rows["problems"].append(_problem(article, "error", "could not be parsed", why))
    return rows


def _problem(article: Article, severity: Any, what: str, why: str) -> Problems:
    return Problems(article_id=article.article_id, path=article.path, severity=severity, what=what, why=why)


def _read_steps(article: Article, roster: Roster, reference: Reference, rows: Rows) -> None:
    head = reading.read_head(article, reference.outlets)
    rows["zones"] = list(article.zones)
    rows["mentions"] = people.find_mentions(article, roster)
    found = timexes.find_timexes(article.text, article.spans(*READABLE, "dateline", "byline"))
    stated = (head.published_stated, head.published_basis)
    events = reference.events + dating.record_events(reference.record)
    dated, rows["problems"] = dating.date_article(article, found, rows["mentions"], roster, events, stated)
    published = (dated.published, dated.low, dated.high)
    rows["dates"] = timexes.resolve(article.text, article.article_id, found, dated.anchor, dated.year)
    rows["quotes"] = quotes.find_quotes(article, roster, rows["mentions"])
    sentiment.score_quotes(rows["quotes"])
    rows["meetings"] = meetings.find_meetings(article, rows["mentions"], rows["dates"], published, reference, roster)
    rows["claims"] = claims_.find_claims(
        article, rows["mentions"], rows["quotes"], rows["dates"], published, reference, roster
    )
    framed = framing.read_framing(article, roster, rows["mentions"], rows["quotes"], reference)
    for table in ("labels", "loaded", "verbs", "sources", "frames", "portrayals", "features"):
        rows[table] = list(getattr(framed, table))
    for row in (*rows["quotes"], *rows["sources"]):
        row.conduit = name_outlet(row.conduit, reference)
    rows["articles"] = [_describe(article, head, dated)]
    if not article.spans("body"):
        rows["problems"].append(_problem(article, "warning", "no body", "Nothing on this page reads like an article."))


def _describe(article: Article, head: reading.Head, dated: dating.Dating) -> Articles:
    return Articles(
        article_id=article.article_id,
        path=article.path,
        sha256=article.sha256,
        format=cast(Any, article.format),
        encoding=article.encoding,
        language=head.language,
        title=head.title,
        byline=head.byline,
        outlet=head.outlet,
        outlet_basis=head.outlet_basis,
        agency=head.agency,
        published=dated.published,
        published_low=dated.low,
        published_high=dated.high,
        published_basis=cast(Any, dated.basis),
        published_why=dated.why,
        confidence=dated.confidence,
        machine_translated=head.machine_translated,
        words=sum(count_words(article.text[start:end]) for start, end in article.spans("body")),
    )


# --- many articles --------------------------------------------------------------------------------------------------


@dataclass
class Corpus:
    """The tables read from a folder of articles, as DataFrames: ``corpus.quotes``, ``corpus.meetings`` …

    ``texts`` holds each article's decoded text, into which all offsets point.
    """

    tables: dict[str, pd.DataFrame]
    texts: Mapping[str, str] = field(default_factory=dict, repr=False)

    def __getattr__(self, name: str) -> pd.DataFrame:
        tables = self.__dict__.get("tables", {})
        if name in tables:
            return tables[name]
        raise AttributeError(f"a corpus has no table {name!r}; it has {', '.join(TABLES)}")

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *TABLES]

    def __repr__(self) -> str:
        sizes = ", ".join(f"{len(frame)} {name}" for name, frame in self.tables.items() if len(frame))
        return f"Corpus({sizes or 'empty'})"

    def _repr_html_(self) -> str:
        from summitry.overview import count, show_tables

        severities = self.problems.severity.value_counts()
        problems = ", ".join(count(int(severities[s]), s) for s in ("error", "warning", "note") if s in severities)
        facts = {
            "outlets": ", ".join(sorted(set(self.articles.outlet.dropna()))) or "none could be told",
            "dated to a day": f"{int(self.articles.published.notna().sum())} of {len(self.articles)}",
            "problems": problems or "none",
            "input digest": self.digest[:16],
        }
        return show_tables(f"Corpus of {count(len(self.articles), 'article')}", facts, self.tables, "corpus")

    def words_at(self, article_id: str, start: int, end: int) -> str:
        """Return the characters that a row points at."""
        return self.texts[article_id][start:end]

    @property
    def digest(self) -> str:
        """Digest of what was read: the articles' ids and the digests of their bytes (SHA-256, hexadecimal)."""
        lines = [f"{row.article_id}\t{row.sha256}" for row in self.articles.itertuples()]
        return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()

    def save(self, folder: str | Path, format: str = "parquet") -> Path:  # noqa: A002  (the field's word)
        """Write every table to *folder*, one file each, and a manifest with their digests; return the folder.

        The manifest is removed first and written last, so that a folder without one is known to be unfinished.
        *format* is parquet or csv. Raises CorpusError for another format, OSError when the folder cannot be written.
        """
        if format not in ("parquet", "csv"):
            raise CorpusError(f"format must be parquet or csv, not {format!r}")
        folder = Path(folder)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MANIFEST).unlink(missing_ok=True)
        digests = {}
        for name in TABLES:
            beside, target = folder / f".{name}.part.{format}", folder / f"{name}.{format}"
            write_table(name, self.tables[name], beside)
            digests[target.name] = hashlib.sha256(beside.read_bytes()).hexdigest()
            beside.replace(target)
        manifest = {"summitry": __version__, "input": self.digest, "format": format, "tables": digests}
        beside = folder / f".{MANIFEST}.part"
        beside.write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
        beside.replace(folder / MANIFEST)
        return folder


def parse(
    articles: Any,
    *,
    roster: str | Path | None = None,
    reference: str | Path | None = None,
    seed: int = 0,
    workers: int = 1,
    scheduler: str | None = None,
    progress: bool = False,
) -> Corpus:
    """Read articles and return their tables.

    *articles*: a file, a folder, a glob, or a DataFrame with a text column. *roster*: CSV of people (default: the
    project's). *reference*: folder with meetings.csv, count-claims.csv, events.csv, outlets.csv (default: the
    project's). *workers*: local processes. *scheduler*: address of a Dask scheduler. *seed*: for the permutations
    behind ``contrasts``. The tables are the same, byte for byte, whatever the order of the files, the number of
    workers or the scheduler.

    Raises CorpusError when *articles* names nothing that exists. What cannot be read is a row of ``problems``.
    """
    people_file = Path(roster) if roster else DEFAULT_REFERENCE / "people.csv"
    known = people.read_roster(people_file), read_reference(Path(reference) if reference else DEFAULT_REFERENCE)
    rows: Rows = {table: [] for table in TABLES}
    texts: dict[str, str] = {}
    for chunk_texts, chunk_rows in _read_chunks(_read(articles, rows, progress), known, workers, scheduler):
        texts.update(chunk_texts)
        for table, found in chunk_rows.items():
            rows[table].extend(found)
    texts = dict(sorted(texts.items()))
    _compare_articles(rows, texts, seed)
    return Corpus({table: _frame(table, rows[table]) for table in TABLES}, texts)


def _read(articles: Any, rows: Rows, progress: bool) -> Iterator[Article]:
    """Yield the articles; problems of reading go to *rows*."""
    if (
        isinstance(articles, str | Path)
        and not any(mark in str(articles) for mark in "*?[")
        and not Path(articles).exists()
    ):
        raise CorpusError(f"there is no file or folder {str(articles)!r}: name a folder of articles, a file, or a glob")
    found: Iterable[Article | Problems] = reading.read_articles(articles)
    if progress:
        from tqdm import tqdm

        found = tqdm(found, desc="reading articles", unit=" articles", leave=False, dynamic_ncols=True)
    for item in found:
        if isinstance(item, Problems):
            rows["problems"].append(item)
        else:
            yield item


def _read_chunk(known: tuple[Roster, Reference], chunk: list[Article]) -> tuple[dict[str, str], Rows]:
    rows: Rows = {table: [] for table in TABLES}
    for article in chunk:
        for table, found in read_article(article, *known).items():
            rows[table].extend(found)
    return {article.article_id: article.text for article in chunk}, rows


def _read_chunks(
    articles: Iterator[Article], known: tuple[Roster, Reference], workers: int, scheduler: str | None
) -> Iterator[tuple[dict[str, str], Rows]]:
    chunks = iter(lambda: list(islice(articles, CHUNK)), [])
    read = functools.partial(_read_chunk, known)
    if scheduler:
        from distributed import Client

        with Client(scheduler, set_as_default=False) as client:
            yield from _in_order(functools.partial(client.submit, read, pure=False), chunks)
    elif workers > 1:
        from concurrent.futures import ProcessPoolExecutor

        with ProcessPoolExecutor(workers) as pool:
            yield from _in_order(functools.partial(pool.submit, read), chunks)
    else:
        yield from map(read, chunks)


def _in_order(submit: Callable[..., Any], chunks: Iterator[list[Article]]) -> Iterator[Any]:
    """Yield what is submitted for each chunk, in the order of the chunks; few are under way, so that memory is kept."""
    waiting: deque[Any] = deque()
    for chunk in chunks:
        waiting.append(submit(chunk))
        if len(waiting) >= UNDER_WAY:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _compare_articles(rows: Rows, texts: Mapping[str, str], seed: int) -> None:
    """Fill what needs the whole corpus: duplicates, shared copy, contrasts, coverage."""
    readable = _spans_by_article(rows["zones"], "zone", READABLE)
    # An inferred date is the day of the news: it cannot tell which of two copies came first.
    stated = {row.article_id: row.published for row in rows["articles"] if row.published_basis != "inferred"}
    bodies = {name: "\n".join(text[a:b] for a, b in readable.get(name, [])) for name, text in texts.items()}
    copies = duplicates.find_duplicates(bodies, stated)
    for row in rows["articles"]:
        row.duplicate_of = copies.get(row.article_id)
    own = {row.article_id: row for row in rows["articles"] if row.duplicate_of is None}
    groups = {article_id: row.outlet for article_id, row in own.items() if row.outlet}
    rows["reuse"] = framing.find_reuse({name: texts[name] for name in own}, readable)
    rows["contrasts"] = contrast_articles(texts, groups, rows["zones"], rows["quotes"], seed)
    reporting = sorted({row.article_id for row in rows["meetings"] if row.meeting_id and row.article_id in own})
    told = (Article(name, texts[name]) for name in reporting)
    rows["coverage"] = framing.cover_events(rows["meetings"], rows["claims"], rows["quotes"], rows["sources"], told)


def contrast_articles(
    texts: Mapping[str, str], groups: Mapping[str, str], zones: Iterable[Any], quotes_: Iterable[Any], seed: int
) -> list[Contrasts]:
    """Return the terms that set the *groups* (article_id → group) apart, in the outlets' own words.

    *zones* and *quotes_* are rows of these tables; what lies outside the readable zones or inside quotation marks does
    not count. Without two groups there is nothing to compare, and no row.
    """
    if len(set(groups.values())) < 2:
        return []
    marked = _spans_by_article(quotes_, "kind", ("direct", "fragment", "title", "scare"))
    aside = _spans_by_article(zones, "zone", ("masthead", "byline", "dateline", "furniture"))
    left_out = {name: [*aside.get(name, []), *marked.get(name, [])] for name in groups}
    return framing.contrast_terms({name: texts[name] for name in groups}, groups, seed, leave_out=left_out)


def _spans_by_article(rows: Iterable[Any], column: str, wanted: Iterable[str]) -> dict[str, list[Span]]:
    """Return the spans of the rows whose *column* is one of *wanted*, by article."""
    spans: dict[str, list[Span]] = {}
    kinds = frozenset(wanted)
    for row in rows:
        if getattr(row, column) in kinds:
            spans.setdefault(row.article_id, []).append((row.start, row.end))
    return spans


def _frame(table: str, rows: list[Any]) -> pd.DataFrame:
    """Return *rows* as the table's frame, in the table's order."""
    frame = to_frame(table, rows)
    keys = SORT_KEYS.get(table) or [name for name in ("article_id", "path", "start", "end") if name in frame]
    keys += [name for name in frame.columns if name not in keys]
    from summitry.overview import make_table

    return make_table(table, frame.sort_values(keys, kind="stable", ignore_index=True))


def load(folder: str | Path, articles: Any = None) -> Corpus:
    """Return the corpus that ``Corpus.save`` wrote to *folder*.

    Texts are not saved with the tables; give *articles* again to have ``corpus.texts``. Raises CorpusError when the
    folder has no manifest (it is unfinished or something else) or when a table is not as it was written.
    """
    folder = Path(folder)
    if not (folder / MANIFEST).is_file():
        raise CorpusError(f"{folder} holds no finished tables (no {MANIFEST}): run summitry parse again")
    from summitry.overview import make_table

    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    tables = {}
    for name in TABLES:
        path = folder / f"{name}.{manifest['format']}"
        if hashlib.sha256(path.read_bytes()).hexdigest() != manifest["tables"].get(path.name):
            raise CorpusError(f"{path} is not as it was written: run summitry parse again")
        tables[name] = make_table(name, read_table(name, path))
    texts = {} if articles is None else {a.article_id: a.text for a in _read(articles, {"problems": []}, False)}
    return Corpus(tables, dict(sorted(texts.items())))


def check_articles(articles: Any, **options: Any) -> Iterator[str]:
    """Yield what parse would read from *articles* and what is wrong with it, line by line; write nothing.

    *options* are those of parse.
    """
    found = parse(articles, **options)
    for row in found.articles.itertuples():
        day = (
            row.published
            if isinstance(row.published, str)
            else f"{_or(row.published_low, '?')} to {_or(row.published_high, '?')}"
        )
        yield f"{row.article_id}: {row.words} words, {_or(row.outlet, 'outlet unknown')}, published {day} ({row.confidence:.0%} sure)"
    for row in found.problems.itertuples():
        yield f"{row.severity}: {_or(row.article_id, _or(row.path, 'input'))}: {row.what}: {row.why}"
    severities = found.problems.severity.value_counts()
    yield f"{count_of(len(found.articles), 'article')}; problems: " + ", ".join(
        count_of(severities.get(s, 0), s) for s in ("error", "warning", "note")
    )


def _or(value: Any, otherwise: str) -> str:
    return value if isinstance(value, str) else otherwise
