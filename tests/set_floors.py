"""Pin the scores on the sample gold: `python tests/set_floors.py` raises floors, `--lower` lowers them as well.

A floor stands two hundredths below the score, rounded down. ``highest`` remembers the highest floor that a measure ever
had: whoever lowers one passes `--lower` and says why in CHANGELOG.md, in a line with "floor of TABLE: MEASURE"; the
tests look for it.
"""

from __future__ import annotations

import csv
import math
import sys
from pathlib import Path

import pandas as pd
from summitry.evaluation import Evaluation

TOP = Path(__file__).resolve().parents[1]
FLOORS = TOP / "data" / "gold" / "floors.csv"
MARGIN = 0.02
COLUMNS = ["table", "measure", "floor", "highest"]
PINNED = [
    *(("zones", m) for m in ("accuracy",)),
    *(("mentions", m) for m in ("f1", "f1 with person")),
    *(("dates", m) for m in ("f1", "f1 with value")),
    *(("quotes", m) for m in ("precision", "recall", "f1", "f1 with speaker", "cue right", "kind right")),
    *(("indirect speech", m) for m in ("precision", "f1")),
    *(("meetings", m) for m in ("precision", "f1", "date right", "f1 with meeting_id", "status right")),
    *(("claims", m) for m in ("precision", "f1", "f1 with verdict")),
    *(("labels", m) for m in ("precision", "f1", "f1 with target", "polarity right")),
    *(("frames", m) for m in ("f1",)),
    *(
        ("articles", m)
        for m in ("title right", "outlet right", "published right", "within the stated bounds, not given")
    ),
    *(("sentiment", m) for m in ("accuracy", "macro f1")),
]


def read_floors() -> dict[tuple[str, str], dict[str, str]]:
    """Return the floors by table and measure."""
    with FLOORS.open(encoding="utf-8", newline="") as file:
        return {(row["table"], row["measure"]): row for row in csv.DictReader(file)}


def check_floors(evaluation: Evaluation, floors: pd.DataFrame | Path) -> list[str]:
    """Return one sentence for every score below its floor, or that is gone; none when all hold.

    *floors*: columns table, measure, floor (a share), as a DataFrame or CSV file.
    """
    rows = floors if isinstance(floors, pd.DataFrame) else pd.read_csv(floors)
    sentences = []
    for table, measure, floor in rows[["table", "measure", "floor"]].itertuples(index=False):
        value = evaluation.score(table, measure)
        if value is None:
            sentences.append(f"{table}: {measure} could not be scored, but its floor is {floor:.3f}.")
        elif value < floor:
            sentences.append(f"{table}: {measure} is {value:.3f}, below its floor of {floor:.3f}.")
    return sentences


def set_floors(lower: bool) -> None:
    """Write floors.csv from the scores of the sample corpus as it is read now."""
    sys.path.insert(0, str(TOP / "lib"))
    from summitry import evaluation, parse

    corpus = parse(TOP / "data" / "articles", seed=2013)
    measured = evaluation.evaluate(corpus.tables, TOP / "data" / "gold", 2013, corpus.texts)
    known = read_floors() if FLOORS.exists() else {}
    with FLOORS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for table, measure in PINNED:
            floor = math.floor(((measured.score(table, measure) or 0.0) - MARGIN) * 100) / 100
            before = known.get((table, measure), {"floor": "0", "highest": "0"})
            floor = floor if lower else max(floor, float(before["floor"]))
            writer.writerow([table, measure, f"{floor:.2f}", f"{max(floor, float(before['highest'])):.2f}"])


if __name__ == "__main__":
    set_floors("--lower" in sys.argv[1:])
