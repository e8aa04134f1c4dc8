"""Tables as files: the same rows are the same bytes, nothing is lost on the way, no cell is a formula."""

import csv
import os
import random
import shutil
import subprocess
import sys
import time

import fsspec
import make_corpus
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summitry.corpus import CorpusError, compare, load, parse, storage, workers
from summitry.schema import Loaded, Problems, SchemaError, to_frame
from summitry.study import Study, check_parameters
from summitry.summaries.framing import state_limits

FORMULAS = [
    *("'" * n + "=1+1" for n in (8, 9, 10, 11, 40)),
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "＝1+1",
    "＋1",
    "－1",
    "'＠SUM(A1)",
    "=cmd|' /C calc'!A0",
    "'=1",
    "''+x",
    "-",
    "=",
    "“=1”",
    "a=1",
    "'tis",
]


def problems(words):
    return [
        Problems(article_id=w, path=w, severity="note", what="x", why=w, start=n, end=n) for n, w in enumerate(words)
    ]


def test_no_cell_of_a_csv_file_begins_as_a_formula_does(tmp_path):
    storage.write_table("problems", to_frame("problems", problems(FORMULAS)), tmp_path / "problems.csv")
    with (tmp_path / "problems.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.reader(file))
    assert len(rows) == len(FORMULAS) + 1
    assert not [cell for row in rows for cell in row if cell.startswith(tuple("=+-@＝＋－＠\t\r\n"))]


def test_numbers_are_left_as_they_are(tmp_path):
    row = Loaded(article_id="a", start=0, end=1, weight=0.5, category="x", polarity=-0.5, target=None, in_quote=False)
    storage.write_table("loaded", to_frame("loaded", [row]), tmp_path / "loaded.csv")
    assert ",-0.5," in (tmp_path / "loaded.csv").read_text()
    assert storage.read_table("loaded", tmp_path / "loaded.csv").polarity[0] == -0.5


CELLS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=8)
WORDS = st.lists(
    CELLS | st.sampled_from([*FORMULAS, "NA", "null", "nan", "None", "", "1.0", '"', '""', "a\nb", "a\r\nb", "a,b"])
)


@pytest.mark.parametrize("form", ["csv", "parquet"])
@given(words=WORDS)
@settings(max_examples=100, deadline=None)
def test_any_words_come_back_as_they_were(tmp_path_factory, form, words):
    file = tmp_path_factory.mktemp("words") / f"problems.{form}"
    storage.write_table("problems", to_frame("problems", problems(words)), file)
    again = storage.read_table("problems", file)
    assert list(again.why) == words
    assert list(again.start) == list(range(len(words)))


def test_a_csv_folder_loads_as_the_parquet_one_does(sample, tmp_path):
    again = load(sample.save(tmp_path, "csv"))
    for name, frame in sample.tables.items():
        pd.testing.assert_frame_equal(frame, again.tables[name])


def test_pieces_do_not_show_in_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(storage, "ROW_GROUP", 100)
    rows = storage.to_arrow("problems", problems(map(str, range(250))))
    for name, size in (("one", 250), ("many", 7)):
        pieces = (rows.slice(start, size) for start in range(0, 250, size))
        storage.write_pieces("problems", pieces, tmp_path / f"{name}.parquet")
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "many.parquet").read_bytes()


WRONG = [
    ({"severity": "fatal"}, "outside"),
    ({"what": None}, "null"),
    ({"start": 5, "end": 3}, "ends before it starts"),
    ({"start": 2**70, "end": 2**70}, "does not allow"),
]


@pytest.mark.parametrize("change, why", WRONG)
def test_a_row_that_breaks_its_schema_is_refused(change, why):
    row = Problems(**{"article_id": "a", "path": "a", "severity": "note", "what": "x", "why": "y"} | change)
    with pytest.raises(SchemaError, match=why):
        storage.to_arrow("problems", [row])


# --- tables and texts in a folder -----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Return the folder of a parsed corpus with its texts, and the same corpus in memory."""
    top = tmp_path_factory.mktemp("stored")
    make_corpus.write(150, top / "in", "jsonl", together=60, longest=2)
    return parse(top / "in", out=top / "out", keep_texts=True), parse(top / "in")


def test_a_stored_corpus_is_what_the_one_in_memory_is(stored):
    lazy, held = stored
    assert lazy.texts == held.texts
    assert lazy.digest == held.digest
    assert {name: lazy.count(name) for name in lazy.tables} == {name: len(held.tables[name]) for name in held.tables}
    for name, frame in held.tables.items():
        pd.testing.assert_frame_equal(lazy.tables[name], frame)


