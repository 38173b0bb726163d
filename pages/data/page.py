"""Data: what networks learn from here, how the digits lie to each other, and which labels may be wrong.

Each section is a file of its own, and only the one that is shown is computed. Title and sections stay where they are;
what a section asks to be chosen stands under them.
"""

import streamlit as st

from pages.data import own, words
from pages.data.atlas import show_map
from pages.data.labels import show_labels
from pages.data.made import show_made
from pages.data.samples import show_samples
from pages.data.sets import OWN
from pages.data.state import data, say_in_address
from pages.data.style import STYLE
from pages.data.which import asks_a_network, digits_chooser, half_chooser, network_choosers
from pages.shared.choosers import section_chooser

SHOW = {"samples": show_samples, "made": show_made, "map": show_map, "labels": show_labels, "own": own.draw}

st.html(STYLE)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(words.TITLE, width="content", help=words.ABOUT, anchor=False)
    part = section_chooser("What to look at", words.SECTIONS, "about")
if part != "own":
    with st.container(horizontal=True, vertical_alignment="center"):
        digits_chooser()
        if part == "labels" and data().which == OWN:
            half_chooser()
        if asks_a_network(part):
            network_choosers(part)
SHOW[part]()
say_in_address(data())
