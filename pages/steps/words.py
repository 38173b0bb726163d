"""The words of Step by step: what each stage is, and what happened there to this digit, from its own numbers."""

import numpy as np

from nn.activations import Array
from nn.explain.badge import Badge, Verdict
from nn.explain.stages import Kind, Stage, Written
from nn.explain.step import DigitStep, LayerStep
from nn.recipe import Recipe

TITLE = "Step by step"
LEAD = "One digit, one step of learning, and every number that it is made of."
WALK = """
One step of learning, and every number in it:

- **Forward**: the digit goes up through the layers, and ten probabilities come out.
- **Loss**: how wrong they are, in one number.
- **Backward**: who is to blame for it, from the scores down to each single weight. Every gradient is checked in front
  of you.
- **Update**: each weight takes a small step against its gradient. Did it help?

Walk with *Previous* and *Next*, or with the arrow keys.
"""
RATE_HELP = (
    "How far the step goes against the gradient: W − α dW. It starts at the network's own; nothing that you try "
    "here changes the network."
)
BLOG = "As the blog wrote it"
BLOG_HELP = (
    "The article's code sums dZ over everything, so that each layer has one single db. Switch it on, go to a db, and "
    "see the check part from it, if the digit leaves anything to learn; the update then uses the wrong db, too."
)
NEWEST = "Take the newest"
NEWEST_HELP = "Your run goes on. The step here holds the parameters of the moment when you came, until you ask."
DIVERGED = (
    "Some of this network's numbers have overflowed: training diverged, and there is no step to walk from here. "
    "Choose another network, or start your run again with a lower learning rate."
)
WHOSE_LABEL = "Nobody has said what this digit is. The step pulls towards:"
WHOSE_LABEL_HELP = "Until you say what it is, the network's own answer is taken for the truth."

# BACKGROUND is the page's own, so that what scrolls by does not show through the bar.
STYLE = """<style>
[data-testid="stLayoutWrapper"]:has(> .st-key-steps_bar) {position: sticky; top: 3.7rem; z-index: 20}
.st-key-steps_bar {background: BACKGROUND; padding: .45rem 0;
  border-bottom: 1px solid color-mix(in srgb, currentColor 14%, transparent)}
[data-testid="stLayoutWrapper"]:has(> .st-key-steps_walk), .st-key-steps_walk {width: auto; flex: none}
.st-key-steps_said {min-height: 6.5rem}
.st-key-steps_formula {min-height: 10.9rem; gap: 1.3rem}
.stButtonGroup div:has(> button) {flex-wrap: wrap; justify-content: flex-start}
.st-key-steps_formula .katex-display {overflow-x: auto; overflow-y: hidden; margin: .2rem 0}
@media (max-width: 640px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-steps_bar) {position: static}
  .st-key-steps_walk {position: fixed; left: 0; right: 0; bottom: 0; z-index: 20; padding: .5rem .9rem;
    background: BACKGROUND; border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent)}
  .st-key-steps_said, .st-key-steps_formula {min-height: 0}
  .st-key-steps_formula .katex {font-size: .95em}
  .stMainBlockContainer {padding-bottom: 5rem}
}
</style>"""

ROUNDING = float(np.finfo(np.float32).eps)  # how exactly a 32-bit loss about 1 is known
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def number(value: float, digits: int = 3) -> str:
    """A number to so many digits, with a long minus; very small and large ones as powers of ten."""
    if not np.isfinite(value):
        return "no number"
    size = abs(value)
    if size == 0:
        return "0"
    if 1e-3 <= size < 1e4:
        text = f"{size:.{max(0, digits - 1 - int(np.floor(np.log10(size))))}f}"
    else:
        mantissa, power = f"{size:.{digits - 1}e}".split("e")
        text = f"{mantissa} × 10{str(int(power)).translate(SUPERSCRIPTS)}"
    return f"−{text}" if value < 0 else text


def digits_apart(one: float, other: float) -> int:
    """To how many digits two numbers must be written for one to see that they differ; 3 where they do not."""
    return next((digits for digits in range(3, 9) if number(one, digits) != number(other, digits)), 3)


def told_apart(one: float, other: float) -> tuple[str, str]:
    digits = digits_apart(one, other)
    return number(one, digits), number(other, digits)


