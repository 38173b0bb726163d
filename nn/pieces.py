"""Which ink hangs together: the connected pieces of a picture, and the box around each.

A stroke, a speck, a printed line and the edge of a desk are each a piece. `drawing.py` leaves out specks by it, and
`photo.py` finds the digit among everything else that stands out from the paper.
"""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Pieces:
    """The ink as runs along rows: run r covers [rows[r], starts[r]:stops[r]] and belongs to piece `of[r]`.

    The other arrays hold one number for each piece: its box, ends excluded, and how many pixels it has.
    """

    shape: tuple[int, int]
    rows: np.ndarray
    starts: np.ndarray
    stops: np.ndarray
    of: np.ndarray
    top: np.ndarray
    left: np.ndarray
    bottom: np.ndarray
    right: np.ndarray
    area: np.ndarray

    def __len__(self) -> int:
        return len(self.area)

    @property
    def size(self) -> np.ndarray:
        """The longer side of each piece's box."""
        size: np.ndarray = np.maximum(self.bottom - self.top, self.right - self.left)
        return size

    @property
    def at_edge(self) -> np.ndarray:
        """Whether each piece reaches the picture's edge."""
        height, width = self.shape
        at_edge: np.ndarray = (self.top == 0) | (self.left == 0) | (self.bottom == height) | (self.right == width)
        return at_edge

    @property
    def across(self) -> np.ndarray:
        """Whether each piece reaches from one edge of the picture to the opposite one."""
        height, width = self.shape
        across: np.ndarray = (self.bottom - self.top == height) | (self.right - self.left == width)
        return across

    @property
    def at_corner(self) -> np.ndarray:
        """Whether each piece covers a corner of the picture."""
        height, width = self.shape
        outermost = (self.rows == 0) | (self.rows == height - 1)
        covering = outermost & ((self.starts == 0) | (self.stops == width))
        at_corner: np.ndarray = np.bincount(self.of[covering], minlength=len(self)) > 0
        return at_corner

    def sums(self, values: np.ndarray) -> np.ndarray:
        """The sum of the values, (H, W), over the pixels of each piece."""
        up_to = np.pad(values.cumsum(axis=1, dtype=np.float64), ((0, 0), (1, 0)))
        along = up_to[self.rows, self.stops] - up_to[self.rows, self.starts]
        return np.bincount(self.of, along, minlength=len(self))

    def mask(self, chosen: np.ndarray) -> np.ndarray:
        """(H, W) bool: the pixels of those pieces for which `chosen`, one bool a piece, is true."""
        there = chosen[self.of]
        change = np.zeros((self.shape[0], self.shape[1] + 1), np.int8)
        change[self.rows[there], self.starts[there]] = 1
        change[self.rows[there], self.stops[there]] = -1
        mask: np.ndarray = change.cumsum(axis=1, dtype=np.int8)[:, :-1].view(bool)
        return mask


def pieces_of(mask: np.ndarray) -> Pieces:
    """(H, W) bool -> its pieces, which hang together at sides or corners."""
    rows, ends = np.nonzero(np.diff(mask, axis=1, prepend=False, append=False))
    rows, starts, stops = rows[::2], ends[::2], ends[1::2]
    of = _joined(rows, starts, stops, mask.shape[1])
    count = int(of.max()) + 1 if of.size else 0
    low, high = np.full((2, count), max(mask.shape)), np.zeros((2, count), int)
    for axis, (first, last) in enumerate(((rows, rows + 1), (starts, stops))):
        np.minimum.at(low[axis], of, first)
        np.maximum.at(high[axis], of, last)
    area = np.bincount(of, stops - starts, minlength=count)
    return Pieces((mask.shape[0], mask.shape[1]), rows, starts, stops, of, low[0], low[1], high[0], high[1], area)


def _joined(rows: np.ndarray, starts: np.ndarray, stops: np.ndarray, width: int) -> np.ndarray:
    """Runs, sorted by row -> (runs,) the number of the piece that each belongs to, from 0.

    Every run first is a piece of its own, called by its number; wherever two touch, corners included, both take the
    lower name, and then the name that this one has by now, until nothing changes.
    """
    row = width + 2  # all places in one line, with a gap between rows, so that one search finds the neighbours above
    first = np.searchsorted(rows * row + stops, (rows - 1) * row + starts, "left")
    last = np.searchsorted(rows * row + starts, (rows - 1) * row + stops, "right")
    touching = np.maximum(last - first, 0)
    below = np.repeat(np.arange(len(rows)), touching)
    above = np.arange(len(below)) + np.repeat(first - np.cumsum(touching) + touching, touching)
    name = np.arange(len(rows))
    while (name[below] != name[above]).any():
        lower = np.minimum(name[below], name[above])
        np.minimum.at(name, name[below], lower)
        np.minimum.at(name, name[above], lower)
        while (name[name] != name).any():
            name = name[name]
    return np.unique(name, return_inverse=True)[1]
