"""Jitter must do what its numbers say, within them, and nothing else."""

import numpy as np
import pytest

from nn.augment import MOST, Jitter, jitter, oversampling, rarity

GRID = np.arange(28) - 13.5


def bar(m, width=3.0, length=14.0):
    """(m, 784): the same soft upright bar m times, in the middle."""
    x = np.clip(width / 2 + 0.5 - np.abs(GRID), 0, 1)
    y = np.clip(length / 2 + 0.5 - np.abs(GRID), 0, 1)
    return np.tile(np.outer(y, x).ravel(), (m, 1)).astype(np.float32)


def moments(pixels):
    """Each picture's centre of mass (x, y), from the middle, and its second moments (xx, xy, yy)."""
    images = pixels.reshape(-1, 28, 28).astype(np.float64)
    mass = images.sum(axis=(1, 2))
    x, y = (images.sum(axis=1) @ GRID) / mass, (images.sum(axis=2) @ GRID) / mass
    xx = (images.sum(axis=1) @ GRID**2) / mass - x * x
    yy = (images.sum(axis=2) @ GRID**2) / mass - y * y
    xy = np.einsum("mij,i,j->m", images, GRID, GRID) / mass - x * y
    return x, y, xx, xy, yy


def spread(values, limit):
    """The values fill the range from -limit to limit, and do not leave it."""
    return np.abs(values).max() < 1.05 * limit and min(values.max(), -values.min()) > 0.9 * limit


def rng(seed=0):
    return np.random.default_rng(seed)


EVERYTHING = Jitter(
    shift=2, batch_shift=1, rotation=20, scale=0.2, aspect=0.2, shear=0.3, elastic=1.5, stroke_width=0.7
)


def test_no_jitter_is_the_identity():
    pixels = rng().random((5, 784), dtype=np.float32)
    assert np.array_equal(jitter(pixels, Jitter(), rng()), pixels)
    assert not Jitter().any() and Jitter(stroke_width=0.1).any()


def test_looking_up_without_moving_is_the_identity():
    pixels = rng().random((40, 784), dtype=np.float32)
    assert np.allclose(jitter(pixels, Jitter(shift=1e-9), rng()), pixels, atol=1e-5)


def test_shift_moves_the_centre_of_mass_by_the_stated_amount():
    x, y, *_ = moments(jitter(bar(500), Jitter(shift=2.0), rng()))
    assert spread(x, 2.0) and spread(y, 2.0)
    assert abs(np.corrcoef(x, y)[0, 1]) < 0.15


def test_batch_shift_moves_all_by_the_same_whole_pixels_and_every_batch_otherwise():
    one, moves = rng(), set()
    for _ in range(200):
        x, y, *_ = moments(jitter(bar(3), Jitter(batch_shift=2), one))
        assert np.ptp(x) == np.ptp(y) == 0
        moves.add((float(x[0].round(6)), float(y[0].round(6))))
    assert moves == {(x, y) for x in range(-2, 3) for y in range(-2, 3)}


def test_batch_shift_takes_each_pixel_along_and_leaves_paper_behind():
    pixels = rng().random((4, 784), dtype=np.float32) + 1
    seed = next(s for s in range(100) if rng(s).integers(-3, 3, size=2, endpoint=True).tolist() == [2, -3])
    moved = jitter(pixels, Jitter(batch_shift=3), rng(seed)).reshape(4, 28, 28)
    np.testing.assert_array_equal(moved[:, :-3, 2:], pixels.reshape(4, 28, 28)[:, 3:, :-2])
    assert not moved[:, -3:].any() and not moved[:, :, :2].any()


def test_batch_shift_comes_on_top_of_every_other_jitter():
    both = moments(jitter(bar(50), Jitter(batch_shift=4, shift=0.5), rng(3)))[:2]
    expected = rng(3).integers(-4, 4, size=2, endpoint=True)
    for centres, common in zip(both, expected, strict=True):
        assert np.abs(centres - common).max() < 0.53 and np.ptp(centres) > 0.8
    still = jitter(bar(50), Jitter(batch_shift=4, stroke_width=1e-9), rng(3))
    np.testing.assert_allclose(still, jitter(bar(50), Jitter(batch_shift=4), rng(3)), atol=1e-5)


def test_rotation_turns_by_the_stated_angle():
    *_, xx, xy, yy = moments(jitter(bar(500), Jitter(rotation=15.0), rng()))
    assert spread(np.rad2deg(np.arctan2(2 * xy, yy - xx) / 2), 15.0)


def test_scale_changes_the_size_and_keeps_the_shape():
    *_, xx, xy, yy = moments(jitter(bar(500, width=8), Jitter(scale=0.2), rng()))
    *_, xx0, _, yy0 = moments(bar(1, width=8))
    tall, wide = np.sqrt(yy / yy0), np.sqrt(xx / xx0)
    assert 1.15 < tall.max() < 1.22 and 1 / 1.22 < tall.min() < 1 / 1.15
    assert np.abs(tall - wide).max() < 0.05 and np.abs(xy).max() < 0.1


