"""The nearest training digits, by name."""

import re

import numpy as np
from why_page import html, opened, own, said

from nn.explain.digits import Digit, of_mnist
from nn.network import Network
from pages.shared import session


def test_neighbours_are_training_digits_with_names() -> None:
    app = opened("neighbours", network="deep")
    assert "All 8 are 7s, as the network answers" in said(app) and "of 60,000 compared" in said(app)
    assert len(re.findall(r'why\?[^"]*digit=train-', html(app))) == 16


def test_a_training_digit_is_not_its_own_neighbour() -> None:
    mine: Digit = of_mnist(session.lab().mnist, 17, training=True)
    app = opened("neighbours", network="blog", digit=mine)
    assert "of 59,999 compared" in said(app) and html(app).count("why?digit=train-17&") == 1  # the one at the top


def test_a_network_of_ones_own_is_compared_with_ten_thousand() -> None:
    app = own(Network((784, 4, 10)).with_parameters(np.full(3190, 0.01, np.float32)), "neighbours")
    assert "of 10,000 compared" in said(app)
