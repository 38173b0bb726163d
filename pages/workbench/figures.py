"""The workbench's figures: neurons to pick, before beside after, and what is lost without each. No Streamlit here."""

from typing import Any

import numpy as np

from nn.activations import Array
from nn.explain.workbench import Edits, Ranking, Report
from nn.lab.run import View
from pages.shared.charts import Figure, figure, quantised, symmetric_limit
from pages.shared.heatmaps import PER_PAGE, SIDE, w1_heatmaps
from pages.shared.theme import Palette
from pages.shared.words import signed

ACROSS, CELL = 12, 44  # squares in a row, and the height of one in pixels
DIMMED = 0.2  # what is left of the colours of a neuron that is off
STILL: dict[str, Any] = {"dragmode": False, "hovermode": "closest", "showlegend": False}


def state_of(edits: Edits, layer: int, neuron: int) -> str:
    """What is changed about a neuron, in as few letters as fit above its picture: "off", "×2", or nothing."""
    if (layer, neuron) in edits.off:
        return "off"
    factor = edits.factor((layer, neuron))
    return "" if factor == 1 else f"×{factor:g}"


def labels(edits: Edits, layer: int, neurons: range) -> list[str]:
    return [f"{n} {state_of(edits, layer, n)}".strip() for n in neurons]


# Neurons to pick -----------------------------------------------------------------------------------------------------


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
        names=labels(edits, 1, range(len(W1))),
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
            for label, v in zip(labels(edits, layer, numbers), shown, strict=True)
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
        **STILL,
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        hoverdistance=-1,
        clickmode="event",
        plot_bgcolor=palette.panel,
        xaxis=bare | {"range": [-0.5, across - 0.5]},
        yaxis=bare | {"range": [rows - 0.5, -0.5]},
    )


# Before and after ----------------------------------------------------------------------------------------------------


def before_after(
    before: Array, after: Array, palette: Palette, title: str, what: str, legend: bool = True, height: int = 170
) -> Figure:
    """Two shares (10,) of each digit, 0..1: a wide pale column for before, a narrow full one for now."""
    digits = [str(d) for d in range(10)]
    hover = [
        f"{d}: {what} {b:.1%} before, {a:.1%} now" if b == b and a == a else f"{d}: not a number"
        for d, b, a in zip(digits, before, after, strict=True)
    ]
    common: dict[str, Any] = {
        "type": "bar",
        "x": digits,
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    bars = [
        common
        | {"name": "before", "y": _percent(before), "width": 0.84, "marker": {"color": palette.muted, "opacity": 0.35}},
        common | {"name": "now", "y": _percent(after), "width": 0.44, "marker": {"color": palette.train}},
    ]
    return figure(
        palette,
        height,
        bars,
        **(STILL | {"showlegend": legend}),
        barmode="overlay",
        margin={"l": 8, "r": 4, "t": 22, "b": 4},
        legend={
            "orientation": "h",
            "x": 1,
            "xanchor": "right",
            "y": 1.02,
            "yanchor": "bottom",
            "itemclick": False,
            "itemdoubleclick": False,
            "bgcolor": "rgba(0,0,0,0)",
        },
        xaxis={"type": "category", "fixedrange": True, "showgrid": False},
        yaxis={"range": [0, 100], "fixedrange": True, "tickvals": [0, 50, 100], "ticktext": ["0", "50%", "100%"]},
        title={
            "text": title,
            "x": 0,
            "xref": "container",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 2, "l": 4},
            "font": {"size": 13, "color": palette.text},
        },
    )


def _percent(shares: Array) -> Array:
    return (100 * np.nan_to_num(shares)).astype(np.float32)


def probabilities_in_words(before: Array, after: Array) -> str:
    """The columns for somebody who cannot see them."""
    listed = ", ".join(f"{d} {b:.0%} then {a:.0%}" for d, (b, a) in enumerate(zip(before, after, strict=True)))
    return f"Probability of each digit, before and now: {listed}."


