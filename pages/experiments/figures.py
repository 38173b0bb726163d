"""Charts of Experiments: data in, figure out. No Streamlit here."""

from collections.abc import Sequence
from html import escape
from typing import Any

import numpy as np

from nn.activations import Array
from nn.compare.kept import Curve, Kept
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
    return figure(
        palette,
        HEIGHT,
        lines,
        xaxis={"title": {"text": AXIS_TITLES[axis], "standoff": 12}, "rangemode": "tozero"},
        yaxis=y_axis(score),
        uirevision=f"{axis} {score}",
        showlegend=True,
    )


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
