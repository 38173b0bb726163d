"""A matrix of true digits against answers, as *Errors* and *Film* draw it. No Streamlit."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nn.activations import Array
from pages.shared.theme import Palette


def cells(z: Array, text: Sequence[Sequence[str]], palette: Palette) -> dict[str, Any]:
    """The heatmap of ``z`` (k, k), rows true digits: 1 is all right, -1 all wrong. ``text`` is what a cell counts."""
    digits = [str(digit) for digit in range(len(z))]
    return {
        "type": "heatmap",
        "z": z.astype(np.float32),
        "x": digits,
        "y": digits,
        "zmin": -1,
        "zmax": 1,
        "colorscale": palette.diverging,
        "showscale": False,
        "xgap": 1,
        "ygap": 1,
        "text": text,
    }


def axes(k: int) -> dict[str, Any]:
    """Answers above from left to right, true digits from top to bottom."""
    bare = {"type": "category", "fixedrange": True, "showgrid": False, "showline": False, "ticks": ""}
    return {
        "xaxis": bare | {"title": {"text": "the network's answer", "standoff": 4}, "side": "top"},
        "yaxis": bare | {"title": {"text": "the true digit", "standoff": 14}, "range": [k - 0.5, -0.5]},
    }
