"""Strings built against patterns, and the patterns that the package is made of; texts of any size, built against steps."""

from __future__ import annotations

import functools
import gc
import importlib
import inspect
import itertools
import math
import pkgutil
import re
import time
from collections.abc import Callable, Iterator, Mapping
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


def letters(number: int) -> str:
    """Return a capitalised word of its own for each *number*, in alphabetical order."""
    return "".join(chr(97 + number // 26**place % 26) for place in (3, 2, 1, 0)).title()


DAYS = ("Monday", "Tuesday", "Friday", "Sunday")
MONTHS = ("January", "May", "June", "October")
SHAPES: dict[str, Callable[[int], str]] = {
    # names
    "names in order": lambda n: f"Ivan {letters(n)} met Xi. ",
    "names with one surname": lambda n: f"{letters(n)} Petrov said so. ",
    "names with one given name": lambda n: f"John {letters(n)}, ",
    "surnames alone": lambda n: "Mr. Petrov and Putin and Xi ",
    "names on lines": lambda n: f"{letters(n)} {letters(n * 7 + 1)}\n",
    "names with titles": lambda n: f"Foreign Minister {letters(n)} {letters(n + 9)} met the foreign minister. ",
    "one long name": lambda n: f"{letters(n)} ",
    "initials": lambda n: f"J. {chr(65 + n % 26)}. ",
    "pronouns": lambda n: "he told him that his and her and they ",
    "one sentence of pronouns": lambda n: "Xi told Putin, he said, ",
    "titles": lambda n: "the Chinese president, his Russian counterpart, ",
    "titles and names": lambda n: f"the president, {letters(n)} Wong, the foreign minister ",
    "leaders of two countries": lambda n: "Putin met Xi. The Russian and Chinese presidents left. Medvedev stayed. ",
    "Chinese names": lambda n: "习近平会见普京。",
    # lines and paragraphs
    "one line": lambda n: f"Xi and Putin have met more than {n % 90 + 2} times since {1950 + n % 70}, he said. ",
    "one sentence": lambda n: f"Xi met Putin in Moscow on 5 June {1950 + n % 70} and ",
    "many lines": lambda n: f"Xi and Putin have met more than {n % 90 + 2} times since {1950 + n % 70}, he said.\n",
    "paragraphs": lambda n: f"Xi and Putin have met more than {n % 90 + 2} times since {1950 + n % 70}, he said.\n\n",
    "short lines": lambda n: f"a{n}\n",
    "one line repeated": lambda n: "Read more about the talks here\n",
    "blank lines": lambda n: "Xi met Putin.\n\n\n\n\n\n\n\n",
    "bylines": lambda n: f"By {letters(n)} Smith\n",
    "datelines": lambda n: "BEIJING, June 8 (Reuters) - Xi met Putin.\n",
    "captions": lambda n: f"Xi Jinping greets guest {n} in Moscow. Photo: Li Wei/AFP\n",
    "captions with days": lambda n: f"Xi Jinping greets guest {n} on 5 June {1950 + n % 70}. Photo: Li Wei/AFP\n",
    "teasers": lambda n: f"Related\nXi Jinping met Vladimir Putin in Moscow on Friday, officials said in {1950 + n % 70}.\nAt home {n}\n",
    "printed days": lambda n: f"Published: {n % 28 + 1} June {1990 + n % 30}\n",
    "printed days on one line": lambda n: f"Published: {n % 28 + 1} June {1990 + n % 30} ",
    "headings": lambda n: f"Leaders Meet For Talk {n}\n\nXi Jinping met Vladimir Putin in Moscow on Friday, officials said there.\n\n",
    "furniture": lambda n: f"Share this article\nSubscribe to our newsletter\nRelated: story {n}\n",
    "questions and answers": lambda n: f"Q: How often did they meet?\nA: {n} times.\n",
    "speakers": lambda n: f"{letters(n).upper()}: We met many times.\n",
    "Factiva heads": lambda n: f"HD Xi meets Putin\nBY Ann {letters(n)}\nWC 300 words\nPD 5 June 2019\nSN Reuters\nLP\nThey met.\nTD\nTwice.\n",
    "Nexis bodies": lambda n: f"Xi meets Putin\n\nReuters\n\nJune 5, 2019\n\nBody\n\n\nXi met Putin {n} times.\n\n\nEnd of Document\n\n",
    "Nexis body repeated": lambda n: "Xi met Putin in Moscow.\nBody\nLoad-Date: June 5, 2019\n",
    # days and years
    "years": lambda n: f"{1950 + n % 70}, ",
    "years in sentences": lambda n: f"They met in {1950 + n % 70}. ",
    "days": lambda n: f"on {n % 28 + 1} {MONTHS[n % 4]} {1990 + n % 30} ",
    "weekdays": lambda n: f"They met on {DAYS[n % 4]}. ",
    "days without a year": lambda n: f"on {MONTHS[n % 4]} {n % 28 + 1}, ",
    "ranges": lambda n: f"from {n % 20 + 1} to {n % 20 + 8} May {1990 + n % 30}, ",
    "meetings in order": lambda n: f"Xi met Putin in {letters(n)} on {n % 28 + 1} {MONTHS[n % 4]} {1990 + n % 30}. ",
    "meetings planned and cancelled": lambda n: (
        f"Xi will meet Putin in Moscow on {n % 28 + 1} June {1990 + n % 30}. "
        f"Xi called off the summit with Putin in Beijing on {n % 28 + 1} May {1990 + n % 30}. "
    ),
    "meetings by phone": lambda n: f"Xi and Putin spoke by telephone. They discussed grain {n}. ",
    "meetings told again": lambda n: "Xi met Putin in Moscow on 5 June 2019. They met again. ",
    "summits": lambda n: f"At the {n}th summit of the G20, Xi met Putin. ",
    "ISO days": lambda n: f"{1990 + n % 30}-{n % 12 + 1:02}-{n % 28 + 1:02}\n",
    "ages": lambda n: f"two years ago, {n % 50 + 2} years before that, ",
    # counts
    "counts": lambda n: f"more than {n % 90 + 2} times, ",
    "ordinals": lambda n: "their second meeting, their thirtieth meeting, ",
    "numbers": lambda n: f"{n} ",
    "numbers in words": lambda n: "twenty-five and ",
    # quotations
    "short quotations": lambda n: f"“We are friends {n},” Xi said. ",
    "quotations on lines": lambda n: f"“We are friends {n},” spokesman Ivan {letters(n)} said.\n",
    "quotations in one sentence": lambda n: f"“yes {n},” ",
    "fragments": lambda n: f"Xi called it “a plan {n}” and ",
    "quotations of paragraphs": lambda n: f"“We have met {n} times and will meet again.\n\n",
    "open quotations": lambda n: f"“We met {n} times. Xi said. ",
    "single quotations": lambda n: f"'We met {n} times,' Xi said. ",
    "verbs of saying": lambda n: "Xi said that Putin said that ",
    "according to": lambda n: f"according to {letters(n)} News Agency, ",
    "indirect speech": lambda n: f"Xi said that he would visit {letters(n)}. ",
    # words
    "labels": lambda n: "the strongman Putin ",
    "labels in sentences": lambda n: f"The dictator Putin, a strongman, left {letters(n)}. ",
    "labels in one sentence": lambda n: "Putin and the despot and ",
    "nouns of nouns": lambda n: "president of the ",
    "loaded words": lambda n: "brutal so-called regime, ",
    "sources": lambda n: f"He told {letters(n)} News. Reuters reported. ",
    "adjectives": lambda n: "very close, ",
    "apostrophes": lambda n: "Xi’s friend’s ",
    # marks
    "marks": lambda n: "\"“”'’‘«»",
    "brackets": lambda n: "([{<",
    "brackets, closed": lambda n: f"(a{n}) [b] ",
    "braces": lambda n: "{a {b} ",
    "nested markup": lambda n: f"<div><b class=a>Xi {n}",
    "attributes": lambda n: f'<p a{n}="b">Xi</p> ',
    "addresses": lambda n: f"https://www.example.org/{n} a{n}@example.org ",
    "dashes": lambda n: "— met – ",
    "dots": lambda n: "U.S. a. ... ",
    "spaces": lambda n: "a    \t  ",
    "hyphens": lambda n: "a-b-",
    "combining marks": lambda n: "e\u0301\u200b\u202e🙂",
}  # fmt: skip


def grow(name: str, size: int, first: int = 0) -> str:
    """Return the text of *size* characters that repeats the piece *name*, each time with another number, from *first*."""
    pieces, length = list[str](), 0
    for number in itertools.count(first):
        pieces.append(SHAPES[name](number))
        length += len(pieces[-1])
        if length >= size:
            break
    return "".join(pieces)[:size]


def measure_growth(read: Callable[[Any], Any], few: Any, many: Any, times: float) -> float:
    """Return the power of the size by which the processor time of *read* grows from *few* to *many*, *times* as much.

    The collection of garbage, which comes in leaps, is left out.
    """
    seconds = []
    for given in (few, many):
        gc.collect()
        gc.disable()
        began = time.process_time()
        read(given)
        seconds.append(time.process_time() - began)
        gc.enable()
    return math.log(seconds[1] / seconds[0], times)
