"""Whatever people bring is read, or a row of problems says why not."""

import gzip
import json
import os

import pytest
from summitry.articles import Article, read_metadata
from summitry.articles.reading import read_articles
from summitry.corpus import parse, read_article
from summitry.reference import read_reference
from summitry.schema import Problems

TEXT = "The two presidents met in the “old” palace on Monday and spoke for an hour of the war and of trade."

FILES = [
    ("a.txt", TEXT.encode(), "utf-8"),
    ("a.txt", TEXT.encode("utf-8-sig"), "utf-8-sig"),
    ("a.txt", TEXT.encode("utf-16"), "utf-16"),
    ("a.txt", TEXT.encode("utf-16-le"), "utf-16-le"),
    ("a.txt", TEXT.encode("cp1252"), "cp1252"),
    ("a", TEXT.encode(), "utf-8"),
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
    head = read_metadata(article)
    assert (head.outlet, head.outlet_basis, head.published_stated) == ("Reuters", "manifest", "2018-06-08")


def heads(source) -> list[tuple]:
    found = []
    for article in read_articles(source):
        if isinstance(article, Article):
            article.reference = read_reference()
            m = read_metadata(article)
            found.append((article.article_id, m.title, m.outlet, m.outlet_basis, m.published_stated, m.byline))
    return found


@pytest.mark.parametrize("step", ["read_metadata", "dating.date_article"])
def test_an_article_that_cannot_be_dated_or_described_keeps_its_row(step, roster, reference, monkeypatch):
    def fail(*given):
        raise ValueError("no")

    monkeypatch.setattr(f"summitry.corpus.chain.{step}", fail)
    rows = read_article(Article("a", TEXT), roster, reference)
    assert [row.article_id for row in rows["articles"]] == ["a"]
    assert [problem.what for problem in rows["problems"]] == ["could not be parsed"]


ROWS = [
    # newspaper3k
    ({"url": "https://www.reuters.com/world/1", "title": "Two meet", "text": TEXT, "authors": ["Li Wei", "Ann Lee"],
      "publish_date": "2018-06-08T10:00:00", "source_url": "https://www.reuters.com"},
     ("Two meet", "Reuters", "metadata", "2018-06-08", "Li Wei, Ann Lee")),
    # news-please
    ({"authors": [], "date_publish": "2018-06-08 10:00:00", "maintext": TEXT, "source_domain": "www.globaltimes.cn",
      "title": "Two meet", "url": "https://www.globaltimes.cn/a/1"},
     ("Two meet", "Global Times", "metadata", "2018-06-08", None)),
    # Media Cloud, with the text that its users add
    ({"stories_id": "7", "publish_date": "2018-06-08", "title": "Two meet", "media_name": "BBC News", "text": TEXT},
     ("Two meet", "BBC", "metadata", "2018-06-08", None)),
    # GDELT article list, likewise
    ({"url": "https://tass.com/world/1", "title": "Two meet", "seendate": "20180608T101500Z", "domain": "tass.com",
      "language": "English", "text": TEXT},
     ("Two meet", "TASS", "metadata", "2018-06-08", None)),
    # NewsAPI
    ({"source": {"id": None, "name": "An Unknown Paper"}, "author": None, "title": "Two meet", "content": TEXT,
      "publishedAt": "2018-06-08T10:15:00Z"},
     ("Two meet", "An Unknown Paper", "metadata", "2018-06-08", None)),
    # only an address
    ({"link": "https://news.example.org/x", "body": TEXT, "title": "Two meet"},
     ("Two meet", "news.example.org", "domain", None, None)),
]  # fmt: skip


@pytest.mark.parametrize("row, head", ROWS)
@pytest.mark.parametrize(
    "form", ["one.json", "list.json", "named.json", "rows.jsonl", "rows.jsonl.gz", "rows.csv", "rows.parquet"]
)
def test_rows_of_the_tools_that_people_have(row, head, form, tmp_path):
    import pandas as pd

    texts = {
        "one.json": json.dumps(row),
        "list.json": json.dumps([row]),
        "named.json": json.dumps({"status": "ok", "articles": [row]}),
        "rows.jsonl": json.dumps(row) + "\n",
    }
    flat = {
        key: ", ".join(v) if isinstance(v, list) else v["name"] if isinstance(v, dict) else v for key, v in row.items()
    }
    if form == "rows.csv":
        pd.DataFrame([flat]).to_csv(tmp_path / form, index=False)
    elif form == "rows.parquet":
        pd.DataFrame([flat]).to_parquet(tmp_path / form)
    elif form == "rows.jsonl.gz":
        (tmp_path / form).write_bytes(gzip.compress(texts["rows.jsonl"].encode()))
    else:
        (tmp_path / form).write_text(texts[form], encoding="utf-8")
    ((_, *found),) = heads(tmp_path)
    assert tuple(found) == head


def test_a_dataframe_with_a_text_column():
    import pandas as pd

    frame = pd.DataFrame({"Body": [TEXT, "", TEXT], "id": ["x", "y", "x"], "date": pd.to_datetime(["2018-06-08"] * 3)})
    found = list(read_articles(frame))
    assert [f.article_id for f in found if isinstance(f, Article)] == ["x", "x-2"]
    assert [f.what for f in found if isinstance(f, Problems)] == ["empty", "duplicated id"]
    assert read_metadata(found[0]).published_stated == "2018-06-08"


def test_a_dataframe_without_one_says_what_it_has():
    import pandas as pd

    (problem,) = read_articles(pd.DataFrame({"words": [TEXT]}))
    assert "words" in problem.why and "text, body or content" in problem.why


def test_folders_are_nested_sorted_and_stems_unique(tmp_path):
    for name in ["b/story.txt", "a/story.txt", "a/story.html", ".hidden/no.txt", "z.text"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        html = f"<html><body><article><h1>Two meet</h1><p>{TEXT}</p><p>{TEXT}</p></article></body></html>"
        (tmp_path / name).write_text(html if name.endswith("html") else TEXT, encoding="utf-8")
    found = [f for f in read_articles(tmp_path) if isinstance(f, Article)]
    assert [(f.path, f.article_id) for f in found] == [
        ("a/story.html", "story"),
        ("a/story.txt", "story-2"),
        ("b/story.txt", "story-3"),
        ("z.text", "z"),
    ]
    assert [f.path for f in read_articles(f"{tmp_path}/*/*.txt") if isinstance(f, Article)] == [
        "a/story.txt",
        "b/story.txt",
    ]


def test_html_gives_text_and_metadata(tmp_path):
    page = f"""<!doctype html><html lang="en"><head><title>Two meet | Example</title>
    <meta property="og:site_name" content="The Example Herald"><meta property="og:title" content="Two meet again">
    <meta property="article:published_time" content="2018-06-08T10:00:00Z"><meta name="author" content="Li Wei"></head>
    <body><nav>Home World</nav><article><h1>Two meet again</h1><p>{TEXT}</p><p>“We are friends,” one of them said when
    they left the palace for dinner.</p></article><footer>Copyright</footer></body></html>"""
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    assert heads(tmp_path) == [("a", "Two meet again", "The Example Herald", "metadata", "2018-06-08", "Li Wei")]


OTHERS = [
    (
        "Die beiden Präsidenten trafen sich im alten Palast und sprachen über den Krieg und auch über den Handel.",
        "not English",
    ),
    ("Президенты встретились в старом дворце и говорили о войне и о торговле между двумя странами.", "not English"),
    ("Share this news\n\nRead more", "no body"),
    ("Two meet\n\nBEIJING — They met.", "no body"),
]


@pytest.mark.parametrize("text, what", OTHERS)
def test_a_doubtful_article_is_read_and_noted(text, what, tmp_path):
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    corpus = parse(tmp_path)
    (problem,) = corpus.problems.itertuples()
    assert corpus.texts == {"a": text}
    assert (problem.what, problem.severity, problem.article_id, problem.path) == (what, "warning", "a", "a.txt")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "a.txt").chmod(0)
    (problem,) = read_articles(tmp_path)
    assert problem.what == "permission denied"


def test_a_place_that_is_nowhere(tmp_path):
    with pytest.raises(FileNotFoundError, match="matches no files"):
        list(read_articles(tmp_path / "none*.txt"))


def test_a_broken_line_is_a_problem_and_the_next_line_is_read(tmp_path):
    (tmp_path / "a.jsonl").write_text("{broken\n[1]\n" + json.dumps({"text": TEXT}) + "\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    one, two, three, other = read_articles(tmp_path)
    assert (one.why, two.why) == ("Line 1 is not JSON.", "Line 2 has no text, body or content.")
    assert (three.article_id, other.article_id) == ("a-000003", "b")


def test_a_date_that_could_be_two_is_a_problem(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "articles.csv").write_text("file,published\na.txt,6/8/2018\n", encoding="utf-8")
    problem, article = read_articles(tmp_path)
    assert (problem.what, read_metadata(article).published_stated) == ("unreadable date", None)


HEADS = [
    ("Li Wei, Foreign Desk, China Daily: The two met again in the old palace on Monday.", "China Daily", "credit"),
    (
        "The Guardian\n\nTwo leaders meet again\n\nThe two met again in the old palace on Monday.",
        "The Guardian",
        "masthead",
    ),
    (
        "The two met again in the old palace on Monday.\n\nFollow us on @x or mail news@scmp.com.",
        "South China Morning Post",
        "domain",
    ),
    ("The two met again in the old palace on Monday, state television CCTV reported.", None, None),
    ("The two met again in the old palace on Monday.\n\nFollow Ann Lee on Twitter at twitter.com/annlee.", None, None),
]


@pytest.mark.parametrize("text, outlet, basis", HEADS)
def test_outlet(text, outlet, basis):
    head = read_metadata(Article("a", text, reference=read_reference()))
    assert (head.outlet, head.outlet_basis) == (outlet, basis)


AGENCIES = [
    ("PITTSBURGH, PA (AP) — The two met again in the old palace on Monday.", "Associated Press"),
    (
        "Two leaders meet again\n\nASSOCIATED PRESS\n\nThe two met again in the old palace on Monday.",
        "Associated Press",
    ),
    ("Two leaders meet\n\nSource: Xinhua | 2018-06-08 | Editor: Li\n\nThe two met in the palace again.", "Xinhua"),
    ("BEIJING, June 8 (Northwire) — The two met again in the old palace on Monday.", "Northwire"),
    ("GENEVA (Switzerland) — The two met again in the old palace on Monday.", None),
    ("BEIJING (Reuters) - The two met again in the old palace on Monday.", "Reuters"),
    ("MOSCOW, December 15. /TASS/. The two met again in the old palace on Monday.", "TASS"),
    ("The two met again in the old palace on Monday. (Xinhua)", "Xinhua"),
    ("The two met again in the old palace on Monday, reports AFP.", "Agence France-Presse"),
    ("The two met again in the old palace on Monday, reports AP and AFP.", "Associated Press"),
    ("MOSCOW (AFP-Yonhap) — The two met again in the old palace on Monday.", "Agence France-Presse"),
    ("The two met again in the old palace on Monday, Reuters reported.", None),  # a source, not the copy's credit
    ("The two met again on Monday.\n\n(Reporting by Ann Lee; Editing by Li Wei)", None),
]


@pytest.mark.parametrize("text, agency", AGENCIES)
def test_agency(text, agency):
    assert read_metadata(Article("a", text)).agency == agency


BYLINES = [
    ("By Ann Lee and Li Wei in Beijing", "Ann Lee and Li Wei"),
    ("BY ANN LEE | JUNE 8, 2018", "ANN LEE"),
    ("By Ann Lee First published: June 8, 2018", "Ann Lee"),
    ("By Émile Roy • Updated 5 May 2023", "Émile Roy"),
    ("Ann Lee in Beijing", "Ann Lee"),
    ("Ann Lee", "Ann Lee"),
    ("(Reporting by Ann Lee; Editing by Li Wei)", "Ann Lee"),
    ("Contributing: Ann Lee.", None),
    ("AFP", None),
    ("By AFP", None),
    ("International Desk", "International Desk"),
]


@pytest.mark.parametrize("line, name", BYLINES)
def test_byline(line, name):
    assert read_metadata(Article("a", f"Two leaders meet again\n\n{line}\n\n{TEXT}")).byline == name


TRANSLATED = [
    ("※ This article has been translated by AI. Share your feedback here.", True),
    ("This is a machine translation of an article in Korean.", True),
    ("The speech was translated by an aide of the minister.", False),
]


@pytest.mark.parametrize("line, translated", TRANSLATED)
def test_machine_translation(line, translated):
    assert read_metadata(Article("a", f"{TEXT}\n\n{TEXT}\n\n{line}")).machine_translated == translated


def test_utf_8_with_a_broken_byte_stays_utf_8(tmp_path):
    (tmp_path / "a.txt").write_bytes((TEXT + " “Yes.” “No.” “Ja.” “Da.”").encode() + b"\xe2\x80")
    (article,) = read_articles(tmp_path)
    assert (article.encoding, article.text[:40]) == ("utf-8 with errors", TEXT[:40])


def test_rows_with_a_broken_byte_are_read(tmp_path):
    (tmp_path / "a.jsonl").write_bytes(
        json.dumps({"text": TEXT + "“Ja.”" * 9}, ensure_ascii=False).encode()[:-2] + b'\xe2"}\n'
    )
    (article,) = read_articles(tmp_path)
    assert (article.encoding, article.text[:40]) == ("utf-8 with errors", TEXT[:40])


def test_other_alphabets_in_old_encodings(tmp_path):
    text = "Президенты встретились в старом дворце и говорили о войне и о торговле между двумя странами. " * 5
    (tmp_path / "a.txt").write_bytes(text.encode("cp1251"))
    corpus = parse(tmp_path)
    assert (corpus.texts, corpus.problems.what.tolist()) == ({"a": text}, ["not English"])


TALE = "Leaders dine\n\nSOCHI — Xi Jinping dined with Vladimir Putin by the sea.\n\n“The soup was hot,” Putin said. “Très bon,” Xi replied."
GARBLED = {
    "mojibake": TALE.encode().decode("latin-1").encode(),
    "twice": TALE.encode().decode("latin-1").encode().decode("latin-1").encode(),
    "windows in UTF-8": TALE.encode() + "\n\n“It was,” Putin said.".encode("cp1252"),
    "soft hyphens": TALE.replace("Putin", "Pu\xadtin").encode(),
    "entities": TALE.replace("“", "&ldquo;").replace("”", "&#8221;").encode(),
    "cut words": TALE.replace("Vladimir Putin", "Vladi-\nmir Putin").encode(),
}


@pytest.mark.parametrize("data", GARBLED.values(), ids=GARBLED)
def test_garbled_text_is_put_right_where_that_is_certain(data, tmp_path):
    (tmp_path / "a.txt").write_bytes(data)
    quotes = parse(tmp_path).quotes
    assert {"“The soup was hot,”", "“Très bon,”"} <= set(quotes.text)
    assert quotes.speaker[quotes.text == "“The soup was hot,”"].tolist() == ["Vladimir Putin"]


@pytest.mark.parametrize("name", ["gb18030", "big5", "mac_roman", "euc_kr"])
def test_marks_tell_an_encoding(name, tmp_path):
    text = TALE.replace("—", "-").replace("Très", "Tres")
    (tmp_path / "a.txt").write_bytes(text.encode(name))
    assert parse(tmp_path).texts["a"] == text


@pytest.mark.parametrize("mark", ["?", "\ufffd"])
def test_signs_that_are_lost_are_told(mark, tmp_path):
    (tmp_path / "a.txt").write_text(TALE.replace("“", mark).replace("”", mark), encoding="utf-8")
    assert "garbled text" in parse(tmp_path).problems.what.tolist()


def test_a_table_in_utf_16_and_line_breaks_that_are_spelled_out(tmp_path):
    spelled = TALE.replace("\n", "\\n")
    (tmp_path / "a.csv").write_bytes(f"id\ttext\nx\t{spelled}\n".encode("utf-16"))
    assert parse(tmp_path).texts == {"x": TALE}


PAGES = {
    "We value your privacy": "We and our partners store data on your device. You may accept or reject this.",
    "Page not found": "The page you were looking for may have been moved.",
    "Talks end": "The two leaders met by the sea on Friday. To continue reading, subscribe today.",
}


@pytest.mark.parametrize("title", PAGES)
def test_a_page_that_is_no_article_is_told_and_not_counted(title, tmp_path):
    page = f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1><p>{PAGES[title]}</p></article></body></html>"
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    corpus = parse(tmp_path)
    assert len(corpus.articles) == 0 and corpus.problems.severity.tolist() == ["warning"]
