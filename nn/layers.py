"""One layer of neurons: Z = W A + b, A = g(Z), and its backward right under its forward.

Columns are examples: an input A of shape (n_in, m) holds m of them. Row i of W is what neuron i looks for, so for the
first layer on MNIST it is a picture of 28x28 weights. The layer does not own its parameters: W, b and their gradients
dW, db are views into the network's two long vectors (network.py), which is what makes optimizers a few lines long.
"""

import numpy as np

from nn.activations import Activation, Array
from nn.narrow import is_narrow, narrow_backward, narrow_forward


class Dense:
    """A fully connected layer of n neurons: W (n, n_in), b (n, 1), with gradients dW, db of the same shapes.

    ``activation`` None leaves A = Z: the last layer, whose softmax lives with the loss (loss.py).
    """

    def __init__(self, W: Array, b: Array, dW: Array, db: Array, activation: Activation | None) -> None:
        self.W, self.b, self.dW, self.db, self.activation = W, b, dW, db, activation
        self.release()

    def release(self) -> None:
        """Drop the working memory of forward and backward; the parameters stay."""
        self._columns = -1
        self.A_prev = self.Z = self.A = self._slope = self._dA_prev = np.empty((0, 0), self.W.dtype)
        self.dropped: Array | None = None

    def _make_room(self, m: int) -> None:
        """Allocate once for a batch of m columns, not once a step."""
        self._columns = m
        self.Z = np.empty((len(self.W), m), self.W.dtype)
        self.A = self.Z if self.activation is None else np.empty_like(self.Z)
        self._slope = np.empty_like(self.Z)

    # Forward -----------------------------------------------------------------------------------------------------

    def forward(self, A_prev: Array, keep: float = 1.0, rng: np.random.Generator | None = None) -> Array:
        """A = g(W A_prev + b), (n_in, m) -> (n, m), remembering what backward needs.

        ``keep`` below 1 is dropout (Srivastava et al., 2014): each neuron of each example is silenced with probability
        1 - keep and the others are scaled up by 1/keep, so that the next layer sees the same sum on average.
        """
        if A_prev.shape[1] != self._columns:
            self._make_room(A_prev.shape[1])
        self.A_prev = A_prev
        self._sum(A_prev, self.Z)
        if self.activation is not None:
            self.activation.value(self.Z, self.A)
        self.dropped = None
        if keep < 1.0 and rng is not None:
            self.dropped = (rng.random(self.A.shape, dtype=np.float32) < keep).astype(self.A.dtype) / keep
            self.A *= self.dropped
        return self.A

    def _sum(self, A_prev: Array, Z: Array) -> None:
        """Z = W A_prev + b, written into Z."""
        if is_narrow(self.W, A_prev):
            narrow_forward(self.W, A_prev, Z)
        else:
            np.matmul(self.W, A_prev, out=Z)
        Z += self.b

    def predict(self, A_prev: Array) -> Array:
        """The same map, remembering nothing: (n_in, m) -> (n, m), a new array."""
        Z = np.empty((len(self.W), A_prev.shape[1]), self.W.dtype)
        self._sum(A_prev, Z)
        return Z if self.activation is None else self.activation.value(Z, np.empty_like(Z))

    # Backward ----------------------------------------------------------------------------------------------------

    def backward_activation(self, dA: Array) -> Array:
        """dZ = dA * g'(Z), (n, m): written over dA. A dropped neuron passes nothing back."""
        assert self.activation is not None
        if self.dropped is not None:
            dA *= self.dropped
            self._slope = self.activation.slope(self.Z, self._undropped(), self._slope)
        else:
            self.activation.slope(self.Z, self.A, self._slope)
        dA *= self._slope
        return dA

    def _undropped(self) -> Array:
        """g(Z) before dropout changed it, for the slopes that are written in terms of A."""
        assert self.activation is not None
        return self.activation.value(self.Z, self.A)

    def backward(self, dZ: Array, need_dA_prev: bool = True) -> Array | None:
        """dW = dZ A_prev', db = row sums of dZ; gives dA_prev = W' dZ, (n_in, m), unless nobody needs it."""
        if is_narrow(self.W, self.A_prev):
            narrow_backward(dZ, self.A_prev, self.dW)
        else:
            np.matmul(dZ, self.A_prev.T, out=self.dW)
        np.sum(dZ, axis=1, keepdims=True, out=self.db)  # per neuron; one sum over everything would be wrong
        if not need_dA_prev:
            return None
        if self._dA_prev.shape != self.A_prev.shape:
            self._dA_prev = np.empty_like(self.A_prev, order="C")
        return np.matmul(self.W.T, dZ, out=self._dA_prev)