def with_sign(value: float) -> str:
    """To as many digits as any other number here, where a term of a sum may be tiny."""
    return ("+" if value > 0 else "") + number(value)


# What a stage is called -----------------------------------------------------------------------------------------------


def label(stage: Stage) -> str:
    """Short, for the list of stages."""
    return {
        Kind.LOSS: "Loss",
        Kind.UPDATE: f"W{stage.layer}, b{stage.layer}",
        Kind.AFTER: "After",
        Kind.INPUT: "X",
    }.get(stage.kind, stage.key)


def title(stage: Stage, depth: int) -> str:
    i = stage.layer
    return {
        Kind.INPUT: "X: the digit as numbers",
        Kind.SUM: f"Z{i}: " + ("each digit's score" if i == depth else f"what each neuron of layer {i} adds up"),
        Kind.ACTIVATION: f"A{i}: what each neuron of layer {i} passes on",
        Kind.SOFTMAX: f"A{i}: scores become probabilities",
        Kind.LOSS: "Loss: how wrong is that?",
        Kind.START: f"dZ{i}: too much here, too little there",
        Kind.WEIGHTS: f"dW{i}: which way each weight of layer {i} should go",
        Kind.BIASES: f"db{i}: which way each bias of layer {i} should go",
        Kind.BLAME: f"dA{i}: the blame goes down to layer {i}",
        Kind.GATE: f"dZ{i}: through the gate of layer {i}",
        Kind.UPDATE: f"W{i} and b{i}: the step",
        Kind.AFTER: "After the step: did it help?",
    }[stage.kind]


def neuron_label(layer: int, depth: int) -> str:
    return "Class (output neuron)" if layer == depth else f"Neuron of layer {layer}"


def one(layer: LayerStep, neuron: int) -> str:
    """The neuron in a sentence."""
    return f"class {neuron}" if layer.last else f"neuron {neuron}"


def input_label(layer: int, depth: int) -> str:
    return "Pixel (input)" if layer == 1 else f"Input (neuron of layer {layer - 1})"


# What happened --------------------------------------------------------------------------------------------------------


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
    return (
        f"{said} {OF_A_WRONG_DB[badge.verdict]}" if stage.kind is Kind.BIASES and walked.summed_db and badge else said
    )


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
    said += f"{one(layer, high).capitalize()} comes to the most, **{number(float(Z[high]))}**, "
    said += f"{one(layer, low)} to the least, {number(float(Z[low]))}."
    return said if i in (high, low) else f"{said} Yours, {one(layer, i)}, comes to **{number(float(Z[i]))}**."


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
    bent = {
        "leaky relu": "Leaky ReLU keeps what is positive and a hundredth of what is negative",
        "tanh": "tanh squeezes every sum into −1 to 1",
        "sigmoid": "The sigmoid squeezes every sum into 0 to 1",
        "gelu": "GELU, a smooth ReLU, keeps most of what is positive and little of what is negative",
    }[name]
    return f"{bent}; {fires} of {n} sums are positive. Neuron {i}, at {number(z)}, passes on **{number(a)}**."


def _louder(layer: LayerStep, i: int) -> str:
    """Whom to look at instead of a silent neuron."""
    if float(layer.A[i, 0]) > 0 or not (layer.A > 0).any():
        return ""
    return f" The loudest is neuron {int(layer.A.argmax())}: pick it, it has more to tell."


