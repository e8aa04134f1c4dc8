"""What is told of a word or of other short words, told once and kept: texts have the same words again and again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

Told = TypeVar("Told")

MOST_KEPT = 50_000
"""Answers that are kept; then all are forgotten and told anew, which only a large corpus makes necessary."""
LONGEST_KEPT = 200
"""Characters; what is longer is no word that comes again, and its answer is not kept."""


class Kept(dict[str, Told], Generic[Told]):
    """The answers of *tell*, looked up as in any dict, in half the time that ``functools.lru_cache`` takes.

    >>> lengths = Kept(len)
    >>> [lengths[word] for word in ("Xi", "met", "Xi")], dict(lengths)
    ([2, 3, 2], {'Xi': 2, 'met': 3})
    """

    def __init__(self, tell: Callable[[str], Told]) -> None:
        super().__init__()
        self._tell = tell

    def __missing__(self, asked: str) -> Told:
        told = self._tell(asked)
        if len(asked) <= LONGEST_KEPT:
            if len(self) >= MOST_KEPT:
                self.clear()
            self[asked] = told
        return told
