"""Fit meeting_weights.csv and status_weights.csv on the annotated articles in tests/annotated; say how well they do.

    python tests/fit_meetings.py           # cross-validate, fit, write the tables
    python tests/fit_meetings.py --check   # cross-validate only

Reports: a row is a sentence and two people in it; it is right where the annotation names the sentence as reporting a
meeting of the two. Status: a row is a report that was found, and what the annotation says of its meeting. Logistic
regression with a Gaussian prior, by L-BFGS; ten folds of whole articles.
"""

import csv
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import numpy as np
from annotated_articles import ANNOTATED_PEOPLE, TRAINING, read_annotated, read_cases, read_lines
from meetings_cases import MEETINGS as CASES
from meetings_third import MEETINGS as THIRD
from scipy.optimize import minimize
from summitry.meetings import likelihood
from summitry.meetings.encounters import find_encounters
from summitry.meetings.likelihood import find_likely_encounters, weigh_sentences
from summitry.meetings.status import STATUSES, find_status_clues
from summitry.text import read_words

WORDS = Path(__file__).parents[1] / "lib" / "summitry" / "words"
PRIOR, LEAST, FOLDS = 0.5, 2, 10
STATUS_PRIOR = 1.0
SOURCE = "fitted by tests/fit_meetings.py on articles of our own"


class Row(NamedTuple):
    """A sentence and two people: its article, its clues, and which annotated meetings it reports."""

    article: str
    clues: frozenset[str]
    meetings: frozenset[tuple[str, int]]


def rows_of(annotated):
    """Yield the rows of one annotated article."""
    for _, weighed in weigh_sentences(annotated.scene, find_encounters(annotated.scene)):
        for candidate, clues in weighed:
            if candidate.people <= ANNOTATED_PEOPLE:
                where = candidate.sentence
                yield Row(annotated.name, clues, annotated.reported(candidate.people, where.start, where.end))


def lay_out(rows):
    """Return the names of the clues that stand in LEAST rows or more, "" first, and which row has which (0 or 1)."""
    counts = Counter(clue for row in rows for clue in row.clues)
    names = ["", *sorted(clue for clue, n in counts.items() if n >= LEAST)]
    column = {name: i for i, name in enumerate(names)}
    design = np.zeros((len(rows), len(names)))
    design[:, 0] = 1
    for i, row in enumerate(rows):
        design[i, [column[clue] for clue in row.clues if clue in column]] = 1
    return names, design


def fit(rows):
    """Return the weights of the clues that stand in LEAST rows or more, "" being the intercept."""
    names, design = lay_out(rows)
    right = np.array([bool(row.meetings) for row in rows], float)
    prior = np.full(len(names), 1 / PRIOR)
    prior[0] = 0.01

    def loss(weights):
        z = design @ weights
        value = (np.logaddexp(0, z) - right * z).sum() + (prior * weights**2).sum() / 2
        return value, design.T @ (1 / (1 + np.exp(-z)) - right) + prior * weights

    found = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return dict(zip(names, found, strict=True))


def predict(weights, row):
    """Return the probability that *row* reports a meeting."""
    return 1 / (1 + np.exp(-weights[""] - sum(weights.get(clue, 0) for clue in row.clues)))


def cross_validate(rows):
    """Print precision by sentence and recall by meeting at several thresholds, on articles that were left out."""
    articles = sorted({row.article for row in rows})
    fold = {name: i % FOLDS for i, name in enumerate(articles)}
    chances = np.zeros(len(rows))
    for k in range(FOLDS):
        weights = fit([row for row in rows if fold[row.article] != k])
        for i, row in enumerate(rows):
            if fold[row.article] == k:
                chances[i] = predict(weights, row)
    right = np.array([bool(row.meetings) for row in rows])
    every = {m for row in rows for m in row.meetings}
    for least in (0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8):
        taken = chances >= least
        found = {m for row, yes in zip(rows, taken, strict=True) if yes for m in row.meetings}
        print(
            f"from {least}: precision {right[taken].mean():.3f} by sentence, recall {len(found) / len(every):.3f} by meeting"
        )


