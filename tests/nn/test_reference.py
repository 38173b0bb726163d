"""The engine against a second implementation that shares nothing with it: the equations, written out as they stand.

dZ2 = (A2 - Y) / m      dW2 = dZ2 A1'     db2 = row sums of dZ2
dZ1 = W2' dZ2 * g'(Z1)  dW1 = dZ1 X'      db1 = row sums of dZ1
"""

import numpy as np
import pytest

from nn.dataset import load_mnist
from nn.recipe import Recipe
from nn.training import new_network, train

STEPS = 12


def textbook(W1, b1, W2, b2, X, labels, rate):
    """Full-batch gradient descent, float64: yields loss and accuracy before, and the parameters after, each update."""
    m = X.shape[1]
    Y = np.zeros((10, m))
    Y[labels, np.arange(m)] = 1
    while True:
        Z1 = W1 @ X + b1
        A1 = np.where(Z1 > 0, Z1, 0)
        Z2 = W2 @ A1 + b2
        A2 = np.exp(Z2) / np.exp(Z2).sum(axis=0)
        loss = -np.log(A2[labels, np.arange(m)]).mean()
        accuracy = (A2.argmax(axis=0) == labels).mean()

        dZ2 = (A2 - Y) / m
        dW2, db2 = dZ2 @ A1.T, dZ2.sum(axis=1, keepdims=True)
        dZ1 = W2.T @ dZ2 * (Z1 > 0)
        dW1, db1 = dZ1 @ X.T, dZ1.sum(axis=1, keepdims=True)

        W1, b1, W2, b2 = W1 - rate * dW1, b1 - rate * db1, W2 - rate * dW2, b2 - rate * db2
        yield loss, accuracy, np.concatenate([p.ravel() for p in (W1, b1, W2, b2)])


def textbook_for(recipe, data):
    parameters = [p for layer in new_network(recipe).layers for p in (layer.W.astype(float), layer.b.astype(float))]
    X = data.train.pixels[data.train.index].T / 255
    return textbook(*parameters, X, data.train.labels, recipe.learning_rate)


@pytest.mark.parametrize("examples", [300, 2500], ids=["one chunk", "several chunks and a short one"])
@pytest.mark.parametrize("width", [10, 40])
def test_the_engine_equals_the_equations_step_by_step(width, examples):
    recipe = Recipe(hidden=(width,), iterations=STEPS, train_examples=examples, test_examples=0, initial="he")
    data, network = load_mnist().split(recipe), new_network(recipe)
    reference = textbook_for(recipe, data)
    for step in train(network, data, recipe, recipe.streams().training):
        loss, accuracy, theta = next(reference)
        assert step.train.loss == pytest.approx(loss, rel=1e-5)
        assert step.train.accuracy == pytest.approx(accuracy, abs=1e-9)
        np.testing.assert_allclose(network.theta, theta, atol=2e-6)


def test_the_articles_own_recipe_equals_the_equations():
    recipe = Recipe(iterations=3)
    data, network = load_mnist().split(recipe), new_network(recipe)
    reference = textbook_for(recipe, data)
    for step in train(network, data, recipe, recipe.streams().training):
        loss, accuracy, theta = next(reference)
        assert step.train.loss == pytest.approx(loss, rel=1e-5)
        assert step.train.accuracy == pytest.approx(accuracy, abs=2 / 41_000)  # a tie may fall either way in float32
        np.testing.assert_allclose(network.theta, theta, atol=1e-5)


def test_prediction_equals_the_equations_at_any_depth():
    recipe = Recipe(hidden=(30, 20, 10), initial="he", activation="tanh")
    network, X = new_network(recipe), np.random.default_rng(0).random((784, 5))
    A = X
    for layer in network.layers[:-1]:
        A = np.tanh(layer.W.astype(float) @ A + layer.b)
    Z = network.layers[-1].W.astype(float) @ A + network.layers[-1].b
    np.testing.assert_allclose(network.predict(X.astype(np.float32)), np.exp(Z) / np.exp(Z).sum(axis=0), atol=1e-5)
