"""Names: the runs of capitalised words in a text that may name a person, matched against the roster first."""

import functools
import re
from collections.abc import Iterator
from typing import NamedTuple

from summitry.people.roster import DEMONYMS, PARTICLES, SUFFIXES, TITLES, Person, Roster, fold
from summitry.schema import Span
from summitry.text import Document, Tokens, read_words

GIVEN_NAMES = {row["name"]: row["gender"] for row in read_words("given_names")}
"""Gender (male, female or empty) by given name."""
NOT_NAMES = {row["word"]: row["kind"] for row in read_words("not_names")}
"""The kind (opening or institution) of capitalised words that are no part of a person's name."""

_CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆĈĊČĎĐĒĘĚĞĢİĪĶĹŁŃŅŇŌŐŒŘŚŞŠŢŤŪŮŰŹŻŽА-ЯЁІЇЄ"
# J. · U.S. · Sen. · Putin in Putin’s · Jong-un · O’Brien · al-Assad
NAME_WORD = re.compile(
    rf"(?:^|(?<=[-.&]))(?:al-|el-)?[{_CAPITAL}](?:\.(?:[{_CAPITAL}]\.)*|\w*(?:-\w+)*(?:[’'][{_CAPITAL}]\w*)?(?:\.$)?)"
)
NO_NAME_AFTER = frozenset("’'@#")
LONGEST_NAME = 4


class Word(NamedTuple):
    """One word of a name."""

    start: int
    end: int
    text: str


class Name(NamedTuple):
    """A run of capitalised words that may name a person, the *title* before it, and whom of the roster it names in full."""

    start: int
    end: int
    text: str
    title: str
    words: tuple[Word, ...]
    person: Person | None = None

    @property
    def gender(self) -> str:
        """The gender, male or female, by title first and by given name then; else an empty string."""
        given = GIVEN_NAMES.get(self.words[0].text, "") if len(self.words) > 1 else ""
        return TITLES.get(self.title, {}).get("gender", "") or given


def find_names(doc: Document) -> Iterator[Name]:
    """Yield what the runs of capitalised words in the sentences may name, but words alone that name nobody.

    >>> doc = Document("a", "But Russian President Vladimir Putin left.")
    >>> [(name.text, name.title) for name in find_names(doc)]
    [('Vladimir Putin', 'president')]
    """
    text, tokens, roster = doc.text, doc.tokens, doc.roster or Roster(())
    pieces = [piece for run in _find_runs(text, tokens, roster) for piece in _match_roster(text, run, roster)]
    surnames = {fold(word.text) for run, person in pieces if person for word in (run[0], run[-1])}
    for run, person in pieces:
        for words in [run] if person else _split_run(run, text, surnames):
            title = _title_before(text, tokens, tokens.at(words[0].start))
            yield Name(words[0].start, words[-1].end, " ".join(word.text for word in words), title, words, person)


@functools.lru_cache(maxsize=1 << 16)
def _read_word(spelling: str) -> Span:
    """Return where in a token stands what can belong to a name: Putin of "Putin’s", nothing of "vodka"."""
    found = NAME_WORD.search(spelling)
    return found.span() if found else (0, 0)


Run = tuple[Word, ...]


def _find_runs(text: str, tokens: Tokens, roster: Roster) -> list[Run]:
    """Return the runs of capitalised words.

    Particles go with the word that they precede: Maria · de la Cruz; before the first word only in names of the roster.
    """
    runs: list[list[Word]] = []
    last = -2  # number of the last run's last token, if another word may follow it
    for at, low, high in [(at, *span) for at, span in enumerate(map(_read_word, tokens.spellings)) if span[1]]:
        first, start, end = at, tokens.starts[at] + low, tokens.starts[at] + high
        while at - first < 2 and tokens.spellings[first - 1] in PARTICLES and _touch(text, tokens, first - 1):
            first -= 1
        word = Word(tokens.starts[first], end, text[tokens.starts[first] : end]) if first < at else None
        if last == first - 1 and not low and _touch(text, tokens, last):
            before = runs[-1][-1]
            if before.text.lower() in PARTICLES and roster.has_word(text[before.start : end]):  # Von der Leyen
                start, word = runs[-1].pop().start, None
            runs[-1].append(word or Word(start, end, text[start:end]))
        elif not start or text[start - 1] not in NO_NAME_AFTER:
            runs.append([word if word and roster.has_word(word.text) else Word(start, end, text[start:end])])
        last = at if end == tokens.ends[at] and runs and runs[-1][-1].end == end else -2
    return list(map(tuple, runs))


