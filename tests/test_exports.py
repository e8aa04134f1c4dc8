"""Exports of Nexis and Factiva are split into their articles, each with its head, whatever file carries them."""

import contextlib
import io
import time
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from summitry.articles import read_metadata
from summitry.articles.exports import split_exports
from summitry.articles.formats import FormatError, read_docx, read_rtf
from summitry.articles.limits import Limits
from summitry.articles.reading import read_articles

FIRST = "The two presidents met in the old palace on Friday and “spoke” for an hour.\n\n“We are friends,” one said."
SECOND = "The talks in Kazan ended on Tuesday with no word on what comes next, officials of both sides said."

NEXIS_UNI = f"""User Name: Ann Example
Date and Time: Tuesday, July 7, 2026 10:15:00 AM EST
Documents (2)
1. Leaders meet in palace
2. Talks end in Kazan

Page 1 of 2
Leaders meet in palace
The Daily Example (London)
June 8, 2018 Friday

Copyright 2018 Example Newspapers All Rights Reserved

Section: WORLD; Pg. 4
Length: 532 words
Byline: By Li Wei
Dateline: BEIJING

Body

{FIRST}

Classification

Language: ENGLISH
Publication-Type: Newspaper
Subject: SUMMITS (90%)

Load-Date: June 9, 2018

End of Document

Talks end in Kazan
Example Wire
October 22, 2024 Tuesday

Copyright 2024 Example Wire All Rights Reserved

Length: 61 words

Body

{SECOND}

Load-Date: October 22, 2024

End of Document
"""

NEXIS_OLD = f"""
                               1 of 2 DOCUMENTS

                       The Daily Example (London)

                          June 8, 2018 Friday
                              First Edition

HEADLINE: Leaders meet in palace

BYLINE: Li Wei

SECTION: WORLD; Pg. 4

LENGTH: 532 words

DATELINE: BEIJING

BODY:
{FIRST}

LOAD-DATE: June 9, 2018

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper

                               2 of 2 DOCUMENTS

                       Example Wire

                       October 22, 2024 Tuesday

HEADLINE: Talks end in Kazan

LENGTH: 61 words

BODY:
{SECOND}

LOAD-DATE: October 22, 2024
"""

FACTIVA = f"""World
Leaders meet in palace
By Li Wei
532 words
8 June 2018
06:23
The Daily Example (London)
DAEX
English
(c) 2018 Example Newspapers

{FIRST}

Document DAEXAM0020180608ee680001a

Talks end in Kazan
61 words
22 October 2024
Example Wire
EXWIRE
English
Copyright 2024 Example Wire

{SECOND}

Document EXWIRE0020241022ekam0002b
"""

FACTIVA_CODED = f"""HD  Leaders meet in palace
BY  By Li Wei
WC  532 words
PD  8 June 2018
ET  06:23
SN  The Daily Example (London)
SC  DAEX
LA  English
CY  (c) 2018 Example Newspapers
LP
{FIRST}
TD
IN the hall there was music.
CO  example : Example plc
IN  i1 : Nothing
AN  Document DAEXAM0020180608ee680001a

HD  Talks end in Kazan
WC  61 words
PD  22 October 2024
SN  Example Wire
SC  EXWIRE
LA  English
LP
{SECOND}
AN  Document EXWIRE0020241022ekam0002b
"""

LAYOUTS = [NEXIS_UNI, NEXIS_OLD, FACTIVA, FACTIVA_CODED]
HEADS = [
    ("Leaders meet in palace", "The Daily Example (London)", "2018-06-08", "Li Wei"),
    ("Talks end in Kazan", "Example Wire", "2024-10-22", None),
]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("gap", ["\n", "\r\n"])
def test_articles_of_an_export(layout, gap, tmp_path):
    (tmp_path / "export.txt").write_bytes(layout.replace("\n", gap).encode())
    articles = list(read_articles(tmp_path))
    assert [a.article_id for a in articles] == ["export-000001", "export-000002"]
    heads = [read_metadata(a) for a in articles]
    assert [(h.title, h.outlet, h.published_stated, h.byline) for h in heads] == HEADS
    bodies = [[a.text[s:e].replace(gap, "\n") for s, e in a.spans("body")] for a in articles]
    assert bodies[0][0].startswith(FIRST) or bodies[0][0] == FIRST
    assert "".join(bodies[1]) == SECOND
    assert all(
        "Load" not in words and "Classification" not in words and "Document" not in words
        for body in bodies
        for words in body
    )


def test_a_line_of_the_body_may_look_like_a_code():
    (first, _) = split_exports(FACTIVA_CODED)
    assert "IN the hall" in "".join(FACTIVA_CODED[s:e] for s, e, zone in first.zones if zone == "body")


NONE = [
    "He wrote 532 words\n\nThe Document was signed.",
    "End of Document",
    "They met.\n\n300 words\n\nThen they left.",
]


@pytest.mark.parametrize("text", NONE)
def test_an_article_is_no_export(text):
    assert split_exports(text) == []


