"""The network's answer to the digit, beside the digit and above every section."""

import streamlit as st

from pages.shared.theme import palette
from pages.why.html import answer_block
from pages.why.state import Subject
from pages.why.words import OVERFLOWED


def show_answer(subject: Subject) -> None:
    chosen, found = subject.now()
    if found.finite:
        st.html(answer_block(found, subject.digit.label, palette(), spoken=not chosen.still_training))
    else:
        st.warning(OVERFLOWED, icon=":material/error:")
    st.caption(chosen.sentence)
