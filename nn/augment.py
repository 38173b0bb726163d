"""Jitter: another handwriting every time a digit is shown, so that a network learns the digit and not the picture.

Shifting, turning, scaling, slanting and rubber-sheet distortion all move pixels; they differ only in where each pixel
of the new picture looks in the old one. That place is a sum of few smooth functions of the pixel (1, x, y, and a grid
of round hills), so one small matrix product gives it for a whole batch, and one bilinear look-up does the rest.
Jitter is drawn afresh for every batch, on the fly; the digits themselves stay as they are. Used by `batch.py`. The
cheapest jitter moves all digits of a batch by the same whole pixels: a slice, and the next batch moves otherwise.

Jitter cannot make a 1 with a flag out of one without. MNIST has few of those, so `oversampling` shows them more often.
"""

from dataclasses import astuple, dataclass

import numpy as np

SIDE = 28
MARGIN = 2  # of zeros around each picture, so that a look beyond the edge finds paper
WIDE = SIDE + 2 * MARGIN
ROWS = 16  # pictures at a time: few enough for all that is needed to stay in the processor's cache

HILLS = 4  # the rubber sheet is pulled at HILLS x HILLS points
HILL = 7.0  # width of each pull, in pixels (a standard deviation); Simard's 4 bends strokes that people draw straight

NEIGHBOUR = 10  # a digit is rare if its 10th nearest of the same class is far away
MOST = 20.0  # times as often as the usual digit, at most: the very rarest are mistakes and blots
AT_ONCE = 1000  # distances to this many digits at a time: 27 MB


@dataclass(frozen=True)
class Jitter:
    """How far each picture may be changed, uniformly up to these, either way; every picture draws its own values."""

    shift: float = 0.0  # pixels, across and down
    batch_shift: int = 0  # whole pixels, across and down: one move for all pictures of a call
    rotation: float = 0.0  # degrees
    scale: float = 0.0  # 0.1: larger by a factor between 1/1.1 and 1.1
    aspect: float = 0.0  # 0.1: wider by a factor between 1/1.1 and 1.1, and lower by the same
    shear: float = 0.0  # fraction, 0.2 is a slant by a fifth of the height
    elastic: float = 0.0  # pixels: the standard deviation of a rubber sheet's pulls
    stroke_width: float = 0.0  # fraction of a pixel by which strokes grow or shrink on every side

    def any(self) -> bool:
        """Whether it does anything at all."""
        return any(astuple(self))


def jitter(pixels: np.ndarray, settings: Jitter, rng: np.random.Generator, out: np.ndarray | None = None) -> np.ndarray:
    """(m, 784) float32 pictures, 0 to 1 -> (m, 784) float32, each changed at random, in `out` if that is given.

    `pixels` is not written to. The elastic part follows Simard, Steinkraus and Platt, "Best practices for convolutional
    neural networks applied to visual document analysis" (2003): random displacements, smoothed with a Gaussian.
    """
    out = np.empty_like(pixels) if out is None else out
    if not settings.any():
        out[:] = pixels
        return out
    across, down = 0, 0
    if settings.batch_shift:
        across, down = rng.integers(-settings.batch_shift, settings.batch_shift, size=2, endpoint=True)
        if settings == Jitter(batch_shift=settings.batch_shift):
            slide(pixels, across, down, out)
            return out
    weights = _weights(len(pixels), settings, rng)  # (m, 2, K)
    weights[:, :, 0] -= across, down
    for start in range(0, len(pixels), ROWS):
        rows = slice(start, start + ROWS)
        _look_up(pixels[rows], weights[rows], out[rows])
    if settings.stroke_width:
        _press(out, rng.uniform(-settings.stroke_width, settings.stroke_width, size=len(out)).astype(np.float32))
    return out


def oversampling(pixels: np.ndarray, labels: np.ndarray, power: float) -> np.ndarray:
    """Digits (m, 784) and their labels (m,) -> (m,) the share of training that each gets; the shares sum to 1.

    A share grows with the given power of `rarity`, up to 20 times the usual; power 0 treats all alike. To be used as
    rng.choice(m, size=m, p=shares) in place of a shuffle.
    """
    shares = np.minimum(rarity(pixels, labels).astype(np.float64) ** power, MOST)
    return np.asarray(shares / shares.sum())


