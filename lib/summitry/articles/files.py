"""Files: what a path, folder, glob or address names, in an order that never depends on the disk; nothing is read here.

An address (``s3://bucket/articles``, ``memory://…``) is anything that fsspec opens.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import IO, Any, ClassVar, NamedTuple, cast

import fsspec  # type: ignore[import-untyped]
from fsspec.implementations.local import LocalFileSystem  # type: ignore[import-untyped]


def is_address(source: object) -> bool:
    """Tell whether *source* is an address rather than a path.

    >>> is_address("s3://bucket/articles"), is_address("data/articles")
    (True, False)
    """
    name, mark, _ = str(source).partition("://")
    return bool(mark) and name.replace("+", "").replace("-", "").isalnum()


def local_path(source: str | Path) -> Path | None:
    """Return the path that *source* names, file:///… too; None for an address that is elsewhere."""
    if not is_address(source):
        return Path(source).expanduser()
    system, path = open_system(str(source))
    return Path(path) if isinstance(system, LocalFileSystem) else None


def exists(source: str | Path) -> bool:
    """Tell whether there is a file, folder or link *source*, or a glob that may match some."""
    if has_glob(source):
        return True
    if path := local_path(source):
        return path.exists() or path.is_symlink()
    system, place = open_system(str(source))
    return bool(system.exists(place))


def has_glob(source: object) -> bool:
    """Tell whether *source* is a pattern for several files."""
    return any(mark in str(source) for mark in "*?[")


class Skipped(NamedTuple):
    """A file or folder that is not opened, and why, in one sentence."""

    path: Path
    what: str
    why: str
    severity: str = "error"
    is_folder: bool = False


@dataclass
class Listing:
    """The files that a source names, to be gone through as often as is needed; a folder's are never all in memory."""

    folder: Path
    found: Sequence[Path | Skipped] | None = None

    def __iter__(self) -> Iterator[Path | Skipped]:
        return iter(self.found) if self.found is not None else _walk(self.folder)


def list_files(source: str | Path) -> Listing:
    """Return the files that *source* names. Raises FileNotFoundError when there are none."""
    path = local_path(source)
    if path is None:
        return _list_remote(str(source))
    if path.is_dir():
        return Listing(path)
    if path.exists() or path.is_symlink():
        return Listing(path.parent, [_look(path)])
    base, pattern = split_glob(path)
    return _common(source, base, list(_match(base, pattern)) if pattern and base.is_dir() else [])


def split_glob(path: Path) -> tuple[Path, tuple[str, ...]]:
    """Return the folder that a glob starts from, and the parts of its pattern; none where *path* is a folder or file."""
    at = next((at for at, part in enumerate(path.parts) if has_glob(part)), len(path.parts))
    return (path, ()) if path.exists() else (Path(*path.parts[:at]), path.parts[at:])


def _common(source: object, base: Path, found: list[Path | Skipped]) -> Listing:
    files = [file for file in found if isinstance(file, Path)]
    if not found:
        raise FileNotFoundError(f"{source} is no file, no folder, and matches no files")
    shared = (folder for folder in files[0].parents if all(folder in file.parents for file in files)) if files else ()
    return Listing(next(iter(shared), base), found)


def _match(base: Path, pattern: Sequence[str]) -> Iterator[Path | Skipped]:
    """Yield the files under *base* that fit *pattern*, and what is left out there; no folder is gone into twice."""

    def fits(path: Path, is_file: bool) -> bool:
        return _fits(path.relative_to(base).parts, pattern, is_file)

    for item in _walk(base, lambda folder: fits(folder, False)):
        path, is_folder = (item.path, item.is_folder) if isinstance(item, Skipped) else (item, False)
        if fits(path, not is_folder):
            yield item


def _fits(parts: Sequence[str], pattern: Sequence[str], is_file: bool) -> bool:
    """Tell whether a file's path fits *pattern*; of a folder's, whether that of a file in or under it may.

    >>> _fits(["2019", "a.txt"], ["**", "*.txt"], True), _fits(["2019"], ["20*", "*.txt"], False)
    (True, True)
    """
    if not parts or not pattern:
        return not parts and bool(pattern) != is_file
    if pattern[0] == "**":
        return not is_file or any(_fits(parts[at:], pattern[1:], is_file) for at in range(len(parts) + 1))
    return fnmatch(parts[0], pattern[0]) and _fits(parts[1:], pattern[1:], is_file)


def _walk(folder: Path, is_wanted: Callable[[Path], bool] = lambda _: True) -> Iterator[Path | Skipped]:
    """Yield the files in and under *folder*, and what is left out there, in the order of their paths. Hidden files and
    folders are left out without a word, and so are folders that are not *is_wanted*."""
    top = folder.resolve()
    open_folders = [_list_folder(folder, top)]
    while open_folders:
        item, is_folder = next(open_folders[-1], (None, False))
        if item is None:
            open_folders.pop()
        elif not is_folder:
            yield item
        elif isinstance(item, Path) and is_wanted(item):
            open_folders.append(_list_folder(item, top))


