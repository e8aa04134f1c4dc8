"""Nothing that is read, and nothing that happens meanwhile, may break a run or leave a folder half and plausible."""

import errno
import gzip
import itertools
import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path

import fuzz
import pytest
from summitry.articles import Article, files, reading
from summitry.corpus import CorpusError, load, parse, read_article
from summitry.schema import Zones
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
    cut.append("The Chinese president said he was glad to see “my old friend” again, and")
    faults = {text: fuzz.fault_of(text, read_article(Article("a", text), roster, reference)) for text in cut[::-2]}
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
    "deep.html": (b"<div>" * 20 * KB + GOOD.encode(), "No article was found"),
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
    assert "leads out of the folder" in set(found.problems.what)


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
