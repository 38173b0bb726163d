"""What a click on a matrix means; the browser may send anything."""

import numpy as np
import pytest

from pages.steps.matrices import pick
from pages.steps.matrix import Matrix


@pytest.mark.parametrize(
    "said",
    [None, 3, True, [], {}, "", "neuron", "neuron:1", "neuron:-1:0", "neuron:1.5:0", "neuron:nan:0", "neuron:3:0"]
    + ["neuron:0:1", "entry:0:0", "pixel:28:0", "pixel:0:28", "neuron:٣:0", "neuron:1:0:0", "neuron:" + "9" * 5000]
    + [":0:0", "neuron:1:0\n"],
)
def test_what_no_matrix_can_have_picked_is_ignored(said: object) -> None:
    shown = [
        Matrix("b", np.zeros((3, 1)), "", picks="neuron"),
        Matrix("X", np.zeros((784, 1)), "", picks="input", picture=True),
        Matrix("Y", np.zeros((3, 3)), ""),
    ]
    assert pick(said, shown) is None
    assert pick("neuron:2:0", shown) == ("neuron", 2, 0) and pick("pixel:27:27", shown) == ("pixel", 27, 27)
