"""Rendered pages: an executed notebook becomes one HTML file that loads nothing, runs nothing and keeps its words.

Jinja and mistune (nbconvert's own parts) with our template: nbconvert's exporters would cost half a second per run
and their defaults load scripts from elsewhere, drop alternative text and let an article's HTML through.
"""

from __future__ import annotations

import base64
import contextlib
import functools
import io
import itertools
import keyword
import struct
import tokenize
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from importlib import resources
from pathlib import Path
from typing import Any, NamedTuple

from summitry import __version__
from summitry.display import PRINT_DPI
from summitry.report.markup import Heading, Outline, clean_html, make_markdown
from summitry.report.notebooks import list_parameters, read_source, read_tags

CSS_DPI = 96
COUNTS = "counts-"


class PageLink(NamedTuple):
    """A page of the report, as its siblings name it."""

    name: str
    label: str


@dataclass(frozen=True)
class Site:
    """What all pages of a report share. ``digest`` stands for articles, reference and parameters; ``evidence`` names
    the evidence pages that there are (None: not known); ``shelf`` is the index of several reports that this one is in."""

    pages: tuple[PageLink, ...] = ()
    digest: str = ""
    evidence: frozenset[str] | None = None
    shelf: str = ""

    def has(self, href: str) -> bool:
        """Tell whether the page of the evidence link *href* will be there."""
        return self.evidence is None or href.partition(".html")[0].removeprefix("evidence/") in self.evidence


@dataclass
class Page:
    """One rendered page. ``files`` are those it links to, by their path in the report; ``evidence`` maps each link
    to an article's words to the anchor on this page; ``failed`` is one sentence, or empty."""

    name: str
    heading: str
    html: str = ""
    result: str = ""
    failed: str = ""
    figures: int = 0
    thumbnail: bytes = b""
    thumbnail_alt: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)


def write_beside(path: Path, content: bytes | str) -> None:
    """Write *content* beside *path*, then put it in its place, so that no half file is ever seen."""
    data = content.encode() if isinstance(content, str) else content
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(data)
    beside.replace(path)


# --- templates --------------------------------------------------------------------------------------------------------


@functools.cache
def _environment() -> Any:
    import jinja2

    return jinja2.Environment(loader=jinja2.PackageLoader("summitry", "pages"), autoescape=True)


@functools.cache
def read_css(*names: str) -> str:
    """Return the style sheets *names* of the pages folder, one after the other."""
    return "\n".join(resources.files("summitry").joinpath("pages", name).read_text("utf-8") for name in names)


def fill_template(name: str, site: Site, here: str, title: str, description: str, **content: Any) -> str:
    """Return the page that template *name* makes of *content* (markupsafe values are inserted as they are)."""
    from markupsafe import Markup

    return str(
        _environment()
        .get_template(name)
        .render(
            css=Markup(read_css("summitry.css")) if "css" not in content else Markup(content.pop("css")),
            version=__version__,
            title=title,
            description=description,
            pages=site.pages,
            shelf=site.shelf,
            digest=site.digest,
            here=here,
            up=content.pop("up", ""),
            **content,
        )
    )


# --- code -------------------------------------------------------------------------------------------------------------

TOKEN_CLASSES = {tokenize.STRING: "s", tokenize.COMMENT: "c", tokenize.NUMBER: "m"}


def _colour(source: str) -> str:
    """Return Python *source* as HTML with its keywords, strings, numbers and comments told apart."""
    lines = [*itertools.accumulate((len(line) for line in source.splitlines(keepends=True)), initial=0)]
    parts, shown = [], 0
    with contextlib.suppress(tokenize.TokenError, SyntaxError):  # what is not Python is shown plain
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            name = "k" if keyword.iskeyword(token.string) else TOKEN_CLASSES.get(token.type, "")
            if name:
                start, end = (lines[row - 1] + column for row, column in (token.start, token.end))
                parts += [escape(source[shown:start]), f'<span class="{name}">{escape(source[start:end])}</span>']
                shown = end
    return "".join(parts) + escape(source[shown:])


