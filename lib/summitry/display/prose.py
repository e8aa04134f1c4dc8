"""How values are shown: in words, in sentences made of facts, as links to evidence, and in CSV."""

import hashlib
import re
import string
from html import escape, unescape
from numbers import Integral, Real
from typing import Any

import jinja2
import numpy as np
import pandas as pd

TEMPLATES = jinja2.Environment(loader=jinja2.PackageLoader("summitry", "pages"), autoescape=True)
STRONG = re.compile(r"\*\*(.+?)(?:\*\*|\Z)", re.DOTALL)
EMPHASIS = re.compile(r"\*(.+?)(?:\*|\Z)", re.DOTALL)
TAG = re.compile(r"<[^>]*>")


def is_null(value: Any) -> bool:
    """Tell whether a cell states nothing."""
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def show_value(value: Any, precision: int | None = None) -> str:
    """Return *value* as a reader should see it: null as "not stated", numbers with one precision, a true minus.

    >>> show_value(-0.456), show_value(12345), show_value(None), show_value(True)
    ('−0.46', '12,345', 'not stated', 'yes')
    """
    if isinstance(value, (list, tuple)):
        return ", ".join(show_value(part, precision) for part in value)
    if is_null(value):
        return "not stated"
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, Integral):
        grouped = "," if abs(int(value)) >= 10_000 else ""  # a year is not 2,019
        return f"{value:{grouped}.{precision or 0}f}".replace("-", "−")
    if isinstance(value, Real):
        shown = f"{value:,.{2 if precision is None else precision}f}"
        return shown.replace("-", "−") if float(shown.replace(",", "")) else shown.lstrip("-")
    if hasattr(value, "isoformat"):
        return str(value.isoformat())[:10]
    return str(value)


class Prose:
    """Computed sentences: ``html`` with our own emphasis, ``text`` without."""

    def __init__(self, html: str, text: str) -> None:
        self.html, self.text = html, text

    def __repr__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> tuple[dict[str, Any], dict[str, Any]]:
        html = self.html.replace("<p>", "<p class='mathjax_ignore'>")  # "$25 billion and $400" is no mathematics
        return {"text/plain": self.text, "text/html": html}, {"summitry": {"kind": "prose", "text": self.text}}


class _Facts(string.Formatter):
    """Formats facts into a template of HTML."""

    def format_field(self, value: Any, format_spec: str) -> str:
        shown = show_value(value) if is_null(value) or not format_spec else format(value, unescape(format_spec))
        return escape(shown.replace("-", "−") if isinstance(value, Real) else shown, quote=False)


def _mark(words: str) -> str:
    """Return a template of text as one of HTML, with its ** and * as tags."""
    strong = STRONG.sub(r"<strong>\1</strong>", escape(words, quote=False))
    return EMPHASIS.sub(r"<em>\1</em>", strong)


def say(template: str, /, **facts: Any) -> Prose:
    """Return sentences computed from *facts*; the template's **bold** and *italic* are ours, the facts are escaped.

    A blank line begins a new paragraph. Fields are those of str.format; null is shown as "not stated".

    >>> say("They met **{n}** times, last in {place}.", n=42, place="<b>Moscow</b>").html
    '<p>They met <strong>42</strong> times, last in &lt;b&gt;Moscow&lt;/b&gt;.</p>'
    """
    templates = map(_mark, re.split(r"\n\s*\n", template.strip()))
    paragraphs = [_Facts().vformat(words, (), facts) for words in templates]
    text = "\n\n".join(unescape(TAG.sub("", words)) for words in paragraphs)
    return Prose("".join(f"<p>{words}</p>" for words in paragraphs), text.strip())


UNSAFE_IN_FILE_NAME = re.compile(r"[^a-z0-9._-]")
HASHED = re.compile(r"-[0-9a-f]{10}\Z")
RESERVED_NAMES = {"index", "con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))}
"""Names of a file of ours, and of devices on Windows."""


def evidence_page(article_id: str) -> str:
    """Return the file name, without .html, of the article's evidence page: one per id on every system, also where
    capitals are the same as small letters.

    >>> evidence_page("wire-2019-06-05")
    'wire-2019-06-05'
    >>> evidence_page("../Xi & Putin")
    '_xi___putin-a5ee9a0410'
    """
    safe = UNSAFE_IN_FILE_NAME.sub("_", article_id.lower()).lstrip(".")[:80]
    if safe == article_id and not HASHED.search(safe) and safe.partition(".")[0] not in RESERVED_NAMES:
        return safe
    return f"{safe.replace('.', '_')}-{hashlib.sha256(article_id.encode()).hexdigest()[:10]}"


def evidence_href(article_id: str, table: str, start: int) -> str:
    """Return the link from a report to the words of the row of *table* that begins at character *start*.

    >>> evidence_href("wire-2019-06-05", "quotes", 120)
    'evidence/wire-2019-06-05.html#quotes-120'
    """
    return f"evidence/{evidence_page(article_id)}.html#{table}-{int(start)}"


FORMULA = r"'*[=+\-@\t\r\n＝＋－＠]"
"""How a cell begins that a spreadsheet would take for a formula, in Chinese and Japanese ones with signs of full width;
an apostrophe before it says that it is text."""


def defuse(cell: Any) -> Any:
    """Return a cell of a CSV file, with an apostrophe before it where a spreadsheet would take it for a formula.

    >>> defuse("=1+1"), defuse(-1.5), defuse(None)
    ("'=1+1", -1.5, None)
    """
    return f"'{cell}" if isinstance(cell, str) and re.match(FORMULA, cell) else cell


def write_csv(frame: pd.DataFrame) -> str:
    """Return *frame* as CSV; null is empty; a cell that a spreadsheet would run as a formula gets a leading '."""
    safe = frame.copy()
    for position, dtype in enumerate(safe.dtypes):
        if getattr(dtype, "kind", "O") not in "iufbM":
            safe.isetitem(position, safe.iloc[:, position].astype(object).map(defuse))
    safe.columns = [defuse(str(name)) for name in frame.columns]
    return str(safe.to_csv(index=False, lineterminator="\n"))
