"""Measure the sample corpus anew and state the figures that notebook 04 shows of it where a run's articles are not
annotated: ``python tests/state_accuracy.py``."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
from summitry import corpus, evaluation
from summitry.evaluation import Evaluation
from summitry.summaries import reading

TOP = Path(__file__).resolve().parents[1]


def list_stated(measured: Evaluation) -> dict[str, pd.DataFrame]:
    """Return what is stated of the sample corpus, by the name of its list: scores, and the bins of calibration."""
    names = measured.scores.measure
    shown = names.isin(reading.ROW_MEASURES) | names.str.endswith((" right", "with speaker"))
    scores = measured.scores[shown & measured.scores.value.notna()]
    return {"sample_scores": scores.round(3), "sample_calibration": reading.calibrate(measured).round(3)}


def main() -> None:
    """Write the lists sample_scores and sample_calibration."""
    sample = corpus.parse(TOP / "data" / "articles", seed=2013)
    measured = evaluation.evaluate(sample.tables, TOP / "data" / "gold", 2013, sample.texts)
    for name, frame in list_stated(measured).items():
        frame.to_csv(TOP / "lib" / "summitry" / "words" / f"{name}.csv", index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
