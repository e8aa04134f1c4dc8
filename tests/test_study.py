"""Parameters are checked in one sentence; a study selects what they say."""

import gc
import json
import weakref

import pytest
from summitry import corpus, study
from summitry.corpus import Corpus
from summitry.report.notebooks import read_parameters
from summitry.study import (
    PARAMETERS,
    Parameter,
    ParameterError,
    Study,
    check_parameters,
    open_study,
    read_cell,
)
from summitry.summaries import differences, quotes, with_outlet

WRONG = [
    ({"sinse": "2022-01-01"}, "did you mean 'since'"),
    ({"since": "last year"}, "since must be an ISO date"),
    ({"since": 2022}, "since must be a text"),
    ({"since": "2023-01-01", "until": "2022-01-01"}, "ends (2022-01-01) before it starts"),
    ({"pair": ["Xi Jinping"]}, "two different names"),
    ({"pair": ["Xi Jinping", "Vladimir Puttin"]}, "such as Vladimir Putin"),
    ({"pair": "Xi Jinping"}, "pair must be a list of texts"),
    ({"outlets": "Reuters"}, "outlets must be a list of texts"),
    ({"seed": "many"}, "seed must be a whole number"),
    ({"seed": True}, "seed must be a whole number"),
    ({"articles": "no/such/folder"}, "no such file or folder"),
    ({"reference": "no/such/folder"}, "no such file or folder"),
]


@pytest.mark.parametrize("given, sentence", WRONG)
def test_a_wrong_parameter_stops_with_a_sentence_that_says_what_to_write(given, sentence):
    with pytest.raises(ParameterError) as raised:
        check_parameters(given)
    assert sentence in str(raised.value)
    assert "\n" not in str(raised.value)


VALUES = [
    # (default, words as after -p, value)
    (3, "5", 5),
    (0.5, "1", 1.0),
    (["a"], "Kim Jong-un, Donald Trump", ["Kim Jong-un", "Donald Trump"]),
    (["a"], '["Kim", "Trump"]', ["Kim", "Trump"]),
    ("", "2019", "2019"),
    (True, "false", False),
    (3, "five", "five"),  # for the check to refuse
    (["a"], "[os.getcwd()]", "[os.getcwd()]"),
]


@pytest.mark.parametrize("default, words, value", VALUES)
def test_a_parameter_is_read_as_its_type(default, words, value):
    assert Parameter("n", default, "", "").read(words) == value


def test_a_value_of_a_wrong_type_is_one_sentence():
    with pytest.raises(ParameterError, match="n must be a whole number such as 3, not 'five'"):
        read_cell("n: int = 3  # how many")[0].check("five")


@pytest.mark.parametrize("name", ["00_corpus", "01_meetings", "02_quotes", "03_framing", "04_how_wrong_are_we"])
def test_every_notebook_declares_its_parameters_as_the_study_does(name, top):
    declared = read_parameters(json.loads((top / "notebooks" / f"{name}.ipynb").read_text("utf-8")))
    ours = [PARAMETERS[parameter.name] for parameter in declared]
    assert [(p.name, p.default, p.meaning) for p in declared] == [(p.name, p.default, p.meaning) for p in ours]


def test_defaults_are_right():
    assert set(check_parameters({})) == set(PARAMETERS)


def test_an_unknown_name_in_the_injected_cell_is_noticed():
    cells = [
        "",
        'articles: str = "data/articles"  # folder',
        '# Parameters\nsinse = "2022-01-01"\n',
        "run = open_study(globals())",
    ]
    with pytest.raises(ParameterError, match="did you mean 'since'"):
        open_study({"In": cells, "articles": "data/articles", "sinse": "2022-01-01"})


def test_names_that_later_cells_made_are_no_parameters():
    cells = ["", "voice = count(3)", 'articles: str = "data/articles"', "run = open_study(globals())"]
    assert open_study({"In": cells, "articles": "data/articles", "voice": 3}).pair == ("Xi Jinping", "Vladimir Putin")


def test_a_parameter_error_shows_one_line_in_a_notebook():
    assert ParameterError("since must be a date")._render_traceback_() == ["Parameter error: since must be a date"]


