"""The sample corpus: generated files are current, facts agree with the record, quotations are real."""

import csv
import datetime as dt
import re
from pathlib import Path

import marked_articles
import pandas as pd
import pytest
import sample_gold
from agreement import compare_codings
from summitry.reference import REPOSITORY, read_reference

DATA = REPOSITORY / "data"
RECORD = read_reference().record
CORPUS = marked_articles.read_marked_folder(DATA / "gold" / "marked")
REGENERATE = "run: python tests/sample_gold.py"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.lower()))


def truth(table: str) -> list[dict[str, str]]:
    return rows(DATA / "gold" / f"{table}.csv")


@pytest.mark.parametrize("path, content", sample_gold.generated_files(CORPUS, RECORD).items())
def test_generated_files_are_current(path, content):
    assert (DATA / path).read_text(encoding="utf-8") == content, REGENERATE


def test_no_article_without_a_marked_source():
    assert {file.stem for file in (DATA / "articles").glob("*.txt")} == {article.article_id for article in CORPUS}


@pytest.mark.parametrize("table", sample_gold.GOLD_COLUMNS)
def test_spans_hold_their_words(table):
    texts = {article.article_id: article.text for article in CORPUS}
    for row in truth(table):
        if "text" in row:
            assert texts[row["article_id"]][int(row["start"]) : int(row["end"])] == row["text"]


@pytest.mark.parametrize("article", CORPUS, ids=lambda article: article.article_id)
def test_article_is_short_and_sourced(article):
    body = sum(len(article.text[start:end].split()) for start, end, zone in article.zones if zone == "body")
    assert 140 <= body <= 450
    assert article.header["facts_source"] and article.header["voice"]
    assert dt.date.fromisoformat(article.header["published"])


def test_held_meetings_lie_before_publication_and_planned_ones_after():
    published = {row["article_id"]: row["published"] for row in truth("articles")}
    record = {meeting.meeting_id: meeting for meeting in RECORD}
    for row in truth("meetings"):
        meeting = record[row["meeting_id"]]
        if not row["date"]:  # "soon enough"
            assert row["status"] == "planned" and row["precision"] == "none"
            continue
        assert row["date"] <= meeting.date_end.isoformat() and row["date_high"] >= meeting.date_start.isoformat()
        assert row["place"] in ("", meeting.city, meeting.country)
        day = published[row["article_id"]]
        assert (row["date"] <= day) if row["status"] == "held" else (row["date_high"] >= day)


DATELINE = re.compile(r"([A-Z ]{4,}),.*? ([A-Z][a-z]{2,8})\.? (\d{1,2})\b")


@pytest.mark.parametrize("article", CORPUS, ids=lambda article: article.article_id)
def test_dateline_names_city_and_day_of_a_meeting_told(article):
    """ "SAMARKAND, Uzbekistan, Sept 15 (Quillmark) —" """
    told = [row for row in truth("meetings") if row["article_id"] == article.article_id and row["status"] == "held"]
    for start, end, zone in article.zones:
        found = DATELINE.match(article.text, start, end) if zone == "dateline" else None
        if found:
            city, month, day = found.groups()
            fits = [row for row in told if row["mode"] == "video" or row["place"].upper() == city]
            days = {dt.date.fromisoformat(row["date"]).strftime("%b %-d") for row in fits}
            assert f"{month[:3]} {day}" in days


def test_every_quotation_is_on_public_record():
    listed = rows(DATA / "gold" / "quotations.csv")
    known = {(row["speaker"], words(row["words"])) for row in listed}
    for row in truth("quotes"):
        if row["kind"] in ("direct", "fragment"):
            said = words(row["text"])
            assert any(row["speaker"] in (s, "") and f" {said} " in f" {full} " for s, full in known), row["text"]
            assert len(said.split()) <= 26


def test_eight_meetings_are_covered_by_two_outlets_and_a_second_pair_is_there():
    outlets: dict[str, set[str]] = {}
    for row in truth("meetings"):
        if row["status"] == "held":
            outlets.setdefault(row["meeting_id"], set()).add(row["article_id"].split("-")[0])
    shared = [meeting for meeting, names in outlets.items() if len(names) > 1 and not meeting.startswith("2018-06-12")]
    assert len(shared) >= 8
    pairs = {row["participants"]: set() for row in truth("meetings")}
    for row in truth("meetings"):
        pairs[row["participants"]].add(row["article_id"])
    assert len(pairs["Donald Trump;Kim Jong-un"]) >= 5 and len(CORPUS) >= 30


def test_every_listed_quotation_names_its_day_and_source():
    for row in rows(DATA / "gold" / "quotations.csv"):
        assert dt.date.fromisoformat(row["said_on"]) and row["occasion"] and row["on_record"]


def test_gold_covers_every_kind_of_annotation():
    for table in sample_gold.GOLD_COLUMNS:
        assert {row["article_id"] for row in truth(table)} <= {article.article_id for article in CORPUS}
        assert truth(table)


def test_second_coding_covers_a_third_and_its_agreement_is_current():
    second = DATA / "gold" / "second"
    table = compare_codings(
        DATA / "gold", {t: pd.read_csv(second / f"{t}.csv") for t in ("frames", "labels", "sentiment")}
    )
    assert (second / "agreement.csv").read_text(encoding="utf-8") == table.round(3).to_csv(
        index=False, lineterminator="\n"
    )
    assert 3 * len({row["article_id"] for row in rows(second / "frames.csv")}) >= len(CORPUS)


BROKEN = [
    ("cast x\n\n# body\nXi.", "is not 'key: value'"),
    ("cast: x\n\nXi met Putin.", "before any '# zone'"),
    ("cast: x\n\n# body\n[[M x|He left.", "never closes"),
    ("cast: x\n\n# body\nHe]] left.", "never opened"),
]


@pytest.mark.parametrize("source, complaint", BROKEN)
def test_a_broken_marked_file_says_where(source, complaint):
    with pytest.raises(marked_articles.AnnotationError, match=re.escape(complaint)):
        marked_articles.read_marked("a", source)


def test_a_cue_in_the_same_sentence_wins_over_a_nearer_one_outside_it():
    source = "cast: x\n\n# body\nXi said that it was, at long last, [[F x said 1|“good”]].\nSaid nobody else.\n"
    (row,) = sample_gold.gold_rows(marked_articles.read_marked("a", source), ())["quotes"]
    assert row["cue_start"] == 3


def test_no_quotation_of_a_real_person_is_longer_than_25_words():
    lengths = {}
    for row in truth("quotes"):
        if row["kind"] in ("direct", "fragment"):
            key = row["quotation_id"]
            lengths[key] = lengths.get(key, 0) + len(words(row["text"]).split())
    assert not {key: n for key, n in lengths.items() if n > 25}
