"""Notebooks: which there are, what their parameters cells declare, the values asked for, and the running of them."""

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import papermill

from summitry.display import show_value
from summitry.reference import REPOSITORY
from summitry.report.kernels import Kernels
from summitry.study import Parameter, check_names, read_cell

NOTEBOOKS = REPOSITORY / "notebooks"
HIDDEN_PARAMETERS = frozenset({"tables"})


class ReportError(ValueError):
    """The report cannot be made as asked; the message says what to ask instead."""


@dataclass(frozen=True)
class Notebook:
    """One notebook to run: its file, what its parameters cell declares, and the values that are asked for."""

    path: Path
    source: dict[str, Any]
    declared: tuple[Parameter, ...]
    asked: Mapping[str, Any] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def label(self) -> str:
        """The name as a link: '01_meetings' is Meetings."""
        return self.name.lstrip("0123456789").strip("_-").replace("_", " ").capitalize() or self.name


def read_tags(cell: Mapping[str, Any]) -> list[str]:
    """Return the tags of a cell."""
    return list(cell.get("metadata", {}).get("tags", []))


def read_source(holder: Mapping[str, Any], key: str = "source") -> str:
    """Return the words of a cell, or those under *key* of an output, which a file may hold as lines."""
    return "".join(holder.get(key, ""))


def read_parameters(notebook: Mapping[str, Any]) -> tuple[Parameter, ...]:
    """Return what the cell tagged parameters declares, with its defaults; none where there is no such cell."""
    cells = (cell for cell in notebook["cells"] if "parameters" in read_tags(cell))
    return tuple(read_cell(read_source(next(cells, {}))))


