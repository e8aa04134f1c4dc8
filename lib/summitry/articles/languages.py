"""Languages: which one a text is written in, by its script and its commonest words."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Sequence

from summitry.text import read_words

SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("uk", re.compile(r"[іїєґІЇЄҐ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("bn", re.compile(r"[\u0980-\u09ff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)
SAMPLE, SAMPLED_WORDS = 6000, 1000
"""Characters, and words, that a language is told by."""
# any letter of these scripts
FOREIGN = re.compile("|".join(script.pattern for _, script in SCRIPTS))


@functools.cache
def _languages() -> dict[str, tuple[str, ...]]:
    """Return the commonest words with the languages that they are common in."""
    languages: dict[str, tuple[str, ...]] = {}
    for row in read_words("stopwords"):
        known = languages.get(row["word"], ())
        languages[row["word"]] = known if row["language"] in known else (*known, row["language"])
    return languages


@functools.cache
def _known() -> tuple[str, ...]:
    """Return the languages, in the order of the list; of two with equal shares the first is taken."""
    return tuple(dict.fromkeys(row["language"] for row in read_words("stopwords")))


def tell_language(text: str, keys: Sequence[str]) -> str | None:
    """Return the ISO 639-1 code of *text*'s language by its script and its commonest words; None: cannot be told.

    Its beginning tells. *keys* are its words (words.read_keys).

    >>> from summitry.text import read_keys
    >>> texts = "They met in the hall and spoke of the war.", "Sie sprachen über den Krieg und die Welt."
    >>> [tell_language(text, read_keys(text)) for text in texts]
    ['en', 'de']
    """
    sample = text[:SAMPLE]
    if not sample.isascii() and FOREIGN.search(sample) and (language := _tell_by_script(sample)):
        return language
    words = keys[:SAMPLED_WORDS]
    common = _languages()
    counts = dict.fromkeys(_known(), 0)
    for word, count in Counter(filter(common.__contains__, words)).items():
        for language in common[word]:
            counts[language] += count
    best = max(counts, key=lambda language: counts[language])
    return best if counts[best] and counts[best] / len(words) >= 0.12 else None


def _tell_by_script(sample: str) -> str | None:
    letters = sum(map(str.isalpha, sample))
    for language, script in SCRIPTS if letters else ():
        if len(script.findall(sample)) > (0.02 if language in ("ja", "uk") else 0.2) * letters:
            return language
    return None
