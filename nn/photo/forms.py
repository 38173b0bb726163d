"""Ruled lines, boxes and frames: what is printed on paper, or lies around it, stands out as ink does, and is none.

A line is straight, thin, and reaches across most of the picture. A box is a piece that covers all four sides of a
rectangle. A frame covers the picture's rim.

Next: digit.py.
"""

from dataclasses import dataclass

import numpy as np

REACH, SHORTER = 0.6, 0.4  # of the picture's width, that a line covers at least; and where there is one, others
THIN = 1 / 50  # of the picture's longer side: no line is thicker
SLOPES = np.linspace(-0.12, 0.12, 49)  # seven degrees to either side
MOST = 200  # lines
TURNS = np.deg2rad(np.arange(-45, 45, 1.5))
COVERED, PARTS = 0.8, 30  # a side is cut into so many parts, of which a box covers this share


def lines(mask: np.ndarray) -> np.ndarray:
    """(H, W) bool -> (H, W) bool: the pixels of lines across the picture or down it, without the strokes they cross."""
    found: np.ndarray = _lines_across(mask, REACH) | _lines_across(mask.T, REACH).T
    if found.any():
        found |= _lines_across(mask, SHORTER) | _lines_across(mask.T, SHORTER).T
    return found


def crossed_lines(mask: np.ndarray) -> np.ndarray:
    """The same, if there are lines in both directions, as a box has; else nothing."""
    across, down = _lines_across(mask, REACH), _lines_across(mask.T, REACH).T
    return across | down if across.any() and down.any() else np.zeros_like(mask)


def _lines_across(mask: np.ndarray, reach: float) -> np.ndarray:
    """The pixels of lines that run from left to right, a little up or down.

    A line is made of columns' runs of few pixels; where it crosses a stroke, the run is long. Seen along its slope,
    all of its runs fall on one height: so for each slope the runs are counted by the height at which they fall.
    """
    height, width = mask.shape
    columns, ends = np.nonzero(np.diff(np.ascontiguousarray(mask.T), axis=1, prepend=False, append=False))
    columns, starts, stops = columns[::2], ends[::2], ends[1::2]
    thin = stops - starts <= max(3, THIN * max(mask.shape))
    columns, starts, stops = columns[thin], starts[thin], stops[thin]
    found = np.zeros(len(columns), bool)
    if len(columns) >= reach * width:
        middles, away = (starts + stops) / 2, columns - width / 2
        lowest = int(width * SLOPES.max() / 2) + 2  # how far beyond the picture a slope may lead
        candidates = []
        for slope in SLOPES:
            heights = (middles - slope * away + lowest).astype(int)
            count = np.bincount(heights, minlength=height + 2 * lowest)
            count[:-1] += count[1:]  # a line may lie between two
            candidates += [(int(count[h]), float(slope), int(h)) for h in np.flatnonzero(count > reach * width)]
        for _, slope, h in sorted(candidates, reverse=True)[:MOST]:
            at = middles - slope * away + lowest - h
            on = (at > -0.3) & (at < 2.3) & ~found
            if np.count_nonzero(np.bincount(columns[on])) > 0.9 * reach * width:
                found |= on & (stops - starts <= 1.5 * np.median((stops - starts)[on]) + 1)
    change = np.zeros((width, height + 1), np.int8)
    change[columns[found], starts[found]] = 1
    change[columns[found], stops[found]] = -1
    return np.ascontiguousarray(change.cumsum(axis=1, dtype=np.int8)[:, :-1].view(bool).T)


@dataclass(frozen=True)
class Box:
    """A rectangle turned by `turn`: u from `left` to `right`, v from `top` to `bottom`, in the mask's pixels."""

    turn: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def size(self) -> float:
        return max(self.right - self.left, self.bottom - self.top)

    def inside(self, shape: tuple[int, int], step: float, margin: float) -> np.ndarray:
        """(H, W) bool for a picture `step` times as fine as the mask: what lies within, a margin off the sides."""
        y, x = (np.arange(n, dtype=np.float32) / step for n in shape)
        u, v = _turned(x[None, :], y[:, None], self.turn)
        in_u = (u > self.left + margin) & (u < self.right - margin)
        within: np.ndarray = in_u & (v > self.top + margin) & (v < self.bottom - margin)
        return within

    def is_printed(self, mask: np.ndarray) -> bool:
        """Whether the piece that it is the box of is as straight as if it were printed."""
        y, x = outline(mask)
        return _covered(*_turned(x, y, self.turn), self, near=0.01 * self.size + 1) > 0.9


def box_of(mask: np.ndarray) -> Box | None:
    """The box that a piece, (H, W) bool, covers all four sides of, if it does: the smallest that it fits into."""
    y, x = outline(mask)
    boxes = []
    for turn in TURNS:
        u, v = _turned(x, y, turn)
        boxes.append(Box(float(turn), float(u.min()), float(u.max()), float(v.min()), float(v.max())))
    box = min(boxes, key=lambda box: (box.right - box.left) * (box.bottom - box.top))
    return box if _covered(*_turned(x, y, box.turn), box, near=0.03 * box.size + 1.5) > COVERED else None


def within_frame(mask: np.ndarray) -> tuple[slice, slice]:
    """What is left of (H, W) when rows and columns go that lie on a frame, which covers all four sides of the rim."""
    inner = []
    for along in (mask, mask.T):
        on_frame = along.mean(axis=1) > COVERED
        first, last = int(on_frame.argmin()), len(on_frame) - int(on_frame[::-1].argmin())
        inner.append(slice(first, last))
    rows, columns = inner
    height, width = mask.shape
    if 0 < rows.start < rows.stop < height and 0 < columns.start < columns.stop < width:
        return rows, columns
    return slice(0, height), slice(0, width)


def outline(mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """y and x of the outermost pixels of each row and column, (n,) each."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    height, width = mask.shape
    y = [rows, rows, mask.argmax(axis=0)[columns], height - 1 - mask[::-1].argmax(axis=0)[columns]]
    x = [mask.argmax(axis=1)[rows], width - 1 - mask[:, ::-1].argmax(axis=1)[rows], columns, columns]
    return np.concatenate(y), np.concatenate(x)


def _turned(x: np.ndarray, y: np.ndarray, turn: float) -> tuple[np.ndarray, np.ndarray]:
    return x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)


def _covered(u: np.ndarray, v: np.ndarray, box: Box, near: float) -> float:
    """The share of its least covered side of which there is a point nearby."""
    part_u = ((u - box.left) / (box.right - box.left + 1e-6) * PARTS).astype(int)
    part_v = ((v - box.top) / (box.bottom - box.top + 1e-6) * PARTS).astype(int)
    sides = (
        part_u[v - box.top < near],
        part_u[box.bottom - v < near],
        part_v[u - box.left < near],
        part_v[box.right - u < near],
    )
    return min(np.count_nonzero(np.bincount(side)) for side in sides) / PARTS
