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
PARTS = (64, 16, 4, 1)


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
    """Return the longest that *pattern* takes on an attack of SIZE characters, and how that begins; or the first second."""
    worst = (0.0, "")
    for steps in zip(*(attacks(SIZE // part) for part in PARTS), strict=True):
        seconds = _time_whole(pattern, steps)
        worst = max(worst, (seconds, steps[-1][:30]))
        if seconds > 1:
            break
    return worst


def _time_whole(pattern: re.Pattern[str], steps: tuple[str, ...]) -> float:
    """Return the seconds that the last and longest of *steps* takes, each of which is four times the one before.

    It is not run where the shorter ones tell: where it would take less than 0.8 seconds if time grew on as it grew
    so far (by the square, after the first alone), and where already a shorter one takes a second.
    """
    before = 0.0
    for left, text in zip(range(len(steps) - 1, -1, -1), steps, strict=True):
        seconds = time_search(pattern, text)
        growth = max(4.0, seconds / before) if before else 16.0
        expected = seconds * growth**left
        if seconds > 1 or expected < 0.8:
            return expected
        before = seconds
    return seconds
