"""The report: notebooks run by papermill on tables that were parsed once, and the folder of pages made of them."""

from __future__ import annotations

import ast
import base64
import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from summitry import __version__
from summitry.display import evidence_page
from summitry.evidence import list_evidence, write_evidence
from summitry.kernels import CAN_FORK, KernelServer
from summitry.reference import DEFAULT_REFERENCE, REPOSITORY
from summitry.render import (
    HIDDEN_PARAMETERS,
    Page,
    PageLink,
    Parameter,
    Site,
    fill_template,
    read_parameters,
    render_notebook,
    show_parameter,
)

NOTEBOOKS = REPOSITORY / "notebooks"
STORE = ".summitry"  # in the report's folder: executed notebooks and the list of files, so that a run can resume
LONGEST_RUN = 3600  # seconds per cell


class ReportError(ValueError):
    """The report cannot be made as asked; the message says what to ask instead."""


@dataclass(frozen=True)
class Result:
    """A finished report: its first page, and the names of the notebooks that failed."""

    index: Path
    failed: tuple[str, ...] = ()
    redone: tuple[str, ...] = ()

    @property
    def exit_code(self) -> int:
        """0 when every notebook ran to its end, else 1."""
        return 1 if self.failed else 0


@dataclass(frozen=True)
class Notebook:
    """One notebook to run: its file, and what its parameters cell declares."""

    path: Path
    source: dict[str, Any]
    declared: tuple[Parameter, ...]

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def label(self) -> str:
        """The name as a link: '01_meetings' is Meetings."""
        return self.name.lstrip("0123456789").strip("_-").replace("_", " ").capitalize() or self.name


# --- what to run ------------------------------------------------------------------------------------------------------


def find_notebooks(names: Sequence[str] | None = None, folder: Path = NOTEBOOKS) -> list[Notebook]:
    """Return the notebooks *names* (a path, a name, or how one begins, such as 01), or all in *folder*.

    Raises ReportError for a name that fits none.
    """
    all_paths = sorted(path for path in folder.glob("*.ipynb") if path.name[0].isdigit())
    if names is None:
        return [_read_notebook(path) for path in all_paths]
    chosen = []
    for name in names:
        fitting = [Path(name)] if Path(name).is_file() else [p for p in all_paths if p.stem.startswith(Path(name).stem)]
        if len(fitting) != 1:
            known = ", ".join(path.stem for path in all_paths)
            raise ReportError(f"there is no notebook {name!r}; the notebooks are {known}")
        chosen += fitting
    return [_read_notebook(path) for path in dict.fromkeys(chosen)]


def _read_notebook(path: Path) -> Notebook:
    source = json.loads(path.read_text("utf-8"))
    return Notebook(path, source, read_parameters(source))


def read_value(declared: Parameter, value: Any) -> Any:
    """Return *value* as the type that *declared* asks for, read from text where it is text ("a, b" is a list).

    Raises ReportError when it is not of that type.
    """
    wanted = type(declared.value)
    if wanted is str or not isinstance(value, str):
        read = value
    elif wanted is list and not value.strip().startswith("["):
        read = [part.strip() for part in value.split(",") if part.strip()]
    else:
        try:
            read = ast.literal_eval(value.strip().capitalize() if wanted is bool else value.strip())
        except (ValueError, SyntaxError):
            read = value
    read = float(read) if wanted is float and isinstance(read, int) else list(read) if isinstance(read, tuple) else read
    if not isinstance(read, wanted) or (wanted is int and isinstance(read, bool)):
        kind = {"int": "a whole number", "float": "a number", "bool": "True or False", "list": "a list", "str": "text"}
        raise ReportError(f"parameter {declared.name} must be {kind.get(wanted.__name__, wanted)}, not {value!r}")
    return read


