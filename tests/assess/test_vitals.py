"""What is found out of a network while it learns is true of it, and changes nothing."""

import numpy as np
import pytest

from nn.assess.vitals import SAMPLE, from_table, take, width
from nn.dataset import load_mnist
from nn.lab.run import Run
from nn.loss import one_hot
from nn.network import Network
from nn.recipe import Recipe
from nn.training import new_network, train

RECIPE = Recipe(hidden=(9, 6), train_examples=300, test_examples=0, iterations=12, batch_size=60, initial="he")


def vitals_of(network, before=None, digits=None):
    digits = digits or load_mnist().training.only(slice(0, SAMPLE))
    before = (network.theta if before is None else before).copy()
    return from_table(take(network, before, 3, digits)[None], network.sizes)


def test_the_gradient_is_the_one_that_backward_finds():
    network, digits = new_network(RECIPE), load_mnist().training.only(slice(0, SAMPLE))
    found = vitals_of(network).gradient[0]
    Y = one_hot(digits.labels[::6])
    network.forward(digits.X()[:, ::6], Y)
    network.backward(Y)
    assert found == pytest.approx([np.linalg.norm(layer.dW) for layer in network.layers], rel=1e-4)


def test_an_update_is_measured_against_the_weights_that_it_moved():
    network = new_network(RECIPE)
    before = network.theta.copy()
    network.layers[1].W *= 1.25
    network.layers[1].b += 7  # biases do not count
    assert vitals_of(network, before).update[0] == pytest.approx([0, 0.25, 0], abs=1e-5)
    zeros = Network((784, 4, 10))
    assert np.isnan(vitals_of(zeros).update).all()


def test_dead_and_saturated_neurons_are_counted():
    network = new_network(RECIPE)
    network.layers[0].b[:3] = -1e3
    dead = vitals_of(network).dead[0]
    assert dead[0] == pytest.approx(3 / 9) and vitals_of(network).saturated[0].tolist() == [0, 0]
    squeezing = new_network(RECIPE.but(activation="tanh"))
    squeezing.layers[1].b[:3, 0] = (50, -50, 0)
    found = vitals_of(squeezing)
    assert found.saturated[0, 1] == pytest.approx(2 / 6) and found.saturated[0, 0] == 0


def test_neurons_that_began_alike_are_found_alike():
    assert vitals_of(new_network(RECIPE.but(initial="zeros", activation="sigmoid"))).alike[0].tolist() == [1, 1]
    assert vitals_of(new_network(RECIPE)).alike[0] == pytest.approx([1 / 9, 1 / 6])


def test_a_run_takes_them_at_its_measured_updates_and_learns_the_same():
    for recipe in (RECIPE, RECIPE.but(dropout=0.3, optimizer="adam", learning_rate=0.01, batch_size=20)):
        run, network = Run(recipe, load_mnist().split), new_network(recipe)
        run.start()
        while run.wants_work:
            run.advance(1)
        steps = list(train(network, load_mnist().split(recipe), recipe, recipe.streams().training))
        np.testing.assert_array_equal(run.view().theta, network.theta)
        assert run.view().vitals.iteration.tolist() == [step.iteration for step in steps if step.measured]
        assert (run.view().vitals.update > 0).all()


def test_a_row_is_as_wide_as_its_layers_say():
    for sizes in ((784, 10), (784, 5, 10), (784, 5, 4, 10)):
        assert take(Network(sizes), Network(sizes).theta, 1, load_mnist().training.only(slice(0, 5))).shape == (
            width(sizes),
        )
