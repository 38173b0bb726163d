"""Weights in, Plotly figures and the sentences beside them out. No Streamlit here.

There is one diverging scale: for, against, and zero is the page itself.

The tiles are redrawn several times a second while a network learns, so all of them are ONE heatmap of bytes, their
numbers and frames one trace each, and the figure is made of plain dictionaries.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np

from nn.activations import Array
from nn.explain.weights import Neuron, condensed, strongest
from pages.shared.charts import Figure, figure, quantised, symmetric_limit, tile
from pages.shared.theme import Palette

SIDE = 28
GAP = 3
FOOT = 34  # screen pixels under the board, for the colour bar
PER_PAGE = 64


@cache
def _look(palette: Palette) -> dict[str, Any]:
    """The layout that all charts share, as a plain dictionary."""
    return figure(palette, 100, []).look | {"dragmode": False, "hovermode": "closest"}


def _figure(palette: Palette, data: list[dict[str, Any]], height: int | None, **layout: Any) -> Figure:
    look = _look(palette)
    axes = {f"{axis}axis": look.get(f"{axis}axis", {}) | layout.pop(f"{axis}axis", {}) for axis in "xy"}
    return Figure(data, look | {"height": height} | layout | axes)


def _bare(low: float, high: float, **more: Any) -> dict[str, Any]:
    """An axis that only measures: hidden, and not to be dragged."""
    return {"visible": False, "fixedrange": True, "automargin": False, "range": [low, high], **more}


def _key(palette: Palette, limit: float, end: float, most: float = 0.0) -> dict[str, Any]:
    """A flat colour bar under a picture. Its colours run over -end..end, which stand for weights -limit..limit.

    Where the largest weight ``most`` lies beyond the limit, the bar says so.
    """
    below, above = ("≤ ", "≥ ") if most > limit else ("", "")
    return {
        "colorscale": palette.diverging,
        "zmin": -end,
        "zmax": end,
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


def signed(value: float, digits: int = 2, plus: str = "+") -> str:
    """A number with its sign, and a minus as long as the plus: +0.12, −0.12, 0.00. ``plus`` may be nothing.

    Beyond a million it comes as a power of ten, as an untrained network of a thousand neurons a layer makes it.
    """
    text = f"{abs(value):.{digits}f}" if abs(value) < 1e6 else f"{abs(value):.2e}".replace("e+", "e")
    sign = "" if not float(text) else "−" if value < 0 else plus
    return sign + text


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
    data: list[dict[str, Any]] = [
        {"type": "heatmap", "z": board, "hoverinfo": "skip", **_key(palette, limit, 127, most)},
        _frames(left, top, palette.grid, 1),
        _numbers(
            left, top, numbers, biases[first : first + k] if biases is not None and columns <= 5 else None, palette
        ),
    ]
    if chosen is not None and first <= chosen < first + k:
        here = slice(chosen - first, chosen - first + 1)
        data.append(_frames(left[here], top[here], palette.text, 2.5))
    if clickable:
        data.append(_targets(left, top, first, numbers, None if biases is None else biases[first : first + k]))
    return _figure(
        palette,
        data,
        height=None if width is None else round((high + 1) * width / (wide + 1)) + FOOT,
        margin={"l": 0, "r": 0, "t": 0, "b": FOOT},
        xaxis=_bare(-1, wide, constrain="domain"),
        yaxis=_bare(high, -1, scaleanchor="x", constrain="domain", constraintoward="top"),
        showlegend=False,
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


def _frames(left: Array, top: Array, colour: str, width: float) -> dict[str, Any]:
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


# One neuron ----------------------------------------------------------------------------------------------------------


def neuron_picture(neuron: Neuron, palette: Palette, limit: float, height: int = 250) -> Figure:
    """A row of W1 (784,) enlarged, on the scale of the tiles; each pixel tells its weight."""
    w = neuron.w.reshape(SIDE, SIDE).astype(np.float32)
    says = "row %{y}, column %{x}<br>weight %{z:+.3f}<extra></extra>"
    heat = {"type": "heatmap", "z": w, "hovertemplate": says, **_key(palette, limit, limit), "showscale": False}
    corner = np.array([-0.5])
    return _figure(
        palette,
        [heat, _frames(corner, corner, palette.grid, 1)],
        height,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        xaxis=_bare(-1, SIDE, constrain="domain", constraintoward="left"),
        yaxis=_bare(SIDE, -1, scaleanchor="x", constrain="domain", constraintoward="top"),
        showlegend=False,
    )


def bars(
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
    return _figure(
        palette,
        [bar],
        height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        bargap=0.25,
        showlegend=False,
        xaxis={"type": "category", "title": {"text": axis, "standoff": 4}, "fixedrange": True, "showgrid": False},
        yaxis={"range": [low, high], "fixedrange": True, "nticks": 5, "zeroline": True, "zerolinecolor": palette.muted},
    )


def outgoing_bars(neuron: Neuron, palette: Palette, axis: str) -> Figure:
    """What the neuron adds to each neuron of the next layer for every 1.0 it passes on; of many, the strongest 16."""
    assert neuron.outgoing is not None
    which = np.sort(strongest(neuron.outgoing, 8)) if len(neuron.outgoing) <= 16 else strongest(neuron.outgoing, 8)
    return bars(neuron.outgoing[which], [str(i) for i in which], palette, axis)


def outgoing_in_words(neuron: Neuron, what: str) -> str:
    """The ends of the bars, for example "It speaks loudest for class 3 (+0.91) and against class 8 (−1.20)."."""
    assert neuron.outgoing is not None
    values = neuron.outgoing
    high, low = int(values.argmax()), int(values.argmin())
    for_it = f"for {one(what, high)} ({signed(float(values[high]))})" if values[high] > 0 else ""
    against = f"against {one(what, low)} ({signed(float(values[low]))})" if values[low] < 0 else ""
    both = " and ".join(filter(None, (for_it, against)))
    return f"It speaks loudest {both}." if both else "It is connected to nothing in the next layer: all weights are 0."


def neuron_in_words(neuron: Neuron, what: str, activation: str) -> str:
    """Whether it fires, and for which digits most and least: the picture and the strips in words."""
    m = len(neuron.z)
    order = [int(d) for d in np.argsort(-neuron.by_digit, kind="stable") if not np.isnan(neuron.by_digit[d])]
    liked = f"On average {order[0]}s give it the largest sum ({signed(float(neuron.by_digit[order[0]]), 1)})"
    shunned = f"{order[-1]}s the smallest ({signed(float(neuron.by_digit[order[-1]]), 1)})"
    if neuron.outgoing is None:
        first = (
            f"This row makes the score of {one(what, neuron.number)}; softmax turns the ten scores into probabilities."
        )
    elif neuron.dead and activation == "relu":
        first = (
            f"It is **dead**: none of {m:,} test digits lifts its sum above zero, so it passes on 0 for all of them, "
            "and no gradient comes back to wake it."
        )
    elif neuron.dead:
        first = f"None of {m:,} test digits lifts its sum above zero."
    else:
        first = f"It fires, with a sum above zero, for **{share(neuron.fires)}** of {m:,} test digits."
    return f"{first} {liked}, {shunned}."


def one(what: str, i: int) -> str:
    """One of the rows or columns that ``what`` names: neuron 3 of layer 1, class 7."""
    kind, *where = what.split(" ", 1)
    return " ".join([kind, str(i), *where])


def share(part: float) -> str:
    """A share in words that never rounds some to none, or most to all."""
    if 0 < part < 0.001:
        return "under 0.1%"
    return "over 99.9%" if 0.999 < part < 1 else f"{part:.1%}"


def listed(parts: Sequence[str]) -> str:
    """Words in a row: "2, 3 and 6"."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


