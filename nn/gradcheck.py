"""Proof that backward is the derivative of forward: nudge a parameter, and see whether the loss moves as promised.

The central difference (L(theta + h) - L(theta - h)) / 2h differs from the true derivative by about h^2, so in float64
the two agree to eight digits or so. A wrong sign, a missing 1/m or a sum over the wrong axis shows at once.

Next: drawing.py, which turns what people draw into what the network has learned from.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from nn.activations import Array
from nn.network import Block, Network

H = 1e-5  # a good nudge in float64: smaller drowns in rounding, larger in curvature
TOLERANCE = 1e-6
FLOOR = 1e-3  # gradients far below 1 are compared with this instead of with themselves, since rounding rules them


@dataclass(frozen=True)
class Check:
    """The worst disagreement found in one parameter block, and where: ``entry`` is (row, column) in the block."""

    block: Block
    entry: tuple[int, int]
    backprop: float
    difference: float
    relative_error: float

    @property
    def passed(self) -> bool:
        return self.relative_error < TOLERANCE


def relative_error(a: float, b: float, floor: float = FLOOR) -> float:
    """|a - b| / (|a| + |b|), where ``floor`` is the least that is divided by."""
    return abs(a - b) / max(abs(a) + abs(b), floor)


def floor_at(loss: float) -> float:
    """The floor where the loss is so large: its last digits are lost, and more of them the larger it is."""
    return FLOOR * max(1.0, abs(loss) / 10)


def tellable(loss: float) -> float:
    """Where no gradient is larger than this, even a wrong one can pass."""
    return 10 * TOLERANCE * floor_at(loss)


def finite_difference(loss: Callable[[], float], theta: Array, i: int, h: float = H) -> float:
    """The central difference of ``loss()`` by theta[i]; theta is put back exactly as it was."""
    kept = float(theta[i])
    theta[i] = kept + h
    above = loss()
    theta[i] = kept - h
    below = loss()
    theta[i] = kept
    return float((above - below) / (2 * h))


def gradcheck(
    network: Network,
    X: Array,
    Y: Array,
    rng: np.random.Generator,
    samples: int = 50,
    backward: Callable[[Network, Array], None] = Network.backward,
) -> list[Check]:
    """Compare backprop with finite differences on X (n_in, m), Y (n_out, m), at ``samples`` entries of every block.

    Works on a float64 copy: the network is left as it was. ``backward`` may be another one, to see it caught. Where the
    nudge itself switches a ReLU on or off there is no derivative to compare with, and the entry does not count.
    """
    network, X, Y = network.copy(np.float64), X.astype(np.float64), Y.astype(np.float64)
    m: int = X.shape[1]

    def mean_loss() -> float:
        return network.forward(X, Y) / m

    mean_loss()
    backward(network, Y)
    grad = network.grad.copy()
    return [
        check_entries(network, mean_loss, network.theta, grad, block, picked.tolist())
        for block, picked in _entries(network.blocks, rng, samples)
    ]


def check_entries(
    network: Network, loss: Callable[[], float], values: Array, grad: Array, block: Block, entries: Iterable[int]
) -> Check:
    """The worst disagreement of ``grad`` with the slopes of ``loss()`` by ``values`` at these places, all in one block.

    ``values`` is network.theta, or another vector that the loss depends on; ``loss`` runs ``network.forward``.
    """
    floor = floor_at(loss())
    checks = {i: _compare(loss, values, grad, block, i, floor) for i in entries}
    fair = [c for i, c in checks.items() if c.passed or not switches_a_neuron(network, loss, values, i)]
    return max(fair or checks.values(), key=lambda check: check.relative_error)


def _entries(found: Iterable[Block], rng: np.random.Generator, samples: int) -> Iterable[tuple[Block, Array]]:
    for block in found:
        size = block.stop - block.start
        yield block, block.start + rng.choice(size, min(samples, size), replace=False)


def switches_a_neuron(network: Network, loss: Callable[[], float], values: Array, i: int) -> bool:
    """Whether any hidden neuron's sum changes its sign between the two ends of the nudge of values[i], say of theta."""
    kept, firing = float(values[i]), []
    for nudge in (H, -H):
        values[i] = kept + nudge
        loss()
        firing.append([layer.Z > 0 for layer in network.layers[:-1]])
    values[i] = kept
    return any((above != below).any() for above, below in zip(*firing, strict=True))


def _compare(mean_loss: Callable[[], float], theta: Array, grad: Array, block: Block, i: int, floor: float) -> Check:
    backprop, difference = float(grad[i]), finite_difference(mean_loss, theta, i)
    row, column = divmod(int(i) - block.start, block.shape[1])
    return Check(block, (row, column), backprop, difference, relative_error(backprop, difference, floor))
