"""Chapter 6: one step downhill, tried with many learning rates, the loop that takes such steps, and all of it."""

import streamlit as st

from nn import tiny
from nn.batch import Worker
from nn.explain.lesson import Descent, DigitPass, descent, excerpt
from nn.network import Network
from nn.optimizers import GradientDescent
from nn.training import train
from pages.maths import words
from pages.maths.figures import descent_curve
from pages.maths.pieces import aligned, formula, show, whole
from pages.shared.networks import Chosen
from pages.shared.session import lab
from pages.shared.theme import palette

STEP_DIGITS = 200  # training digits that the one step is made on


def update_chapter(chosen: Chosen, walked: DigitPass) -> None:
    recipe, rate = chosen.recipe, chosen.learning_rate
    formula(
        aligned(r"W &:= W - \alpha\, dW", r"b &:= b - \alpha\, db"),
        excerpt(GradientDescent.step),
        text=words.UPDATE.format(rate=rate),
    )
    if recipe.optimizer != "gradient descent":
        st.markdown(words.OTHER_OPTIMIZER.format(name=recipe.optimizer))
    if recipe.inputs != "pixels":
        st.markdown(words.OTHER_INPUTS.format(name=recipe.inputs))
    show_descent(one_step(chosen.key, rate, chosen.network))
    formula(
        r"\text{forward} \to \text{backward} \to \text{update}",
        excerpt(train, "loss, right, m = batch_gradient.forward_backward("),
        excerpt(train, "optimizer.step("),
        excerpt(Worker.forward_backward, "loss += network.forward("),
        excerpt(Worker.forward_backward, "network.backward(Y, m)"),
        text=words.LOOP.format(
            total=recipe.total_iterations,
            batch=recipe.batch_size or recipe.train_examples,
            examples=recipe.train_examples,
        ),
    )
    whole(train, Worker.forward_backward)
    st.markdown(words.ALL_OF_IT)
    whole(tiny.initial_values, tiny.forward, tiny.backward, tiny.train, called=words.ON_ONE_PAGE)


@st.cache_data(max_entries=32, show_spinner=False)
def one_step(key: str, rate: float, _network: Network) -> Descent:
    """One step of the network that ``key`` stands for, with many rates, always on the same training digits."""
    examples = lab().mnist.training
    return descent(_network, examples.X(slice(0, STEP_DIGITS)), examples.all_labels[:STEP_DIGITS], rate)


def show_descent(tried: Descent) -> None:
    """Where one step leads, over its learning rate, and whether it went down."""
    left, right = st.columns([6, 5], gap="medium", vertical_alignment="center")
    with left:
        show(
            descent_curve(tried, palette()),
            "descent",
            f"The loss after one step, over its learning rate: {tried.before:.3f} before it, {tried.after:.3f} with "
            f"{tried.rate:g}, lowest with {tried.best_rate:.2g}.",
        )
    with right:
        comment = (words.DOWNHILL if tried.after < tried.before else words.UPHILL).format(best=tried.best_rate)
        st.markdown(
            words.STEP_LIVE.format(
                m=STEP_DIGITS, before=tried.before, after=tried.after, rate=tried.rate, comment=comment
            )
        )
        st.markdown(words.STEP_CURVE)
