"""HTML files: our templates, Markdown and code of notebooks, what a page lets through of an output, and printing.

Every page is one file that loads nothing and runs nothing.
"""

import itertools
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Collection
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path
from typing import Any

import mistune
import nh3
import pygments
from pygments.lexers import PythonLexer
from pygments.token import Token

from summitry import __version__
from summitry.corpus.storage import naming
from summitry.display import TEMPLATES
from summitry.report.notebooks import Notebook, ReportError


@dataclass(frozen=True)
class Site:
    """What all pages of a report share: its notebooks; a digest of articles, reference and parameters; the names of the
    evidence pages (None: not known); the address of an index of several reports; who gets the first colours."""

    pages: tuple[Notebook, ...] = ()
    digest: str = ""
    evidence: frozenset[str] | None = None
    index: str = ""
    pair: tuple[str, ...] = ()

    def has(self, href: str) -> bool:
        """Tell whether the page of the evidence link *href* will be there."""
        return self.evidence is None or href.partition(".html")[0].removeprefix("evidence/") in self.evidence


ALONE = Site()


def fill_template(template: str, site: Site, here: str, **content: Any) -> str:
    """Return the page that *template* makes of *content* (markupsafe values are inserted as they are)."""
    return TEMPLATES.get_template(template).render(site=site, here=here, version=__version__, **content)


