"""Text: tokens, sentences and marks, the document that carries them, word lists, and the model that chooses."""

from summitry.text.document import Document, Layer, Published, Spans, Stated, merge_spans, outside, words_in
from summitry.text.loglinear import LogLinear, read_templates
from summitry.text.sentences import LINE_OF_TEXT, READABLE, Marked, Sentence, strip
from summitry.text.tokens import (
    Hit,
    PhraseList,
    Tokens,
    find_words,
    read_keys,
    read_words,
    spell_out,
    spell_phrases,
    split_word,
    tokenize,
    word_set,
)
