"""Notebooks as files: which there are, what their parameters cells declare, and the values asked for, checked."""

from __future__ import annotations

import ast
import io
import json
import tokenize
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from summitry.display.prose import show_value
from summitry.reference import REPOSITORY

NOTEBOOKS = REPOSITORY / "notebooks"
HIDDEN_PARAMETERS = frozenset({"tables"})


class ReportError(ValueError):
    """The report cannot be made as asked; the message says what to ask instead."""


class Parameter(NamedTuple):
    """One line of a notebook's parameters cell."""

    name: str
    annotation: str
    value: Any
    meaning: str


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


# --- what a notebook declares ---


def read_tags(cell: Mapping[str, Any]) -> list[str]:
    """Return the tags of a cell."""
    return list(cell.get("metadata", {}).get("tags", []))


def read_source(cell: Mapping[str, Any]) -> str:
    """Return the words of a cell, which a file may hold as lines."""
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _comments(source: str) -> dict[int, str]:
    """Return the comment of each line that has one."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {t.start[0]: t.string.lstrip("# ").rstrip() for t in tokens if t.type == tokenize.COMMENT}


def _read_assignments(source: str) -> list[Parameter]:
    parameters = []
    comments = _comments(source)
    for node in ast.parse(source).body:
        target = node.target if isinstance(node, ast.AnnAssign) else getattr(node, "targets", [None])[0]
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and value is not None:
            annotation = ast.unparse(node.annotation) if isinstance(node, ast.AnnAssign) else ""
            line = node.end_lineno or node.lineno
            parameters.append(Parameter(target.id, annotation, ast.literal_eval(value), comments.get(line, "")))
    return parameters


def read_parameters(notebook: Mapping[str, Any]) -> tuple[Parameter, ...]:
    """Return what the cell tagged parameters declares, with its defaults; none where there is no such cell."""
    for cell in notebook["cells"]:
        if "parameters" in read_tags(cell):
            return tuple(_read_assignments(read_source(cell)))
    return ()


def list_parameters(notebook: Mapping[str, Any]) -> list[dict[str, str]]:
    """Return name, value and meaning of each parameter as used."""
    used: dict[str, Any] = {}
    for cell in notebook["cells"]:
        if "injected-parameters" in read_tags(cell):
            used.update((p.name, p.value) for p in _read_assignments(read_source(cell)))
    return [
        {"name": p.name, "shown": show_parameter(used.get(p.name, p.value)), "meaning": p.meaning}
        for p in read_parameters(notebook)
        if p.name not in HIDDEN_PARAMETERS
    ]


def show_parameter(value: Any) -> str:
    """Return a parameter's value as a reader should see it.

    >>> show_parameter(["Xi Jinping", "Vladimir Putin"]), show_parameter("")
    ('Xi Jinping, Vladimir Putin', 'not set')
    """
    return str(value) if isinstance(value, int) else show_value(value) if value not in ("", [], ()) else "not set"


# --- what is asked of it ---


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
