"""Figures and tables that carry their own words, data and evidence, and tables of a corpus that explain themselves.

Each renders itself for JupyterLab (``_repr_mimebundle_``) and marks its output with ``metadata["summitry"]``, so that the
rendered report knows it for ours. Text from articles is always escaped, and of the class ``mathjax_ignore``, or
JupyterLab would set "$25 billion and $400" as mathematics. A report's pages go by their own classes, not by the styles,
which are for JupyterLab.
"""

import base64
import io
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any, Literal

import pandas as pd

from summitry.display.prose import TEMPLATES, evidence_href, is_null, show_value, write_csv
from summitry.schema import TABLES, columns
from summitry.statistics import count_of

# What is made of our tables holds text of articles too, and its tags would run where a frame has a style
pd.set_option("display.html.use_mathjax", False, "styler.html.mathjax", False, "styler.format.escape", "html")

Bundle = tuple[dict[str, Any], dict[str, Any]]
PRINT_DPI = 200
MOST_ROWS_IN_CSV = 10_000  # of the file beside a page: all rows of many articles are in the tables
CUT = f"the file beside this page has the first {MOST_ROWS_IN_CSV:,}"


def _draw(figure: Any) -> tuple[bytes, str]:
    """Return the matplotlib *figure* as PNG and SVG without dates, program names or random ids. The canvases are used
    directly: Figure.savefig would draw everything twice for each."""
    import matplotlib as mpl  # here, since who reads tables draws nothing
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
        picture: Any = Image.frombuffer("RGBA", size, canvas.buffer_rgba(), "raw", "RGBA", 0, 1).convert("RGB")
        figure.set_layout_engine("none")  # the places that this drawing found hold for the next one too
        FigureCanvasSVG(figure).print_svg(svg, metadata={"Date": None, "Creator": None})
    # with a palette it is less than half as large, and sooner written; its steps are too fine to be seen
    drawn = picture.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    palette, paper = drawn.getpalette(), 3 * drawn.getpixel((0, 0))
    palette[paper : paper + 3] = picture.getpixel((0, 0))  # white to the bit: it lies on a white page
    drawn.putpalette(palette)
    drawn.save(png, "PNG", dpi=(PRINT_DPI, PRINT_DPI), compress_level=6)
    return png.getvalue(), svg.getvalue()


class Figure:
    """A drawn figure with what a reader needs who cannot see it: alternative text, caption, source and its numbers. It
    is drawn once, when it is made; ``png`` and ``svg`` have the same bytes in every run."""

    def __init__(
        self, name: str, figure: Any, alt: str, caption: str, source: str = "", data: pd.DataFrame | None = None
    ) -> None:
        self.name, self.alt, self.caption, self.source, self.data = name, alt.strip(), caption.strip(), source, data
        if not self.alt:
            raise ValueError(f"figure {name} has no alternative text")
        if data is not None and len(data) > MOST_ROWS_IN_CSV:
            self.source = f"{source} Of {len(data):,} rows {CUT}.".strip()
        self.png, self.svg = _draw(figure)
        if pyplot := sys.modules.get("matplotlib.pyplot"):
            pyplot.close(figure)  # or the notebook's own display shows it a second time

    def __repr__(self) -> str:
        return f"Figure {self.name}: {self.alt}"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        encoded = base64.b64encode(self.png).decode("ascii")
        data: dict[str, Any] = {
            "text/plain": repr(self),
            "text/html": TEMPLATES.get_template("figure.html.j2").render(figure=self, encoded=encoded),
            "image/png": encoded,
            "image/svg+xml": self.svg,
        }
        if self.data is not None:
            data["text/csv"] = write_csv(self.data.head(MOST_ROWS_IN_CSV))
        ours = {"kind": "figure", "name": self.name, "alt": self.alt, "caption": self.caption, "source": self.source}
        return data, {"image/png": {"alt": self.alt}, "summitry": ours}


