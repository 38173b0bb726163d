"""The article's network as tutorials write it: float64, whole matrices, a new array for every result.

Every line says what its formula says, and that is its purpose; it is what `nn` is compared with. (Two of its slips are
kept as they are, since they cost the same either way: the biases' gradients sum over everything, and softmax does not
subtract the maximum.)
"""

import numpy as np

from nn.activations import Array


def initial_parameters(rng: np.random.Generator) -> tuple[Array, Array, Array, Array]:
    """W1 (10, 784), b1 (10, 1), W2 (10, 10), b2 (10, 1), uniform between -0.5 and 0.5."""
    W1, b1, W2, b2 = (rng.random(shape) - 0.5 for shape in ((10, 784), (10, 1), (10, 10), (10, 1)))
    return W1, b1, W2, b2


def relu(Z: Array) -> Array:
    return np.maximum(Z, 0)


def softmax(Z: Array) -> Array:
    return np.exp(Z) / sum(np.exp(Z))


def one_hot(labels: Array) -> Array:
    Y = np.zeros((labels.size, labels.max() + 1))
    Y[np.arange(labels.size), labels] = 1
    return Y.T


def forward(W1: Array, b1: Array, W2: Array, b2: Array, X: Array) -> tuple[Array, Array, Array, Array]:
    """X (784, m) -> Z1, A1, Z2, A2, each (10, m)."""
    Z1 = W1.dot(X) + b1
    A1 = relu(Z1)
    Z2 = W2.dot(A1) + b2
    A2 = softmax(Z2)
    return Z1, A1, Z2, A2


def backward(
    Z1: Array, A1: Array, A2: Array, W2: Array, X: Array, labels: Array
) -> tuple[Array, np.floating, Array, np.floating]:
    m = labels.size
    dZ2 = A2 - one_hot(labels)
    dW2 = 1 / m * dZ2.dot(A1.T)
    db2 = 1 / m * np.sum(dZ2)
    dZ1 = W2.T.dot(dZ2) * (Z1 > 0)
    dW1 = 1 / m * dZ1.dot(X.T)
    db1 = 1 / m * np.sum(dZ1)
    return dW1, db1, dW2, db2


class Textbook:
    """Full-batch gradient descent on X (784, m) float64, one iteration at a time."""

    def __init__(self, X: Array, labels: Array, rate: float = 0.1, seed: int = 0) -> None:
        self.X, self.labels, self.rate = X, labels, rate
        self.W1, self.b1, self.W2, self.b2 = initial_parameters(np.random.default_rng(seed))

    def iteration(self) -> None:
        """One update, without looking how good the network is."""
        Z1, A1, _, A2 = forward(self.W1, self.b1, self.W2, self.b2, self.X)
        dW1, db1, dW2, db2 = backward(Z1, A1, A2, self.W2, self.X, self.labels)
        self.W1 = self.W1 - self.rate * dW1
        self.b1 = self.b1 - self.rate * db1
        self.W2 = self.W2 - self.rate * dW2
        self.b2 = self.b2 - self.rate * db2
