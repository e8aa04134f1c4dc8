"""The reference data hold together: the record, the published claims, the counting rules."""

import csv
import datetime as dt
import itertools
import json
import re

import pytest
from summitry.claims import Claimed, judge_claim, judge_reference_claims, read_count
from summitry.meetings.record import (
    compare_rates,
    count_meetings,
    counted,
    meetings_per_year,
)
from summitry.reference import DEFAULT_REFERENCE, RecordError, read_reference

XI_PUTIN = "Vladimir Putin;Xi Jinping"
KIM_TRUMP = "Donald Trump;Kim Jong-un"


@pytest.fixture(scope="module")
def reference():
    return read_reference()


# --- the record -----------------------------------------------------------------------------------------------------


def test_each_meeting_has_an_id_of_its_own_that_begins_with_its_day(reference):
    ids = [meeting.meeting_id for meeting in reference.record]
    assert len(ids) == len(set(ids))
    assert all(meeting.meeting_id.startswith(f"{meeting.date_start}-") for meeting in reference.record)


def test_each_meeting_uses_the_words_that_the_codebook_allows(reference):
    for meeting in reference.record:
        assert meeting.date_start <= meeting.date_end <= meeting.date_start + dt.timedelta(days=4), meeting
        assert meeting.mode in ("in-person", "video", "phone"), meeting
        assert meeting.counts_as_meeting in ("yes", "disputed", "no"), meeting
        assert meeting.confidence in ("high", "medium", "low"), meeting
        assert meeting.occasion and meeting.sources and meeting.participants, meeting
        assert ";".join(sorted(meeting.participants.split(";"))) == meeting.participants, meeting
        assert (meeting.mode == "in-person") == (bool(meeting.country) and not meeting.city.startswith("(")), meeting


def test_what_is_unsourced_is_not_held_for_sure(reference):
    assert not [m for m in reference.record if m.sources == "unsourced" and m.confidence != "low"]


def test_calls_are_never_counted(reference):
    assert {m.counts_as_meeting for m in reference.record if m.mode == "phone"} == {"no"}


def test_no_two_counted_meetings_of_a_pair_overlap(reference):
    for pair in (XI_PUTIN, KIM_TRUMP):
        counted = [m for m in reference.record_of(pair) if m.counts_as_meeting != "no"]
        assert all(a.date_end < b.date_start for a, b in itertools.pairwise(counted))


def test_a_meeting_at_a_summit_is_where_and_when_the_summit_was(reference):
    for meeting in reference.record:
        summits = [e for e in reference.events if e.name == meeting.occasion and e.city]
        near = [e for e in summits if abs((e.date_start - meeting.date_start).days) < 60]
        for summit in near:
            assert summit.country == meeting.country, meeting
            assert summit.date_start - dt.timedelta(days=2) <= meeting.date_end, meeting
            assert meeting.date_start <= summit.date_end, meeting


@pytest.mark.parametrize("pair, last", [(XI_PUTIN, "2026-05-20"), (KIM_TRUMP, "2025-10-30")])
def test_coverage_of_a_pair_is_stated_and_holds_its_rows(reference, pair, last):
    covered = reference.covered(pair)
    assert covered.last.isoformat() == last
    assert all(covered.first <= m.date_start and m.date_end <= covered.last for m in reference.record_of(pair))


def test_without_a_statement_coverage_is_that_of_the_rows(reference):
    import dataclasses

    own = dataclasses.replace(reference, coverage=())
    assert own.covered(KIM_TRUMP).first == dt.date(2018, 1, 1)
    assert own.covered(KIM_TRUMP).last == dt.date(2019, 6, 30)
    assert own.covered("Narendra Modi;Xi Jinping") is None


