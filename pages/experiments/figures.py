"""Charts of Experiments: data in, figure out. No Streamlit here."""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from nn.activations import Array
from nn.compare.kept import Curve, Kept
from nn.compare.repeated import along
from pages.experiments.words import ACCURACY, AXIS_TITLES, SCORES, TRAINING
from pages.shared.charts import Figure, figure
from pages.shared.theme import Palette

HEIGHT = 380


def values_of(curve: Curve, digits: str, score: str) -> Array:
    """The chosen scores along a curve: accuracy in percent, loss in nats."""
    train = digits == TRAINING
    if score == ACCURACY:
        return 100 * (curve.train_accuracy if train else curve.test_accuracy)
    return curve.train_loss if train else curve.test_loss


def overlay(runs: Sequence[Kept], axis: str, digits: str, score: str, palette: Palette) -> Figure:
    """The curves of several runs over each other, each in a colour of its own that its place among them decides."""
    lines = []
    for run, colour in zip(runs, palette.classes, strict=False):
        y = values_of(run.curve, digits, score)
        if not np.isnan(y).all():
            lines.append(_line(escape(run.name), getattr(run.curve, axis), y, colour, score))
    return _chart(lines, axis, score, palette)


def bands(names: Sequence[str], sets: Sequence[Sequence[Kept]], axis: str, digits: str, palette: Palette) -> Figure:
    """The accuracy of sets of repeated runs: of each its mean as a line, in a band from its lowest to its highest."""
    traces: list[dict[str, Any]] = []
    for name, runs, colour in zip(names, sets, (palette.train, palette.test), strict=True):
        curves = [(getattr(run.curve, axis), values_of(run.curve, digits, ACCURACY)) for run in runs if len(run.curve)]
        if curves:
            x, low, mean, high = along(curves)
            traces += _band(escape(name), x, low, mean, high, colour)
    return _chart(traces, axis, ACCURACY, palette)


def _chart(traces: list[dict[str, Any]], axis: str, score: str, palette: Palette) -> Figure:
    """A score against one of the axes; it stays zoomed as long as these two stay."""
    return figure(
        palette,
        HEIGHT,
        traces,
        xaxis={"title": {"text": AXIS_TITLES[axis], "standoff": 12}, "rangemode": "tozero"},
        yaxis=y_axis(score),
        uirevision=f"{axis} {score}",
        showlegend=True,
    )


def _band(name: str, x: Array, low: Array, mean: Array, high: Array, colour: str) -> list[dict[str, Any]]:
    edge = {
        "type": "scatter",
        "mode": "lines",
        "x": np.asarray(x, np.float32),
        "line": {"color": colour, "width": 0.5},
        "legendgroup": name,
        "showlegend": False,
        "hoverinfo": "skip",
    }
    return [
        edge | {"y": np.asarray(low, np.float32), "name": f"{name}, lowest"},
        edge
        | {"y": np.asarray(high, np.float32), "name": f"{name}, highest", "fill": "tonexty"}
        | {"fillcolor": f"rgba({', '.join(str(int(colour[i : i + 2], 16)) for i in (1, 3, 5))}, 0.22)"},
        _line(name, x, mean, colour, ACCURACY) | {"legendgroup": name},
    ]


def y_axis(score: str) -> dict[str, Any]:
    named = {"title": {"text": f"{SCORES[score].lower()}, {'%' if score == ACCURACY else 'nats'}", "standoff": 10}}
    return named | ({"rangemode": "tozero"} if score != ACCURACY else {})


def _line(name: str, x: Array, y: Array, colour: str, score: str) -> dict[str, Any]:
    unit = "%{y:.2f} %" if score == ACCURACY else "%{y:.4f} nats"
    return {
        "type": "scatter",
        "mode": "lines+markers" if len(x) < 3 else "lines",
        "x": np.asarray(x, np.float32),
        "y": np.asarray(y, np.float32),
        "name": name,
        "line": {"color": colour, "width": 2.2},
        "hovertemplate": f"{name}<br>{unit} at %{{x}}<extra></extra>",
    }
