"""From ink to the 28x28 picture that a network sees, the way MNIST's digits were made.

A network trained on MNIST has only ever seen digits that fill a 20x20 box, lie with their centre of mass in the middle
of 28x28 pixels, and were written with one kind of pen. A drawing squeezed to 28x28 is none of that, and that, not the
network, is why most demos disappoint. So `as_mnist` repeats MNIST's recipe on the ink of a canvas or of a photograph,
in which `photo/` finds it, and keeps every step as a `Stage`, so that a reader can look at it. `naive_resize` is the
squeeze, to compare. Ink is 1 and paper is 0 everywhere here. `strokes.py` measures how well this does.

Next: storage.py, which keeps a network in a file.
"""

from dataclasses import dataclass

import numpy as np

from nn.pieces import pieces_of

SIDE = 28  # of the picture that the network sees
BOX = 20  # the longer side of a digit in it
MIDDLE = 14  # the pixel that the centre of mass falls on: measured, MNIST's lie at 14.0 +- 0.5, uniformly
FINE = 4  # the pen is adjusted on a grid this many times finer than the box

# Every drawing gets this pen, in pixels of the 28x28 picture, as `pen_width` measures it. Half of MNIST's digits have
# one from 2.2 to 2.9; the thin end of that keeps small loops open.
PEN = 2.3

# A pixel with less ink than this does not count for the bounding box. In 28x28 a faint pixel is still the edge of a
# stroke; in a picture much finer than the box it is the rim of an edge, or what JPEG leaves around one.
FAINT, FAINT_IF_FINE = 0.02, 0.1
IS_FINE = 3 * SIDE  # pixels, of a picture's longer side
SPECK = 1 / 6  # a piece of ink is a speck if its longer side is less than this share of the largest piece's
GAP, TALL = 0.12, 0.6  # as shares of the ink's height: what parts two digits, and what one of them at least reaches


MORE_THAN_ONE = "More than one digit? It reads one digit at a time."


class DrawingError(ValueError):
    """A drawing or a picture that cannot be used; its text is one sentence for the person who made it."""


@dataclass(frozen=True)
class Stage:
    """One step on the way: `image` is (h, w) float32 ink, 0 to 1; `caption` says what was done, with its numbers."""

    name: str
    caption: str
    image: np.ndarray


@dataclass(frozen=True)
class Drawing:
    """`pixels`, (28, 28) contiguous float32 ink, 0 to 1, is what the network sees; `stages` how it came to be."""

    pixels: np.ndarray
    stages: tuple[Stage, ...]


def ink_from_canvas(rgba: np.ndarray, paper: tuple[int, int, int] = (0, 0, 0)) -> np.ndarray:
    """(H, W, 4) uint8 colours of a drawing canvas -> (H, W) float32 ink, 0 to 1.

    On a transparent canvas the ink is the opacity; on an opaque one it is whatever differs from the paper's colour.
    The paper is told, not guessed from the border: a digit drawn along the edge would be taken for it.
    A canvas with nothing on it gives zeros. Raises DrawingError if the array is not a canvas.
    """
    if rgba.ndim != 3 or rgba.shape[2] != 4 or rgba.dtype != np.uint8 or min(rgba.shape[:2]) < 2:
        raise DrawingError(f"a canvas is an array of (height, width, 4) uint8, this is {rgba.shape} {rgba.dtype}")
    opacity = rgba[:, :, 3]
    if opacity.min() < 128:
        ink = opacity
    else:
        colours = [rgba[:, :, c] for c in range(3)]
        apart = [np.maximum(c, p) - np.minimum(c, p) for c, p in zip(colours, np.array(paper, np.uint8), strict=True)]
        ink = np.maximum(np.maximum(apart[0], apart[1]), apart[2])
    strongest = int(ink.max())
    if strongest < 255 * 0.1:
        return np.zeros(ink.shape, np.float32)
    return ink.astype(np.float32) / np.float32(strongest)