def test_the_published_claims_can_be_read():
    with (DEFAULT_REFERENCE / "count-claims.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            low, high = int(row["count_low"]), int(row["count_high"] or 10**6)
            assert low <= high, row
            assert read_count(row["count_text"] + " times") in ((low, high if row["count_high"] else None), None), row
            assert row["window_start"] <= row["window_end"], row
            assert row["counts_video"] in ("yes", "no", "only", "unclear"), row


BROKEN = [
    # (file, text, what the sentence says)
    (
        "meetings.csv",
        "meeting_id,date_start,date_end\na,2019-06-05,June",
        "row 2: date_end must be an ISO date such as 2019-06-05, not 'June'",
    ),
    ("meetings.csv", "city\nMoscow", "there is no column date_start"),
    ("meetings.csv", "date_start,date_end\n2019-06-05,2019-06-04", "row 2: date_end must be 2019-06-05 or later"),
    ("meetings.csv", "date_start;mode\n2019-06-05;call", "row 2: mode must be in-person, video or phone, not 'call'"),
    (
        "meetings.csv",
        "date_start,counts_as_meeting\n2019-06-05,Yes",
        "row 2: counts_as_meeting must be yes, disputed or no",
    ),
    (
        "meetings.csv",
        "date_start,participants\n2019-06-05,Putin;Narenda Mody",
        "row 2: participants must be people of the roster, such as Narendra Modi",
    ),
    ("coverage.csv", "participants,covers_from\nModi;Putin,2013-01-01", "there is no column covers_until"),
    (
        "count-claims.csv",
        "date,speaker_or_outlet,count_text,count_low,count_high,window_start,window_end\n2019,Wire,ten,ten,,2013-01-01,2019-01-01",
        "row 2: count_low must be a whole number, not 'ten'",
    ),
]


@pytest.mark.parametrize("name, text, sentence", BROKEN)
def test_a_reference_file_that_breaks_its_layout_is_one_sentence_with_file_and_row(
    tmp_path, roster, name, text, sentence
):
    (tmp_path / name).write_text(text)
    with pytest.raises(RecordError) as raised:
        read_reference(tmp_path, roster)
    assert len(str(raised.value).splitlines()) == 1
    assert str(raised.value).startswith(str(tmp_path / name)) and sentence in str(raised.value)


def test_each_fault_has_a_sentence_of_its_own(tmp_path):
    (tmp_path / "meetings.csv").write_text("date_start,mode\n05/06/2019,video\n2019-06-05,call\n")
    with pytest.raises(RecordError) as raised:
        read_reference(tmp_path)
    assert [line.split(": ")[0].rpartition(" ")[2] for line in str(raised.value).splitlines()] == ["2", "3"]


def test_a_record_under_another_name_is_not_passed_over(tmp_path):
    (tmp_path / "modi-putin.csv").write_text("date_start,city\n2019-06-05,Moscow\n")
    with pytest.raises(RecordError, match="rename the file"):
        read_reference(tmp_path)


def test_a_record_needs_a_day_and_two_names_in_any_form_and_order(tmp_path, roster):
    row = 'date_start;city;country;participants\n2024-07-08;Moscow;Russia;"Putin;PM Modi"\n'
    (tmp_path / "meetings.csv").write_text(row)
    (meeting,) = read_reference(tmp_path, roster).record
    assert meeting.participants == "Narendra Modi;Vladimir Putin" and meeting.mode == "in-person"
    assert (meeting.meeting_id, meeting.host) == ("2024-07-08-moscow", "Vladimir Putin")


# --- counted --------------------------------------------------------------------------------------------------------

OFFICIAL_COUNTS = [
    ("2015-05-07", 10),
    ("2015-05-08", 11),
    ("2017-07-02", 22),
    ("2021-12-15", 37),
    ("2022-02-04", 38),
    ("2023-03-19", 40),
    ("2023-10-18", 42),
    ("2024-12-27", 45),
]


@pytest.mark.parametrize("day, count", OFFICIAL_COUNTS)
def test_disputed_and_video_in_gives_the_official_running_count(reference, day, count):
    assert count_meetings(reference, XI_PUTIN, dt.date(2013, 3, 14), dt.date.fromisoformat(day), "all") == count


def test_an_unknown_rule_is_refused(reference):
    with pytest.raises(ValueError, match="undisputed"):
        count_meetings(reference, XI_PUTIN, dt.date(2013, 1, 1), dt.date(2014, 1, 1), "official")


def test_rates_have_intervals_that_hold_them(reference):
    meetings = counted(reference, XI_PUTIN, "all")
    for year in range(2013, 2027):
        rate = meetings_per_year(meetings, dt.date(year, 1, 1), dt.date(year, 12, 31))
        assert rate.low <= rate.per_year <= rate.high
    with pytest.raises(ValueError, match="before it starts"):
        meetings_per_year(meetings, dt.date(2014, 1, 1), dt.date(2013, 1, 1))


def test_a_change_is_told_or_said_to_be_too_small(reference):
    days = dt.date(2013, 3, 14), dt.date(2020, 3, 11), dt.date(2026, 5, 20)
    change = compare_rates(counted(reference, XI_PUTIN, "in-person"), *days)
    assert change.low < change.ratio < change.high < 1
    assert change.sentence.startswith("They met less")
    days = dt.date(2018, 1, 1), dt.date(2019, 1, 1), dt.date(2019, 12, 31)
    small = compare_rates(counted(reference, KIM_TRUMP, "all"), *days)
    assert small.sentence.startswith("Too little to tell")
    none = compare_rates(counted(reference, "A;B", "all"), *days)
    assert none.ratio is None


# --- judged ---------------------------------------------------------------------------------------------------------

D = dt.date
JUDGED = [
    # claimed, window, rule, verdict
    (27, 29, D(2013, 6, 15), D(2019, 6, 15), "all", "agrees"),
    (37, 37, D(2013, 3, 14), D(2021, 12, 15), "in person and video", "agrees"),
    (60, None, D(2013, 3, 14), D(2021, 12, 15), "all", "disagrees"),
    (2, 2, D(2021, 1, 1), D(2021, 12, 15), "video", "agrees"),
    (3, 3, D(2021, 1, 1), D(2021, 12, 15), "in-person", "disagrees"),
    (5, 5, D(2005, 1, 1), D(2021, 12, 15), "all", "cannot tell"),  # begins before the record
    (50, 50, D(2013, 1, 1), D(2030, 1, 1), "all", "cannot tell"),  # ends after it
    (3, 3, D(2013, 1, 1), None, "all", "cannot tell"),
]


@pytest.mark.parametrize("low, high, start, end, rule, verdict", JUDGED)
def test_verdict(reference, low, high, start, end, rule, verdict):
    judgement = judge_claim(Claimed(low, high, start, end, rule), reference, XI_PUTIN)
    assert judgement.verdict == verdict
    assert judgement.why.endswith(".")


def test_a_pair_without_a_record_cannot_be_judged(reference):
    claimed = Claimed(1, 1, None, D(2020, 1, 1), "all")
    assert judge_claim(claimed, reference, "Joe Biden;Xi Jinping").verdict == "cannot tell"


def test_each_published_claim_gets_a_verdict(reference):
    judged = judge_reference_claims(reference, XI_PUTIN)
    assert len(judged) > 30
    assert all(judgement.verdict in ("agrees", "disagrees", "cannot tell") for _, judgement in judged)
    assert not judge_reference_claims(reference, KIM_TRUMP)


def test_invented_articles_carry_invented_outlets(top, reference):
    pattern, _ = reference.outlet_pattern
    credited = re.compile(rf"[(/](?:{pattern.pattern})[)/]")
    for path in sorted((top / "tests" / "annotated").glob("*.jsonl")):
        for line in map(json.loads, path.read_text("utf-8").splitlines()):
            assert not pattern.fullmatch(line["outlet"]) and not credited.search(line["text"][:400]), line["id"]
