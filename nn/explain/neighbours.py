"""Which training digits look most like this one TO THE NETWORK: the nearest in the space of its last hidden layer.

Two digits whose hidden neurons pass on nearly the same numbers get nearly the same scores, however different their
pixels are. The hidden numbers of all training digits are kept in half precision, to find those that come into question;
the distances that are given are computed anew from those few.
"""

from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.cores import spread
from nn.dataset import Examples
from nn.explain.evidence import through
from nn.network import Network

SPARE = 4  # times as many as wanted are measured anew


@dataclass(frozen=True, eq=False)
class Space:
    """Digits as the last hidden layer of a network sees them: ``points`` (m, n) float16, one row for each example.

    Without a network and points it is the pixels that are compared, as the examples hold them.
    """

    examples: Examples
    network: Network | None = None
    points: Array | None = None

    def seen(self, X: Array) -> Array:
        """Pictures X (784, k) as points of this space, (n, k), in full precision."""
        return X if self.network is None else hidden(self.network, X)


@dataclass(frozen=True, eq=False)
class Neighbours:
    """``places`` (k,) among the examples and their ``distances`` (k,), nearest first; ``compared``: out of how many."""

    places: Array
    distances: Array
    compared: int


def hidden(network: Network, X: Array) -> Array:
    """What the last hidden layer passes on for X (784, m): (n, m). Without one, X itself."""
    return through(network.layers[:-1], X)


def space(network: Network, examples: Examples) -> Space:
    """All examples taken through the network up to its last hidden layer, on all cores, a chunk at a time."""
    if len(network.layers) == 1:
        return Space(examples)
    points = np.empty((len(examples), network.sizes[-2]), np.float16)

    def fill(chunk: slice) -> None:
        with np.errstate(all="ignore"):  # what overflows in half precision is infinitely far away
            points[chunk] = hidden(network, examples.X(chunk)).T

    spread(fill, list(examples.chunks()))
    return Space(examples, network, points)


def nearest(known: Space, X: Array, keep: int = 8, but: int | None = None) -> Neighbours:
    """The ``keep`` examples that are nearest to the digit X (784, 1) by Euclidean distance, but for the one at ``but``.

    ``places`` is empty if the network's numbers are not finite.
    """
    with np.errstate(all="ignore"):
        here = known.seen(X)[:, 0].astype(np.float32)
        m = len(known.examples)
        if not np.isfinite(here).all():
            return Neighbours(np.empty(0, int), np.empty(0, np.float32), m)
        squares = np.concatenate(spread(lambda chunk: _squares(known, chunk, here), list(known.examples.chunks())))
    squares[~np.isfinite(squares)] = np.inf
    if but is not None and 0 <= but < m:
        squares[but] = np.inf
    some = min(m, SPARE * keep)
    near = np.sort(np.argpartition(squares, some - 1)[:some])
    near = near[np.isfinite(squares[near])]
    again = known.seen(known.examples.X(near)).T - here
    distances = np.linalg.norm(again, axis=1)
    order = np.argsort(distances, kind="stable")[:keep]
    return Neighbours(near[order], distances[order], m - (but is not None and 0 <= but < m))


def _squares(known: Space, chunk: slice, here: Array) -> Array:
    """The squared distances of a chunk of examples, (k,) float32."""
    points = known.examples.X(chunk).T if known.points is None else known.points[chunk].astype(np.float32)
    apart = points - here
    squares: Array = np.einsum("ij,ij->i", apart, apart)
    return squares
