"""Workers: articles are read in tasks, here, in other processes or on a cluster, and what was read goes to checkpoints.

A checkpoint's name is a digest of all that it was made from, so that a run which goes on, or with more articles, does
again only what it must. It is written under another name and then renamed: it is whole or not there.
"""

import copy
import functools
import gc
import hashlib
import itertools
import json
import logging
import os
import pickle
import re
import shutil
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from multiprocessing import parent_process
from pathlib import Path
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from summitry import __version__
from summitry.articles import Article
from summitry.articles.limits import DEFAULTS, OutOfTime, run_within
from summitry.corpus.chain import Rows, describe_failure, describe_problem, read_article
from summitry.corpus.compare import cut_sequences
from summitry.corpus.storage import CorpusError, digest_file, first_line, naming, own_folder, to_arrow
from summitry.corpus.tables import TEXT_SCHEMA
from summitry.people import Roster, read_roster
from summitry.reference import DEFAULT_REFERENCE, Reference, read_reference
from summitry.schema import TABLES, Problems, SchemaError
from summitry.text import READABLE, Tokens

LOG = logging.getLogger(__name__)
WAIT = 300  # seconds within which the first worker of a Dask scheduler must be there
# 'tcp://host:8786', a Dask scheduler
ADDRESS = re.compile(r"(?:(?:tcp|tls|wss?|ucxx?)://)?(?:[\w.-]+|\[[\da-fA-F:.%\w]+\]):\d{1,5}/?")
UNDER_WAY = 4  # tasks that each worker is given at one time: the next is there when one is done

Tables = dict[str, pa.Table]  # the schema's tables, unsorted, and ``texts``, ``shingles`` and ``seeds``
Task = tuple[Any, Sequence[Article]]  # articles to be read together, and a name by which the caller knows them
Progress = Callable[[int], Any]  # called with a number of articles that were read


class Resources(NamedTuple):
    """What all articles are read with: roster and reference, pickled once; ``digest`` is of these and of this library;
    ``seconds`` of a processor's time is what an article may take."""

    digest: str
    pickled: bytes
    seconds: float

    @functools.lru_cache(maxsize=2)  # noqa: B019  (the same objects in all of a process: caches go by what they are)
    def unpickle(self) -> tuple[Roster, Reference]:
        """Return roster and reference, the same objects whenever a process asks."""
        found: tuple[Roster, Reference] = pickle.loads(self.pickled)  # made by read_resources, in a process of our own
        return found


def read_resources(
    roster: str | Path | None, reference: str | Path | None, seconds: float = DEFAULTS.seconds
) -> Resources:
    """Read the roster (default: the project's) and the reference folder (default: the project's)."""
    people_file = Path(roster) if roster else DEFAULT_REFERENCE / "people.csv"
    folder = Path(reference) if reference else DEFAULT_REFERENCE
    found = (people := read_roster(people_file)), read_reference(folder, people)
    files = [people_file, *sorted(filter(Path.is_file, folder.rglob("*.csv")))]
    return Resources(_digest([describe_library(), str(seconds)], files), pickle.dumps(found), seconds)


@functools.cache
def describe_library() -> str:
    """Return which summitry this is: its version, a digest of its files, and the Python that runs it."""
    files = sorted(file for file in Path(__file__).parents[1].rglob("*") if file.suffix in (".py", ".csv"))
    return f"summitry {__version__} ({_digest([], files)[:16]}), Python {'.'.join(map(str, sys.version_info[:2]))}"


def _digest(words: list[str], files: Sequence[Path]) -> str:
    sums = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    return hashlib.sha256("\n".join([*words, *sums]).encode()).hexdigest()


def no_progress(_: int) -> None:
    """Show nothing."""


