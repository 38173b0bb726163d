"""Why it answered that, in sums: what each pixel told each neuron, and what each neuron told the winner.

A neuron's sum is nothing but its weights times the ink, one product a pixel, and the bias; a score is nothing but the
last layer's weights times what the hidden neurons pass on, and a bias. So both fall apart into terms that say who spoke
for what, exactly. Next: temperature.py, how scores become probabilities.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.layers import Dense
from nn.loss import one_hot
from nn.network import Network

# One digit's way through ----------------------------------------------------------------------------------------------


def through(layers: Iterable[Dense], A: Array) -> Array:
    """What these layers make of A, one after the other: (n, m) -> (n', m). A itself if there are none."""
    for layer in layers:
        A = layer.predict(A)
    return A


@dataclass(frozen=True, eq=False)
class Asked:
    """One digit x (784,) on its way through a network: ``Z`` and ``A`` of every layer, each (n,), as forward left them.

    In the last layer Z holds the scores and A the probabilities. ``finite``: no parameter and no sum has overflowed.
    """

    x: Array
    Z: tuple[Array, ...]
    A: tuple[Array, ...]
    finite: bool

    @property
    def scores(self) -> Array:
        return self.Z[-1]

    @property
    def probabilities(self) -> Array:
        return self.A[-1]

    @property
    def answer(self) -> int:
        return int(self.probabilities.argmax())

    @property
    def runner_up(self) -> int:
        """The class with the highest score but for the answer."""
        return next(int(k) for k in np.argsort(-self.scores, kind="stable") if k != self.answer)


def asked(network: Network, X: Array) -> Asked:
    """Take one digit X (784, 1) through the network. The network is left as it was."""
    twin = network.sharing_parameters()
    with np.errstate(all="ignore"):  # a network that has diverged overflows
        twin.forward(X, one_hot(np.zeros(1, int), network.sizes[-1], dtype=network.theta.dtype.type))
    Z = tuple(layer.Z[:, 0].copy() for layer in twin.layers)
    A = (*(layer.A[:, 0].copy() for layer in twin.layers[:-1]), twin.A[:, 0].copy())
    finite = bool(np.isfinite(network.theta).all()) and all(bool(np.isfinite(z).all()) for z in Z)
    return Asked(X[:, 0], Z, A, finite)


# What each pixel told each neuron of the first layer ------------------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Evidence:
    """The first layer's sums taken apart: ``terms`` (n, 784) = W1 * x, with ``biases``, ``z`` and ``a`` (n,).

    Each row of terms and its bias add up to its z. ``hidden`` is False where the rows are the ten classes themselves;
    a is then the probability.
    """

    weights: Array
    terms: Array
    biases: Array
    z: Array
    a: Array
    hidden: bool

    def speaking_for(self, neuron: int) -> float:
        """The sum of this neuron's positive terms."""
        terms = self.terms[neuron]
        return float(terms[terms > 0].sum())

    def speaking_against(self, neuron: int) -> float:
        """The sum of this neuron's negative terms, itself negative."""
        terms = self.terms[neuron]
        return float(terms[terms < 0].sum())


def evidence(network: Network, found: Asked) -> Evidence:
    """What every pixel of the digit added to the sum of every neuron of layer 1."""
    first = network.layers[0]
    terms = first.W * found.x
    return Evidence(first.W, terms, first.b[:, 0].copy(), found.Z[0], found.A[0], len(network.layers) > 1)


# What each neuron of the last hidden layer told two classes -----------------------------------------------------------


@dataclass(frozen=True, eq=False)
class Contributions:
    """What was added to the scores of two classes: ``to_winner`` and ``to_rival`` (n,) by the last layer's inputs.

    The inputs are what the last hidden layer passes on, (n,); without one (``hidden`` False) they are the pixels.
    ``lead`` is the winner's score minus the rival's as the engine computed them: all differences add up to it.
    """

    winner: int
    rival: int
    inputs: Array
    to_winner: Array
    to_rival: Array
    bias_winner: float
    bias_rival: float
    lead: float
    hidden: bool

    @property
    def difference(self) -> Array:
        """(n,) by how much each input raised the winner above the rival."""
        return self.to_winner - self.to_rival

    @property
    def bias_difference(self) -> float:
        return self.bias_winner - self.bias_rival

    def strongest(self, keep: int) -> Array:
        """The ``keep`` inputs that mattered most, by the size of their difference; the strongest first."""
        return np.argsort(-np.abs(self.difference), kind="stable")[:keep]


def contributions(network: Network, found: Asked, rival: int | None = None) -> Contributions:
    """What made the answer's score higher than the rival's; the rival is the runner-up unless another is named."""
    last = network.layers[-1]
    winner = found.answer
    rival = found.runner_up if rival is None else rival
    hidden = len(network.layers) > 1
    inputs = found.A[-2] if hidden else found.x
    return Contributions(
        winner,
        rival,
        inputs,
        last.W[winner] * inputs,
        last.W[rival] * inputs,
        float(last.b[winner, 0]),
        float(last.b[rival, 0]),
        float(found.scores[winner] - found.scores[rival]),
        hidden,
    )
