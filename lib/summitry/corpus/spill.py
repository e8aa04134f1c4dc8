"""Arrays that are too large to be held: rows are put into buckets as they come, and taken out bucket by bucket."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from summitry.storage import naming


class Spill:
    """Rows of a numpy dtype in numbered buckets: files in *folder*, or in memory where that is None."""

    def __init__(self, folder: Path | None, name: str, dtype: Any, buckets: int) -> None:
        self.dtype, self.buckets = dtype, buckets
        self._held: list[list[Any]] = [[] for _ in range(buckets)]
        self._files: list[Path] | None = None
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
            self._files = [folder / f"{name}-{number:04}" for number in range(buckets)]
            for file in self._files:
                file.unlink(missing_ok=True)

    def add(self, rows: Any, bucket: Any) -> None:
        """Put *rows* into the buckets that *bucket* numbers, row by row."""
        import numpy as np

        order = np.argsort(bucket, kind="stable")
        rows, bucket = rows[order], np.asarray(bucket)[order]
        edges = np.flatnonzero(np.r_[True, bucket[1:] != bucket[:-1]]).tolist() if len(rows) else []
        for start, stop in zip(edges, [*edges[1:], len(rows)], strict=False):
            self._put(int(bucket[start]), rows[start:stop])

    def _put(self, number: int, rows: Any) -> None:
        if self._files is None:
            self._held[number].append(rows)
            return
        with naming(self._files[number]), self._files[number].open("ab") as file:
            file.write(rows.tobytes())

    def take(self) -> Iterator[Any]:
        """Yield each bucket's rows, in the order of the buckets and within one as they came; then they are gone."""
        import numpy as np

        for number in range(self.buckets):
            if self._files is None:
                yield np.concatenate([np.empty(0, self.dtype), *self._held[number]])
                self._held[number] = []
                continue
            file = self._files[number]
            yield np.fromfile(file, self.dtype) if file.exists() else np.empty(0, self.dtype)
            with contextlib.suppress(OSError):
                file.unlink(missing_ok=True)
