"""Digests: what a page depends on, so that it is made again when that has changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from summitry.reference import DEFAULT_REFERENCE


def digest(*parts: Any) -> str:
    """Return the SHA-256 (hexadecimal) of *parts* as JSON: of equal parts always the same."""
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


def digest_files(*roots: Path) -> str:
    """Return a digest of the names and contents of all files under *roots*; a root that is missing counts as empty."""
    from summitry.corpus.corpus import digest_file

    found = [file for root in roots for file in ([root] if root.is_file() else sorted(root.rglob("*")))]
    return digest([(file.name, digest_file(file)) for file in found if file.is_file() and file.suffix != ".pyc"])


def digest_reference(parameters: Mapping[str, Any]) -> str:
    from summitry.study import find_path

    given = [find_path(parameters[name]) for name in ("reference", "roster", "labels", "gold") if parameters.get(name)]
    return digest_files(DEFAULT_REFERENCE, *given)
