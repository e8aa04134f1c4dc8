"""Safe HTML for rendered pages: Markdown of our notebooks, and the few tags of an output that a page lets through."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Any

VOID = frozenset({"br", "hr"})
KEPT = frozenset(
    {"table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "p", "strong", "em", "b", "i", "code", "pre"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "div", "span", "small", "sub", "sup", "blockquote", "details", "summary"}
)
DROPPED_WITH_WORDS = frozenset({"style", "script", "template", "iframe", "object", "noscript", "textarea", "title"})
CLASSES = frozenset({"smy-note", "smy-null", "smy-long"})
TO_THE_RIGHT = re.compile(r"text-align:\s*right")
# The address of a row's words: 'evidence/wire-2019-06-05.html#quotes-120'
EVIDENCE = re.compile(r"evidence/[A-Za-z0-9._-]{1,120}\.html(?:#[a-z]{1,20}-\d{1,12})?\Z")
SLUG = re.compile(r"[^a-z0-9]+")
WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
# A link between notebooks, which in a report leads to the page: '02_quotes.ipynb#warmth'
NOTEBOOK_ADDRESS = re.compile(r"(?:\./)?([\w.-]{1,100})\.ipynb(#[\w-]{0,100})?\Z")


@dataclass(frozen=True)
class Heading:
    """One entry of a page's contents."""

    level: int
    words: str
    anchor: str


@dataclass
class Outline:
    """The headings of one page so far: anchors are unique and no level is skipped."""

    headings: list[Heading] = field(default_factory=list)

    def add(self, level: int, words: str) -> Heading:
        """Return the heading to show for *words*: the first is level 1, all others are deeper."""
        deepest = self.headings[-1].level + 1 if self.headings else 1
        shallowest = 2 if self.headings else 1
        slug = SLUG.sub("-", words.lower()).strip("-") or "part"
        taken = {heading.anchor for heading in self.headings}
        anchor = next(name for name in (slug, *(f"{slug}-{n}" for n in range(2, 1000))) if name not in taken)
        heading = Heading(max(shallowest, min(level, deepest)), words, anchor)
        self.headings.append(heading)
        return heading


def _plain(html: str) -> str:
    return re.sub(r"<[^<>]{0,500}>", "", html)


def make_markdown(outline: Outline, pages: Collection[str] = ()) -> Callable[[str], str]:
    """Return what turns Markdown into HTML: HTML in it is escaped, pictures become their words, links lead to the web
    or to *pages*.

    The page's first heading is left out (the page shows it) but enters *outline*.
    """
    import mistune

    class Renderer(mistune.HTMLRenderer):
        def heading(self, text: str, level: int, **_: Any) -> str:
            from html import unescape

            found = outline.add(level, unescape(_plain(text)))
            return "" if found.level == 1 else f'<h{found.level} id="{found.anchor}">{text}</h{found.level}>\n'

        def link(self, text: str, url: str, title: str | None = None) -> str:
            notebook = NOTEBOOK_ADDRESS.match(url)
            if notebook and notebook.group(1) in pages:
                return f'<a href="{escape(notebook.group(1))}.html{notebook.group(2) or ""}">{text}</a>'
            if WEB_ADDRESS.match(url) or url.startswith("#"):
                return f'<a href="{escape(url)}">{text}</a>'
            return text

        def image(self, text: str, url: str, title: str | None = None) -> str:
            return f"<em>{text}</em>"

        def block_code(self, code: str, info: str | None = None) -> str:
            return f'<pre tabindex="0"><code>{escape(code)}</code></pre>\n'

    convert = mistune.create_markdown(renderer=Renderer(escape=True), plugins=["table"])
    return lambda text: frame_tables(str(convert(text)))


TABLE = re.compile(r"<table[\s>]")
CAPTION = re.compile(r"<caption>([^<]{0,300})")


def frame_tables(html: str) -> str:
    """Put each table of our own *html* into a box that scrolls by itself, so that no table widens the page."""
    parts = re.split(r"(<table[\s>].*?</table>)", html, flags=re.DOTALL)
    for position, part in enumerate(parts):
        if TABLE.match(part):
            caption = CAPTION.search(part)
            label = caption.group(1) if caption else "Table"
            parts[position] = f'<div class="scroll" role="group" tabindex="0" aria-label="{label}">{part}</div>'
    return "".join(parts).replace(' style="text-align:right"', ' class="n"')


class _Cleaner(HTMLParser):
    """Lets the kept tags through without their attributes, balances them, and escapes every word."""

    def __init__(self, link: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.link = link
        self.parts: list[str] = []
        self.open: list[tuple[str, str]] = []  # the tag as read, and what closes it
        self.skipping = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.skipping:
            return
        if tag in DROPPED_WITH_WORDS:
            self.skipping = tag
        elif tag in VOID:
            self.parts.append(f"<{tag}>")
        elif tag in KEPT:
            opening, closing = self._tag(tag, {name: value or "" for name, value in attrs})
            self.parts.append(opening)
            self.open.append((tag, closing))

    def _tag(self, tag: str, attributes: dict[str, str]) -> tuple[str, str]:
        evidence = attributes.get("data-evidence", "")
        opening = self.link(evidence) if tag == "span" and EVIDENCE.match(evidence) else ""
        if opening:
            return opening, "</a>"
        kept = [
            f' {name}="{attributes[name]}"' for name in ("colspan", "rowspan") if attributes.get(name, "").isdigit()
        ]
        if attributes.get("scope") in ("row", "col"):
            kept.append(f' scope="{attributes["scope"]}"')
        if tag == "td" and "data-label" in attributes:
            kept.append(f' data-label="{escape(attributes["data-label"])}"')
        classes = [name for name in attributes.get("class", "").split() if name in CLASSES]
        if TO_THE_RIGHT.search(attributes.get("style", "")):
            classes.append("n")
        elif "white-space:nowrap" in attributes.get("style", ""):
            classes.append("whole")
        elif "min-width:17em" in attributes.get("style", ""):
            classes.append("wide")
        if classes:
            kept.append(f' class="{" ".join(classes)}"')
        return f"<{tag}{''.join(kept)}>", f"</{tag}>"

    def handle_endtag(self, tag: str) -> None:
        if self.skipping:
            self.skipping = "" if tag == self.skipping else self.skipping
        elif any(name == tag for name, _ in self.open):
            while self.open:
                name, closing = self.open.pop()
                self.parts.append(closing)
                if name == tag:
                    break

    def handle_data(self, data: str) -> None:
        if not self.skipping:
            self.parts.append(escape(data, quote=False))


def clean_html(html: str, link: Callable[[str], str] = lambda href: f'<a href="{href}">') -> str:
    """Return *html* with only harmless tags, without attributes but scope, spans and labels; tables scroll by themselves.

    *link* returns the opening tag of a link to evidence, or nothing where there is none.

    >>> clean_html('<p onclick="x()">a <script>b</script><b>c')
    '<p>a <b>c</b></p>'
    """
    cleaner = _Cleaner(link)
    cleaner.feed(html)
    cleaner.close()
    cleaner.parts.extend(closing for _, closing in reversed(cleaner.open))
    return frame_tables("".join(cleaner.parts)).replace("<th></th>", "<td></td>")  # the corner heads nothing
