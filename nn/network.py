"""The network: layers over ONE parameter vector.

``theta`` holds every W and b, one after the other; the layers' arrays are views into it, and their gradients are views
into ``grad``. So an optimizer is a few lines on two vectors, a snapshot is ``theta.copy()``, and the gradient check is
one loop. ``forward`` and ``backward`` are for the training loop; everybody else asks ``predict``, which records
nothing.
"""

from collections.abc import Sequence
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
        self.A: Array = np.empty((0, 0), dtype)  # the probabilities of the last forward, (10, m)
        self._dZ: Array = self.A

    def forward(self, X: Array, Y: Array, keep: float = 1.0, rng: np.random.Generator | None = None) -> float:
        """Probabilities into ``self.A``; gives the loss of X (784, m) against Y (10, m), summed over the m columns."""
        A = X
        for layer in self.layers[:-1]:
            A = layer.forward(A, keep, rng)
        Z = self.layers[-1].forward(A)
        if self.A.shape != Z.shape:
            self.A, self._dZ = np.empty_like(Z), np.empty_like(Z)
        return cross_entropy(Z, Y, self.A)

    def backward(self, Y: Array, m: int | None = None) -> None:
        """Fill ``grad`` with the derivative of the loss by ``theta``, for the columns that forward saw.

        ``m`` is what the mean is taken over: the columns themselves, or the whole batch that they are a part of.
        """
        dZ = cross_entropy_backward(self.A, Y, m or Y.shape[1], self._dZ)
        for above, below in zip(self.layers[:0:-1], self.layers[-2::-1], strict=True):
            dA = above.backward(dZ)
            assert dA is not None
            dZ = below.backward_activation(dA)
        self.layers[0].backward(dZ, need_dA_prev=False)

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

    def release(self) -> None:
        """Drop the working memory of forward and backward; the parameters stay."""
        self.A = self._dZ = np.empty((0, 0), self.theta.dtype)
        for layer in self.layers:
            layer.release()
