"""A run: read articles, keep checkpoints, compare, and hand over the tables, in memory or in a folder.

A run in a folder that was interrupted goes on from its checkpoints; what is there already, and finished, is not made
again.
"""

import contextlib
import hashlib
import json
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import tqdm
from pyarrow import dataset

from summitry.articles import Article, reading
from summitry.articles.files import WORK, is_address, is_pipe, list_files, local_path, split_glob
from summitry.articles.limits import set_limits
from summitry.corpus import storage
from summitry.corpus import tables as stored
from summitry.corpus.compare import compare, open_database, read_sorted
from summitry.corpus.storage import CorpusError, as_frame, naming
from summitry.corpus.tables import Corpus, load, open_articles
from summitry.corpus.workers import (
    WAIT,
    Checkpoint,
    Store,
    check_address,
    gather,
    open_executor,
    read_checkpoints,
    read_resources,
)
from summitry.display import make_table
from summitry.schema import TABLES, Problems
from summitry.statistics import count_of

LOCK = ".lock"
Ask = Callable[[str], pa.RecordBatchReader]


def parse(
    articles: Any,
    *,
    roster: str | Path | None = None,
    reference: str | Path | None = None,
    seed: int = 0,
    workers: int = 1,
    scheduler: Any = None,
    wait: int = WAIT,
    progress: bool = False,
    out: str | Path | None = None,
    format: str = "parquet",  # noqa: A002  (the field's word)
    keep_texts: bool = False,
    limits: Mapping[str, float] | None = None,
) -> Corpus:
    """Read articles and return a Corpus: what was read from them, as pandas DataFrames.

    >>> corpus = parse("data/articles")                         # doctest: +SKIP
    >>> corpus                                                  # doctest: +SKIP
    >>> corpus.quotes[["text", "speaker", "sentiment"]]         # doctest: +SKIP
    >>> parse(pandas.DataFrame({"text": [...]}))                # doctest: +SKIP
    >>> parse("big", out="tables", workers=8, progress=True)    # doctest: +SKIP

    In a notebook ``corpus`` shows its tables, and ``corpus.quotes`` what each of its columns means. Where the text
    does not decide (a day, a speaker), a cell is null rather than guessed; each row says where its words stand.

    What to read:

    - *articles*: a folder, a file (.txt, .html, .jsonl, .csv, .parquet), a glob, or a DataFrame with a column of text.
      An ``articles.csv`` in the folder states outlets and days that the texts do not (data/README.md).
    - *roster*: CSV of people, with their names and titles. By default the project's.
    - *reference*: folder of the record of meetings and what else is known. By default the project's.
    - *limits*: what an article may have, by name, such as ``{"characters": 5_000_000}`` (articles/limits.py, README.md).
      What has more is refused, or cut where it is a title or the like, and a row of ``corpus.problems``.

    How:

    - *workers*: local processes. *scheduler*: address of a Dask scheduler, or a Dask client; *wait*: seconds until
      its first worker must be there. *progress*: show a bar.
    - *out*: folder, or an address such as s3://bucket/tables, that tables are written to (*format* parquet or csv) and
      then read from, so that memory does not grow with the corpus. A run that was interrupted goes on where it stopped.
      *keep_texts* keeps the articles' texts there too.
    - *seed*: of the permutations behind ``contrasts``.

    The tables are the same, byte for byte, whatever the order of the files, the number of workers or the scheduler.
    What cannot be read is a row of ``corpus.problems``. Raises CorpusError when *articles* names nothing that exists or
    *out* the same folder, another run is writing to *out*, or workers are lost or of another version; OSError when
    *out* cannot be written.
    """
    stored.check_format(format)
    check_address(scheduler)
    bounds = set_limits(limits)
    open_articles(articles, bounds)  # refuses what does not exist before a folder is made
    check_apart(articles, out)
    resources = read_resources(roster, reference, bounds.seconds)

    def read_all(store: Store | None) -> list[Checkpoint]:
        bar = _make_bar(articles, progress)
        with bar, open_executor(resources, workers, scheduler, wait, bar.update) as read:
            found = _count_on(bar, open_articles(articles, bounds))
            return list(read_checkpoints(found, read, store, bar.update))

    if out is None:
        return _hold(read_all(None), seed)
    folder = storage.local_folder(str(out)) if is_address(out) else Path(out)
    choices = {"seed": seed, "format": format, "texts": keep_texts}
    with alone(folder):
        store = Store(storage.own_folder(storage.own_folder(folder / WORK) / "checkpoints"), resources.digest)
        found = gather(open_articles(articles, bounds))  # nothing is opened yet: a pipe is read once
        if is_pipe(articles) or not _is_done(folder, map(store.name, found), choices):
            checkpoints = read_all(store)
            store.keep_only(checkpoints)
            _write(checkpoints, folder, choices)
        shutil.rmtree(folder / WORK, ignore_errors=True)
    if is_address(out):
        storage.send(folder, str(out))
    return load(out, None if is_pipe(articles) else articles, limits)


