"""Nothing that is read, and nothing that happens meanwhile, may break a run or leave a folder half and plausible."""

import errno
import gzip
import itertools
import json
import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import fuzz
import pytest
from summitry.articles import Article, files, reading
from summitry.corpus import CorpusError, load, parse, read_article
from summitry.schema import Zones, check_frame
from summitry.text.sentences import find_sentences

KB = 1000
GOOD = 'Xi Jinping met Vladimir Putin in Moscow on 5 June 2019. "We are friends," Putin said.\n'


# --- hostile texts --------------------------------------------------------------------------------------------------

TEXTS = {
    "an even number of quotation marks": '"' * 100 * KB,
    "an odd number of quotation marks": "“" * (100 * KB + 1),
    "brackets": "([{" * 33 * KB,
    "thousands of names": " ".join(f"Ivan Petrov{chr(97 + i % 26)}{chr(97 + i // 26)} met Xi." for i in range(600)) * 5,
    "a label's word, over and over": "regime " * 15 * KB,
    "titles, over and over": "Mr. the Russian president " * 4 * KB,
    "stops alone": "." * 100 * KB,
    "one word without end": "a" * 100 * KB,
    "empty lines": "\n" * 100 * KB + "x",
    "a quotation in every sentence": '"Yes," he said. ' * 3 * KB,
    "a date in every clause": "on Friday, June 8, 2018, " * 2 * KB,
    "impossible dates": "in the year 0, on 0000-00-00 or 9999-12-31, 31 February 99999 " * KB,
    "right to left, zero width, emoji": "\u202eXi\u200b\u200d 🙂 Jinping\u202c said “ja” " * 2 * KB,
    "numbers": "more than 999999999999999999999 times, $1e999 " * 2 * KB,
    "markup": "<div><script>alert(1)</script>&lt;&amp;amp;" * 2 * KB,
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_read_in_time(name, roster, reference):
    text = TEXTS[name]
    began = time.process_time()
    found = read_article(Article("a", text), roster, reference)
    assert time.process_time() - began < 15  # about 1 on a free machine; what is not linear takes minutes
    assert fuzz.fault_of(text, found) == ""


EXPECTS_MORE = re.compile(r"[,:—“]|\b(?:and|that|to|by|as|of|on|said|told)\b")
"""Where a sentence goes on: after these a text may not end, and hurried saving makes it end there all the same."""


def test_a_text_that_is_cut_off_anywhere_is_read(roster, reference):
    sentences = [line for text in fuzz.sources() for line in re.split(r"(?<=[.!?”])\s+", text)]
    cut = [s[: found.end()] for s in sentences for found in EXPECTS_MORE.finditer(s)]
    cut += ["He told reporters on Friday that", "He said he was glad to see “my old friend” again, and"]
    faults = {
        text: fuzz.fault_of(text, read_article(Article("a", text), roster, reference)) for text in cut[::2] + cut[-2:]
    }
    assert {text: fault for text, fault in faults.items() if fault} == {}


def test_mutated_articles_never_fail_a_step():
    count, faults = fuzz.run(2000, seconds=15)
    assert count > 100
    assert faults == []


# --- hostile files --------------------------------------------------------------------------------------------------

RECORD_BEGINS = b'{"text": "'
RECORD = {"text": GOOD, "title": "=cmd|' /C calc'!A0", "outlet": "<script>alert(1)</script>"}
FILES = {
    "empty.txt": (b"", "empty"),
    "one-byte.txt": (b"x", None),
    "nul.txt": (b"Xi\x00Putin" * 100, "binary"),
    "bomb.txt.gz": (gzip.compress(b"a" * 30_000 * KB, 1), "larger than"),
    "long-line.txt": (b"word " * 5_000 * KB, "larger than"),
    "bomb.jsonl.gz": (gzip.compress(RECORD_BEGINS + b"a" * 30_000 * KB, 1), "larger than"),
    "broken.txt.gz": (gzip.compress(GOOD.encode())[:40], "could not be read"),
    "broken.parquet": (b"PAR1 and then nothing", "Parquet"),
    "deep.html": (b"<div>" * 20 * KB + GOOD.encode(), "more tags in tags than 200"),
    "entities.html": (
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><p>' + b"&b;" * 10 * KB,
        "No article was found",
    ),
    "mixed.txt": ("“Café”, he said. ".encode() * 50 + "“é”".encode("cp1252"), None),
    "halves.jsonl": (b'{"text": "Xi \\ud800 said: \\"Yes.\\"", "title": "\\udfff"}', None),
    "twice.jsonl": (b'{"text": "a", "text": "Xi met Putin on Friday in the old palace.", "n": NaN, "m": 1e999}', None),
    "deep.jsonl": (b"[" * 100 * KB, "not JSON"),
    "formulas.jsonl": (json.dumps(RECORD).encode(), None),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_read_or_refused_in_a_sentence_and_the_tables_are_written(name, tmp_path):
    data, why = FILES[name]
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / name).write_bytes(data)
    (tmp_path / "in" / "good one.txt").write_text(GOOD)
    found = parse(tmp_path / "in")
    assert "good one" in set(found.articles.article_id)
    errors = found.problems[found.problems.severity == "error"]
    assert [why] * len(errors) == [why for reason in errors.why if why and why in reason]
    assert bool(why) == bool(len(errors))
    load(found.save(tmp_path / "out"))


NAMES = ["with space.txt", "new\nline.txt", "-leading-dash.txt", "習近平.txt", "bad-\udcff-bytes.txt", "a'\"<b>&.txt"]


def test_any_file_name_is_read(tmp_path):
    (tmp_path / "in").mkdir()
    for name in NAMES:
        (tmp_path / "in" / name).write_text(GOOD)
    found = parse(tmp_path / "in")
    assert len(found.articles) == len(NAMES)
    load(found.save(tmp_path / "out"))
    load(found.save(tmp_path / "out", "csv"))


def test_links_that_leave_the_folder_or_loop_and_devices_are_not_followed(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "secret.txt").write_text("Not yours to read.")
    (tmp_path / "in" / "out.txt").symlink_to(tmp_path / "secret.txt")
    (tmp_path / "in" / "loop.txt").symlink_to(tmp_path / "in" / "loop.txt")
    (tmp_path / "in" / "up").symlink_to(tmp_path / "in")
    (tmp_path / "in" / "zero.txt").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "in" / "pipe.txt")
    (tmp_path / "in" / "good.txt").write_text(GOOD)
    (tmp_path / "in" / "same.txt").symlink_to(tmp_path / "in" / "good.txt")
    found = parse(tmp_path / "in")
    assert sorted(found.articles.article_id) == ["good", "same"]
    found = {problem.path: problem.what for problem in found.problems.itertuples()}
    assert found.pop("out.txt") == "leads out of the folder"
    assert found == {"loop.txt": "unreadable", "pipe.txt": "no file", "up": "linked folder", "zero.txt": "no file"}


