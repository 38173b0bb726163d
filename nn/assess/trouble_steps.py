"""What may be wrong with the steps that a training takes: too long, too short, or made from too little.

Each rule looks at a case and gives a finding, or None where it has nothing to say.
"""

import numpy as np

from nn.activations import ACTIVATIONS
from nn.assess.symptoms import ENOUGH, Case, Finding
from nn.optimizers import OPTIMIZERS
from nn.training import chance_loss, gentler_rate

SMALL_BATCH = 16
TINY = 3e-4  # of a layer's weights, in one update; a thousandth is usual
EXPLODED = 15.0  # norm of a layer's gradient at the start; one to three is usual


def diverged(case: Case) -> Finding | None:
    """The run has ended because its loss was no sensible number any more, or no neuron answered."""
    if not case.broke_down:
        return None
    rate = gentler_rate(case.recipe, case.rate)
    return Finding(
        "Diverged",
        case.broke_down.split(". A learning rate")[0].rstrip(".") + f", at a learning rate of {case.rate:g}.",
        "A step goes along the slope where it begins, and a long one ends where that slope says nothing any more, "
        "higher up than before. The next slope is steeper, so that step is longer still.",
        f"Take a learning rate of {rate:g}.",
        {"learning_rate": rate},
    )


def rate_too_high(case: Case) -> Finding | None:
    """The loss jumps up again and again, with batches that are not to blame."""
    batch = case.recipe.batch_size
    if not case.jumps_about or (batch is not None and batch <= SMALL_BATCH):
        return None
    jumps, of = case.jumps
    rate = case.rate / 4
    return Finding(
        "Learning rate too high",
        f"In {jumps} of the last {of} measurements the loss jumped up by a twentieth or more, at a rate of "
        f"{case.rate:g}.",
        "Each step overshoots the bottom of the valley and lands on the other slope. The way down becomes a zigzag "
        "between the two.",
        f"Take a quarter of the learning rate, {rate:g}.",
        {"learning_rate": rate},
    )


def batch_too_small(case: Case) -> Finding | None:
    """The same, but a batch of a few digits says little about the others."""
    batch = case.recipe.batch_size
    if not case.jumps_about or batch is None or batch > SMALL_BATCH:
        return None
    jumps, of = case.jumps
    size = min(case.recipe.train_examples, 8 * batch)
    return Finding(
        "Batch too small for the rate",
        f"In {jumps} of the last {of} measurements the loss jumped up by a twentieth or more, with steps of rate "
        f"{case.rate:g} from {batch} digit{'s' if batch > 1 else ''} each.",
        "The gradient of a few digits points where these few would have it, not where all would. A long step in that "
        "direction undoes what other digits had taught.",
        f"Look at {size} digits before each update.",
        {"batch_size": size},
    )


def rate_too_low(case: Case) -> Finding | None:
    """The weights hardly move, and the loss is still about where it began."""
    loss, update = case.curves.train_loss, case.vitals.update[-ENOUGH:]
    if case.measurements < ENOUGH or len(update) < ENOUGH or np.isnan(update).any() or case.recipe.initial == "zeros":
        return None
    moved, left = float(np.median(update.max(axis=1))), float(np.mean(loss[-3:]) / loss[0])
    if moved >= TINY or left < 0.8 or loss[-1] < 0.5 * chance_loss(len(case.recipe.classes)):
        return None
    usual = OPTIMIZERS[case.recipe.optimizer].usual_rate
    rate = usual if usual > 2 * case.rate else 10 * case.rate
    return Finding(
        "Learning rate too low",
        f"One update moves the weights by no more than {moved:.1g} of their size, and after {case.updates:,} updates "
        f"{left:.0%} of the first loss is left.",
        "The direction is right, but each step is so short that the loss hardly notices. About a thousandth of the "
        "weights' size in one update is usual.",
        f"Take a learning rate of {rate:g}.",
        {"learning_rate": rate},
    )


def exploding(case: Case) -> Finding | None:
    """Signals grow from layer to layer, so that the first gradients are huge."""
    if len(case.recipe.hidden) < 2 or not len(case.vitals) or case.recipe.inputs == "undivided":
        return None
    largest, first = float(case.vitals.gradient[0].max()), float(case.curves.train_loss[0])
    chance = chance_loss(len(case.recipe.classes))
    if not largest > EXPLODED or first < 3 * chance:
        return None
    initial = gain_keeping(case.recipe.activation)
    return Finding(
        "Exploding gradients",
        f"The first loss was {first:,.1f}, where guessing costs {chance:.1f}, and the gradient of a layer had a "
        f"norm of {largest:,.0f} after the first update.",
        f"Each of the {len(case.recipe.hidden)} hidden layers makes its signal larger than it got it, on the way there "
        "and on the way back. With depth that multiplies.",
        f"Begin with the values called “{initial}”, which keep a signal's size.",
        {"initial": initial},
    )


def vanishing(case: Case) -> Finding | None:
    """The gradient gets lost on its way back through many layers."""
    lately = case.vitals.gradient[-ENOUGH:]
    if len(case.recipe.hidden) < 3 or len(lately) < ENOUGH or not (lately[:, -1] > 0).all():
        return None
    arrives = float(np.median(lately[:, 0] / lately[:, -1]))
    if not 0 < arrives < 0.02:
        return None
    return Finding(
        "Vanishing gradients",
        f"Over the last {ENOUGH} measurements the gradient of the first layer is {arrives:.1g} times that of the last.",
        f"Going back through a layer multiplies a derivative by the slope of {case.recipe.activation}, which is less "
        f"than 1. Through {len(case.recipe.hidden)} hidden layers next to nothing is left, and the first ones do not "
        "learn.",
        "Take ReLU, whose slope is 1, with the initial values that suit it.",
        {"activation": "relu", "initial": "he"},
    )


def plateau(case: Case) -> Finding | None:
    """The loss has stopped falling while much is still wrong."""
    if case.measurements < 3 * ENOUGH or case.accuracy > 0.9:
        return None
    better = case.improved(6)
    if not abs(better) < 0.01:
        return None
    rate = OPTIMIZERS["adam"].usual_rate
    fix = {"optimizer": "adam", "learning_rate": rate}
    if case.recipe.optimizer == "adam":
        fix = {"learning_rate": 4 * case.rate}
    return Finding(
        "Plateau",
        f"Over the last third of {case.updates:,} updates the loss changed by {abs(better):.1%}, with "
        f"{case.accuracy:.0%} of the training digits right.",
        "The surface of the loss is nearly flat here, and a step is only as long as the slope is steep. Steps that are "
        "scaled for each weight, as Adam's, get across.",
        f"Take Adam with a rate of {fix['learning_rate']:g}.",
        fix,
    )


def gain_keeping(activation: str) -> str:
    """The initial values that suit an activation."""
    assert activation in ACTIVATIONS
    return "he" if activation in ("relu", "leaky relu", "gelu") else "lecun"
