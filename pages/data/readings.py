"""What a network says to the pictures at hand, by the names of its classes: its numbers may be others than the set's.

A network that has never heard of a picture's class cannot be right or wrong about it. No Streamlit here.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nn.activations import Array
from nn.assess.answers import Answers
from nn.dataset import Examples
from nn.owndata.asked import numbers_of
from pages.data.sets import Digits


@dataclass(frozen=True, eq=False)
class Reading:
    """``answers`` of a network to m pictures, labels and answers by its own numbers; ``knows`` are its classes' names.

    ``labels`` (m,) are the set's numbers. ``asked`` (m,): the network knows the picture's class by name.
    """

    answers: Answers
    knows: tuple[str, ...]
    labels: Array
    asked: NDArray[np.bool_]

    @property
    def wrong(self) -> NDArray[np.bool_]:
        """(m,) the mistakes."""
        return self.asked & ~self.answers.right

    def given(self, place: int) -> str:
        """The name of the answer."""
        return self.knows[int(self.answers.given[place])]

    def sure(self, place: int) -> float:
        return float(self.answers.confidence[place])

    def of_label(self, place: int) -> float:
        """The probability of what the label says, where that is known."""
        return float(self.answers.probabilities[int(self.answers.labels[place]), place])


def reading(answers: Answers, classes: tuple[str, ...], knows: tuple[str, ...]) -> Reading:
    """``answers`` have labels by the numbers of ``classes``, and scores by those of ``knows``."""
    truth = numbers_of(knows, classes)[answers.labels]
    return Reading(Answers(truth, answers.scores), knows, answers.labels, truth >= 0)


def knows_all(classes: tuple[str, ...], knows: tuple[str, ...]) -> bool:
    return set(classes) <= set(knows)


def in_numbers_of(digits: Digits, knows: tuple[str, ...]) -> Digits:
    """The same pictures with the numbers and names of a network that knows all of their classes."""
    if knows == digits.classes:
        return digits
    examples = digits.examples
    labels = numbers_of(knows, digits.classes)[examples.all_labels].astype(np.uint8)
    return replace(digits, classes=knows, examples=Examples(examples.pixels, labels, examples.index))
