"""What the network really sees of a drawing, each step on the way there, and what it would see without them."""

import streamlit as st

from nn.drawing import naive_resize
from nn.explain.digits import of_ink
from pages.draw.answer import answering, ask, live, looks_nine_times, subject
from pages.draw.canvas import SIDE
from pages.draw.state import digit_asked, drawn, pixels_asked
from pages.draw.words import NINE_TIMES, before_drawing, why_they_differ
from pages.shared.digits import Picture, digit_strip, thumbnail
from pages.shared.networks import chosen_network
from pages.shared.session import chosen_digit, session

STEP_SIDE = 128  # of the smaller pictures


def show_what_it_sees() -> None:
    alt = f"{subject()}, as 28 by 28 grey pixels."
    digit_strip([Picture(pixels_asked(), alt=alt, digit=digit_asked(), network=answering())], size=SIDE)
    looks = NINE_TIMES if looks_nine_times() else "These 784 numbers, and nothing else."
    st.markdown(f"**What the network sees:** 28 x 28 grey pixels. {looks}")


def show_making() -> None:
    """Every step from ink to 28x28, and what happens without them."""
    drawing, ink = drawn(), session().ink
    if drawing is None or ink is None:
        st.markdown(before_drawing(chosen_digit()))
        return
    with st.container():
        st.markdown("**How your ink became 28 x 28, step by step**")
        digit_strip([Picture(thumbnail(stage.image), stage.caption) for stage in drawing.stages], size=STEP_SIDE)
    with st.container():
        live(show_comparison)


def show_comparison() -> None:
    """The answer to the same ink, merely made smaller and made as MNIST's digits were."""
    drawing, ink = drawn(), session().ink
    if drawing is None or ink is None:
        return
    network = chosen_network(answering()).network
    squeezed = naive_resize(ink)
    naive, made = ask(network, squeezed), ask(network, drawing.pixels)
    st.markdown("**The same ink, without and with MNIST’s recipe**")
    pictures = [
        (squeezed, f"Naive resize: {naive.digit}, {naive.of(naive.digit)}"),
        (drawing.pixels, f"As MNIST was made: {made.digit}, {made.of(made.digit)}"),
    ]
    digit_strip([Picture(image, caption, digit=of_ink(image)) for image, caption in pictures], size=STEP_SIDE)
    st.markdown(why_they_differ(ink, naive, made))
