"""Mistakes on purpose: each is what it says, and without them everything is as if they could not be made."""

import numpy as np
import pytest

from nn.dataset import Examples, load_mnist
from nn.gradcheck import gradcheck
from nn.inputs import INPUTS
from nn.network import Network
from nn.on_purpose import BIAS_GRADIENTS, one_sum, with_shuffled
from nn.recipe import Recipe
from nn.training import evaluate, new_network, train

RECIPE = Recipe(hidden=(12,), initial="he", train_examples=300, test_examples=50, iterations=5, learning_rate=0.05)


def trained(recipe):
    network, data = new_network(recipe), load_mnist().split(recipe)
    steps = list(train(network, data, recipe, recipe.streams().training))
    return network, data, steps


# Labels --------------------------------------------------------------------------------------------------------------


def test_shuffled_labels_are_the_same_ones_on_other_digits_and_nothing_else_changes():
    plain, shuffled = (load_mnist().split(RECIPE.but(shuffled_labels=share)) for share in (0, 1))
    assert (plain.train.index == shuffled.train.index).all() and (plain.test.index == shuffled.test.index).all()
    assert np.bincount(plain.train.labels).tolist() == np.bincount(shuffled.train.labels).tolist()
    assert (plain.train.labels == shuffled.train.labels).mean() < 0.25
    assert shuffled.test.all_labels is plain.test.all_labels is load_mnist().train_labels
    assert (plain.train.X() == shuffled.train.X()).all()


def test_a_share_of_them_leaves_the_others_alone_and_the_seed_decides():
    plain, half, again = (load_mnist().split(RECIPE.but(shuffled_labels=s)).train.labels for s in (0, 0.5, 0.5))
    assert (half == again).all() and (plain[150:] == half[150:]).all() and (plain[:150] != half[:150]).any()


def test_every_label_at_other_places_stays():
    labels = np.arange(8, dtype=np.uint8)
    found = with_shuffled(labels, np.array([1, 4, 6]), np.random.default_rng(1))
    assert sorted(found[[1, 4, 6]]) == [1, 4, 6] and (np.delete(found, [1, 4, 6]) == [0, 2, 3, 5, 7]).all()
    assert (labels == np.arange(8)).all()


def test_a_large_network_learns_shuffled_labels_by_heart_and_nothing_from_them():
    recipe = RECIPE.but(hidden=(64,), iterations=400, learning_rate=0.005, optimizer="adam", shuffled_labels=1)
    network, data, _ = trained(recipe)
    assert evaluate(network, data.train).accuracy > 0.95
    assert evaluate(network, data.official).accuracy < 0.2


# Biases --------------------------------------------------------------------------------------------------------------


def test_one_sum_is_no_gradient_of_the_biases_and_row_sums_are():
    rng = np.random.default_rng(0)
    network = Network((6, 5, 4), "tanh", np.float64)
    network.theta[:] = rng.standard_normal(network.theta.size)
    X, Y = rng.random((6, 7)), np.eye(4)[:, rng.integers(0, 4, 7)]
    for name, bias_gradient in BIAS_GRADIENTS.items():

        def backward(network, Y, change=bias_gradient.change):
            network.backward(Y)
            change(network.layers)

        passed = {c.block.name: c.passed for c in gradcheck(network, X, Y, np.random.default_rng(0), backward=backward)}
        assert passed == {"W1": True, "W2": True, "b1": name == "row sums", "b2": name == "row sums"}


@pytest.mark.parametrize("inputs", INPUTS)
def test_a_run_with_one_sum_corrects_the_biases_of_a_layer_alike_and_its_weights_as_ever(inputs):
    recipe = RECIPE.but(iterations=1, inputs=inputs, learning_rate=0.001)
    began = new_network(recipe)
    right, wrong = trained(recipe)[0], trained(recipe.but(bias_gradient="one sum"))[0]
    assert (right.layers[1].W == wrong.layers[1].W).all()
    moved = wrong.layers[1].b - began.layers[1].b
    np.testing.assert_allclose(moved, 0, atol=1e-7)  # every column of A - Y sums to 0
    if inputs != "standardised":  # whose W moves its b as well
        moved = wrong.layers[0].b - began.layers[0].b
        assert np.ptp(moved) < 1e-7 < np.ptp(right.layers[0].b - began.layers[0].b)


def test_one_sum_is_the_same_for_all_neurons_of_a_layer():
    network = Network((3, 2, 4))
    network.grad[:] = np.arange(network.grad.size)
    expected = [layer.db.sum() for layer in network.layers]
    one_sum(network.layers)
    assert [np.unique(layer.db).tolist() for layer in network.layers] == [[total] for total in expected]


def test_without_hidden_neurons_it_still_learns_its_weights():
    _, _, steps = trained(RECIPE.but(hidden=(), iterations=60, bias_gradient="one sum"))
    assert steps[-1].train.loss < 0.8 * steps[0].train.loss


# Pixels --------------------------------------------------------------------------------------------------------------


def test_undivided_pixels_are_a_run_on_0_to_255_whose_network_reads_what_all_others_read():
    recipe = RECIPE.but(inputs="undivided", learning_rate=1e-6)
    data, network, twin = load_mnist().split(recipe), new_network(recipe), new_network(recipe.but(inputs="pixels"))
    plain = data.train
    rows = plain.pixels[plain.index].astype(np.float32)
    there = Examples(plain.pixels, plain.all_labels, plain.index, rows)
    np.testing.assert_allclose(network.predict(plain.X()), twin.predict(rows.T), atol=1e-4)
    other = type(data)(there, data.validation, data.test, data.official)
    for step, expected in zip(
        train(network, data, recipe, recipe.streams().training),
        train(twin, other, recipe.but(inputs="pixels"), recipe.streams().training),
        strict=True,
    ):
        assert step.train.loss == pytest.approx(expected.train.loss, rel=1e-3)
        np.testing.assert_allclose(network.predict(plain.X()), twin.predict(rows.T), atol=2e-3)
    assert not np.allclose(twin.layers[0].W, new_network(recipe.but(inputs="pixels")).layers[0].W)


def test_with_the_usual_rate_they_end_badly():
    with pytest.raises(ArithmeticError, match="diverged"):
        trained(Recipe(hidden=(10,), train_examples=500, test_examples=0, iterations=30, inputs="undivided"))
