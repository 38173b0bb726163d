"""Whether two sets of repeated runs can be told apart, so that nobody takes noise for progress.

A run that is repeated with another seed draws other digits and other initial values, and ends elsewhere. Two recipes
are called different only if chance alone would seldom put their means so far apart: Welch's t-test (Welch, 1947,
"The generalization of 'Student's' problem when several different population variances are involved", Biometrika 34),
which does not ask that both spread alike. It is written out here, and checked against printed tables.

Next: as_csv.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nn.activations import Array

SURE = 0.05  # a difference that chance alone brings this seldom counts as one
FEWEST = 3  # values of each: two say next to nothing of how they spread
STEPS = 20_001  # of the integrals below: six digits and more


@dataclass(frozen=True)
class Band:
    """What repeated runs came to: from the lowest to the highest, and their mean."""

    low: float
    mean: float
    high: float

    def overlaps(self, other: "Band") -> bool:
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True)
class Verdict:
    """``t``, its degrees of ``freedom`` and how likely chance alone brings as much (``p``), and whether that counts.

    They are told apart only if p is below SURE and the bands do not overlap.
    """

    one: Band
    two: Band
    t: float
    freedom: float
    p: float

    @property
    def told_apart(self) -> bool:
        return self.p < SURE and not self.one.overlaps(self.two)


def band(values: Sequence[float]) -> Band:
    """Of one value at least."""
    return Band(min(values), float(np.mean(values)), max(values))


def compare(one: Sequence[float], two: Sequence[float]) -> Verdict | None:
    """What the values of two sets of runs say; None while there are too few of either."""
    if min(len(one), len(two)) < FEWEST:
        return None
    a, b = np.var(one, ddof=1) / len(one), np.var(two, ddof=1) / len(two)  # of each mean
    difference = float(np.mean(two) - np.mean(one))
    if a + b == 0:  # nothing spreads: any difference is one
        return Verdict(
            band(one), band(two), 0.0 if not difference else np.copysign(np.inf, difference), 1.0, float(not difference)
        )
    t = difference / np.sqrt(a + b)
    freedom = (a + b) ** 2 / (a**2 / (len(one) - 1) + b**2 / (len(two) - 1))
    return Verdict(band(one), band(two), float(t), float(freedom), two_sided(float(t), float(freedom)))


def two_sided(t: float, freedom: float) -> float:
    """The probability that Student's t is this far from zero or farther.

    With t = sqrt(freedom) tan(angle), its density becomes cos(angle)^(freedom - 1), up to a factor: the share of the
    area under it from the angle of t to a right angle.
    """
    angle = np.arctan(abs(t) / np.sqrt(freedom))
    return float(_area(angle, freedom) / _area(0.0, freedom))


def _area(angle: float, freedom: float) -> float:
    """Under cos^(freedom - 1) from an angle to a right angle, by Simpson's rule; freedom is at least 1."""
    x, step = np.linspace(angle, np.pi / 2, STEPS, retstep=True)
    y: Array = np.maximum(np.cos(x), 0) ** (freedom - 1)
    return float(step / 3 * (y[0] + 4 * y[1:-1:2].sum() + 2 * y[2:-1:2].sum() + y[-1]))