def check_apart(articles: Any, out: str | Path | None) -> None:
    """Raise CorpusError where *out* is the very folder of the *articles*, or has a name that no table can have."""
    if out is not None:
        stored.check_name(out)
    if out is None or not isinstance(articles, str | Path):
        return
    here, there = local_path(articles), local_path(out)
    if here is None or there is None:
        same = str(articles).rstrip("/") == str(out).rstrip("/")
    else:
        same = os.path.realpath(split_glob(here)[0]) == os.path.realpath(there) and there.is_dir()
    if same:
        raise CorpusError(f"{out} holds the articles: name another folder for what is written, such as {out}/summitry")


def _make_bar(articles: Any, progress: bool) -> Any:
    """Return a bar that counts articles read. Its total is the number of files, where each holds one article."""
    total = None
    if progress and isinstance(articles, str | Path) and not is_address(articles):
        found = (file for file in list_files(articles) if isinstance(file, Path))
        files = [file for file in found if reading.is_read(file) and file.name != reading.MANIFEST]
        of_rows = any(file.suffix.lower() in (*reading.TABLES, ".gz") for file in files)
        total = None if of_rows else len(files)
    shown = {"desc": "reading articles", "unit": " articles", "leave": False, "dynamic_ncols": True}
    return tqdm.tqdm(total=total, disable=not progress, **shown)


def _count_on(bar: Any, found: Iterator[Article | Problems]) -> Iterator[Article | Problems]:
    """Yield what was *found*; *bar* learns how many articles there are once all are open."""
    number = 0
    for item in found:
        number += isinstance(item, Article)
        yield item
    bar.total = number
    bar.refresh()


@contextlib.contextmanager
def _compare_all(checkpoints: Sequence[Checkpoint], seed: int, work: Path | None) -> Iterator[Ask]:
    """Compare what *checkpoints* hold; yield a function that takes a table and returns its rows, in order."""
    held = {name: [checkpoint.tables[name] for checkpoint in checkpoints] for name in checkpoints[0].tables}
    tables = {name: pieces if work else pa.concat_tables(pieces) for name, pieces in held.items()}
    with open_database(tables, work) as database:
        queries = compare(database, seed)
        yield lambda name: read_sorted(database, name, queries.get(name, f"FROM {name}"))


def _hold(checkpoints: Sequence[Checkpoint], seed: int) -> Corpus:
    """Return the tables and texts in memory."""
    with _compare_all(checkpoints, seed, None) as ask:
        tables = {name: make_table(name, as_frame(name, ask(name).read_all())) for name in TABLES}
        texts = ask("texts").read_all()
    return Corpus(tables, dict(zip(texts["article_id"].to_pylist(), texts["text"].to_pylist(), strict=True)))


