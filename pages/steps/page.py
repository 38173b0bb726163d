"""Step by step: one step of gradient descent on one digit, walked through a stage at a time, with every number open.

Here are the choices that make the step. What the visitor has chosen is kept in state.py; walking.py goes from stage to
stage, and stage.py shows one.
"""

import streamlit as st

from nn.explain.digits import Digit
from nn.recipe import RANGES
from pages.shared.address import keep_in_address
from pages.shared.choosers import digit_chooser, network_chooser
from pages.shared.live import in_turn
from pages.shared.reading import reading_style
from pages.shared.session import Chosen, session
from pages.steps import words
from pages.steps.stage import show_stage
from pages.steps.state import (
    choices,
    choose_label_of,
    choose_rate,
    has_moved,
    held,
    label_in_use,
    rate_in_use,
    step_of,
    take_newest,
)
from pages.steps.style import steps_style
from pages.steps.walking import walking

NETWORK = "steps_network"  # the chooser's key


def choose_label(digit: Digit, chosen: Chosen) -> None:
    """For a drawing, which nobody has labelled."""
    key = "steps_label"
    st.session_state[key] = label_in_use(digit, chosen)

    def say() -> None:
        choose_label_of(digit, st.session_state[key])

    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words.WHOSE_LABEL, width="content", help=words.WHOSE_LABEL_HELP)
        st.selectbox("The digit that it is", range(10), key=key, on_change=say, label_visibility="collapsed", width=90)


def choose_step(chosen: Chosen) -> None:
    """The learning rate, and the article's way."""
    mine = choices()
    low, high = RANGES["learning_rate"]
    st.session_state.steps_rate, st.session_state.steps_blog = rate_in_use(chosen), mine.summed_db

    def turn() -> None:
        choose_rate(st.session_state.steps_rate)

    def switch() -> None:
        mine.summed_db = bool(st.session_state.steps_blog)

    with st.container(horizontal=True, vertical_alignment="bottom", key="steps_settings"):
        st.number_input(
            "Learning rate α",
            low,
            high,
            step=max(rate_in_use(chosen) / 10, low),
            format="%g",
            key="steps_rate",
            on_change=turn,
            help=words.RATE_HELP,
            width=160,
        )
        st.toggle(words.BLOG, key="steps_blog", on_change=switch, help=words.BLOG_HELP)


def say_which(chosen: Chosen, said: str) -> None:
    """Which network it is, what it makes of the digit, and the way to its newest parameters."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.caption(said, width="content")
        if has_moved(chosen):
            st.button(words.NEWEST, icon=":material/refresh:", on_click=take_newest, help=words.NEWEST_HELP)


def page() -> None:
    entered = NETWORK not in st.session_state
    reading_style()
    steps_style()
    with st.container(horizontal=True, vertical_alignment="center", key="steps_head"):
        st.title(words.TITLE, width="content", help=words.LEAD, anchor=False)
        name = network_chooser(NETWORK)
        chosen = held(name, entered)
    left, right = st.columns([13, 7], gap="medium", vertical_alignment="center")
    with left:
        digit = digit_chooser("steps", name)
    with right:
        choose_step(chosen)
    if digit.label is None:
        choose_label(digit, chosen)
    walked = step_of(chosen, digit)
    if not walked.finite:
        say_which(chosen, chosen.sentence)
        st.warning(words.DIVERGED, icon=":material/error:")
        return
    answer, recipe = words.answer_said(walked, digit.label is not None), words.recipe_said(chosen.recipe)
    say_which(chosen, chosen.sentence + answer + recipe)

    @st.fragment
    @in_turn
    def walk_through() -> None:
        stage = walking(len(walked.layers))
        session().place["stage"] = stage.key
        show_stage(walked, stage)
        keep_in_address("address_of_stage")

    walk_through()


page()
