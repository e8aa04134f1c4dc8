"""What notebook 04 says: error rates, the errors that mislead most, and what they do to the conclusions."""

import re

import pytest
from state_accuracy import list_stated
from summitry.study import Study, check_parameters
from summitry.summaries import reading
from summitry.text import read_words

# the rows of the README's table, and the measure on the sample's annotation that each states
README_MEASURES = {
    "Quotations found, and given to the right speaker": ("quotes", "f1 with speaker"),
    "Dates found, with the right value": ("dates", "f1 with value"),
    "Meetings found, and matched to the record": ("meetings", "f1 with meeting_id"),
    "Claims of how often they met, with the right verdict": ("claims", "f1 with verdict"),
    "Names for leaders found, with the right target": ("labels", "f1 with target"),
    "Frames of sentences": ("frames", "f1"),
    "Sentiment of a quotation, three classes": ("sentiment", "macro f1"),
}


def study(sample, **parameters):
    return Study(check_parameters(parameters), sample)


@pytest.fixture(scope="module")
def run(sample):
    return study(sample)


@pytest.fixture(scope="module")
def measured(run):
    return reading.measure(run)


def test_the_worst_errors_mislead_and_show_their_sentence(run, measured):
    errors = reading.list_errors(measured)
    worst = reading.list_worst(run, errors)
    assert len(worst) == 10
    wrong = worst[worst.error.str.startswith("wrong")]
    assert wrong.said.notna().all()  # an abstention is not among them
    assert worst.groupby(["table", "error"]).size().max() <= 2  # kinds take turns
    placed = worst[worst.table != "articles"]
    assert (placed.sentence.str.len() > 20).all()


def test_the_annotation_in_our_place_is_read_by_the_same_code(run):
    gold = reading.replace_by_gold(run)
    assert set(gold.quotes.basis) == {"annotation"}
    assert gold.articles.published.notna().all()
    starts = zip(gold.quotes.article_id, gold.quotes.start, gold.quotes.end, gold.quotes.text, strict=True)
    assert all(gold.corpus.words_at(article, start, end) == text for article, start, end, text in starts)


def test_conclusions_hold_or_do_not(run):
    compared = reading.compare_conclusions(run)
    found = compared.set_index("conclusion")
    assert set(compared.notebook) == {"01", "02", "03"}
    assert found.holds["most quoted"] and found.holds["difference in warmth"]
    assert found.gold["difference in warmth"] == "no detectable difference"
    words = reading.state_conclusions(compared).text
    assert words.startswith(f"{int(compared.holds.sum())} of {len(compared)} conclusions hold")


HOLDS = [
    (10, 11, True),  # one more or less
    (20, 23, False),
    (0.52, 0.50, True),
    (0.42, 0.74, False),
    ("procedure", "procedure", True),
    ("nobody", 0.3, False),
]


@pytest.mark.parametrize("ours, gold, holds", HOLDS)
def test_what_holds_means(ours, gold, holds):
    assert reading.holds(ours, gold) is holds


def test_articles_that_nobody_annotated(sample, tmp_path):
    run = study(sample, gold=str(tmp_path))
    compared = reading.compare_conclusions(study(sample, gold=str(tmp_path / "missing")))
    assert compared.empty and "no conclusion" in reading.state_conclusions(compared).text
    assert reading.measure(study(sample, gold=str(tmp_path / "missing"))) is None
    assert reading.list_worst(run, reading.list_errors(None)).empty


def test_the_figures_stated_of_the_sample_are_those_measured(measured):
    for name, frame in list_stated(measured).items():  # `python tests/state_accuracy.py` states them anew
        assert [
            {k: float(v) if v.replace(".", "").isdigit() else v for k, v in row.items()} for row in read_words(name)
        ] == (frame.astype(object).where(frame.notna(), "").to_dict("records")), name


def test_articles_that_nobody_annotated_have_the_sample_s_figures_and_are_told_so(measured):
    assert "sample corpus, not of this run" in reading.where(None)
    assert "is not known" in reading.answer(None).text and "On 33 annotated articles" in reading.answer(None).text
    assert reading.list_scores(None).f1.tolist() == pytest.approx(reading.list_scores(measured).f1.tolist(), abs=0.001)
    assert reading.list_attributes(None)[["table", "attribute", "n"]].equals(
        reading.list_attributes(measured)[["table", "attribute", "n"]]
    )
    assert reading.calibrate(None).n.tolist() == reading.calibrate(measured).n.tolist()


def test_public_figures_are_dated_and_show_no_machine():
    rows = reading.list_public_figures()
    assert rows.value.between(0, 100).all()
    assert rows.measured.str.fullmatch(r"\d{4}-\d\d-\d\d").all()
    assert rows[["command", "source"]].ne("").all(axis=None)
    assert not re.search(r"/(?:work|home|tmp|root)\b", " ".join(rows.command))


def test_the_readmes_table_says_what_is_measured(measured, top):
    text = (top / "README.md").read_text(encoding="utf-8")
    part = text.split("<!-- accuracy")[1].split("<!-- /accuracy -->")[0]
    sample = [float(row.split("|")[2]) for row in part.splitlines() if re.match(r"\| [^|]+\| 0\.\d\d \|", row)]
    ours = [measured.score(*key) for key in README_MEASURES.values()]
    assert sample == pytest.approx(ours, abs=0.03)
    public = {f"{value:.0f}" for value in reading.list_public_figures().value}
    stated = re.findall(r"\*\*(\d\d)\*\*", part)
    assert stated and set(stated) <= public
