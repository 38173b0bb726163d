"""What stands out from the paper, in any light.

Ink is thin: on both sides of a stroke, a little away from it, there is paper. So the paper's brightness at a place is
what remains of the picture when everything is filled in that is narrower than some window (a morphological closing),
and what stands out is the difference. It needs no even light: the edge of a shadow, of a sheet or of a desk has the
brighter side on one hand only, so it is wider than any window, and is not filled in.

How wide a window must be depends on the pen, which nobody knows yet. So the picture is looked at through windows from
narrow to wide, and `find.py` chooses.

Next: forms.py.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import numpy as np

WINDOWS = (9, 13)  # pixels; on the picture whole, halved, quartered and so on
HALVINGS = 3
DIM = 70  # of 255: paper darker than this does not make ink on it stand out any more than this much would
NOISES = 4  # so many times the noise is no chance
FAINTEST = 0.04  # nor is it ink below this share of the paper's brightness


@dataclass(frozen=True)
class View:
    """The picture at one size, through one window. All arrays are (h, w), and ink is dark in them.

    `standing_out` is how much darker a pixel is than the paper there, from 0 to 1, and `noise` how much of that is
    chance. One pixel is `step` pixels of the picture that was given; `window` is 0 where the paper is all alike.
    """

    image: np.ndarray  # uint8
    paper: np.ndarray  # uint8
    standing_out: np.ndarray  # float32
    noise: float
    window: int
    step: int
    dark_ink: bool  # in the picture that was given
    coarse: bool = False  # whether there is a finer view

    def ink(self, share: float) -> np.ndarray:
        """(h, w) bool: what stands out at least that share of what does most, and more than by chance."""
        ink: np.ndarray = self.standing_out > max(share * float(self.standing_out.max()), NOISES * self.noise, FAINTEST)
        return ink


def views(image: np.ndarray, step: int, dark_ink: bool) -> Iterator[View]:
    """(h, w) uint8, its ink dark, through windows from narrow to wide: wide ones look at a smaller picture.

    And once on paper that is everywhere as bright as at the rim: cut out along the ink, a picture holds little more.
    """
    yield evenly(float(np.median(rim(image))), image, step, dark_ink)
    for halved in range(1 + HALVINGS):
        for window in WINDOWS:
            if min(image.shape) >= 2 * window:
                yield replace(through(window, image, step, dark_ink), coarse=halved > 0)
        image, step = averaged(image, 2), 2 * step


def through(window: int, image: np.ndarray, step: int, dark_ink: bool) -> View:
    """(h, w) uint8, its ink dark, through one window, an odd number of pixels."""
    return _view(image, narrow_filled(image, window), window, step, dark_ink)


def evenly(bright: float, image: np.ndarray, step: int, dark_ink: bool) -> View:
    """(h, w) uint8, its ink dark, on paper that is everywhere that bright, 0 to 255."""
    return _view(image, np.full_like(image, bright), 0, step, dark_ink)


def _view(image: np.ndarray, paper: np.ndarray, window: int, step: int, dark_ink: bool) -> View:
    """What stands out from that paper.

    Dark ink takes the same share of the light in sun and shade, so it is measured as a share of the paper's
    brightness. Chalk that has been inverted for this is not.
    """
    standing_out = np.maximum(paper, image).astype(np.float32) - image
    standing_out /= np.maximum(paper, DIM) if dark_ink else 255
    # Most of a picture is paper, so the quarter that stands out least tells what chance does.
    least, usual = np.quantile(standing_out[::2, ::2], (0.05, 0.25))
    noise = float(usual - least)
    standing_out -= usual + 0.67 * noise  # now zero for the middle of all paper
    return View(image, paper, standing_out, noise, window, step, dark_ink)


def rim(image: np.ndarray) -> np.ndarray:
    """The outermost pixels of (H, W), (n,)."""
    return np.concatenate([image[0], image[-1], image[:, 0], image[:, -1]])


def averaged(image: np.ndarray, factor: int) -> np.ndarray:
    """(H, W) uint8 -> (H // factor, W // factor) uint8, the means of blocks."""
    height, width = (n // factor for n in image.shape)
    blocks = image[: height * factor, : width * factor].reshape(height, factor, width, factor)
    rows = blocks.sum(axis=1, dtype=np.uint32)  # first along the longer way through memory: much the faster order
    return np.asarray((rows.sum(axis=2) + factor * factor // 2) // (factor * factor), np.uint8)


def narrow_filled(image: np.ndarray, window: int) -> np.ndarray:
    """(H, W) uint8 with all dark things filled in that the window, an odd number of pixels, is wider than."""
    return _over_window(_over_window(image, window, np.maximum, 0), window, np.minimum, 255)


def wider(mask: np.ndarray, by: int) -> np.ndarray:
    """(H, W) bool, grown by so many pixels to all sides."""
    return _over_window(mask, 2 * by + 1, np.maximum, False)


def _over_window(
    image: np.ndarray, window: int, pick: Callable[[np.ndarray, np.ndarray], np.ndarray], outside: int
) -> np.ndarray:
    """(H, W) -> the same: `pick` over all pixels of a square window around each; beyond the picture is `outside`.

    Along one axis after the other, and in spans of 1, 2, 4, 8, ... pixels until the window is full.
    """
    margin = window // 2
    for _ in range(2):
        height, width = image.shape
        lines = np.full((height + 2 * margin, width), outside, image.dtype)
        lines[margin : margin + height] = image
        span = 1
        while span < window:
            step = min(span, window - span)
            lines = pick(lines[:-step], lines[step:])
            span += step
        image = np.ascontiguousarray(lines.T)
    return image
