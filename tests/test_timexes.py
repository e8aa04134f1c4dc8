"""Temporal expressions: found, and read against the day of publication."""

import datetime as dt
import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summitry.articles import Article
from summitry.text import Layer, Published
from summitry.timexes import find_timexes, find_timexes_in, read_stated_day, resolve_dates

ANCHOR = dt.date(2018, 6, 13)  # a Wednesday


def read(text, anchor=ANCHOR, **bounds):
    """Return the dates of an article that was published on the day *anchor*."""
    article = Article("a", text)
    article.timexes = Layer(find_timexes(article))
    article.published = Published(anchor.isoformat() if anchor else None, **bounds)
    return resolve_dates(article)


VALUES = [
    # calendar days
    ("They met on June 8, 2018.", ["2018-06-08"]),
    ("They met on the 8th of June, 2018.", ["2018-06-08"]),
    ("They met on Friday, 8 June 2018.", ["2018-06-08"]),
    ("They met on 2018-06-08.", ["2018-06-08"]),
    ("They met on 08.06.2018.", ["2018-06-08"]),
    ("They met on 9-Nov-2018.", ["2018-11-09"]),
    ("They met on Wednesday (June 6).", ["2018-06-06"]),
    ("They met on Feb. 30, 2018.", ["XXXX-XX-XX"]),
    # British and American order, told apart by the rest of the text or left open
    ("They met on 05/06/2018.", ["2018-XX-XX"]),
    ("They met on 05/06/2018 and on 25/06/2018.", ["2018-06-05", "2018-06-25"]),
    ("They met on 05/06/2018 and on 06/25/2018.", ["2018-05-06", "2018-06-25"]),
    # a date long past does not draw a month without a year to itself
    ("The fifth since the war began in February 2014 and the second since he won in March.", ["2014-02", "2018-03"]),
    # weekdays
    ("They met on Friday.", ["2018-06-08"]),
    ("They met on Wednesday.", ["2018-06-13"]),  # today counts
    ("They will meet on Friday.", ["2018-06-15"]),
    ("He will not come, he said Friday.", ["2018-06-08"]),
    ("They met last Friday.", ["2018-06-08"]),
    ("They meet next Monday.", ["2018-06-18"]),
    ("They met on Friday night.", ["2018-06-08TNI"]),
    ("They met on Wednesday of last week.", ["2018-06-06"]),
    ("They meet on Fridays.", ["XXXX-WXX-5"]),
    # months and years
    ("They meet in September.", ["2018-09"]),
    ("They met in January.", ["2018-01"]),
    ("They met in November.", ["2017-11"]),
    ("They met last October.", ["2017-10"]),
    ("They may meet this October.", ["2018-10"]),
    ("They met in March last year.", ["2017-03"]),
    ("They met on Nov. 9.", ["2017-11-09"]),
    ("They met in mid-2016.", ["2016"]),
    ("They met in nineteen ninety-six.", ["1996"]),
    ("They met in the year two thousand; twenty-four came.", ["2000"]),
    ("They met in the late 1970s.", ["197"]),
    ("It was the 20th century.", ["19"]),
    # quarters, seasons, fiscal years
    ("They met in the third quarter of 2016.", ["2016-Q3"]),
    ("They met in Q3 2016.", ["2016-Q3"]),
    ("They met in this year's first half.", ["2018-H1"]),
    ("They met last fall.", ["2017-FA"]),
    ("In fiscal 2016 they met.", ["2016"]),
    ("They met in the last fiscal year.", ["2017"]),
    # relative
    ("They met yesterday.", ["2018-06-12"]),
    ("They met two weeks ago.", ["2018-W22"]),
    ("They met six years ago.", ["2012"]),
    ("They met half a year ago.", ["2017-12"]),
    ("They meet later this month.", ["2018-06"]),
    ("They met on the 8th.", ["2018-06-08"]),
    ("They met on the 21st.", ["2018-05-21"]),
    ("They met over the weekend.", ["2018-W23-WE"]),
    ("They met on the day before yesterday.", ["2018-06-11"]),
    ("They met on Christmas Day.", ["2017-12-25"]),
    # the day of publication is a Wednesday: what lies ahead on a Wednesday is that very day
    ("The envoys will sign the pact on Wednesday.", ["2018-06-13"]),
    ("Xi hosts the premier on Tuesday.", ["2018-06-19"]),
    ("Aides planned a dinner at the old harbour on Saturday.", ["2018-06-16"]),
    # a part of what is named after it, and none where that is no time
    ("They spoke on the last day of May.", ["2018-05-31"]),
    ("They spoke on the last day of 2016.", ["2016-12-31"]),
    ("They spoke on the second Friday of March 2016.", ["2016-03-11"]),
    ("They spoke on the first weekend of June.", ["2018-W22-WE"]),
    ("They spoke in the second half of the year.", ["2018-H2"]),
    ("They spoke in the last quarter of last year.", ["2017-Q4"]),
    ("They spoke on the last day of the forum and in the last week of the campaign.", []),
    ("They spoke on the 4th of last month.", ["2018-05-04"]),
    # the one before the last, the one after the next
    ("They spoke the month before last.", ["2018-04"]),
    ("They spoke in the autumn before last and the night before last.", ["2016-FA", "2018-06-11TNI"]),
    ("They spoke on Monday before last, and will the week after next.", ["2018-06-04", "2018-W26"]),
    ("They spoke in October of the year before last.", ["2016-10"]),
    # counted from a day
    ("They spoke a month ago today.", ["2018-05-13"]),
    ("They speak three weeks from Friday.", ["2018-06-29"]),
    ("They spoke two days before June 5, 2016.", ["2016-06-03"]),
    ("They spoke the day after Easter.", ["2018-04-02"]),
    ("They will speak in a fortnight and in five days.", ["2018-W26", "2018-06-18"]),
    ("It will be the third call in two years.", ["P2Y"]),
    ("They will speak two months from now.", ["2018-08"]),
    # ends and beginnings
    ("They will speak by month-end or quarter-end, if not by year-end.", ["2018-06-30", "2018-06-30", "2018-12-31"]),
    ("They will speak in the week starting July 9.", ["2018-W28"]),
    # weekday and number; glued and short forms
    ("They spoke on Friday the 1st.", ["2018-06-01"]),
    ("They spoke on Thursday 3rd.", ["2018-05-03"]),
    ("They spoke on October 7,2016, not on Oct.8,2016.", ["2016-10-07", "2016-10-08"]),
    ("They spoke on 7-Oct-16, in autumn '15 and in Q2 of last year.", ["2016-10-07", "2015-FA", "2017-Q2"]),
    # holidays
    ("They spoke on Victory Day and on the eve of Orthodox Easter.", ["2018-05-09", "2018-04-07"]),
    (
        "They spoke on May Day 2016, on Mother’s Day and on Chinese New Year.",
        ["2016-05-01", "2018-05-13", "2018-02-16"],
    ),
    ("They spoke on Orthodox Christmas and on New Year's Eve.", ["2018-01-07", "2017-12-31"]),
    # a past verb leaves no month ahead
    ("In March they spoke, and in October they met.", ["2018-03", "2017-10"]),
    # counted from what was said before
    ("On June 5, 2016 they met; two days later they left.", ["2016-06-05", "2016-06-07"]),
    ("On June 5, 2016 they met. The same day they left.", ["2016-06-05", "2016-06-05"]),
    ("They met in 2016. That year was long. The following year was not.", ["2016", "2016", "2017"]),
    ("They met on June 5 and left the next morning.", ["2018-06-05", "2018-06-06TMO"]),
    ("On June 5 they met; this year is long. That afternoon they left.", ["2018-06-05", "2018", "2018-06-05TAF"]),
    ("One holiday is on May 9, the other on September 3.", ["2018-05-09", "2018-09-03"]),  # of the same year
    # ranges
    ("They met on June 5 to 7.", ["2018-06-05/2018-06-07"]),
    ("They met on 5–7 June 2016.", ["2016-06-05/2016-06-07"]),
    ("They met on May 16-17.", ["2018-05-16/2018-05-17"]),
    # clock times
    ("They met at 1:29 PM local time on 4 July 2016.", ["2016-07-04T13:29"]),
    ("They met at 10 p.m. Tuesday.", ["2018-06-12T22:00"]),
    ("They met at 10 p.m. yesterday.", ["2018-06-12T22:00"]),
    # lengths of time, sets, vague ones
    ("They met for three days in the past two years.", ["P3D", "P2Y"]),
    ("The 66-year-old leader spoke.", ["P66Y"]),
    ("They meet every year.", ["P1Y"]),
    ("They are friends now, and will be in the future.", ["PRESENT_REF", "FUTURE_REF"]),
    # false friends
    ("He may go in May.", ["2018-05"]),
    ("Theresa May may march on.", []),
    ("The sun set over 2,000 guests, and we sat.", []),
    ("Some 2000 soldiers marched past room 1990.", []),
    ("The Arab Spring was not the Winter Olympics.", []),
    ("Jan Kavan paid $2016 in his 30s.", []),
    ("They left as soon as they could.", []),
]

