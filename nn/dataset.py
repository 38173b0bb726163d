"""MNIST as it ships with this repository: 60,000 training and 10,000 test digits, 28x28 pixels each.

The pixels stay as one shared array of bytes (55 MB) however many runs train at once. A run holds indices into it, drawn
by its seed, and turns a batch at a time into numbers between 0 and 1. Only full-batch training, which wants all of
them at every step, may keep a copy as floats.

Next: batch.py, which computes the gradient of a batch of them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nn.activations import Array
from nn.on_purpose import with_shuffled
from nn.recipe import PIXELS, Recipe

PATH = Path(__file__).parent / "data" / "mnist.npz"
RESTORE = "Restore it with `git checkout -- nn/data/mnist.npz`, or make it anew as nn/data/README.md says."
SHAPES = {
    "train_images": (60_000, 28, 28),
    "train_labels": (60_000,),
    "test_images": (10_000, 28, 28),
    "test_labels": (10_000,),
}
CHUNK = 1500  # examples worked on at a time: few enough for the cache, enough for threads seldom to meet


class DatasetError(RuntimeError):
    """MNIST is missing or damaged; the message says how to restore it."""


def aligned_rows(m: int) -> Array:
    """Room for m digits, (m, 784) float32, starting at a cache line: products read it a tenth faster than otherwise."""
    line = 64  # bytes; a digit fills 49 of them exactly
    room = np.empty(m * PIXELS * 4 + line, np.uint8)
    start = -room.ctypes.data % line
    return room[start : start + m * PIXELS * 4].view(np.float32).reshape(m, PIXELS)


@dataclass(frozen=True, eq=False)
class Examples:
    """m labelled digits: ``index`` (m,) points into the shared ``pixels`` (N, 784) uint8 and ``labels`` (N,) uint8.

    ``floats`` (m, 784) float32 in 0..1, if kept, saves the conversion of every batch.
    """

    pixels: NDArray[np.uint8]
    all_labels: NDArray[np.uint8]
    index: NDArray[np.intp]
    floats: NDArray[np.float32] | None = None

    def __len__(self) -> int:
        return len(self.index)

    @property
    def labels(self) -> NDArray[np.uint8]:
        """(m,) the true digits; of training digits whose labels were shuffled, what they are said to be."""
        return self.all_labels[self.index]

    def X(self, which: slice | Array = slice(None), out: Array | None = None) -> Array:
        """The chosen examples as columns in 0..1, (784, k). With ``out`` (at least k, 784) no memory is allocated.

        Each column is contiguous, since a digit's pixels lie together: the result is a transposed view.
        """
        if self.floats is not None and isinstance(which, slice):
            return self.floats[which].T
        chosen = self.index[which]
        rows = np.empty((len(chosen), PIXELS), np.float32) if out is None else out[: len(chosen)]
        np.copyto(rows, self.pixels[chosen])
        rows *= 1 / 255
        return rows.T

    def kept_as_floats(self) -> "Examples":
        """The same examples with all pixels converted once: 3 kB each."""
        floats = aligned_rows(len(self))
        self.X(out=floats)
        return Examples(self.pixels, self.all_labels, self.index, floats)

    def only(self, which: slice | Array) -> "Examples":
        """Some of the examples, by their place in these."""
        return Examples(self.pixels, self.all_labels, self.index[which])

    def chunks(self) -> Iterator[slice]:
        """Slices of at most CHUNK examples that cover all of them."""
        for start in range(0, len(self), CHUNK):
            yield slice(start, min(start + CHUNK, len(self)))


@dataclass(frozen=True, eq=False)
class Data:
    """What a run sees: disjoint draws from the 60,000, and the official test digits for the very end."""

    train: Examples
    validation: Examples
    test: Examples
    official: Examples

    @property
    def held_out(self) -> Examples:
        """The digits that the curve is measured on: test, or validation where no test digits were drawn."""
        return self.test if len(self.test) else self.validation


@dataclass(frozen=True, eq=False)
class MNIST:
    """All of it: pixels as rows (60,000 and 10,000, 784) uint8, labels (60,000 and 10,000,) uint8.

    A set of somebody's own is one, too, with other digits in it (nn/owndata/own_set.py).
    """

    train_pixels: NDArray[np.uint8]
    train_labels: NDArray[np.uint8]
    test_pixels: NDArray[np.uint8]
    test_labels: NDArray[np.uint8]

    @property
    def training(self) -> Examples:
        """All 60,000 training digits in MNIST's order."""
        return Examples(self.train_pixels, self.train_labels, np.arange(len(self.train_labels)))

    @property
    def official(self) -> Examples:
        """The official 10,000 test digits in MNIST's order."""
        return Examples(self.test_pixels, self.test_labels, np.arange(len(self.test_labels)))

    def split(self, recipe: Recipe, keep_floats: bool | None = None) -> Data:
        """Draw the recipe's examples with its seed. Floats are kept for full-batch training unless told otherwise."""
        rng = recipe.streams().split
        order = rng.permutation(self.training.index)
        a = recipe.train_examples
        b = a + recipe.validation_examples
        c = b + recipe.test_examples
        train, validation, test = (
            Examples(self.train_pixels, self.train_labels, part) for part in (order[:a], order[a:b], order[b:c])
        )
        if told_wrong := round(recipe.shuffled_labels * a):
            labels = with_shuffled(self.train_labels, order[:told_wrong], rng)
            train = Examples(self.train_pixels, labels, train.index)
        if recipe.batch_size is None if keep_floats is None else keep_floats:
            train, test = train.kept_as_floats(), test.kept_as_floats()
        return Data(train, validation, test, self.official)


def read_mnist(path: Path) -> MNIST:
    """MNIST from an .npz file. DatasetError with one clear sentence if it is missing or damaged."""
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            arrays = {name: np.asarray(file[name]) for name in SHAPES}
    except FileNotFoundError:
        raise DatasetError(f"The digits are missing: there is no {path.name} in nn/data. {RESTORE}") from None
    except Exception:  # a damaged archive makes NumPy raise nearly anything
        raise DatasetError(f"nn/data/{path.name} is damaged and cannot be read. {RESTORE}") from None
    for name, shape in SHAPES.items():
        if arrays[name].shape != shape or arrays[name].dtype != np.uint8:
            raise DatasetError(f"nn/data/{path.name} does not hold MNIST: {name} has the wrong shape. {RESTORE}")
    return MNIST(
        arrays["train_images"].reshape(-1, PIXELS),
        arrays["train_labels"],
        arrays["test_images"].reshape(-1, PIXELS),
        arrays["test_labels"],
    )


@cache
def load_mnist() -> MNIST:
    """The shipped MNIST, read once a process and shared by everybody: do not write into it."""
    mnist = read_mnist(PATH)
    for array in vars(mnist).values():
        array.flags.writeable = False
    return mnist
