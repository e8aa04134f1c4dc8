"""A run: read articles, keep what was read, compare, and hand over the tables, in memory or in a folder."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from summitry import __version__
from summitry.articles import Article, reading
from summitry.articles.files import is_address
from summitry.corpus.addresses import local_folder, send
from summitry.corpus.assembling import Assembly
from summitry.corpus.chunks import CorpusError, Known, read_known, spread
from summitry.corpus.corpus import Corpus, check_format, read_manifest
from summitry.corpus.loading import load, make_bar, open_articles
from summitry.corpus.parts import Part, Store, gather, read_parts
from summitry.schema import Problems
from summitry.storage import naming

WORK = ".parse"
"""Folder, within the output, of what is under way: it is gone when the run is done."""


def parse(
    articles: Any,
    *,
    roster: str | Path | None = None,
    reference: str | Path | None = None,
    seed: int = 0,
    workers: int = 1,
    scheduler: Any = None,
    progress: bool = False,
    out: str | Path | None = None,
    format: str = "parquet",  # noqa: A002  (the field's word)
    keep_texts: bool = False,
    largest: int = reading.LARGEST_TEXT,
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
    - *largest*: bytes that one text may have, unpacked; a larger one is refused.

    How:

    - *workers*: local processes. *scheduler*: address of a Dask scheduler, or a Dask client. *progress*: show a bar.
    - *out*: folder, or an address such as s3://bucket/tables, that tables are written to (*format* parquet or csv) and
      then read from, so that memory does not grow with the corpus. A run that was interrupted goes on where it stopped.
      *keep_texts* keeps the articles' texts there too.
    - *seed*: of the permutations behind ``contrasts``.

    The tables are the same, byte for byte, whatever the order of the files, the number of workers or the scheduler.
    What cannot be read is a row of ``corpus.problems``. Raises CorpusError when *articles* names nothing that exists,
    or another run is writing to *out*; OSError when *out* cannot be written.
    """
    check_format(format)
    if out is not None and is_address(out):
        spreading: dict[str, Any] = {"workers": workers, "scheduler": scheduler, "progress": progress}
        options: dict[str, Any] = {
            "roster": roster,
            "reference": reference,
            "seed": seed,
            "format": format,
            "largest": largest,
        }
        parse(articles, out=local_folder(str(out)), keep_texts=keep_texts, **options, **spreading)
        send(local_folder(str(out)), str(out))
        return load(out, articles)
    known = read_known(roster, reference)
    bar = make_bar(articles, progress)
    found = open_articles(articles, largest, bar)
    if out is None:
        with bar, spread(known, workers, scheduler, bar.update) as read:
            return Assembly(read_parts(found, read, None, "", bar.update), seed, None).corpus()
    out = Path(out)
    key = _digest_run(known)
    with _alone(out):
        choices = {"seed": seed, "format": format, "texts": keep_texts}
        if not _is_done(out, open_articles(articles, largest), key, choices):
            store = Store(out / WORK / "parts")
            with bar, spread(known, workers, scheduler, bar.update) as read:
                parts = list(read_parts(found, read, store, key, bar.update))
            store.keep_only(part.key for part in parts)
            Assembly(parts, seed, out / WORK / "sorting").write(out, format, keep_texts, _digest_parts(parts, choices))
        shutil.rmtree(out / WORK, ignore_errors=True)
    return load(out, articles)


# --- what a run is known by -----------------------------------------------------------------------------------------


def _digest_run(known: Known) -> str:
    """Return a digest of all but the articles that their tables depend on: this library, roster and reference."""
    library = Path(__file__).parents[1]
    files = sorted(file for file in library.rglob("*") if file.suffix in (".py", ".csv"))
    sums = [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]
    return hashlib.sha256("\n".join([__version__, known.digest, *sums]).encode()).hexdigest()


def _digest_parts(parts: Iterable[Part | str], choices: dict[str, Any]) -> str:
    keys = [part if isinstance(part, str) else part.key for part in parts]
    return hashlib.sha256(json.dumps([keys, choices]).encode()).hexdigest()


def _is_done(out: Path, found: Iterable[Article | Problems], key: str, choices: dict[str, Any]) -> bool:
    """Tell whether *out* holds what this very run would write, and finished."""
    try:
        run = read_manifest(out).get("run")
    except (CorpusError, OSError):
        return False
    return bool(run) and run == _digest_parts((b.key(key) for b in gather(found)), choices)


@contextlib.contextmanager
def _alone(out: Path) -> Iterator[None]:
    """See to it that no other run writes to *out* meanwhile. Raises CorpusError when one does."""
    import fcntl

    with naming(out):
        (out / WORK).mkdir(parents=True, exist_ok=True)
        lock = (out / WORK / "lock").open("w")
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CorpusError(f"another run is writing to {out}: wait for it, or name another folder") from None
        yield
