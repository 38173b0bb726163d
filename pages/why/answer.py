"""Under every section: which network answers, as it is at this moment, and why there is no answer."""

import streamlit as st

from pages.shared.subject import Subject
from pages.why.words import NOBODY_KNOWS, OVERFLOWED


def show_which(subject: Subject) -> None:
    chosen, found = subject.now()
    if not found.finite:
        st.warning(OVERFLOWED, icon=":material/error:")
    unnamed = f" {NOBODY_KNOWS}" if subject.digit.label is None else ""
    st.caption(chosen.sentence + unnamed)