def read_task(resources: Resources, articles: Sequence[Article], on_progress: Progress = no_progress) -> Tables:
    """Read *articles*; one that takes too long, or whose rows no table can hold, costs its rows, not the run."""
    found, cut = [], []
    for article in articles:
        doc = copy.copy(article)  # its layers, some 100 KB, go with it
        found.append(_read_in_time(doc, resources))
        cut.append(doc.words)
        on_progress(1)
    try:
        tables = _join(found)
    except SchemaError:
        found = [_without_misfits(*pair) for pair in zip(articles, found, strict=True)]
        tables = _join(found)
    readable = [[(zone.start, zone.end) for zone in rows["zones"] if zone.zone in READABLE] for rows in found]
    words = [some if spans else Tokens([], [], [], []) for some, spans in zip(cut, readable, strict=True)]
    ids = [article.article_id for article in articles]
    texts = pa.table([ids, [article.text for article in articles]], schema=TEXT_SCHEMA)
    return {**tables, "texts": texts, **cut_sequences(zip(ids, words, readable, strict=True))}


def _read_in_time(article: Article, resources: Resources) -> Rows:
    try:
        return run_within(resources.seconds, read_article, article, *resources.unpickle())
    except OutOfTime:
        why = f"Reading it took more than {resources.seconds:g} seconds of processor time, which no article does."
        return {table: [] for table in TABLES} | {"problems": [describe_problem(article, "error", "out of time", why)]}


def _join(found: Sequence[Rows]) -> Tables:
    return {table: to_arrow(table, [row for rows in found for row in rows[table]]) for table in TABLES}


def _without_misfits(article: Article, rows: Rows) -> Rows:
    try:
        _join([rows])
    except SchemaError as error:
        return {table: [] for table in TABLES} | {"problems": [describe_failure(article, error)]}
    return rows


@contextmanager
def open_executor(
    resources: Resources, workers: int = 1, scheduler: Any = None, wait: int = WAIT, on_progress: Progress = no_progress
) -> Iterator[Callable[[Iterable[Task]], Iterator[tuple[Any, Tables]]]]:
    """Yield a function that takes tasks and yields each one's name and tables, in the order given.

    *scheduler* is the address of a Dask scheduler, or a Dask client; a task whose worker is lost is done again by
    another. Otherwise *workers* local processes read, or this one alone. Raises CorpusError where all are lost, or
    workers of the cluster are of another version, or none comes within *wait* seconds.
    """
    read = functools.partial(read_task, resources)
    if scheduler:
        from distributed import Client

        given: Any = nullcontext(scheduler)
        if isinstance(scheduler, str):
            for logger in ("distributed", "distributed.client"):  # what goes wrong is said in one sentence, by us
                logging.getLogger(logger).setLevel(logging.CRITICAL)
            with _naming_what_was_lost():
                given = Client(scheduler, set_as_default=False)
        with given as client:
            with _naming_what_was_lost():
                _meet_workers(client, wait)
            submit = functools.partial(client.submit, read_elsewhere, resources, describe_library(), pure=False)
            yield functools.partial(_in_order, submit, lambda: sum(client.nthreads().values()), on_progress)
    elif workers > 1:
        pool = ProcessPoolExecutor(workers, initializer=follow_parent)
        try:
            yield functools.partial(_in_order, functools.partial(pool.submit, read), lambda: workers, on_progress)
            pool.shutdown()
        except BaseException:  # an interrupt too: nobody waits for what they were reading
            for process in list(pool._processes.values()):
                process.kill()
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    else:
        gc.freeze()  # or it looks again and again through all that was imported
        try:
            yield lambda tasks: ((name, read(articles, on_progress)) for name, articles in tasks)
        finally:
            gc.unfreeze()


def follow_parent() -> None:
    """Have this process, just forked, end when its parent has ended, however that was; interrupts are the parent's."""
    gc.freeze()  # what is shared with the parent stays shared as long as the garbage collector leaves it alone
    if hasattr(os, "setsid"):
        os.setsid()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    parent: Any = parent_process()
    threading.Thread(target=lambda: os._exit(parent.join() or 1), daemon=True).start()


def check_address(scheduler: Any) -> None:
    """Raise CorpusError where *scheduler* is text, but no address of a Dask scheduler."""
    if scheduler and isinstance(scheduler, str) and not ADDRESS.fullmatch(scheduler):
        raise CorpusError(f"{scheduler!r} is not the address of a Dask scheduler: give it as tcp://host:8786")


