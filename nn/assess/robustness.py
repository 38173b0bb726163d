"""How a network's accuracy falls as digits become harder to read.

Every network sees the same pictures, drawn by the seed, so two curves may be compared point by point. At strength 0 a
curve begins at the plain accuracy on these digits.
"""

from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.assess.answers import Answers, ask
from nn.assess.distortions import Distortion
from nn.dataset import Examples
from nn.network import Network

FULL = 255  # ink


@dataclass(frozen=True, eq=False)
class Curve:
    """The ``accuracies`` (n,), 0..1, at the ``strengths`` (n,) of one distortion, on so many ``digits``."""

    strengths: Array
    accuracies: Array
    digits: int

    @property
    def half_lost(self) -> float | None:
        """The first strength at which it reads less than half of what it read at first; None if there is none."""
        lost = np.flatnonzero(self.accuracies < self.accuracies[0] / 2)
        return float(self.strengths[lost[0]]) if len(lost) else None


def distorted(examples: Examples, distortion: Distortion, strength: float, seed: int = 0) -> Examples:
    """The same digits, made harder to read; their pixels are floats that no longer lie in the shared array."""
    pictures: Array = np.ascontiguousarray(examples.X().T)  # (m, 784)
    changed = distortion.apply(pictures, strength, seed)
    places = np.arange(len(examples))
    as_ink = np.round(changed * FULL).astype(np.uint8)
    return Examples(as_ink, examples.labels, places, changed)


def answers_to(network: Network, examples: Examples, distortion: Distortion, strength: float, seed: int = 0) -> Answers:
    """What the network says to the digits at one strength."""
    return ask(network, distorted(examples, distortion, strength, seed))


def robustness(network: Network, examples: Examples, distortion: Distortion, seed: int = 0) -> Curve:
    """The network's accuracy on the examples at every strength of the distortion."""
    found = [answers_to(network, examples, distortion, strength, seed).accuracy for strength in distortion.strengths]
    return Curve(np.array(distortion.strengths, float), np.array(found), len(examples))
