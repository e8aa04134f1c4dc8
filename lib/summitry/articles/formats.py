"""Formats: a file's bytes as text. Text files in any encoding that can be told, HTML, RTF, Word documents."""

import codecs
import contextlib
import gzip
import io
import itertools
import logging
import re
import zipfile
import zlib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_BE, BOM_UTF32_LE
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import IO, Any, cast
from xml.parsers import expat

import charset_normalizer
import trafilatura
from striprtf.striprtf import rtf_to_text

from summitry.articles.limits import DEFAULTS, Limits
from summitry.articles.metadata import declare_day
from summitry.text import read_words, word_set

BOMS = {"utf-32": (BOM_UTF32_LE, BOM_UTF32_BE), "utf-8-sig": (BOM_UTF8,), "utf-16": (BOM_UTF16_LE, BOM_UTF16_BE)}
WITH_ERRORS = " with errors"
logging.getLogger("trafilatura").addHandler(logging.NullHandler())  # its warnings are our problems rows


class FormatError(ValueError):
    """A file cannot be read as text; the message is the reason, as a sentence."""


def without_halves(words: str) -> str:
    """Return *words* with U+FFFD for each half of a surrogate pair that stands alone: no file can hold one.

    >>> without_halves("a\\ud800b")
    'a\ufffdb'
    """
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


@contextlib.contextmanager
def open_file(file: Path) -> Iterator[IO[bytes]]:
    """Open *file* to be read, unpacked where it is gzip."""
    with file.open("rb") as opened:
        yield cast(IO[bytes], gzip.GzipFile(fileobj=opened)) if file.suffix == ".gz" else opened


def decode_text(data: bytes) -> tuple[str, str]:
    """Return *data* as text, and its encoding. Raises FormatError when it is no text or its encoding cannot be told.

    >>> decode_text("in the café".encode("cp1252"))
    ('in the café', 'cp1252')
    """
    marked = next((name for name, mark in BOMS.items() if data.startswith(mark)), None) or _guess_wide(data)
    if not marked and b"\x00" in data[:4096]:
        raise FormatError("the file is binary, not text")
    try:
        return data.decode(marked or "utf-8"), marked or "utf-8"
    except UnicodeDecodeError:
        if marked:
            raise FormatError(f"the file begins as {marked} does but breaks its rules further on") from None
        return _guess_encoding(data)


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


# bytes that cp1252 leaves undefined, and control characters that no text has
NOT_CP1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d\x00-\x08\x0e-\x1a\x1c-\x1f]")


DECLARED = re.compile(rb"(?:charset|encoding)\s?=\s?[\"']?(?!iso-8859-1\b|latin)([\w-]{2,20})", re.IGNORECASE)
# how curly marks of other encodings look in cp1252: English copy of Chinese and Korean agencies, of Taiwan, of old Macs
MARKS = {"gb18030": r"¡°\w[^¡]*¡±", "big5": r"¡§\w[^¡]*¡¨", "mac_roman": r"Ò\w[^Ò]*Ó"}


def _guess_encoding(data: bytes) -> tuple[str, str]:
    """Decode what is not UTF-8: as it declares itself, by its marks, as cp1252 where its letters make sense, else as
    charset-normalizer says. Where few signs break UTF-8 (cut off, or pasted in), it is that with errors."""
    controls = sum(data.count(bytes([code])) for code in (*range(1, 9), *range(14, 32)))
    if controls > 0.01 * len(data):
        raise FormatError("the file is binary, not text")
    declared, windows = DECLARED.search(data[:2000]), data.decode("cp1252", "replace")
    names = [declared.group(1).decode().lower()] if declared else []
    for name in (*names, *(name for name, marks in MARKS.items() if re.search(marks, windows))):
        with contextlib.suppress(UnicodeDecodeError, LookupError):
            return data.decode(name), name
    text, whole = data.decode("utf-8", "replace"), data.decode("utf-8", "ignore")
    if text.count("\ufffd") <= 3 * sum(character > "\x7f" for character in whole):
        return data.decode("utf-8", "windows"), f"utf-8{WITH_ERRORS}"
    high = sum(data.count(bytes([code])) for code in range(128, 256))
    if not NOT_CP1252.search(data) and high < 0.3 * len(data):
        return windows, "cp1252"
    best = charset_normalizer.from_bytes(data, cp_exclusion=["utf_16", "utf_32", "utf_7"]).best()
    if best is None:
        raise FormatError("the file's encoding cannot be told")
    return str(best), best.encoding