LONGEST_HEADER, LONGEST_CELL = 600, 200
"""Characters shown of a row's header, such as a quotation, and of a cell: the CSV has them all."""
FITS_A_THIRD, FITS_A_PHONE = 22, 34  # characters that fit on a phone, where the cells of a row stand three abreast
UNBROKEN = re.compile(r"\d{4}-\d\d-\d\d\Z|[a-z]{1,9}-[a-z]{1,9}\Z")  # not at its hyphens: '2019-06-05', 'in-person'


@dataclass(frozen=True)
class Column:
    """How one column of a table is shown: its heading, unit, digits after the point, side (None: by its type), and what
    to say where nothing is stated."""

    label: str
    unit: str = ""
    precision: int | None = None
    align: Literal["left", "right"] | None = None
    null: str = ""


class Table:
    """A table that states its finding: at most 7 columns and *limit* rows shown, all of it as CSV beside it.

    ``columns`` maps the frame's columns to headings (or Column), in the order shown; the first is the row header.
    ``links`` leads each row to its words: the name of the table whose rows these are (the frame then has the columns
    article_id and start), or one address (or None) per row.
    """

    most_columns = 7

    def __init__(
        self,
        name: str,
        frame: pd.DataFrame,
        caption: str,
        columns: Mapping[str, str | Column] | None = None,
        links: str | Sequence[str | None] | None = None,
        limit: int = 15,
    ) -> None:
        self.name, self.frame, self.caption, self.limit = name, frame, caption.strip(), limit
        chosen = columns if columns is not None else {c: str(c).replace("_", " ") for c in frame.columns}
        first = list(chosen.items())[: self.most_columns]
        self.columns = {key: column if isinstance(column, Column) else Column(column) for key, column in first}
        missing = [key for key in self.columns if key not in frame.columns]
        if missing:
            raise ValueError(f"table {name} has no column {missing[0]!r}; it has {[str(c) for c in frame.columns]}")
        if isinstance(links, str):
            places = zip(frame["article_id"], frame["start"], strict=True)
            links = [None if is_null(start) else evidence_href(str(a), links, start) for a, start in places]
        self.links = [None] * len(frame) if links is None else list(links)
        if len(self.links) != len(frame):
            raise ValueError(f"table {name} has {len(frame)} rows but {len(self.links)} links")

    def __repr__(self) -> str:
        return f"Table {self.name}: {self.caption} ({len(self.frame):,} rows)"

    def html(self, first: int = 0) -> str:
        """Return the table as HTML: caption, header, the rows from *first* on, and a note of how many there are."""
        shown = self.frame.loc[:, list(self.columns)].iloc[first : first + self.limit]
        longest = [max((len(v) for v in shown[key] if isinstance(v, str)), default=0) for key in self.columns]
        rows = [
            (link, [self._describe_cell(*cell) for cell in zip(self.columns, values, longest, strict=True)])
            for values, link in zip(shown.itertuples(index=False, name=None), self.links[first:], strict=False)
        ]
        heads = list(zip(self.columns.values(), self._sides.values(), longest, strict=True))
        n, width = len(self.frame), len(self.frame.columns)
        notes = [f"{self.limit} of {n:,} rows shown"] if n > self.limit else []
        notes += [CUT] if n > MOST_ROWS_IN_CSV else []
        notes += [f"{len(self.columns)} of {width} columns shown"] if n and width > len(self.columns) else []
        note = f"{'; '.join(notes)}." if notes else ""
        return TEMPLATES.get_template("table.html.j2").render(table=self, heads=heads, rows=rows, note=note)

    def _describe_cell(self, key: str, value: Any, longest: int) -> dict[str, Any]:
        column, is_header = self.columns[key], key == next(iter(self.columns))
        words, most = show_value(value, column.precision), LONGEST_HEADER if is_header else LONGEST_CELL
        return {
            "column": column,
            "side": self._sides[key],
            "words": words if len(words) <= most else words[:most].rpartition(" ")[0] + " …",
            "null": is_null(value),
            "whole": UNBROKEN.match(str(value)[:20]),
            "long": longest > FITS_A_THIRD and (is_header or self.is_broad),
        }

    @cached_property
    def _sides(self) -> dict[str, str]:
        """By column: the side that its cells stand on."""
        right = set(self.frame.select_dtypes("number").columns) - {next(iter(self.columns), "")}
        return {key: column.align or ("right" if key in right else "left") for key, column in self.columns.items()}

    @cached_property
    def is_broad(self) -> bool:
        """Whether the table is too broad for a phone, where each row then becomes a few lines with labels."""
        shown = self.frame.loc[:, list(self.columns)].head(self.limit)
        heads = [max(map(len, column.label.split()), default=0) for column in self.columns.values()]
        cells = [max((len(show_value(v)) for v in shown[key]), default=0) for key in self.columns]
        widths = [max(head, min(cell, FITS_A_THIRD)) for head, cell in zip(heads, cells, strict=True)]
        return len(widths) > 2 and sum(widths) > FITS_A_PHONE

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> Bundle:
        csv = write_csv(self.frame.head(MOST_ROWS_IN_CSV))
        data = {"text/plain": repr(self), "text/html": self.html(), "text/csv": csv}
        return data, {"summitry": {"kind": "table", "name": self.name, "caption": self.caption}}


