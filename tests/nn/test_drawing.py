"""What a person draws must reach the network the way MNIST's digits did, or be refused in one sentence."""

import numpy as np
import pytest
from inked import DASH, ONE, SEVEN, difference, draw, on_canvas

from nn.drawing import (
    DrawingError,
    as_mnist,
    ink_from_canvas,
    looks_like_two,
    naive_resize,
    pen_width,
)


def middle(image):
    y, x = np.mgrid[0 : image.shape[0], 0 : image.shape[1]]
    return float((y * image).sum() / image.sum()), float((x * image).sum() / image.sum())


# --- the recipe


def test_the_result_is_what_a_network_takes():
    drawing = as_mnist(draw())
    assert drawing.pixels.shape == (28, 28) and drawing.pixels.dtype == np.float32
    assert drawing.pixels.flags.c_contiguous
    assert drawing.pixels.min() == 0 and 0.9 < drawing.pixels.max() <= 1


@pytest.mark.parametrize("points", [SEVEN, ONE, DASH])
def test_the_longer_side_is_twenty_and_the_mass_is_in_the_middle(points):
    pixels = as_mnist(draw(points)).pixels
    rows, columns = (np.flatnonzero((pixels > 0.02).any(axis=axis)) for axis in (1, 0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == 20
    assert np.abs(np.array(middle(pixels)) - 14).max() <= 0.5


@pytest.mark.parametrize("place", [{"left": 13}, {"top": 14}, {"left": 117, "top": 116}, {"left": 117, "top": 15}])
def test_a_moved_drawing_gives_the_same_picture(place):
    assert difference(as_mnist(draw()).pixels, as_mnist(draw(**place)).pixels) < 0.1


@pytest.mark.parametrize("scale", [0.3, 0.5, 1.6])
def test_a_scaled_drawing_gives_the_same_picture(scale):
    scaled = draw(left=20, top=20, side=150 * scale, pen=24 * scale)
    assert difference(as_mnist(draw()).pixels, as_mnist(scaled).pixels) < 0.25


@pytest.mark.parametrize("pen", [2, 8, 18, 30, 45])
def test_any_pen_becomes_mnists(pen):
    drawing = as_mnist(draw(pen=pen))
    assert 2.1 < pen_width(drawing.pixels) < 3.2 and drawing.pixels.max() > 0.9
    assert difference(drawing.pixels, as_mnist(draw(pen=24)).pixels) < 0.4
    assert [stage.name for stage in drawing.stages] == ["drawing", "cut out", "pen", "shrink", "centre"]
    assert ("widened" if pen < 24 else "narrowed") in drawing.stages[2].caption


def test_a_thin_pen_all_but_vanishes_in_a_naive_resize():
    assert naive_resize(draw(pen=2)).max() < 0.3


def test_a_drawing_off_the_edge_works():
    assert as_mnist(draw(left=-30, top=-30, side=340)).pixels.sum() > 20


def test_a_picture_from_mnist_passes_through_unchanged():
    for pen in (8, 24, 60):
        digit = as_mnist(draw(pen=pen)).pixels
        assert np.array_equal(as_mnist(digit).pixels, digit)


def test_the_stages_tell_the_story_in_numbers():
    ink = draw(ONE)
    stages = as_mnist(ink).stages
    assert stages[0].caption == "your drawing: 280 x 280 pixels"
    height, width = stages[1].image.shape
    assert stages[1].caption == f"cut out the ink: {width} x {height} of 280 x 280 pixels"
    assert "3 x 20" in stages[-2].caption and "28 x 28" in stages[-1].caption
    for stage in stages:
        assert stage.image.ndim == 2 and stage.image.dtype == np.float32
        assert stage.image.min() >= 0 and stage.image.max() <= 1


def test_the_input_is_not_written_to():
    ink = draw(pen=4)
    before = ink.copy()
    as_mnist(ink)
    naive_resize(ink)
    assert np.array_equal(ink, before)


@pytest.mark.parametrize("side", [0, 1, 3, 8])
def test_blank_or_a_speck_is_refused(side):
    ink = np.zeros((280, 280), np.float32)
    ink[100 : 100 + side, 100 : 100 + side] = 1
    with pytest.raises(DrawingError, match="blank"):
        as_mnist(ink)


@pytest.mark.parametrize("pen", [6, 18, 40])
def test_a_dot_is_refused_whatever_the_pen(pen):
    with pytest.raises(DrawingError, match="blank but for a dot"):
        as_mnist(draw([(0.5, 0.5), (0.5, 0.5)], pen=pen))


@pytest.mark.parametrize("ink", [np.zeros((0, 5)), np.zeros(784), np.full((28, 28), np.nan)])
def test_what_is_not_ink_is_refused(ink):
    with pytest.raises(DrawingError):
        as_mnist(ink)


def test_a_slip_of_the_pen_is_left_out():
    ink = draw(left=20, top=20)
    dot = draw([(0.5, 0.5), (0.5, 0.5)], left=180, top=180)
    drawing = as_mnist(np.maximum(ink, dot))
    assert np.array_equal(drawing.pixels, as_mnist(ink).pixels)
    assert drawing.stages[1].caption == "left out 1 speck, far smaller than the rest"


def test_a_digit_of_two_strokes_stays_whole():
    ink = np.maximum(draw(SEVEN, top=90), draw(DASH, left=110, top=20, side=60))
    rows = np.flatnonzero((as_mnist(ink).stages[1].image > 0.5).any(axis=1))
    assert len(rows) < rows[-1] - rows[0] + 1  # there still is a gap


def test_naive_resize_keeps_the_margins():
    ink = draw(left=20, top=20, side=60)
    small = naive_resize(ink)
    assert small.shape == (28, 28) and small.dtype == np.float32
    assert small.sum() * 100 == pytest.approx(ink.sum(), rel=1e-4)
    assert small[:, 10:].max() == 0


# --- two digits in one picture


@pytest.mark.parametrize("pen", [8, 22])
@pytest.mark.parametrize("second", [SEVEN, ONE])
def test_two_digits_side_by_side_are_noticed(pen, second):
    ink = np.maximum(draw(ONE, left=0, top=60, side=120, pen=pen), draw(second, left=130, top=70, side=120, pen=pen))
    assert looks_like_two(ink)
    assert looks_like_two(np.pad(ink, 200))
    assert not looks_like_two(ink.T)  # one above the other


FIVE = [(0.1, 0.0), (0.1, 0.4), (0.7, 0.5), (0.6, 1.0), (0.0, 0.95)]
ARC = [(0.35, 0.0), (0.0, 0.5), (0.35, 1.0)]
MIRRORED = [(1 - x, y) for x, y in ARC]


@pytest.mark.parametrize(
    "parts",
    [
        [draw(SEVEN)],
        [draw(FIVE, left=40, top=80), draw(DASH, left=165, top=50, side=60, pen=20)],  # its bar stands apart
        [draw(ARC, left=81, pen=14), draw(MIRRORED, left=55, pen=14)],  # a 0, broken at the top and at the bottom
        [draw(SEVEN, left=20), draw([(0.5, 0.5), (0.5, 0.5)], left=180, top=180)],  # a slip of the pen
        [draw(SEVEN, top=90), draw(DASH, left=110, top=20, side=60)],
        [np.zeros((280, 280), np.float32)],
        [np.ones((280, 280), np.float32)],
    ],
)
def test_one_digit_in_pieces_is_still_one(parts):
    assert not looks_like_two(np.maximum.reduce(parts))


# --- the canvas


@pytest.mark.parametrize(
    ("pen", "background"),
    [
        ((255, 255, 255), (0, 0, 0)),
        ((0, 0, 0), (255, 255, 255)),
        ((250, 250, 250), (14, 17, 23)),
        ((200, 0, 0), (255, 255, 255)),
    ],
)
def test_ink_is_what_differs_from_the_paper(pen, background):
    ink = draw()
    assert np.abs(ink_from_canvas(on_canvas(ink, pen, background), background) - ink).max() < 0.01


@pytest.mark.parametrize("pen", [0, 128, 255])
def test_on_a_transparent_canvas_ink_is_opacity(pen):
    ink = draw()
    rgba = np.full((280, 280, 4), pen, np.uint8)
    rgba[:, :, 3] = (ink * 255).round()
    assert np.abs(ink_from_canvas(rgba) - ink).max() < 0.01


@pytest.mark.parametrize("pen", [22, 44])
def test_a_drawing_along_the_edge_is_not_taken_for_the_paper(pen):
    frame = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    ink = draw(frame, left=5, top=5, side=270, pen=pen)
    transparent = np.full((280, 280, 4), 255, np.uint8)
    transparent[:, :, 3] = (ink * 255).round()
    for rgba in (on_canvas(ink), transparent):
        assert np.abs(ink_from_canvas(rgba) - ink).max() < 0.01


def test_an_empty_canvas_has_no_ink():
    assert not ink_from_canvas(np.zeros((280, 280, 4), np.uint8)).any()
    assert not ink_from_canvas(on_canvas(np.zeros((280, 280)))).any()
    assert not ink_from_canvas(np.full((280, 280, 4), 255, np.uint8), paper=(255, 255, 255)).any()


@pytest.mark.parametrize(("shape", "kind"), [((28, 28), "uint8"), ((28, 28, 3), "uint8"), ((28, 28, 4), "float64")])
def test_what_is_no_canvas_is_refused(shape, kind):
    with pytest.raises(DrawingError):
        ink_from_canvas(np.zeros(shape, kind))


def test_nonsense_is_drawn_or_refused():
    rng = np.random.default_rng(3)
    for _ in range(60):
        height, width = rng.choice([8, 28, 60, 90, 300], size=2)
        noise = rng.random((height, width), dtype=np.float32)
        for ink in (noise, noise * 0.1, (noise > 0.5) * 1.0, (noise > 0.99) * 1.0, np.ones_like(noise)):
            try:
                drawing = as_mnist(ink)
            except DrawingError:
                continue
            assert all(np.isfinite(stage.image).all() and stage.image.max() <= 1 for stage in drawing.stages)
