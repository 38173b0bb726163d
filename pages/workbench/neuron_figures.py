"""A layer's neurons as pictures to be clicked: those that are off are crossed out. No Streamlit here."""

from typing import Any

import numpy as np

from nn.activations import Array
from nn.explain.workbench import Edits
from pages.shared.charts import Figure, figure, quantised, symmetric_limit
from pages.shared.heatmaps import PER_PAGE, SIDE, w1_heatmaps
from pages.shared.theme import Palette
from pages.shared.words import signed
from pages.workbench import words

ACROSS, CELL = 12, 44  # squares in a row, and the height of one in pixels
DIMMED = 0.2  # what is left of the colours of a neuron that is off


def neuron_tiles(W1: Array, edits: Edits, palette: Palette, page: int, limit: float, chosen: int | None) -> Figure:
    """Rows of W1 (n, 784) as pictures to be clicked; those of neurons that are off are pale and crossed out."""
    off = [neuron for layer, neuron in edits.off if layer == 1]
    shown = W1.copy()
    shown[off] *= DIMMED
    made = w1_heatmaps(
        shown,
        None,
        palette,
        page=page,
        limit=limit,
        names=words.labels(edits, 1, range(len(W1))),
        chosen=chosen,
        clickable=chosen is not None,
        width=None,
    )
    if chosen is None:
        return made
    targets = made.traces[-1]
    here = np.isin(targets["customdata"], off)
    crosses = _crosses(np.asarray(targets["x"])[here], np.asarray(targets["y"])[here], SIDE / 2, SIDE / 2, palette)
    return Figure([*made.traces[:-1], crosses, targets], made.look)


def _crosses(x: Array, y: Array, wide: float, high: float, palette: Palette) -> dict[str, Any]:
    """A cross over each of these centres: one line trace, lifted after every stroke."""
    gap = np.full(len(x), np.nan)
    xs: Array = np.stack([x - wide, x + wide, gap, x - wide, x + wide, gap], axis=1).ravel()
    ys = np.stack([y - high, y + high, gap, y + high, y - high, gap], axis=1).ravel()
    return {
        "type": "scatter",
        "x": xs.astype(np.float32) if len(x) else [],
        "y": ys.astype(np.float32) if len(x) else [],
        "mode": "lines",
        "line": {"color": palette.muted, "width": 1.5},
        "hoverinfo": "skip",
    }


def neuron_squares(values: Array, edits: Edits, layer: int, palette: Palette, page: int, chosen: int) -> Figure:
    """A later layer's neurons as squares to be clicked; ``values`` (n,) is what each passes on for the digit."""
    first = page * PER_PAGE
    shown = values[first : first + PER_PAGE]
    k, limit = len(shown), symmetric_limit(values)
    across = min(ACROSS, k)
    rows = -(-k // across)
    board = np.zeros(rows * across, np.int8)
    board[:k] = quantised(shown, limit)
    x, y = np.arange(k) % across, np.arange(k) // across
    strong = np.abs(shown) > 0.6 * limit
    numbers = range(first, first + k)
    off = np.array([(layer, n) in edits.off for n in numbers])
    targets = {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "markers+text",
        "marker": {"opacity": 0, "size": 30, "symbol": "square"},
        "text": [f"<b>{n}</b>" for n in numbers],
        "textfont": {"size": 11, "color": [palette.background if s else palette.text for s in strong]},
        "customdata": list(numbers),
        "hovertext": [
            f"neuron {label}<br>passes on {signed(float(v))}"
            for label, v in zip(words.labels(edits, layer, numbers), shown, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    heat = {
        "type": "heatmap",
        "z": board.reshape(rows, across),
        "xgap": 3,
        "ygap": 3,
        "hoverinfo": "skip",
        "colorscale": palette.diverging,
        "zmin": -127,
        "zmax": 127,
        "meta": {"unit": limit / 127},
        "showscale": False,
    }
    traces = [heat, _crosses(x[off], y[off], 0.36, 0.36, palette)]
    if first <= chosen < first + k:
        cx, cy = float(x[chosen - first]), float(y[chosen - first])
        traces.append(
            {
                "type": "scatter",
                "x": [cx - 0.48, cx + 0.48, cx + 0.48, cx - 0.48, cx - 0.48],
                "y": [cy - 0.48, cy - 0.48, cy + 0.48, cy + 0.48, cy - 0.48],
                "mode": "lines",
                "line": {"color": palette.text, "width": 2.5},
                "hoverinfo": "skip",
            }
        )
    bare = {"visible": False, "fixedrange": True, "automargin": False}
    return figure(
        palette,
        rows * CELL,
        [*traces, targets],
        dragmode=False,
        hovermode="closest",
        showlegend=False,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        hoverdistance=-1,
        clickmode="event",
        plot_bgcolor=palette.panel,
        xaxis=bare | {"range": [-0.5, across - 0.5]},
        yaxis=bare | {"range": [rows - 0.5, -0.5]},
    )
