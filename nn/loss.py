"""How wrong the network is: softmax turns scores into probabilities, cross-entropy turns them into one number.

The two belong together, because their derivative together is as simple as it gets: dZ = (A - Y) / m. This is the one
place where 1/m is applied; every gradient further back inherits it. L2, at the end, makes large weights count as wrong.

Next: network.py, which puts the layers and the loss together.
"""

from collections.abc import Sequence

import numpy as np

from nn.activations import Array
from nn.layers import Dense


def softmax(Z: Array) -> Array:
    """Scores (n, m) -> probabilities (n, m), column by column: A = e^Z / sum e^Z.

    The maximum of each column is subtracted first. It cancels in the fraction, and without it e^1000 overflows.
    """
    A: Array = np.exp(Z - Z.max(axis=0))  # (n, m) - (m,): one maximum a column
    A /= A.sum(axis=0)
    return A


def cross_entropy(Z: Array, Y: Array, A: Array) -> float:
    """The cross-entropy -sum(Y log softmax(Z)) of all m columns together, in nats; the probabilities go into A.

    Z, Y, A are (n, m); each column of Y sums to 1. With S = Z - max Z, the logarithm of the softmax is
    S - log(sum e^S), so no logarithm of 0 can occur however sure and wrong the network is.
    """
    np.subtract(Z, Z.max(axis=0), out=A)  # S, (n, m)
    toward_the_truth = np.vdot(A, Y)  # the sum of Y * S
    np.exp(A, out=A)
    total = A.sum(axis=0)  # (n, m) -> (m,)
    A /= total
    return float(np.log(total).sum() - toward_the_truth)


def cross_entropy_backward(A: Array, Y: Array, m: int, out: Array) -> Array:
    """dZ = (A - Y) / m, (n, m): the derivative of the mean loss over m examples by the scores."""
    np.subtract(A, Y, out=out)
    out *= 1 / m
    return out


def one_hot(labels: Array, classes: int = 10, smoothing: float = 0.0, dtype: type = np.float32) -> Array:
    """Labels (m,) -> Y (classes, m): 1 - smoothing on the true class, the rest shared equally by all classes.

    Label smoothing: Szegedy et al., 2016, arXiv:1512.00567, section 7. Zero gives the plain one-hot columns.
    """
    Y: Array = np.empty((classes, len(labels)), dtype)
    np.equal(labels, np.arange(classes, dtype=labels.dtype)[:, None], out=Y)  # row k is 1 where the label is k
    if smoothing:
        Y *= 1 - smoothing
        Y += smoothing / classes
    return Y


def l2_penalty(layers: Sequence[Dense], l2: float) -> float:
    """What L2 adds to the loss: l2/2 times the sum of all squared weights. Biases cost nothing."""
    return l2 / 2 * sum(float(np.vdot(layer.W, layer.W)) for layer in layers) if l2 else 0.0


def l2_backward(layers: Sequence[Dense], l2: float) -> None:
    """Its derivative, l2 W, added to the dW that backward has left: every step makes every weight a little smaller."""
    if l2:
        for layer in layers:
            layer.dW += l2 * layer.W
