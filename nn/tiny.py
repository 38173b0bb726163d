"""All of it on one page: a network with ten hidden neurons learns to read handwritten digits.

This is all of it; the rest makes it fast, safe and visible. It is the article's network, 784-10-10: ReLU, softmax,
cross-entropy, and all the digits at every update. Columns are examples, and the letters are those of every other file.
`.venv/bin/python -m nn.tiny` trains it, in a minute or less.

Next: activations.py, where the same begins again, one idea a file.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Four = tuple[Array, Array, Array, Array]  # W1 (10, 784), b1 (10, 1), W2 (10, 10), b2 (10, 1), or their gradients

DIGITS, RATE, ITERATIONS = 41_000, 0.10, 500


def digits(part: str, m: int) -> tuple[Array, Array]:
    """The first m of MNIST's "train" or "test" digits: pixels from 0 to 1, X (784, m), and what they are, (m,)."""
    with np.load(Path(__file__).parent / "data" / "mnist.npz") as mnist:
        images, labels = mnist[f"{part}_images"][:m], mnist[f"{part}_labels"][:m]
    return images.reshape(m, 784).T / np.float32(255), labels


def initial_values(rng: np.random.Generator) -> Four:
    """Chance: every number lies between -0.5 and 0.5."""
    W1, b1, W2, b2 = (rng.random(shape, np.float32) - 0.5 for shape in ((10, 784), (10, 1), (10, 10), (10, 1)))
    return W1, b1, W2, b2


def forward(parameters: Four, X: Array) -> tuple[Array, Array]:
    """What the hidden neurons pass on, A1 (10, m), and how probable each digit is, A2 (10, m)."""
    W1, b1, W2, b2 = parameters
    A1 = np.maximum(W1 @ X + b1, 0)  # ReLU
    Z2 = W2 @ A1 + b2
    A2 = np.exp(Z2 - Z2.max(axis=0))
    return A1, A2 / A2.sum(axis=0)  # softmax: each column sums to 1


def backward(parameters: Four, X: Array, Y: Array, A1: Array, A2: Array) -> Four:
    """The derivative of the mean loss by every parameter. Y (10, m) is 1 at the true digit, else 0."""
    _, _, W2, _ = parameters
    dZ2 = (A2 - Y) / Y.shape[1]
    dZ1 = W2.T @ dZ2 * (A1 > 0)  # only through neurons that fired
    return dZ1 @ X.T, dZ1.sum(axis=1, keepdims=True), dZ2 @ A1.T, dZ2.sum(axis=1, keepdims=True)


def train(parameters: Four, X: Array, labels: Array, rate: float, iterations: int) -> Iterator[tuple[float, float]]:
    """Forward, backward, update, again and again: yields loss and accuracy before each update of ``parameters``."""
    Y = np.eye(10, dtype=X.dtype)[:, labels]
    for _ in range(iterations):
        A1, A2 = forward(parameters, X)
        for parameter, gradient in zip(parameters, backward(parameters, X, Y, A1, A2), strict=True):
            parameter -= rate * gradient
        yield float(-np.log(A2[Y == 1]).mean()), float((A2.argmax(axis=0) == labels).mean())


def main() -> None:
    parameters = initial_values(np.random.default_rng(0))
    for i, (loss, accuracy) in enumerate(train(parameters, *digits("train", DIGITS), RATE, ITERATIONS), start=1):
        if i == 1 or i % 50 == 0:
            print(f"update {i:3}: {accuracy:.1%} right, loss {loss:.2f}")
    X, labels = digits("test", 10_000)
    print(f"of 10,000 digits that it has never seen: {(forward(parameters, X)[1].argmax(axis=0) == labels).mean():.1%}")


if __name__ == "__main__":
    main()
