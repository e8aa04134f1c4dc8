"""What a notebook shows: figures, tables and computed sentences that carry their own words, data and evidence.

Each thing renders itself for JupyterLab (``_repr_mimebundle_``) and marks its output with
``metadata["summitry"]``, so that the rendered report knows it for ours. Text from articles is always escaped.
"""

from __future__ import annotations

import base64
import hashlib
import io
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any, Literal

from summitry.display.prose import Prose, is_null, say, show_value

if TYPE_CHECKING:
    import pandas as pd

Bundle = tuple[dict[str, Any], dict[str, Any]]

__all__ = ["Column", "Figure", "Prose", "Table", "evidence_href", "evidence_page", "say", "show_value", "write_csv"]

MOST_COLUMNS = 7
LONG_CELL = 90  # characters: a column of sentences needs room, or each becomes a tower
MOST_ROWS_IN_CSV = 10_000  # beside a page: all rows of many articles are in the tables
CUT = f"the file beside this page has the first {MOST_ROWS_IN_CSV:,}"
LONGEST_HEADER, LONGEST_CELL = 600, 200  # characters shown of a row's header, such as a quotation, and of a cell
FITS_A_THIRD = 22  # characters: on a phone, where the cells of a row stand three abreast
FITS_A_PHONE = 34
PRINT_DPI = 200
MOST_SHADES = 128  # colours of a figure's PNG
UNSAFE_IN_FILE_NAME = re.compile(r"[^A-Za-z0-9._-]")
RESERVED_NAMES = frozenset({"index"})
# What a spreadsheet would run: '=HYPERLINK("http://…")' as an article's title.
FORMULA = re.compile(r"[=+\-@\t\r]")
PLAIN_NUMBER = re.compile(r"[+-]?\d[\d,]{0,30}(?:\.\d{1,30})?(?:[eE][+-]?\d{1,4})?\Z")
DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
# What must not break at its hyphens: '2019-06-05', 'in-person'
UNBROKEN = re.compile(r"\d{4}-\d\d-\d\d\Z|[a-z]{1,9}-[a-z]{1,9}\Z")


# --- evidence -------------------------------------------------------------------------------------------------------


def evidence_page(article_id: str) -> str:
    """Return the file name, without .html, of the article's evidence page: safe on every system, one per id.

    >>> evidence_page("wire-2019-06-05")
    'wire-2019-06-05'
    >>> evidence_page("../Xi & Putin")
    '_Xi___Putin-a5ee9a04'
    """
    safe = UNSAFE_IN_FILE_NAME.sub("_", article_id).lstrip(".")[:80]
    if safe == article_id and safe.lower() not in RESERVED_NAMES:
        return safe
    return f"{safe}-{hashlib.sha256(article_id.encode()).hexdigest()[:8]}"


def evidence_href(article_id: str, table: str, start: int) -> str:
    """Return the link from a report to the words of the row of *table* that begins at character *start*.

    >>> evidence_href("wire-2019-06-05", "quotes", 120)
    'evidence/wire-2019-06-05.html#quotes-120'
    """
    return f"evidence/{evidence_page(article_id)}.html#{table}-{int(start)}"


# --- CSV ------------------------------------------------------------------------------------------------------------


def _defuse(value: Any) -> Any:
    if isinstance(value, str) and FORMULA.match(value) and not PLAIN_NUMBER.match(value):
        return "'" + value
    return value


def write_csv(frame: pd.DataFrame) -> str:
    """Return *frame* as CSV; null is empty; a cell that a spreadsheet would run as a formula gets a leading '."""
    safe = frame.copy()
    for position, dtype in enumerate(safe.dtypes):
        if getattr(dtype, "kind", "O") not in "iufbM":
            safe.isetitem(position, safe.iloc[:, position].astype(object).map(_defuse))
    safe.columns = [_defuse(str(name)) for name in frame.columns]
    return str(safe.to_csv(index=False, lineterminator="\n"))


# --- figures --------------------------------------------------------------------------------------------------------


def _draw(figure: Any) -> tuple[bytes, str]:
    """Return the matplotlib *figure* as PNG and SVG without dates, program names or random ids.

    The canvases are used directly: Figure.savefig would draw everything twice for each.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from PIL import Image

    png, svg = io.BytesIO(), io.StringIO()
    with mpl.rc_context({"svg.hashsalt": "summitry", "svg.fonttype": "none"}):
        ready = isinstance(figure.canvas, FigureCanvasAgg) and figure.dpi == PRINT_DPI
        figure.set_dpi(PRINT_DPI)
        canvas = figure.canvas if ready else FigureCanvasAgg(figure)
        canvas.draw()
        size = canvas.get_width_height()
        _write_png(Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB"), png)
        figure.set_layout_engine("none")  # the places that this drawing found hold for the next one too
        FigureCanvasSVG(figure).print_svg(svg, metadata={"Date": None, "Creator": None})
    return png.getvalue(), svg.getvalue()


def _write_png(picture: Any, png: io.BytesIO) -> None:
    """Write *picture* with a palette: less than half as large as in true colour, and sooner written.

    The palette's steps are too fine to be seen, but paper must stay white to the bit: it lies on a white page.
    """
    from PIL import Image

    drawn = picture.quantize(MOST_SHADES, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette = drawn.getpalette()
    paper = 3 * drawn.getpixel((0, 0))
    palette[paper : paper + 3] = picture.getpixel((0, 0))
    drawn.putpalette(palette)
    drawn.save(png, "PNG", dpi=(PRINT_DPI, PRINT_DPI), compress_level=6)


def _close(figure: Any) -> None:
    """Keep the notebook's own display from showing *figure* a second time."""
    pyplot = sys.modules.get("matplotlib.pyplot")
    if pyplot is not None:
        pyplot.close(figure)


