"""Pieces must be those that a flood fill finds, and every one must know its box."""

import numpy as np
import pytest

from nn.pieces import pieces_of


def flooded(mask):
    """(H, W) bool -> (H, W) integers, the same number for pixels that hang together, corners included; 0 outside."""
    number = np.zeros(mask.shape, int)
    for start in zip(*np.nonzero(mask), strict=True):
        if number[start]:
            continue
        found, open_ends = number.max() + 1, [start]
        while open_ends:
            y, x = open_ends.pop()
            if 0 <= y < mask.shape[0] and 0 <= x < mask.shape[1] and mask[y, x] and not number[y, x]:
                number[y, x] = found
                open_ends += [(y + down, x + right) for down in (-1, 0, 1) for right in (-1, 0, 1)]
    return number


@pytest.mark.parametrize("share", [0.0, 0.1, 0.35, 0.5, 0.8, 1.0])
@pytest.mark.parametrize("shape", [(1, 1), (1, 30), (30, 1), (40, 60)])
def test_pieces_are_those_of_a_flood_fill(shape, share):
    mask = np.random.default_rng(0).random(shape) < share
    pieces, number = pieces_of(mask), flooded(mask)
    assert len(pieces) == number.max()
    assert np.array_equal(pieces.mask(np.ones(len(pieces), bool)), mask)
    for i in range(len(pieces)):
        alone = pieces.mask(np.arange(len(pieces)) == i)
        assert np.array_equal(alone, number == number[alone][0])
        y, x = np.nonzero(alone)
        assert (pieces.top[i], pieces.left[i], pieces.bottom[i], pieces.right[i]) == (
            *(y.min(), x.min()),
            *(y.max() + 1, x.max() + 1),
        )
        assert pieces.area[i] == alone.sum() and pieces.size[i] == max(np.ptp(y), np.ptp(x)) + 1
        rim = np.pad(np.zeros(np.subtract(shape, 2).clip(0), bool), 1, constant_values=True)[: shape[0], : shape[1]]
        assert pieces.at_edge[i] == (alone & rim).any()
        assert pieces.at_corner[i] == alone[[0, 0, -1, -1], [0, -1, 0, -1]].any()


def test_values_are_summed_by_piece():
    mask = np.array([[1, 1, 0, 0, 1], [0, 0, 0, 0, 1], [1, 0, 0, 0, 0]], bool)
    values = np.arange(15, dtype=np.float32).reshape(3, 5)
    assert pieces_of(mask).sums(values).tolist() == [1, 13, 10]


def test_a_spiral_is_one_piece():
    spiral = np.zeros((41, 41), bool)
    y = x = 20
    for turn in range(1, 20):
        down, right = [(0, 1), (1, 0), (0, -1), (-1, 0)][turn % 4]
        for _ in range(2 * turn):
            y, x = y + down, x + right
            if 0 <= y < 41 and 0 <= x < 41:
                spiral[y, x] = True
    assert len(pieces_of(spiral)) == flooded(spiral).max()
