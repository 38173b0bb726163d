"""What would change the answer: the flip is a flip when the network is asked afresh, whatever network it is."""

from functools import cache

import numpy as np
import pytest

from nn.activations import ACTIVATIONS
from nn.dataset import load_mnist
from nn.explain.change import CLIMBS, Flip, NoFlip, ideals, slopes, smallest_change
from nn.explain.digits import find, of_ink, of_mnist
from nn.models import load_shipped
from nn.network import Network
from nn.recipe import Recipe
from nn.training import new_network, train

MNIST = load_mnist()
QUICK = {"train_examples": 3000, "test_examples": 0, "batch_size": 50, "iterations": 150, "initial": "xavier"}


@cache
def trained(hidden: tuple[int, ...], activation: str = "relu") -> Network:
    """A network that has learned a little: about 85 %."""
    recipe = Recipe(hidden=hidden, activation=activation, learning_rate=0.2, **QUICK)
    network = new_network(recipe)
    for _ in train(network, MNIST.split(recipe), recipe, recipe.streams().training):
        pass
    return network


NETWORKS = [
    *(pytest.param(lambda name=name: load_shipped(name).network, id=name) for name in ("blog", "deep", "strong")),
    pytest.param(lambda: trained(()), id="no hidden layer"),
    *(pytest.param(lambda name=name: trained((32, 16), name), id=name) for name in ACTIVATIONS),
]


def flip(network: Network, number: int, target: int | None = None) -> Flip:
    found = smallest_change(network, of_mnist(MNIST, number), target)
    assert isinstance(found, Flip), found
    return found


@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [(), (12,), (9, 7)])
def test_the_slopes_by_the_pixels_are_the_derivatives_of_the_scores(hidden, activation):
    network = trained(hidden, activation).copy(np.float64)
    rng = np.random.default_rng(1)
    X, directions = rng.random((784, 3)), rng.normal(size=(10, 3))

    def mixed(X):
        A = X
        for layer in network.layers:
            A = layer.predict(A)
        return (A * directions).sum(axis=0)

    found, h = slopes(network.sharing_parameters(), X, directions), 1e-6
    for i in rng.choice(784, 12, replace=False):
        nudge = np.zeros((784, 1))
        nudge[i] = h
        difference = (mixed(X + nudge) - mixed(X - nudge)) / (2 * h)
        np.testing.assert_allclose(found[i], difference, rtol=1e-4, atol=1e-7)


@pytest.mark.parametrize("number", [0, 1, 2, 3, 8, 61, 115])
@pytest.mark.parametrize("make", NETWORKS)
def test_the_flipped_image_is_flipped_when_classified_afresh(make, number):
    network = make()
    found = flip(network, number)
    again = find(MNIST, found.after.name)  # as a link brings it: through its name, in whole greys
    answer = network.predict(again.X)[:, 0]
    assert answer.argmax() == found.became != found.was == network.predict(found.before.X).argmax()
    assert np.array_equal(answer, found.probabilities_after)
    assert np.sort(answer)[-1] - np.sort(answer)[-2] > 5e-5  # not by a hair that another machine's rounding takes back
    assert again.label == found.before.label
    assert 0 < found.size < 6 and again.pixels.dtype == np.uint8  # a digit's own ink is about 9 long


@pytest.mark.parametrize("make", NETWORKS)
def test_it_only_just_flips(make):
    """A little less of the change, and the answer is what it was."""
    network = make()
    found = flip(network, 0)
    less = of_ink(found.before.X[:, 0] + 0.9 * found.change)
    assert network.predict(less.X).argmax() == found.was


@pytest.mark.parametrize("target", range(10))
@pytest.mark.parametrize("make", NETWORKS)
def test_it_can_be_made_into_any_digit(make, target):
    network = make()
    if network.predict(of_mnist(MNIST, 0).X).argmax() == target:
        with pytest.raises(ValueError, match="already"):
            smallest_change(network, of_mnist(MNIST, 0), target)
    else:
        found = flip(network, 0, target)
        assert found.became == target == network.predict(found.after.X).argmax()


def test_a_change_to_any_digit_is_no_longer_than_to_a_certain_one():
    network = load_shipped("deep").network
    nearest = flip(network, 0)
    for target in {*range(10)} - {nearest.was, nearest.became}:
        assert flip(network, 0, target).size >= 0.98 * nearest.size


