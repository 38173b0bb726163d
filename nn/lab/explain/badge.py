"""A gradient checked in front of you: the entry that you point at, and the worst of many drawn at random.

Everything is done again in float64, and the loss is asked what it does when one number is nudged (gradcheck.py). The
step that is checked is taken by the same function as the one on the page, so what is wrong there is wrong here.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.gradcheck import Check, check_entries, switches_a_neuron
from nn.lab.explain.step import Step, penalty, step
from nn.network import Block, Network
from nn.recipe import Recipe

SAMPLES = 50
LARGE = 3_000_000  # parameters; in a larger network fewer entries are tried, since each takes two forward passes


@dataclass(frozen=True)
class Badge:
    """Backprop against finite differences in one gradient: ``name`` is dW1, say.

    ``picked`` is the visitor's entry, ``worst`` the worst of ``tried`` random ones. Where the nudge switches a neuron
    on or off, there is no derivative to compare with: that entry is ``at_a_kink``, and does not count.
    """

    name: str
    picked: Check
    worst: Check
    tried: int
    at_a_kink: bool

    @property
    def agrees(self) -> bool:
        return (self.picked.passed or self.at_a_kink) and self.worst.passed


def badge(walked: Step, name: str, entry: tuple[int, int]) -> Badge | None:
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

    def loss() -> float:
        return network.forward(this.A_prev, exact.Y) + penalty(network, exact.l2)

    return _checked(name, network, loss, network.theta, grad, block, entry)


def _from_layer(exact: Step, number: int) -> Network:
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
    samples = SAMPLES if network.theta.size < LARGE else SAMPLES // 5
    size = block.stop - block.start
    drawn = np.random.default_rng(size).choice(size, min(samples, size), replace=False)  # the same at every look
    of_picked = check_entries(network, loss, values, grad, block, [picked])
    return Badge(
        name,
        of_picked,
        check_entries(network, loss, values, grad, block, (block.start + drawn).tolist()),
        len(drawn),
        not of_picked.passed and switches_a_neuron(network, loss, values, picked),
    )
