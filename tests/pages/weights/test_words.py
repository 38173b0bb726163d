"""The sentences of Weights: a neuron, what it passes on, and a whole matrix."""

import numpy as np
import pytest
from neurons import some_neuron

from nn.network import Network
from pages.weights.words import layer_name, matrix_in_words, neuron_in_words, outgoing_in_words, row_name, share


def test_words_say_the_ends_of_the_bars():
    this = some_neuron()
    this.outgoing[:] = 0
    assert "connected to nothing" in outgoing_in_words(this, "class")
    this.outgoing[3] = 0.91
    assert outgoing_in_words(this, "class") == "It speaks loudest for class 3 (+0.91)."
    this.outgoing[8] = -1.2
    assert outgoing_in_words(this, "neuron of layer 2") == (
        "It speaks loudest for neuron 3 of layer 2 (+0.91) and against neuron 8 of layer 2 (−1.20)."
    )


def test_words_tell_a_dead_neuron_from_a_living_one_and_from_a_class():
    dead = some_neuron(bias=-1e4)
    assert "**dead**" in neuron_in_words(dead, "neuron", "relu")
    assert "dead" not in neuron_in_words(dead, "neuron", "tanh")
    assert "**100.0%** of 400" in neuron_in_words(some_neuron(bias=1e4), "neuron", "relu")
    assert "score of class 7" in neuron_in_words(some_neuron((784, 10), number=7), "class", "relu")


def test_a_matrix_in_words_names_its_strongest_weight():
    W, b = np.zeros((10, 12)), np.linspace(-1, 1, 10)[:, None]
    W[7, 11] = -3
    assert matrix_in_words(W, b, "class", "neuron of layer 2") == (
        "Its strongest weight, −3.00, joins neuron 11 of layer 2 to class 7; biases run from −1.00 to +1.00."
    )
    assert "the strongest of 1 x 2 weights" in matrix_in_words(np.ones((10, 300)), b, "class", "neuron of layer 1")


@pytest.mark.parametrize(
    ("part", "text"), [(0, "0.0%"), (0.0004, "under 0.1%"), (0.5, "50.0%"), (0.9996, "over 99.9%"), (1, "100.0%")]
)
def test_share(part, text):
    assert share(part) == text


def test_rows_are_neurons_and_in_the_last_layer_classes():
    deep, flat = Network((784, 3, 2, 10)), Network((784, 10))
    assert [layer_name(deep, i) for i in (1, 2, 3)] == ["neuron of layer 1", "neuron of layer 2", "class"]
    assert (row_name(deep), row_name(flat)) == ("neuron", "class")
