"""Evaluation: what is paired, what is counted, what is said of it. Tables are tiny and made by hand."""

import pandas as pd
import pytest
from set_floors import check_floors
from summitry import CorpusError, evaluation, parse
from summitry.evaluation import scoring


def quote(start, end, speaker="Xi Jinping", article="a", kind="direct", **more):
    return {"article_id": article, "start": start, "end": end, "kind": kind, "speaker": speaker, **more}


def table(*rows):
    return pd.DataFrame(list(rows))


GOLD_QUOTES = table(quote(0, 10), quote(20, 40, "Vladimir Putin"), quote(50, 60, None, kind="scare"))

QUOTES = [
    ([quote(0, 10), quote(20, 40, "Vladimir Putin")], {"f1": 1.0, "f1 with speaker": 1.0}),
    ([quote(0, 10), quote(20, 40, "Xi Jinping")], {"f1": 1.0, "f1 with speaker": 0.5, "speaker right": 0.5}),
    ([quote(0, 10), quote(22, 40, "Putin")], {"f1": 1.0, "f1 with speaker": 1.0}),  # a surname is enough
    ([quote(0, 10), quote(20, 40, None)], {"f1 with speaker": 0.5}),  # abstaining is no hit
    ([quote(0, 10)], {"precision": 1.0, "recall": 0.5}),
    ([quote(0, 10), quote(20, 24, "Vladimir Putin")], {"recall": 0.5, "precision": 0.5}),  # less than half shared
    ([quote(0, 10), quote(1, 9)], {"recall": 0.5, "precision": 0.5}),  # one of gold pairs with one of ours only
    ([quote(50, 60)], {"precision": 0.0, "recall": 0.0}),  # scare marks taken for speech
    ([quote(0, 10, kind="scare")], {"recall": 0.0}),  # speech taken for scare marks
    ([quote(0, 10, article="elsewhere")], {"recall": 0.0, "precision": None}),  # not gold's article
]


@pytest.mark.parametrize("found, expected", QUOTES)
def test_quotes(found, expected):
    result = evaluation.evaluate({"quotes": table(*found)}, {"quotes": GOLD_QUOTES})
    assert {measure: result.score("quotes", measure) for measure in expected} == expected


def test_quotation_marks_decide_no_match():
    gold = table(quote(0, 6, text="“Yes.”"))
    found = table(quote(1, 4, text="Yes"))
    assert evaluation.evaluate({"quotes": found}, {"quotes": gold}).score("quotes", "f1") == 1.0


def meeting(start, **more):
    return {"article_id": "a", "start": start, "end": start + 5, "mode": "in-person", **more}


MEETINGS = [
    ([meeting(0, meeting_id="m1")], [meeting(300, meeting_id="m1")], 1.0),  # wherever it is told
    ([meeting(0, meeting_id="m1")], [meeting(0, meeting_id="m2")], 0.0),
    ([meeting(0, meeting_id="m1")], [meeting(0, meeting_id="m1"), meeting(90, meeting_id="m1")], 1.0),  # told twice
    ([meeting(0, date="2019-06-01", date_high="2019-06-30")], [meeting(9, date="2019-06-05")], 1.0),  # dates meet
    ([meeting(0, date="2019-06-05")], [meeting(0, date="2019-06-15")], 0.0),
    ([meeting(0, date="2019-06-05")], [meeting(0, date="2019-06-05") | {"mode": "video"}], 0.0),
    ([meeting(0)], [meeting(100)], 1.0),  # undated, near
    ([meeting(0)], [meeting(900)], 0.0),  # undated, far
]


@pytest.mark.parametrize("gold, found, recall", MEETINGS)
def test_meetings(gold, found, recall):
    result = evaluation.evaluate({"meetings": table(*found)}, {"meetings": table(*gold)})
    assert result.score("meetings", "recall") == recall


def test_meetings_of_other_people_are_no_false_alarms():
    gold = table(meeting(0, meeting_id="m1", participants="A;B"))
    found = table(meeting(0, meeting_id="m1", participants="A;B"), meeting(50, participants="A;C"))
    assert evaluation.evaluate({"meetings": found}, {"meetings": gold}).score("meetings", "precision") == 1.0


