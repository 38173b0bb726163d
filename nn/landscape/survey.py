"""A survey of the land around some runs: the plane, its grid, the shadows of their paths on it, and the loss.

A run's path is what its parameters were, moment by moment. On the plane lies only its shadow; how much of the path's
length that is, is part of what is found.

Next: finder.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.dataset import Examples
from nn.landscape.plane import Plane, PlaneError, around, through
from nn.landscape.surface import SAMPLE, Slope, grid_around, losses
from nn.network import blocks

MOST_PARAMETERS = 2_000_000  # of a network: a plane holds three vectors as long, in double precision
MOST_MOMENTS = 60  # of a path that is drawn
FAR = 1.0  # of the grid around one network, in lengths of its filters


@dataclass(frozen=True, eq=False)
class Walk:
    """One run: its name, and its parameters at moments in order, the first and the newest among them."""

    name: str
    thetas: tuple[Array, ...]


@dataclass(frozen=True, eq=False)
class Shadow:
    """A walk on the plane: ``points`` (k, 2), and which ``share`` of the walk's length lies in the plane."""

    name: str
    points: Array
    share: float


@dataclass(frozen=True, eq=False)
class Survey:
    """Places (n,) across and up, and the shadows of all walks.

    ``costs`` are the losses of the networks that lie in the plane: ``between``, those of the start and of the ends of
    the first two walks; else of the end of the only one, in the middle.
    """

    xs: Array
    ys: Array
    shadows: tuple[Shadow, ...]
    between: bool
    costs: tuple[float, ...]


def survey_between(
    walks: Sequence[Walk], sizes: Sequence[int], activation: str, examples: Examples
) -> tuple[Survey, Iterator[float]]:
    """The plane through the start of the first walk and the ends of the first two, and the losses on its grid.

    PlaneError if there is no such plane.
    """
    _check(sizes)
    one, two = walks[:2]
    plane = through(one.thetas[0], one.thetas[-1], two.thetas[-1])
    shadows = _shadows(plane, walks)
    xs, ys = grid_around(np.concatenate([shadow.points for shadow in shadows[:2]]))
    slope = _slope(sizes, activation, plane, examples)
    costs = [slope.loss(x, y) for x, y in ((0.0, 0.0), *(shadow.points[-1] for shadow in shadows[:2]))]
    return Survey(xs, ys, shadows, True, tuple(costs)), losses(slope, xs, ys)


def survey_around(
    walk: Walk, sizes: Sequence[int], activation: str, examples: Examples, rng: np.random.Generator
) -> tuple[Survey, Iterator[float]]:
    """The same around the end of a walk, along two random directions."""
    _check(sizes)
    plane = around(walk.thetas[-1], sizes, rng)
    ends = np.array([[-FAR, -FAR], [FAR, FAR]])
    xs, ys = grid_around(ends, margin=0.0)
    slope = _slope(sizes, activation, plane, examples)
    return Survey(xs, ys, _shadows(plane, [walk]), False, (slope.loss(0, 0),)), losses(slope, xs, ys)


def _check(sizes: Sequence[int]) -> None:
    if (parameters := blocks(sizes)[-1].stop) > MOST_PARAMETERS:
        raise PlaneError(
            f"This network has {parameters:,} parameters, and surfaces are computed up to {MOST_PARAMETERS:,}: "
            "choose a smaller one."
        )


def _slope(sizes: Sequence[int], activation: str, plane: Plane, examples: Examples) -> Slope:
    return Slope(sizes, activation, plane, examples.only(slice(0, SAMPLE)))


def _shadows(plane: Plane, walks: Sequence[Walk]) -> tuple[Shadow, ...]:
    found = []
    for walk in walks:
        thetas = [theta for theta in walk.thetas if np.isfinite(theta).all()] or [plane.origin]
        which = np.linspace(0, len(thetas) - 1, min(len(thetas), MOST_MOMENTS)).round().astype(int)
        thetas = [thetas[i] for i in which]
        found.append(Shadow(walk.name, plane.project(thetas), plane.share_within(thetas)))
    return tuple(found)
