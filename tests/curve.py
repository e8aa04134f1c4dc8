"""How time and memory grow with the corpus: ``python tests/curve.py 1000 10000 100000 [--workers N] [--paragraphs N]``.

Corpora are made (tests/make_corpus.py), parsed by the command line in a process of its own, and thrown away; with
``--report`` the whole report is written. Memory is the greatest sum over the whole tree of processes (proportional set
size: shared pages are counted once); processor time counts all of them.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import make_corpus
import psutil
import pyarrow.parquet as pq

RUN = "import sys; from summitry.cli import main; main(sys.argv[1:])"


def measure(articles: Path, out: Path, *choices: str) -> tuple[float, float, float]:
    """Run the command of *choices* on *articles*; return seconds, processor seconds, and the peak of memory in megabytes."""
    command = [sys.executable, "-c", RUN, choices[0], str(articles), "--out", str(out), "--quiet", *choices[1:]]
    began, before, peak = time.perf_counter(), os.times(), 0
    process = psutil.Popen(command, stdout=subprocess.DEVNULL)
    while process.poll() is None:
        used = 0
        for one in (process, *process.children(recursive=True)):
            with contextlib.suppress(psutil.Error):  # it has ended
                used += one.memory_full_info().pss
        peak = max(peak, used)
        time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"summitry {choices[0]} failed with exit code {process.returncode}")
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - began, spent, peak / 1e6


def main() -> None:
    """Print a line for each size."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("sizes", type=int, nargs="+")
    options.add_argument("--workers", type=int, default=1)
    options.add_argument("--paragraphs", type=int, default=10, help="of an article, at most")
    options.add_argument("--report", action="store_true", help="write the whole report")
    asked = options.parse_args()
    print(
        "| articles | words | minutes | words a processor second | peak memory, MB | tables, MB |\n|---|---|---|---|---|---|"
    )
    for size in asked.sizes:
        with tempfile.TemporaryDirectory(prefix="summitry-curve-") as folder:
            articles, out = Path(folder) / "in", Path(folder) / "out"
            make_corpus.write(size, articles, "jsonl", together=10_000, longest=asked.paragraphs)
            seconds, spent, memory = measure(
                articles, out, "report" if asked.report else "parse", "--workers", str(asked.workers)
            )
            out = out / "tables" if asked.report else out
            words = sum(pq.read_table(out / "articles.parquet", columns=["words"])["words"].to_pylist())
            tables = sum(file.stat().st_size for file in out.iterdir()) / 1e6
        print(
            f"| {size:,} | {words:,} | {seconds / 60:.1f} | {words / spent:,.0f} | {memory:,.0f} | {tables:,.0f} |",
            flush=True,
        )


if __name__ == "__main__":
    main()
