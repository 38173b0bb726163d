"""Workbench: switch neurons off, cut weights, add noise, and see at once what is lost; and shuffle the pixels.

Everything here happens to a copy. The network itself, and every other page, stays as it is.
"""

import streamlit as st

from pages.shared.choosers import moment_chooser, network_chooser, section_chooser
from pages.shared.theme import palette
from pages.workbench.bench import bench
from pages.workbench.change import change_room, offer_newest
from pages.workbench.shuffle import shuffle_room
from pages.workbench.style import style

NETWORK = "workbench_network"  # the chooser's key
ROOMS = {"change": "Change the network", "shuffle": "Shuffle the pixels"}

st.html(style(palette()))
here = None
with st.container(horizontal=True, vertical_alignment="center", key="workbench_top"):
    st.title("Workbench", width="content", anchor=False)
    if section_chooser("What to do", ROOMS, "bench") == "change":
        entered = NETWORK not in st.session_state
        with st.container(horizontal=True, vertical_alignment="center", key="workbench_networks"):
            name = network_chooser(NETWORK)
            moment_chooser(NETWORK, name)
            here = bench(name, entered)
            offer_newest(here)
if here is None:
    shuffle_room()
else:
    change_room(here)