def test_columns_are_read_alone(stored):
    lazy = load(stored[0].tables.folder)
    pd.testing.assert_frame_equal(
        lazy.read("quotes", "kind", "start"), pd.DataFrame(stored[1].quotes[["kind", "start"]])
    )


def test_texts_are_found_by_their_ids_and_unknown_ids_are_none(stored):
    lazy = load(stored[0].tables.folder)
    first = next(iter(stored[1].texts))
    assert lazy.texts[first] == stored[1].texts[first]
    assert lazy.texts.get("nobody") is None
    assert "zzz" not in lazy.texts
    row = lazy.quotes.iloc[-1]
    assert lazy.words_at(row.article_id, row.start, row.end) == row.text


def test_texts_are_not_kept_unless_they_are_asked_for(tmp_path):
    make_corpus.write(3, tmp_path / "in")
    made = parse(tmp_path / "in", out=tmp_path / "out")
    assert not (tmp_path / "out" / "texts.parquet").exists()
    assert len(made.texts) == 3
    assert len(load(tmp_path / "out").texts) == 0


def test_bounds_show_in_the_problems_and_change_nothing_below_them(tmp_path, monkeypatch):
    make_corpus.write(30, tmp_path / "in", longest=5)
    free = parse(tmp_path / "in")
    assert not free.problems.what.str.contains("sample|bounded").any()
    monkeypatch.setattr(compare, "CONTRASTED", 20)
    bounded = parse(tmp_path / "in")
    assert list(bounded.problems.what[bounded.problems.what.str.contains("sample|bounded")]) == [
        "contrasts drawn from a sample",
    ]
    assert bounded.contrasts.docs_a.max() <= 20
    pd.testing.assert_frame_equal(bounded.quotes, free.quotes)


def test_of_many_outlets_the_largest_are_contrasted_one_by_one_and_the_problems_say_so():
    rng, words = random.Random(1), [f"word{one}{two}" for one in "abcdefghij" for two in "abcdefghij"]
    texts = [" ".join(rng.choices(words, k=40)) for _ in range(61)]
    articles = [{"text": f"{text}.", "outlet": f"Outlet {n % 30:02}"} for n, text in enumerate(texts)]
    made = parse(pd.DataFrame(articles))
    apart = {*made.contrasts.source_a} - {compare.OTHERS}
    assert "Outlet 00" in apart and len(apart) <= compare.MOST_GROUPS
    assert "24 of 30 outlets" in made.problems.why[made.problems.what == "contrasts of many outlets"].item()
    run = Study(check_parameters({}), made)
    run.selected = set(made.articles.article_id)
    assert "the 24 outlets with most articles; the other 6 are compared as one" in state_limits(run).text


def test_the_size_of_checkpoints_shows_in_no_table(tmp_path, monkeypatch):
    make_corpus.write(40, tmp_path / "in", together=7, longest=5)
    whole = parse(tmp_path / "in", out=tmp_path / "one")
    monkeypatch.setattr(workers, "CHECKPOINT", 5)
    parse(tmp_path / "in", out=tmp_path / "two")
    assert len(whole.reuse)
    assert whole.articles.duplicate_of.notna().any()
    for file in (tmp_path / "one").glob("*.parquet"):
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes(), file.name


def test_what_does_not_fit_into_memory_changes_no_row(tmp_path, monkeypatch):
    monkeypatch.setattr(compare, "MEMORY", "24MB")
    monkeypatch.setattr(compare, "AT_ONCE", 30_000)
    rng, words = random.Random(1), [f"word{n}" for n in range(4000)]
    shared = [" ".join(rng.choices(words, k=40)) for _ in range(500)]
    phrases = [" ".join(rng.choices(words, k=8)) for _ in range(300)]  # which many share, and which are no passages

    def own_words(n):
        return (
            f"{phrase} {' '.join(f'own{n}x{at}{k}' for k in 'abcd')}"
            for at, phrase in enumerate(rng.sample(phrases, 10))
        )

    texts = {f"a{n:04}": " ".join([*own_words(n), shared[n % 500]]) for n in range(1500)}
    found = []
    for work in (None, tmp_path):
        with compare.open_database(compare.cut_texts(texts), work) as database:
            compare.find_passages(database)
            found.append(database.execute("FROM passages ORDER BY ALL").fetchall())
    assert found[0] == found[1]
    assert len(found[0]) == 1500  # three articles have each passage: three pairs of them


