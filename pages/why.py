"""Why?."""

import streamlit as st

from pages.ui.choosing import digit_chooser, network_chooser
from pages.ui.state import chosen_network

st.title("Why?")
name = network_chooser("why_network")
digit = digit_chooser("why", name)
st.caption(chosen_network(name).sentence)
