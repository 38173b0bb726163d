"""Errors: which digits the network takes for which, how far its sureness can be trusted, and what it can bear.

Each section is a file of its own, and only the one that is shown is computed. While a run trains, everything here moves
with it, seldom enough that the training hardly notices.
"""

import streamlit as st

from pages.errors import words
from pages.errors.asked import NETWORK
from pages.errors.bears import show_bears
from pages.errors.matrix import show_matrix
from pages.errors.slices import show_slices
from pages.errors.style import STYLE
from pages.errors.sure import show_sure
from pages.errors.watch import digits_chooser, watch
from pages.shared.choosers import moment_chooser, network_chooser, section_chooser

SHOW = {"matrix": show_matrix, "slices": show_slices, "sure": show_sure, "bears": show_bears}

st.html(STYLE)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(words.TITLE, width="content", help=words.ABOUT, anchor=False)
    moment_chooser(NETWORK, network_chooser(NETWORK))
    digits_chooser()
watch(SHOW[section_chooser("What to look at", words.SECTIONS, "part")])
