"""The figures of notebooks 00 and 02 stay readable, and their captions true, for few articles and for thousands."""

import pandas as pd
import pytest
from summitry.figures import draw_publication_dates, draw_voice


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


@pytest.mark.parametrize("speakers, caption", [(12, "12 speakers, 120 quoted words."), (13, "the twelve most quoted")])
def test_only_speakers_left_out_are_told_of(speakers, caption):
    rows = {"speaker": [f"Speaker {n}" for n in range(speakers)], "quoted": 10, "indirect": 2, "quotations": 1}
    assert caption in draw_voice(pd.DataFrame(rows)).caption
