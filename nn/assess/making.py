"""The traces of how MNIST was made, measured on every digit: how large its ink is, and where its centre of mass lies.

Its authors shrank each digit until its longer side was 20 pixels, and laid its centre of mass in the middle of 28x28.
Both can still be seen in the pictures. What they are good for shows when digits are put back on a sheet, as somebody
may have written them: nn/drawing.py makes them ready again, as it does with every drawing.

Next: principal.py, which finds the directions in which pictures differ most.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.activations import Array
from nn.dataset import Examples
from nn.drawing import MIDDLE, SIDE, DrawingError, as_mnist, naive_resize, shrink

SHEET = 4 * SIDE  # pixels of the sheet that a digit is put back on
FAR = 0.75  # how much of the free room on the sheet it is put off the middle


@dataclass(frozen=True, eq=False)
class Frame:
    """Of m pictures: ``sides`` (m,) the longer side of their ink in pixels, and ``middles`` (m, 2) the centre of mass,
    down and right, in pixels. Both 0 for a picture without ink.
    """

    sides: NDArray[np.int64]
    middles: NDArray[np.float64]

    def of_side(self, pixels: int) -> float:
        """The share of pictures whose longer side is this long; NaN for none."""
        return float((self.sides == pixels).mean()) if len(self.sides) else float("nan")

    def centred(self, within: float = 0.5) -> float:
        """The share whose centre of mass lies within so many pixels of the middle, down and right; NaN for none."""
        off = np.abs(self.middles - MIDDLE).max(axis=1, initial=0)
        return float((off <= within + 1e-6).mean()) if len(off) else float("nan")


def frame_of(examples: Examples) -> Frame:
    """Measure every picture (28, 28) of these."""
    parts = [_measured(examples.pixels[examples.index[chunk]]) for chunk in examples.chunks()]
    if not parts:
        return Frame(np.zeros(0, np.int64), np.zeros((0, 2)))
    return Frame(np.concatenate([p.sides for p in parts]), np.concatenate([p.middles for p in parts]))


def _measured(rows: NDArray[np.uint8]) -> Frame:
    pictures = rows.reshape(-1, SIDE, SIDE)
    lit = pictures > 0
    sides = np.maximum(_reach(np.any(lit, axis=2)), _reach(np.any(lit, axis=1)))
    place = np.arange(SIDE)
    down, right = pictures.sum(axis=2), pictures.sum(axis=1)  # (m, 28) ink by row, by column
    ink = np.maximum(down.sum(axis=1), 1)
    return Frame(sides, np.stack([down @ place / ink, right @ place / ink], axis=1))


def _reach(there: Array) -> NDArray[np.int64]:
    """(m, n) where there is ink in a row or column -> (m,) how far it is from the first to the last, both counted."""
    first, last = there.argmax(axis=1), there.shape[1] - 1 - there[:, ::-1].argmax(axis=1)
    reach: NDArray[np.int64] = np.where(there.any(axis=1), last - first + 1, 0)
    return reach


def put_back(ink: Array, size: float, down: float, right: float) -> Array:
    """A digit (28, 28) ink in 0..1 as somebody may have written it: on a sheet of 112x112, ``size`` times as large as
    the sheet, and off the middle by ``down`` and ``right``, each from -1 to 1 of the room that there is.
    """
    rows, columns = np.flatnonzero(ink.any(axis=1)), np.flatnonzero(ink.any(axis=0))
    sheet = np.zeros((SHEET, SHEET), np.float32)
    if not rows.size:
        return sheet
    cut = ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    scale = size * SHEET / max(cut.shape)
    high, wide = (max(1, round(side * scale)) for side in cut.shape)
    written = _enlarged(cut, high, wide)
    top, left = (
        round((SHEET - side) / 2 * (1 + FAR * max(-1.0, min(1.0, off)))) for side, off in ((high, down), (wide, right))
    )
    sheet[top : top + high, left : left + wide] = written
    return sheet


def both_ways(examples: Examples, size: float, down: float, right: float) -> tuple[Examples, Examples]:
    """These digits put back on sheets, and what a network would see of them: squeezed as they are, and made ready.

    A digit that is too small to be made ready stays as it is squeezed.
    """
    squeezed, ready = [], []
    for place in examples.index:
        sheet = put_back(examples.pixels[place].reshape(SIDE, SIDE) / np.float32(255), size, down, right)
        squeezed.append(naive_resize(sheet))
        try:
            ready.append(as_mnist(sheet).pixels)
        except DrawingError:
            ready.append(squeezed[-1])
    return _as_examples(squeezed, examples), _as_examples(ready, examples)


def _as_examples(pictures: list[Array], of: Examples) -> Examples:
    if not pictures:
        return of
    pixels = np.round(np.clip(np.stack(pictures), 0, 1) * 255).astype(np.uint8)
    return Examples(pixels.reshape(len(pictures), -1), of.labels, np.arange(len(pictures)))


def _enlarged(cut: Array, high: int, wide: int) -> Array:
    """(h, w) -> (high, wide), between pixels a straight line; where it gets smaller, the mean of what is covered."""
    if high < cut.shape[0]:
        return shrink(cut.astype(np.float32), high, wide)
    y = np.interp(np.linspace(0, cut.shape[0] - 1, high), np.arange(cut.shape[0]), np.arange(cut.shape[0]))
    x = np.interp(np.linspace(0, cut.shape[1] - 1, wide), np.arange(cut.shape[1]), np.arange(cut.shape[1]))
    top, left = y.astype(int), x.astype(int)
    below, beside = np.minimum(top + 1, cut.shape[0] - 1), np.minimum(left + 1, cut.shape[1] - 1)
    v, h = (y - top)[:, None], (x - left)[None, :]
    upper = cut[np.ix_(top, left)] * (1 - h) + cut[np.ix_(top, beside)] * h
    lower = cut[np.ix_(below, left)] * (1 - h) + cut[np.ix_(below, beside)] * h
    enlarged: Array = (upper * (1 - v) + lower * v).astype(np.float32)
    return enlarged
