"""Shuffle the pixels: one permutation for every digit, and a network that learns from what comes out.

People see by neighbourhood: a stroke is pixels side by side. A dense network has a weight for every pixel and nothing
that tells it which of them are neighbours, so one order is as good as another. Trained on digits whose pixels were all
moved about in the same way it does as well as before, while nobody can read them any more.
"""

import threading
from dataclasses import dataclass
from functools import cached_property
from math import sqrt
from weakref import WeakValueDictionary

import numpy as np

from nn.activations import Array
from nn.dataset import MNIST, Data, Examples
from nn.network import Network
from nn.recipe import PIXELS, Recipe
from nn.training import new_network

RECIPE = Recipe(
    hidden=(32,),
    initial="he",
    batch_size=64,
    learning_rate=0.1,
    schedule="cosine",
    iterations=None,
    epochs=20,
    train_examples=10_000,
    test_examples=2_000,
)

_shuffled: WeakValueDictionary[tuple[MNIST | int, ...], Data] = WeakValueDictionary()  # those that a run holds
_shuffling = threading.Lock()


@dataclass(frozen=True)
class Shuffle:
    """A permutation of the 784 pixels, decided by ``seed``."""

    seed: int

    @cached_property
    def order(self) -> Array:
        """(784,) which pixel of the plain digit comes to each place."""
        return np.random.default_rng(self.seed).permutation(PIXELS)

    @cached_property
    def inverse(self) -> Array:
        """(784,) the permutation that puts everything back."""
        return np.argsort(self.order)

    def shuffled(self, rows: Array) -> Array:
        """Digits, or rows of weights, with their pixels moved about: (..., 784) -> (..., 784), a copy."""
        moved: Array = rows.take(self.order, axis=-1)  # rows[..., order] would lay the rows across each other
        return moved

    def restored(self, rows: Array) -> Array:
        """The same backwards: (..., 784) -> (..., 784), a copy."""
        moved: Array = rows.take(self.inverse, axis=-1)
        return moved

    def of_examples(self, examples: Examples) -> Examples:
        """These examples and no others, shuffled: a copy of 784 bytes each."""
        return Examples(self.shuffled(examples.pixels[examples.index]), examples.labels, np.arange(len(examples)))

    def data(self, mnist: MNIST, recipe: Recipe) -> Data:
        """The digits that the recipe draws, the very same ones as without a shuffle, all shuffled alike.

        Runs with the same shuffle and the same draw share them: everybody begins with the same one.
        """
        draw = (recipe.seed, recipe.train_examples, recipe.validation_examples, recipe.test_examples)
        key = (mnist, self.seed, *draw)
        with _shuffling:
            data = _shuffled.get(key)
            if data is None:
                plain = mnist.split(recipe, keep_floats=False)
                parts = (plain.train, plain.validation, plain.test, plain.official)
                data = _shuffled[key] = Data(*(self.of_examples(e) for e in parts))
            return data

    def start(self, recipe: Recipe) -> Network:
        """The recipe's initial network, with the columns of its W1 shuffled as well.

        For shuffled digits this network is what the plain one is for plain digits, number by number.
        """
        network = new_network(recipe)
        first = network.layers[0]
        first.W[:] = self.shuffled(first.W)
        return network


def chance(one: float, other: float, digits: int) -> float:
    """How far apart two accuracies are easily by chance: two standard errors of the difference, a share.

    Each is counted on so many digits and, for simplicity, as if these were other digits for either.
    """
    return 2 * sqrt((one * (1 - one) + other * (1 - other)) / digits)
