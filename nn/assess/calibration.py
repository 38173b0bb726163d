"""Whether a network is as sure as it should be: of the answers that it gives 90 %, nine of ten ought to be right.

The reliability diagram sorts answers into bins by sureness and compares each bin with its share of right answers; the
expected calibration error is the mean gap between the two (Guo et al., 2017, arXiv:1706.04599, section 2). One
temperature for all scores repairs most of it, and changes no answer: section 4.2 there. Whoever may say "I don't know"
answers fewer digits and is right more often: `coverage`. Next: distortions.py, which makes digits harder to read.
"""

from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.assess.answers import Answers
from nn.loss import softmax

BINS = 10
COLDEST, HOTTEST = 0.05, 20.0  # the temperatures that are looked through
HALVINGS = 50  # of the range in which the best one lies: after so many it is known to the last digit


@dataclass(frozen=True, eq=False)
class Reliability:
    """Answers sorted by sureness into equal bins: ``edges`` (bins + 1,), and of each bin how many ``digits`` (bins,),
    their mean ``confidence`` and the share that is ``right``; NaN in a bin without digits. An answer that is exactly as
    sure as an edge belongs to the bin below it.
    """

    edges: Array
    digits: Array
    confidence: Array
    right: Array

    @property
    def error(self) -> float:
        """The expected calibration error, 0..1: the mean of |right - confidence|, each bin by its digits."""
        there = self.digits > 0
        gaps = np.abs(self.right - self.confidence)[there]
        return float((gaps * self.digits[there]).sum() / self.digits.sum()) if there.any() else float("nan")

    @property
    def too_sure(self) -> float:
        """Mean confidence minus accuracy: above zero the network is surer than it should be."""
        there = self.digits > 0
        gaps = (self.confidence - self.right)[there]
        return float((gaps * self.digits[there]).sum() / self.digits.sum()) if there.any() else float("nan")


def reliability(confidence: Array, right: Array, bins: int = BINS) -> Reliability:
    """Sort answers by their confidence (m,), 0..1, into equal bins, with the share of each that is ``right`` (m,)."""
    confidence = confidence.astype(float)
    edges = np.linspace(0, 1, bins + 1)
    which = np.searchsorted(edges[1:-1], confidence)
    digits = np.bincount(which, minlength=bins)
    means = [
        np.divide(total, digits, out=np.full(bins, np.nan), where=digits > 0)
        for total in (np.bincount(which, values, minlength=bins) for values in (confidence, right.astype(float)))
    ]
    return Reliability(edges, digits, *means)


@dataclass(frozen=True, eq=False)
class Coverage:
    """For each of the ``thresholds`` (t,): the share of digits that are ``answered``, and of those the share right.

    A digit is answered where the network is at least as sure as the threshold; ``accuracy`` is NaN where none is.
    """

    thresholds: Array
    answered: Array
    accuracy: Array


def coverage(confidence: Array, right: Array, thresholds: Array) -> Coverage:
    """What a network that may say "I don't know" answers, and how well."""
    order = np.argsort(-confidence, kind="stable")
    hits = np.concatenate([[0], np.cumsum(right[order])])
    answered = np.searchsorted(-confidence[order], -thresholds, side="right")  # how many are at least so sure
    some = answered > 0
    accuracy = np.divide(hits[answered], answered, out=np.full(len(thresholds), np.nan), where=some)
    return Coverage(thresholds, answered / max(1, len(confidence)), accuracy)


def log_loss(answers: Answers) -> float:
    """The mean of -log of the probability of the true digit, in nats: what a temperature is fitted to make small."""
    scores = answers.scores.astype(float)
    shifted = scores - scores.max(axis=0)
    of_truth = shifted[answers.labels, np.arange(len(answers))]
    return float((np.log(np.exp(shifted).sum(axis=0)) - of_truth).mean())


def fitted_temperature(answers: Answers) -> float:
    """The temperature at which the loss of these answers is lowest, 0.05 to 20. ValueError without any answers.

    Seen from the inverse temperature the loss is convex: its slope, mean score expected minus mean score of the truth,
    only rises. So halving the range in which the slope passes zero finds the one lowest point.
    """
    if not len(answers):
        raise ValueError("A temperature cannot be fitted to no answers at all.")
    scores = answers.scores.astype(float)
    of_truth = scores[answers.labels, np.arange(len(answers))]
    low, high = 1 / HOTTEST, 1 / COLDEST
    for _ in range(HALVINGS):
        middle = (low * high) ** 0.5
        expected = (softmax(scores * middle) * scores).sum(axis=0)
        low, high = (low, middle) if (expected - of_truth).mean() > 0 else (middle, high)
    return float(1 / (low * high) ** 0.5)
