"""What the pictures of a set come to, pixel by pixel: how many of each class, their mean and spread, what is never lit.

All of it is one pass over the bytes, a chunk at a time on all cores, so 60,000 digits take no more room than a few.
Sums are exact: 60,000 times 255 squared is far below what a double counts without rounding. Next: making.py, which
finds the traces of how MNIST's digits were made.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from nn.activations import Array
from nn.cores import spread
from nn.dataset import Examples

LEVELS = 256  # of grey, as a picture is kept


@dataclass(frozen=True, eq=False)
class Pixels:
    """Of k classes and 784 pixels: ``counts`` (k,) pictures, ``sums`` and ``squares`` (k, 784) of their ink in 0..1,
    ``lit`` (784,) in how many pictures a pixel has any ink, ``levels`` (256,) how many pixels have each level of grey.
    """

    counts: NDArray[np.int64]
    sums: NDArray[np.float64]
    squares: NDArray[np.float64]
    lit: NDArray[np.int64]
    levels: NDArray[np.int64]

    @property
    def pictures(self) -> int:
        return int(self.counts.sum())

    @cached_property
    def mean(self) -> Array:
        """(k, 784) the mean picture of each class; zero for a class without pictures."""
        mean: Array = self.sums / np.maximum(self.counts, 1)[:, None]
        return mean

    @cached_property
    def spread(self) -> Array:
        """(k, 784) the standard deviation of each pixel among the pictures of a class."""
        second = self.squares / np.maximum(self.counts, 1)[:, None]
        deviation: Array = np.sqrt(np.maximum(second - self.mean**2, 0))
        return deviation

    @property
    def never_lit(self) -> Array:
        """(784,) True where no picture has any ink: what learns from these pixels learns nothing of them."""
        dark: Array = self.lit == 0
        return dark

    @property
    def overall(self) -> tuple[float, float]:
        """Mean and standard deviation of all pixels together, ink in 0..1; NaN for no pictures at all."""
        n = self.pictures * self.lit.size
        if not n:
            return float("nan"), float("nan")
        mean = float(self.sums.sum()) / n
        return mean, float(np.sqrt(max(0.0, float(self.squares.sum()) / n - mean**2)))

    @property
    def paper(self) -> float:
        """The share of all pixels that have no ink at all; NaN for no pictures."""
        return float(self.levels[0] / self.levels.sum()) if self.levels.sum() else float("nan")


def pixels_of(examples: Examples, classes: int) -> Pixels:
    """Look at every pixel of these pictures, whose labels are 0 to ``classes`` - 1."""
    wide = examples.pixels.shape[1]

    def look(chunk: slice) -> Pixels:
        rows = examples.pixels[examples.index[chunk]]  # (m, 784) uint8
        one_hot = (examples.labels[chunk] == np.arange(classes)[:, None]).astype(np.float32)  # (k, m)
        ink = rows.astype(np.float32)
        return Pixels(
            one_hot.sum(axis=1).astype(np.int64),
            (one_hot @ ink).astype(np.float64),  # whole numbers, and below 2^24 in a chunk: exact
            one_hot.astype(np.float64) @ np.square(ink, dtype=np.float64),
            np.count_nonzero(rows, axis=0),
            np.bincount(rows.ravel(), minlength=LEVELS),
        )

    zero = (np.zeros(classes, np.int64), np.zeros((classes, wide)), np.zeros((classes, wide)))
    none = Pixels(*zero, np.zeros(wide, np.int64), np.zeros(LEVELS, np.int64))
    parts = [none, *spread(look, examples.chunks())]
    return Pixels(
        np.sum([part.counts for part in parts], axis=0),
        np.sum([part.sums for part in parts], axis=0) / 255,
        np.sum([part.squares for part in parts], axis=0) / 255**2,
        np.sum([part.lit for part in parts], axis=0),
        np.sum([part.levels for part in parts], axis=0),
    )