def _touch(text: str, tokens: Tokens, at: int) -> bool:
    """Tell whether one blank stands between token *at* and the next."""
    return text[tokens.ends[at] : tokens.starts[at + 1]] in (" ", "\u00a0")


@functools.lru_cache(maxsize=1 << 16)
def _kind(word: str) -> str:
    """Return what a capitalised word is if it is no part of a name: title, institution, other; else an empty string."""
    bare = word.rstrip(".") if len(word) > 2 else word
    if bare in TITLES or bare.lower() in TITLES:
        return "title"
    forms = {word, bare, bare.capitalize() if bare.isupper() else bare}
    if any(NOT_NAMES.get(form) == "institution" for form in forms):
        return "institution"
    is_place = not forms.isdisjoint(DEMONYMS) and bare not in GIVEN_NAMES  # Jordan Brandt
    return "other" if is_place or not forms.isdisjoint(NOT_NAMES) else ""


def _match_roster(text: str, run: Run, roster: Roster) -> list[tuple[Run, Person | None]]:
    """Cut a run of capitalised words into the stretches that name people of the roster and those between.

    The longest that is written as in the roster comes first, then the longest that is written in another way. A name
    that a suffix follows goes with it; one that an institution's word follows is none ("Boris Yeltsin Center").
    """
    if len(run) < 2:
        return [(run, None)]
    words, count = tuple(word.text for word in run), len(run)
    if any(map(roster.has_word, words)):
        stretches = [(i, i + n) for n in range(min(count, LONGEST_NAME + 1), 1, -1) for i in range(count - n + 1)]
        ends = {i for i in range(count) if fold(words[i]) in SUFFIXES or _kind(words[i]) == "institution"}
        for find in (roster.find, roster.read):
            for low, high in stretches:
                if high not in ends and (person := find(*words[low:high])):
                    parts = [(run[low:high], person), *_match_roster(text, run[high:], roster)]
                    return [*_match_roster(text, run[:low], roster), *parts] if low else parts
    return [(part, None) for part in (_cut_heading(text, run) if any(map(roster.find, words)) else [run])]


def _cut_heading(text: str, run: Run) -> list[Run]:
    """Return what stands around the verbs of a run where a headline's line writes all with a capital: Xi Meets Putin."""
    line = text[text.rfind("\n", 0, run[0].start) + 1 : run[-1].end] + text[run[-1].end :].partition("\n")[0]
    if sum(len(word) > 3 and word[0].islower() for word in line.split()) * 8 >= len(line.split()):
        return [run]
    verbs = [i for i, word in enumerate(run) if i and word.text.lower().endswith(("s", "ed"))]
    edges = zip([0, *(i + 1 for i in verbs)], [*verbs, len(run)], strict=True)
    return [run[first:end] for first, end in edges if first < end]


# "in May", "the May talks" · "May 5", "May I"; the word itself is a blank character
ORDINARY = re.compile(
    r"\b(?:in|on|of|since|until|till|by|from|through|during|last|next|this|that|every|each|early|late|mid|the|\d\d?)[ -]\0"
    r"|\0(?:[ \u00a0](?:\d|(?:I|he|she|it|they|we|you|the|there|God|not)\b)|, \d{4})"
)


def _split_run(run: Run, text: str, surnames: set[str]) -> Iterator[Run]:
    """Yield the stretches of a run of capitalised words between opening words, demonyms, institutions and titles.

    One that an institution's word follows ("Fox News") is left out, as is a letter by itself. *surnames* are folded: those
    of the roster's people whom the text names in full.
    """
    first = 0
    for i, word in enumerate((*run, None)):
        kind = _kind(word.text) if word else "end"
        around = ""
        if kind and word and fold(word.text) in surnames:
            around = f"{text[max(0, word.start - 10) : word.start]}\0{text[word.end : word.end + 8]}"
        if not kind or (around and not ORDINARY.search(around)):
            continue
        words = run[first:i]
        if 0 < len(words) <= LONGEST_NAME and kind != "institution" and any(len(word.text) > 1 for word in words):
            yield words
        first = i + 1


def _title_before(text: str, tokens: Tokens, at: int) -> str:
    """Return the title just before token *at* ("spokesman", "prime minister"), a key of TITLES, or an empty string."""
    if not at or not _touch(text, tokens, at - 1):
        return ""
    word = tokens.spellings[at - 1].rstrip(".")
    before = f"{tokens.spellings[at - 2]} " if at > 1 and _touch(text, tokens, at - 2) else ""
    return next((one for one in ((before + word).lower(), word.lower(), word) if one in TITLES), "")
