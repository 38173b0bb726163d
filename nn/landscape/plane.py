"""A plane in the space of all parameters: two directions of the thousands that there are, to be drawn on paper.

Two ways to lay it. Through a start and two ends: then all three lie in it, exactly. Or around one network along two
random directions, each scaled neuron by neuron to the network's own weights (filter normalisation: Li, Xu, Taylor,
Studer and Goldstein, 2018, "Visualizing the loss landscape of neural nets", arXiv:1712.09913): without that a network
with large weights would look flat, however it is. Most of what a training does happens outside any plane, so whoever
draws its path says how much of it lies within.

Next: surface.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.network import blocks


class PlaneError(ValueError):
    """There is no such plane; the message says why in one sentence."""


@dataclass(frozen=True, eq=False)
class Plane:
    """The points ``origin + x across + y up``; all three are (n_parameters,) float64.

    ``across`` and ``up`` are ``orthonormal`` where x and y are distances in the space of parameters.
    """

    origin: Array
    across: Array
    up: Array
    orthonormal: bool

    def theta(self, x: float, y: float) -> Array:
        """The parameters at a point, float64."""
        found: Array = self.origin + x * self.across + y * self.up
        return found

    def project(self, thetas: Sequence[Array]) -> Array:
        """Where the nearest points of the plane are, (k, 2): x and y of each."""
        basis = np.stack([self.across, self.up], axis=1)  # (n_parameters, 2)
        squares = basis.T @ basis  # (2, 2)
        away = np.stack([basis.T @ (theta - self.origin) for theta in thetas], axis=1)  # (2, k)
        found: Array = np.linalg.solve(squares, away).T
        return found

    def share_within(self, thetas: Sequence[Array]) -> float:
        """How much of the length of a path lies in the plane, 0..1: each step's shadow over the step itself."""
        length = shadow = 0.0
        for before, after in zip(thetas, thetas[1:], strict=False):
            step = after.astype(np.float64) - before
            length += float(np.linalg.norm(step))
            shadow += float(np.linalg.norm(self._within(step)))
        return shadow / length if length else 1.0

    def _within(self, step: Array) -> Array:
        (x, y) = self.project([self.origin + step])[0]
        found: Array = x * self.across + y * self.up
        return found


def through(start: Array, one: Array, two: Array) -> Plane:
    """The plane through three networks. The start is at (0, 0), and ``one`` is straight to the right of it.

    PlaneError if they lie on one line, or are no finite numbers.
    """
    origin = start.astype(np.float64)
    u, v = one - origin, two - origin
    if not (np.isfinite(u).all() and np.isfinite(v).all()):
        raise PlaneError("One of these networks has overflowed, so there is no plane through it: choose another.")
    right = float(np.linalg.norm(u))
    across = u / right if right else u
    rest = v - (v @ across) * across
    height = float(np.linalg.norm(rest))
    if not right or height < 1e-6 * max(right, float(np.linalg.norm(v))):
        raise PlaneError("These two ends lie on one line with the start, so there is no plane: choose two others.")
    return Plane(origin, across, rest / height, orthonormal=True)


def around(theta: Array, sizes: Sequence[int], rng: np.random.Generator) -> Plane:
    """The plane around a network along two random directions, each normalised to its filters."""
    if not np.isfinite(theta).all():
        raise PlaneError("This network has overflowed, so there is nothing around it: choose another.")
    origin = theta.astype(np.float64)
    across, up = (random_direction(origin, sizes, rng) for _ in range(2))
    if not (across.any() and up.any()):
        raise PlaneError("All weights of this network are zero, so no direction has a length: choose another.")
    return Plane(origin, across, up, orthonormal=False)


def random_direction(theta: Array, sizes: Sequence[int], rng: np.random.Generator) -> Array:
    """A random direction in which each neuron's weights are as long as in theta; biases stay, as in Li's own code."""
    direction: Array = np.zeros(theta.size)
    for block in blocks(sizes):
        if block.name.startswith("W"):
            W = theta[block.start : block.stop].reshape(block.shape)  # (n, n_in): a filter is a row
            d = rng.standard_normal(block.shape)
            d *= np.linalg.norm(W, axis=1, keepdims=True) / np.linalg.norm(d, axis=1, keepdims=True)
            direction[block.start : block.stop] = d.ravel()
    return direction
