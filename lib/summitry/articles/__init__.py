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
    words_in,
)
from summitry.articles.lines import WORD
from summitry.articles.words import Words, code_words, hash_sequences, read_key, read_keys

__all__ = [
    "NEXT_WORD",
    "READABLE",
    "SENTENCE_END",
    "WORD",
    "Article",
    "Sentence",
    "Stated",
    "Words",
    "code_words",
    "count_words",
    "find_sentences",
    "hash_sequences",
    "read_key",
    "read_keys",
    "words_in",
]
