"""Numbers and lists as several pages write them."""

import pytest

from pages.shared.words import listed, percent, signed


@pytest.mark.parametrize(
    ("value", "text"),
    [(0.123, "+0.12"), (-0.5, "−0.50"), (0.0, "0.00"), (-0.001, "0.00"), (-0.0, "0.00"), (3.2e16, "+3.20e16")],
)
def test_signed(value, text):
    assert signed(value) == text


def test_signed_without_a_plus():
    assert [signed(value, 1, plus="") for value in (0.5, -0.5, 0.0)] == ["0.5", "−0.5", "0.0"]


@pytest.mark.parametrize(("words", "text"), [(["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")])
def test_words_in_a_row(words, text):
    assert listed(words) == text


def test_no_probability_is_called_nothing_or_everything():
    assert (percent(1.0), percent(0.0), percent(0.5)) == ("over 99.9%", "under 0.1%", "50.0%")