def test_where_scores_are_linear_it_finds_the_shortest_way():
    """Without hidden layers the distance to each border is known, as long as no pixel is at its end."""
    network = trained(())
    digit = of_ink(np.full(784, 0.5))
    W, b, x = network.layers[0].W.astype(float), network.layers[0].b[:, 0].astype(float), digit.X[:, 0].astype(float)
    z = W @ x + b
    was = int(z.argmax())
    distances = [(z[was] - z[k]) / np.linalg.norm(W[was] - W[k]) for k in range(10) if k != was]
    found = smallest_change(network, digit)
    assert isinstance(found, Flip) and found.was == was
    assert found.size == pytest.approx(min(distances), rel=0.02)


def test_the_figures_of_a_change():
    found = flip(load_shipped("blog").network, 0)
    assert found.size == pytest.approx(float(np.sqrt((found.change**2).sum())))
    assert found.pixels == sum(abs(c) > 0.05 for c in found.change) > 0
    assert abs(found.largest) == pytest.approx(float(np.abs(found.change).max()))
    assert found.share == pytest.approx(found.size / float(np.linalg.norm(found.before.X)))


def test_a_network_is_left_as_it_was_and_gives_the_same_change_again():
    network = load_shipped("deep").network
    first, second = flip(network, 4), flip(network, 4)
    assert first.after.name == second.after.name
    assert not network.grad.any()


def test_a_dead_network_cannot_be_flipped():
    assert smallest_change(Network((784, 10, 10)), of_mnist(MNIST, 0)) is NoFlip.FLAT
    dead = trained((10,)).copy()
    dead.layers[0].b[:] = -1000
    assert smallest_change(dead, of_mnist(MNIST, 0)) is NoFlip.FLAT


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_network_that_has_overflowed_is_not_searched(value):
    network = trained((10,)).copy()
    network.theta[5] = value
    assert smallest_change(network, of_mnist(MNIST, 0)) is NoFlip.OVERFLOWED
    assert ideals(network) is None


def test_an_empty_picture_can_be_flipped():
    found = smallest_change(load_shipped("deep").network, of_ink(np.zeros(784)))
    assert isinstance(found, Flip) and found.became != found.was and found.change.min() >= 0


# The picture each class would most like to see ------------------------------------------------------------------------


@pytest.mark.parametrize("make", NETWORKS)
def test_each_class_is_surer_of_the_picture_it_would_like_to_see_than_of_grey(make):
    network = make()
    found = ideals(network)
    assert found is not None and found.pictures.shape == (10, 784) and not found.flat
    assert found.pictures.min() >= 0 and found.pictures.max() <= 1
    grey = network.predict(np.full((784, 1), 0.5, np.float32))[:, 0]
    for k, picture in enumerate(found.pictures):
        afresh = network.predict(of_ink(picture).X)[:, 0]  # as a link brings it
        assert afresh[k] == pytest.approx(float(found.probabilities[k]), abs=1e-4)
        assert afresh[k] > grey[k]


@pytest.mark.parametrize("name", ["blog", "deep", "strong"])
def test_the_shipped_networks_are_certain_of_theirs(name):
    found = ideals(load_shipped(name).network)
    assert found is not None and (found.probabilities > 0.99).all()


def test_they_are_the_same_every_time():
    first, second = (ideals(trained((32, 16))) for _ in range(2))
    assert first is not None and second is not None and np.array_equal(first.pictures, second.pictures)


def test_where_no_pixel_raises_a_score_that_is_said():
    found = ideals(Network((784, 10, 10)))
    assert found is not None and found.flat == tuple(range(10))
    np.testing.assert_allclose(found.probabilities, 0.1, rtol=1e-5)


def test_all_ten_are_climbed_to_together(monkeypatch):
    """Each step asks the engine for the slopes of all ten pictures at once, not of one after the other."""
    asked = []
    monkeypatch.setattr("nn.explain.change.slopes", lambda *args: asked.append(args[1].shape) or slopes(*args))
    ideals(load_shipped("blog").network)
    assert asked == [(784, 10)] * CLIMBS