def _list_folder(folder: Path, top: Path) -> Iterator[tuple[Path | Skipped, bool]]:
    """Yield what *folder* holds in the order of the paths, and whether it is a folder to go into."""
    try:
        if mark := find_mark(folder):
            yield _leave_out(folder, mark, top), False
            return
        with os.scandir(folder) as entries:
            shown = [
                (e.name, e.is_dir(follow_symlinks=False), e.is_file(follow_symlinks=False))
                for e in entries
                if not e.name.startswith((".", "~$"))
            ]
    except OSError as error:
        yield Skipped(folder, "unreadable", f"The folder could not be read: {error.strerror}.", is_folder=True), False
        return
    for name, is_folder, is_file in sorted(shown, key=lambda entry: entry[0] + "/" * entry[1]):
        yield folder / name if is_folder or is_file else _look(folder / name, top), is_folder


KINDS = {stat.S_IFIFO: "named pipe", stat.S_IFSOCK: "socket", stat.S_IFCHR: "device", stat.S_IFBLK: "device"}
HANDED_OVER = ("/dev/stdin", "/dev/fd/", "/proc/self/fd/")


def is_pipe(source: object) -> bool:
    """Tell whether *source* is a pipe that this process was given, such as /dev/stdin: it can be read once."""
    return str(source).startswith(HANDED_OVER) and Path(str(source)).is_fifo()


def _look(path: Path, top: Path | None = None) -> Path | Skipped:
    """Return *path* if it is an ordinary file, or leads to one, under *top* where that is given; else why not."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        what = "The link leads to nothing that can be read" if path.is_symlink() else "It could not be read"
        return Skipped(path, "unreadable", f"{what}: {error.strerror}.")
    if stat.S_ISDIR(mode):
        why = "Links to folders are not followed; copy the folder here, or name it instead."
        return Skipped(path, "linked folder", why, is_folder=True)
    if not stat.S_ISREG(mode) and not is_pipe(path):
        return Skipped(path, "no file", f"It is a {KINDS.get(stat.S_IFMT(mode), 'thing')}, which is not opened.")
    if top and not path.resolve().is_relative_to(top):
        why = "It is a link to a place outside the folder; copy the file here, or name that place instead."
        return Skipped(path, "leads out of the folder", why)
    return path


WORK, STORE, MANIFEST = ".parse", ".summitry", "manifest.json"
"""By these a folder is known for one that this library writes to: a run under way, a report, finished tables."""


def find_mark(folder: Path) -> str:
    """Return the name by which *folder* is known for one that this library writes to, or nothing."""
    begun = (name for name in (WORK, STORE) if (folder / name).is_dir())
    return next(begun, MANIFEST if _is_manifest(folder / MANIFEST) else "")


def _is_manifest(file: Path) -> bool:
    """Tell whether *file* is a manifest of ours; other programs write some of that name."""
    with contextlib.suppress(OSError):
        if file.is_file() and not file.is_symlink():
            with file.open("rb") as opened:
                return b'"summitry"' in opened.read(20)
    return False


def _leave_out(folder: Path, mark: str, top: Path) -> Skipped:
    why, is_top = f"It holds tables or a report that summitry wrote ({mark})", folder.resolve() == top
    why += "; name the folder of the articles, or remove what is not theirs." if is_top else ", and no articles."
    return Skipped(folder, "own output", why, "error" if is_top else "note", is_folder=True)


class Remote(PurePosixPath):
    """A file that fsspec opens, and that does as a Path does as far as reading needs; each file system has its class."""

    system: ClassVar[Any]

    def is_file(self) -> bool:
        return bool(self.system.isfile(str(self)))

    def is_symlink(self) -> bool:
        return False

    def resolve(self) -> Remote:
        return self

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
    folder, of_glob = remote(path), has_glob(address)
    if not of_glob and system.isfile(path):
        return Listing(folder.parent, [folder])
    if of_glob:
        files = [remote(match) for match in system.glob(path) if system.isfile(match)]
    else:
        files = [remote(name) for name in system.find(path)]
        files = [f for f in files if not any(part.startswith((".", "~$")) for part in f.relative_to(folder).parts)]
    ours = {each for each in {file.parent for file in files} if _is_manifest(each / MANIFEST)}
    found: list[Path | Skipped] = [_leave_out(each, MANIFEST, folder) for each in sorted(ours)]
    found += sorted(file for file in files if ours.isdisjoint(file.parents))
    if of_glob or not system.isdir(path):
        return _common(address, folder, found)
    return Listing(folder, found)
