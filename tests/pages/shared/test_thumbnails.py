"""Ink as pictures: nothing is stretched."""

import numpy as np

from pages.shared.digits import thumbnail


def test_a_thumbnail_keeps_the_shape_of_the_ink():
    tall = np.ones((100, 10), np.float32)
    assert thumbnail(tall).shape == (100, 100)
    assert thumbnail(tall)[:, 45:55].all() and not thumbnail(tall)[:, :45].any()
    assert thumbnail(np.ones((1000, 500), np.float32), 200).shape == (200, 200)
