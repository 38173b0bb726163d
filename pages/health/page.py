"""Health: how the server is doing, in a few numbers. It is in no menu; an operator knows its address."""

import streamlit as st

from pages.health import words
from pages.shared.company import visits
from pages.shared.live import in_turn
from pages.shared.session import lab
from pages.shared.widgets import facts

OFTEN = 5  # seconds


@st.fragment(run_every=OFTEN)
@in_turn
def numbers() -> None:
    facts(words.facts_of(lab().health(), visits().open()))


st.title(words.TITLE)
st.markdown(words.ABOUT)
numbers()
