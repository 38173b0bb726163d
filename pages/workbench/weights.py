"""What can be done to all weights at once: cut the smallest, and disturb those that are left."""

from dataclasses import replace

import streamlit as st

from nn.explain.workbench import weight_count
from pages.workbench.bench import Bench


def show_weights(here: Bench) -> None:
    st.session_state.workbench_prune = round(100 * here.edits.prune)
    st.session_state.workbench_noise = here.edits.noise
    with st.container(horizontal=True, vertical_alignment="bottom", key="workbench_all"):
        with st.container(width=250):
            st.slider(
                "Cut the smallest weights",
                0,
                100,
                format="%d %%",
                key="workbench_prune",
                on_change=turn_prune,
                args=[here],
                help=f"Sets this share of all {weight_count(here.network):,} weights to 0, those nearest 0 first. "
                "Biases stay.",
            )
        with st.container(width=200):
            st.slider(
                "Noise on every weight",
                0.0,
                2.0,
                step=0.05,
                key="workbench_noise",
                on_change=turn_noise,
                args=[here],
                help="Added by chance to each weight that is not cut, in standard deviations of its layer's weights.",
            )
        st.button(
            "Other noise",
            icon=":material/casino:",
            disabled=not here.edits.noise,
            on_click=here.other_noise,
            help="The same amount, drawn anew.",
            key="workbench_other_noise",
        )


def turn_prune(here: Bench) -> None:
    here.change(replace(here.edits, prune=st.session_state.workbench_prune / 100))


def turn_noise(here: Bench) -> None:
    here.change(replace(here.edits, noise=float(st.session_state.workbench_noise)))
