"""What is wrong with a file, a sentence each with its repair beside it, and how the pictures look as they are."""

import numpy as np
import streamlit as st

from nn.owndata.found import Found
from nn.owndata.repairs import INVERT, RARE, REPAIRS, TURN
from pages.data import own_words as words
from pages.data.own_state import Own
from pages.shared.digits import Picture, digit_strip
from pages.shared.words import as_text

SHOWN = 12


def show_faults(mine: Own, found: Found) -> None:
    st.markdown(words.what_is_wrong(mine.waiting_title, found))
    for k, fault in enumerate(found.faults):
        with st.container(horizontal=True, vertical_alignment="center", key=f"own_fault_{k}"):
            st.warning(as_text(fault.sentence), icon=":material/build:", width="stretch")
            repair = REPAIRS[fault.repair]
            st.button(repair.label, on_click=mine.mend, args=[fault.repair], key=f"own_mend_{k}")
            if fault.repair in (INVERT, TURN, RARE):
                st.button("Leave as it is", on_click=mine.leave, args=[fault.repair], key=f"own_leave_{k}")
    digit_strip(samples(found), size=72)
    with st.container(horizontal=True):
        if len({fault.repair for fault in found.faults}) > 1:
            names = list(dict.fromkeys(fault.repair for fault in found.faults))
            st.button("Mend all of it", type="primary", on_click=mine.mend, args=names, key="own_mend_all")
        st.button("Another file", on_click=mine.forget_what_waits, key="own_another")


def samples(found: Found) -> list[Picture]:
    """Some of the pictures, one of each class where there is one."""
    if found.labels is None:
        places = np.unique(np.linspace(0, len(found) - 1, SHOWN).astype(int))
        return [Picture(found.pixels[i], f"row {found.rows[i]:,}") for i in places]
    firsts = [int(np.flatnonzero(found.labels == k)[0]) for k in range(len(found.classes))][:SHOWN]
    return [Picture(found.pixels[i], found.classes[found.labels[i]]) for i in firsts]
