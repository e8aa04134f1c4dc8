"""Copies are found, whatever their order, their case and their page's furniture."""

import random

import pytest
from summitry.articles.duplicates import find_duplicates

WORDS = [f"word{n}" for n in range(400)]


def write(seed: int, words: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=words))


STORY = write(1)
OTHER = write(2)
PAIRS = [
    (STORY, STORY, True),
    (STORY, STORY.upper().replace(" ", "\n"), True),  # another case, other line breaks
    (STORY, "BEIJING (Reuters) - " + STORY + " Share this. Read more.", True),  # the page around it
    (STORY, STORY.replace("word7 ", "the "), True),  # a few words changed
    (STORY, " ".join(STORY.split()[:220]), True),  # cut short
    (STORY, STORY + " " + OTHER + " " + write(3), False),  # one report inside a far longer one
    (STORY, " ".join(STORY.split()[:60]) + " " + OTHER, False),  # a paragraph shared
    (STORY, OTHER, False),
    ("No text.", "No text.", True),
    ("No text.", "Some text.", False),
    ("", "", False),
]


@pytest.mark.parametrize("one, other, copies", PAIRS)
def test_copies(one, other, copies):
    expected = {"b": "a"} if copies else {}
    assert find_duplicates({"a": one, "b": other}) == expected
    assert find_duplicates({"b": other, "a": one}) == expected


def test_the_earlier_day_is_the_original():
    assert find_duplicates({"a": STORY, "b": STORY}, {"a": "2018-06-09", "b": "2018-06-08"}) == {"a": "b"}
    assert find_duplicates({"a": STORY, "b": STORY}, {"a": None, "b": "2018-06-08"}) == {"a": "b"}


def test_a_copy_of_a_copy_names_the_original():
    texts = dict.fromkeys("dcba", STORY) | {"x": OTHER}
    assert find_duplicates(texts) == {"b": "a", "c": "a", "d": "a"}


def test_what_every_page_of_a_site_says_makes_no_copies():
    footer = write(9, 60)
    texts = {f"{n:03}": write(100 + n, 200) + " " + footer for n in range(40)}
    assert find_duplicates(texts) == {}