# --- status ---------------------------------------------------------------------------------------------------------


class StatusRow(NamedTuple):
    """A report that was found: its article, the clues to its status, and the status annotated."""

    article: str
    clues: frozenset[str]
    status: str


def status_rows_of(annotated):
    """Yield the rows of one annotated article; a sentence that reports meetings of several statuses has none."""
    scene = annotated.scene
    for encounter in find_likely_encounters(scene, find_encounters(scene)):
        reported = annotated.reported(set(encounter.people), encounter.sentence.start, encounter.sentence.end)
        statuses = {annotated.meetings[i]["status"] for _, i in reported}
        if len(statuses) == 1:
            clues = find_status_clues(scene, encounter, annotated.published)
            yield StatusRow(annotated.name, frozenset(clues), statuses.pop())


def fit_status(rows):
    """Return the weights by clue and status: a multinomial logistic regression."""
    names, design = lay_out(rows)
    right = np.array([[row.status == status for status in STATUSES] for row in rows], float)

    def loss(flat):
        weights = flat.reshape(len(names), len(STATUSES))
        z = design @ weights
        log = z - np.logaddexp.reduce(z, axis=1, keepdims=True)
        value = -(right * log).sum() + (weights**2).sum() / (2 * STATUS_PRIOR)
        return value, (design.T @ (np.exp(log) - right) + weights / STATUS_PRIOR).ravel()

    start = np.zeros(len(names) * len(STATUSES))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    return {
        (name, status): w
        for name, row in zip(names, found.reshape(len(names), -1), strict=True)
        for status, w in zip(STATUSES, row, strict=True)
    }


def cross_validate_status(rows):
    """Print how many statuses are right on articles that were left out, beside the rule's."""
    articles = sorted({row.article for row in rows})
    fold = {name: i % FOLDS for i, name in enumerate(articles)}
    right: Counter[str] = Counter()
    for k in range(FOLDS):
        weights = fit_status([row for row in rows if fold[row.article] != k])
        for row in (row for row in rows if fold[row.article] == k):
            scores = {s: sum(weights.get((clue, s), 0) for clue in ("", *row.clues)) for s in STATUSES}
            right[row.status] += max(scores, key=scores.get) == row.status
            right["rule"] += f"rule {row.status}" in row.clues
    of = Counter(row.status for row in rows)
    each = ", ".join(f"{status} {right[status]} of {of[status]}" for status in STATUSES)
    print(
        f"status: {sum(right[s] for s in STATUSES) / len(rows):.3f} right ({each}); by rule {right['rule'] / len(rows):.3f}"
    )


# --- tables ---------------------------------------------------------------------------------------------------------


def write(table, names, rows):
    """Write the weights that matter to two decimals."""
    with (WORDS / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow((*names, "weight", "source"))
        out.writerows((*key, f"{w:.2f}", SOURCE) for key, w in sorted(rows) if abs(w) >= 0.05 or not key[0])


if __name__ == "__main__":
    lines = [line for name in TRAINING for line in read_lines(name)] + read_cases(CASES + THIRD)
    articles = list(read_annotated(lines))
    found = [row for annotated in articles for row in rows_of(annotated)]
    print(f"{len(found)} sentences with two people, {sum(bool(row.meetings) for row in found)} report a meeting")
    cross_validate(found)
    if "--check" not in sys.argv:
        write("meeting_weights", ("clue",), [((clue,), w) for clue, w in fit(found).items()])
        likelihood.weights.cache_clear()
        read_words.cache_clear()
    statuses = [row for annotated in articles for row in status_rows_of(annotated)]
    cross_validate_status(statuses)
    if "--check" not in sys.argv:
        write("status_weights", ("clue", "status"), fit_status(statuses).items())
