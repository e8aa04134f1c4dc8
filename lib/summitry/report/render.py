"""Rendered pages: what an executed notebook shows, and the index that leads to all pages and all evidence.

Jinja and mistune (nbconvert's own parts) with our template: nbconvert's defaults load scripts from elsewhere, drop
alternative text and let an article's HTML through.
"""

import base64
import struct
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any

from markupsafe import Markup

from summitry.display import PRINT_DPI, evidence_page
from summitry.report.evidence import Row, list_rows
from summitry.report.html import ALONE, Heading, Markdown, Site, clean_html, colour, fill_template
from summitry.report.notebooks import has_failed, list_parameters, read_source, read_tags
from summitry.statistics import count_of

FILES = {"png": "image/png", "svg": "image/svg+xml", "csv": "text/csv"}
"""Of an output, what stands as a file beside the page."""
COUNTS = "counts-"
"""How a cell's tag begins that names the table whose rows it counts: marks of that table that have no row of their own
on the page lead back to the cell."""
PIXELS = 96  # of CSS, in an inch
PASSED_OVER = {"papermill-error-cell-tag", "injected-parameters", "hidden"}
"""Tags of cells that are no part of the page, unless they failed."""


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
    thumbnail: str = ""
    thumbnail_alt: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    evidence: dict[str, str] = field(default_factory=dict)


def render_notebook(notebook: Mapping[str, Any], name: str, site: Site = ALONE) -> Page:
    """Return the page *name* of an executed *notebook*; one that stopped says so, and why. Only where
    ``metadata.summitry`` or a DataFrame says whose it is do an output's harmless tags pass; all else is text."""
    builder = _PageBuilder(name, site)
    builder.add_cells(notebook["cells"])
    page, headings = builder.page, builder.markdown.headings
    first = headings[0] if headings else Heading(1, name, "page")
    page.heading = first.words
    page.html = fill_template(
        "notebook.html.j2", site, name,
        title=page.failed and f"Failed: {first.words}", description=page.result or first.words,
        heading=first.words, anchor=first.anchor, failed=page.failed, parameters=list_parameters(notebook),
        contents=[heading for heading in headings if heading.level in (2, 3)],
        lede=Markup(f'<div class="lede">{builder.lede}</div>' if builder.lede else ""),
        body=Markup("".join(builder.parts)),
    )  # fmt: skip
    return page


class _PageBuilder:
    """Collects one page from the cells of an executed notebook."""

    def __init__(self, name: str, site: Site) -> None:
        self.page = Page(name, name)
        self.site = site
        self.markdown = Markdown({page.name for page in site.pages})
        self.lede = ""
        self.parts: list[str] = []
        self.folded: list[str] = []

    def add_cells(self, cells: Sequence[Mapping[str, Any]]) -> None:
        for position, cell in enumerate(cells):
            tags = read_tags(cell)
            if PASSED_OVER & set(tags) and not has_failed({"cells": [cell]}):
                continue
            if cell["cell_type"] == "markdown":
                self._unfold()
                html = self.markdown.convert(read_source(cell))
                if position == 0:
                    self.lede = html
                else:
                    self.parts.append(html)
            elif cell["cell_type"] == "code":
                self._add_code(cell, tags)
            if self.page.failed:
                break
        self._unfold()

    def _unfold(self) -> None:
        """Put the code that was folded away so far where its last output ended."""
        if self.folded:
            code = colour("\n\n".join(self.folded))
            self.parts.append(
                '<details class="code"><summary>Code</summary>'
                f'<pre tabindex="0" role="group" aria-label="Code"><code>{code}</code></pre></details>\n'
            )
            self.folded = []

    def _add_code(self, cell: Mapping[str, Any], tags: Sequence[str]) -> None:
        if "parameters" not in tags and read_source(cell).strip():
            self.folded.append(read_source(cell))
        shown = "".join(self._show(output, tags) for output in cell.get("outputs", []))
        if shown and "result" in tags:
            shown = f'<div class="result">{shown}</div>\n'
        if not shown:
            return
        for tag in tags:
            table = f"#{tag.removeprefix(COUNTS)}"
            if tag.startswith(COUNTS) and table not in self.page.evidence:
                self.page.evidence[table] = tag
                shown = f'<div id="{escape(tag)}">{shown}</div>\n'
        self.parts.append(shown)
        self._unfold()

    def _show(self, output: Mapping[str, Any], tags: Sequence[str]) -> str:
        kind = output["output_type"]
        if kind == "error":
            words = output.get("evalue") or output.get("ename") or "unknown error"
            self.page.failed = next(iter(str(words).strip().splitlines()), "")[:600]
            return ""
        if kind == "stream":  # warnings and progress bars are not for readers
            return _preformatted(read_source(output, "text")) if output["name"] == "stdout" else ""
        data, metadata = output.get("data", {}), output.get("metadata", {})
        ours = metadata.get("summitry") or {}
        html = read_source(data, "text/html")
        if "image/png" in data:
            return self._show_figure(data, metadata.get("image/png", {}), ours)
        if ours.get("kind") == "table":
            return self._clean(html) + self._link_files(ours.get("name", "table"), data)
        if ours.get("kind") == "prose":
            if not self.page.result or "result" in tags:
                self.page.result = str(ours.get("text", "")).split("\n")[0]
            return self._clean(html)
        if 'class="dataframe' in html:
            return f'<div class="output">{self._clean(html)}</div>\n'
        return _preformatted(read_source(data, "text/plain"))

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

    def _link_files(self, name: str, data: Mapping[str, Any]) -> str:
        """Take up the files among the *data* of an output; return links to them."""
        safe = "".join(c if c.isalnum() and c.isascii() else "-" for c in name)[:60]
        links = []
        for kind in (kind for kind, mime in FILES.items() if mime in data):
            path, content = f"data/{self.page.name}-{safe}.{kind}", read_source(data, FILES[kind])
            self.page.files[path] = base64.b64decode(content) if kind == "png" else content.encode()
            links.append(f'<a href="{path}">{kind.upper()}<span class="of"> of {escape(name)}</span></a>')
        return f'<p class="files">{" ".join(links)}</p>\n' if links else ""

    def _show_figure(self, data: Mapping[str, Any], picture: Mapping[str, Any], ours: Mapping[str, Any]) -> str:
        self.page.figures += 1
        encoded = "".join(read_source(data, "image/png").split())
        size = struct.unpack(">II", base64.b64decode(encoded)[16:24])
        name = str(ours.get("name") or f"figure-{self.page.figures}")
        alt = str(picture.get("alt") or f"Figure {self.page.figures} of this page; its author gave no description.")
        if not self.page.thumbnail:
            self.page.thumbnail, self.page.thumbnail_alt = encoded, alt
        width, height = (round(n * PIXELS / PRINT_DPI) for n in size)
        source = f' <span class="source">{escape(str(ours["source"]))}</span>' if ours.get("source") else ""
        return (
            f'<figure><div class="plot" role="group" tabindex="0" aria-label="Figure {self.page.figures}">'
            f'<img alt="{escape(alt)}" width="{width}" height="{height}" src="data:image/png;base64,{encoded}"></div>\n'
            f"<figcaption>{escape(str(ours.get('caption', '')))}{source}"
            f"{self._link_files(name, data)}</figcaption></figure>\n"
        )


