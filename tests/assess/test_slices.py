"""Slices: what is in them, what they are called, and measured for a network that had no part in them."""

import numpy as np
import pytest

from nn.assess.answers import Answers
from nn.assess.slices import Measured, Slice, measure


def answers(labels: list[int], given: list[int], sure: float = 4.0) -> Answers:
    scores = np.zeros((10, len(labels)))
    scores[given, np.arange(len(labels))] = sure
    return Answers(np.array(labels), scores)


HERE = answers([4, 4, 9, 4, 1], [9, 4, 9, 9, 9])


@pytest.mark.parametrize(
    ("slice_", "places"),
    [
        (Slice(), [0, 1, 2, 3, 4]),
        (Slice(truth=4), [0, 1, 3]),
        (Slice(answer=9), [0, 2, 3, 4]),
        (Slice(truth=4, answer=9), [0, 3]),
        (Slice(right=False), [0, 3, 4]),
        (Slice(truth=4, right=True), [1]),
        (Slice(below=0.5), []),
        (Slice(at_least=0.5), [0, 1, 2, 3, 4]),
        (Slice(truth=4, answer=9, places=(2, 1)), [2, 1]),
    ],
)
def test_what_is_in_it(slice_: Slice, places: list[int]):
    assert slice_.of(HERE).tolist() == places


def test_sureness_bounds_it_from_below_with_the_bound_and_from_above_without():
    two = Answers(np.array([0, 0]), np.array([[1.0, 0.0], [1.0, 0.0]]))  # both 0.5 sure
    assert len(Slice(at_least=0.5).of(two)) == 2 and len(Slice(below=0.5).of(two)) == 0


@pytest.mark.parametrize(
    ("slice_", "name"),
    [
        (Slice(), "all digits"),
        (Slice(truth=4), "4s"),
        (Slice(truth=4, answer=9), "4s taken for 9s"),
        (Slice(truth=4, answer=4), "4s read rightly"),
        (Slice(answer=9), "digits taken for 9s"),
        (Slice(answer=9, right=False), "digits taken for 9s, wrongly"),
        (Slice(right=False), "all digits read wrongly"),
        (Slice(truth=4, right=False), "4s read wrongly"),
        (Slice(below=0.6), "all digits, less than 60% sure"),
        (Slice(truth=1, at_least=0.9), "1s, at least 90% sure"),
        (Slice(at_least=0.5, below=0.6), "all digits, 50% to 60% sure"),
        (Slice(truth=4, answer=9, places=(3, 7)), "4s taken for 9s (n = 2)"),
    ],
)
def test_what_it_is_called(slice_: Slice, name: str):
    assert slice_.name() == name


def test_its_number_is_written_as_numbers_are():
    assert Slice(truth=4).name(1234) == "4s (n = 1,234)"


def test_one_that_is_held_is_the_same_digits_for_every_network():
    held = Slice(truth=4, answer=9).held(HERE)
    other = answers([4, 4, 9, 4, 1], [4, 4, 9, 7, 1])
    assert held.places == (0, 3) and held.of(other).tolist() == [0, 3]
    assert held.name() == "4s taken for 9s (n = 2)"
    found = measure(other.only(held.of(other)))
    assert (found.n, found.right, found.accuracy) == (2, 1, 0.5)
    assert measure(HERE.only(held.of(HERE))).right == 0


def test_measured_is_the_commonest_answer_and_the_mean_sureness():
    found = measure(HERE)
    assert found.answer == 9 and found.confidence == pytest.approx(float(HERE.confidence.mean()))
    none = measure(HERE.only(np.array([], int)))
    assert none == Measured(0, 0, none.confidence, None) and np.isnan(none.accuracy) and np.isnan(none.confidence)
