"""What Weights says about a neuron and a matrix, in sentences. No Streamlit here."""

import numpy as np

from nn.activations import Array
from nn.explain.weights import Neuron, condensed
from nn.network import Network
from pages.shared.words import signed

ABOUT = (
    "A neuron's weights are a picture, 28 x 28 like a digit: where ink speaks for it, and where against. Choose one to "
    "see which digits excite it most, and what it then tells the next layer."
)
WEIGHTS_MEAN = "Blue pixels speak for it, orange ones against; where the page shows through, ink makes no difference."
CHANGE_MEANS = (
    "The weights now minus the weights at the start: blue where ink has come to speak for it, orange where against. "
    "What decides is both together, this and the chance that it began with."
)

# In which order ------------------------------------------------------------------------------------------------------

NUMBER = "number"
ORDERS = {
    "contributes": "In order of what each contributes",
    "fires": "In order of how often each fires",
    NUMBER: "In order of their numbers",
}
ORDER_HELP = (
    "A neuron contributes what it passes on, on average over {asked:,} test digits, times the sizes of its weights to "
    "the next layer, added up. It fires where its sum is above zero. While a run trains, all keep their places."
)


def first_order(many: bool) -> str:
    """What suits so many neurons: of more than fit on a page, the loudest come first."""
    return "contributes" if many else NUMBER


def ordered_in_words(order: str) -> str:
    return {
        "contributes": ", first what contributes most",
        "fires": ", first what fires most often",
        NUMBER: "",
    }[order]


def places_in_words(order: str, what: str, first: int, last: int, n: int) -> str:
    """Which neurons or classes, as ``what`` says, this page shows; ``first`` and ``last`` are places from 0 on."""
    if order == NUMBER:
        return f"{what.capitalize()}{'es' if what == 'class' else 's'} {first}–{last} of {n}"
    by = "by what they contribute" if order == "contributes" else "by how often they fire"
    return f"Places {first + 1}–{last + 1} of {n}, {by}"


# What rows and columns stand for --------------------------------------------------------------------------------------


def layer_name(network: Network, layer: int) -> str:
    """What a row of this layer's W is, layers counted from 1: a neuron, or in the last one a class."""
    return "class" if layer == len(network.layers) else f"neuron of layer {layer}"


def row_name(network: Network) -> str:
    """What a row of W1 is, in a word: a hidden neuron or, without hidden layers, a class."""
    return layer_name(network, 1).split(" ")[0]


def _numbered(what: str, i: int) -> str:
    """One of the rows or columns that ``what`` names: neuron 3 of layer 1, class 7."""
    kind, *where = what.split(" ", 1)
    return " ".join([kind, str(i), *where])


# One neuron ----------------------------------------------------------------------------------------------------------


def neuron_in_words(neuron: Neuron, what: str, activation: str) -> str:
    """Whether it fires, and for which digits most and least: the picture and the strips in words."""
    m = len(neuron.z)
    order = [int(d) for d in np.argsort(-neuron.by_digit, kind="stable") if not np.isnan(neuron.by_digit[d])]
    most = f"On average {order[0]}s give it the largest sum ({signed(float(neuron.by_digit[order[0]]), 1)})"
    least = f"{order[-1]}s the smallest ({signed(float(neuron.by_digit[order[-1]]), 1)})"
    if neuron.outgoing is None:
        score = f"This row makes the score of {_numbered(what, neuron.number)}"
        first = f"{score}; softmax turns the ten scores into probabilities."
    elif neuron.dead and activation == "relu":
        first = (
            f"It is **dead**: none of {m:,} test digits lifts its sum above zero, so it passes on 0 for all of them, "
            "and no gradient comes back to wake it."
        )
    elif neuron.dead:
        first = f"None of {m:,} test digits lifts its sum above zero."
    else:
        first = f"It fires, with a sum above zero, for **{share(neuron.fires)}** of {m:,} test digits."
    return f"{first} {most}, {least}."


def share(part: float) -> str:
    """A share in words that never rounds some to none, or most to all."""
    if 0 < part < 0.001:
        return "under 0.1%"
    return "over 99.9%" if 0.999 < part < 1 else f"{part:.1%}"


def outgoing_in_words(neuron: Neuron, what: str) -> str:
    """The ends of the bars, for example "It speaks loudest for class 3 (+0.91) and against class 8 (−1.20)."."""
    assert neuron.outgoing is not None
    values = neuron.outgoing
    high, low = int(values.argmax()), int(values.argmin())
    for_it = f"for {_numbered(what, high)} ({signed(float(values[high]))})" if values[high] > 0 else ""
    against = f"against {_numbered(what, low)} ({signed(float(values[low]))})" if values[low] < 0 else ""
    both = " and ".join(filter(None, (for_it, against)))
    return f"It speaks loudest {both}." if both else "It is connected to nothing in the next layer: all weights are 0."


# The other layers ----------------------------------------------------------------------------------------------------


def matrix_in_words(W: Array, b: Array, rows: str, columns: str) -> str:
    """The matrix's strongest entries, for who cannot see the picture and for who can."""
    by = condensed(W)[1]
    r, c = (int(i) for i in np.unravel_index(np.abs(W).argmax(), W.shape))
    said = (
        f"Its strongest weight, {signed(float(W[r, c]))}, joins {_numbered(columns, c)} to {_numbered(rows, r)}; "
        f"biases run from {signed(float(b.min()))} to {signed(float(b.max()))}."
    )
    return said if by == (1, 1) else f"{said} Each cell shows the strongest of {by[0]} x {by[1]} weights."