@pytest.mark.parametrize("source", ["{}", "{}/**/*.txt", "file://{}", "file://{}/**/*"])
def test_links_pipes_and_folders_of_links_are_named_wherever_articles_are_looked_for(source, tmp_path):
    (tmp_path / "in" / "sub").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("Not yours to read.")
    (tmp_path / "in" / "a.txt").write_text(GOOD)
    (tmp_path / "in" / "out.txt").symlink_to(tmp_path / "secret.txt")
    for name in ("one", "two"):  # a hundred levels of either, gone into, never end
        (tmp_path / "in" / "sub" / name).symlink_to(tmp_path / "in")
    os.mkfifo(tmp_path / "in" / "sub" / "pipe.txt")
    found = list(reading.read_articles(source.format(tmp_path / "in")))
    assert [one.article_id for one in found if isinstance(one, Article)] == ["a"]
    named = {one.path for one in found if not isinstance(one, Article)}
    assert named == {"out.txt", "sub/one", "sub/two", "sub/pipe.txt"}


def test_paths_that_are_too_long_or_vanish_or_may_not_be_entered_are_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("gone", "locked", "long"):
        (tmp_path / name).mkdir()
    (tmp_path / "good.txt").write_text(GOOD)
    os.chdir("long")
    for number in range(20):  # 5,000 bytes in all
        os.mkdir(f"{number}" + "d" * 245)  # noqa: PTH102
        os.chdir(f"{number}" + "d" * 245)
    monkeypatch.undo()
    failures = {"gone": FileNotFoundError(errno.ENOENT, "No such file"), "locked": PermissionError(errno.EACCES, "No")}
    listed = os.scandir

    def scan(folder):
        if failure := failures.get(Path(folder).name):
            raise failure
        return listed(folder)

    monkeypatch.setattr(os, "scandir", scan)
    found = list(reading.read_articles(tmp_path))
    monkeypatch.undo()
    subprocess.run(["rm", "-r", str(tmp_path / "long")], check=True)
    assert [one.article_id for one in found if isinstance(one, Article)] == ["good"]
    assert [one.path[:6] for one in found if not isinstance(one, Article)] == ["gone", "locked", "long/0"]


