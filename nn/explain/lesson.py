"""What the lesson shows beside its formulas: the source that computes them, the shapes, and one digit's own numbers.

Nothing is computed a second time here. The numbers are read off a copy of the visitor's network after the engine's own
forward and backward, and the source lines come out of the running code, so neither can fall behind it.
Next: slips.py, where two well-known texts are checked against the engine.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from textwrap import dedent
from typing import Any

import numpy as np

from nn.activations import Array
from nn.loss import one_hot
from nn.network import Network, blocks
from nn.optimizers import GradientDescent

# Source --------------------------------------------------------------------------------------------------------------


class AnchorError(LookupError):
    """The line that the lesson points at is gone, or there are several: the lesson must be looked at again."""


@dataclass(frozen=True)
class Excerpt:
    """Lines of the running program: ``code`` without its indentation, from line ``line`` of ``file``."""

    code: str
    name: str
    file: str
    line: int


@cache
def excerpt(thing: Callable[..., Any], first: str = "", last: str = "") -> Excerpt:
    """The source of a function or class: all of it, the line that contains ``first``, or from there through ``last``.

    Raises AnchorError unless exactly one line contains ``first`` and a line from there on contains ``last``.
    """
    lines, start = inspect.getsourcelines(thing)
    where = f"{thing.__module__}.{thing.__qualname__}"
    begin, end = 0, len(lines)
    if first:
        found = [i for i, line in enumerate(lines) if first in line]
        if len(found) != 1:
            raise AnchorError(f"{where} has {len(found)} lines with {first!r}; the lesson needs exactly one.")
        begin, end = found[0], found[0] + 1
    if last:
        after = next((i for i in range(begin, len(lines)) if last in lines[i]), None)
        if after is None:
            raise AnchorError(f"{where} has no line with {last!r} from its line {begin + 1} on.")
        end = after + 1
    code = dedent("".join(lines[begin:end])).strip("\n")
    return Excerpt(code, thing.__qualname__, thing.__module__.replace(".", "/") + ".py", start + begin)


# Shapes --------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class NamedArray:
    """One array of a training step. ``parameters`` is how many of its numbers are learned; ``layer`` 0 is the input."""

    name: str
    shape: tuple[int, int]
    parameters: int
    layer: int

    @property
    def kind(self) -> str:
        """The letter alone: W, b, Z, A, X or Y."""
        return self.name.rstrip("0123456789")

    @property
    def gradient(self) -> str:
        """The array of the same shape that backward fills; empty for X and Y, which nobody changes, and for A.

        dA is a stage on the way: it is turned into dZ on the spot.
        """
        return f"d{self.name}" if self.kind in "WbZ" else ""


def arrays(sizes: tuple[int, ...], m: int) -> tuple[NamedArray, ...]:
    """Every array of one training step on m examples, in the order in which the step meets them."""
    found = [NamedArray("X", (sizes[0], m), 0, 0)]
    parameters = blocks(sizes)
    for layer, n in enumerate(sizes[1:], start=1):
        for block in parameters[2 * layer - 2 : 2 * layer]:
            found.append(NamedArray(block.name, block.shape, block.stop - block.start, layer))
        found += [NamedArray(f"Z{layer}", (n, m), 0, layer), NamedArray(f"A{layer}", (n, m), 0, layer)]
    return (*found, NamedArray("Y", (sizes[-1], m), 0, len(sizes) - 1))


def parameter_sum(sizes: tuple[int, ...]) -> str:
    """The number of parameters as the sum it is: "10·784 + 10 + 10·10 + 10 = 7,960"."""
    terms = " + ".join(f"{n}·{n_in} + {n}" for n_in, n in pairwise(sizes))
    return f"{terms} = {blocks(sizes)[-1].stop:,}"


# One digit's numbers -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class LayerPass:
    """One layer's numbers for one digit, each (n,). In the last layer A is the softmax of Z."""

    Z: Array
    A: Array
    dZ: Array


@dataclass(frozen=True, eq=False)
class DigitPass:
    """One digit through forward, loss and backward. ``dW1`` is (n1, 784)."""

    x: Array
    label: int
    layers: tuple[LayerPass, ...]
    loss: float
    dW1: Array

    @property
    def Y(self) -> Array:
        """(10,) 1 at the true digit, else 0."""
        return one_hot(np.array([self.label]))[:, 0]

    @property
    def probabilities(self) -> Array:
        return self.layers[-1].A

    @property
    def answer(self) -> int:
        return int(self.probabilities.argmax())

    @property
    def p_true(self) -> float:
        """The probability that the network gives to the right answer."""
        return float(self.probabilities[self.label])


