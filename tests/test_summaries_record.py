"""Golden numbers and sentences of notebook 01 on the sample corpus, and what it says where there is nothing."""

import datetime as dt
import re

import pandas as pd
import pytest
from summitry.corpus import Corpus
from summitry.study import Study, check_parameters
from summitry.summaries import meeting_reports, meetings

XI_PUTIN, KIM_TRUMP, NO_RECORD = (
    ["Xi Jinping", "Vladimir Putin"],
    ["Kim Jong-un", "Donald Trump"],
    ["Narendra Modi", "Vladimir Putin"],
)


def study(sample, **given):
    """Return a study of the sample corpus without parsing it again."""
    return Study(check_parameters(given), sample)


@pytest.fixture(scope="module")
def xi_putin(sample):
    return study(sample)


@pytest.fixture(scope="module")
def kim_trump(sample):
    return study(sample, pair=KIM_TRUMP)


@pytest.fixture(scope="module")
def no_record(sample):
    return study(sample, pair=NO_RECORD)


# --- numbers --------------------------------------------------------------------------------------------------------


def test_the_counting_rule_changes_the_total(xi_putin):
    counted = meetings.count_by_rule(xi_putin).set_index("rule").meetings
    assert dict(counted) == {
        "all": 50, "undisputed": 46, "in-person": 45, "in-person undisputed": 41, "video": 5, "video undisputed": 5,
    }  # fmt: skip
    curves = meetings.curves(xi_putin)
    assert [curves[rule][-1] for rule in ("widest", "strictest")] == [
        (dt.date(2026, 5, 20), 50),
        (dt.date(2026, 5, 20), 41),
    ]


def test_years_add_up_to_all_meetings(xi_putin, kim_trump):
    for run, total in ((xi_putin, 50), (kim_trump, 3)):
        rates = meetings.rates_by_year(run)
        assert rates.meetings.sum() == total
        assert (rates.low <= rates.meetings).all()
        assert (rates.meetings <= rates.high).all()


def test_places_and_hosts(xi_putin, kim_trump):
    assert list(meetings.count_places(xi_putin).meetings[:3]) == [14, 11, 2]
    assert meetings.count_hosts(xi_putin) == {"Xi Jinping": 14, "Vladimir Putin": 11, "elsewhere": 20}
    assert meetings.count_hosts(kim_trump) == {"elsewhere": 3}


def test_the_time_since_the_last_meeting_is_an_open_gap(kim_trump, xi_putin):
    gaps = meetings.list_gaps(kim_trump)
    assert list(zip(gaps.days, gaps.open, strict=True)) == [(2314, True), (260, False), (122, False)]
    assert meetings.median_gap(gaps) == 191
    assert list(meetings.list_gaps(xi_putin).days[:2]) == [592, 223]


def test_every_claim_is_drawn_once_an_article_and_in_one_figure(xi_putin):
    claims = meeting_reports.list_all_claims(xi_putin)
    own = claims[claims.origin == "articles"]
    assert not own.duplicated(["article_id", "count_low", "count_high", "window_start"]).any()
    assert set(claims.origin) == {"articles", "count-claims.csv"}
    assert set(claims.verdict) == {"agrees", "disagrees"}
    wrong = claims[claims.verdict == "disagrees"]
    ten_years = [("Xi Jinping", "42")] * 2  # "in the past ten years"
    assert sorted(zip(wrong.speaker, wrong.claimed, strict=True)) == [("Andrey Denisov", "19"), *ten_years]


def test_a_claim_stands_over_the_count_that_it_was_judged_by(xi_putin):
    claims = meeting_reports.list_all_claims(xi_putin)
    drawn = claims[claims.from_beginning & (claims.rule == "all")]
    for rule, column in (("widest", "record_high"), ("strictest", "record_low")):
        curve = meetings.curves(xi_putin)[rule]
        until = [sum(day.isoformat() <= end for day, _ in curve) for end in drawn.window_end]
        assert until == list(drawn[column])


def test_the_page_says_what_was_completed_and_what_rests_on_it(xi_putin, kim_trump):
    claims = meeting_reports.list_all_claims(xi_putin)
    text = meeting_reports.state_completion(xi_putin, claims).text
    assert text.startswith("4 meetings are in the record because official totals need them")
    assert "Bishkek, 13 September 2013 (the count of 10 by 2015-05-07)" in text
    assert not {"10", "22", "37"} & set(claims[claims.origin == "count-claims.csv"].claimed)
    fits, rest = (int(n) for n in re.search(r"Of (\d+) claims above that fit, (\d+) would", text).groups())
    assert fits == (claims.verdict == "agrees").sum() and 0 < rest < fits
    none = meeting_reports.state_completion(kim_trump, meeting_reports.list_all_claims(kim_trump))
    assert none.text.startswith("No row of the record")


