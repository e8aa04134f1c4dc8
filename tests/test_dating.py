"""When was it published? Short articles of our own, and the date that their evidence gives."""

import pytest
from summitry.articles import Article
from summitry.dating import date_article
from summitry.people import Roster
from summitry.timexes import find_timexes

ARTICLES = [
    ("Xi met Putin.", None),
    ("Leaders meet\n\n04 July 2019, 1:29 PM\n\nXi met Putin.", "2019-07-04"),
]


@pytest.mark.parametrize("text, published", ARTICLES)
def test_published(text, published):
    article = Article("a", text)
    dating, _ = date_article(article, find_timexes(text, [(0, len(text))]), [], Roster(()), (), (None, None))
    assert dating.published == published
