"""Files: what a path, folder, glob or address names, in an order that never depends on the disk; nothing is read here.

An address (``s3://bucket/articles``, ``memory://…``) is anything that fsspec opens.
"""

from __future__ import annotations

import glob
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import IO, Any, ClassVar, cast

import fsspec  # type: ignore[import-untyped]


def is_address(source: object) -> bool:
    """Tell whether *source* is an address rather than a path.

    >>> is_address("s3://bucket/articles"), is_address("data/articles")
    (True, False)
    """
    name, mark, _ = str(source).partition("://")
    return bool(mark) and name.replace("+", "").replace("-", "").isalnum()


def exists(source: str | Path) -> bool:
    """Tell whether there is a file or folder *source*, or a glob that may match some."""
    if is_address(source):
        system, path = open_system(str(source))
        return has_glob(source) or bool(system.exists(path))
    return has_glob(source) or Path(source).expanduser().exists()


def has_glob(source: object) -> bool:
    """Tell whether *source* is a pattern for several files."""
    return any(mark in str(source) for mark in "*?[")


@dataclass
class Listing:
    """The files that a source names, to be gone through as often as is needed; a folder's are never all in memory."""

    folder: Path
    found: list[Path] | None = None
    meant: bool = False
    """The one file was named itself: a link may lead anywhere."""

    def __iter__(self) -> Iterator[Path]:
        return iter(self.found) if self.found is not None else _walk(self.folder)


def list_files(source: str | Path) -> Listing:
    """Return the files that *source* names. Raises FileNotFoundError when there are none."""
    if is_address(source):
        return _list_remote(str(source))
    path = Path(source).expanduser()
    if path.is_dir():
        return Listing(path)
    if path.exists():
        return Listing(path.parent, [path], meant=True)
    matches = [Path(match) for match in glob.glob(str(path), recursive=True)]  # noqa: PTH207
    return _common(source, [match for match in matches if match.is_file()])


def _common(source: object, files: list[Path]) -> Listing:
    if not files:
        raise FileNotFoundError(f"{source} is no file, no folder, and matches no files")
    common = next(folder for folder in files[0].parents if all(folder in file.parents for file in files))
    return Listing(common, sorted(files, key=PurePath.as_posix))


def _walk(folder: Path) -> Iterator[Path]:
    """Yield the files in and under *folder* in the order of their paths; hidden ones and linked folders are left out."""
    open_folders = [_list_folder(folder)]
    while open_folders:
        path, is_folder = next(open_folders[-1], (None, False))
        if path is None:
            open_folders.pop()
        elif is_folder:
            open_folders.append(_list_folder(path))
        elif path.is_file():
            yield path


def _list_folder(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Yield what *folder* holds in the order of the paths, and whether it is a folder; nothing if it may not be read."""
    try:
        with os.scandir(folder) as entries:
            shown = [(e.name, e.is_dir(follow_symlinks=False)) for e in entries if not e.name.startswith((".", "~$"))]
    except OSError:
        return
    for name, is_folder in sorted(shown, key=lambda entry: entry[0] + "/" * entry[1]):
        yield folder / name, is_folder


class Remote(PurePosixPath):
    """A file that fsspec opens, and that does as a Path does as far as reading needs; each file system has its class."""

    system: ClassVar[Any]

    def is_file(self) -> bool:
        return bool(self.system.isfile(str(self)))

    def is_symlink(self) -> bool:
        return False

    def open(self, mode: str = "rb") -> IO[bytes]:
        return cast(IO[bytes], self.system.open(str(self), mode))


def open_system(address: str) -> tuple[Any, str]:
    try:
        system, path = fsspec.core.url_to_fs(address)
    except (ImportError, ValueError) as error:  # its package is not installed, or there is no such kind of address
        raise OSError(f"{address} cannot be opened: {error}") from None
    return system, str(path)


def _list_remote(address: str) -> Listing:
    system, path = open_system(address)
    remote = cast(type[Path], type("Remote", (Remote,), {"system": system, "__slots__": ()}))
    if has_glob(address):
        return _common(address, [remote(match) for match in system.glob(path) if system.isfile(match)])
    folder = remote(path)
    if system.isfile(path):
        return Listing(folder.parent, [folder], meant=True)
    if not system.isdir(path):
        raise FileNotFoundError(f"{address} is no file, no folder, and matches no files")
    files = [remote(name) for name in system.find(path)]
    shown = [f for f in files if not any(part.startswith((".", "~$")) for part in f.relative_to(folder).parts)]
    return Listing(folder, sorted(shown, key=PurePath.as_posix))
