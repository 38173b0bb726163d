"""The pictures of Step by step: the matrices of each stage, and a chart where a curve says more. No Streamlit here."""

import base64
from dataclasses import dataclass
from typing import Any

import numpy as np

from nn.activations import ACTIVATIONS, Array
from nn.explain.stages import Kind, Stage
from nn.explain.step import DigitStep, LayerStep
from nn.explain.weights import condensed
from pages.shared.charts import Figure, figure, symmetric_limit
from pages.shared.theme import Palette
from pages.steps.words import chance, number

MOST = 128  # rows and columns that a picture of a matrix has; beyond, a cell stands for a block's strongest entry
READABLE = 16  # rows that have their numbers written into them
ROW, TALL, SIDE = 22, 240, 168  # pixels: of a readable row, of a matrix with more rows, of a 28x28 picture

# Matrices -------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Matrix:
    """One array as a picture. ``values`` is (rows, columns) and ``sign`` stands before it.

    ``row`` and ``column`` are framed; a click ``picks`` a "neuron" by its row, an "input" by its column, an "entry" by
    both, or nothing. ``ink`` is 0..1, white on black; ``picture`` is a column or row of 784 numbers shown as 28x28; a
    ``strip`` is a row with a line to itself, so that those under each other can be compared number by number.
    """

    name: str
    values: Array
    meaning: str
    sign: str = ""
    row: int | None = None
    column: int | None = None
    picks: str = ""
    ink: bool = False
    picture: bool = False
    limit: float = 0.0
    strip: bool = False

    @property
    def picked_by_click(self) -> str:
        return "pixel" if self.picture and self.picks else self.picks

    @property
    def tall(self) -> int:
        """Pixels."""
        if self.picture:
            return SIDE
        rows = len(self.values)
        return max(44, ROW * rows) if rows <= READABLE else TALL

    @property
    def kind(self) -> str:
        n, n_in = self.values.shape
        if self.picture or self.strip or n_in == 1:
            return "picture" if self.picture else "strip" if self.strip else "column"
        return "cells" if n_in <= READABLE and n <= READABLE else "wide"

    @property
    def width(self) -> str:
        n, n_in = self.values.shape
        if self.kind == "column":
            return "60px" if n <= READABLE else "54px"
        return {"strip": "100%", "picture": f"min({SIDE}px, 40%)", "cells": f"{36 * n_in}px", "wide": "200px"}[
            self.kind
        ]

    @property
    def shape(self) -> str:
        return " × ".join(f"{n:,}" for n in self.values.shape)

    @property
    def alt(self) -> str:
        low, high = number(float(self.values.min())), number(float(self.values.max()))
        return f"{self.name}, {self.shape.replace('×', 'by')}: {self.meaning} From {low} to {high}."

    def as_data(self) -> dict[str, Any]:
        """What the browser draws."""
        cells, by = (self.values.reshape(28, 28), (1, 1)) if self.picture else condensed(self.values, MOST)
        row, column = self.row, self.column
        if self.picture:
            row, column = divmod(column, 28) if column is not None else (None, None)
        return {
            "name": self.name,
            "shape": self.shape + (" as 28 × 28" if self.picture else ""),
            "meaning": self.meaning,
            "alt": self.alt,
            "sign": self.sign,
            "kind": self.kind,
            "picture": self.picture,
            "ink": self.ink,
            "picks": self.picked_by_click,
            "rows": cells.shape[0],
            "columns": cells.shape[1],
            "by": list(by),
            "row": None if row is None else row // by[0],
            "column": None if column is None else column // by[1],
            "limit": self.limit or finite_limit(self.values),
            "values": base64.b64encode(cells.astype("<f4").tobytes()).decode(),
            "width": self.width,
            "tall": self.tall,
            "height": "auto" if self.picture else f"{self.tall}px",
        }


def finite_limit(values: Array) -> float:
    """The largest absolute value that is a number, and 1 where there is none."""
    return symmetric_limit(values[np.isfinite(values)])


def input_name(layer: int) -> str:
    return f"A{layer - 1}" if layer > 1 else "X"


def stage_matrices(walked: DigitStep, stage: Stage, neuron: int, entry: int) -> list[Matrix]:
    """The whole arrays that stage is made of, with the visitor's neuron and input framed."""
    draw = {
        Kind.INPUT: _input,
        Kind.SUM: _sum,
        Kind.ACTIVATION: _activation,
        Kind.SOFTMAX: _activation,
        Kind.LOSS: _loss,
        Kind.START: _start,
        Kind.WEIGHTS: _weights,
        Kind.BIASES: _biases,
        Kind.BLAME: _blame,
        Kind.GATE: _gate,
        Kind.UPDATE: _update,
        Kind.AFTER: _after,
    }[stage.kind]
    return draw(walked, walked.layers[max(stage.layer, 1) - 1], neuron, entry)


