"""Step by step: one step of gradient descent on one digit, walked through a stage at a time, with every number open.

What the visitor has chosen is kept in state.py; walking.py goes from stage to stage, and stage.py shows one.
"""

import streamlit as st

from nn.explain.digits import Digit
from pages.shared.address import keep_in_address
from pages.shared.live import in_turn
from pages.shared.networks import Chosen
from pages.shared.reading import reading_style
from pages.shared.session import session
from pages.shared.steering import name_of_run
from pages.shared.subject import subject_bar
from pages.steps import words
from pages.steps.stage import show_stage
from pages.steps.state import choose_label_of, has_moved, held, label_in_use, step_of, take_newest
from pages.steps.style import steps_style
from pages.steps.walking import walking


def choose_label(digit: Digit, chosen: Chosen) -> None:
    """For a drawing, which nobody has labelled."""
    key = "steps_label"
    st.session_state[key] = label_in_use(digit, chosen)

    def say() -> None:
        choose_label_of(digit, st.session_state[key])

    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words.WHOSE_LABEL, width="content", help=words.WHOSE_LABEL_HELP)
        st.selectbox("The digit that it is", range(10), key=key, on_change=say, label_visibility="collapsed", width=90)


def offer_newest(chosen: Chosen) -> None:
    """The way to the network's newest parameters, where it has learned more since the visitor came."""
    if has_moved(chosen):
        goes_on = words.NEWEST_HELP.format(run=name_of_run().capitalize())
        st.button(words.NEWEST, icon=":material/refresh:", on_click=take_newest, help=goes_on)


def page() -> None:
    if "steps_network" not in st.session_state:
        take_newest()  # whoever comes in finds their run as it is by then
    reading_style()
    steps_style()
    subject = subject_bar("steps", words.TITLE, words.LEAD, of=held, beside=offer_newest)
    chosen, digit = held(subject.network), subject.digit
    if digit.label is None:
        choose_label(digit, chosen)
    if not step_of(chosen, digit).finite:
        st.caption(chosen.sentence)
        st.warning(words.DIVERGED, icon=":material/error:")
        return

    @st.fragment
    @in_turn
    def walk_through() -> None:
        with st.container(gap="xsmall"):
            walked = step_of(chosen, digit)
            stage = walking(chosen, len(walked.layers))
            session().place["stage"] = stage.key
            show_stage(walked, stage)
            answer, recipe = words.answer_said(walked, digit.label is not None), words.recipe_said(chosen.recipe)
            st.caption(chosen.sentence + answer + recipe)
            keep_in_address("address_of_stage")

    walk_through()


page()