def _read_as_windows(error: Any) -> tuple[str, int]:
    """Return what a lone byte that is no UTF-8 is in Windows-1252; a sequence that was cut off is lost."""
    bad, cut = error.object[error.start : error.end], error.reason == "unexpected end of data"
    return "\ufffd" if cut or len(bad) > 1 else bad.decode("cp1252", "replace"), error.end


codecs.register_error("windows", _read_as_windows)
# UTF-8 that was read as Windows-1252 or Latin-1: 'â€œWe', 'Ã©', 'ÄŸ'; and an entity
MOJIBAKE = re.compile("[ÂÃÄÅÐÑ]N|[âï]N{2}|ðN{3}".replace("N", "[\x80-¿Œ-œŠšŸŽžƒˆ˜–-™]"))
AS_LATIN = {ord(sign): code for code in range(128, 160) if (sign := bytes([code]).decode("cp1252", "ignore"))}
ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-f]{2,5}|[a-z]{2,8}\d?);", re.IGNORECASE)
GARBLED = re.compile(r"\ufffd|(?<!\S)\?(?=\w)|(?<=\w)\?(?=s\s)|(?<=,)\?(?=\s)|â€|¡[°±¯ª]")


def _read_again(found: re.Match[str]) -> str:
    again = found.group().translate(AS_LATIN).encode("latin-1").decode("utf-8", "replace")
    return found.group() if "\ufffd" in again else again


# 'Vladimir Pu-⏎tin said', 'a state-⏎run agency'
CUT_WORD = re.compile(r"([^\W\d_]+)-[ \t]*\r?\n[ \t]*(([^\W\d_][\w’']*)[^\s\w]*)[ \t]*\n?")


def join_words(text: str) -> str:
    """Return *text* with words whole that a hyphen cuts at the end of a line; "state-⏎run" keeps its hyphen.

    >>> join_words("They met on Tues-\\nday in Beijing.")
    'They met on Tuesday\\nin Beijing.'
    """
    lowered = text.lower()

    def join(found: re.Match[str]) -> str:
        first, rest, bare = found.groups()
        compound = rest[0].isupper() or first.lower() in word_set("compounds") or f"{first}-{bare}".lower() in lowered
        return f"{first}{'-' * (compound and (first + bare).lower() not in lowered)}{rest}\n"

    return CUT_WORD.sub(join, text)


def repair(text: str) -> str:
    """Return *text* with what is certain put right: UTF-8 that was read in another encoding (once or twice), entities,
    line breaks that are spelled out where there are no others, soft hyphens, words cut at the end of a line. All
    offsets are into this text."""
    text = join_words(text) if "-\n" in text or "-\r" in text else text
    for _ in range(3):
        text = MOJIBAKE.sub(_read_again, text)
    if "\\n" in text and "\n" not in text.strip():
        text = text.replace("\\r", "").replace("\\n", "\n").replace('\\"', '"')
    return ENTITY.sub(lambda entity: unescape(entity.group()), text).replace("\xad", "")


def open_text(raw: IO[bytes], newline: str | None = None) -> tuple[IO[str], str]:
    """Return the text in *raw*, to be read, and its encoding, by its first megabyte. Raises FormatError: there is none."""
    sample = raw.read(1_000_000)
    if not sample.strip():
        raise FormatError("the file is empty")
    unit = 4 if b"\x00" in sample[:8] else 1  # bytes: no sign of UTF-16 is cut
    whole = sample.rfind(b"\n") // unit * unit + unit if len(sample) == 1_000_000 else len(sample)
    _, encoding = decode_text(sample[:whole])
    raw.seek(0)
    name = encoding.removesuffix(WITH_ERRORS)
    errors = "strict" if name == encoding else "windows"
    return io.TextIOWrapper(cast(Any, raw), encoding=name, errors=errors, newline=newline), encoding


