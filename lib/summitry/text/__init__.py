"""Text: tokens, sentences and marks, the document that carries them, word lists, and the model that chooses."""

from summitry.text.document import Document, Published, Stated, lower, words_in
from summitry.text.layers import Layer, Spans, merge_spans, outside
from summitry.text.lexicon import Hit, PhraseList
from summitry.text.lists import read_words, spell_out, spell_phrases, word_set
from summitry.text.loglinear import LogLinear
from summitry.text.marks import Marked, find_lines, find_marked
from summitry.text.sentences import NEXT_WORD, READABLE, SENTENCE_END, Sentence, find_paragraphs, find_sentences
from summitry.text.tokens import (
    TOKEN,
    Tokens,
    count_words,
    find_words,
    read_key,
    read_keys,
    split_word,
    tokenize,
)

__all__ = [
    "NEXT_WORD",
    "READABLE",
    "SENTENCE_END",
    "TOKEN",
    "Document",
    "Hit",
    "Layer",
    "LogLinear",
    "Marked",
    "PhraseList",
    "Published",
    "Sentence",
    "Spans",
    "Stated",
    "Tokens",
    "count_words",
    "find_lines",
    "find_marked",
    "find_paragraphs",
    "find_sentences",
    "find_words",
    "lower",
    "merge_spans",
    "outside",
    "read_key",
    "read_keys",
    "read_words",
    "spell_out",
    "spell_phrases",
    "split_word",
    "tokenize",
    "word_set",
    "words_in",
]
