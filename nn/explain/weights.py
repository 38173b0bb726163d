"""What a network's weights say: which digits excite a neuron, whether it ever fires, whom it talks to.

Only the first layer is asked about digits directly, because row i of W1 is a picture: its sum z = w x + b with a digit
x measures how much the digit looks like that picture. Everything here reads a network and changes nothing.
"""

from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.dataset import CHUNK, Examples
from nn.network import Network
from nn.recipe import CLASSES, PIXELS


@dataclass(frozen=True, eq=False)
class Neuron:
    """One neuron of the first layer and its answers to m digits.

    ``w`` (784,), ``bias``; ``z`` (m,) its sums and ``a`` (m,) what it passes on, float32. ``most`` and ``least`` are
    positions among the m digits, strongest z first and weakest z first. ``by_digit`` (10,) is the mean z of each true
    digit, NaN where there is none. ``outgoing`` (n2,) is its column of the next layer's W; None in the last layer,
    whose neurons are the ten classes.
    """

    number: int
    w: Array
    bias: float
    z: Array
    a: Array
    most: Array
    least: Array
    by_digit: Array
    outgoing: Array | None

    @property
    def fires(self) -> float:
        """The share of the digits, 0..1, that push its sum above zero."""
        return float((self.z > 0).mean())

    @property
    def dead(self) -> bool:
        """Whether no digit pushes its sum above zero: a ReLU neuron then neither says nor learns anything."""
        return self.fires == 0


def neuron(network: Network, i: int, examples: Examples, keep: int = 8) -> Neuron:
    """Neuron i (row i of W1) looked at with these digits, ``keep`` of them at either end.

    IndexError if the first layer has no neuron i.
    """
    if not 0 <= i < network.sizes[1]:
        raise IndexError(f"There is no neuron {i}: the first layer has neurons 0 to {network.sizes[1] - 1}.")
    layer = network.layers[0]
    w, bias = layer.W[i].copy(), layer.b[i, 0]
    z = sums(w, examples) + bias
    a = z if layer.activation is None else layer.activation.value(z, np.empty_like(z))
    order = np.argsort(z, kind="stable")
    keep = min(keep, len(z))
    return Neuron(
        number=i,
        w=w,
        bias=float(bias),
        z=z,
        a=a,
        most=order[::-1][:keep],
        least=order[:keep],
        by_digit=_mean_by_digit(z, examples.labels),
        outgoing=network.layers[1].W[:, i].copy() if len(network.layers) > 1 else None,
    )


def sums(w: Array, examples: Examples) -> Array:
    """w x for each of the digits: (784,) -> (m,) float32, a chunk at a time so that no large copy is made."""
    room = np.empty((min(CHUNK, len(examples)), PIXELS), np.float32)
    return np.concatenate([w @ examples.X(chunk, room) for chunk in examples.chunks()])


@dataclass(frozen=True, eq=False)
class Standing:
    """How the n neurons of the first layer compare: ``fires`` (n,), the share of the digits that push z above zero, and
    ``contributes`` (n,), the mean size of what a neuron passes on times the sizes of its weights to the next layer,
    added up. Without a next layer a neuron contributes what it passes on.
    """

    fires: Array
    contributes: Array


def standing(network: Network, examples: Examples) -> Standing:
    """All neurons of the first layer, asked about these digits in one pass."""
    layer, n = network.layers[0], network.sizes[1]
    fired, passed_on = np.zeros(n), np.zeros(n)
    for chunk in examples.chunks():
        Z = layer.W @ examples.X(chunk) + layer.b  # (n, m)
        A = Z if layer.activation is None else layer.activation.value(Z, np.empty_like(Z))
        fired += np.count_nonzero(Z > 0, axis=1)
        passed_on += np.abs(A).sum(axis=1)
    heard = np.abs(network.layers[1].W).sum(axis=0) if len(network.layers) > 1 else np.ones(n)
    return Standing(fired / len(examples), passed_on / len(examples) * heard)


def _mean_by_digit(z: Array, labels: Array) -> Array:
    counts = np.bincount(labels, minlength=CLASSES)
    totals = np.bincount(labels, z, minlength=CLASSES)
    mean: Array = np.divide(totals, counts, out=np.full(len(counts), np.nan), where=counts > 0)
    return mean


def clear_limit(W: Array, share: float = 0.999) -> float:
    """A scale's end for pictures of W: the absolute value that ``share`` of the weights do not pass.

    A few far-out weights would otherwise decide how pale all others are.
    """
    sizes = np.abs(W).ravel()
    place = min(len(sizes) - 1, int(share * len(sizes)))
    return float(np.partition(sizes, place)[place]) or 1.0


def condensed(W: Array, most: int = 256) -> tuple[Array, tuple[int, int]]:
    """A matrix for the eye, at most ``most`` x ``most``, and how many (rows, columns) of W one entry stands for.

    Each entry is the largest by absolute value of its block, with its sign: what is strong stays visible.
    """
    by_rows, by_columns = (-(-n // most) for n in W.shape)
    if by_rows == by_columns == 1:
        return W, (1, 1)
    rows = np.arange(0, W.shape[0], by_rows)
    columns = np.arange(0, W.shape[1], by_columns)
    high = np.maximum.reduceat(np.maximum.reduceat(W, rows, axis=0), columns, axis=1)
    low = np.minimum.reduceat(np.minimum.reduceat(W, rows, axis=0), columns, axis=1)
    return np.where(high >= -low, high, low), (by_rows, by_columns)


def strongest(values: Array, keep: int) -> Array:
    """Positions of the ``keep`` most positive and the ``keep`` most negative values, from high to low, none twice."""
    order = np.argsort(-values, kind="stable")
    return order if len(order) <= 2 * keep else np.concatenate([order[:keep], order[-keep:]])
