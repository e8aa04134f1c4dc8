"""Text is cut, searched and weighed in one way: tokens, layers, word lists, the log-linear model."""

import math
import random

import pytest
from fit_loglinear import Example, fit, fit_calibration
from hypothesis import given
from hypothesis import strategies as st
from summitry.meetings.features import meeting_model
from summitry.meetings.timing import timing_model
from summitry.quotes import attribution
from summitry.text import Document, Layer, LogLinear, PhraseList, Sentence, Spans, find_words, tokenize
from summitry.text.loglinear import SLOT, FeatureError
from summitry.text.tokens import read_key

# --- tokens ---------------------------------------------------------------------------------------------------------

TOKENS = [
    "Xi’s | guest | left | .",
    "The | U.S. | envoy | came | at | 9:30 | a.m. | on | 2019/6/5 | .",
    "J. | Smith | paid | $ | 2,500 | for | 3.5 | so-called | tons | , | didn't | he | ?",
    "Mr. | Li | of | AT&T | met | Dr. | Ng",
    "Plan | A. | Nobody | liked | it | .",  # a lone capital keeps its stop: it could be an initial
    "mid-2018 | … | wait | ... | no | -- | 50 | %",
    '" | Yes | , | " | he | said | — | “ | no | ” | .',
    "習近平 | , | 20-е | и | Путин",
    "kremlin.ru | / | news | , | @ | x | # | a_b",
]


@pytest.mark.parametrize("line", TOKENS)
def test_tokens(line):
    expected = line.split(" | ")
    text, spans, at = line.replace(" | ", " "), [], 0
    for token in expected:
        at = text.index(token, at)
        spans.append((at, at + len(token)))
        at += len(token)
    found = tokenize(text, [(0, len(text))])
    assert found.spellings == expected
    assert list(zip(found.starts, found.ends, strict=True)) == spans


def test_tokens_end_at_quotation_marks():
    doc = Document("a", "He said ''we won't go'' and left.")
    assert doc.tokens.spellings == ["He", "said", "'", "'", "we", "won't", "go", "'", "'", "and", "left", "."]


def test_a_text_without_a_blank_is_cut_all_the_same():
    found = tokenize("a" * 1_000_000, [(0, 1_000_000)])
    assert max(map(len, found.spellings)) <= 64
    assert "".join(found.spellings) == "a" * 1_000_000


KEYS = [
    ("Putin’s", "putin"),
    ("Putin's", "putin"),
    ("didn’t", "didn't"),
    ("U.S.", "u.s"),
    ("Mr.", "mr"),
    ("...", "..."),
]


@pytest.mark.parametrize("word, key", KEYS)
def test_keys(word, key):
    assert read_key(word) == key


@given(st.text(alphabet=st.sampled_from("aBéX1 .,-’'“”\n&/:_…"), max_size=100))
def test_tokens_are_the_text_without_its_blanks(text):
    found = tokenize(text, [(0, len(text))])
    assert all(text[a:b] == word for a, b, word in zip(found.starts, found.ends, found.spellings, strict=True))
    assert "".join(found.spellings) == "".join(text.split())
    assert find_words(text) == [word for word in found.spellings if word[0].isalnum()]


# --- layers ---------------------------------------------------------------------------------------------------------

PLACES = st.tuples(st.integers(0, 40), st.integers(1, 12)).map(lambda place: (place[0], place[0] + place[1]))


@given(st.lists(PLACES, max_size=12), PLACES)
def test_a_layer_answers_as_going_through_all_rows_does(spans, place):
    rows = [Sentence(start, end, "body", number) for number, (start, end) in enumerate(spans)]
    layer, ordered = Layer(rows), sorted(rows, key=lambda row: row.start)
    start, end = place
    covering = [row for row in ordered if row.start <= start and end <= row.end]
    at = [row for row in ordered if row.start <= start < row.end]
    assert list(layer) == ordered
    assert layer.starting_in(start, end) == [row for row in ordered if start <= row.start < end]
    assert layer.within(start, end) == [row for row in ordered if start <= row.start and row.end <= end]
    assert layer.covering(start, end) == covering
    assert layer.at(start) == (at[-1] if at else None)
    assert Spans(spans).hold(start, end) == (set(range(start, end)) <= {i for a, b in spans for i in range(a, b)})


@given(st.lists(PLACES, max_size=12), PLACES, PLACES)
def test_the_nearest_row_is_the_one_with_fewest_characters_between(spans, place, bounds):
    rows = sorted((Sentence(start, end, "body", 1) for start, end in spans), key=lambda row: row.start)
    (start, end), (low, high) = place, bounds
    inside = [row for row in rows if low <= row.start and row.end <= high]
    nearest = min(inside, key=lambda row: max(row.start - end, start - row.end), default=None)
    assert Layer(rows).nearest(start, end, low, high) == nearest


# --- word lists -----------------------------------------------------------------------------------------------------

