"""From scores to probabilities: softmax step by step, at a temperature that the visitor turns."""

import streamlit as st

from nn.explain.temperature import TEMPERATURES, softmax_steps
from pages.shared.subject import Subject
from pages.shared.theme import palette
from pages.why.html import softmax_table
from pages.why.state import again
from pages.why.words import temperature_in_words


def show_softmax(subject: Subject) -> None:
    slider, formula = st.columns([1, 1], gap="large", vertical_alignment="center")
    with slider:
        choose_temperature()
    with formula:
        st.latex(r"A_k = \frac{e^{\,Z_k / T - M}}{\sum_c e^{\,Z_c / T - M}} \qquad M = \max_c \frac{Z_c}{T}")
    again(show_steps, subject)


def choose_temperature() -> None:
    if "why_temperature" not in st.session_state:
        st.session_state.why_temperature = 1.0
    st.select_slider(
        "Temperature",
        TEMPERATURES,
        format_func=lambda t: f"{t:g}",
        key="why_temperature",
        persist_state="session",
        help="Every score is divided by it before softmax. 1 is what the network says.",
    )


def show_steps(subject: Subject) -> None:
    _, found = subject.now()
    if not found.finite:
        return
    steps = softmax_steps(found.scores, st.session_state.get("why_temperature", 1.0))
    st.markdown(temperature_in_words(steps, found.probabilities))
    st.html(softmax_table(steps, palette()))
