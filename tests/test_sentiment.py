"""Diplomatic sentences and the sign that a reader gives them; offsets; labels; agreement."""

import csv
import json
import subprocess
import sys
import time

import fit
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summitry import sentiment
from summitry.schema import Quotes
from summitry.text import Document, read_words
from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

WARM, NEUTRAL, COLD = 1, 0, -1

SENTENCES = [
    # formulae of friendship
    ("President Xi is my old friend.", WARM),  # old is praise
    ("Our friendship has no limits.", WARM),  # so is the negation
    ("We have entered a golden age of relations.", WARM),
    ("There are no forbidden areas in our cooperation.", WARM),
    ("Our two peoples stand shoulder to shoulder.", WARM),
    ("Our ties have stood the test of time.", WARM),
    ("I am delighted to see you in Moscow, dear friend.", WARM),
    ("We attach importance to mutual trust and mutual benefit.", WARM),
    ("The partnership has reached an unprecedented level.", WARM),
    ("Both sides will deepen practical cooperation.", WARM),
    ("The two countries are good neighbours and true partners.", WARM),
    ("He received a warm welcome and the highest honours.", WARM),
    ("I congratulate you on your re-election.", WARM),
    ("We highly appreciate your support.", WARM),
    ("The talks were fruitful and constructive.", WARM),
    ("China firmly supports Russia in safeguarding its interests.", WARM),
    ("Relations are the best in history.", WARM),
    ("The President praised the rock-solid alliance.", WARM),
    ("It is an honour to welcome such a friend.", WARM),
    ("We wish the Chinese people happiness and prosperity.", WARM),
    ("We reached a broad consensus.", WARM),
    ("The visit was a great success.", WARM),
    # curly marks, names, topics
    ("“Friendship,” he said.", WARM),  # the mark is glued to the word
    ("“Betrayal”, said the minister.", COLD),
    ("The UN Security Council meets on Monday.", NEUTRAL),
    ("The United States and the United Kingdom sent delegates.", NEUTRAL),
    ("The Shanghai Cooperation Organization met in Astana.", NEUTRAL),
    ("He spoke to the Communist Party's congress.", NEUTRAL),
    ("The Defense Ministry published the figures.", NEUTRAL),
    ("They discussed natural gas and energy.", NEUTRAL),
    ("Their respective delegations were present.", NEUTRAL),
    ("The leaders will meet in Kazan in October.", NEUTRAL),
    ("The ministers discussed interest rates.", NEUTRAL),
    ("The parade marks the end of the Second World War.", NEUTRAL),
    ("He would like to visit Beijing.", NEUTRAL),
    # negation and denial
    ("There was no collusion.", NEUTRAL),
    ("He denied the collusion.", NEUTRAL),  # neither doubled nor praise
    ("The Kremlin rejected the accusations.", NEUTRAL),
    ("They are not friends.", COLD),
    ("This is not cooperation.", COLD),
    ("The two do not trust each other.", COLD),
    ("There will be no confrontation.", NEUTRAL),
    ("The alliance is not aimed at any third party.", WARM),
    ("He never supported the invasion.", NEUTRAL),
    ("We oppose bullying.", COLD),  # two hard words, though the aim is kind
    ("No. We are friends.", WARM),  # the full stop ends the negation
    ("There is no limit to what they can do to harm us.", COLD),
    # cold
    ("The regime poisoned its critics.", COLD),
    ("Western sanctions will remain in place.", COLD),
    ("Russia's full-scale invasion of Ukraine began in February.", COLD),
    ("The strongman met the dictator.", COLD),
    ("They are accused of war crimes and genocide.", COLD),
    ("China lodged stern representations with Washington.", COLD),
    ("We firmly oppose unilateral sanctions.", COLD),
    ("Moscow expelled ten diplomats.", COLD),
    ("Relations have deteriorated.", COLD),
    ("Those who play with fire will pay the price.", COLD),
    ("The Cold War mentality and hegemonism threaten the world.", COLD),
    ("Beijing condemned the provocation.", COLD),
    ("The talks collapsed amid mutual suspicion.", COLD),
    ("He slammed the president's reckless meddling.", COLD),
    ("The alliance is a threat to the free world.", COLD),
    ("Critics call the deal a betrayal.", COLD),
    ("The autocrat tightened the crackdown.", COLD),
    ("Tensions escalated into hostility.", COLD),
    # turns of phrase that take more than one word back
    ("The understanding between our capitals was never deeper.", WARM),
    ("I could not be prouder of what we built.", WARM),
    ("We cannot praise your hospitality enough.", WARM),
    ("The mood between them has never been colder.", COLD),
    ("I know no truer friend than you.", WARM),
    ("There is no graver danger to peace.", COLD),
    ("No third party will manage to divide us.", WARM),
    ("No one believes his promises.", COLD),
    ("Every attempt to intimidate us has come to nothing.", WARM),
    ("Efforts to make peace have failed.", COLD),  # it was no reproach that failed
    ("They wanted to divide us, but they failed.", WARM),
    ("This alliance has weathered storms and wars.", WARM),
    ("We shall never abandon a friend.", WARM),
    ("There is no reason to distrust our neighbour.", WARM),
    ("It was by no means a success.", COLD),
    ("“Partners”? I don't think so.", COLD),
    ("Kindly refrain from lecturing us.", COLD),
    ("Despite threats and sanctions the project succeeded.", WARM),
    ("Beyond doubt this was a great success.", WARM),
    # but
    ("Relations were strained, but we are friends again.", WARM),
    ("They smiled, but the sanctions hurt.", COLD),
]