def list_parameters(notebook: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return name, value and meaning of each parameter as used."""
    injected = [cell for cell in notebook["cells"] if "injected-parameters" in read_tags(cell)]
    used = {p.name: p.default for cell in injected for p in read_cell(read_source(cell))}
    return [
        {"name": p.name, "shown": show_parameter(used.get(p.name, p.default)), "meaning": p.meaning}
        for p in read_parameters(notebook)
        if p.name not in HIDDEN_PARAMETERS
    ]


def show_parameter(value: Any) -> str:
    """Return a parameter's value as a reader should see it.

    >>> show_parameter(["Xi Jinping", "Vladimir Putin"]), show_parameter("")
    ('Xi Jinping, Vladimir Putin', 'not set')
    """
    return str(value) if isinstance(value, int) else show_value(value) if value not in ("", [], ()) else "not set"


def find_notebooks(names: Sequence[str] | None = None, folder: Path = NOTEBOOKS) -> list[Notebook]:
    """Return the notebooks *names* (a path, a name, or how one begins, such as 01), or all in *folder*.

    Raises ReportError for a name that fits none.
    """
    all_paths = sorted(path for path in folder.glob("*.ipynb") if path.name[0].isdigit())
    chosen = all_paths if names is None else []
    for name in names or ():
        fitting = [Path(name)] if Path(name).is_file() else [p for p in all_paths if p.stem.startswith(Path(name).stem)]
        if len(fitting) != 1:
            known = ", ".join(path.stem for path in all_paths)
            raise ReportError(f"there is no notebook {name!r}; the notebooks are {known}")
        chosen += fitting
    sources = {path: json.loads(path.read_text("utf-8")) for path in chosen}
    return [Notebook(path, source, read_parameters(source)) for path, source in sources.items()]


def ask(notebooks: Sequence[Notebook], asked: Mapping[str, Any]) -> list[Notebook]:
    """Return *notebooks*, each with those of the *asked* parameters that it has, read as its parameters cell declares.

    Raises ParameterError for one that is in none, or a value of the wrong type.
    """
    known = {p.name: p for notebook in notebooks for p in notebook.declared if p.name not in HIDDEN_PARAMETERS}
    check_names(asked, sorted(known))
    values = {name: known[name].read(value) for name, value in asked.items()}
    for name, value in values.items():
        known[name].check(value)
    return [replace(n, asked={p.name: values[p.name] for p in n.declared if p.name in values}) for n in notebooks]


TOGETHER, OF_NOTEBOOK, OF_ARTICLE = 700_000_000, 120_000_000, 6_000
"""Bytes that the notebooks under way should have beside the modules that they share; that one has, and for each article."""


def count_at_once(articles: int) -> int:
    """Return how many notebooks run at once: one more than processors, as some also wait; fewer of many *articles*."""
    return max(1, min((os.cpu_count() or 1) + 1, TOGETHER // (OF_NOTEBOOK + OF_ARTICLE * articles)))


def run_all(
    notebooks: Sequence[Notebook], tables: str, kernels: Kernels, tick: Callable[[], Any], articles: int = 0
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Run *notebooks* on the folder *tables*, several at once if they are of few *articles*; yield the name of each and
    the notebook as run, in the order in which they finish. *tick* is called after each code cell.
    """
    longest_first = sorted(notebooks, key=lambda notebook: -len(notebook.source["cells"]))
    pool = ThreadPoolExecutor(count_at_once(articles))
    running = {pool.submit(run, notebook, tables, kernels, tick): notebook.name for notebook in longest_first}
    try:
        for done in as_completed(running):
            yield running[done], done.result()
    finally:  # whoever interrupts a run does not wait for the notebooks under way
        pool.shutdown(wait=all(future.done() for future in running), cancel_futures=True)


def run(notebook: Notebook, tables: str, kernels: Kernels, tick: Callable[[], Any]) -> dict[str, Any]:
    """Return *notebook* as run by papermill; where it failed, its outputs hold the error."""
    manager = kernels.manager()
    target = Path(manager.connection_file).with_suffix(".ipynb")
    given = {"tables": tables} if any(p.name == "tables" for p in notebook.declared) else {}
    try:
        papermill.execute_notebook(
            str(notebook.path).replace("{", "{{").replace("}", "}}"),  # papermill fills in what stands in braces
            target,
            {**notebook.asked, **given}, request_save_on_cell_execute=False, progress_bar=False,
            execution_timeout=3600,  # seconds for one cell
            km=manager, on_cell_executed=lambda **_: tick(),  # papermill ends no manager that it did not make
        )  # fmt: skip
    except papermill.PapermillExecutionError:
        pass  # a cell failed: the notebook that was written says so in its place
    except Exception as error:  # whatever happens to one notebook, the others go on
        return _stopped(notebook, kernels.explain(manager) or str(error) or type(error).__name__)
    finally:
        kernels.end(manager)
        manager.give_back()
    executed: dict[str, Any] = json.loads(target.read_text("utf-8"))
    executed["metadata"].pop("papermill", None)  # with what follows: times, paths and ids, no two runs have the same
    for position, cell in enumerate(executed["cells"]):
        cell["id"] = f"cell-{position}"
        for name in ("execution", "papermill"):
            cell["metadata"].pop(name, None)
    return executed


def _stopped(notebook: Notebook, why: str) -> dict[str, Any]:
    """Return *notebook* as if its first cell had failed, for a run that left nothing behind."""
    output = {"output_type": "error", "ename": "", "evalue": why, "traceback": []}
    cells = [cell for cell in notebook.source["cells"] if cell["cell_type"] == "markdown"][:1]
    failed = {"cell_type": "code", "source": "", "metadata": {}, "outputs": [output]}
    return {**notebook.source, "cells": [*cells, failed]}


def has_failed(executed: Mapping[str, Any]) -> bool:
    """Tell whether a cell of an executed notebook failed."""
    return any(output["output_type"] == "error" for cell in executed["cells"] for output in cell.get("outputs", []))


def count_cells(notebook: Notebook) -> int:
    """Return how often a run of *notebook* ticks: once a cell of code, with the one that papermill adds for parameters."""
    code = [cell for cell in notebook.source["cells"] if cell["cell_type"] == "code" and read_source(cell).strip()]
    return len(code) + 1