def pack(xml: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", xml)
    return file.getvalue()


def document(body: str) -> str:
    names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{names}"><w:body>{body}</w:body></w:document>'


def as_docx(text: str) -> bytes:
    lines = text.replace("&", "&amp;").split("\n")
    return pack(document("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)))


def as_rtf(text: str) -> bytes:
    words = "".join(c if ord(c) < 128 else f"\\u{ord(c)}?" for c in text).replace("\n", "\\par\n")
    return (r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}{\*\generator Example;}\uc1 " + words + "}").encode()


@pytest.mark.parametrize("suffix, pack_as", [("docx", as_docx), ("rtf", as_rtf)])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_exports_in_documents(layout, suffix, pack_as, tmp_path):
    (tmp_path / f"export.{suffix}").write_bytes(pack_as(layout))
    articles = list(read_articles(tmp_path))
    assert [(h.title, h.outlet, h.published_stated, h.byline) for h in map(read_metadata, articles)] == HEADS
    assert [a.format for a in articles] == [suffix] * 2
    assert "“spoke”" in articles[0].text


ENTITIES = f'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>{document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")}'
TRAPS = [
    b"no zip",
    pack("<w:document"),
    pack(ENTITIES),
    pack(f'<?xml version="1.0" encoding="UTF-16"?>{ENTITIES}'.encode("utf-16")),
]


@pytest.mark.parametrize("data", TRAPS)
def test_a_word_document_that_is_none_or_a_trap(data):
    with pytest.raises(FormatError):
        read_docx(data)


WORDS = [
    (
        "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p><w:p/><w:p>not shown</w:p>",
        "a\tb\nc\n\n",
    ),
    ("<w:p><w:r><w:t>kept</w:t><w:delText>crossed out</w:delText></w:r></w:p>", "kept"),
]


@pytest.mark.parametrize("body, text", WORDS)
def test_the_text_of_a_word_document(body, text):
    assert read_docx(pack(document(body))) == text


LONG = [document("<w:p/>" * 300_000), document(f"<w:p><w:r><w:t>{'a' * 300_000}</w:t></w:r></w:p>")]


@pytest.mark.parametrize("xml", LONG)
def test_a_word_document_longer_than_any_article_is_refused_before_it_fills_the_memory(xml, tmp_path):
    (tmp_path / "a.docx").write_bytes(pack(xml))
    tracemalloc.start()
    (problem,) = read_articles(tmp_path, Limits(bytes=100_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "larger than 100,000" in problem.why or "too large" in problem.why
    assert peak < 3_000_000


RTF = [
    (rb"{\rtf1\ansi\ansicpg1251 \'cf\'f3\'f2\'e8\'ed}", "Путин"),
    (rb"{\rtf1\uc1 Xi\u8217's {\b bold} word\~here}", "Xi’s bold word\xa0here"),
    (rb"{\rtf1{\field{\*\fldinst HYPERLINK x}{\fldrslt shown}} a\{b\}}", "shown a{b}"),
    (rb"{\rtf1{\info{\title Hidden}}shown\par\par}", "shown"),
    (rb"{\rtf1 unclosed {\b group", "unclosed group"),
    (rb"{\rtf1 HD\cell Leaders meet\row}", "HD\tLeaders meet"),  # cells are parted as Word's are
    (rb"{\rtf1 co\-op non\_stop \u-10179?\u-8704?}", "coop non-stop 😀"),
]


@pytest.mark.parametrize("data, text", RTF)
def test_rtf(data, text):
    assert read_rtf(data) == text


RTF_TRAPS = [
    b"no RTF",
    rb"{\rtf1 \u9999999999}",
    rb"{\rtf1 {\pict\bin}}",
    b"{\\rtf1" + b"{" * 600_000,
    b"{\\rtf1" + b"a" * 20_000_000,
]


@pytest.mark.parametrize("data", RTF_TRAPS, ids=range(len(RTF_TRAPS)))
def test_an_rtf_document_that_is_none_or_a_trap(data):
    with pytest.raises(FormatError):
        read_rtf(data)


PIECES = ["{", "}", "\\", "\\par ", "\\u8217?", "\\u", "\\uc", "\\'e9", "\\'zz", "\\*", "{\\fonttbl", "\\f1", "\\fcharset204", ";",
          "{\\field{\\*\\fldinst{", 'HYPERLINK "x"}}{', "\\pict", "\\bin9", "\\ansicpg0", "\\ansicpg932", "a", "\n", "\x00", "é"]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_rtf_document_is_text_or_refused(pieces):
    with contextlib.suppress(FormatError):
        read_rtf(f"{{\\rtf1 {''.join(pieces)}".encode("latin-1")).encode("utf-8")


REPEATED = [
    "{\\field{\\*\\fldinst{",
    'HYPERLINK "x"}}{',
    "{\\fonttbl",
    "\\f1\\fcharset2",
    "{\\pict",
    "\\'e9",
    "\\u8217?",
]


@pytest.mark.parametrize("unit", REPEATED)
def test_an_rtf_document_that_repeats_itself_is_read_in_time(unit):
    began = time.process_time()
    with contextlib.suppress(FormatError):
        read_rtf(f"{{\\rtf1{{\\fonttbl{{\\field{unit * 20_000}".encode())
    assert time.process_time() - began < 3


GERMAN = NEXIS_UNI
for ours, theirs in (
    ("June 8, 2018 Friday", "8. Juni 2018 Freitag"),
    ("October 22, 2024 Tuesday", "22. Oktober 2024 Dienstag"),
    ("Length: 532 words", "Länge: 532 Wörter"),
    ("Length: 61 words", "Länge: 61 Wörter"),
    ("Byline:", "Autor:"),
    ("End of Document", "Ende des Dokuments"),
):
    GERMAN = GERMAN.replace(ours, theirs)


def test_an_export_with_a_german_interface(tmp_path):
    (tmp_path / "export.txt").write_text(GERMAN, encoding="utf-8")
    heads = [read_metadata(a) for a in read_articles(tmp_path)]
    assert [(h.title, h.outlet, h.published_stated, h.byline) for h in heads] == HEADS
