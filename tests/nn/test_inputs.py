"""Standardised inputs: the run is the one on standardised pixels, and at every moment its network reads plain ones."""

from dataclasses import replace

import numpy as np
import pytest

from nn.dataset import Examples, load_mnist
from nn.inputs import INPUTS, MEAN, SPREAD
from nn.optimizers import OPTIMIZERS
from nn.recipe import Recipe
from nn.training import new_network, train

RECIPE = Recipe(hidden=(12,), initial="he", train_examples=200, test_examples=0, iterations=15, weight_decay=0.1)
LEARNING = RECIPE.but(inputs="standardised", learning_rate=0.01)


def standardised(data):
    """The same digits, served with mean 0 and spread 1."""
    plain = data.train
    rows = np.ascontiguousarray(((plain.X() - MEAN) / SPREAD).T, np.float32)
    return replace(data, train=Examples(plain.pixels, plain.all_labels, plain.index, rows))


def test_mean_and_spread_are_mnists():
    pixels = load_mnist().train_pixels
    counts = np.bincount(pixels.ravel(), minlength=256) / pixels.size
    mean = counts @ np.arange(256) / 255
    assert (mean, (counts @ (np.arange(256) / 255 - mean) ** 2) ** 0.5) == pytest.approx((MEAN, SPREAD), abs=1e-4)


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_it_is_the_run_on_standardised_pixels_at_every_step(optimizer):
    recipe = LEARNING.but(optimizer=optimizer)
    other = recipe.but(inputs="pixels")
    data, network, twin = load_mnist().split(recipe), new_network(recipe), new_network(other)
    X, there = data.train.X(), standardised(data)
    np.testing.assert_allclose(network.predict(X), twin.predict(there.train.X()), atol=1e-5)
    steps = train(network, data, recipe, recipe.streams().training)
    for step, expected in zip(steps, train(twin, there, other, other.streams().training), strict=True):
        assert step.train.loss == pytest.approx(expected.train.loss, rel=1e-3)
        np.testing.assert_allclose(network.predict(X), twin.predict(there.train.X()), atol=2e-3)


def test_there_and_back_is_no_step():
    network = new_network(LEARNING)
    network.grad[:] = 0
    before = network.theta.copy()
    with INPUTS["standardised"].instead_of_pixels(network.layers[0]):
        assert not np.allclose(network.theta, before)
    np.testing.assert_allclose(network.theta, before, atol=1e-6)


def test_its_gradient_is_the_derivative_by_the_parameters_that_the_optimizer_sees():
    network = new_network(LEARNING).copy(np.float64)
    first, rng = network.layers[0], np.random.default_rng(0)
    X, Y = rng.random((784, 5)), np.eye(10)[:, :5]
    network.forward(X, Y)
    network.backward(Y)

    def loss_after(nudge):
        twin = network.copy()
        with INPUTS["standardised"].instead_of_pixels(twin.layers[0]):
            twin.layers[0].W[3, 400] += nudge
        return twin.forward(X, Y) / 5

    slope = (loss_after(1e-5) - loss_after(-1e-5)) / 2e-5
    with INPUTS["standardised"].instead_of_pixels(first):
        assert first.dW[3, 400] == pytest.approx(slope, rel=1e-6) and abs(slope) > 1e-4


def test_it_learns_faster():
    data = load_mnist().split(RECIPE)
    losses = []
    for recipe in (RECIPE, RECIPE.but(inputs="standardised")):
        *_, last = train(new_network(recipe), data, recipe, recipe.streams().training)
        losses.append(last.train.loss)
    plain, quick = losses
    assert quick < 0.7 * plain
