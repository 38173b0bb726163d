"""Figures are data: what those of Weights show is checked here without a browser."""

import numpy as np
import plotly.graph_objects as go
import pytest
from neurons import some_neuron
from sent import check_sent

from pages.shared.theme import DARK, LIGHT
from pages.weights.figures import matrix_heatmap, neuron_picture, outgoing_bars

RNG = np.random.default_rng(0)


def test_the_enlarged_picture_holds_the_weights_themselves():
    this = some_neuron()
    figure = neuron_picture(this.w, DARK, limit=0.3)
    np.testing.assert_allclose(figure.data[0].z, this.w.reshape(28, 28))
    assert (figure.data[0].zmin, figure.data[0].zmax) == (-0.3, 0.3)


def test_bars_show_all_ten_classes_or_the_strongest_of_many():
    ten = outgoing_bars(some_neuron(), LIGHT, "class").data[0]
    assert list(ten.x) == [str(i) for i in range(10)]
    many = some_neuron((784, 4, 300, 10))
    bars = outgoing_bars(many, LIGHT, "neuron of layer 2").data[0]
    assert len(bars.x) == 16
    np.testing.assert_allclose([many.outgoing[int(i)] for i in bars.x], bars.y)
    assert bars.y[0] == many.outgoing.max() and bars.y[-1] == many.outgoing.min()


@pytest.mark.parametrize(("n", "n_in"), [(1, 1), (10, 1), (10, 10), (10, 64), (64, 128), (3, 2048), (600, 700)])
def test_a_matrix_is_shown_with_its_biases_apart(n, n_in):
    W, b = RNG.normal(size=(n, n_in)), RNG.normal(size=(n, 1))
    cells, biases = matrix_heatmap(W, b, LIGHT, "class", "neuron of layer 1").data
    assert min(biases.x) > n_in - 0.5
    assert cells.z.shape[0] == len(biases.z) <= 256 and cells.z.shape[1] <= 256
    if W.size <= 4096:
        np.testing.assert_allclose(cells.z, W, rtol=1e-6)
    else:
        assert cells.z.dtype == np.int8


def test_what_is_sent_is_the_figure():
    check_sent(matrix_heatmap(RNG.normal(size=(300, 20)), RNG.normal(size=(300, 1)), LIGHT, "a", "b"))
    check_sent(outgoing_bars(some_neuron(), LIGHT, "class"))


def test_figures_are_figures():
    W, b = RNG.normal(size=(10, 784)), RNG.normal(size=(10, 1))
    for figure in (neuron_picture(some_neuron().w, LIGHT, 1), matrix_heatmap(W, b, DARK, "a", "b")):
        assert isinstance(figure.plotly, go.Figure) and figure.layout.font.color