@pytest.mark.parametrize("text, sign", SENTENCES)
def test_sign(text, sign):
    assert sentiment.label_of(sentiment.score([text])[0]) == sign, sentiment.explain(text)


def test_friendlier_words_score_warmer():
    cool, warm, warmest = sentiment.score(["They met.", "They are partners.", "They are very good friends."])
    assert cool < warm < warmest


@pytest.mark.parametrize("scorer", sentiment.SCORERS)
@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=200) | st.text(alphabet="no old friend war'’“-. \n", max_size=200))
def test_explained_words_stand_where_it_says(scorer, text):
    for start, end, word, weight in sentiment.explain(text, scorer):
        assert text[start:end] == word
        assert weight
    assert -1 <= sentiment.score([text], scorer)[0] <= 1


@pytest.mark.parametrize("scorer", ["vader", "diplomatic"])
def test_explained_words_add_up_to_the_score(scorer):
    text = "We are not enemies, we are very good friends and deplore the war."
    total = sum(weight for *_, weight in sentiment.explain(text, scorer))
    assert sentiment.score([text], scorer)[0] == pytest.approx(total / (total**2 + 15) ** 0.5, abs=1e-3)


PLAIN = [
    "The book was kind of good, but NOT the ending!!",
    "They never smiled, the least friendly of hosts.",
    "VERY good :)",
]


@pytest.mark.parametrize("text", PLAIN)
def test_vader_is_the_vader_of_its_authors(text):
    assert sentiment.score([text], "vader") == [SentimentIntensityAnalyzer().polarity_scores(text)["compound"]]


def test_scoring_leaves_nltk_whole_and_its_path_alone():
    code = """
import nltk.data
before = list(nltk.data.path)
from summitry import sentiment
sentiment.score(["They are old friends."]), sentiment.score(["They are old friends."], "vader")
from nltk.metrics import BigramAssocMeasures
print(BigramAssocMeasures.fisher(8, (15, 10), 100) > 0, nltk.data.path == before)
"""
    said = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout
    assert said.split() == ["True", "True"]


def test_unknown_scorer_names_the_known_ones():
    with pytest.raises(ValueError, match="write one of diplomatic, vader, adjectives"):
        sentiment.score(["x"], "afinn")


def test_the_nearer_word_decides_for_a_target():
    text = "Merkel was praised for her wise and generous speech, while Erdogan was condemned as a brutal dictator."
    items = [(text, text.index(name), text.index(name) + len(name)) for name in ("Merkel", "Erdogan")]
    praised, condemned = sentiment.score_target(items)
    assert condemned < praised


def quote(kind, text):
    return Quotes(
        article_id="a", quote_id="a#q1", quotation_id="a#q1", start=0, end=len(text), text=text, kind=kind,
        basis="", confidence=1.0,
    )  # fmt: skip


KINDS = [("direct", True), ("fragment", True), ("indirect", True), ("title", False), ("scare", False)]


@pytest.mark.parametrize("kind, scored", KINDS)
def test_only_speech_has_sentiment(kind, scored):
    row = quote(kind, "“We are friends”")
    sentiment.score_quotes(Document("a", row.text), [row])
    assert (row.sentiment is not None) == scored


