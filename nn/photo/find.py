"""The digit in a photograph, among everything else that there may be in it.

Every view of `paper.py` proposes a piece, dark on light and light on dark, with the lines on the paper and without
them, and the likeliest is the digit. If that is a box, the search goes on within it. Where nothing is likely, or it
cannot be told which of many things it is, it says so.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

import numpy as np

from nn.drawing import DrawingError, pen_width
from nn.photo.digit import Proposal, proposals
from nn.photo.file import brightness
from nn.photo.forms import Box, box_of, crossed_lines, lines, within_frame
from nn.photo.paper import FAINTEST, NOISES, WINDOWS, View, averaged, evenly, narrow_filled, rim, through, views, wider
from nn.pieces import pieces_of

LOOK = 320  # pixels: about this long is the picture that is searched
LIKELY = 0.25
ALONE = 0.4  # of all that is like it: less is one among many
ON_LINES = 0.05  # of a piece: it has grown together with lines
BESIDES = 1.5  # times as thick or as dark as the lines on the paper: what is not may be one of them
HAIR = 0.4  # pens
DEPTH = 3  # boxes in boxes
SMALL = 24  # pixels: in smaller boxes there is nothing to be found

NO_DIGIT = "No digit was found in this picture:"
HOW_TO = "Show one digit, large, with plain paper around it."


class NotFound(DrawingError):
    """There is no digit in a picture, or it cannot be told which of many things it is. `ink` is what stands out."""

    def __init__(self, sentence: str, ink: np.ndarray | None = None):
        super().__init__(sentence)
        self.ink = ink


def ink_from_image(raw: bytes) -> np.ndarray:
    """The bytes of a PNG, JPEG, ... -> (H, W) float32 ink, 0 to 1, at most 1024 pixels on the longer side.

    Finds out by itself whether the digit is dark on light or light on dark, and what in the picture is the digit.
    Raises NotFound where there is none, and DrawingError for bytes that are no picture; nothing else.
    """
    picture = brightness(raw)
    grey = _widened(picture)
    found, ink = _look(grey)
    if found is None or found.likelihood < LIKELY or not ink.any():
        raise _nothing_found(grey)
    if found.alone < ALONE:
        raise NotFound(f"{NO_DIGIT} many things alike stand out from the paper. {HOW_TO}", ink)
    box = box_of(found.main)
    if box is not None and box.is_printed(found.main):
        raise NotFound(f"{NO_DIGIT} there is a box with nothing in it. {HOW_TO}", ink)
    down, across = _beside(picture)
    return ink[down : down + picture.shape[0], across : across + picture.shape[1]]


def _beside(grey: np.ndarray) -> tuple[int, int]:
    """How much paper a narrow picture gets above and below it, and left and right of it."""
    height, width = grey.shape
    return max(0, width - 2 * height) // 2, max(0, height - 2 * width) // 2


def _widened(grey: np.ndarray) -> np.ndarray:
    """A narrow picture with paper beside it: cut out along the ink of a 1, there is hardly any."""
    down, across = _beside(grey)
    return np.pad(grey, ((down, down), (across, across)), constant_values=np.median(rim(grey)))


def _nothing_found(grey: np.ndarray) -> NotFound:
    """Why there is no digit: nothing stands out, or nothing that could be one."""
    small, step = _searchable(grey)
    seen = [view for image, dark_ink in _both(small) for view in views(image, step, dark_ink) if view.window]
    most = max(seen, key=lambda view: float(view.standing_out.max()) - 2 * NOISES * view.noise, default=None)
    if most is None or most.standing_out.max() < max(2 * NOISES * most.noise, 4 * FAINTEST):
        return NotFound("This picture is blank: no ink stands out from the paper, so there is no digit in it.")
    ink = np.clip(most.standing_out / most.standing_out.max(), 0, 1)
    return NotFound(f"{NO_DIGIT} what stands out from the paper has not the form of one. {HOW_TO}", ink)


# The search -----------------------------------------------------------------------------------------------------------


def _look(grey: np.ndarray, depth: int = DEPTH) -> tuple[Proposal | None, np.ndarray]:
    """(H, W) uint8 brightness -> the likeliest proposal, and its ink, (H, W) float32, 0 to 1."""
    small, step = _searchable(grey)
    ink = np.zeros(grey.shape, np.float32)
    if depth and (here := _framed(small, step)):
        found, ink[here] = _look(grey[here], depth - 1)
        return found, ink
    found = _likeliest(best for image, dark_ink in _both(small) if (best := _best(image, step, dark_ink)))
    if found is None:
        return None, ink
    if depth and not found.at_edge:
        box = box_of(found.main)
        inner = _within_box(grey, box, found, depth) if box else None
        inner = inner or _freed(grey, found)
        if inner:
            return inner
    return found, _ink(grey, found)


def _searchable(grey: np.ndarray) -> tuple[np.ndarray, int]:
    """The picture as small as it is searched, and how many times smaller that is."""
    step = _step(grey)
    return averaged(grey, step), step


def _step(grey: np.ndarray) -> int:
    longer: int = max(grey.shape)
    return max(1, round(longer / LOOK))


def _both(image: np.ndarray) -> list[tuple[np.ndarray, bool]]:
    """The picture for ink that is dark in it and for ink that is light."""
    return [(image, True), (255 - image, False)]


def _likeliest(some: Iterable[Proposal]) -> Proposal | None:
    return max(some, key=lambda proposal: proposal.likelihood, default=None)


def _best(image: np.ndarray, step: int, dark_ink: bool) -> Proposal | None:
    """The likeliest of what all views propose, or of what is left when the lines that it consists of are taken away."""
    found = _likeliest(proposal for view in views(image, step, dark_ink) for proposal in proposals(view))
    if min(image.shape) < 2 * WINDOWS[0]:
        return found
    view = through(WINDOWS[0], image, step, dark_ink)
    on_lines = lines(view.ink(0))
    cleared = _likeliest(_without_lines(view, on_lines))
    if found is None or cleared is None:
        return found or cleared
    has_lines = on_lines[_finer(found.main, found.view.step // step, image.shape)].mean() > ON_LINES
    return cleared if cleared.likelihood > found.likelihood * (0.5 if has_lines else 1) else found


def _without_lines(view: View, on_lines: np.ndarray) -> Iterator[Proposal]:
    """What is proposed with paper where lines were: what is no darker and no thicker than they may be one more."""
    if not on_lines.any():
        return
    thick = pen_width(on_lines.astype(np.float32)) * view.step
    dark = float(np.quantile(view.standing_out[on_lines], 0.75))
    for cleared in views(np.where(on_lines, view.paper, view.image), view.step, view.dark_ink):
        for proposal in proposals(cleared):
            if proposal.pen * cleared.step > BESIDES * thick or proposal.contrast > BESIDES * dark:
                yield replace(proposal, lines=on_lines)


def _framed(small: np.ndarray, step: int) -> tuple[slice, slice] | None:
    """The part of the picture within a frame that runs along all of its rim, if there is one."""
    quarter = averaged(small, 4)
    if min(quarter.shape) < 2 * WINDOWS[1]:
        return None
    for image, dark_ink in _both(quarter):
        view = through(WINDOWS[1], image, 4 * step, dark_ink)
        pieces = pieces_of(view.ink(0.25))
        rows, columns = within_frame(pieces.mask(pieces.at_corner))
        if (rows.start, columns.start) != (0, 0):
            inner = slice((rows.start + 1) * view.step, (rows.stop - 1) * view.step)
            return inner, slice((columns.start + 1) * view.step, (columns.stop - 1) * view.step)
    return None


def _within_box(grey: np.ndarray, box: Box, found: Proposal, depth: int) -> tuple[Proposal, np.ndarray] | None:
    """What is found within the box, unless it reaches the sides."""
    inside = box.inside((grey.shape[0], grey.shape[1]), found.view.step, 1.3 * found.pen + 0.015 * found.size + 1.5)
    if np.count_nonzero(inside) < SMALL**2:
        return None
    here = _around(inside)
    inner, ink = _look(np.where(inside, grey, np.uint8(np.median(grey[inside])))[here], depth - 1)
    return None if inner is None or inner.at_edge else (inner, _placed(ink, here, grey.shape))


def _freed(grey: np.ndarray, found: Proposal) -> tuple[Proposal, np.ndarray] | None:
    """What is left when the lines of a box go that the digit has grown together with, if it has."""
    rows, columns = _around(found.main)
    step, away = found.view.step, found.size // 8
    here = (
        slice(max(0, rows.start - away) * step, (rows.stop + away) * step),
        slice(max(0, columns.start - away) * step, (columns.stop + away) * step),
    )
    small, fine = _searchable(grey[here])
    if min(small.shape) < 2 * WINDOWS[0]:
        return None
    image = small if found.view.dark_ink else 255 - small
    view = through(WINDOWS[0], image, fine, found.view.dark_ink)
    inner = _likeliest(_without_lines(view, crossed_lines(view.ink(0))))
    return None if inner is None or inner.at_edge else (inner, _placed(_ink(grey[here], inner), here, grey.shape))


# From what was found to its ink ---------------------------------------------------------------------------------------


def _ink(grey: np.ndarray, found: Proposal) -> np.ndarray:
    """The ink of what was found, (H, W) float32, 0 to 1, as fine as the picture is."""
    step, dark_ink = found.view.step, found.view.dark_ink
    near = _finer(wider(found.ink, 1), step, grey.shape)
    rows, columns = _around(near)
    margin = found.view.window * step or max(grey.shape)
    here = (
        slice(max(0, rows.start - margin), rows.stop + margin),
        slice(max(0, columns.start - margin), columns.stop + margin),
    )
    image = grey[here] if dark_ink else 255 - grey[here]
    if found.lines is not None:
        on_lines = _finer(found.lines, _step(grey), grey.shape)[here]
        image = np.where(on_lines, narrow_filled(image, WINDOWS[0] * _step(grey) | 1), image)
    if found.view.window:
        view = through(margin | 1, image, 1, dark_ink)
    else:
        view = evenly(float(found.view.paper[0, 0]), image, 1, dark_ink)
    ink = np.where(view.ink(0), view.standing_out, 0) * near[here]
    ink = _without_hairs(ink, found.pen * step)
    if ink.any():
        ink /= np.median(ink[ink > ink.max() / 2])  # the middle of a stroke, rather than its one darkest pixel
    return _placed(np.clip(ink, 0, 1), here, grey.shape)


def _without_hairs(ink: np.ndarray, pen: float) -> np.ndarray:
    """The ink without what is much thinner than the pen, such as a line's end that a stroke has grown together with."""
    window = int(HAIR * pen) // 2 * 2 + 1
    if window == 1:
        return ink
    strokes = narrow_filled(np.where(ink > ink.max() / 2, np.uint8(0), np.uint8(255)), window) == 0
    without: np.ndarray = ink * wider(strokes, window // 2 + 2)
    return without if without.sum() > ink.sum() / 2 else ink  # strokes full of pinholes are not hairs


def _finer(mask: np.ndarray, step: int, shape: tuple[int, ...]) -> np.ndarray:
    """(h, w) -> `shape`, `step` times as fine."""
    rows, columns = (np.minimum(np.arange(n) // step, m - 1) for n, m in zip(shape, mask.shape, strict=True))
    finer: np.ndarray = mask[rows][:, columns]
    return finer


def _around(mask: np.ndarray) -> tuple[slice, slice]:
    """The rows and columns that hold all of (H, W) bool."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def _placed(ink: np.ndarray, here: tuple[slice, slice], shape: tuple[int, ...]) -> np.ndarray:
    """The ink of a part of the picture, in a picture with nothing else."""
    whole = np.zeros(shape, np.float32)
    whole[here] = ink
    return whole