def zone(start, end, name):
    return {"article_id": "a", "start": start, "end": end, "zone": name}


def test_zones_are_counted_in_characters():
    gold = {"zones": table(zone(0, 10, "headline"), zone(12, 100, "body"))}
    found = {"zones": table(zone(0, 10, "headline"), zone(12, 60, "body"), zone(62, 100, "furniture"))}
    result = evaluation.evaluate(found, gold)
    assert result.score("zones", "accuracy") == pytest.approx(58 / 96)
    (error,) = result.errors.to_dict("records")
    assert (error["start"], error["end"], error["gold"], error["found"]) == (62, 100, "body", "furniture")


def test_dates_outside_the_readable_zones_are_no_false_alarms():
    date = {"article_id": "a", "start": 20, "end": 25, "value": "2019"}
    gold = {"zones": table(zone(0, 10, "furniture"), zone(12, 100, "body")), "dates": table(date)}
    found = {"dates": table(date, date | {"start": 2, "end": 6})}
    assert evaluation.evaluate(found, gold).score("dates", "precision") == 1.0


def test_a_sentence_shows_a_frame_once():
    cue = {"article_id": "a", "start": 0, "end": 50, "frame": "security"}
    gold = {"frames": table(cue | {"cue_start": 3}, cue | {"cue_start": 9})}
    found = {"frames": table(cue | {"start": 1, "cue_start": 9}, cue | {"frame": "economy"})}
    result = evaluation.evaluate(found, gold)
    assert (result.score("frames", "recall"), result.score("frames", "precision")) == (1.0, 0.5)


def test_sentiment_is_scored_in_three_classes():
    gold = {"sentiment": table(*({"article_id": "a", "start": i, "end": i + 5, "sentiment": s} for i, s in GIVEN))}
    found = {"quotes": table(quote(0, 5, sentiment=0.6), quote(10, 15, sentiment=0.01), quote(20, 25, sentiment=0.3))}
    result = evaluation.evaluate(found, gold)
    assert result.score("sentiment", "accuracy") == pytest.approx(2 / 3)


GIVEN = [(0, 1), (10, 0), (20, -1)]


@pytest.mark.parametrize("score, label", [(0.1, 0), (-0.19, 0), (0.2, 1), (-0.21, -1)])
def test_a_quotation_is_neutral_where_the_scorer_says_so(score, label):
    gold = {"sentiment": table({"article_id": "a", "start": 0, "end": 5, "sentiment": label})}
    found = {"quotes": table(quote(0, 5, sentiment=score))}
    assert evaluation.evaluate(found, gold).score("sentiment", "accuracy") == 1.0


def dated(article, day, basis=None, **bounds):
    return {"article_id": article, "published": day, "published_basis": basis, **bounds}


def test_a_date_that_was_given_is_no_test_of_dating():
    gold = {"articles": table(*(dated(a, "2019-06-05") for a in "abcd"))}
    found = {
        "articles": table(
            dated("a", "2019-06-05", "manifest"),
            dated("b", "2019-06-05", "inferred"),
            dated("c", "2019-06-06", "printed", published_high="2019-06-06"),
            dated("d", None, published_low="2019-06-07"),
        )
    }
    bounded = evaluation.evaluate(found, gold).score("articles", "within the stated bounds, not given")
    assert bounded == pytest.approx(2 / 3)


def test_errors_say_what_and_where():
    found = {"quotes": table(quote(20, 40, "Xi Jinping", confidence=0.9), quote(70, 80))}
    errors = evaluation.evaluate(found, {"quotes": GOLD_QUOTES}).errors
    told = [tuple(e[k] for k in ("error", "column", "start", "gold", "found")) for e in errors.to_dict("records")]
    assert told == [
        ("missed", "", 0, "Xi Jinping", None),
        ("spurious", "", 70, None, "Xi Jinping"),
        ("wrong", "speaker", 20, "Vladimir Putin", "Xi Jinping"),
    ]


