"""Chapter 4: how wrong the answer is, in one number."""

import streamlit as st

from nn.explain.lesson import DigitPass, excerpt
from nn.loss import cross_entropy, one_hot
from pages.maths import words
from pages.maths.figures import loss_curve, probability
from pages.maths.pieces import formula, show, whole
from pages.shared.networks import Chosen
from pages.shared.theme import palette


def loss_chapter(chosen: Chosen, walked: DigitPass) -> None:
    st.markdown(words.LOSS)
    formula(
        r"L = -\frac{1}{m} \sum_{j=1}^{m} \sum_{k=0}^{9} Y_{kj} \ln A_{kj}",
        excerpt(cross_entropy, "np.subtract(Z", "return float("),
        after=words.LOSS_ONE,
    )
    whole(cross_entropy, one_hot)
    left, right = st.columns([6, 5], gap="medium", vertical_alignment="center")
    p = probability(walked.p_true)
    with left:
        show(
            loss_curve(walked.p_true, palette()),
            "loss",
            f"The loss −ln p falls from infinity at p = 0 to 0 at p = 1. This digit: p = {p}, loss {walked.loss:.3f}.",
        )
    with right:
        st.markdown(words.LOSS_LIVE.format(label=walked.label, p=p, loss=walked.loss))
        st.markdown(words.LOSS_SCALE)
