"""Experiments: the runs of this visitor side by side, and whether what was different made a difference.

Of its sections only the one that is chosen is drawn, and computes.
"""

import streamlit as st

from pages.experiments import words
from pages.experiments.best import show_records
from pages.experiments.changed import show_changed
from pages.experiments.race import show_race
from pages.experiments.rate import show_rate
from pages.experiments.runs import order_chooser, show_runs
from pages.experiments.style import STYLE
from pages.experiments.surface import show_surface
from pages.experiments.sweep import show_sweep
from pages.shared.choosers import section_chooser
from pages.shared.session import session
from pages.shared.steering import current_run, keep_to_compare

st.html(STYLE)
keep_to_compare(current_run())
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(words.TITLE, width="content", help=words.ABOUT, anchor=False)
    part = section_chooser("What to do", words.SECTIONS, "try", pills=True)
if part == "sweep":
    show_sweep()
elif part == "race":
    show_race()
elif part == "surface":
    show_surface()
elif part == "rate":
    show_rate()
elif not len(session().kept):
    st.info(words.NOTHING_YET, icon=":material/science:")
elif part == "records":
    show_records()
elif part == "changed":
    show_changed()
else:
    with st.container(horizontal=True, vertical_alignment="center"):
        order_chooser()
    show_runs()
