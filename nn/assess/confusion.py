"""Who is taken for whom: counts of true digits by answers, and what they say about each digit.

Precision: of the digits that were called a 4, the share that are 4s. Recall: of the 4s, the share that were called a 4.
F1 is their harmonic mean, so it is low when either is (van Rijsbergen, Information Retrieval, 1979, chapter 7). Next:
mistakes.py, which looks at single digits.
"""

from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.recipe import CLASSES


def confusion(labels: Array, given: Array, classes: int = CLASSES) -> Array:
    """True digits (m,) and answers (m,) -> counts (classes, classes): a row a true digit, a column an answer."""
    cells = classes * labels.astype(int) + given
    return np.bincount(cells, minlength=classes * classes).reshape(classes, classes)


def by_row(counts: Array) -> Array:
    """What share of each true digit got each answer: rows sum to 1, and are NaN for a digit that there is none of."""
    return _ratio(counts, counts.sum(axis=1, keepdims=True))


def by_column(counts: Array) -> Array:
    """What share of each answer was each true digit: columns sum to 1, NaN for an answer that was never given."""
    return _ratio(counts, counts.sum(axis=0, keepdims=True))


@dataclass(frozen=True, eq=False)
class ByDigit:
    """Of each digit (k,): how many there are, how often it was the answer, and the three measures, 0..1.

    NaN where a measure has nothing to go by: no precision of what was never answered, say.
    """

    digits: Array
    given: Array
    precision: Array
    recall: Array
    f1: Array


def by_digit(counts: Array) -> ByDigit:
    """Precision, recall and F1 of each class, from the confusion counts (k, k)."""
    hits, digits, given = np.diag(counts), counts.sum(axis=1), counts.sum(axis=0)
    return ByDigit(digits, given, _ratio(hits, given), _ratio(hits, digits), _ratio(2 * hits, digits + given))


def commonest_mistakes(counts: Array, keep: int = 3) -> list[tuple[int, int, int]]:
    """(true digit, answer, how often), the commonest first; as many as there are, at most ``keep``."""
    wrong = counts * ~np.eye(len(counts), dtype=bool)
    order = np.argsort(-wrong, axis=None, kind="stable")[:keep]
    cells = [divmod(int(place), len(counts)) for place in order]
    return [(truth, answer, int(wrong[truth, answer])) for truth, answer in cells if wrong[truth, answer]]


def _ratio(some: Array, all_of_them: Array) -> Array:
    """Their shares, NaN where there are none at all."""
    some = some.astype(float)
    shares: Array = np.divide(some, all_of_them, out=np.full(some.shape, np.nan), where=all_of_them > 0)
    return shares
