"""What happened at each stage to this digit, and why, in plain words with its own numbers."""

import numpy as np

from nn.activations import ACTIVATIONS
from nn.explain.badge import Badge, Verdict
from nn.explain.stages import Kind, Stage
from nn.explain.step import DigitStep, LayerStep
from pages.shared.words import with_article
from pages.steps.numbers import chance, number, told_apart
from pages.steps.words import neuron_said

ROUNDING = float(np.finfo(np.float32).eps)  # how exactly a 32-bit loss about 1 is known
OF_A_WRONG_DB = {
    Verdict.AGREES: "Here it comes to what each bias needs, and the check agrees with it.",
    Verdict.PARTS: "The check disagrees with it.",
    Verdict.TOO_SMALL: "For this digit all of it is so small that the check cannot tell.",
}


def sentence(walked: DigitStep, stage: Stage, neuron: int, entry: int, badge: Badge | None = None) -> str:
    """What just happened and why, in plain words with this digit's own facts; of a wrong db, what the check found."""
    layer = walked.layers[max(stage.layer, 1) - 1]
    says = {
        Kind.INPUT: _input,
        Kind.SUM: _sum,
        Kind.ACTIVATION: _activation,
        Kind.SOFTMAX: _softmax,
        Kind.LOSS: _loss,
        Kind.START: _start,
        Kind.WEIGHTS: _weights,
        Kind.BIASES: _biases,
        Kind.BLAME: _blame,
        Kind.GATE: _gate,
        Kind.UPDATE: _update,
        Kind.AFTER: _after,
    }[stage.kind]
    said = says(walked, layer, neuron, entry)
    if stage.kind is Kind.BIASES and walked.summed_db and badge:
        said += f" {OF_A_WRONG_DB[badge.verdict]}"
    return said


