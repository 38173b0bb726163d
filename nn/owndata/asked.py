"""What a network says about somebody's own pictures, by the names of its classes; and the answers as a file.

A network trained on MNIST can be asked about another set, and the other way round: what counts is what a class is
called. A picture of a class that the network does not know is left out, for no answer could be right. This was the last
one.
"""

from collections import Counter
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
    """What a network said to m pictures. ``classes`` are the set's names, ``unknown`` those that the network lacks.

    ``index`` (m,) are their places in the set, ``labels`` (m,) their classes by the set's numbers, ``given`` (m,) the
    answers by the numbers of ``answers``, which are the network's names, and ``sure`` (m,) the probability of each.
    """

    classes: tuple[str, ...]
    answers: tuple[str, ...]
    unknown: tuple[str, ...]
    index: Array
    labels: Array
    given: Array
    sure: Array
    is_right: Array

    @property
    def counts(self) -> Array:
        """(k,) how many pictures of each class were asked about."""
        return np.bincount(self.labels, minlength=len(self.classes))

    @property
    def right(self) -> Array:
        """(k,) the right answers to them."""
        return np.bincount(self.labels[self.is_right], minlength=len(self.classes))

    @property
    def pictures(self) -> int:
        return len(self.labels)

    @property
    def accuracy(self) -> float:
        """The share of right answers; NaN where nothing could be asked."""
        return float(self.is_right.mean()) if self.pictures else float("nan")

    @property
    def confusion(self) -> Array:
        """(classes, answers): how often each class got each answer; a row a class of the set."""
        k = len(self.answers)
        counts = np.bincount(k * self.labels.astype(int) + self.given, minlength=k * len(self.classes))
        return counts.reshape(len(self.classes), k)

    def surest_mistakes(self, most: int) -> Array:
        """Which of the m pictures were answered wrongly, the surest answer first."""
        wrong = np.flatnonzero(~self.is_right)
        found: Array = wrong[np.argsort(-self.sure[wrong], kind="stable")][:most]
        return found

    def commonest(self, most: int) -> list[tuple[str, str, int]]:
        """(class, answer, how often) of the mistakes made most often."""
        wrong = np.flatnonzero(~self.is_right)
        pairs = Counter(zip(self.labels[wrong].tolist(), self.given[wrong].tolist(), strict=True))
        return [(self.classes[label], self.answers[given], n) for (label, given), n in pairs.most_common(most)]


def numbers_of(knows: tuple[str, ...], classes: tuple[str, ...]) -> NDArray[np.intp]:
    """(classes,) the number by which a network that knows these names has each class of a set; -1: it does not."""
    place = {name: k for k, name in enumerate(knows)}
    return np.array([place.get(name, -1) for name in classes], np.intp)


def ask_about(network: Network, knows: tuple[str, ...], examples: Examples, classes: tuple[str, ...]) -> Asked:
    """Ask a network whose outputs are called ``knows`` about examples whose labels are called ``classes``."""
    truth = numbers_of(knows, classes)
    some = examples.only(np.flatnonzero(truth[examples.labels] >= 0))
    given, sure = np.empty(len(some), np.intp), np.empty(len(some), np.float32)
    with np.errstate(all="ignore"):  # a network may have diverged
        for chunk in some.chunks():
            A = network.predict(some.X(chunk))
            given[chunk], sure[chunk] = A.argmax(axis=0), A.max(axis=0)
    labels = some.labels
    unknown = tuple(name for name in classes if name not in knows)
    return Asked(classes, knows, unknown, some.index, labels, given, np.nan_to_num(sure), given == truth[labels])


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
