"""Chapter 3: a digit on its way through the layers, to ten probabilities."""

import numpy as np
import streamlit as st

from nn.explain.lesson import DigitPass, excerpt
from nn.layers import Dense
from nn.loss import softmax
from nn.network import Network
from pages.maths import words
from pages.maths.figures import digit_bars, probability
from pages.maths.pieces import aligned, formula, input_of, show, whole
from pages.shared.networks import Chosen
from pages.shared.tables import table
from pages.shared.theme import palette
from pages.shared.words import signed


def forward_chapter(chosen: Chosen, walked: DigitPass) -> None:
    formula(
        aligned(*forward_lines(len(walked.layers))),
        excerpt(Network.forward, "A = X", "Z = last.forward(A)"),
        excerpt(Dense.forward, "self._sum(A_prev, self.Z)", "self.activation.value"),
        text=words.FORWARD,
    )
    formula(
        r"A_{kj} = \frac{e^{Z_{kj}}}{\sum_{c=0}^{9} e^{Z_{cj}}}",
        excerpt(softmax, "A: Array", "return A"),
        text=words.SOFTMAX,
    )
    whole(Network.forward, Network.predict, Dense.forward, softmax)

    st.markdown(words.FORWARD_LIVE)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        st.html(table(words.FORWARD_COLUMNS, forward_rows(walked)))
    with right:
        ten_probabilities(walked)


def forward_lines(depth: int) -> list[str]:
    """The forward pass of a network with this many layers, in LaTeX."""
    lines = []
    for layer in range(1, depth + 1):
        g = "g" if layer < depth else r"\operatorname{softmax}"
        lines += [f"Z_{layer} &= W_{layer} {input_of(layer)} + b_{layer}", f"A_{layer} &= {g}(Z_{layer})"]
    return lines


def forward_rows(walked: DigitPass) -> list[tuple[str, ...]]:
    """A row of the table for each array that the digit becomes on its way."""
    found = [("X", walked.x)]
    for number, layer in enumerate(walked.layers, start=1):
        found += [(f"Z{number}", layer.Z), (f"A{number}", layer.A)]
    return [
        (name, f"{v.size:,}", signed(v.min(), 3, ""), signed(v.max(), 3, ""), f"{(v > 0).sum():,}") for name, v in found
    ]


def ten_probabilities(walked: DigitPass) -> None:
    A = walked.probabilities
    said = ", ".join(f"{digit}: {p:.2f}" for digit, p in enumerate(A))
    show(
        digit_bars(A, walked.label, palette(), "probability"),
        "probabilities",
        f"The ten probabilities for a handwritten {walked.label}: {said}.",
    )
    total = float(A.sum(dtype=np.float64))
    st.markdown(words.ANSWER.format(answer=walked.answer, p=probability(float(A.max())), total=total))