def _softmax(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    order = np.argsort(-walked.P[:, 0], kind="stable")
    first, second = int(order[0]), int(order[1])
    lead = float(layer.Z[first, 0] - layer.Z[second, 0])
    right = "which is right" if first == walked.label else f"but it is a {walked.label}"
    return (
        "e to the power of each score, divided by the sum of all ten: positive numbers that add up to 1. The answer "
        f"is **{first}** with {chance(walked.P, first)}, {right}. Its score lies {number(lead)} above that of "
        f"{second}, which makes it {number(float(np.exp(min(lead, 80.0))))} times as probable: e to that difference."
    )


def chance(P: Array, k: int) -> str:
    """The probability of k, near certainty with its many nines and near impossibility as a power of ten."""
    p = float(P[k, 0])
    if p == 0:
        return "next to 0"  # smaller than any number that float32 can hold
    return f"{p:.1%}" if 0.001 <= p <= 0.999 else f"{p:.5%}" if p > 0.999 else number(p)


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
        said += f" L2's price for large weights adds {number(walked.penalty)}."
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
        said += f" Most of the opposite push goes to {other}, {number(float(dZ[other]))}."
    elif dZ[other]:
        said += f" The strongest push that is left goes to {other}, {number(float(dZ[other]))}."
    return f"{said} The ten add up to 0: what one score shall gain, others lose."


def _weights(walked: DigitStep, layer: LayerStep, i: int, j: int) -> str:
    dz = float(layer.dZ[i, 0])
    if layer.number == 1:
        if dz == 0:
            return (
                f"dz of {one(layer, i)} is 0, and so is its whole row of dW1"
                f"{', but for the part of L2' if walked.l2 else ''}: this digit teaches it nothing.{_teachable(layer)}"
            )
        sense = "against the digit" if dz > 0 else "towards the digit"
        return (
            f"Blame times input: row {i} of dW1 is the digit itself times {number(dz)}"
            f"{', to which L2 adds its part' if walked.l2 else ''}. Only pixels with ink get a "
            f"gradient{' from it' if walked.l2 else ''}. The step goes the other way, so the weights of "
            f"{one(layer, i)} will move **{sense}** under its ink."
        )
    fired = int(np.count_nonzero(layer.A_prev))
    none = "only the part of L2" if walked.l2 else "0"
    return (
        f"Blame times input: the blame of {one(layer, i)} is {number(dz)}, and its weight to each neuron below gets "
        f"that times what the neuron passed on. {fired} of {len(layer.A_prev)} passed something on"
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
            "The blame passes ReLU's gate: times 1 where the neuron fired, times 0 where it was silent. "
            f"**{shut} of {n}** gates are shut. That of neuron {i} is {yours}."
        )
    flat = int((np.abs(layer.slope) < 0.1).sum())
    return (
        f"The blame is multiplied by how steep g is where each neuron stands: at neuron {i}, **{number(slope)}**. "
        f"{flat} of {n} neurons stand where it is nearly flat (below 0.1), and hardly learn from this digit."
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


# The badge ------------------------------------------------------------------------------------------------------------


def badge_verdict(found: Badge) -> str:
    return {
        Verdict.AGREES: f"**Checked: {found.name} is the slope of the loss.**",
        Verdict.PARTS: f"**They part: {found.name} is not the slope of the loss.**",
        Verdict.TOO_SMALL: f"**Too small to tell.** Every slope tried in {found.name} is below "
        f"{number(found.tellable, 1)}, so near 0 that a nudge cannot tell a right one from a wrong one.",
    }[found.verdict]


BADGE_ICON = {
    Verdict.AGREES: ":material/verified:",
    Verdict.PARTS: ":material/warning:",
    Verdict.TOO_SMALL: ":material/question_mark:",
}
OF_A_WRONG_DB = {
    Verdict.AGREES: "Here it comes to what each bias needs, and the check agrees with it.",
    Verdict.PARTS: "The check parts from it.",
    Verdict.TOO_SMALL: "For this digit all of it is so small that the check cannot tell.",
}


def badge_rows(found: Badge) -> list[tuple[str, str, str, str]]:
    """Rows of a table: which entry, backprop, finite difference, relative error."""
    rows = []
    for name, check in (("yours", found.picked), (f"worst of {found.tried}", found.worst)):
        row, column = check.entry
        where = f"[{row}, {column}]" if check.block.shape[1] > 1 else f"[{row}]"
        rows.append(
            (f"{name} {where}", number(check.backprop, 6), number(check.difference, 6), number(check.relative_error, 2))
        )
    return rows


BADGE_COLUMNS = ("entry", "backprop", "nudged", "rel. error")
BADGE_HELP = (
    "Nothing of backprop is believed: one number is nudged up and down by 0.00001, the network is run forward each "
    "time, and the difference of the two losses, divided by both nudges, must be the gradient. In float64."
)
KINK = "Your entry stands at a kink: the nudge itself switches a neuron on or off, so there is no slope to compare."
NEURON_HELP = "Whose numbers are written out, counted from 0. A click on its row in a matrix chooses it, too."
INPUT_HELP = "The entry that is looked at (▸ in the sum), counted from 0. A click in a picture chooses it, too."

# The sum written out --------------------------------------------------------------------------------------------------


def written_columns(stage: Stage) -> tuple[str, ...]:
    if stage.kind is Kind.SUM:
        return ("pixel" if stage.layer == 1 else "from neuron", "weight", "ink" if stage.layer == 1 else "a", "product")
    if stage.kind is Kind.BLAME:
        return ("from above", "weight", "its dz", "product")
    return ("of", "its dz")


def written_rows(walked: DigitStep, stage: Stage, neuron: int, entry: int, written: Written) -> list[tuple[str, ...]]:
    """The largest terms and the visitor's, the others added up, the bias, and the total. They do add up."""
    blank = [""] * (len(written_columns(stage)) - 2)
    rows: list[tuple[str, ...]] = []
    for term in written.terms:
        where = f"{term.index} (row {term.index // 28}, col. {term.index % 28})"
        name = where if stage.kind is Kind.SUM and stage.layer == 1 else str(term.index)
        middle = [number(term.left), number(term.right)] if blank else []
        yours = "▸ " if stage.kind is Kind.SUM and term.index == entry else ""
        rows.append((yours + name, *middle, with_sign(term.value)))
    if written.others:
        rows.append((f"{written.others:,} smaller one{'s' * (written.others > 1)}", *blank, with_sign(written.rest)))
    if written.nothing:
        rows.append((f"{written.nothing:,} that are 0", *blank, "0"))
    if stage.kind is Kind.SUM:
        rows.append((f"bias b{stage.layer}", *blank, with_sign(written.extra)))
    total = {Kind.SUM: "z", Kind.BLAME: "da", Kind.BIASES: "db"}[stage.kind]
    return [*rows, (f"{total} of {one(walked.layers[stage.layer - 1], neuron)}", *blank, "= " + number(written.total))]


def answer_said(walked: DigitStep, known: bool) -> str:
    """What the network makes of the digit before the step; ``known``: whether anybody knows what it is."""
    said = f" It answers **{walked.answer}** ({chance(walked.P, walked.answer)})"
    if not known:
        return f"{said}; the step pulls it towards {walked.label}."
    return said + (", which is right." if walked.answer == walked.label else f"; it is a **{walked.label}**.")


def recipe_said(recipe: Recipe) -> str:
    """What of the network's recipe is part of the step, and what is left out."""
    counted = [f"L2 {recipe.l2:g}"] * bool(recipe.l2)
    counted += [f"label smoothing {recipe.label_smoothing:g}"] * bool(recipe.label_smoothing)
    left_out = ["dropout"] * bool(recipe.dropout) + ["jitter"] * recipe.jitter.any()
    said = f" Its {' and '.join(counted)} {'are' if len(counted) > 1 else 'is'} part of the step." if counted else ""
    if left_out:
        be = "are" if len(left_out) > 1 else "is"
        said += f" {' and '.join(left_out).capitalize()} {be} left to chance, so left out."
    if recipe.optimizer != "gradient descent":
        name = recipe.optimizer.capitalize()
        said += f" {name} steps by its memory of earlier updates; here it is plain gradient descent."
    return said


def chart_alt(walked: DigitStep, stage: Stage, neuron: int) -> str:
    """The chart beside a stage in words."""
    layer = walked.layers[stage.layer - 1]
    if stage.kind is Kind.ACTIVATION:
        z, a = number(float(layer.Z[neuron, 0])), number(float(layer.A[neuron, 0]))
        return f"The {walked.network.activation} activation and its slope; neuron {neuron} stands at z = {z}, a = {a}."
    if stage.kind is Kind.LOSS:
        return f"Minus the logarithm of p falls to 0 at p = 1; the true digit has {chance(walked.P, walked.label)}."
    said = ", ".join(f"{k}: {chance(walked.P, k)}" for k in range(len(walked.P)))
    if stage.kind is Kind.AFTER:
        said += "; after: " + ", ".join(f"{k}: {chance(walked.P_after, k)}" for k in range(len(walked.P)))
    return f"The ten probabilities. {said}."
