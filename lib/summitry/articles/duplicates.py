"""Duplicates: articles that repeat an earlier one, word for word or nearly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from summitry.schema import Span
from summitry.text import words_in
from summitry.text.codes import code_words, hash_sequences

if TYPE_CHECKING:
    import numpy as np

    Hashes = np.ndarray[Any, np.dtype[np.uint64]]

SHINGLE = 5
"""Words in a sequence: Broder (1997) calls such sequences shingles."""
CONTAINED = 0.8
"""Share of the shorter article's sequences that must stand in the longer one."""
ALIKE = 0.55
"""Share that both have, of the sequences that either has: an article inside a far longer one is no copy of it."""
SAMPLED = 16
"""One sequence in so many is looked up; the four with the smallest hashes always are, so that copies never slip by."""
CROWD = 8
"""A sequence that many articles have is their page's, not theirs: it only leads to the first so many of them."""
PAIR = [("later", "u4"), ("earlier", "u4"), ("count", "u4")]
"""Two articles, by their place in time, and how many sampled hashes both have (a numpy dtype)."""


def find_duplicates(texts: Mapping[str, str], published: Mapping[str, str | None] | None = None) -> dict[str, str]:
    """Return, by article_id, the earlier article that it repeats; articles that repeat none are left out.

    Earlier is by day where *published* tells both days, then by id, whatever the order of *texts*. The article
    named is never itself a copy. Two articles are copies of each other when most of the shorter one's sequences of
    five words stand in the longer one, and the longer one has not much else.

    >>> words = "the two presidents met in the old palace on monday and spoke for an hour"
    >>> find_duplicates({"b": words.title(), "a": words + ".", "c": "something else"})
    {'b': 'a'}
    """
    days = published or {}
    order = sorted(texts, key=lambda article_id: (days.get(article_id) or "9999", article_id))
    hashes = [hash_shingles(code_text(text, [(0, len(text))])) for text in map(texts.__getitem__, order)]
    samples = [sample_hashes(own) for own in hashes]
    pairs = _count_pairs(samples)
    copies = find_copies(choose_candidates(pairs, [len(sample) for sample in samples]), hashes.__getitem__)
    return {order[later]: order[earlier] for later, earlier in copies.items()}


def code_text(text: str, spans: Sequence[Span]) -> Hashes:
    """Return the codes of the words in *spans* of a text, in order."""
    return code_words(words_in(text, spans).keys)


def hash_shingles(codes: Hashes) -> Hashes:
    """Return the distinct hashes of the sequences of five words, sorted; of all words where there are fewer.

    *codes* are those of an article's words, in order (words.code_words).
    """
    import numpy as np

    hashes = hash_sequences(codes, min(SHINGLE, len(codes))) if len(codes) else codes
    return np.unique(hashes * np.uint64(0xBF58476D1CE4E5B9) >> np.uint64(8))


def is_copy(one: Hashes, other: Hashes) -> bool:
    """Tell whether two articles, as hashes of their sequences, are copies of each other, or nearly.

    >>> one, other = "one two three four five six", "One two; three four five six."
    >>> is_copy(*(hash_shingles(code_text(text, [(0, len(text))])) for text in (one, other)))
    True
    """
    import numpy as np

    shared = len(np.intersect1d(one, other, assume_unique=True))
    shorter, either = min(len(one), len(other)), len(one) + len(other) - shared
    return shorter > 0 and shared >= CONTAINED * shorter and shared >= ALIKE * either


def sample_hashes(hashes: Hashes) -> Hashes:
    """Return the few hashes of an article that others are looked up by: the same ones for the same words."""
    import numpy as np

    sampled: Hashes = hashes[(hashes % np.uint64(SAMPLED) == 0) | (np.arange(len(hashes)) < 4)]
    return sampled


def find_pairs(hashes: Hashes, owners: Any) -> Any:
    """Return pairs of articles that have a sampled hash, once for each: an array of PAIR, unsorted.

    *owners* are the articles' numbers, the earliest article's the smallest. A hash of many articles leads to the
    earliest few alone.
    """
    import numpy as np

    order = np.lexsort((owners, hashes))
    hashes, owners = hashes[order], owners[order]
    starts = np.flatnonzero(np.r_[True, hashes[1:] != hashes[:-1]]) if len(hashes) else np.zeros(0, np.int64)
    first = np.repeat(starts, np.diff(np.r_[starts, len(hashes)]))
    place = np.arange(len(hashes)) - first
    found = [np.empty(0, PAIR)]
    for number in range(CROWD):
        late = np.flatnonzero(place > number)
        pairs = np.empty(len(late), PAIR)
        pairs["later"], pairs["earlier"], pairs["count"] = owners[late], owners[first[late] + number], 1
        found.append(pairs)
    return add_up(np.concatenate(found))


def add_up(pairs: Any) -> Any:
    """Return each of *pairs* once, its counts added up, in the order of the later, then of the earlier article."""
    import numpy as np

    pairs = pairs[np.lexsort((pairs["earlier"], pairs["later"]))]
    changed = (pairs["later"][1:] != pairs["later"][:-1]) | (pairs["earlier"][1:] != pairs["earlier"][:-1])
    starts = np.flatnonzero(np.r_[True, changed]) if len(pairs) else np.zeros(0, np.int64)
    once = pairs[starts]
    if len(pairs):
        once["count"] = np.add.reduceat(pairs["count"], starts)
    return once


def _count_pairs(samples: Sequence[Hashes]) -> Any:
    import numpy as np

    owners = np.repeat(np.arange(len(samples)), [len(sample) for sample in samples])
    return find_pairs(np.concatenate([np.zeros(0, dtype=np.uint64), *samples]), owners)


def choose_candidates(pairs: Any, sizes: Any) -> Iterator[tuple[int, list[int]]]:
    """Yield each article that shares enough sampled hashes with earlier ones, and those, the earliest first.

    *pairs* are as add_up returns them; *sizes* says how many hashes of each article were sampled.
    """
    import numpy as np

    least = 0.3 * np.minimum(np.asarray(sizes)[pairs["later"]], SAMPLED)
    pairs = pairs[pairs["count"] >= least]
    changed = np.r_[True, pairs["later"][1:] != pairs["later"][:-1]]
    starts = np.flatnonzero(changed).tolist() if len(pairs) else []
    for start, stop in zip(starts, [*starts[1:], len(pairs)], strict=False):
        yield int(pairs["later"][start]), pairs["earlier"][start:stop].tolist()


def find_copies(
    candidates: Iterable[tuple[int, list[int]]], hashes_of: Callable[[int], Hashes], known: dict[int, int] | None = None
) -> dict[int, int]:
    """Return which articles repeat which: of the *candidates*, the first that is a copy, or what that one repeats.

    *hashes_of* returns the hashes of an article's sequences; *known* are copies found before, and is added to.
    """
    repeats = {} if known is None else known
    for later, earlier_ones in candidates:
        own = hashes_of(later)
        for earlier in earlier_ones:
            if is_copy(own, hashes_of(earlier)):
                repeats[later] = repeats.get(earlier, earlier)
                break
    return repeats
