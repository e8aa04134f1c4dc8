"""Articles: the text untouched, its zones and its sentences as offsets."""

from summitry.articles.article import (
    NEXT_WORD,
    READABLE,
    SENTENCE_END,
    Article,
    Sentence,
    Stated,
    count_words,
    find_sentences,
    lower,
)
from summitry.articles.lines import WORD, WORDS_AND_BETWEEN

__all__ = [
    "NEXT_WORD",
    "READABLE",
    "SENTENCE_END",
    "WORD",
    "WORDS_AND_BETWEEN",
    "Article",
    "Sentence",
    "Stated",
    "count_words",
    "find_sentences",
    "lower",
]
