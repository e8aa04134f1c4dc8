"""What notebook 02 says: who is quoted, who trimmed what, and how warm the words are."""

import pandas as pd
import pytest
from summitry import figures
from summitry.statistics import bootstrap_mean
from summitry.study import Study, check_parameters
from summitry.summaries import differences, quotes

KIM_TRUMP = ["Kim Jong-un", "Donald Trump"]


def study(sample, **parameters):
    return Study(check_parameters(parameters), sample)


def read(run):
    speech = quotes.find_speech(run.quotes)
    scored = quotes.score_speech(run, speech)
    printed = quotes.score_speech(run, speech, once_per_outlet=True)
    return speech, scored, printed, differences.compare_all(run, scored, printed)


@pytest.fixture(scope="module")
def read_sample(sample):
    return read(study(sample))


def test_a_remark_counts_once_and_once_per_outlet(read_sample):
    speech, scored, printed, _ = read_sample
    quoted = speech[speech.kind.isin(quotes.QUOTED) & speech.speaker.notna()]
    assert len(scored) < len(printed) <= len(quoted)
    assert scored.versions.sum() == len(quoted) == printed.versions.sum()
    assert not printed.duplicated(["outlet", "speaker", "text"]).any()


def test_the_first_sentence_says_that_nothing_differs(sample, read_sample):
    speech, _, _, comparisons = read_sample
    words = differences.answer(study(sample), speech, comparisons).text
    assert words.startswith("No detectable difference in warmth between Xi Jinping and Vladimir Putin")


def test_holm_counts_every_comparison_of_the_page(read_sample):
    comparisons = read_sample[3]
    tested = comparisons[comparisons.p.notna()]
    assert set(comparisons.question) == {"speaker", "toward", "outlet", "channel"}
    assert (tested.p_holm >= tested.p).all()
    assert tested.p_holm.min() == pytest.approx(min(1.0, tested.p.min() * len(tested)))
    assert (comparisons.loc[comparisons.p.isna(), "sentence"].str.len() > 10).all()
    assert (tested[["n_a", "n_b"]] >= 10).all(axis=None)


def test_below_ten_quotations_words_stand_instead_of_an_interval(sample, read_sample):
    scored = read_sample[1]
    means = quotes.mean_by(scored, "speaker", 2013)
    table = quotes.list_means(means, scored, "speaker", "diplomatic").set_index("group")
    assert table.interval["Yury Ushakov"] == "too few for one (at least 10 from 3)"
    assert " to " in table.interval["Vladimir Putin"]
    classes = [int(n) for n in table.classes["Vladimir Putin"].split(" · ")]
    assert sum(classes) == table.n["Vladimir Putin"]


def test_the_versions_of_a_remark_stand_together_longest_first(sample, read_sample):
    versions = quotes.list_versions(study(sample), read_sample[0])
    assert (versions.groupby("remark").article_id.size() >= 2).all()
    assert versions.groupby("remark", sort=False).share_kept.first().eq(1).all()
    trimmed = versions[versions.cut != "nothing"]
    assert len(trimmed) and (trimmed.left_out.str.len() > 1).all()
    assert "carried by more than one article" in quotes.state_versions(read_sample[0], versions).text


def test_the_finding_is_tested_under_every_scorer_with_its_quality_beside_it(sample, read_sample):
    checked = differences.check_finding(study(sample), read_sample[1])
    assert list(checked.scorer) == ["diplomatic", "vader", "adjectives"]
    assert checked[["sentences", "snippets"]].notna().all(axis=None)
    assert differences.title_scorers(checked) == "Every scorer gives the same finding: no detectable difference"


def test_hand_labels_override_and_measure(sample, read_sample, tmp_path):
    speech, scored, *_ = read_sample
    chosen = scored.quote_id.head(12)
    path = tmp_path / "labels.csv"
    pd.DataFrame({"quote_id": chosen, "label": [1, -1] * 6}).to_csv(path, index=False)
    run = study(sample, labels=str(path))
    labelled = quotes.score_speech(run, speech)
    assert list(labelled.loc[labelled.labelled, "score"]) == [1, -1] * 6
    words = quotes.state_labels(run, speech, labelled).text
    assert words.startswith("12 of ") and "kappa" in words and "alpha" in words


def test_a_label_of_a_shorter_version_is_the_remarks(sample, read_sample, tmp_path):
    speech = read_sample[0]
    versions = quotes.list_versions(study(sample), speech)
    short = versions[versions.cut != "nothing"].iloc[0]
    path = tmp_path / "labels.csv"
    path.write_text(f"quote_id,label\n{short.quote_id},-1\n", encoding="utf-8")
    labelled = quotes.score_speech(study(sample, labels=str(path)), speech).set_index("quote_id")
    assert labelled.score[short.remark] == -1


def test_a_second_pair_with_too_few_words_is_told_so(sample):
    run = study(sample, pair=KIM_TRUMP)
    speech, scored, _, comparisons = read(run)
    assert "too few for a test" in differences.answer(run, speech, comparisons).text
    assert "too little to say" in differences.state_detectable(scored, run.pair).text
    assert "can be tested" in differences.state_comparisons(comparisons).text


def test_an_empty_window(sample):
    run = study(sample, since="1990-01-01", until="1990-12-31")
    speech, scored, _, comparisons = read(run)
    assert differences.answer(run, speech, comparisons).text == "Nobody is quoted in the selected articles."
    assert quotes.mean_by(scored, "speaker", 2013) == {}
    assert quotes.list_versions(run, speech).empty
    assert quotes.list_extremes(run, scored).empty


def test_a_planted_difference_is_found(sample, read_sample):
    _, scored, printed, _ = read_sample
    run = study(sample)
    warm = scored.assign(score=scored.speaker.eq("Xi Jinping").map({True: 0.9, False: -0.9}).astype("Float64"))
    comparisons = differences.compare_all(run, warm, printed)
    words = differences.state_finding(next(comparisons.itertuples()))
    assert words.startswith("the quoted words of Xi Jinping are warmer")


def test_many_quotations_are_bars_and_few_are_dots():
    few, many = [0.1 * (n % 7) for n in range(20)], [0.05 * (n % 13) - 0.2 for n in range(2000)]
    dots = pd.DataFrame({"group": ["few"] * 20 + ["many"] * 2000, "sentiment": [*few, *many]})
    means = {g: bootstrap_mean(own, list(range(len(own))), seed=1, n=200) for g, own in (("few", few), ("many", many))}
    drawn = figures.draw_sentiment(dots, means, "No difference")
    assert 20 < drawn.svg.count("<use ") < 100
    assert drawn.data is dots
