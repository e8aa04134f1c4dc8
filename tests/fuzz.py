"""Parse mutated articles of our own, over and over: ``python tests/fuzz.py --count 1000000``.

No text may make a step fail, and every row must point at its own words. Where atheris is installed it looks for texts
that lead to new places in the code; elsewhere, and with ``--plain``, mutations are drawn from a seed, so that a failure
can be had again.
"""

from __future__ import annotations

import argparse
import contextlib
import importlib.util
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

GUIDED = __name__ == "__main__" and "--plain" not in sys.argv and importlib.util.find_spec("atheris") is not None
if GUIDED:
    import atheris

with atheris.instrument_imports(include=["summitry"]) if GUIDED else contextlib.nullcontext():
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


def run_guided(count: int, seed: int) -> None:
    """Let atheris look for faults in *count* texts, starting from pieces of the sample corpus; it ends the process."""
    roster, reference = read_roster(TOP / "data" / "reference" / "people.csv"), read_reference()

    def read(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        if fault := fault_of(text, read_article(Article("a", text), roster, reference)):
            raise AssertionError(f"{fault}: {text!r}")

    folder = Path(tempfile.mkdtemp(prefix="summitry-fuzz-"))
    for number, text in enumerate(sources()):
        for start in range(0, len(text), LONGEST):
            (folder / f"{number}-{start}").write_text(text[start : start + LONGEST], encoding="utf-8")
    words = [word.encode("utf-8", "replace") for word in ODD]
    listed = "\n".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"' for word in words)
    (folder.parent / f"{folder.name}.dict").write_text(listed + "\n")
    choices = [f"-runs={count}", f"-seed={seed}", f"-max_len={3 * LONGEST}", f"-dict={folder}.dict", "-verbosity=1"]
    atheris.Setup([sys.argv[0], *choices, str(folder)], read, enable_python_coverage=True)
    atheris.Fuzz()


def main() -> None:
    """Fuzz as the command line says; exit code 1 means that there are faults."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--plain", action="store_true", help="draw mutations, even where atheris is installed")
    asked = options.parse_args()
    if GUIDED:
        run_guided(asked.count, asked.seed)
        return
    began = time.process_time()
    parsed, failed = run(asked.count, asked.seed)
    for text, fault in failed[:20]:
        print(f"{fault}\n    {text!r}")
    print(f"{parsed:,} texts, {len(failed):,} faults, {time.process_time() - began:,.0f} seconds (seed {asked.seed})")
    raise SystemExit(bool(failed))


if __name__ == "__main__":
    main()