NOTHING = [
    "folder",
    "empty.txt",
    "binary.txt",
    "fifo",
    "fifo.txt.gz",
    "socket.txt",
    "nowhere.txt",
    "loop.txt",
    "/dev/zero",
]


@pytest.mark.parametrize("name", NOTHING)
def test_where_nothing_can_be_read_the_tables_are_empty_and_the_problems_say_why(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the path of a socket must be short
    Path("folder").mkdir()
    Path("empty.txt").touch()
    Path("binary.txt").write_bytes(bytes(range(256)) * 20)
    Path("nowhere.txt").symlink_to("none")
    Path("loop.txt").symlink_to("loop.txt")
    for pipe in ("fifo", "fifo.txt.gz"):
        os.mkfifo(pipe)
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind("socket.txt")
        for found in (parse(name), parse(name, out="out", workers=2), load("out")):
            assert [len(found.tables[table]) for table in found.tables if table != "problems"] == [0] * (
                len(found.tables) - 1
            )
            assert found.problems.severity.tolist() == ["error"]
            for table in found.tables:
                check_frame(table, found.tables[table])


# --- what was written before -------------------------------------------------------------------------------------------


def test_a_run_never_reads_its_own_output(tmp_path):
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "manifest.json").write_text('{"name": "not a manifest of ours"}')
    (tmp_path / "app" / "b.txt").write_text(GOOD)
    first = None
    for _ in range(3):
        made = parse(tmp_path, out=tmp_path / "sub" / "tables", keep_texts=True)
        bytes_of = {file.name: file.read_bytes() for file in sorted(made.tables.folder.glob("*.*")) if file.is_file()}
        assert bytes_of == (first := first or bytes_of)
    assert list(made.articles.article_id) == ["a", "b"]
    assert made.problems[made.problems.what == "own output"].path.tolist() == ["sub/tables"]
    (tmp_path / "sub" / "tables" / "manifest.json").unlink()
    for mark in (files.WORK, files.STORE):  # a run that was interrupted, a report
        (tmp_path / "sub" / "tables" / mark).mkdir()
        for source in (tmp_path, f"{tmp_path}/**/*.*", f"file://{tmp_path}"):
            found = [one for one in reading.read_articles(source) if isinstance(one, Article)]
            assert [article.article_id for article in found] == ["a", "b"]
        (tmp_path / "sub" / "tables" / mark).rmdir()