def _fold(sources: Iterable[str]) -> str:
    code = _colour("\n\n".join(sources))
    return (
        '<details class="code"><summary>Code</summary>'
        f'<pre tabindex="0" role="group" aria-label="Code"><code>{code}</code></pre></details>\n'
    )


# --- outputs ----------------------------------------------------------------------------------------------------------


def _text(value: Any) -> str:
    return value if isinstance(value, str) else "".join(value)


def _preformatted(words: str) -> str:
    return f'<div class="output"><pre tabindex="0" role="group" aria-label="Output">{escape(words)}</pre></div>\n'


def _width(png: bytes) -> tuple[int, int]:
    """Return width and height, in CSS pixels, at which a picture of print resolution is shown."""
    width, height = struct.unpack(">II", png[16:24])
    return round(width * CSS_DPI / PRINT_DPI), round(height * CSS_DPI / PRINT_DPI)


class _PageBuilder:
    """Collects one page from the cells of an executed notebook."""

    def __init__(self, name: str, site: Site) -> None:
        self.page = Page(name, name)
        self.site = site
        self.outline = Outline()
        self.markdown = make_markdown(self.outline, {page.name for page in site.pages})
        self.lede: list[str] = []
        self.parts: list[str] = []
        self.folded: list[str] = []
        self.anchors = 0

    def add_cells(self, cells: Sequence[Mapping[str, Any]]) -> None:
        for position, cell in enumerate(cells):
            tags = read_tags(cell)
            if {"papermill-error-cell-tag", "injected-parameters", "hidden"} & set(tags):
                continue
            if cell["cell_type"] == "markdown":
                self._unfold()
                html = self.markdown(read_source(cell))
                (self.lede if position == 0 else self.parts).append(html)
            elif cell["cell_type"] == "code":
                self._add_code(cell, tags)
            if self.page.failed:
                break
        self._unfold()

    def _unfold(self) -> None:
        if self.folded:
            self.parts.append(_fold(self.folded))
            self.folded = []

    def _add_code(self, cell: Mapping[str, Any], tags: Sequence[str]) -> None:
        if "parameters" not in tags and read_source(cell).strip():
            self.folded.append(read_source(cell))
        shown = "".join(self._show(output, tags) for output in cell.get("outputs", []))
        if shown and "result" in tags:
            shown = f'<div class="result">{shown}</div>\n'
        if shown:
            shown = self._mark_counted(shown, tags)
            self.parts.append(shown)
            self._unfold()

    def _mark_counted(self, shown: str, tags: Sequence[str]) -> str:
        """Return *shown* with an anchor for each table whose rows it counts: a cell tagged counts-frames is where the
        marks of frames lead back to that have no row of their own on the page."""
        for tag in tags:
            if tag.startswith(COUNTS) and f"#{tag.removeprefix(COUNTS)}" not in self.page.evidence:
                self.page.evidence[f"#{tag.removeprefix(COUNTS)}"] = tag
                shown = f'<div id="{escape(tag)}">{shown}</div>\n'
        return shown

    def _show(self, output: Mapping[str, Any], tags: Sequence[str]) -> str:
        kind = output["output_type"]
        if kind == "error":
            self.page.failed = one_sentence(output.get("evalue") or output.get("ename") or "unknown error")
            return ""
        if kind == "stream":  # warnings and progress bars are not for readers
            words = _text(output["text"]) if output["name"] == "stdout" else ""
            return _preformatted(words) if words.strip() else ""
        return self._show_data(output.get("data", {}), output.get("metadata", {}), tags)

    def _show_data(self, data: Mapping[str, Any], metadata: Mapping[str, Any], tags: Sequence[str]) -> str:
        ours = metadata.get("summitry") or {}
        html = _text(data.get("text/html", ""))
        if "image/png" in data:
            return self._show_figure(data, metadata.get("image/png", {}), ours)
        if ours.get("kind") == "table":
            return self._clean(html) + self._link_files(ours.get("name", "table"), self._keep_csv(data, ours))
        if ours.get("kind") == "prose":
            if not self.page.result or "result" in tags:
                self.page.result = str(ours.get("text", "")).split("\n")[0]
            return self._clean(html)
        if 'class="dataframe"' in html:
            return f'<div class="output">{self._clean(html)}</div>\n'
        words = _text(data.get("text/plain", ""))
        return _preformatted(words) if words.strip() else ""

    def _clean(self, html: str) -> str:
        return clean_html(html, self._link_evidence) + "\n"

    def _link_evidence(self, href: str) -> str:
        if not self.site.has(href):
            return ""
        if href in self.page.evidence:
            return f'<a href="{href}">'
        anchor = f"row-{len(self.page.evidence) + 1}"
        self.page.evidence[href] = anchor
        return f'<a id="{anchor}" href="{href}">'

    def _keep_csv(self, data: Mapping[str, Any], ours: Mapping[str, Any]) -> dict[str, bytes]:
        return {"csv": _text(data["text/csv"]).encode()} if "text/csv" in data else {}

    def _file_name(self, name: str, kind: str) -> str:
        safe = "".join(c if c.isalnum() and c.isascii() else "-" for c in name)[:60]
        return f"data/{self.page.name}-{safe}.{kind}"

    def _link_files(self, name: str, files: Mapping[str, bytes]) -> str:
        links = []
        for kind, content in files.items():
            path = self._file_name(name, kind)
            self.page.files[path] = content
            links.append(f'<a href="{path}">{kind.upper()}<span class="of"> of {escape(name)}</span></a>')
        return f'<p class="files">{" ".join(links)}</p>\n' if links else ""

    def _show_figure(self, data: Mapping[str, Any], picture: Mapping[str, Any], ours: Mapping[str, Any]) -> str:
        self.page.figures += 1
        encoded = "".join(_text(data["image/png"]).split())
        png = base64.b64decode(encoded)
        name = str(ours.get("name") or f"figure-{self.page.figures}")
        alt = str(picture.get("alt") or f"Figure {self.page.figures} of this page; its author gave no description.")
        if not self.page.thumbnail:
            self.page.thumbnail, self.page.thumbnail_alt = png, alt
        files = {"png": png} | ({"svg": _text(data["image/svg+xml"]).encode()} if "image/svg+xml" in data else {})
        width, height = _width(png)
        source = f' <span class="source">{escape(str(ours["source"]))}</span>' if ours.get("source") else ""
        return (
            f'<figure><div class="plot" role="group" tabindex="0" aria-label="Figure {self.page.figures}">'
            f'<img alt="{escape(alt)}" width="{width}" height="{height}" src="data:image/png;base64,{encoded}"></div>\n'
            f"<figcaption>{escape(str(ours.get('caption', '')))}{source}"
            f"{self._link_files(name, files | self._keep_csv(data, ours))}</figcaption></figure>\n"
        )


