"""The same work, done by this program and by its peers. Each function prepares it and gives the work to be timed.

This program does more in each step than it is compared with: it also counts the right answers, scores the held-out
digits where there are any, and watches for divergence. The peers get the pixels as floats, ready made, and a loop as
their own tutorials write it, without anything that is not needed to learn.
"""

from collections.abc import Callable
from importlib.util import find_spec
from itertools import pairwise
from typing import Any

import numpy as np

from bench.textbook import Textbook
from nn import Recipe, load_mnist, new_network, train
from nn.cores import one_thread_per_product

Work = Callable[[], Any]
BLOG = Recipe(iterations=1_000_000)  # the article's network, for as long as anybody asks


def installed(module: str) -> bool:
    return find_spec(module) is not None


# This program --------------------------------------------------------------------------------------------------------


def ours(recipe: Recipe, updates: int) -> Work:
    """So many updates by nn.train, on the cores as `python -m nn train` uses them."""
    one_thread_per_product()
    data = load_mnist().split(recipe)
    steps = train(new_network(recipe), data, recipe, recipe.streams().training)

    def work() -> None:
        for _ in range(updates):
            next(steps)

    return work


# Peers ---------------------------------------------------------------------------------------------------------------


def textbook(recipe: Recipe) -> Work:
    """One iteration of the tutorials' code on the same digits."""
    digits = load_mnist().split(recipe, keep_floats=False).train
    return Textbook(np.ascontiguousarray(digits.X(), np.float64), digits.labels, recipe.learning_rate).iteration


def pytorch(recipe: Recipe, updates: int) -> Work:
    """So many updates by PyTorch: Linear and ReLU, cross-entropy, its own optimizer, all cores."""
    import torch

    digits = load_mnist().split(recipe, keep_floats=False).train
    X, labels = torch.tensor(digits.X().T), torch.tensor(digits.labels.astype(np.int64))
    layers: list[Any] = []
    for n_in, n in pairwise(recipe.sizes):
        layers += [torch.nn.Linear(n_in, n), torch.nn.ReLU()]
    network = torch.nn.Sequential(*layers[:-1])
    optimizer = (
        torch.optim.Adam(network.parameters(), recipe.learning_rate, betas=(recipe.momentum, recipe.decay))
        if recipe.optimizer == "adam"
        else torch.optim.SGD(
            network.parameters(),
            recipe.learning_rate,
            momentum=recipe.momentum if recipe.optimizer == "momentum" else 0,
        )
    )

    def update(X: Any, labels: Any) -> None:
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(network(X), labels).backward()
        optimizer.step()

    def work() -> None:
        if recipe.batch_size is None:
            for _ in range(updates):
                update(X, labels)
            return
        for chosen in torch.randperm(len(labels)).split(recipe.batch_size)[:updates]:
            update(X[chosen], labels[chosen])

    return work


def scikit_learn(recipe: Recipe) -> Work:
    """One epoch by scikit-learn's MLPClassifier with Adam, without its default weight decay."""
    from sklearn.neural_network import MLPClassifier

    digits = load_mnist().split(recipe, keep_floats=False).train
    X, labels = np.ascontiguousarray(digits.X().T), digits.labels
    classifier = MLPClassifier(
        recipe.hidden, solver="adam", alpha=0, batch_size=recipe.batch_size, learning_rate_init=recipe.learning_rate
    )
    classes = np.arange(10)
    return lambda: classifier.partial_fit(X, labels, classes=classes)


# What the machine can do ---------------------------------------------------------------------------------------------


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
