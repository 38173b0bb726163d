"""Experiments: the runs of this visitor side by side, and whether what was different made a difference."""

import streamlit as st

from pages.experiments import words
from pages.experiments.changed import show_changed
from pages.experiments.runs import order_chooser, show_runs
from pages.experiments.style import STYLE
from pages.experiments.sweep import show_sweep
from pages.shared.choosers import section_chooser
from pages.shared.session import session
from pages.shared.steering import current_run, keep_to_compare

st.html(STYLE)
keep_to_compare(current_run())
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(words.TITLE, width="content", help=words.ABOUT, anchor=False)
    part = section_chooser("What to do", words.SECTIONS, "try")
    if len(session().kept) and part == "runs":
        order_chooser()
if part == "sweep":
    show_sweep()
elif not len(session().kept):
    st.info(words.NOTHING_YET, icon=":material/science:")
elif part == "runs":
    show_runs()
else:
    show_changed()
