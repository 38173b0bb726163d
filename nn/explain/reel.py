"""A film in a file: small enough to ship, and exact to 16 bits.

From one update to the next most parameters hardly move, and rounded to float16 most do not move at all. So the file
holds the first frame and then differences. Floats of one sign are in the same order as their bits, so with the signs
turned round a step to the next float16 is a difference of 1, and nearly all differences are a few bits long.
Large and small bytes are kept apart, which lets zip find the zeros.
"""

from pathlib import Path
from typing import BinaryIO

import numpy as np

from nn.activations import Array
from nn.explain.film import Film

SIGN = np.uint16(0x8000)


def save_film(film: Film, file: Path | BinaryIO) -> None:
    """Write an .npz: 501 frames of the article's network take some 2 MB. Frames are rounded to float16."""
    frames = _ordered(np.stack(film.thetas).astype(np.float16))  # (n, parameters) uint16
    steps = _small(np.diff(frames, axis=0, prepend=frames[:1] * 0))
    np.savez_compressed(
        file,
        allow_pickle=False,
        sizes=np.array(film.sizes, np.int64),
        activation=np.array(film.activation),
        iterations=film.iterations.astype(np.int64),
        low=(steps & 0xFF).astype(np.uint8),
        high=(steps >> 8).astype(np.uint8),
    )


def load_film(source: Path) -> Film:
    """The film that ``save_film`` wrote, a file of the program's own. Its frames are float16, read-only."""
    with np.load(source, allow_pickle=False) as file:
        steps = file["low"] | file["high"].astype(np.uint16) << 8
        frames = _floats(np.cumsum(_signed(steps), axis=0, dtype=np.uint16))
        frames.flags.writeable = False
        return Film(tuple(file["sizes"].tolist()), str(file["activation"]), file["iterations"], tuple(frames))


def _ordered(values: Array) -> Array:
    """float16 -> uint16 in the same order: neighbouring numbers differ by 1, also across zero."""
    bits = values.view(np.uint16)
    return np.where(bits & SIGN, ~bits, bits | SIGN).astype(np.uint16)


def _floats(ordered: Array) -> Array:
    bits = np.where(ordered & SIGN, ordered & ~SIGN, ~ordered).astype(np.uint16)
    found: Array = bits.view(np.float16)
    return found


def _small(steps: Array) -> Array:
    """Differences modulo 2^16, small ones of either sign -> small numbers: 0, -1, 1, -2, 2 -> 0, 1, 2, 3, 4."""
    doubled = (steps << 1).astype(np.uint16)
    found: Array = np.where(steps & SIGN, ~doubled, doubled)
    return found


def _signed(small: Array) -> Array:
    half = small >> 1
    found: Array = np.where(small & 1, ~half, half).astype(np.uint16)
    return found