def test_gold_in_part_of_the_columns_will_do(tmp_path):
    (tmp_path / "quotes.csv").write_text("article_id,start,end,kind\na,0,10,direct\n", encoding="utf-8")
    result = evaluation.evaluate({"quotes": table(quote(0, 10))}, tmp_path)
    assert result.score("quotes", "f1") == 1.0
    assert result.score("quotes", "speaker right") is None


NO_GOLD = [
    ({}, "gold has no rows"),
    ({"articles": table({"article_id": "a"})}, "no table that can be scored"),
    ({"quotes": table({"start": 1})}, "no column article_id"),
]


@pytest.mark.parametrize("gold, complaint", NO_GOLD)
def test_gold_that_is_none_is_refused(gold, complaint):
    with pytest.raises(evaluation.GoldError, match=complaint):
        evaluation.evaluate({"quotes": GOLD_QUOTES}, gold)


DIGITS = ["001", "2019", "1_000", "nan", "1e3"]


@pytest.mark.parametrize("article", DIGITS)
def test_ids_that_look_like_numbers_are_ids(tmp_path, article):
    table(quote(0, 10, article=article)).to_csv(tmp_path / "quotes.csv", index=False)
    table({"article_id": article, "outlet": "2020"}).to_csv(tmp_path / "articles.csv", index=False)
    found = {
        "quotes": table(quote(0, 10, article=article)),
        "articles": table({"article_id": article, "outlet": "2020"}),
    }
    result = evaluation.evaluate(found, tmp_path)
    assert evaluation.gold_articles(evaluation.read_tables(tmp_path)) == [article]
    assert result.score("quotes", "f1 with speaker") == result.score("articles", "outlet right") == 1.0


NO_NUMBERS = [("count_low", "1_000"), ("count_low", "nan"), ("count_high", "inf"), ("start", "twelve")]


@pytest.mark.parametrize("column, cell", NO_NUMBERS)
def test_a_cell_that_is_no_number_is_refused_in_a_sentence(tmp_path, column, cell):
    claim = {"article_id": "a", "start": 0, "end": 9, "count_low": 3} | {column: cell}
    table(claim).to_csv(tmp_path / "claims.csv", index=False)
    with pytest.raises(evaluation.GoldError, match=f"claims, column {column}: '{cell}' is no number"):
        evaluation.evaluate({"claims": table(claim)}, tmp_path)


def test_of_a_parsed_folder_the_tables_of_its_manifest_are_scored(tmp_path):
    articles = pd.DataFrame({"id": ["a"], "text": ["Xi Jinping met Vladimir Putin in Moscow on 5 June 2019."]})
    parse(articles, out=tmp_path)
    (tmp_path / "mentions.csv").write_text("article_id,start,end\n", encoding="utf-8")  # whose, nobody knows
    gold = {"mentions": table({"article_id": "a", "start": 0, "end": 10, "person": "Xi Jinping"})}
    assert evaluation.evaluate(tmp_path, gold).score("mentions", "recall") == 1.0
    (tmp_path / "mentions.parquet").unlink()
    with pytest.raises(CorpusError, match="run summitry parse again"):
        evaluation.evaluate(tmp_path, gold)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(evaluation.GoldError, match="holds no table"):
        evaluation.evaluate(tmp_path, {"quotes": GOLD_QUOTES})


OFFSETS = [
    ("Putin", None, 7),
    ("Xi", None, "stands 2 times"),
    ("Xi", 2, 14),
    ("Xi", 3, "stands 2 times"),
    ("Trump", None, "stands nowhere"),
]


@pytest.mark.parametrize("words, occurrence, expected", OFFSETS)
def test_rows_without_offsets_are_looked_up(words, occurrence, expected):
    gold = {"dates": table({"article_id": "a", "start": None, "end": None, "text": words, "occurrence": occurrence})}
    texts = {"a": "Xi met Putin; Xi left."}
    if isinstance(expected, int):
        found = {"dates": table({"article_id": "a", "start": expected, "end": expected + 1})}
        assert evaluation.evaluate(found, gold, texts=texts).score("dates", "recall") == 1.0
    else:
        with pytest.raises(evaluation.GoldError, match=expected):
            evaluation.evaluate({}, gold, texts=texts)


