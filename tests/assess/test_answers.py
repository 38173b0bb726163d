"""What a network says to many digits: the engine's own answers, whatever the chunks."""

import numpy as np
import pytest

from nn.assess.answers import Answers, ask
from nn.dataset import CHUNK, load_mnist
from nn.models import load_shipped
from nn.network import Network
from nn.training import evaluate

EXAMPLES = load_mnist().official.only(slice(0, CHUNK + 200))


def test_they_are_the_engines_own():
    network = load_shipped("blog").network
    found = ask(network, EXAMPLES)
    for chunk in EXAMPLES.chunks():
        np.testing.assert_array_equal(found.probabilities[:, chunk], network.predict(EXAMPLES.X(chunk)))
    assert found.accuracy == evaluate(network, EXAMPLES).accuracy
    assert len(found) == len(EXAMPLES) and found.classes == 10 and found.finite
    np.testing.assert_array_equal(found.confidence, found.probabilities.max(axis=0))
    np.testing.assert_array_equal(found.right, found.given == EXAMPLES.labels)


def test_some_of_them_are_the_answers_to_some_of_the_digits():
    network, places = load_shipped("blog").network, np.array([7, 3, 1600])
    some = ask(network, EXAMPLES).only(places)
    np.testing.assert_allclose(some.scores, ask(network, EXAMPLES.only(places)).scores, rtol=1e-5)
    np.testing.assert_array_equal(some.labels, EXAMPLES.labels[places])


def test_a_temperature_moves_the_sureness_and_no_answer():
    answers = ask(load_shipped("blog").network, EXAMPLES)
    for temperature, compare in ((2.0, np.less_equal), (0.5, np.greater_equal)):
        other = answers.at_temperature(temperature)
        np.testing.assert_array_equal(other.given, answers.given)
        assert compare(other.confidence, answers.confidence + 1e-6 * (1 if temperature > 1 else -1)).all()


def test_no_digits_give_no_answers():
    none = ask(Network((784, 10)), EXAMPLES.only(slice(0, 0)))
    assert len(none) == 0 and none.classes == 10 and np.isnan(none.accuracy)


def test_what_has_overflowed_is_known_to():
    network = Network((784, 3, 10))
    network.theta[:] = np.nan
    assert not ask(network, EXAMPLES).finite


def test_equal_scores_are_the_lower_digit():
    assert Answers(np.array([1]), np.array([[1.0], [3.0], [3.0]])).given.tolist() == [1]


@pytest.mark.parametrize("sizes", [(784, 10), (784, 1, 10), (784, 5, 4, 10)])
def test_the_network_is_left_as_it_was(sizes):
    network = Network(sizes)
    network.theta[:] = np.random.default_rng(0).normal(size=network.theta.size)
    before = network.theta.tobytes()
    ask(network, EXAMPLES)
    assert network.theta.tobytes() == before and network.A.size == 0
