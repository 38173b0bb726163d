"""How likely a piece of what stands out from the paper is the digit.

A digit is long and thin, dark, large in its picture, and has paper all around. Whatever else there may be, desk and
hand, shadow and grain, fails in one of these.

Next: find.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from nn.drawing import SPECK, pen_width
from nn.photo.paper import View, narrow_filled, rim, wider
from nn.pieces import Pieces, pieces_of

SHARES = (0.5, 0.25)  # of what stands out most: ink is what stands out at least this much
SMALLEST = 16  # pixels of a view: what is smaller cannot be told from a speck in it
FINEST = 2.5  # pixels: what has a finer pen is better seen in a view less coarse
DOT, THREAD = 2.6, 60  # pens: a digit is longer than a dot, and what reaches the edge and is longer still is a line
WIDEST = 2  # times its height
WINDING = 5  # times its size: longer strokes are a scribble
STARK = 0.5  # contrast: where light is taken to be even, fainter things may be shadows
OUTLINED = 0.85  # of its outline, that has paper beyond it
THICK = 1.7  # pens: strokes are about as wide everywhere, all that is wider makes a digit less likely
ENOUGH = 25  # pens: longer strokes make a digit no likelier
MOST_PARTS = 8
TRIES = 3  # pieces of a view, the largest first

Region = tuple[slice, slice]  # rows and columns of a view


@dataclass(frozen=True)
class Proposal:
    """A piece of one view that may be the digit. `main` and `ink`, the piece with what belongs to it, are (h, w) bool.

    `pen` and `size` are in pixels of the view, `contrast` as in `View.standing_out`; `alone` is its share, 0 to 1, of
    all that is as dark and as thick. `lines` are those that were taken away for it, (H, W) bool.
    """

    view: View
    main: np.ndarray
    ink: np.ndarray
    pen: float
    size: int
    contrast: float
    at_edge: bool
    alone: float
    likelihood: float
    lines: np.ndarray | None = None


def proposals(view: View) -> Iterator[Proposal]:
    """The likeliest piece of a view, once for ink that is about as dark everywhere, and once for uneven ink."""
    for share in SHARES:
        pieces = pieces_of(view.ink(share))
        worth = pieces.size * np.sqrt(pieces.area) * (pieces.size >= SMALLEST) * ~pieces.at_corner
        if view.window:
            worth *= ~pieces.across
        inner_first = np.lexsort((-worth, pieces.at_edge))
        tried = (_proposal(view, pieces, int(i)) for i in inner_first[worth[inner_first] > 0][:TRIES])
        found = next((proposal for proposal in tried if proposal), None)
        if found:
            yield found


def _proposal(view: View, pieces: Pieces, main: int) -> Proposal | None:
    """That piece with those that belong to it; None if it cannot be a digit."""
    mask, at_edge = pieces.mask(np.arange(len(pieces)) == main), bool(pieces.at_edge[main])
    box = slice(pieces.top[main], pieces.bottom[main]), slice(pieces.left[main], pieces.right[main])
    contrast = float(np.median(view.standing_out[box][mask[box]]))
    ink = np.clip(view.standing_out[box] / contrast, 0, 1) * mask[box]
    pen, area, size = pen_width(ink), float(ink.sum()), int(pieces.size[main])
    outlined = _outlined(view, mask, box)
    if (
        size < DOT * pen
        or (pen < FINEST and view.coarse)
        or (at_edge and size > THREAD * pen)
        or ink.shape[1] > WIDEST * ink.shape[0]
        or area > WINDING * pen * size
        or (view.window == 0 and contrast < STARK)
        or outlined < OUTLINED
    ):
        return None
    likelihood = (
        float(np.median((view.paper[box] - view.image[box])[mask[box]]))
        / 255
        * min(area / pen**2, ENOUGH) ** 0.5
        * (size / max(view.image.shape)) ** 0.5
        * outlined**4
        * (1 - _thick(mask, box, THICK * pen))
        * (min(1.0, view.window / (2 * pen)) if view.window else 1.0)  # narrower ones leave holes where strokes meet
        * (1 - float(rim(mask).mean()))
        * (0.5 if at_edge else 1.0)
    )
    alike = pieces.sums(view.standing_out) > 0.5 * pen * contrast * pieces.size  # as dark and as thick
    alike &= pieces.size < 2 * size
    belongs = alike & _belongs(pieces, main)
    everything = pieces.area[alike & (pieces.at_edge == at_edge)].sum()
    alone = float(pieces.area[belongs].sum() / everything) if belongs.sum() <= MOST_PARTS else 0.0
    return Proposal(view, mask, pieces.mask(belongs), pen, size, contrast, at_edge, alone, likelihood)


def _belongs(pieces: Pieces, main: int) -> np.ndarray:
    """(n,) bool: the piece itself, parts of it that stand apart, and another digit beside it."""

    def within(reach: float) -> np.ndarray:
        in_rows = (pieces.top < pieces.bottom[main] + reach) & (pieces.bottom > pieces.top[main] - reach)
        in_columns = (pieces.left < pieces.right[main] + reach) & (pieces.right > pieces.left[main] - reach)
        near: np.ndarray = in_rows & in_columns
        return near

    size, long = pieces.size, pieces.size[main]
    parts, others = within(0.4 * long) & (size >= SPECK * long), within(long) & (size >= 0.5 * long)
    belongs: np.ndarray = (parts | others) & (size <= 1.2 * long) & (pieces.at_edge == pieces.at_edge[main])
    belongs[main] = True
    return belongs


def _thick(mask: np.ndarray, box: Region, width: float) -> float:
    """The share of a piece that is wider than that."""
    window = int(width) // 2 * 2 + 1
    piece = mask[_grown(box, window)]
    left = narrow_filled(np.where(piece, np.uint8(0), np.uint8(255)), window) == 0
    return float(left.sum() / piece.sum())


def _outlined(view: View, mask: np.ndarray, box: Region) -> float:
    """The share of a piece's outline beyond which there is paper: a window may cut off a piece of anything."""
    around = _grown(box, 2)
    piece, image, paper = mask[around], view.image[around], view.paper[around]
    beyond = image[wider(piece, 2) & ~wider(piece, 1)]
    dark, light = float(np.median(image[piece])), float(np.median(paper[piece]))
    return float((beyond > dark + 0.3 * (light - dark)).mean()) if beyond.size else 1.0


def _grown(box: Region, by: int) -> Region:
    """The box with so many pixels more to each side, as far as the picture goes."""
    rows, columns = (slice(max(0, side.start - by), side.stop + by) for side in box)
    return rows, columns
