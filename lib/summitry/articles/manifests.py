"""Manifests: the sidecar articles.csv, whose facts override whatever the text says."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable
from pathlib import Path

from summitry.articles.formats import FormatError, decode_text
from summitry.articles.tables import STATED_KEYS
from summitry.schema import Problems

MANIFEST = "articles.csv"


def name_path(file: Path, folder: Path) -> str:
    """Return the path of *file* within *folder* (as it is, outside it), as text that can be written to any file."""
    path = file.relative_to(folder).as_posix() if folder in file.parents else file.as_posix()
    return path.encode("utf-8", "replace").decode("utf-8")


def file_problem(
    file: Path, folder: Path, severity: str, what: str, why: str, article_id: str | None = None
) -> Problems:
    return Problems(article_id=article_id, path=name_path(file, folder), severity=severity, what=what, why=why)  # type: ignore[arg-type]


class Manifest:
    """The sidecar articles.csv of a folder (and of folders in it): facts that override whatever the text says."""

    def __init__(self, folder: Path, files: Iterable[Path]) -> None:
        self.files: set[Path] = set()
        self.problems: list[Problems] = []
        self._rows: dict[str, tuple[str, ...]] = {}  # by path, as values alone: there may be a million
        beside = {folder / MANIFEST} | {file for file in files if file.name == MANIFEST}
        for path in sorted(beside, key=Path.as_posix):
            if path.is_file():
                self._read(path, folder)

    def _read(self, path: Path, folder: Path) -> None:
        try:
            text = decode_text(path.read_bytes()).text
            rows = list(csv.DictReader(io.StringIO(text)))
        except (OSError, FormatError, csv.Error) as error:
            self.problems.append(file_problem(path, folder, "error", "unreadable manifest", str(error)))
            return
        if not rows or "file" not in rows[0] or "text" in rows[0]:
            return
        self.files.add(path)
        for row in rows:
            name = (row.get("file") or "").strip()
            file = path.parent / name
            if name and not file.is_file():
                why = f"{path.name} names {name}, which is not there"
                self.problems.append(file_problem(file, folder, "warning", "missing file", why))
            self._rows[file.as_posix()] = tuple(sys.intern((row.get(key) or "").strip()) for key in STATED_KEYS)

    def stated(self, file: Path) -> dict[str, str]:
        """Return what the manifest states of *file*."""
        values = self._rows.get(file.as_posix(), ())
        return {key: value for key, value in zip(STATED_KEYS, values, strict=False) if value}
