"""Digits made harder to read: noise, turns, shifts, blur and more, each by a strength that begins at nothing.

At strength 0 every picture is what it was, bit for bit. The generator that is passed decides all else: with the same
seed a stronger distortion mostly goes the same way, only further. What moves pixels is the jitter of training
(augment.py), in the same units, so that one can see what jitter bought. Next: robustness.py.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.assess import corruptions as spoilt
from nn.augment import SIDE, Jitter, jitter

Distort = Callable[[Array, float, np.random.Generator], Array]


@dataclass(frozen=True)
class Distortion:
    """One way to make digits harder: its ``strengths`` from 0 on, in ``unit``, and ``said``, what a strength means.

    ``distort`` takes pictures (m, 784) float32 in 0..1, a strength above 0 and a generator, and gives new pictures.
    """

    title: str
    said: str
    unit: str
    strengths: tuple[float, ...]
    distort: Distort

    def apply(self, pictures: Array, strength: float, seed: int = 0) -> Array:
        """(m, 784) -> (m, 784), the same ones at strength 0."""
        return self.distort(pictures, strength, np.random.default_rng(seed)) if strength else pictures


def _jittered(of_strength: Callable[[float], Jitter]) -> Distort:
    """The jitter of training, of one kind."""

    def distort(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
        changed = jitter(pictures, of_strength(strength), rng)
        return np.clip(changed, 0, 1, out=changed)

    return distort


def noise(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """Normal noise of this standard deviation on every pixel, cut off at paper and full ink."""
    changed = pictures + np.float32(strength) * rng.standard_normal(pictures.shape, dtype=np.float32)
    clipped: Array = np.clip(changed, 0, 1, out=changed)
    return clipped


def blur(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """Out of focus: each pixel the mean of its surroundings, weighed by a Gaussian of this width in pixels."""
    apart = np.subtract.outer(np.arange(SIDE), np.arange(SIDE))
    weights = np.exp(-0.5 * (apart / strength) ** 2)
    weights /= weights.sum(axis=1, keepdims=True)
    G = weights.astype(np.float32)
    changed: Array = (G @ pictures.reshape(-1, SIDE, SIDE) @ G.T).reshape(pictures.shape)
    return changed


def occlusion(pictures: Array, strength: float, rng: np.random.Generator) -> Array:
    """A square of paper, so many pixels wide, somewhere over the middle 20 x 20 pixels, where a digit is."""
    side = int(strength)
    middles = rng.uniform(4, SIDE - 4, size=(len(pictures), 2))
    changed = pictures.reshape(-1, SIDE, SIDE).copy()
    for picture, (y, x) in zip(changed, middles, strict=True):
        top, left = round(y - side / 2), round(x - side / 2)
        picture[max(0, top) : max(0, top + side), max(0, left) : max(0, left + side)] = 0
    return changed.reshape(pictures.shape)


turned = _jittered(lambda most: Jitter(rotation=most))
moved = _jittered(lambda most: Jitter(shift=most))
scaled = _jittered(lambda most: Jitter(scale=most))
slanted = _jittered(lambda most: Jitter(shear=most))
thickened = _jittered(lambda most: Jitter(stroke_width=most))
bent = _jittered(lambda most: Jitter(elastic=most))

PIXELS, INK = "pixels", "of full ink"
A_FEW = (0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8, 1)

DISTORTIONS = {
    "noise": Distortion("Noise", "standard deviation of the noise", INK, A_FEW, noise),
    "rotation": Distortion(
        "Rotation", "turned up to, either way", "degrees", (0, 10, 20, 30, 40, 50, 60, 75, 90), turned
    ),
    "shift": Distortion("Shift", "moved up to, any way", PIXELS, (0, 1, 2, 3, 4, 5, 6, 8, 10), moved),
    "scale": Distortion("Scale", "larger or smaller by up to", "of its size", A_FEW, scaled),
    "slant": Distortion("Slant", "slanted up to, either way", "of its height", (0, 0.2, 0.4, 0.6, 0.8, 1), slanted),
    "stroke": Distortion("Stroke thickness", "thicker or thinner by up to", "pixels a side", A_FEW, thickened),
    "rubber": Distortion("Rubber sheet", "pulled about by", PIXELS, (0, 0.5, 1, 1.5, 2, 3, 4), bent),
    "blur": Distortion("Blur", "width of the blur", PIXELS, (0, 0.5, 1, 1.5, 2, 2.5, 3, 4), blur),
    "occlusion": Distortion("Occlusion", "side of the square", PIXELS, (0, 4, 6, 8, 10, 12, 14, 16), occlusion),
    "shot": Distortion("Shot noise", "size of the grains", INK, (0, 0.1, 0.2, 0.5, 1, 2), spoilt.shot_noise),
    "impulse": Distortion(
        "Salt and pepper", "spoilt", "of all pixels", (0, 0.05, 0.1, 0.2, 0.3, 0.5), spoilt.impulse_noise
    ),
    "glass": Distortion("Frosted glass", "seen from up to", "pixels away", (0, 1, 2, 3, 4), spoilt.glass_blur),
    "motion": Distortion("Motion blur", "length of the path", PIXELS, (0, 2, 4, 6, 8, 12), spoilt.motion_blur),
    "brightness": Distortion("Brightness", "ink added", INK, (0, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8), spoilt.brightness),
    "stripe": Distortion("Inverted stripe", "width of the stripe", PIXELS, (0, 2, 4, 6, 8, 12), spoilt.stripe),
    "fog": Distortion("Fog", "strength of the fog", INK, (0, 0.3, 0.6, 1, 1.5, 2), spoilt.fog),
    "spatter": Distortion(
        "Spatter", "covered by drops", "of the picture", (0, 0.02, 0.05, 0.1, 0.2, 0.3), spoilt.spatter
    ),
    "dotted": Distortion("Dotted lines", "how many", "lines", (0, 1, 2, 3, 4, 6, 8), spoilt.dotted_lines),
    "zigzag": Distortion("Zigzag lines", "how many", "lines", (0, 1, 2, 3, 4), spoilt.zigzags),
    "outline": Distortion("Outline", "given way to edges", "of the stroke", (0, 0.25, 0.5, 0.75, 1), spoilt.outline),
}
