"""Film."""

import streamlit as st

from pages.ui.choosing import digit_chooser, network_chooser
from pages.ui.state import chosen_network

st.title("Film")
name = network_chooser("film_network")
digit = digit_chooser("film", name)
st.caption(chosen_network(name).sentence)