def _inputs(layer: LayerStep, sign: str, entry: int | None, transposed: bool = False, picks: str = "input") -> Matrix:
    """What the layer looked at: the digit as a picture, or the activations of the layer below as they are."""
    name = input_name(layer.number) + ("′" if transposed else "")
    if layer.number == 1:
        values = layer.A_prev.T if transposed else layer.A_prev
        return Matrix(name, values, "The digit: 0 is paper, 1 is ink.", sign, None, entry, picks, True, True)
    meaning = f"What layer {layer.number - 1} passed on."
    if transposed:
        return Matrix(name, layer.A_prev.T, meaning, sign, column=entry, picks=picks)
    return Matrix(name, layer.A_prev, meaning, sign, row=entry)


def _input(walked: DigitStep, layer: LayerStep, neuron: int, entry: int) -> list[Matrix]:
    return [_inputs(layer, "", entry)]


def _sum(walked: DigitStep, layer: LayerStep, neuron: int, entry: int) -> list[Matrix]:
    i = layer.number
    return [
        Matrix(f"W{i}", layer.W, "A row is what one neuron looks for.", row=neuron, picks="entry"),
        _inputs(layer, "·", None, picks=""),
        Matrix(f"b{i}", layer.b, "Each neuron's own readiness.", "+", row=neuron, picks="neuron"),
        Matrix(f"Z{i}", layer.Z, "Each neuron's sum.", "=", row=neuron, picks="neuron"),
    ]


def _activation(walked: DigitStep, layer: LayerStep, neuron: int, entry: int) -> list[Matrix]:
    i = layer.number
    meaning = "The probabilities of the ten digits." if layer.last else "What each neuron passes on."
    return [
        Matrix(f"Z{i}", layer.Z, "Each neuron's sum.", row=neuron, picks="neuron"),
        Matrix(f"A{i}", layer.A, meaning, "→", row=neuron, picks="neuron"),
    ]


def _truth(walked: DigitStep, sign: str) -> Matrix:
    return Matrix("Y", walked.Y, "What the answer should be: 1 at the true digit.", sign, row=walked.label)


def _loss(walked: DigitStep, layer: LayerStep, neuron: int, entry: int) -> list[Matrix]:
    return [
        Matrix(f"A{layer.number}", layer.A, "The probabilities of the ten digits.", row=walked.label),
        _truth(walked, ","),
    ]


def _start(walked: DigitStep, layer: LayerStep, neuron: int, entry: int) -> list[Matrix]:
    i = layer.number
    return [
        Matrix(f"A{i}", layer.A, "The probabilities of the ten digits.", row=neuron, picks="neuron"),
        _truth(walked, "−"),
        Matrix(f"dZ{i}", layer.dZ, "How the loss changes with each score.", "=", row=neuron, picks="neuron"),
    ]


def _weights(walked: DigitStep, layer: LayerStep, neuron: int, entry: int) -> list[Matrix]:
    i = layer.number
    found = [
        Matrix(f"dZ{i}", layer.dZ, "How the loss changes with each sum.", row=neuron, picks="neuron"),
        _inputs(layer, "·", entry, transposed=True),
    ]
    if walked.l2:
        found.append(
            Matrix(f"W{i}", layer.W, "L2 adds the weights themselves.", f"+{walked.l2:g}", row=neuron, picks="neuron")
        )
    meaning = "How the loss changes with each weight."
    return [*found, Matrix(f"dW{i}", layer.dW, meaning, "=", row=neuron, column=entry, picks="entry")]


def _biases(walked: DigitStep, layer: LayerStep, neuron: int, entry: int) -> list[Matrix]:
    i, limit = layer.number, finite_limit(layer.dZ)
    meaning = "How the loss changes with each bias, on the scale of dZ."
    return [
        Matrix(f"dZ{i}", layer.dZ, "How the loss changes with each sum.", "", neuron, None, "neuron", limit=limit),
        Matrix(f"db{i}", layer.db, meaning, "→", neuron, None, "neuron", limit=limit),
    ]