# The other layers ----------------------------------------------------------------------------------------------------


def matrix_heatmap(W: Array, b: Array, palette: Palette, rows: str, columns: str) -> Figure:
    """W (n, n_in) and, set apart at its right, b (n, 1), on one scale. ``rows`` and ``columns`` name the axes.

    Up to 12 columns the numbers stand in the cells; beyond 256 rows or columns, an entry stands for a block's largest.
    """
    limit = symmetric_limit(W, b)
    seen, (by_rows, by_columns) = condensed(W)
    n, n_in = W.shape
    small = W.size <= 4096
    x, y = (np.arange(k) * by + (by - 1) / 2 for k, by in zip(seen.shape[::-1], (by_columns, by_rows), strict=True))
    wide = max(1.0, n_in / 24)  # the bias column's own width
    at = n_in - 0.5 + wide
    cells = {
        "z": seen.astype(np.float32) if small else quantised(seen, limit),
        "x": x,
        "y": y,
        "hovertemplate": f"{rows} %{{y}}, {columns} %{{x}}" + (": %{z:+.3f}" if small else "") + "<extra></extra>",
    }
    biases = {
        "z": condensed(b)[0].astype(np.float32),
        "x": [at - wide / 2, at + wide / 2],
        "y": y,
        "hovertemplate": f"{rows} %{{y}}, bias: %{{z:+.3f}}<extra></extra>",
        "showscale": False,
    }
    key = _key(palette, limit, limit if small else 127)
    data = [{"type": "heatmap", **key, **cells}, {"type": "heatmap", **_key(palette, limit, limit), **biases}]
    if n_in <= 12 and n <= 32:
        for trace in data:
            trace |= {"texttemplate": "%{z:.2f}", "textfont": {"size": 11}}
    ticks = list(range(n_in)) if n_in <= 12 else list(range(0, n_in, _nice(n_in)))
    line = {"showgrid": False, "fixedrange": True, "ticks": "", "showline": False}
    return _figure(
        palette,
        data,
        height=96 + (26 * n if n <= 12 else 320),
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        showlegend=False,
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


def _nice(n: int) -> int:
    """A round distance between ticks, for about eight of them."""
    return next(step for step in (2, 5, 8, 10, 16, 20, 32, 50, 64, 100, 128, 200, 256, 512) if n / step <= 9)


def matrix_in_words(W: Array, b: Array, rows: str, columns: str) -> str:
    """The matrix's strongest entries, for who cannot see the picture and for who can."""
    by = condensed(W)[1]
    r, c = np.unravel_index(np.abs(W).argmax(), W.shape)
    said = (
        f"Its strongest weight, {signed(float(W[r, c]))}, joins {one(columns, int(c))} to {one(rows, int(r))}; "
        f"biases run from {signed(float(b.min()))} to {signed(float(b.max()))}."
    )
    return said if by == (1, 1) else f"{said} Each cell shows the strongest of {by[0]} x {by[1]} weights."
