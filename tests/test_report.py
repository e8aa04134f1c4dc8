"""The report runs each notebook once, keeps what is done, and says plainly what failed."""

import csv
import errno
import gc
import importlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import nbformat
import pytest
from summitry import corpus, schema, study
from summitry.corpus import Corpus
from summitry.report.build import read_line, read_pairs, write_pairs, write_report
from summitry.report.html import Markdown, clean_html, find_browser, print_page, write_beside
from summitry.report.kernels import PRELOADED, Kernels
from summitry.report.notebooks import (
    ReportError,
    ask,
    count_at_once,
    count_cells,
    find_notebooks,
    read_source,
    run_all,
)
from summitry.report.render import render_notebook
from summitry.study import ParameterError

SETUP = (
    'n: int = 3  # how many\npair: list = ["Xi Jinping", "Vladimir Putin"]  # two names\narticles: str = ""  # folder'
)
FIGURE = """from matplotlib.figure import Figure as Drawing
from summitry.display import Figure, Table, say
drawing = Drawing(figsize=(3, 2)); drawing.add_subplot().plot([0, n])
Figure("line", drawing, "A line rises.", "It rises.")"""
TABLE = """import pandas as pd
Table("rows", pd.DataFrame({"text": ["<b>x</b>"], "article_id": ["a"], "start": [3]}), "One.", links="quotes")"""
INLINE = "import matplotlib.pyplot as plt\nplt.plot([1, 2]);"


def notebook(*cells, heading="How often do they meet?"):
    made = [nbformat.v4.new_markdown_cell(f"# {heading}\n\nA question.")]
    made.append(nbformat.v4.new_code_cell(SETUP, metadata={"tags": ["parameters"]}))
    for cell in cells:
        source, tags = cell if isinstance(cell, tuple) else (cell, [])
        made.append(nbformat.v4.new_code_cell(source, metadata={"tags": tags}))
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return nbformat.v4.new_notebook(cells=made, metadata={"kernelspec": kernel})


def no_articles():
    """Return a corpus without articles."""
    return Corpus({name: schema.to_frame(name, []) for name in schema.TABLES})


@pytest.fixture
def notebooks(tmp_path):
    folder = tmp_path / "notebooks"
    folder.mkdir()
    good = notebook(FIGURE, TABLE, ('say("They met **{n}** times.", n=n)', ["result"]), INLINE)
    bad = notebook('raise ValueError("pair: who is that?\\nmore")', heading="What goes wrong?")
    for name, made in (("01_good", good), ("02_bad", bad)):
        (folder / f"{name}.ipynb").write_text(nbformat.writes(made), "utf-8")
    return folder


def report(tmp_path, folder, **choices):
    return write_report(no_articles(), tmp_path / "out", progress=False, folder=folder, **choices)


@pytest.mark.parametrize("forked", [True, False])
def test_a_report_runs_resumes_and_marks_what_failed(forked, tmp_path, notebooks):
    with Kernels(forked) as kernels:
        _run_resume_and_fail(tmp_path, notebooks, kernels)


def _run_resume_and_fail(tmp_path, notebooks, kernels):
    first = report(tmp_path, notebooks, parameters={"n": "5"}, kernels=kernels)
    out = tmp_path / "out"
    good, bad, index = (((out / f"{name}.html").read_text("utf-8")) for name in ("01_good", "02_bad", "index"))
    assert first.failed == ("02_bad",)
    assert "They met <strong>5</strong> times." in good
    assert good.count('src="data:image/png') == 2, "the inline backend's figures are shown too"
    assert 'alt="A line rises."' in good
    assert "This page stopped before its end: pair: who is that?" in bad
    assert "They met 5 times." in index
    assert "1 of 2 pages failed" in index
    assert "<b>x</b>" not in good
    assert {"01_good-line.png", "01_good-line.svg", "01_good-rows.csv"} <= {p.name for p in (out / "data").iterdir()}
    before = {path: path.read_bytes() for path in out.rglob("*.*") if path.is_file()}
    second = report(tmp_path, notebooks, parameters={"n": 5}, kernels=kernels)
    assert second.redone == ("02_bad",), "what is done is not done again"
    assert {path: path.read_bytes() for path in out.rglob("*.*") if path.is_file()} == before
    third = report(tmp_path, notebooks, parameters={"n": 6}, notebooks=["01"], kernels=kernels)
    assert third.redone == ("01_good",)
    assert not third.failed


