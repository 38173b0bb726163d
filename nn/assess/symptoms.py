"""What a diagnosis is made from, and what it comes to: a case with its measurements, and findings.

A case is the recipe of a training, its curves, its vitals and a few facts about its digits; a finding is what is wrong,
with the numbers that say so. The rules are in trouble_steps.py, trouble_neurons.py and trouble_digits.py; they share
the few measurements here.

Next: facts.py, what there is to know of the digits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np

from nn.activations import Array
from nn.assess.facts import Facts
from nn.assess.vitals import Vitals
from nn.recipe import Recipe

RISE = 1.05  # a loss that is so many times the one before has jumped
OFTEN = 0.15  # of the measurements: so many jumps are no accident
MUCH = 0.5  # of the way down
HIGH = 0.5  # nats; below, five hundredths up and down are nothing
WINDOW = 60  # measurements that count as lately
ENOUGH = 10  # measurements; fewer tell nothing of a trend


class Curves(Protocol):
    """One value for each measurement; all (k,)."""

    @property
    def iteration(self) -> Array: ...
    @property
    def train_loss(self) -> Array: ...
    @property
    def train_accuracy(self) -> Array: ...
    @property
    def test_loss(self) -> Array: ...
    @property
    def test_accuracy(self) -> Array: ...


@dataclass(frozen=True)
class Finding:
    """Something that is wrong: its ``name``, the ``evidence`` in one sentence, ``why`` it happens in two.

    ``fix``: what to change in the recipe; empty where no setting helps. ``help`` says it in words.
    """

    name: str
    evidence: str
    why: str
    help: str
    fix: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Case:
    """What is known of a training at one moment. ``rate`` is the learning rate now.

    ``broke_down`` is the sentence of Diverged, or "". ``facts`` is None where nothing is known of the digits.
    """

    recipe: Recipe
    rate: float
    curves: Curves
    vitals: Vitals
    facts: Facts | None = None
    broke_down: str = ""

    @property
    def measurements(self) -> int:
        return len(self.curves.iteration)

    @property
    def updates(self) -> int:
        """How many updates the last vitals had seen."""
        return int(self.vitals.iteration[-1]) if len(self.vitals) else 0

    @property
    def accuracy(self) -> float:
        """Of the training digits, on average over the last three measurements; a single batch may be a lucky one."""
        return float(np.mean(self.curves.train_accuracy[-3:]))

    @property
    def gap(self) -> float:
        """How many more of the training digits are right than of those held out, as shares; NaN if none are."""
        return self.accuracy - float(np.mean(self.curves.test_accuracy[-3:]))

    @property
    def steady_loss(self) -> Array:
        """Losses that are of the same digits every time, (k,): held-out ones, or the full batch. Empty if neither."""
        if self.recipe.held_out:
            return self.curves.test_loss
        return self.curves.train_loss if self.recipe.batch_size is None else self.curves.train_loss[:0]

    @property
    def jumps(self) -> tuple[int, int]:
        """How often the steady loss has risen by a twentieth or more lately, and out of how many measurements."""
        loss = self.steady_loss[-WINDOW - 1 :]
        return int(np.count_nonzero(loss[1:] > RISE * loss[:-1])), max(0, len(loss) - 1)

    @property
    def jumps_about(self) -> bool:
        """Whether the loss is still high and comes back up for much of the way that it goes down."""
        jumps, of = self.jumps
        if of < ENOUGH or jumps < OFTEN * of or self.steady_loss[-ENOUGH:].mean() < HIGH:
            return False
        way = np.diff(self.steady_loss[-WINDOW - 1 :])
        return bool(way[way > 0].sum() > MUCH * -way[way < 0].sum())

    def improved(self, parts: int) -> float:
        """By what share the training loss fell from the last part but one of the run to the last, of so many parts."""
        n = self.measurements // parts
        before, now = self.curves.train_loss[-2 * n : -n].mean(), self.curves.train_loss[-n:].mean()
        return float(1 - now / before)

    def worst(self, shares: Array) -> tuple[int, float]:
        """Of shares by layer (k, L - 1): the hidden layer, from 0, with the largest at the end, and that share."""
        if not len(shares) or not shares.shape[1]:
            return 0, 0.0
        layer = int(shares[-1].argmax())
        return layer, float(shares[-1, layer])

    def since(self, shares: Array) -> int:
        """The update from which on a share (k,) has stayed as large as it is now."""
        below = np.flatnonzero(shares < shares[-1])
        return int(self.vitals.iteration[below[-1] + 1 if len(below) else 0])
