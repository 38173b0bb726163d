"""Rows of weights as tiles, 28x28 pictures side by side, and the parts of which other heatmaps are made. No Streamlit.

There is one diverging scale: for, against, and zero is the page itself.

The tiles are redrawn several times a second while a network learns, so all of them are ONE heatmap of bytes, their
numbers and frames one trace each, and the figure is made of plain dictionaries.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from nn.activations import Array
from pages.shared.charts import Figure, figure, quantised, symmetric_limit, tile
from pages.shared.theme import Palette
from pages.shared.words import signed

SIDE = 28
GAP = 3
FOOT = 34  # screen pixels under the board, for the colour bar
PER_PAGE = 64


STILL: dict[str, Any] = {"dragmode": False, "hovermode": "closest", "showlegend": False}  # a layout not to be dragged


def bare_axis(low: float, high: float, **more: Any) -> dict[str, Any]:
    """An axis that only measures: hidden, and not to be dragged."""
    return {"visible": False, "fixedrange": True, "automargin": False, "range": [low, high], **more}


def diverging_scale(palette: Palette, limit: float, end: float, most: float = 0.0) -> dict[str, Any]:
    """The colours of a heatmap trace, and the flat bar under it. They run over -end..end: weights -limit..limit.

    Where the largest weight ``most`` lies beyond the limit, the bar says so. ``meta`` is for its table (numbers.js).
    """
    below, above = ("≤ ", "≥ ") if most > limit else ("", "")
    return {
        "colorscale": palette.diverging,
        "zmin": -end,
        "zmax": end,
        "meta": {"unit": limit / end},
        "colorbar": {
            "orientation": "h",
            "x": 0.5,
            "y": 0,
            "yanchor": "top",
            "ypad": 6,
            "len": 0.8,
            "thickness": 8,
            "outlinewidth": 0.5,
            "outlinecolor": palette.grid,
            "tickvals": [-end, 0, end],
            "ticktext": [below + signed(-limit), "0", above + signed(limit)],
            "tickfont": {"size": 11, "color": palette.muted},
        },
    }


def pages_of(n: int, per_page: int = PER_PAGE) -> int:
    """How many pages of tiles n neurons need."""
    return max(1, -(-n // per_page))


def w1_heatmaps(
    W1: Array,
    biases: Array | None,
    palette: Palette,
    *,
    per_page: int = PER_PAGE,
    page: int = 0,
    columns: int | None = None,
    limit: float | None = None,
    names: Sequence[str] | None = None,
    chosen: int | None = None,
    clickable: bool = False,
    width: int | None = 420,
) -> Figure:
    """Rows of W1 (n, 784) as 28x28 pictures on one symmetric scale, ``per_page`` to a page, numbered from 0.

    ``biases`` (n,) or (n, 1) are written beside the numbers where there is room. ``limit`` is the weight at the scale's
    end: the largest in W1 unless given; hand in the same one every time to hold the scale still. ``names`` replaces
    the numbers; ``chosen`` is framed. ``clickable`` lays an invisible point over each tile, whose customdata is the
    neuron's number, since clicks on a heatmap are not reported. The height suits a chart ``width`` pixels wide; in a
    narrower one the pixels stay square and the pictures shrink. ``width`` None leaves the height to the container,
    whose CSS then says ``aspect-ratio: board_aspect(...)``: right on any screen.
    """
    first = page * per_page
    shown = W1[first : first + per_page]
    k = len(shown)
    columns = columns or _columns(k)
    most = symmetric_limit(W1)
    limit = limit or most
    pictures = quantised(shown, limit).reshape(k, SIDE, SIDE)
    head = _head(columns)
    board = tile(np.pad(pictures, ((0, 0), (head, 0), (0, 0))), columns, GAP)
    high, wide = board.shape
    left = np.arange(k) % columns * (SIDE + GAP) - 0.5
    top = np.arange(k) // columns * (SIDE + head + GAP) + head - 0.5
    numbers = names[first : first + k] if names else [str(first + i) for i in range(k)]
    heat = {"type": "heatmap", "z": board, "hoverinfo": "skip", **diverging_scale(palette, limit, 127, most)}
    heat["meta"] |= {"names": list(numbers), "left": (left + 0.5).tolist(), "top": (top + 0.5).tolist(), "side": SIDE}
    data: list[dict[str, Any]] = [
        heat,
        frames(left, top, palette.grid, 1),
        _numbers(
            left, top, numbers, biases[first : first + k] if biases is not None and columns <= 5 else None, palette
        ),
    ]
    if chosen is not None and first <= chosen < first + k:
        here = slice(chosen - first, chosen - first + 1)
        data.append(frames(left[here], top[here], palette.text, 2.5))
    if clickable:
        data.append(_targets(left, top, first, numbers, None if biases is None else biases[first : first + k]))
    return figure(
        palette,
        None if width is None else round((high + 1) * width / (wide + 1)) + FOOT,
        data,
        **STILL,
        margin={"l": 0, "r": 0, "t": 0, "b": FOOT},
        xaxis=bare_axis(-1, wide, constrain="domain"),
        yaxis=bare_axis(high, -1, scaleanchor="x", constrain="domain", constraintoward="top"),
        hoverdistance=-1,
        clickmode="event" if clickable else "none",
    )


def board_aspect(k: int, columns: int | None = None) -> float:
    """Width over height of the board that holds k tiles."""
    columns = columns or _columns(k)
    rows = -(-k // columns)
    return float(columns * (SIDE + GAP) - GAP + 1) / (rows * (SIDE + _head(columns) + GAP) - GAP + 1)


def _head(columns: int) -> int:
    """Room above each picture for its number, in the picture's own pixels, which shrink as the columns become more."""
    return 6 if columns <= 6 else 8


