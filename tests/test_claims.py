"""How often they say that they met, over which time, and whether the record agrees."""

import importlib.util
import re
from pathlib import Path

import pytest
import summitry
from annotated_articles import (
    REFERENCE,
    ROSTER,
    as_frame,
    lay_out,
    read_annotated,
    read_lines,
    score_claims,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from summitry import schema
from summitry.articles import Article
from summitry.claims import find_claims, judge_reference_claims, read_count
from summitry.claims.claims import claim_model, find_features
from summitry.claims.count_expressions import find_counts
from summitry.meetings import find_meetings
from summitry.text import Layer, Published
from summitry.text.loglinear import FeatureError


def table(name):
    """Return the module of cases *name* beside this file."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


CASES, UNSEEN = table("meetings_cases").CLAIMS, table("meetings_unseen").CLAIMS

COUNTS = [
    ("we have met nearly 30 times", (27, 29)),
    ("almost thirty times", (27, 29)),
    ("close to 20 times", (18, 19)),
    ("they met more than 40 times", (41, None)),
    ("over 40 meetings", (41, None)),
    ("40+ times", (40, None)),
    ("about 40 times", (38, 42)),
    ("some 20 meetings", (19, 21)),
    ("40-odd times", (38, 42)),
    ("at least two in-person meetings", (2, None)),
    ("no fewer than five times", (5, None)),
    ("fewer than ten times", (0, 9)),
    ("up to four times", (0, 4)),
    ("a dozen meetings", (12, 12)),
    ("half a dozen times", (6, 6)),
    ("about a dozen times", (11, 13)),
    ("their 37th meeting", (37, 37)),
    ("the fifth face-to-face meeting", (5, 5)),
    ("the twenty-second summit", (22, 22)),
    ("the third this year", (3, 3)),
    ("met twice", (2, 2)),
    ("two or three times", (2, 3)),
    ("30 to 40 times", (30, 40)),
    ("had never met before", (0, 0)),
    ("exactly 42 times", (42, 42)),
    # nothing is counted
    ("in the past six years", None),
    ("30 documents", None),
    ("his 66th birthday", None),
    ("on 8 June 2018", None),
    ("the second day of the visit", None),
    ("$40 times", None),
    ("at least ſıx times", (6, None)),  # letters that match s and i where case is ignored
]


@pytest.mark.parametrize("text, bounds", COUNTS)
def test_count(text, bounds):
    assert read_count(text) == bounds


def read(text, published, quotes=()):
    """Return the claims of an article."""
    article = lay_out(Article("a", text), published)
    article.quotes = Layer(quotes)
    return find_claims(article)


def fits(expected, row):
    """Tell whether a row is the expected claim: bounds, first day of its window, verdict."""
    bounds, start, verdict = expected.split(" ", 2)
    low, high = bounds.split("-")
    return (
        (row.count_low, row.count_high) == (int(low), int(high) if high else None)
        and (start == "?" or (row.window_start or "-") == start)
        and row.verdict == verdict
    )


def count_hits(text, published, expected):
    """Return (right, found, expected) numbers of claims for one text."""
    rows = read(text, published)
    left, right = list(rows), 0
    for claim in expected:
        hit = next((row for row in left if fits(claim, row)), None)
        if hit:
            left.remove(hit)
            right += 1
    return right, len(rows), len(expected)


@pytest.mark.parametrize("text, published, expected", CASES)
def test_claims(text, published, expected):
    assert count_hits(text, published, expected) == (len(expected), len(expected), len(expected)), read(text, published)


PRECISION_FLOOR, RECALL_FLOOR = 0.90, 0.80


def test_floors_on_sentences_that_the_rules_were_not_written_with():
    hits = [count_hits(*case) for case in UNSEEN]
    right, found, expected = (sum(hit[i] for hit in hits) for i in range(3))
    assert right / found >= PRECISION_FLOOR, f"precision {right}/{found}"
    assert right / expected >= RECALL_FLOOR, f"recall {right}/{expected}"


RULES = [
    ("Xi and Putin have met 40 times.", "all"),
    ("It was the fifth face-to-face meeting between Xi and Putin.", "in-person"),
    ("Xi and Putin met twice by video in 2021.", "video"),
    ("Xi and Putin have met 45 times in person and by video.", "in person and video"),
    ("It was the third bilateral meeting of Xi and Putin this year.", "bilateral"),
    ("It was the 37th meeting of Xi and Putin, and it was held by video.", "all"),  # how this one was held, not all
]


@pytest.mark.parametrize("text, rule", RULES)
def test_what_is_counted(text, rule):
    assert [row.rule for row in read(text, "2024-07-04")] == [rule]


def test_the_claim_belongs_to_whoever_says_it():
    text = "“We have met nearly 30 times,” Xi told Putin."
    quote = schema.Quotes(
        article_id="a",
        quote_id="a#q1",
        quotation_id="a#q1",
        start=0,
        end=30,
        text=text[:30],
        kind="direct",
        speaker="Xi Jinping",
        basis="said",
        confidence=0.9,
    )
    assert [row.speaker for row in read(text, "2019-06-05", [quote])] == ["Xi Jinping"]
    assert [row.speaker for row in read(text, "2019-06-05")] == [None]


def test_the_words_of_a_claim_reach_to_the_end_of_its_window():
    (claim,) = read(
        "Xi and Putin met for the fifth time since Russia’s invasion of Ukraine in February 2022.", "2024-07-04"
    )
    assert claim.text == "fifth time since Russia’s invasion of Ukraine in February 2022"


def test_ten_years_are_ten_years():
    (claim,) = read("Xi and Putin have met 42 times in the past ten years.", "2023-10-18")
    assert (claim.window_start, claim.verdict) == ("2013-10-18", "disagrees")
    assert "between 18 October 2013" in claim.why and "5 more" in claim.why


NO_COUNTS = [
    "Xi and Putin will attend the 19th summit of the Harbour Club.",
    "Xi and Putin sit on the board, which meets twice a year.",
    "Putin called Xi. Three summits are due in the town in one summer.",
    "Xi joined Putin for the 12th annual meeting.",
    "Xi met Putin. Their third meeting, in Bali in October, was short.",
    "Since his first meeting with Xi in Moscow, Putin has often written.",
]


@pytest.mark.parametrize("text", NO_COUNTS)
def test_what_counts_no_meetings_of_the_two(text):
    assert read(text, "2013-12-01") == []


MORE_CLAIMS = [
    ("Xi met Putin. The two leaders have met 41 times.", "2025-12-04", "41-41 - agrees"),
    ("Putin will see Xi. Of all their meetings it will be the 39th one.", "2022-09-01", "39-39 - forecast"),
    ("Xi opened his second videoconference with Putin this year.", "2021-12-15", "2-2 2021-01-01 agrees"),
    ("Xi saw Putin for their third and last meeting this year.", "2024-10-23", "3-3 2024-01-01 agrees"),
    ("Xi met Putin for the first time since February.", "2022-09-16", "1-1 2022-02-05 agrees"),
    ("Trump and Kim met for the first time since Hanoi.", "2019-06-30", "1-1 2019-03-01 agrees"),
    ("Xi and Putin have met 15 times since the bridge was opened.", "2022-09-16", "15-15 - cannot tell"),
    ("It was the second phone call of Xi and Putin this year.", "2022-06-16", "2-2 2022-01-01 cannot tell"),
    ("Xi and Putin have met five times.", "2009-06-01", "5-5 - cannot tell"),
]


@pytest.mark.parametrize("text, published, expected", MORE_CLAIMS)
def test_claim_over_its_own_window(text, published, expected):
    assert count_hits(text, published, [expected]) == (1, 1, 1), read(text, published)


ANSWERS = [
    # (text, published, answer, how the reason ends)
    ("Xi and Putin met six times in 2019.", "2020-01-10", "fits if disputed meetings count", "misses in-person undisputed by 2, undisputed by 2."),
    ("Xi and Putin met four times in 2019.", "2020-01-10", "fits if disputed meetings do not count", "misses in-person by 2, all by 2."),
    ("Xi and Putin met twice in 2022.", "2023-01-10", "fits if video meetings do not count", "misses undisputed by 1, all by 1."),
    ("Xi and Putin met three times in 2022.", "2023-01-10", "fits if video meetings count", "misses in-person undisputed by 1, in-person by 1."),
    ("Xi and Putin have met more than 40 times.", "2024-10-23", "fits if video or disputed meetings count", "misses in-person undisputed by 3."),
    ("Xi and Putin have met 38 times since 2013.", "2022-02-05", "fits if video meetings count and disputed meetings count", "in-person by 2, undisputed by 4."),
    ("Xi and Putin have met 35 times since 2013.", "2022-02-05", "fits if some but not all of the meetings count that the rules differ on", "all by 3."),
    ("Xi and Putin met three times in 2024.", "2025-01-10", "agrees", "3 fits."),
    ("Xi and Putin met nine times in 2022.", "2023-01-10", "disagrees", "6 more than any rule gives. Any count from 2 to 3 would have been accepted."),
    ("Xi and Putin met once in 2024.", "2025-01-10", "disagrees", "2 fewer than any rule gives. 3 would have been accepted."),
]  # fmt: skip


@pytest.mark.parametrize("text, published, answer, end", ANSWERS)
def test_the_answer_says_under_which_rules_a_claim_fits(text, published, answer, end):
    (claim,) = read(text, published)
    assert (claim.answer, claim.why[-len(end) :]) == (answer, end)
    assert (claim.verdict == "disagrees") == (answer == "disagrees")


def test_a_total_that_the_record_was_completed_by_does_not_test_it():
    judged = judge_reference_claims(REFERENCE, "Vladimir Putin;Xi Jinping")
    untested = {claim.count_low for claim, judgement in judged if "completed by this count" in judgement.why}
    assert untested == {10, 22, 37}
    assert all(judgement.verdict == "cannot tell" for claim, judgement in judged if claim.count_low in untested)


FORECASTS = [
    ("Xi and Putin, who met in May, will meet for the third time this year in Astana.", "2024-06-20"),
    ("Modi meets Putin on Friday. Xi is due to have his first talks with Putin this year then.", "2024-05-10"),
    (
        "Putin hopes to see Xi; their talks, the first since the pandemic began, are pencilled in for Friday.",
        "2022-02-01",
    ),
    ("Xi will meet Putin in Samarkand next week. Aides call it the first encounter since February.", "2022-09-09"),
]


@pytest.mark.parametrize("text, published", FORECASTS)
def test_a_count_that_takes_in_a_meeting_to_come_is_a_forecast(text, published):
    article = lay_out(Article("a", text), published)
    article.meetings = Layer(find_meetings(article))
    assert [row.verdict for row in find_claims(article)] == ["forecast"]


def test_an_undated_article_cannot_be_judged():
    (claim,) = read("Xi and Putin have met 42 times since 2013.", None)
    assert (claim.verdict, claim.window_end, claim.record_low) == ("cannot tell", None, None)


CLAIM_FLOORS = {  # of the set: rows right, found, verdict right
    "agency": (0.90, 0.70, 0.90), "mixed": (0.90, 0.70, 0.75),
    "plain": (0.85, 0.85, 0.90), "agency_unseen": (0.70, 0.45, 0.80), "mixed_unseen": (0.70, 0.42, 0.80),
}  # fmt: skip


@pytest.mark.parametrize("name", CLAIM_FLOORS)
def test_floors_on_annotated_articles(name):
    lines = read_lines(name)
    right, rows, annotated, verdicts = score_claims(lines, summitry.parse(as_frame(lines)).claims)
    found = right / rows, right / annotated, verdicts / right
    assert all(share >= floor for share, floor in zip(found, CLAIM_FLOORS[name], strict=True)), (
        name,
        right,
        rows,
        annotated,
        verdicts,
    )


def test_every_feature_and_every_weight_of_the_model_has_a_template():
    for annotated in read_annotated(read_lines("agency")):
        for sentence in annotated.context.doc.sentences:
            for count in find_counts(annotated.context.text, *sentence[:2], bare=True):
                claim_model().score(find_features(annotated.context, sentence, count, True))
    with pytest.raises(FeatureError):
        claim_model().score(["moon phase"])


PAIRS = [
    ("Putin talked to Modi about trade. Xi and Putin have met three times this year.", "Vladimir Putin;Xi Jinping"),
    ("Modi was there too when Xi and Putin met for the third time this year.", "Vladimir Putin;Xi Jinping"),
    ("Trump has met Kim three times and Xi and Putin six times since 2018.", "Donald Trump;Kim Jong-un"),
    ("Xi and Putin meet in Kazan\n\nModi is to see Erdogan. The two have met 43 times, Beijing says.", "Vladimir Putin;Xi Jinping"),
]  # fmt: skip


@pytest.mark.parametrize("text, people", PAIRS)
def test_whose_meetings_are_counted(text, people):
    assert people in [row.participants for row in read(text, "2024-10-23")]


@given(st.text(alphabet="XiPutn met30 thwmsince,.’“”\n-0259", max_size=200))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_rows_that_fit_the_schema(noise):
    text = f"Xi and Putin met 3 times. {noise} Putin and Xi held their 40th meeting since 2013."
    rows = read(text, "2018-06-10")
    schema.check_frame("claims", schema.to_frame("claims", rows))
    assert all(text[row.start : row.end] == row.text for row in rows)


@pytest.mark.parametrize(
    "unit", ["met 30 times ", "nearly ", "the third meeting since ", "in the past ", "Xi met Putin twice, "]
)
def test_long_hostile_text_takes_linear_time(unit):
    import time

    text = unit * (20_000 // len(unit))
    people = {"Xi": "Xi Jinping", "Putin": "Vladimir Putin"}
    mentions = [
        schema.Mentions(
            article_id="a", start=m.start(), end=m.end(), text=m.group(), person=people[m.group()], form="surname"
        )
        for m in re.finditer("Xi|Putin", text)
    ]
    began = time.process_time()
    article = Article("a", text)
    article.roster, article.reference, article.mentions = ROSTER, REFERENCE, Layer(mentions)
    article.published = Published("2018-06-10", "2018-06-10", "2018-06-10")
    find_claims(article)
    assert time.process_time() - began < 5
