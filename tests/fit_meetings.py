"""Fitting words/meeting_weights.csv and words/timing_weights.csv on the annotated articles (tests/fit.py meetings, timing).

Meetings: an example is a sentence and two people in it; yes is right where the annotation names the sentence as
reporting a meeting of the two. Timing: an example is a sentence that reports one, and what the annotation says of its
meeting's status and days. Folds are of whole articles.
"""

import datetime as dt
from typing import NamedTuple
from unittest import mock

from annotated_articles import ANNOTATED_PEOPLE, TRAINING, is_told, read_annotated, read_cases, read_lines
from fit_loglinear import Example, fit, fit_calibration
from meetings_cases import MEETINGS as CASES
from meetings_kinds import MEETINGS as KINDS
from meetings_more import MEETINGS as MORE
from meetings_third import MEETINGS as THIRD
from meetings_unseen import MEETINGS as UNSEEN
from summitry.meetings import features, reports, timing
from summitry.meetings.attributes import settle_modes
from summitry.meetings.features import (
    TEMPLATES,
    find_candidates,
    find_features,
    find_mentions_of_meetings,
    meeting_model,
    read_mention,
)
from summitry.text import LogLinear
from summitry.text.loglinear import INTERCEPT, SLOPE

FOLDS, LEAST, PRIOR, TIMING_PRIOR = 10, 2, 0.5, 0.5


class Row(NamedTuple):
    """What a model is fitted on: its article, its example, and the annotated meetings that it reports."""

    article: str
    example: Example
    meetings: frozenset[tuple[str, int]]


def read_training():
    """Return the articles of TRAINING and the cases of one sentence, laid out."""
    lines = [line for name in TRAINING for line in read_lines(name)] + read_cases(
        CASES + THIRD + UNSEEN + KINDS[::2] + MORE[::2]
    )
    return list(read_annotated(lines))


def meeting_rows(annotated):
    """Yield the rows of one annotated article for the model of meetings."""
    for candidates in find_candidates(annotated.context):
        for candidate in (c for c in candidates if c.people <= ANNOTATED_PEOPLE):
            meetings = annotated.reported(candidate.people, *candidate.sentence[:2])
            features = sorted(find_features(annotated.context, candidate))
            yield Row(annotated.name, Example([features, []], frozenset([0 if meetings else 1])), meetings)


def timing_rows(annotated):
    """Yield the rows of one annotated article for status and day; a sentence that tells of several meetings has none."""
    candidates = (c for found in find_candidates(annotated.context) for c in found if c.people <= ANNOTATED_PEOPLE)
    for candidate in candidates:
        meetings = annotated.reported(candidate.people, *candidate.sentence[:2])
        if len(meetings) == 1:
            (meeting,) = (annotated.meetings[i] for _, i in meetings)
            readings = timing.find_readings(annotated.context, read_mention(candidate, 1.0))
            of_status = [i for i, (status, _, _) in enumerate(readings) if status == meeting["status"]]
            right = right_times(readings, of_status, meeting, annotated.published)
            yield Row(annotated.name, Example([features for _, _, features in readings], right), meetings)


def right_times(readings, of_status, meeting, published):
    """Return which readings of the right status have a date that tells the meeting's days, else are recent or open."""
    by_kind = {kind: frozenset(i for i in of_status if readings[i][1].kind == kind) for kind in ("recent", "open")}
    if "date_low" not in meeting:  # a case of one sentence tells no day to learn from
        return frozenset(of_status)
    if not meeting["date_low"]:
        return by_kind["open"] | by_kind["recent"]
    low, high = (dt.date.fromisoformat(meeting[key] or meeting["date_low"]) for key in ("date_low", "date_high"))
    dated = {i: readings[i][1].days for i in of_status if readings[i][1].kind == "date" and readings[i][1].days.low}
    same = {i for i, days in dated.items() if (days.low, days.high) == (low, high)}
    telling = same or {i for i, days in dated.items() if days.low <= high and low <= days.high}
    day = dt.date.fromisoformat(published)
    fresh = by_kind["recent"] if low <= day and day - dt.timedelta(days=3) <= high else frozenset()
    return frozenset(telling) or fresh or by_kind["open"]


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