class Figure:
    """A drawn figure with what a reader needs who cannot see it: alternative text, caption, source and its numbers.

    It is drawn once, when it is made; ``png`` and ``svg`` have the same bytes in every run.
    """

    def __init__(
        self, name: str, figure: Any, alt: str, caption: str, source: str = "", data: pd.DataFrame | None = None
    ) -> None:
        self.name, self.alt, self.caption, self.source, self.data = name, alt.strip(), caption.strip(), source, data
        if not self.alt:
            raise ValueError(f"figure {name} has no alternative text")
        if data is not None and len(data) > MOST_ROWS_IN_CSV:
            self.source = f"{source} Of {len(data):,} rows {CUT}.".strip()
        self.png, self.svg = _draw(figure)
        _close(figure)

    def __repr__(self) -> str:
        return f"Figure {self.name}: {self.alt}"

    def _html(self, encoded: str) -> str:
        source = f" <span style='opacity:.75'>{escape(self.source)}</span>" if self.source else ""
        return (
            "<figure style='margin:1em 0;max-width:60em'>"
            f"<img alt=\"{escape(self.alt)}\" src='data:image/png;base64,{encoded}' "
            "style='max-width:100%;height:auto;background:#fff'>"
            f"<figcaption style='margin-top:.5em;text-align:left'>{escape(self.caption)}{source}</figcaption></figure>"
        )

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        encoded = base64.b64encode(self.png).decode("ascii")
        data: dict[str, Any] = {
            "text/plain": repr(self),
            "text/html": self._html(encoded),
            "image/png": encoded,
            "image/svg+xml": self.svg,
        }
        if self.data is not None:
            data["text/csv"] = write_csv(self.data.head(MOST_ROWS_IN_CSV))
        ours = {
            "kind": "figure",
            "name": self.name,
            "alt": self.alt,
            "caption": self.caption,
            "source": self.source,
        }
        return data, {"image/png": {"alt": self.alt}, "summitry": ours}


# --- tables ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Column:
    """How one column of a table is shown: its heading, unit, digits after the point, side (None: by its type), and what
    to say where nothing is stated."""

    label: str
    unit: str = ""
    precision: int | None = None
    align: Literal["left", "right"] | None = None
    null: str = ""


def _cut(words: str, most: int) -> str:
    """Return *words*, or as many of them as fit *most* characters: the CSV has them all."""
    return words if len(words) <= most else words[:most].rpartition(" ")[0] + " …"


def _classes(*names: tuple[str, Any]) -> str:
    """Return the attribute that holds the names that apply, for a report's pages, which drop every style."""
    said = " ".join(name for name, applies in names if applies)
    return f" class='{said}'" if said else ""


