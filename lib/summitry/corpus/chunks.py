"""Chunks of articles, read in one process or in many: what one task is given, and what it gives back."""

from __future__ import annotations

import functools
import hashlib
import pickle
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from summitry import framing, people
from summitry.articles import Article, duplicates
from summitry.corpus.chain import Rows, describe_failure, read_article
from summitry.garbage import collected_rarely
from summitry.people import Roster
from summitry.reference import DEFAULT_REFERENCE, Reference, read_reference
from summitry.schema import TABLES, SchemaError
from summitry.storage import to_arrow
from summitry.text import READABLE, words_in
from summitry.text.codes import code_words

if TYPE_CHECKING:
    import pyarrow as pa


class CorpusError(ValueError):
    """What was asked of a corpus cannot be done; the message says what to do instead."""


UNDER_WAY = 4
"""Chunks that each worker is given at one time: the next is there when one is done, and no more are held."""

SAMPLE = [("hash", "u8"), ("owner", "u4")]
"""One sampled hash of an article (duplicates.sample_hashes), and the article's number (a numpy dtype)."""


@dataclass(frozen=True)
class Known:
    """What all articles are read with: roster and reference, pickled once; ``digest`` tells one from another."""

    digest: str
    pickled: bytes

    @property
    def unpickled(self) -> tuple[Roster, Reference]:
        return _unpickle(self)

    def __hash__(self) -> int:
        return hash(self.digest)


@functools.lru_cache(maxsize=2)
def _unpickle(known: Known) -> tuple[Roster, Reference]:
    """Return the same objects whenever a process is asked for them, since caches are kept by what they are."""
    found: tuple[Roster, Reference] = pickle.loads(known.pickled)  # made by read_known, in a process of our own
    return found


def read_known(roster: str | Path | None, reference: str | Path | None) -> Known:
    """Read the roster (default: the project's) and the reference folder (default: the project's)."""
    people_file = Path(roster) if roster else DEFAULT_REFERENCE / "people.csv"
    folder = Path(reference) if reference else DEFAULT_REFERENCE
    found = people.read_roster(people_file), read_reference(folder)
    files = [people_file, *sorted(file for file in folder.rglob("*.csv") if file.is_file())]
    sums = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    return Known(hashlib.sha256("\n".join(sums).encode()).hexdigest(), pickle.dumps(found))


@dataclass
class Chunk:
    """What was read from some articles: rows by table, texts, and what articles are compared by.

    ``texts``: article_id, text, readable (the readable spans' offsets, one after the other). ``samples`` (SAMPLE) and
    ``seeds`` (reuse.SEED) number the articles from 0.
    """

    tables: dict[str, pa.Table]
    texts: pa.Table
    samples: Any
    seeds: Any


def tell_nobody(number: int) -> None:
    """Take a number of articles that were read, and do nothing: the run shows no progress."""


@collected_rarely()
def read_chunk(known: Known, articles: Sequence[Article], tell: Callable[[int], Any] = tell_nobody) -> Chunk:
    """Read *articles*; *tell* is called after each. One whose rows no table can hold costs its rows, not the run."""
    found = []
    for article in articles:
        found.append(read_article(article, *known.unpickled))
        tell(1)
    try:
        tables = _join(found)
    except SchemaError:
        found = [_without_misfits(*pair) for pair in zip(articles, found, strict=True)]
        tables = _join(found)
    readable = [[(zone.start, zone.end) for zone in rows["zones"] if zone.zone in READABLE] for rows in found]
    words = [article.words if spans else words_in("", []) for article, spans in zip(articles, readable, strict=True)]
    coded = [code_words(own.keys) for own in words]
    samples = [duplicates.sample_hashes(duplicates.hash_shingles(codes)) for codes in coded]
    shingled = [
        framing.shingle(article.article_id, own, codes, spans)
        for article, own, codes, spans in zip(articles, words, coded, readable, strict=True)
    ]
    return Chunk(tables, join_texts(articles, readable), _number_samples(samples), _number_seeds(shingled))


