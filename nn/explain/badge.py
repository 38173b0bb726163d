"""A gradient checked in front of you: the entry that you point at, and the worst of many drawn at random.

Everything is done again in float64, and the loss is asked what it does when one number is nudged (gradcheck.py). The
step that is checked is taken by the same function as the one on the page, so what is wrong there is wrong here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

import numpy as np

from nn.activations import Array
from nn.explain.step import DigitStep, step
from nn.gradcheck import Check, check_entries, switches_a_neuron, tellable
from nn.network import Block, Network
from nn.recipe import Recipe

SAMPLES = 50
WORK = 40_000_000  # parameters that all tries together run through, twice each: about a tenth of a second
FEWEST = 3


class Verdict(Enum):
    AGREES = auto()
    PARTS = auto()
    TOO_SMALL = auto()  # agrees, but so small that a wrong gradient would have agreed as well


@dataclass(frozen=True)
class Badge:
    """Backprop against finite differences in one gradient: ``name`` is dW1, say.

    ``picked`` is the visitor's entry, ``worst`` the worst of ``tried`` random ones. Where the nudge switches a neuron
    on or off, there is no derivative to compare with: that entry is ``at_a_kink``, and does not count. ``largest`` is
    the largest gradient among all of them; below ``tellable`` a wrong one would go unseen.
    """

    name: str
    picked: Check
    worst: Check
    tried: int
    at_a_kink: bool
    largest: float
    tellable: float

    @property
    def verdict(self) -> Verdict:
        if not ((self.picked.passed or self.at_a_kink) and self.worst.passed):
            return Verdict.PARTS
        return Verdict.AGREES if self.largest > self.tellable else Verdict.TOO_SMALL


def badge(walked: DigitStep, name: str, entry: tuple[int, int]) -> Badge | None:
    """Check ``name`` (dW2, db2, dZ2 or dA1), above all at ``entry`` (row, column); None where numbers have overflowed.

    dZ is checked by nudging the bias beside it, which is added to Z and so moves it as far. Only the layers from there
    on are run again: they are a network, too, and what lies below them does not change.
    """
    if not walked.finite:
        return None
    recipe = Recipe(l2=walked.l2, label_smoothing=walked.smoothing)
    exact = step(walked.network.copy(np.float64), walked.X, walked.label, recipe, walked.rate, walked.summed_db)
    kind, number = name[1], int(name[2:])
    this = exact.layers[number - 1]
    if kind == "A":
        assert this.dA is not None
        above, A = _from_layer(exact, number + 1), this.A.copy()
        block = Block(f"A{number}", this.A.shape, 0, this.A.size)
        return _checked(name, above, lambda: above.forward(A, exact.Y), A[:, 0], this.dA[:, 0], block, entry)
    network = _from_layer(exact, number)
    W, b = network.blocks[:2]
    block = W if kind == "W" else b
    grad = exact.network.grad[-network.theta.size :].copy()
    if kind == "Z":
        grad[b.start : b.stop] = this.dZ[:, 0]

    before = this.W.copy()

    def loss() -> float:
        found = network.forward(this.A_prev, exact.Y)
        return found + added_penalty(before, this.W, exact.l2) if kind == "W" else found

    return _checked(name, network, loss, network.theta, grad, block, entry)


def added_penalty(before: Array, W: Array, l2: float) -> float:
    """What L2 adds to the loss when W becomes this; the whole, thousands in a large network, would drown it."""
    return l2 / 2 * float(np.vdot(W - before, W + before)) if l2 else 0.0


def _from_layer(exact: DigitStep, number: int) -> Network:
    """The layers from ``number`` on as a network of their own, on the same parameters."""
    network = exact.network
    start = network.blocks[2 * number - 2].start
    return Network(network.sizes[number - 1 :], network.activation, np.float64, network.theta[start:])


def _checked(
    name: str,
    network: Network,
    loss: Callable[[], float],
    values: Array,
    grad: Array,
    block: Block,
    entry: tuple[int, int],
) -> Badge:
    picked = block.start + entry[0] * block.shape[1] + entry[1]
    samples, least = min(SAMPLES, max(FEWEST, WORK // network.theta.size)), tellable(loss())
    drawn = block.start + _drawn(grad[block.start : block.stop], samples, least)
    of_picked = check_entries(network, loss, values, grad, block, [picked])
    return Badge(
        name,
        of_picked,
        check_entries(network, loss, values, grad, block, drawn.tolist()),
        len(drawn),
        not of_picked.passed and switches_a_neuron(network, loss, values, picked),
        float(np.abs(grad[[picked, *drawn]]).max()),
        least,
    )


def _drawn(grad: Array, samples: int, least: float) -> Array:
    """Which entries of a gradient (k,) are tried, the same at every look: all of them where there are few.

    Half are drawn where backprop found something, which in a large layer may be rare, the others anywhere.
    """
    rng = np.random.default_rng(len(grad))
    if len(grad) <= samples:
        return np.arange(len(grad))
    telling = np.flatnonzero(np.abs(grad) > least)
    some = rng.choice(telling, min(samples // 2, len(telling)), replace=False)
    others = np.setdiff1d(rng.choice(len(grad), samples, replace=False), some)
    return np.append(some, rng.permutation(others)[: samples - len(some)])
