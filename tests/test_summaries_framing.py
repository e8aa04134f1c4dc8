"""What notebook 03 says: outlets side by side, and whether they can be told apart from their events."""

import tracemalloc

import pandas as pd
import pytest
from summitry.corpus import Corpus
from summitry.figures import draw_contrasts, draw_frames, draw_reuse
from summitry.schema import to_frame
from summitry.study import Study, check_parameters
from summitry.summaries import framing, reading


def study(sample, **parameters):
    return Study(check_parameters(parameters), sample)


@pytest.fixture(scope="module")
def run(sample):
    return study(sample)


OVERLAPS = [
    ({"outlets": 0, "events": 0, "shared": 0}, "There is no outlet here to compare."),
    ({"outlets": 1, "events": 3, "shared": 0}, "There is only one outlet here, so nothing can be compared."),
    ({"outlets": 5, "events": 6, "shared": 0}, "what follows cannot tell the outlet from the event."),
    ({"outlets": 6, "events": 10, "shared": 9}, "so outlets can be compared on the same events"),
]


@pytest.mark.parametrize("overlap, sentence", OVERLAPS)
def test_what_a_difference_can_mean(overlap, sentence):
    assert sentence in framing.state_overlap(overlap)


def test_each_outlet_beside_the_others_judging_labels_first(run):
    sides = framing.label_sides(run).set_index("outlet")
    assert list(sides.articles) == sorted(sides.articles, reverse=True)
    assert "(−)" in sides["Vladimir Putin"]["The Daily Clangour"].split(";")[0]
    assert "(−)" not in sides["Vladimir Putin"]["Orvenian State Agency"]
    assert "Russian President ×5" in sides["Vladimir Putin"]["Orvenian State Agency"]


def test_each_article_has_one_first_voice_or_none(run):
    first = framing.count_first_voices(run)
    named = first["first"].str.findall(r"×(\d+)").map(lambda counts: sum(map(int, counts)))
    assert list(named + first.unquoted) == list(first.articles)


def test_a_frame_has_an_interval_or_what_it_is_of(run):
    rates = framing.rate_frames(run)
    sides = framing.frame_sides(rates)
    assert sides.columns[0] == "frame" and sides.shape[1] == 7
    assert sides.set_index("frame").loc["procedure"].str.contains("–|of").all()


TERMS = [
    ("talks", True),
    ("of the", False),
    ("the talks", True),
    ("wire", False),
    ("the wire", False),
    ("wire talks", True),
]


@pytest.mark.parametrize("term, kept", TERMS)
def test_function_words_and_an_outlets_own_name_are_no_findings(term, kept):
    row = dict.fromkeys(("count_a", "count_b", "docs_a", "docs_b"), 3)
    row |= dict.fromkeys(("logodds", "z", "low", "high", "p_perm", "q"), 0.01)
    contrasts = pd.DataFrame([{"term": term, "source_a": "Wire", "source_b": "the rest", **row}])
    assert bool(len(framing.drop_furniture(contrasts, ["Wire"]))) is kept


def test_q_is_adjusted_again_over_what_is_left(run):
    contrasts = framing.contrast_outlets(run)
    assert (contrasts.q >= contrasts.p_perm - 1e-12).all()
    assert not contrasts.term.isin(["of the", "the"]).any()


def test_shared_copy_and_what_is_an_articles_own(run):
    shared, own = framing.list_shared(run), framing.rate_own(run).set_index("article_id")
    assert (shared.share.iloc[0], shared.article_id.iloc[0]) == (shared.share.max(), "courier-2018-06-beijing")
    assert own.own["courier-2018-06-beijing"] < 0.5 < own.own["verdane-2021-12-video"]
    assert own.own.between(0, 1).all()


def test_coverage_ticks_fit_a_table(run):
    ticks = framing.tick_coverage(run)
    facts = [name for name in ticks.columns if name not in ("meeting", "article_id")]
    assert facts == ["date", "place", "documents signed", "remarks", "count claims", "critics' voices"]
    assert set(ticks[facts].to_numpy().ravel()) == {"✓", "–"}
    assert len(reading.link_articles(ticks)) == len(ticks)


def test_the_codebook_has_a_definition_and_an_alpha_for_each_frame():
    book = framing.list_codebook()
    assert len(book) == 10 and book[["definition", "example", "alpha"]].notna().all(axis=None)
    assert "again, independently" in framing.state_codings().text


def test_of_ten_thousand_sharers_the_matrix_holds_those_that_share_most_and_no_more_memory(sample):
    pairs = [(f"a{n:05}", f"a{n ^ 1:05}", 0.3 + (n > 9_900) / 2) for n in range(10_000)]
    shared = pd.DataFrame(pairs, columns=["article_id", "other_id", "containment"])
    large = study(sample)
    large.corpus = Corpus({**sample.tables, "articles": shared[["article_id"]]}, {})
    large._frames["reuse"] = shared
    tracemalloc.start()
    matrix = framing.matrix_of_reuse(large)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000 and matrix.attrs["sharers"] == 10_000
    assert matrix.shape == (framing.MOST_SHARERS,) * 2 and matrix.loc["a09903", "a09902"] == 0.8


def test_an_empty_window_and_a_second_pair(sample):
    empty = study(sample, since="1990-01-01", until="1990-12-31")
    contrasts = framing.contrast_outlets(empty)
    assert contrasts.empty and framing.name_contrasts(empty, contrasts) == []
    assert draw_contrasts(contrasts, []).alt and draw_reuse(framing.matrix_of_reuse(empty)).alt
    for table in (framing.label_sides, framing.count_first_voices, framing.list_shared, framing.rate_own):
        assert table(empty).empty
    assert framing.tick_coverage(empty).empty
    second = study(sample, pair=["Kim Jong-un", "Donald Trump"])
    assert list(framing.label_sides(second).columns) == ["outlet", "articles", "Kim Jong-un", "Donald Trump"]
    assert set(framing.compare_portrayals(second).target) <= {"Kim Jong-un", "Donald Trump"}


@pytest.mark.parametrize("outlets", [1, 2, 6, 40])
def test_figures_hold_any_number_of_outlets(outlets):
    names = [f"Outlet {n:02}" for n in range(outlets)]
    rates = [(n, f, 0.1, None, None, 20, 1) for n in names for f in ("economy", "alarm")]
    columns = ["outlet", "frame", "rate", "low", "high", "sentences", "articles"]
    frame = pd.DataFrame(rates, columns=columns).astype({"low": "Float64", "high": "Float64"})
    assert f"{outlets} outlets" in draw_frames(frame).caption
    matrix = pd.DataFrame(0.5, index=names, columns=names)
    assert f"{outlets} articles share" in draw_reuse(matrix).caption


def test_no_contrast_is_drawn_as_none():
    assert "no term is used in two articles of one outlet" in draw_contrasts(to_frame("contrasts", []), ["Wire"]).alt
