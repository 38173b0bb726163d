"""Data in, Plotly figure out. No Streamlit here: these functions can be called, tested and exported anywhere.

Every figure keeps its zoom while it is redrawn (a constant ``uirevision``) and has its axes named with their units.
"""

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from nn.activations import Array
from pages.ui.theme import Palette

FONT = '"Source Sans", "Source Sans Pro", sans-serif'
AXIS = re.compile("[xy]axis")
QUIET = {"displayModeBar": False, "scrollZoom": False}  # for st.plotly_chart(config=...): no toolbar over small charts


def base(palette: Palette, height: int, data: Sequence[dict[str, Any]] = (), **layout: Any) -> go.Figure:
    """A figure in the program's look: the traces ``data`` and, over the look, ``layout``, all as plain dictionaries.

    Charts that move are made several times a second for everybody who watches: one go.Figure of dictionaries takes 1 ms
    where Plotly's update methods, which check every field, take 10.
    """
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
    return go.Figure({"data": list(data), "layout": look | layout | axes})


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
