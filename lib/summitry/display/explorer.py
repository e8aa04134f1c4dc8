"""The evidence browser's filters as widgets in JupyterLab: one control per column, the rows that fit below.

ipywidgets is imported only when a browser is shown, and never for a report, whose pages show the same rows as a table.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from summitry.display.outputs import Table
from summitry.display.prose import show_value

if TYPE_CHECKING:
    import pandas as pd

STATIC = "SUMMITRY_STATIC"
"""Set in a process that only makes pages: there, browsers show themselves as tables."""
MOST_CHOICES = 40
ANY: tuple[None, None] = (None, None)  # a range without bounds: everything

Filters = Mapping[str, Any]


@dataclass(frozen=True)
class Is:
    """A filter of a control: this value whole, or nothing stated where it is None."""

    value: Any

    def __repr__(self) -> str:
        return repr(self.value)


def is_interactive() -> bool:
    """Tell whether widgets can be used: in a Jupyter kernel that does not run for a report."""
    if os.environ.get(STATIC):
        return False
    from importlib.util import find_spec

    from IPython import get_ipython  # type: ignore[attr-defined]

    return hasattr(get_ipython(), "kernel") and find_spec("ipywidgets") is not None


class Explorer:
    """Controls for *columns* of *rows*, set to *filters* where they can be, and the table that *find* makes of them.

    *find* takes filters, column → what it must hold, and returns a Table. ``box`` is the widget.
    """

    def __init__(self, rows: pd.DataFrame, columns: list[str], filters: Filters, find: Callable[[Filters], Table]):
        import ipywidgets

        self.find, self.first = find, 0
        self.controls = {name: control for name in columns if (control := _make_control(rows, name)) is not None}
        self.fixed = {name: wanted for name, wanted in filters.items() if not self._preset(name, wanted)}
        self.shown = ipywidgets.HTML()
        self.place = ipywidgets.Label()
        self.back, self.on = (ipywidgets.Button(description=words) for words in ("◀ Earlier", "Later ▶"))
        self.back.on_click(lambda _: self._turn(-1))
        self.on.on_click(lambda _: self._turn(1))
        for control in self.controls.values():
            control.observe(lambda _: self._begin(), "value")
        wrap = ipywidgets.Layout(flex_flow="row wrap", grid_gap="2px 12px")
        pages = ipywidgets.HBox([self.back, self.on, self.place])
        self.box = _make_box([ipywidgets.Box(list(self.controls.values()), layout=wrap), self.shown, pages])
        self._begin()

    def _preset(self, name: str, wanted: Any) -> bool:
        """Set the control of *name* to *wanted*; return whether it can say that."""
        control = self.controls.get(name)
        options = [value for _, value in getattr(control, "options", ())]
        asked = Is(wanted) if options else wanted
        if control is None or not (asked in options if options else isinstance(wanted, str)):
            return False
        control.value = asked
        return True

    def filters(self) -> dict[str, Any]:
        """Return what the controls ask for, column → what it must hold, with what the call asked beyond them."""
        asked = {name: control.value for name, control in self.controls.items()}
        moved = {
            name: value
            for name, value in asked.items()
            if value not in ("", ANY) and value != (getattr(self.controls[name], "min", 0), _most(self.controls[name]))
        }
        return {**self.fixed, **moved}

    def _begin(self) -> None:
        self.first, self.table = 0, self.find(self.filters())
        self._show()

    def _turn(self, pages: int) -> None:
        last = max(0, len(self.table.frame) - 1) // self.table.limit * self.table.limit
        self.first = min(last, max(0, self.first + pages * self.table.limit))
        self._show()

    def _show(self) -> None:
        n, end = len(self.table.frame), self.first + self.table.limit
        self.shown.value = self.table.html(self.first)
        self.place.value = f"{self.first + 1 if n else 0}–{min(end, n)} of {n:,}"
        self.back.disabled, self.on.disabled = self.first == 0, end >= n


_boxes: dict[str, tuple[str, list[Any]]] = {}
"""By cell: the request that ran it last, and the boxes that it shows."""


def _make_box(children: list[Any]) -> Any:
    """Return a box of *children* whose id is the same whenever its cell runs, so that the notebook is the same too."""
    import ipywidgets
    from IPython import get_ipython  # type: ignore[attr-defined]

    asked: Mapping[str, Any] = getattr(get_ipython(), "get_parent", dict)()
    cell, request = asked.get("metadata", {}).get("cellId"), asked.get("header", {}).get("msg_id")
    if not cell:
        return ipywidgets.VBox(children)
    former, boxes = _boxes.get(cell, (request, []))
    if former != request:
        for box in boxes:
            box.close()
        boxes = []
    box = ipywidgets.VBox(children, model_id=uuid.uuid5(uuid.NAMESPACE_OID, f"{cell} {len(boxes)}").hex)
    _boxes[cell] = request, [*boxes, box]
    return box


def _most(control: Any) -> Any:
    return getattr(control, "max", 0)


def _make_control(rows: pd.DataFrame, name: str) -> Any:
    """Return the control that fits a column: a range of numbers, a choice of values, or words to look for; None where
    there is nothing to choose."""
    import ipywidgets

    look: Any = {"description": name.replace("_", " "), "style": {"description_width": "initial"}}
    if name == "words":
        return ipywidgets.Text(placeholder="words to look for", continuous_update=False, **look)
    stated = rows[name].dropna()
    if stated.dtype.kind in "fiu" and len(stated):
        low, high = float(stated.min()), float(stated.max())
        if low == high:
            return None
        return ipywidgets.FloatRangeSlider(
            value=(low, high), min=low, max=high, step=0.01, continuous_update=False, **look
        )
    values = sorted(set(stated), key=str)
    if len(values) > MOST_CHOICES:
        return ipywidgets.Text(placeholder="any", continuous_update=False, **look)
    values += [None] if len(stated) < len(rows) else []
    choices = [(show_value(value), Is(value)) for value in values]
    return ipywidgets.Dropdown(options=[("any", ANY), *choices], value=ANY, **look) if len(choices) > 1 else None


def show_explorer(make: Callable[[], Explorer], bundle: tuple[dict[str, Any], dict[str, Any]]) -> Any:
    """Return *bundle* (data, metadata of a table) with the widget that *make* makes before it, where widgets can be
    used; the table remains for whoever cannot show a widget."""
    if not is_interactive():
        return bundle
    data, metadata = bundle
    return {**data, **make().box._repr_mimebundle_(), "text/plain": escape(data["text/plain"], quote=False)}, metadata
