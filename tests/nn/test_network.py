"""One parameter vector, and who may touch it."""

import os
from pathlib import Path

import numpy as np
import pytest

from nn.loss import one_hot
from nn.network import Network, blocks

STATM = Path("/proc/self/statm")


@pytest.fixture
def network():
    made = Network((6, 5, 4))
    made.theta[:] = np.random.default_rng(0).normal(size=made.theta.size)
    return made


def batch(m, seed=0):
    rng = np.random.default_rng(seed)
    return rng.random((6, m), dtype=np.float32), one_hot(rng.integers(4, size=m), 4)


@pytest.mark.skipif(not STATM.exists(), reason="memory is counted as Linux does")
def test_a_network_that_is_only_asked_has_no_gradient_in_memory():
    def resident():
        return int(STATM.read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    sizes, dtype = (784, 2048, 2048, 2048, 10), np.float64  # 80 MB: fresh from the system, whatever was freed before
    theta = np.zeros(blocks(sizes)[-1].stop, dtype)
    before = resident()
    network = Network(sizes, dtype=dtype, theta=theta)
    assert network.grad.nbytes == theta.nbytes > 75e6 and network.grad.dtype == dtype
    assert resident() - before < 10e6


def test_the_layout_of_theta():
    assert [(b.name, b.shape, b.start, b.stop) for b in blocks((784, 10, 10))] == [
        ("W1", (10, 784), 0, 7840),
        ("b1", (10, 1), 7840, 7850),
        ("W2", (10, 10), 7850, 7950),
        ("b2", (10, 1), 7950, 7960),
    ]


def test_layers_are_views_into_one_vector(network):
    for layer in network.layers:
        for view in (layer.W, layer.b):
            assert np.shares_memory(view, network.theta)
        for view in (layer.dW, layer.db):
            assert np.shares_memory(view, network.grad)
    network.theta[0] = 7
    assert network.layers[0].W[0, 0] == 7


def test_predict_between_forward_and_backward_changes_nothing(network):
    X, Y = batch(8)
    network.forward(X, Y)
    network.backward(Y)
    undisturbed = network.grad.copy()

    network.forward(X, Y)
    network.predict(batch(8, seed=1)[0])
    network.predict(batch(3, seed=2)[0])
    network.backward(Y)
    np.testing.assert_array_equal(network.grad, undisturbed)


def test_predict_gives_the_probabilities_of_forward_and_changes_no_parameter(network):
    X, Y = batch(8)
    theta = network.theta.copy()
    network.forward(X, Y)
    np.testing.assert_allclose(network.predict(X), network.A, rtol=1e-5)
    np.testing.assert_allclose(network.predict(X).sum(axis=0), 1, rtol=1e-5)
    np.testing.assert_array_equal(network.theta, theta)


def test_copies_are_copies(network):
    X, _ = batch(3)
    for twin in (network.copy(), network.with_parameters(network.theta)):
        assert not np.shares_memory(twin.theta, network.theta)
        np.testing.assert_array_equal(twin.predict(X), network.predict(X))
        twin.theta[:] = 0
    assert network.theta.any()
    assert network.copy(np.float64).theta.dtype == np.float64


def test_a_snapshot_does_not_move_with_the_network(network):
    snapshot, before = network.theta.copy(), network.theta.tolist()
    network.theta += 1
    assert snapshot.tolist() == before


def test_batches_of_any_size_one_after_the_other(network):
    for m in (1, 8, 3, 8, 1):
        X, Y = batch(m)
        network.forward(X, Y)
        network.backward(Y)
        fresh = network.copy()
        fresh.forward(X, Y)
        fresh.backward(Y)
        np.testing.assert_allclose(network.grad, fresh.grad, rtol=1e-5, atol=1e-7)


def test_the_gradient_of_a_batch_is_the_mean_of_its_columns(network):
    X, Y = batch(5)
    each = []
    for i in range(5):
        network.forward(X[:, [i]], Y[:, [i]])
        network.backward(Y[:, [i]])
        each.append(network.grad.copy())
    network.forward(X, Y)
    network.backward(Y)
    np.testing.assert_allclose(network.grad, np.mean(each, axis=0), atol=1e-6)


def test_dropout_silences_the_right_share_and_keeps_the_sum():
    network = Network((6, 2000, 4), "sigmoid")  # a sigmoid is never 0 by itself
    X, Y = batch(4)
    network.forward(X, Y, dropout=0.25, rng=np.random.default_rng(0))
    A = network.layers[0].A
    assert (A == 0).mean() == pytest.approx(0.25, abs=0.02)
    assert A.mean() == pytest.approx(0.5, abs=0.02)
    silent = (A == 0).all(axis=1)
    network.backward(Y)
    assert silent.any() and not network.layers[0].db[silent].any()


@pytest.mark.parametrize("activation", ["relu", "tanh", "gelu"])
def test_the_gradient_under_dropout_is_that_of_the_thinned_network(activation):
    network = Network((6, 5, 4), activation, np.float64)
    network.theta[:] = np.random.default_rng(0).normal(size=network.theta.size)
    X, Y = (a.astype(np.float64) for a in batch(3))

    def loss():
        return network.forward(X, Y, 0.4, np.random.default_rng(7)) / 3  # the same neurons every time

    loss()
    network.backward(Y)
    grad, h = network.grad.copy(), 1e-6
    for i in range(0, network.theta.size, 3):
        kept = network.theta[i]
        network.theta[i] = kept + h
        above = loss()
        network.theta[i] = kept - h
        below = loss()
        network.theta[i] = kept
        assert grad[i] == pytest.approx((above - below) / (2 * h), abs=1e-7)


def test_release_drops_working_memory_and_nothing_else(network):
    X, Y = batch(8)
    before = network.predict(X)
    network.forward(X, Y)
    network.release()
    assert network.A.size == 0 and network.layers[0].Z.size == 0
    np.testing.assert_array_equal(network.predict(X), before)
    network.forward(X, Y)  # and it can go on