def classes_in_words(before: Report, after: Report) -> str:
    pairs = zip(before.by_class, after.by_class, strict=True)
    listed = ", ".join(f"{d}s {b:.0%} then {a:.0%}" for d, (b, a) in enumerate(pairs))
    return f"Share of each digit's test examples read rightly, before and now: {listed}."


# One by one ----------------------------------------------------------------------------------------------------------


def ranking_bars(ranking: Ranking, palette: Palette, chosen: int, height: int = 210) -> Figure:
    """Points of accuracy that go with each neuron, the dearest first; each column can be clicked."""
    order = ranking.dearest_first
    change = np.array([ranking.change(w) for w in order], np.float32)
    bar: dict[str, Any] = {
        "type": "bar",
        "x": [str(w.neuron) for w in order],
        "y": change,
        "customdata": [w.neuron for w in order],
        "marker": {
            "color": [palette.positive if c >= 0 else palette.negative for c in change],
            "line": {"color": palette.text, "width": [2.0 if w.neuron == chosen else 0 for w in order]},
        },
        "hovertext": [
            f"without neuron {w.neuron}: {w.accuracy:.1%} ({signed(float(c), 1)} points)"
            for w, c in zip(order, change, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    if len(order) <= 12:
        bar |= {"text": [signed(float(c), 1) for c in change], "textposition": "outside", "cliponaxis": False}
        bar |= {"textfont": {"size": 11, "color": palette.text}, "textangle": 0, "constraintext": "none"}
    low, high = min(float(change.min()), 0.0), max(float(change.max()), 0.0)
    room = 0.16 * max(high - low, 0.1)
    return figure(
        palette,
        height,
        [bar],
        **STILL,
        margin={"l": 8, "r": 4, "t": 8, "b": 4},
        clickmode="event",
        bargap=0.25,
        xaxis={
            "type": "category",
            "title": {"text": "without neuron", "standoff": 4},
            "fixedrange": True,
            "showgrid": False,
            "tickangle": 0,
        },
        yaxis={
            "title": {"text": "points", "standoff": 4},
            "range": [low - room, high + room],
            "fixedrange": True,
            "nticks": 5,
            "zeroline": True,
            "zerolinecolor": palette.muted,
        },
    )


# Shuffled pixels -----------------------------------------------------------------------------------------------------


def two_curves(plain: View, shuffled: View, palette: Palette, height: int = 300) -> Figure:
    """Accuracy on the held-out digits against updates, of the run on plain and of the one on shuffled pixels."""
    lines: list[dict[str, Any]] = [
        {
            "type": "scatter",
            "x": view.history.iteration.astype(np.int32),
            "y": (100 * view.history.test_accuracy).astype(np.float32),
            "mode": "lines+markers" if len(view.history) < 3 else "lines",
            "line": {"color": colour, "width": 2.4, "dash": dash},
            "name": name,
            "hovertemplate": f"{name}<br>%{{y:.1f}} % right after %{{x}} updates<extra></extra>",
        }
        for view, name, colour, dash in (
            (plain, "plain pixels", palette.train, "solid"),
            (shuffled, "shuffled pixels", palette.test, "dash"),
        )
    ]
    return figure(
        palette,
        height,
        lines,
        **(STILL | {"showlegend": True}),
        xaxis={
            "title": {"text": "updates made", "standoff": 4},
            "range": [-0.01 * plain.total, 1.01 * plain.total],
            "fixedrange": True,
        },
        yaxis={"title": {"text": "accuracy, %", "standoff": 4}, "range": [0, 100], "dtick": 20, "fixedrange": True},
    )


def two_curves_in_words(plain: View, shuffled: View) -> str:
    if not len(plain.history) or not len(shuffled.history):
        return "Accuracy against updates of a run on plain and one on shuffled pixels: nothing is measured yet."
    one, other = (float(view.history.test_accuracy[-1]) for view in (plain, shuffled))
    return (
        f"Accuracy on held-out digits against updates made, of two runs: {one:.1%} on plain pixels, {other:.1%} on "
        "shuffled ones."
    )
