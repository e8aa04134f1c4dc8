"""Parse mutated articles of our own, over and over: ``python tests/fuzz.py --count 1000000``.

No text may make a step fail, and every row must point at its own words. The mutations are drawn from a seed, so that
a failure can be had again.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from pathlib import Path

from summitry.articles import Article
from summitry.corpus import read_article
from summitry.people import read_roster
from summitry.reference import read_reference

TOP = Path(__file__).resolve().parents[1]
ODD = [
    *("“", "”", '"', "'", "’", "''", "«", "»", "(", "[", "\n", "\n\n", "\t", "\r\n", "\x00", "\u200b", "\u202e"),
    *("\u2028", "\ud800", "🙂", "é", "习近平", "Путин", "İ", "ß", "9999", "0000-00-00", "year 0", "$1e999", "&lt;"),
    *("<script>", "</p>", "=1+1", "--", "…", "...", "Mr. ", "U.S. ", " said", " told ", "according to", " Friday"),
]
WORDS_ARE_TEXT = ("mentions", "dates", "quotes", "claims", "labels")
LONGEST = 400


def sources() -> list[str]:
    """Return the sample corpus's texts."""
    return [file.read_text(encoding="utf-8") for file in sorted((TOP / "data" / "articles").glob("*.txt"))]


def mutations(seed: int) -> Iterator[str]:
    """Yield pieces of the sample corpus with something cut, doubled, swapped or put in, without end."""
    draw, texts = random.Random(seed), sources()
    while True:
        text = draw.choice(texts)
        at = draw.randrange(len(text))
        piece = text[at : at + draw.randrange(LONGEST)]
        for _ in range(draw.randrange(6)):
            a, b = sorted(draw.randrange(len(piece) + 1) for _ in range(2))
            put = draw.choice(ODD) * draw.choice((1, 1, 1, 7))
            piece = draw.choice(
                (
                    piece[:a] + put + piece[a:],
                    piece[:a] + piece[b:],
                    piece[:a] + piece[a:b] * 2 + piece[b:],
                    piece[b:] + piece[:b],
                )
            )
        yield piece


def fault_of(text: str, found: dict[str, list]) -> str:
    """Return what is wrong with the rows *found* in *text*, or an empty string."""
    for problem in found["problems"]:
        if problem.severity == "error":
            return problem.why
    for table in WORDS_ARE_TEXT:
        for row in found[table]:
            if text[row.start : row.end] != row.text:
                return f"{table}: {row.text!r} does not stand at {row.start}"
    for table, rows in found.items():
        for row in rows:
            if getattr(row, "end", None) is not None and not 0 <= row.start <= row.end <= len(text):
                return f"{table}: {row.start}-{row.end} lies outside a text of {len(text)} characters"
    return ""


def run(count: int, seed: int = 1, seconds: float = float("inf")) -> tuple[int, list[tuple[str, str]]]:
    """Parse *count* mutations, or as many as *seconds* allow; return how many, and (text, fault) of those that fail."""
    roster, reference = read_roster(TOP / "data" / "reference" / "people.csv"), read_reference()
    until, faults = time.monotonic() + seconds, []
    number = 0
    for number, text in enumerate(mutations(seed), start=1):
        fault = fault_of(text, read_article(Article("a", text), roster, reference))
        if fault:
            faults.append((text, fault))
        if number >= count or time.monotonic() > until:
            break
    return number, faults


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    asked = options.parse_args()
    parsed, failed = run(asked.count, asked.seed)
    for text, fault in failed[:20]:
        print(f"{fault}\n    {text!r}")
    print(f"{parsed:,} texts, {len(failed):,} faults (seed {asked.seed})")
    raise SystemExit(bool(failed))
