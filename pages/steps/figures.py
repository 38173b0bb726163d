"""The charts of Step by step, where a curve or columns say more than a matrix. No Streamlit here."""

from typing import Any

import numpy as np

from nn.activations import ACTIVATIONS, Array
from nn.explain.stages import Kind, Stage
from nn.explain.step import DigitStep
from pages.shared.charts import Figure, figure
from pages.shared.theme import Palette
from pages.steps.numbers import chance


def activation_chart(name: str, z: float, palette: Palette) -> Figure:
    """g and its slope, and where the neuron stands on them."""
    g = ACTIVATIONS[name]
    reach = max(4.0, 1.3 * abs(z))
    Z = np.sort(np.concatenate([np.linspace(-reach, reach, 161), [-1e-9, 1e-9]]))  # a slope that jumps stands upright
    A = g.value(Z, np.empty_like(Z))
    slope = np.asarray(g.slope(Z, A, np.empty_like(Z)), float)
    here = np.array([z])
    a = g.value(here, np.empty_like(here))
    steep = np.asarray(g.slope(here, a, np.empty_like(here)), float)
    return figure(
        palette,
        230,
        [
            _line(Z, A, "g(z)", palette.train, "solid"),
            _line(Z, slope, "its slope g′(z)", palette.test, "dot"),
            _points("z", [z, z], [float(a[0]), float(steep[0])], palette),
        ],
        xaxis={"title": {"text": "z"}, "range": [-reach, reach], "fixedrange": True},
        yaxis={"fixedrange": True},
        dragmode=False,
    )


def _line(x: Array, y: Array, name: str, colour: str, dash: str) -> dict[str, Any]:
    line = {"color": colour, "width": 2.5, "dash": dash}
    return {"type": "scatter", "mode": "lines", "x": x, "y": y, "name": name, "line": line, "hoverinfo": "skip"}


def _points(letter: str, x: list[float], y: list[float], palette: Palette) -> dict[str, Any]:
    """``letter`` is what x is called; it may be as small as a probability can be."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": x,
        "y": y,
        "marker": {"size": 10, "color": palette.text},
        "showlegend": False,
        "hovertemplate": f"{letter} = %{{x:.4~g}}: %{{y:.4~g}}<extra></extra>",
    }


def loss_chart(walked: DigitStep, palette: Palette) -> Figure:
    """-ln p from 0 to 1, and where the digit stands."""
    p, here = float(walked.P[walked.label, 0]), walked.surprise
    top = max(5.0, 1.15 * here)
    steep, flat = np.linspace(top, 1, 40), np.linspace(np.exp(-1), 1, 40)  # evenly spaced in height, then in p
    curve = np.append(np.exp(-steep), flat), np.append(steep, -np.log(flat))
    return figure(
        palette,
        230,
        [_line(*curve, "−ln p", palette.train, "solid"), _points("p", [p], [here], palette)],
        showlegend=False,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        xaxis={
            "title": {"text": f"p of the true digit: {chance(walked.P, walked.label)}"},
            "fixedrange": True,
            "range": [-0.03, 1.03],
        },
        yaxis={"title": {"text": "−ln p"}, "fixedrange": True, "range": [-0.04 * top, top]},
        dragmode=False,
    )


def probabilities_chart(before: Array, after: Array | None, label: int, palette: Palette) -> Figure:
    """Ten probabilities as columns, and beside each what it is after the step; the true digit in bold."""
    names = [f"<b>{k}</b>" if k == label else str(k) for k in range(len(before))]
    traces = [_columns(names, before, "before", palette.muted if after is not None else palette.train)]
    if after is not None:
        traces.append(_columns(names, after, "after", palette.train))
    return figure(
        palette,
        230,
        traces,
        showlegend=after is not None,
        barmode="group",
        bargap=0.25,
        xaxis={"type": "category", "title": {"text": "digit (the true one in bold)"}, "fixedrange": True},
        yaxis={"range": [0, 1.05], "fixedrange": True, "title": {"text": "probability"}},
        dragmode=False,
    )


def _columns(names: list[str], values: Array, name: str, colour: str) -> dict[str, Any]:
    return {
        "type": "bar",
        "x": names,
        "y": np.nan_to_num(values[:, 0]).astype(np.float32),
        "name": name,
        "marker": {"color": colour},
        "hovertemplate": f"%{{x}} {name}: %{{y:.4f}}<extra></extra>",
    }


def stage_chart(walked: DigitStep, stage: Stage, neuron: int, palette: Palette) -> Figure | None:
    """The curve or columns that go with a stage."""
    if stage.kind is Kind.ACTIVATION:
        z = float(walked.layers[stage.layer - 1].Z[neuron, 0])
        return activation_chart(walked.network.activation, z, palette)
    if stage.kind is Kind.SOFTMAX:
        return probabilities_chart(walked.P, None, walked.label, palette)
    if stage.kind is Kind.LOSS:
        return loss_chart(walked, palette)
    if stage.kind is Kind.AFTER:
        return probabilities_chart(walked.P, walked.P_after, walked.label, palette)
    return None