class Table:
    """A table that states its finding: at most 7 columns and *limit* rows shown, all of it as CSV beside it.

    ``columns`` maps the frame's columns to headings (or Column), in the order shown; the first is the row header.
    ``links`` leads each row to its words: the name of the table whose rows these are (the frame then has the columns
    article_id and start), or one address (or None) per row.
    """

    def __init__(
        self,
        name: str,
        frame: pd.DataFrame,
        caption: str,
        columns: Mapping[str, str | Column] | None = None,
        links: str | Sequence[str | None] | None = None,
        limit: int = 15,
        source: str = "",
    ) -> None:
        self.name, self.frame, self.caption, self.source, self.limit = name, frame, caption.strip(), source, limit
        chosen = columns if columns is not None else {c: str(c).replace("_", " ") for c in frame.columns}
        self.columns = {k: c if isinstance(c, Column) else Column(c) for k, c in list(chosen.items())[:MOST_COLUMNS]}
        missing = [key for key in self.columns if key not in frame.columns]
        if missing:
            raise ValueError(f"table {name} has no column {missing[0]!r}; it has {[str(c) for c in frame.columns]}")
        self.links = self._read_links(links)

    def _read_links(self, links: str | Sequence[str | None] | None) -> list[str | None]:
        if links is None:
            return [None] * len(self.frame)
        if isinstance(links, str):
            places = zip(self.frame["article_id"], self.frame["start"], strict=True)
            return [None if is_null(start) else evidence_href(str(a), links, start) for a, start in places]
        if len(links) != len(self.frame):
            raise ValueError(f"table {self.name} has {len(self.frame)} rows but {len(links)} links")
        return list(links)

    def __repr__(self) -> str:
        return f"Table {self.name}: {self.caption} ({len(self.frame):,} rows)"

    def _side(self, key: str) -> str:
        import pandas as pd

        column = self.columns[key]
        dtype = self.frame[key].dtype
        number = pd.api.types.is_numeric_dtype(dtype) and not pd.api.types.is_bool_dtype(dtype)
        is_header = key == next(iter(self.columns))
        return column.align or ("right" if number and not is_header else "left")

    @cached_property
    def is_broad(self) -> bool:
        """Whether the table is too broad for a phone, where each row then becomes a few lines with labels."""
        shown = self.frame.loc[:, list(self.columns)].head(self.limit)
        heads = [max(map(len, column.label.split()), default=0) for column in self.columns.values()]
        cells = [max((len(show_value(v)) for v in shown[key]), default=0) for key in self.columns]
        widths = [max(head, min(cell, FITS_A_THIRD)) for head, cell in zip(heads, cells, strict=True)]
        return len(widths) > 2 and sum(widths) > FITS_A_PHONE

    def _row(self, values: Sequence[Any], sides: Sequence[str], long: Sequence[bool], link: str | None) -> str:
        cells = []
        columns = zip(values, sides, long, self.columns.values(), strict=True)
        for position, (value, side, is_long, column) in enumerate(columns):
            shown = escape(_cut(show_value(value, column.precision), LONGEST_HEADER if position == 0 else LONGEST_CELL))
            if position == 0 and link:
                shown = f'<a data-evidence="{escape(link)}">{shown}</a>'
            elif is_null(value):
                shown = f"<span class='smy-null' style='opacity:.8'>{escape(column.null) or shown}</span>"
            whole = UNBROKEN.match(str(value)[:20])
            broad = is_long and (position == 0 or self.is_broad)
            classes = _classes(("n", side == "right"), ("whole", whole), ("smy-long", broad))
            label = f" data-label='{escape(column.label)}'" if self.is_broad else ""
            tag, scope = ("th", " scope='row'") if position == 0 else ("td", label)
            style = f"text-align:{side};vertical-align:top{';white-space:nowrap' if whole else ''}"
            cells.append(f"<{tag}{scope}{classes} style='{style}'>{shown}</{tag}>")
        return f"<tr>{''.join(cells)}</tr>"

    def html(self, first: int = 0) -> str:
        """Return the table as HTML: caption, header, the rows from *first* on, and a note of how many there are."""
        sides = [self._side(key) for key in self.columns]
        shown = self.frame.loc[:, list(self.columns)].iloc[first : first + self.limit]
        longest = [max((len(v) for v in shown[key] if isinstance(v, str)), default=0) for key in self.columns]
        heads = "".join(
            f"<th scope='col'{_classes(('n', side == 'right'), ('wide', wide))} "
            f"style='text-align:{side};vertical-align:bottom{';min-width:17em' if wide else ''}'>"
            + escape(c.label)
            + (f" <span style='font-weight:400'>({escape(c.unit)})</span>" if c.unit else "")
            + "</th>"
            for c, side, wide in zip(self.columns.values(), sides, (n > LONG_CELL for n in longest), strict=True)
        )
        rows = [
            self._row(values, sides, [n > FITS_A_THIRD for n in longest], link)
            for values, link in zip(shown.itertuples(index=False, name=None), self.links[first:], strict=False)
        ]
        body = "".join(rows) or f"<tr><td colspan='{len(self.columns)}'>No rows.</td></tr>"
        return (
            "<table><caption style='caption-side:top;text-align:left;font-weight:600;padding:.4em 0'>"
            f"{escape(self.caption)}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{self._note()}"
        )

    def _note(self) -> str:
        rows, columns = len(self.frame), len(self.frame.columns)
        parts = [f"{min(rows, self.limit)} of {rows:,} rows shown"] if rows > self.limit else []
        if rows > MOST_ROWS_IN_CSV:
            parts.append(CUT)
        if rows and columns > len(self.columns):
            parts.append(f"{len(self.columns)} of {columns} columns shown")
        note = ("; ".join(parts) + ". ") if parts else ""
        words = escape((note + self.source).strip())
        return f"<p class='smy-note' style='font-size:.9em;opacity:.8;margin:.3em 0 1em'>{words}</p>" if words else ""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        data = {
            "text/plain": repr(self),
            "text/html": self.html(),
            "text/csv": write_csv(self.frame.head(MOST_ROWS_IN_CSV)),
        }
        ours = {"kind": "table", "name": self.name, "caption": self.caption, "source": self.source}
        return data, {"summitry": ours}
