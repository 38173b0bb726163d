"""A set of somebody's own, to be learned from as MNIST is: its pictures in one place, some of them kept aside.

One picture in seven, drawn once for all, is never learned from: what a network makes of those is comparable from run to
run, as MNIST's official test digits are. A run finds the set by its fingerprint. Next: asked.py.
"""

import hashlib
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nn.dataset import MNIST, Examples
from nn.owndata.found import Found, OwnDataError
from nn.pictures import Pictures
from nn.recipe import Recipe, fitted

ASIDE = 7  # one in so many
FEWEST = 14  # pictures


@dataclass(frozen=True, eq=False)
class OwnSet(MNIST):
    """Both halves share all pixels, (m, 784), and labels: ``learned`` and ``aside`` say which are whose."""

    classes: tuple[str, ...]
    learned: NDArray[np.intp]
    aside: NDArray[np.intp]
    fingerprint: str

    def __len__(self) -> int:
        return len(self.train_labels)

    @property
    def size(self) -> int:
        """Bytes of memory, about."""
        return int(self.train_pixels.nbytes + self.train_labels.nbytes + self.learned.nbytes + self.aside.nbytes)

    @property
    def pixels(self) -> NDArray[np.uint8]:
        """(m, 784): every picture, in the order of the file."""
        return self.train_pixels

    @property
    def training(self) -> Examples:
        """The pictures that may be learned from."""
        return Examples(self.train_pixels, self.train_labels, self.learned)

    @property
    def official(self) -> Examples:
        """Those that are kept aside."""
        return Examples(self.train_pixels, self.train_labels, self.aside)

    @property
    def pictures(self) -> Pictures:
        """What a recipe has to know of the set."""
        return Pictures(self.fingerprint, len(self.learned), self.classes)

    def recipe(self, recipe: Recipe) -> Recipe:
        """The recipe with this set in place of the digits that it was for."""
        return fitted(recipe, self.pictures)


def own_set(found: Found) -> OwnSet:
    """The set to learn from. OwnDataError if it has no labels, or not enough pictures."""
    if found.labels is None:
        raise OwnDataError("There are no labels in this file, so nothing can be learned from it.")
    if len(found) < FEWEST:
        raise OwnDataError(f"There are {len(found)} pictures; at least {FEWEST} are needed to learn from.")
    aside = np.zeros(len(found), bool)
    aside[np.random.default_rng(0).permutation(len(found))[: len(found) // ASIDE]] = True
    pixels, labels = found.pixels, found.labels
    learned, kept = np.flatnonzero(~aside), np.flatnonzero(aside)
    return OwnSet(pixels, labels, pixels, labels, found.classes, learned, kept, fingerprint_of(found))


def every_picture(found: Found) -> Examples:
    """All of them, in the order of the file, learned from or not."""
    assert found.labels is not None
    return Examples(found.pixels, found.labels, np.arange(len(found)))


def fingerprint_of(found: Found) -> str:
    """SHA-256 of pixels, labels and names: no other set has it."""
    said = hashlib.sha256(repr(found.classes).encode())
    for array in (found.pixels, found.labels):
        if array is not None:
            said.update(np.ascontiguousarray(array).data)
    return said.hexdigest()


def renamed(found: Found, names: tuple[str, ...]) -> Found:
    """The same with other names for its classes, in their order. OwnDataError if they are not as many, or not fit."""
    if len(names) != len(found.classes):
        raise OwnDataError(f"There are {len(found.classes)} classes and {len(names)} names: name each class once.")
    try:
        Pictures("-", 1, names)
    except ValueError as error:
        raise OwnDataError(f"These names cannot be. {error}") from None
    return replace(found, classes=names)
