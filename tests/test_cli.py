"""The command line: what it writes, what it says, and that errors are one sentence and exit code 2."""

import shlex
import signal
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from click.testing import CliRunner
from summitry.cli import main
from summitry.schema import TABLES


@pytest.fixture
def folder(tmp_path):
    """Return a folder with one short article."""
    (tmp_path / "in").mkdir()
    words = "Xi Jinping met Vladimir Putin in Moscow on 5 June 2019. “We are friends,” Putin said.\n"
    (tmp_path / "in" / "one.txt").write_text(words, encoding="utf-8")
    return tmp_path


def run(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_parse_writes_every_table_and_empty_ones_too(folder, kind):
    result = run("parse", folder / "in", "--out", folder / "out", "--format", kind)
    assert result.exit_code == 0, result.output
    assert {f"{name}.{kind}" for name in TABLES} <= {path.name for path in (folder / "out").iterdir()}
    assert "1 articles" in result.output


def test_parse_finds_the_quotation_and_its_speaker(folder):
    run("parse", folder / "in", "--out", folder / "out")
    assert list(pd.read_parquet(folder / "out" / "quotes.parquet").speaker) == ["Vladimir Putin"]


def test_check_says_what_would_be_read_and_writes_nothing(folder):
    before = sorted(folder.rglob("*"))
    result = run("check", folder / "in")
    assert result.exit_code == 0
    assert "one: " in result.output
    assert sorted(folder.rglob("*")) == before


def test_where_nothing_can_be_read_one_sentence_says_so_and_the_exit_code_is_1(folder):
    (folder / "none").mkdir()
    for command in (["parse", folder / "none", "--out", folder / "out"], ["check", folder / "none"]):
        result = run(*command)
        assert result.exit_code == 1
        assert result.output.count("could be read") + result.output.count("holds no file") == 1
        assert result.output.count("0 articles") == 1


def test_what_names_carry_is_shown_and_steers_no_terminal(folder):
    (folder / "in" / "a\x1b]0;owned\x07\n\x1b[2J\u202eb.txt").write_text("x")
    (folder / "in" / "rows.csv").write_text("text,outlet\nXi met Putin in the old palace.,The \x1b[31m\u2028Post\n")
    result = run("check", folder / "in")
    assert result.exit_code == 0
    assert [sign for sign in result.output if not sign.isprintable() and sign != "\n"] == []
    assert "a\\x1b]0;owned\\x07\\n\\x1b[2J\\u202eb: no body" in result.output
    assert "The \\x1b[31m" in result.output
    assert "\x1b" not in run("check", folder / "\x1b[2J").output


WRONG = [
    (["parse", "nowhere", "--out", "out"], "there is no file or folder"),
    (["check", "nowhere"], "there is no file or folder"),
    (["parse", "{in}", "--out", "out", "--reference", "nowhere"], "nowhere"),
    (["parse", "{in}", "--out", "{in}/one.txt"], "one.txt"),
    (["report", "{in}", "--out", "out", "-p", "sinse", "2022-01-01"], "did you mean 'since'"),
    (["report", "{in}", "--out", "out", "-p", "pair", "Xi Jinping"], "two different names"),
    (["report", "{in}", "--out", "out", "--notebook", "09_nothing"], "09_nothing"),
    (["report", "nowhere", "--out", "out"], "nowhere"),
    (["report", "{in}", "--out", "out", "-p", "seed", "²"], "seed must be a whole number"),
    (["report", "{in}", "--out", "out", "-p", "seed", "--5"], "seed must be a whole number"),
    (["report", "{in}", "--out", "out", "-p", "seed", "5" * 5000], "seed must be a whole number"),
    (["report", "{in}", "--out", "out", "-p", "seed", "-5"], "seed must be 0 or more"),
    (["report", "{in}", "--out", "out", "-p", "since", "20190601"], "since must be an ISO date"),
    (["report", "{in}", "--out", "out", "-p", "until", "2019-W22-6"], "until must be an ISO date"),
]


@pytest.mark.parametrize("words, sentence", WRONG)
def test_an_error_is_one_sentence_and_exit_code_2(folder, words, sentence):
    result = run(*[word.replace("{in}", str(folder / "in")) for word in words])
    assert result.exit_code == 2
    assert sentence in result.output
    assert "Traceback" not in result.output
    assert len(result.output.strip().splitlines()) == 1
    assert len(result.output) < 400


def test_make_takes_folders_as_they_are_named(tmp_path, top):
    (tmp_path / "summitry").write_text('#!/bin/sh\nprintf "%s\\n" "$@"')
    (tmp_path / "summitry").chmod(0o755)
    given = ["ARTICLES=~/my 'art'; echo", "OUT=a  b", "P=-p seed 7", f"BIN={tmp_path}", f"-C{top}"]
    made = subprocess.run(["make", "-s", "-o", ".venv/.ready", "report", *given], capture_output=True, text=True)
    words = ["report", f"{Path.home()}/my 'art'; echo", "--out", "a  b", "-p", "seed", "7"]
    assert (made.stdout.splitlines(), made.stderr) == (words, "")


@pytest.mark.parametrize("words", [[], ["parse"], ["report"], ["check"]])
def test_help_is_there_and_fits_the_screen(words):
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output
    assert max(len(line) for line in result.output.splitlines()) <= 100


@pytest.mark.parametrize(("shell", "code"), [("{} >&-", 0), ("{} | head -1; exit ${{PIPESTATUS[0]}}", 141)])
def test_nobody_need_read_what_is_said(folder, shell, code):
    for number in range(300):
        (folder / "in" / f"{number}-{'x' * 200}.txt").write_text("", encoding="utf-8")
    run = [sys.executable, "-c", "from summitry.cli import run; run()", "check", str(folder / "in")]
    done = subprocess.run(["bash", "-c", shell.format(shlex.join(run))], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (code, "")


LOSE_AN_INTERRUPT = """import signal, time
from summitry.cli import main

class Last:
    def __del__(self):
        signal.raise_signal(signal.SIGINT)

@main.command()
def wait():
    Last()
    time.sleep(30)

main(["wait"])"""
"""A command that is interrupted where Python drops every exception, and goes on for half a minute if nobody hears it."""


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no interval timer")
def test_an_interrupt_that_falls_into_a_finaliser_is_heard_all_the_same():
    run = subprocess.run([sys.executable, "-c", LOSE_AN_INTERRUPT], capture_output=True, text=True, timeout=20)
    assert (run.returncode, run.stdout) == (130, "")
    assert "interrupted" in run.stderr
    assert "Traceback" not in run.stderr


HANDLE_AN_INTERRUPT = LOSE_AN_INTERRUPT.replace(
    "    Last()\n    time.sleep(30)",
    """    try:
        Last()
        time.sleep(30)
    except KeyboardInterrupt:
        print("heard")""",
).replace(
    'main(["wait"])',
    """try:
    main(["wait"])
except SystemExit:
    print(signal.getsignal(signal.SIGALRM) is signal.SIG_DFL)""",
)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no interval timer")
def test_a_command_leaves_the_alarm_s_handler_as_it_was():
    run = subprocess.run([sys.executable, "-c", HANDLE_AN_INTERRUPT], capture_output=True, text=True, timeout=20)
    assert run.stdout.split() == ["heard", "True"]
