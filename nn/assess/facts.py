"""What there is to know of the digits before anybody learns from them: how many of each, and whether they can be right.

Pure functions of labels and pixels. Whether labels belong to their pictures is asked of the simplest reader there is:
the mean picture of each digit. It reads four of five of MNIST's digits, and one of ten whose labels were dealt out by
chance; a trained network would learn even those by heart.

Next: trouble_steps.py, trouble_neurons.py and trouble_digits.py.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.activations import Array
from nn.dataset import Data, Examples
from nn.recipe import CLASSES

ASKED = 2_000  # digits whose labels are checked against the means of as many others


@dataclass(frozen=True)
class Facts:
    """``counts``: training digits of each class. ``agreement``: the share of labels that the nearest mean picture of
    other digits has as well, NaN where there are too few to tell. ``shared``: held-out digits that are also among the
    training digits, pixel by pixel.
    """

    counts: tuple[int, ...]
    agreement: float
    shared: int


def facts_of(data: Data, classes: int = CLASSES) -> Facts:
    """The facts about the digits of one training, which are of so many classes."""
    train = data.train
    return Facts(counts_of(train.labels, classes), agreement(train), shared(train, data.held_out))


def counts_of(labels: NDArray[np.uint8], classes: int = CLASSES) -> tuple[int, ...]:
    """How many of each class there are."""
    return tuple(np.bincount(labels, minlength=classes).tolist())


def agreement(examples: Examples) -> float:
    """The share of labels that are those of the nearest mean picture; the means are those of other examples."""
    step = max(1, len(examples) // (2 * ASKED))
    chosen = examples.only(slice(0, 2 * ASKED * step, step))
    X, labels = chosen.X().T, chosen.labels  # (m, 784), (m,)
    known, asked = slice(0, None, 2), slice(1, None, 2)
    present = np.flatnonzero(np.bincount(labels[known]))
    if len(present) < 2 or len(labels) < 100:
        return float("nan")
    means: Array = np.stack([X[known][labels[known] == k].mean(axis=0) for k in present])  # (classes, 784)
    distances = np.square(means).sum(axis=1) - 2 * X[asked] @ means.T  # up to what all classes have in common
    return float(np.mean(present[distances.argmin(axis=1)] == labels[asked]))


def shared(train: Examples, held_out: Examples) -> int:
    """How many held-out pictures are training pictures as well."""
    if not len(held_out):
        return 0
    seen = {hash(row.tobytes()) for row in held_out.pixels[held_out.index]}
    also = {h for i in train.index if (h := hash(train.pixels[i].tobytes())) in seen}
    return sum(hash(row.tobytes()) in also for row in held_out.pixels[held_out.index])
