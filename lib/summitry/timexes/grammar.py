"""The grammar of temporal expressions: text → tokens → classes → timexes whose values are not yet anchored.

Each token has a class (words/timex_words.csv), each class a letter, so that a stretch of text becomes a string of
letters and a rule of the grammar (words/timex_rules.csv, with words/timex_fragments.csv) an ordinary regular
expression over them, written there with the classes' names.  The idea of rules over token classes is SUTime's (Chang &
Manning, LREC 2012); kinds and values follow TimeML.
"""

from __future__ import annotations

import functools
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple, cast

from summitry.kept import Kept
from summitry.text import read_words
from summitry.timexes.readings import Rule, Timex, Token, read_timex

# "Friday, 22.03.2013 at 9:30 a.m., the '80s, 21st, $1990, Xi's"
TOKEN_KINDS = {
    "word": r"[b-oq-zB-OQ-Z][^\W\d_]*|(?![apAP]\.\s?[mM]\b)[^\W\d_]+",
    "ampm": r"[apAP]\.\s?[mM]\b\.?",
    "numeric": r"(?<![\d.,/-])\d{1,4}(?:/\d{1,2}/|\.\d{1,2}\.|-\d{1,2}-)\d{2,4}(?![\d/-]|\.\d)",
    "clock": r"\d{1,2}:\d\d(?::\d\d)?(?!\d)",
    "tens": r"['’‘]?\d\d(?:\d\d)?['’]?[sS]\b",
    "dayord": r"\d{1,2}(?i:st|nd|rd|th)\b",
    "digits": r"\d+(?:[.,]\d+)*",
    "apyear": r"['’‘]\d\d\b",
    "poss": r"['’][sS]\b",
    "money": r"[$£€¥]\s?\d[\d.,]*",
    "gap": r"\n\s*\n",
    "mark": r"[^\w\s]",
}
TOKEN = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in TOKEN_KINDS.items()))
# the same with the blanks before them, which is faster where only the tokens' words are wanted
TOKEN_WORDS = re.compile(rf"[^\S\n]{{0,9}}({'|'.join(TOKEN_KINDS.values())})")
EMPTY_LINE = "\n\n"
"""The token that stands for a line without tokens."""
MARKS = {",": "comma", "-": "dash", "–": "dash", "—": "dash", ".": "dot", "(": "open", ")": "close", "/": "slash"}
TOKEN_CLASSES = [
    *("numeric", "clock", "tens", "dayord", "daynum", "year", "num", "apyear", "poss", "holiday", "ampm"),
    *sorted(set(MARKS.values())),
]


OTHER, MARK = "×", "¶"  # a word and a mark that mean nothing to the grammar; a rule's x is a word
OPEN = "?"  # a token whose class what stands around it decides
OPEN_LETTER = re.compile(re.escape(OPEN))
NEVER_FIRST = (
    *("comma", "dot", "dash", "open", "close", "poss", "slash", "of", "to", "and", "in", "prep", "as"),
    *("time", "ampm", "zone", "period", "before", "old"),
)


# --- the grammar ----------------------------------------------------------------------------------------------------


@functools.cache
def word_classes() -> dict[str, tuple[str, str, str]]:
    """Return class, value and capital rule ("": any, yes: capital letter first, upper: capitals) by word."""
    return {row["word"]: (row["class"], row["value"], row["capital"]) for row in read_words("timex_words")}


@functools.cache
def _letters() -> dict[str, str]:
    names = sorted({name for name, _, _ in word_classes().values()} | set(TOKEN_CLASSES))
    return {name: chr(0x4E00 + number) for number, name in enumerate(names)}


class Grammar(NamedTuple):
    """One pattern over class letters, its groups named r0, r1 … by rule, the rules by group, and which letters can open
    an expression: looking for those first spares the trial of every rule at every word."""

    pattern: re.Pattern[str]
    rules: dict[str, Rule]
    opening: re.Pattern[str]


@functools.cache
def _grammar() -> Grammar:
    """Return the grammar of words/timex_rules.csv."""
    fragments = {row["name"]: row["pattern"] for row in read_words("timex_fragments")}
    letters = _letters() | {"x": OTHER}
    branches, rules = [], {}
    for number, row in enumerate(read_words("timex_rules")):
        pattern = row["pattern"]
        for _ in range(3):  # fragments hold fragments, at most three deep
            pattern = re.sub(r"[A-Z]{2,}", lambda found: fragments[found.group()], pattern)
        in_letters = re.sub(r"[a-z]+", lambda found: letters[found.group()], pattern).replace(" ", "")
        branches.append(f"(?P<r{number}>{in_letters})")
        rules[f"r{number}"] = Rule(row["kind"], row["type"])
    expression = re.compile("|".join(branches))
    return Grammar(expression, rules, _find_openings(expression, letters))


def _find_openings(pattern: re.Pattern[str], letters: Mapping[str, str]) -> re.Pattern[str]:
    """Return what can open an expression: a class that is one by itself, or any with a word of the grammar after it."""
    known = "".join(letters.values())
    alone = "".join(one for one in known if any(pattern.match(before + one, len(before)) for before in ("", *known)))
    never = OTHER + MARK + "".join(letters[name] for name in NEVER_FIRST)
    # "the reporting period last year": the only rule with an unknown word in second place
    between = f"(?<={letters['the']})(?={OTHER}{letters['period']})"
    return re.compile(f"[^{never}](?:(?<=[{alone}])|(?=[^{OTHER}{MARK}])|{between})")


