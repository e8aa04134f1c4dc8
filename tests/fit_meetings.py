"""Fitting words/meeting_weights.csv and words/status_weights.csv on the annotated articles (tests/fit.py meetings, status).

Meetings: an example is a sentence and two people in it; yes is right where the annotation names the sentence as
reporting a meeting of the two. Status: an example is a sentence that reports one, and what the annotation says of its
meeting. Folds are of whole articles.
"""

from collections import Counter
from typing import NamedTuple

from annotated_articles import ANNOTATED_PEOPLE, TRAINING, read_annotated, read_cases, read_lines
from meetings_cases import MEETINGS as CASES
from meetings_third import MEETINGS as THIRD
from meetings_unseen import MEETINGS as UNSEEN
from summitry.meetings.classifier import (
    STATUS_FEATURES,
    STATUSES,
    find_status_features,
    for_each_status,
    read_mention,
)
from summitry.meetings.features import TEMPLATES, find_candidates, find_features
from summitry.text import LogLinear
from summitry.text.loglinear import Example, fit, fit_calibration

FOLDS, LEAST, PRIOR, STATUS_PRIOR = 10, 2, 0.5, 0.7
STATUS_TEMPLATES = [f"{status}: {feature}" for status in STATUSES for feature in STATUS_FEATURES]


class Row(NamedTuple):
    """What a model is fitted on: its article, its example, and the annotated meetings that it reports."""

    article: str
    example: Example
    meetings: frozenset[tuple[str, int]]


def read_training():
    """Return the articles of TRAINING and the cases of one sentence, laid out."""
    lines = [line for name in TRAINING for line in read_lines(name)] + read_cases(CASES + THIRD + UNSEEN)
    return list(read_annotated(lines))


def meeting_rows(annotated):
    """Yield the rows of one annotated article for the model of meetings."""
    for candidates in find_candidates(annotated.context):
        for candidate in (c for c in candidates if c.people <= ANNOTATED_PEOPLE):
            meetings = annotated.reported(candidate.people, *candidate.sentence[:2])
            features = sorted(find_features(annotated.context, candidate))
            yield Row(annotated.name, Example([features, []], frozenset([0 if meetings else 1])), meetings)


def status_rows(annotated):
    """Yield the rows of one annotated article for the model of status; a sentence of several statuses has none."""
    candidates = (c for found in find_candidates(annotated.context) for c in found if c.people <= ANNOTATED_PEOPLE)
    for candidate in candidates:
        meetings = annotated.reported(candidate.people, *candidate.sentence[:2])
        statuses = {annotated.meetings[i]["status"] for _, i in meetings}
        if len(statuses) == 1:
            features = find_status_features(annotated.context, read_mention(candidate, 1.0))
            right = frozenset([STATUSES.index(statuses.pop())])
            yield Row(annotated.name, Example(for_each_status(sorted(features)), right), meetings)


def fit_weights(rows, prior):
    """Return the weights fitted on *rows*."""
    return fit([row.example for row in rows], prior, LEAST, free=["always"])


def cross_validate(rows, templates, prior):
    """Return for each row the probabilities of its readings by weights fitted on other articles."""
    fold = {name: i % FOLDS for i, name in enumerate(sorted({row.article for row in rows}))}
    found = [[] for _ in rows]
    for k in range(FOLDS):
        model = LogLinear("", templates, fit_weights([row for row in rows if fold[row.article] != k], prior))
        for i, row in enumerate(rows):
            if fold[row.article] == k:
                found[i] = model.probabilities(row.example.readings)
    return found


def is_article(row):
    """Tell whether a row is of an annotated article, not of a case of one sentence."""
    return not row.article.startswith("case-")


def fit_meetings(articles):
    """Return the weights of meeting or not, with their calibration; say how well they do on articles left out."""
    rows = [row for annotated in articles for row in meeting_rows(annotated)]
    chances = [found[0] for found in cross_validate(rows, TEMPLATES, PRIOR)]
    right = [0 in row.example.right for row in rows]
    whole = [i for i, row in enumerate(rows) if is_article(row)]
    calibration = fit_calibration([chances[i] for i in whole], [right[i] for i in whole])
    scale = LogLinear("", (), calibration)
    every = {key for annotated in articles for key in annotated.meeting_keys() if not key[0].startswith("case-")}
    print(f"{len(rows)} sentences with two people, {sum(right)} report a meeting")
    for least in (0.4, 0.5, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9):
        taken = [i for i in whole if scale.calibrated(chances[i]) >= least]
        found = {key for i in taken for key in rows[i].meetings}
        precision = sum(right[i] for i in taken) / len(taken)
        print(f"from {least}: precision {precision:.3f} by sentence, recall {len(found) / len(every):.3f} by meeting")
    return fit_weights(rows, PRIOR) | calibration


def fit_status(articles):
    """Return the weights of the statuses; say how many are right on articles left out."""
    rows = [row for annotated in articles for row in status_rows(annotated)]
    right, of = Counter(), Counter()
    for row, chances in zip(rows, cross_validate(rows, STATUS_TEMPLATES, STATUS_PRIOR), strict=True):
        (status,) = (STATUSES[i] for i in row.example.right)
        of[status] += 1
        right[status] += STATUSES[chances.index(max(chances))] == status
    each = ", ".join(f"{status} {right[status]} of {of[status]}" for status in STATUSES)
    print(f"{sum(right.values()) / len(rows):.3f} right ({each})")
    return fit_weights(rows, STATUS_PRIOR)
