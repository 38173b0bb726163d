"""Where learning starts: what each initializer promises about the signal, and that the seed decides it."""

import numpy as np
import pytest

from nn.initializers import INITIALIZERS, initialize
from nn.network import Network
from nn.recipe import Recipe
from nn.training import new_network


def filled(name, sizes=(784, 256, 10), seed=0):
    network = Network(sizes)
    initialize(network, name, np.random.default_rng(seed))
    return network


@pytest.mark.parametrize(
    ("name", "variance"), [("lecun", 1 / 784), ("xavier", 2 / (784 + 256)), ("he", 2 / 784), ("blog", 1 / 12)]
)
def test_the_variance_that_each_promises(name, variance):
    assert filled(name).layers[0].W.var() == pytest.approx(variance, rel=0.02)


def test_the_blogs_values_lie_within_a_half_biases_too():
    layer = filled("blog").layers[0]
    for values in (layer.W, layer.b):
        assert -0.5 <= values.min() < -0.4 and 0.4 < values.max() <= 0.5


@pytest.mark.parametrize("name", ["lecun", "xavier", "he"])
def test_the_others_start_with_biases_of_zero(name):
    assert not filled(name).layers[0].b.any()


def test_zeros_leave_every_neuron_alike():
    network = filled("zeros")
    assert not network.theta.any()
    np.testing.assert_allclose(network.predict(np.ones((784, 1), np.float32)), 0.1, rtol=1e-6)


def test_he_keeps_the_size_of_the_signal_through_many_relus():
    network = Network((784, *[256] * 8, 10))
    X = np.random.default_rng(1).random((784, 50), dtype=np.float32)
    sizes = {}
    for name in ("he", "blog"):
        initialize(network, name, np.random.default_rng(0))
        A = X
        for layer in network.layers[:-1]:
            A = layer.predict(A)
        sizes[name] = np.sqrt((A**2).mean() / (X**2).mean())
    assert 0.3 < sizes["he"] < 3
    assert sizes["blog"] > 1e3  # explodes


@pytest.mark.parametrize("name", INITIALIZERS)
def test_the_seed_decides(name):
    np.testing.assert_array_equal(filled(name, seed=3).theta, filled(name, seed=3).theta)
    assert name == "zeros" or (filled(name, seed=3).theta != filled(name, seed=4).theta).any()


def test_a_recipe_fills_its_network():
    recipe = Recipe(hidden=(20,), initial="he", seed=5)
    np.testing.assert_array_equal(new_network(recipe).theta, new_network(recipe).theta)
    assert (new_network(recipe).theta != new_network(recipe.but(seed=6)).theta).any()