DEATHS = {"os._exit(7)": "its kernel ended early, with exit code 7", "os.kill(os.getpid(), 9)": "exit code -9"}


@pytest.mark.parametrize("forked", [True, False])
def test_a_kernel_that_dies_stops_its_own_page_alone_which_says_how(forked, tmp_path, notebooks):
    for number, death in enumerate(DEATHS, 2):
        (notebooks / f"0{number}_bad.ipynb").write_text(nbformat.writes(notebook(f"import os; {death}")), "utf-8")
    with Kernels(forked) as kernels:
        result = report(tmp_path, notebooks, kernels=kernels)
    assert result.failed == ("02_bad", "03_bad")
    for name, words in zip(result.failed, DEATHS.values(), strict=True):
        page = (tmp_path / "out" / f"{name}.html").read_text("utf-8")
        assert "This page stopped before its end" in page
        assert words in page
    assert "A line rises." in (tmp_path / "out" / "01_good.html").read_text("utf-8")


BROKEN = """import sys
from pathlib import Path
from summitry.report import kernels
from summitry.report.build import write_report
from summitry.corpus import Corpus
from summitry import corpus, schema, study
kernels.PRELOADED[:] = ["broken"]
nothing = Corpus({name: schema.to_frame(name, []) for name in schema.TABLES})
with kernels.Kernels(forked=True) as forked:
    made = write_report(nothing, sys.argv[1], None, ["01"], progress=False, folder=Path(sys.argv[2]), kernels=forked)
assert not made.failed and not forked.forked"""


def test_where_forking_fails_the_run_says_so_and_uses_ordinary_kernels(tmp_path, notebooks):
    (notebooks / "01_good.ipynb").write_text(nbformat.writes(notebook("n")), "utf-8")
    (tmp_path / "broken.py").write_text("raise OSError('no memory for this')")
    command = [sys.executable, "-c", BROKEN, str(tmp_path / "out"), str(notebooks)]
    found = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *sys.path])}
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True, env=found)
    assert "no memory for this" in done.stderr, "what went wrong there is to be seen"
    assert done.stderr.count("kernels cannot be forked, ordinary ones are used") == 1


PLANTED = ["calendar", "colorsys", "ipykernel", "ipykernel_launcher", "multiprocessing", "pandas", "queue", "summitry"]
"""Modules that notebooks, kernels and Python itself import, and one that only a notebook of this test does."""
ORDINARY = "from summitry.report import kernels\nkernels.multiprocessing.forkserver.ensure_running = None\nmain("


@pytest.mark.parametrize("forked", [True, False])
def test_nothing_that_lies_in_the_current_folder_or_beside_the_articles_is_imported(forked, tmp_path, notebooks):
    (tmp_path / "in").mkdir()
    for name in PLANTED:
        (tmp_path / "in" / f"{name}.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'a').write({name + ' '!r})")
    (tmp_path / "in" / "a.txt").write_text("Xi Jinping met Vladimir Putin in Moscow.", "utf-8")
    imports = notebook("import calendar, colorsys, queue, pandas, summitry.study")
    (notebooks / "02_bad.ipynb").write_text(nbformat.writes(imports), "utf-8")
    script = tmp_path / "script.py"
    guarded = SUMMITRY.replace("main(", 'if __name__ == "__main__":\n    main(')  # a kernel may import the script again
    script.write_text(guarded if forked else SUMMITRY.replace("main(", ORDINARY))
    command = [sys.executable, str(script), str(notebooks), "report", ".", "--out", str(tmp_path / "out"), "--quiet"]
    command += ["--notebook", "02"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, cwd=tmp_path / "in")
    assert not (tmp_path / "ran").exists(), (tmp_path / "ran").read_text()
    assert (done.returncode, done.stdout) == (0, f"{tmp_path / 'out' / 'index.html'}\n"), done.stderr
    assert ("ordinary ones are used" in done.stderr) is not forked