def one_sentence(words: str) -> str:
    """Return the first line of an error's words.

    >>> one_sentence("no such file\\n  at line 3")
    'no such file'
    """
    return next((line.strip() for line in str(words).splitlines() if line.strip()), "")[:600]


def render_notebook(notebook: Mapping[str, Any], name: str, site: Site | None = None) -> Page:
    """Return the page *name* of an executed *notebook*.

    HTML of an output is believed only where ``metadata.summitry`` or a DataFrame says whose it is, and even then only
    harmless tags pass; anything else is shown as text. A page whose notebook stopped says so, and why.
    """
    from markupsafe import Markup

    site = site or Site()
    builder = _PageBuilder(name, site)
    builder.add_cells(notebook["cells"])
    page, headings = builder.page, builder.outline.headings
    first = headings[0] if headings else Heading(1, name, "page")
    page.heading = first.words
    page.html = fill_template(
        "notebook.html.j2",
        site,
        name,
        f"Failed: {first.words}" if page.failed else f"{first.words} · Summitry",
        page.result or first.words,
        heading=first.words,
        anchor=first.anchor,
        contents=[heading for heading in headings if heading.level in (2, 3)],
        failed=page.failed,
        lede=Markup(f'<div class="lede">{"".join(builder.lede)}</div>') if builder.lede else "",
        parameters=list_parameters(notebook),
        body=Markup("".join(builder.parts)),
    )
    return page
