"""Whatever is read is bounded, and what exceeds a limit is a row of problems: the run goes on."""

import contextlib
import json
import subprocess
import sys
import threading
import time

import hostile_folder
import pandas as pd
import pytest
from click.testing import CliRunner
from summitry import cli
from summitry.articles import formats
from summitry.articles.limits import LimitError, Limits, OutOfTime, run_within, set_limits
from summitry.articles.reading import read_articles
from summitry.corpus import chain, parse

GOOD = "Xi Jinping met Vladimir Putin in Moscow on 5 June 2019, they said.\n"

# --- a folder of attacks --------------------------------------------------------------------------------------------


def faults(problems, files):
    """Yield the files of which something else was said than is right."""
    errors = problems[problems.severity == "error"]
    for name, (_, why) in files.items():
        said = " ".join(errors.why[errors.path == name])
        if why not in said or bool(why) != bool(said):
            yield name, why, said


def test_each_file_of_a_hostile_folder_is_read_or_refused_for_the_right_reason(tmp_path):
    files = hostile_folder.write(tmp_path, scale=0.05)
    began = time.process_time()
    found = parse(tmp_path, limits=hostile_folder.limits(0.05))
    assert time.process_time() - began < 60
    assert list(faults(found.problems, files)) == []
    assert "good" in set(found.articles.article_id)


MEASURED = """
import resource, sys, time
from summitry.corpus import parse
began = time.process_time()
parse(sys.argv[1], out=sys.argv[2])
print(time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@pytest.mark.long
def test_a_hostile_folder_of_full_size_is_parsed_in_ninety_seconds_and_a_gigabyte(tmp_path):
    # by a process of its own: what a process took before it starts another counts as the other's
    subprocess.run([sys.executable, hostile_folder.__file__, str(tmp_path / "in")], check=True)
    command = [sys.executable, "-c", MEASURED, str(tmp_path / "in"), str(tmp_path / "out")]
    seconds, kilobytes = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    assert (float(seconds) < 90, int(kilobytes) < 1_000_000) == (True, True), (seconds, kilobytes)
    assert list(faults(pd.read_parquet(tmp_path / "out" / "problems.parquet"), hostile_folder.make())) == []


# --- markup ---------------------------------------------------------------------------------------------------------

BODY = f"<p>{GOOD * 3}</p><p>{GOOD * 2}</p>"
ORDINARY = {
    "paragraphs and items without end tags": f"{BODY}{'<p>Said.' * 900}<ul>{'<li>Said.' * 900}</ul>",
    "a drawing": f"{BODY}<svg>{'<path d=&quot;M0&quot;/><use href=#a />' * 900}</svg>",
    "marks of markup in values": f"{BODY}<div data-a='{'<b>' * 900}' data-b=\"{'<i> ' * 900}\">x</div>",
    "tags in a comment": f"<!-- {'<div a b c>' * 900} -->{BODY}",
    "tags in a script": f"<script>{'document.write(&quot;<div a=' * 900}</script>{BODY}",
    "deep, but not too deep": f"{'<div>' * 150}{BODY}{'</div>' * 150}",
    "a value of many words": f"<div data-story='{GOOD * 200}'>x</div>{BODY}",
}


@pytest.mark.parametrize("name", ORDINARY)
def test_ordinary_markup_is_within_the_limits(name):
    assert GOOD.strip() in formats.read_html(f"<html><body>{ORDINARY[name]}</body></html>")[0]


# --- what stands beside a text ---------------------------------------------------------------------------------------


def test_long_metadata_is_cut_and_said(tmp_path):
    row = {"text": GOOD, "title": "t" * 5000, "author": ["Ann Lee"] * 900, "id": "i" * 3000, "outlet": "The Post"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row))
    (tmp_path / "b.txt").write_text(GOOD)
    (tmp_path / "articles.csv").write_text(f"file,title\nb.txt,{'m' * 5000}\n")
    found = parse(tmp_path, limits={"metadata": 100})
    assert found.articles.title.str.len().tolist() == [100, 100]
    assert found.articles.article_id.str.len().max() == 100
    said = found.problems[found.problems.what == "long metadata"].why
    assert sorted(said.str.extract(r"(\w+), which has ([\d,]+)").itertuples(index=False, name=None)) == [
        ("author", "8,098"), ("id", "3,000"), ("title", "5,000"), ("title", "5,000"),
    ]  # fmt: skip


def test_a_text_longer_than_news_is_refused_and_the_rows_after_it_are_read(tmp_path):
    pd.DataFrame({"text": ["a " * 2000, GOOD]}).to_csv(tmp_path / "a.csv", index=False)
    found = parse(tmp_path, limits={"characters": 3000})
    assert found.problems.why.tolist()[:1] == ["a-000001 has 4,000 characters, and no news article more than 3,000."]
    assert found.articles.article_id.tolist() == ["a-000002"]


@pytest.mark.parametrize("suffix", ["json", "jsonl"])
def test_json_nested_as_deep_as_can_be_read_ends_no_run(suffix, tmp_path):
    for depth in range(100, 1000, 50):
        (tmp_path / f"{depth}.{suffix}").write_text('{"text": ' + "[" * depth + '"x"' + "]" * depth + "}")
    assert len(list(read_articles(tmp_path))) == 18


# --- time -----------------------------------------------------------------------------------------------------------


def spin(seconds):
    """Use the processor, as what catches each Exception does."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        with contextlib.suppress(Exception):
            sum(range(1000))
    return "done"


