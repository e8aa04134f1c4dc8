"""The report: notebooks run by papermill on tables that were parsed once, and the folder of pages made of them."""

from __future__ import annotations

import base64
import contextlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqdm import tqdm

from summitry import __version__
from summitry.display import evidence_page
from summitry.report.digests import digest, digest_files, digest_reference
from summitry.report.evidence import write_evidence
from summitry.report.kernels import Kernels
from summitry.report.large import choose_evidence, has_many, is_small
from summitry.report.listing import ALL, MOST_LINES_IN_ALL, MOST_LINKS_IN_ALL, is_cut, list_evidence
from summitry.report.markup import Heading
from summitry.report.notebooks import (
    HIDDEN_PARAMETERS,
    NOTEBOOKS,
    Job,
    Notebook,
    choose_parameters,
    count_cells,
    find_notebooks,
    has_failed,
    run_all,
    show_parameter,
)
from summitry.report.pdf import find_browser, print_page
from summitry.report.render import Page, PageLink, Site, fill_template, render_notebook, write_beside

if TYPE_CHECKING:
    from summitry.corpus import Corpus

PARSED = "parsed"
"""In STORE: the tables and texts of many articles, while their report is under way."""
STORE = ".summitry"  # in the report's folder: executed notebooks and the list of files, so that a run can resume


@dataclass(frozen=True)
class Result:
    """A finished report: its first page, the names of the notebooks that failed, and what its first page shows."""

    index: Path
    failed: tuple[str, ...] = ()
    redone: tuple[str, ...] = ()
    digest: str = ""
    cards: tuple[dict[str, Any], ...] = ()

    @property
    def exit_code(self) -> int:
        """0 when every notebook ran to its end, else 1."""
        return 1 if self.failed else 0


def read_stored(notebook: Notebook, key: str, store: Path) -> dict[str, Any] | None:
    """Return the notebook as an earlier run left it, or None unless it was run to its end from the same inputs."""
    with contextlib.suppress(OSError, ValueError):
        executed: dict[str, Any] = json.loads((store / f"{notebook.name}.ipynb").read_text("utf-8"))
        if executed["metadata"].get("summitry_key") == key:
            return executed
    return None


def keep_executed(notebook: Notebook, executed: dict[str, Any], key: str, store: Path) -> None:
    """Store a notebook that ran to its end, under the *key* of its inputs, so that a later run can take it up."""
    if not has_failed(executed):
        executed["metadata"]["summitry_key"] = key
        write_beside(store / f"{notebook.name}.ipynb", json.dumps(executed))


def make_bar(notebooks: Sequence[Notebook], progress: bool) -> tqdm[Any]:
    """Return a progress bar that counts cells, with one more for the evidence and the index."""
    return tqdm(
        total=sum(map(count_cells, notebooks)) + 1,
        disable=not progress,
        leave=False,
        desc=f"running {len(notebooks)} notebook{'' if len(notebooks) == 1 else 's'}",
        bar_format="{desc} {bar} {percentage:3.0f} % · {remaining} left",
        dynamic_ncols=True,
    )


# --- the report -------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def parsed(
    articles: Any, parameters: Mapping[str, Any], workers: int, progress: bool, private: Path
) -> Iterator[Corpus]:
    """Lend the corpus of *articles*, which may be one that was parsed before; many are parsed in parts, in *private*.

    That folder is removed in the end, for it has the articles' texts, which are not for sharing; an error leaves it, so
    that the same run goes on where it stopped.
    """
    if hasattr(articles, "texts"):
        yield articles
        return
    from summitry import corpus, study

    values = study.check_parameters({"articles": str(articles), **parameters})
    choices: dict[str, Any] = {
        "roster": study.roster_path(values),
        "reference": study.find_path(values["reference"]),
        "seed": values["seed"],
        "workers": workers,
        "progress": progress,
    }
    source = study.find_articles(str(articles))
    kept: dict[str, Any] = {} if is_small(source) else {"out": private, "keep_texts": True}
    yield corpus.parse(source, **choices, **kept)
    shutil.rmtree(private, ignore_errors=True)


def check_request(
    articles: Any, parameters: Mapping[str, Any], notebooks: Sequence[str] | None, folder: Path, pdf: bool
) -> tuple[list[Notebook], dict[str, dict[str, Any]], str]:
    """Return the notebooks that are asked for, the parameters of each, and the browser that prints them.

    Raises ReportError when a parameter or notebook does not exist, or *pdf* finds no Chromium.
    """
    browser = find_browser() if pdf else ""
    chosen = find_notebooks(notebooks, folder)
    return chosen, choose_parameters(chosen, {**_name_articles(articles), **parameters}), browser


