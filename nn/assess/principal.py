"""The directions in which points differ most: principal components (Pearson, 1901), found with NumPy alone.

Take the mean away, see how the numbers vary together, and ask which direction has the largest variance. A block of
directions is multiplied by the covariance again and again and made perpendicular each time; what is not among the
largest dies out. Of 784 directions two are wanted, so this takes a tenth of the time of finding all of them.

Next: atlas.py, which lays the digits out by the first two.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.activations import Array
from nn.cores import spread

SPARE = 12  # directions more than are wanted: the more, the sooner those that are wanted stand still
MOST = 1_000  # multiplications
STILL = 1e-12  # of the largest variance: a direction that errs by less stands still
ROWS = 1_500  # points worked on at a time


@dataclass(frozen=True, eq=False)
class Components:
    """``mean`` (n,); ``directions`` (k, n), perpendicular and of length 1, the largest variance first; ``variances``
    (k,) along them, and the ``total`` variance in all n directions.

    Each direction points where its largest number is positive, because either way round is as right.
    """

    mean: NDArray[np.float64]
    directions: NDArray[np.float64]
    variances: NDArray[np.float64]
    total: float

    @property
    def explained(self) -> float:
        """The share of the variance that these directions hold, 0..1; NaN where nothing varies."""
        return float(self.variances.sum() / self.total) if self.total > 0 else float("nan")

    def places(self, points: Array) -> Array:
        """(m, n) -> (m, k): how far each point lies from the mean along each direction."""
        kind = points.dtype
        return np.concatenate(
            [
                np.empty((0, len(self.directions)), kind),
                *spread(lambda rows: (rows - self.mean.astype(kind)) @ self.directions.T.astype(kind), _pieces(points)),
            ]
        )


def components(points: Array, wanted: int = 2) -> Components:
    """The first ``wanted`` components of m points (m, n), fewer where there are fewer dimensions.

    Variances divide by m - 1. ValueError for fewer than two points, or for numbers that are not finite.
    """
    m, n = points.shape
    if m < 2:
        raise ValueError(f"two points at least make a direction, this is {m}")
    mean = points.mean(axis=0, dtype=np.float64)
    covariance = _covariance(points, mean)
    if not np.isfinite(covariance).all():
        raise ValueError("the points hold numbers that are not finite")
    variances, directions = _largest(covariance, min(wanted, n))
    turned = directions * np.sign(directions[np.arange(len(directions)), np.abs(directions).argmax(axis=1)])[:, None]
    return Components(mean, turned, variances, float(np.trace(covariance)))


def _pieces(points: Array) -> list[Array]:
    return [points[start : start + ROWS] for start in range(0, len(points), ROWS)]


def _covariance(points: Array, mean: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n, n), each piece multiplied in the points' own precision and summed in double."""
    middle = mean.astype(points.dtype)

    def of(piece: Array) -> Array:
        apart = piece - middle
        product: Array = apart.T @ apart
        return product

    total = np.zeros((points.shape[1], points.shape[1]))
    pieces = _pieces(points)
    for first in range(0, len(pieces), 4):  # a few at a time: each product of a wide layer is 30 MB
        for product in spread(of, pieces[first : first + 4]):
            total += product
    return total / (len(points) - 1)


def _largest(covariance: NDArray[np.float64], k: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The k largest variances (k,) and their directions (k, n), by multiplying a block of directions over and over."""
    n = len(covariance)
    block = np.linalg.qr(np.random.default_rng(0).standard_normal((n, min(n, k + SPARE))))[0]
    for _ in range(MOST):
        moved = covariance @ block
        inside, turn = np.linalg.eigh(block.T @ moved)  # within the block all is known exactly; the smallest first
        values, found, its_move = inside[::-1][:k], (block @ turn)[:, ::-1][:, :k], (moved @ turn)[:, ::-1][:, :k]
        if np.abs(its_move - found * values).max(initial=0) <= STILL * max(abs(float(values[0])), 1e-300):
            break
        block = np.linalg.qr(moved)[0]
    return np.maximum(values, 0), found.T
