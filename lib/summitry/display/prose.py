"""Computed prose: how a value is put into words, and sentences made of facts, with every fact escaped."""

from __future__ import annotations

import re
import string
from html import escape
from typing import Any

NOT_STATED = "not stated"
MARK = re.compile(r"\*\*|\*")


def is_null(value: Any) -> bool:
    import pandas as pd

    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def show_value(value: Any, precision: int | None = None) -> str:
    """Return *value* as a reader should see it: null as "not stated", numbers with one precision, a true minus.

    >>> show_value(-0.456), show_value(12345), show_value(None), show_value(True)
    ('−0.46', '12,345', 'not stated', 'yes')
    """
    if isinstance(value, (list, tuple)):
        return ", ".join(show_value(part, precision) for part in value)
    if is_null(value):
        return NOT_STATED
    kind = getattr(getattr(value, "dtype", None), "kind", "")
    if isinstance(value, bool) or kind == "b":
        return "yes" if value else "no"
    if isinstance(value, int) or kind in ("i", "u"):
        grouped = "," if abs(value) >= 10_000 else ""  # a year is not 2,019
        return f"{value:{grouped}.{precision or 0}f}".replace("-", "−")
    if isinstance(value, float) or kind == "f":
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
        return {"text/plain": self.text, "text/html": self.html}, {"summitry": {"kind": "prose", "text": self.text}}


class _Facts(string.Formatter):
    """Formats facts into a template; null is "not stated"."""

    def format_field(self, value: Any, format_spec: str) -> str:
        if not isinstance(value, (list, tuple)) and is_null(value):
            return NOT_STATED
        if format_spec:
            return format(value, format_spec).replace("-", "−") if _is_number(value) else format(value, format_spec)
        return show_value(value) if isinstance(value, (list, tuple, bool)) or _is_number(value) else str(value)


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) or getattr(getattr(value, "dtype", None), "kind", "") in ("i", "u", "f")


def _mark(words: str, opened: list[str]) -> str:
    """Turn the ** and * of *words* into tags, keeping in *opened* which are open."""

    def tag(mark: re.Match[str]) -> str:
        name = "strong" if mark.group() == "**" else "em"
        if name in opened:
            opened.remove(name)
            return f"</{name}>"
        opened.append(name)
        return f"<{name}>"

    return MARK.sub(tag, escape(words, quote=False))


def say(template: str, /, **facts: Any) -> Prose:
    """Return sentences computed from *facts*; the template's **bold** and *italic* are ours, the facts are escaped.

    A blank line begins a new paragraph. Fields are those of str.format; null is shown as "not stated".

    >>> say("They met **{n}** times, last in {place}.", n=42, place="<b>Moscow</b>").html
    '<p>They met <strong>42</strong> times, last in &lt;b&gt;Moscow&lt;/b&gt;.</p>'
    """
    formatter, html, text = _Facts(), [], []
    for paragraph in re.split(r"\n\s*\n", template.strip()):
        opened: list[str] = []
        html.append("<p>")
        for words, field, spec, conversion in formatter.parse(paragraph):
            html.append(_mark(words, opened))
            text.append(MARK.sub("", words))
            if field is not None:
                value = formatter.convert_field(formatter.get_field(field, (), facts)[0], conversion)
                shown = formatter.format_field(value, spec or "")
                html.append(escape(shown, quote=False))
                text.append(shown)
        html.extend(f"</{name}>" for name in reversed(opened))
        html.append("</p>")
        text.append("\n\n")
    return Prose("".join(html), "".join(text).strip())
