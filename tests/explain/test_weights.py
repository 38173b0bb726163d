"""What is said about a neuron must follow from its weights, worked out here on digits made for the purpose."""

import numpy as np
import pytest

from nn.dataset import Examples
from nn.explain.weights import clear_limit, condensed, neuron, standing, strongest, sums
from nn.network import Network


def examples(m=2500, seed=0):
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (m + 7, 784), dtype=np.uint8)
    labels = rng.integers(0, 10, m + 7, dtype=np.uint8)
    return Examples(pixels, labels, rng.permutation(m + 7)[:m])


def network(*sizes, activation="relu", seed=1):
    net = Network(sizes, activation)
    net.theta[:] = np.random.default_rng(seed).normal(0, 0.1, len(net.theta))
    return net


@pytest.mark.parametrize("activation", ["relu", "tanh", "gelu"])
def test_sums_and_activations_are_those_of_the_first_layer(activation):
    net, digits = network(784, 12, 10, activation=activation), examples()
    first = net.layers[0]
    found = neuron(net, 3, digits)
    np.testing.assert_allclose(found.z, (first.W @ digits.X() + first.b)[3], rtol=1e-4, atol=1e-4)
    np.testing.assert_allclose(found.a, first.predict(digits.X())[3], rtol=1e-4, atol=1e-4)
    assert found.bias == pytest.approx(float(first.b[3, 0]))
    assert found.z.dtype == np.float32


def test_the_digits_at_either_end_are_the_extremes_in_order():
    found = neuron(network(784, 5, 10), 0, examples(), keep=6)
    assert list(found.z[found.most]) == sorted(found.z, reverse=True)[:6]
    assert list(found.z[found.least]) == sorted(found.z)[:6]


def test_a_digit_drawn_like_the_weights_excites_the_neuron_most():
    net, digits = network(784, 5, 10), examples(300)
    w = net.layers[0].W[2]
    digits.pixels[digits.index[77]] = np.where(w > 0, 255, 0)
    digits.pixels[digits.index[78]] = np.where(w < 0, 255, 0)
    found = neuron(net, 2, digits)
    assert (found.most[0], found.least[0]) == (77, 78)


def test_how_often_it_fires_and_when_it_is_dead():
    net, digits = network(784, 4, 10), examples()
    net.layers[0].b[1] = -1e4
    net.layers[0].b[2] = 1e4
    assert neuron(net, 1, digits).dead and neuron(net, 1, digits).fires == 0
    assert neuron(net, 2, digits).fires == 1 and not neuron(net, 2, digits).dead
    z = neuron(net, 0, digits).z
    assert neuron(net, 0, digits).fires == pytest.approx(np.count_nonzero(z > 0) / len(z))


def test_mean_by_digit_leaves_out_digits_that_are_not_there():
    digits = examples(200)
    digits.all_labels[digits.all_labels == 4] = 5
    found = neuron(network(784, 4, 10), 0, digits)
    assert np.isnan(found.by_digit[4]) and not np.isnan(np.delete(found.by_digit, 4)).any()
    assert found.by_digit[5] == pytest.approx(found.z[digits.labels == 5].mean(), rel=1e-4)


def test_outgoing_is_a_column_of_the_next_layer_and_none_without_one():
    deep = network(784, 6, 4, 10)
    np.testing.assert_array_equal(neuron(deep, 5, examples(50)).outgoing, deep.layers[1].W[:, 5])
    last = neuron(network(784, 10), 9, examples(50))
    assert last.outgoing is None
    np.testing.assert_array_equal(last.a, last.z)  # the last layer has no activation of its own


def test_what_is_handed_out_are_copies():
    net = network(784, 6, 10)
    before = net.theta.copy()
    found = neuron(net, 0, examples(50))
    found.w[:] = found.outgoing[:] = found.z[:] = 9
    np.testing.assert_array_equal(net.theta, before)


@pytest.mark.parametrize("activation", ["relu", "tanh"])
def test_all_neurons_stand_as_each_does_alone(activation):
    net, digits = network(784, 6, 4, 10, activation=activation), examples()
    found = standing(net, digits)
    for i in range(6):
        alone = neuron(net, i, digits)
        assert found.fires[i] == pytest.approx(alone.fires, abs=1e-3)
        heard = np.abs(alone.outgoing).sum()
        assert found.contributes[i] == pytest.approx(np.abs(alone.a).mean() * heard, rel=1e-3)


def test_a_silent_neuron_and_one_that_nobody_hears_contribute_nothing():
    net = network(784, 4, 10)
    net.layers[0].b[:, 0] = 1e4, -1e4, 1e4, 1e4
    net.layers[1].W[:, 2] = 0
    found = standing(net, examples(300))
    assert found.fires[1] == found.contributes[1] == found.contributes[2] == 0
    assert found.contributes[0] > 0 and found.contributes[3] > 0


def test_without_a_next_layer_a_neuron_contributes_what_it_passes_on():
    net, digits = network(784, 10), examples(300)
    np.testing.assert_allclose(standing(net, digits).contributes[4], np.abs(neuron(net, 4, digits).z).mean(), rtol=1e-3)


@pytest.mark.parametrize("number", [-1, 6])
def test_a_neuron_that_is_not_there_is_an_error_with_the_range(number):
    with pytest.raises(IndexError, match="neurons 0 to 5"):
        neuron(network(784, 6, 10), number, examples(50))


def test_fewer_digits_than_asked_for():
    found = neuron(network(784, 6, 10), 0, examples(3), keep=8)
    assert sorted(found.most) == sorted(found.least) == [0, 1, 2]


def test_sums_do_not_depend_on_the_chunks():
    digits, w = examples(2049), np.random.default_rng(5).normal(size=784).astype(np.float32)
    np.testing.assert_allclose(sums(w, digits), w @ digits.X(), rtol=1e-4, atol=1e-3)


def test_the_scale_ends_where_hardly_a_weight_lies_beyond():
    W = np.random.default_rng(0).normal(size=(100, 784))
    W[3, 3] = 1000
    limit = clear_limit(W)
    assert 3 < limit < 4 and (np.abs(W) > limit).mean() <= 0.001
    assert clear_limit(np.zeros((2, 784))) == 1.0
    assert clear_limit(np.array([[-2.0]])) == 2.0


def test_condensing_keeps_the_strongest_of_each_block_with_its_sign():
    W = np.zeros((5, 9))
    W[0, 0], W[1, 1] = 0.5, -2
    W[4, 8] = 3
    seen, by = condensed(W, most=4)
    assert by == (2, 3) and seen.shape == (3, 3)
    assert seen[0, 0] == -2 and seen[2, 2] == 3 and np.count_nonzero(seen) == 2
    same, by = condensed(W)
    assert same is W and by == (1, 1)


def test_strongest_takes_both_ends_and_nothing_twice():
    assert list(strongest(np.array([1.0, -5, 3, 0, 2]), 2)) == [2, 4, 3, 1]
    assert sorted(strongest(np.array([1.0, -5, 3]), 2)) == [0, 1, 2]