def write_beside(path: Path, content: bytes | str) -> None:
    """Write *content* beside *path*, then put it in its place, so that no half file is ever seen."""
    data = content.encode() if isinstance(content, str) else content
    beside = path.with_name(f".{path.name}.new")
    with naming(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.unlink(missing_ok=True)  # a link would lead elsewhere
        beside.write_bytes(data)
        beside.replace(path)


TAG = re.compile(r"<[^<>]{0,500}>")
# A link between notebooks, which in a report leads to the page: '02_quotes.ipynb#warmth'
NOTEBOOK_ADDRESS = re.compile(r"(?:\./)?([\w.-]{1,100})\.ipynb(#[\w-]{0,100})?\Z")


@dataclass(frozen=True)
class Heading:
    """One entry of a page's contents."""

    level: int
    words: str
    anchor: str


class Markdown(mistune.HTMLRenderer):
    """Turns the Markdown of one page into HTML: HTML in it is escaped, pictures become their words, links lead to the
    web or to *pages*. ``headings`` are those so far, no level skipped; the first, which the page shows, is not in the HTML.
    """

    def __init__(self, pages: Collection[str] = ()) -> None:
        super().__init__(escape=True)
        self.pages = pages
        self.headings: list[Heading] = []
        self._convert = mistune.create_markdown(renderer=self, plugins=["table"])

    def convert(self, text: str) -> str:
        """Return *text* as HTML."""
        return frame_tables(str(self._convert(text)).replace(' style="text-align:right"', ' class="n"'))

    def heading(self, text: str, level: int, **_: Any) -> str:
        words = unescape(TAG.sub("", text))
        slug = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-") or "part"
        taken = {heading.anchor for heading in self.headings}
        anchor = next(name for name in (slug, *(f"{slug}-{n}" for n in range(2, 1000))) if name not in taken)
        level = max(2, min(level, self.headings[-1].level + 1)) if self.headings else 1
        self.headings.append(Heading(level, words, anchor))
        return "" if level == 1 else f'<h{level} id="{anchor}">{text}</h{level}>\n'

    def link(self, text: str, url: str, title: str | None = None) -> str:
        notebook = NOTEBOOK_ADDRESS.match(url)
        if notebook and notebook.group(1) in self.pages:
            return f'<a href="{escape(notebook.group(1))}.html{notebook.group(2) or ""}">{text}</a>'
        if url.lower().startswith(("http://", "https://", "#")):
            return f'<a href="{escape(url)}">{text}</a>'
        return text

    def image(self, text: str, url: str, title: str | None = None) -> str:
        return f"<em>{text}</em>"

    def block_code(self, code: str, info: str | None = None) -> str:
        return f'<pre tabindex="0"><code>{escape(code)}</code></pre>\n'


COLOURED = {Token.Keyword: "k", Token.Operator.Word: "k", Token.String: "s", Token.Comment: "c", Token.Number: "m"}
"""Of Pygments' kinds of words: the class of those that have a colour."""


def colour(source: str) -> str:
    """Return Python *source* as HTML with its keywords, strings, numbers and comments told apart."""
    lexed = pygments.lex(source, PythonLexer(stripnl=False, ensurenl=False))
    named = ((next((name for known, name in COLOURED.items() if kind in known), ""), words) for kind, words in lexed)
    runs = itertools.groupby(named, key=lambda pair: pair[0])
    parts = ((name, escape("".join(words for _, words in run))) for name, run in runs)
    return "".join(f'<span class="{name}">{words}</span>' if name else words for name, words in parts)


TABLE = re.compile(r"<table[\s>].*?</table>", re.DOTALL)
CAPTION = re.compile(r"<caption>([^<]{0,300})")
# The address of a row's words: 'evidence/wire-2019-06-05.html#quotes-120'
EVIDENCE = re.compile(r"evidence/[A-Za-z0-9._-]{1,120}\.html(?:#[a-z]{1,20}-\d{1,12})?\Z")
EVIDENCE_LINK = re.compile(r'<a data-evidence="([^"]*)">')
CLASSES = {"th": {"n", "whole", "wide", "smy-long"}, "td": {"n", "whole", "smy-long"}}
CLASSES |= {"span": {"smy-null"}, "p": {"smy-note"}}


def frame_tables(html: str) -> str:
    """Put each table of our own *html* into a box that scrolls by itself, so that no table widens the page."""

    def frame(table: re.Match[str]) -> str:
        label = caption.group(1) if (caption := CAPTION.search(table.group())) else "Table"
        return f'<div class="scroll" role="group" tabindex="0" aria-label="{label}">{table.group()}</div>'

    return TABLE.sub(frame, html)


def _filter(tag: str, attribute: str, value: str) -> str | None:
    """Return the value of an attribute that may pass, or None where this one may not."""
    if attribute == "class":
        return value if CLASSES[tag] & set(value.split()) else None
    if attribute in ("colspan", "rowspan"):
        return value if value.isdigit() else None
    return value if attribute != "data-evidence" or EVIDENCE.match(value) else None


CLEANER = nh3.Cleaner(
    tags={"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "p", "strong", "em", "b", "i", "code"}
    | {"pre", "ul", "ol", "li", "dl", "dt", "dd", "div", "span", "small", "sub", "sup", "blockquote"}
    | {"details", "summary", "br", "hr", "a"},
    clean_content_tags={"style", "script", "template", "iframe", "object", "noscript", "textarea", "title"},
    attributes={"a": {"data-evidence"}, "th": {"colspan", "rowspan"}, "td": {"colspan", "rowspan", "data-label"}},
    tag_attribute_values={"th": {"scope": {"row", "col"}}},
    allowed_classes=CLASSES,
    attribute_filter=_filter,
    link_rel=None,
)


def clean_html(html: str, link: Callable[[str], str] = lambda href: f'<a href="{href}">') -> str:
    """Return *html* with only harmless tags, and of attributes only scope, spans, labels and our own classes; *link*
    returns the opening tag of a link to evidence, or nothing where there is none.

    >>> clean_html('<p onclick="x()">a <script>b</script><b>c')
    '<p>a <b>c</b></p>'
    """
    cleaned = EVIDENCE_LINK.sub(lambda found: link(found.group(1)) or "<a>", CLEANER.clean(html))
    return frame_tables(cleaned).replace("<th></th>", "<td></td>")  # the corner heads nothing


BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def find_browser() -> str:
    """Return the Chromium of this machine: $CHROMIUM or one on the path. Raises ReportError when there is none."""
    named = os.environ.get("CHROMIUM", "")
    found = next((path for name in (named, *BROWSERS) if name and (path := shutil.which(name))), None)
    if found is None:
        raise ReportError("PDF needs a Chromium: install one (apt install chromium), or name it in $CHROMIUM")
    return found


def print_page(browser: str, page: Path, place: str | None = None) -> Path:
    """Print the HTML file *page* to a PDF beside it; return the PDF's path. Raises ReportError when that fails. What
    the browser keeps meanwhile is in a folder in *place* (default: the system's)."""
    target = page.with_suffix(".pdf")
    with tempfile.TemporaryDirectory(dir=place, ignore_cleanup_errors=True) as profile:
        beside = Path(profile) / target.name
        command = [browser, "--headless", "--disable-gpu", f"--user-data-dir={profile}", "--no-pdf-header-footer"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # Chromium's sandbox does not work for root
        command += [f"--print-to-pdf={beside}", page.resolve().as_uri()]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=120)
            shutil.move(beside, target)
        except (subprocess.SubprocessError, OSError) as error:
            raise ReportError(f"{browser} could not print {page.name} to PDF: {type(error).__name__}") from error
    return target
