"""What a network says to many digits at once. It is asked once; every measure of this package reads these answers.

The scores are kept rather than the probabilities, because a temperature (calibration.py) divides the scores. Next:
confusion.py, which counts who is taken for whom.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nn.activations import Array
from nn.cores import spread
from nn.dataset import Examples
from nn.loss import softmax
from nn.network import Network


@dataclass(frozen=True, eq=False)
class Answers:
    """The true ``labels`` (m,) of m digits, and the ``scores`` (k, m) that a network gave to each of k classes."""

    labels: Array
    scores: Array

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def classes(self) -> int:
        return len(self.scores)

    @cached_property
    def finite(self) -> bool:
        """False where the network has overflowed: then its answers mean nothing."""
        return bool(np.isfinite(self.scores).all())

    @cached_property
    def probabilities(self) -> Array:
        """(k, m), each column sums to 1."""
        with np.errstate(all="ignore"):  # scores that have overflowed
            return softmax(self.scores)

    @cached_property
    def given(self) -> Array:
        """(m,) the answers themselves: the class with the highest score, the lower one where two are equal."""
        given: Array = self.scores.argmax(axis=0)
        return given

    @cached_property
    def confidence(self) -> Array:
        """(m,) the probability of each answer."""
        highest: Array = self.probabilities.max(axis=0)
        return highest

    @cached_property
    def right(self) -> Array:
        """(m,) which answers are right."""
        right: Array = self.given == self.labels
        return right

    @property
    def accuracy(self) -> float:
        """The share of right answers, 0..1; NaN for no digits at all."""
        return float(self.right.mean()) if len(self) else float("nan")

    def only(self, places: Array) -> "Answers":
        """The answers to some of the digits."""
        return Answers(self.labels[places], self.scores[:, places])

    def at_temperature(self, temperature: float) -> "Answers":
        """The same answers, surer (below 1) or less sure (above 1): the scores are divided by the temperature."""
        return Answers(self.labels, self.scores / self.scores.dtype.type(temperature))


def ask(network: Network, examples: Examples) -> Answers:
    """Ask a network about all the examples, on all cores, a chunk at a time; it is left as it was."""

    def scores(chunk: slice) -> Array:
        A = examples.X(chunk)
        with np.errstate(all="ignore"):  # a network that has diverged overflows
            for layer in network.layers:
                A = layer.predict(A)
        return A

    none = np.empty((network.sizes[-1], 0), network.theta.dtype)
    return Answers(examples.labels, np.concatenate([none, *spread(scores, examples.chunks())], axis=1))
