"""A folder of files written against whoever reads it, in every format, each with what must become of it.

``python tests/hostile_folder.py FOLDER`` writes it at its full size.
"""

from __future__ import annotations

import gzip
import io
import json
import sys
import zipfile
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

SENTENCE = "Xi Jinping met Vladimir Putin in Moscow on 5 June 2019, and they talked of gas, officials said. "
READ = ""
"""What is said of a file that is read."""
LIMITS = {"bytes": 20_000_000, "whole": 50_000_000, "characters": 2_000_000, "elements": 30_000, "metadata": 2000}
"""The defaults that the sizes below go by; at a smaller scale these are smaller too."""

Files = dict[str, tuple[bytes, str]]


def limits(scale: float) -> dict[str, float]:
    """Return the limits for the folder of that *scale*."""
    return {name: int(most * scale) for name, most in LIMITS.items()}


def _repeat(words: str, length: float) -> str:
    return words * (int(length) // len(words) + 1)


def _pack(xml: str | bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", xml)
    return packed.getvalue()


def _word(body: str) -> str:
    names = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<w:document xmlns:w="{names}"><w:body>{body}</w:body></w:document>'


def _said(words: str) -> str:
    return f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"


def _parquet(compression: str = "zstd", **columns: Any) -> bytes:
    packed = io.BytesIO()
    pq.write_table(pa.table(columns), packed, compression=compression)
    return packed.getvalue()


def _same(value: str, rows: int) -> pa.Array:
    """Return *rows* times one text, which Parquet stores once."""
    return pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array([value]))


def texts(scale: float) -> Files:
    """Return plain texts: too long, packed, of no encoding, and all in one line, paragraph or mark."""
    most, longest = LIMITS["bytes"] * scale, LIMITS["characters"] * scale
    inside = longest / 4
    return {
        "one-line.txt": (_repeat(SENTENCE, 2.5 * most).encode(), "larger than"),
        "one-line-within-bytes.txt": (_repeat(SENTENCE, 3 * longest).encode(), "characters, and no news article more"),
        "packed.txt.gz": (gzip.compress(_repeat("a ", 5 * most).encode()), "larger than"),
        "cut.txt.gz": (gzip.compress(_repeat(SENTENCE, 900).encode())[:60], "could not be read"),
        "not-packed.txt.gz": (SENTENCE.encode(), "could not be read"),
        "no-encoding.txt": (bytes(range(128, 256)) * int(most / 200), "encoding cannot be told"),
        "nul.txt": (b"\0" * int(most / 2), "binary"),
        "utf-16.txt": (b"\xff\xfe" + b"\x00\xd8" * 500, "breaks its rules"),
        "spaces.txt": (b" \n\t" * int(most / 4), "empty"),
        "marks.txt": (("“" * int(inside)).encode(), READ),
        "paragraphs.txt": (_repeat(SENTENCE + "\n\n", inside).encode(), READ),
        "names.txt": (" ".join(f"Ivan Petrov{n:x} met Xi." for n in range(int(inside / 60))).encode(), READ),
        "exports.txt": (_repeat("Body\nLength: 532 words\nEnd of Document\n", inside).encode(), READ),
    }


def pages(scale: float) -> Files:
    """Return pages of HTML: too many tags, attributes, or tags in tags, hidden in various ways."""
    elements, many = int(LIMITS["elements"] * scale), 4000
    body = f"<p>{SENTENCE * 5}</p>"

    def page(inner: str) -> bytes:
        return f"<!DOCTYPE html><html><head><title>A page</title></head><body>{inner}</body></html>".encode()

    def tag(*attributes: str, open: str = "p") -> bytes:  # noqa: A002
        return page(f"<{open} {' '.join(attributes)}>{SENTENCE * 5}</{open}>")

    return {
        "attributes.html": (tag(*(f'a{n}="b"' for n in range(many))), "attributes"),
        "attributes-bare.htm": (tag(*(f"a{n}" for n in range(many))), "attributes"),
        "attributes-quoted.html": (tag(*(f"a{n}='<b>'" for n in range(many))), "attributes"),
        "attributes-joined.html": (page(f"<p {'/'.join(f'a{n}' for n in range(many))}>{SENTENCE}"), "attributes"),
        "attributes-unclosed.html": (page(f"<p {' '.join(f'a{n}=b' for n in range(many))}"), "attributes"),
        "attributes-commented.html": (page("<!-- <a b=' -->") + tag(*(f"a{n}=b" for n in range(many))), "attributes"),
        "attributes-scripted.html": (page("<script>'<a b=\"'</script>") + tag(*(f"a{n}" for n in range(many))), "attributes"),
        "paragraphs.html": (page("<p>Xi met Putin.</p>" * elements), "tags than"),
        "spans.html": (page(f"<p>{'<span>Xi </span>' * elements}</p>"), "tags than"),
        "breaks.xhtml": (page("Xi met Putin.<br/>" * (elements + 1)), "tags than"),
        "comments.html": (page("<!-- -->" * (elements + 1)), "tags than"),
        "comment-unclosed.html": (page("<!-- " * elements), "article was found"),
        "nested.html": (page("<div>" * 2000 + body), "tags in tags"),
        "nested-tables.html": (page("<table><tr><td>" * 2000 + body), "tags in tags"),
        "nested-hidden.html": (page("<div>" * 250 + body + "</div>" * 250), "tags in tags"),
        "no-tags.html": (("<" * int(LIMITS["characters"] * scale)).encode(), "article was found"),
        "quotes.html": (page(f"<p a='{'<p a=' * 9000}"), "article was found"),
        "entities.html": (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><p>' + b"&a;" * 9000, "article was found"),
    }  # fmt: skip


def documents(scale: float) -> Files:
    """Return Word and RTF documents: packed tightly, nested deep, with entities of their own."""
    most = LIMITS["bytes"] * scale
    entities = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>' + _word(_said("&b;" * 900))
    return {
        "packed.docx": (_pack(_word(_said("a" * int(3 * most)))), "larger than"),
        "paragraphs.docx": (_pack(_word("<w:p/>" * int(1.1 * most))), "too large"),
        "huge.docx": (_pack(b" " * int(6 * most + 1_100_000)), "too large"),
        "nested.docx": (_pack(_word("<w:p>" * 20_000 + "<w:t>x</w:t>" + "</w:p>" * 20_000)), "elements in elements"),
        "nested-tables.docx": (_pack(_word("<w:tbl><w:tr><w:tc>" * 900 + "</w:tc></w:tr></w:tbl>" * 900)), "elements in"),
        "entities.docx": (_pack(entities), "defines entities"),
        "entities-utf-16.docx": (_pack(entities.encode("utf-16")), "defines entities"),
        "entities-latin.docx": (_pack(f'<?xml version="1.0" encoding="latin-1"?>{entities}'), "defines entities"),
        "broken.docx": (_pack(_word(_said(SENTENCE)))[:-40], "no Word document"),
        "braces.rtf": (b"{\\rtf1 " + b"{" * 600_000, "no RTF document"),
        "braces-within.rtf": (b"{\\rtf1 " + b"{" * 200_000 + SENTENCE.encode() + b"}" * 200_000, READ),
        "codes.rtf": (b"{\\rtf1 " + b"\\u300?" * int(most / 7), "characters, and no news article more"),
        "bytes.rtf": (b"{\\rtf1 " + b"\\'93" * int(most / 5) + b"}", "characters, and no news article more"),
        "fields.rtf": (b"{\\rtf1{\\fonttbl{\\field{\\*\\fldinst " * 9000 + SENTENCE.encode(), "no text"),
    }  # fmt: skip


def tables(scale: float) -> Files:
    """Return tables: a row, a value or what is stated beside a text too long, of another type, or without end."""
    most, whole = LIMITS["bytes"] * scale, LIMITS["whole"] * scale
    long = "The title goes on. " * int(LIMITS["characters"] * scale / 19)
    row = json.dumps({"text": SENTENCE, "title": long})
    return {
        "lines.csv.gz": (gzip.compress(('text\n"' + "Xi met Putin.\n" * int(most / 6)).encode()), "row that is larger"),
        "cells.csv.gz": (gzip.compress(("text,b\n" + f'"{SENTENCE}",{"b," * int(most)}').encode()), "larger than"),
        "quotes.tsv": (("text\n" + '"' * int(most / 5) + "\n" + SENTENCE).encode(), READ),
        "titles.jsonl.gz": (gzip.compress("\n".join([row] * 150).encode()), READ),
        "line.jsonl.gz": (gzip.compress(('{"text": "' + "a" * int(2 * most)).encode()), "line that is larger"),
        "nested.jsonl": (('{"text": ' + "[" * 90_000 + "]" * 90_000 + "}\n" + row).encode(), "is not JSON"),
        "lists.jsonl": (('{"text": "x", "a": [' + "[]," * int(most / 4) + "1]}").encode(), "values" if scale == 1 else READ),
        "lists.json.gz": (gzip.compress(("[" + "[]," * int(2 * whole)).encode()), "larger than"),
        "values.json.gz": (gzip.compress(("[" + "{}," * int(whole / 4) + "{}]").encode()), "values" if scale == 1 else "no column"),
        "nested.json": (("[" * 100_000).encode(), "not JSON"),
        "list.parquet": (_parquet(text=[[SENTENCE], [SENTENCE]]), "holds list"),
        "struct.parquet": (_parquet(body=[{"a": SENTENCE}]), "holds struct"),
        "map.parquet": (_parquet(content=pa.array([[("a", SENTENCE)]], pa.map_(pa.string(), pa.string()))), "holds map"),
        "bytes.parquet": (_parquet(text=[SENTENCE.encode(), b"\xff\xfe" * 20]), READ),
        "bytes-long.parquet": (_parquet(text=[b"a " * int(most)]), "larger than"),
        "same.parquet": (_parquet(text=_same("a " * int(most), 5000)), "larger than"),
        "titles.parquet": (_parquet(text=[SENTENCE] * 800, title=_same(long, 800)), READ),
        "authors.parquet": (_parquet(text=[SENTENCE] * 9, author=[["Ann Lee"] * int(most / 20)] * 9), "larger than"),
        "broken.parquet": (_parquet(text=[SENTENCE])[:-9], "no Parquet file"),
    }  # fmt: skip


def make(scale: float = 1) -> Files:
    """Return all files by name: their bytes, and a part of what ``problems`` says of each (READ where it is read)."""
    return {**texts(scale), **pages(scale), **documents(scale), **tables(scale)}


def write(folder: Path, scale: float = 1) -> Files:
    """Write the files to *folder*, with an article that is as it should be; return them."""
    found = make(scale)
    folder.mkdir(parents=True, exist_ok=True)
    for name, (data, _) in found.items():
        (folder / name).write_bytes(data)
    (folder / "good.txt").write_text(SENTENCE * 3)
    return found


if __name__ == "__main__":
    write(Path(sys.argv[1]))
