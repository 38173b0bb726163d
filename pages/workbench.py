"""Workbench."""

import streamlit as st

from pages.ui.choosing import digit_chooser, network_chooser
from pages.ui.state import chosen_network

st.title("Workbench")
name = network_chooser("workbench_network")
digit = digit_chooser("workbench", name)
st.caption(chosen_network(name).sentence)
