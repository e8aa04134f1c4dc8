"""The figures of notebook 01: what their titles say, in every number, and that labels do not overlap."""

import datetime as dt
import html
import itertools
import re

import pandas as pd
import pytest
from summitry import figures
from summitry.figures import style

PAIR = ("Xi Jinping", "Vladimir Putin")
EVENT_COLUMNS = ["date", "date_high", "mode", "status", "meeting_id", "in_record", "confidence"]
CLAIM_COLUMNS = (
    "date speaker source count_low count_high window_start window_end record_low record_high verdict answer origin "
    "from_beginning"
)


def yearly(*counts):
    years = range(2013, 2013 + len(counts))
    return pd.DataFrame({"year": years, "meetings": counts, "exposure": 1.0, "low": 0.1, "high": 9.0})


def gaps(*rows):
    return pd.DataFrame(rows, columns=["days", "from", "to", "ended_with", "open"]).astype({"open": bool})


def places(*rows):
    return pd.DataFrame(rows, columns=["country", "meetings", "share", "cities", "host"])


def claims(*rows):
    return pd.DataFrame(rows, columns=CLAIM_COLUMNS.split())


def spread(*rows):
    return pd.DataFrame(rows, columns=["event", "day", "day_after", "outlet", "status", "article_id"])


def occasions(*rows):
    return pd.DataFrame(rows, columns=["occasion", "month", "meetings"])


def claim(low, high, answer="agrees", origin="articles", date="2018-01-01", end="2018-01-01"):
    verdict = "disagrees" if answer == "disagrees" else "agrees"
    return (date, "Xi Jinping", "Courier", low, high, "2013-03-22", end, 3, 4, verdict, answer, origin, True)


CURVES = {
    "widest": [(dt.date(2013 + n, 5, 1), n + 1) for n in range(6)],
    "strictest": [(dt.date(2013 + n, 5, 1), n + 1) for n in range(4)],
}
UNTIL = dt.date(2019, 1, 1)


def words_of(figure):
    """Return the words that a figure shows."""
    return html.unescape(" ".join(re.findall(r"<text [^>]*>([^<]+)</text>", figure.svg)))


TITLES = [
    # (function, arguments, title)
    ("draw_yearly", (yearly(5, 5, 6, 0),), "From none to 6 meetings a year, most in 2015"),
    ("draw_yearly", (yearly(2, 6, 6),), "From 2 to 6 meetings a year, most in 2 different years"),
    ("draw_yearly", (yearly(1, 0, 0),), "Never more than one meeting a year, and none in 2 years"),
    ("draw_yearly", (yearly(1),), "1 meeting in 2013"),
    ("draw_yearly", (yearly(2, 2),), "2 meetings in each year"),
    ("draw_yearly", (yearly(),), "No meeting in the window"),
    ("draw_gaps", (gaps(), None), "Fewer than two meetings: no gap to measure"),
    (
        "draw_gaps",
        (gaps((592, "2019-11-14", "2021-06-28", "video", False)), 592.0),
        "The longest time without a meeting: 592 days, until June 2021",
    ),
    (
        "draw_gaps",
        (gaps((2314, "2019-06-30", "2025-10-30", "", True)), None),
        "No meeting since June 2019: 2,314 days, the longest time of all",
    ),
    ("draw_places", (places(), PAIR), "No meeting in person with a known place"),
    (
        "draw_places",
        (places(("China", 2, 0.5, "Beijing 2", PAIR[0]), ("Brazil", 1, 0.5, "Brasilia", "")), PAIR),
        "Xi Jinping hosted 2 and Vladimir Putin 0 of 3 meetings in person",
    ),
    (
        "draw_places",
        (places(("Vietnam", 1, 1.0, "Hanoi", "")), PAIR),
        "1 meeting in person, none hosted by Xi Jinping or Vladimir Putin",
    ),
    ("draw_occasions", (occasions(),), "No meeting in the window"),
    ("draw_occasions", (occasions(("no occasion named", 3, 4)),), "No occasion is named"),
    (
        "draw_occasions",
        (occasions(("state visit", 3, 2), ("G20 summit", 6, 1)),),
        "State visit is the commonest occasion (2 of 3), March the commonest month (2)",
    ),
    ("draw_spread", (spread(),), "No report can be set against the day of its meeting"),
    (
        "draw_spread",
        (spread(("8 June 2018, Beijing", "2018-06-08", 0, "Courier", "held", "a")),),
        "1 of 1 dated report came out on the meeting’s day or the next",
    ),
    ("draw_cumulative", (CURVES, claims(), ("Xi", "Putin"), UNTIL), "Xi–Putin: 6 meetings, and no claimed count to compare"),
    (
        "draw_cumulative",
        (CURVES, claims(claim(5, 5)), ("Xi", "Putin"), UNTIL),
        "The one claimed count of Xi–Putin meetings fits every counting rule",
    ),
    (
        "draw_cumulative",
        (CURVES, claims(claim(5, 5), claim(9, None, "disagrees", "count-claims.csv")), ("Xi", "Putin"), UNTIL),
        "1 of 2 claimed counts of Xi–Putin meetings fit some counting rule, 1 of them every rule; one does not",
    ),
    ("draw_claim_check", (claims(),), "No further claim to check over a window of its own"),
    ("draw_claim_check", (claims(claim(3, 3, "fits if video meetings count")),), "The one claim over a window of its own fits if video meetings count"),
    ("draw_claim_check", (claims(claim(3, 4, end="2016-12-31")),), "Mar 2013 – Dec 2016"),
    (
        "draw_claim_check",
        (claims(claim(3, 4), claim(7, 7, "disagrees"), claim(3, None)),),
        "2 of 3 claims over windows of their own fit some counting rule, 2 of them every rule",
    ),
]  # fmt: skip


@pytest.mark.parametrize("function, given, words", TITLES)
def test_title(function, given, words):
    figure = getattr(figures, function)(*given)
    assert words in words_of(figure)
    assert figure.alt and figure.caption and "None" not in figure.caption


def test_no_record_and_no_event_is_an_empty_calendar():
    record = pd.DataFrame(columns=["date", "mode", "counts_as_meeting", "meeting_id"])
    figure = figures.draw_timeline(record, pd.DataFrame(columns=EVENT_COLUMNS), PAIR)
    assert figure.alt.startswith("Xi Jinping and Vladimir Putin: 0 meetings reported in these articles")


def test_labels_overlap_neither_each_other_nor_points():
    figure, axes = style.new_figure("t", 4)
    points = [(dt.date(2018, 1 + n, 1), 10 + n % 3) for n in range(12)]
    axes.plot([x for x, _ in points], [y for _, y in points])
    style.place_labels(figure, axes, [(point, f"Somebody Long: {n}", "k") for n, point in enumerate(points)])
    from matplotlib.text import Text

    renderer = figure.canvas.get_renderer()
    for text in axes.texts:
        text.update_positions(renderer)
    boxes = [Text.get_window_extent(text, renderer) for text in axes.texts]
    assert boxes
    assert not any(a.overlaps(b) for a, b in itertools.combinations(boxes, 2))