@pytest.mark.parametrize("forked", [True, False])
def test_a_notebook_that_is_done_leaves_no_kernel_thread_or_open_file(forked, tmp_path, notebooks):
    living = tmp_path / "living"
    tell = f"import os\nprint(os.getpid(), file=open({str(living)!r}, 'a'))"
    (notebooks / "02_bad.ipynb").write_text(nbformat.writes(notebook(tell)), "utf-8")
    held = []
    with Kernels(forked) as kernels:
        for number in range(3):
            report(tmp_path, notebooks, parameters={"n": number}, notebooks=["02"], kernels=kernels)
            assert not any(map(_lives, living.read_text().split()))
            gc.collect()
            held.append((threading.active_count(), len(list(Path("/proc/self/fd").iterdir()))))
    assert held[1] == held[2]


ODD = {"name": "$1^2^3$ |", "outlet": "Cash$_and_$ \\alpha|;\nB", "file": "$5_for_$6; talks | in\n{}.txt"}


def test_signs_that_mean_something_elsewhere_break_no_notebook_and_no_figure(tmp_path, kernels, top):
    pair = [f"Xi {ODD['name']} Jinping", f"Vladimir {ODD['name']} Putin"]
    (tmp_path / "in").mkdir()
    stated = [["file", "outlet"]]
    for number, file in enumerate(sorted((top / "data" / "articles").glob("*2019*.txt"))):
        stated.append([ODD["file"].format(number), f"{ODD['outlet']}{number % 3}"])
        (tmp_path / "in" / stated[-1][0]).write_bytes(file.read_bytes())
    people = [["name", "aliases"], [pair[0], "Xi Jinping;Xi"], [pair[1], "Vladimir Putin;Putin"]]
    for path, rows in ((tmp_path / "in" / "articles.csv", stated), (tmp_path / "people.csv", people)):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
    asked = {"pair": pair, "roster": str(tmp_path / "people.csv")}
    result = write_report(tmp_path / "in", tmp_path / "out", asked, progress=False, kernels=kernels)
    assert {page.name: page.failed for page in result.pages if page.failed} == {}
    assert ODD["name"] in (tmp_path / "out" / "index.html").read_text("utf-8")
    assert any("$5_for_$6" in svg.read_text("utf-8") for svg in (tmp_path / "out" / "data").glob("*.svg"))


def test_two_reports_in_one_folder_at_once_are_refused(tmp_path, notebooks):
    with (
        corpus.alone(tmp_path / "out" / ".summitry"),
        pytest.raises(corpus.CorpusError, match="another run is writing"),
    ):
        report(tmp_path, notebooks)


@pytest.mark.parametrize("place", ["run_all", "list_evidence", "write_evidence"])
def test_a_report_that_is_stopped_over_an_older_one_says_so_first(place, tmp_path, notebooks, kernels, monkeypatch):
    def stop(*_):
        raise KeyboardInterrupt

    report(tmp_path, notebooks, parameters={"n": 5}, kernels=kernels)
    pages = [tmp_path / "out" / f"{name}.html" for name in ("01_good", "02_bad")]
    older = [page.read_text("utf-8") for page in pages]
    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(f"summitry.report.build.{place}", stop)
        report(tmp_path, notebooks, parameters={"n": 6}, kernels=kernels)
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert "This report is not finished" in index
    assert "01_good" not in index
    assert sum(page.read_text("utf-8") in older for page in pages) == (2 if place == "run_all" else 0)
    report(tmp_path, notebooks, parameters={"n": 6}, kernels=kernels)
    assert "They met 6 times." in (tmp_path / "out" / "index.html").read_text("utf-8")


