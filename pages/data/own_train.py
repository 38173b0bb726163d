"""A network that learns from the visitor's pictures: it is their run from then on, on all pages."""

import streamlit as st

from nn.owndata.own_set import OwnSet
from nn.presets import PRESETS
from pages.data import own_words as words
from pages.shared.networks import choose_network
from pages.shared.own_pictures import digits_at_hand
from pages.shared.session import YOUR_RUN, lab
from pages.shared.steering import current_run, replace_run, steers, told_of_limits

USUAL = "fast"


def show_train(own: OwnSet) -> None:
    st.markdown("**Train on them**")

    def train() -> None:
        with told_of_limits():
            lab().start(replace_run(own.recipe(PRESETS[st.session_state.own_preset].recipe)))
            choose_network(YOUR_RUN)
            st.session_state.own_network = YOUR_RUN

    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            "Settings",
            list(PRESETS),
            index=list(PRESETS).index(USUAL),
            key="own_preset",
            help=words.PRESETS_HELP,
            width=150,
        )
        st.button("Train", type="primary", icon=":material/play_arrow:", on_click=train, key="own_train")
    run = current_run()
    if run.recipe.pictures and steers(run) and digits_at_hand(run.recipe) is not None:
        st.markdown(words.TRAINED_ON if run.view().active else words.HAS_TRAINED)
        if st.button("See it on Train", icon=":material/show_chart:", key="own_to_train"):
            st.switch_page("pages/train/page.py")
