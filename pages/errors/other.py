"""A second network, to be compared with the first: the field where it is chosen, and its answers."""

import streamlit as st

from pages.errors import words
from pages.errors.asked import NETWORK, Asked, other_asked
from pages.errors.state import NOBODY, errors
from pages.shared.choosers import called, network_in_use
from pages.shared.networks import network_names


def other_chooser() -> None:
    mine, here = errors(), network_in_use(NETWORK)
    others = [name for name in network_names() if name != here]
    st.session_state.errors_other = mine.other if mine.other in others else NOBODY

    def choose() -> None:
        mine.other = st.session_state.errors_other

    st.selectbox(
        "Compared with",
        [NOBODY, *others],
        format_func=lambda name: called(name) if name else "no other network",
        key="errors_other",
        on_change=choose,
        width=220,
    )


def other_network() -> Asked | None:
    """What it says to the same digits; None where none is chosen, or where it has overflowed, which is said."""
    other = other_asked()
    if other is not None and not other.answers.finite:
        st.warning(words.OTHER_OVERFLOWED, icon=":material/error:")
        return None
    return other
