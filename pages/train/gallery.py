"""Digits that the network has never seen, with what it says they are: the proof of all the numbers above."""

import numpy as np
import streamlit as st

from nn.dataset import Examples
from nn.explain.digits import of_mnist
from nn.lab.run import Run
from pages.shared.digits import Picture, digit_strip
from pages.shared.live import in_turn
from pages.shared.session import YOUR_RUN, lab
from pages.shared.steering import watches
from pages.train import words

GALLERY = 24


def gallery(run: Run) -> None:
    """Official test digits, drawn by the run's seed and asked about again while it trains, less often than the rest."""
    official = lab().mnist.official
    examples = official.only(np.random.default_rng(run.recipe.seed).choice(len(official), GALLERY, replace=False))

    @st.fragment(run_every=3 * lab().refresh_seconds() if run.view().changing or watches(run) else None)
    @in_turn
    def live() -> None:
        show_answers(run, examples)

    st.subheader("What it says about digits it has never seen")
    live()


def show_answers(run: Run, examples: Examples) -> None:
    A = run.view().network().predict(examples.X())
    answers, sure, labels = A.argmax(axis=0), A.max(axis=0), examples.labels
    right = answers == labels
    st.markdown(words.how_many_are_right(right))
    digit_strip(
        Picture(
            examples.pixels[examples.index[i]],
            words.under_a_digit(answers[i], labels[i]),
            bool(right[i]),
            words.digit_in_words(answers[i], labels[i], sure[i]),
            of_mnist(lab().mnist, int(examples.index[i])),
            YOUR_RUN,
        )
        for i in range(len(right))
    )
