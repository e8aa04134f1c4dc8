"""Articles opened, and tables that were written before opened again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from summitry.articles import Article, reading
from summitry.articles.files import exists, is_address, list_files
from summitry.corpus.addresses import fetch
from summitry.corpus.chunks import CorpusError
from summitry.corpus.corpus import TEXTS, Corpus, StoredTables, StoredTexts, read_manifest
from summitry.schema import Problems


def open_articles(articles: Any, largest: int = reading.LARGEST_TEXT, bar: Any = None) -> Iterator[Article | Problems]:
    """Yield the articles, and the problems of reading; *bar* learns how many there are once all are open."""
    if isinstance(articles, str | Path) and not exists(articles):
        raise CorpusError(f"there is no file or folder {str(articles)!r}: name a folder of articles, a file, or a glob")
    found: Iterator[Article | Problems] = reading.read_articles(articles, largest)
    return found if bar is None else _count(found, bar)


def _count(found: Iterator[Article | Problems], bar: Any) -> Iterator[Article | Problems]:
    number = 0
    for item in found:
        number += isinstance(item, Article)
        yield item
    bar.total = number
    bar.refresh()


def make_bar(articles: Any, progress: bool) -> Any:
    """Return a bar that counts articles read. Its total is the number of files, where each holds one article; of rows
    it is known once all have been opened, which is before the first is read where they are few."""
    from tqdm import tqdm

    return tqdm(
        total=_count_files(articles) if progress else None,
        disable=not progress,
        desc="reading articles",
        unit=" articles",
        leave=False,
        dynamic_ncols=True,
    )


def _count_files(articles: Any) -> int | None:
    if not isinstance(articles, str | Path) or is_address(articles) or not exists(articles):
        return None
    files = [file for file in list_files(articles) if reading.is_read(file) and file.name != reading.MANIFEST]
    return None if any(file.suffix.lower() in (*reading.TABLES, ".gz") for file in files) else len(files)


def load(folder: str | Path, articles: Any = None) -> Corpus:
    """Return the corpus that was written to *folder* (by ``parse(…, out=folder)``, ``corpus.save`` or ``summitry
    parse``); its tables are read when they are asked for.

    >>> load("out").quotes                               # doctest: +SKIP
    >>> load("out", "data/articles").texts               # doctest: +SKIP

    Texts are read from there too where they were kept; otherwise give *articles* again to have ``corpus.texts``.
    Raises CorpusError when the folder has no manifest (it is unfinished or something else) or when a table is not as it
    was written.
    """
    folder = fetch(str(folder)) if is_address(folder) else Path(folder)
    manifest = read_manifest(folder)
    texts = StoredTexts(folder / TEXTS) if TEXTS in manifest["tables"] else _TextsReadAgain(articles)
    return Corpus(StoredTables(folder, manifest["format"]), texts)


class _TextsReadAgain(Mapping[str, str]):
    """The texts of articles that are where they were, read when the first is asked for."""

    def __init__(self, articles: Any) -> None:
        self._articles = articles

    @cached_property
    def _texts(self) -> dict[str, str]:
        if self._articles is None:
            return {}
        found = open_articles(self._articles)
        return dict(sorted((one.article_id, one.text) for one in found if isinstance(one, Article)))

    def __getitem__(self, article_id: str) -> str:
        return self._texts[article_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