UNANCHORED = [
    ("They met on Friday.", ["XXXX-WXX-5"]),
    ("They met on June 8.", ["XXXX-06-08"]),
    ("They met in June.", ["XXXX-06"]),
    ("They met on the 21st.", ["XXXX-XX-21"]),
    ("They met last year.", ["XXXX"]),
    ("They met last week.", ["XXXX-WXX"]),
    ("They met in the summer.", ["XXXX-SU"]),
    ("They met yesterday.", ["XXXX-XX-XX"]),
    ("They met on June 8, 2018.", ["2018-06-08"]),
]


@pytest.mark.parametrize("text, values", VALUES)
def test_value(text, values):
    assert [row.value for row in read(text)] == values


@pytest.mark.parametrize("text, values", UNANCHORED)
def test_value_without_an_anchor(text, values):
    rows = read(text, None)
    assert [row.value for row in rows] == values
    assert all((row.date_low is None) == ("X" in row.value) for row in rows)


def test_the_year_of_publication_decides_some_values_alone():
    text = "This October, as last year, they may meet on Friday."
    rows = read(text, None, low="2018-02-01", high="2018-11-30")
    assert [row.value for row in rows] == ["2018-10", "2017", "XXXX-WXX-5"]


DAYS = [
    ("They met in June 2016.", "2016-06-01", "2016-06-30"),
    ("They met in the third quarter of 2016.", "2016-07-01", "2016-09-30"),
    ("They met on 05/06/2018.", "2018-05-06", "2018-06-05"),  # left open, but not everything
    ("They met on June 5 to 7.", "2018-06-05", "2018-06-07"),
    ("They met last week.", "2018-06-04", "2018-06-10"),
    ("They met for three days.", None, None),
]