def choose_parameters(notebooks: Sequence[Notebook], asked: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return for each notebook those of the *asked* parameters that it has. Raises ReportError for one in none."""
    known = {p.name: p for notebook in notebooks for p in notebook.declared if p.name not in HIDDEN_PARAMETERS}
    unknown = [name for name in asked if name not in known]
    if unknown:
        raise ReportError(f"there is no parameter {unknown[0]!r}; the parameters are {', '.join(sorted(known))}")
    values = {name: read_value(known[name], value) for name, value in asked.items()}
    return {n.name: {p.name: values[p.name] for p in n.declared if p.name in values} for n in notebooks}


# --- digests ----------------------------------------------------------------------------------------------------------


def _digest(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def _digest_files(*roots: Path) -> str:
    """Return a digest of the names and contents of all files under *roots*; a root that is missing counts as empty."""
    found = [file for root in roots for file in ([root] if root.is_file() else sorted(root.rglob("*")))]
    sums = [(f.name, hashlib.sha256(f.read_bytes()).hexdigest()) for f in found if f.is_file() and f.suffix != ".pyc"]
    return _digest(sums)


def _digest_reference(parameters: Mapping[str, Any]) -> str:
    from summitry.study import find_path

    given = [find_path(parameters[name]) for name in ("reference", "roster", "labels", "gold") if parameters.get(name)]
    return _digest_files(DEFAULT_REFERENCE, *given)


# --- running ----------------------------------------------------------------------------------------------------------


def _import_papermill() -> Any:
    """Import papermill without the grammar of internationalised addresses (rfc3987_syntax), which takes over a second
    to build and which its JSON-schema library uses only for formats that no notebook has."""
    blocked = "rfc3987_syntax" not in sys.modules
    if blocked:
        sys.modules["rfc3987_syntax"] = None  # type: ignore[assignment]
    try:
        import papermill
    finally:
        if blocked:
            del sys.modules["rfc3987_syntax"]
    return papermill


def _stopped(notebook: Notebook, why: str) -> dict[str, Any]:
    """Return *notebook* as if its first cell had failed, for a run that left nothing behind."""
    output = {"output_type": "error", "ename": "", "evalue": why, "traceback": []}
    cells = [c for c in notebook.source["cells"] if c["cell_type"] == "markdown"][:1]
    return {
        **notebook.source,
        "cells": [*cells, {"cell_type": "code", "source": "", "metadata": {}, "outputs": [output]}],
    }


def execute(
    notebook: Notebook, parameters: Mapping[str, Any], server: KernelServer | None, store: Path
) -> dict[str, Any]:
    """Return *notebook* as run by papermill with *parameters*; where it failed, its outputs hold the error."""
    papermill = _import_papermill()
    target = store / f"{notebook.name}.running.ipynb"
    forked = {"km": server.manager(), "shutdown_kernel": "immediate"} if server else {}
    try:
        papermill.execute_notebook(
            str(notebook.path),
            str(target),
            parameters=dict(parameters),
            progress_bar=False,
            request_save_on_cell_execute=False,
            execution_timeout=LONGEST_RUN,
            **forked,
        )
    except papermill.PapermillExecutionError:
        pass  # the notebook that it wrote tells where and why
    except Exception as error:  # whatever happens to one notebook, the others go on
        return _stopped(notebook, str(error) or type(error).__name__)
    executed: dict[str, Any] = json.loads(target.read_text("utf-8"))
    target.unlink()
    return executed


def _write(path: Path, content: bytes | str) -> None:
    """Write *content* beside *path*, then put it in its place, so that no half file is ever seen."""
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)


def _stored(notebook: Notebook, key: str, store: Path) -> dict[str, Any] | None:
    """Return the notebook as an earlier run left it, or None unless it was run to its end from the same inputs."""
    with contextlib.suppress(OSError, ValueError):
        executed: dict[str, Any] = json.loads((store / f"{notebook.name}.ipynb").read_text("utf-8"))
        if executed["metadata"].get("summitry_key") == key:
            return executed
    return None


def _has_failed(executed: Mapping[str, Any]) -> bool:
    return any(output["output_type"] == "error" for cell in executed["cells"] for output in cell.get("outputs", []))


def _keep(notebook: Notebook, executed: dict[str, Any], key: str, store: Path) -> None:
    if not _has_failed(executed):
        executed["metadata"]["summitry_key"] = key
        _write(store / f"{notebook.name}.ipynb", json.dumps(executed))


def _run_all(
    wanted: Mapping[str, Notebook],
    parameters: Mapping[str, Mapping[str, Any]],
    server: KernelServer | None,
    store: Path,
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each notebook's name and the notebook as run, in the order in which they finish."""
    with ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:  # one more: a kernel also waits
        running: dict[Future[dict[str, Any]], str] = {
            pool.submit(execute, notebook, parameters[name], server, store): name for name, notebook in wanted.items()
        }
        for done in as_completed(running):
            yield running[done], done.result()


# --- the report -------------------------------------------------------------------------------------------------------


def _parse(articles: Any, parameters: Mapping[str, Any], workers: int) -> Any:
    """Return the corpus of *articles*, which may be one that was parsed before."""
    if hasattr(articles, "texts"):
        return articles
    from summitry import corpus, study

    values = study.check_parameters({"articles": str(articles), **parameters})
    source = articles if any(mark in str(articles) for mark in "*?[") else study.find_path(str(articles))
    return corpus.parse(
        source,
        roster=study.roster_path(values),
        reference=study.find_path(values["reference"]),
        seed=values["seed"],
        workers=workers,
    )


def write_report(
    articles: Any,
    out: Path | str,
    parameters: Mapping[str, Any] | None = None,
    notebooks: Sequence[str] | None = None,
    full_text: bool = False,
    workers: int = 1,
    progress: bool = True,
    folder: Path = NOTEBOOKS,
) -> Result:
    """Parse *articles* once, run the notebooks on the tables, and write the pages into *out*; return the Result.

    *articles* is a path or a parsed corpus; *parameters* are the notebooks' own; *workers* processes parse. Pages whose inputs are unchanged
    since an earlier run are not run again. A notebook that fails leaves the others done.
    Raises ReportError when a parameter or notebook does not exist.
    """
    out = Path(out)
    asked = dict(parameters or {})
    chosen = find_notebooks(notebooks, folder)
    given = {} if hasattr(articles, "texts") else {"articles": str(articles)}
    each = choose_parameters(chosen, {**given, **asked})
    store = out / STORE
    store.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(KernelServer()) if CAN_FORK else None
        bar = stack.enter_context(_bar(len(chosen) + 2, progress))
        bar.set_description("reading articles")
        corpus = _parse(articles, asked, workers)
        corpus.save(out / "tables")
        bar.update()
        return _Report(corpus, out, chosen, each, {**given, **asked}, full_text).write(server, bar)


def _bar(total: int, progress: bool) -> Any:
    from tqdm import tqdm

    return tqdm(
        total=total,
        disable=not progress,
        unit="step",
        leave=False,
        bar_format="{desc} {bar} {n_fmt}/{total_fmt} · {remaining} left",
    )


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
    ) -> None:
        self.corpus, self.out, self.notebooks, self.full_text = corpus, out, notebooks, full_text
        self.each = each
        self.asked = {**asked, **{name: value for choice in each.values() for name, value in choice.items()}}
        reference = _digest_reference(asked)
        choices = {name: value for name, value in self.asked.items() if name != "articles"}
        self.digest = _digest(sorted(corpus.articles["sha256"]), reference, choices)
        library = _digest_files(Path(__file__).parent)
        self.inputs = _digest(__version__, library, reference, _digest_files(out / "tables"))
        known = frozenset(map(evidence_page, corpus.articles["article_id"]))
        self.site = Site(tuple(PageLink(n.name, n.label) for n in notebooks), self.digest, known)
        self.written: set[str] = set()
        self.pages: dict[str, Page] = {}

    def _key(self, notebook: Notebook) -> str:
        cells = [(c["cell_type"], c["source"], c.get("metadata", {}).get("tags")) for c in notebook.source["cells"]]
        return _digest(self.inputs, cells, self.each[notebook.name])

    def write(self, server: KernelServer | None, bar: Any) -> Result:
        """Run what is not there yet, and write every page."""
        store = self.out / STORE
        by_name = {notebook.name: notebook for notebook in self.notebooks}
        wanted = {}
        for name, notebook in by_name.items():
            executed = _stored(notebook, self._key(notebook), store)
            if executed is None:
                wanted[name] = notebook
            else:
                self._write_page(name, executed, bar)
        tables = {"tables": str((self.out / "tables").resolve())}
        given = {
            name: {**self.each[name], **(tables if any(p.name == "tables" for p in notebook.declared) else {})}
            for name, notebook in by_name.items()
        }
        for name, executed in _run_all(wanted, given, server, store):
            _keep(by_name[name], executed, self._key(by_name[name]), store)
            self._write_page(name, executed, bar)
        bar.set_description("writing evidence")
        self._write_evidence()
        self._write_index()
        self._remove_old()
        bar.update()
        failed = tuple(name for name in by_name if self.pages[name].failed)
        return Result(self.out / "index.html", failed, tuple(wanted))

    def _put(self, path: str, content: bytes | str) -> None:
        _write(self.out / path, content)
        self.written.add(path)

    def _write_page(self, name: str, executed: Mapping[str, Any], bar: Any) -> None:
        page = self.pages[name] = render_notebook(executed, name, self.site)
        for path, content in page.files.items():
            self._put(path, content)
        self._put(f"{name}.html", page.html)
        bar.set_description(page.name)
        bar.update()

    def _write_evidence(self) -> None:
        back: dict[str, list[tuple[str, str]]] = {}
        for link in self.site.pages:
            for href, anchor in self.pages[link.name].evidence.items():
                back.setdefault(href, []).append((f"{link.name}.html#{anchor}", link.label))
        files = write_evidence(self.corpus, self.out / "evidence", self.full_text, self.site, back, self._pair())
        self.written.update(f"evidence/{name}" for name in files)

    def _write_index(self) -> None:
        cards = [
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
        n = len(self.corpus.articles)
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
            cards=cards,
            parameters=self._shown_parameters(),
            evidence=list_evidence(self.corpus),
        )
        self._put("index.html", html)

    def _pair(self) -> list[str]:
        declared = {p.name: p.value for notebook in self.notebooks for p in notebook.declared}
        return list(self.asked.get("pair") or declared.get("pair") or [])

    def _shown_parameters(self) -> list[tuple[str, str]]:
        declared = {p.name: p.value for n in self.notebooks for p in n.declared if p.name not in HIDDEN_PARAMETERS}
        used = {**declared, **{name: value for choice in self.each.values() for name, value in choice.items()}}
        return [(name, show_parameter(value)) for name, value in used.items() if value not in ("", [])]

    def _remove_old(self) -> None:
        """Remove what an earlier run wrote and this one did not, and nothing else."""
        listing = self.out / STORE / "files.json"
        with contextlib.suppress(OSError, ValueError):
            for path in set(json.loads(listing.read_text("utf-8"))) - self.written:
                if (self.out / path).resolve().is_relative_to(self.out.resolve()):
                    (self.out / path).unlink(missing_ok=True)
        _write(listing, json.dumps(sorted(self.written), indent=0))
