"""The section of records: who among one's own kept runs is the most accurate, the quickest, the smallest."""

import streamlit as st

from nn.compare.records import LEVELS, records
from pages.experiments import record_words as words
from pages.experiments.state import experiments
from pages.shared.session import session
from pages.shared.tables import table


def show_records() -> None:
    """The level, and the table."""
    mine = experiments()
    st.caption(words.ABOUT)
    st.session_state.experiments_above = mine.above

    def choose() -> None:
        mine.above = st.session_state.experiments_above

    st.segmented_control(
        "Above which accuracy",
        LEVELS,
        format_func=lambda level: f"above {level:.0%}",
        required=True,
        key="experiments_above",
        on_change=choose,
        label_visibility="collapsed",
    )
    found = records(session().kept.runs, mine.above)
    with st.container(key="experiments_records"):
        st.html(table(words.COLUMNS, [words.row(record) for record in found]))
    if said := words.nobody(found):
        st.info(said, icon=":material/trophy:")
