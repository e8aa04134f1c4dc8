"""The chain over one article or a million: parse, save, load.

A run reads articles in tasks, in this process, in others or on a cluster, and keeps what it read in checkpoints; then it
compares what must be compared across the corpus, and writes one file per table.
"""

from summitry.articles.files import MANIFEST
from summitry.corpus.chain import read_article
from summitry.corpus.compare import OTHERS, choose_articles, contrast_articles, draw_articles
from summitry.corpus.parse import alone, check_apart, check_articles, parse
from summitry.corpus.storage import CorpusError, digest_file, take_off_apostrophes
from summitry.corpus.tables import Corpus, load
