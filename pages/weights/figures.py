"""Weights in, Plotly figures out: one neuron enlarged, columns of signed values, whole matrices. No Streamlit here."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nn.activations import Array
from nn.explain.weights import Neuron, condensed, strongest
from pages.shared.charts import Figure, figure, quantised, symmetric_limit
from pages.shared.heatmaps import SIDE, STILL, bare_axis, diverging_scale, frames
from pages.shared.theme import Palette
from pages.shared.words import signed

# One neuron ----------------------------------------------------------------------------------------------------------


def neuron_picture(row: Array, palette: Palette, limit: float, height: int = 250) -> Figure:
    """A row of W1 (784,), or its change, enlarged, on the scale of the tiles; each pixel tells its value."""
    w = row.reshape(SIDE, SIDE).astype(np.float32)
    says = "row %{y}, column %{x}<br>weight %{z:+.3f}<extra></extra>"
    heat = {"type": "heatmap", "z": w, "hovertemplate": says}
    heat |= diverging_scale(palette, limit, limit) | {"showscale": False}
    corner = np.array([-0.5])
    return figure(
        palette,
        height,
        [heat, frames(corner, corner, palette.grid, 1)],
        **STILL,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis=bare_axis(-1, SIDE, constrain="domain", constraintoward="left"),
        yaxis=bare_axis(SIDE, -1, scaleanchor="x", constrain="domain", constraintoward="top"),
    )


def signed_bars(
    values: Array, names: Sequence[str], palette: Palette, axis: str, height: int = 190, chosen: int = -1
) -> Figure:
    """Signed values (k,) as columns, blue up and orange down; ``axis`` names what stands under them."""
    colours = [palette.positive if v >= 0 else palette.negative for v in values]
    bar: dict[str, Any] = {
        "type": "bar",
        "x": list(names),
        "y": values.astype(np.float32),
        "marker": {
            "color": colours,
            "line": {"color": palette.text, "width": [1.5 if i == chosen else 0 for i in range(len(values))]},
        },
        "hovertemplate": f"{axis} %{{x}}: %{{y:+.3f}}<extra></extra>",
    }
    if len(values) <= 10:
        bar |= {"text": [signed(float(v)) for v in values], "textposition": "outside", "cliponaxis": False}
        bar |= {"textfont": {"size": 11, "color": palette.text}, "textangle": 0, "constraintext": "none"}
    end = symmetric_limit(values) * (1 + 34 / (height - 60))  # room for the numbers
    low, high = (-end if values.min() < 0 else 0), (end if values.max() > 0 else 0)
    return figure(
        palette,
        height,
        [bar],
        **STILL,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        bargap=0.25,
        xaxis={"type": "category", "title": {"text": axis, "standoff": 4}, "fixedrange": True, "showgrid": False},
        yaxis={"range": [low, high], "fixedrange": True, "nticks": 5, "zeroline": True, "zerolinecolor": palette.muted},
    )


def outgoing_bars(neuron: Neuron, palette: Palette, axis: str) -> Figure:
    """What the neuron adds to each neuron of the next layer for every 1.0 it passes on; of many, the strongest 16."""
    assert neuron.outgoing is not None
    which = np.sort(strongest(neuron.outgoing, 8)) if len(neuron.outgoing) <= 16 else strongest(neuron.outgoing, 8)
    return signed_bars(neuron.outgoing[which], [str(i) for i in which], palette, axis)


# The other layers ----------------------------------------------------------------------------------------------------


def matrix_heatmap(W: Array, b: Array, palette: Palette, rows: str, columns: str) -> Figure:
    """W (n, n_in) and, set apart at its right, b (n, 1), on one scale. ``rows`` and ``columns`` name the axes.

    Up to 12 columns the numbers stand in the cells; beyond 256 rows or columns, an entry stands for a block's largest.
    """
    n, n_in = W.shape
    limit = symmetric_limit(W, b)
    wide = max(1.0, n_in / 24)  # the bias column's own width
    at = n_in - 0.5 + wide  # and its middle
    data = [
        _weights(W, limit, palette, rows, columns),
        _biases(b, limit, palette, rows, (at - wide / 2, at + wide / 2)),
    ]
    if n_in <= 12 and n <= 32:
        for trace in data:
            trace |= {"texttemplate": "%{z:.2f}", "textfont": {"size": 11}}
    ticks = list(range(n_in)) if n_in <= 12 else list(range(0, n_in, _nice(n_in)))
    line = {"showgrid": False, "fixedrange": True, "ticks": "", "showline": False}
    return figure(
        palette,
        96 + (26 * n if n <= 12 else 320),
        data,
        **STILL,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis=line
        | {
            "side": "top",
            "title": {"text": columns, "standoff": 4},
            "tickvals": [*ticks, at],
            "ticktext": [*map(str, ticks), "b"],
            "range": [-0.5, at + wide / 2],
        },
        yaxis=line
        | {
            "title": {"text": rows, "standoff": 4},
            "range": [n - 0.5, -0.5],
            "tickvals": list(range(n) if n <= 16 else range(0, n, _nice(n))),
        },
    )


def _weights(W: Array, limit: float, palette: Palette, rows: str, columns: str) -> dict[str, Any]:
    """The heatmap of W; where there are many, as bytes, which are enough to look at but not to read a number from."""
    seen, by = condensed(W)
    exact = W.size <= 4096
    return {
        "type": "heatmap",
        "z": seen.astype(np.float32) if exact else quantised(seen, limit),
        "x": _middles(seen.shape[1], by[1]),
        "y": _middles(seen.shape[0], by[0]),
        "hovertemplate": f"{rows} %{{y}}, {columns} %{{x}}" + (": %{z:+.3f}" if exact else "") + "<extra></extra>",
        **diverging_scale(palette, limit, limit if exact else 127),
    }


def _biases(b: Array, limit: float, palette: Palette, rows: str, edges: tuple[float, float]) -> dict[str, Any]:
    """The heatmap of b: one column between these two edges."""
    seen, by = condensed(b)
    return {
        "type": "heatmap",
        "z": seen.astype(np.float32),
        "x": list(edges),
        "y": _middles(len(seen), by[0]),
        "hovertemplate": f"{rows} %{{y}}, bias: %{{z:+.3f}}<extra></extra>",
        **diverging_scale(palette, limit, limit),
        "showscale": False,
    }


def _middles(cells: int, by: int) -> Array:
    """Where the cells lie that stand for ``by`` rows or columns each."""
    return np.arange(cells) * by + (by - 1) / 2


def _nice(n: int) -> int:
    """A round distance between ticks, for about eight of them."""
    return next(step for step in (2, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 512) if n / step <= 9)