@pytest.mark.parametrize("in_thread", [False, True])
def test_what_takes_too_long_is_stopped_in_any_thread_and_what_follows_is_not(in_thread):
    found = []

    def run():
        try:
            run_within(0.2, spin, 20)
        except OutOfTime:
            found.append("stopped")
        found.append(run_within(20, spin, 0.1))

    if in_thread:
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
    else:
        run()
    assert found == ["stopped", "done"]


PROFILED = """
import cProfile
from summitry.articles.limits import run_within
run_within(5, int)
cProfile.run("run_within(5, lambda: [abs(number) for number in range(9)])")
"""


def test_what_was_read_in_time_can_be_profiled_afterwards():
    # in Python 3.11 a signal that no exception follows stays up, and a function that is traced waits for its end
    subprocess.run([sys.executable, "-c", PROFILED], check=True, timeout=60, stdout=subprocess.DEVNULL)


@pytest.mark.parametrize("workers", [1, 2])
def test_an_article_that_takes_too_long_is_a_problem_and_the_others_are_read(workers, tmp_path, monkeypatch):
    honest = chain.STEPS[0]
    slow = chain.Step("find zones", lambda doc: spin(60 * (doc.article_id == "b")) and honest.run(doc))
    monkeypatch.setattr(chain, "STEPS", (slow, *chain.STEPS[1:]))
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text(GOOD * 2)
    found = parse(tmp_path, limits={"seconds": 2}, workers=workers)
    assert found.articles.article_id.tolist() == ["a", "c"]
    assert found.problems[found.problems.what == "out of time"].article_id.tolist() == ["b"]


def test_a_page_that_takes_too_long_is_a_problem(tmp_path, monkeypatch):
    monkeypatch.setattr(formats.trafilatura, "bare_extraction", lambda *_, **__: spin(60))
    (tmp_path / "a.html").write_text(f"<p>{GOOD}</p>")
    assert parse(tmp_path, limits={"seconds": 1}).problems.why.str.contains("more than 1 seconds").tolist() == [True]


# --- how they are set -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("given", [{"lines": 5}, {"seconds": 0}, {"depth": float("nan")}, {"bytes": float("inf")}])
def test_a_limit_that_there_is_not_is_refused(given):
    with pytest.raises(LimitError):
        set_limits(given)


def test_limits_are_set_on_the_command_line(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(GOOD * 99)
    command = ["parse", str(tmp_path / "in"), "--out", str(tmp_path / "out"), "--limit", "characters", "100"]
    done = CliRunner().invoke(cli.main, command)
    assert done.exit_code == 1 and "see the table problems" in done.output
    assert "no limit 'lines'" in CliRunner().invoke(cli.main, ["check", str(tmp_path), "--limit", "lines", "1"]).output


def test_the_readme_states_every_limit_with_its_default(top):
    readme = (top / "README.md").read_text()
    for name, value in vars(Limits()).items():
        assert f"| `{name}` | {value:,.0f} |" in readme
