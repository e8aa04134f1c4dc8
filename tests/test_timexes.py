"""Temporal expressions: found, and read against the day of publication."""

import datetime as dt

import pytest
from summitry.timexes import find_timexes, resolve

ANCHOR = dt.date(2018, 6, 13)  # a Wednesday

VALUES = [
    ("They met on June 8, 2018.", ["2018-06-08"]),
    ("They met on the 8th of June, 2018.", ["2018-06-08"]),
    ("They met on Friday.", ["2018-06-08"]),
    ("They met on Wednesday.", ["2018-06-13"]),  # today counts
    ("They will meet on Friday.", ["2018-06-15"]),
    ("He will not come, he said Friday.", ["2018-06-08"]),
    ("They met last Friday.", ["2018-06-08"]),
    ("They meet in September.", ["2018-09"]),
    ("They met in January.", ["2018-01"]),
    ("They met last October.", ["2017-10"]),
    ("They met in the third quarter of 2016.", ["2016-Q3"]),
    ("They met on June 5 to 7.", ["2018-06-05/2018-06-07"]),
    ("They met two weeks ago.", ["2018-W22"]),
    ("He may go in May.", ["2018-05"]),
    ("Theresa May may march on.", []),
    ("The sun set over 2,000 guests.", []),
]


@pytest.mark.parametrize("text, values", VALUES)
def test_value(text, values):
    timexes = find_timexes(text, [(0, len(text))])
    assert [row.value for row in resolve(text, "a", timexes, ANCHOR)] == values
