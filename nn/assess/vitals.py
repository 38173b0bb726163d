"""How a network is, layer by layer, while it learns: what its gradients, its steps and its neurons have come to.

Four things go wrong in ways that no curve of the loss tells apart. The gradient gets lost, or grows, on its way back
through the layers; a step is too large or too small for the weights that it moves; neurons fall silent, or come to the
flat ends of their activation, where nothing moves them any more; or all of a layer do the same. Each is a number or two
a layer, found out on a few digits that stay the same, beside the training and without any effect on it.

Next: symptoms.py, where a diagnosis begins.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from nn.activations import ACTIVATIONS, Array
from nn.dataset import Examples
from nn.loss import one_hot
from nn.network import Network

SAMPLE = 192  # digits that the neurons are watched on; with 256, wide layers would take over 3 % of the training time
FOR_GRADIENT = 32  # of them, those that the gradient is taken of: a backward pass costs twice a forward one
STEEPEST = {"tanh": 1.0, "sigmoid": 0.25}  # the activations with two flat ends, and their largest slope
FLAT = 0.05  # of the steepest: below it a neuron hardly learns from a digit
ALIKE, TO_COMPARE = 1e-5, 16  # neurons whose answers to so many digits are no further apart do the same


@dataclass(frozen=True, eq=False)
class Vitals:
    """One row for each time that they were taken; ``iteration`` (k,) is how many updates the network had seen.

    ``gradient`` (k, L): the norm of the loss's derivative by each layer's W. ``update`` (k, L): how far the last update
    moved W, as a share of W's norm; NaN where W was zero. ``dead``, ``saturated`` and ``alike`` (k, L - 1) are shares
    of the neurons of each hidden layer: with no slope for any digit of the sample; flat for at least half of them, at
    either end of tanh or sigmoid; and with the very answers of the layer's first neuron.
    """

    iteration: Array
    gradient: Array
    update: Array
    dead: Array
    saturated: Array
    alike: Array

    def __len__(self) -> int:
        return len(self.iteration)


def width(sizes: Sequence[int]) -> int:
    """How many numbers one row of vitals has, for layers of these sizes."""
    return 1 + sum(_columns(sizes))


def from_table(table: Array, sizes: Sequence[int]) -> Vitals:
    """The vitals whose rows are those of a table (k, width)."""
    ends = np.cumsum([1, *_columns(sizes)])
    iteration, *parts = np.split(table, ends[:-1], axis=1)
    return Vitals(iteration[:, 0].astype(np.int64), *parts)


def _columns(sizes: Sequence[int]) -> list[int]:
    layers, hidden = len(sizes) - 1, len(sizes) - 2
    return [layers, layers, hidden, hidden, hidden]


def take(network: Network, before: Array, iteration: int, digits: Examples) -> Array:
    """One row, (width,) float32: of the network as it is after an update that began with the parameters ``before``.

    ``digits`` are those that it learns from. The network is left as it was; ``before`` is used as scratch space.
    """
    X, labels = _sample(digits)
    twin = network.sharing_parameters()  # with gradients and working memory of its own
    few = slice(0, None, SAMPLE // FOR_GRADIENT)
    with np.errstate(all="ignore"):  # a run about to diverge overflows here as there
        dead, saturated, alike = _neurons(twin, X)
        Y = one_hot(labels[few], network.sizes[-1])
        twin.forward(X[:, few], Y)
        twin.backward(Y)
        gradient = [_norm(layer.dW) for layer in twin.layers]
        update = _moved(network, before)
    return np.array([iteration, *gradient, *update, *dead, *saturated, *alike], np.float32)


def _sample(digits: Examples) -> tuple[Array, Array]:
    """SAMPLE of the digits, or all if there are fewer, evenly from first to last: X (784, m) and their labels (m,)."""
    step = max(1, len(digits) // SAMPLE)
    which = slice(0, step * SAMPLE, step)
    return digits.X(which), digits.all_labels[digits.index[which]]


def _moved(network: Network, before: Array) -> list[float]:
    """How far each layer's W has moved, as a share of the norm that it had."""
    found = []
    for block in network.blocks[::2]:  # of W1, b1, W2, b2, ...
        W, then = network.theta[block.start : block.stop], before[block.start : block.stop]
        norm = _norm(then)
        found.append(_norm(np.subtract(W, then, out=then)) / norm if norm else np.nan)
    return found


def _norm(values: Array) -> float:
    flat = values.reshape(prod(values.shape))
    return float(np.sqrt(flat @ flat))


def _neurons(network: Network, X: Array) -> tuple[list[float], list[float], list[float]]:
    """The shares of dead, of saturated and of equal neurons of each hidden layer."""
    dead, saturated, alike = [], [], []
    activation, steepest = ACTIVATIONS[network.activation], STEEPEST.get(network.activation)
    A = X  # (784, m)
    for layer in network.layers[:-1]:
        A = layer.forward(A)  # (n_in, m) -> (n, m)
        slope = activation.slope(layer.Z, A, np.empty_like(A))
        dead.append(float(np.mean(slope.max(axis=1) == 0)))
        flat = slope < FLAT * steepest if steepest else np.zeros((1, 1), bool)
        saturated.append(float(np.mean(flat.mean(axis=1) >= 0.5)))
        alike.append(float(np.mean(np.abs(A[:, :TO_COMPARE] - A[0, :TO_COMPARE]).max(axis=1) <= ALIKE)))
    return dead, saturated, alike