def _input(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    inked = int(np.count_nonzero(walked.X))
    return (
        f"The picture's 784 grey values, written one below the other, row by row: a single column, since the step is "
        f"made on one example (m = 1). **{inked}** of them hold ink, the other {len(walked.X) - inked} are 0 and will "
        "add nothing anywhere."
    )


def _sum(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    Z = layer.Z[:, 0]
    high, low = int(Z.argmax()), int(Z.argmin())
    by = (
        "each pixel's weight by its ink"
        if layer.number == 1
        else f"its weights by what layer {layer.number - 1} passed on"
    )
    said = f"Each neuron multiplies {by}, adds everything up, and adds its bias"
    said += ": ten neurons, ten scores. " if layer.last else ". "
    if Z[high] == Z[low]:
        return f"{said}Here all of them come to the same, **{number(float(Z[i]))}**."
    said += f"{neuron_said(layer, high).capitalize()} comes to the most, **{number(float(Z[high]))}**, "
    said += f"{neuron_said(layer, low)} to the least, {number(float(Z[low]))}."
    return said if i in (high, low) else f"{said} Yours, {neuron_said(layer, i)}, comes to **{number(float(Z[i]))}**."


def _activation(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    z, a, n = float(layer.Z[i, 0]), float(layer.A[i, 0]), len(layer.A)
    name = walked.network.activation
    fires = int((layer.Z > 0).sum())
    if name == "relu":
        yours = "fires" if z > 0 else "is silent for this digit, and tells the next layer nothing"
        return (
            f"ReLU lets through what is positive: **{fires} of {n}** neurons fire. Neuron {i}, at "
            f"{number(z)}, {yours}{f': it passes on **{number(a)}**' if z > 0 else ''}.{_louder(layer, i)}"
        )
    return (
        f"**{name.capitalize()}.** {ACTIVATIONS[name].purpose} Here {fires} of {n} sums are positive; neuron {i}, at "
        f"{number(z)}, passes on **{number(a)}**."
    )


def _louder(layer: LayerStep, i: int) -> str:
    """Whom to look at instead of a silent neuron."""
    if float(layer.A[i, 0]) > 0 or not (layer.A > 0).any():
        return ""
    return f" The loudest is neuron {int(layer.A.argmax())}: pick it, it has more to tell."


def _softmax(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    order = np.argsort(-walked.P[:, 0], kind="stable")
    first, second = int(order[0]), int(order[1])
    lead = float(layer.Z[first, 0] - layer.Z[second, 0])
    right = "which is right" if first == walked.label else f"but it is {with_article(walked.label)}"
    return (
        "e to the power of each score, divided by the sum of all ten: positive numbers that add up to 1. The answer "
        f"is **{first}** with {chance(walked.P, first)}, {right}. Its score lies {number(lead)} above that of "
        f"{second}, which makes it {number(float(np.exp(min(lead, 80.0))))} times as probable: e to that difference."
    )


def _loss(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    k = walked.label
    said = (
        f"What counts is the probability of the true digit, {k}: {chance(walked.P, k)}. Minus its natural "
        f"logarithm is {'' if walked.smoothing or walked.l2 else 'the loss, '}**{number(walked.surprise)}**: 0 for a "
        "sure and right answer, 2.30 for a blind guess among ten, and more the surer it is of something wrong."
    )
    if walked.smoothing:
        more = walked.loss - walked.penalty - walked.surprise
        said += (
            f" Label smoothing asks for {number(float(walked.Y[k, 0]))} there and a little everywhere else, which "
            f"{'adds' if more >= 0 else 'takes off'} {number(abs(more))}."
        )
    if walked.l2:
        said += (
            f" L2's price for large weights, λ/2 times the sum of their squares with λ = {walked.l2:g}, adds "
            f"{number(walked.penalty)}."
        )
    return said + (f" Together they are the loss, **{number(walked.loss)}**." if walked.smoothing or walked.l2 else "")


def _start(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    dZ, k = layer.dZ[:, 0], walked.label
    dz = float(dZ[k])
    said = (
        "Backward begins: for each score, probability minus what it should have been. The true digit's is "
        f"**{number(dz)}**: "
    )
    if dz < 0:
        said += f"raise the score of {k}, and the loss falls."
    elif dz > 0:
        said += f"it is surer than label smoothing asks for, so lower the score of {k}, and the loss falls."
    else:
        said += "to 32-bit numbers its probability is what it should be, and its score is left alone."
    other = max((c for c in range(len(dZ)) if c != k), key=lambda c: float(dZ[c] if dz <= 0 else -dZ[c]))
    if dZ[other] and dz:
        said += f" The largest part of the opposite push goes to {other}, {number(float(dZ[other]))}."
    elif dZ[other]:
        said += f" The strongest push that is left goes to {other}, {number(float(dZ[other]))}."
    return f"{said} The ten add up to 0: as much as some scores are pushed up, the others are pushed down."


def _weights(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    dz = float(layer.dZ[i, 0])
    if layer.number == 1:
        if dz == 0:
            return (
                f"dz of {neuron_said(layer, i)} is 0, and so is its whole row of dW1"
                f"{', but for the part of L2' if walked.l2 else ''}: this digit teaches it nothing.{_teachable(layer)}"
            )
        sense = "against the digit" if dz > 0 else "towards the digit"
        return (
            f"Blame times input: row {i} of dW1 is the digit itself times {number(dz)}"
            f"{', to which L2 adds its part' if walked.l2 else ''}. Only pixels with ink get a "
            f"gradient{' from it' if walked.l2 else ''}. The step goes the other way, so the weights of "
            f"{neuron_said(layer, i)} will move **{sense}** under its ink."
        )
    fired = int(np.count_nonzero(layer.A_prev))
    none = "only the part of L2" if walked.l2 else "0"
    return (
        f"Blame times input: the blame of {neuron_said(layer, i)} is {number(dz)}, and its weight to each neuron "
        f"below gets that times what the neuron passed on. {fired} of {len(layer.A_prev)} passed something on"
        + (
            "."
            if fired == len(layer.A_prev)
            else f"; weights to silent ones had no part in the answer, and get {none}."
        )
    )


def _teachable(layer: LayerStep) -> str:
    loudest = int(np.abs(layer.dZ).argmax())
    return f" Neuron {loudest} has the most to learn." if layer.dZ.any() else " No neuron of this layer learns from it."


def _biases(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    if walked.summed_db:
        total = float(layer.db[i, 0])
        gone = (
            " Here that is almost exactly 0, since the ten always cancel: these biases never learn."
            if layer.last
            else ""
        )
        return (
            f"The article sums dZ over neurons and examples alike: one number, **{number(total)}**, for all "
            f"{len(layer.db)} biases, whatever each one did.{gone}"
        )
    return (
        "A bias is a weight whose input is always 1, so its gradient is its neuron's dz itself. With more examples, "
        "each row of dZ would be added up; here there is one column, so nothing changes but the name."
    )


def _blame(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    assert layer.dA is not None
    above, da = walked.layers[layer.number], float(layer.dA[i, 0])
    more = "passed on more, the loss would rise" if da > 0 else "passed on more, the loss would fall"
    if da == 0:
        more = "passed on more or less, the loss would stay as it is"
    whom = "each score" if above.last else f"each neuron of layer {above.number}"
    return (
        f"Back through the same weights that carried the answer up: the blame of {whom}, times its weight for the "
        f"neuron, added up. Neuron {i} gets **{number(da)}**: had it {more}."
    )


def _gate(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    assert layer.slope is not None
    n, slope = len(layer.dZ), float(layer.slope[i, 0])
    if walked.network.activation == "relu":
        shut = int((layer.slope == 0).sum())
        yours = "open, so its blame goes through unchanged" if slope else "shut, so its blame ends here"
        return (
            "The blame passes ReLU's gate, entry by entry (∗): times 1 where the neuron fired, times 0 where it "
            f"was silent. **{shut} of {n}** gates are shut. That of neuron {i} is {yours}."
        )
    flat = int((np.abs(layer.slope) < 0.1).sum())
    return (
        f"The blame is multiplied, entry by entry (∗), by how steep g is where each neuron stands: at neuron {i}, "
        f"**{number(slope)}**. {flat} of {n} neurons stand where it is nearly flat (below 0.1), and hardly learn from "
        "this digit."
    )


def _update(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    moved = np.abs(layer.W_after - layer.W)
    still = int((moved == 0).sum())
    largest = float(moved.max())
    return (
        f"Every weight takes a step against its gradient, {walked.rate:g} times as long. The largest move in "
        f"W{layer.number} is {number(largest)}, where the largest weight is {number(float(np.abs(layer.W).max()))}; "
        f"{still:,} of {moved.size:,} weights stay as they are."
    )


def _after(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    k = walked.label
    was, now = float(walked.P[k, 0]), float(walked.P_after[k, 0])
    moved = f"stays at {chance(walked.P, k)}" if was == now else "went from {} to {}".format(*told_apart(was, now))
    if not np.isfinite(walked.loss_after):
        return "The step was so long that the numbers overflowed: a learning rate far too large."
    before, after = told_apart(walked.loss, walked.loss_after)
    if walked.loss_after < walked.loss:
        verdict = f"It helped: the loss fell from {before} to **{after}**"
    elif walked.loss_after - walked.loss <= ROUNDING * max(1.0, walked.loss):
        verdict = f"The loss stays at **{number(walked.loss)}**: what the step changed is too little for 32-bit numbers"
    else:
        verdict = (
            f"The loss **rose**, from {before} to {after}: the step was too long, and "
            "went down the slope and up the other side"
        )
    answer = (
        f"the answer stays {walked.answer}"
        if walked.answer == walked.answer_after
        else f"the answer changes from {walked.answer} to **{walked.answer_after}**"
    )
    return (
        f"{verdict}. The probability of {k} {moved}; {answer}. In a real run "
        "thousands of digits pull at the same weights, and each update goes where they pull together."
    )