def _meet_workers(client: Any, wait: int) -> None:
    """Wait until *client* has a worker, and say so meanwhile; raise CorpusError after *wait* seconds, or where a worker
    has another version."""
    address = client.scheduler.address
    for second in range(wait + 1):
        if found := client.nthreads():
            if second:
                LOG.warning("%s has %d workers now", address, len(found))
            return compare_versions(describe_library(), client.run(describe_library, on_error="return"))
        if second % 30 == 0:
            LOG.warning("%s has no workers yet: waiting for %d seconds at most", address, wait - second)
        time.sleep(1)
    raise CorpusError(f"{address} has no workers, after {wait} seconds: start some, or wait longer (--wait)")


def compare_versions(library: str, found: Mapping[str, Any]) -> None:
    """Raise CorpusError where a worker (address → its describe_library, or the error) has another than *library*."""
    for worker, other in sorted(found.items()):
        if other != library:
            has = other if isinstance(other, str) else f"no such summitry ({type(other).__name__}: {other})"
            raise CorpusError(f"the worker {worker} has {has}, but this run {library}: install the same on both")


def read_elsewhere(resources: Resources, library: str, articles: Sequence[Article]) -> Tables:
    """Read *articles* on a worker of a cluster: it may have come after the versions of the others were compared."""
    from distributed import get_worker

    compare_versions(library, {get_worker().address: describe_library()})
    return read_task(resources, articles)


@contextmanager
def _naming_what_was_lost() -> Iterator[None]:
    """Turn what the executors raise when a worker is gone for good, or the scheduler, into one sentence."""
    again = "run the same command again, and it goes on where it stopped"
    try:
        yield
    except Exception as error:  # their classes have no parent of their own, and Dask may not be installed
        if type(error).__name__ in ("BrokenProcessPool", "KilledWorker"):
            raise CorpusError(f"a worker was lost (it was killed, or ran out of memory): {again}") from error
        closed = isinstance(error, OSError) and not error.errno  # Dask's; the system's have a number
        if closed or type(error).__name__ in ("FutureCancelledError", "CancelledError", "ClosedClientError"):
            why = f"the Dask scheduler is not there, or no longer ({first_line(error)})"
            raise CorpusError(f"{why}: start it, then {again}") from error
        raise


def _in_order(
    submit: Callable[..., Any], count: Callable[[], int], on_progress: Progress, tasks: Iterable[Task]
) -> Iterator[tuple[Any, Tables]]:
    """Yield what is submitted for each task, in order. What is under way is bounded by the *count* of workers now."""
    named = _naming_what_was_lost()
    submit, count = named(submit), named(count)
    left = iter(tasks)
    waiting: deque[tuple[Any, Any, int]] = deque()
    while True:
        for name, articles in itertools.islice(left, max(0, max(8, UNDER_WAY * count()) - len(waiting))):
            waiting.append((name, submit(articles), len(articles)))
        if not waiting:
            return
        name, future, number = waiting.popleft()
        tables = named(future.result)()
        on_progress(number)
        yield name, tables


TASK = 64  # articles of one task
CHECKPOINT = 1024  # articles of one checkpoint: what an interruption can cost
TASK_CHARACTERS, CHECKPOINT_CHARACTERS = 2_000_000, 16_000_000  # or so many, where articles are long
DIGESTS = "digests.json"


def gather(found: Iterable[Article | Problems]) -> Iterator[list[Article | Problems]]:
    """Yield what reading found in batches, one for each checkpoint: articles, and the problems met on the way."""
    return _cut(found, CHECKPOINT, CHECKPOINT_CHARACTERS)


def _cut(items: Iterable[Any], most: int, characters: int) -> Iterator[list[Any]]:
    """Yield *items* in lists of *most*, or of about so many *characters* of text; one list at least."""
    some: list[Any] = []
    length = 0
    for item in items:
        if len(some) >= most or length >= characters:
            yield some
            some, length = [], 0
        some.append(item)
        length += len(item.text) if isinstance(item, Article) else 0
    yield some


class Checkpoint(NamedTuple):
    """What was read from a batch, by name: the tables themselves, or the Parquet files that hold them."""

    name: str
    tables: Mapping[str, pa.Table | Path]