def fit_timing(articles):
    """Return the weights of status and day; say how many of either are right on articles left out."""
    rows = [row for annotated in articles for row in timing_rows(annotated)]
    chances = cross_validate(rows, timing.TEMPLATES, TIMING_PRIOR)
    chosen = [found.index(max(found)) for found in chances]
    whole = [i for i, row in enumerate(rows) if is_article(row)]
    right = sum(chosen[i] in rows[i].example.right for i in whole)
    statuses = [[features[0].partition(":")[0] for features in row.example.readings] for row in rows]
    same = sum(
        found[i] in {found[k] for k in row.example.right} for row, found, i in zip(rows, statuses, chosen, strict=True)
    )
    print(
        f"{len(whole)} sentences: status and day {right / len(whole):.3f} right; status of {len(rows)} {same / len(rows):.3f}"
    )
    return fit_weights(rows, TIMING_PRIOR)


def fit_confidence(articles):
    """Return the weights of how often a row is right, from rows of articles that the other models were not fitted on."""
    whole = [annotated for annotated in articles if not annotated.name.startswith("case-")]
    meets = [row for annotated in articles for row in meeting_rows(annotated)]
    times = [row for annotated in articles for row in timing_rows(annotated)]
    rows = []
    for k in range(FOLDS):
        left_out = {annotated.name for annotated in whole[k::FOLDS]}
        kept = [[row for row in rows if row.article not in left_out] for rows in (meets, times)]
        calibration = {SLOPE: meeting_model().slope, INTERCEPT: meeting_model().intercept}
        said = LogLinear("", TEMPLATES, fit_weights(kept[0], PRIOR) | calibration)
        timed = LogLinear("", timing.TEMPLATES, fit_weights(kept[1], TIMING_PRIOR))
        with (
            mock.patch.object(features, "meeting_model", lambda said=said: said),
            mock.patch.object(timing, "timing_model", lambda timed=timed: timed),
        ):
            rows += [row for annotated in whole[k::FOLDS] for row in confidence_rows(annotated)]
    chances = [found[0] for found in cross_validate(rows, reports.CONFIDENCE_FEATURES, PRIOR)]
    right = [0 in row.example.right for row in rows]
    calibration = fit_calibration(chances, right)
    print(f"{len(rows)} rows, {sum(right)} right; {describe_confidence(chances, right)}")
    return fit_weights(rows, PRIOR) | calibration


def confidence_rows(annotated):
    """Yield the rows of one annotated article for the confidence: whether a report tells a meeting as it was."""
    mentions = settle_modes(annotated.context, find_mentions_of_meetings(annotated.context))
    for report in (report for mention in mentions for report in reports.read_reports(annotated.context, mention)):
        if set(report.row.participants.split(";")) <= ANNOTATED_PEOPLE:
            right = any(is_told(report.row, meeting, annotated.context.text) for meeting in annotated.meetings)
            yield Row(annotated.name, Example([report.features, []], frozenset([0 if right else 1])), frozenset())


def describe_confidence(chances, right):
    """Say how well probabilities tell right from wrong (AUC), and how far they are from how often they are right (ECE)."""
    hits = [c for c, yes in zip(chances, right, strict=True) if yes]
    misses = [c for c, yes in zip(chances, right, strict=True) if not yes]
    auc = sum((a > b) + (a == b) / 2 for a in hits for b in misses) / (len(hits) * len(misses))
    tenths = [[i for i, c in enumerate(chances) if int(c * 10) == tenth] for tenth in range(11)]
    ece = sum(abs(sum(chances[i] - right[i] for i in part)) for part in tenths) / len(chances)
    return f"AUC {auc:.3f}, ECE {ece:.3f}"