def _write(checkpoints: Sequence[Checkpoint], out: Path, choices: Mapping[str, Any]) -> None:
    """Write the tables, and the texts where they are wanted, to *out*."""
    form, run = choices["format"], _digest_choices((checkpoint.name for checkpoint in checkpoints), choices)
    files = [checkpoint.tables["articles"] for checkpoint in checkpoints]
    listed = dataset.dataset(list(map(str, files))).to_table(["article_id", "sha256"])
    facts = {"run": run, "format": form, "input": stored.digest_input(as_frame("articles", listed))}
    with (
        stored.publish(out, facts) as beside,
        naming(out / WORK),
        _compare_all(checkpoints, choices["seed"], storage.own_folder(out / WORK / "spill", anew=True)) as ask,
    ):
        for name in TABLES:
            storage.write_pieces(name, ask(name), beside / f"{name}.{form}")
        if choices["texts"]:
            storage.write_groups(ask("texts"), stored.TEXT_SCHEMA, stored.TEXT_GROUP, beside / stored.TEXTS)


def _digest_choices(names: Iterable[str], choices: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps([list(names), choices]).encode()).hexdigest()


def _is_done(out: Path, names: Iterable[str], choices: Mapping[str, Any]) -> bool:
    """Tell whether *out* holds what this very run would write, and finished."""
    try:
        run = stored.read_manifest(out).get("run")
    except (CorpusError, OSError):
        return False
    return bool(run) and run == _digest_choices(names, choices)


@contextlib.contextmanager
def alone(out: Path) -> Iterator[None]:
    """See to it that no other run writes to *out* meanwhile. Raises CorpusError when one does, or none can be kept out.
    The lock is a transaction of SQLite: every system has it, and it ends with the process. Its empty file stays, since
    one that is removed while somebody waits for it would be two locks."""
    file = out / LOCK
    if file.is_symlink() or (file.exists() and not file.is_file()):
        raise CorpusError(f"{file} is not the file that a run left there: delete it")
    with naming(out):
        out.mkdir(parents=True, exist_ok=True)
        file.touch()
    with contextlib.closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as lock:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                raise CorpusError(f"another run is writing to {out}: wait for it, or name another folder") from None
            why = "delete it, or name a folder on a file system that has locks"
            raise CorpusError(f"{file} cannot be locked ({error}): {why}") from error
        yield


def check_articles(
    articles: Any, limits: Mapping[str, float] | None = None, workers: int = 1, scheduler: Any = None, wait: int = WAIT
) -> Iterator[str]:
    """Yield what parse would read from *articles*, with the same options, and what is wrong with it, line by line."""
    lines: list[tuple[str, str]] = []
    problems: list[pa.Table] = []
    bounds = set_limits(limits)
    check_address(scheduler)
    resources, named = read_resources(None, None, bounds.seconds), Counter[str]()
    with open_executor(resources, workers, scheduler, wait) as read:
        for checkpoint in read_checkpoints(open_articles(articles, bounds), read):
            for row in as_frame("articles", checkpoint.tables["articles"]).itertuples():
                day = _or(row.published, f"{_or(row.published_low, '?')} to {_or(row.published_high, '?')}")
                facts = f"{row.words} words, {_or(row.outlet, 'outlet unknown')}, published {day}"
                lines.append((row.article_id, f"{row.article_id}: {facts} ({row.confidence:.0%} sure)"))
            problems.append(checkpoint.tables["problems"])
            mentions = as_frame("mentions", checkpoint.tables["mentions"])
            named.update(mentions.person[(mentions.form == "name") & mentions.person.notna()])
    yield from (line for _, line in sorted(lines))
    found = as_frame("problems", pa.concat_tables(problems)).sort_values(["article_id", "path", "start", "what"])
    for row in found.itertuples():
        yield f"{row.severity}: {_or(row.article_id, _or(row.path, 'input'))}: {row.what}: {row.why}"
    roster = resources.unpickle()[0]
    for name, n in sorted(named.items()):
        if person := roster.look_alike(name):
            yield f"note: {name} ({count_of(n, 'mention')}) is nobody in the roster, but much like {person.name}: an alias?"
    numbers = Counter(found.severity)
    counts = (count_of(numbers[severity], severity) for severity in ("error", "warning", "note"))
    yield f"{count_of(len(lines), 'article')}; problems: {', '.join(counts)}"


def _or(value: Any, otherwise: str) -> str:
    return value if isinstance(value, str) else otherwise