def _join(found: Iterable[Rows]) -> dict[str, pa.Table]:
    rows: Rows = {table: [] for table in TABLES}
    for own in found:
        for table, some in own.items():
            rows[table].extend(some)
    return {table: to_arrow(table, some) for table, some in rows.items()}


def _without_misfits(article: Article, rows: Rows) -> Rows:
    try:
        _join([rows])
    except SchemaError as error:
        return {table: [] for table in TABLES} | {"problems": [describe_failure(article, error)]}
    return rows


def join_texts(articles: Sequence[Article], readable: Sequence[Sequence[tuple[int, int]]]) -> pa.Table:
    import pyarrow as pa

    flat = [[edge for span in spans for edge in span] for spans in readable]
    columns = {
        "article_id": pa.array([article.article_id for article in articles], pa.string()),
        "text": pa.array([article.text for article in articles], pa.large_string()),
        "readable": pa.array(flat, pa.list_(pa.int32())),
    }
    return pa.table(columns)


def _number_samples(samples: Sequence[Any]) -> Any:
    import numpy as np

    joined = np.empty(sum(map(len, samples)), SAMPLE)
    joined["hash"] = np.concatenate([np.empty(0, np.uint64), *samples])
    joined["owner"] = np.repeat(np.arange(len(samples)), [len(sample) for sample in samples])
    return joined


def _number_seeds(shingled: Sequence[Any]) -> Any:
    import numpy as np

    seeds = [article.seeds(number) for number, article in enumerate(shingled)]
    return np.concatenate([np.empty(0, framing.SEED), *seeds])


# --- in one process or in many --------------------------------------------------------------------------------------

Task = tuple[Any, Sequence[Article]]


@contextmanager
def spread(
    known: Known, workers: int = 1, scheduler: Any = None, tell: Callable[[int], Any] = tell_nobody
) -> Iterator[Callable[..., Iterator[Any]]]:
    """Lend a function that reads chunks: it takes (name, articles) and yields (name, Chunk), in the order given.

    *scheduler* is the address of a Dask scheduler, or a Dask client; a task whose worker is lost is done again by
    another. Otherwise *workers* local processes read, or this one alone. *tell* is called with how many were read.
    """
    read = functools.partial(read_chunk, known)
    if scheduler:
        from distributed import Client

        given = Client(scheduler, set_as_default=False) if isinstance(scheduler, str) else nullcontext(scheduler)
        with given as client, _saying_what_was_lost():
            threads = max(1, sum(client.nthreads().values()))
            submit = functools.partial(client.submit, read, pure=False)
            yield functools.partial(_in_order, submit, max(8, UNDER_WAY * threads), tell)
    elif workers > 1:
        from concurrent.futures import ProcessPoolExecutor

        with _saying_what_was_lost(), ProcessPoolExecutor(workers) as pool:
            try:
                yield functools.partial(_in_order, functools.partial(pool.submit, read), UNDER_WAY * workers, tell)
            finally:
                pool.shutdown(cancel_futures=True)
    else:
        yield lambda tasks: ((name, read(articles, tell)) for name, articles in tasks)


@contextmanager
def _saying_what_was_lost() -> Iterator[None]:
    """Turn what the executors raise when a worker is gone for good into one sentence."""
    try:
        yield
    except Exception as error:  # their classes have no parent of their own, and importing them takes long
        if type(error).__name__ not in ("BrokenProcessPool", "KilledWorker", "FutureCancelledError"):
            raise
        why = "it was killed, or ran out of memory: run the same command again, and it goes on where it stopped"
        raise CorpusError(f"a worker was lost ({why})") from error


def _in_order(
    submit: Callable[..., Any], most: int, tell: Callable[[int], Any], tasks: Iterable[Task]
) -> Iterator[tuple[Any, Chunk]]:
    """Yield what is submitted for each task, in order; at most *most* are under way, so that memory is kept."""
    waiting: deque[tuple[Any, Any, int]] = deque()

    def take() -> tuple[Any, Chunk]:
        name, future, number = waiting.popleft()
        chunk = future.result()
        tell(number)
        return name, chunk

    for name, articles in tasks:
        waiting.append((name, submit(articles), len(articles)))
        while len(waiting) >= most:
            yield take()
    while waiting:
        yield take()
