"""The stages of one step, in the order in which one walks through them, for a network of any depth.

A stage is one array as it comes to be: Z1, A1, ..., the loss, dZ2, dW2, db2, dA1, dZ1, ..., then the updates. For one
neuron, its sum is written out in full: the largest terms one by one, the others added up.
"""

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from nn.activations import Array
from nn.explain.badge import Badge, badge
from nn.explain.step import DigitStep

LARGEST = 6  # terms of a sum that are written out


class Kind(StrEnum):
    INPUT = "X"
    SUM = "Z"
    ACTIVATION = "A"
    SOFTMAX = "P"
    LOSS = "L"
    START = "start"  # dZ of the last layer
    WEIGHTS = "dW"
    BIASES = "db"
    BLAME = "dA"
    GATE = "dZ"
    UPDATE = "update"
    AFTER = "after"


class Phase(StrEnum):
    FORWARD = "Forward"
    LOSS = "Loss"
    BACKWARD = "Backward"
    UPDATE = "Update"


@dataclass(frozen=True)
class Stage:
    """One stop: ``key`` names it in addresses (dW1); ``layer`` is counted from 1, and 0 where it is no layer's."""

    key: str
    kind: Kind
    layer: int
    phase: Phase

    @property
    def gradient(self) -> str:
        """The gradient that appears here and can be checked: dW1, db1, dZ1 or dA1; "" where there is none."""
        return self.key if self.phase is Phase.BACKWARD else ""


def stages(depth: int) -> tuple[Stage, ...]:
    """All stages of a network of so many layers, hidden ones and the last."""
    found = [Stage("X", Kind.INPUT, 0, Phase.FORWARD)]
    for layer in range(1, depth + 1):
        passing_on = Kind.ACTIVATION if layer < depth else Kind.SOFTMAX
        found += [
            Stage(f"Z{layer}", Kind.SUM, layer, Phase.FORWARD),
            Stage(f"A{layer}", passing_on, layer, Phase.FORWARD),
        ]
    found.append(Stage("L", Kind.LOSS, depth, Phase.LOSS))
    for layer in range(depth, 0, -1):
        if layer < depth:
            found.append(Stage(f"dA{layer}", Kind.BLAME, layer, Phase.BACKWARD))
        found += [
            Stage(f"dZ{layer}", Kind.START if layer == depth else Kind.GATE, layer, Phase.BACKWARD),
            Stage(f"dW{layer}", Kind.WEIGHTS, layer, Phase.BACKWARD),
            Stage(f"db{layer}", Kind.BIASES, layer, Phase.BACKWARD),
        ]
    for layer in range(1, depth + 1):
        found.append(Stage(f"new{layer}", Kind.UPDATE, layer, Phase.UPDATE))
    return (*found, Stage("after", Kind.AFTER, depth, Phase.UPDATE))


# One neuron's sum -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Term:
    """One product of a sum: ``left`` times ``right``, of input ``index``, is ``value``."""

    index: int
    left: float
    right: float
    value: float


@dataclass(frozen=True)
class Written:
    """A sum written out: ``terms``, the largest first, ``rest``, which adds up ``others`` smaller ones, and ``extra``.

    ``nothing`` more terms are exactly 0. ``total`` is what the engine made of it.
    """

    terms: tuple[Term, ...]
    rest: float
    others: int
    nothing: int
    extra: float
    total: float


def written_sum(
    left: Array, right: Array, extra: float, total: float, largest: int = LARGEST, also: int | None = None
) -> Written:
    """The sum of left * right, both (k,), plus ``extra``, which the engine found to be ``total``.

    The term ``also`` is written out whatever its size, last.
    """
    products = left.astype(np.float64) * right
    order = np.argsort(-np.abs(products), kind="stable")
    order = order[products[order] != 0]
    shown, others = order[:largest], order[largest:]
    nothing = len(left) - len(order)
    if also is not None and also not in shown:
        nothing -= also not in others
        shown, others = np.append(shown, also), others[others != also]
    terms = tuple(Term(int(i), float(left[i]), float(right[i]), float(products[i])) for i in shown)
    return Written(terms, float(products[others].sum()), len(others), nothing, extra, total)


def neuron_written(walked: DigitStep, stage: Stage, neuron: int, entry: int | None = None) -> Written | None:
    """The sum that stage makes for this neuron of its layer; None where it adds nothing up.

    For Z: weights times inputs, plus the bias; the term of input ``entry`` in any case. For dA: the blame of the
    neurons above, each times its weight. For db as the article has it: everybody's dZ.
    """
    if stage.kind is Kind.SUM:
        layer = walked.layers[stage.layer - 1]
        bias, z = float(layer.b[neuron, 0]), float(layer.Z[neuron, 0])
        return written_sum(layer.W[neuron], layer.A_prev[:, 0], bias, z, also=entry)
    if stage.kind is Kind.BLAME:
        this, above = walked.layers[stage.layer - 1 : stage.layer + 1]
        assert this.dA is not None
        return written_sum(above.W[:, neuron], above.dZ[:, 0], 0.0, float(this.dA[neuron, 0]), largest=10)
    if stage.kind is Kind.BIASES and walked.summed_db:
        layer = walked.layers[stage.layer - 1]
        return written_sum(layer.dZ[:, 0], np.ones(len(layer.dZ)), 0.0, float(layer.db[neuron, 0]), largest=10)
    return None


# The work of one stage ------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class StageNumbers:
    """What is computed for one stage beyond the step itself."""

    written: Written | None
    badge: Badge | None


def stage_numbers(walked: DigitStep, stage: Stage, neuron: int, entry: int = 0) -> StageNumbers:
    """What one stage costs beyond the step: the sum of ``neuron`` of the stage's layer, and the check of its gradient.

    ``entry`` is the input that is looked at: its term is in the sum, and for dW it is the column that is checked.
    """
    place = (neuron, entry if stage.kind is Kind.WEIGHTS else 0)
    return StageNumbers(
        neuron_written(walked, stage, neuron, entry), badge(walked, stage.gradient, place) if stage.gradient else None
    )
