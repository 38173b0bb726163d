"""Workbench: switch neurons off, cut weights, add noise, and see at once what is lost; and shuffle the pixels.

Everything here happens to a copy. The network itself, and every other page, stays as it is.
"""

import streamlit as st

from pages.shared.choosers import section_chooser, section_in_use
from pages.shared.subject import subject_bar
from pages.shared.theme import palette
from pages.workbench.bench import bench
from pages.workbench.change import change_room, offer_newest
from pages.workbench.shuffle import shuffle_room
from pages.workbench.style import style

TITLE = "Workbench"
ABOUT = (
    "Take a network apart and see what it loses: switch neurons off, cut weights, add noise, or move all pixels about. "
    "It is a copy, so nothing is broken."
)
ROOMS = {"change": "Change the network", "shuffle": "Shuffle the pixels"}

st.html(style(palette()))
if section_in_use(ROOMS, "bench") == "change":
    entered = "workbench_network" not in st.session_state
    subject = subject_bar(
        "workbench",
        TITLE,
        ABOUT,
        of=lambda name: bench(name, entered).held,
        beside=lambda chosen: offer_newest(bench(chosen.name, False)),
    )
    section_chooser("What to do", ROOMS, "bench")
    change_room(bench(subject.network, False), subject.digit)
else:
    st.title(TITLE, help=ABOUT, anchor=False)
    section_chooser("What to do", ROOMS, "bench")
    shuffle_room()