def _preformatted(words: str) -> str:
    if not words.strip():
        return ""
    return f'<div class="output"><pre tabindex="0" role="group" aria-label="Output">{escape(words)}</pre></div>\n'


MOST_LINES, MOST_LINKS = 60, 8  # of each list on the report's first page, and of articles beside a person there
MOST_IN_ALL = (2000, 200)  # the same on the page that lists all evidence, which must remain one that a phone can open
ALL = "evidence/index.html"


def list_evidence(corpus: Any, most: int = MOST_LINES, most_links: int = MOST_LINKS) -> list[dict[str, Any]]:
    """Return the evidence by article, by person and by date, at most *most* lines each and *most_links* links a line."""
    articles = sorted(list_rows(corpus.articles), key=lambda row: (row["published"] or "9999", row["article_id"]))
    page = {row["article_id"]: f"evidence/{evidence_page(row['article_id'])}.html" for row in articles}
    by_article = []
    for row in articles:
        note = ", ".join(filter(None, (row["outlet"], row["published"])))
        by_article.append({"href": page[row["article_id"]], "words": row["title"] or row["article_id"], "note": note})
    parts = {
        "by-article": ("By article", by_article),
        "by-person": ("By person", _list_people(corpus, page, most_links)),
        "by-date": ("By date of meeting", _list_dates(corpus, page)),
    }
    listed = []
    for anchor, (heading, rows) in parts.items():
        if len(rows) > most:
            href = f"{ALL}#evidence-{anchor}" if most < MOST_IN_ALL[0] else ""
            rows[most:] = [{"href": href, "words": f"and {len(rows) - most:,} more", "note": ""}]
        listed.append({"anchor": f"evidence-{anchor}", "heading": heading, "rows": rows})
    return listed


def _list_people(corpus: Any, page: Mapping[str, str], most: int) -> list[dict[str, Any]]:
    said: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in list_rows(corpus.quotes):
        if row["speaker"] and row["kind"] not in ("title", "scare"):
            said[row["speaker"]][row["article_id"]].append(row["start"])
    totals = {name: sum(map(len, places.values())) for name, places in said.items()}
    listed = []
    for name in sorted(said, key=lambda name: (-totals[name], name)):
        places = sorted(said[name].items())
        links = [(f"{page[a]}#quotes-{starts[0]}", f"{a} ({len(starts)})") for a, starts in places[:most]]
        if len(places) > most:
            links.append((f"{ALL}#evidence-by-person", f"and {len(places) - most:,} more"))
        note = f"{count_of(totals[name], 'quotation')} in {count_of(len(places), 'article')}:"
        listed.append({"words": name, "note": note, "links": links})
    return listed


def _list_dates(corpus: Any, page: Mapping[str, str]) -> list[dict[str, Any]]:
    dated = [row for row in list_rows(corpus.meetings) if row["date"]]
    listed = []
    for row in sorted(dated, key=lambda row: (row["date"], row["article_id"], row["start"])):
        href = f"{page[row['article_id']]}#meetings-{row['start']}"
        words = f"{_say_days(row)}, {row['place'] or 'place not stated'}"
        listed.append({"href": href, "words": words, "note": row["article_id"]})
    return listed


def _say_days(row: Row) -> str:
    """Return the day of a meeting, or as much of it as was read: 2024-05, or 2019-06-05 to 2019-06-07."""
    first, last = str(row["date"]), str(row["date_high"] or row["date"])
    if row["precision"] == "year" and (first[4:], last) == ("-01-01", f"{first[:4]}-12-31"):
        return first[:4]
    if row["precision"] == "month" and first[7:] == "-01" and first[:7] == last[:7] and last[8:] >= "28":
        return first[:7]
    return first if first == last else f"{first} to {last}"
