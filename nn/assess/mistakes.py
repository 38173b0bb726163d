"""Where a network is wrong and sure of it, and what one network reads and another does not: digits worth looking at.

Next: slices.py, which gives some of the digits a name.
"""

import numpy as np

from nn.activations import Array
from nn.assess.answers import Answers, ask
from nn.dataset import Examples
from nn.network import Network


def in_order(answers: Answers, places: Array) -> Array:
    """These places, the most telling first: the mistakes, the surest of them first, then right answers that were close.

    Equal ones keep their order.
    """
    right, confidence = answers.right[places], np.nan_to_num(answers.confidence[places])
    order = np.lexsort((np.where(right, confidence, -confidence), right))
    found: Array = places[order]
    return found


def confident_mistakes(network: Network, examples: Examples, keep: int = 50) -> Array:
    """Positions among the examples of wrong answers, the surest first, at most ``keep``; empty if all are right."""
    answers = ask(network, examples)
    return in_order(answers, np.flatnonzero(~answers.right))[:keep]


def only_first_right(first: Answers, second: Answers) -> Array:
    """Places of the digits that the first network reads rightly and the second does not. Both saw the same digits."""
    return np.flatnonzero(first.right & ~second.right)
