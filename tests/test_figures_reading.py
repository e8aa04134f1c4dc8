"""The figures of notebook 00 stay readable for thousands of articles."""

import pandas as pd
import pytest
from summitry.figures import draw_publication_dates


def articles(n, day):
    names = [f"a{i}" for i in range(n)]
    dates = pd.array([day] * n, dtype="string")
    low = pd.array(["2019-06-05"] * n, dtype="string")
    frame = {"article_id": names, "published": dates, "published_low": low, "published_high": low, "confidence": 1.0}
    return pd.DataFrame({**frame, "published_basis": pd.array(["printed"] * n, dtype="string")})


@pytest.mark.parametrize("day, alt", [("2019-06-05", "2019 500"), (None, "by year of publication")])
def test_many_articles_are_counted_by_year(day, alt):
    figure = draw_publication_dates(articles(500, day))
    assert alt in figure.alt
    assert len(figure.data) <= 1


def test_few_articles_have_a_row_each():
    assert len(draw_publication_dates(articles(3, "2019-06-05")).data) == 3
