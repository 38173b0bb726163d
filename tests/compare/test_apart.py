"""Told apart or not: Student's t against printed tables, and what is too little to say anything."""

import numpy as np
import pytest

from nn.compare.apart import band, compare, two_sided


@pytest.mark.parametrize(
    ("t", "freedom", "p"),
    [(12.706, 1, 0.05), (4.303, 2, 0.05), (2.776, 4, 0.05), (2.228, 10, 0.05), (3.169, 10, 0.01), (0, 7, 1)],
)
def test_student_s_t_is_that_of_the_printed_tables(t: float, freedom: float, p: float) -> None:
    assert two_sided(t, freedom) == pytest.approx(p, rel=2e-3)
    assert two_sided(-t, freedom) == two_sided(t, freedom)


def test_welch_s_own_numbers() -> None:
    """t, degrees of freedom and p of two samples, worked out by hand: means 2 and 7, variances 1 and 4 of 3 each."""
    found = compare([1, 2, 3], [5, 7, 9])
    assert found is not None
    assert found.t == pytest.approx(5 / np.sqrt(1 / 3 + 4 / 3))
    assert found.freedom == pytest.approx((5 / 3) ** 2 / ((1 / 3) ** 2 / 2 + (4 / 3) ** 2 / 2))
    assert found.told_apart and found.p < 0.05


def test_the_same_seeds_twice_are_never_told_apart() -> None:
    found = compare([0.9, 0.92, 0.91], [0.91, 0.93, 0.905])
    assert found is not None and not found.told_apart and found.one.overlaps(found.two)


def test_bands_that_overlap_are_not_told_apart_whatever_the_means() -> None:
    rng = np.random.default_rng(0)
    found = compare(list(rng.normal(0, 1, 200)), list(rng.normal(1, 1, 200)))
    assert found is not None and found.p < 1e-6 and not found.told_apart


def test_chance_alone_is_taken_for_progress_as_seldom_as_promised() -> None:
    rng = np.random.default_rng(1)
    found = [compare(list(rng.normal(size=4)), list(rng.normal(size=4))) for _ in range(300)]
    assert 0.01 < np.mean([one.p < 0.05 for one in found if one]) < 0.09


def test_too_few_say_nothing_and_equals_are_equal() -> None:
    assert compare([1, 2], [3, 4, 5]) is None
    same, other = compare([1, 1, 1], [1, 1, 1]), compare([1, 1, 1], [2, 2, 2])
    assert same is not None and same.p == 1 and not same.told_apart
    assert other is not None and other.p == 0 and other.told_apart
    assert band([3, 1, 2]).mean == 2