def forward_backward(network: Network, x: Array, label: int) -> DigitPass:
    """Take one digit x (784,) through a copy of the network, as a training step on this one example would (m = 1)."""
    twin = network.copy()
    Y = one_hot(np.array([label]), dtype=twin.theta.dtype.type)
    loss = twin.forward(x[:, None], Y)
    twin.backward(Y)
    last = twin.layers[-1]
    layers = tuple(
        # db is the row sums of dZ, and with a single example that is dZ itself
        LayerPass(layer.Z[:, 0].copy(), (twin.A if layer is last else layer.A)[:, 0].copy(), layer.db[:, 0].copy())
        for layer in twin.layers
    )
    return DigitPass(x, label, layers, loss, twin.layers[0].dW.copy())


@dataclass(frozen=True, eq=False)
class NeuronSum:
    """One neuron of the first layer on one digit: ``weights`` and ``terms`` = weights * x are (784,).

    ``z`` and ``a`` are the engine's: the terms and the bias add up to z, and a = g(z).
    """

    weights: Array
    terms: Array
    bias: float
    z: float
    a: float

    @property
    def speaking_for(self) -> float:
        """The sum of the positive terms."""
        return float(self.terms[self.terms > 0].sum())

    @property
    def speaking_against(self) -> float:
        """The sum of the negative terms, itself negative."""
        return float(self.terms[self.terms < 0].sum())


def neuron_sum(network: Network, walked: DigitPass, neuron: int) -> NeuronSum:
    """What neuron ``neuron`` of layer 1 added up for the digit that was walked through this network."""
    layer, numbers = network.layers[0], walked.layers[0]
    weights = layer.W[neuron].copy()
    return NeuronSum(
        weights, weights * walked.x, float(layer.b[neuron, 0]), float(numbers.Z[neuron]), float(numbers.A[neuron])
    )


@dataclass(frozen=True, eq=False)
class Descent:
    """One step downhill from where the network stands, tried with many learning rates: ``losses[i]`` at ``rates[i]``.

    ``before`` is the mean loss without a step, ``after`` with a step at ``rate``; all on the same m examples.
    """

    rates: Array
    losses: Array
    rate: float
    before: float
    after: float

    @property
    def best_rate(self) -> float:
        """Of the rates tried, the one with the lowest loss after a single step."""
        return float(self.rates[self.losses.argmin()])


def descent(network: Network, X: Array, labels: Array, rate: float, points: int = 25) -> Descent:
    """Step a copy of the network by plain gradient descent, at ``rate`` and at rates from a hundredth to 100 times it.

    X (784, m) and labels (m,) serve both for the gradient and for the loss.
    """
    twin, m = network.copy(), X.shape[1]
    Y = one_hot(labels, dtype=twin.theta.dtype.type)
    before = twin.forward(X, Y) / m
    twin.backward(Y)
    theta, grad = twin.theta.copy(), twin.grad.copy()

    def loss_after(step: float) -> float:
        twin.theta[:] = theta
        GradientDescent().step(twin.theta, grad.copy(), step)
        return float(twin.forward(X, Y) / m)

    rates = rate * np.logspace(-2, 2, points)
    return Descent(rates, np.array([loss_after(r) for r in rates.tolist()]), rate, before, loss_after(rate))


# The mean, early or late ---------------------------------------------------------------------------------------------


def mean_early_and_late(network: Network, X: Array, labels: Array) -> tuple[float, float] | None:
    """The gradient with 1/m in dZ, and with dZ = A - Y and 1/m in every dW and db: its largest entry, and by how much
    the two differ at most. X (784, m), labels (m,). In float64; None where the network's numbers have overflowed.
    """
    twin, m = network.copy(np.float64), X.shape[1]
    Y = one_hot(labels, dtype=np.float64)
    with np.errstate(all="ignore"):
        twin.forward(X.astype(np.float64), Y)
        twin.backward(Y, m)
        early = twin.grad.copy()
        twin.backward(Y, 1)
    late = twin.grad / m
    largest = float(np.abs(early).max())
    return (largest, float(np.abs(early - late).max())) if np.isfinite(largest) else None