class Store:
    """The folder that checkpoints stand in while a run is under way. *run* is a digest of what all are made with."""

    def __init__(self, folder: Path, run: str) -> None:
        self.folder, self.run = folder, run

    def name(self, batch: Sequence[Article | Problems]) -> str:
        """Return the name of a batch's checkpoint: a digest of the articles, of what is stated of them, and of the run."""
        digest = hashlib.sha256(self.run.encode())
        for a in batch:
            facts, text = repr(a), ""
            if isinstance(a, Article):
                stated = sorted(a.stated.items())
                facts, text = repr((a.article_id, a.path, a.sha256, a.format, a.encoding, stated, len(a.text))), a.text
            digest.update(facts.encode("utf-8", "backslashreplace") + text.encode("utf-8", "surrogatepass"))
        return digest.hexdigest()[:32]

    def find(self, name: str) -> Checkpoint | None:
        """Return the checkpoint of that name; None where there is none, or where it is not as it was written."""
        files = {table: self.folder / name / f"{table}.parquet" for table in (*TABLES, "texts", "shingles", "seeds")}
        listing = self.folder / name / DIGESTS
        if not all(file.is_file() for file in (listing, *files.values())):  # nothing can be waited for, as of a FIFO
            return None
        try:
            digests = json.loads(listing.read_text(encoding="utf-8"))
            whole = digests == {file.name: digest_file(file) for file in files.values()}
        except (OSError, ValueError, RecursionError):
            return None
        return Checkpoint(name, files) if whole else None

    def keep(self, name: str, tables: Tables) -> Checkpoint:
        """Write *tables* as a checkpoint and return it. Raises OSError where it cannot be written."""
        folder = self.folder / name
        own_folder(folder, anew=True).rmdir()
        beside = own_folder(self.folder / f"{name}.unfinished", anew=True)
        with naming(beside):
            for table, rows in tables.items():
                pq.write_table(rows, beside / f"{table}.parquet", compression="lz4")
            digests = {file.name: digest_file(file) for file in sorted(beside.iterdir())}
            (beside / DIGESTS).write_text(json.dumps(digests), encoding="utf-8")
            beside.rename(folder)
        pa.default_memory_pool().release_unused()
        return Checkpoint(name, {table: folder / f"{table}.parquet" for table in tables})

    def keep_only(self, checkpoints: Iterable[Checkpoint]) -> None:
        """Remove all other checkpoints: what they were made from has changed."""
        wanted = {checkpoint.name for checkpoint in checkpoints}
        for folder in self.folder.iterdir():
            if folder.name not in wanted:
                shutil.rmtree(folder, ignore_errors=True)


def read_checkpoints(
    found: Iterable[Article | Problems],
    read: Callable[[Iterable[Task]], Iterator[tuple[Any, Tables]]],
    store: Store | None = None,
    on_progress: Progress = no_progress,
) -> Iterator[Checkpoint]:
    """Yield the checkpoints of what was *found*, in order: those that *store* has, and the others, read by *read*."""
    batches: dict[int, tuple[str, list[Problems]]] = {}
    ready: dict[int, Checkpoint] = {}

    def tasks() -> Iterator[Task]:
        for number, batch in enumerate(gather(found)):
            name = store.name(batch) if store else ""
            articles = [item for item in batch if isinstance(item, Article)]
            if store and (checkpoint := store.find(name)):
                ready[number] = checkpoint
                on_progress(len(articles))
                continue
            batches[number] = name, [item for item in batch if isinstance(item, Problems)]
            left = deque(_cut(articles, TASK, TASK_CHARACTERS))
            batch.clear()  # once read, each article takes some 100 KB: nobody else may hold it
            articles.clear()
            while left:
                task = left.popleft()
                yield (number, not left), task

    done: list[Tables] = []
    given = 0
    for (number, last), tables in read(tasks()):
        done.append(tables)
        if not last:
            continue
        name, problems = batches.pop(number)
        whole = {table: pa.concat_tables([some[table] for some in done]) for table in tables}
        whole["problems"] = pa.concat_tables([whole["problems"], to_arrow("problems", problems)])
        ready[number] = store.keep(name, whole) if store else Checkpoint(name, whole)
        done = []
        while given in ready:
            yield ready.pop(given)
            given += 1
    yield from (ready[number] for number in sorted(ready))
