"""What notebooks show carries its words, its numbers and its evidence, and runs nothing from an article."""

import base64
import datetime as dt
import io
import subprocess
import sys

import matplotlib as mpl
import pandas as pd
import pytest
from matplotlib.figure import Figure as Drawing
from PIL import Image
from summitry.display import Column, Figure, Table, evidence_href, evidence_page, outputs, say, show_value, write_csv

HOSTILE = "<script>window.__pwned=1</script>"


def drawing():
    figure = Drawing(figsize=(4, 2), layout="constrained")
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1])
    axes.set_title("They met more often")
    return figure


def quotes(n=3):
    return pd.DataFrame(
        {
            "article_id": [f"a{i}" for i in range(n)],
            "start": range(n),
            "text": [f"“Words {i}”" for i in range(n)],
            "sentiment": pd.array([0.5, None, -0.25] * (n // 3), dtype="Float64"),
        }
    )


SHOWN = [
    (None, "not stated"),
    (pd.NA, "not stated"),
    (float("nan"), "not stated"),
    (2019, "2019"),  # a year is no quantity
    (10_000, "10,000"),
    (-3, "−3"),
    (-0.001, "0.00"),  # no minus before a zero
    (dt.date(2019, 6, 5), "2019-06-05"),
    (["Xi Jinping", "Vladimir Putin"], "Xi Jinping, Vladimir Putin"),
    (False, "no"),
    ("", ""),
]


@pytest.mark.parametrize("value, shown", SHOWN)
def test_a_value_is_shown_as_a_reader_should_see_it(value, shown):
    assert show_value(value) == shown


CELLS = [
    ("=1+1", "'=1+1"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
    ("-1.5", "'-1.5"),
    ("'=1+1", "''=1+1"),
    ("-Xi said", "'-Xi said"),
    ("＝1+1", "'＝1+1"),
    ("'＋1", "''＋1"),
    ("＠SUM(A1)", "'＠SUM(A1)"),
    ("Xi ＝ Putin", "Xi ＝ Putin"),
    ("Xi = Putin", "Xi = Putin"),
]


@pytest.mark.parametrize("cell, safe", CELLS)
def test_no_cell_runs_as_a_formula(cell, safe):
    assert write_csv(pd.DataFrame({"text": [cell]})).splitlines()[1].strip('"') == safe


def test_numbers_keep_their_sign_in_csv():
    assert write_csv(pd.DataFrame({"n": [-1, 2]})) == "n\n-1\n2\n"


PAGES = [
    ("wire-2019", True),
    ("a b", False),
    ("..", False),
    ("index", False),
    ("../../etc/passwd", False),
    ("习", False),
]


@pytest.mark.parametrize("article_id, plain", PAGES)
def test_evidence_pages_have_safe_names(article_id, plain):
    name = evidence_page(article_id)
    assert "/" not in name
    assert not name.startswith(".")
    assert (name == article_id) is plain
    assert evidence_href(article_id, "quotes", 7) == f"evidence/{name}.html#quotes-7"


ALIKE = [
    ("a b", "a_b", "a/b", "a?b"),
    ("wire-1", "Wire-1", "WIRE-1", "wIRE-1"),  # one file name where capitals are the same as small letters
    ("Wire-1", evidence_page("Wire-1")),
    ("a\nb", "a_b", evidence_page("a\nb")),
    ("a" * 90, "a" * 80, "a" * 91),
    ("con", "aux.2019", "index"),
]


@pytest.mark.parametrize("ids", ALIKE)
def test_two_ids_never_share_an_evidence_page_on_any_system(ids):
    names = {evidence_page(article_id).casefold() for article_id in ids}
    assert len(names) == len(ids)
    assert not {name.partition(".")[0] for name in names} & {"con", "aux", "index"}  # devices on Windows, our own page


def test_a_figure_carries_picture_alt_caption_source_and_numbers():
    figure = Figure("visits", drawing(), "A line rises.", "Rising.", "Our count.", pd.DataFrame({"n": [1, 2]}))
    data, metadata = figure._repr_mimebundle_()
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert data["text/csv"] == "n\n1\n2\n"
    assert 'alt="A line rises."' in data["text/html"]
    assert metadata["image/png"]["alt"] == "A line rises."
    assert metadata["summitry"]["kind"] == "figure"


def test_a_figure_has_the_same_bytes_twice_and_no_date():
    first, second = (Figure("visits", drawing(), "A line.", "Rising.") for _ in range(2))
    assert (first.png, first.svg) == (second.png, second.svg)
    assert "dc:date" not in first.svg
    assert mpl.__version__.encode() not in first.png


def test_a_figure_is_not_shown_twice_by_the_inline_backend():
    from matplotlib import pyplot

    figure, _ = pyplot.subplots()
    Figure("visits", figure, "A line.", "Rising.")
    assert not pyplot.fignum_exists(figure.number)


def test_a_figure_without_alt_text_is_refused():
    with pytest.raises(ValueError, match="alternative text"):
        Figure("visits", drawing(), " ", "Rising.")


def test_a_table_has_caption_headers_and_one_row_header_per_row():
    html = Table("warm", quotes(), "Two are warm.", {"text": "words", "sentiment": Column("warmth", "−1 to 1")}).html()
    assert ">Two are warm.</caption>" in html
    assert html.count("scope='row'") == 3
    assert "(−1 to 1)" in html
    assert "not stated" in html
    assert "nan" not in html.lower()
    assert "text-align:right;vertical-align:top'>0.50<" in html


def test_a_long_table_shows_fifteen_rows_and_says_so_and_keeps_all_in_csv():
    table = Table("all", quotes(30), "Thirty.")
    assert table.html().count("<tr>") == 16
    assert "15 of 30 rows shown" in table.html()
    assert len(table._repr_mimebundle_()[0]["text/csv"].splitlines()) == 31


def test_a_wide_table_shows_seven_columns_and_says_so():
    html = Table("wide", pd.DataFrame({f"c{i}": [1] for i in range(9)}), "Nine.").html()
    assert html.count("scope='col'") == 7
    assert "7 of 9 columns shown" in html


def test_an_empty_table_says_so():
    assert "No rows." in Table("none", quotes(0), "Nothing found.").html()


def test_an_empty_table_does_not_count_its_columns():
    assert "columns shown" not in Table("none", pd.DataFrame({f"c{i}": [] for i in range(9)}), "Nothing found.").html()


def test_a_column_may_say_why_nothing_is_stated():
    html = Table(
        "p", pd.DataFrame({"a": ["Xi"], "p": [None]}), "P.", {"a": "who", "p": Column("p", null="not <tested>")}
    ).html()
    assert "not &lt;tested&gt;" in html
    assert "not stated" not in html


@pytest.mark.parametrize("word, whole", [("2019-06-05", True), ("in-person", True), ("a state-visit in May", False)])
def test_days_and_short_words_do_not_break_at_hyphens(word, whole):
    html = Table("t", pd.DataFrame({"a": ["Xi"], "b": [word]}), "T.").html()
    assert (f"white-space:nowrap'>{word}<" in html) is whole


def test_each_row_leads_to_its_words():
    html = Table("warm", quotes(), "Linked.", {"text": "words"}, links="quotes").html()
    assert 'data-evidence="evidence/a1.html#quotes-1"' in html


def test_an_unknown_column_is_one_sentence():
    with pytest.raises(ValueError, match="has no column 'speeker'; it has"):
        Table("warm", quotes(), "Typo.", {"speeker": "speaker"})


def test_article_text_is_escaped_everywhere():
    frame = pd.DataFrame({HOSTILE: [HOSTILE]})
    table = Table("t", frame, HOSTILE).html()
    figure = Figure("f", drawing(), HOSTILE + '"', HOSTILE, HOSTILE)._repr_mimebundle_()[0]["text/html"]
    assert "<script" not in table + figure + say("{x}", x=HOSTILE).html


SENTENCES = [
    ("**{n}** meetings", {"n": 3}, "<p><strong>3</strong> meetings</p>"),
    ("a *very* **warm** day", {}, "<p>a <em>very</em> <strong>warm</strong> day</p>"),
    ("{x}", {"x": "**not ours**"}, "<p>**not ours**</p>"),
    ("{x:.1f} of 1", {"x": -0.25}, "<p>−0.2 of 1</p>"),
    ("last in {place}", {"place": None}, "<p>last in not stated</p>"),
    ("since {year}", {"year": 2013}, "<p>since 2013</p>"),
    ("one\n\ntwo", {}, "<p>one</p><p>two</p>"),
    ("**left open", {}, "<p><strong>left open</strong></p>"),
    ("R&D {{sic}}", {}, "<p>R&amp;D {sic}</p>"),
]


@pytest.mark.parametrize("template, facts, html", SENTENCES)
def test_sentences_are_computed(template, facts, html):
    assert say(template, **facts).html == html


def test_the_text_of_a_sentence_has_no_marks():
    assert repr(say("**{n}** meetings\n\nand more", n=3)) == "3 meetings\n\nand more"


def test_display_needs_no_notebook_and_nothing_to_draw_with():
    code = (
        "import sys, summitry.display; print(sorted({'IPython', 'ipywidgets', 'matplotlib', 'PIL'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_file_beside_a_page_is_cut_and_says_so_and_other_files_are_whole(monkeypatch):
    from matplotlib.figure import Figure as Drawing

    monkeypatch.setattr(outputs, "MOST_ROWS_IN_CSV", 3)
    frame = pd.DataFrame({"n": range(5)})
    assert write_csv(frame).count("\n") == 6
    for shown in (Table("t", frame, "Five."), Figure("f", Drawing(), "Five bars.", "Five.", "a source.", frame)):
        data, _ = shown._repr_mimebundle_()
        assert data["text/csv"].count("\n") == 4
        assert "the file beside this page has the first" in data["text/html"]


def test_a_long_cell_is_cut_on_the_page_and_whole_in_the_file():
    frame = pd.DataFrame({"outlet": ["Courier"], "said": ["word " * 100]})
    table = Table("long", frame, "Long.")
    assert "word …</td>" in table.html()
    assert table.html().count("word") < 50
    assert write_csv(frame).count("word") == 100


BROAD = [({"a": ["x"], "b": [1]}, False), ({f"column {i}": ["some words"] for i in range(6)}, True), ({}, False)]


@pytest.mark.parametrize("columns, broad", BROAD)
def test_only_a_table_too_broad_for_a_phone_labels_its_cells(columns, broad):
    table = Table("broad", pd.DataFrame(columns), "Broad or not.")
    assert table.is_broad is broad
    assert ("data-label=" in table.html()) is broad


def test_a_label_says_no_more_than_its_column():
    hostile = "'><script>x</script>"
    table = Table("hostile", pd.DataFrame({f"{i}{hostile}": ["some words"] for i in range(6)}), "Hostile.")
    assert "<script>" not in table.html()


def test_the_paper_of_a_figure_is_white_to_the_bit():
    png = Image.open(io.BytesIO(Figure("visits", drawing(), "A line rises.", "Rising.").png))
    assert png.mode == "P"
    assert png.convert("RGB").getpixel((0, 0)) == (255, 255, 255)
    drawn = {colour for _, colour in png.convert("RGB").getcolors()}
    assert min(abs(r - 31) + abs(g - 119) + abs(b - 180) for r, g, b in drawn) < 12  # the line's own colour