LABEL_FILES = [
    ("quote_id,label\na#q1,positive\na#q2,-1\na#q3,\n", {"a#q1": 1, "a#q2": -1}),
    ("\ufeffquote_id,note,label\na#q1,x,Neutral\n", {"a#q1": 0}),
    ("id,label\na#q1,1\n", "no column quote_id"),
    ("quote_id,label\na#q1,good\n", "line 2: label must be"),
    ("quote_id,label\na#q1,1\na#q1,0\n", "line 3: a#q1 is labelled twice"),
    ("quote_id,label\n,1\n", "quote_id is empty"),
    ("", "no column"),
]


@pytest.mark.parametrize("text, expected", LABEL_FILES)
def test_read_labels(text, expected, tmp_path):
    path = tmp_path / "labels.csv"
    path.write_text(text, encoding="utf-8")
    if isinstance(expected, dict):
        assert sentiment.read_labels(path) == expected
    else:
        with pytest.raises(ValueError, match=expected):
            sentiment.read_labels(path)


def test_agreement():
    found = sentiment.agreement(
        {"q1": 0.6, "q2": -0.4, "q3": 0.0, "q4": None}, {"q1": 1, "q2": -1, "q3": 1, "q4": 0, "q9": 1}
    )
    assert (found.n, found.unmatched) == (3, 2)
    assert found.share == pytest.approx(2 / 3)
    assert found.kappa == pytest.approx(0.5)
    assert "67% of 3 quotations" in found.sentence
    assert sentiment.agreement({}, {"q1": 1}).kappa is None


LISTS = [
    ("diplomatic", "word", "weight", 4.0),
    ("news", "word", "weight", 4.0),
    ("adjectives", "word", "polarity", 1.0),
    ("sentiment_weights", "word", "change", 1.0),
    ("institutions", "name", None, 0.0),
]


@pytest.mark.parametrize("name, key, weight, bound", LISTS)
def test_word_lists_name_each_word_once_with_weight_and_source(name, key, weight, bound):
    rows = read_words(name)
    assert len({row[key] for row in rows}) == len(rows)
    assert all(row[key].strip() == row[key] and row["source"] for row in rows)
    assert all(abs(float(row[weight])) <= bound for row in rows if weight)


LABELLED = [
    ("They are good friends.", 1), ("A terrible war began.", -1), ("They met on Friday.", 0),
    ("Their work made them friends.", 1), ("Their work was good.", 1), ("The war goes on.", -1),
]  # fmt: skip


def test_the_command_that_fits_corrections_learns_from_labelled_sentences(tmp_path, monkeypatch, capsys):
    for part in (*fit.TRAIN, *fit.DEV):
        lines = [json.dumps({"text": text, "label": label}) for text, label in LABELLED]
        (tmp_path / f"{part}.jsonl").write_text("\n".join(lines))
    monkeypatch.setattr(fit, "WORDS", tmp_path)
    fit.fit_sentiment(tmp_path, check=False)
    written = list(csv.DictReader((tmp_path / "sentiment_weights.csv").open()))
    assert [row["word"] for row in written] == [row["word"] for row in read_words("sentiment_weights")]
    assert {float(row["change"]) > 0 for row in written if row["family"] == "work"} == {True}
    assert "fitted: macro-F1" in capsys.readouterr().out


HOSTILE = ["a" * 50_000, "not " * 12_000, "no limits " * 5_000, "'" * 50_000, "good!? " * 7_000, "a'b" * 15_000]


@pytest.mark.parametrize("scorer", sentiment.SCORERS)
def test_hostile_texts_take_no_longer_than_others(scorer):
    for text in HOSTILE:
        began = time.process_time()
        sentiment.score([text], scorer)
        sentiment.score_target([(text, 0, 1)], scorer)
        assert time.process_time() - began < 5


NEAR = [
    ("Xi praised Putin warmly, while the West condemned Lukashenko as a dictator.", "Putin", "Lukashenko"),
    ("The dictator Lukashenko was denounced. Putin was hailed as a dear friend.", "Putin", "Lukashenko"),
]


@pytest.mark.parametrize("text, warmer, colder", NEAR)
def test_targets_in_one_text_differ(text, warmer, colder):
    places = [(text, text.index(name), text.index(name) + len(name)) for name in (warmer, colder)]
    first, second = sentiment.score_target(places)
    assert first > second
    assert sentiment.score_target([]) == []
