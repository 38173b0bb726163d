"""Mistakes that one may make on purpose, and watch: labels that say nothing, and biases that are corrected all alike.

Nobody would want them in a network; but who has seen what they cost, or that they cost less than expected, knows them
when they come by accident. A third one, pixels that nobody has divided by 255, is among inputs.py's. Used by dataset.py
and training.py.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from nn.layers import Dense


def with_shuffled(labels: NDArray[np.uint8], which: NDArray[np.intp], rng: np.random.Generator) -> NDArray[np.uint8]:
    """The labels (N,), those at ``which`` dealt out among each other: as many of each digit, but on any picture.

    A large network learns even these by heart: Zhang et al., Understanding deep learning requires rethinking
    generalization, 2017.
    """
    shuffled = labels.copy()
    shuffled[which] = rng.permutation(labels[which])
    return shuffled


def row_sums(layers: Sequence[Dense]) -> None:
    """What backward has left: db = row sums of dZ, one number for each neuron."""


def one_sum(layers: Sequence[Dense]) -> None:
    """The article's slip, in gradients that are right so far: db is one number for all neurons of a layer."""
    for layer in layers:
        layer.db[:] = layer.db.sum()


@dataclass(frozen=True)
class BiasGradient:
    """What is made of the layers' db before an optimizer sees it, in place, with one plain sentence."""

    name: str
    change: Callable[[Sequence[Dense]], None]
    purpose: str


BIAS_GRADIENTS: dict[str, BiasGradient] = {
    b.name: b
    for b in (
        BiasGradient("row sums", row_sums, "Each neuron's bias is corrected by what that neuron did wrong."),
        BiasGradient("one sum", one_sum, "A mistake, the article's: a layer's biases are all corrected alike."),
    )
}