def test_tables_that_were_parsed_before_are_read_as_they_stand_now(tmp_path):
    given = {"tables": str(tmp_path / "tables"), "articles": str(tmp_path / "a.txt")}
    for city in ("Moscow", "Vladivostok"):
        (tmp_path / "a.txt").write_text(f"Xi Jinping met Vladimir Putin in {city} on 5 June 2019.")
        corpus.parse(tmp_path / "a.txt").save(tmp_path / "tables")
        assert list(Study(check_parameters(given)).meetings.place) == [city]


def test_a_study_that_is_given_up_gives_its_corpus_up(sample):
    run = Study(check_parameters({}), Corpus(sample.tables, sample.texts))
    assert len(with_outlet(run, run.articles)) and len(run.events)
    whole = weakref.ref(run.corpus)
    del run
    gc.collect()
    assert whole() is None


@pytest.fixture
def many(monkeypatch, tmp_path, sample, top):
    """Return a study of stored tables that are more than are held whole, and the same of few."""
    sample.save(tmp_path / "tables")
    chosen = check_parameters({"articles": str(top / "data" / "articles"), "tables": str(tmp_path / "tables")})
    few = Study(chosen)
    assert not few.is_large  # before the bound changes
    monkeypatch.setattr(study, "MANY", 5)
    return Study(chosen), few


def test_a_study_of_many_articles_selects_what_one_of_few_does(many):
    large, few = many
    assert large.is_large and large.selected == few.selected and large.exclusions == few.exclusions
    for table in ("quotes", "labels", "articles"):
        assert large.read(table, "article_id").article_id.tolist() == getattr(few, table).article_id.tolist()


def test_a_study_of_many_articles_holds_one_table_beside_that_of_the_articles(many):
    large, _ = many
    articles, verbs = large.articles, large.verbs
    assert large.verbs is verbs
    assert len(large.labels) and large.verbs is not verbs and large.articles is articles


def test_so_many_articles_are_drawn_the_same_ones_each_time_and_the_page_says_so(many):
    large, _ = many
    drawn = large.drawn
    assert len(drawn.selected) == 5 and drawn.selected < large.selected
    assert drawn.selected == Study(large.parameters).drawn.selected
    assert set(drawn.quotes.article_id) <= drawn.selected
    assert drawn.drawn_from == f", drawn by chance from {len(large.selected)}" and large.drawn_from == ""
    assert "drawn by chance" in " ".join(drawn.provenance().value)


def test_who_is_quoted_is_counted_in_all_articles_however_many(many):
    large, few = many
    for count in (quotes.count_voice, quotes.count_conduits, quotes.count_directions):
        assert count(quotes.read_speech(large)).equals(count(quotes.find_speech(few.quotes)))
    assert len(quotes.read_speech(large)) > len(quotes.find_speech(large.drawn.quotes))


def test_the_first_sentences_count_all_speech_and_say_whose_warmth_is_told(many):
    large, few = many
    part = large.drawn
    scored = quotes.score_speech(part, quotes.find_speech(part.quotes))
    comparisons = differences.compare_all(part, scored, scored)
    told = differences.answer(large, quotes.read_speech(large), comparisons).text
    quoted = few.quotes.kind.isin(quotes.QUOTED).sum()
    assert f"Found were {quoted} quotations" in told and f"in {len(large.selected)} articles;" in told
    assert told.endswith(f"Warmth is that in 5 articles, drawn by chance from {len(large.selected)}.")
    assert "drawn" not in differences.answer(part, quotes.read_speech(part), comparisons).text


def test_a_pair_may_be_named_by_aliases():
    assert check_parameters({"pair": ["Modi", "President Putin"]})["pair"] == ["Narendra Modi", "Vladimir Putin"]
    with pytest.raises(ParameterError, match=r"such as Narendra Modi.* or add a row"):
        check_parameters({"pair": ["Narenda Mody", "Putin"]})
    with pytest.raises(ParameterError, match="two different names"):
        check_parameters({"pair": ["Putin", "Vladimir Putin"]})
