"""Tables at an address (``s3://bucket/tables``, anything that fsspec opens): made and read in a folder on this machine.

Object stores cannot rename or append. So the tables are made here and then sent, the manifest last: as in a folder,
where there is none the tables are not finished.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from summitry.articles.files import open_system
from summitry.corpus.storage import MANIFEST, CorpusError, digest_file

FOLDERS_HELD = 8
"""Local folders that stand for an address; of more, those used longest ago are removed."""
IN_USE = 86_400
"""Seconds after its last use during which a folder is never removed: somebody may still read from it."""


def local_folder(address: str) -> Path:
    """Return the folder on this machine that stands for *address*: the same one each time, so that a run can go on.

    Other addresses' folders that were not used lately are removed, so that the cache does not grow without bound.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "summitry"
    folder = cache / hashlib.sha256(address.encode()).hexdigest()[:24]
    folder.mkdir(parents=True, exist_ok=True)
    os.utime(folder)
    by_age = sorted((used.stat().st_mtime, used) for used in cache.iterdir() if used.is_dir())
    for last, other in by_age[:-FOLDERS_HELD]:
        if time.time() - last > IN_USE:
            shutil.rmtree(other, ignore_errors=True)
    return folder


def send(folder: Path, address: str) -> None:
    """Put the finished tables in *folder* at *address*. Raises OSError where that cannot be done."""
    system, path = open_system(address)
    with _as_system_error(address):
        system.makedirs(path, exist_ok=True)
        if system.exists(f"{path}/{MANIFEST}"):
            system.rm_file(f"{path}/{MANIFEST}")
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        for name in (*manifest["tables"], MANIFEST):
            system.put_file(str(folder / name), f"{path}/{name}")


def fetch(address: str) -> Path:
    """Return a folder with the tables at *address*. Raises CorpusError where they are not finished."""
    system, path = open_system(address)
    folder = local_folder(address)
    with _as_system_error(address):
        if not system.exists(f"{path}/{MANIFEST}"):
            raise CorpusError(f"{address} holds no finished tables (no {MANIFEST}): run summitry parse again")
        data = system.cat_file(f"{path}/{MANIFEST}")
        (folder / MANIFEST).unlink(missing_ok=True)
        for name, digest in _digests(address, data).items():
            if not (folder / name).is_file() or digest_file(folder / name) != digest:
                system.get_file(f"{path}/{name}", str(folder / name))
        (folder / MANIFEST).write_bytes(data)
    return folder


def _digests(address: str, data: bytes) -> dict[str, str]:
    """Return the manifest's digests by file; a name that is a path is no table of ours."""
    try:
        digests = {str(name): str(digest) for name, digest in json.loads(data)["tables"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        digests = {"/": ""}
    if any(Path(name).name != name for name in digests):
        raise CorpusError(f"{address}/{MANIFEST} is not as it was written: run summitry parse again")
    return digests


@contextlib.contextmanager
def _as_system_error(address: str) -> Iterator[None]:
    """Let what the packages behind fsspec raise be an error of the system, as it is for files."""
    try:
        yield
    except (CorpusError, OSError):
        raise
    except Exception as error:  # each package has errors of its own
        raise OSError(f"{address} cannot be used: {type(error).__name__}: {error}") from error
