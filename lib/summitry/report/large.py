"""A report on many articles: parsed in parts that outlive an interruption, with evidence pages where a row leads to one."""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from summitry.display import evidence_page
from summitry.report.notes import NOTES

if TYPE_CHECKING:
    from summitry.corpus import Corpus

IN_MEMORY = 12_000_000
"""Bytes of articles up to which parsing in memory is faster than in parts on disk."""
MOST_PAGES = 2_000
"""Evidence pages of a report on many articles: more than the rows of its pages can lead to."""


def is_small(articles: Any) -> bool:
    """Tell whether *articles* (a file, a folder, a glob) are few enough bytes to be parsed in memory."""
    from summitry.articles.files import is_address, list_files

    if is_address(articles):
        return False
    total = 0
    with contextlib.suppress(OSError):  # what cannot be read is said when it is read
        for file in list_files(articles):
            total += file.stat().st_size
            if total > IN_MEMORY:
                return False
    return True


def has_many(corpus: Any) -> bool:
    """Tell whether a corpus has so many articles that not each of them gets a page."""
    from summitry.study import MANY

    return bool(corpus.count("articles") > MANY)


def choose_evidence(corpus: Corpus, links: Iterable[str]) -> Corpus:
    """Return the articles of *corpus* that *links* (evidence/NAME.html#…) lead to, the first MOST_PAGES of them, with
    the tables that their pages show."""
    from summitry.corpus import Corpus

    named = {evidence_page(name): name for name in corpus.read("articles", "article_id").article_id}
    pages = dict.fromkeys(link.partition(".html")[0].removeprefix("evidence/") for link in links)
    wanted = set(itertools.islice((named[page] for page in pages if page in named), MOST_PAGES))
    tables: Mapping[str, Any] = {table: corpus.read(table, articles=wanted) for table in ("articles", "zones", *NOTES)}
    return Corpus(tables, {name: corpus.texts[name] for name in sorted(wanted)})
