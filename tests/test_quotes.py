"""Who said what: each row of a table is a sentence of our own making that has defeated some other tool."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summitry.articles import Article
from summitry.marks import find_marked
from summitry.people import find_mentions, read_roster
from summitry.quotes import find_quotes
from summitry.reference import DEFAULT_REFERENCE

MARKED = [
    ("straight", 'He said "no".', ['"no"']),
    ("curly", "He said “no”.", ["“no”"]),
    ("German", "He said „no“ twice.", ["„no“"]),
    ("guillemets", "He said «no».", ["«no»"]),
    ("doubled", "He said ''no.''", ["''no.''"]),
    ("British, beside apostrophes", "'It's the leaders' choice,' he said.", ["'It's the leaders' choice,'"]),
    ("curly British", "‘It’s done,’ he said.", ["‘It’s done,’"]),
    ("an apostrophe is no mark", "The leaders' talks and O'Hare's jet in the '90s.", []),
    ("nested", "“Call it ‘a gift’ if you like,” he said.", ["“Call it ‘a gift’ if you like,”"]),
    ("nested in its own kind", "“Our “new era” begins,” he said.", ["“Our “new era” begins,”"]),
    ("drawn the wrong way", "He said ”no“ and left.", ["”no“"]),
    ("never closed", "“We go on.\n“And on.”", ["“We go on.", "“And on.”"]),
    ("inches", 'A 12" screen and a 14" one.', []),
]


@pytest.mark.parametrize("name, text, stretches", MARKED)
def test_marks(name, text, stretches):
    assert [text[m.start : m.end] for m in find_marked(text, [(0, len(text))])] == stretches


@pytest.fixture(scope="module")
def roster():
    return read_roster(DEFAULT_REFERENCE / "people.csv")


def read(text, roster):
    article = Article("a", text)
    return find_quotes(article, roster, find_mentions(article, roster))


SPEAKERS = [
    ("“We are friends,” Xi told Putin.", ["Xi Jinping"]),
    ("“We won,” he said.", [None]),
]


@pytest.mark.parametrize("text, speakers", SPEAKERS)
def test_speaker(text, speakers, roster):
    assert [q.speaker for q in read(text, roster)] == speakers


@given(st.text(alphabet="Xi said Putin.he,“”‘’\n'\":—«»„", max_size=200))
def test_quotes_are_their_words(text):
    roster = read_roster(DEFAULT_REFERENCE / "people.csv")
    for q in read(text, roster):
        assert text[q.start : q.end] == q.text
        assert q.speaker_start is None or text[q.speaker_start : q.speaker_end] == q.speaker_text
        assert q.cue_start is None or text[q.cue_start : q.cue_end] == q.cue
