"""Figures are data: what they are made of is checked here without a browser."""

import numpy as np

from pages.shared.charts import base, quantised, symmetric_limit, tile
from pages.shared.theme import LIGHT


def test_quantised_is_symmetric_and_clips():
    assert list(quantised(np.array([-2.0, -1, -0.5, 0, 0.5, 1, 9]), 1)) == [-127, -127, -64, 0, 64, 127, 127]
    assert quantised(np.zeros(3), 1).dtype == np.int8


def test_tile_puts_pictures_in_rows_with_gaps_of_zero():
    board = tile(np.arange(1, 4)[:, None, None] * np.ones((3, 2, 2), int), columns=2, gap=1)
    assert board.tolist() == [
        [1, 1, 0, 2, 2],
        [1, 1, 0, 2, 2],
        [0, 0, 0, 0, 0],
        [3, 3, 0, 0, 0],
        [3, 3, 0, 0, 0],
    ]


def test_symmetric_limit_of_nothing_and_of_zeros_is_one():
    assert symmetric_limit() == symmetric_limit(np.zeros(3)) == symmetric_limit(np.empty(0)) == 1.0
    assert symmetric_limit(np.array([1.0, -3]), np.array([2.0])) == 3.0


def test_every_figure_keeps_its_zoom():
    assert base(LIGHT, 100).layout.uirevision == "keep"
