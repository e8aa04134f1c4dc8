"""Annotated sources: one marked text from which both an article and its gold tables are made, so neither can drift.

A marked file opens with ``key: value`` lines. Then come blocks, each under ``# zone`` (``# zone +``: no blank line
before it); a blank line separates paragraphs. In headline, caption and body one line holds one sentence, so that
sentences need no guessing; elsewhere a line is a line. Marks nest: ``[[code argument … key=value …|words]]``, with
``_`` for a space in arguments.

===================================== =================================================================
``[[D 2019-06-05|Wednesday]]``         a temporal expression and its value
``[[M p|he]]``                         a mention by title or pronoun (names of the cast mark themselves)
``[[T p|the Russian president]]``      a mention by title that is also a label, of polarity 0
``[[L epithet p -1|strongman]]``       a label: its type, target and polarity
``[[Q x said 1 to=p via=CCTV|“…”]]``   direct speech: speaker, cue (``.``: none), sentiment; part=a joins pieces
``[[F …]] [[I …]] [[S …]] [[W …]]``    the same for a fragment, indirect speech, scare marks, a work's title
``[[E 2019-06-05-moscow|met]]``        a meeting of the record; date= place= mode= status= where the text differs
``[[C 27-29 x agrees|30 times]]``      a count claim: bounds (``41-``: no ceiling), speaker, verdict
``[[R friendship|good friend]]``       the cue of a frame
``[[Z dateline|BEIJING —]]``           a zone inside another
``[[N|Trump]]``                        not a mention, though it looks like a name of the cast
===================================== =================================================================

``sample_gold`` makes the tables.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from summitry.schema import Span

SENTENCE_ZONES = ("headline", "caption", "body")

# "[[Q x said 1|“We are friends.”]]": the opening of a mark up to its bar, a closing, or a line of plain text
MARK = re.compile(r"\[\[(?P<code>[A-Z])(?P<arguments>[^|\[\]]{0,200})\||\]\]")
ZONE_LINE = re.compile(r"# ?([a-z]+)( \+)?[ \t]*")


class AnnotationError(ValueError):
    """A marked file breaks the layout; the message says where."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: its code, its arguments, and the plain text's span that it covers."""

    code: str
    arguments: tuple[str, ...]
    options: Mapping[str, str]
    start: int
    end: int


@dataclass
class Annotated:
    """One article with its annotation: the header, the plain text, spans of zones and sentences, and the marks."""

    article_id: str
    header: dict[str, str]
    text: str = ""
    zones: list[tuple[int, int, str]] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)

    def marked(self, codes: str) -> list[Mark]:
        """Return the marks whose code is one of *codes*, in reading order."""
        return sorted((mark for mark in self.marks if mark.code in codes), key=lambda mark: (mark.start, -mark.end))


# --- reading the marked text ----------------------------------------------------------------------------------------


def read_marked(article_id: str, source: str) -> Annotated:
    """Return the article and annotation that *source* holds. Raises AnnotationError where the layout is broken.

    >>> annotated = read_marked("a", "cast: x\\n\\n# body\\n[[Q x said 1|“Good.”]] Xi said.\\n")
    >>> annotated.text, annotated.zones
    ('“Good.” Xi said.\\n', [(0, 16, 'body')])
    """
    head, _, rest = source.replace("\r\n", "\n").partition("\n\n")
    header = dict(_read_header_line(article_id, line) for line in head.splitlines() if line.strip())
    annotated = Annotated(article_id, header)
    gap = "\n" * int(header.get("gap", "2"))
    for zone, tight, paragraphs in _read_blocks(article_id, rest):
        _add_block(annotated, zone, paragraphs, gap, "\n" if tight else gap)
    annotated.text += "\n"
    annotated.zones = _cut_inner_zones(annotated)
    return annotated


def _read_header_line(article_id: str, line: str) -> tuple[str, str]:
    key, colon, value = line.partition(":")
    if not colon:
        raise AnnotationError(f"{article_id}: the header line {line!r} is not 'key: value'")
    return key.strip(), value.strip()


