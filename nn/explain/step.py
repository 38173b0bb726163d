"""One step of gradient descent on one digit, with every number that it makes on the way.

The engine's own pieces do the work, one after the other, beside the network: the forward and backward of each
layer, the loss, and the update of plain gradient descent, the one optimizer that remembers nothing. So this is what
``train()`` does to the same digit, without dropout and jitter, which are left to chance.
Next: stages.py, which cuts the step into what one looks at at a time; badge.py, which checks its derivatives.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from nn.activations import Array
from nn.loss import cross_entropy, cross_entropy_backward, l2_backward, l2_penalty, one_hot
from nn.network import Network
from nn.on_purpose import one_sum
from nn.optimizers import GradientDescent
from nn.recipe import Recipe


@dataclass(frozen=True, eq=False)
class LayerStep:
    """Layer ``number``, counted from 1, in one step on one digit: columns are (n, 1), ``A_prev`` is (n_in, 1).

    ``W`` (n, n_in) and ``b`` are as they were before the step. In the last layer ``A`` are the probabilities, and
    ``dA`` and ``slope`` are None, because dZ comes out of the loss at once. ``dW`` holds the part of L2 as well.
    ``W_after`` and ``b_after`` are made when they are asked for: they are as large as the layer itself.
    """

    number: int
    A_prev: Array
    W: Array
    b: Array
    Z: Array
    A: Array
    dA: Array | None
    slope: Array | None
    dZ: Array
    dW: Array
    db: Array
    rate: float

    @property
    def W_after(self) -> Array:
        return _updated(self.W, self.dW, self.rate)

    @property
    def b_after(self) -> Array:
        return _updated(self.b, self.db, self.rate)

    @property
    def last(self) -> bool:
        return self.slope is None


@dataclass(frozen=True, eq=False)
class DigitStep:
    """One digit X (784, 1) through forward, loss, backward and update at learning rate ``rate``.

    ``network`` holds the parameters before the step, and ``after`` those after it, made when it is asked for. ``loss``
    is the cross-entropy plus ``penalty``, the part of L2. ``summed_db``: db was summed over everything, as the article
    has it, which is wrong.
    """

    network: Network
    X: Array
    Y: Array
    label: int
    rate: float
    l2: float
    smoothing: float
    summed_db: bool
    layers: tuple[LayerStep, ...]
    loss: float
    penalty: float

    @property
    def P(self) -> Array:
        """(10, 1) the probabilities before the step."""
        return self.layers[-1].A

    @property
    def answer(self) -> int:
        return int(self.P.argmax())

    @property
    def surprise(self) -> float:
        """Minus the natural logarithm of the true digit's probability: the loss without L2 and label smoothing."""
        Z = self.layers[-1].Z
        return cross_entropy(Z, one_hot(np.array([self.label]), len(Z), dtype=Z.dtype.type), np.empty_like(Z))

    @property
    def after(self) -> Network:
        return self.network.with_parameters(_updated(self.network.theta, self.network.grad, self.rate))

    @cached_property
    def _outcome(self) -> tuple[Array, float]:
        with np.errstate(all="ignore"):
            P, loss = _forward(after := self.after, self.X, self.Y)
            return P, loss + l2_penalty(after.layers, self.l2)

    @property
    def P_after(self) -> Array:
        """(10, 1) the probabilities after the step."""
        return self._outcome[0]

    @property
    def loss_after(self) -> float:
        return self._outcome[1]

    @property
    def answer_after(self) -> int:
        return int(self.P_after.argmax())

    @property
    def finite(self) -> bool:
        """Whether every number before the update is one: not so where training has diverged."""
        arrays = (array for layer in self.layers for array in (layer.W, layer.b, layer.Z, layer.A, layer.dZ, layer.dW))
        return bool(np.isfinite(self.loss)) and all(bool(np.isfinite(array).all()) for array in arrays)


def step(network: Network, X: Array, label: int, recipe: Recipe, rate: float, summed_db: bool = False) -> DigitStep:
    """One step of ``network`` towards ``label`` for the digit X (784, 1). Its parameters are shared, and left alone.

    Of the recipe count ``l2`` and ``label_smoothing``. A float64 network makes a float64 step.
    """
    now, dtype = network.sharing_parameters(), network.theta.dtype.type
    X = _kept(X.astype(dtype))
    Y = _kept(one_hot(np.array([label]), network.sizes[-1], recipe.label_smoothing, dtype))
    with np.errstate(all="ignore"):  # a network that has diverged overflows; DigitStep.finite tells
        P, loss = _forward(now, X, Y)
        backs = _backward(now, P, Y)
        l2_backward(now.layers, recipe.l2)
        if summed_db:
            one_sum(now.layers)
        penalty = l2_penalty(now.layers, recipe.l2)
    layers = tuple(
        LayerStep(
            number,
            A_prev=_kept(layer.A_prev),
            W=layer.W,
            b=layer.b,
            Z=_kept(layer.Z),
            A=_kept(P if layer is now.layers[-1] else layer.A),
            dA=back.dA,
            slope=back.slope,
            dZ=back.dZ,
            dW=layer.dW,
            db=layer.db,
            rate=rate,
        )
        for number, (layer, back) in enumerate(zip(now.layers, backs, strict=True), start=1)
    )
    return DigitStep(
        network=now,
        X=X,
        Y=Y,
        label=label,
        rate=rate,
        l2=recipe.l2,
        smoothing=recipe.label_smoothing,
        summed_db=summed_db,
        layers=layers,
        loss=loss + penalty,
        penalty=penalty,
    )


def _forward(network: Network, X: Array, Y: Array) -> tuple[Array, float]:
    """The probabilities (10, 1) and the cross-entropy; the layers remember their Z and A."""
    A = X
    for layer in network.layers:
        A = layer.forward(A)
    P = np.empty_like(A)
    return P, cross_entropy(A, Y, P)


@dataclass(frozen=True, eq=False)
class _Back:
    """What came back to one layer, each (n, 1): from above, the slope it met there, and what it left."""

    dA: Array | None
    slope: Array | None
    dZ: Array


def _backward(network: Network, P: Array, Y: Array) -> list[_Back]:
    """Network.backward, keeping what goes through: fills every dW and db. The first layer's comes first."""
    dZ = cross_entropy_backward(P, Y, 1, np.empty_like(P))
    network.layers[-1].backward(dZ)
    backs = [_Back(None, None, _kept(dZ))]
    for below, above in network.pairs_from_the_end():
        assert below.activation is not None
        dA = above.backward_input(dZ)
        came, slope = _kept(dA), below.activation.slope(below.Z, below.A, np.empty_like(below.Z))
        dZ = below.backward_activation(dA)
        below.backward(dZ)
        backs.insert(0, _Back(came, _kept(slope), _kept(dZ)))
    return backs


def _updated(before: Array, gradient: Array, rate: float) -> Array:
    """What plain gradient descent makes of these parameters; they stay as they are."""
    after = before.copy()
    with np.errstate(all="ignore"):
        GradientDescent().step(after, gradient.copy(), rate)
    return after


def _kept(array: Array) -> Array:
    """A copy that stays as it is: the engine's layers write into the same memory again."""
    still = array.copy()
    still.flags.writeable = False
    return still
