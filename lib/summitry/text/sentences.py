"""Paragraphs and sentences of a text, and what stands in it between quotation marks, as offsets."""

import re
from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from summitry.schema import Span, ZoneName, Zones
from summitry.text.tokens import read_words, spell_out, word_set

READABLE: tuple[ZoneName, ...] = ("headline", "caption", "body")  # the zones whose words feed the instruments


LONGEST = 1_500
"""How many characters a sentence has at most; what is longer is no prose and is read in pieces, cut at white space."""


class Sentence(NamedTuple):
    """A sentence's offsets, its zone, and the number of its paragraph (a line or block of text) in the article."""

    start: int
    end: int
    zone: ZoneName
    paragraph: int


LINE = re.compile(r"[^\r\n\x0b\x0c\x85\u2028\u2029]+")


def find_paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of *text*: its lines, joined where the text is broken at a fixed width.

    >>> find_paragraphs("One.\\n\\nTwo.")
    ((0, 4), (6, 10))
    """
    lines = []
    for found in LINE.finditer(text):
        start, end = strip(text, found.start(), found.end())
        if start < end:
            lines.append((start, end))
    return tuple(_join_wrapped(text, lines) if len(lines) > 3 else lines)


def _is_broken(text: str, above: Span, below: Span) -> bool:
    """Tell whether a sentence runs from the line *above* on into the line *below*, with no blank line between."""
    return (
        below[0] - above[1] < 40
        and text[below[0]].islower()
        and above[1] - above[0] >= 30
        and text[above[1] - 1] not in '.!?:;…”"'
        and text.count("\n", above[1], below[0]) == 1
    )


def _are_full(text: str, lines: list[Span], width: int) -> bool:
    """Tell whether no line of *text* that another one follows had room for the first word of that."""
    pairs = [(a, b) for a, b in pairwise(lines) if text.count("\n", a[1], b[0]) == 1]
    words = (text[start:end].split(maxsplit=1)[0] for _, (start, end) in pairs)
    return len(pairs) > 2 and all(a[1] - a[0] + len(w) >= width for (a, _), w in zip(pairs, words, strict=True))


def _join_wrapped(text: str, lines: list[Span]) -> list[Span]:
    """Join the lines of a text that was broken at a fixed width, as old databases and mail do; others stay."""
    width = max(end - start for start, end in lines)
    broken = sum(_is_broken(text, above, below) for above, below in pairwise(lines))
    few = broken < 3 or broken < len(lines) / 6
    if width > 130 or (few and not (broken and _are_full(text, lines, width))):
        return lines
    joined = lines[:1]
    for last, line in pairwise(lines):
        full = last[1] - last[0] >= 0.6 * width
        if text.count("\n", last[1], line[0]) == 1 and (full or text[line[0]].islower()):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


# A stop with its closing marks, white space, then something that can open a sentence: 'He said: "No." Then he left.'
# or a stop and a capital glued to it, as bad scrapers leave them: 'He left.Then it rained.'
# (a pattern that begins with one set of characters is searched for far faster than one that begins with a choice)
SENTENCE_END = re.compile(
    r"[.!?…。！？](?:"
    r"(?<=[.!?…])[.!?…]{0,5}(?:''|[\"”’»)\]]){0,4}(?=\s{1,9}[\"“‘'«„(\[`–—\-]{0,4}[^\W_a-z])"
    r"|(?<=[a-z]{3}[.!?])[”\"]?(?=[“\"]?[A-Z][a-z])"
    r"|(?<=[。！？])[。！？]*[”」』]*)"
)
ABBREVIATIONS = {row["word"]: row["kind"] for row in read_words("abbreviations")}
NEXT_WORD = re.compile(r"[\s\"“‘'«„(\[`–—\-]{0,12}([^\W\d_]+|\d)")


def _continues(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    """Tell whether the sentence that began at *start* goes on after *stop*: an abbreviation, initial or ellipsis."""
    at = stop.start()
    mark = text[at]
    if mark == "…" or text.startswith("...", at):
        return at == start or text[at - 1].isspace()
    if mark != "." or stop.end() - at > 1:
        return False
    token = text[max(text.rfind(" ", start, at) + 1, text.rfind("\xa0", start, at) + 1, start) : at].lstrip(
        "\"“”‘’'([-–—/"
    )
    if len(token) > 9 or not token:
        return False
    if token.isdigit():
        return at - start <= 3  # '1. Trade', the number of a list's item
    return _is_abbreviation(token, text, stop.end(), end)


def _is_abbreviation(token: str, text: str, after: int, end: int) -> bool:
    """Tell whether the full stop after *token* belongs to it, by what kind of abbreviation it is and what follows."""
    kind = ABBREVIATIONS.get(token) or (ABBREVIATIONS.get(token.lower()) if len(token) > 1 else None)
    if kind is None or (kind != "title" and token.islower() and token in ("no", "art", "ill", "mass", "miss")):
        initials = len(token) == 1 or all(len(part) == 1 for part in token.split("."))
        if not (initials and token[0].isupper() and token != "I"):
            return False
        kind = "other"
    if kind == "title":
        return True
    found = NEXT_WORD.match(text, after, end)
    word = found.group(1) if found else ""
    return word.isdigit() if kind == "number" else word not in word_set("openers")


def find_sentences(text: str, zones: Iterable[Zones], paragraphs: Iterable[Span]) -> Iterator[Sentence]:
    """Yield the sentences of the readable zones; a sentence never crosses the end of its paragraph."""
    for number, (start, end, zone) in enumerate(cut_paragraphs(zones, paragraphs), start=1):
        for begins, stops in _split(text, start, end):
            yield Sentence(begins, stops, zone, number)


def cut_paragraphs(zones: Iterable[Zones], paragraphs: Iterable[Span]) -> Iterator[tuple[int, int, ZoneName]]:
    """Yield the parts of *paragraphs* that lie in one readable zone each, and the zone's name, in order."""
    waiting = iter(paragraphs)
    paragraph = next(waiting, None)
    for zone in zones:
        if zone.zone not in READABLE:
            continue
        while paragraph and paragraph[0] < zone.end:
            start, end = max(paragraph[0], zone.start), min(paragraph[1], zone.end)
            if start < end:
                yield start, end, zone.zone
            if paragraph[1] > zone.end:
                break
            paragraph = next(waiting, None)


