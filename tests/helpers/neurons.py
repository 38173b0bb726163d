"""A neuron to look at, of a network that has learned nothing."""

import numpy as np

from nn.dataset import Examples
from nn.explain.weights import Neuron, neuron
from nn.network import Network

RNG = np.random.default_rng(0)


def some_neuron(sizes: tuple[int, ...] = (784, 4, 10), bias: float = 0.0, number: int = 0) -> Neuron:
    net = Network(sizes)
    net.theta[:] = np.random.default_rng(3).normal(0, 0.1, len(net.theta))
    net.layers[0].b[number] += bias
    pixels = RNG.integers(0, 256, (400, 784), dtype=np.uint8)
    return neuron(net, number, Examples(pixels, RNG.integers(0, 10, 400, dtype=np.uint8), np.arange(400)))
