"""Backward is the derivative of forward: for every layer, activation and kind of target; and a wrong one is caught."""

import numpy as np
import pytest

from nn.activations import ACTIVATIONS
from nn.gradcheck import TOLERANCE, finite_difference, gradcheck, relative_error, tellable
from nn.loss import cross_entropy_backward, one_hot
from nn.network import Network

M = 6


def problem(sizes, activation="relu", smoothing=0.0, seed=0):
    """A network with random parameters, and M examples for it."""
    rng = np.random.default_rng(seed)
    network = Network(sizes, activation, np.float64)
    network.theta[:] = rng.normal(0, 0.5, network.theta.size)
    X = rng.random((sizes[0], M))
    return network, X, one_hot(rng.integers(sizes[-1], size=M), sizes[-1], smoothing, np.float64)


def worst(network, X, Y, **options):
    checks = gradcheck(network, X, Y, np.random.default_rng(1), samples=30, **options)
    assert [c.block.name for c in checks] == [b.name for b in network.blocks]
    return max(c.relative_error for c in checks)


@pytest.mark.parametrize("smoothing", [0.0, 0.1], ids=["one-hot", "smoothed"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [(), (5,), (40,), (6, 5), (4, 4, 4, 4)], ids=str)  # 40: multiplied the other way
def test_every_layer_activation_and_target(hidden, activation, smoothing):
    assert worst(*problem((7, *hidden, 4), activation, smoothing)) < TOLERANCE


def test_targets_that_are_no_single_class():
    network, X, _ = problem((7, 5, 4))
    Y = np.random.default_rng(2).dirichlet(np.ones(4), size=M).T
    assert worst(network, X, Y) < TOLERANCE


def test_the_articles_network():
    assert worst(*problem((784, 10, 10))) < TOLERANCE


def test_it_leaves_the_network_as_it_was():
    network, X, Y = problem((7, 5, 4))
    theta, grad = network.theta.copy(), network.grad.copy()
    worst(network, X, Y)
    np.testing.assert_array_equal(network.theta, theta)
    np.testing.assert_array_equal(network.grad, grad)


def test_a_nudge_over_a_kink_is_no_disagreement():
    network, X, Y = problem((7, 5, 4))
    hidden = network.layers[0]
    hidden.b[0] = -(hidden.W[0] @ X[:, 0])  # neuron 0 sits exactly on its kink for the first example
    assert finite_difference(lambda: network.forward(X, Y), network.theta, 0) != pytest.approx(0)
    assert worst(network, X, Y) < TOLERANCE


def test_the_finite_difference_puts_the_parameter_back():
    theta = np.array([0.1, 0.2])
    assert finite_difference(lambda: float(theta[1] ** 2), theta, 1) == pytest.approx(0.4)
    assert theta.tolist() == [0.1, 0.2]


def test_the_relative_error_of_vanishing_gradients_is_not_rounding():
    assert relative_error(1.0, -1.0) == 1
    assert relative_error(0.0, 0.0) == 0
    assert relative_error(1e-10, -1e-10) < TOLERANCE


def test_the_larger_the_loss_the_less_its_differences_tell():
    assert tellable(0) == tellable(-10) == pytest.approx(1e-8) and tellable(190) == pytest.approx(1.9e-7)
    network, X, Y = problem((7, 40, 4), "gelu")
    network.theta *= 30
    assert network.forward(X, Y) / M > 100
    assert worst(network, X, Y) < TOLERANCE
    assert worst(network, X, Y, backward=wrong_sign) > 1e-2


# --- what must be caught: the mistakes that the articles, and everybody else, make


def backward(network, Y, m=None):
    Network.backward(network, Y, m)


def bias_gradients_summed_over_everything(network, Y):
    backward(network, Y)
    for layer in network.layers:
        layer.db[:] = layer.db.sum()  # as the article writes it


def wrong_sign(network, Y):
    dZ = cross_entropy_backward(network.A, Y, Y.shape[1], np.empty_like(network.A))
    backward(network, Y)
    network.layers[-1].db[:] = -dZ.sum(axis=1, keepdims=True)


def mean_forgotten(network, Y):
    backward(network, Y, m=1)


def mean_taken_twice(network, Y):
    backward(network, Y)
    network.layers[0].dW /= Y.shape[1]


def slope_forgotten(network, Y):
    backward(network, Y)
    hidden, above = network.layers[0], network.layers[1]
    dZ = above.W.T @ ((network.A - Y) / Y.shape[1])
    hidden.dW[:] = dZ @ hidden.A_prev.T


@pytest.mark.parametrize(
    "broken",
    [bias_gradients_summed_over_everything, wrong_sign, mean_forgotten, mean_taken_twice, slope_forgotten],
    ids=lambda f: f.__name__,
)
def test_a_broken_backward_fails(broken):
    network, X, Y = problem((7, 5, 4))
    assert worst(network, X, Y) < TOLERANCE
    assert worst(network, X, Y, backward=broken) > 1e-2


def test_one_wrong_block_is_named():
    network, X, Y = problem((7, 5, 4))
    checks = gradcheck(network, X, Y, np.random.default_rng(0), backward=wrong_sign)
    assert [c.block.name for c in checks if not c.passed] == ["b2"]
