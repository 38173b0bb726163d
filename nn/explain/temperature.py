"""Softmax one step at a time, with a temperature: from ten scores to ten probabilities that sum to 1.

The temperature divides the scores first. At 1 it is what the network says; a low one makes it sure of whatever is
ahead, a high one makes it doubt. It never changes which class is ahead. (Hinton et al., 2015, arXiv:1503.02531,
section 2.) Next: change.py, what would have changed the answer.
"""

from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.loss import softmax

TEMPERATURES = (0.1, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0)


@dataclass(frozen=True, eq=False)
class SoftmaxSteps:
    """Every stage is (10,): ``scores`` z, ``divided`` by the temperature, ``shifted`` by the maximum, ``powers`` of e.

    ``total`` is the sum of the powers, and ``probabilities`` is the engine's own softmax of ``divided``.
    """

    temperature: float
    scores: Array
    divided: Array
    shifted: Array
    powers: Array
    total: float
    probabilities: Array

    @property
    def answer(self) -> int:
        return int(self.scores.argmax())


def softmax_steps(scores: Array, temperature: float = 1.0) -> SoftmaxSteps:
    """The stages of the softmax of scores (10,). ValueError for a temperature that is not above zero."""
    if not temperature > 0:
        raise ValueError(f"The temperature must be above 0, not {temperature}.")
    divided = scores / scores.dtype.type(temperature)
    shifted = divided - divided.max()
    powers = np.exp(shifted)
    probabilities = softmax(divided[:, None])[:, 0]
    return SoftmaxSteps(temperature, scores, divided, shifted, powers, float(powers.sum()), probabilities)
