"""What the pictures come to: the same as NumPy says of all of them at once, and what is known of MNIST."""

import numpy as np
import pytest

from nn.assess.making import frame_of, put_back
from nn.assess.pixels import pixels_of
from nn.dataset import Examples, load_mnist
from nn.drawing import as_mnist


def some(m: int, classes: int, seed: int = 0) -> Examples:
    rng = np.random.default_rng(seed)
    pixels = rng.integers(0, 256, (m, 784), np.uint8) * (rng.random((m, 784)) < 0.3).astype(np.uint8)
    pixels[:, :28] = 0
    return Examples(pixels, rng.integers(0, classes, m).astype(np.uint8), rng.permutation(m))


@pytest.mark.parametrize("classes", [2, 10, 26])
def test_sums_of_chunks_are_those_of_all_pictures_at_once(classes: int) -> None:
    examples = some(3_300, classes)
    found, X, labels = pixels_of(examples, classes), examples.X().T.astype(float), examples.labels
    for k in range(classes):
        np.testing.assert_allclose(found.mean[k], X[labels == k].mean(axis=0), rtol=0, atol=1e-7)
        np.testing.assert_allclose(found.spread[k], X[labels == k].std(axis=0), rtol=0, atol=1e-6)
    assert found.counts.tolist() == np.bincount(labels, minlength=classes).tolist()
    assert found.overall == pytest.approx((X.mean(), X.std()), abs=1e-6)
    assert found.never_lit.tolist() == (~examples.pixels.any(axis=0)).tolist() and found.never_lit[:28].all()
    assert found.levels.tolist() == np.bincount(examples.pixels.ravel(), minlength=256).tolist()


def test_a_class_without_pictures_and_no_pictures_at_all() -> None:
    found = pixels_of(some(50, 3), 5)
    assert found.counts[3:].tolist() == [0, 0] and not found.mean[3:].any() and not found.spread[3:].any()
    none = pixels_of(some(50, 3).only(slice(0, 0)), 3)
    assert none.pictures == 0 and np.isnan(none.overall).all() and np.isnan(none.paper)


def test_mnists_test_digits_are_as_they_are_known() -> None:
    found = pixels_of(load_mnist().official, 10)
    assert found.counts.tolist() == [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]
    assert found.overall == pytest.approx((0.1325, 0.3105), abs=5e-5)


def test_nearly_all_digits_fill_the_box_and_are_centred_by_mass() -> None:
    official = load_mnist().official
    found = frame_of(official)
    assert found.of_side(20) > 0.999 and found.centred() > 0.999
    picture = official.pixels[7].reshape(28, 28).astype(float)
    down, right = np.indices((28, 28))
    middle = [(picture * place).sum() / picture.sum() for place in (down, right)]
    assert found.middles[7] == pytest.approx(middle, abs=1e-12)


def test_a_picture_without_ink_has_no_side() -> None:
    found = frame_of(Examples(np.zeros((1, 784), np.uint8), np.zeros(1, np.uint8), np.arange(1)))
    assert found.sides.tolist() == [0] and found.centred() == 0
    assert not put_back(np.zeros((28, 28)), 0.4, 0, 0).any()


@pytest.mark.parametrize(("size", "down", "right"), [(0.25, -1, 1), (0.5, 0.4, -0.7), (0.95, 0, 0), (0.1, 1, 1)])
def test_a_digit_that_is_put_back_anywhere_comes_out_much_as_it_was(size: float, down: float, right: float) -> None:
    ink = load_mnist().official.pixels[0].reshape(28, 28) / np.float32(255)
    sheet = put_back(ink, size, down, right)
    rows, columns = np.flatnonzero(sheet.any(axis=1)), np.flatnonzero(sheet.any(axis=0))
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == pytest.approx(size * 112, abs=2)
    assert (down > 0) == (rows.mean() > 56) or not down
    again = as_mnist(sheet).pixels
    assert np.corrcoef(again.ravel(), ink.ravel())[0, 1] > 0.85