def test_aspect_makes_wider_and_lower_or_narrower_and_taller():
    *_, xx, _, yy = moments(jitter(bar(500, width=8), Jitter(aspect=0.2), rng()))
    *_, xx0, _, yy0 = moments(bar(1, width=8))
    tall, wide = np.sqrt(yy / yy0), np.sqrt(xx / xx0)
    assert 1.15 < tall.max() < 1.22 and np.abs(tall * wide - 1).max() < 0.05


def test_shear_slants_by_the_stated_fraction():
    x, y, xx, xy, yy = moments(jitter(bar(500), Jitter(shear=0.3), rng()))
    assert spread(xy / yy, 0.3)
    assert np.abs(x).max() < 0.05 and np.abs(y).max() < 0.05


def test_elastic_pulls_as_far_as_stated():
    x, y, *_ = moments(jitter(bar(2000, width=2, length=2), Jitter(elastic=1.5), rng()))
    assert x.std() == pytest.approx(1.5, rel=0.1) and y.std() == pytest.approx(1.5, rel=0.1)


def test_pen_widens_and_thins_strokes():
    ink = jitter(bar(500, width=2), Jitter(stroke_width=0.5), rng()).sum(axis=1) / 14
    assert ink.max() == pytest.approx(2 + 2 * 0.5, abs=0.2)  # half a pixel on either side
    assert ink.min() == pytest.approx(2 - 2 * 0.5, abs=0.2)


def test_every_picture_is_changed_in_its_own_way():
    changed = jitter(bar(64), EVERYTHING, rng())
    assert len(np.unique(changed.round(4), axis=0)) == 64


def test_the_same_generator_gives_the_same_jitter():
    one, same, other = (jitter(bar(50), EVERYTHING, rng(seed)) for seed in (1, 1, 2))
    assert np.array_equal(one, same) and not np.array_equal(one, other)


@pytest.mark.parametrize("m", [1, 15, 16, 17, 128])
def test_any_batch_stays_within_zero_and_one_and_leaves_its_input_alone(m):
    pixels = rng().random((m, 784), dtype=np.float32)
    before = pixels.copy()
    changed = jitter(
        pixels, Jitter(shift=30, rotation=180, scale=1, aspect=1, shear=2, elastic=20, stroke_width=1), rng()
    )
    assert np.array_equal(pixels, before)
    assert changed.shape == (m, 784) and changed.dtype == np.float32
    assert changed.min() >= 0 and changed.max() <= 1


def test_out_is_filled_and_returned():
    out = np.full((20, 784), np.nan, np.float32)
    assert jitter(bar(20), EVERYTHING, rng(), out=out) is out
    assert np.array_equal(out, jitter(bar(20), EVERYTHING, rng()))
    jitter(bar(20), Jitter(), rng(), out=out)
    assert np.array_equal(out, bar(20))


def test_an_empty_batch_is_no_accident():
    assert jitter(np.empty((0, 784), np.float32), EVERYTHING, rng()).shape == (0, 784)


# --- rare ways of writing


def forms():
    """(220, 784) and labels: of label 1, 97 bars like each other and 3 wide ones; of label 2, 120 alike."""
    usual, other = (jitter(bar(m, width), Jitter(shift=1), rng()) for m, width in ((97, 2), (120, 5)))
    return np.concatenate([usual, bar(3, width=14), other]), np.repeat([1, 2], [100, 120])


def test_rare_forms_are_rare_within_their_own_class():
    rare = rarity(*forms())
    assert rare.shape == (220,) and rare.dtype == np.float32
    assert rare[97:100].min() > 3 > rare[:97].max()
    assert np.median(rare[:100]) == pytest.approx(1, abs=0.01) and np.median(rare[100:]) == pytest.approx(1, abs=0.01)


def test_rarity_does_not_depend_on_the_pixels_scale_or_order():
    pixels, labels = forms()
    order = rng().permutation(len(pixels))
    assert np.allclose(rarity(pixels * 255, labels), rarity(pixels, labels), rtol=1e-3)
    assert np.allclose(rarity(pixels[order], labels[order]), rarity(pixels, labels)[order], rtol=1e-3)


def test_rare_forms_are_shown_more_often_but_not_without_end():
    pixels, labels = forms()
    shares = oversampling(pixels, labels, power=3.0)
    assert shares.sum() == pytest.approx(1) and len(rng().choice(220, size=220, p=shares)) == 220
    assert shares[97] > 5 * np.median(shares)
    strongest = oversampling(pixels, labels, power=9.0)
    assert strongest.max() / strongest[rarity(pixels, labels).argsort()[110]] == pytest.approx(MOST, rel=0.5)
    assert np.allclose(oversampling(pixels, labels, power=0.0), 1 / 220)


def test_classes_of_one_or_two_digits_are_no_accident():
    assert np.isfinite(rarity(bar(3), np.array([1, 2, 2]))).all()
