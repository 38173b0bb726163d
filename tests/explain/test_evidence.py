"""Evidence and contributions: the terms must add up to what the engine computed."""

import numpy as np
import pytest

from nn.activations import ACTIVATIONS
from nn.dataset import load_mnist
from nn.explain.digits import of_mnist
from nn.explain.evidence import asked, contributions, evidence
from nn.models import load_shipped
from nn.network import Network
from nn.recipe import Recipe
from nn.training import new_network

MNIST = load_mnist()
DIGIT = of_mnist(MNIST, 3)


def made(*hidden: int, activation: str = "relu") -> Network:
    return new_network(Recipe(hidden=hidden, activation=activation, initial="xavier", seed=5))


NETWORKS = [
    *(pytest.param(lambda name=name: load_shipped(name).network, id=name) for name in ("blog", "deep", "strong")),
    pytest.param(lambda: made(), id="no hidden layer"),
    *(pytest.param(lambda name=name: made(30, 12, activation=name), id=name) for name in ACTIVATIONS),
    pytest.param(lambda: made(1024), id="1024 wide"),
]


@pytest.mark.parametrize("make", NETWORKS)
def test_what_is_asked_is_what_the_network_says(make):
    network = make()
    found = asked(network, DIGIT.X)
    said = network.predict(DIGIT.X)[:, 0]
    assert found.finite
    np.testing.assert_allclose(found.probabilities, said, rtol=1e-5)
    assert found.answer == said.argmax() and found.runner_up == np.argsort(-found.scores)[1]
    assert [len(z) for z in found.Z] == list(network.sizes[1:])


@pytest.mark.parametrize("make", NETWORKS)
def test_evidence_and_bias_make_the_sum_of_every_neuron(make):
    network = make()
    found = asked(network, DIGIT.X)
    terms = evidence(network, found)
    total = terms.terms.sum(axis=1, dtype=np.float64) + terms.biases
    np.testing.assert_allclose(total, found.Z[0], atol=2e-5 * np.abs(terms.terms).sum(axis=1).max())
    assert terms.hidden == (len(network.layers) > 1)
    for neuron in (0, len(total) - 1):
        both = terms.speaking_for(neuron) + terms.speaking_against(neuron) + terms.biases[neuron]
        assert both == pytest.approx(float(terms.z[neuron]), abs=1e-3)
        assert terms.speaking_for(neuron) >= 0 >= terms.speaking_against(neuron)


def test_where_there_is_no_ink_there_is_no_evidence():
    terms = evidence(made(20), asked(made(20), DIGIT.X)).terms
    assert not terms[:, DIGIT.X[:, 0] == 0].any() and terms[:, DIGIT.X[:, 0] > 0].any()


@pytest.mark.parametrize("rival", [None, 8])
@pytest.mark.parametrize("make", NETWORKS)
def test_contributions_sum_to_the_difference_of_the_scores(make, rival):
    network = make()
    found = asked(network, DIGIT.X)
    who = contributions(network, found, rival if rival != found.answer else None)
    assert who.winner == found.answer != who.rival
    assert who.rival == (rival if rival not in (None, found.answer) else found.runner_up)
    assert who.lead == pytest.approx(float(found.scores[who.winner] - found.scores[who.rival]), abs=1e-6)
    scale = float(np.abs(who.to_winner).sum() + np.abs(who.to_rival).sum() + 1)
    together = who.difference.sum(dtype=np.float64) + who.bias_difference
    assert together == pytest.approx(who.lead, abs=2e-6 * scale)
    for values, bias, k in ((who.to_winner, who.bias_winner, who.winner), (who.to_rival, who.bias_rival, who.rival)):
        assert values.sum(dtype=np.float64) + bias == pytest.approx(float(found.scores[k]), abs=2e-6 * scale)


def test_the_strongest_come_first():
    network = load_shipped("strong").network
    who = contributions(network, asked(network, DIGIT.X))
    sizes = np.abs(who.difference)
    first = who.strongest(16)
    assert len(first) == 16 and sizes[first[0]] == sizes.max()
    assert (np.diff(sizes[first]) <= 0).all() and sizes[first[-1]] >= np.delete(sizes, first).max()


def test_a_shipped_network_is_left_as_it_was():
    network = load_shipped("deep").network
    before = network.grad.copy(), network.layers[0].Z
    asked(network, DIGIT.X)
    assert np.array_equal(network.grad, before[0]) and network.layers[0].Z is before[1]


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_network_that_has_overflowed_is_known(value):
    network = made(10, activation="tanh")
    network.layers[0].b[3] = value  # tanh makes 1 of infinity: the scores alone would not show it
    assert not asked(network, DIGIT.X).finite


def test_a_dead_network_answers_by_its_biases_alone():
    network = Network((784, 10, 10))
    network.layers[-1].b[4] = 1.5
    found = asked(network, DIGIT.X)
    who = contributions(network, found)
    assert found.answer == 4 and who.rival == 0
    assert not who.difference.any() and who.bias_difference == who.lead == 1.5
