"""Measure the sample corpus anew and state the figures that notebook 04 shows of it where a run's articles are not
annotated: ``python tests/state_accuracy.py``."""

from __future__ import annotations

from pathlib import Path

from summitry import corpus, evaluation
from summitry.summaries import accuracy

TOP = Path(__file__).resolve().parents[1]


def main() -> None:
    """Write the lists sample_scores and sample_calibration."""
    sample = corpus.parse(TOP / "data" / "articles", seed=2013)
    measured = evaluation.evaluate(sample.tables, TOP / "data" / "gold", 2013, sample.texts)
    for name, frame in accuracy.list_stated(measured).items():
        frame.to_csv(TOP / "lib" / "summitry" / "words" / f"{name}.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
