"""The chain: every table, every offset, the same bytes every time."""

import functools
import shutil

import pandas as pd
import pytest
import summitry
import tqdm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from summitry import schema
from summitry.articles import Article
from summitry.corpus import CorpusError, load, parse, read_article

WORDS_ARE_TEXT = ["mentions", "dates", "quotes", "claims", "labels"]
SPANS = [("start", "end"), ("speaker_start", "speaker_end"), ("cue_start", "cue_end"), ("other_start", "other_end")]


@pytest.mark.parametrize("table", schema.TABLES)
def test_every_table_fits_its_schema(sample, table):
    schema.check_frame(table, sample.tables[table])


@pytest.mark.parametrize("table", WORDS_ARE_TEXT)
def test_the_words_of_a_row_stand_at_its_offsets(sample, table):
    rows = sample.tables[table]
    assert len(rows)
    assert [sample.words_at(r.article_id, r.start, r.end) for r in rows.itertuples()] == list(rows.text)


def test_the_speaker_and_the_cue_stand_at_their_offsets(sample):
    for kind in ("speaker", "cue"):
        rows = sample.quotes[sample.quotes[f"{kind}_start"].notna()]
        words = [sample.words_at(r.article_id, r[f"{kind}_start"], r[f"{kind}_end"]) for _, r in rows.iterrows()]
        assert words == list(rows["speaker_text" if kind == "speaker" else "cue"])


@pytest.mark.parametrize("table", schema.TABLES)
def test_every_offset_lies_in_its_article(sample, table):
    rows = sample.tables[table]
    for start, end in SPANS:
        if start in rows and "article_id" in rows:
            ids = rows["other_id" if start == "other_start" else "article_id"]
            known = rows[start].notna()
            lengths = ids[known].map({name: len(text) for name, text in sample.texts.items()})
            assert (rows.loc[known, start] >= 0).all()
            assert (rows.loc[known, end] <= lengths).all()


def test_the_same_articles_give_the_same_bytes_in_any_order_and_number_of_workers(tmp_path, top):
    mixed = tmp_path / "articles"
    mixed.mkdir()
    files = sorted((top / "data" / "articles").glob("*.*"))
    for file in reversed(files):
        shutil.copy(file, mixed / file.name)
    one = parse(top / "data" / "articles").save(tmp_path / "one")
    two = parse(mixed, workers=2).save(tmp_path / "two")
    assert [f.read_bytes() for f in sorted(one.iterdir())] == [f.read_bytes() for f in sorted(two.iterdir())]


def test_tables_can_be_saved_and_loaded(sample, tmp_path, top):
    again = load(sample.save(tmp_path), top / "data" / "articles")
    assert again.texts == sample.texts
    for name, frame in sample.tables.items():
        pd.testing.assert_frame_equal(frame, again.tables[name])


def test_an_unfinished_folder_is_not_taken_for_tables(sample, tmp_path):
    (sample.save(tmp_path) / "manifest.json").unlink()
    with pytest.raises(CorpusError, match="no finished tables"):
        load(tmp_path)


def test_a_table_that_was_changed_is_not_taken_for_ours(sample, tmp_path):
    sample.save(tmp_path)
    (tmp_path / "quotes.parquet").write_bytes((tmp_path / "dates.parquet").read_bytes())
    with pytest.raises(CorpusError, match="not as it was written"):
        load(tmp_path)


def test_a_folder_without_articles_gives_empty_tables(tmp_path):
    assert all(frame.empty for name, frame in parse(tmp_path).tables.items() if name != "problems")


def test_a_file_without_text_is_a_problem_and_the_rest_is_read(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "good.txt").write_text("Xi Jinping met Vladimir Putin in Moscow on 5 June 2019.\n")
    corpus = parse(tmp_path)
    assert "good" in set(corpus.articles.article_id)
    assert corpus.problems.path.fillna("").str.contains("empty").any()


def test_a_folder_that_is_not_there_is_refused_in_a_sentence():
    with pytest.raises(CorpusError, match="no file or folder"):
        parse("no/such/folder")


def test_the_package_completes_its_public_names():
    assert {"parse", "load", "Corpus"} <= set(dir(summitry))
    with pytest.raises(AttributeError, match="no attribute"):
        _ = summitry.prase


MESSY = st.text(
    st.sampled_from("aXi Putin said met on Friday 5 June, 2019.“”\"'‘’«»\n\t()—:;…é习\u200f🙂0"), max_size=300
)


@given(text=MESSY)
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_is_read_without_failing_and_every_offset_indexes_it(text, roster, reference):
    rows = read_article(Article("a", text), roster, reference)
    assert not [p for p in rows["problems"] if p.severity == "error"]
    for table in WORDS_ARE_TEXT:
        assert all(text[row.start : row.end] == row.text for row in rows[table])


@pytest.fixture
def every_step(monkeypatch):
    """Have progress bars say every step, however short it was."""
    monkeypatch.setattr("tqdm.tqdm", functools.partial(tqdm.tqdm, mininterval=0, miniters=1))


def read_with_bar(articles, capsys, **choices):
    """Return what the progress bar of a run says at its beginning and at its end."""
    summitry.parse(articles, progress=True, **choices)
    said = [part for part in capsys.readouterr().err.split("\r") if part.strip()]
    return said[0], said[-1]


@pytest.mark.usefixtures("every_step")
@pytest.mark.parametrize("workers", [1, 2])
def test_the_bar_counts_articles_that_were_read_and_says_how_many_there_are(tmp_path, capsys, workers):
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(f"Xi Jinping met Vladimir Putin in Moscow. {number}", "utf-8")
    (tmp_path / "articles.csv").write_text("file,outlet\n0.txt,A\n", "utf-8")
    first, last = read_with_bar(str(tmp_path), capsys, workers=workers)
    assert "0/3 [" in first, "files are counted before the first is read"
    assert "3/3 [" in last
    assert "<" in last, "time spent < time left"


@pytest.mark.usefixtures("every_step")
def test_the_bar_knows_how_many_rows_there_are_once_they_are_open(capsys):
    _, last = read_with_bar(pd.DataFrame({"text": ["Xi Jinping met Vladimir Putin."] * 4}), capsys)
    assert "4/4 [" in last


@pytest.mark.usefixtures("every_step")
def test_the_bar_counts_what_an_earlier_run_left(tmp_path, capsys):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Xi Jinping met Vladimir Putin in Moscow.", "utf-8")
    read_with_bar(str(tmp_path / "in"), capsys, out=tmp_path / "out")
    (tmp_path / "in" / "b.txt").write_text("Xi Jinping met Vladimir Putin in Sochi.", "utf-8")
    assert "2/2 [" in read_with_bar(str(tmp_path / "in"), capsys, out=tmp_path / "out")[1]


def test_a_step_that_fails_costs_its_own_rows_and_says_where(monkeypatch, roster, reference):
    def fail(*_):
        raise ZeroDivisionError("no")

    monkeypatch.setattr("summitry.quotes.find_quotes", fail)
    rows = read_article(
        Article("a", "Xi Jinping met Vladimir Putin in Moscow on 4 July 2017. “Good,” Xi said."), roster, reference
    )
    assert rows["articles"] and rows["mentions"] and rows["meetings"] and not rows["quotes"]
    (problem,) = [row for row in rows["problems"] if row.what == "could not be parsed"]
    assert "quotes" in problem.why and "ZeroDivisionError: no" in problem.why and ".py:" in problem.why
