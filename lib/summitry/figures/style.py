"""One visual language: colours, type, titles that state the finding, labels that do not overlap."""

import datetime as dt
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

import matplotlib as mpl
import matplotlib.dates as mdates
import numpy as np
import pandas as pd
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Drawing
from matplotlib.layout_engine import ConstrainedLayoutEngine

from summitry.display import PRINT_DPI, Figure

# Okabe & Ito's colours (2008), told apart with every kind of colour vision; each comes with a marker of its own.
INK, GREY, PALE = "#222222", "#767676", "#e6e6e6"
BLUE, ORANGE, GREEN, PURPLE, SKY, RED = "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#56B4E9", "#D55E00"
SERIES = [(BLUE, "o"), (RED, "s"), (GREEN, "D"), (PURPLE, "^"), (ORANGE, "v"), (SKY, "P"), (GREY, "X")]
"""Colour and marker of the first, second … series."""
GLYPHS = {"o": "●", "s": "■", "D": "◆", "^": "▲", "v": "▼", "P": "✚", "X": "✖"}
"""Each marker as a character, for the line below the title."""

LABEL_SIZE = 8.8  # points: the type of labels beside points
LEGEND = {"frameon": False, "fontsize": LABEL_SIZE, "handlelength": 1, "columnspacing": 1, "loc": "outside lower left"}
"""A legend below the axes: the layout makes room for it."""
WIDTH = 5.6  # inches: at 390 px wide the smallest type is still legible

TYPE = {
    "font.family": "DejaVu Sans", "font.size": 10, "text.color": INK, "svg.fonttype": "none",
    "axes.labelcolor": INK, "axes.edgecolor": GREY, "axes.spines.top": False, "axes.spines.right": False,
    "axes.axisbelow": True, "xtick.color": INK, "ytick.color": INK, "xtick.labelsize": 9.5, "ytick.labelsize": 9.5,
    "grid.color": PALE, "grid.linewidth": 0.8}  # fmt: skip


def new_figure(title: str, height: float, subtitle: str = "", grid: tuple[int, int] = (1, 1)) -> tuple[Any, Any]:
    """Return a matplotlib figure with *title* (the finding) and *subtitle* (how to read it), and its axes (an array of
    them where *grid* has several rows or columns).

    Sizes are inches; matplotlib's constrained layout lets the axes fill what the title leaves. The figure belongs to no
    pyplot session.
    """
    head = textwrap.wrap(title, 52) or [""]
    below = [line for part in subtitle.split("\n") for line in textwrap.wrap(part, 82)]
    margin = 0.24 * len(head) + 0.18 * len(below) + 0.16
    whole = height + margin
    mpl.rcParams["text.parse_math"] = False  # for what is written later too: "$5 or $6" is no formula
    with mpl.rc_context(TYPE):
        layout = ConstrainedLayoutEngine(rect=(0, 0, 1, height / whole), w_pad=0.08, h_pad=0.06)
        figure = Drawing((WIDTH, whole), PRINT_DPI, layout=layout)
        FigureCanvasAgg(figure)  # labels are placed by their drawn size
        axes = figure.subplots(*grid)
        top = 1 - 0.04 / whole
        figure.text(0.012, top, "\n".join(head), va="top", fontsize=12, fontweight="bold", linespacing=1.25)
        y = top - (0.24 * len(head) + 0.04) / whole
        figure.text(0.012, y, "\n".join(below), va="top", fontsize=9, color="#555555", linespacing=1.3)
    return figure, axes


def draw_nothing(name: str, title: str, words: str, source: str, data: pd.DataFrame) -> Figure:
    """Return a figure with no axes that says under its *title*, in *words*, why it is empty."""
    figure, axes = new_figure(title, 0.9)
    axes.text(0.5, 0.5, words, transform=axes.transAxes, ha="center", va="center", color=GREY)
    axes.set_axis_off()
    return Figure(name, figure, f"{title}: {words}.", f"{words[0].upper()}{words[1:]}.", source, data)


def new_rows(title: str, labels: list[str], key: str, each: float = 0.34, least: float = 1.2) -> tuple[Any, Any]:
    """Return a figure with a row for each of *labels*, the first at the bottom, and its axes. *key* is its subtitle; a
    row is *each* inches high, all of them together *least* or more."""
    figure, axes = new_figure(title, min(9.0, max(least, each * len(labels) + 0.7)), key)
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(-0.7, max(len(labels), 1) - 0.3)
    axes.tick_params(axis="y", length=0)
    return figure, axes


def write_beside(axes: Any, x: float, row: float, words: str) -> None:
    """Write a small grey note to the right of the point (x, row)."""
    axes.annotate(words, (x, row), (5, 0), textcoords="offset points", va="center", fontsize=LABEL_SIZE, color=GREY)


