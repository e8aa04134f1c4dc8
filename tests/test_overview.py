"""A corpus, a study and their tables explain themselves in a notebook; the browser finds evidence by filters."""

from types import SimpleNamespace

import lxml.html
import pandas as pd
import pytest
from matplotlib.figure import Figure as Drawing
from summitry.corpus import parse
from summitry.display import BrowseError, Figure, Table, browse, make_table, say
from summitry.display.browser import Is
from summitry.schema import TABLES, columns, to_frame

ROWS = [
    {"id": "a", "text": "“We are good friends,” Xi Jinping said on 5 June 2019 in Moscow. <b>Putin</b> listened."},
    {
        "id": "b",
        "text": "“Trade is growing,” Vladimir Putin told reporters in Beijing on 8 June 2018, after talks with Xi.",
    },
]


@pytest.fixture(scope="module")
def corpus():
    return parse(pd.DataFrame(ROWS))


@pytest.mark.parametrize("table", TABLES)
def test_a_table_says_what_its_columns_mean(table, corpus):
    html = getattr(corpus, table)._repr_html_()
    assert all(f">{c.name}</th>" in html for c in columns(table))
    assert f"<strong>{table}</strong>" in html


def test_a_table_without_rows_says_so():
    assert "No rows." in make_table("quotes", to_frame("quotes", []))._repr_html_()


def test_words_of_articles_are_escaped(corpus):
    rows = corpus.articles.assign(title="<script>x</script>")
    assert "<script>" not in make_table("articles", rows)._repr_html_()


def test_what_is_made_of_a_table_is_a_plain_frame(corpus):
    assert type(corpus.quotes.head()) is pd.DataFrame


def test_a_corpus_lists_its_tables(corpus):
    html = corpus._repr_html_()
    assert "Corpus of 2 articles" in html
    assert all(f"corpus.{table}<" in html for table in TABLES)


SHOWN = {
    "table": lambda corpus: Table("t", corpus.quotes.head(1), "$1 and $2", limit=0)._repr_mimebundle_()[0]["text/html"],
    "figure": lambda corpus: Figure("f", Drawing(), "$1", "$1 and $2", "$3")._repr_mimebundle_()[0]["text/html"],
    "sentence": lambda corpus: say("{x}\n\n**{x}**", x="$1 and $2")._repr_mimebundle_()[0]["text/html"],
    "corpus": lambda corpus: corpus._repr_html_(),
    "a table of it": lambda corpus: corpus.quotes._repr_html_(),
    "a frame made of it": lambda corpus: corpus.quotes[["text"]]._repr_html_(),
    "a frame with a style": lambda corpus: corpus.quotes[["text"]].style._repr_html_(),
    "evidence": lambda corpus: browse(corpus)._repr_mimebundle_()[0]["text/html"],
    "controls": lambda corpus: browse(corpus).controls().shown.value,
}


@pytest.mark.parametrize("what", SHOWN)
def test_no_words_of_an_output_can_be_set_as_mathematics(what, corpus):
    words = "//text()[normalize-space() and not(ancestor::style)]"
    shown = lxml.html.fromstring(f"<div>{SHOWN[what](corpus)}</div>")
    assert shown.xpath(words)
    assert not shown.xpath(f"{words}[not(ancestor::*[contains(@class, 'mathjax_ignore')])]")


FILTERS = [
    ({}, 2),
    ({"speaker": "xi"}, 1),
    ({"speaker": ["Xi Jinping", "Vladimir Putin"]}, 2),
    ({"words": "FRIENDS"}, 1),
    ({"confidence": (0.0, None)}, 2),
    ({"speaker": None}, 0),
    ({"speaker": "Xi", "words": "trade"}, 0),
]


@pytest.mark.parametrize("filters, rows", FILTERS)
def test_quotations_are_found_by_filters(filters, rows, corpus):
    assert len(browse(corpus, "quotes", kind="direct", **filters).frame) == rows


def test_a_found_row_stands_in_its_place_and_leads_to_it(corpus):
    found = browse(corpus, "quotes", speaker="Xi")
    assert "⟦“We are good friends,”⟧ Xi Jinping said" in found.frame.context[0]
    assert found.links == ["evidence/a.html#quotes-0"]


WRONG = [("quots", {}, "no evidence in a table 'quots'"), ("quotes", {"speeker": "Xi"}, "did you mean 'speaker'")]


@pytest.mark.parametrize("table, filters, words", WRONG)
def test_a_wrong_filter_is_one_sentence(table, filters, words, corpus):
    with pytest.raises(BrowseError, match=words):
        browse(corpus, table, **filters)


def test_controls_find_what_they_are_set_to(corpus):
    explorer = browse(corpus, kind="direct").controls()
    assert explorer.place.value == "1–2 of 2"
    assert explorer.filters() == {"kind": "direct"}
    explorer.controls["words"].value = "FRIENDS"
    assert explorer.place.value == "1–1 of 1"
    assert "We are good friends" in explorer.shown.value
    explorer.controls["words"].value = "<b>nobody"
    assert explorer.place.value == "0–0 of 0"
    assert "<b>nobody" not in explorer.shown.value


def test_what_no_control_can_say_still_holds(corpus):
    explorer = browse(corpus, kind=["direct"], speaker="xi").controls()
    assert explorer.place.value == "1–1 of 1"
    explorer.controls["words"].value = "trade"
    assert explorer.place.value == "0–0 of 0"


def test_controls_choose_whole_values_and_what_is_not_stated(corpus):
    rows = corpus.quotes.assign(speaker=["Xi", "Xi Jinping"], sentiment=[0.1, 0.9], about=[None, "Xi Jinping"])
    run = SimpleNamespace(quotes=rows, texts=corpus.texts)
    explorer = browse(run, limit=1).controls()
    assert explorer.on.disabled is False
    explorer.on.click()
    assert explorer.place.value == "2–2 of 2"
    assert [label for label, _ in explorer.controls["speaker"].options] == ["any", "Xi", "Xi Jinping"]
    explorer.controls["speaker"].value = Is("Xi")
    assert explorer.place.value == "1–1 of 1"
    explorer.controls["about"].value = Is(None)
    assert explorer.place.value == "1–1 of 1"
    explorer.controls["sentiment"].value = (0.5, 0.9)
    assert explorer.place.value == "0–0 of 0"


def test_a_page_shows_the_rows_alone(corpus, monkeypatch):
    assert not any("widget" in kind for kind in browse(corpus)._repr_mimebundle_()[0])
    monkeypatch.setattr("summitry.display.browser.is_interactive", lambda: True)
    data, metadata = browse(corpus)._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert "We are good friends" in data["text/html"]
    assert metadata["summitry"]["kind"] == "table"