def rarity(pixels: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """How unusual a way of writing its digit each of (m, 784) pictures is, (m,) float32; 1 is usual for its class.

    It is the distance to the 10th nearest of the same label (fewer, if there are no ten), by pixels at half the
    resolution, divided by the median distance of the label.
    """
    halves = pixels.reshape(-1, SIDE // 2, 2, SIDE // 2, 2).mean(axis=(2, 4), dtype=np.float32).reshape(len(pixels), -1)
    rare = np.ones(len(pixels), np.float32)
    for label in np.unique(labels):
        where = np.flatnonzero(labels == label)
        same = halves[where]
        squares = (same * same).sum(axis=1)
        nth = min(NEIGHBOUR, len(same) - 1)
        distances = []
        for start in range(0, len(same), AT_ONCE):
            some = slice(start, start + AT_ONCE)
            apart = squares[some, None] + squares - 2 * (same[some] @ same.T)  # |a - b|^2 = |a|^2 + |b|^2 - 2 a.b
            distances.append(np.partition(apart, nth, axis=1)[:, nth])
        distance = np.sqrt(np.maximum(np.concatenate(distances), 0))
        rare[where] = distance / max(float(np.median(distance)), 1e-6)
    return rare


def slide(pixels: np.ndarray, across: int, down: int, out: np.ndarray) -> None:
    """Write (m, 784) pictures, all moved by the same whole pixels. What goes over an edge is lost, paper follows."""
    old, new = pixels.reshape(-1, SIDE, SIDE), out.reshape(-1, SIDE, SIDE)
    (from_y, to_y), (from_x, to_x) = _along(down), _along(across)
    new[:] = 0
    new[:, to_y, to_x] = old[:, from_y, from_x]


def _along(by: int) -> tuple[slice, slice]:
    """Which pixels of a row or column stay in sight when it is moved, and where they arrive."""
    return slice(max(0, -by), SIDE - max(0, by)), slice(max(0, by), SIDE - max(0, -by))


def _weights(m: int, settings: Jitter, rng: np.random.Generator) -> np.ndarray:
    """(m, 2, K): for each picture, how much of each function in BASIS is in x and in y of the place to look at."""
    across, down, turn, size, stretch, slant = rng.uniform(-1, 1, size=(6, m))
    turn = np.deg2rad(turn * settings.rotation)
    cos, sin = np.cos(turn), np.sin(turn)
    size, stretch = np.log1p(settings.scale) * size, np.log1p(settings.aspect) * stretch
    wide, tall = np.exp(-size - stretch), np.exp(-size + stretch)  # a digit grows if pixels look closer to the middle
    slant = slant * settings.shear

    weights = np.empty((m, 2, len(BASIS)), np.float32)
    weights[:, 0, 0] = MIDDLE + MARGIN - settings.shift * across
    weights[:, 1, 0] = MIDDLE + MARGIN - settings.shift * down
    weights[:, 0, 1], weights[:, 0, 2] = cos * wide, (cos * slant - sin) * tall
    weights[:, 1, 1], weights[:, 1, 2] = sin * wide, (sin * slant + cos) * tall
    if settings.elastic:
        pulls = rng.standard_normal((m, 2, HILLS * HILLS), dtype=np.float32)
        weights[:, :, 3:] = pulls * np.float32(settings.elastic)
    return weights if settings.elastic else weights[:, :, :3]


def _look_up(pixels: np.ndarray, weights: np.ndarray, out: np.ndarray) -> None:
    """For (n, 784) pictures, write the pixels found, bilinearly, at the places that `weights` (n, 2, K) stand for."""
    n = len(pixels)
    padded = np.zeros((n, WIDE, WIDE), np.float32)
    padded[:, MARGIN:-MARGIN, MARGIN:-MARGIN] = pixels.reshape(n, SIDE, SIDE)
    paper = padded.ravel()

    place = weights.reshape(2 * n, -1) @ BASIS[: weights.shape[2]]  # (2n, 784)
    np.clip(place, 0, WIDE - 1.001, out=place)
    whole = np.floor(place)
    place -= whole
    x, y = place[0::2], place[1::2]  # what is left of the place: 0 to 1 on the way to the next pixel
    corner = whole[1::2] * np.float32(WIDE)  # whole numbers far below 2^24, which float32 holds exactly
    corner += whole[0::2]
    corner += np.arange(0, n * WIDE * WIDE, WIDE * WIDE, dtype=np.float32)[:, None]
    corner = corner.astype(np.intp)

    last = len(paper) - WIDE - 1
    upper, right = paper[:last].take(corner, mode="clip"), paper[1 : last + 1].take(corner, mode="clip")
    right -= upper
    right *= x
    upper += right
    lower, right = paper[WIDE : last + WIDE].take(corner, mode="clip"), paper[WIDE + 1 :].take(corner, mode="clip")
    right -= lower
    right *= x
    lower += right
    lower -= upper
    lower *= y
    np.add(upper, lower, out=out)


def _press(pictures: np.ndarray, strength: np.ndarray) -> None:
    """Widen (strength > 0) or thin the strokes of (m, 784) pictures in place, each by its strength (m,).

    A stroke widened by one pixel is the largest of each pixel and its four neighbours, a thinned one the smallest; less
    than a pixel is a mixture. A picture's rows follow each other, so the end of one touches the start of the next:
    both are paper.
    """
    for chosen, extreme in ((strength > 0, np.maximum), (strength < 0, np.minimum)):
        old = pictures[chosen]
        new = old.copy()
        for step in (1, SIDE):
            extreme(new[:, step:], old[:, :-step], out=new[:, step:])
            extreme(new[:, :-step], old[:, step:], out=new[:, :-step])
        new -= old
        new *= np.abs(strength[chosen])[:, None]
        new += old
        pictures[chosen] = new


def _basis() -> np.ndarray:
    """(3 + HILLS^2, 784): 1, x and y, counted from the middle, then a round hill around each point of a grid.

    The hills are scaled so that, with independent weights of variance 1, their sum has variance 1 at every pixel.
    """
    y, x = np.indices((SIDE, SIDE)).reshape(2, -1) - MIDDLE
    points = np.linspace(-MIDDLE - 1, MIDDLE + 1, HILLS)
    along_x, along_y = (np.exp(-((points[:, None] - along) ** 2) / (2 * HILL**2)) for along in (x, y))
    hills = (along_y[:, None] * along_x[None, :]).reshape(HILLS * HILLS, SIDE * SIDE)
    hills /= np.sqrt((hills**2).sum(axis=0))
    return np.concatenate([np.ones_like(x)[None], x[None], y[None], hills]).astype(np.float32)


MIDDLE = (SIDE - 1) / 2
BASIS = _basis()
