"""Look nine times: a picture as it is, and moved by one pixel each way; the answer is the mean of the nine.

Where a digit stands changes the answer a little. What is misread in one place is often read in the next, so the mean is
right somewhat more often than one look, for nine times the work: the shipped network "strong" reads 99.33 % of the
official test digits so, instead of 99.22 %. Nothing is learned anew. Krizhevsky, Sutskever and Hinton, "ImageNet
classification with deep convolutional neural networks", 2012, average over ten crops of a photograph in the same way.
"""

from collections.abc import Iterator

import numpy as np

from nn.activations import Array
from nn.augment import slide
from nn.network import Network

MOVES = [(across, down) for down in (-1, 0, 1) for across in (-1, 0, 1)]  # pixels to the right, and down


def predict_nine_times(network: Network, X: Array) -> Array:
    """Probabilities (10, m) for X (784, m), in place of ``network.predict(X)``: the mean over nine places."""
    mean: Array = nine_answers(network, X).mean(axis=0)
    return mean


def nine_answers(network: Network, X: Array) -> Array:
    """What it says in each place, (9, 10, m) for X (784, m), in the order of MOVES."""
    return np.stack([network.predict(moved) for moved in each_move(X)])


def each_move(X: Array) -> Iterator[Array]:
    """X (784, m) nine times, in the order of MOVES. What goes over an edge is lost; paper, 0, follows."""
    rows = np.ascontiguousarray(X.T)
    for across, down in MOVES:
        moved = np.empty_like(rows)
        slide(rows, across, down, moved)
        yield moved.T