def as_mnist(ink: np.ndarray, picture: str = "") -> Drawing:
    """(H, W) ink -> the (28, 28) picture, as MNIST was made, with every step on the way.

    MNIST's authors cut out each digit, shrank it so that its longer side was 20 pixels, keeping its shape and letting
    the edges go grey, and laid its centre of mass in the middle of 28x28 (LeCun, Cortes, Burges, "The MNIST database").
    Two things that paper did not need come in between: slips of the pen are left out, and strokes are made as wide as
    MNIST's usually are, whatever the pen and the size of the drawing. Both need a picture finer than the result, so one
    from MNIST passes through unchanged.
    `picture` is the name of the picture that the ink was found in; "" for a drawing.
    Raises DrawingError if the ink is blank: nothing, a speck or a dot.
    """
    if ink.ndim != 2 or ink.size == 0 or not np.isfinite(ink).all():
        raise DrawingError(f"ink is an array of (height, width) finite numbers, this is {ink.shape} {ink.dtype}")
    ink = np.clip(ink, 0, 1).astype(np.float32, copy=False)
    what = f"your picture {picture}, looked at as" if picture else "your drawing:"
    stages = [Stage("drawing", f"{what} {_size(ink)} pixels", ink)]

    is_fine = max(ink.shape) >= IS_FINE
    ink, specks = _without_specks(ink) if is_fine else (ink, 0)
    if specks:
        stages.append(Stage("specks", f"left out {specks} speck{'s' * (specks > 1)}, far smaller than the rest", ink))

    cut = _cut_out(ink)
    stages.append(Stage("cut out", f"cut out the ink: {_size(cut)} of {_size(ink)} pixels", cut))

    width = pen_width(cut) * BOX / max(cut.shape)
    if is_fine and abs(width - PEN) > 0.05:
        cut = _change_pen(cut, (PEN - width) / 2)
        verb = "widened" if width < PEN else "narrowed"
        stages.append(Stage("pen", f"{verb} the strokes from {width:.1f} to {PEN} pixels, a usual pen of MNIST's", cut))

    small = shrink(cut, *_fit(cut.shape, BOX))
    stages.append(Stage("shrink", f"shrunk to {_size(small)}, longer side {BOX}, grey edges", small))

    pixels, down, right = _centre(small)
    moves = f"{_moved(down, 'down', 'up')}, {_moved(right, 'right', 'left')}"
    stages.append(Stage("centre", f"laid into {SIDE} x {SIDE}, centre of mass in the middle: {moves}", pixels))
    return Drawing(pixels, tuple(stages))


def looks_like_two(ink: np.ndarray) -> bool:
    """Whether (H, W) ink seems to be two digits side by side, which the network would read as one.

    True if a clear column of paper parts the ink, at least GAP of its height wide, and what lies on either side of the
    widest one is tall. A broken stroke leaves a narrower gap, and the bar of a 5 that stands apart is not tall.
    """
    cut = _trim(_without_specks(ink)[0])
    columns = np.flatnonzero((cut > FAINT_IF_FINE).any(axis=0))
    if columns.size < 2:
        return False
    widest = int(np.diff(columns).argmax())
    gap = int(columns[widest + 1] - columns[widest]) - 1
    sides = cut[:, : columns[widest] + 1], cut[:, columns[widest + 1] :]
    tall = min(len(_trim(side)) for side in sides) >= TALL * len(cut)
    return tall and gap >= GAP * len(cut)


def naive_resize(ink: np.ndarray) -> np.ndarray:
    """(H, W) ink -> (28, 28): the whole canvas squeezed, margins and all, which is what most demos show the network."""
    return shrink(ink, SIDE, SIDE)


def shrink(ink: np.ndarray, height: int, width: int) -> np.ndarray:
    """(H, W) -> (height, width), each pixel the mean of exactly the area that it covers, parts of pixels too."""
    small: np.ndarray = _coverage(ink.shape[0], height) @ ink @ _coverage(ink.shape[1], width).T
    return np.clip(small, 0, 1, out=small)  # sums of shares may miss 1 by rounding


def pen_width(ink: np.ndarray) -> float:
    """The mean width of the strokes of (H, W), in pixels: twice their area divided by the length of their outline.

    For a stroke's area is its width times its length, and its outline is twice its length. The length of the outline
    is the sum of the gradient's length over all pixels, which holds in any direction and for grey edges.
    """
    padded = np.pad(ink, 1)
    one = padded[1:, 1:] - padded[:-1, :-1]  # both diagonals (Roberts' cross), right for thin strokes too
    other = padded[1:, :-1] - padded[:-1, 1:]
    return 2 * float(ink.sum()) / float(np.sqrt((one * one + other * other) / 2).sum())


