"""Who is meant: names, surnames, titles and pronouns, each awkward sentence of our own making."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summitry.articles import Article
from summitry.people import Roster, find_mentions, read_roster
from summitry.reference import DEFAULT_REFERENCE


@pytest.fixture(scope="module")
def roster():
    return read_roster(DEFAULT_REFERENCE / "people.csv")


MENTIONS = [
    ("Xi Jinping met Vladimir Putin.", ["Xi Jinping", "Vladimir Putin"]),
    ("Chinese President Xi Jinping arrived; Xi smiled.", ["Xi Jinping", "Xi Jinping"]),
    ("Xi gave Putin China’s first friendship medal.", ["Xi Jinping", "Vladimir Putin"]),
    # one man fits, so the pronoun is his; two fit, so it is nobody's
    ("Putin bowed. He left.", ["Vladimir Putin", "Vladimir Putin"]),
    ("Xi met Putin. He smiled.", ["Xi Jinping", "Vladimir Putin", None]),
    ("Putin bowed. He’s gone; they’re not.", ["Vladimir Putin", "Vladimir Putin", None]),
    ("Putin thanked Mao Ning. She nodded.", ["Vladimir Putin", "Mao Ning", "Mao Ning"]),
    ("Xi and Putin met. They talked.", ["Xi Jinping", "Vladimir Putin", None]),
    # a "he" inside a quotation is the speaker's, not ours to resolve
    ("Putin spoke. “He is my friend.”", ["Vladimir Putin", None]),
    # "al-" belongs to the name, at the beginning of it too
    ("Foreign minister al-Maliki said Bashar al-Assad left.", ["al-Maliki", "Bashar al-Assad"]),
    # titles
    ("Putin spoke before the Chinese leader did.", ["Vladimir Putin", "Xi Jinping"]),
    ("Xi greeted his Russian counterpart.", ["Xi Jinping", "Vladimir Putin"]),
    ("Xi praised his counterpart.", ["Xi Jinping", None]),
    ("Xi waved. The Kremlin chief waved back.", ["Xi Jinping", "Vladimir Putin"]),
    ("Xi met Putin. The president smiled.", ["Xi Jinping", "Vladimir Putin", None]),
    ("Peskov spoke. The president slept, and Putin woke.", ["Dmitry Peskov", "Vladimir Putin", "Vladimir Putin"]),
    ("The President of China, Xi Jinping, spoke.", ["Xi Jinping", "Xi Jinping"]),
    (
        "Putin laughed. The Kremlin’s foreign policy adviser, Yury Ushakov, did not.",
        ["Vladimir Putin"] + ["Yury Ushakov"] * 2,
    ),
    # an object is rarely its own sentence's subject
    ("Xi thanked those who received him.", ["Xi Jinping", None]),
    # outside the roster: the fullest name in the article
    ("Analyst Maria Lopez disagreed. Lopez laughed.", ["Maria Lopez", "Maria Lopez"]),
    ("Mr. Brandt, a clerk, spoke.", ["Brandt"]),
    ("The Fox News poll and the New York Times agree.", []),
    # of two with one surname the suffix belongs to the name
    ("Joseph R. Brandt Jr. met Joseph F. Lopez Jr. there.", ["Joseph R. Brandt Jr.", "Joseph F. Lopez Jr."]),
    ("President Jr. III spoke.", ["Jr. III"]),
    # a name within a compound, a possessive, a title with a full stop, particles
    ("The anti-Putin vote grew.", ["Vladimir Putin"]),
    ("''Mr. Brandt came.''", ["Brandt"]),
    ("Adm. Maria Lopez’s staff waited.", ["Maria Lopez"]),
    ("Minister Ana de la Cruz said no. No. 10 did not.", ["Ana de la Cruz"]),
    ("The spokesman Bo Ek, 61, came.", ["Bo Ek"]),
]


@pytest.mark.parametrize("text, people", MENTIONS)
def test_people(text, people, roster):
    assert [m.person for m in find_mentions(Article("a", text, roster=roster))] == people


def test_a_roster_of_two_names_is_enough():
    from summitry.people import Person

    roster = Roster((Person("Ana Ruiz"), Person("Bo Ek")))
    assert [m.person for m in find_mentions(Article("a", "Ana Ruiz told Bo Ek that Ruiz won.", roster=roster))] == [
        "Ana Ruiz",
        "Bo Ek",
        "Ana Ruiz",
    ]


@given(st.text(alphabet="Xi Putn.he,“”‘’\n'\"SaidMrLe-习近平 é", max_size=200))
def test_mentions_are_their_words(text):
    roster = read_roster(DEFAULT_REFERENCE / "people.csv")
    mentions = find_mentions(Article("a", text, roster=roster))
    assert all(text[m.start : m.end] == m.text for m in mentions)
    assert all(a.end <= b.start for a, b in itertools.pairwise(mentions))


@pytest.mark.parametrize("text", ["Putin left.\u0130\u0130\u0130\u0130\u0130\u0130\u0130he was tired.", "\u0130-he"])
def test_pronouns_stand_in_their_place_after_letters_whose_lower_case_is_longer(text, roster):
    found = [m for m in find_mentions(Article("a", text, roster=roster)) if m.form == "pronoun"]
    assert all(text[m.start : m.end] == m.text and m.text.lower() in ("he", "his", "him") for m in found)
