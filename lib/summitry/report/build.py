"""The report: notebooks run on tables that were parsed once, and the folder of pages made of them."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from summitry import __version__, corpus, study
from summitry.articles.files import STORE
from summitry.corpus import Corpus, alone, check_apart, digest_file
from summitry.display import evidence_page
from summitry.reference import DEFAULT_REFERENCE
from summitry.report.evidence import TABLES, write_evidence
from summitry.report.html import Heading, Site, fill_template, find_browser, print_page, write_beside
from summitry.report.kernels import Kernels
from summitry.report.notebooks import (
    HIDDEN_PARAMETERS,
    NOTEBOOKS,
    Notebook,
    ReportError,
    ask,
    count_cells,
    find_notebooks,
    has_failed,
    run_all,
    show_parameter,
)
from summitry.report.render import ALL, MOST_IN_ALL, Page, list_evidence, render_notebook
from summitry.statistics import count_of


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
    """Write one report per pair of *pairs* (two names, then if wanted a first and a last day), each in a folder in *out*,
    and an index that leads to all. *choices*, and what is raised before the articles are parsed, are write_report's.
    """
    out = Path(out)
    asked = [{**(parameters or {}), **read_line(pair)} for pair in pairs]
    check_apart(study.find_articles(str(articles)), out)
    chosen = find_notebooks(notebooks, choices.get("folder", NOTEBOOKS))
    for each in asked:
        ask(chosen, {**name_articles(articles), **each})
    if choices.get("pdf"):
        find_browser()
    working = {name: choices[name] for name in ("workers", "progress") if name in choices}
    with alone(out / STORE), parsed(articles, parameters or {}, out / STORE / PARSED, **working) as corpus:
        _say_unfinished(out)
        shared = {"index": "../index.html", "corpus": corpus, **choices}
        results = {
            name_folder(pair): write_report(articles, out / name_folder(pair), each, notebooks, **shared)
            for pair, each in zip(pairs, asked, strict=True)
        }
    cards = [_make_card(name_folder(pair), pair, results[name_folder(pair)]) for pair in pairs]
    together = digest(*(result.digest for result in results.values()))
    kind = "pair" if all(len(pair) == 2 for pair in pairs) else "pair or window"
    shown = f"{len(cards)} {kind if len(cards) == 1 else kind.replace('pair', 'pairs').replace('window', 'windows')}"
    html = fill_template(
        "index.html.j2", Site(digest=together), "index",
        counted=shown, cards=cards, heading="Pairs of leaders in the news", cards_heading="The pairs",
        summary=f"Reports on {shown}, from the same articles.",
        parameters=[("articles", str(articles))] if isinstance(articles, str | Path) else [],
    )  # fmt: skip
    write_beside(out / "index.html", html)
    failed = tuple(f"{folder}/{name}" for folder, result in results.items() for name in result.failed)
    redone = tuple(f"{folder}/{name}" for folder, result in results.items() for name in result.redone)
    return Result(out / "index.html", failed, redone, together, tuple(cards), all(r.empty for r in results.values()))


def _say_unfinished(out: Path) -> None:
    """Let no index speak of pages that may be of different runs, until all are written."""
    words = (
        "A run is under way, or was interrupted: the same command again goes on. Until then pages may be older ones."
    )
    html = fill_template("index.html.j2", Site(), "index", heading="This report is not finished", summary=words)
    write_beside(out / "index.html", html)


def _make_card(folder: str, pair: Sequence[str], result: Result) -> Page:
    """Return what the index shows of one pair: the answer and the picture of its first page on meetings."""
    first = next((page for page in result.pages if "meeting" in page.name), result.pages[0])
    failed = f"{', '.join(result.failed)}; the other pages are complete." if result.failed else ""
    return replace(first, name=f"{folder}/index", heading=name_line(pair), failed=failed)


PARSED = "parsed"
"""In STORE (executed notebooks and the list of files, so that a run can resume): tables and texts, while under way."""


@dataclass(frozen=True)
class Result:
    """A finished report: its index, the names of the notebooks that failed, and of those that were run, its pages, and
    whether no article could be read."""

    index: Path
    failed: tuple[str, ...] = ()
    redone: tuple[str, ...] = ()
    digest: str = ""
    pages: tuple[Page, ...] = ()
    empty: bool = False


def write_report(
    articles: Any,
    out: Path | str,
    parameters: Mapping[str, Any] | None = None,
    notebooks: Sequence[str] | None = None,
    full_text: bool = False,
    workers: int = 1,
    progress: bool = True,
    folder: Path = NOTEBOOKS,
    pdf: bool = False,
    index: str = "",
    kernels: Kernels | None = None,
    corpus: Corpus | None = None,
) -> Result:
    """Parse *articles* once, run the notebooks on the tables, and write the pages into *out*; return the Result.

    >>> result = write_report("data/articles", "reports", {"since": "2019-01-01"}, ["01_meetings"])    # doctest: +SKIP
    >>> result.index, result.failed                                                                    # doctest: +SKIP

    *articles* is a path or a parsed corpus; *parameters* are the notebooks' own; *workers* processes parse. Unchanged
    pages of an earlier run are kept; a notebook that fails leaves the others done. *pdf* prints the pages too; *index* is
    the address of the index that leads to this report; *kernels* run the notebooks; *corpus* was parsed of *articles*.
    Raises ReportError where a notebook does not exist or *pdf* finds no Chromium, and ParameterError.
    """
    out = Path(out)
    asked = {**name_articles(articles), **(parameters or {})}
    chosen = ask(find_notebooks(notebooks, folder), asked)
    check_apart(study.find_articles(str(articles)), out)
    browser = find_browser() if pdf else ""
    store = out / STORE
    with contextlib.ExitStack() as stack:
        stack.enter_context(alone(store))
        kernels = kernels or stack.enter_context(Kernels())
        if corpus is None:
            corpus = stack.enter_context(parsed(articles, asked, store / PARSED, workers, progress))
        _say_unfinished(out)
        corpus.save(out / "tables")
        steps = sum(map(count_cells, chosen)) + 1  # the last for the evidence and the index
        bar = stack.enter_context(tqdm(desc="running notebooks", total=steps, disable=not progress, leave=False))
        return _Report(corpus, out, chosen, asked, index).write(kernels, bar, full_text, browser)


def name_articles(articles: Any) -> dict[str, str]:
    """Return the parameter that names *articles*; a corpus has none."""
    return {} if isinstance(articles, Corpus) else {"articles": str(articles)}


@contextlib.contextmanager
def parsed(
    articles: Any, parameters: Mapping[str, Any], private: Path, workers: int = 1, progress: bool = True
) -> Iterator[Corpus]:
    """Yield the corpus of *articles*, which may be one that was parsed before; otherwise they are parsed into *private*, a
    folder that is removed in the end, for it has their texts; an error leaves it for the same run to go on.
    """
    if isinstance(articles, Corpus):
        yield articles
        return
    values = study.check_parameters({**parameters, "articles": str(articles)})
    yield corpus.parse(
        study.find_articles(str(articles)), out=private, keep_texts=True, workers=workers, progress=progress,
        roster=study.roster_path(values), reference=study.find_path(values["reference"]), seed=values["seed"],
    )  # fmt: skip
    shutil.rmtree(private, ignore_errors=True)


def digest(*parts: Any) -> str:
    """Return the SHA-256 (hexadecimal) of *parts* as JSON: of equal parts always the same."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def digest_files(*roots: Path) -> str:
    """Return a digest of the names and contents of all files under *roots*; a root that is missing counts as empty."""
    found = [file for root in roots for file in ([root] if root.is_file() else sorted(root.rglob("*")))]
    return digest([(file.name, digest_file(file)) for file in found if file.is_file() and file.suffix != ".pyc"])


