"""What the machine can do at best, which no program can beat."""

import numpy as np

from bench.race import Work
from nn import Recipe, load_mnist


def one_reading_of_X(recipe: Recipe) -> Work:
    """Every pixel of the training set is read once, as float32, by all cores: a product of X with one vector."""
    digits = load_mnist().split(recipe, keep_floats=True).train
    assert digits.floats is not None
    X, v = digits.floats, np.ones(784, np.float32)
    out = np.empty(len(X), np.float32)
    return lambda: np.dot(X, v, out=out)


PEAK = 1024  # rows and columns of the matrices whose product counts as the peak


def largest_product() -> Work:
    """A product of two matrices of 1024 x 1024 float32: 2.1 billion operations, the best the matrix library can do."""
    A, B, C = (np.ones((PEAK, PEAK), np.float32) for _ in range(3))
    return lambda: np.matmul(A, B, out=C)
