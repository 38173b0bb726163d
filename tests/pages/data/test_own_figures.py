"""The chart of a visitor's classes: by their names, whatever order the network has them in."""

import numpy as np
import pytest

from nn.owndata.asked import Asked
from pages.data.own_figures import MOST_WRITTEN, taken_for
from pages.shared.theme import DARK, LIGHT


def asked(classes: tuple[str, ...], answers: tuple[str, ...], labels: list[int], given: list[int]) -> Asked:
    right = np.array([classes[label] == answers[answer] for label, answer in zip(labels, given, strict=True)])
    index = np.arange(len(labels))
    return Asked(classes, answers, (), index, np.array(labels), np.array(given), np.ones(len(labels)), right)


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_right_answers_are_blue_by_name_and_mistakes_orange(palette) -> None:
    chart = taken_for(asked(("b", "a"), ("a", "b", "c"), [0, 0, 1, 1, 1, 1], [1, 1, 0, 0, 0, 2]), palette).data[0]
    assert chart.x == ("a", "b", "c") and chart.y == ("b", "a")
    assert np.allclose(chart.z, [[0, 1, 0], [np.sqrt(0.75), 0, -0.5]])
    assert list(map(list, chart.text)) == [["", "2", ""], ["3", "", "1"]]


def test_many_classes_have_no_room_for_numbers_and_axes_are_named() -> None:
    names = tuple(f"class {k}" for k in range(MOST_WRITTEN + 1))
    few, many = (taken_for(asked(names[:n], names[:n], [0, 1], [0, 1]), LIGHT) for n in (3, len(names)))
    assert few.data[0].texttemplate and not many.data[0].texttemplate
    assert many.layout.xaxis.title.text == "the network's answer" and many.layout.yaxis.title.text == "the true class"
