"""Chapter 5: the gradients, from the last layer to the first, and who is to blame for this digit's loss."""

import numpy as np
import streamlit as st

from nn.explain.lesson import DigitPass, excerpt, mean_early_and_late
from nn.layers import Dense
from nn.loss import cross_entropy_backward
from nn.network import Network
from pages.maths import words
from pages.maths.figures import Panel, digit_bars, panels
from pages.maths.pieces import aligned, choose_neuron, formula, input_of, show, whole
from pages.shared.networks import Chosen
from pages.shared.session import lab
from pages.shared.theme import palette
from pages.shared.words import signed

CHECKED_DIGITS = 200  # training digits on which both ways of taking the mean are compared


def backward_chapter(chosen: Chosen, walked: DigitPass) -> None:
    lines = backward_lines(len(walked.layers))
    st.markdown(words.BACKWARD)
    formula(
        aligned(lines[0]),
        excerpt(cross_entropy_backward, "np.subtract(A, Y", "out *= 1 / m"),
        text=words.START,
        after=same_gradients(chosen),
    )
    with st.expander(words.WHY_SIMPLE, icon=":material/help:"):
        st.markdown(words.WHY_SIMPLE_TEXT)
    formula(
        aligned(*lines[1:3]),
        excerpt(Dense.backward, "product_transposed(dZ"),
        excerpt(Dense.backward, "np.sum(dZ, axis=1"),
        text=words.OWN_GRADIENTS,
    )
    if len(walked.layers) > 1:
        formula(
            aligned(lines[3]),
            excerpt(Network.backward, "for below, above", "below.backward(dZ)"),
            excerpt(Dense.backward_input, "np.matmul(self.W.T, dZ"),
            excerpt(Dense.backward_activation, "dA *= self.activation.slope("),
            text=words.FURTHER_DOWN,
        )
    with st.expander(words.ALL_LINES, icon=":material/format_list_numbered:"):
        st.latex(aligned(*lines))
    whole(Network.backward, Dense.backward, Dense.backward_input, Dense.backward_activation)
    left, right = st.columns(2, gap="medium")
    with left:
        blame_of_scores(walked)
    with right:
        blame_of_neurons(chosen.network, walked)
    st.markdown(words.PROOF)


def same_gradients(chosen: Chosen) -> str:
    """The live check that it does not matter where the 1/m stands."""
    found = _mean_early_and_late(chosen.key, chosen.network)
    return words.SAME_GRADIENTS.format(m=CHECKED_DIGITS, largest=found[0], apart=found[1]) if found else ""


@st.cache_data(max_entries=32, show_spinner=False)
def _mean_early_and_late(key: str, _network: Network) -> tuple[float, float] | None:
    """What ``key`` stands for, on the first training digits."""
    examples = lab().mnist.training
    return mean_early_and_late(_network, examples.X(slice(0, CHECKED_DIGITS)), examples.all_labels[:CHECKED_DIGITS])


def backward_lines(depth: int) -> list[str]:
    """The backward pass of a network with this many layers, in LaTeX: the last dZ, then each dW, db and dZ."""
    lines = [f"dZ_{depth} &= (A_{depth} - Y) / m"]
    for layer in range(depth, 0, -1):
        lines += [
            f"dW_{layer} &= dZ_{layer}\\, {input_of(layer)}^T",
            rf"db_{layer} &= \text{{row sums of }} dZ_{layer}",
        ]
        if layer > 1:
            lines.append(f"dZ_{layer - 1} &= W_{layer}^T dZ_{layer} * g'(Z_{layer - 1})")
    return lines


def blame_of_scores(walked: DigitPass) -> None:
    """dZ of the last layer: which score should rise, and which fall."""
    dZ, label = walked.layers[-1].dZ, walked.label
    worst = max((digit for digit in range(len(dZ)) if digit != label), key=lambda digit: dZ[digit])
    said = ", ".join(f"{digit}: {signed(value)}" for digit, value in enumerate(dZ))
    alt = f"dZ for the ten scores of a handwritten {label}: {said}."
    show(digit_bars(dZ, label, palette(), "dZ = A − Y"), "dZ", alt)
    st.markdown(
        words.BLAME.format(label=label, at_true=signed(dZ[label], 3), worst=worst, at_worst=signed(dZ[worst], 3))
    )


def blame_of_neurons(network: Network, walked: DigitPass) -> None:
    """How many neurons of each hidden layer learn from this digit, and what one of the first layer learns."""
    for number, layer in reversed(list(enumerate(walked.layers[:-1], start=1))):
        passing, n = int(np.count_nonzero(layer.dZ)), layer.dZ.size
        st.markdown((words.GATE if passing < n else words.NO_GATE).format(open=passing, n=n, layer=number))
    neuron = choose_neuron(network)
    dz = float(walked.layers[0].dZ[neuron])
    if dz:
        pictures = [Panel(walked.x, "digit", ink=True), Panel(walked.dW1[neuron], f"dW1, row {neuron}", "→")]
        show(panels(pictures, palette()), "dW1", f"Row {neuron} of dW1 is the digit times {signed(dz, 4)}.")
    said = words.NEURON_LEARNS if dz else words.NEURON_SILENT
    st.markdown(said.format(neuron=neuron, dz=signed(dz, 4)))
