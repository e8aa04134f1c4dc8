"""Several pairs of leaders, or windows, together: a report for each, and one index that leads to all."""

from __future__ import annotations

import csv
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from summitry.report.build import PARSED, STORE, Result, check_request, name_articles, parsed, write_report
from summitry.report.html import Site, write_beside
from summitry.report.notebooks import ReportError
from summitry.report.render import Page, fill_index


def read_pairs(path: Path) -> list[list[str]]:
    """Return the lines of a CSV file: two names, then if wanted the first and the last day of a window; lines that are
    empty or begin with # are skipped.

    Raises ReportError for a line that does not hold two names, or more than a window beside them, or an empty file.
    """
    pairs = []
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for number, row in enumerate(csv.reader(lines), 1):
            names = [name.strip() for name in row]
            while names and not names[-1]:
                names.pop()
            if not names or names[0].startswith("#"):
                continue
            if not 2 <= len(names) <= 4 or not all(names[:2]):
                raise ReportError(
                    f"line {number} of {path.name} must hold two names, such as Xi Jinping,Vladimir Putin, "
                    "and may hold a first and a last day: Xi Jinping,Vladimir Putin,2019-01-01,2022-12-31"
                )
            if names not in pairs:
                pairs.append(names)
    if not pairs:
        raise ReportError(f"{path.name} holds no pair: write two names a line, such as Xi Jinping,Vladimir Putin")
    return pairs


def read_line(line: Sequence[str]) -> dict[str, Any]:
    """Return the parameters that a line of a file of pairs sets.

    >>> read_line(["Xi Jinping", "Vladimir Putin", "", "2019-12-31"])
    {'pair': ['Xi Jinping', 'Vladimir Putin'], 'until': '2019-12-31'}
    """
    days = dict(zip(("since", "until"), line[2:], strict=False))
    return {"pair": list(line[:2]), **{name: day for name, day in days.items() if day}}


def name_line(line: Sequence[str]) -> str:
    """Return a pair, with its window if it has one, in words.

    >>> name_line(["Kim Jong-un", "Donald Trump", "2018-01-01"])
    'Kim Jong-un and Donald Trump, since 2018-01-01'
    """
    _, *window = read_line(line).items()
    return ", ".join([" and ".join(line[:2]), *(f"{name} {day}" for name, day in window)])


def name_folder(pair: Sequence[str]) -> str:
    """Return the folder of a pair's report.

    >>> name_folder(["Kim Jong-un", "Donald Trump"]), name_folder(["Kim Jong-un", "Donald Trump", "2018-01-01"])
    ('kim-jong-un-and-donald-trump', 'kim-jong-un-and-donald-trump-since-2018-01-01')
    """
    words = name_line(pair)
    slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
    return slug if words.isascii() and slug else f"{slug}-{hashlib.sha256(words.encode()).hexdigest()[:8]}".lstrip("-")


def write_pairs(
    articles: Any,
    out: Path | str,
    pairs: Sequence[Sequence[str]],
    parameters: Mapping[str, Any] | None = None,
    notebooks: Sequence[str] | None = None,
    **choices: Any,
) -> Result:
    """Write one report per pair of *pairs* (two names, then if wanted a first and a last day), each in a folder of its
    own in *out*, and an index that leads to all. The articles are parsed once.

    *choices* are those of write_report. A pair whose notebook fails leaves the others done. Raises ReportError and
    ParameterError as write_report does, before anything is parsed.
    """
    out = Path(out)
    asked = [{**(parameters or {}), **read_line(pair)} for pair in pairs]
    for each in asked:
        check_request({**name_articles(articles), **each}, notebooks, **_choose(choices, "folder", "pdf"))
    with parsed(articles, parameters or {}, out / STORE / PARSED, **_choose(choices, "workers", "progress")) as corpus:
        together = {"index": "../index.html", "corpus": corpus, **choices}
        results = {
            name_folder(pair): write_report(articles, out / name_folder(pair), each, notebooks, **together)
            for pair, each in zip(pairs, asked, strict=True)
        }
    cards = [_make_card(name_folder(pair), pair, results[name_folder(pair)]) for pair in pairs]
    digest = hashlib.sha256("".join(result.digest for result in results.values()).encode()).hexdigest()
    kind = "pair" if all(len(pair) == 2 for pair in pairs) else "pair or window"
    shown = f"{len(cards)} {kind if len(cards) == 1 else kind.replace('pair', 'pairs').replace('window', 'windows')}"
    html = fill_index(
        Site(digest=digest),
        shown,
        cards,
        heading="Pairs of leaders in the news",
        summary=f"Reports on {shown}, from the same articles.",
        cards_heading="The pairs",
        parameters=[("articles", str(articles))] if isinstance(articles, str | Path) else [],
    )
    write_beside(out / "index.html", html)
    failed = tuple(f"{folder}/{name}" for folder, result in results.items() for name in result.failed)
    redone = tuple(f"{folder}/{name}" for folder, result in results.items() for name in result.redone)
    return Result(out / "index.html", failed, redone, digest, tuple(cards))


def _choose(choices: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: choices[name] for name in names if name in choices}


def _make_card(folder: str, pair: Sequence[str], result: Result) -> Page:
    """Return what the index shows of one pair: the answer and the picture of its first page on meetings."""
    first = next((page for page in result.pages if "meeting" in page.name), result.pages[0])
    failed = f"{', '.join(result.failed)}; the other pages are complete." if result.failed else ""
    return replace(first, name=f"{folder}/index", heading=name_line(pair), failed=failed)
