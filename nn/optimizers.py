"""How a gradient becomes a step. Each optimizer is a few in-place lines on two vectors: theta and grad.

Sorted by increasing complexity; each one answers a weakness of the one before. ``rate`` comes in at every step, because
schedules.py may change it. What an optimizer ``remembers`` between steps are vectors as long as theta, or parts of it.

Next: schedules.py, which changes the rate over a run.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from nn.activations import Array
from nn.network import blocks

EPSILON = 1e-8  # keeps a division by a vanishing gradient finite
CACHED = 1 << 16  # parameters worked on at a time: 256 kB in float32, so that the five vectors stay in the cache


class Optimizer(Protocol):
    """Moves ``theta`` (in place) against ``grad``, which it may use as scratch space. Both are (n_parameters,)."""

    @property
    def remembers(self) -> tuple[str, ...]: ...

    def step(self, theta: Array, grad: Array, rate: float) -> None: ...


class GradientDescent:
    """theta <- theta - rate * grad. Downhill, straight. Cauchy, 1847."""

    remembers = ()

    def step(self, theta: Array, grad: Array, rate: float) -> None:
        grad *= rate
        theta -= grad


class Momentum:
    """v <- beta v + grad;  theta <- theta - rate * v. A heavy ball: it rolls through ripples. Polyak, 1964."""

    remembers = ("v",)

    def __init__(self, theta: Array, momentum: float) -> None:
        self.v, self.beta = np.zeros_like(theta), momentum

    def step(self, theta: Array, grad: Array, rate: float) -> None:
        self.v *= self.beta
        self.v += grad
        np.multiply(self.v, rate, out=grad)
        theta -= grad


class Nesterov(Momentum):
    """v <- beta v + grad;  theta <- theta - rate * (grad + beta v). The ball looks ahead before it rolls.

    Nesterov, 1983. He, and Sutskever et al., 2013, take the gradient where the ball is about to be; this is the form of
    Bengio, Boulanger-Lewandowski and Pascanu, 2012, arXiv:1212.0901, which needs only the gradient at theta.
    """

    def step(self, theta: Array, grad: Array, rate: float) -> None:
        self.v *= self.beta
        self.v += grad
        grad += self.beta * self.v
        grad *= rate
        theta -= grad


class RMSProp:
    """s <- beta2 s + (1 - beta2) grad^2;  theta <- theta - rate * grad / (sqrt(s) + eps).

    Each parameter gets its own step length: long where gradients are small. Hinton, Coursera lecture 6e, 2012.
    """

    remembers = ("s",)

    def __init__(self, theta: Array, beta2: float) -> None:
        self.s, self.beta2, self._scratch = np.zeros_like(theta), beta2, np.empty_like(theta)

    def step(self, theta: Array, grad: Array, rate: float) -> None:
        np.square(grad, out=self._scratch)
        self._scratch *= 1 - self.beta2
        self.s *= self.beta2
        self.s += self._scratch
        np.sqrt(self.s, out=self._scratch)
        self._scratch += EPSILON
        grad /= self._scratch
        grad *= rate
        theta -= grad


class Adam:
    """Momentum and RMSProp together, each corrected for having started at zero.

    m <- beta1 m + (1 - beta1) grad;  v <- beta2 v + (1 - beta2) grad^2;
    theta <- theta - rate * m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + eps).  Kingma and Ba, 2015, arXiv:1412.6980.

    The letters are the paper's: m is Momentum's v, v is RMSProp's s, and beta1 is the recipe's ``momentum``. Here m and
    v are kept without their factors (1 - beta1) and (1 - beta2), which go into the rate and eps: the same step with two
    passes over memory fewer. ``weight_decay`` shrinks theta by rate * weight_decay * theta beside the step instead of
    inside the gradient: that is AdamW. Loshchilov and Hutter, 2019, arXiv:1711.05101.
    """

    remembers: tuple[str, ...] = ("m", "v", "t")

    def __init__(self, theta: Array, momentum: float, beta2: float, weight_decay: float = 0.0) -> None:
        self.m, self.v, self.t = np.zeros_like(theta), np.zeros_like(theta), 0
        self.beta1, self.beta2, self.weight_decay = momentum, beta2, weight_decay
        self._scratch = np.empty(min(len(theta), CACHED), theta.dtype)

    def step(self, theta: Array, grad: Array, rate: float) -> None:
        self.t += 1
        m_scale = (1 - self.beta1) / (1 - self.beta1**self.t)
        v_scale = ((1 - self.beta2) / (1 - self.beta2**self.t)) ** 0.5
        rate_now, eps_now = rate * m_scale / v_scale, EPSILON / v_scale
        for start in range(0, len(theta), CACHED):  # ten passes over a stretch that stays in the cache
            part = slice(start, start + CACHED)
            p, g, m, v = theta[part], grad[part], self.m[part], self.v[part]
            scratch = self._scratch[: len(p)]
            m *= self.beta1
            m += g
            v *= self.beta2
            g *= g
            v += g
            np.sqrt(v, out=scratch)
            scratch += eps_now
            np.divide(m, scratch, out=g)
            g *= rate_now
            if self.weight_decay:
                p *= 1 - rate * self.weight_decay
            p -= g


class Muon(Adam):
    """Momentum for whole matrices: a step moves W as far in every direction that the gradients have told of.

    V <- beta1 V + dW;  W <- W - rate * 0.2 sqrt(max(n, n_in)) * orthogonalised(dW + beta1 V).

    A gradient is loud in a few directions and quiet in many; Adam evens that out number by number, this does it for the
    matrix as one map. Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024. As he has it,
    biases and the last layer are left to Adam. The factor makes the numbers of a step about as large as Adam's, so that
    one rate serves both: Liu et al., 2025, arXiv:2502.16982.
    """

    remembers = (*Adam.remembers, "momenta")  # m and v are those of the rest alone

    def __init__(self, theta: Array, sizes: Sequence[int], momentum: float, beta2: float) -> None:
        self.matrices = blocks(sizes)[:-2:2]  # of W1, b1, W2, b2, ...: each W but the last
        self.rest = np.concatenate([np.arange(b.start, b.stop) for b in blocks(sizes) if b not in self.matrices])
        super().__init__(theta[self.rest], momentum, beta2)
        self.momenta = np.zeros_like(theta)

    def step(self, theta: Array, grad: Array, rate: float) -> None:
        for block in self.matrices:
            W, dW, V = (vector[block.start : block.stop].reshape(block.shape) for vector in (theta, grad, self.momenta))
            V *= self.beta1
            V += dW
            dW += self.beta1 * V  # looks ahead, as Nesterov does
            W -= rate * 0.2 * max(block.shape) ** 0.5 * orthogonalised(dW)
        rest = theta[self.rest]  # a copy
        super().step(rest, grad[self.rest], rate)
        theta[self.rest] = rest


ROUNDS = 3  # Jordan takes five, which finds fainter directions too


def orthogonalised(G: Array, rounds: int = ROUNDS) -> Array:
    """U V' of G = U S V', both (n, n_in): the same directions, each as strong as any other. Nearly, and without an SVD.

    X <- a X + b (X X') X + c (X X')^2 X leaves U and V alone and takes every number s of S, at most 1 at first, to
    a s + b s^3 + c s^5: with Jordan's a, b and c, to somewhere between 0.7 and 1.2 after a few rounds. Such iterations
    bear the names of Newton and Schulz.
    """
    if len(G) > G.shape[1]:
        return orthogonalised(G.T, rounds).T  # X X' is the smaller one of a wide matrix
    a, b, c = 3.4445, -4.7750, 2.0315
    X: Array = G / (np.linalg.norm(G) + EPSILON)
    one = np.eye(len(G), dtype=G.dtype)
    for _ in range(rounds):
        XX = X @ X.T  # (n, n_in) (n_in, n) -> (n, n)
        X = (a * one + b * XX + c * XX @ XX) @ X
    return X


@dataclass(frozen=True)
class OptimizerKind:
    """An optimizer by name: how to make one, in one plain sentence what it does, and a rate that often works.

    ``uses``: what ``make`` takes of a recipe besides theta, by its names there: settings, and the network's ``sizes``
    for one that has to know which numbers of theta are a matrix.
    """

    name: str
    make: Callable[..., Optimizer]
    uses: tuple[str, ...]
    purpose: str
    usual_rate: float


OPTIMIZERS: dict[str, OptimizerKind] = {
    o.name: o
    for o in (
        OptimizerKind(
            "gradient descent", lambda theta: GradientDescent(), (), "Straight downhill: the article's way.", 0.1
        ),
        OptimizerKind("momentum", Momentum, ("momentum",), "Keeps rolling in the direction it came from.", 0.01),
        OptimizerKind("nesterov", Nesterov, ("momentum",), "Momentum that looks one step ahead.", 0.01),
        OptimizerKind("rmsprop", RMSProp, ("beta2",), "Gives each parameter a step length of its own.", 0.001),
        OptimizerKind("adam", Adam, ("momentum", "beta2"), "Momentum and RMSProp together: a safe choice.", 0.001),
        OptimizerKind(
            "adamw",
            Adam,
            ("momentum", "beta2", "weight_decay"),
            "Adam that also pulls every weight a little towards zero.",
            0.001,
        ),
        OptimizerKind(
            "muon",
            Muon,
            ("sizes", "momentum", "beta2"),
            "Moves a layer's weights as far in every direction, loud or quiet: few updates go far. Adam does the rest.",
            0.01,
        ),
    )
}
