"""A corpus, a study and their tables explain themselves in a notebook; the browser finds evidence by filters."""

import pandas as pd
import pytest
from summitry.corpus import parse
from summitry.display import BrowseError, browse
from summitry.overview import make_table
from summitry.schema import TABLES, columns, empty_frame

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
    assert all(f">{c.name}</td>" in html for c in columns(table))
    assert f"<strong>{table}</strong>" in html


def test_a_table_without_rows_says_so():
    assert "No rows." in make_table("quotes", empty_frame("quotes"))._repr_html_()


def test_words_of_articles_are_escaped(corpus):
    rows = corpus.articles.assign(title="<script>x</script>")
    assert "<script>" not in make_table("articles", rows)._repr_html_()


def test_what_is_made_of_a_table_is_a_plain_frame(corpus):
    assert type(corpus.quotes.head()) is pd.DataFrame


def test_a_corpus_lists_its_tables(corpus):
    html = corpus._repr_html_()
    assert "Corpus of 2 articles" in html
    assert all(f"corpus.{table}<" in html for table in TABLES)


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
