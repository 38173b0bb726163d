"""Digits that the network has never seen, with what it says they are: the proof of all the numbers above."""

import numpy as np
import streamlit as st

from nn.dataset import Examples
from nn.explain.digits import Digit, of_ink, of_mnist
from nn.lab.run import Run
from nn.recipe import Recipe
from pages.shared.digits import Picture, digit_strip
from pages.shared.live import in_turn
from pages.shared.own_pictures import digits_at_hand
from pages.shared.session import YOUR_RUN, lab
from pages.shared.steering import watches
from pages.train import words

GALLERY = 24


def gallery(run: Run) -> None:
    """Official test digits, drawn by the run's seed and asked about again while it trains, less often than the rest.

    Of a visitor's own pictures it is those that are kept aside.
    """
    st.subheader("What it says about digits it has never seen" if run.recipe.reads_digits else words.NEVER_SEEN)
    digits = digits_at_hand(run.recipe)
    if digits is None:
        st.caption(words.NOT_SHOWN)
        return
    official = digits.official
    shown = min(GALLERY, len(official))
    examples = official.only(np.random.default_rng(run.recipe.seed).choice(len(official), shown, replace=False))

    @st.fragment(run_every=3 * lab().refresh_seconds() if run.view().changing or watches(run) else None)
    @in_turn
    def live() -> None:
        show_answers(run, examples)

    live()


def show_answers(run: Run, examples: Examples) -> None:
    A = run.view().network().predict(examples.X())
    answers, sure, labels = A.argmax(axis=0), A.max(axis=0), examples.labels
    right, names = answers == labels, run.recipe.classes
    in_words = words.digit_in_words if run.recipe.reads_digits else words.picture_in_words
    st.markdown(words.how_many_are_right(right))
    digit_strip(
        Picture(
            examples.pixels[examples.index[i]],
            words.under_a_digit(names[answers[i]], names[labels[i]]),
            bool(right[i]),
            in_words(names[answers[i]], names[labels[i]], sure[i]),
            digit_of(run.recipe, examples, i),
            YOUR_RUN,
        )
        for i in range(len(right))
    )


def digit_of(recipe: Recipe, examples: Examples, i: int) -> Digit | None:
    """What other pages call it; None where they cannot ask about it. A picture of one's own is called by its ink."""
    if recipe.pictures is None:
        return of_mnist(lab().mnist, int(examples.index[i]))
    return of_ink(examples.pixels[examples.index[i]], int(examples.labels[i])) if recipe.reads_digits else None
