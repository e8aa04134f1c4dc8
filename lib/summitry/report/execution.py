"""Execution: notebooks run by papermill, two or three at once, and kept so that a run can resume."""

from __future__ import annotations

import contextlib
import functools
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from summitry.imports import leave_out
from summitry.report.kernels import KernelServer
from summitry.report.notebooks import Notebook

if TYPE_CHECKING:
    from summitry.report.forks import Forks
from summitry.report.render import write_beside

LONGEST_RUN = 3600
"""Seconds that one cell may take."""


class Job(NamedTuple):
    """A notebook to run: its name, its source, and its parameters."""

    name: str
    source: dict[str, Any]
    parameters: dict[str, Any]


def _import_papermill() -> Any:
    """Import papermill without the grammar of internationalised addresses (rfc3987_syntax), which takes over a second
    to build, and the one of durations: its JSON-schema library uses them only for formats that no notebook has."""
    with leave_out("rfc3987_syntax", "isoduration"):
        import papermill
        import papermill.engines
    return papermill


def _stopped(source: Mapping[str, Any], why: str) -> dict[str, Any]:
    """Return the notebook *source* as if its first cell had failed, for a run that left nothing behind."""
    output = {"output_type": "error", "ename": "", "evalue": why, "traceback": []}
    cells = [c for c in source["cells"] if c["cell_type"] == "markdown"][:1]
    return {
        **source,
        "cells": [*cells, {"cell_type": "code", "source": "", "metadata": {}, "outputs": [output]}],
    }


@functools.cache
def _keep_in_memory() -> str:
    """Register papermill's engine in a form that puts the notebook, as it was run, into the list given as *kept*, and
    hands papermill an empty one to check and write to nowhere: the real one takes a tenth of a run; return its name."""
    papermill = _import_papermill()
    import nbformat

    class KeepingEngine(papermill.engines.NBClientEngine):  # type: ignore[misc,name-defined]
        @classmethod
        def execute_notebook(cls, nb: Any, kernel_name: str, *, kept: list[Any], **choices: Any) -> Any:
            kept.append(nb)
            super().execute_notebook(nb, kernel_name, **choices)
            return nbformat.v4.new_notebook()

        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, *, tick: Any, **choices: Any) -> Any:
            complete = nb_man.cell_complete

            def complete_and_tell(*cell: Any, **kind: Any) -> None:
                complete(*cell, **kind)
                tick()

            nb_man.cell_complete = complete_and_tell
            return super().execute_managed_notebook(nb_man, kernel_name, **choices)

    papermill.engines.papermill_engines.register("summitry", KeepingEngine)
    return "summitry"


def execute(job: Job, forks: Forks | None, tick: Callable[[], Any]) -> dict[str, Any]:
    """Return the notebook of *job* as run by papermill; where it failed, its outputs hold the error. Its kernel is one
    of *forks*, or an ordinary one. *tick* is called after each cell."""
    papermill = _import_papermill()
    import nbformat
    from nbformat.v4.rwbase import rejoin_lines

    forked = {"km": forks.manager(), "shutdown_kernel": "immediate"} if forks else {}
    kept: list[dict[str, Any]] = []
    try:
        papermill.execute_notebook(
            rejoin_lines(nbformat.from_dict(job.source)),
            None,
            parameters=dict(job.parameters),
            engine_name=_keep_in_memory(),
            progress_bar=False,
            execution_timeout=LONGEST_RUN,
            kept=kept,
            tick=tick,
            **forked,
        )
    except Exception as error:  # whatever happens to one notebook, the others go on
        return _stopped(job.source, str(error) or type(error).__name__)
    return kept[0]


def read_stored(notebook: Notebook, key: str, store: Path) -> dict[str, Any] | None:
    """Return the notebook as an earlier run left it, or None unless it was run to its end from the same inputs."""
    with contextlib.suppress(OSError, ValueError):
        executed: dict[str, Any] = json.loads((store / f"{notebook.name}.ipynb").read_text("utf-8"))
        if executed["metadata"].get("summitry_key") == key:
            return executed
    return None


def _has_failed(executed: Mapping[str, Any]) -> bool:
    return any(output["output_type"] == "error" for cell in executed["cells"] for output in cell.get("outputs", []))


def keep_executed(notebook: Notebook, executed: dict[str, Any], key: str, store: Path) -> None:
    """Store a notebook that ran to its end, under the *key* of its inputs, so that a later run can take it up."""
    if not _has_failed(executed):
        executed["metadata"]["summitry_key"] = key
        write_beside(store / f"{notebook.name}.ipynb", json.dumps(_without_times(executed)))


TIMES = ("duration", "end_time", "start_time")


def _without_times(executed: Mapping[str, Any]) -> dict[str, Any]:
    """Return a notebook without what differs between two equal runs: when each cell ran, and the names of cells that
    papermill adds."""
    cells = []
    for position, cell in enumerate(executed["cells"]):
        kept = {name: value for name, value in cell["metadata"].items() if name not in ("execution", "papermill")}
        cells.append({**cell, "id": f"cell-{position}", "metadata": kept})
    papermill = executed["metadata"].get("papermill", {})
    timeless = {name: value for name, value in papermill.items() if name not in TIMES}
    return {**executed, "cells": cells, "metadata": {**executed["metadata"], "papermill": timeless}}


def run_all(jobs: Sequence[Job], forks: Forks | None, tick: Callable[[], Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield each notebook's name and the notebook as run, in the order in which they finish; the longest begin first.
    *tick* is called after each cell."""
    longest_first = sorted(jobs, key=lambda job: -len(job.source["cells"]))
    pool = ThreadPoolExecutor((os.cpu_count() or 1) + 1)  # one more: a kernel also waits
    running: dict[Future[dict[str, Any]], str] = {
        pool.submit(execute, job, forks, tick): job.name for job in longest_first
    }
    try:
        for done in as_completed(running):
            yield running[done], done.result()
    finally:  # whoever interrupts a run does not wait for the notebooks under way
        pool.shutdown(wait=all(future.done() for future in running), cancel_futures=True)


def run_on(
    server: KernelServer | None, jobs: Sequence[Job], tables: str, articles: str, tick: Callable[..., Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield what run_all does, from *server* where there is one; all *jobs* are answered, whatever happens to it.
    *tables* are what the notebooks will open, parsed from *articles*."""
    if server is None:
        yield from run_all(jobs, None, tick)
        return
    left = {job.name: job for job in jobs}
    for name, executed in server.run(jobs, tables, articles, tick):
        del left[name]
        yield name, executed
    for name, job in left.items():
        yield name, _stopped(job.source, "the process that runs the notebooks ended before this one was done")


def count_cells(notebook: Notebook) -> int:
    """Return how often a run of *notebook* ticks: once a cell, with the one that papermill adds for the parameters."""
    return len(notebook.source["cells"]) + 1


def make_bar(notebooks: Sequence[Notebook], progress: bool) -> Any:
    """Return a progress bar that counts cells, with one more for the evidence and the index."""
    from tqdm import tqdm

    return tqdm(
        total=sum(map(count_cells, notebooks)) + 1,
        disable=not progress,
        leave=False,
        desc=f"running {len(notebooks)} notebook{'' if len(notebooks) == 1 else 's'}",
        bar_format="{desc} {bar} {percentage:3.0f} % · {remaining} left",
        dynamic_ncols=True,
    )