class _Report:
    """One run: what it was asked, and what it has written."""

    def __init__(
        self, corpus: Corpus, out: Path, notebooks: Sequence[Notebook], asked: Mapping[str, Any], index: str
    ) -> None:
        self.corpus, self.out = corpus, out
        self.notebooks = {notebook.name: notebook for notebook in notebooks}
        used = {name: value for notebook in notebooks for name, value in notebook.asked.items()}
        declared = [p for n in notebooks for p in n.declared if p.name not in HIDDEN_PARAMETERS]
        self.parameters = {**{p.name: p.default for p in declared}, **used}
        pair = tuple(self.parameters.get("pair") or ())
        sources = [study.find_path(asked[n]) for n in ("reference", "roster", "labels", "gold") if asked.get(n)]
        reference = digest_files(DEFAULT_REFERENCE, *sources)
        choices = {name: value for name, value in {**asked, **used}.items() if name != "articles"}
        self.digest = digest(sorted(corpus.read("articles", "sha256")["sha256"]), reference, choices)
        library = digest_files(Path(__file__).parents[1])
        self.inputs = digest(__version__, library, reference, digest_files(out / "tables"))
        known = frozenset(map(evidence_page, corpus.read("articles", "article_id")["article_id"]))
        self.site = Site(tuple(notebooks), self.digest, known, index, pair)
        self.written: set[str] = set()
        self.pages: dict[str, Page] = {}
        self.shown = corpus
        """The articles that have a page of evidence."""

    def _key(self, notebook: Notebook) -> str:
        cells = [(c["cell_type"], c["source"], c.get("metadata", {}).get("tags")) for c in notebook.source["cells"]]
        return digest(self.inputs, cells, notebook.asked)

    def _take_up(self, notebook: Notebook) -> bool:
        """Render what an earlier run left of *notebook*, if it was run to its end from the same inputs."""
        executed: dict[str, Any] = {"metadata": {}}
        with contextlib.suppress(OSError, ValueError):
            executed = json.loads((self.out / STORE / f"{notebook.name}.ipynb").read_text("utf-8"))
        if known := bool(executed["metadata"].get("summitry_key") == self._key(notebook)):
            self._render(notebook.name, executed)
        return known

    def write(self, kernels: Kernels, bar: tqdm[Any], full_text: bool, browser: str) -> Result:
        """Run what is not there yet, and write every page."""
        wanted = {name: notebook for name, notebook in self.notebooks.items() if not self._take_up(notebook)}
        bar.update(sum(count_cells(notebook) for name, notebook in self.notebooks.items() if name not in wanted))
        articles = self.corpus.count("articles")
        tables = str((self.corpus.folder or self.out / "tables").resolve())
        for name, executed in run_all(list(wanted.values()), tables, kernels, bar.update, articles):
            if not has_failed(executed):
                executed["metadata"]["summitry_key"] = self._key(wanted[name])
                write_beside(self.out / STORE / f"{name}.ipynb", json.dumps(executed))
            self._render(name, executed)
        if articles > study.MANY:
            self.shown = self._choose_evidence()
        for page in self.pages.values():
            for path, content in [*page.files.items(), (f"{page.name}.html", page.html.encode())]:
                self._put(path, content)
        self.listed = list_evidence(self.shown)
        self._write_evidence(full_text)
        self._write_index()
        for name in ("index", *self.pages) if browser else ():
            self.written.add(print_page(browser, self.out / f"{name}.html", kernels.folder).name)
        self._remove_old()
        bar.update()
        pages = tuple(self.pages[name] for name in self.notebooks)
        failed = tuple(page.name for page in pages if page.failed)
        return Result(self.out / "index.html", failed, tuple(wanted), self.digest, pages, not articles)

    def _put(self, path: str, content: bytes | str) -> None:
        write_beside(self.out / path, content)
        self.written.add(path)

    def _render(self, name: str, executed: Mapping[str, Any]) -> None:
        self.pages[name] = render_notebook(executed, name, self.site)

    def _choose_evidence(self) -> Corpus:
        """Return, of many articles, those that a row of a page leads to, with the tables that their pages show."""
        links = [link for page in self.pages.values() for link in page.evidence]
        linked = {link.partition(".html")[0].removeprefix("evidence/") for link in links}
        names = self.corpus.read("articles", "article_id").article_id
        wanted = {name for name in names if evidence_page(name) in linked}
        tables = {table: self.corpus.read(table, articles=wanted) for table in ("articles", "zones", *TABLES)}
        return Corpus(tables, {name: self.corpus.texts[name] for name in sorted(wanted)})

    def _write_evidence(self, full_text: bool) -> None:
        back: dict[str, list[tuple[str, str]]] = {}
        for link in self.site.pages:
            for href, anchor in self.pages[link.name].evidence.items():
                back.setdefault(href, []).append((f"{link.name}.html#{anchor}", link.label))
        files = write_evidence(self.shown, self.out / "evidence", full_text, self.site, back)
        self.written.update(f"evidence/{name}" for name in files)
        evidence = list_evidence(self.shown, *MOST_IN_ALL)
        if evidence != self.listed:  # then the first page lists only a part
            html = fill_template(
                "all.html.j2", self.site, "all",
                up="../", heading="All the evidence", summary=self._scope(), evidence=evidence,
                contents=[Heading(2, part["heading"], part["anchor"]) for part in evidence],
            )  # fmt: skip
            self._put(ALL, html)

    def _write_index(self) -> None:
        short = count_of(self.corpus.count("articles"), "article")
        heading = f"{' and '.join(self.site.pair)} in the news" if self.site.pair else "Two leaders in the news"
        summary = (
            f"What {short} say about when they met, what they said and how each outlet framed it. "
            "Every number leads back to the words that it came from."
        )
        html = fill_template(
            "index.html.j2", self.site, "index",
            counted=short, cards=[self.pages[name] for name in self.notebooks], heading=heading, summary=summary,
            cards_heading="The questions", evidence=self.listed, scope=self._scope(),
            parameters=[(k, show_parameter(value)) for k, value in self.parameters.items() if value not in ("", [])],
        )  # fmt: skip
        self._put("index.html", html)

    def _scope(self) -> str:
        """Return which articles have a page of evidence."""
        marked = "has a page on which everything that was read from it is marked in its place."
        if self.shown is self.corpus:
            return f"Each article {marked}"
        return f"Each article that a row of this report leads to, {len(self.shown.articles):,} of them, {marked}"

    def _remove_old(self) -> None:
        """Remove what an earlier run wrote and this one did not, and nothing else."""
        listing = self.out / STORE / "files.json"
        with contextlib.suppress(OSError, ValueError):
            for path in set(json.loads(listing.read_text("utf-8"))) - self.written:
                if (self.out / path).resolve().is_relative_to(self.out.resolve()):
                    (self.out / path).unlink(missing_ok=True)
        write_beside(listing, json.dumps(sorted(self.written), indent=0))
