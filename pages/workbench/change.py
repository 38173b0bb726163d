"""The room where a network is changed: what can be done to it on the left, what that does to it on the right."""

import streamlit as st

from nn.explain.digits import Digit
from pages.shared.steering import name_of_run
from pages.workbench import words
from pages.workbench.bench import Bench, sound, take_newest
from pages.workbench.neurons import show_neurons
from pages.workbench.ranking import show_ranking
from pages.workbench.result import show_result, show_undo
from pages.workbench.weights import show_weights


def offer_newest(here: Bench) -> None:
    """Where the run at hand has learned more since its parameters were laid here."""
    if here.newer:
        st.button(
            "Take the newest",
            icon=":material/update:",
            on_click=take_newest,
            args=[here],
            help=f"{name_of_run().capitalize()} has gone on since. Its parameters are held still here while you "
            "work on them.",
            key="workbench_newest",
        )


def change_room(here: Bench, digit: Digit) -> None:
    if not sound(here.network):
        st.error(words.DIVERGED)
        return
    with st.container(key="workbench_price"):
        st.markdown(words.price(here.edits, here.hidden, here.before, here.price()))
    left, right = st.columns([6, 5], gap="large")
    with left:
        show_neurons(here, digit)
        show_weights(here)
        st.caption(words.whose_copy(here.held.sentence, here.held.still_training))
    with right:
        show_undo(here)
        show_result(here, digit)
    show_ranking(here)