def test_events_link_to_the_words_of_a_report(xi_putin):
    links = meeting_reports.link_events(xi_putin)
    assert all(link and "#meetings-" in link for link in links)


def test_a_conflict_links_both_spans(xi_putin):
    reports = xi_putin.pair_meetings
    held = reports[(reports.meeting_id == "2018-06-08-beijing") & (reports.precision == "day")]
    other = held.iloc[[0]].assign(article_id=held.article_id.iloc[-1], date="2018-06-07", date_high="2018-06-07")
    both = {"meetings": pd.concat([reports, other], ignore_index=True)}
    run = study(Corpus({**xi_putin.corpus.tables, **both}, xi_putin.corpus.texts))
    found = meeting_reports.list_conflicts(run)
    assert list(found.event) == ["2018-06-08-beijing"] * 2
    assert set(found.says) == {"2018-06-07", "2018-06-08"}
    assert list(found.says) == list(found.other[::-1])
    assert "disagree about its day or place" in meeting_reports.state_conflicts(run).text


def test_coverage_is_told_by_day_and_outlet(xi_putin):
    spread = meeting_reports.find_spread(xi_putin)
    assert not spread.duplicated(["event", "article_id"]).any()
    assert (spread.day_after < 0).any()  # what was announced
    assert spread.outlet.nunique() >= 4


# --- sentences ------------------------------------------------------------------------------------------------------


def test_the_answer(xi_putin):
    text = meeting_reports.answer(xi_putin).text
    assert text.startswith(
        "Between 22 March 2013 and 20 May 2026, Xi Jinping and Vladimir Putin met 41 to 50 times, depending on the counting "
        "rule: 3.8 a year under the widest (95 % interval 2.8 to 5.0). These articles report 10 of these meetings as held."
    )
    assert "checkable count claims in these articles" in text


SENTENCES = [
    # (pair, window, function, words)
    (XI_PUTIN, {}, "state_change", "They met less often from 20 October 2019 on: 5.2 meetings a year before (34) and 2.4"),
    (KIM_TRUMP, {}, "state_change", "Too little to tell whether they met more or less often"),
    (XI_PUTIN, {"since": "2023-01-01", "until": "2023-12-31"}, "state_change", "The window is under two years long"),
    (XI_PUTIN, {"since": "2020-01-01", "until": "2020-12-31"}, "answer", "the record has no meeting of Xi Jinping and"),
    (XI_PUTIN, {"since": "2026-01-01"}, "answer", "Vladimir Putin met"),
    (KIM_TRUMP, {}, "answer", "met 3 times, under every counting rule"),
    (KIM_TRUMP, {}, "state_hosts", "Of 3 meetings in person, neither Kim Jong-un nor Donald Trump hosted any"),
    (XI_PUTIN, {}, "state_hosts", "Xi Jinping hosted 14, Vladimir Putin 11; 20 took place elsewhere. Between the two hosts"),
    (XI_PUTIN, {"since": "2026-05-01"}, "state_hosts", "Of 1 meeting in person, Xi Jinping hosted 1"),
    (KIM_TRUMP, {}, "state_limits", "complete from 20 January 2017 to 30 October 2025"),
    (NO_RECORD, {}, "answer", "There is no record of meetings between Narendra Modi and Vladimir Putin"),
    (NO_RECORD, {}, "state_change", "Without a record there is no rate to compare"),
    (NO_RECORD, {}, "state_hosts", "No meeting in person is known"),
    (NO_RECORD, {}, "state_limits", "There is no record of this pair"),
]  # fmt: skip


@pytest.mark.parametrize("pair, window, function, words", SENTENCES)
def test_sentence(sample, pair, window, function, words):
    run = study(sample, pair=pair, **window)
    module = meetings if hasattr(meetings, function) else meeting_reports
    assert words in getattr(module, function)(run).text


def test_nothing_gives_empty_tables_and_no_error(no_record):
    assert no_record.events.empty
    for table in (
        meetings.list_record(no_record), meetings.count_by_rule(no_record), meetings.rates_by_year(no_record),
        meetings.count_places(no_record), meetings.count_occasions(no_record), meetings.list_gaps(no_record),
        meeting_reports.list_all_claims(no_record), meeting_reports.list_conflicts(no_record),
        meeting_reports.list_candidates(no_record), meeting_reports.find_spread(no_record),
    ):  # fmt: skip
        assert table.empty
    assert meetings.state_gaps(meetings.list_gaps(no_record)).text.startswith("Fewer than two meetings")
    assert meeting_reports.state_conflicts(no_record).text == "The articles report no meeting of the two."
