"""The loss on the points of a plane, one after the other, on the same digits at every point.

Z1 = W1 X + b1 is by far the largest product, and on a plane W1 is W1 of the origin and so much of two directions. So it
is enough to multiply three times, once and for all; each point adds the three up and goes on from there. The loss is
the plain cross-entropy: what a recipe adds to it while it trains, such as L2, is not in it.

Next: survey.py.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from nn.activations import Array
from nn.dataset import Examples
from nn.landscape.plane import Plane
from nn.loss import cross_entropy, one_hot
from nn.network import Network

POINTS = 25  # along each side
SAMPLE = 1_000  # digits that each point is asked about


class Slope:
    """The loss anywhere on a plane, for networks of one shape and one set of digits."""

    def __init__(self, sizes: Sequence[int], activation: str, plane: Plane, examples: Examples) -> None:
        self.plane, self.network = plane, Network(sizes, activation)
        self._Y = one_hot(examples.labels)  # (10, m)
        self._A: Array = np.empty_like(self._Y)
        X = examples.X()  # (784, m)
        self._Z1 = [self._first_layer(theta, X) for theta in (plane.origin, plane.across, plane.up)]

    def _first_layer(self, theta: Array, X: Array) -> Array:
        """Z1 of these parameters, (n1, m)."""
        self.network.theta[:] = theta
        first = self.network.layers[0]
        Z: Array = first.W @ X + first.b
        return Z

    def loss(self, x: float, y: float) -> float:
        """The mean cross-entropy at a point, in nats."""
        network, (origin, across, up) = self.network, self._Z1
        network.theta[:] = self.plane.theta(x, y)
        Z = origin + np.float32(x) * across + np.float32(y) * up  # (n1, m)
        for below, layer in zip(network.layers, network.layers[1:], strict=False):
            assert below.activation is not None
            Z = layer.W @ below.activation.value(Z, np.empty_like(Z)) + layer.b  # (n, m)
        m: int = self._Y.shape[1]
        return cross_entropy(Z, self._Y, self._A) / m


def losses(slope: Slope, xs: Array, ys: Array) -> Iterator[float]:
    """The loss at each point of a grid, in nats: row by row, from the lowest y on."""
    for y in ys.tolist():
        for x in xs.tolist():
            with np.errstate(all="ignore"):
                loss = slope.loss(x, y)
            yield loss


def grid_around(points: Array, margin: float = 0.25, n: int = POINTS) -> tuple[Array, Array]:
    """Places (n,) across and up that hold all these points (k, 2), with some room around them."""
    low, high = points.min(axis=0), points.max(axis=0)
    room = margin * np.maximum(high - low, 0.05 * (high - low).max())
    (x0, y0), (x1, y1) = low - room, high + room
    return np.linspace(x0, x1, n), np.linspace(y0, y1, n)


def height_at(xs: Array, ys: Array, losses: Array, x: Array, y: Array) -> Array:
    """The surface's own height over points (k,), between its grid's points in proportion; NaN outside."""
    i = np.clip(np.searchsorted(xs, x) - 1, 0, len(xs) - 2)
    j = np.clip(np.searchsorted(ys, y) - 1, 0, len(ys) - 2)
    s, t = (x - xs[i]) / (xs[i + 1] - xs[i]), (y - ys[j]) / (ys[j + 1] - ys[j])
    low = (1 - s) * losses[j, i] + s * losses[j, i + 1]
    high = (1 - s) * losses[j + 1, i] + s * losses[j + 1, i + 1]
    outside = (x < xs[0]) | (x > xs[-1]) | (y < ys[0]) | (y > ys[-1])
    found: Array = np.where(outside, np.nan, (1 - t) * low + t * high)
    return found
