"""Where a network is wrong and sure of it: the digits that are worth stepping through."""

import numpy as np

from nn.activations import Array
from nn.dataset import Examples
from nn.network import Network


def confident_mistakes(network: Network, examples: Examples, keep: int = 50) -> Array:
    """Positions among the examples of wrong answers, the surest first, at most ``keep``; empty if all are right."""
    places, sureness = [np.empty(0, int)], [np.empty(0)]
    with np.errstate(all="ignore"):  # a network that has diverged is wrong as well
        for chunk in examples.chunks():
            A = network.predict(examples.X(chunk))
            labels = examples.all_labels[examples.index[chunk]]
            wrong = np.flatnonzero(A.argmax(axis=0) != labels)
            places.append(wrong + chunk.start)
            sureness.append(A[:, wrong].max(axis=0))
    order = np.argsort(-np.concatenate(sureness), kind="stable")[:keep]
    found: Array = np.concatenate(places)[order]
    return found
