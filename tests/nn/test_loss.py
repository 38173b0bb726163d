"""Softmax and cross-entropy, at the places where the textbook formulas break down."""

import numpy as np
import pytest

from nn.gradcheck import finite_difference
from nn.loss import cross_entropy, cross_entropy_backward, l2_backward, l2_penalty, one_hot, softmax
from nn.network import Network


def loss_of(Z, Y):
    A = np.empty_like(Z)
    return cross_entropy(Z, Y, A), A


def test_softmax_works_column_by_column():
    A = softmax(np.array([[1.0, 2.0], [1.0, 4.0]]))
    np.testing.assert_allclose(A.sum(axis=0), 1)
    np.testing.assert_allclose(A[:, 0], [0.5, 0.5])
    np.testing.assert_allclose(A[:, 1], [1 / (1 + np.e**2), np.e**2 / (1 + np.e**2)])


def test_softmax_of_large_scores_does_not_overflow():
    np.testing.assert_allclose(softmax(np.array([[1000.0], [999.0]])), softmax(np.array([[1.0], [0.0]])))


def test_the_loss_of_a_right_answer_of_80_percent_is_0_223():
    Z = np.log([[0.8], [0.1], [0.1]])
    loss, A = loss_of(Z, one_hot(np.array([0]), classes=3, dtype=np.float64))
    assert loss == pytest.approx(0.223, abs=5e-4)  # the natural logarithm; base 10 would give 0.097
    np.testing.assert_allclose(A, np.exp(Z))


def test_the_loss_is_the_sum_over_the_columns():
    rng = np.random.default_rng(0)
    Z, Y = rng.normal(size=(10, 7)), one_hot(rng.integers(10, size=7), dtype=np.float64)
    loss, A = loss_of(Z, Y)
    assert loss == pytest.approx(-(Y * np.log(softmax(Z))).sum())
    np.testing.assert_allclose(A, softmax(Z))


def test_sure_and_wrong_costs_much_but_not_infinity():
    loss, _ = loss_of(np.array([[1000.0], [0.0]]), np.array([[0.0], [1.0]]))
    assert loss == pytest.approx(1000)


def test_backward_is_the_difference_and_holds_the_only_1_over_m():
    A, Y = np.array([[0.7, 0.2], [0.3, 0.8]]), np.array([[1.0, 0.0], [0.0, 1.0]])
    np.testing.assert_allclose(cross_entropy_backward(A, Y, 4, np.empty_like(A)), (A - Y) / 4)


def test_one_hot_and_its_smoothing():
    np.testing.assert_array_equal(one_hot(np.array([2, 0]), classes=3), [[0, 1], [0, 0], [1, 0]])
    smooth = one_hot(np.array([2]), classes=4, smoothing=0.2, dtype=np.float64)
    np.testing.assert_allclose(smooth[:, 0], [0.05, 0.05, 0.85, 0.05])
    assert one_hot(np.array([1, 2])).dtype == np.float32


def test_l2_backward_is_the_derivative_of_its_penalty_and_is_added_to_what_is_there():
    network = Network((6, 5, 4), dtype=np.float64)
    network.theta[:] = np.random.default_rng(0).normal(size=network.theta.size)
    network.grad[:] = 2.0
    l2_backward(network.layers, 0.3)
    slopes = [finite_difference(lambda: l2_penalty(network.layers, 0.3), network.theta, i) for i in range(59)]
    np.testing.assert_allclose(network.grad - 2.0, slopes, atol=1e-8)
    assert not any(slope for block in network.blocks[1::2] for slope in slopes[block.start : block.stop])  # the biases


def test_without_l2_nothing_is_added_even_to_a_network_that_overflowed():
    network = Network((6, 5, 4))
    network.theta[:] = np.inf
    l2_backward(network.layers, 0.0)
    assert l2_penalty(network.layers, 0.0) == 0 and not network.grad.any()
