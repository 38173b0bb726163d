"""Numbers are short, and two that differ look different."""

import numpy as np
import pytest

from pages.steps.numbers import chance, digits_apart, number, told_apart, with_sign


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0"),
        (1.0, "1.00"),
        (-12.345, "−12.3"),
        (0.00123456, "0.00123"),
        (0.000123456, "1.23 × 10⁻⁴"),
        (-4567.8, "−4568"),
        (123456.0, "1.23 × 10⁵"),
        (float("nan"), "no number"),
    ],
)
def test_numbers_are_short(value: float, text: str) -> None:
    assert number(value) == text


def test_two_numbers_that_differ_are_told_apart() -> None:
    assert told_apart(0.12345, 0.12346) == ("0.12345", "0.12346") and digits_apart(0.12345, 0.12346) == 5
    assert told_apart(2.0, 2.0) == ("2.00", "2.00")


def test_a_term_of_a_sum_has_its_sign() -> None:
    assert [with_sign(value) for value in (0.5, -0.5, 0.0, 1e-7)] == ["+0.500", "−0.500", "0", "+1.00 × 10⁻⁷"]


@pytest.mark.parametrize(
    ("p", "text"),
    [(0.5, "50.0%"), (0.99999, "99.99900%"), (1e-5, "1.00 × 10⁻⁵"), (0.0, "next to 0"), (0.001, "0.1%")],
)
def test_a_chance_is_neither_rounded_to_0_nor_to_certainty(p: float, text: str) -> None:
    assert chance(np.array([[1 - p], [p]]), 1) == text
