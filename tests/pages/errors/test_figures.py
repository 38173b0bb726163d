"""Figures are data: what those of Errors show is checked here without a browser."""

import json

import numpy as np
import pytest
from sent import check_sent

from nn.assess.calibration import coverage, reliability
from nn.assess.confusion import by_column, by_row
from nn.assess.robustness import Curve
from pages.errors.figures import (
    COLUMN,
    COUNT,
    ROW,
    confusion_matrix,
    coverage_curve,
    reliability_diagram,
    robustness_curves,
)
from pages.shared.theme import DARK, LIGHT, Palette

COUNTS = np.random.default_rng(0).integers(0, 30, (10, 10)) + 400 * np.eye(10, dtype=int)
COUNTS[2, 7] = 0


def written(counts: np.ndarray, by: str) -> np.ndarray:
    """What stands in the cells."""
    return np.array(confusion_matrix(counts, LIGHT, by).plotly.data[1].text).reshape(10, 10)


def test_a_cells_point_says_which_it_is():
    heat, points = confusion_matrix(COUNTS, LIGHT).plotly.data
    assert list(heat.x) == list(heat.y) == list("0123456789")
    for x, y, picked, said in zip(points.x, points.y, points.customdata, points.hovertext, strict=True):
        truth, answer = divmod(picked, 10)
        assert (y, x) == (str(truth), str(answer))
        assert said.startswith(f"{COUNTS[truth, answer]} of {COUNTS[truth].sum()} {truth}s are called {answer}<br>")


def test_right_is_blue_wrong_is_orange_and_muted_leaves_the_mistakes():
    z = np.array(confusion_matrix(COUNTS, LIGHT, muted=False).plotly.data[0].z)
    wrong = ~np.eye(10, dtype=bool)
    assert (np.diag(z) > 0).all() and (z[wrong] <= 0).all() and z[2, 7] == 0
    muted = np.array(confusion_matrix(COUNTS, LIGHT, muted=True).plotly.data[0].z)
    assert not np.diag(muted).any() and muted.min() == pytest.approx(-1)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_what_is_written_stands_out_from_its_cell(palette: Palette):
    colours = confusion_matrix(COUNTS, palette, muted=False).plotly.data[1].textfont.color
    assert colours[0] == palette.background  # the diagonal is in full colour
    assert colours[27] == palette.text  # and an empty cell is the page itself


@pytest.mark.parametrize(("by", "shares"), [(COUNT, None), (ROW, by_row(COUNTS)), (COLUMN, by_column(COUNTS))])
def test_what_stands_in_a_cell(by: str, shares: np.ndarray | None):
    text = written(COUNTS, by)
    assert text[2][7] == ""
    for t, a in ((0, 0), (3, 5), (9, 8)):
        assert text[t][a] == str(COUNTS[t, a]) if shares is None else abs(float(text[t][a]) - 100 * shares[t, a]) <= 0.5


def test_the_table_of_its_numbers_has_what_is_written():
    heat, points = confusion_matrix(COUNTS, LIGHT, ROW).plotly.data
    assert [cell for row in heat.text for cell in row] == list(points.text) and heat.texttemplate is None


def test_nearly_all_is_not_written_as_all():
    counts = np.diag([1000] * 10)
    counts[4, 9] = 1
    text = written(counts, ROW)
    assert (text[4][4], text[4][9], text[5][5]) == ("99.9", "0.1", "100")


@pytest.mark.parametrize(
    ("opened", "frame"),
    [
        ((None, None), None),
        ((4, 9), (8.5, 9.5, 3.5, 4.5)),
        ((4, None), (-0.5, 9.5, 3.5, 4.5)),
        ((None, 9), (8.5, 9.5, -0.5, 9.5)),
    ],
)
def test_what_is_opened_is_framed(opened: tuple[int | None, int | None], frame: tuple[float, ...] | None):
    shapes = confusion_matrix(COUNTS, LIGHT, opened=opened).plotly.layout.shapes
    assert [(s.x0, s.x1, s.y0, s.y1) for s in shapes] == ([frame] if frame else [])


def test_without_mistakes_or_digits_there_is_a_figure_all_the_same():
    for counts in (np.diag([3] * 10), np.zeros((10, 10), int)):
        for by in (COUNT, ROW, COLUMN):
            json.loads(confusion_matrix(counts, DARK, by).to_json())


def test_sureness_against_truth_leaves_out_empty_bins():
    confidence, right = np.array([0.95] * 40 + [0.55] * 3), np.array([True] * 38 + [False] * 5)
    columns, marks, honest = reliability_diagram(reliability(confidence, right), LIGHT).plotly.data
    np.testing.assert_allclose(columns.x, [55, 95])
    np.testing.assert_allclose(columns.y, [0, 95])
    np.testing.assert_allclose(marks.y, [55, 95], rtol=1e-6)
    assert columns.marker.opacity[0] < columns.marker.opacity[1] and list(honest.x) == list(honest.y)


def test_coverage_leaves_out_what_nobody_is_sure_enough_of():
    found = coverage(np.array([0.5, 0.8]), np.array([False, True]), np.array([0, 0.6, 0.9]))
    answered, right = coverage_curve(found, 0.6, LIGHT).plotly.data
    assert list(answered.y) == [100, 50, 0] and list(right.y) == [50, 100, None]


def test_what_is_sent_is_the_figure():
    found = reliability(np.array([0.95, 0.4]), np.array([True, False]))
    curve = Curve(np.array([0, 1.0]), np.array([0.9, 0.2]), 10)
    for figure in (
        confusion_matrix(COUNTS, LIGHT, ROW),
        reliability_diagram(found, LIGHT),
        robustness_curves([("a", curve), ("b", curve)], 1.0, "noise", DARK),
    ):
        check_sent(figure)
