"""Fit the weights that the library reads from lib/summitry/words: one command for each list, and how well it does.

python tests/fit.py quotes DATA              # fit on four fifths of DATA, measure on the fifth, write the lists
python tests/fit.py sentiment DATA           # fit on DATA's training part, measure, write the list
python tests/fit.py meetings                 # do they meet: fit on the articles of tests/annotated
python tests/fit.py timing                   # is it held, and when: the same
python tests/fit.py confidence               # how often a row is right: the same, after these two
python tests/fit.py claims                   # does a number count their meetings: the same

With --check a command fits and measures only.
"""

import argparse
import csv
import json
from collections import defaultdict
from pathlib import Path

import fit_claims
import fit_meetings
import numpy as np
from fit_quotes import fit_quotes
from summitry.sentiment.scorers import DiplomaticVader, label_of
from summitry.text import read_words

WORDS = Path(__file__).parents[1] / "lib" / "summitry" / "words"


def write_list(name, rows):
    """Write a word list; the columns are those of its first row."""
    with (WORDS / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


# --- sentiment: corrections of words' valences ----------------------------------------------------------------------

TRAIN, DEV = ("mtscS_train", "nyt_train"), ("mtscS_dev", "nyt_dev")
LARGEST_SUM = 6  # beyond it, a text's sum of valences says no more
MOST_TIMES = 2  # that a family counts in one text
RIDGE, STEP = 40, 0.6  # a whole step overshoots, since words of several families stand together
SENTIMENT_SOURCE = "ridge regression by tests/fit.py on the train parts of NewsMTSC and of VADER's newspaper snippets"


def fit_sentiment(data, check):
    """Fit the corrections of the families of words that words/sentiment_weights.csv lists.

    DATA has mtscS_train.jsonl, nyt_train.jsonl and the same with _dev, each line with a text and a label (-1, 0, 1).
    The label is regressed on the sum of the uncorrected valences and on how often each family stands in the text; a
    family's coefficient, on the scale of the sum, is its correction.
    """
    listed = read_words("sentiment_weights")
    family = {row["word"]: row["family"] for row in listed}
    names = sorted(set(family.values()))
    plain = DiplomaticVader(corrections={})
    design, labels = [], []
    for row in read_examples(data, TRAIN):
        cut = plain.cut(row["text"])
        total = min(max(sum(plain.weigh(cut)), -LARGEST_SUM), LARGEST_SUM)
        found = [family.get(word) for word in cut.words_and_emoticons]
        design.append([1.0, total, *(min(found.count(name), MOST_TIMES) for name in names)])
        labels.append(row["label"])
    matrix = np.array(design)
    penalty = np.diag([0.0, 0.0, *[RIDGE] * len(names)])
    weights = np.linalg.solve(matrix.T @ matrix + penalty, matrix.T @ np.array(labels, float))
    change = dict(zip(names, np.clip(STEP * weights[2:] / weights[1], -1, 1).round(2), strict=True))
    sentences = dict(zip(names, (matrix[:, 2:] > 0).sum(axis=0), strict=True))
    fitted = [
        row
        | {"change": f"{change[row['family']]:+.2f}", "sentences": sentences[row["family"]], "source": SENTIMENT_SOURCE}
        for row in listed
    ]
    for title, corrections in (
        ("without corrections", {}),
        ("as listed", None),
        ("fitted", {row["word"]: float(row["change"]) for row in fitted}),
    ):
        scores = ", ".join(f"{part} {macro_f1(data, part, corrections):.4f}" for part in DEV)
        print(f"{title}: macro-F1 {scores}")
    if not check:
        write_list("sentiment_weights", fitted)


def read_examples(data, parts):
    """Yield the lines of some parts of the data."""
    for part in parts:
        yield from map(json.loads, (data / f"{part}.jsonl").read_text(encoding="utf-8").splitlines())


def macro_f1(data, part, corrections):
    """Return the mean F1 of cold, neutral and warm, with the scorer's own neutral zone."""
    scorer = DiplomaticVader(corrections)
    counts = defaultdict(int)
    for row in read_examples(data, [part]):
        counts[row["label"], label_of(scorer.score(row["text"]))] += 1
    kinds = (-1, 0, 1)
    right = {kind: counts[kind, kind] for kind in kinds}
    named = {kind: sum(counts[kind, k] + counts[k, kind] for k in kinds) for kind in kinds}
    return sum(2 * right[kind] / named[kind] for kind in kinds) / len(kinds)


# --- meetings: do they meet, and is it held -------------------------------------------------------------------------

OWN_ARTICLES = "fitted by tests/fit.py on the articles of tests/annotated"
SMALLEST = 0.02  # a weight nearer to zero is left out


def fit_on_own_articles(name, fitting, check):
    """Fit the weights in words/*name*.csv on the annotated articles but those of HELD_OUT."""
    weights = fitting(fit_meetings.read_training())
    if not check:
        telling = [(feature, weight) for feature, weight in sorted(weights.items()) if abs(weight) >= SMALLEST]
        write_list(name, [{"feature": f, "weight": f"{w:.3f}", "source": OWN_ARTICLES} for f, w in telling])


# --- the command ----------------------------------------------------------------------------------------------------


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    sentiment = commands.add_parser("sentiment", help="words/sentiment_weights.csv")
    sentiment.add_argument("data", type=Path, help="the folder of the labelled sentences")
    sentiment.add_argument("--check", action="store_true", help="measure only, write nothing")
    sentiment.set_defaults(run=fit_sentiment)
    quotes = commands.add_parser("quotes", help="words/cues.csv and words/attribution.csv")
    quotes.add_argument("folder", type=Path, help="the folder of the annotated articles: see tests/fit_quotes.py")
    quotes.add_argument("--check", action="store_true", help="measure only, write nothing")
    quotes.set_defaults(run=fit_quotes, write_list=write_list)
    for command, name, fitting in (
        ("meetings", "meeting_weights", fit_meetings.fit_meetings),
        ("timing", "timing_weights", fit_meetings.fit_timing),
        ("confidence", "meeting_confidence", fit_meetings.fit_confidence),
        ("claims", "claim_weights", fit_claims.fit_claims),
    ):
        own = commands.add_parser(command, help=f"words/{name}.csv")
        own.add_argument("--check", action="store_true", help="measure only, write nothing")
        own.set_defaults(run=fit_on_own_articles, name=name, fitting=fitting)
    asked = vars(parser.parse_args())
    asked.pop("run")(**asked)


if __name__ == "__main__":
    main()
