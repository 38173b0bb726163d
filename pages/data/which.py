"""Which digits, and which network: what stands at the head of the page."""

import streamlit as st

from pages.data import words
from pages.data.sets import TEST
from pages.data.state import data
from pages.shared.choosers import moment_chooser, network_chooser

NETWORK = "data_network"  # the chooser's key


def digits_chooser() -> None:
    mine = data()
    st.session_state.data_which = mine.which

    def choose() -> None:
        mine.choose(st.session_state.data_which)

    st.segmented_control(
        "Which digits?",
        list(words.DIGITS),
        format_func=words.DIGITS.__getitem__,
        required=True,
        key="data_which",
        on_change=choose,
        label_visibility="collapsed",
    )


def asks_a_network(part: str) -> bool:
    """Samples ask none, and training digits are judged by networks of their own."""
    return part in ("made", "map") or (part == "labels" and data().which == TEST)


def network_choosers() -> None:
    moment_chooser(NETWORK, network_chooser(NETWORK))