PHRASES = PhraseList([("peace", 1), ("peace deal", 2), ("deal", 3), ("so-called", 4), ("peace", 5), ("U.S.", 6)])
FOUND = [
    ("A so-called peace deal.", [("so-called", 4), ("peace deal", 2)]),  # the longest, no overlap
    ("Peace’s price.", [("Peace’s", 1), ("Peace’s", 5)]),  # listed twice: a hit for each
    ("They spoke of peace. Deal or not.", [("peace", 1), ("peace", 5), ("Deal", 3)]),  # not across a sentence's end
    ("The U.S. dealt.", [("U.S.", 6)]),
]


@pytest.mark.parametrize("text, hits", FOUND)
def test_listed_phrases(text, hits):
    words = Document("a", text).words
    found = [(text[words.starts[hit.first] : words.ends[hit.end - 1]], hit.says) for hit in PHRASES.find(words)]
    assert found == hits


# --- the model ------------------------------------------------------------------------------------------------------

TEMPLATES = ["near", "far", "cue distance {distance}"]


def test_a_weight_for_a_feature_that_no_template_makes_is_an_error():
    with pytest.raises(FeatureError, match="no template makes the feature 'neer'"):
        LogLinear("test", TEMPLATES, {"neer": 1.0})


def test_a_feature_that_no_template_makes_is_an_error():
    model = LogLinear("test", TEMPLATES, {"near": 1.0})
    assert model.score(["near", "cue distance 3"]) == 1.0  # a template's, though not seen in fitting
    with pytest.raises(FeatureError):
        model.score(["neer"])


@pytest.mark.parametrize("feature", ["cue distance ", "cue distance 3 4", "cue distances 3", "side l", "side L or R"])
def test_a_slot_takes_one_word_and_of_listed_ones_only_those(feature):
    model = LogLinear("test", [*TEMPLATES, "side {side=L|R}"], {"side L": 1.0})
    with pytest.raises(FeatureError):
        model.score([feature])


@pytest.mark.parametrize("model", [attribution.model(), meeting_model(), timing_model()], ids=lambda model: model.name)
def test_a_misspelt_word_of_a_template_is_an_error_in_a_feature_and_in_a_weight(model):
    def fill(template):
        return SLOT.sub(lambda slot: slot[1].split("|")[0] if slot[1] else "said", template)

    for template in model.templates:
        model.score([fill(template)])
        words = template.split()
        for i, word in enumerate(words):
            if not SLOT.fullmatch(word):
                misspelt = fill(" ".join([*words[:i], word[0] + word, *words[i + 1 :]]))
                with pytest.raises(FeatureError):
                    model.score([misspelt])
                with pytest.raises(FeatureError):
                    LogLinear(model.name, model.templates, {misspelt: 1.0})


@given(st.lists(st.lists(st.sampled_from(["near", "far", "cue distance 1"])), min_size=1, max_size=6))
def test_probabilities_sum_to_one(readings):
    model = LogLinear("test", TEMPLATES, {"near": 700.0, "far": -700.0, "cue distance 1": 0.5})
    assert math.isclose(math.fsum(model.probabilities(readings)), 1)
    assert all(0 <= probability <= 1 for probability in model.probabilities(readings))


def test_fitting_finds_the_weights_that_choices_were_made_by():
    truth, draw = {"near": 1.5, "far": -1.0, "cue distance 1": 0.7}, random.Random(1)
    model, examples = LogLinear("test", TEMPLATES, truth), []
    for _ in range(4000):
        readings = [[feature for feature in truth if draw.random() < 0.5] for _ in range(3)]
        right = draw.choices(range(3), model.probabilities(readings))[0]
        examples.append(Example(readings, frozenset({right})))
    fitted = fit(examples, prior=100)
    assert fitted == pytest.approx(truth, abs=0.15)
    assert fit(examples, prior=100) == fitted


def test_rare_features_get_no_weight():
    examples = [Example([["near"], ["far", "rare"]], frozenset({0})), Example([["near"], ["far"]], frozenset({0}))]
    assert set(fit(examples, least=2)) == {"near", "far"}


def test_a_model_that_is_too_sure_is_calibrated():
    draw = random.Random(1)
    said = [draw.uniform(0.02, 0.98) for _ in range(4000)]
    logit = [math.log(p / (1 - p)) for p in said]
    right = [draw.random() < 1 / (1 + math.exp(-z / 2)) for z in logit]  # right half as often as it thinks, in logits
    calibration = fit_calibration(said, right)
    model = LogLinear("test", TEMPLATES, calibration)
    assert model.slope == pytest.approx(0.5, abs=0.07)
    assert model.calibrated(0.9) == pytest.approx(0.75, abs=0.03)
    assert 0 < model.calibrated(0.0) < model.calibrated(1.0) < 1


def test_a_sentence_without_end_is_read_in_pieces():
    text = "Xi met Putin and " * 1000 + "left. " + "习" * 4000
    sentences = Document("a", text).sentences
    assert max(sentence.end - sentence.start for sentence in sentences) <= 1500
    assert "".join(text[s.start : s.end] for s in sentences).replace(" ", "") == text.replace(" ", "")
    assert {sentence.paragraph for sentence in sentences} == {1}
