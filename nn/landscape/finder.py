"""A short run with a rising learning rate, and the rate that it suggests.

Smith (2017, "Cyclical learning rates for training neural networks", arXiv:1506.01186) lets the rate rise during one
short run and looks at when the network begins to learn and when it breaks down. Here it rises by the same factor with
each update, from far too little to far too much, and after each update the loss is taken on the same digits. What is
suggested is a third of the rate at which the loss was lowest: some way before it breaks down, and still quick.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite

import numpy as np

from nn.activations import Array
from nn.dataset import Data, Examples
from nn.recipe import Recipe
from nn.training import Diverged, Knobs, evaluate, new_network, train

LOWEST, HIGHEST = 1e-5, 10.0
UPDATES = 100
SAMPLE = 1_000  # digits that the loss is taken on
ENOUGH = 4.0  # times the first loss: it has broken down
SMOOTH = 2  # updates on either side that a loss is averaged with
SAFE = 3.0  # the lowest loss is close to where it breaks down: so many times less is suggested


@dataclass(frozen=True)
class Tried:
    """The ``rate`` of one update, and the ``loss`` right after it, in nats."""

    rate: float
    loss: float


def rates(updates: int = UPDATES) -> Array:
    """The rates of the run, (updates,): each as many times the one before."""
    return np.geomspace(LOWEST, HIGHEST, updates)


def find(recipe: Recipe, data: Data, updates: int = UPDATES) -> Iterator[Tried]:
    """Train with a rising rate until it breaks down, and yield what each update came to."""
    recipe = recipe.but(iterations=updates, schedule="constant", patience=0)
    network, knobs, sample = new_network(recipe), Knobs(LOWEST), sample_of(data)
    first = evaluate(network, sample).loss
    steps = train(network, data, recipe, recipe.streams().training, knobs)
    for rate in rates(updates):
        knobs.learning_rate = float(rate)
        try:
            next(steps)
        except Diverged:
            return
        loss = evaluate(network, sample).loss
        if not isfinite(loss) or loss > ENOUGH * first:
            return
        yield Tried(float(rate), loss)


def sample_of(data: Data) -> Examples:
    """The digits that losses are taken on: the first that it learns from, and the seed has shuffled those."""
    return data.train.only(slice(0, SAMPLE))


def smoothed(tried: Sequence[Tried]) -> Array:
    """The losses, (k,), each averaged with its neighbours: one batch alone may be lucky."""
    losses = np.array([one.loss for one in tried])
    return np.array([losses[max(0, i - SMOOTH) : i + SMOOTH + 1].mean() for i in range(len(losses))])


def suggested(tried: Sequence[Tried]) -> float | None:
    """A third of the rate at which the loss was lowest, to one digit; None where it never fell by a twentieth."""
    if len(tried) < 2:
        return None
    losses = smoothed(tried)
    best = int(losses.argmin())
    if losses[best] > 0.95 * tried[0].loss:
        return None
    return float(f"{tried[best].rate / SAFE:.1g}")
