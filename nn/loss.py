"""How wrong the network is: softmax turns scores into probabilities, cross-entropy turns them into one number.

The two belong together, because their derivative together is as simple as it gets: dZ = (A - Y) / m. This is the one
place where 1/m is applied; every gradient further back inherits it.
"""

import numpy as np

from nn.activations import Array


def softmax(Z: Array) -> Array:
    """Scores (n, m) -> probabilities (n, m), column by column: A = e^Z / sum e^Z.

    The maximum of each column is subtracted first. It cancels in the fraction, and without it e^1000 overflows.
    """
    A: Array = np.exp(Z - Z.max(axis=0))
    A /= A.sum(axis=0)
    return A


def cross_entropy(Z: Array, Y: Array, A: Array) -> float:
    """The cross-entropy -sum(Y log softmax(Z)) of all m columns together, in nats; the probabilities go into A.

    Z, Y, A are (n, m); each column of Y sums to 1. With S = Z - max Z, the logarithm of the softmax is
    S - log(sum e^S), so no logarithm of 0 can occur however sure and wrong the network is.
    """
    np.subtract(Z, Z.max(axis=0), out=A)  # S
    toward_the_truth = np.vdot(A, Y)  # sum of Y * S
    np.exp(A, out=A)
    total = A.sum(axis=0)  # (m,)
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
