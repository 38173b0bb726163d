"""Step by step."""

import streamlit as st

from pages.ui.choosing import digit_chooser, network_chooser
from pages.ui.state import chosen_network

st.title("Step by step")
name = network_chooser("steps_network")
digit = digit_chooser("steps", name)
st.caption(chosen_network(name).sentence)
