"""How a gradient becomes a step. Each optimizer is a few in-place lines on two vectors: theta and grad.

Sorted by increasing complexity; each one answers a weakness of the one before. ``rate`` comes in at every step, because
schedules.py may change it. Whatever an optimizer remembers between steps are vectors as long as theta.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from nn.activations import Array

if TYPE_CHECKING:
    from nn.recipe import Recipe

EPSILON = 1e-8  # keeps a division by a vanishing gradient finite
CACHED = 1 << 16  # parameters worked on at a time: 256 kB in float32, so that the five vectors stay in the cache


class Optimizer(Protocol):
    """Moves ``theta`` (in place) against ``grad``, which it may use as scratch space. Both are (n_parameters,)."""

    def step(self, theta: Array, grad: Array, rate: float) -> None: ...


class GradientDescent:
    """theta <- theta - rate * grad. Downhill, straight. Cauchy, 1847."""

    def step(self, theta: Array, grad: Array, rate: float) -> None:
        grad *= rate
        theta -= grad


class Momentum:
    """v <- beta v + grad;  theta <- theta - rate * v. A heavy ball: it rolls through ripples. Polyak, 1964."""

    def __init__(self, theta: Array, momentum: float) -> None:
        self.v, self.beta = np.zeros_like(theta), momentum

    def step(self, theta: Array, grad: Array, rate: float) -> None:
        self.v *= self.beta
        self.v += grad
        np.multiply(self.v, rate, out=grad)
        theta -= grad


class Nesterov(Momentum):
    """v <- beta v + grad;  theta <- theta - rate * (grad + beta v). The ball looks ahead before it rolls.

    Nesterov, 1983, in the form of Sutskever et al., 2013, that needs only the gradient at theta.
    """

    def step(self, theta: Array, grad: Array, rate: float) -> None:
        self.v *= self.beta
        self.v += grad
        grad += self.beta * self.v
        grad *= rate
        theta -= grad


class RMSProp:
    """s <- rho s + (1 - rho) grad^2;  theta <- theta - rate * grad / (sqrt(s) + eps).

    Each parameter gets its own step length: long where gradients are small. Hinton, Coursera lecture 6e, 2012.
    """

    def __init__(self, theta: Array, decay: float) -> None:
        self.s, self.rho, self._scratch = np.zeros_like(theta), decay, np.empty_like(theta)

    def step(self, theta: Array, grad: Array, rate: float) -> None:
        np.square(grad, out=self._scratch)
        self._scratch *= 1 - self.rho
        self.s *= self.rho
        self.s += self._scratch
        np.sqrt(self.s, out=self._scratch)
        self._scratch += EPSILON
        grad /= self._scratch
        grad *= rate
        theta -= grad


class Adam:
    """Momentum and RMSProp together, each corrected for having started at zero.

    v <- b1 v + (1 - b1) grad;  s <- b2 s + (1 - b2) grad^2;
    theta <- theta - rate * v / (1 - b1^t) / (sqrt(s / (1 - b2^t)) + eps).  Kingma and Ba, 2015, arXiv:1412.6980.

    Here v and s are kept without their factors (1 - b1) and (1 - b2), which go into the rate and eps: the same step
    with two passes over memory fewer. ``weight_decay`` shrinks theta by rate * decay * theta beside the step instead
    of inside the gradient: that is AdamW. Loshchilov and Hutter, 2019, arXiv:1711.05101.
    """

    def __init__(self, theta: Array, momentum: float, decay: float, weight_decay: float = 0.0) -> None:
        self.v, self.s, self.t = np.zeros_like(theta), np.zeros_like(theta), 0
        self.b1, self.b2, self.weight_decay = momentum, decay, weight_decay
        self._scratch = np.empty(min(len(theta), CACHED), theta.dtype)

    def step(self, theta: Array, grad: Array, rate: float) -> None:
        self.t += 1
        v_scale = (1 - self.b1) / (1 - self.b1**self.t)
        s_scale = ((1 - self.b2) / (1 - self.b2**self.t)) ** 0.5
        rate_now, eps_now = rate * v_scale / s_scale, EPSILON / s_scale
        for start in range(0, len(theta), CACHED):  # ten passes over a stretch that stays in the cache
            part = slice(start, start + CACHED)
            p, g, v, s = theta[part], grad[part], self.v[part], self.s[part]
            scratch = self._scratch[: len(p)]
            v *= self.b1
            v += g
            s *= self.b2
            g *= g
            s += g
            np.sqrt(s, out=scratch)
            scratch += eps_now
            np.divide(v, scratch, out=g)
            g *= rate_now
            if self.weight_decay:
                p *= 1 - rate * self.weight_decay
            p -= g


@dataclass(frozen=True)
class OptimizerKind:
    """An optimizer by name: how to make one for a theta, one plain sentence, and a learning rate that often works."""

    name: str
    make: Callable[[Array, "Recipe"], Optimizer]
    purpose: str
    usual_rate: float


OPTIMIZERS: dict[str, OptimizerKind] = {
    o.name: o
    for o in (
        OptimizerKind(
            "gradient descent", lambda theta, r: GradientDescent(), "Straight downhill: the seeds' way.", 0.1
        ),
        OptimizerKind(
            "momentum",
            lambda theta, r: Momentum(theta, r.momentum),
            "Keeps rolling in the direction it came from.",
            0.01,
        ),
        OptimizerKind(
            "nesterov", lambda theta, r: Nesterov(theta, r.momentum), "Momentum that looks one step ahead.", 0.01
        ),
        OptimizerKind(
            "rmsprop", lambda theta, r: RMSProp(theta, r.decay), "Gives each parameter a step length of its own.", 0.001
        ),
        OptimizerKind(
            "adam",
            lambda theta, r: Adam(theta, r.momentum, r.decay),
            "Momentum and RMSProp together: a safe choice.",
            0.001,
        ),
        OptimizerKind(
            "adamw",
            lambda theta, r: Adam(theta, r.momentum, r.decay, r.weight_decay),
            "Adam that also pulls every weight a little towards zero.",
            0.001,
        ),
    )
}
