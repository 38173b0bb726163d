"""What a network says about somebody's own pictures, by the names of its classes; and the answers as a file.

A network trained on MNIST can be asked about another set, and the other way round: what counts is what a class is
called. A picture of a class that the network does not know is left out, for no answer could be right. This was the last
one.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.activations import Array
from nn.dataset import CHUNK, Examples
from nn.network import Network

HEAD = "ImageId,Label"  # as Kaggle's Digit Recognizer wants it


@dataclass(frozen=True, eq=False)
class Asked:
    """``counts`` and ``right`` (k,): the pictures of each class that was asked about, and the right answers.

    ``classes`` are the set's. ``unknown`` are those that the network does not know.
    """

    classes: tuple[str, ...]
    counts: Array
    right: Array
    unknown: tuple[str, ...]

    @property
    def pictures(self) -> int:
        return int(self.counts.sum())

    @property
    def accuracy(self) -> float:
        """The share of right answers; NaN where nothing could be asked."""
        return float(self.right.sum() / self.counts.sum()) if self.pictures else float("nan")


def ask_about(network: Network, knows: tuple[str, ...], examples: Examples, classes: tuple[str, ...]) -> Asked:
    """Ask a network whose outputs are called ``knows`` about examples whose labels are called ``classes``."""
    place = {name: k for k, name in enumerate(knows)}
    truth = np.array([place.get(name, -1) for name in classes])  # the network's number of each class of the set
    counts, right = np.zeros(len(classes), int), np.zeros(len(classes), int)
    some = examples.only(np.flatnonzero(truth[examples.labels] >= 0))
    with np.errstate(all="ignore"):  # a network may have diverged
        for chunk in some.chunks():
            labels = some.all_labels[some.index[chunk]]
            given = network.predict(some.X(chunk)).argmax(axis=0)
            counts += np.bincount(labels, minlength=len(classes))
            right += np.bincount(labels[given == truth[labels]], minlength=len(classes))
    return Asked(classes, counts, right, tuple(name for name in classes if name not in place))


def answers(network: Network, pixels: NDArray[np.uint8]) -> NDArray[np.intp]:
    """(m,) the class that the network gives to each of the pictures (m, 784)."""
    found = np.empty(len(pixels), np.intp)
    with np.errstate(all="ignore"):
        for start in range(0, len(pixels), CHUNK):
            X = pixels[start : start + CHUNK].astype(np.float32).T
            X *= 1 / 255
            found[start : start + CHUNK] = network.predict(X).argmax(axis=0)
    return found


def submission(knows: tuple[str, ...], given: NDArray[np.intp]) -> Iterator[str]:
    """The lines of a file with the answer ``given`` (m,) to each picture, by name, counted from 1."""
    yield f"{HEAD}\n"
    for number, answer in enumerate(given.tolist(), start=1):
        name = knows[answer]
        yield f'{number},"{name}"\n' if "," in name else f"{number},{name}\n"
