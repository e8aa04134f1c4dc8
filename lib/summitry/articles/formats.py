"""Formats: bytes of a file to text. Text files in any encoding that can be told, HTML, RTF, Word documents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
MOST_CHARACTERS = 20_000_000
"""A file that unpacks to more than this is refused."""


class FormatError(ValueError):
    """A file cannot be read as text; the message is the reason, as a sentence."""


class Decoded(NamedTuple):
    """A file's text and how its bytes were decoded."""

    text: str
    encoding: str


def decode_text(data: bytes) -> Decoded:
    """Return *data* as text. Raises FormatError when it is no text or its encoding cannot be told.

    >>> decode_text("in the café".encode("cp1252"))
    Decoded(text='in the café', encoding='cp1252')
    """
    for mark, name in BOMS:
        if data.startswith(mark):
            return _decode(data, name)
    if (wide := _guess_wide(data)) is not None:
        return _decode(data, wide)
    if b"\x00" in data[:4096]:
        raise FormatError("the file is binary, not text")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guess_encoding(data)


def _decode(data: bytes, name: str) -> Decoded:
    try:
        return Decoded(data.decode(name), name)
    except UnicodeDecodeError:
        raise FormatError(f"the file begins as {name} does but breaks its rules further on") from None


def _guess_wide(data: bytes) -> str | None:
    """Tell UTF-16 without a mark by its zero bytes: Latin text has one in every pair."""
    sample = data[:2000]
    if len(sample) < 8 or len(data) % 2:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    half = len(sample) // 2
    if odd > 0.6 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.1 * half else None


def _mend_utf8(data: bytes) -> Decoded | None:
    """Decode UTF-8 that a few bytes break (cut off, or two encodings pasted together): at most one in ten signs."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    signs = sum(1 for character in text if character > "\x7f")
    return Decoded(text, "utf-8 with errors") if 10 * broken <= signs else None


# bytes that cp1252 leaves undefined, and control characters that no text has
NOT_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d\x00-\x08\x0e-\x1a\x1c-\x1f]")


def _guess_encoding(data: bytes) -> Decoded:
    """Decode what is not UTF-8: cp1252 where its letters make sense, else what charset-normalizer says."""
    if (mended := _mend_utf8(data)) is not None:
        return mended
    controls = sum(data.count(bytes([code])) for code in (*range(1, 9), *range(14, 32)))
    if controls > 0.01 * len(data):
        raise FormatError("the file is binary, not text")
    high = sum(data.count(bytes([code])) for code in range(128, 256))
    if not NOT_CP1252.search(data) and high < 0.3 * len(data):
        return Decoded(data.decode("cp1252"), "cp1252")
    import charset_normalizer

    best = charset_normalizer.from_bytes(data, cp_exclusion=["utf_16", "utf_32", "utf_7"]).best()
    if best is None:
        raise FormatError("the file's encoding cannot be told")
    return Decoded(str(best), best.encoding)


# --- HTML -----------------------------------------------------------------------------------------------------------

HTML_LIKE = re.compile(r"<(?:!doctype html|html|head|body|article|p|div)\b", re.IGNORECASE)


class Page(NamedTuple):
    """An HTML page's article text and the metadata in its markup (keys as in Article.stated)."""

    text: str
    metadata: dict[str, str]


