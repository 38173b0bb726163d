"""Chapter 7: where two well-known texts slip, each beside a check that the engine has computed."""

import streamlit as st

from nn.explain.slips import Slip, all_slips
from nn.presets import PRESETS
from nn.training import new_network
from pages.maths import words
from pages.shared.session import lab
from pages.shared.tables import table

CHECKED_DIGITS = 8  # training digits that a whole backward pass is checked on


def slips_chapter() -> None:
    st.markdown(words.SLIPS)
    for number, slip in enumerate(slips(), start=1):
        with st.container(border=True):
            st.markdown(f"#### {number}. {slip.name}")
            show_slip(slip)
    st.markdown(f"#### {words.SOURCES_TITLE}")
    st.markdown(words.SOURCES)


@st.cache_data(show_spinner=False)
def slips() -> tuple[Slip, ...]:
    """The five checks, on the article's network with its initial values."""
    examples = lab().mnist.training
    network = new_network(PRESETS["blog"].recipe)
    return all_slips(network, examples.X(slice(0, CHECKED_DIGITS)), examples.all_labels[:CHECKED_DIGITS])


def show_slip(slip: Slip) -> None:
    """What the text says and what is right, and beside it the check."""
    left, right = st.columns(2, gap="medium")
    with left:
        st.markdown(f"{words.SAID}: $\\displaystyle {slip.said}$")
        st.caption(f"{words.WHERE}: {slip.where}")
        st.markdown(f"{words.RIGHT}: $\\displaystyle {slip.right}$")
        st.markdown(slip.why)
    with right:
        st.html(table(slip.columns, slip.rows))
        if slip.holds:
            st.info(f"{words.HOLDS} {slip.verdict}", icon=":material/check_circle:")
        else:
            st.error(f"{words.FAILS} {slip.verdict}", icon=":material/error:")