def _read_blocks(article_id: str, body: str) -> list[tuple[str, bool, list[list[str]]]]:
    """Return (zone, whether no blank line stands before it, paragraphs) in order, a paragraph being its lines."""
    blocks: list[tuple[str, bool, list[list[str]]]] = []
    for line in body.splitlines():
        found = ZONE_LINE.fullmatch(line)
        if found:
            blocks.append((found[1], bool(found[2]), [[]]))
        elif not blocks:
            raise AnnotationError(f"{article_id}: the line {line!r} stands before any '# zone'")
        elif line.strip():
            blocks[-1][2][-1].append(line)
        else:
            blocks[-1][2].append([])
    return [(zone, tight, [lines for lines in paragraphs if lines]) for zone, tight, paragraphs in blocks]


def _add_block(annotated: Annotated, zone: str, paragraphs: list[list[str]], gap: str, before: str) -> None:
    if annotated.text:
        annotated.text += before
    start = len(annotated.text)
    for number, lines in enumerate(paragraphs):
        annotated.text += gap if number else ""
        _add_paragraph(annotated, zone, lines)
    annotated.zones.append((start, len(annotated.text), zone))


def _add_paragraph(annotated: Annotated, zone: str, lines: list[str]) -> None:
    """Add a paragraph's plain words and marks; a mark may run over several sentences of it."""
    joined = (" " if zone in SENTENCE_ZONES else "\n").join(lines)
    start = len(annotated.text)
    plain, marks = strip_marks(joined, start, annotated.article_id)
    annotated.text += plain
    annotated.marks += marks
    if zone in SENTENCE_ZONES:
        at = start
        for line in lines:
            words, _ = strip_marks(line, 0, annotated.article_id, whole=False)
            annotated.sentences.append((at, at + len(words)))
            at += len(words) + 1


def strip_marks(marked: str, offset: int, where: str, *, whole: bool = True) -> tuple[str, list[Mark]]:
    """Return the plain words of *marked* and its marks, counted from *offset*; *whole*: every mark must close here.

    >>> strip_marks("[[M x|He]] left.", 0, "example")[0]
    'He left.'
    """
    plain, at = "", 0
    opened: list[tuple[str, str, int]] = []
    marks: list[Mark] = []
    for found in MARK.finditer(marked):
        plain += marked[at : found.start()]
        at = found.end()
        if found["code"]:
            opened.append((found["code"], found["arguments"], len(plain)))
        elif opened:
            code, arguments, start = opened.pop()
            marks.append(_read_mark(code, arguments, offset + start, offset + len(plain)))
        elif whole:
            raise AnnotationError(f"{where}: a mark closes that never opened, after {plain[-40:]!r}")
    if opened and whole:
        raise AnnotationError(f"{where}: the mark {opened[-1][:2]} never closes")
    return plain + marked[at:], marks


def _read_mark(code: str, arguments: str, start: int, end: int) -> Mark:
    parts = arguments.split()
    options = {key: value.replace("_", " ") for key, equals, value in (part.partition("=") for part in parts) if equals}
    return Mark(code, tuple(part.replace("_", " ") for part in parts if "=" not in part), options, start, end)


def _cut_inner_zones(annotated: Annotated) -> list[tuple[int, int, str]]:
    """Return the zones with inner ones (a dateline at the head of the body) cut out of those around them."""
    inner = [(mark.start, mark.end, mark.arguments[0]) for mark in annotated.marked("Z")]
    zones = []
    for start, end, zone in annotated.zones:
        for low, high, _ in inner:
            if start <= low < end:
                start = high + (annotated.text[high : high + 1] == " ")
        zones.append((start, end, zone))
    return sorted(zones + inner)


def read_marked_folder(folder: Path) -> list[Annotated]:
    """Return the marked files (``*.md``) of *folder*, by name."""
    return [read_marked(file.stem, file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.md"))]
