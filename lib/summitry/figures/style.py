"""One visual language: colours, type, titles that state the finding, labels that do not overlap."""

from __future__ import annotations

import datetime as dt
import functools
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from summitry.display import PRINT_DPI

# Okabe & Ito's colours (2008), told apart with every kind of colour vision; each comes with a marker of its own.
INK, GREY, PALE = "#222222", "#767676", "#e6e6e6"
BLUE, ORANGE, GREEN, PURPLE, SKY, YELLOW, RED = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#F0E442",
    "#D55E00",
)
SERIES = [(BLUE, "o"), (RED, "s"), (GREEN, "D"), (PURPLE, "^"), (ORANGE, "v"), (SKY, "P"), (GREY, "X")]
"""Colour and marker of the first, second … series."""

LABEL_SIZE = 8.8
"""Points: the type of labels beside points."""
WIDTH = 5.6
"""Inches: at 390 px wide the smallest type is still legible."""

PAD = 0.014
"""Share of the figure that stays white around everything."""

TYPE = {
    "font.family": "DejaVu Sans",
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": GREY,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "xtick.color": INK,
    "ytick.color": INK,
    "xtick.labelsize": 9.5,
    "ytick.labelsize": 9.5,
    "grid.color": PALE,
    "grid.linewidth": 0.8,
    "svg.fonttype": "none",
}


def new_figure(title: str, height: float, subtitle: str = "") -> tuple[Any, Any]:
    """Return a matplotlib figure with *title* (the finding) and *subtitle* (how to read it), and its axes.

    Sizes are inches. The figure belongs to no pyplot session.
    """
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    with mpl.rc_context(TYPE):
        head = textwrap.wrap(title, 52) or [""]
        below = [line for part in subtitle.split("\n") for line in textwrap.wrap(part, 82)]
        margin = 0.24 * len(head) + 0.18 * len(below) + 0.16
        # measured at the size in which it will be drawn, so that nothing has to be measured twice
        figure = Figure((WIDTH, height + margin), PRINT_DPI, layout=_make_layout()(1 - margin / (height + margin)))
        FigureCanvasAgg(figure)  # labels are placed by their drawn size
        axes = figure.subplots()
        top = 1 - 0.04 / (height + margin)
        figure.text(0.012, top, "\n".join(head), ha="left", va="top", fontsize=12, fontweight="bold", linespacing=1.25)
        y = top - (0.24 * len(head) + 0.04) / (height + margin)
        figure.text(0.012, y, "\n".join(below), ha="left", va="top", fontsize=9, color="#555555", linespacing=1.3)
    return figure, axes


@functools.cache
def _make_layout() -> Any:
    """Return the layout engine of our figures (a class made late, so that matplotlib is imported late)."""
    from matplotlib.layout_engine import LayoutEngine
    from matplotlib.transforms import Bbox

    class Snug(LayoutEngine):
        """Lets the one pair of axes fill the figure up to *top* and down to the legend, by measuring what stands around
        them once; matplotlib's own engines measure twice, and longer."""

        _adjust_compatible, _colorbar_gridspec = False, False

        def __init__(self, top: float) -> None:
            super().__init__()
            self.top = top

        def execute(self, fig: Any) -> None:
            renderer, (axes,) = fig.canvas.get_renderer(), fig.axes
            legends = [legend.get_window_extent(renderer).height for legend in fig.legends]
            room = Bbox([[PAD, PAD + sum(legends) / fig.bbox.height], [1 - PAD, self.top - PAD]])
            axes.set_position(room)
            axes.apply_aspect()
            inner, outer = axes.get_position(), axes.get_tightbbox(renderer, for_layout_only=True)
            taken = outer.transformed(fig.transFigure.inverted())
            axes.set_position(Bbox([room.p0 + (inner.p0 - taken.p0).clip(0), room.p1 - (taken.p1 - inner.p1).clip(0)]))

    return Snug