def test_the_template_lists_what_was_found_and_leaves_the_judging_open(tmp_path):
    found = {"quotes": table(quote(0, 10, text="“Yes.”"))}
    evaluation.gold_template(found, tmp_path)
    sheet = evaluation.read_tables(tmp_path)["quotes"]
    assert sheet[["article_id", "start", "speaker"]].to_numpy().tolist() == [["a", "0", ""]]
    with pytest.raises(FileExistsError):
        evaluation.gold_template(found, tmp_path)


def test_a_filled_in_template_scores(tmp_path):
    found = {"quotes": table(quote(0, 6, text="“Yes.”"))}
    evaluation.gold_template(found, tmp_path)
    sheet = tmp_path / "quotes.csv"
    empty = sheet.read_text(encoding="utf-8").removesuffix(",,,,,\n")
    sheet.write_text(f"{empty},Xi Jinping,,,,direct\na,,,“No.”,,Vladimir Putin,,,,direct\n", encoding="utf-8")
    result = evaluation.evaluate(found, tmp_path, texts={"a": "“Yes.” “No.”"})
    assert (result.score("quotes", "precision"), result.score("quotes", "recall")) == (1.0, 0.5)


FLOORS = [
    (0.4, []),
    (0.6, ["quotes: recall is 0.500, below its floor of 0.600."]),
]


@pytest.mark.parametrize("floor, sentences", FLOORS)
def test_floors(floor, sentences):
    result = evaluation.evaluate({"quotes": table(quote(0, 10))}, {"quotes": GOLD_QUOTES})
    assert check_floors(result, table({"table": "quotes", "measure": "recall", "floor": floor})) == sentences


def test_a_score_that_is_gone_breaks_its_floor():
    result = evaluation.evaluate({"quotes": table(quote(0, 10))}, {"quotes": GOLD_QUOTES})
    floors = table({"table": "claims", "measure": "f1", "floor": 0.5})
    assert check_floors(result, floors) == ["claims: f1 could not be scored, but its floor is 0.500."]


def test_calibration_sets_confidence_against_being_right():
    matched = pd.DataFrame({"confidence": [0.95, 0.92, 0.55, None, 1.0, 0.3], "speaker_right": [1, 0, 1, 1, 1, 0]})
    matched["found_speaker"] = ["Xi Jinping"] * 5 + [None]  # an abstention promises nothing
    dates = table(
        {"confidence": 0.8, "found_status": "held", "status_right": True, "mode_right": True, "date_right": False}
    )
    alone = table({"table": "meetings", "error": "spurious", "confidence": 0.3})
    result = evaluation.Evaluation(pd.DataFrame(), alone, {"quotes": matched, "meetings": dates})
    found = evaluation.calibration(result)[["what", "n", "share_right"]].to_numpy().tolist()
    speakers = [["speakers", 1, 1.0], ["speakers", 3, pytest.approx(2 / 3)]]
    assert found == [*speakers, ["meetings", 1, 0.0], ["meetings", 1, 0.0]]  # one is of nothing, one has a wrong day


SAME = [
    ("cue", "pointed out", "pointed out that", True),
    ("speaker", "Putin", "Vladimir Putin", True),
    ("speaker", "Xi Jinping", None, False),
    ("speaker", None, None, True),
    ("conduit", "Xinhua", "Xinhua news agency", True),
    ("count_low", 27, 27.0, True),
    ("polarity", 1, 0.3, True),
    ("polarity", 0, -0.4, False),
    ("machine_translated", True, True, True),
    ("date", "2019-06-05", "2019-06-06", False),
]


@pytest.mark.parametrize("column, gold, found, agree", SAME)
def test_values_agree(column, gold, found, agree):
    assert scoring.right(column, {column: gold}, {column: found}) is agree
