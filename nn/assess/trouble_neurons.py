"""What may be wrong with the neurons of a network: silent, at their flat ends, all alike, too few, or too many.

Each rule looks at a case and gives a finding, or None where it has nothing to say.
"""

import numpy as np

from nn.assess.symptoms import ENOUGH, Case, Finding
from nn.assess.trouble_steps import gain_keeping
from nn.optimizers import OPTIMIZERS
from nn.training import gentler_rate

MANY = 0.5  # of a layer's neurons
SMOOTH = 5  # measurements: a single one may be high by accident
FEW_NEURONS = 5  # fewer than half as many as there are digits to tell apart


def dead(case: Case) -> Finding | None:
    """Half of a layer or more answers 0 to everything."""
    layer, share = case.worst(case.vitals.dead)
    if case.recipe.activation != "relu" or share < MANY:
        return None
    n = case.recipe.hidden[layer]
    return Finding(
        "Dead ReLUs",
        f"{round(share * n)} of {n} hidden neurons{in_layer(case, layer)} have answered 0 for every digit since "
        f"iteration {case.since(case.vitals.dead[:, layer]):,}.",
        "One long step took their sums below zero for all digits at once. There ReLU's slope is 0, so no gradient "
        "comes through that could bring them back.",
        "Take leaky ReLU, which lets a little through, and steps that are not longer than usual.",
        {"activation": "leaky relu"} | _no_longer_than_usual(case),
    )


def saturated(case: Case) -> Finding | None:
    """Half of a layer or more stands at the ends of its tanh or sigmoid."""
    layer, share = case.worst(case.vitals.saturated)
    if share < MANY:
        return None
    n, activation = case.recipe.hidden[layer], case.recipe.activation
    initial = gain_keeping(activation)
    return Finding(
        "Saturated neurons",
        f"{round(share * n)} of {n} hidden neurons{in_layer(case, layer)} have been at the flat ends of {activation} "
        f"for most digits since iteration {case.since(case.vitals.saturated[:, layer]):,}.",
        f"Their sums have become so large that {activation} is flat there, whatever the digit. Where it is flat its "
        "slope is nearly 0, and so is every gradient that goes through it.",
        f"Begin with the values called “{initial}”, and take steps that are not longer than usual.",
        {"initial": initial} | _no_longer_than_usual(case),
    )


def _no_longer_than_usual(case: Case) -> dict[str, float]:
    usual = OPTIMIZERS[case.recipe.optimizer].usual_rate
    return {"learning_rate": min(usual, gentler_rate(case.recipe, case.rate))} if case.rate > usual else {}


def symmetric(case: Case) -> Finding | None:
    """All neurons of a layer began alike, and so they stay."""
    alike, hidden = case.vitals.alike, case.recipe.hidden
    if not hidden or not len(alike) or max(hidden) < 2:
        return None
    layer = int(np.argmax(hidden))
    killed = case.vitals.dead[0, layer] == 1 and case.recipe.initial != "zeros"
    if alike[0, layer] < 1 or alike[-1, layer] < 1 or killed:
        return None
    return Finding(
        "Symmetric start",
        f"All {hidden[layer]} hidden neurons{in_layer(case, layer)} give the same answer to every digit, from the "
        f"first of {case.updates:,} updates to the last.",
        "They began with the same weights, so they get the same gradient and stay alike for ever. Together they are "
        "worth one neuron, or none.",
        "Begin with values drawn by chance, which tell the neurons apart.",
        {"initial": gain_keeping(case.recipe.activation)},
    )


def underfitting(case: Case) -> Finding | None:
    """So few neurons that all that they can tell apart is learned already."""
    hidden = case.recipe.hidden
    if not hidden or min(hidden) > FEW_NEURONS or case.measurements < 3 * ENOUGH:
        return None
    better = case.improved(4)
    if case.accuracy > 0.85 or case.gap > 0.2 or not better < 0.15:
        return None
    wider = tuple(max(n, 32) for n in hidden)
    return Finding(
        "Too few neurons",
        f"A layer of {min(hidden)} neuron{'s' if min(hidden) > 1 else ''} gets {case.accuracy:.0%} even of its "
        f"training digits right, and the last quarter of {case.updates:,} updates lowered the loss by {better:.0%}.",
        "Whatever the network knows of a digit must pass through that layer. A few numbers are too few to tell ten "
        "digits apart.",
        f"Give it {' and '.join(map(str, wider))} neurons.",
        {"hidden": wider},
    )


def overfitting(case: Case) -> Finding | None:
    """It still gets better at the digits that it learns from, and worse at all others."""
    if not case.recipe.held_out or case.measurements < ENOUGH:
        return None
    loss = np.convolve(case.curves.test_loss, np.full(SMOOTH, 1 / SMOOTH), "valid")  # means over some measurements
    lowest, now = int(loss.argmin()), float(loss[-1])
    if now < 1.05 * loss[lowest] or case.gap < 0.03 or case.accuracy < 0.9:
        return None
    drop = {"dropout": max(0.3, min(0.6, 2 * case.recipe.dropout))}
    return Finding(
        "Overfitting",
        f"The loss of the {case.recipe.held_out} digits was lowest, {loss[lowest]:.3f}, after "
        f"{case.curves.iteration[lowest + SMOOTH // 2]:,} updates and is {now:.3f}, with {case.accuracy:.0%} of the "
        f"training digits right and {case.gap * 100:.0f} points fewer of the others.",
        "The network learns its digits by heart, with what is accidental in them. That helps with no other digit.",
        "Silence neurons at random and move each digit a little, so that nothing can be learned by heart.",
        drop | {"shift": max(1.0, case.recipe.shift)},
    )


def in_layer(case: Case, layer: int) -> str:
    """Which layer, where there are several."""
    return f" of layer {layer + 1}" if len(case.recipe.hidden) > 1 else ""
