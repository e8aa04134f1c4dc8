"""Agreement of two codings, on tables small enough to count by hand."""

import pandas as pd
import pytest
from agreement import compare_codings

SENTENCES = [{"article_id": "a", "start": 10 * i, "end": 10 * i + 9} for i in range(4)]


def frames(**coded):
    return pd.DataFrame([SENTENCES[i] | {"frame": frame} for frame, held in coded.items() for i in held])


def value(table, name, category, measure):
    rows = table[(table["table"] == name) & (table["category"] == category) & (table["measure"] == measure)]
    return rows["value"].iloc[0] if len(rows) else None


FRAMES = [
    ([0, 1], [0, 1], 1.0),
    ([0, 1], [0, 2], 1 - 7 / 8),  # two of four sentences differ: worse than chance but for the small sample
    ([0, 1], [2, 3], -0.75),
]


@pytest.mark.parametrize("first, second, alpha", FRAMES)
def test_frames_agree_by_sentence(first, second, alpha):
    gold = {"sentences": pd.DataFrame(SENTENCES), "frames": frames(security=first)}
    found = compare_codings(gold, {"frames": frames(security=second)})
    assert value(found, "frames", "security", "alpha") == pytest.approx(alpha)


def label(start, kind="title", polarity=0, target="Xi Jinping"):
    span = {"article_id": "a", "start": start, "end": start + 5}
    return span | {"label_type": kind, "polarity": polarity, "target": target}


def test_labels_agree_by_span_then_by_kind():
    first = {"labels": pd.DataFrame([label(0), label(10, "epithet", -1), label(20)])}
    second = {"labels": pd.DataFrame([label(0), label(11, "epithet", -1, "Vladimir Putin")])}
    found = compare_codings(first, second)
    assert value(found, "labels", "span", "f1") == pytest.approx(4 / 5)
    assert value(found, "labels", "target", "share equal") == 0.5
    assert value(found, "labels", "label_type", "alpha") == 1.0


def test_only_articles_of_the_second_coding_count():
    first = {"labels": pd.DataFrame([label(0), label(0) | {"article_id": "b"}])}
    found = compare_codings(first, {"labels": pd.DataFrame([label(0)])})
    assert value(found, "labels", "span", "f1") == 1.0


def test_sentiment_agrees_by_quotation():
    def coded(*values):
        return {
            "sentiment": pd.DataFrame(
                [{"article_id": "a", "start": 10 * i, "end": 10 * i + 9, "sentiment": v} for i, v in enumerate(values)]
            )
        }

    found = compare_codings(coded(1, 0, -1, 1), coded(1, 0, -1, 0))
    assert value(found, "sentiment", "quotation", "share equal") == 0.75
    assert value(found, "sentiment", "quotation", "kappa") == pytest.approx(0.75 - 0.25 * 0.3125 / 0.6875, abs=0.03)