def year_axis(axes: Any, first: dt.date, last: dt.date) -> None:
    """Label the x axis with years, as many as fit, or with months where it is short."""
    if (last - first).days < 1000:
        axes.xaxis.set_major_locator(mdates.AutoDateLocator(maxticks=6))
        axes.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
        axes.set_xlim(first - dt.timedelta(days=15), last + dt.timedelta(days=30))
        return
    axes.xaxis.set_major_locator(mdates.YearLocator(max(1, -(-(last.year - first.year) // 8))))
    axes.xaxis.set_major_formatter(mdates.DateFormatter("%Y"))
    axes.set_xlim(first - dt.timedelta(days=60), last + dt.timedelta(days=150))


def shorten(words: str, width: int = 28) -> str:
    """Return *words* in at most *width* characters, cut at a word unless that leaves too little.

    >>> shorten("Department of Foreign Affairs and Trade", 24)
    'Department of Foreign …'
    >>> shorten("unknown: 001_63815afca2026fbb", 20)
    'unknown: 001_63815a…'
    """
    if len(words) <= width:
        return words
    cut = textwrap.shorten(words, width, placeholder=" …")
    whole = len(cut) > 0.6 * width and not cut.endswith(": …")  # what is named after a colon tells it from the next
    return cut if whole else words[: width - 1] + "…"


def shorten_apart(names: Iterable[str], width: int = 28) -> list[str]:
    """Return *names* in at most *width* characters each; those that would look alike are cut in their middle.

    >>> shorten_apart(["Provincial Observer and Gazette No. 1", "Provincial Observer and Gazette No. 2", "Post"], 24)
    ['Provincial …azette No. 1', 'Provincial …azette No. 2', 'Post']
    """
    whole = list(names)
    short = [shorten(name, width) for name in whole]
    ending = width // 2
    return [
        f"{name[: width - ending - 1]}…{name[-ending:]}" if short.count(cut) > 1 and cut != name else cut
        for name, cut in zip(whole, short, strict=True)
    ]


Label = tuple[tuple[Any, float], str, str]  # the point that is named, the words, and their colour
SIDES = [
    (sign * reach * x, -sign * reach * y, side)
    for reach in (12, 20, 30, 44)
    for x, y in ((1, 0.5), (1, 1), (0.5, 1), (1, -1))
    for sign, side in ((-1, "right"), (1, "left"))
]
"""Where a label may stand: so many points to the right of its point and above it, and which side of it is nearer."""


def place_labels(figure: Any, axes: Any, labels: Sequence[Label], avoid: Sequence[tuple[Any, float]] = ()) -> None:
    """Write each of *labels* where it hides no other, no point and nothing of *avoid*. A label that fits nowhere is
    left out: its numbers are in the figure's data."""
    figure.get_layout_engine().execute(figure)  # where the axes will be
    figure.set_layout_engine("none")  # labels inside the axes move nothing
    renderer, dot = figure.canvas.get_renderer(), figure.dpi / 72
    frame = axes.get_window_extent(renderer).extents
    places = _to_pixels(axes, [point for point, _, _ in labels])
    points = [_square(place, 5 * dot) for place in places]
    points += [_square(place, 1.5 * dot) for place in _to_pixels(axes, avoid)]
    written: list[Any] = []
    look = {"textcoords": "offset points", "fontsize": LABEL_SIZE, "va": "center"}
    leader = {"arrowstyle": "-", "color": GREY, "lw": 0.6, "shrinkA": 1, "shrinkB": 4}
    for (point, words, colour), place in zip(labels, places, strict=True):
        text = axes.text(0, 0, words, fontsize=LABEL_SIZE)
        width, height = text.get_window_extent(renderer).size
        text.remove()
        for x, y, side in SIDES:
            left, middle = place + np.array([x, y]) * dot - (width if side == "right" else 0, 0)
            low, high = middle - 0.575 * height, middle + 0.575 * height
            box = np.array([left - 0.015 * width, low, left + 1.015 * width, high])  # and a little air
            corner = box[[2 if side == "right" else 0, 3 if y < 0 else 1]]  # nearest to the point
            line = [_square(place + part * (corner - place), 0.7 * dot) for part in (0.1, 0.25, 0.4, 0.55, 0.7, 0.85)]
            inside = (box[:2] >= frame[:2]).all() and (box[2:] <= frame[2:]).all()
            if inside and not _touch([box, *line], written) and not _touch([box, *line[3:]], points):
                written += [box, *line]
                arrow = {**leader, "relpos": (side == "right", y < 0)}
                axes.annotate(words, point, (x, y), color=colour, ha=side, arrowprops=arrow, **look)
                break


def _to_pixels(axes: Any, points: Sequence[tuple[Any, float]]) -> Any:
    return axes.transData.transform([(axes.convert_xunits(x), y) for x, y in points] or np.empty((0, 2)))


def _square(place: Any, reach: float) -> Any:
    """Return the box (left, bottom, right, top) that reaches so far from its middle."""
    return np.concatenate([place - reach, place + reach])


def _touch(boxes: Sequence[Any], others: Sequence[Any]) -> bool:
    a, b = np.reshape(boxes, (-1, 1, 4)), np.reshape(others, (1, -1, 4))
    return bool(((a[..., :2] <= b[..., 2:]) & (b[..., :2] <= a[..., 2:])).all(axis=-1).any())
