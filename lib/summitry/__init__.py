"""Summitry: when two leaders met, what they said, and how each outlet framed it, read from news articles.

>>> import summitry
>>> corpus = summitry.parse("data/articles")    # doctest: +SKIP
>>> corpus.quotes                               # doctest: +SKIP
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOMES = {
    "Corpus": "corpus",
    "CorpusError": "corpus",
    "load": "corpus",
    "parse": "corpus",
    "evaluate": "evaluation",
    "write_report": "report.build",
    "open_study": "study",
}
__all__ = ["Corpus", "CorpusError", "__version__", "evaluate", "load", "open_study", "parse", "write_report"]


def __getattr__(name: str) -> Any:
    """Import a public name from its module when it is first used, so that ``import summitry`` is quick."""
    if name not in _HOMES:
        raise AttributeError(f"module 'summitry' has no attribute {name!r}")
    value = getattr(import_module(f"summitry.{_HOMES[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