def _blame(walked: DigitStep, layer: LayerStep, neuron: int, entry: int) -> list[Matrix]:
    above = walked.layers[layer.number]
    assert layer.dA is not None
    i = layer.number
    return [
        Matrix(
            f"W{i + 1}′", above.W.T, f"W{i + 1} turned: a row is whom one neuron tells.", row=neuron, picks="neuron"
        ),
        Matrix(f"dZ{i + 1}", above.dZ, "How the loss changes with each sum of the layer above.", "·"),
        Matrix(
            f"dA{i}", layer.dA, "How the loss changes with what each neuron passed on.", "=", neuron, None, "neuron"
        ),
    ]


def _gate(walked: DigitStep, layer: LayerStep, neuron: int, entry: int) -> list[Matrix]:
    assert layer.dA is not None and layer.slope is not None
    i = layer.number
    relu = walked.network.activation == "relu"
    meaning = "The gate: 1 where the neuron fired, 0 where it was silent." if relu else "How steep g is at each sum."
    return [
        Matrix(f"dA{i}", layer.dA, "How the loss changes with what it passed on.", row=neuron, picks="neuron"),
        Matrix(f"g′(Z{i})", layer.slope, meaning, "∗", row=neuron, picks="neuron"),
        Matrix(f"dZ{i}", layer.dZ, "How the loss changes with each sum.", "=", row=neuron, picks="neuron"),
    ]


def _update(walked: DigitStep, layer: LayerStep, neuron: int, entry: int) -> list[Matrix]:
    i, after, b_after = layer.number, layer.W_after, layer.b_after
    limit = max(finite_limit(layer.W), finite_limit(after))
    bias = max(finite_limit(layer.b), finite_limit(b_after))
    return [
        Matrix(f"W{i}", layer.W, "Before the step.", "", neuron, entry, "entry", limit=limit),
        Matrix(f"dW{i}", layer.dW, "On a scale of its own.", "− α", neuron, entry, "entry"),
        Matrix(f"W{i} after", after, "On the scale of before.", "=", neuron, entry, "entry", limit=limit),
        Matrix(f"b{i}", layer.b, "Before the step.", "", neuron, None, "neuron", limit=bias),
        Matrix(f"db{i}", layer.db, "On a scale of its own.", "− α", neuron, None, "neuron"),
        Matrix(f"b{i} after", b_after, "On the scale of before.", "=", neuron, None, "neuron", limit=bias),
    ]


def _after(walked: DigitStep, layer: LayerStep, neuron: int, entry: int) -> list[Matrix]:
    i = layer.number
    return [
        Matrix(f"A{i}", walked.P, "The probabilities before the step.", row=walked.label, limit=1.0),
        Matrix(f"A{i} after", walked.P_after, "The probabilities after it.", "→", row=walked.label, limit=1.0),
        Matrix("change", walked.P_after - walked.P, "After minus before, on a scale of its own.", ":", walked.label),
    ]


def row_matrices(walked: DigitStep, stage: Stage, neuron: int, entry: int) -> list[Matrix]:
    """The neuron's own row of W: times its inputs, or beside dW, or before and after; for layer 1 as 28x28 pictures."""
    i, here = stage.layer, slice(neuron, neuron + 1)
    layer, first = walked.layers[max(i, 1) - 1], i == 1
    w, dw = layer.W[here], layer.dW[here]
    name = f"W{i}, row {neuron}"

    def picture(
        name: str, values: Array, meaning: str, sign: str = "", limit: float = 0.0, ink: bool = False
    ) -> Matrix:
        return Matrix(name, values, meaning, sign, None, entry, "input", ink and first, first, limit, not first)

    if stage.kind is Kind.SUM:
        return [
            picture(name, w, "What this neuron looks for: blue speaks for it, orange against."),
            picture(f"{input_name(i)}′", layer.A_prev.T, "What it looks at.", "∗", ink=True),
            picture("products", w * layer.A_prev.T, "Weight times input, one by one.", "="),
        ]
    if stage.kind is Kind.WEIGHTS:
        return [
            picture(f"dW{i}, row {neuron}", dw, "Blue: more weight there, more loss. Orange: less."),
            picture(name, w, "What it looks for now, to compare.", "|"),
        ]
    if stage.kind is Kind.UPDATE:
        after = layer.W_after[here]
        limit = finite_limit(np.stack([w, after]))
        return [
            picture(name, w, "Before the step.", limit=limit),
            picture(f"dW{i}, row {neuron}", dw, "On a scale of its own.", "− α"),
            picture(f"row {neuron} after", after, "On the scale of before.", "=", limit),
        ]
    return []


# Charts ---------------------------------------------------------------------------------------------------------------


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
