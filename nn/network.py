"""The network: layers over ONE parameter vector.

``theta`` holds every W and b, one after the other; the layers' arrays are views into it, and their gradients are views
into ``grad``. So an optimizer is a few lines on two vectors, a snapshot is ``theta.copy()``, and the gradient check is
one loop. ``forward`` and ``backward`` are for the training loop; everybody else asks ``predict``, which records
nothing.

Next: initializers.py, which fills theta with the values that learning starts from.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from nn.activations import ACTIVATIONS, Array
from nn.layers import Dense
from nn.loss import cross_entropy, cross_entropy_backward, softmax


@dataclass(frozen=True)
class Block:
    """Where one parameter array lives in theta: ``theta[start:stop].reshape(shape)`` is, say, W1."""

    name: str
    shape: tuple[int, int]
    start: int
    stop: int


def blocks(sizes: Sequence[int]) -> tuple[Block, ...]:
    """The layout of theta for layers of these sizes: W1, b1, W2, b2, ..."""
    found: list[Block] = []
    start = 0
    for layer, (n_in, n) in enumerate(pairwise(sizes), start=1):
        for name, shape in ((f"W{layer}", (n, n_in)), (f"b{layer}", (n, 1))):
            stop = start + shape[0] * shape[1]
            found.append(Block(name, shape, start, stop))
            start = stop
    return tuple(found)


class Network:
    """Dense layers of the given sizes, for example (784, 10, 10); softmax at the end. All parameters start at zero."""

    remembers = ("theta",)

    def __init__(
        self, sizes: Sequence[int], activation: str = "relu", dtype: type = np.float32, theta: Array | None = None
    ) -> None:
        self.sizes = tuple(int(n) for n in sizes)
        self.activation = activation
        self.blocks = blocks(self.sizes)
        self.theta: Array = np.zeros(self.blocks[-1].stop, dtype) if theta is None else theta
        # Not zeros_like: that writes its zeros, these take no memory until somebody trains.
        self.grad: Array = np.zeros(self.theta.size, self.theta.dtype)
        views = [
            (self.theta[b.start : b.stop].reshape(b.shape), self.grad[b.start : b.stop].reshape(b.shape))
            for b in self.blocks
        ]
        last = len(self.sizes) - 2
        self.layers = [
            Dense(W, b, dW, db, None if i == last else ACTIVATIONS[activation])
            for i, ((W, dW), (b, db)) in enumerate(zip(views[::2], views[1::2], strict=True))
        ]
        self.A: Array = np.empty((0, 0), self.theta.dtype)  # the probabilities of the last forward, (10, m)
        self._dZ: Array = self.A

    def forward(self, X: Array, Y: Array, dropout: float = 0.0, rng: np.random.Generator | None = None) -> float:
        """Probabilities into ``self.A``; gives the loss of X (784, m) against Y (10, m), summed over the m columns."""
        self._make_room(X.shape[1])
        *hidden, last = self.layers
        A = X  # (784, m)
        for layer in hidden:
            A = layer.forward(A, dropout, rng)  # (n_in, m) -> (n, m)
        Z = last.forward(A)  # (10, m): the scores
        return cross_entropy(Z, Y, self.A)

    def backward(self, Y: Array, m: int | None = None) -> None:
        """Fill ``grad`` with the derivative of the loss by ``theta``, for the columns that forward saw.

        ``m`` is what the mean is taken over: the columns themselves, or the whole batch that they are a part of.
        """
        dZ = cross_entropy_backward(self.A, Y, m or Y.shape[1], self._dZ)  # (10, m)
        self.layers[-1].backward(dZ)
        for below, above in self.pairs_from_the_end():
            dA = above.backward_input(dZ)  # (n_above, m) -> (n, m)
            dZ = below.backward_activation(dA)  # (n, m)
            below.backward(dZ)

    def pairs_from_the_end(self) -> Iterator[tuple[Dense, Dense]]:
        """Neighbouring layers, (below, above), the last two first: the order in which derivatives travel."""
        return reversed(list(pairwise(self.layers)))

    def predict(self, X: Array) -> Array:
        """Probabilities (10, m) for X (784, m). Reads the parameters, changes nothing, remembers nothing."""
        A = X
        for layer in self.layers:
            A = layer.predict(A)
        return softmax(A)

    def copy(self, dtype: type | None = None) -> "Network":
        """A network of its own with the same parameters."""
        twin = Network(self.sizes, self.activation, dtype or self.theta.dtype.type)
        twin.theta[:] = self.theta
        return twin

    def with_parameters(self, theta: Array) -> "Network":
        """A network of this shape with other parameters (copied), say from a snapshot."""
        twin = Network(self.sizes, self.activation, self.theta.dtype.type)
        twin.theta[:] = theta
        return twin

    def sharing_parameters(self) -> "Network":
        """A network on this very theta, with gradients and working memory of its own: for another thread."""
        return Network(self.sizes, self.activation, self.theta.dtype.type, self.theta)

    def _make_room(self, m: int) -> None:
        """Allocate once for batches of m columns, not once a step."""
        if self.A.shape != (self.sizes[-1], m):
            self.A = np.empty((self.sizes[-1], m), self.theta.dtype)
            self._dZ = np.empty_like(self.A)

    def release(self) -> None:
        """Drop the working memory of forward and backward; the parameters stay."""
        self.A = self._dZ = np.empty((0, 0), self.theta.dtype)
        for layer in self.layers:
            layer.release()
