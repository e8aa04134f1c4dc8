"""Whatever people bring is read, or a row of problems says why not."""

import gzip
import json

import pytest
from summitry.articles import Article
from summitry.reading import read_articles, read_head
from summitry.schema import Problems

TEXT = "The two presidents met in the “old” palace on Monday and spoke for an hour of the war and of trade."

FILES = [
    ("a.txt", TEXT.encode(), "utf-8"),
    ("a.txt", TEXT.encode("utf-8-sig"), "utf-8-sig"),
    ("a.txt", TEXT.encode("utf-16"), "utf-16"),
    ("a.txt", TEXT.encode("utf-16-le"), "utf-16-le"),
    ("a.txt", TEXT.encode("cp1252"), "cp1252"),
    ("a.txt.gz", gzip.compress(TEXT.encode()), "utf-8"),
    ("a.json", json.dumps({"maintext": TEXT, "date_publish": "2018-06-08 10:00:00"}).encode(), "utf-8"),
    ("a.jsonl", json.dumps({"id": "a", "body": TEXT}).encode(), "utf-8"),
    ("a.csv", f'article_id,content\na,"{TEXT}"\n'.encode(), "utf-8"),
]


@pytest.mark.parametrize("name, data, encoding", FILES)
def test_the_text_of_a_file(name, data, encoding, tmp_path):
    (tmp_path / name).write_bytes(data)
    (article,) = read_articles(tmp_path)
    assert (article.article_id, article.text, article.encoding) == ("a", TEXT, encoding)


BROKEN = [
    ("a.txt", b"", "empty"),
    ("a.txt", bytes(range(256)) * 20, "binary"),
    ("a.csv", b"title,url\nOne,http://example.com\n", "no column"),
    ("a.parquet", b"PAR1 but no more", "Parquet"),
    ("a.txt.gz", b"\x1f\x8bno gzip", "could not be read"),
    ("a.pdf", b"%PDF", "not read"),
]


@pytest.mark.parametrize("name, data, why", BROKEN)
def test_what_cannot_be_read_is_a_problem_and_the_rest_goes_on(name, data, why, tmp_path):
    (tmp_path / name).write_bytes(data)
    (tmp_path / "z.txt").write_text(TEXT, encoding="utf-8")
    problem, article = read_articles(tmp_path)
    assert isinstance(problem, Problems) and why in problem.why and problem.path == name
    assert isinstance(article, Article) and article.article_id == "z"


def test_the_manifest_overrides_and_a_file_it_names_may_be_missing(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "articles.csv").write_text(
        "file,outlet,published\na.txt,Reuters,2018-06-08\nb.txt,,\n", encoding="utf-8"
    )
    problem, article = read_articles(tmp_path)
    assert problem.what == "missing file"
    head = read_head(article, ())
    assert (head.outlet, head.outlet_basis, head.published_stated) == ("Reuters", "manifest", "2018-06-08")
