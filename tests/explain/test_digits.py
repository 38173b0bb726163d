"""Digits by their names: MNIST's by place, anybody's own by the ink itself."""

import numpy as np
import pytest

from nn.dataset import load_mnist
from nn.explain.digits import DigitError, find, of_ink, of_mnist

MNIST = load_mnist()


@pytest.mark.parametrize("training, name", [(False, "17"), (True, "train-17")])
def test_a_digit_of_mnist_is_found_by_its_place(training, name):
    digit = of_mnist(MNIST, 17, training)
    assert digit.name == name
    again = find(MNIST, name)
    assert np.array_equal(again.pixels, digit.pixels) and again.label == digit.label
    assert str(digit.label) in digit.title


@pytest.mark.parametrize("label", [None, 3])
def test_a_drawing_is_found_by_its_ink(label):
    ink = np.random.default_rng(0).random((28, 28), dtype=np.float32)
    digit = of_ink(ink, label)
    again = find(MNIST, digit.name)
    assert np.array_equal(again.pixels, digit.pixels) and again.label == label
    assert np.abs(again.X[:, 0] - ink.ravel()).max() < 1 / 500
    assert not again.of_mnist


def test_the_ink_of_a_usual_digit_fits_into_an_address():
    assert max(len(of_ink(MNIST.test_pixels[i]).name) for i in range(200)) < 400


def test_what_a_network_is_asked_about_is_what_it_was_trained_on():
    assert np.array_equal(of_mnist(MNIST, 5).X, MNIST.official.X(slice(5, 6)))


@pytest.mark.parametrize(
    "name", ["", "hello", "10000", "train-60000", "-1", "ink-", "ink-AAAAAAAAAAAA", "ink-eJwDAAAAAAE", "1e3", "٣"]
)
def test_a_name_that_means_nothing_is_refused_in_one_sentence(name):
    with pytest.raises(DigitError, match="digit"):
        find(MNIST, name)


def test_a_bomb_is_not_unpacked():
    import base64
    import zlib

    bomb = base64.urlsafe_b64encode(zlib.compress(b"\0" * 1_000_000, 9)).decode().rstrip("=")
    with pytest.raises(DigitError):
        find(MNIST, f"ink-{bomb[:1500]}")
