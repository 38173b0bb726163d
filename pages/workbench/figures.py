"""The Workbench's charts: before and now, what goes with each neuron, and two runs on one axis. No Streamlit here."""

from typing import Any

import numpy as np

from nn.activations import Array
from nn.explain.workbench import Ranking
from nn.lab.view import View
from pages.shared.charts import Figure, figure
from pages.shared.theme import Palette, mixed
from pages.shared.words import signed

STILL: dict[str, Any] = {"dragmode": False, "hovermode": "closest", "showlegend": False}


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
    pale = {"color": mixed(palette.background, palette.muted, 0.35), "line": {"color": palette.muted, "width": 1}}
    bars = [
        common | {"name": "before", "y": _percent(before), "width": 0.84, "marker": pale},
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


# One by one ----------------------------------------------------------------------------------------------------------


def ranking_bars(ranking: Ranking, palette: Palette, chosen: int, height: int = 210) -> Figure:
    """Points of accuracy that go with each neuron, the dearest first; each column can be clicked."""
    order = ranking.dearest_first
    points = [ranking.change(w) for w in order]
    change, said = np.array(points, np.float32), [signed(p, 1) for p in points]  # what is said is rounded once
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
            f"without neuron {w.neuron}: {w.accuracy:.1%} ({p} points)" for w, p in zip(order, said, strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
    if len(order) <= 12:
        bar |= {"text": said, "textposition": "outside", "cliponaxis": False}
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
