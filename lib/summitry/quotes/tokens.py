"""An article's tokens. What stands between two blanks repeats: each such chunk is cut once and kept as numbers."""

from __future__ import annotations

import re
import threading
from array import array

import numpy as np

from summitry.quotes.vocabulary import QUOTE, Form, read_form

# U.S. · J. · Mr. · Kremlin's · state-run · 2,500 · a dash · any other mark
TOKEN = re.compile(
    r"((?:[A-Z]\.){2,}|(?:Mr|Mrs|Ms|Dr|Sen|Rep|Gov|Gen|Col|Lt|Sgt|Jr|Sr|St|Prof|Rev|No|vs)\.|[A-Z]\.(?= [A-Z])"
    r"|\w+(?:[-’'‘.,&]\w+)*|\.{2,}|--+|[^\w\s])"
)
Numbers = np.ndarray
MOST_KEPT = 200_000
"""Tokens of chunks that are kept; then all are forgotten and read anew, which only a large corpus makes necessary."""
NOT_ALONE = -1
CHUNK_COLUMNS, TOKEN_COLUMNS, KIND_COLUMNS = 2, 3, 3


class Chunks(dict[str, int]):
    """The chunks seen so far, by number, and the forms in them.

    Three tables of numbers, row after row: of each chunk its first token and how many it has; of each token the number
    of its form, where it begins in its chunk, and its length; of each form its letter, code and marks.
    """

    def __init__(self) -> None:
        self.forms: list[Form] = []
        self.words: list[str] = []
        self.numbers: dict[str, int] = {}
        self.tokens_of, self.tokens, self.kinds = array("q"), array("q"), array("q")
        self.quote = self.add(QUOTE, [QUOTE])

    def __missing__(self, text: str) -> int:
        """Return a chunk's number, or NOT_ALONE where its tokens depend on the next chunk."""
        tokens = TOKEN.findall(text)
        number = NOT_ALONE if _waits(text, tokens) else self.add(text, tokens)
        self[text] = number
        return number

    def before(self, text: str, following: str) -> int:
        """Return the number of a chunk by what follows: a name's initial ("J."), or the last word of a sentence."""
        named = following[:1] in CAPITALS
        key = f"{text} {named}"
        number = self.get(key)
        if number is None:
            tokens = TOKEN.findall(f"{text} A")[:-1] if named else TOKEN.findall(text)
            number = self[key] = self.add(text, tokens)
        return number

    def add(self, text: str, tokens: list[str]) -> int:
        """Add a chunk with its tokens; return its number."""
        first, at = len(self.tokens) // TOKEN_COLUMNS, 0
        for token in tokens:
            at = text.index(token, at)
            number = self._number(token)
            joined = self.forms[number].joined
            if joined:  # a contraction is two tokens: he · ’s
                self.tokens.extend((self._number(token[:joined]), at, joined))
                number, at, token = self._number(token[joined:]), at + joined, token[joined:]
            self.tokens.extend((number, at, len(token)))
            at += len(token)
        self.tokens_of.extend((first, len(self.tokens) // TOKEN_COLUMNS - first))
        return len(self.tokens_of) // CHUNK_COLUMNS - 1

    def _number(self, token: str) -> int:
        """Return the number of a token's form."""
        number = self.numbers.get(token)
        if number is None:
            number = self.numbers[token] = len(self.forms)
            form = read_form(token)
            self.forms.append(form)
            self.words.append(form.word)
            self.kinds.extend((ord(form.letter), form.code, _mark(form)))
        return number


CAPITAL, CUE, PREDICATE, PREPOSITION, OPENS, REPORTS = 1, 2, 4, 8, 16, 32
"""What a token is, as bits."""


def _mark(form: Form) -> int:
    return (
        CAPITAL * form.capital
        + CUE * (form.cue is not None)
        + PREDICATE * form.predicate
        + PREPOSITION * (form.kind == "preposition")
        + OPENS * form.opens
        + REPORTS * form.reports
    )


CAPITALS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _waits(text: str, tokens: list[str]) -> bool:
    """Tell whether the tokens depend on what follows: "J." is one before a name, and two before another word."""
    return text[-1:] == "." and text[-2:-1] in CAPITALS and TOKEN.findall(f"{text} A") != [*tokens, "A"]


class _Kept(threading.local):
    """The chunks of one thread: their arrays must not grow while another reads them."""

    def __init__(self) -> None:
        self.chunks = Chunks()

    def now(self) -> Chunks:
        """Return the chunks, none where there were too many."""
        if len(self.chunks.tokens) > MOST_KEPT * TOKEN_COLUMNS:
            self.chunks = Chunks()
        return self.chunks


_kept = _Kept()


class Stretch:
    """Some stretches of a text cut into chunks, in order: their numbers, lengths and places."""

    def __init__(self, text: str) -> None:
        self.text, self.chunks = text, _kept.now()
        self.found: list[int] = []
        self.lengths: list[int] = []
        self.starts: list[int] = []
        """Where each stretch begins in the text."""
        self.opens: list[int] = []
        """The first chunk of each stretch."""
        self.quotes: list[int] = []
        """The chunks that are quotations."""

    def add(self, start: int, end: int) -> None:
        """Add the words between two offsets."""
        if start == end:
            return
        pieces, chunks = self.text[start:end].split(" "), self.chunks
        found = list(map(chunks.__getitem__, pieces))
        if NOT_ALONE in found:
            rows = zip(found, pieces, [*pieces[1:], ""], strict=True)
            found = [chunks.before(piece, after) if number == NOT_ALONE else number for number, piece, after in rows]
        self._open(start)
        self.found += found
        self.lengths += map(len, pieces)

    def add_quote(self, start: int, end: int) -> None:
        """Add a quotation as one token."""
        self._open(start)
        self.quotes.append(len(self.found))
        self.found.append(self.chunks.quote)
        self.lengths.append(end - start)

    def _open(self, start: int) -> None:
        self.starts.append(start)
        self.opens.append(len(self.found))


class Tokens:
    """The tokens of stretches: where each one begins and ends, and the number of its form."""

    def __init__(self, cut: Stretch) -> None:
        chunks = cut.chunks
        found, lengths = np.array(cut.found, dtype=np.int64), np.array(cut.lengths, dtype=np.int64)
        first, count = _rows(chunks.tokens_of, CHUNK_COLUMNS, found)
        ends = count.cumsum()
        self.first = ends - count
        """The first token of each chunk."""
        tokens = np.arange(ends[-1] if len(ends) else 0) + (first - self.first).repeat(count)
        self.numbers, offset, length = _rows(chunks.tokens, TOKEN_COLUMNS, tokens)
        self.starts = _places(cut, lengths).repeat(count) + offset
        self.ends = self.starts + length
        quotes = self.first[cut.quotes]
        self.quotes: list[int] = quotes.tolist()
        self.ends[quotes] = self.starts[quotes] + lengths[cut.quotes]
        numbers = self.numbers.tolist()
        self.forms = list(map(chunks.forms.__getitem__, numbers))
        self.words = list(map(chunks.words.__getitem__, numbers))
        letters, self.codes, self.marks = _rows(chunks.kinds, KIND_COLUMNS, self.numbers)
        self.letters = letters.astype(np.uint8)
        self.capital: list[bool] = (self.marks & CAPITAL > 0).tolist()
        self.cues: list[int] = np.flatnonzero(self.marks & CUE).tolist()


def _places(cut: Stretch, lengths: Numbers) -> Numbers:
    """Return where each chunk begins: one blank after the one before it in its stretch."""
    opens = np.array(cut.opens, dtype=np.int64)
    before = (lengths + 1).cumsum() - lengths - 1
    stretches = np.diff(np.append(opens, len(lengths)))
    places: Numbers = before + (np.array(cut.starts, dtype=np.int64) - before[opens]).repeat(stretches)
    return places


def _rows(table: array[int], columns: int, wanted: Numbers) -> Numbers:
    """Return the columns of the rows *wanted* of a table."""
    found: Numbers = np.frombuffer(table, dtype=np.int64).reshape(-1, columns)[wanted].T
    return found
