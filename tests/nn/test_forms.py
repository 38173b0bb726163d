"""Ruled lines, boxes and frames must be told from the strokes that cross them or lie within."""

import numpy as np
import pytest
from inked import draw

from nn.photo.forms import box_of, crossed_lines, lines, within_frame


def ruled(slope=0.0, apart=30, thick=2, size=200):
    y, x = np.mgrid[0:size, 0:size]
    return (y + slope * x) % apart < thick


@pytest.mark.parametrize("slope", [-0.1, 0.0, 0.03, 0.1])
@pytest.mark.parametrize("across", [True, False])
def test_lines_are_found_and_the_stroke_that_crosses_them_is_not(slope, across):
    paper = ruled(slope) if across else ruled(slope).T
    stroke = draw([(0.2, 0.0), (0.7, 1.0)], left=40, top=30, side=130, pen=14, canvas=200) > 0.5
    found = lines(paper | stroke)
    assert (found & paper & ~stroke).sum() > 0.9 * (paper & ~stroke).sum()
    assert (found & stroke).sum() < 0.1 * stroke.sum()


def test_a_digit_alone_has_no_lines():
    for points in ([(0.1, 0.0), (0.9, 0.0), (0.35, 1.0)], [(0.3, 0.0), (0.1, 0.6), (0.9, 0.6)]):
        assert not lines(draw(points) > 0.5).any()


def test_lines_that_cross_are_those_of_a_box():
    box = np.zeros((100, 100), bool)
    box[10:90, 10:90] = True
    box[12:88, 12:88] = False
    assert crossed_lines(box).sum() > 0.9 * box.sum()
    assert not crossed_lines(ruled(size=100)).any()


def rectangle(turn, half=(60, 45), thick=3, size=200):
    y, x = np.mgrid[0:size, 0:size] - size / 2
    u, v = x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)
    outside = np.maximum(np.abs(u) - half[0], np.abs(v) - half[1])
    return np.abs(outside) <= thick / 2


@pytest.mark.parametrize("degrees", [-30, -7, 0, 3, 20, 44])
def test_a_box_is_one_however_it_lies(degrees):
    mask = rectangle(np.deg2rad(degrees))
    box = box_of(mask)
    assert box is not None and box.is_printed(mask)
    assert sorted((box.right - box.left, box.bottom - box.top)) == pytest.approx([90, 120], abs=6)
    inside = box.inside(mask.shape, 1, 5)
    assert not (inside & mask).any() and inside.sum() == pytest.approx(110 * 80, rel=0.1)
    assert box.inside((400, 400), 2, 5).sum() == pytest.approx(4 * inside.sum(), rel=0.03)


@pytest.mark.parametrize(
    "points",
    [
        [(0.5, 0), (0.2, 0.15), (0.1, 0.5), (0.2, 0.85), (0.5, 1), (0.8, 0.85), (0.9, 0.5), (0.8, 0.15), (0.5, 0)],
        [(0.1, 0.0), (0.9, 0.0), (0.35, 1.0)],
        [(0.5, 0.0), (0.5, 1.0)],
    ],
    ids=["0", "7", "1"],
)
def test_no_digit_is_a_box(points):
    assert box_of(draw(points) > 0.5) is None


def test_what_is_within_a_frame():
    frame = np.ones((80, 100), bool)
    frame[6:70, 9:92] = False
    frame[30:50, 40:60] = True
    assert within_frame(frame) == (slice(6, 70), slice(9, 92))
    for nothing in (np.zeros((80, 100), bool), np.ones((80, 100), bool)):
        assert within_frame(nothing) == (slice(0, 80), slice(0, 100))
    frame[:, 92:] = False  # a corner of a desk, not a frame
    assert within_frame(frame) == (slice(0, 80), slice(0, 100))
