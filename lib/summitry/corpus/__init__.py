"""The chain over one article or a million: parse, save, load.

A run reads articles in chunks, in this process, in others or on a cluster, and keeps what it read in parts; then it
compares what must be compared across the corpus, and writes one file per table.
"""

from summitry.corpus.chain import read_article
from summitry.corpus.checking import check_articles
from summitry.corpus.chunks import CorpusError
from summitry.corpus.comparing import choose_articles, contrast_articles, draw_articles
from summitry.corpus.corpus import MANIFEST, Corpus
from summitry.corpus.loading import load
from summitry.corpus.running import parse

__all__ = [
    "MANIFEST",
    "Corpus",
    "CorpusError",
    "check_articles",
    "choose_articles",
    "contrast_articles",
    "draw_articles",
    "load",
    "parse",
    "read_article",
]
