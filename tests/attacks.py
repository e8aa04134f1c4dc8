"""Strings built against patterns, and the patterns that the package is made of."""

from __future__ import annotations

import functools
import importlib
import inspect
import itertools
import pkgutil
import re
import time
from collections.abc import Iterator, Mapping
from typing import Any

import summitry

UNITS = [
    *("a", "A", "1", " ", "\n", "\t", '"', "“", "'", "’", "(", "[", "{", ".", ",", "-", "—", ":", "/", "|", "<", "\\", "\u200b", "é", "习", "🙂"),
    *("a ", "A ", "a. ", "A.", "1,", "1 ", "1.", " \n", "\n ", "\t\n", "a-", "a’", "A’s ", ", a", "“a” ", '"A," ', "''", "&", "&#1;", "<p>"),
    *("Xi ", "Mr. ", "President Xi Jinping and ", "said ", "he said, ", "told him that ", "according to ", "the ", "of the "),
    *("June 5, 2019 ", "5 June ", "on Friday ", "2019-06-", "in the year ", "two years ago ", "more than 30 times ", "12:30 "),
    *("by ", "By Ann Lee and ", "MOSCOW (", "MOSCOW — ", "Reuters ", "(AP) ", "http://a", "www.", "a@b.", "#a ", "Read more: ", "Photo: "),
    *("met in ", "meeting with ", "their second ", "not ", "so-called ", "Russian ", "president of the ", "foreign minister "),
]  # fmt: skip
ENDS = ["", "\x00", "!", "\n"]
SIZE = 100_000


def attacks(size: int) -> Iterator[str]:
    """Yield strings of *size* characters: a piece over and over, then what makes a match fail late."""
    for unit, end in itertools.product(UNITS, ENDS):
        yield (unit * (size // len(unit) + 1))[: size - len(end)] + end


def modules() -> Iterator[Any]:
    """Yield every module of the package."""
    for found in pkgutil.walk_packages(summitry.__path__, "summitry."):
        yield importlib.import_module(found.name)


def patterns() -> dict[str, re.Pattern[str]]:
    """Return every compiled pattern of the package by name: those of modules, and those that cached functions make."""
    found: dict[str, re.Pattern[str]] = {}
    for module in modules():
        for name, value in vars(module).items():
            if isinstance(value, functools._lru_cache_wrapper) and value.__module__ == module.__name__:
                if not inspect.signature(value).parameters:
                    found |= _inside(value(), f"{module.__name__}.{name}()")
            elif not inspect.ismodule(value):
                found |= _inside(value, f"{module.__name__}.{name}")
    return {name: pattern for name, pattern in found.items() if isinstance(pattern.pattern, str)}


def _inside(value: Any, name: str, depth: int = 0) -> dict[str, re.Pattern[str]]:
    """Return the patterns in *value*: itself, or what it holds."""
    if isinstance(value, re.Pattern):
        return {name: value}
    if depth > 3 or isinstance(value, str | bytes | int | float | type) or value is None:
        return {}
    held: dict[str, Any] = {}
    if isinstance(value, Mapping):
        held = {str(key): inner for key, inner in itertools.islice(value.items(), 500)}
    elif isinstance(value, list | tuple | set | frozenset):
        held = {str(number): inner for number, inner in enumerate(itertools.islice(value, 500))}
    elif type(value).__module__.startswith("summitry") and hasattr(value, "__dict__"):
        held = vars(value)
    return {key: p for inner, v in held.items() for key, p in _inside(v, f"{name}.{inner}", depth + 1).items()}


def time_search(pattern: re.Pattern[str], text: str) -> float:
    """Return the processor seconds that all matches in *text* take."""
    began = time.process_time()
    for _ in pattern.finditer(text):
        pass
    return time.process_time() - began


def slowest(pattern: re.Pattern[str]) -> tuple[float, str]:
    """Return the longest that *pattern* takes on an attack of SIZE characters, and how that begins; or the first second.

    An attack is tried on a sixteenth of its length first: what takes less than 1/256 of a second there takes less than
    one on the whole, even if it takes the square of the time.
    """
    worst = (0.0, "")
    for short, whole in zip(attacks(SIZE // 16), attacks(SIZE), strict=True):
        seconds = time_search(pattern, short)
        if seconds > 1 / 256:
            quarter = time_search(pattern, whole[: SIZE // 4])
            seconds = 16 * quarter if quarter > 1 else time_search(pattern, whole)
            worst = max(worst, (seconds, whole[:30]))
            if seconds > 1:
                break
    return worst