def test_tables_are_not_written_among_the_articles_nor_to_a_name_that_no_table_can_have(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(GOOD)
    (tmp_path / "again").symlink_to(tmp_path / "in")
    for source in (tmp_path / "in", tmp_path / "again", f"{tmp_path}/in/*.txt", f"file://{tmp_path}/in"):
        with pytest.raises(CorpusError, match="holds the articles"):
            parse(source, out=tmp_path / "in")
    with pytest.raises(CorpusError, match="UTF-8"):
        parse(tmp_path / "in", out=tmp_path / "o\udcff")
    assert [file.name for file in (tmp_path / "in").iterdir()] == ["a.txt"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["again", "in"]
    assert len(parse(tmp_path / "in" / "a.txt", out=tmp_path / "in").articles) == 1


def test_articles_come_through_a_pipe_each_time(tmp_path):
    command = [sys.executable, "-c", "from summitry.cli import main; main()", "parse", "/dev/stdin", "--out", "out"]
    for words in (GOOD, GOOD * 2):
        done = subprocess.run(command, input=words.encode(), cwd=tmp_path, check=True, capture_output=True)
        assert done.stdout.startswith(b"1 articles")
        assert load(tmp_path / "out").articles.words.sum() == len(words.split())


@pytest.mark.parametrize("words", ["", GOOD[:30], GOOD.replace("Moscow", "Beijing")])
def test_texts_that_are_not_those_that_were_parsed_are_refused(words, tmp_path):
    for name in "ab":
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / f"{name}.txt").write_text(GOOD * 2)
    made = parse(tmp_path / "in", out=tmp_path / "out")
    assert made.words_at("a", 0, 10) == "Xi Jinping"
    (tmp_path / "in" / "b.txt").write_text(words)
    with pytest.raises(CorpusError, match="of what was parsed b changed"):
        load(tmp_path / "out", tmp_path / "in").words_at("a", 0, 10)


def test_zones_behind_the_end_of_a_text_have_no_sentences():
    zones = [Zones(article_id="a", start=start, end=start + 5000, zone="body") for start in (0, 5000)]
    for paragraphs in ([], [(0, 40)], [(0, 20), (20, 40)]):
        found = [(one.start, one.end) for one in itertools.islice(find_sentences(GOOD[:40], zones, paragraphs), 10)]
        assert found == [(start, len(GOOD[:end].rstrip())) for start, end in paragraphs]


# --- what happens meanwhile -----------------------------------------------------------------------------------------


def test_a_file_that_vanishes_is_a_problem_and_the_rest_is_read(tmp_path, monkeypatch):
    (tmp_path / "good.txt").write_text(GOOD)
    listed = files.Listing(tmp_path, [tmp_path / "gone.txt", tmp_path / "good.txt"])
    monkeypatch.setattr(reading, "list_files", lambda source: listed)
    found = parse(tmp_path)
    assert list(found.articles.article_id) == ["good"]
    assert found.problems.why.str.contains("No such file").any()


def test_what_this_user_may_not_read_is_a_problem_and_the_rest_is_read(tmp_path, monkeypatch):
    (tmp_path / "locked.txt").write_text(GOOD)
    (tmp_path / "good.txt").write_text(GOOD)

    def refuse(file, mode="r", *rest, **options):
        if file.name == "locked.txt":
            raise PermissionError(errno.EACCES, "Permission denied", str(file))
        return opened(file, mode, *rest, **options)

    opened = Path.open
    monkeypatch.setattr(Path, "open", refuse)
    found = parse(tmp_path)
    assert list(found.articles.article_id) == ["good"]
    assert "permission denied" in set(found.problems.what)


# --- starting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["import summitry", "from summitry.cli import main; main(['--help'])"])
def test_starting_imports_nothing_heavy_and_is_quick(code):
    heavy = [
        "pandas",
        "numpy",
        "scipy",
        "nltk",
        "pyarrow",
        "matplotlib",
        "dask",
        "distributed",
        "nbconvert",
        "papermill",
    ]
    watch = f"import atexit, sys; atexit.register(lambda: print([m for m in {heavy} if m in sys.modules])); {code}"
    began = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", watch], check=True, capture_output=True, text=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert time.perf_counter() - began < 5  # 0.1 to 0.3 on a free machine
