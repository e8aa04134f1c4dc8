"""Articles opened, and tables that were written before opened again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from summitry.articles import Article, reading
from summitry.articles.files import exists, is_address
from summitry.corpus.addresses import fetch
from summitry.corpus.chunks import CorpusError
from summitry.corpus.corpus import TEXTS, Corpus, StoredTables, StoredTexts, read_manifest
from summitry.schema import Problems


def open_articles(
    articles: Any, largest: int = reading.LARGEST_TEXT, progress: bool = False
) -> Iterator[Article | Problems]:
    """Yield the articles, and the problems of reading."""
    if isinstance(articles, str | Path) and not exists(articles):
        raise CorpusError(f"there is no file or folder {str(articles)!r}: name a folder of articles, a file, or a glob")
    found: Iterator[Article | Problems] = reading.read_articles(articles, largest)
    if progress:
        from tqdm import tqdm

        found = iter(tqdm(found, desc="reading articles", unit=" articles", leave=False, dynamic_ncols=True))
    return found


def load(folder: str | Path, articles: Any = None) -> Corpus:
    """Return the corpus that was written to *folder*; its tables are read when they are asked for.

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
        return dict(sorted((a.article_id, a.text) for a in open_articles(self._articles) if isinstance(a, Article)))

    def __getitem__(self, article_id: str) -> str:
        return self._texts[article_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._texts)

    def __len__(self) -> int:
        return len(self._texts)