LONG = "x" * 100


@pytest.mark.parametrize("short", [True, False])
def test_a_long_name_of_the_temporary_folder_keeps_no_kernel_from_starting(short, tmp_path, notebooks, monkeypatch):
    (tmp_path / LONG).mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / LONG))
    if not short:  # then sockets have no place, and addresses on this machine are used
        monkeypatch.setattr("summitry.report.kernels.PLACES", ())
    with Kernels() as kernels:
        assert not report(tmp_path, notebooks, notebooks=["01"], kernels=kernels).failed
        assert (LONG in kernels.folder) is not short


def test_what_killed_runs_left_in_the_temporary_folder_is_removed_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for name in ("smy-left", "smy-new", "other", "smy-held"):
        (tmp_path / name / "profile").mkdir(parents=True)
        os.utime(tmp_path / name, (0, 0) if name != "smy-new" else None)
    (tmp_path / "smy-link").symlink_to(tmp_path / "other")
    holding = [sys.executable, "-c", HOLD, str(tmp_path / "smy-held")]
    with subprocess.Popen(holding, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        os.utime(tmp_path / "smy-held", (0, 0))
        with Kernels() as kernels:
            there = {path.name for path in tmp_path.iterdir()}
            assert there == {"smy-new", "other", "smy-held", "smy-link", Path(kernels.folder).name}
        other.stdin.close()
    assert {path.name for path in (tmp_path / "other").iterdir()} == {"profile"}
    assert not Path(kernels.folder).exists()


HOLD = """import sys
from pathlib import Path
from summitry.corpus import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()"""


def test_what_the_notebooks_import_is_preloaded():
    for found in find_notebooks():
        for cell in found.source["cells"]:
            for module, names in re.findall(r"^from (summitry[\w.]*) import (.+)$", read_source(cell), re.MULTILINE):
                whole = {module, *(f"{module}.{name}" for name in names.split(", "))}
                assert whole & set(PRELOADED) or module == "summitry.display", f"{found.name} imports {module}"
    for module in PRELOADED:
        assert importlib.util.find_spec(module), module


UNGUARDED = """import sys
from pathlib import Path
from summitry.report.build import write_report
from summitry.corpus import Corpus
from summitry import corpus, schema, study
print("once")
nothing = Corpus({name: schema.to_frame(name, []) for name in schema.TABLES})
write_report(nothing, sys.argv[1], None, ["01"], progress=False, folder=Path(sys.argv[2]))"""


def test_a_script_that_makes_a_report_runs_once(tmp_path, notebooks):
    (notebooks / "01_good.ipynb").write_text(nbformat.writes(notebook("n")), "utf-8")
    (tmp_path / "script.py").write_text(UNGUARDED)
    command = [sys.executable, str(tmp_path / "script.py"), str(tmp_path / "out"), str(notebooks)]
    assert subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout == "once\n"


SUMMITRY = """import sys
from pathlib import Path
from summitry.cli import main
from summitry.report import build
find = build.find_notebooks
build.find_notebooks = lambda names, _: find(names, Path(sys.argv[1]))
main(sys.argv[2:])"""
"""The command line, with notebooks of a test."""


ENDINGS = {signal.SIGINT: 130, signal.SIGKILL: -9, signal.SIGTERM: 130, signal.SIGHUP: 130}


def test_an_interrupted_run_goes_on_without_doing_again_what_is_done(tmp_path, notebooks):
    (tmp_path / "a.txt").write_text("Xi Jinping met Vladimir Putin in Moscow.", "utf-8")
    (notebooks / "01_good.ipynb").write_text(nbformat.writes(notebook("n")), "utf-8")
    open_gate, living = tmp_path / "gate", tmp_path / "living"
    slow = f"import os, time; from pathlib import Path\nPath({str(living)!r}).write_text(f'{{os.getpid()}} {{os.getppid()}}')"
    slow += f"\nwhile not Path({str(open_gate)!r}).exists(): time.sleep(0.1)"
    (notebooks / "02_bad.ipynb").write_text(nbformat.writes(notebook(slow, heading="Slow")), "utf-8")
    out = tmp_path / "out"
    arguments = [str(notebooks), "report", str(tmp_path / "a.txt"), "--out", str(out), "--quiet"]
    command = [sys.executable, "-c", SUMMITRY, *arguments]
    done, written = out / ".summitry" / "01_good.ipynb", set()
    for sent, code in ENDINGS.items():  # each goes on with what the one before left
        _interrupt(command, sent, code, lambda: done.exists() and living.exists() and living.read_text())
        written.add(done.stat().st_mtime_ns)
        _wait_until(
            lambda: not any(map(_lives, living.read_text().split())), "a kernel, or what it was forked from, lives"
        )
        living.unlink()
    open_gate.touch()
    again = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
    assert again.stdout == f"{out / 'index.html'}\n"
    assert written == {done.stat().st_mtime_ns}, "what is done is not done again"
    assert "Slow" in (out / "index.html").read_text("utf-8")


def _interrupt(command, sent, code, when):
    run = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    _wait_until(when, "the first notebook was not done, or the second not begun")
    run.send_signal(sent)
    _, said = run.communicate(timeout=30)
    assert run.returncode == code
    assert ("goes on where" in said) is (code > 0)
    assert "Traceback" not in said


def _wait_until(holds, otherwise, seconds=60):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, otherwise
        time.sleep(0.05)


def _lives(process):
    """Tell whether a process runs; one that has ended waits for init to take note of it."""
    state = Path(f"/proc/{process}/stat")
    return state.exists() and state.read_text().rpartition(")")[2].split()[0] != "Z"


def test_two_runs_leave_the_same_bytes_in_every_file(tmp_path, notebooks, kernels):
    (notebooks / "02_bad.ipynb").unlink()
    left = []
    for name in ("1", "2"):
        write_report(
            no_articles(), tmp_path / name / "out", {"n": 2}, progress=False, kernels=kernels, folder=notebooks
        )
        files = sorted(path for path in (tmp_path / name).rglob("*") if path.is_file())
        left.append({path.relative_to(tmp_path / name): path.read_bytes() for path in files})
    assert left[0] == left[1]


def test_each_cell_is_counted(notebooks):
    found = {n.name: n for n in find_notebooks(None, notebooks)}
    ticks = []
    with Kernels() as kernels:
        run = run_all(ask([found["01_good"]], {"n": 4}), "", kernels, lambda: ticks.append(1))
        assert [name for name, _ in run] == ["01_good"]
    assert len(ticks) == count_cells(found["01_good"])


def test_the_more_articles_the_fewer_notebooks_run_at_once():
    counts = [count_at_once(articles) for articles in (0, 3_000, 30_000, 100_000, 10**7)]
    assert counts == sorted(counts, reverse=True) and counts[0] > 1
    assert counts[2] <= 2 and counts[3:] == [1, 1]


def test_several_pairs_share_one_index(tmp_path, notebooks, kernels):
    pairs = [["Xi Jinping", "Vladimir Putin"], ["Kim Jong-un", "Donald Trump"]]
    result = write_pairs(
        no_articles(), tmp_path / "out", pairs, None, ["01"], folder=notebooks, progress=False, kernels=kernels
    )
    index = result.index.read_text("utf-8")
    assert not result.failed
    assert 'href="kim-jong-un-and-donald-trump/index.html"' in index
    below = tmp_path / "out" / "kim-jong-un-and-donald-trump"
    assert 'href="../index.html"' in (below / "01_good.html").read_text("utf-8")
    assert "Kim Jong-un, Donald Trump" in (below / "01_good.html").read_text("utf-8")


def test_articles_are_parsed_once_for_several_pairs(tmp_path, notebooks, monkeypatch, kernels):
    runs, parse = [], corpus.parse
    monkeypatch.setattr(corpus, "parse", lambda *given, **named: runs.append(given) or parse(*given, **named))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("“Peace is near,” Xi Jinping told reporters in Moscow on Friday.\n")
    pairs = [["Xi Jinping", "Vladimir Putin"], ["Kim Jong-un", "Donald Trump"]]
    result = write_pairs(
        tmp_path / "in", tmp_path / "out", pairs, None, ["01"], folder=notebooks, progress=False, kernels=kernels
    )
    assert not result.failed
    assert len(runs) == 1
    assert len(list((tmp_path / "out").glob("*/tables/quotes.parquet"))) == 2
    assert not list((tmp_path / "out").rglob("texts.parquet"))
    with pytest.raises(ParameterError, match="no parameter 'sinse'"):
        write_pairs(tmp_path / "in", tmp_path / "out", pairs, {"sinse": "2019"}, ["01"], folder=notebooks)
    assert len(runs) == 1


PAIRS = [("Xi Jinping,Vladimir Putin\nKim\n", "line 2 of pairs.csv must hold two names"), ("# none\n", "holds no pair")]


def test_a_file_of_pairs_may_hold_windows(tmp_path, notebooks, kernels):
    names = "Xi Jinping,Vladimir Putin"
    (tmp_path / "pairs.csv").write_text(f"{names}\n{names},,2019-12-31\n{names},2020-01-01,\n")
    lines = read_pairs(tmp_path / "pairs.csv")
    (tmp_path / "quoted.csv").write_text('"Kim, Jong-un",Donald Trump,,\n')
    assert read_pairs(tmp_path / "quoted.csv") == [["Kim, Jong-un", "Donald Trump"]]
    assert [read_line(line).get("until") for line in lines] == [None, "2019-12-31", None]
    for path in notebooks.glob("*.ipynb"):
        made = nbformat.read(path, as_version=4)
        made.cells[1].source += '\nsince: str = ""  # day\nuntil: str = ""  # day'
        nbformat.write(made, path)
    result = write_pairs(
        no_articles(), tmp_path / "out", lines, None, ["01"], folder=notebooks, progress=False, kernels=kernels
    )
    index = result.index.read_text("utf-8")
    assert "3 pairs or windows" in index
    assert 'href="xi-jinping-and-vladimir-putin-until-2019-12-31/index.html"' in index
    assert "Xi Jinping and Vladimir Putin, since 2020-01-01" in index


@pytest.mark.parametrize("line", ["Xi Jinping", ",Vladimir Putin", "a,b,2019-01-01,2020-01-01,2021-01-01"])
def test_a_line_that_holds_no_pair_or_more_than_a_window_is_refused(tmp_path, line):
    (tmp_path / "pairs.csv").write_text(line + "\n")
    with pytest.raises(ReportError, match=r"line 1 of pairs\.csv must hold two names"):
        read_pairs(tmp_path / "pairs.csv")


@pytest.mark.parametrize("lines, words", PAIRS)
def test_a_wrong_file_of_pairs_is_one_sentence(lines, words, tmp_path):
    (tmp_path / "pairs.csv").write_text(lines)
    with pytest.raises(ReportError, match=words):
        read_pairs(tmp_path / "pairs.csv")


def test_pdf_without_a_chromium_is_one_sentence(monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("CHROMIUM", "")
    with pytest.raises(ReportError, match="PDF needs a Chromium: install one"):
        find_browser()


BROWSER = """#!/bin/sh
echo "$@" > "$0.asked"
for given in "$@"; do case $given in --print-to-pdf=*) : > "${given#*=}";; esac; done"""


@pytest.mark.parametrize("user, sandboxed", [(0, False), (1000, True)])
def test_only_root_prints_without_the_browsers_sandbox(user, sandboxed, tmp_path, monkeypatch):
    (tmp_path / "browser").write_text(BROWSER)
    (tmp_path / "browser").chmod(0o755)
    monkeypatch.setattr("os.geteuid", lambda: user)
    assert print_page(str(tmp_path / "browser"), tmp_path / "a.html") == tmp_path / "a.pdf"
    assert ("--no-sandbox" not in (tmp_path / "browser.asked").read_text()) is sandboxed


def test_an_unknown_parameter_or_notebook_is_one_sentence(notebooks):
    with pytest.raises(ParameterError, match="no parameter 'sinse'; the parameters are articles, n, pair"):
        ask(find_notebooks(None, notebooks), {"sinse": ""})
    with pytest.raises(ReportError, match="no notebook '07'; the notebooks are 01_good, 02_bad"):
        find_notebooks(["07"], notebooks)


def cell(output, source="x"):
    return {"cell_type": "code", "source": source, "metadata": {}, "outputs": [output]}


def shown(data, metadata=None, kind="display_data"):
    output = {"output_type": kind, "data": data, "metadata": metadata or {}}
    return render_notebook({"cells": [cell(output)], "metadata": {}}, "01_x").html


OUTPUTS = [
    ({"text/html": "<img src=x onerror=alert(1)>", "text/plain": "a picture"}, {}, "a picture"),
    ({"text/html": '<table class="dataframe"><td onclick="x">7'}, {}, "<td>7</td></tr></tbody></table>"),
    ({"text/html": "<p>ours<script>x</script>"}, {"summitry": {"kind": "prose", "text": "ours"}}, "<p>ours</p>"),
    ({"text/markdown": "**x**", "text/plain": "<x>"}, {}, "&lt;x&gt;"),
]


@pytest.mark.parametrize("data, metadata, words", OUTPUTS)
def test_only_our_own_html_reaches_the_page(data, metadata, words):
    html = shown(data, metadata)
    assert words in html
    assert not re.search(r"<script|onerror=|onclick=", html)


def test_warnings_never_reach_the_page():
    output = {"output_type": "stream", "name": "stderr", "text": "UserWarning: old"}
    assert "UserWarning" not in render_notebook({"cells": [cell(output)], "metadata": {}}, "01_x").html


def test_a_page_says_that_a_hidden_cell_failed():
    error = {"output_type": "error", "ename": "ValueError", "evalue": "no such outlet", "traceback": []}
    hidden = {**cell(error), "metadata": {"tags": ["hidden"]}}
    page = render_notebook({"cells": [hidden], "metadata": {}}, "01_x")
    assert page.failed == "no such outlet"
    assert "no such outlet" in page.html


def test_a_page_loads_and_runs_nothing():
    html = shown({"text/plain": "x"})
    assert "default-src 'none'" in html
    assert not re.search(r"<script|<link|@import|https?://", html)


CLEANED = [
    ("<p>open", "<p>open</p>"),
    ("</div>close", "close"),
    ("<b><i>crossed</b></i>", "<b><i>crossed</i></b>"),
    ("<style>p{}</style>a", "a"),
    ("a &lt;b&gt; & c", "a &lt;b&gt; &amp; c"),
    ('<a data-evidence="javascript:x" href="javascript:x">a</a>', "<a>a</a>"),
    ('<a data-evidence="evidence/a.html#quotes-3">a</a>', '<a href="evidence/a.html#quotes-3">a</a>'),
    ('<p class="smy-note" style="color:red" id="x">1</p>', '<p class="smy-note">1</p>'),
    ('<p class="theirs">1</p>', "<p>1</p>"),
    ('<span><svg onload="x"><b>1</b></svg></span>', "<span><b>1</b></span>"),
]


@pytest.mark.parametrize("html, cleaned", CLEANED)
def test_html_is_cleaned(html, cleaned):
    assert clean_html(html) == cleaned


MARKDOWN = [
    ("a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>\n"),
    ("[a](javascript:alert(1))", "<p>a</p>\n"),
    ("[a](../data/x.csv)", "<p>a</p>\n"),
    ("[a](https://example.org/?a=1&b=2)", '<p><a href="https://example.org/?a=1&amp;b=2">a</a></p>\n'),
    ("[a](02_quotes.ipynb#b)", '<p><a href="02_quotes.html#b">a</a></p>\n'),
    ("![a](https://example.org/x.png)", "<p><em>a</em></p>\n"),
]


@pytest.mark.parametrize("text, html", MARKDOWN)
def test_markdown_is_rendered_safely(text, html):
    assert Markdown({"02_quotes"}).convert(text) == html


CODE = [
    ("x = 'a<b'  # why\nif 1: pass", '= <span class="s">&#x27;a&lt;b&#x27;</span>  <span class="c"># why</span>'),
    ("%matplotlib inline <b>", "%matplotlib inline &lt;b&gt;"),
    ('é = """two\nlines"""; return 7', '; <span class="k">return</span> <span class="m">7</span>'),
    ('x = """left open <b>', "&lt;b&gt;"),
]


@pytest.mark.parametrize("source, html", CODE)
def test_code_is_shown_with_its_parts_told_apart(source, html):
    made = render_notebook(
        {"cells": [cell({"output_type": "stream", "name": "stdout", "text": "x"}, source)]}, "x"
    ).html
    assert html in made


def test_headings_skip_no_level_and_share_no_anchor():
    page = Markdown()
    html = page.convert("# A\n\n#### B\n\n# C\n\n## B")
    assert [(h.level, h.anchor) for h in page.headings] == [(1, "a"), (2, "b"), (2, "c"), (2, "b-2")]
    assert "<h1" not in html


def test_a_page_of_a_notebook_with_source_as_lines_is_the_same():
    one = {"cells": [{"cell_type": "markdown", "source": "# A\n\nb", "metadata": {}}], "metadata": {}}
    two = json.loads(json.dumps(one).replace('"# A\\n\\nb"', '["# A\\n", "\\n", "b"]'))
    assert render_notebook(one, "x").html == render_notebook(two, "x").html


def test_of_many_articles_those_that_a_row_leads_to_have_a_page(tmp_path, monkeypatch, kernels):
    monkeypatch.setattr(study, "MANY", 2)
    (tmp_path / "in").mkdir()
    for name in "abcd":
        (tmp_path / "in" / f"{name}.txt").write_text(
            f"Article {name}.\n\n“Peace is near,” Xi Jinping told reporters.\n"
        )
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "01_one.ipynb").write_text(nbformat.writes(notebook(FIGURE, TABLE)), "utf-8")
    made = write_report(
        tmp_path / "in", tmp_path / "out", progress=False, kernels=kernels, folder=tmp_path / "notebooks"
    )
    assert not made.failed
    assert [page.name for page in (tmp_path / "out" / "evidence").glob("*.html")] == ["a.html"]
    assert "Each article that a row of this report leads to, 1 of them" in made.index.read_text("utf-8")
    assert not (tmp_path / "out" / ".summitry" / "parsed").exists()
    assert not list((tmp_path / "out").rglob("texts.parquet"))


def test_a_page_is_written_through_no_link_and_an_error_names_it(tmp_path, monkeypatch):
    page, theirs = tmp_path / "index.html", tmp_path / "theirs"
    theirs.write_text("somebody's", "utf-8")
    for link in (page, tmp_path / ".index.html.new"):
        link.symlink_to(theirs)
    write_beside(page, "ours")
    assert (page.read_text("utf-8"), theirs.read_text("utf-8")) == ("ours", "somebody's")

    def fill_the_disk(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill_the_disk)
    with pytest.raises(OSError, match="No space left") as error:
        write_beside(page, "more")
    assert error.value.filename == str(page)
