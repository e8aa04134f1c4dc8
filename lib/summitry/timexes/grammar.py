"""The grammar of temporal expressions: text → tokens → classes → timexes whose values are not yet anchored.

Each token has a class (words/timex_words.csv), each class a letter, so that a stretch of text becomes a string of
letters and a rule of the grammar (words/timex_rules.csv, with words/timex_fragments.csv) an ordinary regular
expression over them, written there with the classes' names.  The idea of rules over token classes is SUTime's (Chang &
Manning, LREC 2012); kinds and values follow TimeML.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from summitry.timexes.readings import Rule, Timex, Token, read_timex
from summitry.words import read_words

# "Friday, 22.03.2013 at 9:30 a.m., the '80s, 21st, $1990, Xi's": lower-cased.
TOKEN = re.compile(
    r"(?P<word>(?![ap]\.\s?m\b)[^\W\d_]+)"
    r"|(?P<ampm>[ap]\.\s?m\b\.?)"
    r"|(?P<numeric>(?<![\d.,/-])\d{1,4}(?P<sep>[/.-])\d{1,2}(?P=sep)\d{2,4}(?![\d/-]|\.\d))"
    r"|(?P<clock>\d{1,2}:\d\d(?::\d\d)?(?!\d))"
    r"|(?P<tens>['’‘]?\d\d(?:\d\d)?['’]?s\b)"
    r"|(?P<dayord>\d{1,2}(?:st|nd|rd|th)\b)"
    r"|(?P<digits>\d+(?:[.,]\d+)*)"
    r"|(?P<apyear>['’‘]\d\d\b)"
    r"|(?P<poss>['’]s\b)"
    r"|(?P<money>[$£€¥]\s?\d[\d.,]*)"
    r"|(?P<gap>\n\s*\n)"
    r"|(?P<mark>[^\w\s])"
)
MARKS = {",": "comma", "-": "dash", "–": "dash", "—": "dash", ".": "dot", "(": "open", ")": "close", "/": "slash"}
TOKEN_CLASSES = [
    *("numeric", "clock", "tens", "dayord", "daynum", "year", "num", "apyear", "poss", "holiday", "ampm"),
    *sorted(set(MARKS.values())),
]


OTHER, MARK = "×", "¶"  # a word and a mark that mean nothing to the grammar; a rule's x is a word
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


@functools.cache
def _grammar() -> tuple[re.Pattern[str], dict[str, Rule]]:
    """Return one pattern over class letters, its groups named r0, r1 … by rule, and the rules by group."""
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
    never = OTHER + MARK + "".join(letters[name] for name in NEVER_FIRST)
    the, a, period = letters["the"], letters["a"], letters["period"]
    # looking at the first letters spares the trial of every rule at every word
    first = f"(?=[^{never}])(?!{the}(?:{MARK}|{OTHER}(?!{period})))(?!{a}[{OTHER}{MARK}])"
    return re.compile(first + "(?:" + "|".join(branches) + ")"), rules


# --- text → timexes -------------------------------------------------------------------------------------------------


def _number_class(digits: str) -> str:
    if not digits.isdecimal():
        return "num"
    if len(digits) == 4 and "1500" <= digits <= "2100":
        return "year"
    if len(digits) <= 2 and 1 <= int(digits) <= 31:
        return "daynum"
    return "num"


def _class_of(found: re.Match[str], text: str) -> tuple[str, str]:
    """Return the class and value of a token that is not an unknown word; an empty class where it means nothing."""
    group, words = str(found.lastgroup), found.group()
    if group == "word":
        name, value, capital = word_classes().get(words, ("", "", ""))
        original = text[found.start() : found.end()]
        wrong_case = (capital == "yes" and not original[0].isupper()) or (capital == "upper" and not original.isupper())
        return ("", "") if wrong_case else (name, value)
    if group == "digits":
        return _number_class(words), words
    if group == "mark":
        return MARKS.get(words, ""), words
    return ("", "") if group in ("money", "gap", "sep") else (group, words)


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(character.lower() if len(character.lower()) == 1 else character for character in text)


# "2000 soldiers", "some 1990 of them", but "In 2014 protesters …"
BEFORE_YEAR = re.compile(r"(?:\b(?i:in|since|by|until|and|from)|[,(])\s+$")
AFTER_NUMBER = re.compile(r"\s+(?:[a-z]+s|people|men|women|children|of|percent|million|km|kg)\b(?!['’])|%")


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
    letters, tokens = _tokenize(original)
    pattern, rules = _grammar()
    for match in pattern.finditer(letters):
        found = tokens[match.start() : match.end()]
        parts = [Token(token.start(), token.end(), *_class_of(token, original)) for token in found]
        timex = read_timex(parts, rules[str(match.lastgroup)])
        if timex and not _is_false_friend(original, timex, found):
            yield timex._replace(start=start + found[0].start(), end=start + found[-1].end())


def _tokenize(text: str) -> tuple[str, list[re.Match[str]]]:
    """Return the letters of the tokens' classes, and the tokens."""
    known, letters_by_class = word_classes(), _letters()
    tokens = list(TOKEN.finditer(_lower(text)))
    letters = []
    for token in tokens:
        if token.lastgroup == "word":
            name = _class_of(token, text)[0] if token.group() in known else ""
            letters.append(letters_by_class.get(name, OTHER))
        else:
            letters.append(letters_by_class.get(_class_of(token, text)[0], MARK))
    return "".join(letters), tokens


def _is_false_friend(text: str, timex: Timex, tokens: list[re.Match[str]]) -> bool:
    """Tell whether a season is part of a name, or a bare year a count."""
    if timex.kind == "season":
        return _is_name(text, tokens[-1])
    return timex.kind == "year" and len(tokens) == 1 and _counts_things(text, tokens[0])