def read_html(html: str) -> Page:
    """Return the article in *html*, through trafilatura. Raises FormatError when there is none."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found = trafilatura.bare_extraction(html, include_comments=False, include_tables=False, with_metadata=True)
    text = (found.text if found is not None else None) or ""
    if not text.strip():
        raise FormatError("no article was found in the page")
    fields = {"title": found.title, "published": found.date, "author": found.author, "url": found.url}
    fields["outlet"] = found.sitename or found.hostname
    return Page(text, {key: str(value) for key, value in fields.items() if value})


# --- Word -----------------------------------------------------------------------------------------------------------

WORD_NAMES = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def read_docx(data: bytes) -> str:
    """Return the text of a Word document, a paragraph a line. Raises FormatError when it is none, or is a trap.

    A document type declaration is refused, since only those define entities that could grow without bound.
    """
    import io
    import zipfile
    import zlib
    from xml.etree import ElementTree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            size = packed.getinfo("word/document.xml").file_size
            if size > 5 * MOST_CHARACTERS:
                raise FormatError("the document is too large when unpacked")
            with packed.open("word/document.xml") as file:
                xml = file.read(5 * MOST_CHARACTERS)
        if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
            raise FormatError("the document defines entities of its own, which no word processor does")
        root = ElementTree.fromstring(xml)
    except (KeyError, zipfile.BadZipFile, ElementTree.ParseError, zlib.error, NotImplementedError, RuntimeError):
        raise FormatError("it is no Word document that can be read") from None
    paragraphs = ("".join(_read_runs(paragraph)) for paragraph in root.iter(f"{WORD_NAMES}p"))
    return "\n".join(paragraphs)


def _read_runs(paragraph: Any) -> Iterator[str]:
    for node in paragraph.iter():
        if node.tag == f"{WORD_NAMES}t":
            yield node.text or ""
        elif node.tag == f"{WORD_NAMES}tab":
            yield "\t"
        elif node.tag in (f"{WORD_NAMES}br", f"{WORD_NAMES}cr"):
            yield "\n"


# --- RTF ------------------------------------------------------------------------------------------------------------

# a control word with its number, a byte in hexadecimal, a control sign, a brace, line ends (which mean nothing), text
RTF_TOKEN = re.compile(
    r"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.I
)
RTF_SIGNS = {"par": "\n", "line": "\n", "sect": "\n", "page": "\n", "row": "\n", "tab": "\t", "cell": "\t",
             "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
             "bullet": "•", "emspace": " ", "enspace": " "}  # fmt: skip
RTF_HIDDEN = frozenset(
    ("fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "footer", "footerl",
     "footerr", "fldinst", "themedata", "listtable", "listoverridetable", "rsidtbl", "generator", "datastore",
     "latentstyles", "xmlnstbl", "footnote", "headerf", "footerf", "shppict", "nonshppict")
)  # fmt: skip


def read_rtf(data: bytes) -> str:
    r"""Return the text of an RTF document, a paragraph a line. Raises FormatError when it is none.

    >>> read_rtf(rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}} They \'93met\'94.\par Twice.}")
    'They “met”.\nTwice.'
    """
    source = data.decode("latin-1")
    if not source.lstrip().startswith("{\\rtf"):
        raise FormatError("it is no RTF document")
    page = re.search(r"\\ansicpg(\d{3,5})", source[:400])
    return _read_tokens(source, f"cp{page.group(1)}" if page else "cp1252").strip()


def _read_tokens(source: str, codepage: str) -> str:
    """Return what the tokens of *source* show; ``hidden`` is the depth at which a group that shows nothing began."""
    shown: list[str] = []
    depth, hidden, skip, wide = 0, 0, 0, [1]
    for token in RTF_TOKEN.finditer(source):
        word, number, byte, sign, brace, words = token.groups()
        if brace == "{":
            depth += 1
            wide.append(wide[-1])
        elif brace == "}":
            depth -= 1
            wide = wide[:-1] or [1]
            hidden = hidden if depth >= hidden else 0
        elif hidden:
            continue
        elif sign == "*" or (word or "").lower() in RTF_HIDDEN:
            hidden = depth
        elif word == "uc":
            wide[-1] = int(number or 1)
        elif word == "u":
            shown.append(_character(int(number or 0)))
            skip = wide[-1]
        elif byte and skip:
            skip -= 1
        elif byte:
            shown.append(_byte(byte, codepage))
        elif words:
            shown.append(words[skip:])
            skip = max(0, skip - len(words))
        elif word in RTF_SIGNS:
            shown.append(RTF_SIGNS[word])
        elif sign:
            shown.append(
                {"~": "\xa0", "_": "-", "-": ""}.get(sign, sign if sign in "\\{}" else "\n" if sign in "\r\n" else "")
            )
    return "".join(shown).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _character(number: int) -> str:
    return chr(number % 65536)


def _byte(byte: str, codepage: str) -> str:
    try:
        return bytes.fromhex(byte).decode(codepage, "replace")
    except LookupError:
        return bytes.fromhex(byte).decode("cp1252", "replace")