def year_axis(axes: Any, first: dt.date, last: dt.date) -> None:
    """Label the x axis with years, as many as fit, or with months where it is short."""
    import matplotlib.dates as mdates

    if (last - first).days < 1000:
        axes.xaxis.set_major_locator(mdates.AutoDateLocator(maxticks=6))
        axes.xaxis.set_major_formatter(mdates.DateFormatter("%b %Y"))
        axes.set_xlim(first - dt.timedelta(days=15), last + dt.timedelta(days=30))
        return
    step = max(1, -(-(last.year - first.year) // 8))
    axes.xaxis.set_major_locator(mdates.YearLocator(step))
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


def place_labels(
    figure: Any,
    axes: Any,
    labels: Sequence[tuple[tuple[Any, float], str, str]],
    avoid: Sequence[tuple[Any, float]] = (),
) -> None:
    """Write each of *labels* (point, words, colour) where it hides no other, no point and nothing of *avoid*.

    A label that fits nowhere is left out: its numbers are in the figure's data.
    """
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)  # where the axes will be; drawing everything to know it would take ten times as long
        figure.set_layout_engine("none")  # labels inside the axes move nothing
    renderer, dot = figure.canvas.get_renderer(), figure.dpi / 72
    places = _to_pixels(axes, [point for point, _, _ in labels])
    dots = [Box.around(place, 5 * dot) for place in places]
    dots += [Box.around(place, 1.5 * dot) for place in _to_pixels(axes, avoid)]
    written: list[Box] = []
    frame = Box(*axes.get_window_extent(renderer).extents)
    for (point, words, colour), place in zip(labels, places, strict=True):
        size = _measure(axes, words, renderer)
        for offset, side in _offsets():
            box = _place(place, offset, side, size, dot)
            leader = _leader(place, (box.x1 if side == "right" else box.x0, box.y1 if offset[1] < 0 else box.y0), dot)
            free = frame.holds(box) and not _touch([box, *leader], written) and not _touch([box, *leader[3:]], dots)
            if free:
                axes.annotate(
                    words, point, offset, textcoords="offset points", fontsize=LABEL_SIZE, color=colour, ha=side,
                    va="center",
                    arrowprops={
                        "arrowstyle": "-", "color": GREY, "lw": 0.6, "shrinkA": 1, "shrinkB": 4,
                        "relpos": (side == "right", offset[1] < 0),  # the label's corner nearest to the point
                    },
                )  # fmt: skip
                written += [box, *leader]
                break


class Box(NamedTuple):
    """A rectangle in pixels. (matplotlib's own compares arrays, many times slower.)"""

    x0: float
    y0: float
    x1: float
    y1: float

    @classmethod
    def around(cls, place: tuple[float, float], reach: float) -> Box:
        """Return the square that reaches so far from its middle."""
        x, y = place
        return cls(x - reach, y - reach, x + reach, y + reach)

    def overlaps(self, other: Box) -> bool:
        """Tell whether the two share a point."""
        return self.x0 <= other.x1 and other.x0 <= self.x1 and self.y0 <= other.y1 and other.y0 <= self.y1

    def holds(self, other: Box) -> bool:
        """Tell whether *other* lies inside."""
        return self.x0 <= other.x0 and other.x1 <= self.x1 and self.y0 <= other.y0 and other.y1 <= self.y1


def _touch(boxes: Sequence[Box], others: Sequence[Box]) -> bool:
    return any(box.overlaps(other) for box in boxes for other in others)


def _to_pixels(axes: Any, points: Sequence[tuple[Any, float]]) -> list[tuple[float, float]]:
    """Return where *points* of the axes are drawn."""
    numbers = [(float(axes.convert_xunits(x)), float(y)) for x, y in points]
    return [(float(x), float(y)) for x, y in axes.transData.transform(numbers)] if numbers else []


def _measure(axes: Any, words: str, renderer: Any) -> tuple[float, float]:
    """Return width and height of *words* as a label, in pixels."""
    text = axes.text(0, 0, words, fontsize=LABEL_SIZE)
    box = text.get_window_extent(renderer)
    text.remove()
    return float(box.width), float(box.height)


def _place(
    place: tuple[float, float], offset: tuple[int, int], side: str, size: tuple[float, float], dot: float
) -> Box:
    """Return the box that a label of *size* takes at *offset* points (of *dot* pixels) from *place*, with a little air
    around it."""
    x, y = place[0] + offset[0] * dot, place[1] + offset[1] * dot
    width, height = size
    middle = x - width / 2 if side == "right" else x + width / 2
    return Box(middle - 0.515 * width, y - 0.575 * height, middle + 0.515 * width, y + 0.575 * height)


def _leader(place: tuple[float, float], corner: tuple[float, float], dot: float) -> list[Box]:
    """Return small boxes along the line from *place* to a label's *corner*, without its ends."""
    (x, y), (to_x, to_y) = place, corner
    return [
        Box.around((x + (to_x - x) * part, y + (to_y - y) * part), 0.7 * dot)
        for part in (0.1, 0.25, 0.4, 0.55, 0.7, 0.85)
    ]


def _offsets() -> Iterator[tuple[tuple[int, int], str]]:
    for reach in (12, 20, 30, 44):
        yield (-reach, reach // 2), "right"
        yield (reach, -reach // 2), "left"
        yield (reach, -reach), "left"
        yield (-reach, reach), "right"
        yield (reach // 2, -reach), "left"
        yield (-reach // 2, reach), "right"


def point_on(axes: Any, x: Sequence[Any], y: Sequence[float], colour: str, length: float, up: bool = True) -> None:
    """Draw an arrow of *length* points from each place (x, y), upwards or to the right: all at once, as one marker."""
    from matplotlib.path import Path

    along, across = [0.0, 1.0, 0.76, 1.0, 0.76], [0.0, 0.0, 0.14, 0.0, -0.14]
    arrow = Path(list(zip(across, along, strict=True) if up else zip(along, across, strict=True)))
    axes.scatter(x, y, s=(2 * length) ** 2, marker=arrow, facecolor="none", edgecolor=colour, linewidth=1.1, zorder=3)


def say_empty(axes: Any, words: str) -> None:
    """Write on an empty figure why it is empty."""
    axes.text(0.5, 0.5, words, transform=axes.transAxes, ha="center", va="center", color=GREY)


def cap_rows(count: int, each: float = 0.34, least: float = 1.2, most: float = 9.0) -> float:
    """Return a height in inches for *count* rows."""
    return min(most, max(least, each * count + 0.7))