# --- text → timexes -------------------------------------------------------------------------------------------------


def _number_class(digits: str) -> str:
    if not digits.isdecimal():
        return "num"
    if len(digits) == 4 and "1500" <= digits <= "2100":
        return "year"
    if len(digits) <= 2 and 1 <= int(digits) <= 31:
        return "daynum"
    return "num"


def _class_of(found: re.Match[str]) -> tuple[str, str]:
    """Return the class and value of a token that is not an unknown word; an empty class where it means nothing."""
    group, words = str(found.lastgroup), found.group().lower()
    if group == "word":
        name, value, capital = word_classes().get(words, ("", "", ""))
        original = found.group()
        wrong_case = (capital == "yes" and not original[0].isupper()) or (capital == "upper" and not original.isupper())
        return ("", "") if wrong_case else (name, value)
    if group == "digits":
        return _number_class(words), words
    if group == "mark":
        return MARKS.get(words, ""), words
    return ("", "") if group in ("money", "gap") else (group, words)


def _tell_letter(words: str) -> str:
    """Return the letter of the class of a token, OPEN where its words do not decide."""
    found = TOKEN.fullmatch(words)
    return _letter_of(found) if found and found.lastgroup != "numeric" else OPEN


_letters_by_words = Kept(_tell_letter)


def _letter_of(token: re.Match[str]) -> str:
    """Return the letter of a token's class."""
    return _letters().get(_class_of(token)[0], OTHER if token.lastgroup == "word" else MARK)


# "2000 soldiers", "some 1990 of them", but "In 2014 protesters …"
BEFORE_YEAR = re.compile(r"(?:\b(?i:in|since|by|until|and|from)|[,(])\s+$")
AFTER_NUMBER = re.compile(r"\s{1,9}(?:[a-z]+s|people|men|women|children|of|percent|million|km|kg)\b(?!['’])|%")


def _counts_things(text: str, token: re.Match[str]) -> bool:
    """Tell whether a number that could be a year counts what follows it."""
    if BEFORE_YEAR.search(text, max(0, token.start() - 8), token.start()):
        return False
    return bool(AFTER_NUMBER.match(text, token.end()))


# "the Arab Spring", "the Winter Olympics", "Summer Palace"
NAME_BEFORE = re.compile(r"\b[A-Z][\w’'-]+\s$")
NAME_AFTER = re.compile(r"\s(?:[A-Z]|olympi|games)")


def _is_name(text: str, last: re.Match[str]) -> bool:
    """Tell whether a season is part of a name."""
    if not text[last.start()].isupper():
        return bool(NAME_AFTER.match(text, last.end()) and text[last.end() + 1].islower())
    before = NAME_BEFORE.search(text, max(0, last.start() - 20), last.start())
    return bool(before or NAME_AFTER.match(text, last.end()))


def find_timexes_in(text: str, start: int, end: int) -> Iterator[Timex]:
    """Yield the timexes of ``text[start:end]``, in order, without overlap."""
    original = text[start:end]
    tokens = Tokens(original)
    for match in _apply_rules(_spell(tokens)):
        found = [tokens.at(index) for index in range(*match.span())]
        parts = [Token(token.start(), token.end(), *_class_of(token)) for token in found]
        timex = read_timex(parts, _grammar().rules[str(match.lastgroup)])
        if timex and not _is_false_friend(original, timex, found):
            yield timex._replace(start=start + found[0].start(), end=start + found[-1].end())


class Tokens:
    """The tokens of a text: their words, and what is asked for of single ones.

    Few tokens are ever asked where they stand, so that this is found out line by line where it is.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: list[str] = []
        self._lines: list[tuple[int, int]] = []  # number of the first token, offset
        self._starts: dict[int, list[int]] = {}
        offset = 0
        for line in text.split("\n"):
            self._lines.append((len(self.words), offset))
            self.words += TOKEN_WORDS.findall(line) or [EMPTY_LINE]
            offset += len(line) + 1

    def at(self, index: int) -> re.Match[str]:
        """Return token number *index*; the token for an empty line must not be asked for."""
        number = bisect_right(self._lines, (index, len(self.text))) - 1
        first, offset = self._lines[number]
        starts = self._starts.setdefault(number, [])
        at = starts[-1] + len(self.words[first + len(starts) - 1]) if starts else offset
        for word in self.words[first + len(starts) : index + 1]:  # between tokens stand only blanks
            at = self.text.find(word, at)
            starts.append(at)
            at += len(word)
        return cast(re.Match[str], TOKEN.match(self.text, starts[index - first]))


def _spell(tokens: Tokens) -> str:
    """Return the letters of the tokens' classes."""
    letters = "".join(map(_letters_by_words.__getitem__, tokens.words))
    return OPEN_LETTER.sub(lambda found: _letter_of(tokens.at(found.start())), letters)


def _apply_rules(letters: str) -> Iterator[re.Match[str]]:
    """Yield what the grammar's rules find, in order, without overlap; its group names the rule."""
    grammar, end = _grammar(), 0
    for first in grammar.opening.finditer(letters):
        found = grammar.pattern.match(letters, first.start()) if first.start() >= end else None
        if found:
            end = found.end()
            yield found


def _is_false_friend(text: str, timex: Timex, tokens: list[re.Match[str]]) -> bool:
    """Tell whether a season is part of a name, or a bare year a count."""
    if timex.kind == "season":
        return _is_name(text, tokens[-1])
    return timex.kind == "year" and len(tokens) == 1 and _counts_things(text, tokens[0])
