"""Articles may be written against this tool: they take no more time than others, and never become anything but text."""

import ast
import csv
import html.parser
import json
import logging
import os
import subprocess
import sys
import time

import attacks
import fuzz
import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from summitry.articles import Article, reading
from summitry.articles.formats import read_rtf
from summitry.articles.limits import Limits
from summitry.corpus import load, parse, read_article, workers
from summitry.report.evidence import write_evidence
from summitry.study import PARAMETERS

# --- time -----------------------------------------------------------------------------------------------------------


@pytest.mark.long
def test_no_pattern_takes_a_second_for_an_attack_of_a_hundred_kilobytes():
    found = attacks.patterns()
    assert len(found) > 150
    once = {(pattern.pattern, pattern.flags): name for name, pattern in found.items()}
    slow = {name: worst for name in once.values() if (worst := attacks.slowest(found[name]))[0] > 1}
    assert slow == {}


def test_the_walk_finds_a_pattern_that_explodes():
    import re

    assert attacks.slowest(re.compile("a+x"))[0] > 1


MILLION = 1_000_000
LONG = {
    "a million quotation marks": '"' * MILLION,
    "a million and one opening marks": "“" * (MILLION + 1),
    "a million brackets": "([{" * (MILLION // 3),
    "ten thousand names": " ".join(
        f"Ivan Pet{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)} met Xi." for n in range(10_000)
    ),
}


@pytest.mark.long
@pytest.mark.parametrize("name", LONG)
def test_a_million_signs_are_read_in_time(name, roster, reference):
    began = time.process_time()
    found = read_article(Article("a", LONG[name]), roster, reference)
    assert time.process_time() - began < 60  # what is not linear takes hours
    assert fuzz.fault_of(LONG[name], found) == ""


ATTACKS = [unit for number, unit in enumerate(attacks.UNITS) if number % 5 == 0]


@pytest.mark.long
def test_the_whole_chain_takes_attacks_in_its_stride(roster, reference):
    seconds = {}
    for unit in ATTACKS:
        text = unit * (20_000 // len(unit))
        began = time.process_time()
        assert fuzz.fault_of(text, read_article(Article("a", text), roster, reference)) == ""
        seconds[unit] = time.process_time() - began
    assert {unit: taken for unit, taken in seconds.items() if taken > 5} == {}


# where time once grew with the square: each a fault that was mended
OFTEN = [
    *("names with one given name", "names with titles", "many lines", "captions with days", "Factiva heads"),
    *("Nexis body repeated", "days", "meetings planned and cancelled", "quotations on lines", "labels", "marks"),
]


def measure(read, name, few, many, given=str):
    """Return the exponent of growth on two texts that share no numbers, so that no cache of words serves the second."""
    texts = (attacks.grow(name, size, first) for size, first in ((few, 10**6), (many, 0)))
    return attacks.measure_growth(read, *map(given, texts), many / few)


@pytest.mark.parametrize("name", OFTEN)
def test_time_grows_with_a_text_and_not_with_its_square(name, roster, reference):
    assert measure(lambda text: read_article(Article("a", text), roster, reference), name, 10_000, 100_000) < 1.25


@pytest.mark.long
@pytest.mark.parametrize("name", attacks.SHAPES)
def test_time_is_linear_up_to_two_million_characters(name, roster, reference):
    found = measure(lambda text: read_article(Article("a", text), roster, reference), name, 50_000, 2_000_000)
    assert round(found, 1) <= 1.1  # a processor's caches alone make some 0.1 of it


@pytest.mark.parametrize(("few", "many"), [(10_000, 80_000), pytest.param(50_000, 1_000_000, marks=pytest.mark.long)])
def test_an_evidence_page_takes_time_with_its_length_and_not_with_its_square(few, many, tmp_path):
    def write(corpus):
        for full_text in (False, True):
            write_evidence(corpus, tmp_path, full_text)

    assert measure(write, "fragments", few, many, lambda text: parse(pd.DataFrame({"text": [text]}))) < 1.25


@pytest.mark.long
def test_braces_of_a_document_are_read_in_time():
    def rtf(size):
        return rb"{\rtf1 " + b"{a " * (size // 4) + b"}" * (size // 4 + 1)

    few, many = 100_000, 1_000_000
    assert attacks.measure_growth(read_rtf, rtf(few), rtf(many), many / few) < 1.25


# --- what files say -------------------------------------------------------------------------------------------------

DAYS = ["0000-00-00", "0001-01-01", "9999-12-31", "10000-01-01", "-0044-03-15", "1e999", "NaN", "2019-02-31", "9" * 400]
TEXT = "Xi Jinping met Vladimir Putin in the year 0 and on 31 December 9999, and 99999999999999999999 times since. He left.\n"


def test_impossible_days_and_numbers_are_text_and_no_error(tmp_path):
    rows = [{"text": TEXT, "published": day, "id": str(number)} for number, day in enumerate(DAYS)]
    lines = [json.dumps(row) for row in rows]
    lines.append(
        '{"text": "Xi met Putin.", "text": "Xi met Putin in Moscow on Friday.", "published": NaN, "id": 1e999, "title": 9e999}'
    )
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "days.jsonl").write_text("\n".join(lines))
    found = parse(tmp_path / "in", out=tmp_path / "out")
    assert len(found.articles) == len(lines)
    assert "Xi met Putin in Moscow on Friday." in found.texts.values()
    assert "error" not in set(found.problems.severity)


STATED = st.fixed_dictionaries(
    {"text": st.text(max_size=200).map(lambda words: f"Xi Jinping met Vladimir Putin. {words}")},
    optional={
        name: st.text(max_size=30) | st.none() | st.floats() | st.integers()
        for name in ("title", "outlet", "published", "author", "url", "id")
    },
)


@given(rows=st.lists(STATED, min_size=1, max_size=4))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_stated_beside_an_article_is_read(rows, tmp_path_factory):
    found = parse(pd.DataFrame(rows, dtype=object), out=tmp_path_factory.mktemp("stated"))
    assert len(found.articles) == len(rows)
    assert "error" not in set(found.problems.severity)
    for table in fuzz.WORDS_ARE_TEXT:
        for row in found.tables[table].itertuples():
            assert found.texts[row.article_id][row.start : row.end] == row.text


def test_a_row_that_no_table_can_hold_costs_its_article_and_not_the_run(tmp_path, monkeypatch):
    honest = workers.read_article

    def read(article, *known):
        rows = honest(article, *known)
        if article.article_id == "b":
            rows["dates"][0].start = 2**70
        return rows

    monkeypatch.setattr(workers, "read_article", read)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("Xi Jinping met Vladimir Putin in Moscow on 5 June 2019, they said.\n")
    found = parse(tmp_path)
    assert list(found.articles.article_id) == ["a", "c"]
    assert list(found.problems[found.problems.severity == "error"].article_id) == ["b"]


def test_the_limit_of_a_text_can_be_set(tmp_path):
    (tmp_path / "a.txt").write_text("Xi met Putin. " * 100)
    assert parse(tmp_path, limits={"bytes": 1000}).problems.why.str.contains("larger than 1,000 bytes").any()
    assert len(parse(tmp_path, limits={"bytes": 2000}).articles) == 1


def test_a_parquet_file_that_says_one_long_text_a_million_times_is_refused(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    bomb = pa.DictionaryArray.from_arrays(pa.array([0] * 100_000, pa.int32()), pa.array(["word " * 300_000]))
    pq.write_table(pa.table({"text": bomb}), tmp_path / "bomb.parquet")
    began = time.process_time()
    assert parse(tmp_path, limits={"bytes": 1_000_000}).problems.why.str.contains("larger than 1,000,000 bytes").any()
    assert time.process_time() - began < 20


def test_rows_that_all_have_one_id_are_told_apart_in_time():
    frame = pd.DataFrame({"text": ["Xi met Putin."] * 20_000, "id": ["a"] * 19_999 + ["a-2"]})
    began = time.process_time()
    found = [article.article_id for article in reading.read_articles(frame) if isinstance(article, Article)]
    assert (found[:3], found[-2:]) == (["a", "a-2", "a-3"], ["a-19999", "a-2-2"])
    assert time.process_time() - began < 10  # half a second; what counts anew for each takes a minute


def test_folders_nested_without_end_are_walked(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    depth = 1100  # more than Python calls into each other, and than a path may be long when it starts from the root
    for _ in range(depth):
        os.mkdir("d")  # noqa: PTH102
        os.chdir("d")
    with open("a.txt", "w") as file:  # noqa: PTH123
        file.write("Xi met Putin.")
    monkeypatch.undo()
    found = [article.article_id for article in reading.read_articles(tmp_path) if isinstance(article, Article)]
    subprocess.run(["rm", "-r", str(tmp_path / "d")], check=True)  # pytest's own way of tidying up is recursive
    assert found == ["a"]


def test_a_list_that_could_fill_the_memory_is_refused(tmp_path):
    (tmp_path / "a.json").write_text(json.dumps([{"text": "Xi met Putin."}] * 100))
    (tmp_path / "b.jsonl").write_text(json.dumps({"text": "Xi met Putin."}) + "\n" + " " * 2000)
    problem, article = reading.read_articles(tmp_path, Limits(whole=1000))
    assert "write such lists as .jsonl" in problem.why
    assert article.article_id == "b-000001"


def test_a_manifest_is_read_line_by_line_within_the_limit_of_a_text(tmp_path):
    (tmp_path / "a.txt").write_text("Xi met Putin.")
    (tmp_path / "articles.csv").write_text(f"file,outlet\na.txt,The Post\nb.txt,{'x' * 5000}\n")
    problem, article = reading.read_articles(tmp_path, Limits(bytes=1000))
    assert (problem.what, problem.why[:40]) == ("unreadable manifest", "it has a line that is larger than 1,000 ")
    assert article.stated["outlet"].value == "The Post"  # what stands before it holds


def test_reading_changes_nothing_for_the_rest_of_the_process(tmp_path):
    logger = logging.getLogger("trafilatura")
    before = csv.field_size_limit(), logger.level
    (tmp_path / "a.csv").write_text(f'text\n"{"Xi met Putin. " * 20_000}"\n')
    (tmp_path / "b.html").write_text("<p>none</p>")
    for found in reading.read_articles(tmp_path):
        assert (csv.field_size_limit(), logger.level) == before
        assert isinstance(found, Article) == (found.path == "a.csv")


# --- what becomes of it ---------------------------------------------------------------------------------------------

SCRIPT = "<script>window.bad=1</script>"
IMAGE = "<img src=x onerror='window.bad=1'>"


class Tags(html.parser.HTMLParser):
    """Collects what a page could run or load."""

    def __init__(self):
        super().__init__()
        self.live = []

    def handle_starttag(self, tag, attributes):
        bad = [name for name, value in attributes if name.startswith("on") or "javascript:" in (value or "").lower()]
        if tag in ("script", "iframe", "object", "embed") or bad or dict(attributes).get("src", "data:")[:5] != "data:":
            self.live.append((tag, attributes))


@pytest.mark.long
def test_markup_in_every_field_is_text_on_every_page(tmp_path):
    from summitry.report.build import write_report

    words = f"“We are friends, {SCRIPT}” said Ivan {IMAGE} Petrov. “Indeed,” Vladimir Putin told {SCRIPT}. They have met 30 times. "
    row = {
        "text": f"Xi Jinping met Vladimir Putin in Moscow {IMAGE} on 5 June 2019.\n\n" + words * 3,
        "published": "2019-06-05",
    }
    row |= {
        "title": f"{SCRIPT} $x$ *a* [b](javascript:c)",
        "author": f"Ann {IMAGE}",
        "outlet": f"The {SCRIPT} Post",
        "url": "javascript:alert(1)",
    }
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / f"{IMAGE.replace('/', '')}.jsonl").write_text(
        "\n".join(json.dumps({**row, "outlet": o}) for o in (row["outlet"], "B", "B"))
    )
    (tmp_path / "in" / "'\"><script>x.txt").write_text(row["text"])
    result = write_report(str(tmp_path / "in"), tmp_path / "out", progress=False, full_text=True)
    assert not result.failed
    pages = list((tmp_path / "out").rglob("*.html"))
    assert len(pages) > 8
    for page in pages:
        tags = Tags()
        tags.feed(page.read_text(encoding="utf-8"))
        assert tags.live == [], page.name
    assert any("&lt;script&gt;window.bad=1" in page.read_text(encoding="utf-8") for page in pages)


WATCH = """
import sys
opened = []
sys.addaudithook(lambda event, given: opened.append(str(given[0])) if event == "open" else None)
from summitry.corpus import parse
parse(sys.argv[1], out=sys.argv[2])
print("\\n".join(name for name in opened if name.startswith(sys.argv[3])))
"""


def test_nothing_outside_the_folders_that_were_given_is_opened(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text("Not yours to read.")
    (tmp_path / "in" / "good.txt").write_text("Xi Jinping met Vladimir Putin in Moscow on 5 June 2019.")
    (tmp_path / "in" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "in" / "up").symlink_to(tmp_path)
    (tmp_path / "in" / "articles.csv").write_text("file,outlet\n../secret.txt,The Post\n/etc/hostname,The Post\n")
    command = [sys.executable, "-c", WATCH, str(tmp_path / "in"), str(tmp_path / "out"), str(tmp_path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    places = {name.removeprefix(str(tmp_path)).split("/")[1] for name in done.stdout.splitlines()}
    assert places == {"in", "out"}
    assert set(load(tmp_path / "out").articles.article_id) == {"good"}


CODE = "__import__('pathlib').Path('owned').touch()"


@pytest.mark.parametrize("name", ["outlets", "pair", "since", "seed"])
def test_a_parameter_is_data_and_never_run(name, tmp_path, monkeypatch):
    from papermill.translators import PythonTranslator

    monkeypatch.chdir(tmp_path)
    for written in (CODE, f"[{CODE}]", f'"] + [{CODE}', f"\\n{CODE}\\n", '""" + ' + CODE):
        value = PARAMETERS[name].read(written)
        for line in ast.parse(PythonTranslator.codify({name: value})).body:
            assert isinstance(line, ast.Assign)
            assert ast.literal_eval(line.value) == value
    assert not list(tmp_path.iterdir())


def test_a_checkpoint_cannot_lead_out_of_its_folder(tmp_path):
    store = workers.Store(tmp_path / "all", "")
    (tmp_path / "all" / "key").mkdir(parents=True)
    (tmp_path / "all" / "key" / workers.DIGESTS).write_text(json.dumps({"../../secret": "0"}))
    assert store.find("key") is None