def _split(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentences of the paragraph ``text[start:end]``, without white space around them."""
    for stop in SENTENCE_END.finditer(text, start, end):
        if _continues(text, start, stop, end):
            continue
        yield from _pieces(text, start, stop.end())
        start = stop.end()
    if not text[start:end].isspace() and start < end:
        yield from _pieces(text, start, end)


def _pieces(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the sentence ``text[start:end]`` without white space around it, a long one in pieces."""
    start, end = strip(text, start, end)
    while end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        cut = space if space > 0 else start + LONGEST
        yield strip(text, start, cut)
        start = next(at for at in range(cut, end) if not text[at].isspace())
    yield start, end


def strip(text: str, start: int, end: int) -> Span:
    """Return the offsets of ``text[start:end]`` without the white space around it.

    >>> strip(" a b ", 0, 5)
    (1, 4)
    """
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())


class Marked(NamedTuple):
    """Words between marks. ``start``/``end`` include the marks, ``inner_start``/``inner_end`` do not."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    single: bool
    closed: bool


class _Mark(NamedTuple):
    start: int
    end: int
    opens: bool
    closes: bool


LINE_OF_TEXT = re.compile(r"[^\r\n]+")
# “Yes,” »Ja« „Ja“ ''yes'' ``yes'' "yes"
DOUBLE_MARK = re.compile(r"[\"“”„‟«»″＂'`‘’,](?:(?<=[\"“”„‟«»″＂])|(?<=')'|(?<=`)`|(?<=‘)‘|(?<=’)’|(?<=,),(?=\w))")
# ‘Yes,’ 'yes,' and every apostrophe
SINGLE_MARK = re.compile(r"[‘’'‛‚]")
OPENING, CLOSING = "“„‟«‘‚", "”»″’"
# ’90s, ’em: an apostrophe that only looks as if it opened something
ELISION = re.compile(r"[’'](?:\d0s|em|til|tis|twas|cause|n)\b", re.IGNORECASE)
SPEECH_ENDED = re.compile(r"[,.?!…]\s")
# We agree, he said · We agree, Xi Jinping told
SAID = re.compile(rf"[,.?!…] (?:[A-Z][\w.-]+ |he |she ){{1,3}}(?:{spell_out(word_set('verbs_after_names'))})\b")
WORD_SIGN = re.compile(r"\w")
ENDS_SPEECH = ",.?!;…—"


def find_marked(text: str, spans: Iterable[Span]) -> list[Marked]:
    """Return the outermost marked stretches inside *spans* (paragraphs), in order and without overlap.

    Marks may be straight, curly or German, guillemets, doubled single marks (''…''), British single marks beside
    apostrophes, nested, or drawn the wrong way round; those of inches and minutes are none. A stretch that is not
    closed ends with its paragraph. Marks around no word, as in ``""``, quote nothing.

    >>> text = "He called it ''a gift'' from 'the people' of O'Hare."
    >>> [text[m.start : m.end] for m in find_marked(text, [(0, len(text))])]
    ["''a gift''", "'the people'"]
    """
    marked = []
    for start, end in spans:
        doubles = list(_find_double(text, start, end))
        taken = [edge for double in doubles for edge in (double.start, double.end)]
        gaps = zip([start, *taken[1::2]], [*taken[::2], end], strict=True)
        marked += [*doubles, *_find_single(text, gaps)]
    return sorted(m for m in marked if WORD_SIGN.search(text, m.inner_start, m.inner_end))


def _find_double(text: str, start: int, end: int) -> Iterator[Marked]:
    """Yield the outermost stretches between double marks in one paragraph."""
    marks = [_read_mark(text, found, start, end) for found in DOUBLE_MARK.finditer(text, start, end)]
    if not marks:
        return
    closing = list(accumulate(reversed([mark.closes and not mark.opens for mark in marks]), initial=0))[::-1][1:]
    last_closer = max((i for i, mark in enumerate(marks) if mark.closes), default=-1)
    opened: _Mark | None = None
    depth = 0
    for i, mark in enumerate(marks):
        if opened is None:
            inch = mark.start > 0 and text[mark.start - 1].isdigit()  # a 6" screen
            if mark.opens and not inch:
                opened, depth = mark, 1
        elif mark.closes and not (mark.opens and text[mark.start] in OPENING and i < len(marks) - 2):
            depth -= 1
            if depth == 0 or i >= last_closer:
                yield Marked(opened.start, mark.end, opened.end, mark.start, False, True)
                opened = None
        elif mark.opens:
            ended = SPEECH_ENDED.search(text, max(opened.end, mark.start - 400), mark.start)
            lost = len(marks) % 2 and text[mark.start] == '"'  # of marks without direction one is missing
            if closing[i] > depth and not (ended and lost):
                depth += 1
            elif ended and (lost or text[mark.start] in OPENING):
                # words of speech end between two opening marks: the first was never closed
                yield _unclosed(text, opened, mark.start)
                opened, depth = mark, 1
    if opened is not None and opened.end < end:
        yield _unclosed(text, opened, end)


def _read_mark(text: str, found: re.Match[str], low: int, high: int) -> _Mark:
    """Tell which way a mark can point: by the white space around it first, by its shape where that leaves both."""
    start, end = found.span()
    before = text[start - 1] if start > low else " "
    after = text[end] if end < high else " "
    opens = not after.isspace() and not before.isalnum() and before not in ",.?!…%"
    closes = not before.isspace() and before not in "([—–-" and (not after.isalnum() or not opens)
    shape = text[start]
    if before.isspace() and after in ",.;?!" and shape not in OPENING and not text.startswith("..", end):
        return _Mark(start, end, False, True)  # » We agree », he said
    if before in ",.?!…" and after.isupper():  # no blank: he left.“We agree,” or “We agree,”he said
        return _Mark(start, end, shape not in CLOSING, shape not in OPENING)
    if opens == closes:
        if shape in OPENING:
            return _Mark(start, end, True, shape == "“" and before.isalnum())
        if shape in CLOSING or text[start:end] == "''":
            return _Mark(start, end, before.isspace() and after.isalnum(), True)
        return _Mark(start, end, not after.isspace() or before.isspace(), True)
    return _Mark(start, end, opens, closes)


def _unclosed(text: str, opened: _Mark, end: int) -> Marked:
    """Return what was opened and not closed before *end*, where words tell who said it up to these."""
    said = SAID.search(text, opened.end, end)
    end = said.start() + 1 if said else end
    end = opened.end + len(text[opened.end : end].rstrip())
    return Marked(opened.start, end, opened.end, end, False, False)


def _find_single(text: str, gaps: Iterable[Span]) -> Iterator[Marked]:
    """Yield the stretches between single marks outside double ones; an apostrophe is not a mark."""
    for low, high in gaps:
        marks = [found.start() for found in SINGLE_MARK.finditer(text, low, high)]
        openers = [at for at in marks if _opens_single(text, at, low, high)]
        reached = low
        for i, opener in enumerate(openers):
            if opener < reached:
                continue
            limit = openers[i + 1] if i + 1 < len(openers) else high
            closer = _find_closer(text, opener + 1, limit, high)
            if closer is not None:
                reached = closer + 1
                yield Marked(opener, closer + 1, opener + 1, closer, True, True)


def _opens_single(text: str, at: int, low: int, high: int) -> bool:
    before = text[at - 1] if at > low else " "
    after = text[at + 1] if at + 1 < high else " "
    if before.isalnum() or before in "’'‘" or not (after.isalnum() or after in '$£€#@…[“"'):
        return False
    return text[at] == "‘" or not ELISION.match(text, at)


def _find_closer(text: str, start: int, limit: int, high: int) -> int | None:
    """Return where the single mark stands that closes a quotation opened before *start*, or None.

    A mark after punctuation is trusted most, then one that is no plural's possessive ("the leaders' talks").
    """
    closers = [
        m.start()
        for m in SINGLE_MARK.finditer(text, start, limit)
        if text[m.start()] != "‘"
        and not text[m.start() - 1].isspace()
        and not (m.end() < high and text[m.end()].isalnum())
    ]
    return min(closers, key=lambda at: (text[at - 1] not in ENDS_SPEECH, text[at - 1] == "s"), default=None)
