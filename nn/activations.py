"""What a neuron does with its sum: A = g(Z), and the slope g'(Z) that backpropagation needs, side by side.

Without a bend between them, two layers would fold into one matrix; the activation is that bend. Both functions write
into ``out``, because a training loop that allocates memory at every step spends its time waiting for it.

Next: layers.py, where Z comes from.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import pi, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]  # float32 when training, float64 when checking gradients


@dataclass(frozen=True)
class Activation:
    """An element-by-element function and its derivative.

    ``value(Z, out)`` writes A = g(Z); ``slope(Z, A, out)`` writes g'(Z) and may use A, where that is the shorter way.
    All arrays have the same shape. ``formula`` is LaTeX, ``purpose`` one plain sentence.
    """

    name: str
    value: Callable[[Array, Array], Array]
    slope: Callable[[Array, Array, Array], Array]
    formula: str
    purpose: str


def relu(Z: Array, out: Array) -> Array:
    return np.maximum(Z, 0, out=out)


def relu_slope(Z: Array, A: Array, out: Array) -> Array:
    return np.greater(Z, 0, out=out)  # 1 where the neuron fired, 0 where it was silent (and at the kink itself)


def linear(Z: Array, out: Array) -> Array:
    np.copyto(out, Z)
    return out


def linear_slope(Z: Array, A: Array, out: Array) -> Array:
    out[...] = 1
    return out


LEAK = 0.01


def leaky_relu(Z: Array, out: Array) -> Array:
    np.multiply(Z, LEAK, out=out)
    return np.maximum(Z, out, out=out)


def leaky_relu_slope(Z: Array, A: Array, out: Array) -> Array:
    np.greater(Z, 0, out=out)
    out *= 1 - LEAK
    out += LEAK
    return out


def tanh(Z: Array, out: Array) -> Array:
    return np.tanh(Z, out=out)


def tanh_slope(Z: Array, A: Array, out: Array) -> Array:
    np.square(A, out=out)
    return np.subtract(1, out, out=out)  # 1 - tanh(z)^2


def sigmoid(Z: Array, out: Array) -> Array:
    np.multiply(Z, 0.5, out=out)
    np.tanh(out, out=out)  # 1/(1 + e^-z) = (1 + tanh(z/2))/2, which cannot overflow
    out += 1
    out *= 0.5
    return out


def sigmoid_slope(Z: Array, A: Array, out: Array) -> Array:
    np.subtract(1, A, out=out)
    out *= A
    return out


GELU_SCALE, GELU_CUBE = sqrt(2 / pi), 0.044715


def _gelu_bend(Z: Array, out: Array) -> Array:
    """tanh(u) with u = sqrt(2/pi) (z + 0.044715 z^3), which both GELU and its slope are made of."""
    np.square(Z, out=out)
    out *= GELU_CUBE
    out += 1
    out *= Z
    out *= GELU_SCALE
    return np.tanh(out, out=out)


def gelu(Z: Array, out: Array) -> Array:
    """z/2 (1 + tanh u): Hendrycks and Gimpel, 2016, arXiv:1606.08415, their tanh form."""
    _gelu_bend(Z, out)
    out += 1
    out *= Z
    out *= 0.5
    return out


def gelu_slope(Z: Array, A: Array, out: Array) -> Array:
    t = _gelu_bend(Z, np.empty_like(Z))
    du = GELU_SCALE * (1 + 3 * GELU_CUBE * np.square(Z))
    np.multiply(Z, 1 - np.square(t), out=out)
    out *= du
    out += 1
    out += t
    out *= 0.5  # (1 + t + z (1 - t^2) u') / 2
    return out


ACTIVATIONS: dict[str, Activation] = {
    a.name: a
    for a in (
        Activation("relu", relu, relu_slope, r"\max(z, 0)", "Passes what is positive, silences the rest: the default."),
        Activation(
            "leaky relu",
            leaky_relu,
            leaky_relu_slope,
            r"\max(z, 0.01 z)",
            "Like ReLU, but a silent neuron still learns a little, so none dies.",
        ),
        Activation("tanh", tanh, tanh_slope, r"\tanh z", "Squeezes every sum into -1..1; learning slows at both ends."),
        Activation(
            "sigmoid",
            sigmoid,
            sigmoid_slope,
            r"\frac{1}{1 + e^{-z}}",
            "Squeezes every sum into 0..1: the classic, and the slowest to learn.",
        ),
        Activation(
            "gelu",
            gelu,
            gelu_slope,
            r"\tfrac{z}{2}\Bigl(1 + \tanh\bigl(\sqrt{2/\pi}\,(z + 0.044715\, z^3)\bigr)\Bigr)",
            "A smooth ReLU, as in today's language models.",
        ),
        Activation("linear", linear, linear_slope, "z", "No bend at all: however many layers, they fold into one."),
    )
}