def _columns(k: int) -> int:
    """As many columns as keep k tiles large enough to read and a page of them on one screen."""
    return 5 if k <= 10 else 6 if k <= 18 else 8


def frames(left: Array, top: Array, colour: str, width: float) -> dict[str, Any]:
    """A square around each tile: one line trace, lifted between the squares."""
    x = np.stack([left, left + SIDE, left + SIDE, left, left, np.full(len(left), np.nan)], axis=1)
    y = np.stack([top, top, top + SIDE, top + SIDE, top, np.full(len(top), np.nan)], axis=1)
    line = {"color": colour, "width": width}
    return {
        "type": "scatter",
        "x": x.astype(np.float32).ravel(),
        "y": y.astype(np.float32).ravel(),
        "mode": "lines",
        "line": line,
        "hoverinfo": "skip",
    }


def _numbers(left: Array, top: Array, numbers: Sequence[str], biases: Array | None, palette: Palette) -> dict[str, Any]:
    """Each tile's number above its left corner, and its bias above the right one."""
    x, y, text, place = list(left), list(top), [f"<b>{n}</b>" for n in numbers], ["top right"] * len(left)
    if biases is not None:
        x += list(left + SIDE)
        y += list(top)
        text += [signed(float(b)) for b in biases.ravel()]
        place += ["top left"] * len(left)
    return {
        "type": "scatter",
        "x": x,
        "y": y,
        "mode": "text",
        "text": text,
        "textposition": place,
        "textfont": {"size": 11, "color": palette.muted},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _targets(left: Array, top: Array, first: int, numbers: Sequence[str], biases: Array | None) -> dict[str, Any]:
    """Invisible points in the middle of the tiles, to be hovered over and clicked on."""
    says = [""] * len(left) if biases is None else [f"<br>bias {signed(float(b), 3)}" for b in biases.ravel()]
    return {
        "type": "scatter",
        "x": left + SIDE / 2,
        "y": top + SIDE / 2,
        "mode": "markers",
        "marker": {"opacity": 0, "size": 24, "symbol": "square"},
        "customdata": list(range(first, first + len(left))),
        "text": [f"{n}{b}" for n, b in zip(numbers, says, strict=True)],
        "hovertemplate": "%{text}<extra></extra>",
    }