def _coverage(before: int, after: int) -> np.ndarray:
    """(after, before): row i holds how much each of the old pixels counts in the new pixel i; rows sum to 1."""
    edges = np.linspace(0, before, after + 1)[:, None]
    old = np.arange(before)
    covered = np.clip(np.minimum(edges[1:], old + 1) - np.maximum(edges[:-1], old), 0, None)
    return np.asarray(covered * (after / before), np.float32)


def _fit(shape: tuple[int, ...], longest: int) -> tuple[int, int]:
    """(height, width) of the same shape whose longer side is `longest`; never thinner than one pixel."""
    scale = longest / max(shape)
    return max(1, round(shape[0] * scale)), max(1, round(shape[1] * scale))


def _cut_out(ink: np.ndarray) -> np.ndarray:
    """The part of (H, W) inside the ink's bounding box. Raises DrawingError when there is no digit to cut out."""
    cut = _trim(ink)
    if cut.size == 0:
        raise DrawingError("The drawing is blank: draw a digit first.")
    # Twice its pen's width is a dot, and smaller than a thirtieth of the canvas is a slip of the pen.
    if max(cut.shape) < max(2.6 * pen_width(cut), max(ink.shape) / 30, 4):
        raise DrawingError("The drawing is blank but for a dot: draw a digit, and draw it larger.")
    return cut


def _trim(ink: np.ndarray) -> np.ndarray:
    """(H, W) without the rows and columns around the ink; (0, 0) if there is none."""
    there = ink > (FAINT_IF_FINE if max(ink.shape) >= IS_FINE else FAINT)
    rows, columns = np.flatnonzero(there.any(axis=1)), np.flatnonzero(there.any(axis=0))
    return ink[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1] if rows.size else ink[:0, :0]


def _change_pen(cut: np.ndarray, r: float) -> np.ndarray:
    """The cut-out ink with strokes wider by r on each side (narrower, if r < 0), in pixels of the final picture.

    Done on a grid finer than the box. The digit itself grows by 2r, which the box takes back, so r is that much larger.
    """
    side = FINE * BOX
    r = r * FINE
    r = r * side / (side - 2 * r)
    fine = np.pad(shrink(cut, *_fit(cut.shape, side)), max(int(r), 0) + 2)
    fine = _grow(fine, r) if r > 0 else 1 - _grow(1 - fine, -r)
    changed = _trim(fine)
    return changed if changed.size else cut  # dust rather than strokes may not survive narrowing


def _grow(ink: np.ndarray, r: float) -> np.ndarray:
    """Every stroke of (H, W) wider by r pixels on each side: the largest ink in a disc of radius r with a soft rim."""
    reach = int(r) + 1
    height, width = ink.shape
    padded = np.pad(ink, reach, mode="edge")
    grown = ink.copy()
    for down in range(-reach, reach + 1):
        for right in range(-reach, reach + 1):
            strength = min(1.0, r + 1 - float(np.hypot(down, right)))
            if strength > 0:
                shifted = padded[reach + down : reach + down + height, reach + right : reach + right + width]
                np.maximum(grown, np.float32(strength) * shifted, out=grown)
    return grown


def _centre(small: np.ndarray) -> tuple[np.ndarray, int, int]:
    """The digit laid into (28, 28) by whole pixels, and how far down and right of the plain middle that put it."""
    height, width = small.shape
    mass = float(small.sum())
    middle_y = float(small.sum(axis=1) @ np.arange(height)) / mass
    middle_x = float(small.sum(axis=0) @ np.arange(width)) / mass
    top = min(max(round(MIDDLE - middle_y), 0), SIDE - height)
    left = min(max(round(MIDDLE - middle_x), 0), SIDE - width)
    pixels = np.zeros((SIDE, SIDE), np.float32)
    pixels[top : top + height, left : left + width] = small
    return pixels, top - (SIDE - height) // 2, left - (SIDE - width) // 2


def _size(ink: np.ndarray) -> str:
    return f"{ink.shape[1]} x {ink.shape[0]}"


def _moved(by: int, forward: str, back: str) -> str:
    return f"{abs(by)} {forward if by >= 0 else back}"


def _without_specks(ink: np.ndarray) -> tuple[np.ndarray, int]:
    """(H, W) ink without the pieces that are much smaller than the largest, slips of the pen and dust; and how many."""
    pieces = pieces_of(ink > FAINT_IF_FINE)
    is_speck = pieces.size < SPECK * pieces.size.max(initial=0)
    if not is_speck.any():
        return ink, 0
    return np.where(pieces.mask(is_speck), np.float32(0), ink), int(is_speck.sum())
