"""One layer of neurons: Z = W A + b, A = g(Z), and its backward right under its forward.

Columns are examples: an input A of shape (n_in, m) holds m of them. Row i of W is what neuron i looks for, so for the
first layer on MNIST it is a picture of 28x28 weights. The layer does not own its parameters: W, b and their gradients
dW, db are views into the network's two long vectors (network.py), which is what makes optimizers a few lines long.

Next: loss.py, which says how wrong the last layer is.
"""

import numpy as np

from nn.activations import Activation, Array
from nn.narrow import product, product_transposed


class Dense:
    """A fully connected layer of n neurons: W (n, n_in), b (n, 1), with gradients dW, db of the same shapes.

    ``activation`` None leaves A = Z: the last layer, whose softmax lives with the loss (loss.py).
    """

    A_prev: Array  # (n_in, m), remembered by forward; so are the next three, (n, m) each
    Z: Array
    A: Array
    mask: Array | None  # what dropout multiplied A by

    def __init__(self, W: Array, b: Array, dW: Array, db: Array, activation: Activation | None) -> None:
        self.W, self.b, self.dW, self.db, self.activation = W, b, dW, db, activation
        self.release()

    # Forward -----------------------------------------------------------------------------------------------------

    def forward(self, A_prev: Array, dropout: float = 0.0, rng: np.random.Generator | None = None) -> Array:
        """A = g(W A_prev + b), (n_in, m) -> (n, m), remembering what backward needs. ``dropout`` needs ``rng``."""
        self._make_room(A_prev.shape[1])
        self.A_prev = A_prev
        self._sum(A_prev, self.Z)
        if self.activation is not None:
            self.activation.value(self.Z, self.A)
        self.mask = None
        if dropout and rng is not None:
            self._drop_out(dropout, rng)
        return self.A

    def _sum(self, A_prev: Array, Z: Array) -> None:
        """Z = W A_prev + b, written into Z."""
        product(self.W, A_prev, out=Z)  # (n, n_in) (n_in, m) -> (n, m)
        Z += self.b  # (n, 1), the same for every column

    def predict(self, A_prev: Array) -> Array:
        """The same map, remembering nothing: (n_in, m) -> (n, m), a new array."""
        Z = np.empty((len(self.W), A_prev.shape[1]), self.W.dtype)
        self._sum(A_prev, Z)
        return Z if self.activation is None else self.activation.value(Z, np.empty_like(Z))

    # Backward ----------------------------------------------------------------------------------------------------

    def backward_activation(self, dA: Array) -> Array:
        """dZ = dA * g'(Z), (n, m), written over dA."""
        assert self.activation is not None
        if self.mask is not None:
            self._undo_dropout(dA)
        dA *= self.activation.slope(self.Z, self.A, self._slope)  # number by number
        return dA

    def backward(self, dZ: Array) -> None:
        """The layer's own gradients: dW = dZ A_prev^T, db = row sums of dZ."""
        product_transposed(dZ, self.A_prev, out=self.dW)  # (n, m) (m, n_in) -> (n, n_in)
        np.sum(dZ, axis=1, keepdims=True, out=self.db)  # (n, m) -> (n, 1): one sum a neuron

    def backward_input(self, dZ: Array) -> Array:
        """How the loss moves with the inputs: dA_prev = W^T dZ. Pixels learn nothing: nobody asks the first layer."""
        return np.matmul(self.W.T, dZ, out=self._dA_prev)  # (n_in, n) (n, m) -> (n_in, m)

    # Dropout -----------------------------------------------------------------------------------------------------

    def _drop_out(self, dropout: float, rng: np.random.Generator) -> None:
        """Silence each neuron of each example with probability ``dropout`` (Srivastava et al., 2014).

        The others are scaled up by 1 / (1 - dropout), so that the next layer sees the same sum on average.
        """
        keep_probability = 1 - dropout
        kept = rng.random(self.A.shape, dtype=np.float32) < keep_probability
        self.mask = kept.astype(self.A.dtype) / keep_probability  # (n, m)
        self.A *= self.mask

    def _undo_dropout(self, dA: Array) -> None:
        """A silenced neuron passes nothing back. A becomes g(Z) again, which some slopes are written in terms of."""
        assert self.activation is not None
        dA *= self.mask
        self.activation.value(self.Z, self.A)

    # Memory ------------------------------------------------------------------------------------------------------

    def _make_room(self, m: int) -> None:
        """Allocate once for batches of m columns, not once a step."""
        n, n_in = self.W.shape
        if self.Z.shape == (n, m):
            return
        self.Z, self._slope = np.empty((n, m), self.W.dtype), np.empty((n, m), self.W.dtype)
        self.A = self.Z if self.activation is None else np.empty_like(self.Z)
        self._dA_prev = np.empty((n_in, m), self.W.dtype)

    def release(self) -> None:
        """Drop the working memory of forward and backward; the parameters stay."""
        self.A_prev = self.Z = self.A = self._slope = self._dA_prev = np.empty((0, 0), self.W.dtype)
        self.mask = None
