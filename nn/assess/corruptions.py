"""What may spoil a picture on its way to the network: grain, dirt, stripes, fog, stray lines.

The kinds are those of MNIST-C (Mu and Gilmer, 2019, arXiv:1906.02337) that are not among the jitter of training. The
code is our own, so the pictures are not theirs, and each kind takes any strength instead of one. Pictures are (m, 784)
float32 in 0..1, and so is what comes out; nothing is written into them. Used by distortions.py.
"""

from collections.abc import Callable

import numpy as np

from nn.activations import Array
from nn.augment import SIDE

MOST_LINES = 8  # that are drawn of, so that two of them are among three of them
STEPS = 120  # points along a line: more than it has pixels
ROWS, COLUMNS = np.indices((SIDE, SIDE))


def shot_noise(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """Too little light: ink comes in grains of this size, and as many of them as chance will have it."""
    return _ink(strength * rng.poisson(pictures / strength))


def impulse_noise(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """Salt and pepper: this share of all pixels is full ink or paper, whatever they were."""
    chance = rng.random(pictures.shape, dtype=np.float32)
    return np.where(chance < strength / 2, 0, np.where(chance > 1 - strength / 2, 1, pictures)).astype(np.float32)


def glass_blur(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """Through frosted glass: every pixel shows another one, up to so many pixels away."""
    away = np.round(strength * rng.uniform(-1, 1, size=(2, len(pictures), SIDE, SIDE))).astype(int)
    return _from_elsewhere(pictures, away[0], away[1])


def motion_blur(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """Moved while it was taken: the mean of the picture along a path so many pixels long, in any direction."""
    angle = rng.uniform(0, np.pi, size=(len(pictures), 1, 1))
    path = np.linspace(-strength / 2, strength / 2, 2 * int(strength) + 1)
    total = np.zeros_like(pictures)
    for t in path:
        down, across = np.round(t * np.sin(angle)), np.round(t * np.cos(angle))
        total += _from_elsewhere(pictures, down.astype(int), across.astype(int))
    return total / np.float32(len(path))


def brightness(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """So much ink more on every pixel: the paper is grey."""
    return _ink(pictures + strength)


def stripe(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """Within an upright stripe, so many pixels wide, ink and paper change places."""
    left = np.round(rng.uniform(4, SIDE - 4, size=(len(pictures), 1, 1)) - strength / 2)
    inside = np.broadcast_to((left <= COLUMNS) & (left + strength > COLUMNS), (len(pictures), SIDE, SIDE))
    return np.where(inside.reshape(pictures.shape), 1 - pictures, pictures)


def fog(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """Clouds of this strength before the digit, large ones and, half as strong, small ones."""
    clouds = _clouds(len(pictures), 3, rng) + _clouds(len(pictures), 6, rng) / 2
    low, high = clouds.min(axis=1, keepdims=True), clouds.max(axis=1, keepdims=True)
    return _ink((pictures + strength * (clouds - low) / (high - low)) / (1 + strength))


def spatter(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """Drops of ink that cover this share of the picture."""
    clouds = _clouds(len(pictures), 12, rng)
    edge = np.quantile(clouds, 1 - strength, axis=1, keepdims=True)
    return np.where(clouds > edge, np.float32(1), pictures)


def dotted_lines(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """So many straight dotted lines across the picture, from the left edge to the right."""

    def path(t: Array, start: Array, end: Array) -> tuple[Array, Array]:
        drawn = t[np.floor(t * SIDE / 2) % 2 == 0]
        return start + (end - start) * drawn, drawn

    return _with_lines(pictures, int(strength), rng, path)


def zigzags(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """So many zigzag lines across the picture."""

    def path(t: Array, start: Array, end: Array) -> tuple[Array, Array]:
        return start + (end - start) * t + 3 * (4 * np.abs(5 * t % 1 - 0.5) - 1), t

    return _with_lines(pictures, int(strength), rng, path)


def outline(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """The strokes give way to their edges, this share of the way; at 1 only edges are left (MNIST-C: Canny's)."""
    padded = np.pad(pictures.reshape(-1, SIDE, SIDE), ((0, 0), (1, 1), (1, 1)))
    down = padded[:, 2:, 1:-1] - padded[:, :-2, 1:-1]
    across = padded[:, 1:-1, 2:] - padded[:, 1:-1, :-2]
    edges = np.minimum(np.hypot(down, across), 1).reshape(pictures.shape)
    return _ink((1 - strength) * pictures + strength * edges)


# The parts of which they are made -------------------------------------------------------------------------------------


def _ink(values: Array) -> Array:
    """Cut off at paper and full ink, as float32."""
    cut: Array = np.clip(values, 0, 1).astype(np.float32, copy=False)
    return cut


def _from_elsewhere(pictures: Array, down: Array, across: Array) -> Array:
    """Each pixel shows the one so many rows and columns away: two arrays that broadcast to (m, 28, 28)."""
    row, column = np.clip(ROWS + down, 0, SIDE - 1), np.clip(COLUMNS + across, 0, SIDE - 1)
    found: Array = np.take_along_axis(pictures, (row * SIDE + column).reshape(len(pictures), -1), axis=1)
    return found


def _clouds(m: int, cells: int, rng: np.random.Generator) -> Array:
    """(m, 784) smooth at random: a grid of so many cells a side, drawn out to the picture between its points."""
    at = np.linspace(0, cells, SIDE)
    between = np.maximum(0, 1 - np.abs(at[:, None] - np.arange(cells + 1))).astype(np.float32)  # (28, cells + 1)
    grid = rng.standard_normal((m, cells + 1, cells + 1), dtype=np.float32)
    clouds: Array = (between @ grid @ between.T).reshape(m, -1)
    return clouds


def _with_lines(
    pictures: Array,
    lines: int,
    rng: np.random.Generator,
    path: Callable[[Array, Array, Array], tuple[Array, Array]],
) -> Array:
    """Lines in full ink from left to right: ``path`` gives the rows and, 0..1, the columns of their points."""
    ends = rng.uniform(3, SIDE - 4, size=(2, MOST_LINES, len(pictures), 1))
    changed, t = pictures.reshape(-1, SIDE, SIDE).copy(), np.linspace(0, 1, STEPS)
    for start, end in zip(ends[0, :lines], ends[1, :lines], strict=True):
        rows, columns = path(t, start, end)
        rows = np.clip(np.round(rows), 0, SIDE - 1).astype(int)
        changed[np.arange(len(pictures))[:, None], rows, np.round(columns * (SIDE - 1)).astype(int)] = 1
    return changed.reshape(pictures.shape)