def read_lines(text: IO[str], largest: int) -> Iterator[str]:
    """Yield the lines of *text*. Raises FormatError at one that no article can fill, before it fills the memory."""
    try:
        while line := text.readline(largest + 1):
            if len(line) > largest:
                raise FormatError(f"it has a line that is larger than {largest:,} characters, which no article is")
            yield line
    except UnicodeDecodeError as error:
        raise FormatError(f"it begins as {error.encoding} does but breaks its rules further on") from None


SPACE = " \\t\\n\\r\\f"
ATTRIBUTE = re.compile(
    rf"""[{SPACE}/]*+[^{SPACE}/>][^{SPACE}/>=]*+(?:[{SPACE}]*+=[{SPACE}]*+(?:"[^"]*+"?+|'[^']*+'?+|[^{SPACE}>]*+))?+"""
)
# what HTML takes for markup: a comment, which says nothing; a tag, with its attributes; a declaration
MARKUP = re.compile(
    rf"""<(?:!--(?:-?>|.*?(?:--!?>|\Z))|(/?)([a-zA-Z][^{SPACE}/>]*+)((?:{ATTRIBUTE.pattern})*+[{SPACE}/]*+)|[!?/][^>]*+)""",
    re.DOTALL,
)
NOT_MARKUP = {
    name: re.compile(rf"</{name}[{SPACE}/>]", re.IGNORECASE) for name in ("script", "style", "textarea", "title")
}
NEVER_NESTED = re.compile(  # tags that have no end, or may leave it out
    "area|base|body|br|col|colgroup|d[dt]|embed|head|hr|html|img|input|li|link|meta|optgroup|option|p|param|r[pt]|source|"
    "t(?:body|[dhr]|foot|head|rack)|wbr"
)


def _check_markup(html: str, limits: Limits) -> None:
    """Raise FormatError where *html* has more tags, attributes in one or tags in tags than the limits let it have:
    those who parse HTML take time by the square of them, and leave out without a word what is nested deep."""
    at = depth = 0
    for number in itertools.count(1):
        found = MARKUP.search(html, at)
        if not found:
            return
        at, (ends, name, attributes) = found.end(), found.groups(default="")
        name = name.lower()
        if len(attributes) > limits.attributes and len(ATTRIBUTE.findall(attributes)) > limits.attributes:
            raise FormatError(f"the page has a tag of more than {limits.attributes:,} attributes, which no article has")
        if not NEVER_NESTED.fullmatch(name) and not attributes.endswith("/"):
            depth = max(0, depth - 1) if ends else depth + bool(name)
        if number > limits.elements:
            raise FormatError(f"the page has more tags than {limits.elements:,}, which no article has")
        if depth > limits.depth:
            raise FormatError(f"the page has more tags in tags than {limits.depth:,}, which no article has")
        if name in NOT_MARKUP and not ends:
            end = NOT_MARKUP[name].search(html, at)
            at = end.start() if end else len(html)


def tell_no_article(text: str, title: str) -> str:
    """Return what a page of few words is instead of an article (words/not_articles.csv: "a cookie notice"), or nothing."""
    heading, words = " ".join(title.lower().split()), " ".join(text.lower().replace("’", "'").split())
    for row in read_words("not_articles") if text.count(" ") < 150 else ():
        if heading.startswith(row["cue"]) if row["where"] == "title" else row["cue"] in words:
            return row["kind"]
    return ""


HTML_LIKE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)