@pytest.mark.parametrize("text, low, high", DAYS)
def test_days_meant(text, low, high):
    assert [(row.date_low, row.date_high) for row in read(text)] == [(low, high)]


def test_last_winter_is_over_even_in_january():
    assert [date.value for date in read("They met last winter.", dt.date(2018, 1, 10))] == ["2016-WI"]


def test_only_the_given_spans_are_read():
    text = "Friday\nThey met on Monday.\nTuesday"
    timexes = find_timexes_in(text, [(7, 26)])
    assert [text[timex.start : timex.end] for timex in timexes] == ["Monday"]


WORDS = ["June ", "5 ", "the ", "of ", "– ", "last ", "Friday ", "2018 ", ", ", ". ", "\n", "year ", "ago ", "twenty "]
WORDS += [
    "half ",
    "a ",
    "quarter ",
    "1:29 ",
    "p.m. ",
    "’98 ",
    "21st ",
    "9999 ",
    "century ",
    "before ",
    "İ",
    "99/99/99 ",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40).map("".join), st.sampled_from([None, ANCHOR, dt.date(1, 1, 1)]))
def test_any_text_gives_ordered_rows_that_are_its_words(text, anchor):
    rows = read(text, anchor)
    assert all(text[row.start : row.end] == row.text for row in rows)
    assert all(one.end <= after.start for one, after in itertools.pairwise(rows))
    assert all(row.date_low <= row.date_high for row in rows if row.date_low)


STATED = [
    ("2018-06-08", "2018-06-08"),
    ("2018-06-08T10:00:00Z", "2018-06-08"),
    ("20180608", "2018-06-08"),
    ("Fri, 08 Jun 2018 10:00:00 GMT", "2018-06-08"),
    ("june 8, 2018 friday", "2018-06-08"),
    ("8th of June 2018", "2018-06-08"),
    ("8-Jun-2018", "2018-06-08"),
    ("13/8/2018", "2018-08-13"),
    ("08.06.2018", "2018-06-08"),  # with dots the day comes first
    ("1528444800", "2018-06-08"),
    ("1528444800000", "2018-06-08"),
    ("6/8/2018", None),
    ("June 2018", None),
    ("0001-01-01", None),
    ("2018-02-30", None),
    ("9" * 14, None),
    ("soon", None),
    ("", None),
]


@pytest.mark.parametrize("stated, day", STATED)
def test_a_stated_day_is_read_in_any_form_that_names_one_day(stated, day):
    assert read_stated_day(stated) == (dt.date.fromisoformat(day) if day else None)


@pytest.mark.parametrize("hostile", ["June 5 to ", "1/", "the last ", "twenty ", "\n ", "a year ago ", "5-", "’s "])
def test_time_stays_linear_on_hostile_text(hostile):
    started = time.process_time()
    read(hostile * (60_000 // len(hostile)))
    assert time.process_time() - started < 5
