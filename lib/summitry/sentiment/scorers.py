"""How warm are the words? Scores of texts and quotations, hand labels, and how well the two agree.

Off-the-shelf dictionaries agree poorly with people on news (Boukes et al. 2020), so that scorers are named and can be
changed, each score can be explained by its words, and hand labels override a score and measure it.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from summitry import statistics
from summitry.schema import Quotes
from summitry.sentiment.remarks import collapse_duplicates as collapse_duplicates

if TYPE_CHECKING:
    from summitry.sentiment.polarity import Scorer, Weighted

SCORERS = ("diplomatic", "vader", "adjectives")
SPOKEN = frozenset(("direct", "fragment", "indirect"))
LABELS = {"negative": -1, "neutral": 0, "positive": 1, "-1": -1, "0": 0, "1": 1, "+1": 1}
# Scores nearer to 0 are neutral: .05 as VADER's authors advise; ours was set on NewsMTSC's train part.
NEUTRAL_BELOW = {"diplomatic": 0.2, "vader": 0.05, "adjectives": 0.05}
HALF_AT, OTHER_CLAUSE, AFTER = 100, 0.6, 1.3  # characters, and factors of score_target
CLAUSE_END = re.compile(r"[,;:.!?—–“”\"]")  # Xi praised him, | while critics of Putin spoke of a pariah


class LabelError(ValueError):
    """A file of hand labels cannot be used; the message names the file, the line and the reason."""


def _scorer(name: str) -> Scorer:
    if name not in SCORERS:
        raise ValueError(f"there is no scorer {name!r}: write one of {', '.join(SCORERS)}")
    from summitry.sentiment.polarity import scorer_named

    return scorer_named(name)


def score(texts: Sequence[str], scorer: str = "diplomatic") -> list[float]:
    """Return the sentiment of each text, -1 (cold) to 1 (warm); 0 also where no word of it is known.

    *scorer* is one of SCORERS: ``diplomatic`` (VADER with our lexicon), ``vader`` (NLTK's, as it comes) or
    ``adjectives`` (a second, independent lexicon). Raises ValueError for any other name.

    >>> warm, neutral = score(["They are old friends.", "They met on Friday."])
    >>> warm > 0.4, neutral
    (True, 0.0)
    """
    rate = _scorer(scorer).score
    return [rate(text) for text in texts]


def explain(text: str, scorer: str = "diplomatic") -> Sequence[tuple[int, int, str, float]]:
    """Return the words that moved the score of *text*: (start, end, word, weight), in reading order.

    ``text[start:end]`` is the word or phrase; its weight counts negation, boosters and "but", on the scorer's own
    scale (VADER: about -4 to 4; adjectives: -1 to 1).

    >>> [(word, weight > 0) for _, _, word, weight in explain("Our friendship has no limits, despite the sanctions.")]
    [('friendship', True), ('no limits', True), ('sanctions', False)]
    """
    return list(_scorer(scorer).explain(text))


def score_target(items: Sequence[tuple[str, int, int]], scorer: str = "diplomatic") -> list[float]:
    """Return the sentiment toward the target at ``text[start:end]`` of each item (text, start, end), -1 to 1.

    A word counts half at 100 characters from the target, less beyond the clause's end, and more after the target than
    before it, since what is said of somebody mostly follows his name (three numbers, chosen on NewsMTSC's train part).
    """
    rate = _scorer(scorer)
    return [_score_near(rate.explain(text), text, start, end) for text, start, end in items]


def _score_near(words: Sequence[Weighted], text: str, start: int, end: int) -> float:
    clause_start = max((place.end() for place in CLAUSE_END.finditer(text, 0, start)), default=0)
    found = CLAUSE_END.search(text, end)
    clause_end = found.start() if found else len(text)
    total = 0.0
    for word in words:
        follows = word.start >= end
        distance = word.start - end if follows else start - word.end
        if distance >= 0:  # else the word is part of the target's own name
            pull = (AFTER if follows else 1.0) / (1 + distance / HALF_AT)
            within = word.end <= clause_end if follows else word.start >= clause_start
            total += word.weight * (pull if within else pull * OTHER_CLAUSE)
    return total / math.sqrt(total * total + 15)


def score_quotes(quotes: Sequence[Quotes], scorer: str = "diplomatic") -> None:
    """Set ``sentiment`` of direct, fragmentary and indirect quotations; titles and scare quotes get None: no speech."""
    if not any(quote.kind in SPOKEN for quote in quotes):
        return
    rate = _scorer(scorer).score
    for quote in quotes:
        quote.sentiment = rate(quote.text) if quote.kind in SPOKEN else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """How well scores agree with hand labels. The coefficients are None where they are not defined."""

    kappa: float | None
    alpha: float | None
    share: float | None
    n: int
    unmatched: int
    sentence: str


def label_of(score: float, scorer: str = "diplomatic") -> int:
    """Return -1 (cold), 0 (neutral) or 1 (warm) for a score of *scorer*: neutral is nearer to 0 than NEUTRAL_BELOW."""
    return 0 if abs(score) < NEUTRAL_BELOW[scorer] else (1 if score > 0 else -1)


def read_labels(path: Path | str) -> dict[str, int]:
    """Read hand labels from a CSV file with the columns quote_id and label (-1, 0, 1, or negative, neutral, positive).

    Rows with an empty label are left out. Raises LabelError when a column is missing, a label is none of these or a
    quotation is labelled twice, OSError when the file cannot be read.
    """
    path = Path(path)
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        if missing := {"quote_id", "label"} - set(reader.fieldnames or ()):
            raise LabelError(f"{path} has no column {' and no column '.join(sorted(missing))}")
        labels: dict[str, int] = {}
        for row in reader:
            if (row["label"] or "").strip():
                _read_label(row, labels, f"{path}, line {reader.line_num}")
    return labels


def _read_label(row: dict[str, str], labels: dict[str, int], where: str) -> None:
    quote_id, label = (row["quote_id"] or "").strip(), row["label"].strip().lower()
    if label not in LABELS:
        raise LabelError(f"{where}: label must be -1, 0, 1, negative, neutral or positive, not {row['label']!r}")
    if not quote_id or quote_id in labels:
        raise LabelError(f"{where}: {f'{quote_id} is labelled twice' if quote_id else 'quote_id is empty'}")
    labels[quote_id] = LABELS[label]


def agreement(scores: Mapping[str, float | None], labels: Mapping[str, int], scorer: str = "diplomatic") -> Agreement:
    """Compare *scores* with hand *labels*, both by quote_id: Cohen's kappa and Krippendorff's ordinal alpha.

    Scores of *scorer* become labels by label_of. Labels without a score are counted in ``unmatched``.
    """
    pairs = [
        (label_of(found, scorer), label) for key, label in labels.items() if (found := scores.get(key)) is not None
    ]
    ours, theirs = [a for a, _ in pairs], [b for _, b in pairs]
    unmatched = len(labels) - len(pairs)
    if not pairs:
        return Agreement(None, None, None, 0, unmatched, "No labelled quotation has a score.")
    kappa, alpha = statistics.cohen_kappa(ours, theirs), statistics.krippendorff_alpha([ours, theirs], "ordinal")
    share = sum(a == b for a, b in pairs) / len(pairs)
    sentence = f"Scorer and hand agree on {share:.0%} of {statistics.count_of(len(pairs), 'quotation')}"
    sentence += f" (kappa {kappa:.2f}, alpha {alpha:.2f})." if kappa is not None and alpha is not None else "."
    return Agreement(kappa, alpha, share, len(pairs), unmatched, sentence)
