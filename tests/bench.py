"""Words a second, step by step and in all: ``make bench``, or ``python tests/bench.py ARTICLES [--report]``.

The chain runs once, in this process, with a clock around each of its steps; then what others do alone is timed on the
same words. Processor time, so that a busy machine does not count.
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import importlib.util
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import summitry
from summitry import sentiment
from summitry.articles import reading
from summitry.corpus import chain, compare, workers

AROUND = {
    "read files": (reading, "read_articles"),
    "sentiment, within quotes": (sentiment, "score_quotes"),
    "sequences of words": (workers, "cut_sequences"),
    "rows to tables": (workers, "to_arrow"),
    "corpus: copies": (compare, "find_copies"),
    "corpus: shared passages": (compare, "find_passages"),
    "corpus: reuse": (compare, "describe_passages"),
    "corpus: contrasts": (compare, "contrast_outlets"),
}
"""What is timed beside the chain's own steps."""


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("articles", nargs="?", default="data/articles")
    options.add_argument("--report", action="store_true", help="time the report too")
    asked = options.parse_args()
    warm_up()
    seconds = clock_steps()
    began = time.process_time()
    parsed = summitry.parse(asked.articles)
    whole = time.process_time() - began
    words = sum(len(text.split()) for text in parsed.texts.values())
    print(f"{len(parsed.texts)} articles, {words:,} words\n")
    print_row("", "seconds", "words/s")
    for step in (*(step.name for step in chain.STEPS), *AROUND):
        print_rate(step, seconds[step], words)
    print_rate("the whole chain", whole, words)
    with tempfile.TemporaryDirectory() as folder:
        print_rate("writing the tables", time_of(lambda: parsed.save(folder)), words)
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB\n")
    for name, measure in PEERS.items():
        sample = texts_up_to(parsed, 60_000)
        alone = measure(sample)
        if alone is not None:
            print_rate(name, alone, sum(len(text.split()) for text in sample))
    print()
    print_start()
    if asked.report:
        print_report(asked.articles)


def warm_up() -> None:
    """Import and read everything that is read once, so that the steps are timed alone."""
    with tempfile.TemporaryDirectory() as folder:
        for outlet in ("One", "Two"):
            Path(folder, f"{outlet}.txt").write_text(
                f'Published by {outlet} News\n\nXi Jinping met Vladimir Putin in Moscow. "It is good," Xi said.\n',
                encoding="utf-8",
            )
        summitry.parse(folder)


def clock_steps() -> Counter[str]:
    """Put a clock around each step; return the seconds, filled while the chain runs."""
    seconds: Counter[str] = Counter()
    chain.STEPS = tuple(step._replace(run=clocked(step.run, step.name, seconds)) for step in chain.STEPS)
    for step, (module, name) in AROUND.items():
        setattr(module, name, clocked(getattr(module, name), step, seconds))
    return seconds


def clocked(function: Callable[..., Any], step: str, seconds: Counter[str]) -> Callable[..., Any]:
    """Return *function* with its processor time added to *seconds* (of a generator: each step of it)."""

    @functools.wraps(function)
    def run(*arguments: Any, **options: Any) -> Any:
        began = time.process_time()
        result = function(*arguments, **options)
        seconds[step] += time.process_time() - began
        return clocked_items(result, step, seconds) if isinstance(result, Iterator) else result

    return run


def clocked_items(items: Iterator[Any], step: str, seconds: Counter[str]) -> Iterator[Any]:
    """Yield *items*, the time that each takes added to *seconds*."""
    while True:
        began = time.process_time()
        item = next(items, None)
        seconds[step] += time.process_time() - began
        if item is None:
            return
        yield item


def time_of(task: Callable[[], Any]) -> float:
    """Return the processor seconds that *task* takes."""
    began = time.process_time()
    task()
    return time.process_time() - began


# --- what others do alone -------------------------------------------------------------------------------------------


def texts_up_to(parsed: summitry.Corpus, words: int) -> list[str]:
    """Return the first texts, about so many words."""
    chosen: list[str] = []
    for text in parsed.texts.values():
        if words <= 0:
            break
        words -= len(text.split())
        chosen.append(text)
    return chosen


def time_vader(texts: list[str]) -> float:
    """Return the seconds of NLTK's VADER over every paragraph: sentiment alone."""
    lines = [line for text in texts for line in text.splitlines() if line]
    return time_of(lambda: sentiment.score(lines, "vader"))


def time_dateparser(texts: list[str]) -> float | None:
    """Return the seconds of dateparser's search: dates alone. None where it is not installed."""
    if not importlib.util.find_spec("dateparser"):
        return None
    from dateparser.search import search_dates

    return time_of(lambda: [search_dates(text, languages=["en"]) for text in texts])


def time_textacy(texts: list[str]) -> float | None:
    """Return the seconds of textacy's quotations, its parser included. None where it or its model is not installed."""
    if not (importlib.util.find_spec("textacy") and importlib.util.find_spec("en_core_web_sm")):
        return None
    import spacy
    from textacy.extract import direct_quotations

    model = spacy.load("en_core_web_sm")

    def find_quotations(text: str) -> None:
        with contextlib.suppress(ValueError):  # it gives up on texts with an odd number of quotation marks
            list(direct_quotations(model(text)))

    return time_of(lambda: [find_quotations(text) for text in texts])


PEERS: dict[str, Callable[[list[str]], float | None]] = {
    "NLTK's VADER alone": time_vader,
    "dateparser, dates alone": time_dateparser,
    "textacy, quotations alone": time_textacy,
}


# --- starting, and the report ---------------------------------------------------------------------------------------


def print_start() -> None:
    """Print how long a start takes, best of five."""
    for name, code in {
        "import summitry": "import summitry",
        "summitry --help": "from summitry.cli import main; main(['--help'])",
    }.items():
        runs = []
        for _ in range(5):
            began = time.perf_counter()
            subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
            runs.append(time.perf_counter() - began)
        print_row(name, f"{min(runs):.2f}", "")


def print_report(articles: str) -> None:
    """Print how long the whole report takes, on the clock on the wall."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        summitry.write_report(articles, folder, progress=False)
        print_row("the report", f"{time.perf_counter() - began:.1f}", "")


def print_rate(name: str, seconds: float, words: int) -> None:
    """Print a step's seconds and words a second."""
    print_row(name, f"{seconds:.2f}", f"{words / seconds:,.0f}" if seconds > 0.005 else "")


def print_row(name: str, seconds: str, rate: str) -> None:
    """Print one line of the table."""
    print(f"{name:<28}{seconds:>10}{rate:>14}", flush=True)


if __name__ == "__main__":
    main()
