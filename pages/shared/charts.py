"""Data in, Plotly figure out. No Streamlit here: these functions can be called, tested and exported anywhere.

Every figure keeps its zoom while it is redrawn (a constant ``uirevision``) and has its axes named with their units.
"""

import base64
import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import plotly.graph_objects as go

from nn.activations import Array
from pages.shared.theme import Palette

FONT = '"Source Sans", "Source Sans Pro", sans-serif'
AXIS = re.compile("[xy]axis")


@dataclass(frozen=True)
class Figure:
    """A Plotly figure as plain dictionaries: ``traces`` and ``look``, its layout.

    Charts that move are made several times a second for everybody who watches. Plotly's own class checks every field
    each time: 3 ms for the curves, where writing these dictionaries takes 0.3. ``plotly`` is the checked figure, for
    tests and for whoever wants to go on with it in Plotly.
    """

    traces: list[dict[str, Any]]
    look: dict[str, Any]

    def to_json(self) -> str:
        """Written once, however many look at the figure."""
        return self._json

    @cached_property
    def _json(self) -> str:
        return json.dumps({"data": self.traces, "layout": self.look}, default=_typed_array, allow_nan=False)

    @property
    def height(self) -> int | None:
        """In pixels; None leaves it to the container."""
        height: int | None = self.look["height"]
        return height

    @cached_property
    def plotly(self) -> go.Figure:
        return go.Figure({"data": self.traces, "layout": self.look})

    @property
    def data(self) -> Any:
        return self.plotly.data

    @property
    def layout(self) -> Any:
        return self.plotly.layout


def _typed_array(values: Array) -> dict[str, str] | float:
    """An array as plotly.js takes it: base64 of its bytes. It knows no 64-bit integers."""
    if values.ndim == 0:
        return float(values)
    values = values.astype(np.int32) if values.dtype.kind == "i" and values.itemsize == 8 else values
    spec = {"dtype": values.dtype.str[1:], "bdata": base64.b64encode(values.tobytes()).decode()}
    return spec if values.ndim == 1 else spec | {"shape": ", ".join(map(str, values.shape))}


def figure(palette: Palette, height: int | None, traces: list[dict[str, Any]], **layout: Any) -> Figure:
    """A figure in the program's look, with ``layout`` over it, all as plain dictionaries."""
    axis = {"gridcolor": palette.grid, "linecolor": palette.grid, "zeroline": False, "automargin": True}
    axes = {name: axis | layout.pop(name, {}) for name in {"xaxis", "yaxis", *filter(AXIS.match, layout)}}
    look = {
        "height": height,
        "margin": {"l": 8, "r": 8, "t": 28, "b": 8},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 13, "color": palette.text},
        "hoverlabel": {"bgcolor": palette.panel, "font": {"color": palette.text, "family": FONT}},
        "legend": {"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom", "bgcolor": "rgba(0,0,0,0)"},
        "uirevision": "keep",
    }
    return Figure(traces, look | layout | axes)


def base(palette: Palette, height: int, **layout: Any) -> go.Figure:
    """An empty figure in the program's look, to be built up with Plotly's own methods: for charts that stand still."""
    return figure(palette, height, [], **layout).plotly


def symmetric_limit(*arrays: Array) -> float:
    """The largest absolute value in all arrays: one scale for pictures that are to be compared."""
    return max((float(np.abs(a).max()) for a in arrays if a.size), default=1.0) or 1.0


def tile(pictures: Array, columns: int, gap: int = 2) -> Array:
    """(k, h, w) pictures in rows of ``columns``, with a gap of zeros between them: one (H, W) array."""
    k, h, w = pictures.shape
    rows = -(-k // columns)
    board = np.zeros((rows * (h + gap) - gap, columns * (w + gap) - gap), pictures.dtype)
    for i, picture in enumerate(pictures):
        r, c = divmod(i, columns)
        board[r * (h + gap) : r * (h + gap) + h, c * (w + gap) : c * (w + gap) + w] = picture
    return board


def quantised(values: Array, limit: float) -> Array:
    """-limit..limit -> int8 -127..127: enough for the eye, a quarter of the bytes, and sent as a typed array."""
    return np.round(np.clip(values / limit, -1, 1) * 127).astype(np.int8)
