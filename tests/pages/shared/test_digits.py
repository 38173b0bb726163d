"""Strips of digits stand in whole rows, as many in each as divide them and fit."""

import re

import numpy as np
import pytest

from pages.shared.digits import Picture, digit_strip


def rows_of(monkeypatch: pytest.MonkeyPatch, n: int) -> list[int]:
    """How many digits a row may have, from the narrowest room to the widest."""
    said: list[str] = []
    monkeypatch.setattr("pages.shared.digits.st.html", said.append)
    digit_strip([Picture(np.zeros((28, 28), np.uint8)) for _ in range(n)], 64)
    return [int(k) for k in re.findall(r"repeat\((\d+)", said[0])]


@pytest.mark.parametrize(("n", "rows"), [(8, [2, 4, 8]), (10, [2, 5, 10]), (7, []), (1, [])])
def test_a_row_is_a_whole_part_of_the_strip(monkeypatch: pytest.MonkeyPatch, n: int, rows: list[int]) -> None:
    assert rows_of(monkeypatch, n) == rows
