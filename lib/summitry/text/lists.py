"""Word lists: the CSV files in summitry/words, each row with its source, and the one way to read them."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Iterator
from importlib import resources


@functools.cache
def read_words(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the word list *name* (without .csv) as dicts, in the file's order.

    Raises FileNotFoundError when there is no such list.

    >>> read_words("abbreviations")[0]["word"]
    'adm'
    """
    text = resources.files("summitry").joinpath("words", f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@functools.cache
def word_set(name: str) -> frozenset[str]:
    """Return the words of the list *name* (its column word).

    >>> "the" in word_set("titlecase")
    True
    """
    return frozenset(row["word"] for row in read_words(name))


def spell_out(words: Iterable[str], never_after: str = "") -> str:
    """Return a pattern of any of *words*, the longest that fits, which shares their beginnings letter by letter.

    A list of alternatives is tried word by word at every place of a text; this is done after one letter. The words do
    not follow a character that fits *never_after*: said so, and not by a ``\\b`` before them, capital letters are
    searched for twice as fast, as the pattern begins with few letters.

    >>> spell_out(["an", "and", "of"])
    '(?:an(?:d)?|of)'
    >>> spell_out(["Xi", "Putin"], never_after=r"\\w")
    '(?:P(?<!\\\\wP)utin|X(?<!\\\\wX)i)'
    """
    return f"(?:{'|'.join(_spell_branches(words, never_after))})"


def spell_phrases(phrases: Iterable[str], never_after: str = "") -> str:
    """Return ``spell_out`` of *phrases*, up to three characters of white space standing for each blank in them."""
    return spell_out(phrases, never_after).replace(r"\ ", r"\s{1,3}")


def _spell_branches(words: Iterable[str], never_after: str = "") -> Iterator[str]:
    """Yield a pattern for each letter that *words* begin with; a beginning without other words needs no group."""
    tails: dict[str, list[str]] = {}
    for word in sorted(filter(None, words)):
        tails.setdefault(word[0], []).append(word[1:])
    for letter, rest in tails.items():
        branches = list(_spell_branches(rest))
        tail = "|".join(branches)
        if branches and "" in rest:
            tail = f"(?:{tail})?"
        elif len(branches) > 1:
            tail = f"(?:{tail})"
        alone = f"(?<!{never_after}{re.escape(letter)})" if never_after else ""
        yield re.escape(letter) + alone + tail
