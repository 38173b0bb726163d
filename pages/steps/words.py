"""The words of Step by step that stand around a stage: its name, its controls, the network's answer and its recipe.

What happened at a stage is told in sentences.py.
"""

from nn.explain.stages import Kind, Stage
from nn.explain.step import DigitStep, LayerStep
from nn.recipe import Recipe
from pages.steps.numbers import chance, number

TITLE = "Step by step"
LEAD = "One digit, one step of learning, and every number that it is made of. The code shown is the code that runs."
WALK = """
One step of learning, and every number in it:

- **Forward**: the digit goes up through the layers, and ten probabilities come out.
- **Loss**: how wrong they are, in one number.
- **Backward**: who is to blame for it, from the scores down to each single weight. Entries of every gradient are
  checked in front of you.
- **Update**: each weight takes a small step against its gradient. Did it help?

Walk with *Previous* and *Next*, or with the arrow keys.
"""
STEP_HELP = "The learning rate of the step, and the article's way of db"
RATE_HELP = (
    "How far the step goes against the gradient: W − α dW. It starts at the network's own; nothing that you try "
    "here changes the network."
)
BLOG = "As the article wrote it"
BLOG_HELP = (
    "The article's code sums dZ over everything, so that each layer has one single db. Switch it on, go to a db, and "
    "see the check disagree with it, if the digit leaves anything to learn; the update then uses the wrong db, too."
)
NEWEST = "Take the newest"
NEWEST_HELP = "{run} goes on. The step here holds the parameters of the moment when you came, until you ask."
DIVERGED = (
    "Some of this network's numbers have overflowed: training diverged, and there is no step to walk from here. "
    "Choose another network, or train one with a lower learning rate."
)
WHOSE_LABEL = "Nobody has said what this digit is. The step pulls towards:"
WHOSE_LABEL_HELP = "Until you say what it is, the network's own answer is taken for the truth."
NEURON_HELP = "Whose numbers are written out, counted from 0. A click on its row in a matrix chooses it, too."
INPUT_HELP = "The entry that is looked at (▸ in the sum), counted from 0. A click in a picture chooses it, too."

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


def input_label(layer: int, depth: int) -> str:
    return "Pixel (input)" if layer == 1 else f"Input (neuron of layer {layer - 1})"


def neuron_said(layer: LayerStep, neuron: int) -> str:
    """The neuron in a sentence."""
    return f"class {neuron}" if layer.last else f"neuron {neuron}"


# The network and the chart --------------------------------------------------------------------------------------------


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
    if recipe.inputs != "pixels":
        said += f" It learns on {recipe.inputs} inputs, which gives another step; here it is the one on plain pixels."
    if recipe.bias_gradient != "row sums":
        said += " On purpose, it corrects a layer's biases all alike; here each gets its own, unless you switch that."
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
