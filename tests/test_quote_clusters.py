"""One utterance in several outlets: what counts as the same, and what each version left out."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from summitry import schema
from summitry.sentiment import quote_clusters

WHOLE = "“We have met many times in recent years, and each time we spoke as old friends do, openly and without haste.”"

SAME = [
    (WHOLE, "“each time we spoke as old friends do”", True),  # a piece
    (WHOLE, WHOLE.replace("“", '"').replace("”", '"').upper(), True),  # other marks, a headline's capitals
    (WHOLE, WHOLE.replace("many times", "often"), True),  # another translator
    (WHOLE, "“We have met many times … and each time we spoke as old friends do”", True),  # an ellipsis
    (WHOLE, "“We will sign the gas contract before the end of next year.”", False),
    (WHOLE, "“old friends”", False),  # too short to be sure that it was the same occasion
    ("“old friends”", "“Old friends,”", True),
    ("“no limits”", "“no-limits”", True),
    ("“We have met many times”", "“They have rarely met at all”", False),
]


@pytest.mark.parametrize("one, other, same", SAME)
def test_same_utterance(one, other, same):
    assert (len(quote_clusters.cluster_quotes([one, other], ["Xi", "Xi"])) == 1) == same


def test_two_speakers_with_the_same_words_made_two_utterances():
    assert len(quote_clusters.cluster_quotes([WHOLE, WHOLE], ["Xi", "Putin"])) == 2
    assert len(quote_clusters.cluster_quotes([WHOLE, WHOLE], [None, None])) == 1


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(alphabet="ab cd", max_size=40), max_size=12))
def test_each_quotation_is_in_exactly_one_cluster(texts):
    found = quote_clusters.cluster_quotes(texts, ["Xi"] * len(texts))
    assert sorted(row for cluster in found for row in cluster.versions) == list(range(len(texts)))


def quotes(*versions, speaker="Xi Jinping", kind="direct"):
    rows = [
        schema.Quotes(
            article_id=article, quote_id=f"{article}#q{i}", quotation_id=f"{article}#q{i}", start=0, end=len(text),
            text=text, kind=kind, speaker=speaker, basis="test", confidence=1.0,
        )
        for i, (article, text) in enumerate(versions)
    ]  # fmt: skip
    return schema.to_frame("quotes", rows)


def articles(**outlets):
    return pd.DataFrame({"article_id": list(outlets), "outlet": list(outlets.values())}, dtype="string")


def test_collapse_counts_the_versions_of_an_utterance():
    parts = [("a", "“We have met many times in recent years”"), ("a", "“openly and without haste”")]
    table = quote_clusters.collapse_duplicates(quotes(*parts, ("b", WHOLE), ("c", "“Something else was said here.”")))
    assert table["text"].tolist() == [WHOLE, "“Something else was said here.”"]
    assert table["versions"].tolist() == [3, 1]


def test_scare_quotes_are_no_utterances_and_nothing_gives_nothing():
    assert quote_clusters.collapse_duplicates(quotes(("a", "“so-called”"), kind="scare")).empty
    assert quote_clusters.compare_versions(quotes(), articles()).empty
    assert quote_clusters.collapse_duplicates(quotes()).columns[-1] == "versions"


CUTS = [
    ("“We have met many times in recent years”", "end", "and each time we spoke as old friends do, openly and without haste"),
    ("“spoke as old friends do, openly and without haste.”", "start", "We have met many times in recent years, and each time we"),
    ("“each time we spoke as old friends do”", "both ends", "We have met many times in recent years, and … openly and without haste"),
    (WHOLE.replace("in recent years, and ", ""), "middle", "in recent years, and"),
    (WHOLE, "nothing", ""),
]  # fmt: skip


@pytest.mark.parametrize("version, cut, left_out", CUTS)
def test_what_was_trimmed(version, cut, left_out):
    table = quote_clusters.compare_versions(quotes(("long", WHOLE), ("short", version)), articles(long="Daily"))
    row = table[table["article_id"] == "short"].iloc[0]
    assert (row["cut"], row["left_out"]) == (cut, left_out)
    assert table["share_kept"].iloc[0] == 1
    assert (row["share_kept"] < 1) == (cut != "nothing")


OUTLETS = [({"a": "Daily", "b": "Post"}, ["Daily", "Post"]), ({"a": "Daily"}, ["Daily", "b"]), ({}, ["a", "b"])]


@pytest.mark.parametrize("known, shown", OUTLETS)
def test_an_article_stands_for_an_outlet_that_is_not_known(known, shown):
    table = quote_clusters.compare_versions(quotes(("a", WHOLE), ("b", WHOLE)), articles(**known))
    assert table["outlet"].tolist() == shown
