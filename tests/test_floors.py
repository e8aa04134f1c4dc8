"""The scores on the sample gold do not fall below what they were: data/gold/floors.csv."""

import pandas as pd
import pytest
from set_floors import FLOORS, PINNED, check_floors, read_floors
from summitry import evaluation


@pytest.fixture(scope="module")
def measured(sample, top):
    return evaluation.evaluate(sample.tables, top / "data" / "gold", 2013, sample.texts)


def test_no_score_is_below_its_floor(measured):
    assert check_floors(measured, FLOORS) == []


def test_every_pinned_measure_has_a_floor():
    assert list(read_floors()) == PINNED


def test_a_lowered_floor_is_told_in_the_changelog(top):
    changes = (top / "CHANGELOG.md").read_text(encoding="utf-8").lower()
    lowered = [
        f"floor of {t}: {m}" for (t, m), row in read_floors().items() if float(row["floor"]) < float(row["highest"])
    ]
    assert [line for line in lowered if line not in changes] == [], "say in CHANGELOG.md why; see tests/set_floors.py"


def test_a_score_below_its_floor_is_named(measured):
    floors = pd.DataFrame([("quotes", "f1", 1.01), ("quotes", "gone", 0.5)], columns=["table", "measure", "floor"])
    below, gone = check_floors(measured, floors)
    assert "below its floor of 1.010" in below and "could not be scored" in gone