class _Listing(Table):
    """Rows with all their columns."""

    most_columns = 99


class TableFrame(pd.DataFrame):
    """A table of a corpus: a DataFrame that says in a notebook what it is and what its columns mean. What is made of it
    (a selection, a sum) is a plain DataFrame."""

    _metadata = ["table"]  # noqa: RUF012  (pandas reads this name)

    def _repr_html_(self) -> str:
        name = getattr(self, "table", "")
        if name not in TABLES or not set(self.columns) <= {c.name for c in columns(name)}:
            return str(super()._repr_html_())
        known = {c.name: c for c in columns(name)}
        meanings = [
            (c.name, c.meaning + (f": {', '.join(c.allowed)}" if c.allowed else ""), c.unit or "–", c.null or "never")
            for c in (known[column] for column in self.columns)
        ]
        heads = ["column", "meaning", "unit", "null means"]
        explained = _Listing(name, pd.DataFrame(meanings, columns=heads), "", limit=len(meanings))
        size = f"{count_of(len(self), 'row')}, {count_of(len(self.columns), 'column')}"
        return (
            f'<div class="dataframe mathjax_ignore"><p><strong>{name}</strong>: {size}. {escape(explain(name))}</p>'
            f"{_Listing(name, pd.DataFrame(self), '', {c: c for c in self.columns}, limit=5).html()}"
            f"<details><summary>What the columns of {name} mean</summary>{explained.html()}</details></div>"
        )


def make_table(name: str, frame: pd.DataFrame) -> TableFrame:
    """Return *frame* as the table *name*, which explains itself."""
    table = TableFrame(frame)
    table.table = name
    return table


def explain(name: str) -> str:
    """Return what one row of the table *name* is: the first line of its schema."""
    return (TABLES[name].__doc__ or "").strip().split("\n")[0]


def show_tables(heading: str, facts: Mapping[str, str], tables: Mapping[str, pd.DataFrame], access: str) -> str:
    """Return an overview of *tables*: a heading, facts about them, and each table's rows and meaning. *access* is what
    to write before a table's name, such as ``corpus``."""
    said = "".join(f"<li><strong>{escape(name)}</strong>: {escape(value)}</li>" for name, value in facts.items())
    rows = [(f"{access}.{name}", len(frame), explain(name)) for name, frame in tables.items()]
    listed = _Listing("tables", pd.DataFrame(rows, columns=["table", "rows", "what it holds"]), "", limit=len(rows))
    return (
        f'<div class="dataframe mathjax_ignore"><p><strong>{escape(heading)}</strong></p><ul>{said}</ul>{listed.html()}'
        f"<p>Each is a pandas DataFrame; in a cell, {escape(access)}.quotes explains its columns.</p></div>"
    )