def _name_articles(articles: Any) -> dict[str, str]:
    """Return the parameter that names *articles*; a corpus has none."""
    return {} if hasattr(articles, "texts") else {"articles": str(articles)}


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
    shelf: str = "",
    kernels: Kernels | None = None,
    corpus: Corpus | None = None,
) -> Result:
    """Parse *articles* once, run the notebooks on the tables, and write the pages into *out*; return the Result.

    >>> result = write_report("data/articles", "reports", {"since": "2019-01-01"}, ["01_meetings"])    # doctest: +SKIP
    >>> result.index, result.failed                                                                    # doctest: +SKIP

    *articles* is a path or a parsed corpus; *parameters* are the notebooks' own; *workers* processes parse. Pages whose inputs are unchanged
    since an earlier run are not run again. A notebook that fails leaves the others done. *pdf* prints the pages too.
    *shelf* is the address of the index that this report stands in, if any; *kernels* runs the notebooks (default: ordinary kernels); *corpus* is what was parsed of *articles* before.
    Raises ReportError when a parameter or notebook does not exist, or *pdf* finds no Chromium.
    """
    out = Path(out)
    asked = dict(parameters or {})
    chosen, each, browser = check_request(articles, asked, notebooks, folder, pdf)
    store = out / STORE
    store.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        kernels = kernels or stack.enter_context(Kernels())
        if corpus is None:
            corpus = stack.enter_context(parsed(articles, asked, workers, progress, store / PARSED))
        corpus.save(out / "tables")
        written = _Report(corpus, out, chosen, each, {**_name_articles(articles), **asked}, full_text, shelf)
        return written.write(kernels, stack.enter_context(make_bar(chosen, progress)), browser)


