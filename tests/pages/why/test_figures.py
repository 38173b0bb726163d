"""Figures are data: what those of Why? show is checked here without a browser."""

import numpy as np

from nn.dataset import load_mnist
from nn.explain.digits import of_mnist
from nn.explain.evidence import asked, contributions
from nn.models import load_shipped
from pages.shared.theme import LIGHT
from pages.why.figures import contribution_bars


def test_the_bars_show_what_was_added_to_either_class_and_the_points_their_difference() -> None:
    network = load_shipped("deep").network
    found = contributions(network, asked(network, of_mnist(load_mnist(), 4).X))
    to_winner, to_rival, points = (trace["y"] for trace in contribution_bars(found, LIGHT, layer=2).traces)
    assert np.allclose(to_winner - to_rival, points, atol=1e-5)
    assert np.isclose(points.sum(), found.lead, atol=1e-4)  # the others and the biases included


def test_of_a_wide_layer_the_strongest_have_a_bar_each_and_the_others_one_together() -> None:
    network = load_shipped("deep").network
    found = contributions(network, asked(network, of_mnist(load_mnist(), 4).X))
    bars = contribution_bars(found, LIGHT, layer=2, chosen=int(found.strongest(1)[0])).traces[0]
    assert len(bars["x"]) == 18 and bars["x"][-2:] == ["others", "bias"]
    assert bars["customdata"][-2:] == [None, None] and sum(bars["marker"]["line"]["width"]) == 1.5
