"""Which arrays each stage shows, in the order of its formula, with the visitor's neuron and input framed."""

import numpy as np

from nn.activations import Array
from nn.explain.stages import Kind, Stage
from nn.explain.step import DigitStep, LayerStep
from pages.steps.matrix import Matrix, finite_limit


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
