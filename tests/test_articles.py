"""Sentences end where a reader would end them."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summitry.articles import Article
from summitry.text import READABLE, find_words, words_in
from summitry.text.tokens import read_key

SENTENCES = [
    "Gen. Li met Lt. Col. Park. | They talked.",
    "Donald J. Trump flew to Hanoi. | Kim took the train.",
    "He left the U.S. | The talks went on.",  # U.S. at the end, an opener follows
    "U.S. President Joe Biden called. | Nobody answered.",
    "They met on Dec. 15 in Delhi. | It rained.",
    "They met in Dec. | Nobody wrote it down.",
    "“We are friends.” | Then he left.",
    "He said: “No. | Never. | Not once.” | Then he left.",
    "It is No. 5 on the list. | No. | It is not.",
    "My best wishes … I am glad to be here. | So am I.",  # a spaced ellipsis stands for words left out
    "We waited... | Then he came.",
    "At 5 p.m. Moscow time they met. | At 7 p.m. | The two dined.",
    "Is that so? | Yes! | “Good.”",
    "1. Trade between the two countries grew. | 2. Ties grew.",
    "The firm, Acme Inc., grew 3.5 percent. | Its rival did not.",
    "They left.Then it rained.",  # read in two, though glued
    "The site kremlin.ru said so. | See www.example.com for more.",
    "The Ph.D. student met Dr. Li at St. Petersburg. | They spoke.",
    "''We will win,'' he said. | ''We must.''",
    "(He did not say when.) | They parted.",
]


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences(line):
    expected = line.replace(".Then", ".|Then").replace(" | ", "|").split("|")
    text = line.replace(" | ", " ")
    lead = "The two sides have met once more in the capital of the host country for talks."
    article = Article("a", f"{lead}\n\n{text}\n\n{lead}")
    assert [article.text[s.start : s.end] for s in article.sentences][1:-1] == expected


WRAPPED = """The two presidents met in the old palace on Monday and spoke for an
hour of the war and of trade. They then went to the theatre, where the
orchestra of the host city played for them and for their guests, and
later to a dinner.

Nobody said what was on the table. The two sides had no comment on what
they ate."""


def test_a_sentence_runs_on_over_the_lines_of_a_text_broken_at_a_fixed_width():
    sentences = Article("a", WRAPPED).sentences
    assert [s.paragraph for s in sentences] == [1, 1, 2, 2]


HARBOUR = [
    "The chancellor opened a harbour in the south on Friday, with flags on every crane and children on the quay.",
    '"Whoever builds a pier does not build it for one tide. We laid these stones for our grandchildren," she said.',
    "The premier spoke of “a long table with two ends, at which nobody has to shout to be heard by the other”.",
]


@pytest.mark.parametrize("width", [40, 60, 72, 100])
@pytest.mark.parametrize("gap, indent", [("\n", ""), ("\r\n", ""), ("\n", "   ")])
def test_a_quotation_runs_on_over_the_lines_of_a_text_broken_at_a_fixed_width(width, gap, indent):
    blocks = [textwrap.wrap(words, width, initial_indent=indent, subsequent_indent=indent) for words in HARBOUR]
    article = Article("a", f"{gap}{gap}".join(map(gap.join, blocks)))
    quoted = [" ".join(article.text[m.start : m.end].split()) for m in article.marked]
    assert quoted == [HARBOUR[1].removesuffix(" she said."), HARBOUR[2][21:-1]]


LISTED = "Weather\n“Rain” in the north of the country\nand\n“sun” in the south of it\nTides\nhigh at noon"


def test_short_lines_are_no_text_broken_at_a_fixed_width():
    assert len(Article("a", LISTED).paragraphs) == 6


@given(st.text(alphabet=st.sampled_from("aBU.!?…\n “”’().1"), max_size=200))
def test_sentences_are_in_order_inside_readable_zones_and_not_blank(text):
    article = Article("a", text)
    last = 0
    for sentence in article.sentences:
        assert last <= sentence.start < sentence.end
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end]
        assert any(
            z.start <= sentence.start and sentence.end <= z.end and z.zone == sentence.zone for z in article.zones
        )
        last = sentence.end
    shown = "".join("".join(text[s.start : s.end].split()) for s in article.sentences)
    assert shown == "".join("".join(text[a:b].split()) for a, b in article.spans("headline", "caption", "body"))


def test_words():
    assert find_words("Xi’s 66th birthday, in U.S. papers") == ["Xi’s", "66th", "birthday", "in", "U.S.", "papers"]


@given(st.text(alphabet=st.sampled_from("aBXs.!?…\n “”’'-().1"), max_size=200))
def test_words_stand_where_they_say_inside_their_sentence(text):
    article = Article("a", text)
    words = article.words
    assert words == words_in(text, article.spans(*READABLE))
    assert words.starts == sorted(words.starts)
    for start, end, key, number in zip(words.starts, words.ends, words.keys, words.sentences, strict=True):
        sentence = article.sentences[number]
        assert sentence.start <= start < end <= sentence.end
        assert read_key(text[start:end]) == key


def test_a_word_ends_with_its_sentence_and_without_its_possessive():
    words = Article("a", "Xi’s guest left.Then it rained; Putin's didn’t.").words
    assert words.keys == ["xi", "guest", "left", "then", "it", "rained", "putin", "didn't"]
    assert words.sentences == [0, 0, 0, 1, 1, 1, 1, 1]