def test_of_two_formats_in_one_folder_the_last_alone_stays(tmp_path):
    make_corpus.write(3, tmp_path / "in")
    parse(tmp_path / "in", out=tmp_path / "out", keep_texts=True)
    parse(tmp_path / "in", out=tmp_path / "out", format="csv")
    assert {file.suffix for file in (tmp_path / "out").iterdir() if not file.name.startswith(".")} == {".csv", ".json"}
    assert load(tmp_path / "out").save(tmp_path / "out") == tmp_path / "out"
    assert not list((tmp_path / "out").glob("*.csv"))


MEETINGS_OF_ITS_OWN = """
import resource, sys
from summitry.corpus import parse
resource.setrlimit(resource.RLIMIT_NOFILE, (60, 60))
print(parse(sys.argv[1], out=sys.argv[2], reference=sys.argv[3]).coverage.meeting_id.nunique())
"""


def test_a_corpus_may_report_more_meetings_than_files_may_be_open(tmp_path, top):
    shutil.copytree(top / "data" / "reference", tmp_path / "reference")
    record = pd.read_csv(tmp_path / "reference" / "meetings.csv", dtype=object)
    told = record[record.date_start == "2019-06-05"].iloc[:1]
    days = [str(day.date()) for day in pd.date_range("2021-01-01", periods=100)]
    held = pd.concat([told.assign(meeting_id=f"{day}-moscow", date_start=day, date_end=day) for day in days])
    held.to_csv(tmp_path / "reference" / "meetings.csv", index=False)
    news = {"text": [f"Xi Jinping met Vladimir Putin in Moscow on {day}." for day in days], "published": days}
    pd.DataFrame(news).to_csv(tmp_path / "news.csv", index=False)
    command = [sys.executable, "-c", MEETINGS_OF_ITS_OWN, str(tmp_path / "news.csv"), str(tmp_path / "out")]
    done = subprocess.run([*command, str(tmp_path / "reference")], capture_output=True, text=True)
    assert done.stdout.strip() == "100", done.stderr


# --- addresses ------------------------------------------------------------------------------------------------------


def test_articles_and_tables_may_be_at_an_address(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    make_corpus.write(5, tmp_path / "in", together=2)
    (tmp_path / "in" / "articles.csv").write_text("file,outlet\n00000/gone.txt,The Ledger\n")
    system = fsspec.filesystem("memory")
    system.put(str(tmp_path / "in"), "/news", recursive=True)
    here = parse(tmp_path / "in", out=tmp_path / "out")
    there = parse("memory://news", out="memory://tables", keep_texts=True)
    for name, frame in here.tables.items():
        pd.testing.assert_frame_equal(frame, there.tables[name])
    assert load("memory://tables").texts == here.texts
    assert list(parse("memory://news/*/*.txt").articles.article_id) == list(here.articles.article_id)
    system.rm_file("/tables/manifest.json")
    with pytest.raises(CorpusError, match="no finished tables"):
        load("memory://tables")
    with pytest.raises(CorpusError, match="no file or folder"):
        parse("memory://nowhere")


def test_folders_that_stand_for_addresses_do_not_pile_up(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    made = [storage.local_folder(f"memory://tables-{number}") for number in range(storage.FOLDERS_HELD + 3)]
    assert all(folder.is_dir() for folder in made), "somebody may still read from them"
    for age, folder in enumerate(reversed(made)):
        os.utime(folder, (time.time() - 2 * storage.IN_USE - age,) * 2)
    (made[0] / "articles.parquet").write_bytes(b"")
    last = storage.local_folder("memory://tables-0")
    left = {folder for folder in made if folder.is_dir()}
    assert last == made[0] and left == {made[0], *made[-storage.FOLDERS_HELD + 1 :]}


def test_an_address_of_an_unknown_kind_is_one_sentence():
    with pytest.raises(OSError, match="cannot be opened"):
        parse("nosuch://bucket/articles")


def test_of_a_stored_table_the_rows_of_some_articles_are_read_alone(stored):
    lazy, held = load(stored[0].tables.folder), stored[1]
    wanted = set(held.articles.article_id[:2])
    for table in ("quotes", "zones", "meetings"):
        expected = held.read(table, articles=wanted)
        pd.testing.assert_frame_equal(pd.DataFrame(lazy.read(table, articles=wanted)), pd.DataFrame(expected))
    found = lazy.read("zones", "zone", "start", articles=wanted)
    assert list(found.columns) == ["zone", "start"] and len(found) == len(held.read("zones", articles=wanted))
    assert lazy.read("zones", articles=set()).empty
