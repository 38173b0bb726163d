"""The nearest training digits in the hidden layer's space."""

import numpy as np
import pytest

from nn.activations import ACTIVATIONS
from nn.dataset import load_mnist
from nn.explain.digits import of_mnist
from nn.explain.neighbours import Space, hidden, nearest, space
from nn.models import load_shipped
from nn.network import Network
from nn.recipe import Recipe
from nn.training import new_network

MNIST = load_mnist()
SOME = MNIST.training.only(slice(0, 4000))


def made(*widths: int, activation: str = "relu") -> Network:
    return new_network(Recipe(hidden=widths, activation=activation, initial="xavier", seed=2))


NETWORKS = [
    *(pytest.param(lambda name=name: load_shipped(name).network, id=name) for name in ("blog", "deep", "strong")),
    pytest.param(lambda: made(), id="no hidden layer"),
    *(pytest.param(lambda name=name: made(40, 20, activation=name), id=name) for name in ACTIVATIONS),
]


@pytest.mark.parametrize("make", NETWORKS)
def test_they_are_the_nearest_of_all(make):
    """Against the plain way: every distance in double precision."""
    network = make()
    X = of_mnist(MNIST, 11).X
    points, here = hidden(network, SOME.X()).T.astype(float), hidden(network, X)[:, 0].astype(float)
    distances = np.linalg.norm(points - here, axis=1)
    found = nearest(space(network, SOME), X)
    assert found.compared == 4000
    assert found.places.tolist() == np.argsort(distances, kind="stable")[:8].tolist()
    np.testing.assert_allclose(found.distances, np.sort(distances)[:8], rtol=1e-4)


def test_by_their_pixels_alone_no_network_has_a_part():
    X = of_mnist(MNIST, 11).X
    distances = np.linalg.norm(SOME.X().astype(float) - X, axis=0)
    found = nearest(Space(SOME), X)
    assert found.places.tolist() == np.argsort(distances, kind="stable")[:8].tolist()
    assert found.places.tolist() == nearest(space(made(), SOME), X).places.tolist()


def test_the_hidden_numbers_are_what_the_network_goes_on_with():
    network = load_shipped("deep").network
    X = SOME.X(slice(0, 5))
    last = network.layers[-1]
    scores = last.W @ hidden(network, X) + last.b
    assert np.array_equal(scores.argmax(axis=0), network.predict(X).argmax(axis=0))


def test_to_a_trained_network_neighbours_bear_its_answer():
    network = load_shipped("strong").network
    found = nearest(space(network, SOME), of_mnist(MNIST, 0).X)
    assert (SOME.labels[found.places] == 7).all()


def test_a_training_digit_is_not_its_own_neighbour():
    network, known = load_shipped("blog").network, space(load_shipped("blog").network, SOME)
    X = of_mnist(MNIST, 17, training=True).X
    assert nearest(known, X).places[0] == 17 and nearest(known, X).distances[0] == pytest.approx(0, abs=1e-3)
    found = nearest(known, X, but=17)
    assert 17 not in found.places and found.compared == 3999
    assert nearest(known, X, but=4000).compared == 4000  # one that is not among them
    assert network.sizes[-2] == known.points.shape[1]


def test_few_examples_are_all_given():
    found = nearest(space(made(5), SOME.only(slice(0, 3))), of_mnist(MNIST, 0).X)
    assert sorted(found.places.tolist()) == [0, 1, 2]


def test_an_overflowed_network_has_no_neighbours():
    network = made(10)
    network.theta[:] = np.nan
    assert len(nearest(space(network, SOME.only(slice(0, 100))), of_mnist(MNIST, 0).X).places) == 0


def test_numbers_too_large_for_half_precision_are_found_all_the_same():
    network = made(10)
    network.layers[0].W *= 1e6
    found = nearest(space(network, SOME), of_mnist(MNIST, 0).X)
    assert np.isfinite(found.distances).all()


def test_half_precision_keeps_all_training_digits_small():
    known = space(load_shipped("blog").network, SOME)
    assert known.points is not None and known.points.nbytes == 4000 * 10 * 2
