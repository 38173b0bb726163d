"""The charts of Step by step: the point stands where the number is."""

import numpy as np
import pytest

from nn.dataset import load_mnist
from nn.explain.digits import of_mnist
from nn.explain.step import step
from nn.models import load_shipped
from nn.recipe import Recipe
from pages.shared.theme import LIGHT
from pages.steps.figures import activation_chart, loss_chart


def test_the_loss_point_stands_where_the_loss_is_and_names_its_letter() -> None:
    network = load_shipped("blog").network.copy()
    digit = of_mnist(load_mnist(), 18)
    assert digit.label is not None
    for bias, smoothing in ((0.0, 0.0), (-30.0, 0.0), (-300.0, 0.1), (-3000.0, 0.0)):
        network.layers[-1].b[digit.label] = bias
        taken = step(network, digit.X, digit.label, Recipe(label_smoothing=smoothing), 0.1)
        curve, point = loss_chart(taken, LIGHT).traces
        assert point["y"] == [taken.surprise] and point["x"] == [float(taken.P[taken.label, 0])]
        assert smoothing or taken.surprise == pytest.approx(taken.loss)
        assert taken.surprise >= min(-bias - 25, 10) and max(curve["y"]) > taken.surprise
        assert np.isfinite(curve["y"]).all() and point["hovertemplate"].startswith("p = ")
    assert activation_chart("relu", 0.3, LIGHT).traces[2]["hovertemplate"].startswith("z = ")
