"""Choosing one of the nine classes that are not the network's answer."""

from collections.abc import Callable

import streamlit as st

ANYBODY = -1  # no particular class


def class_chooser(
    key: str, label: str, anybody: str, chosen: int | None, answer: int, choose: Callable[[int | None], None]
) -> int | None:
    """The class ``chosen``, where it is not the answer; None for ``anybody``. ``choose`` takes another choice."""

    def take() -> None:
        picked = st.session_state[key]
        choose(None if picked == ANYBODY else picked)

    chosen = None if chosen == answer else chosen
    st.session_state[key] = ANYBODY if chosen is None else chosen
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(label, width="content")
        st.segmented_control(
            label,
            [ANYBODY, *(k for k in range(10) if k != answer)],
            format_func=lambda k: anybody if k == ANYBODY else str(k),
            required=True,
            key=key,
            on_change=take,
            label_visibility="collapsed",
            wrap=True,
        )
    return chosen
