"""Distortions begin at nothing, repeat by their seed and grow with their strength; curves begin at the accuracy."""

import numpy as np
import pytest

from nn.assess.answers import ask
from nn.assess.corruptions import brightness, dotted_lines, impulse_noise, motion_blur, outline, spatter, stripe
from nn.assess.distortions import DISTORTIONS, Distortion, blur, noise, occlusion
from nn.assess.robustness import Curve, answers_to, distorted, robustness
from nn.dataset import load_mnist
from nn.models import load_shipped
from nn.training import evaluate

EXAMPLES = load_mnist().official.only(slice(0, 120))
PICTURES = np.ascontiguousarray(EXAMPLES.X().T)
WITHOUT_CHANCE = (blur, brightness, outline)
EACH = pytest.mark.parametrize("distortion", DISTORTIONS.values(), ids=list(DISTORTIONS))


@EACH
def test_strength_nothing_is_the_digit_itself_and_the_plain_accuracy(distortion: Distortion):
    assert distortion.strengths[0] == 0 and np.diff(distortion.strengths).min() > 0
    np.testing.assert_array_equal(distortion.apply(PICTURES, 0), PICTURES)
    network = load_shipped("blog").network
    curve = robustness(network, EXAMPLES, Distortion("", "", "", (0,), distortion.distort))
    assert curve.accuracies[0] == evaluate(network, EXAMPLES).accuracy and curve.digits == len(EXAMPLES)


@EACH
def test_it_repeats_by_its_seed_and_stays_ink(distortion: Distortion):
    strongest = distortion.strengths[-1]
    one, same, other = (distortion.apply(PICTURES, strongest, seed) for seed in (3, 3, 4))
    np.testing.assert_array_equal(one, same)
    assert one.shape == PICTURES.shape and one.dtype == np.float32 and one.min() >= 0 and one.max() <= 1
    assert distortion.distort in WITHOUT_CHANCE or not np.array_equal(one, other)


@EACH
def test_a_stronger_one_changes_more(distortion: Distortion):
    changes = [np.abs(distortion.apply(PICTURES, s) - PICTURES).mean() for s in distortion.strengths]
    assert changes[0] == 0 and changes[1] > 0 and changes[-1] > changes[1]


@EACH
def test_it_leaves_the_pictures_that_it_was_given(distortion: Distortion):
    before = PICTURES.copy()
    distortion.apply(PICTURES, distortion.strengths[-1])
    np.testing.assert_array_equal(PICTURES, before)


def test_noise_has_the_strength_that_it_says():
    grey = np.full((50, 784), 0.5, np.float32)
    assert noise(grey, 0.1, np.random.default_rng(0)).std() == pytest.approx(0.1, rel=0.02)


def test_blur_keeps_a_plain_picture_plain_and_spreads_a_point_evenly():
    point = np.zeros((2, 28, 28), np.float32)
    point[0, 14, 14], point[1] = 1, 0.7
    spread_out, plain = blur(point.reshape(2, 784), 1.5, np.random.default_rng(0)).reshape(2, 28, 28)
    np.testing.assert_allclose(plain, 0.7, rtol=1e-5)
    np.testing.assert_allclose(spread_out, spread_out.T, atol=1e-7)
    assert spread_out.sum() == pytest.approx(1, rel=1e-4) and spread_out.argmax() == 14 * 28 + 14


def test_occlusion_takes_a_square_and_nothing_else():
    full = np.ones((30, 784), np.float32)
    for picture in occlusion(full, 8, np.random.default_rng(0)).reshape(-1, 28, 28):
        rows, columns = np.flatnonzero((picture == 0).any(axis=1)), np.flatnonzero((picture == 0).any(axis=0))
        assert 6 <= len(rows) <= 8 and 6 <= len(columns) <= 8 and not picture[np.ix_(rows, columns)].any()


def test_salt_and_pepper_are_half_each_and_as_many_as_is_said():
    changed = impulse_noise(np.full((50, 784), 0.5, np.float32), 0.3, np.random.default_rng(0))
    for spoilt in (0, 1):
        assert (changed == spoilt).mean() == pytest.approx(0.15, abs=0.01)


def test_motion_spreads_a_point_along_a_line_and_keeps_its_ink():
    points = np.zeros((20, 28, 28), np.float32)
    points[:, 14, 14] = 1
    for picture in motion_blur(points.reshape(20, -1), 8, np.random.default_rng(0)).reshape(-1, 28, 28):
        rows, columns = np.nonzero(picture)
        assert picture.sum() == pytest.approx(1, rel=1e-5)
        assert np.hypot(np.ptp(rows), np.ptp(columns)) == pytest.approx(8, abs=1.5)


def test_a_stripe_is_inverted_and_the_rest_is_not():
    for before, after in zip(PICTURES, stripe(PICTURES, 6, np.random.default_rng(0)), strict=True):
        changed = np.flatnonzero((before != after).reshape(28, 28).any(axis=0))
        assert changed.tolist() == list(range(changed[0], changed[0] + 6))
        inside = before.reshape(28, 28)[:, changed]
        np.testing.assert_array_equal(after.reshape(28, 28)[:, changed], 1 - inside)


def test_drops_cover_what_is_said_and_one_line_is_among_two():
    paper = np.zeros((30, 784), np.float32)
    assert spatter(paper, 0.1, np.random.default_rng(0)).mean() == pytest.approx(0.1, abs=0.005)
    one, two = (dotted_lines(paper, n, np.random.default_rng(0)) for n in (1, 2))
    assert (two >= one).all() and (one.reshape(-1, 28, 28).sum(axis=(1, 2)) >= 10).all()


def test_only_edges_are_left_of_a_block():
    block = np.zeros((1, 28, 28), np.float32)
    block[0, 8:20, 8:20] = 1
    left = outline(block.reshape(1, 784), 1, np.random.default_rng(0)).reshape(28, 28)
    assert not left[11:17, 11:17].any() and left[8, 14] == 1 and not left[:6].any()


def test_a_curve_is_the_accuracy_at_each_strength_and_falls():
    network, noisy = load_shipped("blog").network, DISTORTIONS["noise"]
    curve = robustness(network, EXAMPLES, noisy)
    for strength, accuracy in zip(noisy.strengths, curve.accuracies, strict=True):
        assert accuracy == answers_to(network, EXAMPLES, noisy, strength).accuracy
    assert curve.accuracies[-1] < curve.accuracies[0]


def test_all_networks_see_the_same_pictures():
    noisy = DISTORTIONS["noise"]
    seen = distorted(EXAMPLES, noisy, 0.4)
    np.testing.assert_array_equal(
        ask(load_shipped("deep").network, seen).scores,
        answers_to(load_shipped("deep").network, EXAMPLES, noisy, 0.4).scores,
    )


def test_where_half_is_lost_is_a_strength_of_the_curve():
    assert Curve(np.array([0, 1, 2, 3.0]), np.array([0.8, 0.5, 0.39, 0.1]), 10).half_lost == 2
    assert Curve(np.array([0, 1.0]), np.array([0.8, 0.5]), 10).half_lost is None