class _Report:
    """One run: what it was asked, and what it has written."""

    def __init__(
        self,
        corpus: Any,
        out: Path,
        notebooks: Sequence[Notebook],
        each: Mapping[str, Mapping[str, Any]],
        asked: Mapping[str, Any],
        full_text: bool,
        shelf: str,
    ) -> None:
        self.corpus, self.out, self.notebooks, self.full_text = corpus, out, notebooks, full_text
        self.each = each
        self.asked = {**asked, **{name: value for choice in each.values() for name, value in choice.items()}}
        reference = digest_reference(asked)
        choices = {name: value for name, value in self.asked.items() if name != "articles"}
        self.digest = digest(sorted(corpus.read("articles", "sha256")["sha256"]), reference, choices)
        library = digest_files(Path(__file__).parents[1])
        self.inputs = digest(__version__, library, reference, digest_files(out / "tables"))
        known = frozenset(map(evidence_page, corpus.read("articles", "article_id")["article_id"]))
        self.site = Site(tuple(PageLink(n.name, n.label) for n in notebooks), self.digest, known, shelf)
        self.written: set[str] = set()
        self.pages: dict[str, Page] = {}
        self.failed: dict[str, Mapping[str, Any]] = {}
        """The notebooks that failed, as far as they got: they are not kept in the store."""
        self.shown = corpus
        """The articles that have a page of evidence."""
        self.cards: list[dict[str, Any]] = []

    def _key(self, notebook: Notebook) -> str:
        cells = [(c["cell_type"], c["source"], c.get("metadata", {}).get("tags")) for c in notebook.source["cells"]]
        return digest(self.inputs, cells, self.each[notebook.name])

    def write(self, kernels: Kernels, bar: Any, browser: str = "") -> Result:
        """Run what is not there yet, and write every page."""
        store = self.out / STORE
        by_name = {notebook.name: notebook for notebook in self.notebooks}
        wanted = {}
        for name, notebook in by_name.items():
            executed = read_stored(notebook, self._key(notebook), store)
            if executed is None:
                wanted[name] = notebook
            else:
                self._render(name, executed)
                bar.update(count_cells(notebook))
        for name, executed in self._run(wanted, kernels, bar):
            keep_executed(by_name[name], executed, self._key(by_name[name]), store)
            self._render(name, executed)
            if self.pages[name].failed:
                self.failed[name] = executed
            bar.set_description(f"{len(self.pages)} of {len(by_name)} notebooks done")
        if has_many(self.corpus):
            self._choose_evidence(by_name)
        self._write_evidence()
        self._write_index()
        if browser:
            self._print_pages(browser, bar)
        self._remove_old()
        bar.update()
        failed = tuple(name for name in by_name if self.pages[name].failed)
        return Result(self.out / "index.html", failed, tuple(wanted), self.digest, tuple(self.cards))

    def _run(self, wanted: Mapping[str, Notebook], kernels: Kernels, bar: Any) -> Iterator[tuple[str, dict[str, Any]]]:
        """Run the notebooks *wanted* on the tables that were parsed; *bar* counts their cells."""
        tables = str((self.corpus.kept_in or self.out / "tables").resolve())
        jobs = []
        for name, notebook in wanted.items():
            given = {"tables": tables} if any(p.name == "tables" for p in notebook.declared) else {}
            jobs.append(Job(notebook, {**self.each[name], **given}))
        yield from run_all(jobs, kernels, bar.update)

    def _put(self, path: str, content: bytes | str) -> None:
        write_beside(self.out / path, content)
        self.written.add(path)

    def _choose_evidence(self, by_name: Mapping[str, Notebook]) -> None:
        """Give pages to the articles that a row leads to; where these are too many, write the pages again without the
        links to the others."""
        links = [link for name in by_name for link in self.pages[name].evidence]
        self.shown = choose_evidence(self.corpus, links)
        known = frozenset(map(evidence_page, self.shown.articles["article_id"]))
        lost = any(not replace(self.site, evidence=known).has(link) for link in links)
        self.site = replace(self.site, evidence=known)
        for name, notebook in by_name.items() if lost else ():
            executed = self.failed.get(name) or read_stored(notebook, self._key(notebook), self.out / STORE)
            if executed is not None:
                self._render(name, executed)

    def _render(self, name: str, executed: Mapping[str, Any]) -> None:
        page = self.pages[name] = render_notebook(executed, name, self.site)
        for path, content in page.files.items():
            self._put(path, content)
        self._put(f"{name}.html", page.html)

    def _write_evidence(self) -> None:
        back: dict[str, list[tuple[str, str]]] = {}
        for link in self.site.pages:
            for href, anchor in self.pages[link.name].evidence.items():
                back.setdefault(href, []).append((f"{link.name}.html#{anchor}", link.label))
        files = write_evidence(self.shown, self.out / "evidence", self.full_text, self.site, back, self._pair())
        self.written.update(f"evidence/{name}" for name in files)
        if is_cut(self.shown):
            self._write_list()

    def _write_list(self) -> None:
        """Write the page that lists all evidence, where the report's first page lists only its beginning."""
        evidence = list_evidence(self.shown, MOST_LINES_IN_ALL, MOST_LINKS_IN_ALL)
        every = "Every article has a page on which all that was read from it is marked in its place."
        summary = every if self.shown is self.corpus else self._scope()
        title = "All the evidence · Summitry"
        html = fill_template(
            "all.html.j2", self.site, "all", title, summary,
            up="../", heading="All the evidence", summary=summary, evidence=evidence,
            contents=[Heading(2, part["heading"], part["anchor"]) for part in evidence],
        )  # fmt: skip
        self._put(ALL, html)

    def _write_index(self) -> None:
        self.cards = [
            {
                "name": name,
                "heading": page.heading,
                "result": page.result,
                "failed": page.failed,
                "alt": page.thumbnail_alt,
                "thumbnail": base64.b64encode(page.thumbnail).decode("ascii"),
            }
            for name, page in ((link.name, self.pages[link.name]) for link in self.site.pages)
        ]
        n = self.corpus.count("articles")
        short = f"{n} article{'' if n == 1 else 's'}"
        pair = self._pair()
        heading = f"{' and '.join(pair)} in the news" if pair else "Two leaders in the news"
        html = fill_template(
            "index.html.j2",
            self.site,
            "index",
            f"{heading} · Summitry",
            f"Report on {short}",
            heading=heading,
            summary=f"What {short} say about when they met, what they said and how each outlet framed it. "
            "Every number leads back to the words that it came from.",
            summary_short=short,
            failures=sum(bool(page.failed) for page in self.pages.values()),
            cards=self.cards,
            cards_heading="The questions",
            parameters=self._shown_parameters(),
            evidence=list_evidence(self.shown),
            scope=self._scope(),
        )
        self._put("index.html", html)

    def _scope(self) -> str:
        """Return which articles have a page of evidence."""
        marked = "has a page on which everything that was read from it is marked in its place."
        if self.shown is self.corpus:
            return f"Each article {marked}"
        return f"Each article that a row of this report leads to, {len(self.shown.articles):,} of them, {marked}"

    def _print_pages(self, browser: str, bar: Any) -> None:
        bar.set_description("printing to PDF")
        for name in ("index", *self.pages):
            self.written.add(print_page(browser, self.out / f"{name}.html").name)

    def _pair(self) -> list[str]:
        declared = {p.name: p.default for notebook in self.notebooks for p in notebook.declared}
        return list(self.asked.get("pair") or declared.get("pair") or [])

    def _shown_parameters(self) -> list[tuple[str, str]]:
        declared = {p.name: p.default for n in self.notebooks for p in n.declared if p.name not in HIDDEN_PARAMETERS}
        used = {**declared, **{name: value for choice in self.each.values() for name, value in choice.items()}}
        return [(name, show_parameter(value)) for name, value in used.items() if value not in ("", [])]

    def _remove_old(self) -> None:
        """Remove what an earlier run wrote and this one did not, and nothing else."""
        listing = self.out / STORE / "files.json"
        with contextlib.suppress(OSError, ValueError):
            for path in set(json.loads(listing.read_text("utf-8"))) - self.written:
                if (self.out / path).resolve().is_relative_to(self.out.resolve()):
                    (self.out / path).unlink(missing_ok=True)
        write_beside(listing, json.dumps(sorted(self.written), indent=0))