def read_html(html: str, limits: Limits = DEFAULTS) -> tuple[str, dict[str, str]]:
    """Return the article in *html*, through trafilatura, and the metadata in its markup (keys as in Document.stated).
    Raises FormatError when there is none, or the markup is more than the limits let it be."""
    _check_markup(html, limits)
    found = trafilatura.bare_extraction(html, include_comments=False, include_tables=False, with_metadata=True)
    text = (found.text if found is not None else None) or ""
    if not text.strip():
        raise FormatError("no article was found in the page")
    fields = {"title": found.title, "author": found.author, "url": found.url}
    fields |= {"published": declare_day(trafilatura.load_html(html)), "outlet": found.sitename or found.hostname}
    return text, {key: str(value) for key, value in fields.items() if value}


WORD_NAMES = "http://schemas.openxmlformats.org/wordprocessingml/2006/main "
WORD_SIGNS = {f"{WORD_NAMES}br": "\n", f"{WORD_NAMES}cr": "\n", f"{WORD_NAMES}tab": "\t"}


def read_docx(data: bytes, limits: Limits = DEFAULTS) -> str:
    """Return the text of a Word document, a paragraph a line. Raises FormatError when it exceeds the *limits*, is no
    Word document, or is a trap: a document type declaration is refused, since only those define entities that could
    grow without bound."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            # five bytes of markup for each character are plenty
            if packed.getinfo("word/document.xml").file_size > 5 * limits.bytes + 1_000_000:
                raise FormatError("the document is too large when unpacked")
            with packed.open("word/document.xml") as file:
                return _read_document(file, limits)
    except (KeyError, zipfile.BadZipFile, expat.ExpatError, zlib.error, EOFError, NotImplementedError, RuntimeError):
        raise FormatError("it is no Word document that can be read") from None


def _read_document(file: IO[bytes], limits: Limits) -> str:
    shown, parser, depth = io.StringIO(), expat.ParserCreate(namespace_separator=" "), 0

    def begin(name: str, attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.depth:
            raise FormatError(f"the document has more elements in elements than {limits.depth:,}, which no article has")
        shown.write(WORD_SIGNS.get(name, ""))
        parser.CharacterDataHandler = shown.write if name == f"{WORD_NAMES}t" else None

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        parser.CharacterDataHandler = None
        shown.write("\n" if name == f"{WORD_NAMES}p" else "")

    def refuse(*declared: object) -> None:
        raise FormatError("the document defines entities of its own, which no word processor does")

    parser.StartElementHandler, parser.EndElementHandler, parser.StartDoctypeDeclHandler = begin, end, refuse
    while piece := file.read(100_000):
        parser.Parse(piece)
        if shown.tell() > limits.bytes:
            raise FormatError(f"its text is larger than {limits.bytes:,} characters, which no article is")
    parser.Parse(b"", True)
    return shown.getvalue().removesuffix("\n")


MOST_GROUPS = 500_000
# control words for which striprtf searches again and again (fields, fonts), and cells, which it parts by bars
RTF_WORD = re.compile(r"\\(field|fonttbl|cell|nestcell)(?![a-z])", re.IGNORECASE)
RTF_INSTEAD = {"field": "", "fonttbl": "\\info", "cell": "\\tab", "nestcell": "\\tab"}


def read_rtf(data: bytes, limits: Limits = DEFAULTS) -> str:
    r"""Return the text of an RTF document, a paragraph a line, through striprtf. Raises FormatError when it is none.

    >>> read_rtf(rb"{\rtf1\ansi{\fonttbl{\f0 Arial;}} They \'93met\'94.\par Twice.}")
    'They “met”.\nTwice.'
    """
    source = data.decode("latin-1")
    if not source.lstrip().startswith("{\\rtf") or len(source) > limits.bytes or source.count("{") > MOST_GROUPS:
        raise FormatError("it is no RTF document that can be read")
    try:
        text = str(rtf_to_text(RTF_WORD.sub(lambda word: RTF_INSTEAD[word[1].lower()], source), errors="replace"))
    except (ValueError, TypeError, LookupError, OverflowError):
        raise FormatError("it is no RTF document that can be read") from None
    return without_halves(text.replace("\xad", "").replace("\u2011", "-").strip())  # marks for the setting of lines
