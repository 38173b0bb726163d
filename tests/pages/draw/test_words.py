"""The sentences of Draw: what was drawn, who reads it, and what a plain resize would have done to it."""

from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image, ImageDraw

from nn.dataset import load_mnist
from nn.drawing import naive_resize
from nn.explain.digits import of_ink, of_mnist
from nn.loss import one_hot
from pages.draw.words import (
    before_drawing,
    drawing_in_words,
    example_in_words,
    how_well_it_reads,
    what_nine_say,
    why_they_differ,
)
from pages.shared.answers import Answer


def certain(digit):
    return Answer(one_hot(np.array([digit]), 10)[:, 0])


def stroke(left, top, side, canvas=280):
    picture = Image.new("L", (canvas, canvas))
    ImageDraw.Draw(picture).rectangle((left, top, left + side, top + side), outline=255, width=20)
    return np.asarray(picture, np.float32) / 255


def test_why_the_squeeze_misleads_is_said_with_its_numbers():
    seven, two = certain(7), certain(2)
    small = stroke(10, 10, 90)
    assert naive_resize(small)[1:10, 1:10].any()
    assert "10 pixels long instead of 20 and 13 pixels off the middle" in why_they_differ(small, two, seven)
    assert "misreads it" in why_they_differ(small, two, seven)
    assert "does not change" in why_they_differ(small, seven, seven)
    large = stroke(41, 41, 198)
    assert "does no harm" in why_they_differ(large, seven, seven)
    wide = np.pad(large, ((0, 0), (100, 100)))
    assert "pulled out of shape" in why_they_differ(wide, two, seven)
    assert "hardly any ink" in why_they_differ(np.zeros((280, 280), np.float32), two, seven)


def test_what_is_read_is_named():
    seven = of_mnist(load_mnist(), 0)
    assert example_in_words(seven, chosen=False) == "An example from MNIST’s test digits: draw your own"
    assert example_in_words(seven, chosen=True) == "Test digit 0, a 7, until you draw your own"
    assert drawing_in_words("", two_digits=False) == "Your drawing"
    assert drawing_in_words("a.png", True) == "Your picture a.png. More than one digit? It reads one digit at a time."


@pytest.mark.parametrize(
    ("iteration", "active", "accuracy", "said"),
    [
        (0, False, [], "It guesses: train it on the Train page."),
        (0, True, [], "It guesses so far."),
        (3, True, [0.5, 0.875], "It reads 87.5% of its test digits."),
        (3, False, [np.nan], ""),
    ],
)
def test_how_well_a_run_reads_is_said_as_far_as_it_is_known(iteration, active, accuracy, said):
    history = SimpleNamespace(test_accuracy=np.array(accuracy))
    assert how_well_it_reads(SimpleNamespace(iteration=iteration, active=active, history=history)) == said


def test_how_well_a_run_read_at_a_moment_is_said_of_that_moment_or_not_at_all():
    history = SimpleNamespace(iteration=np.array([0, 199, 499]), test_accuracy=np.array([0.1, 0.75, 0.885]))
    run = SimpleNamespace(iteration=500, active=False, history=history)
    assert how_well_it_reads(run, 199) == "It read 75.0% of its test digits then."
    assert how_well_it_reads(run, 200) == ""
    assert how_well_it_reads(run) == "It reads 88.5% of its test digits."


def test_of_a_drawing_that_was_made_elsewhere_there_are_no_steps():
    seven = of_mnist(load_mnist(), 0)
    assert "only its 28 x 28 pixels are known" in before_drawing(of_ink(seven.X.reshape(28, 28)))
    assert "only its" not in before_drawing(seven)


def test_nine_looks_say_how_they_agree():
    assert what_nine_say(np.array([4] * 9)) == "All nine looks say 4."
    assert what_nine_say(np.array([4, 9, 4, 4, 9, 4, 4, 4, 7])) == "Of nine looks, 6 say 4, 2 say 9 and 1 says 7."
