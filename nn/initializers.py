"""The parameters before the first step.

Where learning starts decides whether it starts: with equal weights every hidden neuron gets the same gradient and they
stay equal for ever; with large ones the signal explodes from layer to layer. Sorted from the article's plain way to the
ones that keep the signal's size. Each fills one layer's W (n, n_in) and b (n, 1) in place.

Next: optimizers.py, which turns a gradient into a step.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.network import Network


@dataclass(frozen=True)
class Initializer:
    """A way to fill W and b, with one plain sentence on what it is for."""

    name: str
    fill: Callable[[Array, Array, np.random.Generator], None]
    purpose: str


def zeros(W: Array, b: Array, rng: np.random.Generator) -> None:
    W[:] = 0
    b[:] = 0


def blog(W: Array, b: Array, rng: np.random.Generator) -> None:
    """uniform(-0.5, 0.5) for weights and biases alike, as the article does."""
    W[:] = rng.random(W.shape) - 0.5
    b[:] = rng.random(b.shape) - 0.5


def lecun(W: Array, b: Array, rng: np.random.Generator) -> None:
    """normal(0, 1/n_in): keeps the variance of a linear layer. LeCun et al., Efficient BackProp, 1998."""
    W[:] = rng.standard_normal(W.shape) * (1 / W.shape[1]) ** 0.5
    b[:] = 0


def xavier(W: Array, b: Array, rng: np.random.Generator) -> None:
    """normal(0, 2/(n_in + n)): a compromise between forward and backward. Glorot and Bengio, 2010."""
    W[:] = rng.standard_normal(W.shape) * (2 / sum(W.shape)) ** 0.5
    b[:] = 0


def he(W: Array, b: Array, rng: np.random.Generator) -> None:
    """normal(0, 2/n_in): twice LeCun's, since ReLU silences half. He et al., 2015, arXiv:1502.01852."""
    W[:] = rng.standard_normal(W.shape) * (2 / W.shape[1]) ** 0.5
    b[:] = 0


INITIALIZERS: dict[str, Initializer] = {
    i.name: i
    for i in (
        Initializer("zeros", zeros, "Every weight 0: the hidden neurons all stay alike."),
        Initializer("blog", blog, "Uniform between -0.5 and 0.5, as the article does: fine for ten neurons."),
        Initializer("lecun", lecun, "Normal with variance 1/inputs: right for tanh."),
        Initializer("xavier", xavier, "Normal with variance 2/(inputs + outputs): right for tanh in both directions."),
        Initializer("he", he, "Normal with variance 2/inputs: right for ReLU, and needed once networks get deep."),
    )
}


def initialize(network: Network, name: str, rng: np.random.Generator) -> None:
    """Fill every layer of the network, first to last, in place."""
    for layer in network.layers:
        INITIALIZERS[name].fill(layer.W, layer.b, rng)
