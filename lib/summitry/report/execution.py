"""Execution: notebooks run by papermill, two or three at once, and kept so that a run can resume."""

from __future__ import annotations

import contextlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from summitry.report.kernels import KernelServer
from summitry.report.notebooks import Notebook
from summitry.report.render import write_beside

LONGEST_RUN = 3600
"""Seconds that one cell may take."""


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
        write_beside(store / f"{notebook.name}.ipynb", json.dumps(executed))


def run_all(
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
